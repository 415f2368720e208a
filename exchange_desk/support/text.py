"""Text as people type it, and the folded form in which it is compared and searched."""

import re
import unicodedata

from anyascii import anyascii

# Soft hyphen, zero-width characters, directional marks and isolates, byte order mark:
# str.strip() leaves all of them, and two texts that look alike would differ.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_BLANKS = re.compile(r"\s+")


def clean(value: str) -> str:
    """One line of composed text: NFC, no invisible or control characters, single blanks, trimmed."""
    return _BLANKS.sub(" ", clean_lines(value)).strip()


def clean_lines(value: str) -> str:
    """Like `clean`, but keeps line breaks and blanks inside the text."""
    value = unicodedata.normalize("NFC", value)
    value = _INVISIBLE.sub("", value).replace("\u00a0", " ")
    return _CONTROL.sub("", value).strip()


def fold(value: str) -> str:
    """The form for comparing and searching: no marks, no case, words parted by one blank.

    >>> fold("  Łódź – GARCÍA-Núñez  ")
    'lodz garcia nunez'
    """
    if value.isascii():
        value = value.lower()
        return value if value.isalpha() else _NOT_WORD.sub(" ", value).strip()
    value = unicodedata.normalize("NFKC", value).casefold()
    value = _INVISIBLE.sub("", value)
    if not value.isascii():
        value = anyascii(value).casefold()
    return _NOT_WORD.sub(" ", value).strip()
