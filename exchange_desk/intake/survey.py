"""What is decided once for a column of a workbook: which number is the day, what M means, which name is first."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from exchange_desk.intake import codes, context, headings, places
from exchange_desk.intake.columns import PlanColumn
from exchange_desk.intake.dates import DAY_FIRST, MONTH_FIRST, has_points, read_date, shown_order
from exchange_desk.intake.decisions import RowKey
from exchange_desk.intake.doubts import CountryName, Option, Question
from exchange_desk.intake.evidence import because
from exchange_desk.intake.fields import DATES
from exchange_desk.intake.layout import Layout
from exchange_desk.intake.lettering import name_cell, take_honorific
from exchange_desk.intake.names import FAMILY_FIRST, GIVEN_FIRST, Habit, Row, study, written_order
from exchange_desk.intake.texts import text_of
from exchange_desk.support.language import msg
from exchange_desk.support.problems import Problem
from exchange_desk.support.text import clean, fold
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

    @cached_property
    def countries(self) -> list[str | None]:
        """The country each row most likely comes from, by its own words, its address, or what most others say."""
        return _countries(self)

    def columns_of(self, *fields: str) -> list[PlanColumn]:
        return [column for column in self.columns if column.field in fields]


@dataclass(frozen=True)
class Survey:
    """`orders`: order of the numbers in dates; `m_means`: what M stands for; both None where a question is open.

    `written`: what stands first in the cells of full names. `evidence`: why each was decided so.
    `since_1904`: the file counts days from 1904. `untold`: columns of dates in which no value tells the order.
    """

    orders: Mapping[ColumnKey, str | None]
    m_means: Mapping[ColumnKey, str | None]
    habits: Mapping[ColumnKey, Habit]
    written: Mapping[ColumnKey, str]
    evidence: Mapping[ColumnKey, tuple[Problem, ...]]
    since_1904: bool = False
    untold: frozenset[ColumnKey] = frozenset()

    @cached_property
    def by_custom(self) -> frozenset[ColumnKey]:
        """The columns of dates whose order nothing but the custom of the country tells."""
        return frozenset(key for key, why in self.evidence.items() if any(r.key.endswith(".country") for r in why))


def key_of(column: PlanColumn) -> ColumnKey:
    return (column.field or "", fold(column.heading))


def survey(tables: Sequence[Table], answers: Mapping[str, str], *, since_1904: bool = False) -> Survey:
    gathered: dict[ColumnKey, list[CellValue]] = defaultdict(list)
    whole: dict[ColumnKey, list[Row]] = defaultdict(list)
    hints: dict[ColumnKey, str | None] = {}
    for table in tables:
        for column in table.columns:
            if column.field in (*DATES, "sex"):
                gathered[key_of(column)] += table.cells(column.column)
            if column.field == "full_name":
                whole[key_of(column)] += _named(table, column)
                hints[key_of(column)] = column.order
    dates = {key: cells for key, cells in gathered.items() if key[0] in DATES}
    orders = {key: _order(key, dates, answers, _land(tables)) for key in dates}
    sexes = {key: _meaning(key, cells, answers) for key, cells in gathered.items() if key[0] == "sex"}
    habits = {key: _habit(key, rows, hints[key], answers) for key, rows in whole.items()}
    written = {key: written_order([row.text for row in rows], habits[key]) for key, rows in whole.items()}
    why = {key: _why_order(key, rows, written[key], answers) for key, rows in whole.items()}
    decided = {**orders, **sexes}
    return Survey(
        {key: value for key, (value, _) in orders.items()},
        {key: value for key, (value, _) in sexes.items()},
        habits,
        written,
        {key: (reason,) for key, (_, reason) in decided.items() if reason} | {k: (r,) for k, r in why.items() if r},
        since_1904,
        frozenset(key for key, (order, _) in orders.items() if order is None and not shown_order(dates[key])[2]),
    )


def _named(table: Table, column: PlanColumn) -> list[Row]:
    """The texts of a name column with what stands beside them."""
    beside = zip(table.cells(column.column), _mails(table), table.countries, strict=True)
    return [Row(_bare(cell), mail, country) for cell, mail, country in beside if isinstance(cell, str)]


def _bare(cell: str) -> str:
    return take_honorific(clean(name_cell(cell).name))[1]


def _countries(table: Table) -> list[str | None]:
    size = len(table.layout.rows)
    own: list[str | None] = [None] * size
    for column in table.columns_of("country", "nationality"):
        for i, cell in enumerate(table.cells(column.column)):
            own[i] = own[i] or (places.country(cell) if isinstance(cell, str) else None)
    mails = [context.country_of_mail(mail) if mail else "" for mail in _mails(table)]
    told = next((c for c in map(places.country_in, table.layout.titles) if c), None)
    usual = told or _most([country for country in own if country]) or _most([mail for mail in mails if mail])
    usual = usual or written_in(table)
    return [country or mail or usual for country, mail in zip(own, mails, strict=True)]


def written_in(table: Table) -> str | None:
    """ "~es" where the headings are in Spanish; None where they do not tell."""
    votes: Counter[str] = Counter()
    for column in table.columns:
        votes.update({m.language for m in headings.meanings(column.heading) if m.how == "exact"})
    best = votes.most_common(2)
    alone = best and (len(best) == 1 or best[0][1] > best[1][1])
    return f"~{best[0][0]}" if alone else None


def _most(countries: Sequence[str]) -> str | None:
    """The country of more than half of them."""
    code, count = Counter(countries).most_common(1)[0] if countries else ("", 0)
    return code if count * 2 > len(countries) else None


def _mails(table: Table) -> list[str | None]:
    found = table.columns_of("email")
    if not found:
        return [None] * len(table.layout.rows)
    return [cell if isinstance(cell, str) else None for cell in table.cells(found[0].column)]


def question_id(kind: str, key: ColumnKey) -> str:
    """ "date.order:fecha de nacimiento": the same for the same heading in the next file."""
    return f"{kind}:{key[1] or key[0]}"


Decided = tuple[str | None, Problem | None]
"""What was decided for a column, and why; None and None while it is open."""


def _order(
    key: ColumnKey, dates: Mapping[ColumnKey, Sequence[CellValue]], answers: Mapping[str, str], land: str | None
) -> Decided:
    """The answer, else what the column itself shows, else the other dates of the file, else its country's custom."""
    answered = answers.get(question_id("date.order", key))
    if answered in (DAY_FIRST, MONTH_FIRST):
        return answered, because(f"date.{answered}.answered", key[0])
    own, example, count = shown_order(dates[key])
    if own:
        return own, because(f"date.{own}", key[0], value=example, n=count)
    others = {shown_order(found)[0] for name, found in dates.items() if name != key} - {None}
    if len(others) == 1 and not count:
        other = others.pop()
        return other, because(f"date.{other}.other", key[0]) if _any_numbers(dates[key]) else None
    if land and not count and not others:
        return DAY_FIRST, because("date.day_first.country", key[0], country=CountryName(land))
    pointed = next((cell for cell in dates[key] if isinstance(cell, str) and has_points(cell)), None)
    if pointed and not count and not others and all(map(_has_points_or_none, dates[key])):
        return DAY_FIRST, because("date.day_first.points", key[0], value=pointed)
    return None, None


def _has_points_or_none(cell: CellValue) -> bool:
    return not isinstance(cell, str) or has_points(cell) or not any(c.isdigit() for c in cell)


def _any_numbers(cells: Iterable[CellValue]) -> bool:
    return any(isinstance(cell, str) and any(c.isdigit() for c in cell) for cell in cells)


def _land(tables: Sequence[Table]) -> str | None:
    """The one country of the lists, where the day comes first; None where the headings are not of its kind."""
    found = {country for table in tables for country in table.countries if country}
    written = {written_in(table) for table in tables}
    alone = found.pop() if len(found) == 1 else ""
    return alone if alone and day_comes_first(alone, written) else None


def day_comes_first(country: str, written: Collection[str | None]) -> bool:
    """Is it custom there, and are the headings (`written`) in a language of such countries?"""
    known = not country.startswith("~") and country not in _EITHER_WAY
    return known and None not in written and "~en" not in written


_EITHER_WAY = frozenset(("US", "PR", "PA", "PH", "CA", "GU", "VI", "BZ"))
"""Where the month comes first, or both orders are in use (CLDR short dates, and what lists show)."""


def _meaning(key: ColumnKey, cells: Sequence[CellValue], answers: Mapping[str, str]) -> Decided:
    answered = answers.get(question_id("sex.m", key))
    if answered in ("female", "male"):
        return answered, because("sex.woman.answered" if answered == "female" else "sex.man.answered", "sex")
    if _numbered(cells):
        return None, None
    texts = {cell for cell in cells if isinstance(cell, str)}
    meaning, beside = codes.meaning_of_m(texts)
    if meaning is None:
        return None, None
    used = any(fold(text) == "m" for text in texts)
    return meaning, because("sex.woman" if meaning == "female" else "sex.man", "sex", value=beside) if used else None


def _numbered(cells: Iterable[CellValue]) -> bool:
    return any(text_of(cell) in codes.NUMBERS for cell in set(cells))


def _habit(key: ColumnKey, rows: Sequence[Row], hint: str | None, answers: Mapping[str, str]) -> Habit:
    answered = answers.get(question_id("name.order", key))
    if answered in (GIVEN_FIRST, FAMILY_FIRST):
        return study(rows, answered, certain=True)
    return study(rows, hint)


def _why_order(key: ColumnKey, rows: Sequence[Row], order: str, answers: Mapping[str, str]) -> Problem | None:
    named = [row.text for row in rows if len(row.text.split()) > 1]
    if not named:
        return None
    if answers.get(question_id("name.order", key)) == order:
        return because(f"name.{order}.answered", key[0])
    parted = next((text for text in named if "," in text or ";" in text), None)
    if parted and sum("," in text or ";" in text for text in named) * 2 > len(named):
        return because(f"name.{order}.parted", key[0], value=parted)
    return because(f"name.{order}", key[0], value=named[0], n=len(named))


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


def sex_question(key: ColumnKey, heading: str, value: str, rows: Iterable[RowKey]) -> Question:
    """What M stands for, or 1. `value`: what stands in the first cell that waits."""
    numbered = value in codes.NUMBERS
    text = (
        msg("In the column “{heading}” 1 and 2 are written. What does 1 stand for?")
        if numbered
        else msg("In the column “{heading}” only M is written. What does M stand for?")
    )
    options = (Option("female", msg("Woman (mujer)")), Option("male", msg("Man (masculino)")))
    return Question(question_id("sex.m", key), "sex.m", text, {"heading": heading}, tuple(rows), options)


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
