"""One step: one transaction, one entry in the journal, one thing to undo."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select

from exchange_desk.model import Record, change_table, original_table
from exchange_desk.store.originals import pack
from exchange_desk.store.rows import (
    Row,
    Shape,
    delete_rows,
    insert_rows,
    part_relations,
    read_rows,
    shape_of,
    undisturbed,
    update_rows,
)
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError


class Change(NamedTuple):
    """One row before and after, as journal images; None: it was not there."""

    kind: str
    id: Id
    before: str | None
    after: str | None


class Step:
    """What can be done within `Database.step`. Everything saved through it is journalled and committed together."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.changes: list[Change] = []
        self._before: list[tuple[Record, int]] = []

    def save(self, *records: Record) -> None:
        """Insert or update records of any kinds with all their parts, in bulk.

        Raises DeskError("store.stale") when somebody saved or deleted one of them since it was read.
        Afterwards the records carry their new version and may be saved again.
        """
        by_kind: dict[type[Record], list[Record]] = defaultdict(list)
        for record in records:
            by_kind[type(record)].append(record)
        with undisturbed():
            for kind, group in by_kind.items():
                self._save_kind(kind, group)

    def delete(self, *records: Record) -> None:
        """Delete records with all their parts."""
        by_kind: dict[type[Record], list[Record]] = defaultdict(list)
        for record in records:
            by_kind[type(record)].append(record)
        for kind, group in by_kind.items():
            ids = [record.id for record in group]
            stored = self.rows(shape_of(kind), "id", ids)
            for record in group:
                _unchanged_since(kind, record.id, record.version, stored.get(record.id))
            for _, part, owner in part_relations(kind):
                self.remove(shape_of(part), list(self.rows(shape_of(part), owner, ids).values()))
            self.remove(shape_of(kind), list(stored.values()))

    def keep_original(self, sha256: str, content: bytes) -> None:
        """Keep the bytes of a received file (once per hash). Not undone: a received file stays received."""
        known = select(original_table.c.sha256).where(original_table.c.sha256 == sha256)
        if self.connection.execute(known).first() is None:
            self.connection.execute(insert(original_table), [{"sha256": sha256, "content": pack(content)}])

    def rows(self, shape: Shape, column: str, values: Iterable[Any]) -> dict[Id, Row]:
        """The rows whose column is one of the values, by id."""
        return {row["id"]: row for row in read_rows(self.connection, shape, column, values)}

    def insert(self, shape: Shape, rows: Sequence[Row]) -> None:
        """Write new rows as they are. For the history; everybody else saves records."""
        insert_rows(self.connection, shape.table, shape.parameters(rows, self.connection.dialect))
        self.changes += [Change(shape.name, row["id"], None, shape.image(row)) for row in rows]

    def update(self, shape: Shape, pairs: Sequence[tuple[Row, Row]]) -> None:
        """Write (old, new) rows as they are."""
        update_rows(self.connection, shape, pairs)
        self.changes += [Change(shape.name, new["id"], shape.image(old), shape.image(new)) for old, new in pairs]

    def remove(self, shape: Shape, rows: Sequence[Row]) -> None:
        """Delete rows as they are."""
        delete_rows(self.connection, shape.table, [row["id"] for row in rows])
        self.changes += [Change(shape.name, row["id"], shape.image(row), None) for row in rows]

    def write_journal(self, step_id: int) -> None:
        """The last act of a step."""
        with undisturbed():
            rows = [(step_id, position, *change) for position, change in enumerate(self.changes)]
            insert_rows(self.connection, change_table, rows)

    def forget(self) -> None:
        """The step failed: its records are as before, and can be saved once more."""
        for record, version in reversed(self._before):
            _set(record, "version", version)

    def _save_kind(self, kind: type[Record], records: Sequence[Record]) -> None:
        shape = shape_of(kind)
        for record in records:
            record.derive()
        rows = [shape.row(record) for record in records]
        stored = self.rows(shape, "id", [row["id"] for row in rows if row["version"]])
        for row in rows:
            _unchanged_since(kind, row["id"], row["version"], stored.get(row["id"]))
        touched = self._save_parts(kind, records)
        fresh, pairs = [], []
        for record, row in zip(records, rows, strict=True):
            old = stored.get(row["id"])
            if old is None or row != old or row["id"] in touched:
                row["version"] += 1
                fresh.append(row) if old is None else pairs.append((old, row))
                self._before.append((record, row["version"] - 1))
                _set(record, "version", row["version"])
        self.insert(shape, fresh)
        self.update(shape, pairs)

    def _save_parts(self, kind: type[Record], records: Sequence[Record]) -> set[Id]:
        """Bring the parts of all records up to date; returns the ids of the owners whose parts changed."""
        touched: set[Id] = set()
        known = [record.id for record in records if record.version]
        for attribute, part, owner in part_relations(kind):
            shape = shape_of(part)
            stored = self.rows(shape, owner, known)
            fresh, pairs = [], []
            for row in _part_rows(shape, records, attribute, owner):
                old = stored.pop(row["id"], None)
                row["version"] = old["version"] if old else 1
                if old is None:
                    fresh.append(row)
                elif row != old:
                    pairs.append((old, row | {"version": old["version"] + 1}))
            gone = list(stored.values())
            self.remove(shape, gone)
            self.insert(shape, fresh)
            self.update(shape, pairs)
            touched.update(row[owner] for row in (*gone, *fresh, *(new for _, new in pairs)))
        return touched


def _unchanged_since(kind: type[Record], record: Id, version: int, stored: Row | None) -> None:
    found = stored["version"] if stored else 0
    if found != version:
        raise DeskError(
            "store.stale",
            msg("Somebody changed this record after it was opened here. Open it again and repeat the change."),
            technical=f"{kind.__tablename__} {record}: version {version}, stored {found}",
        )


def _part_rows(shape: Shape, records: Sequence[Record], attribute: str, owner: str) -> Iterable[Row]:
    for record in records:
        # A new record without parts of this kind has no list yet: asking for it would make one.
        for each in record.__dict__.get(attribute, ()):
            each.derive()
            _set(each, owner, record.id)
            yield shape.row(each)


def _set(record: Record, name: str, value: Any) -> None:
    """Set a column as the database has it; no session ever asks what changed, so none needs to be told."""
    record.__dict__[name] = value
