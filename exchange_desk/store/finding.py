"""Lists as statements: which records match, in which order, and what their columns say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    false,
    func,
    literal,
    literal_column,
    select,
    text,
)

from exchange_desk.model import LanguageLevel
from exchange_desk.store.columns import Hit, ListColumn, Listing, one_of
from exchange_desk.store.listings import LISTINGS
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language
from exchange_desk.support.text import fold

_AS_STORED = frozenset(("date", "moment", "integer", "decimal", "boolean"))
_CANDIDATES = 200
"""Index hits that the search over everything looks at: enough to fill its page, few enough for each keystroke."""

_MATCHES = text("SELECT rowid FROM official_search WHERE official_search MATCH :words").columns(
    literal_column("rowid").label("rowid")
)


@dataclass(frozen=True)
class Asked:
    """What a list is asked for.

    `find`: words that must all occur. `where`: a column or filter of the listing → a value or a collection of
    values, None for "empty". `sort`: a column; "" for the listing's own order. `lang`: the language by whose names
    countries and languages are sorted; None: by their codes.
    """

    find: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)
    sort: str = ""
    descending: bool = False
    lang: Language | None = None


def listing_ids(connection: Connection, listing: Listing, asked: Asked) -> list[Id]:
    """The ids of the records asked for, in order; records without a value in the sorted column stand last."""
    statement = select(listing.table.c.id).select_from(listing.source).where(*_conditions(listing, asked))
    found = connection.execute(statement.order_by(*_order(listing, asked)))
    assert found.cursor is not None
    return [row[0] for row in found.cursor.fetchall()]


def listing_rows(connection: Connection, listing: Listing, ids: Sequence[Id]) -> list[tuple[Any, ...]]:
    """The columns' values for these ids (a page of some hundred), in their order; of a record gone: all None."""
    readers = [_spoken if column.kind == "languages" else None for column in listing.columns]
    found = {
        row[0]: tuple(read(value) if read else value for read, value in zip(readers, row[1:], strict=True))
        for row in connection.execute(_page(listing.name), {"ids": list(ids)})
    }
    empty = (None,) * len(listing.columns)
    return [found.get(each, empty) for each in ids]


def search(connection: Connection, typed: str, limit: int) -> list[Hit]:
    """The best records of every list for what was typed, at most `limit` a list; exact surnames first."""
    words = fold(typed).split()
    if not words:
        return []
    people = _people(connection, words, max(limit, _CANDIDATES))
    found: list[Hit] = []
    for listing in LISTINGS.values():
        ids = people[:limit] if listing.indexed else _best(connection, listing, words, people)[:limit]
        found += _hits(connection, listing, ids)
    return found


@cache
def _page(name: str) -> Select[Any]:
    listing = LISTINGS[name]
    values = [column.value.label(f"c{number}") for number, column in enumerate(listing.columns)]
    chosen = listing.table.c.id.in_(bindparam("ids", expanding=True))
    return select(listing.table.c.id, *values).select_from(listing.source).where(chosen)


def _conditions(listing: Listing, asked: Asked) -> list[ColumnElement[bool]]:
    found = [_filter(listing, name, value) for name, value in asked.where.items()]
    words = fold(asked.find).split()
    return found + (_indexed(listing, words) if listing.indexed else _containing(listing.find_in, words))


def _filter(listing: Listing, name: str, value: Any) -> ColumnElement[bool]:
    values = list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]
    special = listing.filters.get(name)
    if special:
        return special(values)
    if name in listing.table.c and name not in {column.name for column in listing.columns}:
        return one_of(listing.table.c[name])(values)
    return one_of(listing.column(name).value)(values)


def _containing(pieces: tuple[ColumnElement[str], ...], words: Sequence[str]) -> list[ColumnElement[bool]]:
    key = _key(pieces)
    return [func.instr(key, word) > 0 for word in words]


@cache
def _key(pieces: tuple[ColumnElement[str], ...]) -> ColumnElement[str]:
    """Several folded keys as one text in which each word stands between blanks."""
    key: ColumnElement[str] = literal(" ")
    for piece in pieces:
        key = key + func.coalesce(piece, "") + " "
    return key


def _indexed(listing: Listing, words: Sequence[str]) -> list[ColumnElement[bool]]:
    """Words of three letters or more anywhere, through the index; shorter ones where a name begins."""
    long = [word for word in words if len(word) >= 3]
    found: list[ColumnElement[bool]] = [
        func.instr(literal(" ") + listing.table.c.sort_key, f" {word}") > 0 for word in words if len(word) < 3
    ]
    if long:
        found.append(literal_column(f"{listing.table.name}.rowid").in_(_MATCHES.bindparams(words=_match(long))))
    return found


def _match(words: Sequence[str]) -> str:
    """The words as an FTS5 query: each a phrase, all of them. Folded words hold letters and digits alone."""
    return " AND ".join(f'"{word}"' for word in words)


def _order(listing: Listing, asked: Asked) -> list[ColumnElement[Any]]:
    """By the column asked for, then as the list is ordered by itself; what has no value stands last."""
    own = listing.column(listing.sort)
    asked_for = listing.column(asked.sort) if asked.sort else own
    descending = asked.descending if asked.sort else listing.descending
    keys = [_directed(listing, asked_for, asked.lang, descending)]
    if asked_for != own:
        keys.append(_directed(listing, own, asked.lang, listing.descending))
    return [*keys, listing.table.c.id]


def _directed(listing: Listing, column: ListColumn, lang: Language | None, descending: bool) -> ColumnElement[Any]:
    key = _sort_key(column, lang)
    directed = key.desc() if descending else key
    # An index serves the plain order alone, and every official has a sort key.
    return directed if listing.indexed and column.name == listing.sort else directed.nulls_last()


def _sort_key(column: ListColumn, lang: Language | None) -> ColumnElement[Any]:
    if column.order is not None:
        return column.order
    if column.kind in _AS_STORED:
        return column.value
    if column.choices:
        places = {str(choice): place for place, choice in enumerate(column.choices)}
        return case(places, value=column.value)
    if lang and column.kind in ("country", "language"):
        codes = lang.countries() if column.kind == "country" else lang.languages()
        return func.nullif(func.instr(" ".join(codes), func.nullif(column.value, "")), 0)
    text = func.lower(column.value) if column.kind in ("email", "phone") else func.folded(column.value)
    return func.nullif(text, "")


def _people(connection: Connection, words: Sequence[str], limit: int) -> list[Id]:
    """Officials for the words typed: surname exactly so, then surname beginning so, then the others, by name."""
    table = LISTINGS["officials"].table
    typed = " ".join(words)
    by_surname = select(table.c.id, table.c.sort_key).where(
        table.c.sort_key >= typed, table.c.sort_key < typed + "\U0010ffff"
    )
    found = list(connection.execute(by_surname.order_by(table.c.sort_key).limit(limit)))
    others = select(table.c.id, table.c.sort_key).where(*_indexed(LISTINGS["officials"], words)).limit(limit)
    seen = {row[0] for row in found}
    found += [row for row in connection.execute(others) if row[0] not in seen]
    return [row[0] for row in sorted(found, key=lambda row: (_rank(row[1], typed), row[1]))]


def _rank(sort_key: str, typed: str) -> int:
    if sort_key.startswith(f"{typed} "):
        return 0
    return 1 if sort_key.startswith(typed) else 2


def _best(connection: Connection, listing: Listing, words: Sequence[str], people: Sequence[Id]) -> list[Id]:
    """Records other than officials: first those in which a word begins as typed.

    Those of a person are found through the people found already, or by what is their own (a reference).
    """
    if "official_id" not in listing.filters:
        starts = func.instr(_key(listing.find_in), f" {words[0]}") == 0
        statement = select(listing.table.c.id).select_from(listing.source).where(*_containing(listing.find_in, words))
        return list(
            connection.execute(statement.order_by(starts, *_order(listing, Asked())).limit(_CANDIDATES)).scalars()
        )
    official = LISTINGS["officials"].table.c.id
    mine = and_(*_containing(listing.own, words)) if listing.own else false()
    statement = select(listing.table.c.id, official).select_from(listing.source)
    rows = connection.execute(statement.where(listing.filters["official_id"](list(people)) | mine).limit(_CANDIDATES))
    rank = {person: place for place, person in enumerate(people)}
    return [row[0] for row in sorted(rows, key=lambda row: rank.get(row[1], -1))]


def _hits(connection: Connection, listing: Listing, ids: Sequence[Id]) -> list[Hit]:
    if not ids:
        return []
    places = [[column.name for column in listing.columns].index(name) for name in listing.hit]
    found = []
    for record, row in zip(ids, listing_rows(connection, listing, ids), strict=True):
        name, *detail = (str(row[place]) for place in places if row[place])
        found.append(Hit(listing.name, record, name, " · ".join(detail)))
    return found


def _spoken(stored: str | None) -> tuple[str, ...]:
    """Language codes from "pt:B1 es:native", the best spoken first."""
    pairs = [one.partition(":")[::2] for one in (stored or "").split()]
    return tuple(code for code, _ in sorted(pairs, key=lambda pair: (-_level(pair[1]), pair[0])))


def _level(code: str) -> int:
    return LanguageLevel(code).rank if code in set(LanguageLevel) else 0
