"""One language, passed along: texts, names of countries and languages, dates and numbers.

The window, a document and a reply to a sender each have their own `Language`; there is no global one.
Sources are English. A text is found by `pybabel extract` where it is the first argument of `lang(...)`,
`lang.plural(one, many, n)` or `msg(...)` (marks a text that is translated later).
"""

import contextlib
import ctypes
import gettext
import locale
import os
import plistlib
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from exchange_desk.support.resources import resource
from exchange_desk.support.text import fold

LANGUAGES: dict[str, str] = {"es": "Español", "pt": "Português", "fr": "Français", "en": "English"}
"""The languages of windows and documents, by their own names."""


def msg(text: str) -> str:
    """Mark a text for translation where no language is at hand yet."""
    return text


@runtime_checkable
class Sayable(Protocol):
    """A parameter that reads otherwise in each language, such as the name of a country."""

    def say(self, lang: "Language") -> str: ...


class Language:
    """Texts and formats of one language. Cheap to make: catalogues are read once."""

    def __init__(self, code: str) -> None:
        self.code = code if code in LANGUAGES else "en"
        self._catalogue = _catalogue(self.code)
        self._locale = _locale(self.code)

    def __call__(self, text: str, /, **params: Any) -> str:
        """The text in this language; `{name}` placeholders filled, dates and lists in its way."""
        translated = self._catalogue.gettext(text) if text else ""
        return self._fill(translated, params)

    def plural(self, one: str, many: str, n: int, /, **params: Any) -> str:
        """`one` or `many` by the language's own rule; `{n}` is the number."""
        return self._fill(self._catalogue.ngettext(one, many, n), {"n": n, **params})

    def _fill(self, text: str, params: dict[str, Any]) -> str:
        return text.format(**{name: self.show(value) for name, value in params.items()}) if params else text

    def show(self, value: Any) -> str:
        """A parameter as a reader of this language expects it."""
        if isinstance(value, str):
            return value
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
            return self.number(value)
        if isinstance(value, (list, tuple)):
            return self.list([self.show(each) for each in value])
        if isinstance(value, Sayable):
            return value.say(self)
        return str(value)

    def day(self, value: date | None) -> str:
        """A day that nobody can misread: "5 nov 2026"."""
        return format_date(value, "d MMM y", locale=self._locale).replace(".", "") if value else ""

    def long_day(self, value: date | None) -> str:
        """A day as letters write it: "5 de noviembre de 2026"."""
        return format_date(value, "long", locale=self._locale) if value else ""

    def month(self, value: date) -> str:
        return format_skeleton("yMMMM", value, locale=self._locale)

    def moment(self, value: datetime) -> str:
        """Day and time at the desk's own time zone."""
        local = value.astimezone()
        return f"{self.day(local.date())} {format_datetime(local, 'HH:mm', locale=self._locale)}"

    def period(self, start: date | None, end: date | None) -> str:
        """Two inclusive days: "5 – 19 nov 2026"; an open side stays open."""
        if start and end and (start.year, start.month) == (end.year, end.month):
            return f"{start.day} – {self.day(end)}"
        if start and end and start.year == end.year:
            return f"{self.day(start).rsplit(' ', 1)[0]} – {self.day(end)}"
        return f"{self.day(start)} – {self.day(end)}".strip() if start or end else ""

    def number(self, value: float | Decimal) -> str:
        return format_decimal(value, locale=self._locale)

    def list(self, values: Sequence[str]) -> str:
        return format_list(list(values), locale=self._locale) if values else ""

    def country(self, code: str | None) -> str:
        """A country's name from its two-letter code; the code itself when nobody knows it."""
        return self._locale.territories.get(code, code) if code else ""

    def language(self, code: str | None) -> str:
        """A language's name from its two-letter code, as it stands alone: "Portugués"."""
        return capitalised(self.language_within(code))

    def language_within(self, code: str | None) -> str:
        """The name as it stands within a sentence: "portugués" in Spanish, "Portuguese" in English."""
        return self._locale.languages.get(code, code) if code else ""

    def countries(self) -> dict[str, str]:
        """Two-letter code → name, sorted by name."""
        names: dict[str, str] = dict(self._locale.territories)
        named = {c: n for c, n in names.items() if len(c) == 2 and c.isalpha() and c not in _NO_COUNTRY}
        return dict(sorted(named.items(), key=lambda item: fold(item[1])))

    def languages(self) -> dict[str, str]:
        """Two-letter code → name, sorted by name."""
        codes: list[str] = [code for code in self._locale.languages if isinstance(code, str)]
        named = {code: self.language(code) for code in codes if len(code) == 2}
        return dict(sorted(named.items(), key=lambda item: fold(item[1])))


_NO_COUNTRY = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}


def capitalised(text: str) -> str:
    """With a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


@lru_cache
def _catalogue(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    return gettext.translation("exchange_desk", resource("translations"), [code], fallback=True)


@lru_cache
def _locale(code: str) -> Locale:
    return Locale.parse({"es": "es", "pt": "pt_BR", "fr": "fr", "en": "en_GB"}[code])


def language_of_system() -> str:
    """The language to begin with: the first of the system's that we speak, else Spanish."""
    return next((code for code in _languages_of_system() if code in LANGUAGES), "es")


def _languages_of_system() -> Iterator[str]:
    """Two-letter codes as the system prefers them. `locale.getlocale` will not do: it calls the C locale English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        yield os.environ.get(name, "")[:2].lower()
    if sys.platform == "win32":
        yield locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")[:2]
    if sys.platform == "darwin":
        preferences = Path.home() / "Library/Preferences/.GlobalPreferences.plist"
        with contextlib.suppress(OSError, ValueError):
            found = plistlib.loads(preferences.read_bytes()).get("AppleLanguages", [])
            yield from (str(each)[:2] for each in found)
