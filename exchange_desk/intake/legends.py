"""Legends of colours: "Rojo = retirado" below a list, and what such words say about people."""

import re
import tomllib
from functools import cache

from exchange_desk.support.resources import resource
from exchange_desk.support.text import fold

SKIP, TAKE, RESERVE = "skip", "take", "reserve"
"""What a colour can say of people: they withdrew, nothing, they are substitutes."""

_EXPLAINED = re.compile(r"^(.{3,40}?)\s*(?:[=:→]|\s[-–—]\s)\s*(.+)$")


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resource("lists", "colours.toml").read_text(encoding="utf-8"))


@cache
def _meanings() -> dict[str, re.Pattern[str]]:
    def form(word: str) -> str:
        return re.escape(word[:-1]) if word.endswith("*") else re.escape(word) + r"\b"

    return {key: re.compile(r"\b(?:" + "|".join(map(form, known)) + ")") for key, known in _words()["meaning"].items()}


def meaning(text: str) -> str:
    """What a text says about people in a colour: SKIP, RESERVE or TAKE; "" when nothing."""
    key = fold(text)
    return next((option for option, pattern in _meanings().items() if pattern.search(key)), "")


def colour_in(text: str) -> str:
    """The colour that is named among the first words ("En rojo: …" → "red"); "" when none."""
    found = fold(text).split()[:4]
    return next((colour for word in found for colour, known in _words()["colour"].items() if word in known), "")


def explains(text: str) -> bool:
    """Does a line explain a colour ("Rojo = retirado"), rather than name a person called Rosa?"""
    parts = _EXPLAINED.match(text)
    return bool(parts and colour_in(parts[1]) and meaning(parts[2]))


def is_meaning_alone(text: str) -> bool:
    """Is a text nothing but such a word ("Retirados"), as it stands beside a coloured cell?"""
    pattern = _meanings()[SKIP]
    return len(text.split()) <= 4 and bool(pattern.match(fold(text)))
