"""Dates as people type them."""

import re
from datetime import date, timedelta
from functools import lru_cache

from exchange_desk.support.language import LANGUAGES, Language
from exchange_desk.support.text import fold

_TODAY = frozenset(("today", "hoy", "hoje", "aujourd hui"))
_LINKS = frozenset(("de", "del", "of"))
_ISO = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
_SHIFT = re.compile(r"[+-]\d{1,4}")


def parse_day(text: str, today: date, *, past: bool = False) -> date | None:
    """The day that was typed, day before month; None when it is not one.

    Understands 5/11/26, 5-11-2026, 5.11 (this year), 2026-11-05, "5 nov", "5 de noviembre de 2026" in all four
    languages, "today", and +7 or -3 days from today. Two digits of a year mean the nearest such year up to twenty
    years ahead; with `past` (a birth date) never one that has not begun.
    """
    text = text.strip()
    if _SHIFT.fullmatch(text):
        return today + timedelta(days=int(text))
    folded = fold(text)
    if folded in _TODAY:
        return today
    if iso := _ISO.fullmatch(text):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    words = [word for word in folded.split() if word not in _LINKS]
    if not 2 <= len(words) <= 3 or not words[0].isdigit():
        return None
    month = int(words[1]) if words[1].isdigit() else _month(words[1])
    year = _year(words[2], today, past) if len(words) == 3 else today.year
    return _day(year, month, int(words[0])) if month and year else None


def _year(word: str, today: date, past: bool) -> int | None:
    if not word.isdigit() or len(word) not in (2, 4):
        return None
    if len(word) == 4:
        return int(word)
    year = today.year - today.year % 100 + int(word)
    return year - 100 if year > today.year + (0 if past else 20) else year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int | None:
    found = {number for name, number in _month_names() if len(word) >= 3 and name.startswith(word)}
    return found.pop() if len(found) == 1 else None


@lru_cache
def _month_names() -> tuple[tuple[str, int], ...]:
    """Every month's name and short form in the four languages, folded."""
    names = []
    for code in LANGUAGES:
        lang = Language(code)
        for month in range(1, 13):
            names.append((fold(lang.month(date(2000, month, 1))).split()[0], month))
            names.append((fold(lang.day(date(2000, month, 1))).split()[1], month))
    return tuple(names)
