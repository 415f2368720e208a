"""The texts of one document in its one or two languages.

Labels are printed in every language of the document ("Ciudad / Cidade"), each tagged with its language for
screen readers; values (days, countries, statuses) in the first. What people typed is printed as it stands.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import DeskError

Label = list[list[str]]
"""A label as templates receive it: pairs of language code and text, the document's first language first."""

Printed = str | list[dict[str, object]]
"""A value as templates receive it: one plain line, or lines of which "long" ones hold a word that may not fit."""

_LONG_WORD = 26
_WIDE_WORD, _BREAK_EVERY = 45, 15


class Wording:
    """`languages`: codes, the leading one first."""

    def __init__(self, languages: Sequence[str]) -> None:
        if not languages:
            raise DeskError("document.no_language", msg("Choose at least one language for the document."))
        self._languages = [Language(code) for code in dict.fromkeys(languages)]
        self.first = self._languages[0]
        self._labels: dict[str, Label] = {}

    def label(self, text: str, /) -> Label:
        """A message in all languages of the document; languages that say the same share one text."""
        if text not in self._labels:
            said: dict[str, str] = {}
            for language in self._languages:
                said.setdefault(language(text), language.code)
            self._labels[text] = [[code, words] for words, code in said.items()]
        return self._labels[text]

    def row(self, label: str, value: str | None, /) -> dict[str, Any]:
        """A labelled value; None when it is not known, which the page says."""
        return {"label": self.label(label), "value": printed(value) if value else None}

    def message(self, text: str, /) -> str | None:
        """A message of the facts in the first language; None when there is none."""
        return self.first(text) if text else None

    def day(self, value: date | None, /) -> str | None:
        return self.first.day(value) or None

    def place(self, city: str, country: str, /) -> str:
        """City and country, as far as known: "Medellín, Colombia"."""
        return ", ".join(part for part in (city, self.first.country(country)) if part)


def printed(text: str, /) -> Printed:
    """The text as templates print it, with its line breaks; "" stays ""."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) == 1 and not _has_long_word(lines[0]):
        return lines[0]
    return [{"text": line, "long": _has_long_word(line)} for line in lines] if lines else ""


def _has_long_word(line: str) -> bool:
    return len(line) > _LONG_WORD and max(map(len, line.split())) > _LONG_WORD


def breakable(line: str, /) -> str:
    """The line with places to break inside words that are wider than a column (addresses of web pages)."""
    return " ".join(map(_with_breaks, line.split()))


def _with_breaks(word: str) -> str:
    if len(word) <= _WIDE_WORD:
        return word
    return "\u200b".join(word[start : start + _BREAK_EVERY] for start in range(0, len(word), _BREAK_EVERY))
