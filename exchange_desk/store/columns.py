"""The words in which lists are declared: columns, conditions, and the few shapes their SQL takes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Alias, ColumnElement, FromClause, Select, String, func, null, select

from exchange_desk.model import Record, field_info
from exchange_desk.store.rows import table_of
from exchange_desk.support.ids import Id

Condition = Callable[[list[Any]], ColumnElement[bool]]
"""From the values a filter asks for to what must hold of a row."""


@dataclass(frozen=True)
class ListColumn:
    """`kind` as in FieldInfo.kind (text, date, moment, integer, choice, country, …), or `languages`: a tuple of
    ISO 639 codes, best spoken first. Values are as stored; `choices` names those of a choice. `width` in logical
    pixels."""

    name: str
    label: str
    kind: str = "text"
    choices: type[StrEnum] | None = None
    width: int = 140
    value: ColumnElement[Any] = field(default_factory=null, compare=False, repr=False)
    order: ColumnElement[Any] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Listing:
    """`find_in`: the folded keys a search looks into. `filters`: what can be asked for beside the columns; one
    named `official_id` says that records belong to a person, then `own` are the keys that are not the person's.

    `indexed`: officials alone, searched through their trigram index. `sort`: the column sorted by when none is
    named. `hit`: the columns that name a record and tell it from its like in the search over everything.
    """

    name: str
    title: str
    record: type[Record]
    columns: tuple[ListColumn, ...]
    source: FromClause = field(compare=False, repr=False)
    table: Alias = field(compare=False, repr=False)
    find_in: tuple[ColumnElement[str], ...] = field(default=(), compare=False, repr=False)
    filters: Mapping[str, Condition] = field(default_factory=dict, compare=False, repr=False)
    own: tuple[ColumnElement[str], ...] = field(default=(), compare=False, repr=False)
    indexed: bool = False
    sort: str = ""
    descending: bool = False
    hit: tuple[str, ...] = ()

    def column(self, name: str) -> ListColumn:
        """The column of this name; KeyError when the list has none."""
        return {column.name: column for column in self.columns}[name]


@dataclass(frozen=True)
class Hit:
    """A record found by the search over everything."""

    listing: str
    id: Id
    name: str
    detail: str = ""


def alias(kind: type[Record], name: str) -> Alias:
    named = table_of(kind).alias(name)
    assert isinstance(named, Alias)
    return named


def of(
    kind: type[Record], name: str, value: ColumnElement[Any], width: int = 140, order: ColumnElement[Any] | None = None
) -> ListColumn:
    """A column described by the field `name` of a record class; a reference shows the name behind it, as text."""
    info = field_info(kind, name)
    assert info is not None, f"{kind.__name__}.{name} says nothing about itself"
    shown_as = "text" if info.kind == "reference" else info.kind
    return ListColumn(name.removesuffix("_id"), info.label, shown_as, info.choices, width, value, order)


def number(name: str, label: str, value: ColumnElement[Any]) -> ListColumn:
    return ListColumn(name, label, "integer", None, 90, value)


def count(part: Alias, *conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count()).select_from(part).where(*conditions).scalar_subquery()


def codes(part: Alias, owner: str, whole: Alias) -> ColumnElement[str]:
    """The languages of a record's parts with their levels: "es:native pt:B1"."""
    one = part.c.language + ":" + part.c.level
    return select(func.group_concat(one, " ")).where(part.c[owner] == whole.c.id).scalar_subquery()


def one_of(column: ColumnElement[Any]) -> Condition:
    """The column is one of the values; None among them: or it is empty."""

    def condition(values: list[Any]) -> ColumnElement[bool]:
        found = column.in_([value for value in values if value is not None])
        return found | column.is_(None) if None in values else found

    return condition


def has(part: Select[Any], column: ColumnElement[Any], whole: Alias) -> Condition:
    """One of the records that `part` selects the owners of has one of the values."""
    return lambda values: whole.c.id.in_(part.where(column.in_(values)))


def ids(table: Alias, *names: str) -> dict[str, Condition]:
    return {name: one_of(table.c[name]) for name in names}


def list_name(official: Alias) -> ColumnElement[str]:
    """As `Official.list_name`: family names, a comma, given names."""
    comma = func.iif((official.c.family_names != "") & (official.c.given_names != ""), ", ", "", type_=String)
    joined: ColumnElement[str] = official.c.family_names + comma + official.c.given_names
    return joined
