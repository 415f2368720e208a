"""Who in the desk shares a key with somebody: a few people each, out of a million, without reading them all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import Connection

from exchange_desk.rules.name_keys import Key, Keys
from exchange_desk.store import identity_index
from exchange_desk.store.database import Database
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.progress import SILENT, Progress

_FEW = 120
"""So many share a key that still tells somebody from others; a key of more is looked at together with others."""

_ANEW = msg("Make the search index anew")

_TOGETHER = 3
"""Words of a name that are looked for together when two of them are too common."""

_MATCH = "SELECT rowid FROM identity_key WHERE identity_key MATCH ? LIMIT ?"


def people_by_keys(database: Database, asked: Sequence[Keys], *, progress: Progress = SILENT) -> list[list[Id]]:
    """For each set of keys the ids of the officials who share one of them, in no particular order.

    A pair of words that more than 120 people bear ("José García" in a large desk) is no key by itself: three such words
    together are. Brings the index up to date first, where the desk can be written to.
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
    except DeskError:
        return  # locked, or the disk is full: those who are left are looked through one by one


class _Search:
    def __init__(self, connection: Connection) -> None:
        self._cursor = connection.connection.cursor()
        self._unwritten: dict[Key, set[int]] = defaultdict(set)
        for number, keys in identity_index.keys_not_written(connection):
            for key in keys.all():
                self._unwritten[key].add(number)

    def sharing(self, keys: Keys) -> set[int]:
        """The rowids of those who share a key that tells somebody from others."""
        found: set[int] = set()
        for key in keys.all() & self._unwritten.keys() if self._unwritten else ():
            found |= self._unwritten[key]
        if keys.firm:
            found |= self._any(keys.firm)
        if keys.pairs:
            found |= self._names(keys)
        return found

    def _match(self, query: str, limit: int) -> list[int]:
        return [row[0] for row in self._cursor.execute(_MATCH, (query, limit)).fetchall()]

    def _any(self, keys: Iterable[Key]) -> set[int]:
        """Those who have one of the keys; of a key that many have, the first of them."""
        many = list(keys)
        found = self._match(" OR ".join(many), _FEW + 1)
        if len(found) > _FEW:
            found = [number for key in many for number in self._match(key, _FEW)]
        return set(found)

    def _names(self, keys: Keys) -> set[int]:
        together = self._match(" OR ".join(dict.fromkeys(key for _, _, key in keys.pairs)), _FEW + 1)
        if len(together) <= _FEW:
            return set(together)
        found: set[int] = set()
        common: dict[tuple[int, int], list[Key]] = defaultdict(list)
        for first, second, key in keys.pairs:
            some = self._match(key, _FEW + 1)
            if len(some) <= _FEW:
                found.update(some)
            else:
                common[first, second].append(key)
        for query in _threes(common):
            some = self._match(query, _FEW + 1)
            if len(some) <= _FEW:
                found.update(some)
        return found


def _threes(common: Mapping[tuple[int, int], Sequence[Key]]) -> Iterable[str]:
    """Three words all of whose pairs are common, looked for together."""
    words = sorted({word for pair in common for word in pair})
    for three in combinations(words, _TOGETHER):
        pairs = list(combinations(three, 2))
        if all(pair in common for pair in pairs):
            yield " AND ".join(f"({' OR '.join(common[pair])})" for pair in pairs)


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
