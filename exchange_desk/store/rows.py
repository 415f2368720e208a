"""Records as rows and rows as journal images: the one place that knows how a record lies in its tables."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Date, Table, inspect
from sqlalchemy.orm import Mapper, RelationshipProperty
from sqlalchemy.types import TypeEngine

from exchange_desk.model import Record
from exchange_desk.model.base import Moment

Row = dict[str, Any]
"""Column name → Python value, every column of the table."""


def table_of(record: type[Record] | Record) -> Table:
    table = record.__table__
    assert isinstance(table, Table)
    return table


def column_names(table: Table) -> list[str]:
    return [column.key for column in table.columns]


def row_of(record: Record) -> Row:
    return {name: getattr(record, name) for name in column_names(table_of(record))}


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


def image_of(table: Table, row: Row) -> Row:
    """The row as JSON can hold it, without its version: what the journal keeps and compares."""
    return {name: show(row[name]) for name, show, _ in _converters(table)}


def row_from(table: Table, image: Row) -> Row:
    """The row an image was made of. Columns younger than the image get their default."""
    return {name: read(image[name]) for name, _, read in _converters(table) if name in image}


def _same(value: Any) -> Any:
    return value


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


_READERS: dict[type[TypeEngine[Any]], Callable[[str], Any]] = {Date: date.fromisoformat, Moment: datetime.fromisoformat}


def _maybe(read: Callable[[str], Any]) -> Callable[[Any], Any]:
    return lambda value: read(value) if value else None


@cache
def _converters(table: Table) -> tuple[tuple[str, Callable[[Any], Any], Callable[[Any], Any]], ...]:
    found = []
    for column in table.columns:
        if column.key == "version":
            continue
        reader = _READERS.get(type(column.type))
        found.append((column.key, _iso, _maybe(reader)) if reader else (column.key, _same, _same))
    return tuple(found)
