"""The words of a name in groups that stay together: "de la Cruz", "María del Carmen", "Ortega y Gasset"."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from exchange_desk.intake.lexicon import folded, givenness, is_name_word, parts

_STRONG = 6
_INITIAL = 4.0
_BINDING = frozenset(("Ó", "ó", "'t", "’t", "'T", "’T"))
"""Words that always belong to the next one (Irish "Ó", Dutch "'t")."""
_SURNAME = -3.0
"""A score from which on a word is taken for a surname that "de" continues ("Montes de Oca")."""


_SYLLABLES = re.compile(r"[^aeiouy ]{0,3}[aeiouy]{1,3}[^aeiouy ]{0,2} [^aeiouy ]{0,3}[aeiouy]{1,3}[^aeiouy ]{0,2}")
"""Two syllables with a hyphen between: a Chinese or Korean given name ("Shao-Ping")."""
_SYLLABIC = 3.0


class Group(NamedTuple):
    """Words that stay together; `core` is the folded main word, `score` how much it is a given name."""

    text: str
    core: str
    score: float
    capitals: bool


def groups_of(text: str, *, family_first: bool = False, particles: bool = True) -> list[Group]:
    """The groups of a name, left to right. `family_first`: particles such as "Al" or "Ben" may open the cell.

    `particles`: False where "Do", "Van" or "Le" are names themselves, as in Vietnam.
    """
    return _Grouping(family_first, particles).run(text)


def with_words(groups: Sequence[Group], more: Mapping[str, float]) -> Sequence[Group]:
    """The groups with what the column itself tells about their words."""
    if not more or more.keys().isdisjoint(group.core for group in groups):
        return groups
    return [group._replace(score=group.score + more.get(group.core, 0.0)) for group in groups]


class _Grouping:
    def __init__(self, family_first: bool, particles: bool) -> None:
        self._family_first, self._particles = family_first, particles
        self._groups: list[Group] = []
        self._held: list[str] = []
        self._joining = False

    def run(self, text: str) -> list[Group]:
        words, bound = text.split(), parts().bound
        for at, word in enumerate(words):
            key = folded(word)
            if len(key) > 1 and key not in bound and not self._held and word.isalpha():
                self._groups.append(_alone(word, key))
            else:
                self._word(word, key, last=at == len(words) - 1)
        if self._held:
            self._tail(" ".join(self._held))
        return self._groups

    def _word(self, word: str, key: str, *, last: bool) -> None:
        known, groups, held = parts(), self._groups, self._held
        if groups and not held and key in known.joiners and len(word) == 1:
            self._held, self._joining = [word], True
            return
        if self._binds(word, key, last=last):
            held.append(word)
            return
        if groups and not held and self._ends(key, last=last):
            groups[-1] = _joined(groups[-1], word, key)
        elif groups and (self._joining or _continues(held, groups[-1])):
            groups[-1] = _joined(groups[-1], " ".join([*held, word]), key)
        else:
            groups.append(_group(held, word, key, groups))
        self._held, self._joining = [], False

    def _ends(self, key: str, *, last: bool) -> bool:
        """Does the word belong to the one before it: a generation, a last initial, a sign without letters?"""
        if key in parts().suffixes:
            return self._groups[-1].score < 0
        return not key or (last and len(key) == 1)

    def _binds(self, word: str, key: str, *, last: bool) -> bool:
        """Does the word belong to the one after it?"""
        known = parts()
        if (word[-1] in "'’" and len(word) < 6) or (word in _BINDING and not last):
            return True
        if not self._particles or word[-1] == ".":
            return False
        opening = not self._groups and not self._held
        if key in known.particles:
            return not (last and opening)
        if key in known.prefixes:
            return not last and len(key) > 2
        return key in known.inner_particles and not (opening and (last or not self._family_first))

    def _tail(self, text: str) -> None:
        """Particles that nothing follows belong to what stands before them."""
        if self._groups:
            self._groups[-1] = _joined(self._groups[-1], text, "")
        else:
            self._groups.append(Group(text, folded(text), 0, False))


def _continues(held: Sequence[str], before: Group) -> bool:
    """ "de" or "del" after a surname continues it."""
    return bool(held) and folded(held[0]) in ("de", "del") and before.score <= _SURNAME


def _joined(group: Group, text: str, key: str) -> Group:
    score = group.score - 3 if len(key) > 1 else group.score
    return Group(f"{group.text} {text}", group.core, score, group.capitals)


@lru_cache(maxsize=32768)
def _alone(word: str, key: str) -> Group:
    """A word by itself; lists repeat their words."""
    return Group(word, key, _score(key), word.isupper() and sum(c.isalpha() for c in word) > 1)


def _group(held: Sequence[str], word: str, key: str, before: Sequence[Group]) -> Group:
    if not held:
        return _alone(word, key)
    capitals = _alone(word, key).capitals
    text = " ".join([*held, word])
    known = parts()
    if folded(held[0]) in known.prefixes:
        return Group(text, key, max(_score(key), 1.0), capitals)
    if key in known.devotions and before:
        devoted = before[-1].core in known.devoted
        if devoted or before[-1].score > 1:
            return Group(text, key, 5.0 if devoted else 1.0, capitals)
    return Group(text, key, min(_score(key), 0) - 3, capitals)


def _score(key: str) -> float:
    if _SYLLABLES.fullmatch(key) and not all(is_name_word(piece) and len(piece) > 3 for piece in key.split()):
        return _SYLLABIC
    if " " in key:
        pieces = [givenness(piece) for piece in key.split() if len(piece) > 1]
        return max(-_STRONG, min(_STRONG, sum(pieces) / len(pieces))) if pieces else 0
    if len(key) == 1:
        return _INITIAL
    return max(-_STRONG, min(_STRONG, givenness(key)))
