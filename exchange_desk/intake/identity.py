"""Is the person of a row somebody known? Strict evidence decides by itself; a similar name alone only asks.

Strict (reference/ux.md 9.5): same document number; same e-mail and a similar name; same day of birth, name alike to
92 of 100 and the same city, institution or phone. Different days of birth, documents or e-mails keep people apart.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz

from exchange_desk.intake.directory import KnownPerson, Value
from exchange_desk.intake.lexicon import folded, givenness, is_name_word, parts
from exchange_desk.support.language import Language, msg

_ALIKE, _STRICT, _SIMILAR_WITH_MAIL, _SIMILAR_WITH_DOCUMENT = 85, 92, 80, 60
_MISSING_WORD = 4
_WORDS = 6
_SAME_WORD = 75
"""Words of a name this alike are one word misspelt: one letter of four."""
_NO_DIGIT = re.compile(r"\D")
_DOCUMENTS = ("passport_number", "national_id")


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """One reason for or against; `for_it` False speaks against."""

    text: str
    for_it: bool = True
    score: int | None = None

    def say(self, lang: Language) -> str:
        return lang(self.text) if self.score is None else lang(self.text, score=self.score)


SAME_DOCUMENT = Evidence(msg("same document number"))
SAME_MAIL = Evidence(msg("same e-mail"))
SAME_BIRTH = Evidence(msg("same date of birth"))
SAME_CITY = Evidence(msg("same city"))
SAME_INSTITUTION = Evidence(msg("same institution"))
SAME_PHONE = Evidence(msg("same phone"))
OTHER_DOCUMENT = Evidence(msg("different document number"), False)
OTHER_MAIL = Evidence(msg("different e-mail"), False)
OTHER_BIRTH = Evidence(msg("different date of birth"), False)
FIRM = frozenset((SAME_DOCUMENT, SAME_MAIL))
"""Evidence of which two people can hardly share one piece."""


class Verdict(StrEnum):
    SAME = "same"
    ASK = "ask"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody a row may be. `id` None: a person of an earlier row of the same file, `row` says which (sheet, row)."""

    id: str | None
    name: str
    score: int
    verdict: Verdict
    evidence: tuple[Evidence, ...]
    row: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Traits:
    """What identity looks at, folded once. `firm`: documents and e-mail, by which people are found for certain."""

    words: tuple[str, ...]
    firm: frozenset[str]
    documents: tuple[str, ...]
    mail: str
    birth: date | None
    city: str
    institution: str
    phone: str


def traits(values: Mapping[str, Value]) -> Traits:
    birth, phone = values.get("birth_date"), str(values.get("phone", "")).partition(" / ")[0]
    documents = tuple(_number(str(values.get(name, ""))) for name in _DOCUMENTS)
    mail = str(values.get("email", "")).casefold()
    return Traits(
        name_words(f"{values.get('given_names', '')} {values.get('family_names', '')}"),
        frozenset(text for text in (*documents, mail) if text),
        documents,
        mail,
        birth if isinstance(birth, date) else None,
        folded(str(values.get("city", ""))),
        folded(str(values.get("institution", ""))),
        _NO_DIGIT.sub("", phone)[-8:],
    )


def _number(text: str) -> str:
    return "".join(c for c in text.upper() if c.isalnum()).lstrip("0") if text else ""


@lru_cache(maxsize=65536)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name without particles, abbreviations written out, in alphabetical order."""
    known = parts()
    words = [known.abbreviations.get(word, word) for part in name.split() for word in folded(part).split()]
    kept = [word for word in words if word not in known.particles and word not in known.joiners]
    return tuple(sorted(kept or words))


def name_score(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How alike two names are, 0 to 100, in any order; each word that only one of them has costs a little."""
    if one == other:
        return 100 if len(one) > 1 else 80
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    if len(few) < 2:
        return 0
    left = list(many)
    total = 0.0
    for word in few:
        if word in left:
            left.remove(word)
            total += 100.0
            continue
        best = max(left, key=lambda w: _word_score(word, w))
        found = _word_score(word, best)
        if found < _SAME_WORD:
            return int(total / len(few) * 0.6)
        total += found
        left.remove(best)
    return max(0, round(total / len(few)) - _MISSING_WORD * len(left))


@lru_cache(maxsize=131072)
def _word_score(one: str, other: str) -> float:
    if one == other:
        return 100.0
    if len(one) == 1 or len(other) == 1:
        return 88.0 if one[0] == other[0] else 0.0
    score = fuzz.ratio(one, other)
    if score >= _SAME_WORD and is_name_word(one) and is_name_word(other) and _two_names(one, other):
        return 0.0
    return score


def _two_names(one: str, other: str) -> bool:
    """Known words a letter apart that are different names ("Mario", "María"), not one name misspelt."""
    if one[:-1] == other[:-1] and {one[-1], other[-1]} <= {"a", "o", "e"}:
        return True
    return givenness(one) >= 3 and givenness(other) >= 3 and fuzz.ratio(one, other) < 86


class Register:
    """People by the keys under which they can be found again; compares only those who share one."""

    def __init__(self, people: Iterable[KnownPerson] = ()) -> None:
        self._found: list[tuple[Traits, str | None, str, tuple[str, int] | None]] = []
        self._keys: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for person in people:
            self.add(traits(person.values), person.id, person.name)

    def add(self, who: Traits, person_id: str | None, name: str, row: tuple[str, int] | None = None) -> None:
        place = len(self._found)
        self._found.append((who, person_id, name, row))
        for key in _keys(who):
            self._keys[key].append(place)

    def candidates(self, who: Traits) -> list[Match]:
        """Everybody this may be, the likeliest first; those kept apart by evidence come last."""
        if not self._found:
            return []
        places: set[int] = set()
        for key in _wanted(who):
            places.update(self._keys.get(key, ()))
        found = [match for place in places if (match := self._compare(who, place))]
        order = {Verdict.SAME: 0, Verdict.ASK: 1, Verdict.APART: 2}
        found.sort(key=lambda m: (order[m.verdict], -m.score, -sum(e.for_it for e in m.evidence), m.id is None, m.name))
        return found

    def _compare(self, who: Traits, place: int) -> Match | None:
        other, person_id, name, row = self._found[place]
        score = name_score(who.words, other.words)
        if score < _ALIKE and who.firm.isdisjoint(other.firm):
            return None
        told = _evidence(who, other)
        verdict = _judge(score, frozenset(told))
        if verdict is None:
            return None
        shown = Evidence(msg("name {score} % alike"), score >= _ALIKE, score)
        return Match(person_id, name, score, verdict, (shown, *told), row)


def _keys(who: Traits) -> Iterator[tuple[str, ...]]:
    """The keys under which somebody is kept: groups of three words (their beginnings), and of two.

    Two names are alike only if every word of the shorter one is in the longer one. So names of three words and more
    meet by three words; names of two words meet any name that has both.
    """
    yield from ((text,) for text in who.firm)
    starts = _starts(who)
    if len(starts) > 2:
        yield from combinations(starts, 3)
        yield from (("any", *pair) for pair in combinations(starts, 2))
    else:
        yield ("two", *starts)
        yield ("any", *starts)


def _wanted(who: Traits) -> Iterator[tuple[str, ...]]:
    """The keys under which somebody is looked for."""
    yield from ((text,) for text in who.firm)
    starts = _starts(who)
    if len(starts) > 2:
        yield from combinations(starts, 3)
        yield from (("two", *pair) for pair in combinations(starts, 2))
    else:
        yield ("any", *starts)


def _starts(who: Traits) -> list[str]:
    return sorted({word[:3] for word in who.words})[:_WORDS]


def _evidence(who: Traits, other: Traits) -> list[Evidence]:
    found: list[Evidence] = []
    pairs = [(a, b) for a, b in zip(who.documents, other.documents, strict=True) if a and b]
    if pairs:
        found.append(SAME_DOCUMENT if any(a == b for a, b in pairs) else OTHER_DOCUMENT)
    for one, two, same, differs in (
        (who.mail, other.mail, SAME_MAIL, OTHER_MAIL),
        (who.birth, other.birth, SAME_BIRTH, OTHER_BIRTH),
        (who.city, other.city, SAME_CITY, None),
        (who.institution, other.institution, SAME_INSTITUTION, None),
        (who.phone if len(who.phone) > 6 else "", other.phone, SAME_PHONE, None),
    ):
        if one and two:
            told = same if one == two else differs
            if told:
                found.append(told)
    return found


def _judge(score: int, told: frozenset[Evidence]) -> Verdict | None:
    """The verdict on two people; None: nothing to do with each other."""
    if SAME_DOCUMENT in told:
        return Verdict.SAME if score >= _SIMILAR_WITH_DOCUMENT and OTHER_BIRTH not in told else Verdict.ASK
    if SAME_MAIL in told and score >= _SIMILAR_WITH_MAIL:
        return Verdict.ASK if told & {OTHER_BIRTH, OTHER_DOCUMENT} else Verdict.SAME
    if score < _ALIKE:
        return None
    against = told & {OTHER_BIRTH, OTHER_DOCUMENT, OTHER_MAIL}
    shared = told & {SAME_CITY, SAME_INSTITUTION, SAME_PHONE}
    if SAME_BIRTH in told and score >= _STRICT and shared and not against:
        return Verdict.SAME
    if told & {OTHER_BIRTH, OTHER_DOCUMENT} and SAME_MAIL not in told:
        return Verdict.APART
    if OTHER_MAIL in told and SAME_BIRTH not in told and not shared:
        return Verdict.APART
    return Verdict.ASK


def against(match: Match) -> Sequence[Evidence]:
    """What speaks against a match."""
    return [e for e in match.evidence if not e.for_it]
