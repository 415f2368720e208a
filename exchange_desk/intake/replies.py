"""Our own writing in a file that comes back: the sheet of observations, and the property that names the list."""

from collections.abc import Iterable, Mapping
from functools import cache

from exchange_desk.support.language import LANGUAGES, Language, msg
from exchange_desk.support.text import fold
from exchange_desk.workbooks.grid import Sheet

SOURCE_HASH = "exchange-desk-source"
"""The property of a reply that says which file it answers: the SHA-256 of its bytes."""

HEADINGS = (
    msg("Sheet"),
    msg("Cell"),
    msg("Person"),
    msg("Column"),
    msg("Value received"),
    msg("Problem"),
    msg("How to put it right"),
)
"""The headings of the sheet of observations, in this order."""

_ENOUGH = 5
_FIRST_ROWS = 20


def is_observations(sheet: Sheet) -> bool:
    """Is it the sheet of observations of an earlier reply? By its headings: properties get lost on the way."""
    return any(_known(row) for row in sheet.rows[:_FIRST_ROWS])


def answered(properties: Mapping[str, str], received: Mapping[str, tuple[str, object]]) -> str | None:
    """The hash of the received list that this file corrects; None when it says nothing or names none we know."""
    source = properties.get(SOURCE_HASH, "")
    return source if source in received else None


def _known(row: Iterable[object]) -> bool:
    texts = {fold(cell) for cell in row if isinstance(cell, str) and cell}
    return len(texts) >= _ENOUGH and any(len(texts & spoken) >= _ENOUGH for spoken in _spoken())


@cache
def _spoken() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(fold(Language(code)(heading)) for heading in HEADINGS) for code in LANGUAGES)
