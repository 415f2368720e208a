"""What two lists of theme areas have in common, across cognate languages ("movilidad urbana", "mobilidade")."""

import re
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from exchange_desk.support.text import clean, fold

_PARTED = re.compile(r"[;,/|\n·•]")
_SMALL = frozenset(
    (
        *("a", "al", "and", "d", "da", "das", "de", "del", "des", "do", "dos", "du", "e", "el", "en", "et", "for"),
        *("in", "l", "la", "las", "le", "les", "los", "o", "of", "os", "para", "the", "y"),
    )
)
_ALIKE = 83
"""Per cent. "movilidad" and "mobilidade" have 84; "educación" and "edificación", "turismo" and "urbanismo" less."""


@lru_cache(maxsize=8_192)
def themes(text: str) -> tuple[str, ...]:
    """The single areas of a field, as written."""
    return tuple(item for item in (clean(part) for part in _PARTED.split(text)) if fold(item))


@lru_cache(maxsize=65_536)
def in_common(wanted: str, offered: str) -> tuple[str, ...]:
    """The areas of `wanted` that `offered` has too, as written."""
    there = themes(offered)
    return tuple(item for item in themes(wanted) if any(_same(item, other) for other in there))


def _same(one: str, other: str) -> bool:
    """One holds all the words of the other, or they are spelt almost the same."""
    first, second = sorted((_words(one), _words(other)), key=len)
    if all(any(ratio(word, there) >= _ALIKE for there in second) for word in first):
        return True
    return ratio(" ".join(first), " ".join(second)) >= _ALIKE


@lru_cache(maxsize=4_096)
def _words(item: str) -> tuple[str, ...]:
    words = sorted(set(fold(item).split()))
    return tuple(word for word in words if word not in _SMALL) or tuple(words)
