"""Columns of all records of a kind as plain values, for those who compare thousands and change none."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select

from exchange_desk.model import Record
from exchange_desk.store.database import Database
from exchange_desk.store.rows import CHUNK


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
    table = kind.__table__
    statement = select(*(table.c[name] for name in names)).order_by(table.c.id)
    with database.reading() as connection:
        if among is None:
            return [tuple(row) for row in connection.execute(statement)]
        chunks = batched(sorted(among), CHUNK)
        return [tuple(row) for ids in chunks for row in connection.execute(statement.where(table.c[by].in_(ids)))]


def batched(values: Sequence[str], size: int) -> list[Sequence[str]]:
    """The values in portions, as one statement takes them."""
    return [values[start : start + size] for start in range(0, len(values), size)]
