"""The desk's own template of a list: its headings in each language, the fingerprint it carries, its other sheets.

A column of a template is known by its heading, wherever it stands. The fingerprint (custom properties of the file)
says which field each heading means; where it got lost on the way, today's headings in any of the languages still do.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache

from exchange_desk.intake.fields import is_field
from exchange_desk.support.language import LANGUAGES, Language, msg
from exchange_desk.support.text import fold
from exchange_desk.workbooks.grid import Sheet

VERSION = "1"
_NAME = "exchange-desk-template"
_COLUMNS = "exchange-desk-columns-{n}"
_LONGEST = 255
"""What a custom property holds at most."""

INSTRUCTIONS = msg("How to fill in this list")
"""The title of the sheet of instructions, by which it is known again."""

CHOICES = msg("Choices offered in the list")
"""The first cell of the hidden sheet behind the drop-down lists."""

REQUIRED = msg("{heading} (required)")

HEADINGS: Mapping[str, str] = {
    "given_names": msg("Given names"),
    "family_names": msg("Family names"),
    "sex": msg("Sex"),
    "birth_date": msg("Date of birth"),
    "nationality": msg("Nationality"),
    "email": msg("E-mail"),
    "phone": msg("Phone"),
    "post": msg("Post"),
    "unit": msg("Unit"),
    "institution": msg("Institution"),
    "city": msg("City"),
    "country": msg("Country"),
    "passport_number": msg("Passport number"),
    "passport_expiry": msg("Passport valid until"),
    "theme": msg("Theme areas"),
    "preferred_host_1": msg("Preferred host, first choice"),
    "preferred_host_2": msg("Preferred host, second choice"),
    "preferred_host_3": msg("Preferred host, third choice"),
    "start": msg("Available from"),
    "end": msg("Available until"),
    "objective": msg("Objective"),
    "note": msg("Notes"),
}
"""Field → heading, in the order of the template; languages come after the passport, one column for each."""

_ENOUGH = 10
"""So many headings of a template make a table one, also without its fingerprint."""

_MARKED = re.compile(r"\s*\([^()]*\)\s*$")


def heading(field: str, lang: Language, *, required: bool = False) -> str:
    kind, _, code = field.partition(".")
    text = lang("{language} level", language=lang.language_within(code)) if code else lang(HEADINGS[kind])
    return lang(REQUIRED, heading=text) if required else text


def fingerprint(fields: Mapping[str, str]) -> dict[str, str]:
    """Heading → field as custom properties."""
    marks = [f"{_mark(text)}={field}" for text, field in fields.items()]
    lines = [""]
    for mark in marks:
        if len(lines[-1]) + len(mark) >= _LONGEST:
            lines.append("")
        lines[-1] += f" {mark}" if lines[-1] else mark
    return {_NAME: VERSION} | {_COLUMNS.format(n=n): line for n, line in enumerate(lines, 1)}


def fields_of(properties: Mapping[str, str], headings: Sequence[str]) -> dict[str, str]:
    """Folded heading → field for the headings that a template has; {} for a list that is none."""
    if _NAME in properties:
        known = _written(properties)
        found = {fold(text): known[mark] for text in headings if (mark := _mark(text)) in known}
        if found:
            return found
    texts = {fold(text): fold(_MARKED.sub("", text)) for text in headings if text}
    for spoken in _spoken():
        found = {text: spoken[bare] for text, bare in texts.items() if bare in spoken}
        if len(set(found.values())) >= _ENOUGH:
            return found
    return {}


def own_sheet(sheet: Sheet) -> str | None:
    """ "instructions" or "choices" for the sheets of a template that hold no people."""
    first = next((cell for row in sheet.rows[:3] for cell in row if isinstance(cell, str) and cell.strip()), "")
    for code in LANGUAGES:
        for kind, title in (("instructions", INSTRUCTIONS), ("choices", CHOICES)):
            if first and fold(first) == fold(Language(code)(title)):
                return kind
    return None


def _mark(text: str) -> str:
    return hashlib.sha256(fold(text).encode()).hexdigest()[:8]


def _written(properties: Mapping[str, str]) -> dict[str, str]:
    """What a fingerprint says, as far as it is one of ours: a property is text that anybody can write."""
    said = " ".join(text for name, text in properties.items() if name.startswith(_COLUMNS.format(n="")))
    pairs = [pair.partition("=") for pair in said.split()]
    return {mark: field for mark, _, field in pairs if is_field(field)}


@cache
def _spoken() -> tuple[dict[str, str], ...]:
    """For each language: folded heading → field, with a column for every language somebody may speak."""
    found = []
    for code in LANGUAGES:
        lang = Language(code)
        spoken = {fold(lang(text)): field for field, text in HEADINGS.items()}
        spoken |= {fold(heading(f"language.{each}", lang)): f"language.{each}" for each in lang.languages()}
        found.append(spoken)
    return tuple(found)
