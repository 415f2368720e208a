"""The texts of one document in its one or two languages.

Labels are printed in every language of the document ("Ciudad / Cidade"), each tagged with its language for
screen readers; values (days, countries, statuses) in the first. What people typed is printed as it stands.
"""

from collections.abc import Sequence
from datetime import date

from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import DeskError

Label = list[list[str]]
"""A label as templates receive it: pairs of language code and text, the document's first language first."""


class Wording:
    """`languages`: codes, the leading one first."""

    def __init__(self, languages: Sequence[str]) -> None:
        if not languages:
            raise DeskError("document.no_language", msg("Choose at least one language for the document."))
        self._languages = [Language(code) for code in dict.fromkeys(languages)]
        self.first = self._languages[0]

    def label(self, text: str, /) -> Label:
        """A message in all languages of the document; languages that say the same share one text."""
        said: dict[str, str] = {}
        for language in self._languages:
            said.setdefault(language(text), language.code)
        return [[code, words] for words, code in said.items()]

    def row(self, label: str, value: str | None, /) -> dict[str, object]:
        """A labelled value; None when it is not known, which the page says."""
        return {"label": self.label(label), "value": value or None}

    def message(self, text: str, /) -> str | None:
        """A message of the facts in the first language; None when there is none."""
        return self.first(text) if text else None

    def day(self, value: date | None, /) -> str | None:
        return self.first.day(value) or None

    def place(self, city: str, country: str, /) -> str:
        """City and country, as far as known: "Medellín, Colombia"."""
        return ", ".join(part for part in (city, self.first.country(country)) if part)
