"""Lists as files for others: workbooks, text lists and JSON."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exchange_desk.model import Record, field_info
from exchange_desk.services.records import name_of
from exchange_desk.store.listings import ListColumn, Listing
from exchange_desk.store.rows import part_relations
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import DeskError, Problem
from exchange_desk.support.progress import SILENT, Progress
from exchange_desk.support.saving import save
from exchange_desk.workbooks.writer import Column, Kind, Table, write_csv, write_xlsx

if TYPE_CHECKING:
    from exchange_desk.services.desk import Desk

_PAGE = 1_000

_KINDS: Mapping[str, Kind] = {
    "date": "date",
    "moment": "moment",
    "integer": "integer",
    "decimal": "decimal",
    "boolean": "boolean",
    "email": "identifier",
    "phone": "identifier",
}
"""How a list's column is written; all others as text."""


class Exports:
    def __init__(self, desk: "Desk") -> None:
        self._desk = desk

    def table(self, name: str, ids: Sequence[Id], lang: Language, progress: Progress = SILENT) -> Table:
        """A list's columns for these ids, in the words of `lang`. Rows are read while they are written."""
        listing = self._desk.lists.listing(name)
        columns = [Column(lang(column.label), _KINDS.get(column.kind, "text")) for column in listing.columns]
        return Table(lang(listing.title), columns, self._rows(listing, ids, lang, progress))

    def write(
        self,
        name: str,
        path: Path,
        lang: Language,
        *,
        ids: Sequence[Id] | None = None,
        progress: Progress = SILENT,
        **asked: Any,
    ) -> tuple[Problem, ...]:
        """Write a list to `path`, as its ending says: .xlsx, .csv or .json (one object per record, ISO dates).

        `ids`: these records, in this order; otherwise `asked` as for `Lists.ids`: find, where, sort, descending.
        Returns what had to be changed to fit the file. Numbers of passports and of identity never leave the desk
        this way. Raises DeskError("export.unknown_kind"), or why the file could not be saved.
        """
        kind = path.suffix.lower()
        if kind not in (".xlsx", ".csv", ".json"):
            text = msg("“{name}” has to end with .xlsx, .csv or .json, so that it is clear how to write it.")
            raise DeskError("export.unknown_kind", text, name=path.name)
        chosen = self._desk.lists.ids(name, **asked) if ids is None else ids
        if kind == ".json":
            save(path, self._json(self._desk.lists.listing(name), chosen, lang, progress))
            return ()
        table = self.table(name, chosen, lang, progress)
        return write_csv(path, table, lang) if kind == ".csv" else write_xlsx(path, [table], lang)

    def _rows(
        self, listing: Listing, ids: Sequence[Id], lang: Language, progress: Progress
    ) -> Iterator[tuple[Any, ...]]:
        tellers = [_teller(column, lang) for column in listing.columns]
        for start in range(0, len(ids), _PAGE):
            progress.step(start, len(ids), msg("Writing the list"))
            for row in self._desk.lists.rows(listing.name, ids[start : start + _PAGE]):
                yield tuple(tell(value) if tell else value for tell, value in zip(tellers, row, strict=True))

    def _json(self, listing: Listing, ids: Sequence[Id], lang: Language, progress: Progress) -> bytes:
        objects = []
        for start in range(0, len(ids), _PAGE):
            progress.step(start, len(ids), msg("Writing the list"))
            for record in self._desk.records.load(listing.record, ids[start : start + _PAGE]):
                objects.append(_object(record, lang))
        return json.dumps(objects, ensure_ascii=False, indent=1).encode()


def _teller(column: ListColumn, lang: Language) -> Callable[[Any], Any] | None:
    """From a column's stored value to what a reader of this language sees; None: as it is."""
    if column.choices:
        labels = {str(choice): lang(choice.label) for choice in column.choices}  # type: ignore[attr-defined]  # ours have one
        return lambda value: labels.get(value, value)
    match column.kind:
        case "country":
            return lang.country
        case "language":
            return lang.language
        case "languages":
            return lambda codes: ", ".join(lang.language(code) for code in codes or ())
    return None


def _object(record: Record, lang: Language) -> dict[str, Any]:
    """A record by its field names: references as ids with the name beside, parts as lists."""
    found: dict[str, Any] = {"id": record.id}
    for column in record.__table__.columns:
        info = field_info(record, column.key)
        if info is None or info.personal == "document":
            continue
        value = getattr(record, column.key)
        found[column.key] = value.isoformat() if isinstance(value, date) else value
        name = column.key.removesuffix("_id")
        if info.refers and name in record.__dict__:
            referred = getattr(record, name)
            found[name] = name_of(referred, lang) if referred else ""
    for attribute, _, _ in part_relations(type(record)):
        found[attribute] = [_object(part, lang) for part in getattr(record, attribute)]
    return found
