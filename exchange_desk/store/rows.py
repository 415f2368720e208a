"""Records as rows, rows as journal images, both as what the driver takes: how a record lies in its tables.

Saving a list of ten thousand people passes here ten thousand times: values go straight between a record, the
driver and JSON, without the instrumentation and the statement building that single records could afford.
"""

import gc
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Dialect,
    String,
    Table,
    inspect,
)
from sqlalchemy.orm import Mapper, RelationshipProperty
from sqlalchemy.types import JSON, TypeEngine

from exchange_desk.model import Record, record_class
from exchange_desk.model.base import Moment
from exchange_desk.support.ids import Id

Row = dict[str, Any]
"""Column name → Python value, every column of the table in its order."""

Convert = Callable[[Any], Any]

CHUNK = 5_000
"""Ids in one IN (…)."""

_PARAMETERS = 20_000
"""Parameters in one statement: SQLite takes 32,766."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


@contextmanager
def undisturbed() -> Iterator[None]:
    """While thousands of rows are made and none is thrown away, looking for rubbish takes longer than the work."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def table_of(record: type[Record] | Record) -> Table:
    table = record.__table__
    assert isinstance(table, Table)
    return table


class Shape:
    """What there is to know about one table of records. Made by `shape_of`."""

    def __init__(self, kind: type[Record]) -> None:
        self.kind = kind
        self.table = table_of(kind)
        self.name = self.table.name
        self.columns = tuple(column.key for column in self.table.columns)
        Record.registry.configure()  # defaults are known from then on
        fresh = inspect(kind).class_manager.new_instance()
        self._blank: Row = {name: getattr(fresh, name) for name in self.columns}
        self._values = itemgetter(*self.columns)
        self._empty = {column.key: self._left_out(column) for column in self.table.columns}
        self._shown = {
            column.key: _READERS[type(column.type)] for column in self.table.columns if type(column.type) in _READERS
        }

    def row(self, record: Record) -> Row:
        """The record's columns as they stand."""
        return dict(zip(self.columns, self._values({**self._blank, **record.__dict__}), strict=True))

    def image(self, row: Row) -> str:
        """The row as the journal keeps it: JSON without its version, empty values left out."""
        kept = {name: value for name, value in row.items() if value or value == 0}
        del kept["version"]
        for name in self._shown:
            if name in kept:
                kept[name] = kept[name].isoformat()
        return _encode(kept)

    def full(self, image: str | None) -> Row | None:
        """What an image says of every column but the version, as JSON values."""
        if image is None:
            return None
        found: Row = self._empty | json.loads(image)
        del found["version"]
        return found

    def row_from(self, image: str) -> Row:
        """The row an image was made of, without its version. A column younger than the image has its empty value."""
        found = self.full(image)
        assert found is not None
        return self.values(found)

    def values(self, full: Row) -> Row:
        """The row of a full image."""
        found = dict(full)
        for name, read in self._shown.items():
            if found[name]:
                found[name] = read(found[name])
        return {name: found[name] for name in self.columns if name in found}

    def same(self, row: Row, image: str) -> bool:
        """Whether a row is as the image says."""
        now = self.image(row)
        return now == image or self.full(now) == self.full(image)

    def _left_out(self, column: Column[Any]) -> Any:
        """What it means that an image says nothing of a column."""
        if column.nullable:
            return None
        if isinstance(column.type, JSON):
            return {}
        return "" if isinstance(column.type, String) else self._blank[column.key]

    def parameters(self, rows: Iterable[Row], dialect: Dialect) -> list[list[Any]]:
        """Rows as the driver takes them."""
        converters = _to_driver(self.kind, dialect)
        found = [list(self._values(row)) for row in rows]
        for place, convert in converters:
            for values in found:
                values[place] = convert(values[place])
        return found

    def from_driver(self, found: Iterable[Sequence[Any]], dialect: Dialect) -> Iterator[Row]:
        """Rows of what the driver gives back for all columns."""
        converters = [(self.columns[place], convert) for place, convert in _from_driver(self.kind, dialect)]
        for values in found:
            row = dict(zip(self.columns, values, strict=True))
            for name, convert in converters:
                row[name] = convert(row[name])
            yield row


@cache
def shape_of(kind: str | type[Record]) -> Shape:
    """The shape of a record kind, by its class or its table's name."""
    return shape_of(record_class(kind)) if isinstance(kind, str) else Shape(kind)


@cache
def part_relations(kind: type[Record]) -> tuple[tuple[str, type[Record], str], ...]:
    """The owned lists of a record class: (attribute, class of the part, the part's owner column)."""
    mapper: Mapper[Any] = inspect(kind)
    return tuple(_parts(mapper))


def _parts(mapper: Mapper[Any]) -> Iterator[tuple[str, type[Record], str]]:
    for relation in mapper.relationships:
        if isinstance(relation, RelationshipProperty) and relation.cascade.delete_orphan:
            (_, remote), *_rest = relation.local_remote_pairs
            yield relation.key, relation.mapper.class_, str(remote.key)


def among(connection: Connection, statement: str, values: Iterable[Any]) -> Iterator[Sequence[Any]]:
    """What a SELECT with "… IN ({values})" gives for all of the values, as the driver gives it.

    Thousands of values go straight to the driver: naming each as a parameter would take longer than finding them.
    """
    wanted = list(values)
    for start in range(0, len(wanted), CHUNK):
        chunk = tuple(wanted[start : start + CHUNK])
        found = connection.exec_driver_sql(statement.format(values=", ".join("?" * len(chunk))), chunk)
        assert found.cursor is not None
        yield from found.cursor.fetchall()


def quoted(connection: Connection, names: Iterable[str]) -> list[str]:
    return [connection.dialect.identifier_preparer.quote(name) for name in names]


def read_rows(connection: Connection, shape: Shape, column: str, values: Iterable[Any]) -> Iterator[Row]:
    """The rows whose column is one of the values."""
    table, of, *columns = quoted(connection, (shape.name, column, *shape.columns))
    query = f"SELECT {', '.join(columns)} FROM {table} WHERE {of} IN ({{values}})"  # noqa: S608 - our own names
    yield from shape.from_driver(among(connection, query, values), connection.dialect)


def insert_rows(connection: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows given as the driver takes them, all columns each."""
    if rows:
        into, *columns = quoted(connection, (table.name, *table.columns.keys()))
        into = f"INSERT INTO {into} ({', '.join(columns)}) VALUES {{values}}"  # noqa: S608 - our own names
        _in_bulk(connection, into, columns, rows)


def update_rows(connection: Connection, shape: Shape, pairs: Sequence[tuple[Row, Row]]) -> None:
    """Write the columns in which (old, new) rows differ."""
    alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for old, new in pairs:
        changed = tuple(name for name, value in new.items() if value != old[name])
        if changed:
            alike[changed].append(new)
    for changed, rows in alike.items():
        columns = ("id", *changed)
        places = itemgetter(*(shape.columns.index(name) for name in columns))
        values = [places(row) for row in shape.parameters(rows, connection.dialect)]
        _in_bulk(connection, _update_from(connection, shape.table, columns), columns, values)


def _update_from(connection: Connection, table: Table, columns: tuple[str, ...]) -> str:
    """An UPDATE from a list of values, up to where that list stands: {values}."""
    old, *names = quoted(connection, (table.name, *columns))
    given = f"WITH new({', '.join(names)}) AS (VALUES {{values}})"
    changes = ", ".join(f"{name} = new.{name}" for name in names[1:])
    return f"{given} UPDATE {old} SET {changes} FROM new WHERE {old}.id = new.id"  # noqa: S608 - our own names


def _in_bulk(connection: Connection, statement: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Run a statement over rows, many at a time in place of {values}.

    Each statement ends with the search index writing out what it gathered: one row a statement takes three times
    as long.
    """
    one = f"({', '.join('?' * len(columns))})"
    many = max(1, min(500, _PARAMETERS // len(columns)))
    whole = len(rows) // many * many
    if whole:
        flat = [tuple(chain.from_iterable(rows[at : at + many])) for at in range(0, whole, many)]
        connection.exec_driver_sql(statement.format(values=", ".join([one] * many)), flat)
    if whole < len(rows):
        connection.exec_driver_sql(statement.format(values=one), [tuple(row) for row in rows[whole:]])


def delete_rows(connection: Connection, table: Table, ids: Sequence[Id]) -> None:
    [name] = quoted(connection, [table.name])
    for start in range(0, len(ids), CHUNK):
        chunk = tuple(ids[start : start + CHUNK])
        marks = ", ".join("?" * len(chunk))
        connection.exec_driver_sql(f"DELETE FROM {name} WHERE id IN ({marks})", chunk)  # noqa: S608 - our own names


_READERS: Mapping[type[TypeEngine[Any]], Convert] = {Date: date.fromisoformat, Moment: datetime.fromisoformat}
"""Column types that JSON does not know: how their image is read."""


@cache
def _to_driver(kind: type[Record], dialect: Dialect) -> list[tuple[int, Convert]]:
    found = [
        (place, column.type.dialect_impl(dialect).bind_processor(dialect))
        for place, column in enumerate(table_of(kind).columns)
    ]
    return [(place, convert) for place, convert in found if convert]


@cache
def _from_driver(kind: type[Record], dialect: Dialect) -> list[tuple[int, Convert]]:
    found = [
        (place, column.type.dialect_impl(dialect).result_processor(dialect, None))
        for place, column in enumerate(table_of(kind).columns)
    ]
    return [(place, convert) for place, convert in found if convert]
