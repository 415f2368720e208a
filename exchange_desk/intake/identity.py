"""Is the person of a row somebody known? Strict evidence decides by itself; a similar name alone only asks.

Strict (reference/ux.md 9.5): same document number; same personal e-mail and a similar name; same day of birth, name
alike to 92 of 100 and the same city, institution or phone. Different days of birth, documents or e-mails keep people
apart. Beyond that evidence is weighed: a rare name asks where a common one says nothing among so many people.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import log2

from exchange_desk.intake.directory import KnownPerson
from exchange_desk.intake.traits import (
    COMMON_NAME,
    FIRM,
    GRAVE,
    NEAR_BIRTH,
    ONE_GENERATION,
    OTHER_BIRTH,
    OTHER_CITY,
    OTHER_DOCUMENT,
    OTHER_GENERATION,
    OTHER_GIVEN,
    OTHER_MAIL,
    OTHER_SEX,
    SAME_BIRTH,
    SAME_DOCUMENT,
    SAME_INSTITUTION,
    SAME_MAIL,
    SAME_PHONE,
    SAME_ROWS,
    SHARED,
    Evidence,
    Traits,
    Weighed,
    strangers,
    traits,
    weigh,
)
from exchange_desk.rules.likeness import likeness
from exchange_desk.rules.name_keys import Key
from exchange_desk.rules.name_words import words_of
from exchange_desk.support.language import msg

__all__ = ["FIRM", "SAME_DOCUMENT", "SAME_MAIL", "Evidence", "Match", "Register", "Traits", "Verdict", "traits"]

_ALIKE, _STRICT, _SIMILAR_WITH_MAIL, _SIMILAR_WITH_DOCUMENT = 85, 92, 80, 60
_FULL_NAME = 3
"""Words of a name that two people of one list hardly share: both surnames and a given name."""

_FEWEST = 256
"""People among whom somebody is looked for at the least: a short list is part of a larger world."""

_TOO_LITTLE, _RARE, _PLENTY = -2.0, 8.0, 5.0
"""Bits beyond those that single one out of the crowd: fewer say nothing; that many ask although something differs,
or although the names differ."""

_REPEATED = 6.0
_ONE_OFFICE = 12.0
"""Bits that the same institution says at the most."""

_CROWDED = 200
"""People of one key who are compared at the most."""

_NEIGHBOURS, _OF_ONE_WORD = 30, 12
"""People of one small institution, and people of one place with a word alike, who are compared; of more each says
nothing."""


class Verdict(StrEnum):
    SAME = "same"
    ASK = "ask"
    APART = "apart"


_ORDER = {Verdict.SAME: 0, Verdict.ASK: 1, Verdict.APART: 2}


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody a row may be. `id` None: a person of an earlier row of the same file, `row` says which (sheet, row).

    `score`: how alike the names are, 0 to 100. `bits`: all evidence weighed against the number of people; from about 0
    on it is likelier than not that they are one.
    """

    id: str | None
    name: str
    score: int
    verdict: Verdict
    evidence: tuple[Evidence, ...]
    row: tuple[str, int] | None = None
    bits: float = 0.0


def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name without particles, abbreviations written out, in alphabetical order."""
    return words_of(name).words


def name_score(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How alike two names are, 0 to 100, in any order; each word that only one of them has costs a little."""
    return likeness(one, other).score


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person somebody is compared with, and where they stand: in the desk (`id`) or in a row of the file."""

    traits: Traits
    id: str | None
    name: str
    row: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Crowd:
    """Among whom somebody is looked for: how many they are, and how many of each institution, where that is known."""

    count: int
    of_institution: Mapping[str, int] = field(default_factory=dict)

    @property
    def needed(self) -> float:
        """Bits that single one person out."""
        return log2(max(self.count, _FEWEST))

    def bits(self, who: Traits, weighed: Weighed) -> float:
        """All evidence weighed: an institution that few are of says more than one of many."""
        there = self.of_institution.get(who.institution, 0)
        if SAME_INSTITUTION not in weighed.told or not there:
            return weighed.bits - self.needed
        rare = log2(max(self.count, _FEWEST) / there)
        return weighed.bits - self.needed + max(1.0, min(rare, _ONE_OFFICE)) - SAME_INSTITUTION.bits


def compare(who: Traits, found: Sequence[Somebody], among: Crowd | int, *, same_list: bool = False) -> list[Match]:
    """Everybody of these whom `who` may be, the likeliest first; those kept apart by evidence come last.

    `among`: among whom they were found, or how many. `same_list`: they stand in the same list as `who`.
    """
    crowd = among if isinstance(among, Crowd) else Crowd(among)
    acquainted = [other for other in found if not strangers(who, other.traits)]
    shared = _shared_by_several(who, acquainted)
    matches = []
    for other in acquainted:
        weighed = weigh(who, other.traits, shared)
        bits = crowd.bits(who, weighed)
        verdict, more = judge(weighed, bits)
        if verdict is Verdict.ASK and same_list and _repeated(who, other.traits, weighed, bits):
            verdict, more = Verdict.SAME, (SAME_ROWS,)
        if verdict is not None:
            shown = Evidence(msg("name {score} % alike"), weighed.name.score >= _ALIKE, weighed.name.score)
            told = (shown, *weighed.told, *more)
            matches.append(Match(other.id, other.name, weighed.name.score, verdict, told, other.row, bits))
    matches.sort(key=_likeliest_first)
    return matches


def _likeliest_first(match: Match) -> tuple[object, ...]:
    where = match.row or ("", 0)
    return _ORDER[match.verdict], -match.score, -match.bits, match.id is None, match.name, match.id or "", where


def _shared_by_several(who: Traits, found: Iterable[Somebody]) -> frozenset[str]:
    """The e-mail and the phone, where somebody of another name has them too: an office's, not a person's."""
    shared = set()
    for other in found:
        for one in {who.mail, who.phone} & {other.traits.mail, other.traits.phone} - {""}:
            if one not in shared and likeness(who.words, other.traits.words).score < _SIMILAR_WITH_DOCUMENT:
                shared.add(one)
    return frozenset(shared)


def judge(weighed: Weighed, bits: float) -> tuple[Verdict | None, tuple[Evidence, ...]]:
    """The verdict on two people, and what else speaks against; None: nothing to do with each other.

    `bits`: all evidence, beyond what singles one person out of the crowd.
    """
    told, score = frozenset(weighed.told), weighed.name.score
    if SAME_DOCUMENT in told:
        sure = score >= _SIMILAR_WITH_DOCUMENT and not told & (GRAVE - {OTHER_DOCUMENT})
        return Verdict.SAME if sure else Verdict.ASK, ()
    if SAME_MAIL in told and score >= _SIMILAR_WITH_MAIL:
        return Verdict.ASK if told & GRAVE else Verdict.SAME, ()
    if score < _ALIKE:
        return Verdict.ASK if _of_another_name(told) and bits >= _PLENTY else None, ()
    return _of_one_name(told, score, bits)


def _of_another_name(told: frozenset[Evidence]) -> bool:
    """May two people whose names are not alike be one: married, renamed, or somebody's name typed beside it?

    Only what belongs to one person says so: a day of birth, an e-mail, a phone; or a day nearly so and several
    circumstances. Colleagues share city, office and switchboard, and often a given name.
    """
    if told & (GRAVE | {OTHER_GIVEN}) or (OTHER_MAIL in told and SAME_BIRTH not in told):
        return False
    circumstances = len(told & SHARED)
    return bool(told & {SAME_BIRTH, SAME_MAIL, SAME_PHONE}) or circumstances > (NEAR_BIRTH not in told)


def _of_one_name(told: frozenset[Evidence], score: int, bits: float) -> tuple[Verdict | None, tuple[Evidence, ...]]:
    """The verdict on two people whose names are alike."""
    shared = told & SHARED
    if SAME_BIRTH in told and score >= _STRICT and shared and not told & GRAVE:
        return Verdict.SAME, ()
    close = SAME_PHONE in told or (len(shared) > 1 and bits >= _RARE)
    if OTHER_GENERATION in told or (OTHER_BIRTH in told and not close):
        return Verdict.APART, ()
    born = told & {SAME_BIRTH, NEAR_BIRTH}
    if told & {OTHER_DOCUMENT, OTHER_SEX} and not born:
        return Verdict.APART, ()
    if told & {OTHER_MAIL, OTHER_CITY, ONE_GENERATION} and not born and not shared and bits < _RARE:
        return (Verdict.APART, ()) if OTHER_MAIL in told else (Verdict.APART, (COMMON_NAME,))
    if bits < _TOO_LITTLE and not born:
        return Verdict.APART, (COMMON_NAME,)
    return Verdict.ASK, ()


def _repeated(who: Traits, other: Traits, weighed: Weighed, bits: float) -> bool:
    """Does a list simply name somebody twice: the same full name, letter by letter, and nothing that differs?"""
    full = who.words == other.words and len(set(who.words)) >= _FULL_NAME
    differs = any(not evidence.for_it for evidence in weighed.told)
    return full and not differs and bits >= _REPEATED


class Register:
    """People by the keys under which they can be found again; compares only those who share one."""

    def __init__(self, people: Iterable[KnownPerson] = (), *, same_list: bool = False) -> None:
        self._found: list[Somebody] = []
        self._keys: dict[Key, list[int]] = defaultdict(list)
        self._neighbours: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._of_institution: Counter[str] = Counter()
        self._same_list = same_list
        for person in people:
            self.add(traits(person.values), person.id, person.name)

    def add(self, who: Traits, person_id: str | None, name: str, row: tuple[str, int] | None = None) -> None:
        place = len(self._found)
        self._found.append(Somebody(who, person_id, name, row))
        for key in who.keys.all():
            self._keys[key].append(place)
        for near in who.neighbourhood:
            self._neighbours[near].append(place)
        self._of_institution[who.institution] += 1

    def candidates(self, who: Traits) -> list[Match]:
        """Everybody this may be, the likeliest first; those kept apart by evidence come last."""
        if not self._found:
            return []
        return compare(who, self.near(who), self.crowd, same_list=self._same_list)

    @property
    def crowd(self) -> Crowd:
        return Crowd(len(self._found), self._of_institution)

    def near(self, who: Traits) -> list[Somebody]:
        """Everybody worth comparing: those who share a key that tells people apart."""
        crowd = len(self._found)
        keys = who.keys
        rare, threes = keys.telling(crowd)
        places = {place for key in (*keys.firm, *rare) for place in self._keys.get(key, ())[:_CROWDED]}
        for three in threes:
            sides = [[place for key in side for place in self._keys.get(key, ())] for side in three]
            fewest = min(sides, key=len)
            if fewest:
                places.update(sorted(set(fewest).intersection(*sides))[:_CROWDED])
        for near in who.neighbourhood:
            neighbours = self._neighbours.get(near)
            if neighbours and len(neighbours) <= (_OF_ONE_WORD if near[1] else _NEIGHBOURS):
                places.update(neighbours)
        return [self._found[place] for place in sorted(places)]


def against(match: Match) -> Sequence[Evidence]:
    """What speaks against a match and weighs."""
    return [evidence for evidence in match.evidence if evidence in GRAVE or evidence in (OTHER_MAIL, OTHER_CITY)]
