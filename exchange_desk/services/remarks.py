"""What a sender can put right in a list, in words for the sender; nothing of what the desk decides by itself."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made_by
from datetime import date, timedelta
from typing import Any

from exchange_desk.intake.columns import PlanColumn
from exchange_desk.intake.decisions import RowKey
from exchange_desk.intake.doubts import Question
from exchange_desk.intake.judging import Outcome, PlanRow
from exchange_desk.intake.plan import ImportPlan, PlanTable
from exchange_desk.intake.survey import key_of, question_id
from exchange_desk.intake.texts import text_of
from exchange_desk.model import Programme
from exchange_desk.support.language import Language, msg
from exchange_desk.support.text import fold
from exchange_desk.workbooks.grid import Mark, Sheet

_WHOLE_ADDRESS = msg("Write the whole address, for example maria@example.org.")
_TWO_NAMES = msg("Write the given names in one column and the family names in another, as in the passport.")
_SPELLING = msg("Check how the city is written and add the country.")
_HINT = msg("Perhaps “{hint}” is meant. Write the address as it really is.")

ADVICE: Mapping[str, tuple[str, str]] = {
    "name.missing": (msg("The row has no name."), msg("Write the given names and the family names.")),
    "name.only_one": (
        msg("Only one part of the name is given."),
        msg("Write both the given names and the family names, as in the passport."),
    ),
    "name.split_doubtful": (msg("It is not clear where the family names begin."), _TWO_NAMES),
    "name.repeated": (msg("The same text stands in two columns for names."), _TWO_NAMES),
    "email.no_at": (msg("The e-mail has no @."), _WHOLE_ADDRESS),
    "email.form": (msg("The e-mail is not complete."), _WHOLE_ADDRESS),
    "email.hint": (msg("The e-mail is not complete."), _HINT),
    "email.marks": (msg("The e-mail has letters with marks, which most mail systems refuse."), _HINT),
    "phone.unread": (
        msg("This is not a phone number."),
        msg("Write the number with the codes of the country and the area."),
    ),
    "date.unread": (msg("The date could not be read."), msg("Write year, month and day, for example 1980-03-12.")),
    "date.unlikely": (msg("The date is not likely here."), msg("Check day, month and year.")),
    "sex.unread": (msg("It is not clear what is meant here."), msg("Write woman, man or other in full.")),
    "country.unread": (
        msg("No country of this name is known."),
        msg("Write the usual name of the country."),
    ),
    "period.reversed": (msg("The period ends before it starts."), msg("Check the first and the last day.")),
    "language.unread": (
        msg("The language or its level could not be read."),
        msg("Write the language and its level from A1 to C2, for example English B2."),
    ),
    "city.unknown": (msg("This city is not known here."), _SPELLING),
    "city.no_country": (msg("This city is not known here and its country is not given."), _SPELLING),
    "cell.error": (msg("The cell shows an error instead of a value."), msg("Write the value itself.")),
    "cell.uncalculated": (
        msg("The cell holds a formula without its result."),
        msg("Open the list in Excel, save it and send it again."),
    ),
    "text.lost": (msg("Some letters seem to be lost here."), msg("Write the text once more, with all its accents.")),
}
"""Key of a problem → what a sender is told about it, and what to do. Keys that are not here stay within the desk."""

ASKED: Mapping[str, tuple[str, str]] = {
    "date.order": (
        msg("It is not clear whether the day or the month comes first in this column."),
        msg("Write year, month and day, for example 1980-03-12."),
    ),
    "name.order": (msg("It is not clear which part of the names in this column is the family name."), _TWO_NAMES),
    "sex.m": (
        msg("Only M is written in this column; it may stand for a woman or for a man."),
        msg("Write woman, man or other in full."),
    ),
    "name.two_people": (msg("The cell seems to name two people."), msg("Write each person in a row of their own.")),
    "city.homonym": (msg("Several cities have this name."), msg("Add the state or region and the country.")),
    "city.similar": (msg("This city is not known here."), _SPELLING),
    "city.elsewhere": (msg("This city is not known here in the country given."), _SPELLING),
    "row.struck": (msg("The name is struck through."), msg("Say whether this person has withdrawn.")),
}
"""The same for open questions that the sender knows the answer to; who somebody is, the desk finds out itself."""

_EACH = ("name.two_people", "row.struck")
"""Questions that each row is told of; of the others one row stands for all."""
_ONCE = ("city.unknown", "city.no_country", "country.unread", "cell.uncalculated")
"""Problems told once for all rows in which the same text stands in the same column."""

_NUMBERS = ("passport_number", "national_id")
_LIKE_A_NUMBER = re.compile(r"\b(?=\w*\d{4})\w{6,}\b")
_SOURCES = {
    "email": ("email", "phone"),
    "given_names": ("given_names", "full_name"),
    "family_names": ("family_names", "family_name_1", "full_name"),
    "city": ("city", "institution"),
}
"""Field → the columns that can say it, the first that a list has before the others."""

_ABSENT = (msg("The list has no column for this."), msg("Add the column and fill it in."))
_EMPTY = (msg("The value is missing."), msg("Write it in this cell."))
_NO_CONTACT = (msg("Neither an e-mail nor a phone is given."), _WHOLE_ADDRESS)
_EXPIRED = (
    msg("The passport has expired."),
    msg("Write the number and the last valid day of the new passport once it is renewed."),
)
_TOO_SHORT = (
    msg("The passport must be valid until {day}."),
    msg("Write the number and the last valid day of the new passport once it is renewed."),
)


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to put right. `row` 0: about the whole table; `column` 0: about no single cell.

    `field`: the import field, where it is known. `text` and `help` are messages with `params`. `rows`: all rows it
    holds for, of which `row` is the first. `received`: what the cell said, document numbers by their last four signs.
    """

    sheet: str
    row: int
    column: int
    field: str | None
    person: str
    heading: str
    received: str
    text: str
    help: str
    rows: tuple[RowKey, ...]
    params: Mapping[str, Any] = made_by(default_factory=dict)

    def why(self, lang: Language) -> str:
        said = lang(self.text, **self.params)
        count = len(self.rows)
        return lang("{problem} This holds for {n} rows.", problem=said, n=count) if count > 1 else said

    def how(self, lang: Language) -> str:
        return lang(self.help, **self.params)


def remarks(plan: ImportPlan, programme: Programme | None) -> list[Remark]:
    """What the sender of a list is told, in the order of the file. `programme`: what it asks for is asked for."""
    sheets = {sheet.name: sheet for sheet in plan.workbook.sheets}
    found: list[Remark] = []
    for table in plan.tables:
        teller = _Teller(plan, table, sheets[table.sheet], programme)
        here = [*teller.absent(), *teller.asked(), *(r for row in table.rows for r in teller.about(row))]
        found += sorted(_once(here), key=lambda remark: (remark.row, remark.column))
    return found


class _Teller:
    """Puts together what is said about one table."""

    def __init__(self, plan: ImportPlan, table: PlanTable, sheet: Sheet, programme: Programme | None) -> None:
        self._plan, self._table, self._sheet, self._programme = plan, table, sheet, programme
        self._columns = {column.column: column for column in table.columns}
        self._rows = {row.row: row for row in table.rows}
        self._more = _said_elsewhere(plan)
        self._needed = tuple(_needed(plan, programme))

    def absent(self) -> Iterator[Remark]:
        """What the programme needs and the list has no column for, once for all rows that lack it."""
        for name in self._needed:
            lacking = [row for row in self._table.rows if self._lacks(row, name)] if not self._at(name) else []
            if lacking:
                keys = tuple((row.sheet, row.row) for row in lacking)
                yield replace(self._remark(None, 0, name, _ABSENT), rows=keys)

    def asked(self) -> Iterator[Remark]:
        """Open questions that the sender knows the answer to."""
        for question in self._plan.questions:
            told = ASKED.get(question.key)
            mine = [self._rows[n] for sheet, n in question.rows if sheet == self._sheet.name and n in self._rows]
            if not told or not mine:
                continue
            column = self._asked_column(question)
            name = column.field if column else None
            made = [self._remark(row, column.column if column else 0, name, told) for row in mine]
            keys = tuple((row.sheet, row.row) for row in mine)
            yield from made if question.key in _EACH else [replace(made[0], rows=keys)]

    def about(self, row: PlanRow) -> Iterator[Remark]:
        if row.outcome is Outcome.SKIPPED:
            return
        for each in row.problems:
            told = ADVICE.get(each.problem.key)
            if told:
                name = each.problem.field
                at = each.column or (self._at(name) if name else 0)
                yield self._remark(row, at, name, told, **each.problem.params)
        if row.outcome is not Outcome.REFUSED:
            yield from self._missing(row)
            yield from self._passport(row)

    def _missing(self, row: PlanRow) -> Iterator[Remark]:
        for name in self._needed:
            if self._at(name) and self._lacks(row, name):
                yield self._remark(row, self._at(name), name, _NO_CONTACT if name == "email" else _EMPTY)

    def _passport(self, row: PlanRow) -> Iterator[Remark]:
        expiry = row.values.get("passport_expiry")
        doubted = any(p.problem.field == "passport_expiry" and p.problem.key in ADVICE for p in row.problems)
        if not isinstance(expiry, date) or doubted:
            return
        needed = self._valid_until(row)
        if expiry < self._plan.ground.today:
            yield self._remark(row, self._at("passport_expiry"), "passport_expiry", _EXPIRED)
        elif needed and expiry < needed:
            yield self._remark(row, self._at("passport_expiry"), "passport_expiry", _TOO_SHORT, day=needed)

    def _valid_until(self, row: PlanRow) -> date | None:
        """As `rules.eligibility.check_passport` counts it: the last day a stay could end, and the margin."""
        programme = self._programme
        if programme is None or programme.passport_margin_days is None:
            return None
        days = [day for day in (programme.ends_on, row.values.get("end")) if isinstance(day, date)]
        return min(days) + timedelta(days=programme.passport_margin_days) if days else None

    def _lacks(self, row: PlanRow, name: str) -> bool:
        """Does neither the row, nor another row of the person, nor the desk say it, and is the cell really empty?"""
        if row.outcome in (Outcome.SKIPPED, Outcome.REFUSED) or row.joined:
            return False
        said = set(row.values) | self._more.get((row.sheet, row.row), set())
        if row.match and row.match.id and row.outcome in (Outcome.UPDATE, Outcome.SAME):
            said |= set(self._plan.ground.people[row.match.id].values)
        sources = _SOURCES.get(name, (name,))
        return said.isdisjoint(sources) and not any(self._written(row, c) for c in self._columns_of(sources))

    def _written(self, row: PlanRow, column: int) -> bool:
        mark = self._mark(row, column)
        return bool(mark and (mark.error or mark.uncalculated)) or bool(
            text_of(self._sheet.value(row.row, column), lines=True)
        )

    def _columns_of(self, fields: Sequence[str]) -> list[int]:
        return [column.column for name in fields for column in self._table.columns if column.field == name]

    def _at(self, name: str) -> int:
        """The column that holds a field; 0 when the list has none."""
        return next(iter(self._columns_of(_SOURCES.get(name, (name,)))), 0)

    def _asked_column(self, question: Question) -> PlanColumn | None:
        """The column a question is about: its id names the heading, or its kind the field."""
        named = (c for c in self._table.columns if question_id(question.key, key_of(c)) == question.id)
        name = "city" if question.key.startswith("city.") else "given_names"
        return next(named, None) or self._columns.get(self._at(name))

    def _mark(self, row: PlanRow, column: int) -> Mark | None:
        return self._sheet.marks.get((row.row, column))

    def _remark(self, row: PlanRow | None, at: int, name: str | None, told: tuple[str, str], **params: Any) -> Remark:
        column = self._columns.get(at)
        number, person = (row.row, row.name) if row else (0, "")
        received = self._received(row, at, name) if row and at else ""
        heading = " ".join(column.heading.split()) if column else ""
        keys = ((row.sheet, row.row),) if row else ()
        return Remark(self._sheet.name, number, at, name, person, heading, received, *told, keys, params)

    def _received(self, row: PlanRow, at: int, name: str | None) -> str:
        """What the cell says, as it came; numbers of documents covered wherever they stand."""
        mark = self._mark(row, at)
        if mark and mark.error:
            return mark.error
        column = self._columns.get(at)
        value = self._sheet.value(row.row, at)
        text = value.isoformat()[:10] if isinstance(value, date) else text_of(value, mark, lines=True)
        if column and column.field in _NUMBERS:
            return covered(text)
        for number in (str(row.values.get(each) or "") for each in _NUMBERS):
            text = text.replace(number, covered(number)) if len(number) > 3 else text
        return _LIKE_A_NUMBER.sub(lambda m: covered(m[0]), text) if name in _DATES else text


_DATES = ("birth_date", "passport_expiry", "start", "end")
"""Under these headings a number that is no date is likely that of a document, one column too far."""


def covered(number: str) -> str:
    """A document number as it may be sent: its last four signs, of a short one none."""
    return f"•••• {number[-4:]}" if len(number) > 6 else "••••" if number else ""


def _needed(plan: ImportPlan, programme: Programme | None) -> Iterator[str]:
    """What a nomination cannot do without (`rules.eligibility.missing`), as import fields. A lacking name the intake
    tells of by itself."""
    yield "email"
    if programme and not plan.ground.origin.sender:
        yield "city"
    if programme and (programme.min_age is not None or programme.max_age is not None):
        yield "birth_date"
    if programme and programme.passport_margin_days is not None:
        yield "passport_expiry"


def _said_elsewhere(plan: ImportPlan) -> dict[RowKey, set[str]]:
    """Row → fields that later rows of the same person add to it."""
    found: dict[RowKey, set[str]] = {}
    for row in plan.rows:
        if row.joined:
            found.setdefault(row.joined, set()).update(row.values)
    return found


_ONCE_TEXTS = frozenset(ADVICE[key][0] for key in _ONCE)


def _once(found: Iterable[Remark]) -> list[Remark]:
    """The same thing about the same text in one column is one remark."""
    kept: dict[tuple[Any, ...], Remark] = {}
    for place, remark in enumerate(found):
        same = (remark.text, remark.column, fold(remark.received)) if remark.text in _ONCE_TEXTS else (place,)
        first = kept.get(same)
        kept[same] = replace(first, rows=first.rows + remark.rows) if first else remark
    return list(kept.values())
