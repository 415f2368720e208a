"""How alike two names are, and how much that says: "José García" twice is little, "Iturralde Abril" twice is much.

Two measures of one comparison. The score (0 to 100) is what people are told. The bits weigh it as evidence: a word
that both names have counts the more the rarer it is, a word that differs counts against (Fellegi and Sunter, "A theory
for record linkage", 1969). Neither depends on the order of the words or on the side a name stands on.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from rapidfuzz import fuzz, process

from exchange_desk.rules.name_words import (
    RAREST,
    codes,
    givenness,
    has_other_forms,
    is_short_form,
    lacks_vowels,
    meanings,
    rarity,
    sound,
    spelling,
)

ALIKE = 75
"""A score from which two words are one misspelt: one letter of four."""

_SHORT, _OTHER_LANGUAGE, _SOUNDS_ALIKE, _INITIAL, _JOINED, _TWO_NAMES = 96, 94, 95, 88, 96, 80
_ROUGHLY = 55
_MISSING_WORD = 4
_ONE_DIFFERS = 0.6
_GIVEN = 3
_LONG = 6
"""Letters of a word that may be two written as one."""

_CLEARLY_MISSPELT = 86
_DIFFERENT_WORD, _WORD_MISSING, _INITIAL_TELLS = -3.5, -0.7, 2.0


class Likeness(NamedTuple):
    """`score`: 0 to 100. `bits`: by how many powers of two the names speak for one person (below 0: against)."""

    score: int
    bits: float


class _Pair(NamedTuple):
    score: float
    one: str
    other: str


NOTHING = Likeness(0, 0.0)


@lru_cache(maxsize=65_536)
def likeness(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    """Compare the words of two names (`name_words.words_of`)."""
    if one == other:
        return Likeness(100 if len(one) > 1 else 80, float(sum(rarity(word) for word in one)))
    if other < one:
        return likeness(other, one)
    left, right = _left_over(one, other), _left_over(other, one)
    shared = len(one) - len(left)
    pairs = _paired(left, right) if left and right else []
    few = min(len(one), len(other))
    if few == 0:
        return NOTHING
    bits = sum(rarity(word) for word in _shared(one, other)) + sum(_bits(pair) for pair in pairs)
    alike = [pair for pair in pairs if pair.score >= ALIKE]
    used = sum(len(pair.one.split()) for pair in alike), sum(len(pair.other.split()) for pair in alike)
    rest = len(left) - used[0], len(right) - used[1]
    bits += _DIFFERENT_WORD * min(rest) + _WORD_MISSING * (max(rest) - min(rest))
    total = 100 * shared + sum(pair.score for pair in alike)
    if few < 2:
        return Likeness(0, bits)
    if min(rest):
        return Likeness(int(total / few * _ONE_DIFFERS), bits)
    return Likeness(max(0, round(total / (shared + len(alike))) - _MISSING_WORD * max(rest)), bits)


def may_be_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Has each word of the shorter name one like it in the other? A quick look: without it no score reaches 85."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    look = _look(many)
    for word in few:
        if _signs(word).isdisjoint(look.signs) and not _has_alike(word, many, look) and not _is_part(word, many, look):
            return False
    return True


def most_bits(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """No less than the bits of the likeness. A quick look: for most pairs of strangers it is below 0 already."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    look, bits = _look(many), 0.0
    for word in few:
        if word in many:
            bits += rarity(word)
        elif _is_part(word, many, look):
            bits += RAREST - _DIFFERENT_WORD
        elif not _signs(word).isdisjoint(look.signs) or _has_alike(word, many, look):
            best = max([word_score(word, each) for each in many])
            bits += max(_INITIAL_TELLS, rarity(word) * (best / 100) ** 2 - 1) if best >= ALIKE else _DIFFERENT_WORD
        else:
            bits += _DIFFERENT_WORD
    return bits


class _Look(NamedTuple):
    """A name at a quick look. `signs`: what words have in common that are alike and look different; `long`: words that
    may be two written as one."""

    signs: frozenset[str]
    begins: frozenset[str]
    initials: frozenset[str]
    long: tuple[str, ...]


@lru_cache(maxsize=65_536)
def _look(words: tuple[str, ...]) -> _Look:
    return _Look(
        frozenset([sign for word in words for sign in _signs(word)]),
        frozenset([word[0] for word in words]),
        frozenset([word for word in words if len(word) == 1]),
        tuple([word for word in words if len(word) >= _LONG]),
    )


@lru_cache(maxsize=65_536)
def _signs(word: str) -> frozenset[str]:
    """Words of which one is another form of the other, or spelt otherwise, have one of these in common."""
    if len(word) == 1:
        return frozenset((word,))
    sounds = [f"~{code.lstrip('a')}" for code in (sound(word), *codes(word))]
    return frozenset((*meanings(word), *sounds))


def _has_alike(word: str, others: tuple[str, ...], look: _Look) -> bool:
    """May one of these be the word, shortened to its initial or misspelt?"""
    if word[0] in (look.begins if len(word) == 1 else look.initials):
        return True
    return process.extractOne(word, others, scorer=fuzz.ratio, score_cutoff=ALIKE) is not None


def _is_part(word: str, others: tuple[str, ...], look: _Look) -> bool:
    """May the word be a part of one of these, or two of them written as one?"""
    start, end = word[:3], word[-2:]
    for each in look.long:
        if start in each:
            return True
    if len(word) < _LONG or len(others) < 2:
        return False
    near = [each for each in others if each[:2] == start[:2] or each[-2:] == end]
    return any([first is not second and _fit(word, first, second) for first in near for second in others])


def _fit(word: str, first: str, second: str) -> bool:
    """Could two words written as one be the word, as far as their lengths tell?"""
    both = len(first) + len(second)
    return 200 * min(both, len(word)) >= _CLEARLY_MISSPELT * (both + len(word))


def _shared(one: Sequence[str], other: Sequence[str]) -> list[str]:
    left = list(other)
    return [word for word in one if word in left and not left.remove(word)]  # type: ignore[func-returns-value]


def _left_over(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """The words of a name that the other does not have."""
    there = list(other)
    found = []
    for word in one:
        if word in there:
            there.remove(word)
        else:
            found.append(word)
    return found


def _paired(left: Sequence[str], right: Sequence[str]) -> list[_Pair]:
    """The words that are likest, each used once; then words written as one ("Maricarmen", "María Carmen")."""
    every = sorted(
        (_Pair(score, one, other) for one in left for other in right if (score := word_score(one, other)) >= ALIKE),
        key=lambda pair: (-pair.score, *sorted((pair.one, pair.other))),
    )
    ones, others = list(left), list(right)
    found = []
    for pair in every:
        if pair.one in ones and pair.other in others:
            ones.remove(pair.one)
            others.remove(pair.other)
            found.append(pair)
    return [*found, *_joined(ones, others), *(_Pair(p.score, p.other, p.one) for p in _joined(others, ones))]


def _joined(ones: list[str], others: list[str]) -> list[_Pair]:
    """Words of the first that are two of the second written as one; takes both away."""
    found: list[_Pair] = []
    if len(others) < 2:
        return found
    for word in [each for each in ones if len(each) >= _LONG]:
        for first, second in permutations(list(others), 2):
            if word not in ones or len(word) <= len(first) + 1 or not _fit(word, first, second):
                continue
            if fuzz.ratio(word, first + second) >= _CLEARLY_MISSPELT:
                ones.remove(word)
                others.remove(first)
                others.remove(second)
                found.append(_Pair(_JOINED, word, f"{first} {second}"))
                break
    return found


def _bits(pair: _Pair) -> float:
    """What two words say that are alike but not the same."""
    if pair.score == _INITIAL:
        return _INITIAL_TELLS
    rare = min(max(rarity(word) for word in pair.one.split()), max(rarity(word) for word in pair.other.split()))
    return rare * (pair.score / 100) ** 2 - 1


@lru_cache(maxsize=131_072)
def word_score(one: str, other: str) -> float:
    """How alike two folded words are as words of a name, 0 to 100; different names a letter apart are not alike."""
    if one == other:
        return 100.0
    if len(one) == 1 or len(other) == 1:
        return _INITIAL if one[0] == other[0] else 0.0
    score = fuzz.ratio(one, other)
    if score < _ROUGHLY and not (
        (has_other_forms(one) and has_other_forms(other)) or lacks_vowels(one) or lacks_vowels(other)
    ):
        return score
    if score >= _ROUGHLY and _of_two_sexes(one, other):
        return 0.0
    if not meanings(one).isdisjoint(meanings(other)):
        return _SHORT if is_short_form(one) or is_short_form(other) else _OTHER_LANGUAGE
    if (lacks_vowels(one) or lacks_vowels(other)) and sound(one).lstrip("a") == sound(other).lstrip("a"):
        return _OTHER_LANGUAGE
    return _misspelt(one, other, score) if score >= _ROUGHLY else score


def _misspelt(one: str, other: str, score: float) -> float:
    """How alike two words of no common meaning are that have most letters in common.

    Two known names that differ in their vowels are two names ("Russo", "Rossi"), not one heard wrongly.
    """
    if spelling(one) == spelling(other):
        return _SOUNDS_ALIKE
    if (givenness(one) or 0) >= _GIVEN and (givenness(other) or 0) >= _GIVEN:
        return _TWO_NAMES if score >= _CLEARLY_MISSPELT else 0.0
    two_names = givenness(one) is not None and givenness(other) is not None
    if len(one) > 3 and len(other) > 3 and codes(one) == codes(other) and not two_names:
        return _SOUNDS_ALIKE
    return score


def _of_two_sexes(one: str, other: str) -> bool:
    """Names that differ by sex alone ("Mario", "María"; "Luis", "Luisa"), as far as both are known as names."""
    few, many = sorted((one, other), key=len)
    ends = few[:-1] == many[:-1] and {few[-1], many[-1]} <= {"a", "o", "e"}
    longer = many[:-1] == few and many[-1] in "ae"
    return (ends or longer) and givenness(one) is not None and givenness(other) is not None
