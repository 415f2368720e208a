"""The index of keys by which people are found again (rules/name_keys.py), brought up to date when it is asked.

Triggers note which officials changed, so that no writer can forget it and none waits for it; the keys are made in one
go before the next look. The index is an inverted one (FTS5 without content): a key costs a few bytes, and a thousand
new people are written one after the other instead of all over a tree. It knows officials by their rowid. VACUUM may
number rows anew: whoever vacuums a desk calls `renew` in the same sitting.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from exchange_desk.rules.name_keys import Keys, document_key, keys_of, mail_key, phone_key, stamp
from exchange_desk.rules.name_words import words_of
from exchange_desk.store.rows import CHUNK

_KEYS = (
    "CREATE VIRTUAL TABLE identity_key USING fts5("
    "keys, content='', contentless_delete=1, detail=none, tokenize='ascii')"
)
_OFFICIAL = "INSERT OR IGNORE INTO identity_moved VALUES ({which}.rowid)"
_OWNER = "INSERT OR IGNORE INTO identity_moved SELECT rowid FROM official WHERE id = {which}.official_id"
_LOOKED_AT = "given_names, family_names, birth_date, email, phone, national_id"


def _trigger(name: str, event: str, table: str, act: str) -> str:
    return f"CREATE TRIGGER identity_{table}_{name} AFTER {event} ON {table} BEGIN {act}; END"


DDL = (
    _KEYS,
    "CREATE TABLE identity_moved (number INTEGER PRIMARY KEY)",
    "CREATE TABLE identity_recipe (stamp TEXT NOT NULL)",
    _trigger("insert", "INSERT", "official", _OFFICIAL.format(which="new")),
    _trigger("update", f"UPDATE OF {_LOOKED_AT}", "official", _OFFICIAL.format(which="new")),
    _trigger("delete", "DELETE", "official", _OFFICIAL.format(which="old")),
    _trigger("insert", "INSERT", "travel_document", _OWNER.format(which="new")),
    _trigger("update", "UPDATE OF number", "travel_document", _OWNER.format(which="new")),
    _trigger("delete", "DELETE", "travel_document", _OWNER.format(which="old")),
    _trigger("insert", "INSERT", "joined_identity", _OWNER.format(which="new")),
    _trigger("update", f"UPDATE OF {_LOOKED_AT}", "joined_identity", _OWNER.format(which="new")),
    _trigger("delete", "DELETE", "joined_identity", _OWNER.format(which="old")),
)

_MOVED = (
    f"SELECT m.number, o.id, {_LOOKED_AT} FROM identity_moved m LEFT JOIN official o ON o.rowid = m.number "  # noqa: S608
    "WHERE m.number > ? ORDER BY m.number LIMIT ?"
)
_EVERYBODY = f"SELECT rowid, id, {_LOOKED_AT} FROM official WHERE rowid > ? ORDER BY rowid LIMIT ?"  # noqa: S608

Run = Callable[[str], Any]
"""Runs one statement on a connection, whichever kind it is."""


def create(connection: Connection) -> None:
    """Make the index and its triggers; the officials that are there are noted as changed."""
    for statement in DDL:
        connection.exec_driver_sql(statement)
    _note_all(connection.exec_driver_sql)


def renew(run: Run) -> None:
    """Throw all keys away; they are made anew before the next look."""
    run("DROP TABLE IF EXISTS identity_key")
    run(_KEYS)
    _note_all(run)


def is_current(connection: Connection) -> bool:
    """Whether the keys were made as this program makes them."""
    found = connection.exec_driver_sql("SELECT stamp FROM identity_recipe").fetchone()
    return found is not None and found[0] == stamp()


def is_whole(connection: Connection) -> bool:
    """Whether everybody's keys are there, or noted to be made."""
    counted = (
        "SELECT (SELECT count(*) FROM official WHERE rowid NOT IN (SELECT number FROM identity_moved)) = "
        "(SELECT count(*) FROM identity_key_docsize WHERE id NOT IN (SELECT number FROM identity_moved))"
    )
    try:
        connection.exec_driver_sql("INSERT INTO identity_key(identity_key) VALUES ('integrity-check')")
        return not is_current(connection) or bool(connection.exec_driver_sql(counted).scalar_one())
    except DBAPIError:
        return False


def _note_all(run: Run) -> None:
    run("INSERT OR IGNORE INTO identity_moved SELECT rowid FROM official")
    run("DELETE FROM identity_recipe")
    run(f"INSERT INTO identity_recipe VALUES ('{stamp()}')")  # noqa: S608 - our own letters and digits


def behind(connection: Connection) -> int:
    """How many officials have changed since their keys were made."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM identity_moved").scalar_one())


def catch_up(connection: Connection) -> int:
    """Make the keys of up to 5,000 officials that have changed; returns how many there were."""
    found = _some(connection, _MOVED, -1)
    numbers = [(number,) for number, _ in found]
    if not numbers:
        return 0
    connection.exec_driver_sql("DELETE FROM identity_key WHERE rowid = ?", numbers)
    rows = [(number, " ".join(sorted(keys.all()))) for number, keys in found if keys]
    if rows:
        connection.exec_driver_sql("INSERT INTO identity_key(rowid, keys) VALUES (?, ?)", rows)
    connection.exec_driver_sql("DELETE FROM identity_moved WHERE number = ?", numbers)
    return len(numbers)


def tidy(connection: Connection) -> None:
    """Put the index into one piece."""
    connection.exec_driver_sql("INSERT INTO identity_key(identity_key) VALUES ('optimize')")


def keys_not_written(connection: Connection) -> Iterator[tuple[int, Keys]]:
    """Rowid and keys of the officials that have changed, for a desk in which nothing can be written."""
    query, last = _MOVED if is_current(connection) else _EVERYBODY, -1
    while found := _some(connection, query, last):
        yield from ((number, keys) for number, keys in found if keys)
        last = found[-1][0]


def _some(connection: Connection, query: str, after: int) -> list[tuple[int, Keys | None]]:
    """Officials beyond a rowid, 5,000 at most, as (rowid, keys); None: it is no longer there."""
    found = connection.exec_driver_sql(query, (after, CHUNK)).fetchall()
    ids = [row[1] for row in found if row[1]]
    documents = _parts(connection, "travel_document", "number", ids)
    joined = _parts(connection, "joined_identity", _LOOKED_AT, ids)
    return [(row[0], _keys(row[2:], documents[row[1]], joined[row[1]]) if row[1] else None) for row in found]


def _parts(connection: Connection, table: str, columns: str, ids: Sequence[str]) -> dict[str, list[Sequence[Any]]]:
    """Official → what these columns of their parts say."""
    found: dict[str, list[Sequence[Any]]] = defaultdict(list)
    if ids:
        marks = ", ".join("?" * len(ids))
        query = f"SELECT official_id, {columns} FROM {table} WHERE official_id IN ({marks})"  # noqa: S608 - our own names
        for official, *values in connection.exec_driver_sql(query, tuple(ids)):
            found[official].append(values)
    return found


def _keys(row: Sequence[Any], documents: Sequence[Sequence[Any]], joined: Iterable[Sequence[Any]]) -> Keys:
    """The keys of an official, and of whoever was joined to them."""
    own, *others = [_keys_of(each, documents) for each in (row, *joined)]
    for each in others:
        own = Keys((*own.firm, *each.firm), (*own.pairs, *each.pairs))
    return own


def _keys_of(row: Sequence[Any], documents: Sequence[Sequence[Any]]) -> Keys:
    given, family, birth, mail, phone, national_id = row
    numbers = [document_key(number) for number in (national_id, *(each[0] for each in documents))]
    born = date.fromisoformat(birth) if birth else None
    return keys_of(words_of(f"{given} {family}"), born, mail_key(mail), phone_key(phone), numbers)
