"""What is decided once for a column of a workbook: which number is the day, what M means, which name is first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeGuard

from exchange_desk.intake import codes
from exchange_desk.intake.columns import PlanColumn
from exchange_desk.intake.dates import DAY_FIRST, MONTH_FIRST, order_of, read_date
from exchange_desk.intake.decisions import RowKey
from exchange_desk.intake.doubts import Option, Question
from exchange_desk.intake.fields import DATES
from exchange_desk.intake.layout import Layout
from exchange_desk.intake.names import FAMILY_FIRST, GIVEN_FIRST, Habit, study, written_order
from exchange_desk.support.language import msg
from exchange_desk.support.text import fold
from exchange_desk.workbooks.grid import CellValue

ColumnKey = tuple[str, str]
"""(field, folded heading): columns of several sheets that are one column to the officer."""


@dataclass(frozen=True)
class Table:
    """A table with its columns understood."""

    layout: Layout
    columns: tuple[PlanColumn, ...]
    _cells: dict[int, list[CellValue]] = field(default_factory=dict, repr=False, compare=False)

    def cells(self, column: int) -> list[CellValue]:
        """The cells of a column beside the rows; not to be changed."""
        if column not in self._cells:
            at, cells = column - 1, self.layout.cells
            self._cells[column] = [cells[row][at] for row in self.layout.rows]
        return self._cells[column]

    def columns_of(self, *fields: str) -> list[PlanColumn]:
        return [column for column in self.columns if column.field in fields]


@dataclass(frozen=True)
class Survey:
    """`orders`: order of the numbers in dates; `m_means`: what M stands for; both None where a question is open.

    `written`: what stands first in the cells of full names.
    """

    orders: Mapping[ColumnKey, str | None]
    m_means: Mapping[ColumnKey, str | None]
    habits: Mapping[ColumnKey, Habit]
    written: Mapping[ColumnKey, str]


def key_of(column: PlanColumn) -> ColumnKey:
    return (column.field or "", fold(column.heading))


def survey(tables: Sequence[Table], answers: Mapping[str, str]) -> Survey:
    gathered: dict[ColumnKey, list[CellValue]] = defaultdict(list)
    mails: dict[ColumnKey, list[str | None]] = defaultdict(list)
    hints: dict[ColumnKey, str | None] = {}
    for table in tables:
        beside = _mails(table)
        for column in table.columns:
            if column.field in (*DATES, "sex", "full_name"):
                gathered[key_of(column)] += table.cells(column.column)
            if column.field == "full_name":
                mails[key_of(column)] += beside
                hints[key_of(column)] = column.order
    whole = {key: cells for key, cells in gathered.items() if key[0] == "full_name"}
    habits = {key: _habit(key, cells, mails[key], hints[key], answers) for key, cells in whole.items()}
    return Survey(
        {key: _order(key, cells, gathered, answers) for key, cells in gathered.items() if key[0] in DATES},
        {key: _meaning(key, cells, answers) for key, cells in gathered.items() if key[0] == "sex"},
        habits,
        {key: written_order(filter(_is_text, cells), habits[key]) for key, cells in whole.items()},
    )


def _is_text(cell: CellValue) -> TypeGuard[str]:
    return isinstance(cell, str)


def _mails(table: Table) -> list[str | None]:
    found = table.columns_of("email")
    if not found:
        return [None] * len(table.layout.rows)
    return [cell if isinstance(cell, str) else None for cell in table.cells(found[0].column)]


def question_id(kind: str, key: ColumnKey) -> str:
    """ "date.order:fecha de nacimiento": the same for the same heading in the next file."""
    return f"{kind}:{key[1] or key[0]}"


def _order(
    key: ColumnKey,
    cells: Sequence[CellValue],
    all_cells: Mapping[ColumnKey, Sequence[CellValue]],
    answers: Mapping[str, str],
) -> str | None:
    """The answer, else what the column itself shows, else what the other date columns of the file show."""
    answered = answers.get(question_id("date.order", key))
    if answered in (DAY_FIRST, MONTH_FIRST):
        return answered
    own = order_of(cells)
    if own:
        return own
    others = {order_of(found) for name, found in all_cells.items() if name[0] in DATES} - {None}
    return others.pop() if len(others) == 1 else None


def _meaning(key: ColumnKey, cells: Sequence[CellValue], answers: Mapping[str, str]) -> str | None:
    answered = answers.get(question_id("sex.m", key))
    if answered in ("female", "male"):
        return answered
    return codes.meaning_of_m({cell for cell in cells if isinstance(cell, str)})


def _habit(
    key: ColumnKey,
    cells: Sequence[CellValue],
    mails: Sequence[str | None],
    hint: str | None,
    answers: Mapping[str, str],
) -> Habit:
    texts = [cell if isinstance(cell, str) else "" for cell in cells]
    habit = study(texts, mails, hint)
    answered = answers.get(question_id("name.order", key))
    if answered in (GIVEN_FIRST, FAMILY_FIRST):
        return Habit(answered, habit.two_surnames, 1.0, habit.comma_given_first)
    return habit


def date_question(key: ColumnKey, example: str, rows: Iterable[RowKey], latest: date) -> Question:
    """Asked once for a column, with its first value read both ways."""
    both = [read_date(example, order, latest).value for order in (DAY_FIRST, MONTH_FIRST)]
    return Question(
        question_id("date.order", key),
        "date.order",
        msg("It cannot be told whether “{value}” is {first} or {second}. Choose the order for the whole column."),
        {"value": example, "first": both[0], "second": both[1]},
        tuple(rows),
        (
            Option(DAY_FIRST, msg("Day first: {date}"), {"date": both[0]}),
            Option(MONTH_FIRST, msg("Month first: {date}"), {"date": both[1]}),
        ),
    )


def sex_question(key: ColumnKey, heading: str, rows: Iterable[RowKey]) -> Question:
    return Question(
        question_id("sex.m", key),
        "sex.m",
        msg("In the column “{heading}” only M is written. What does M stand for?"),
        {"heading": heading},
        tuple(rows),
        (Option("female", msg("Woman (mujer)")), Option("male", msg("Man (masculino)"))),
    )


def order_question(key: ColumnKey, example: str, rows: Iterable[RowKey]) -> Question:
    return Question(
        question_id("name.order", key),
        "name.order",
        msg("It cannot be told which part of “{value}” is the family name. Choose the order for the whole column."),
        {"value": example},
        tuple(rows),
        (
            Option(GIVEN_FIRST, msg("Given names first, then family names")),
            Option(FAMILY_FIRST, msg("Family names first, then given names")),
        ),
    )
