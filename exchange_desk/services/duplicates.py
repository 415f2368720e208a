"""People who stand in the desk twice: everybody compared with those whose name, document, mail or birthday comes near.

The broad rule of reference/ux.md 9.5: a name alike to 85 of 100, or strict evidence. The judgement is the intake's;
here stands only who is worth comparing, so that a hundred thousand people take seconds.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice, product

from exchange_desk.intake.directory import Value
from exchange_desk.intake.identity import FIRM, Crowd, Evidence, Match, Somebody, Traits, Verdict, compare, traits
from exchange_desk.model import City, Institution, JoinedIdentity, NotSamePerson, Official, TravelDocument
from exchange_desk.rules.likeness import ALIKE, word_score
from exchange_desk.rules.name_words import meanings
from exchange_desk.store import Database
from exchange_desk.store.acquaintances import people_by_keys
from exchange_desk.store.plain import plain_rows
from exchange_desk.store.rows import undisturbed
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.progress import SILENT, Progress

_COMPARED = ("given_names", "family_names", "sex", "birth_date", "national_id", "email", "phone")
"""Fields of an official that tell who somebody is."""

_CROWD = 60
"""More people than this behind one key say nothing about each other: a mailbox of an office, a very common name."""

_WORDS = 6
_MEANINGS = 4
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
    people = {each.id: each for each in _everybody(database) if each.id}
    with undisturbed():
        near = _near(people, progress)
    for one, other in _told_apart(database):
        near.get(one, set()).discard(other)
        near.get(other, set()).discard(one)
    crowd = Crowd(len(people), Counter(each.traits.institution for each in people.values()))
    found: list[Pair] = []
    for number, (each, others) in enumerate(near.items()):
        if number % 500 == 0:
            progress.step(number, len(near), msg("Comparing people"))
        found += _pairs(people[each], [people[other] for other in sorted(others)], crowd)
    return sorted(found, key=lambda pair: (not pair.strict, -_weight(pair), -pair.score, pair.left, pair.right))


def find_alike(database: Database, values: Mapping[str, Value], apart: Collection[Id] = ()) -> list[Alike]:
    """Who in the desk may be the person of whom `values` (import field → value) is known so far, the likeliest first.

    Quick enough to be asked while somebody types. `apart`: people who have been told apart from this one.
    """
    who = traits(values)
    [ids] = people_by_keys(database, [who.keys])
    asked = [each for each in ids if each not in apart][:_LOOKED_AT]
    known = [*_everybody(database, asked), *_joined(database, asked)]
    crowd = Crowd(database.count(Official))
    matches = [match for match in compare(who, known, crowd) if match.verdict is not Verdict.APART]
    best = list(dict.fromkeys(match.id for match in matches if match.id))[:_SHOWN]
    listed = {each.id: each for each in database.load(Official, best, ("city",))}
    return [_alike(next(m for m in matches if m.id == each), listed[each]) for each in best if each in listed]


def _alike(match: Match, official: Official) -> Alike:
    place = official.city.name if official.city else ""
    return Alike(official.id, official.list_name, place, match.score, match.evidence, match.verdict is Verdict.SAME)


# Who is worth comparing --------------------------------------------------------------------------------------------


def _near(people: Mapping[Id, Somebody], progress: Progress) -> dict[Id, set[Id]]:
    """Who shares a key with whom, or has as the whole name what the other has among more words. Both ways."""
    near: dict[Id, set[Id]] = defaultdict(set)

    def consider(one: Id, other: Id) -> None:
        if one != other and other not in near[one] and _may_be_one(people[one].traits, people[other].traits):
            near[one].add(other)
            near[other].add(one)

    spelt = {each: _spellings(somebody.traits.words) for each, somebody in people.items()}
    behind = _behind(people, spelt)
    for found in behind.values():
        for one, other in combinations(found, 2):
            consider(one, other)
    for number, (each, spellings) in enumerate(spelt.items()):
        if number % 2_000 == 0:
            progress.step(number, len(people), msg("Looking for similar people"))
        for key in _shorter(spellings):
            for other in behind.get(key, ()):
                consider(each, other)
    return near


def _behind(people: Mapping[Id, Somebody], spelt: Mapping[Id, Sequence[Key]]) -> dict[Key, list[Id]]:
    """Key → who has it, crowds left out."""
    behind: dict[Key, list[Id]] = defaultdict(list)
    for each, somebody in people.items():
        for key in set(_keys(somebody.traits, spelt[each])):
            behind[key].append(each)
    for key in [key for key, found in behind.items() if len(found) > _CROWD]:
        del behind[key]
    return behind


def _may_be_one(one: Traits, other: Traits) -> bool:
    """A quick look before the long one: something firm in common, or a word each that are one misspelt."""
    if not one.firm.isdisjoint(other.firm) or (one.birth and one.birth == other.birth):
        return True
    left = [word for word in one.words if word not in other.words]
    right = [word for word in other.words if word not in one.words]
    return not left or not right or any(word_score(a, b) >= ALIKE for a in left for b in right)


def _keys(who: Traits, spellings: Sequence[Key]) -> Iterator[Key]:
    """The whole name by its sound, the same but for one word, and whatever only one person should have."""
    yield from (("firm", text) for text in who.firm)
    for words in spellings:
        if len(words) > 1:
            yield from _name_keys(words)
        if who.birth:
            yield from (("birth", who.birth.isoformat(), word[:3]) for word in words)
        if who.phone:
            yield from (("phone", who.phone, word[:2]) for word in words)


def _name_keys(words: Key) -> Iterator[Key]:
    yield ("name", *words)
    if len(words) > 2:
        yield from (("but", word[0], *_without(words, place)) for place, word in enumerate(words))


def _shorter(spellings: Sequence[Key]) -> Iterator[Key]:
    """The keys of whoever has the same name without one or two of its words."""
    for words in spellings:
        if len(words) > 2:
            for place in range(len(words)):
                yield from _name_keys(_without(words, place))
        if len(words) > 3:
            yield from (("name", *rest) for rest in combinations(words, len(words) - 2))


def _without(words: Key, place: int) -> Key:
    return words[:place] + words[place + 1 :]


def _spellings(words: Key) -> list[Key]:
    """The name by sound, once for each name that a short form in it may stand for (Toni: Antonio, Antonia)."""
    meant = [sorted(meanings(word)) for word in words[:_WORDS]]
    return [tuple(sorted(map(_sound, name))) for name in islice(product(*meant), _MEANINGS)]


_ALIKE_IN_SOUND = str.maketrans({"v": "b", "z": "s", "y": "i", "w": "u", "k": "c", "q": "c", "h": None, "j": "g"})
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65_536)
def _sound(word: str) -> str:
    """A word without the letters that clerks mix up: b and v, s and z, i and y, a silent h, doubled letters."""
    return _DOUBLED.sub(r"\1", word.translate(_ALIKE_IN_SOUND)) or word


def _pairs(one: Somebody, others: Sequence[Somebody], crowd: Crowd) -> Iterator[Pair]:
    """The pairs of one person with those who came later, as the intake judges them."""
    for match in compare(one.traits, others, crowd):
        if match.id and one.id and one.id < match.id and match.verdict is not Verdict.APART:
            yield Pair(one.id, match.id, match.score, match.evidence, match.verdict is Verdict.SAME)


def _weight(pair: Pair) -> int:
    """How much speaks for a pair: what only one person should have counts most."""
    return sum((3 if each in FIRM else 1) if each.for_it else -1 for each in pair.evidence)


# Reading -----------------------------------------------------------------------------------------------------------


def _everybody(database: Database, among: Collection[Id] | None = None) -> Iterator[Somebody]:
    """The officials (or those `among` them) with what tells who they are; places by name."""
    cities = dict(plain_rows(database, City, ("id", "name")))
    institutions = dict(plain_rows(database, Institution, ("id", "name")))
    columns = ("official_id", "number")
    passports = dict(plain_rows(database, TravelDocument, columns, among=among, by="official_id"))
    asked = ("id", "city_id", "institution_id", *_COMPARED)
    for each, city, institution, *found in plain_rows(database, Official, asked, among=among):
        values: dict[str, Value] = {name: value for name, value in zip(_COMPARED, found, strict=True) if value}
        places = {"city": cities.get(city), "institution": institutions.get(institution)}
        values |= {name: value for name, value in places.items() if value}
        if passports.get(each):
            values["passport_number"] = passports[each]
        yield Somebody(traits(values), each, "")


def _joined(database: Database, among: Collection[Id]) -> Iterator[Somebody]:
    """What records said that were joined to these officials: they are found by that, too."""
    names = [name for name in _COMPARED if name in JoinedIdentity.__table__.columns]
    asked = ("official_id", *names)
    for official, *found in plain_rows(database, JoinedIdentity, asked, among=among, by="official_id"):
        values: dict[str, Value] = {name: value for name, value in zip(names, found, strict=True) if value}
        yield Somebody(traits(values), official, "")


def _told_apart(database: Database) -> list[tuple[Id, Id]]:
    return [(one, other) for one, other in plain_rows(database, NotSamePerson, ("first_id", "second_id"))]
