"""Columns of all records of a kind as plain values, for those who compare thousands and change none."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.types import TypeEngine

from exchange_desk.model import Record
from exchange_desk.store.database import Database
from exchange_desk.store.rows import among as rows_among
from exchange_desk.store.rows import quoted, table_of


def plain_rows(
    database: Database,
    kind: type[Record],
    names: Sequence[str],
    *,
    among: Collection[str] | None = None,
    by: str = "id",
) -> list[tuple[Any, ...]]:
    """The columns `names` of every record, in the order they were made; days as dates, as in the record.

    `among`: only of records whose column `by` is one of these values.
    """
    with database.reading() as connection:
        if among is None:
            table = table_of(kind)
            statement = select(*(table.c[name] for name in names)).order_by(table.c.id)
            return [tuple(row) for row in connection.execute(statement)]
        return list(_chosen(connection, table_of(kind), names, (by, among)))


def _chosen(
    connection: Connection, table: Table, names: Sequence[str], among: tuple[str, Collection[str]]
) -> Iterator[tuple[Any, ...]]:
    """Some thousand values go straight to the driver: naming each as a parameter takes longer than finding them."""
    by, values = among
    into, key, *columns = quoted(connection, (table.name, by, *names))
    statement = f"SELECT {', '.join(columns)} FROM {into} WHERE {key} IN ({{values}}) ORDER BY id"  # noqa: S608 - ours
    types = [table.c[name].type.dialect_impl(connection.dialect) for name in names]
    readers = [(place, read) for place, type_ in enumerate(types) if (read := _reader(type_, connection))]
    for found in rows_among(connection, statement, sorted(values)):
        row = list(found)
        for place, read in readers:
            row[place] = read(row[place])
        yield tuple(row)


def _reader(type_: TypeEngine[Any], connection: Connection) -> Any:
    """What makes a Python value of what the driver gives; None: it is one already."""
    return type_.result_processor(connection.dialect, None)
