"""The trigram index over what an official is found by: kept by triggers, so that no writer can forget it.

The index borrows its text from the table `official` (external content) and knows rows by their rowid. VACUUM may
number rows anew: whoever vacuums a desk calls `rebuild` in the same sitting.
"""

from typing import Any, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

_ADD = "INSERT INTO official_search(rowid, search_key) VALUES (new.rowid, new.search_key)"
_TAKE = "INSERT INTO official_search(official_search, rowid, search_key) VALUES ('delete', old.rowid, old.search_key)"

DDL = (
    "CREATE VIRTUAL TABLE official_search USING fts5("
    "search_key, content='official', content_rowid='rowid', tokenize='trigram', columnsize=0)",
    f"CREATE TRIGGER official_search_insert AFTER INSERT ON official BEGIN {_ADD}; END",
    f"CREATE TRIGGER official_search_delete AFTER DELETE ON official BEGIN {_TAKE}; END",
    "CREATE TRIGGER official_search_update AFTER UPDATE OF search_key ON official "
    f"WHEN old.search_key IS NOT new.search_key BEGIN {_TAKE}; {_ADD}; END",
)


def create(connection: Connection) -> None:
    """Make the index and its triggers, over the officials that are there already."""
    for statement in DDL:
        connection.exec_driver_sql(statement)
    rebuild(connection)


REBUILD = "INSERT INTO official_search(official_search) VALUES ('rebuild')"


def rebuild(connection: Connection) -> None:
    connection.exec_driver_sql(REBUILD)


_INDEXES = ("official_search", "identity_key")


class Damage(NamedTuple):
    """What SQLite complains of: in the indexes, which can be made anew, and elsewhere; "" when all is well."""

    in_index: str
    elsewhere: str


def damage(connection: Any, pragma: str) -> Damage:
    """Look through the file of a DBAPI connection by `quick_check` or `integrity_check`."""
    said = [row[0] for row in connection.execute(f"PRAGMA {pragma}(50)").fetchall()]
    complaints = [line for line in said if line != "ok"]
    index = [line for line in complaints if any(name in line for name in _INDEXES)]
    elsewhere = [line for line in complaints if line not in index]
    return Damage("\n".join(index), "\n".join(elsewhere))


def is_whole(connection: Connection) -> bool:
    """Whether the index says of every official what the table says."""
    try:
        connection.exec_driver_sql("INSERT INTO official_search(official_search, rank) VALUES ('integrity-check', 1)")
    except DBAPIError:
        return False
    return True
