"""Two or more lists beside each other in one sheet, with empty columns between them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from exchange_desk.intake import headings
from exchange_desk.intake.fields import PERSON
from exchange_desk.intake.headings import ASIDE
from exchange_desk.intake.layout import NOTHING, Chosen, Layout, find_tables
from exchange_desk.intake.placing import Placing
from exchange_desk.intake.rows import Line
from exchange_desk.support.text import fold
from exchange_desk.workbooks.grid import CellValue, Mark, Sheet

_NAMING = frozenset((*PERSON, "name"))
_DEEPEST = 5000
"""Longer sheets hold one list: nobody puts so many people beside each other."""


def side_by_side(sheet: Sheet, chosen: Chosen = NOTHING) -> tuple[Layout, ...]:
    """The tables of a sheet that holds several lists beside each other; empty when it does not.

    Lists are taken apart only when they repeat the heading of the names: an empty column alone divides nothing.
    The rows of the second list and the next are numbered on from the last row of the sheet (see `Placing`).
    """
    runs = list(_runs(sheet)) if len(sheet.rows) <= _DEEPEST else []
    if len(runs) < 2:
        return ()
    pieces = [find_tables(_cut(sheet, left, right), chosen) for left, right in runs]
    lists = [found for found in pieces if any(_names(table) for table in found)]
    if len(lists) < 2 or not set.intersection(*(_names_of(found) for found in lists)):
        return ()
    shared = _shared(lists)
    moved = [_moved(table, index, shared) for index, found in enumerate(lists) for table in found]
    return tuple(moved)


def _runs(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """The runs of columns between columns that are empty but for lines with one text only (titles)."""
    used: set[int] = set()
    for row in sheet.rows:
        filled = [column for column, cell in enumerate(row, 1) if cell is not None and cell != ""]
        if len(filled) > 1:
            used.update(filled)
    start = 0
    for column in range(1, sheet.width + 2):
        if column in used and not start:
            start = column
        elif column not in used and start:
            yield start, column - 1
            start = 0


def _cut(sheet: Sheet, left: int, right: int) -> Sheet:
    """The sheet with nothing but these columns; all cells stay where they are."""

    def piece(row: Sequence[CellValue]) -> list[CellValue]:
        return [cell if left <= column <= right else None for column, cell in enumerate(row, 1)]

    merged = tuple(a for a in sheet.merged if left <= a.left <= right)
    marks = {at: mark for at, mark in sheet.marks.items() if left <= at[1] <= right}
    return replace(sheet, rows=[piece(row) for row in sheet.rows], merged=merged, marks=marks)


def _names(table: Layout) -> set[str]:
    """The headings of the nominees' own names, folded; none where the line above announces somebody else."""
    announced = headings.meanings(table.titles[-1].rstrip(" :")) if table.titles else ()
    if announced and announced[0].field == f"{ASIDE}other_person":
        return set()
    own = (h for h in table.headings if any(m.field in _NAMING for m in headings.joined(h.upper, h.text)))
    return {fold(head.text) for head in own if table.header_rows}


def _names_of(tables: Sequence[Layout]) -> set[str]:
    return set.union(*(_names(table) for table in tables))


def _shared(lists: Sequence[Sequence[Layout]]) -> tuple[str, ...]:
    """The titles over the whole sheet: they stand in the first list's columns, in lines where no other has one."""
    others = {line.row for found in lists[1:] for table in found for line in table.set_aside if line.why == Line.TITLE}
    first = lists[0][0]
    return tuple(line.text for line in first.set_aside if line.why == Line.TITLE and line.row not in others)


def _moved(table: Layout, index: int, shared: tuple[str, ...]) -> Layout:
    """A list further to the right: its rows numbered on, and the sheet's titles made its own."""
    if not index:
        return table
    shift = index * len(table.sheet.rows)
    marks: Mapping[tuple[int, int], Mark] = {(r + shift, c): mark for (r, c), mark in table.sheet.marks.items()}
    return replace(
        table,
        sheet=replace(table.sheet, marks=marks),
        rows=tuple(row + shift for row in table.rows),
        cells={row + shift: cells for row, cells in table.cells.items()},
        groups={row + shift: text for row, text in table.groups.items()},
        titles=(*shared, *table.titles),
        placing=Placing(shift),
    )
