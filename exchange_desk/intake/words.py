"""The words of resources/lists/words.toml, and how a text is held against them."""

import re
import tomllib
from functools import cache
from typing import Any

from exchange_desk.support.resources import resource


@cache
def _all() -> dict[str, dict[str, list[str]]]:
    found: dict[str, Any] = tomllib.loads(resource("lists", "words.toml").read_text(encoding="utf-8"))
    return found


@cache
def words(section: str, key: str) -> frozenset[str]:
    """The folded words of one entry, for example `words("sex", "female")`."""
    return frozenset(_all()[section][key])


@cache
def by_word(section: str) -> dict[str, str]:
    """Word → key of its entry, over a whole section."""
    return {word: key for key, listed in _all()[section].items() for word in listed}


@cache
def _beginning(section: str, key: str) -> re.Pattern[str]:
    forms = [re.escape(w[:-1]) if w.endswith("*") else re.escape(w) + r"\b" for w in sorted(words(section, key))]
    return re.compile("|".join(forms))


def begins(folded_text: str, section: str, key: str) -> bool:
    """Does a folded text begin with one of the words of an entry?"""
    return bool(_beginning(section, key).match(folded_text))
