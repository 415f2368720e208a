"""A look through the whole desk: the file, what refers to what, the search index, and rows against their history."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select
from sqlcipher3 import dbapi2 as sqlite

from exchange_desk.model import change_table, field_info
from exchange_desk.store import identity_index, search_index
from exchange_desk.store.references import record_kinds
from exchange_desk.store.replay import is_at
from exchange_desk.store.rows import Shape, shape_of
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError, Problem, Severity
from exchange_desk.support.progress import SILENT, Progress

if TYPE_CHECKING:
    from exchange_desk.store.database import Database


def check(database: "Database", *, progress: Progress = SILENT) -> tuple[Problem, ...]:
    """Everything that is wrong with a desk; mends the search index when the desk is open for writing."""
    progress.step(0, None, msg("Looking through the file"))
    damage = _damage(database)
    if damage:
        text = msg("The desk's file is damaged. Restore the newest backup.")
        return (Problem("check.damaged", Severity.ERROR, text, params={"technical": damage}),)
    return (*_records(database, progress), *_index(database))


def _damage(database: "Database") -> str:
    try:
        with database.reading() as connection:
            return search_index.damage(connection.connection.driver_connection, "integrity_check").elsewhere
    except sqlite.DatabaseError as error:  # type: ignore[attr-defined]  # a C extension without stubs
        return str(error)
    except DeskError as error:
        return error.technical


def _records(database: "Database", progress: Progress) -> list[Problem]:
    kinds = sorted(record_kinds(), key=lambda kind: kind.__tablename__)
    with database.reading() as connection:
        found = list(_lost(connection))
        for done, kind in enumerate(kinds):
            progress.step(done, len(kinds), msg("Comparing with the history"))
            found += _strange(connection, shape_of(kind))
            found += _unlike_history(connection, shape_of(kind))
    return found


def _lost(connection: Connection) -> Iterator[Problem]:
    lost: dict[str, int] = {}
    for table, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        lost[table] = lost.get(table, 0) + 1
    text = msg("Records refer to something that is no longer there ({count}).")
    for kind, count in lost.items():
        yield Problem("check.lost_reference", Severity.ERROR, text, params={"kind": kind, "count": count})


def _strange(connection: Connection, shape: Shape) -> Iterator[Problem]:
    """Values that no list of choices has."""
    text = msg("Records hold values that this program does not know ({count}).")
    for column in shape.table.columns:
        info = field_info(shape.kind, column.key)
        if info and info.choices:
            known = ["", *(str(choice) for choice in info.choices)]
            query = select(func.count()).select_from(shape.table).where(column.not_in(known))
            count = connection.execute(query).scalar_one()
            if count:
                about = {"kind": shape.name, "count": count}
                yield Problem("check.unknown_value", Severity.ERROR, text, column.key, about)


def _unlike_history(connection: Connection, shape: Shape) -> Iterator[Problem]:
    """Rows that are not as the journal says they were saved last: edited from outside, or damaged unnoticed."""
    of, record, after = change_table.c.kind, change_table.c.record_id, change_table.c.after
    newest = select(func.max(change_table.c.step_id * 10_000_000 + change_table.c.position), record, after)
    journalled = connection.execute(newest.where(of == shape.name).group_by(record))
    assert journalled.cursor is not None
    images = {each: image for _, each, image in journalled.cursor.fetchall() if image is not None}
    stored = connection.execute(select(shape.table))
    assert stored.cursor is not None
    unlike = 0
    for row in shape.from_driver(iter(stored.cursor.fetchone, None), connection.dialect):
        unlike += not is_at(images.pop(row["id"], None), shape, row)
    unlike += len(images)
    if unlike:
        text = msg(
            "Records are not as the history says they were saved ({count}). Restore a backup or save them once more."
        )
        about = {"kind": shape.name, "count": unlike}
        yield Problem("check.unlike_history", Severity.ERROR, text, params=about)


def _index(database: "Database") -> tuple[Problem, ...]:
    if database.read_only:
        return ()
    with database.step(msg("Make the search index anew")) as step:  # not journalled: no record changes
        damaged = not search_index.is_whole(step.connection)
        if damaged:
            search_index.rebuild(step.connection)
        if not identity_index.is_whole(step.connection):
            identity_index.renew(step.connection.exec_driver_sql)
            damaged = True
    if not damaged:
        return ()
    text = msg("The search index of the officials was not complete. It has been made anew.")
    return (Problem("check.search_index", Severity.WARNING, text),)
