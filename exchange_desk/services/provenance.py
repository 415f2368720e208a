"""Where a value comes from: the cell of a received list, or the step in which somebody wrote it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from exchange_desk.intake.earlier import read_from
from exchange_desk.intake.report import plain
from exchange_desk.model import (
    Nomination,
    Official,
    Record,
    SourceFile,
    SourceRow,
    SourceSheet,
    field_info,
    record_kind,
)
from exchange_desk.services.known import NOMINATION_FIELDS, official_fields
from exchange_desk.services.lineage import fields_of, values_of
from exchange_desk.store import StepInfo
from exchange_desk.store.history import Written
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language

if TYPE_CHECKING:
    from exchange_desk.services.desk import Desk

_OF_OFFICIAL = {attribute: field for field, attribute in official_fields().items()} | {
    "city_id": "city",
    "institution_id": "institution",
}
_OF_NOMINATION = {attribute: field for field, attribute in NOMINATION_FIELDS.items()}


@dataclass(frozen=True)
class Provenance:
    """`step`: in which the value was written. The rest says where it stood in a received list (`day`: when that
    came, `raw`: what the cell said); `file_id` is None when somebody typed it. `cell` is "" for what a title or the
    sender said of all rows, "D5, E5" for what several cells said."""

    step: StepInfo
    file_id: Id | None = None
    file: str = ""
    sheet: str = ""
    row: int = 0
    cell: str = ""
    day: date | None = None
    raw: str = ""
    heading: str = ""

    def say(self, lang: Language) -> str:
        if not self.file_id:
            return lang("Written in the desk by {who} on {when}", who=self.step.who, when=self.step.at)
        if not self.cell:
            text = lang("From “{file}” of {day}, as it says of all its people", file=self.file, day=self.day)
        else:
            text = lang(
                "From “{file}” of {day}, sheet “{sheet}”, cell {cell}",
                file=self.file,
                day=self.day,
                sheet=self.sheet,
                cell=self.cell,
            )
        return text


@dataclass(frozen=True)
class _Place:
    """A value's own row in the desk: kind and id of the record or part, and the column."""

    kind: str
    id: Id
    column: str
    field: str


def source_of(desk: "Desk", kind: type[Record], record_id: Id, field: str) -> Provenance | None:
    """Where a field of an official or a nomination comes from; None when it is empty or nobody knows.

    `field`: an attribute ("email", "city_id"), or an import field for what lies in a part: "language.en",
    "passport_number", "passport_expiry", "preferred_host_1".
    """
    place = next((p for p in _places(desk, kind, record_id) if field in (p.column, p.field)), None)
    return _Search(desk, kind, record_id).find(place) if place else None


def sources_of(desk: "Desk", kind: type[Record], record_id: Id) -> list[tuple[str, Provenance]]:
    """Every value of an official or a nomination that can have come with a list: its import field, and where it comes
    from. Nothing of other records comes with lists."""
    search = _Search(desk, kind, record_id)
    found = [(place.field, search.find(place)) for place in _places(desk, kind, record_id)]
    return [(field, source) for field, source in found if source]


def is_secret(field: str) -> bool:
    """Is what stands in such a cell a document's number, which is covered unless asked for?"""
    attribute = official_fields().get(field)
    info = field_info(Official, attribute) if attribute else None
    return field == "passport_number" or (info is not None and info.personal == "document")


def _places(desk: "Desk", kind: type[Record], record_id: Id) -> Iterator[_Place]:
    """The values of a record that are not empty, with those of its parts."""
    record = next(iter(desk.records.load(kind, [record_id])), None)
    columns = {Official: _OF_OFFICIAL, Nomination: _OF_NOMINATION}.get(kind, {})
    for column, field in columns.items() if record else ():
        if getattr(record, column):
            yield _Place(record_kind(kind), record_id, column, field)
    if isinstance(record, Official):
        for skill in record.languages:
            yield _Place("language_skill", skill.id, "level", f"language.{skill.language}")
        for passport in [each for each in record.documents if each.kind == "passport"][:1]:
            yield _Place("travel_document", passport.id, "number", "passport_number")
            if passport.expires_on:
                yield _Place("travel_document", passport.id, "expires_on", "passport_expiry")
    elif isinstance(record, Nomination):
        for wish in record.preferences:
            yield _Place("preference", wish.id, "text", f"preferred_host_{wish.rank}")


class _Search:
    """Looks for the sources of one record's values."""

    def __init__(self, desk: "Desk", kind: type[Record], record_id: Id) -> None:
        self._desk = desk
        column = "official_id" if kind is Official else "nomination_id"
        self._rows = desk.records.find(SourceRow, **{column: record_id})
        self._sheets = {s.id: s for s in desk.records.load(SourceSheet, {row.sheet_id for row in self._rows})}
        files = desk.records.load(SourceFile, {sheet.file_id for sheet in self._sheets.values()})
        self._files = {file.id: file for file in files}
        self._steps = {file.id: _import_step(desk, file.id) for file in files}
        self._written: dict[tuple[str, Id], list[Written]] = {}

    def find(self, place: _Place) -> Provenance | None:
        key = (place.kind, place.id)
        if key not in self._written:
            self._written[key] = self._desk.history.of_record(*key)
        writer = _writer(self._written[key], place.column)
        if writer is None:
            return None
        value = (writer.after or {}).get(place.column)
        rows = [row for row in self._rows if self._steps[self._sheets[row.sheet_id].file_id] == writer.step.id]
        rows = [row for row in rows if self._says(row, place.field)]
        rows.sort(key=lambda row: not self._says(row, place.field, value))
        return self._from_row(rows[0], place.field, writer.step) if rows else Provenance(writer.step)

    def _says(self, row: SourceRow, field: str, value: Any = None) -> bool:
        said = values_of(row, fields_of(self._sheets[row.sheet_id])).get(field)
        return said is not None and value in (None, plain(said))

    def _from_row(self, row: SourceRow, field: str, step: StepInfo) -> Provenance:
        sheet = self._sheets[row.sheet_id]
        file, letters = self._files[sheet.file_id], _letters(sheet, row, field)
        at: Mapping[str, str] = row.understood.get("cells", {})
        return Provenance(
            step,
            file.id,
            file.name,
            sheet.name,
            row.row,
            ", ".join(at.get(letter, f"{letter}{row.row}") for letter in letters),
            file.received_at.date() if file.received_at else None,
            " · ".join(row.cells[letter] for letter in letters),
            " · ".join(str(sheet.columns[letter].get("heading", "")) for letter in letters),
        )


def _letters(sheet: SourceSheet, row: SourceRow, field: str) -> list[str]:
    """The filled columns that a field was read from: those of its own, else those it may be read from besides."""
    fields = {letter: of for letter, of in fields_of(sheet).items() if row.cells.get(letter)}
    own = [letter for letter, of in fields.items() if of == field]
    return own or [letter for letter, of in fields.items() if of in read_from(field)]


def _writer(written: Sequence[Written], column: str) -> Written | None:
    """The step in which the value of today was written. What undoing brought back was written before what it undid."""
    before: int | None = None
    for each in written:
        was, became = (each.before or {}).get(column), (each.after or {}).get(column)
        if was == became or (before is not None and each.step.id >= before):
            continue
        if each.step.kind in ("undo", "revert"):
            before = each.step.target
        elif each.step.kind == "redo":
            before = (each.step.target or 0) + 1
        else:
            return each
    return None


def _import_step(desk: "Desk", file_id: Id) -> int | None:
    made = [
        each.step for each in desk.history.of_record(record_kind(SourceFile), file_id) if each.step.kind == "change"
    ]
    return made[-1].id if made else None
