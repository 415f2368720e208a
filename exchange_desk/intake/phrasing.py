"""How a heading is phrased: as a question, with shortened words, or with a word that turns what it is about."""

import re

from exchange_desk.intake.words import words
from exchange_desk.support.text import fold

_SHORT = re.compile(r"[^\W\d_]{2,}\.")
_LEADING_PART = re.compile(r"^\s*(?:si|se|if|si sa|wenn)\b[^,]{3,60},\s*", re.IGNORECASE)
_SMALL = frozenset(("de", "del", "la", "el", "da", "do", "du", "des", "of", "the", "di", "y", "e", "n", "no", "nro"))
_BEFORE_ASKING = frozenset(("en", "em", "dans", "in", "con", "a", "de", "com", "di", "da"))
_DAYS = frozenset(("fecha", "f", "fec", "date", "data", "dt", "datum", "dia", "day", "jour"))
_PLACES = frozenset(("city", "country", "region", "institution"))


def asked(text: str) -> str:
    """What a question or an instruction asks for ("¿Cuál es su cargo?" → "cargo"); "" for what is no question."""
    text = _LEADING_PART.sub("", text)
    told = text.strip(" ¿?:*")
    parts = told.split()
    if len(parts) < 2 or not _asks(text, parts):
        return ""
    opening = words("heading", "asking")
    while len(parts) > 1 and fold(parts[0]) in opening:
        parts = parts[1:]
    return " ".join(parts)


def _asks(text: str, parts: list[str]) -> bool:
    asks = words("heading", "asks")
    first = fold(parts[1] if fold(parts[0]) in _BEFORE_ASKING else parts[0])
    return first in asks and (len(parts) > 2 or "?" in text or len(first) > 3 or first in ("su", "sus", "seu", "sua"))


def asks_why(text: str) -> bool:
    """Is it a question for reasons?"""
    return fold(text).startswith(tuple(words("heading", "why")))


def rank(key: str) -> int:
    """Which choice a folded heading speaks of: 1, 2 or 3."""
    held = set(key.split())
    return next((number for number in (3, 2) if held & words("heading", f"choice_{number}")), 1)


def shortened(text: str) -> list[str]:
    """The words of a heading of which some are shortened with a point, small ones left out; else empty."""
    if not _SHORT.search(text):
        return []
    found = weighty(fold(text))
    return found if sum(map(len, found)) >= 5 and len(found) < 5 else []


def weighty(key: str) -> list[str]:
    """The words of a folded heading without the small ones."""
    return [word for word in key.split() if word not in _SMALL]


def stands_for(short: list[str], whole: list[str]) -> bool:
    """Do these words, shortened or not, begin those of a known heading?"""
    return all(len(mine) > 1 and its.startswith(mine) for mine, its in zip(short, whole, strict=True))


def elsewhere(key: str, fields: set[str]) -> str:
    """What a longer heading is about instead of these fields ("number", "other"); "" where nothing turns it.

    A place beside a word for birth is no place of work; what begins or ends with a code holds codes; the number of
    an employee is no document.
    """
    found = key.split()
    held = set(found)
    if held & words("heading", "attached"):
        return "other"
    if fields & _PLACES and held & words("heading", "born") and not held & _DAYS:
        return "other"
    if {found[0], found[-1]} & words("heading", "coded") and not fields & {"national_id", "passport_number", "email"}:
        return "number"
    if held & words("heading", "employed") and (held & (words("heading", "numbered") | words("heading", "coded"))):
        return "number" if not fields & {"passport_number", "email", "phone"} else ""
    return ""
