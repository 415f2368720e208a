"""Rows of headings: how much a row looks like one, and the two rows that make one heading together."""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange_desk.intake import headings
from exchange_desk.intake.contacts import looks_like_mail, looks_like_phone
from exchange_desk.intake.dates import looks_like_date
from exchange_desk.intake.fields import PERSON
from exchange_desk.intake.headings import ASIDE
from exchange_desk.intake.profile import looks_like_name
from exchange_desk.support.text import clean
from exchange_desk.workbooks.grid import CellValue, Sheet

ENOUGH = 0.95
"""The least score of a row of headings."""
NAMING = (*PERSON, "name")
"""Meanings of headings under which somebody is named."""


@dataclass(frozen=True, slots=True)
class HeadingCell:
    """The heading of one column. `upper`: what stands over it in a two-row heading, else ""."""

    column: int
    text: str
    upper: str = ""

    @property
    def whole(self) -> str:
        """Both rows in one line, as the report and the learnt headings have it."""
        return f"{self.upper} · {self.text}" if self.upper and self.upper != self.text else self.text or self.upper


def heading_score(cells: Sequence[CellValue]) -> float:
    """How much a row looks like headings: known ones, different ones, and none that look like content."""
    fields: dict[str, float] = {}
    against = 0.0
    for cell in cells:
        if cell is None or cell == "":
            continue
        if not isinstance(cell, str):
            against += 1.0
            continue
        known = headings.meanings(cell) if len(cell) < 120 else ()
        if known:
            field = known[0].field
            weight = 0.5 if field.startswith(ASIDE) else 1.5 if field in NAMING else 1.0
            fields[field] = max(fields.get(field, 0.0), weight * known[0].confidence)
        elif looks_like_mail(cell) or looks_like_date(cell) or looks_like_phone(cell) or looks_like_name(cell):
            against += 1.0
    return sum(fields.values()) - against


def header_rows_of(sheet: Sheet, row: int, *, alone: bool) -> tuple[int, ...]:
    """The chosen row with the one above or below that belongs to it by merged cells."""
    if alone:
        return (row,)
    if row > 1 and _spans(sheet, row - 1, row):
        return (row - 1, row)
    if row > 1 and (_announces(sheet, row - 1, row) or _groups(sheet, row - 1, row)):
        return (row - 1, row)
    if row < len(sheet.rows) and _groups(sheet, row, row + 1):
        return (row, row + 1)
    below = row < len(sheet.rows) and _spans(sheet, row, row + 1)
    if below and heading_score(sheet.rows[row]) > 0.4:
        return (row, row + 1)
    return (row,)


def _spans(sheet: Sheet, upper: int, lower: int) -> bool:
    """Do cells of the upper row span columns of the lower one, or reach down into it?"""
    across = [a for a in sheet.merged if a.top == a.bottom == upper and a.right > a.left]
    down = any(a.top <= upper and a.bottom == lower and a.left == a.right for a in sheet.merged)
    if len(across) == 1 and across[0].right - across[0].left + 1 >= _used_width(sheet, lower) and not down:
        return False
    return down or any(sheet.value(lower, c) is not None for a in across for c in range(a.left, a.right + 1))


def _announces(sheet: Sheet, upper: int, lower: int) -> bool:
    """Does the line above the headings say, without merged cells, whose columns they are ("Jefe inmediato")?"""
    over, heads = sheet.rows[upper - 1], sheet.rows[lower - 1]
    filled = [c for c, cell in enumerate(over, 1) if isinstance(cell, str) and cell.strip()]
    first = next((c for c, cell in enumerate(heads, 1) if cell is not None), 0)
    if any(":" in str(over[c - 1]) or not heads[c - 1] for c in filled) or heading_score(over) < -0.5:
        return False
    return any(c > first and _another_person(str(over[c - 1])) for c in filled)


def _groups(sheet: Sheet, upper: int, lower: int) -> bool:
    """Do these two rows head the columns together, without merged cells?

    The upper one holds the headings of groups, and of columns that stand alone; the lower one those within a group.
    """
    over, heads = sheet.rows[upper - 1], sheet.rows[lower - 1]
    cells = [cell for cell in (*over, *heads) if cell is not None and cell != ""]
    if any(not isinstance(cell, str) or len(cell) > 120 or cell.rstrip().endswith(":") for cell in cells):
        return False
    both = [c for c, cell in enumerate(over) if cell and heads[c]]
    alone = [c for c, cell in enumerate(over) if cell and not heads[c]]
    within = [c for c, cell in enumerate(heads) if cell and not over[c]]
    if not both or not within or heading_score(over) < 0.0:
        return False
    lower_ones = [str(cell) for cell in heads if cell]
    if sum(bool(headings.meanings(text)) for text in lower_ones) * 3 < len(lower_ones) * 2:
        return False
    if alone:
        return any(bool(headings.meanings(str(over[c]))) for c in alone) and heading_score(heads) > 0.4
    return len({text.casefold() for text in lower_ones}) < len(lower_ones) and heading_score(heads) > 0.4


def _another_person(text: str) -> bool:
    known = headings.meanings(text)
    return bool(known) and known[0].field == f"{ASIDE}other_person"


def _used_width(sheet: Sheet, row: int) -> int:
    return sum(cell is not None for cell in sheet.rows[row - 1])


def headings_of(sheet: Sheet, header_rows: tuple[int, ...]) -> tuple[HeadingCell, ...]:
    lower = _filled_across(sheet, header_rows[-1]) if header_rows else {}
    upper = _reaching_right(sheet, header_rows[0], header_rows[-1]) if len(header_rows) > 1 else {}
    found = []
    for column in range(1, sheet.width + 1):
        below, above = lower.get(column, ""), upper.get(column, "")
        if below or above:
            found.append(HeadingCell(column, below or above, above if below and above != below else ""))
    return tuple(found)


def _filled_across(sheet: Sheet, row: int) -> dict[int, str]:
    """Column → text of a heading row; the text of a merged area stands over all its columns."""
    texts = {c: clean(str(v)) for c, v in enumerate(sheet.rows[row - 1], 1) if v is not None and clean(str(v))}
    for area in sheet.merged:
        if area.top <= row <= area.bottom:
            text = sheet.value(area.top, area.left)
            if text is not None:
                texts.update({c: clean(str(text)) for c in range(area.left, area.right + 1)})
    return texts


def _reaching_right(sheet: Sheet, upper: int, lower: int) -> dict[int, str]:
    """Column → text of an upper heading row; a text without a merged area reaches to the next one, or to a gap."""
    texts, held = _filled_across(sheet, upper), ""
    if any(a.top == a.bottom == upper for a in sheet.merged):
        return texts
    for column, head in enumerate(sheet.rows[lower - 1], 1):
        held = texts.get(column, held if head is not None else "")
        if held:
            texts[column] = held
    return texts
