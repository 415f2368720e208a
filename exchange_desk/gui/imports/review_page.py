"""Step 3: the rows with what becomes of them; every question and every doubt, settled where it stands."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from exchange_desk.gui.imports.answered import DecidedTable
from exchange_desk.gui.imports.aside_table import AsideTable
from exchange_desk.gui.imports.below import Below
from exchange_desk.gui.imports.changes_table import ChangesTable
from exchange_desk.gui.imports.draft import Draft
from exchange_desk.gui.imports.issue_list import IssueList, View
from exchange_desk.gui.imports.issues import said_about
from exchange_desk.gui.imports.missing_table import MissingTable
from exchange_desk.gui.imports.page import Page
from exchange_desk.gui.imports.review_grid import ReviewGrid
from exchange_desk.gui.imports.review_model import NAMES, ReviewModel
from exchange_desk.gui.imports.summary import in_words
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.commands import make_action
from exchange_desk.gui.kit.labels import plain
from exchange_desk.intake.doubts import Question
from exchange_desk.intake.fields import DATES
from exchange_desk.intake.judging import PlanRow
from exchange_desk.intake.plan import ImportPlan, PlanTable
from exchange_desk.support.language import msg
from exchange_desk.support.problems import Severity

_ROOM = {False: [230, 230], True: [110, 340]}
"""Heights of the rows and of what stands below them; True: two people side by side."""
_ASKED = {
    "date.order": DATES,
    "sex.m": ("sex",),
    **dict.fromkeys(("city.homonym", "city.similar", "city.elsewhere"), ("city", "region", "country")),
    "identity.ambiguous": ("birth_date", "email", "city"),
    "identity.twice": ("birth_date", "email", "city"),
}
"""Kind of question → the fields that one wants to see beside the names."""
_PAGES = ("rows", "aside", "decided", "changes", "missing")
"""What stands beside the list of things to look at; other views than these are views of the rows."""


class ReviewPage(Page):
    title = msg("Review")

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        lang = self.lang
        self.summary = plain(wrap=True)
        self.undo, self.redo, self.onward = QToolButton(), QToolButton(), QToolButton()
        self.list = IssueList(lang)
        self.model = ReviewModel(lang)
        self.grid = ReviewGrid(self.model, lang)
        self.below = Below(lang)
        self.question, self.cell, self.group = self.below.question, self.below.cell, self.below.group
        self.aside = AsideTable(lang)
        self.decided = DecidedTable(lang)
        self.changes = ChangesTable(lang)
        self.missing = MissingTable(lang)
        self.right = QStackedWidget()
        self.rows = QSplitter(Qt.Orientation.Vertical)
        self._wanted: list[tuple[PlanTable, PlanRow]] = []
        self._single = False
        self._filling = self._moved_on = False
        self._room = {wide: list(sizes) for wide, sizes in _ROOM.items()}
        self._has_room = False
        self._build()
        self._connect()

    def show_draft(self) -> None:
        plan, digest = self.draft.plan, self.draft.digest
        if plan is None or digest is None:
            return
        self.summary.setText(in_words(digest, self.lang))
        self.undo.setEnabled(self.draft.can_step_back)
        self.redo.setEnabled(self.draft.can_redo)
        self.list.show_plan(plan, digest)
        self._widen_list()
        self.aside.show_plan(plan)
        self.decided.show_plan(plan, self.draft.asked)
        self.changes.show_plan(plan)
        self.missing.show_plan(plan)
        self.onward.setEnabled(self.list.has_open)
        self._show_view(self.list.view)

    @property
    def first(self) -> QWidget:
        return self.list

    def next_issue(self, step: int) -> None:
        """F8: the next cell that needs looking at, in all rows once those shown have none."""
        self._single = True
        if not self.grid.next_issue(step) and self.list.view != View():
            self.list.choose(View())
            self.grid.next_issue(step)
        self._look()

    # Building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.rows.addWidget(self.grid)
        self.rows.addWidget(self.below)
        self.rows.setSizes(_ROOM[False])
        self.rows.setChildrenCollapsible(False)
        for page in (self.rows, self.aside, self.decided, self.changes, self.missing):
            self.right.addWidget(page)
        self.body = body = QSplitter()
        body.addWidget(self.list)
        body.addWidget(self.right)
        body.setSizes([round(232 * theme.text_scale()), 640])
        body.setChildrenCollapsible(False)
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        for button, icon, text in (
            (self.undo, "undo-2", self.lang("Take the last decision back")),
            (self.redo, "redo-2", self.lang("Decide again what was taken back")),
        ):
            button.setIcon(theme.icon(icon))
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.setAutoRaise(True)
            head.addWidget(button)
        self.onward.setIcon(theme.icon("arrow-right"))
        self.onward.setText(self.lang("Next open point"))
        self.onward.setAccessibleName(self.lang("Next open point"))
        self.onward.setToolTip(self.lang("Show the next kind of question or remark"))
        self.onward.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.onward.setAutoRaise(True)
        head.insertWidget(1, self.onward)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(body, 1)

    def _connect(self) -> None:
        draft, decisions = self.draft, self.draft.decisions
        draft.decided.connect(lambda: self.model.show_typed(draft.typed))
        self.undo.clicked.connect(draft.step_back)
        self.redo.clicked.connect(draft.redo)
        self.onward.clicked.connect(self.list.next_open)
        self.list.viewed.connect(self._choose_view)
        self.grid.moved.connect(self._look)
        self.grid.touched.connect(lambda: self._switch(True))
        self.grid.answer_wanted.connect(self._answer)
        self.below.switched.connect(self._switch)
        self.model.corrected.connect(lambda key, text: decisions.set_cells({key: text}))
        self.model.named.connect(lambda key, name: decisions.set_names({key: name}))
        for panel in (self.cell, self.group):
            panel.corrected.connect(decisions.set_cells)
            panel.named.connect(decisions.set_names)
        self.cell.skipped.connect(decisions.skip_row)
        self.group.skipped.connect(lambda keys: decisions.skip_rows(keys, skipped=True))
        self.question.answered.connect(decisions.answer)
        self.question.all_answered.connect(decisions.answer)
        self.question.stepped.connect(self._other_question)
        self.aside.wanted.connect(decisions.take_line)
        self.changes.changed.connect(decisions.set_changes)
        self.missing.answered.connect(decisions.answer_all)
        self.decided.wanted.connect(lambda again: again(decisions))
        following = make_action(self.lang("Next to look at"), self, shortcut="F8")
        preceding = make_action(self.lang("Previous to look at"), self, shortcut="Shift+F8")
        following.triggered.connect(lambda: self.next_issue(1))
        preceding.triggered.connect(lambda: self.next_issue(-1))
        self.addActions([following, preceding])

    # What is shown ------------------------------------------------------------------------------------------------

    def _choose_view(self, view: View) -> None:
        self._single, self._moved_on = False, True
        self._show_view(view)
        self._moved_on = False

    def _show_view(self, view: View) -> None:
        plan = self.draft.plan
        if plan is None:
            return
        self.right.setCurrentIndex(_PAGES.index(view.kind) if view.kind in _PAGES else 0)
        belongs = _belonging(plan, view)
        self._wanted = [(table, row) for table in plan.tables for row in table.rows if belongs(row)]
        self._fill(plan, view)

    def _fill(self, plan: ImportPlan, view: View) -> None:
        """Show rows; the cell that was looked at stays, or the first one that needs it is looked at."""
        before, column = self.model.row_at(self.grid.currentIndex().row()), self.grid.currentIndex().column()
        self._filling = True
        looked_for = view.key if view.kind == "group" and view.severity != "question" else ""
        fields = self._fields(view.key if view.kind == "group" else "")
        self.model.show_rows(plan, self._wanted, fields, looked_for)
        place = self.model.place_of(before.sheet, before.row) if before else -1
        if before and place >= 0 and self._moved_on:
            self.grid.go_to(before.sheet, before.row)
        elif place >= 0 and column >= 0:
            self.grid.setCurrentIndex(self.model.index(place, min(column, self.model.columnCount() - 1)))
        elif self._wanted:
            self.grid.go_to(self._wanted[0][1].sheet, self._wanted[0][1].row)
        self._filling = False
        self._look()

    def _fields(self, key: str) -> list[str]:
        """The columns of the grid: names, then what is being settled, then the others."""
        fields = list(self.draft.digest.fields) if self.draft.digest else []
        said = (each.problem for _, row in self._wanted for each in row.problems) if key else ()
        wanted = {problem.field for problem in said if problem.key == key} | set(_ASKED.get(key, ()))
        return sorted(fields, key=lambda field: (field not in NAMES, field not in NAMES and field not in wanted))

    def _look(self) -> None:
        """What stands below the rows: the question, the kind of problem, or the cell."""
        plan, index, view = self.draft.plan, self.grid.currentIndex(), self.list.view
        if plan is None or self._filling or self.right.currentIndex() != 0:
            return
        row = self.model.row_at(index.row())
        of_kind = [each for each in plan.questions if view.severity == "question" and each.key == view.key]
        asked = _asked_of(plan, row, of_kind, whole=index.column() <= 1)
        of_group = view.kind == "group" and view.severity != "question"
        if asked is not None and not of_group:
            self.below.ask(plan, asked, row, of_kind)
        elif of_group and not self._single and self._wanted:
            self.below.show_group(plan, view.key, self._wanted)
        else:
            problems = [each.problem for each in self.model.problems_at(index)]
            count = len(self._wanted) if of_group else 0
            self.below.show_cell(plan, row, self.model.cell_at(index), problems, count)
        self._make_room()

    def _widen_list(self) -> None:
        """The counts stand at the end of the lines, and they should be seen."""
        wanted = min(self.list.sizeHintForColumn(0) + 28, round(300 * theme.text_scale()))
        sizes = self.body.sizes()
        if sum(sizes) > 0 and sizes[0] < wanted:
            self.body.setSizes([wanted, sum(sizes) - wanted])

    def _make_room(self) -> None:
        """Two people side by side take more room than one cell."""
        wide = self.below.wants_room
        if wide != self._has_room:
            self._room[self._has_room] = self.rows.sizes()
            self.rows.setSizes(self._room[wide])
            self._has_room = wide

    def _switch(self, single: bool) -> None:
        if self._single != single:
            self._single = single
            self._look()

    # Questions ----------------------------------------------------------------------------------------------------

    def _answer(self, number: int) -> None:
        if self.below.stack.currentIndex() == 1:
            self.question.press(number)

    def _other_question(self, step: int) -> None:
        """The next question of the kind; the next kind once there is no other."""
        plan, question = self.draft.plan, self.question.question
        if plan is None or question is None:
            return
        kind = [each for each in plan.questions if each.key == question.key]
        place = next((n for n, each in enumerate(kind) if each.id == question.id), 0)
        if len(kind) < 2 or (step == 0 and place + 1 == len(kind)):
            self.list.next_group()
            return
        following = kind[(place + (step or 1)) % len(kind)]
        if following.rows:
            self.grid.go_to(*following.rows[0])


def _asked_of(plan: ImportPlan, row: PlanRow | None, of_kind: list[Question], *, whole: bool) -> Question | None:
    """The question to show: of the kind that is settled, the row's own; else what the row waits for, when it is
    looked at as a whole."""
    mine = [question for question in of_kind or plan.questions if row is not None and question.id in row.questions]
    if of_kind:
        return next(iter(mine), of_kind[0])
    return next(iter(mine), None) if whole else None


def _belonging(plan: ImportPlan, view: View) -> Callable[[PlanRow], bool]:
    """Which rows a part of the plan consists of."""
    if view.kind == "outcome":
        return lambda row: str(row.outcome) == view.key
    if view.kind == "group" and view.severity == "question":
        asked = [question for question in plan.questions if question.key == view.key]
        own, named = {question.id for question in asked}, {key for question in asked for key in question.rows}
        return lambda row: (row.sheet, row.row) in named or not own.isdisjoint(row.questions)
    if view.kind == "group":
        key, severity = view.key, Severity(view.severity)
        return lambda row: any(
            p.problem.key == key and p.problem.severity is severity for p in row.problems and said_about(row)
        )
    return lambda _: view.kind == "all"
