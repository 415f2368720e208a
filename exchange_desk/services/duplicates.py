"""People who stand in the desk twice: everybody compared with those whose name, document, mail or birthday comes near.

The broad rule of reference/ux.md 9.5: a name alike to 85 of 100, or strict evidence. The judgement is the intake's;
here stands only who is worth comparing, so that a hundred thousand people take seconds.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from exchange_desk.intake.directory import KnownPerson, Value
from exchange_desk.intake.identity import (
    SAME_DOCUMENT,
    SAME_MAIL,
    Evidence,
    Match,
    Register,
    Traits,
    Verdict,
    name_score,
    traits,
)
from exchange_desk.model import NotSamePerson, Official, TravelDocument
from exchange_desk.store import Database
from exchange_desk.store.plain import plain_rows
from exchange_desk.store.rows import undisturbed
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.progress import SILENT, Progress

if TYPE_CHECKING:
    from exchange_desk.services.desk import Desk

_COLUMNS = {
    "given_names": "given_names",
    "family_names": "family_names",
    "birth_date": "birth_date",
    "national_id": "national_id",
    "email": "email",
    "phone": "phone",
    "city": "city_id",
    "institution": "institution_id",
}
"""What identity looks at → the column that holds it; places by their ids, which are only ever compared."""

_ALIKE = 85
_CROWD = 60
"""More people than this behind one key say nothing about each other: a mailbox of an office, a very common name."""

_WORDS = 6
_LOOKED_AT = 60
_SHOWN = 3

Key = tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """Two officials who may be one. `score`: how alike the names are, of 100. `strict`: the evidence alone would join
    them when a list came in; the broad rule only asks. `left` was there first."""

    left: Id
    right: Id
    score: int
    evidence: tuple[Evidence, ...]
    strict: bool


@dataclass(frozen=True)
class Alike:
    """Somebody in the desk who may be the person described. `place`: the name of their city, "" when none is known."""

    id: Id
    name: str
    place: str
    score: int
    evidence: tuple[Evidence, ...]
    strict: bool


def find_duplicates(database: Database, progress: Progress = SILENT) -> list[Pair]:
    """Every pair worth a look, those with the strongest evidence first; pairs told apart are left out."""
    progress.step(0, None, msg("Reading everybody"))
    people = {person.id: person for person in _people(database)}
    looks = {each: traits(person.values) for each, person in people.items()}
    progress.step(0, len(looks), msg("Looking for similar people"))
    with undisturbed():
        near = _near(looks, progress)
    near -= _told_apart(database)
    found = [pair for one, other in _stepping(near, progress) if (pair := _judge(looks, people, one, other))]
    found.sort(key=lambda pair: (not pair.strict, -_weight(pair), -pair.score, pair.left, pair.right))
    return found


def find_alike(desk: "Desk", values: Mapping[str, Value], apart: Collection[Id] = ()) -> list[Alike]:
    """Who in the desk may be the person of whom `values` (import field → value) is known so far, the likeliest first.

    Quick enough to be asked while somebody types. `apart`: people who have been told apart from this one.
    """
    who = traits(values)
    known = _loaded(desk.database, [each for each in _found(desk, values) if each not in apart])
    matches = [match for match in Register(known).candidates(who) if match.verdict is not Verdict.APART]
    named = desk.database.load(Official, [match.id for match in matches[:_SHOWN] if match.id], ("city",))
    listed = {each.id: each for each in named}
    return [_alike(match, listed[match.id]) for match in matches[:_SHOWN] if match.id in listed]


def _alike(match: Match, official: Official) -> Alike:
    place = official.city.name if official.city else ""
    return Alike(official.id, official.list_name, place, match.score, match.evidence, match.verdict is Verdict.SAME)


# Who is worth comparing --------------------------------------------------------------------------------------------


def _near(looks: Mapping[Id, Traits], progress: Progress) -> set[tuple[Id, Id]]:
    """Pairs that share a key, and pairs of which one has as its whole name what the other has among more words."""
    behind: dict[Key, list[Id]] = defaultdict(list)
    for each, who in looks.items():
        for key in set(_keys(who)):
            behind[key].append(each)
    crowds = [key for key, found in behind.items() if len(found) > _CROWD]
    for key in crowds:
        del behind[key]
    near: set[tuple[Id, Id]] = set()
    for found in behind.values():
        near.update(combinations(found, 2))
    for number, (each, who) in enumerate(looks.items()):
        if number % 2_000 == 0:
            progress.step(number, len(looks), msg("Looking for similar people"))
        near.update(_in_order(each, other) for key in _shorter(who) for other in behind.get(key, ()))
    return near


def _in_order(one: Id, other: Id) -> tuple[Id, Id]:
    """The two in the order in which pairs are kept."""
    return (one, other) if one < other else (other, one)


def _keys(who: Traits) -> Iterator[Key]:
    """The whole name by its sound, the same but for one word, and whatever only one person should have."""
    yield from (("firm", text) for text in who.firm)
    words = _sounds(who)
    if len(words) > 1:
        yield from _name_keys(words)
    if who.birth:
        yield from (("birth", who.birth.isoformat(), word[:3]) for word in words)
    if len(who.phone) > 6:
        yield from (("phone", who.phone, word[:2]) for word in words)


def _name_keys(words: Key) -> Iterator[Key]:
    yield ("name", *words)
    if len(words) > 2:
        yield from (("but", word[0], *_without(words, place)) for place, word in enumerate(words))


def _shorter(who: Traits) -> Iterator[Key]:
    """The keys of whoever has the same name without one or two of its words."""
    words = _sounds(who)
    if len(words) > 2:
        for place in range(len(words)):
            yield from _name_keys(_without(words, place))
    if len(words) > 3:
        yield from (("name", *rest) for rest in combinations(words, len(words) - 2))


def _without(words: Key, place: int) -> Key:
    return words[:place] + words[place + 1 :]


def _sounds(who: Traits) -> Key:
    return tuple(sorted(map(_sound, who.words[:_WORDS])))


_ALIKE_IN_SOUND = str.maketrans({"v": "b", "z": "s", "y": "i", "w": "u", "k": "c", "q": "c", "h": None, "j": "g"})
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65_536)
def _sound(word: str) -> str:
    """A word without the letters that clerks mix up: b and v, s and z, i and y, a silent h, doubled letters."""
    return _DOUBLED.sub(r"\1", word.translate(_ALIKE_IN_SOUND)) or word


def _stepping(near: Collection[tuple[Id, Id]], progress: Progress) -> Iterator[tuple[Id, Id]]:
    for number, pair in enumerate(near):
        if number % 2_000 == 0:
            progress.step(number, len(near), msg("Comparing people"))
        yield pair


def _judge(looks: Mapping[Id, Traits], people: Mapping[Id, KnownPerson], left: Id, right: Id) -> Pair | None:
    """The pair as the intake judges it; None: two people."""
    one, other = looks[left], looks[right]
    if one.firm.isdisjoint(other.firm) and name_score(one.words, other.words) < _ALIKE:
        return None
    matches = Register([people[right]]).candidates(one)
    if not matches or matches[0].verdict is Verdict.APART:
        return None
    match = matches[0]
    return Pair(left, right, match.score, match.evidence, match.verdict is Verdict.SAME)


def _weight(pair: Pair) -> int:
    """How much speaks for a pair: what only one person should have counts most."""
    return sum((3 if e in (SAME_DOCUMENT, SAME_MAIL) else 1) if e.for_it else -1 for e in pair.evidence)


# Reading -----------------------------------------------------------------------------------------------------------


def _people(database: Database) -> Iterator[KnownPerson]:
    documents = dict(plain_rows(database, TravelDocument, ("official_id", "number")))
    for each, *found in plain_rows(database, Official, ("id", *_COLUMNS.values())):
        values: dict[str, Value] = {name: value for name, value in zip(_COLUMNS, found, strict=True) if value}
        if documents.get(each):
            values["passport_number"] = documents[each]
        yield KnownPerson(each, values)


def _loaded(database: Database, ids: Iterable[Id]) -> list[KnownPerson]:
    known = []
    for official in database.load(Official, ids):
        values: dict[str, Value] = {
            name: value for name, column in _COLUMNS.items() if (value := getattr(official, column))
        }
        numbers = [each.number for each in official.documents if each.number]
        if numbers:
            values["passport_number"] = numbers[0]
        known.append(KnownPerson(official.id, values))
    return known


def _told_apart(database: Database) -> set[tuple[Id, Id]]:
    pairs = plain_rows(database, NotSamePerson, ("first_id", "second_id"))
    return {_in_order(one, other) for one, other in pairs}


def _found(desk: "Desk", values: Mapping[str, Value]) -> list[Id]:
    """People found by the mail, by all words of the name, and by any two of them."""
    mail = str(values.get("email", ""))
    found = [each.id for each in desk.database.find(Official, email=mail)] if "@" in mail else []
    words = [word for word in traits(values).words if len(word) > 1][:_WORDS]
    if values.get("given_names") and values.get("family_names"):
        for asked in (words, *combinations(words, 2)):
            found += desk.lists.ids("officials", " ".join(asked))[:_LOOKED_AT]
            if len(set(found)) >= _LOOKED_AT:
                break
    return list(dict.fromkeys(found))[:_LOOKED_AT]
