"""Columns of all records of a kind as plain values, for those who compare thousands and change none."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from exchange_desk.model import Record
from exchange_desk.store.database import Database


def plain_rows(database: Database, kind: type[Record], names: Sequence[str]) -> list[tuple[Any, ...]]:
    """The columns `names` of every record, in the order they were made; days as dates, as in the record."""
    table = kind.__table__
    statement = select(*(table.c[name] for name in names)).order_by(table.c.id)
    with database.reading() as connection:
        return [tuple(row) for row in connection.execute(statement)]
