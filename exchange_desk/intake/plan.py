"""A list as a plan: what was understood, what becomes of each row, what is still to be asked. Nothing is written.

A plan is a value. Answering a question or correcting something gives a new plan; the parts that do not depend on it
are taken over as they are.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Self

from exchange_desk.intake import collector, leaving, returning
from exchange_desk.intake.acquaintances import Acquaintances
from exchange_desk.intake.columns import Hints, PlanColumn, understand
from exchange_desk.intake.context import Told
from exchange_desk.intake.decisions import Decisions, RowKey, Stage
from exchange_desk.intake.directory import NOBODY, Directory, KnownCity, KnownPerson
from exchange_desk.intake.doubts import Question
from exchange_desk.intake.earlier import (
    MISSING,
    ONE_MISSING,
    EarlierList,
    Missing,
    Said,
    absent,
    is_answer_to,
    missing_of,
    notes_of,
    question_of,
    raw_text,
    versions_of,
)
from exchange_desk.intake.fills import fills_of
from exchange_desk.intake.judging import Judge, Outcome, PlanRow
from exchange_desk.intake.layout import Layout, SetAside
from exchange_desk.intake.name_columns import straightened
from exchange_desk.intake.notes import notes_on
from exchange_desk.intake.places import Gazetteer
from exchange_desk.intake.placing import AS_IT_STANDS, Placing
from exchange_desk.intake.reading import Reader, Readout, ReadRow
from exchange_desk.intake.repeating import ask, filled_down
from exchange_desk.intake.returning import Returning
from exchange_desk.intake.revising import Revisable
from exchange_desk.intake.sheets import SheetAside, lay_out, with_people
from exchange_desk.intake.survey import Table, key_of, survey
from exchange_desk.intake.template import fields_of
from exchange_desk.intake.texts import text_of
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import DeskError, Problem, Severity
from exchange_desk.support.progress import SILENT, Progress
from exchange_desk.support.text import fold
from exchange_desk.workbooks.grid import Sheet, Workbook

_NAMES = ("given_names", "family_names")
_LATE = ("person", "struck:", "filled:", MISSING, ONE_MISSING, returning.ENDED, returning.ONE_ENDED)
"""Questions whose answers change nothing that was read."""


@dataclass(frozen=True)
class PlanTable:
    """One table of the file. `told`: what titles and sheet name say about all rows.

    `placing`: where its rows and columns stand in the sheet. A form, a list on its side and lists beside each other
    number them differently; whoever names a cell to people, or corrects one, asks `where`.
    """

    sheet: str
    header_rows: tuple[int, ...]
    columns: tuple[PlanColumn, ...]
    rows: tuple[PlanRow, ...]
    set_aside: tuple[SetAside, ...]
    told: tuple[Told, ...] = ()
    placing: Placing = AS_IT_STANDS

    @property
    def first_row(self) -> int:
        """The sheet's row in which the people begin; 0 when there are none."""
        return self._row(0) if not self.placing.turned else min((self.where(r.row, 0)[0] for r in self.rows), default=0)

    @property
    def last_row(self) -> int:
        return (
            self._row(-1) if not self.placing.turned else max((self.where(r.row, 0)[0] for r in self.rows), default=0)
        )

    def _row(self, position: int) -> int:
        return self.rows[position].row if self.rows else 0

    def where(self, row: int, column: int) -> tuple[int, int]:
        """Row and column of the sheet's cell in which a value of the table stands; column 0: where the row begins."""
        return self.placing.where(row, column)


@dataclass(frozen=True)
class Origin:
    """Where a list comes from and what it is for: the file, the programme's id, the sending city's id.

    `content`: the bytes of a list that lies in no file (pasted, or taken up again).
    """

    path: Path | None = None
    programme: str | None = None
    sender: str | None = None
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Ground:
    """What stays the same however a plan is answered."""

    workbook: Workbook
    directory: Directory
    origin: Origin
    today: date
    gazetteer: Gazetteer
    acquaintances: Acquaintances

    @property
    def people(self) -> Mapping[str, KnownPerson]:
        """Those known people whom a row is or may be."""
        return self.acquaintances.people


@dataclass(frozen=True)
class ImportPlan(Revisable):
    """Made by `read_plan`. `rows read` = the sum of `totals()` over all outcomes, always.

    `earlier`: the lists of which this one is a later version, the newest first; `missing`: whom they put forward and
    this one does not; `returning`: whose nominations have ended.
    """

    tables: tuple[PlanTable, ...]
    sheets_aside: tuple[SheetAside, ...]
    questions: tuple[Question, ...]
    notes: tuple[Problem, ...]
    decisions: Decisions
    ground: Ground = field(repr=False)
    understood: tuple[Table, ...] = field(repr=False)
    readout: Readout = field(repr=False)
    earlier: tuple[EarlierList, ...] = field(default=(), repr=False)
    missing: tuple[Missing, ...] = ()
    returning: tuple[Returning, ...] = ()

    @property
    def workbook(self) -> Workbook:
        return self.ground.workbook

    @property
    def rows(self) -> Iterator[PlanRow]:
        for table in self.tables:
            yield from table.rows

    def totals(self) -> dict[str, int]:
        """ "rows" and each outcome → number of rows."""
        counted = Counter(str(row.outcome) for row in self.rows)
        return {"rows": sum(counted.values()), **{str(o): counted[str(o)] for o in Outcome}}

    @property
    def from_template(self) -> bool:
        """Is it a copy of the desk's own template with no column renamed or added, so that none need be looked at?"""
        return all(column.how == "template" for table in self.tables for column in table.columns)

    @property
    def is_clean(self) -> bool:
        """Is there nothing to ask, nothing to correct, and every row taken?"""
        told = (*self.notes, *(found.problem for row in self.rows for found in row.problems))
        open_ = any(row.outcome in (Outcome.WAITING, Outcome.REFUSED) for row in self.rows)
        return not self.questions and not open_ and all(each.severity is Severity.NOTE for each in told)

    def answer(self, question_id: str, option_id: str, progress: Progress = SILENT) -> "ImportPlan":
        """This plan with one question answered. Raises DeskError for a question or option that is not there."""
        return self.answer_all({question_id: option_id}, progress)

    def answer_all(self, answers: Mapping[str, str], progress: Progress = SILENT) -> "ImportPlan":
        """Several answers at once: question → option. A key ("identity.ambiguous") answers all questions of a kind."""
        given: dict[str, str] = {}
        for name, option in answers.items():
            offered = self._offered(name, option)
            if not offered:
                raise DeskError(
                    "intake.no_question",
                    msg("No open question “{question}” has the answer “{answer}”. Look at the questions again."),
                    question=name,
                    answer=option,
                )
            given.update(dict.fromkeys(offered, option))
        late = all(asked.startswith(_LATE) for asked in given)
        return self._again(self.decisions.plus("answers", given), Stage.OUTCOMES if late else Stage.VALUES, progress)

    def with_answers(self, answers: Mapping[str, str]) -> "ImportPlan":
        """Answers kept from elsewhere: those that fit nothing are passed over, new questions are tried again."""
        plan = self
        while True:
            given = plan.decisions.answers
            left = {name: option for name, option in answers.items() if given.get(name) != option}
            fitting = {name: option for name, option in left.items() if plan._offered(name, option)}
            if not fitting:
                return plan
            plan = plan.answer_all(fitting)

    def _offered(self, name: str, option: str) -> list[str]:
        """The ids of the open questions of this id or key that offer the option.

        A single row of a question that is asked for many ("person:Hoja1!12") may be answered by itself, and so may a
        single person who is missing, also when the question was answered for all.
        """
        if is_answer_to(name, option, self.missing) or returning.is_answer_to(name, option, self.returning):
            return [name]
        found = [q.id for q in self.questions if name in (q.id, q.key) and any(o.id == option for o in q.options)]
        sheet, _, row = name.removeprefix("person:").rpartition("!")
        if not found and name.startswith("person:") and option in ("same", "new", "skip") and row.isdecimal():
            key = (sheet, int(row))
            joined = option != "same" and any((r.sheet, r.row) == key and r.match for r in self.rows)
            asked = any(q.id.startswith("persons:") and key in q.rows for q in self.questions)
            return [name] if asked or joined else []
        return found

    def report(self, lang: Language) -> dict[str, Any]:
        """The plan as the stable report of the command line: plain values that JSON can hold."""
        from exchange_desk.intake.report import report

        return report(self, lang)

    def _again(self, decisions: Decisions, stage: Stage, progress: Progress = SILENT) -> Self:
        with collector.paused():
            return _build(self.ground, decisions, stage, self, progress)  # type: ignore[return-value]  # nothing derives


def read_plan(
    workbook: Workbook,
    directory: Directory = NOBODY,
    *,
    today: date,
    origin: Origin | None = None,
    decisions: Decisions | None = None,
    progress: Progress = SILENT,
) -> ImportPlan:
    """Understand a workbook. What its sender (`origin.sender`: a city's id, or its name) taught us is used.

    `decisions`: what was decided about it before, when a review is taken up again; what no longer fits is passed over.

    `origin` is carried along for whoever applies the plan.

    Raises DeskError("intake.no_table") when no sheet holds a table, ("intake.no_person_column") when none names people.
    """
    with collector.paused():
        gazetteer, acquaintances = Gazetteer(directory.cities), Acquaintances(directory)
        ground = Ground(workbook, directory, origin or Origin(), today, gazetteer, acquaintances)
        return _build(ground, (decisions or Decisions()).fitting(workbook), Stage.LAYOUT, None, progress)


def _build(
    ground: Ground, decisions: Decisions, stage: Stage, before: ImportPlan | None, progress: Progress
) -> ImportPlan:
    progress.step(0, None, msg("Looking for the table"))
    if before is None or stage <= Stage.COLUMNS:
        layouts, aside = lay_out(ground.workbook, decisions) if before is None or stage is Stage.LAYOUT else (None, ())
        if layouts is None and before is not None:
            layouts, aside = tuple(t.layout for t in before.understood), before.sheets_aside
        tables = tuple(_understood(layout, ground, decisions) for layout in layouts or ())
        tables, aside = with_people(tables, aside)
    else:
        tables, aside = before.understood, before.sheets_aside
    progress.step(0, None, msg("Reading the columns"))
    if before is None or stage <= Stage.VALUES:
        whole, blanks = filled_down(tables, decisions.answers)
        since_1904 = any(note.key == "workbook.since_1904" for note in ground.workbook.notes)
        surveyed = survey(whole, decisions.answers, since_1904=since_1904)
        reader = Reader(surveyed, ground.gazetteer, decisions.answers, ground.today)
        readout = reader.read(whole, _sender_city(ground))
        readout.questions.update((q.id, q) for q in ask(blanks, (row for rows in readout.rows for row in rows)))
    else:
        readout = before.readout
    progress.step(0, None, msg("Looking for people already known"))
    fresh = _fresh(readout.rows, decisions.names)
    fills = fills_of(tables)
    coloured = fills.ask((row for rows in fresh for row in rows), decisions.answers)
    values = [row.values for rows in fresh for row in rows]
    earlier = versions_of(ground.directory.earlier, values, ground.workbook, ground.origin.sender)
    marked = fills.skipped(decisions.answers)
    judge = Judge(ground.acquaintances, decisions, Said(earlier), _raw_texts(tables), marked)
    judged = judge.judge(fresh, progress)
    told = readout.told
    made = [_table(t, r, told[i], readout) for i, (t, r) in enumerate(zip(tables, judged.rows, strict=True))]
    waiting = {question for table in made for row in table.rows for question in row.questions}
    questions = tuple(
        q for q in (*readout.questions.values(), *coloured, *judged.questions.values()) if q.id in waiting
    )
    hidden = [sheet.name for sheet in aside if sheet.why == "hidden" and sheet.rows]
    notes = notes_on(ground.workbook, ground.directory, hidden, tables, nominates=bool(ground.origin.programme))
    matched = [row.match.id for table in made for row in table.rows if row.match and row.match.id]
    gone = absent(earlier, values, matched)
    missing, asked = missing_of(gone, decisions.answers), question_of(gone, decisions.answers)
    back = returning.returning_of((row for table in made for row in table.rows), ground.people, decisions.answers)
    questions = (*questions, *asked, *returning.question_of(back, decisions.answers))
    notes = (*notes, *notes_of(gone), *leaving.notes_of(made))
    return ImportPlan(tuple(made), aside, questions, notes, decisions, ground, tables, readout, earlier, missing, back)


def _fresh(tables: Sequence[Sequence[ReadRow]], names: Mapping[RowKey, tuple[str, str]]) -> list[list[ReadRow]]:
    """The rows as read, safe to be marked once more, with the names that the officer has given."""
    fresh = [
        [ReadRow(r.key, r.values, r.problems, list(r.questions), r.city, r.struck) for r in rows] for rows in tables
    ]
    for row in (row for rows in fresh if names for row in rows if row.key in names):
        _rename(row, *names[row.key])
    return fresh


def _rename(row: ReadRow, given: str, family: str) -> None:
    """A name that an officer has given leaves nothing to ask or say about the one that was read."""
    row.values = {name: value for name, value in row.values.items() if name not in _NAMES}
    row.values |= {name: text for name, text in zip(_NAMES, (given, family), strict=True) if text}
    row.problems = [each for each in row.problems if each.problem.field not in _NAMES]
    row.questions = [asked for asked in row.questions if not asked.startswith("name.order:")]


def _understood(layout: Layout, ground: Ground, decisions: Decisions) -> Table:
    sheet = layout.sheet.name
    chosen = {column: field for (name, column), field in decisions.fields.items() if name == sheet}
    learnt = ground.directory.learnt.get(ground.origin.sender or "", {})
    ours = fields_of(ground.workbook.properties, [head.whole for head in layout.headings])
    return Table(layout, straightened(understand(layout, Hints(chosen, learnt, ours)), layout))


def _sender_city(ground: Ground) -> KnownCity | None:
    sender = ground.origin.sender
    return next((c for c in ground.directory.cities if sender and sender in (c.id, c.name)), None)


def _table(table: Table, rows: Sequence[PlanRow], told: tuple[Told, ...], readout: Readout) -> PlanTable:
    layout = table.layout
    aside = tuple(sorted(layout.set_aside, key=lambda line: line.row))
    columns = tuple(_explained(column, readout) for column in table.columns)
    return PlanTable(layout.sheet.name, layout.header_rows, columns, tuple(rows), aside, told, layout.placing)


def _explained(column: PlanColumn, readout: Readout) -> PlanColumn:
    """A column with what was decided about it as a whole, and why."""
    key = key_of(column)
    order = readout.written.get(key) if column.field == "full_name" else column.order
    return replace(column, order=order, evidence=(*column.evidence, *readout.evidence.get(key, ())))


def _raw_texts(tables: Sequence[Table]) -> Callable[[RowKey, str], str]:
    """(row, field) → the texts of the cells that it was read from, corrections included."""

    def raw(key: RowKey, name: str) -> str:
        table = next(t for t in tables if t.layout.sheet.name == key[0] and key[1] in t.layout.cells)
        cells = table.layout.cells[key[1]]
        columns = {c.letter: c.field or "" for c in table.columns}
        texts = {c.letter: text_of(cells[c.column - 1], lines=True) for c in table.columns if c.column <= len(cells)}
        return raw_text(name, columns, texts)

    return raw


def learnt_headings(plan: ImportPlan) -> dict[str, str]:
    """Folded heading → field, for the columns an officer has chosen: what is worth remembering of a sender."""
    chosen = [column for table in plan.tables for column in table.columns if column.how == "chosen" and column.heading]
    return {fold(column.heading): column.field or "" for column in chosen}


def raw_cells(plan: ImportPlan, key: RowKey) -> dict[str, str]:
    """Column letter → text of a row as it came, for the record of what was received.

    The letters are those of the table's columns where these do not stand as columns in the sheet.
    """
    from exchange_desk.workbooks.grid import column_letter

    turned = next((t.layout for t in plan.understood if t.layout.placing.turned and _has(t, key)), None)
    cells = turned.cells[key[1]] if turned else _sheet(plan, key[0]).rows[key[1] - 1]
    return {column_letter(c): text_of(v, lines=True) for c, v in enumerate(cells, 1) if v is not None}


def _has(table: Table, key: RowKey) -> bool:
    return table.layout.sheet.name == key[0] and key[1] in table.layout.cells


def _sheet(plan: ImportPlan, name: str) -> Sheet:
    return next(s for s in plan.workbook.sheets if s.name == name)
