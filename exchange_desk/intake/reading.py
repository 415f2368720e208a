"""A table becomes rows of values: every column read, names joined, places found, context filled in."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from exchange_desk.intake import context, places
from exchange_desk.intake.columns import PlanColumn
from exchange_desk.intake.concluding import check_period, conclude_countries
from exchange_desk.intake.context import Told, Traces
from exchange_desk.intake.dates import DAY_FIRST, read_period
from exchange_desk.intake.decisions import RowKey
from exchange_desk.intake.directory import KnownCity, Value
from exchange_desk.intake.doubts import CellProblem, CountryName, Option, Question, problem
from exchange_desk.intake.evidence import because
from exchange_desk.intake.fields import DATES
from exchange_desk.intake.lettering import NameCell, name_cell
from exchange_desk.intake.names import Habit
from exchange_desk.intake.only_names import NameText, only_name
from exchange_desk.intake.people import NameCells, name_of
from exchange_desk.intake.places import Clues, Gazetteer
from exchange_desk.intake.profile import looks_like_name
from exchange_desk.intake.settling import CitySettler, Signs
from exchange_desk.intake.survey import (
    ColumnKey,
    Survey,
    Table,
    date_question,
    day_comes_first,
    key_of,
    order_question,
    question_id,
    sex_question,
    written_in,
)
from exchange_desk.intake.texts import text_of
from exchange_desk.intake.values import Reading, Scope, latest_day, read_column, spoken
from exchange_desk.support.language import msg
from exchange_desk.support.problems import Problem
from exchange_desk.support.text import clean, clean_lines
from exchange_desk.workbooks.grid import Mark

_NAME_FIELDS = ("full_name", "given_names", "family_names", "family_name_1", "family_name_2")
_JOINED = {"phone": " / ", "note": "\n", "objective": "\n", "theme": "; "}
_UNSURE_ORDER = 0.12
_TWO_LINES = re.compile(r"\s*(?:\n|;|\s/\s)\s*")


@dataclass(slots=True)
class ReadRow:
    """A row with what was understood. `questions`: ids of the questions it waits for. `city`: the city found."""

    key: RowKey
    values: dict[str, Value]
    problems: list[CellProblem] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    city: KnownCity | None = None
    struck: bool = False


@dataclass
class Readout:
    """All rows of a workbook, table by table, and the questions of whole columns, rows and places.

    `written`: which part stands first in the columns of full names. `evidence`: why columns were read as they were.
    """

    rows: list[list[ReadRow]]
    questions: dict[str, Question]
    told: list[tuple[Told, ...]]
    written: Mapping[ColumnKey, str]
    evidence: Mapping[ColumnKey, tuple[Problem, ...]] = field(default_factory=dict)


class Reader:
    """Reads the tables of one workbook. `answers`: what has been answered so far."""

    def __init__(self, found: Survey, gazetteer: Gazetteer, answers: Mapping[str, str], today: date) -> None:
        self._survey, self._gazetteer, self._answers, self._today = found, gazetteer, answers, today
        self._cities = CitySettler(gazetteer, answers)
        self._open: dict[ColumnKey, list[tuple[RowKey, str, str]]] = defaultdict(list)
        self._asked: dict[str, Question] = {}
        self._reasons: dict[ColumnKey, tuple[Problem, ...]] = {}

    def read(self, tables: Sequence[Table], sender: KnownCity | None) -> Readout:
        sheets = [table.layout.sheet.name for table in tables]
        told = [self._told(table, sender, sheets) for table in tables]
        rows = [self._table(table, known) for table, known in zip(tables, told, strict=True)]
        self._cities.settle_all()
        mails = [mail for table in tables for mail in _mails(table)]
        for found in rows:
            conclude_countries(found, sender, mails)
            for row in found:
                check_period(row)
        self._asked.update(self._column_questions())
        self._asked.update(self._cities.questions())
        return Readout(rows, self._asked, told, self._survey.written, {**self._survey.evidence, **self._reasons})

    def _told(self, table: Table, sender: KnownCity | None, sheets: Sequence[str]) -> tuple[Told, ...]:
        traces = self._traces(table, ())
        land = sender.country if sender else context.country_hint((), traces)
        clues = Clues(of_list=land or "", lands=traces.lands(), speech=traces.speech)
        ask = not sender and not table.columns_of("city", "institution")
        known = context.of_table(table.layout, self._gazetteer, sheets, clues, ask=ask)
        if sender and not any(t.field == "city" for t in known) and not table.columns_of("city", "institution"):
            return (*known, Told("city", sender.name, sender.name))
        return known

    def _table(self, table: Table, told: Sequence[Told]) -> list[ReadRow]:
        layout = table.layout
        rows = [ReadRow((layout.sheet.name, number), {}) for number in layout.rows]
        marks = _marks(table)
        traces = self._traces(table, told)
        hint = context.country_hint(told, traces)
        for column in table.columns:
            if column.field and column.field not in _NAME_FIELDS:
                scope = self._scope(table, column, hint)
                reading = read_column(table.cells(column.column), scope, marks.get(column.column, {}))
                self._take(table, column, reading, rows)
        self._names(table, rows, marks)
        self._places(table, rows, told, Signs(hint, traces.lands(), traces.speech))
        for number in _struck(table):
            rows[number].struck = True
        _comments(table, rows)
        return rows

    def _traces(self, table: Table, told: Sequence[Told]) -> Traces:
        """What the cells say of where the people are; the one city told speaks where no cell names a country."""

        def texts(*fields: str) -> list[str]:
            found = table.columns_of(*fields)
            return [cell for c in found for cell in table.cells(c.column)[:400] if isinstance(cell, str)]

        city = next((t.value for t in told if t.field == "city"), "")
        known = self._gazetteer.find(city, None) if city else None
        countries = [places.country(text) or "" for text in texts("country", "nationality")]
        if known and known.sure and known.why != "size" and not countries:
            countries.append(known.sure.country)
        speech = context.language_of(column.heading for column in table.columns)
        return Traces(countries, texts("email"), texts("phone"), texts("region"), speech)

    def _scope(self, table: Table, column: PlanColumn, hint: str | None) -> Scope:
        key = key_of(column)
        found, by_custom = self._survey, key in self._survey.by_custom
        order, means = found.orders.get(key), found.m_means.get(key)
        if hint and key in found.untold and day_comes_first(hint, {written_in(table)}):
            order, by_custom = DAY_FIRST, True
            self._reasons[key] = (because("date.day_first.country", key[0], country=CountryName(hint)),)
        return Scope(column.field or "", self._today, hint, order, means, by_custom, found.since_1904)

    def _take(self, table: Table, column: PlanColumn, reading: Reading, rows: list[ReadRow]) -> None:
        name = column.field or ""
        joined, spoken_here = _JOINED.get(name, " "), name == "language.mul"
        if name in ("start", "end"):
            self._periods(table, column, reading, rows)
        for i, (row, value) in enumerate(zip(rows, reading.values, strict=True)):
            if value is None:
                continue
            if spoken_here:
                self._languages(row, column, str(value), table)
            elif name.startswith("language."):
                reading.problems[i] = tuple(_speak(row, name, str(value), reading.problems.get(i, ())))
            elif name in row.values and name not in DATES:
                row.values[name] = f"{row.values[name]}{joined}{value}"
            else:
                row.values[name] = value
        for i, found in reading.problems.items():
            rows[i].problems += [CellProblem(column.column, each) for each in found]
        cells = table.cells(column.column) if reading.open else ()
        for i in sorted(reading.open):
            kind = "date.order" if name in DATES else "sex.m"
            rows[i].questions.append(question_id(kind, key_of(column)))
            self._open[key_of(column)].append((rows[i].key, text_of(cells[i]), column.heading))

    def _periods(self, table: Table, column: PlanColumn, reading: Reading, rows: list[ReadRow]) -> None:
        """Both days in one cell ("del 3 al 14 de noviembre de 2026") fill both fields."""
        name = column.field or ""
        order, latest = self._survey.orders.get(key_of(column)), latest_day(name, self._today)
        for i, cell in enumerate(table.cells(column.column)):
            found = read_period(clean(cell), order, latest) if isinstance(cell, str) and i in reading.problems else None
            if found:
                for day, value in zip(("start", "end"), found, strict=True):
                    if day == name or day not in rows[i].values:
                        rows[i].values[day] = value
                del reading.problems[i]

    def _languages(self, row: ReadRow, column: PlanColumn, text: str, table: Table) -> None:
        """Several languages in a cell; the level may stand in the column beside it."""
        mine = table.columns_of("language.mul")
        if len(mine) > 1:
            if column is not mine[0]:
                return
            cells = table.layout.cells[row.key[1]]
            text = ", ".join(_beside([text_of(cells[c.column - 1]) for c in mine]))
        values, found = spoken(text)
        for name, level in values.items():
            found = tuple(_speak(row, name, str(level), found))
        row.problems += [CellProblem(column.column, each) for each in found]

    def _names(self, table: Table, rows: list[ReadRow], marks: Mapping[int, Mapping[int, Mark]]) -> None:
        columns = {name: [c for c in table.columns if c.field == name] for name in _NAME_FIELDS}

        def texts(column: PlanColumn) -> tuple[int, list[str]]:
            scope = Scope(column.field or "", self._today)
            reading = read_column(table.cells(column.column), scope, marks.get(column.column, {}))
            for i, found in reading.problems.items():
                rows[i].problems += [CellProblem(column.column, each) for each in found]
            return column.column, [self._name_text(row, column, v) for row, v in zip(rows, reading.values, strict=True)]

        full = texts(columns["full_name"][0]) if columns["full_name"] else None
        given = tuple(texts(c) for c in columns["given_names"])
        family = tuple(texts(c) for name in _NAME_FIELDS[2:] for c in columns[name])
        cells = NameCells(full, given, family)
        habit = self._survey.habits.get(key_of(columns["full_name"][0]), Habit()) if full else Habit()
        for i, row in enumerate(rows):
            if full and len(full[1][i]) > 12:
                full[1][i] = self._one_person(row, full[1][i], table.layout.cells[row.key[1]][full[0] - 1])
            name = name_of(cells, i, habit, str(row.values.get("email") or "") or None, table.countries[i])
            for field_name, text in (("given_names", name.given), ("family_names", name.family)):
                if text:
                    row.values[field_name] = text
            if name.honorific:
                row.values.setdefault("honorific", name.honorific)
            row.problems += name.problems
            told = any(found.problem.key == "name.open" for found in row.problems)
            if not name.given and not name.family and not told:
                row.problems.append(CellProblem(cells.first_column, problem("name.missing", "given_names")))
        if full and habit.sure < _UNSURE_ORDER and not columns["family_names"]:
            self._unsure_order(columns["full_name"][0], full[1], rows)

    @staticmethod
    def _name_text(row: ReadRow, column: PlanColumn, value: Value | None) -> str:
        """The name of a cell; a remark in brackets and a nickname go to the notes, a mark after it is told."""
        only = only_name(str(value)) if value is not None else NameText("")
        if only.why:
            row.problems.append(CellProblem(column.column, problem(only.why, column.field, value=str(value))))
        found = name_cell(only.text) if only.text else NameCell("")
        if found.mark:
            row.problems.append(CellProblem(column.column, problem("name.mark", column.field, mark=found.mark)))
        for kind, text in (("remark", found.remark), ("nickname", found.nickname)):
            if text:
                row.values["note"] = f"{row.values.get('note', '')}\n{text}".strip()
                row.problems.append(CellProblem(column.column, problem(f"name.{kind}", "note", **{kind: text})))
        return found.name

    def _one_person(self, row: ReadRow, text: str, cell: object) -> str:
        """Two people in one cell: asked, and until then the first is shown."""
        lines = _TWO_LINES.split(clean_lines(str(cell)))
        if len(lines) != 2 or not all(looks_like_name(line) for line in lines):
            return text
        asked = f"people:{row.key[0]}!{row.key[1]}"
        answer = self._answers.get(asked)
        if answer in ("first", "second"):
            return clean(lines[answer == "second"])
        if answer == "one":
            return text
        row.questions.append(asked)
        self._asked[asked] = Question(
            asked,
            "name.two_people",
            msg("The cell seems to name two people: “{first}” and “{second}”. Which one does the row stand for?"),
            {"first": lines[0], "second": lines[1]},
            (row.key,),
            (Option("first", lines[0]), Option("second", lines[1]), Option("one", msg("It is one person"))),
        )
        return clean(lines[0])

    def _unsure_order(self, column: PlanColumn, texts: Sequence[str], rows: list[ReadRow]) -> None:
        key = key_of(column)
        unsure = [
            (row, text) for row, text in zip(rows, texts, strict=True) if len(text.split()) > 1 and "," not in text
        ]
        for row, text in unsure:
            row.questions.append(question_id("name.order", key))
            self._open[key].append((row.key, text, column.heading))

    def _places(self, table: Table, rows: list[ReadRow], told: Sequence[Told], signs: Signs) -> None:
        by_group = {
            text: context.of_group(text, self._gazetteer, signs.hint) for text in set(table.layout.groups.values())
        }
        city_column = next((c.column for c in table.columns_of("city", "institution")), 0)
        for row in rows:
            group = by_group.get(table.layout.groups.get(row.key[1], ""))
            _fill(row, (group, *told) if group else told)
        self._cities.take(rows, city_column, signs)

    def _column_questions(self) -> dict[str, Question]:
        asked: dict[str, Question] = {}
        for key, found in self._open.items():
            waiting = [row for row, _, _ in found]
            if key[0] in DATES:
                question = date_question(key, found[0][1], waiting, latest_day(key[0], self._today))
            elif key[0] == "sex":
                question = sex_question(key, found[0][2], found[0][1], waiting)
            else:
                question = order_question(key, found[0][1], waiting)
            asked[question.id] = question
        return asked


def _speak(row: ReadRow, name: str, level: str, doubts: Sequence[Problem]) -> Sequence[Problem]:
    """Put a level into the row; of two, a certified one stays before an approximate one, then the first.

    Returns the doubts that remain about the level kept.
    """
    mine = [each for each in doubts if each.key == "language.approximate" and each.field == name]
    rough = [p for p in row.problems if p.problem.key == "language.approximate" and p.problem.field == name]
    if row.values.get(name) and not (level and rough and not mine):
        return [each for each in doubts if each not in mine]
    row.values[name] = level
    row.problems = [p for p in row.problems if p not in rough]
    return doubts


def _mails(table: Table) -> list[str]:
    return [cell for c in table.columns_of("email") for cell in table.cells(c.column) if isinstance(cell, str)]


def _beside(texts: Sequence[str]) -> list[str]:
    """ "Inglés" beside "B2" become "Inglés B2"; a language stands first in each piece."""
    joined: list[str] = []
    for text in texts:
        if joined and text and not spoken(text)[0]:
            joined[-1] = f"{joined[-1]} {text}"
        elif text:
            joined.append(text)
    return joined


def _fill(row: ReadRow, told: Sequence[Told]) -> None:
    """What the titles say, where the row itself says nothing; always with the source."""
    for each in told:
        if each.field in row.values:
            continue
        value = each.value
        if each.field == "country":
            value = places.country(value) or ""
        if value:
            row.values[each.field] = value
            key = f"context.{each.field}"
            row.problems.append(CellProblem(0, problem(key, each.field, value=value, source=each.source)))


def _marks(table: Table) -> dict[int, dict[int, Mark]]:
    """Column → position among the rows → mark, for the cells whose mark changes what they say."""
    position = {number: i for i, number in enumerate(table.layout.rows)}
    found: dict[int, dict[int, Mark]] = defaultdict(dict)
    for (row, column), mark in table.layout.sheet.marks.items():
        if row in position and (mark.error or mark.uncalculated or mark.digits):
            found[column][position[row]] = mark
    return found


def _comments(table: Table, rows: Sequence[ReadRow]) -> None:
    """What somebody pinned on a cell is shown with its row."""
    position = {number: i for i, number in enumerate(table.layout.rows)}
    for (row, column), mark in table.layout.sheet.marks.items():
        if mark.comment and row in position:
            found = problem("cell.comment", None, text=clean(mark.comment))
            rows[position[row]].problems.append(CellProblem(column, found))


def _struck(table: Table) -> list[int]:
    """Positions of the rows whose name is struck through."""
    naming = {c.column for c in table.columns if c.field in _NAME_FIELDS}
    position = {number: i for i, number in enumerate(table.layout.rows)}
    marks = table.layout.sheet.marks.items()
    return sorted({position[r] for (r, c), mark in marks if mark.strike and c in naming and r in position})
