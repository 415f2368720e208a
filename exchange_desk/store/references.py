"""Which records name which others: what belongs to a whole, what uses it, what it needs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection

from exchange_desk.model import Record
from exchange_desk.store.rows import Row, among, part_relations, quoted, table_of
from exchange_desk.support.ids import Id

Whole = tuple[str, Id]
"""Kind and id of a record, standing for itself and all its parts."""


class Link(NamedTuple):
    """Rows of `kind` name rows of `target` in `column`."""

    kind: str
    column: str
    target: str


class Use(NamedTuple):
    """The row `id` of `kind` names `target` of `target_kind`; it belongs to `whole`."""

    target_kind: str
    target: Id
    kind: str
    id: Id
    whole: Whole


@cache
def owner_link(kind: str) -> Link | None:
    """The link by which a part names its whole; None for a record that stands by itself."""
    for whole in record_kinds():
        for _, part, column in part_relations(whole):
            if table_of(part).name == kind:
                return Link(kind, column, table_of(whole).name)
    return None


def record_kinds() -> list[type[Record]]:
    """Every record class."""
    return [mapper.class_ for mapper in Record.registry.mappers]


@cache
def links() -> tuple[Link, ...]:
    """All links between records but those of parts to their wholes."""
    found = []
    for record in record_kinds():
        table = table_of(record)
        for key in table.foreign_keys:
            link = Link(table.name, key.parent.name, key.column.table.name)
            if link != owner_link(table.name):
                found.append(link)
    return tuple(found)


def whole_of(kind: str, row: Row) -> Whole:
    """The record that a row belongs to: itself, or the owner of a part. `row` may be an image."""
    link = owner_link(kind)
    return (link.target, row[link.column]) if link else (kind, row["id"])


def uses(connection: Connection, kind: str, ids: Iterable[Id]) -> Iterator[Use]:
    """Every row of the desk that names one of these records, its own parts left out."""
    wanted = list(ids)
    for link in links():
        if link.target != kind:
            continue
        owner = owner_link(link.kind)
        table, named, whole = quoted(connection, (link.kind, link.column, owner.column if owner else "id"))
        query = f"SELECT {named}, id, {whole} FROM {table} WHERE {named} IN ({{values}})"  # noqa: S608 - our own names
        for target, user, of in among(connection, query, wanted):
            yield Use(kind, target, link.kind, user, (owner.target if owner else link.kind, of))


def needs(kind: str, row: Row) -> Iterator[Whole]:
    """What a row (or its image) names, its own whole included."""
    owner = owner_link(kind)
    for link in (*_links_of(kind), *((owner,) if owner else ())):
        if row.get(link.column):
            yield link.target, row[link.column]


@cache
def _links_of(kind: str) -> tuple[Link, ...]:
    return tuple(link for link in links() if link.kind == kind)


def missing(connection: Connection, wanted: Iterable[Whole]) -> set[Whole]:
    """Those records that are not in the desk."""
    by_kind: dict[str, set[Id]] = defaultdict(set)
    for kind, record in wanted:
        by_kind[kind].add(record)
    found: set[Whole] = set()
    for kind, ids in by_kind.items():
        [table] = quoted(connection, [kind])
        query = f"SELECT id FROM {table} WHERE id IN ({{values}})"  # noqa: S608 - our own names
        ids.difference_update(row[0] for row in among(connection, query, list(ids)))
        found.update((kind, record) for record in ids)
    return found
