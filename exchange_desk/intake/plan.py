"""A list as a plan: what was understood, what becomes of each row, what is still to be asked. Nothing is written.

A plan is a value. Answering a question or correcting something gives a new plan; the parts that do not depend on it
are taken over as they are.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from exchange_desk.intake import collector
from exchange_desk.intake.columns import Hints, PlanColumn, understand
from exchange_desk.intake.context import Told
from exchange_desk.intake.decisions import CellKey, Decisions, Policy, RowKey, Stage
from exchange_desk.intake.directory import NOBODY, Directory, KnownCity, KnownPerson
from exchange_desk.intake.doubts import Question
from exchange_desk.intake.identity import Register
from exchange_desk.intake.judging import Judge, Outcome, PlanRow
from exchange_desk.intake.layout import Layout, SetAside
from exchange_desk.intake.notes import notes_on
from exchange_desk.intake.places import Gazetteer
from exchange_desk.intake.placing import AS_IT_STANDS, Placing
from exchange_desk.intake.reading import Reader, Readout, ReadRow
from exchange_desk.intake.sheets import SheetAside, lay_out, with_people
from exchange_desk.intake.survey import ColumnKey, Table, key_of, survey
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import DeskError, Problem
from exchange_desk.support.progress import SILENT, Progress
from exchange_desk.support.text import fold
from exchange_desk.workbooks.grid import Sheet, Workbook

_NAMES = ("given_names", "family_names")


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
    """Where a list comes from and what it is for: the file, the programme's id, the sending city's id."""

    path: Path | None = None
    programme: str | None = None
    sender: str | None = None


@dataclass(frozen=True)
class Ground:
    """What stays the same however a plan is answered."""

    workbook: Workbook
    directory: Directory
    origin: Origin
    today: date
    gazetteer: Gazetteer
    register: Register
    people: Mapping[str, KnownPerson]


@dataclass(frozen=True)
class ImportPlan:
    """Made by `read_plan`. `rows read` = the sum of `totals()` over all outcomes, always."""

    tables: tuple[PlanTable, ...]
    sheets_aside: tuple[SheetAside, ...]
    questions: tuple[Question, ...]
    notes: tuple[Problem, ...]
    decisions: Decisions
    ground: Ground = field(repr=False)
    understood: tuple[Table, ...] = field(repr=False)
    readout: Readout = field(repr=False)

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
        late = all(asked.startswith(("person", "struck:")) for asked in given)
        return self._again(self.decisions.plus("answers", given), Stage.OUTCOMES if late else Stage.VALUES, progress)

    def with_answers(self, answers: Mapping[str, str]) -> "ImportPlan":
        """Answers kept from elsewhere: those that fit nothing are passed over, new questions are tried again."""
        plan, left = self, dict(answers)
        while True:
            fitting = {name: option for name, option in left.items() if plan._offered(name, option)}
            if not fitting:
                return plan
            plan = plan.answer_all(fitting)

    def _offered(self, name: str, option: str) -> list[str]:
        """The ids of the open questions of this id or key that offer the option.

        A single row of a question that is asked for many ("person:Hoja1!12") may be answered by itself.
        """
        found = [q.id for q in self.questions if name in (q.id, q.key) and any(o.id == option for o in q.options)]
        sheet, _, row = name.removeprefix("person:").rpartition("!")
        if not found and name.startswith("person:") and option in ("same", "new", "skip") and row.isdecimal():
            return [name for q in self.questions if q.id.startswith("persons:") and (sheet, int(row)) in q.rows]
        return found

    def with_field(self, sheet: str, column: int, field: str | None) -> "ImportPlan":
        """A column given another field, or none."""
        return self._again(self.decisions.plus("fields", {(sheet, column): field or ""}), Stage.COLUMNS)

    def with_header(self, sheet: str, row: int) -> "ImportPlan":
        """The headings of a sheet stand in another row."""
        return self._again(self.decisions.plus("headers", {sheet: row}), Stage.LAYOUT)

    def with_cell(self, sheet: str, row: int, column: int, text: str | None) -> "ImportPlan":
        """A cell as it should have been; None takes the correction back."""
        return self.with_cells({(sheet, row, column): text})

    def with_cells(self, texts: Mapping[CellKey, str | None]) -> "ImportPlan":
        """Several cells as they should have been, worked out once. Cells are those of the sheet (`PlanTable.where`).

        A label that stands in the same cell as the value ("Nombre: Ana") is kept.
        """
        labels = {(t.sheet, *at): label for t in self.tables for at, label in t.placing.labels.items()}
        cells = {**self.decisions.cells, **{key: _labelled(text, labels.get(key, "")) for key, text in texts.items()}}
        kept = {key: text for key, text in cells.items() if text is not None}
        return self._again(replace(self.decisions, cells=kept), Stage.LAYOUT)

    def with_names(self, names: Mapping[RowKey, tuple[str, str] | None]) -> "ImportPlan":
        """Line → given names and family names as they are, whatever the cells say; None takes it back."""
        given = {**self.decisions.names, **names}
        kept = {key: name for key, name in given.items() if name is not None}
        return self._again(replace(self.decisions, names=kept), Stage.OUTCOMES)

    def with_row(self, sheet: str, row: int, *, skipped: bool) -> "ImportPlan":
        """A row skipped by the officer, or taken after all."""
        key = (sheet, row)
        rows = self.decisions.skipped | {key} if skipped else self.decisions.skipped - {key}
        return self._again(replace(self.decisions, skipped=rows), Stage.OUTCOMES)

    def with_line(self, sheet: str, row: int) -> "ImportPlan":
        """A line that was set aside (hidden, title, note …) taken as a row of the table."""
        return self._again(replace(self.decisions, included=self.decisions.included | {(sheet, row)}), Stage.LAYOUT)

    def with_sheet(self, sheet: str) -> "ImportPlan":
        """A hidden sheet taken as well."""
        return self._again(replace(self.decisions, sheets=self.decisions.sheets | {sheet}), Stage.LAYOUT)

    def with_rows(self, rows: Collection[RowKey], *, skipped: bool) -> "ImportPlan":
        """Several lines skipped by the officer, or taken after all."""
        left_out = self.decisions.skipped | set(rows) if skipped else self.decisions.skipped - set(rows)
        return self._again(replace(self.decisions, skipped=left_out), Stage.OUTCOMES)

    def with_decisions(self, decisions: Decisions, progress: Progress = SILENT) -> "ImportPlan":
        """The same list with these decisions instead of those taken so far: taking back, doing again."""
        return self._again(decisions, Stage.LAYOUT, progress)

    def with_policy(self, policy: Policy) -> "ImportPlan":
        return self._again(replace(self.decisions, policy=policy), Stage.OUTCOMES)

    def report(self, lang: Language) -> dict[str, Any]:
        """The plan as the stable report of the command line: plain values that JSON can hold."""
        from exchange_desk.intake.report import report

        return report(self, lang)

    def _again(self, decisions: Decisions, stage: Stage, progress: Progress = SILENT) -> "ImportPlan":
        with collector.paused():
            return _build(self.ground, decisions, stage, self, progress)


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

    `decisions`: what was decided about it before, when a review is taken up again.

    `origin` is carried along for whoever applies the plan.

    Raises DeskError("intake.no_table") when no sheet holds a table, ("intake.no_person_column") when none names people.
    """
    with collector.paused():
        people = {person.id: person for person in directory.people}
        gazetteer, register = Gazetteer(directory.cities), Register(directory.people)
        ground = Ground(workbook, directory, origin or Origin(), today, gazetteer, register, people)
        return _build(ground, decisions or Decisions(), Stage.LAYOUT, None, progress)


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
        reader = Reader(survey(tables, decisions.answers), ground.gazetteer, decisions.answers, ground.today)
        readout = reader.read(tables, _sender_city(ground))
    else:
        readout = before.readout
    progress.step(0, None, msg("Looking for people already known"))
    judged = Judge(ground.register, ground.people, decisions).judge(_fresh(readout.rows, decisions.names), progress)
    told = readout.told
    made = [_table(t, r, told[i], readout.written) for i, (t, r) in enumerate(zip(tables, judged.rows, strict=True))]
    waiting = {question for table in made for row in table.rows for question in row.questions}
    questions = tuple(q for q in (*readout.questions.values(), *judged.questions.values()) if q.id in waiting)
    hidden = [sheet.name for sheet in aside if sheet.why == "hidden" and sheet.rows]
    notes = notes_on(ground.workbook, ground.directory, hidden, tables, nominates=bool(ground.origin.programme))
    return ImportPlan(tuple(made), aside, questions, notes, decisions, ground, tables, readout)


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
    return Table(layout, understand(layout, Hints(chosen, learnt)))


def _sender_city(ground: Ground) -> KnownCity | None:
    sender = ground.origin.sender
    return next((c for c in ground.directory.cities if sender and sender in (c.id, c.name)), None)


def _table(
    table: Table, rows: Sequence[PlanRow], told: tuple[Told, ...], written: Mapping[ColumnKey, str]
) -> PlanTable:
    layout = table.layout
    aside = tuple(sorted(layout.set_aside, key=lambda line: line.row))
    columns = tuple(replace(c, order=written.get(key_of(c))) if c.field == "full_name" else c for c in table.columns)
    return PlanTable(layout.sheet.name, layout.header_rows, columns, tuple(rows), aside, told, layout.placing)


def _labelled(text: str | None, label: str) -> str | None:
    return text if text is None or text.startswith(label) else f"{label}{text}"


def learnt_headings(plan: ImportPlan) -> dict[str, str]:
    """Folded heading → field, for the columns an officer has chosen: what is worth remembering of a sender."""
    chosen = [column for table in plan.tables for column in table.columns if column.how == "chosen" and column.heading]
    return {fold(column.heading): column.field or "" for column in chosen}


def raw_cells(plan: ImportPlan, key: RowKey) -> dict[str, str]:
    """Column letter → text of a row as it came, for the record of what was received.

    The letters are those of the table's columns where these do not stand as columns in the sheet.
    """
    from exchange_desk.intake.texts import text_of
    from exchange_desk.workbooks.grid import column_letter

    turned = next((t.layout for t in plan.understood if t.layout.placing.turned and _has(t, key)), None)
    cells = turned.cells[key[1]] if turned else _sheet(plan, key[0]).rows[key[1] - 1]
    return {column_letter(c): text_of(v, lines=True) for c, v in enumerate(cells, 1) if v is not None}


def _has(table: Table, key: RowKey) -> bool:
    return table.layout.sheet.name == key[0] and key[1] in table.layout.cells


def _sheet(plan: ImportPlan, name: str) -> Sheet:
    return next(s for s in plan.workbook.sheets if s.name == name)
