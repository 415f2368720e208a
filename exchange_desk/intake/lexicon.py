"""What words of names tell: given name or family name, particle, treatment. Data in resources/names."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from exchange_desk.support.resources import resource
from exchange_desk.support.text import fold


@dataclass(frozen=True)
class NameParts:
    """The words of resources/names/parts.toml, all folded."""

    particles: frozenset[str]
    inner_particles: frozenset[str]
    prefixes: frozenset[str]
    joiners: frozenset[str]
    small: frozenset[str]
    suffixes: frozenset[str]
    devotions: frozenset[str]
    devoted: frozenset[str]
    abbreviations: Mapping[str, str]
    bare_honorifics: frozenset[str]
    dotted_honorifics: frozenset[str]
    letters: frozenset[str]

    @cached_property
    def bound(self) -> frozenset[str]:
        """The words that may belong to a neighbour; nearly all others stand alone."""
        return self.particles.union(self.inner_particles, self.prefixes, self.joiners, self.suffixes)


@lru_cache
def parts() -> NameParts:
    found: dict[str, Any] = tomllib.loads(resource("names", "parts.toml").read_text(encoding="utf-8"))
    honorifics = found["honorifics"]
    sets = ("particles", "inner_particles", "prefixes", "joiners", "small", "suffixes", "devotions", "devoted")
    return NameParts(
        **{name: frozenset(found[name]) for name in sets},
        abbreviations=found["abbreviations"],
        bare_honorifics=frozenset(honorifics["bare"]),
        dotted_honorifics=frozenset(honorifics["dotted"]),
        letters=frozenset(found["after"]["letters"]),
    )


@lru_cache
def _scores(file: str) -> dict[str, int]:
    scores: dict[str, int] = {}
    for line in resource("names", file).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            score, _, words = line.partition("\t")
            scores.update(dict.fromkeys(words.split(), int(score)))
    return scores


def _words() -> dict[str, int]:
    return _scores("words.tsv")


def givenness(word: str) -> float:
    """How much a folded word is a given name (up to 9) or a family name (down to -9).

    A word the list does not have is rather a family name, for there are far more of them; its ending tells the rest.
    """
    scores = _words()
    known = scores.get(word)
    if known is None:
        known = scores.get(parts().abbreviations.get(word, word))
    return known if known is not None else _by_ending(word)


@lru_cache(maxsize=65536)
def _by_ending(word: str) -> float:
    endings = _scores("endings.tsv")
    for size in (4, 3, 2):
        if len(word) > size and word[-size:] in endings:
            return max(_UNKNOWN - 2, min(_UNKNOWN + 2, _UNKNOWN + endings[word[-size:]]))
    return _UNKNOWN


def is_name_word(word: str) -> bool:
    """Is the folded word in the list of names at all?"""
    return word in _words()


_UNKNOWN = -1.5


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """`fold` of one word, remembered: lists repeat their words."""
    return fold(word)
