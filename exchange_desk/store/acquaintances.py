"""Who in the desk shares a key with somebody: a few people each, out of a million, without reading them all."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from exchange_desk.rules.name_keys import Key, Keys
from exchange_desk.store import identity_index
from exchange_desk.store.database import Database
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.progress import SILENT, Progress

_FEW = 60
"""Of more people who share a key only so many are looked at."""

_MANY = 5_000
"""After so many new entries the index is put into one piece: it answers twice as fast."""

_ANEW = msg("Make the search index anew")

_MATCH = "SELECT rowid FROM identity_key WHERE identity_key MATCH ? LIMIT ?"


def people_by_keys(database: Database, asked: Sequence[Keys], *, progress: Progress = SILENT) -> list[list[Id]]:
    """For each set of keys the ids of the officials who share one of them, in no particular order.

    Two words that many people bear ("José García" in a large desk) are no key by themselves: three such words together
    are. Brings the index up to date first, where the desk can be written to.
    """
    _bring_up_to_date(database, progress)
    with database.reading() as connection:
        search = _Search(connection)
        found = []
        for done, keys in enumerate(asked):
            if done % 200 == 0:
                progress.step(done, len(asked))
            found.append(search.sharing(keys))
        return _ids(connection, found)


def _bring_up_to_date(database: Database, progress: Progress) -> None:
    with database.reading() as connection:
        current, left = identity_index.is_current(connection), identity_index.behind(connection)
    if (current and not left) or database.read_only or database.has_open_step:
        return
    done = 0
    try:
        if not current:
            with database.step(_ANEW) as step:  # not journalled: no record changes
                identity_index.renew(step.connection.exec_driver_sql)
                left = identity_index.behind(step.connection)
        while done < left:
            progress.step(done, left, msg("Preparing the search for people already known"))
            with database.step(_ANEW) as step:
                made = identity_index.catch_up(step.connection)
            if not made:
                break
            done += made
        if done >= _MANY:
            with database.step(_ANEW) as step:
                identity_index.tidy(step.connection)
    except DeskError:
        return  # locked, or the disk is full: those who are left are looked through one by one


class _Search:
    def __init__(self, connection: Connection) -> None:
        self._cursor = connection.connection.cursor()
        self._crowd = int(connection.exec_driver_sql("SELECT count(*) FROM identity_key_docsize").scalar_one())
        self._unwritten: dict[Key, set[int]] = defaultdict(set)
        for number, keys in identity_index.keys_not_written(connection):
            for key in keys.all():
                self._unwritten[key].add(number)

    def sharing(self, keys: Keys) -> set[int]:
        """The rowids of those who share a key that tells somebody from others."""
        found: set[int] = set()
        for key in keys.all() & self._unwritten.keys() if self._unwritten else ():
            found |= self._unwritten[key]
        rare, three = keys.telling(self._crowd)
        found |= self._any([*keys.firm, *rare])
        for pairs in three:
            query = " AND ".join(f"({' OR '.join(each)})" for each in pairs)
            found.update(self._match(query, _FEW))
        return found

    def _match(self, query: str, limit: int) -> list[int]:
        return [row[0] for row in self._cursor.execute(_MATCH, (query, limit)).fetchall()]

    def _any(self, keys: Sequence[Key]) -> set[int]:
        """Those who have one of the keys; of a key that too many have, the first of them."""
        if not keys:
            return set()
        found = self._match(" OR ".join(keys), _FEW + 1)
        if len(found) > _FEW:
            found = [number for key in keys for number in self._match(key, _FEW)]
        return set(found)


def _ids(connection: Connection, found: Sequence[set[int]]) -> list[list[Id]]:
    """The ids behind the rowids; a row that is no longer there is nobody."""
    wanted: list[Any] = sorted(set().union(*found)) if found else []
    ids: dict[int, Id] = {}
    for start in range(0, len(wanted), 5_000):
        chunk = tuple(wanted[start : start + 5_000])
        marks = ", ".join("?" * len(chunk))
        query = f"SELECT rowid, id FROM official WHERE rowid IN ({marks})"  # noqa: S608 - question marks alone
        ids.update((row[0], row[1]) for row in connection.exec_driver_sql(query, chunk))
    return [[ids[number] for number in sorted(numbers) if number in ids] for numbers in found]
