"""What a line of a sheet is: a person, a total, a signature, a note, the heading of a group."""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from exchange_desk.intake import legends
from exchange_desk.intake.contacts import looks_like_mail, looks_like_phone
from exchange_desk.intake.dates import looks_like_date
from exchange_desk.intake.lexicon import givenness
from exchange_desk.intake.places import country_in, is_city_alone
from exchange_desk.intake.profile import looks_like_name
from exchange_desk.intake.words import begins, words
from exchange_desk.support.language import msg
from exchange_desk.support.text import fold
from exchange_desk.workbooks.grid import CellValue


class Line(StrEnum):
    DATA = "data"
    BLANK = "blank"
    TITLE = "title"
    TOTALS = "totals"
    SIGNATURE = "signature"
    NOTE = "note"
    GROUP = "group"
    NUMBERING = "numbering"
    REPEATED_HEADER = "repeated_header"
    HIDDEN = "hidden"


WHY: dict[str, str] = {
    Line.TITLE: msg("Title above the table"),
    Line.TOTALS: msg("Totals"),
    Line.SIGNATURE: msg("Signatures"),
    Line.NOTE: msg("Note or legend"),
    Line.GROUP: msg("Heading of a group of rows"),
    Line.NUMBERING: msg("Numbered line without a person"),
    Line.REPEATED_HEADER: msg("Headings repeated"),
    Line.HIDDEN: msg("Hidden in the workbook"),
}
"""Why a line was set aside, in words."""

_BY = re.compile(r"^\s*[*†‡]|^\s*_{4,}|^\s*-{4,}")


def first_text(cells: Sequence[CellValue]) -> str:
    return next((cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()), "")


def after_the_table(text: str) -> Line | None:
    """Is a text one of those that stand below or between the people: totals, signatures, notes?"""
    if _BY.match(text):
        return Line.NOTE if text.lstrip().startswith(("*", "†", "‡")) else Line.SIGNATURE
    key = fold(text)
    for line in (Line.TOTALS, Line.SIGNATURE, Line.NOTE):
        if begins(key, "line", line):
            return line
    return None


def line_of(cells: Sequence[CellValue], name_cells: Sequence[CellValue], wide: bool) -> Line:
    """What a line below the headings is.

    `name_cells`: what stands in the columns that name people. `wide`: the table has several columns, so a line
    with one text only is rather a heading or a note than a person.
    """
    filled = [cell for cell in cells if cell is not None and cell != ""]
    if not filled or all(isinstance(cell, str) and not cell.strip() for cell in filled):
        return Line.BLANK
    name = first_text(name_cells)
    if len(filled) > 3 and name:
        return Line.TOTALS if _is_total(name, filled, name_cells) else Line.DATA
    return _scarce(filled, name, wide, name_cells)


def _is_total(opening: str, filled: Sequence[CellValue], name_cells: Sequence[CellValue]) -> bool:
    """ "TOTAL" beside numbers, and not somebody called Suma or Total: these have surnames, addresses, dates."""
    if not begins(fold(opening), "line", Line.TOTALS):
        return False
    names = [cell for cell in name_cells if isinstance(cell, str) and cell.strip() and not any(map(str.isdigit, cell))]
    if len(names) > 1 and not any(begins(fold(name), "line", Line.TOTALS) and len(name.split()) > 2 for name in names):
        return False
    return not any(isinstance(c, date) or (isinstance(c, str) and _tells_a_person(c)) for c in filled if c != opening)


def _tells_a_person(text: str) -> bool:
    return looks_like_mail(text) or looks_like_date(text) or (looks_like_phone(text) and len(text) > 6)


def _scarce(filled: Sequence[CellValue], name: str, wide: bool, name_cells: Sequence[CellValue]) -> Line:
    """A line with few cells, or without a name."""
    opening = first_text(filled)
    if len(filled) <= 2 and _is_legend(filled, opening):
        return Line.NOTE
    told = after_the_table(opening) or (after_the_table(name) if name else None)
    if told is Line.TOTALS and not _is_total(opening, filled, name_cells):
        return Line.DATA
    if told and not _person_after_all(opening, filled, told):
        return told
    if all(isinstance(cell, (int, float)) or (isinstance(cell, str) and cell.strip(" .").isdigit()) for cell in filled):
        return Line.NUMBERING if not name else Line.DATA
    if len(filled) == 1 and isinstance(filled[0], str) and (wide or _is_office(filled[0])):
        return _single(filled[0], bool(name))
    return Line.DATA


def _is_legend(filled: Sequence[CellValue], opening: str) -> bool:
    """ "Rojo = retirado", also in two cells, or the bare word beside a coloured cell."""
    if len(filled) == 1:
        return legends.explains(opening) or legends.is_meaning_alone(opening)
    pair = ": ".join(str(cell).strip(" :=-") for cell in filled)
    return legends.explains(opening) or (legends.explains(pair) and givenness(fold(opening)) < 0)


def _person_after_all(opening: str, filled: Sequence[CellValue], told: Line) -> bool:
    """ "Directora Ana …" with an address beside her is a person; "TOTAL" with numbers is not."""
    if told is Line.TOTALS:
        return False
    return len(filled) > 2 and (looks_like_name(opening) or any(isinstance(c, str) and "@" in c for c in filled))


def _is_office(text: str) -> bool:
    return fold(text).partition(" ")[0] in words("office", "group")


def _single(text: str, in_name_column: bool) -> Line:
    """A line with one text only, in a table of several columns."""
    count = len(text.split())
    if looks_like_mail(text) or looks_like_phone(text):
        return Line.DATA
    if (
        _is_office(text)
        or is_city_alone(text)
        or text.rstrip().endswith(":")
        or (not in_name_column and country_in(text))
    ):
        return Line.GROUP
    if looks_like_name(text) or (in_name_column and count < 6):
        return Line.DATA if in_name_column else Line.NOTE if count > 6 else Line.GROUP
    return Line.NOTE if count > 8 else Line.GROUP
