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
from exchange_desk.intake.layout import Layout
from exchange_desk.intake.plan import ImportPlan, PlanTable
from exchange_desk.intake.survey import key_of, question_id
from exchange_desk.intake.texts import text_of
from exchange_desk.model import HostOffer, OfferStatus, Official, Programme
from exchange_desk.rules.eligibility import age_verdict
from exchange_desk.rules.verdict import LanguageName, spoken
from exchange_desk.services.advice import (
    ABSENT,
    ADVICE,
    ASKED,
    EMPTY,
    EXPIRED,
    GONE,
    NO_CONTACT,
    NO_LANGUAGE,
    OTHER_PERSON,
    TOO_SHORT,
)
from exchange_desk.support.language import Language
from exchange_desk.support.text import fold
from exchange_desk.workbooks.grid import Mark, Sheet

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

_MANY = 4
"""So many rows with the same thing to put right are told in one line."""

_LANGUAGE = "language."
_CLOSED = (OfferStatus.CLOSED, OfferStatus.WITHDRAWN)


@dataclass(frozen=True)
class Asked:
    """What the sender's people are nominated for: the programme, and the languages its hosts can work in.

    `languages`: two-letter codes, where every host asks for one and none is that of the sender's city; else none.
    """

    programme: Programme | None = None
    languages: tuple[str, ...] = ()


def asked_by(programme: Programme | None, offers: Iterable[HostOffer], home: str) -> Asked:
    """`home`: the working language of the sending city; lists seldom state it, and nobody is asked to prove it."""
    open_ = [offer for offer in offers if offer.status not in _CLOSED]
    admitted = {need.language for offer in open_ for need in offer.languages}
    needed = bool(open_) and home not in admitted and all(offer.languages for offer in open_)
    return Asked(programme, tuple(sorted(admitted)) if needed else ())


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to put right. `row` 0: about the whole table; `column` 0: about no single cell.

    `field`: the import field, where it is known. `text` and `help` are messages with `params`. `rows`: all rows it
    holds for, of which the first is told; `cells` and `people`: their cells in the sheet, and whom they are about.
    `received`: what the cell said, document numbers by their last four signs.
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
    cells: tuple[tuple[int, int], ...] = ()
    people: tuple[str, ...] = ()

    def why(self, lang: Language) -> str:
        said = self.alone(lang)
        count = len(self.rows)
        return lang("{problem} This holds for {n} rows.", problem=said, n=count) if count > 1 else said

    def alone(self, lang: Language) -> str:
        """Why, as one of the cells is told."""
        return lang(self.text, **{name: spoken(value, lang) for name, value in self.params.items()})

    def how(self, lang: Language) -> str:
        return lang(self.help, **self.params)


def remarks(plan: ImportPlan, asked: Asked) -> list[Remark]:
    """What the sender of a list is told, in the order of the file; what the programme asks for is asked for."""
    found = list(_gone(plan))
    for table, layout in zip(plan.tables, (each.layout for each in plan.understood), strict=True):
        teller = _Teller(plan, table, layout, asked)
        here = [*teller.absent(), *teller.asked(), *(r for row in table.rows for r in teller.about(row))]
        found += sorted(_once(here), key=lambda remark: (remark.row, remark.column))
    return found


def _gone(plan: ImportPlan) -> Iterator[Remark]:
    """People of an earlier list who are missing and of whom nobody has said yet what became of them."""
    names = [person.name for person in plan.missing if not person.decision]
    if names:
        yield Remark(plan.tables[0].sheet, 0, 0, None, "", "", "", *GONE, (), {"names": names})


class _Teller:
    """Puts together what is said about one table."""

    def __init__(self, plan: ImportPlan, table: PlanTable, layout: Layout, asked: Asked) -> None:
        self._plan, self._table, self._layout, self._programme = plan, table, layout, asked.programme
        self._sheet: Sheet = layout.sheet
        self._languages = asked.languages
        self._columns = {column.column: column for column in table.columns}
        self._rows = {row.row: row for row in table.rows}
        self._more = _said_elsewhere(plan)
        self._needed = tuple(_needed(plan, asked))

    def absent(self) -> Iterator[Remark]:
        """What the programme needs and the list has no column for, once for all rows that lack it."""
        for name in self._needed:
            lacking = [row for row in self._table.rows if self._lacks(row, name)] if not self._at(name) else []
            if lacking:
                keys = tuple((row.sheet, row.row) for row in lacking)
                told, more = self._lacking(name, ABSENT)
                yield replace(self._remark(None, 0, _field(name), told, **more), rows=keys)

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
            yield from made if question.key in _EACH else [_joined(made)]

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
            yield from self._age(row)

    def _missing(self, row: PlanRow) -> Iterator[Remark]:
        for name in self._needed:
            if self._at(name) and self._lacks(row, name):
                told, more = self._lacking(name, NO_CONTACT if name == "email" else EMPTY)
                yield self._remark(row, self._at(name), _field(name), told, **more)

    def _lacking(self, name: str, told: tuple[str, str]) -> tuple[tuple[str, str], dict[str, Any]]:
        return (
            (NO_LANGUAGE, {"languages": [LanguageName(code) for code in self._languages]})
            if name == _LANGUAGE
            else (told, {})
        )

    def _age(self, row: PlanRow) -> Iterator[Remark]:
        """As `rules.eligibility.check_age` judges it; only the sender can say whether the day is right."""
        born, programme = row.values.get("birth_date"), self._programme
        doubted = any(p.problem.field == "birth_date" and p.problem.key in ADVICE for p in row.problems)
        if not isinstance(born, date) or programme is None or doubted:
            return
        days = [day for day in (programme.starts_on, row.values.get("start")) if isinstance(day, date)]
        first = max(days, default=self._plan.ground.today)
        found = age_verdict(Official(given_names="", family_names="", birth_date=born), programme, first)
        if found:
            told = (found.text, OTHER_PERSON)
            yield self._remark(row, self._at("birth_date"), "birth_date", told, **found.params)

    def _passport(self, row: PlanRow) -> Iterator[Remark]:
        expiry = row.values.get("passport_expiry")
        doubted = any(p.problem.field == "passport_expiry" and p.problem.key in ADVICE for p in row.problems)
        if not isinstance(expiry, date) or doubted:
            return
        needed = self._valid_until(row)
        if expiry < self._plan.ground.today:
            yield self._remark(row, self._at("passport_expiry"), "passport_expiry", EXPIRED)
        elif needed and expiry < needed:
            yield self._remark(row, self._at("passport_expiry"), "passport_expiry", TOO_SHORT, day=needed)

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
        if name == _LANGUAGE and any(each.startswith(_LANGUAGE) for each in said):
            return False
        sources = _SOURCES.get(name, (name,))
        return said.isdisjoint(sources) and not any(self._written(row, c) for c in self._columns_of(sources))

    def _written(self, row: PlanRow, column: int) -> bool:
        mark = self._mark(row, column)
        return bool(mark and (mark.error or mark.uncalculated)) or bool(
            text_of(self._layout.cells[row.row][column - 1], lines=True)
        )

    def _columns_of(self, fields: Sequence[str]) -> list[int]:
        if _LANGUAGE in fields:
            return [column.column for column in self._table.columns if (column.field or "").startswith(_LANGUAGE)]
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
        return self._sheet.marks.get(self._table.where(row.row, column))

    def _remark(self, row: PlanRow | None, at: int, name: str | None, told: tuple[str, str], **params: Any) -> Remark:
        column = self._columns.get(at)
        person = row.name if row else ""
        place = self._table.where(row.row, at) if row else (0, 0)
        received = self._received(row, at, name) if row and at else ""
        heading = " ".join(column.heading.split()) if column else ""
        keys = ((row.sheet, row.row),) if row else ()
        cells, people = (place,) if at and all(place) else (), (person,) if person else ()
        return Remark(self._sheet.name, *place, name, person, heading, received, *told, keys, params, cells, people)

    def _received(self, row: PlanRow, at: int, name: str | None) -> str:
        """What the cell says, as it came; numbers of documents covered wherever they stand."""
        mark = self._mark(row, at)
        if mark and mark.error:
            return mark.error
        column = self._columns.get(at)
        value = self._layout.cells[row.row][at - 1]
        text = value.isoformat()[:10] if isinstance(value, date) else text_of(value, mark, lines=True)
        if column and column.field in _NUMBERS:
            return covered(text)
        for number in (str(row.values.get(each) or "") for each in _NUMBERS):
            text = text.replace(number, covered(number)) if len(number) > 3 else text
        return _LIKE_A_NUMBER.sub(lambda m: covered(m[0]), text) if name in _DATES else text


_DATES = ("birth_date", "passport_expiry", "start", "end")
"""Under these headings a number that is no date is likely that of a document, one column too far."""


def _field(name: str) -> str:
    return "language.mul" if name == _LANGUAGE else name


def covered(number: str) -> str:
    """A document number as it may be sent: its last four signs, of a short one none."""
    return f"•••• {number[-4:]}" if len(number) > 6 else "••••" if number else ""


def _needed(plan: ImportPlan, asked: Asked) -> Iterator[str]:
    """What a nomination cannot do without (`rules.eligibility.missing`), as import fields. A lacking name the intake
    tells of by itself."""
    programme = asked.programme
    yield "email"
    if programme and not plan.ground.origin.sender:
        yield "city"
    if programme and (programme.min_age is not None or programme.max_age is not None):
        yield "birth_date"
    if programme and programme.passport_margin_days is not None:
        yield "passport_expiry"
    if asked.languages:
        yield _LANGUAGE


def _said_elsewhere(plan: ImportPlan) -> dict[RowKey, set[str]]:
    """Row → fields that later rows of the same person add to it."""
    found: dict[RowKey, set[str]] = {}
    for row in plan.rows:
        if row.joined:
            found.setdefault(row.joined, set()).update(row.values)
    return found


_ONCE_TEXTS = frozenset(ADVICE[key][0] for key in _ONCE)


def _once(found: Iterable[Remark]) -> list[Remark]:
    """The same thing about the same text in one column is one remark: some always, others where there are many."""
    alike: dict[tuple[Any, ...], list[Remark]] = {}
    for remark in found:
        said = (remark.text, remark.help, repr(sorted(remark.params.items())), remark.heading, remark.field)
        alike.setdefault((*said, fold(remark.received)), []).append(remark)
    kept: list[Remark] = []
    for same in alike.values():
        join = same[0].text in _ONCE_TEXTS or (len(same) >= _MANY and all(remark.cells for remark in same))
        kept += [_joined(same)] if join else same
    return kept


def _joined(same: Sequence[Remark]) -> Remark:
    """One remark for all, told by the first."""
    rows = dict.fromkeys(key for remark in same for key in remark.rows)
    cells = dict.fromkeys(cell for remark in same for cell in remark.cells)
    people = dict.fromkeys(name for remark in same for name in remark.people)
    return replace(same[0], rows=tuple(rows), cells=tuple(cells), people=tuple(people))
