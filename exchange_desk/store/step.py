"""One step: one transaction, one entry in the journal, one thing to undo."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from exchange_desk.model import Record, change_table, original_table, record_class
from exchange_desk.store.rows import Row, column_names, image_of, part_relations, row_of, table_of
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError

_CHUNK = 5_000
"""Ids in one IN (…): SQLite takes 32,766 parameters a statement."""


@dataclass(frozen=True)
class Change:
    """One row before and after, as journal images; None: it was not there."""

    table: Table
    id: Id
    before: Row | None
    after: Row | None


class Step:
    """What can be done within `Database.step`. Everything saved through it is journalled and committed together."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.changes: list[Change] = []

    def save(self, *records: Record) -> None:
        """Insert or update records of any kinds with all their parts, in bulk.

        Raises DeskError("store.stale") when somebody saved or deleted one of them since it was read.
        Afterwards the records carry their new version and may be saved again.
        """
        by_kind: dict[type[Record], list[Record]] = defaultdict(list)
        for record in records:
            by_kind[type(record)].append(record)
        for kind, group in by_kind.items():
            self._save_kind(kind, group)

    def delete(self, *records: Record) -> None:
        """Delete records with all their parts."""
        for record in records:
            self._unchanged_since(record, self.rows(table_of(record), "id", [record.id]).get(record.id))
            for _, part, owner in part_relations(type(record)):
                self.remove(table_of(part), list(self.rows(table_of(part), owner, [record.id]).values()))
            self.remove(table_of(record), [row_of(record)])

    def keep_original(self, sha256: str, content: bytes) -> None:
        """Keep the bytes of a received file (once per hash). Not undone: a received file stays received."""
        known = select(original_table.c.sha256).where(original_table.c.sha256 == sha256)
        if self._connection.execute(known).first() is None:
            self._connection.execute(insert(original_table), [{"sha256": sha256, "content": content}])

    def rows(self, table: Table, column: str, values: Iterable[Any]) -> dict[Id, Row]:
        """The rows whose column is one of the values, by id."""
        found: dict[Id, Row] = {}
        wanted = list(values)
        for start in range(0, len(wanted), _CHUNK):
            chosen = select(table).where(table.c[column].in_(wanted[start : start + _CHUNK]))
            found.update({row["id"]: dict(row) for row in self._connection.execute(chosen).mappings()})
        return found

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Write new rows as they are. For the history; everybody else saves records."""
        if rows:
            self._connection.execute(insert(table), rows)
            self.changes += [Change(table, row["id"], None, image_of(table, row)) for row in rows]

    def update(self, table: Table, pairs: Sequence[tuple[Row, Row]]) -> None:
        """Write (old, new) rows as they are."""
        if not pairs:
            return
        columns: dict[str, Any] = {name: bindparam(f"new_{name}") for name in column_names(table) if name != "id"}
        statement = update(table).where(table.c.id == bindparam("which")).values(columns)
        given = [{"which": new["id"], **{f"new_{name}": new[name] for name in columns}} for _, new in pairs]
        self._connection.execute(statement, given)
        self.changes += [Change(table, new["id"], image_of(table, old), image_of(table, new)) for old, new in pairs]

    def remove(self, table: Table, rows: Sequence[Row]) -> None:
        """Delete rows as they are."""
        ids = [row["id"] for row in rows]
        for start in range(0, len(ids), _CHUNK):
            self._connection.execute(delete(table).where(table.c.id.in_(ids[start : start + _CHUNK])))
        self.changes += [Change(table, row["id"], image_of(table, row), None) for row in rows]

    def write_journal(self, step_id: int) -> None:
        """The last act of a step."""
        rows = [
            {
                "step_id": step_id,
                "position": position,
                "kind": change.table.name,
                "record_id": change.id,
                "before": change.before,
                "after": change.after,
            }
            for position, change in enumerate(self.changes)
        ]
        self._connection.execute(insert(change_table), rows)

    def _save_kind(self, kind: type[Record], records: Sequence[Record]) -> None:
        table = table_of(kind)
        for record in records:
            record.derive()
        stored = self.rows(table, "id", [record.id for record in records if record.version])
        for record in records:
            self._unchanged_since(record, stored.get(record.id))
        touched = self._save_parts(kind, records)
        fresh, pairs = [], []
        for record in records:
            row, old = row_of(record), stored.get(record.id)
            if old is None or row != old or record.id in touched:
                row["version"] = record.version + 1
                fresh.append(row) if old is None else pairs.append((old, row))
        self.insert(table, fresh)
        self.update(table, pairs)
        saved = {row["id"]: row["version"] for row in (*fresh, *(new for _, new in pairs))}
        for record in records:
            record.version = saved.get(record.id, record.version)

    def _save_parts(self, kind: type[Record], records: Sequence[Record]) -> set[Id]:
        """Bring the parts of all records up to date; returns the ids of the owners whose parts changed."""
        touched: set[Id] = set()
        for attribute, part, owner in part_relations(kind):
            table = table_of(part)
            stored = self.rows(table, owner, [record.id for record in records if record.version])
            fresh, pairs = [], []
            for record in records:
                for each in getattr(record, attribute):
                    setattr(each, owner, record.id)
                    each.derive()
                    row, old = row_of(each), stored.pop(each.id, None)
                    row["version"] = old["version"] if old else 1
                    if old is None:
                        fresh.append(row)
                    elif row != old:
                        pairs.append((old, row | {"version": old["version"] + 1}))
            gone = list(stored.values())
            self.remove(table, gone)
            self.insert(table, fresh)
            self.update(table, pairs)
            touched.update(row[owner] for row in (*gone, *fresh, *(new for _, new in pairs)))
        return touched

    def _unchanged_since(self, record: Record, stored: Row | None) -> None:
        found = stored["version"] if stored else 0
        if found != record.version:
            raise DeskError(
                "store.stale",
                msg("Somebody changed this record after it was opened here. Open it again and repeat the change."),
                technical=f"{record.__tablename__} {record.id}: version {record.version}, stored {found}",
            )


def tables_by_name(name: str) -> Table:
    """The table of a record kind as the journal names it."""
    return table_of(record_class(name))
