"""Blank cells below a value ("Quito" once for all its people): asked once for the column whether the value holds on.

Merged cells say so themselves and are filled down as the table is found; blanks without a merge say nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from exchange_desk.intake.columns import PlanColumn
from exchange_desk.intake.decisions import RowKey
from exchange_desk.intake.doubts import Option, Question
from exchange_desk.intake.reading import ReadRow
from exchange_desk.intake.survey import Table, key_of, question_id
from exchange_desk.intake.texts import text_of
from exchange_desk.support.language import msg
from exchange_desk.workbooks.grid import CellValue

_HOLDS_ON = ("city", "region", "country", "institution", "unit", "theme")
"""What a list may say once for several people."""
_REPEAT, _LEAVE = "repeat", "leave"
_LEAST = 2
"""So many blanks are a pattern; a single one is a gap."""


@dataclass(frozen=True, slots=True)
class Blanks:
    """A column whose value may hold for the blank cells below it, and the rows of these."""

    question: str
    column: PlanColumn
    value: str
    rows: tuple[RowKey, ...]


def filled_down(tables: Sequence[Table], answers: Mapping[str, str]) -> tuple[tuple[Table, ...], tuple[Blanks, ...]]:
    """The tables with the values repeated where that was answered, and the columns still to be asked about."""
    found = [list(_blanks(table)) for table in tables]
    still = tuple(b for blanks in found for b in blanks if answers.get(b.question) not in (_REPEAT, _LEAVE))
    done = []
    for table, blanks in zip(tables, found, strict=True):
        columns = [b.column.column for b in blanks if answers.get(b.question) == _REPEAT]
        done.append(_repeated(table, columns) if columns else table)
    return tuple(done), still


def ask(blanks: Sequence[Blanks], rows: Iterable[ReadRow]) -> tuple[Question, ...]:
    """One question for each column, put on the rows with a blank."""
    asked: dict[str, Question] = {}
    by_key = {row.key: row for row in rows} if blanks else {}
    for each in blanks:
        for key in each.rows:
            by_key[key].questions.append(each.question)
        before = asked[each.question].rows if each.question in asked else ()
        asked[each.question] = Question(
            each.question,
            "column.repeat_above",
            msg("In the column “{heading}” cells below “{value}” are blank. Does the value above hold for them too?"),
            {"heading": each.column.heading or each.column.letter, "value": each.value},
            (*before, *each.rows),
            (Option(_REPEAT, msg("Yes: repeat the value above")), Option(_LEAVE, msg("No: leave the cells blank"))),
        )
    return tuple(asked.values())


def _blanks(table: Table) -> Iterator[Blanks]:
    for column in table.columns:
        if column.field in _HOLDS_ON and not table.layout.placing.cells:
            cells = table.cells(column.column)
            if _grouped(cells) and _told_otherwise(table, column.column):
                name, numbers = table.layout.sheet.name, table.layout.rows
                rows = tuple((name, n) for n, cell in zip(numbers, cells, strict=True) if _blank(cell))
                yield Blanks(question_id("repeat", key_of(column)), column, text_of(cells[0]), rows)


def _blank(cell: CellValue) -> bool:
    return cell is None or cell == ""


def _grouped(cells: Sequence[CellValue]) -> bool:
    """Does the column begin with a value, name each value once, and leave many cells blank?

    A value that comes again right below itself, or often, is written out in every row: the blanks are gaps.
    """
    blanks = sum(map(_blank, cells))
    told = [cell for cell in cells if not _blank(cell)]
    if blanks < _LEAST or not told or _blank(cells[0]) or blanks * 3 < len(cells):
        return False
    beside = sum(not _blank(one) and one == other for one, other in pairwise(cells))
    return not beside and len(set(told)) == len(told)


def _told_otherwise(table: Table, column: int) -> bool:
    """Do the rows with a blank say as much as the others elsewhere? Rows with names alone are merely short."""
    told: dict[bool, list[int]] = {True: [], False: []}
    for row in table.layout.rows:
        cells = table.layout.cells[row]
        others = sum(not _blank(cells[c.column - 1]) for c in table.columns if c.column != column)
        told[_blank(cells[column - 1])].append(others)
    return sum(told[True]) * len(told[False]) >= 0.7 * sum(told[False]) * len(told[True])


def _repeated(table: Table, columns: Sequence[int]) -> Table:
    """The table with the value above in the blank cells of these columns; a new group of rows begins anew."""
    cells: dict[int, Sequence[CellValue]] = {}
    held: dict[int, CellValue] = {}
    group = None
    for number in table.layout.rows:
        if table.layout.groups.get(number) != group:
            group, held = table.layout.groups.get(number), {}
        row = list(table.layout.cells[number])
        for column in columns:
            held[column] = row[column - 1] = held.get(column) if _blank(row[column - 1]) else row[column - 1]
        cells[number] = row
    return Table(replace(table.layout, cells=cells), table.columns)
