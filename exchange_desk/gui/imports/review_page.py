"""Step 3: the rows with what becomes of them; every question and every doubt, settled where it stands."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from exchange_desk.gui.imports.aside_table import AsideTable
from exchange_desk.gui.imports.cell_panel import CellPanel
from exchange_desk.gui.imports.draft import Draft
from exchange_desk.gui.imports.issue_list import IssueList, View
from exchange_desk.gui.imports.issues import said_about
from exchange_desk.gui.imports.page import Page
from exchange_desk.gui.imports.question_panel import QuestionPanel, scrolled
from exchange_desk.gui.imports.review_grid import ReviewGrid
from exchange_desk.gui.imports.review_model import ReviewModel
from exchange_desk.gui.imports.summary import in_words
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.commands import make_action
from exchange_desk.gui.kit.labels import plain
from exchange_desk.intake.doubts import Question
from exchange_desk.intake.judging import PlanRow
from exchange_desk.intake.plan import ImportPlan, PlanTable
from exchange_desk.support.language import msg


class ReviewPage(Page):
    title = msg("Review")

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        lang = self.lang
        self.summary = plain(wrap=True)
        self.list = IssueList(lang)
        self.model = ReviewModel(lang)
        self.grid = ReviewGrid(self.model, lang)
        self.question = QuestionPanel(lang)
        self.cell = CellPanel(lang)
        self.aside = AsideTable(lang)
        self.below = QStackedWidget()
        self.below.addWidget(scrolled(self.cell))
        self.below.addWidget(scrolled(self.question))
        self.right = QStackedWidget()
        self._build()
        self._connect()

    def show_draft(self) -> None:
        plan, digest = self.draft.plan, self.draft.digest
        if plan is None or digest is None:
            return
        self.summary.setText(in_words(digest, self.lang))
        self.list.show_plan(plan, digest)
        self.aside.show_plan(plan)
        self._show_view(self.list.view)

    def next_issue(self, step: int) -> None:
        """F8: the next cell that needs looking at, in all rows once those shown have none."""
        if not self.grid.next_issue(step) and self.list.view != View():
            self.list.choose(View())
            self.grid.next_issue(step)

    def _build(self) -> None:
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(self.grid)
        both.addWidget(self.below)
        both.setSizes([230, 230])
        both.setChildrenCollapsible(False)
        self.right.addWidget(both)
        self.right.addWidget(self.aside)
        body = QSplitter()
        body.addWidget(self.list)
        body.addWidget(self.right)
        body.setSizes([round(240 * theme.text_scale()), 620])
        body.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.summary)
        column.addWidget(body, 1)

    def _connect(self) -> None:
        draft, lang = self.draft, self.lang
        self.list.viewed.connect(self._show_view)
        self.grid.moved.connect(self._show_cell)
        self.model.corrected.connect(lambda key, text: draft.decisions.set_cells({key: text}))
        self.cell.corrected.connect(draft.decisions.set_cells)
        self.cell.restored.connect(lambda key: draft.decisions.restore_cell(*key))
        self.cell.skipped.connect(draft.decisions.skip_row)
        self.question.answered.connect(draft.decisions.answer)
        self.question.all_answered.connect(draft.decisions.answer)
        self.aside.wanted.connect(draft.decisions.take_line)
        following = make_action(lang("Next to look at"), self, shortcut="F8")
        preceding = make_action(lang("Previous to look at"), self, shortcut="Shift+F8")
        back = make_action(lang("Take the last decision back"), self)
        back.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        following.triggered.connect(lambda: self.next_issue(1))
        preceding.triggered.connect(lambda: self.next_issue(-1))
        back.triggered.connect(draft.step_back)
        self.addActions([following, preceding, back])

    def _show_view(self, view: View) -> None:
        plan = self.draft.plan
        if plan is None:
            return
        self.right.setCurrentIndex(1 if view.kind == "aside" else 0)
        belongs = _belonging(plan, view)
        wanted = [(table, row) for table in plan.tables for row in table.rows if belongs(row)]
        self._fill(plan, wanted)

    def _fill(self, plan: ImportPlan, wanted: list[tuple[PlanTable, PlanRow]]) -> None:
        """Show rows; the cell that was looked at stays, or the first one that needs it is looked at."""
        before, column = self.model.row_at(self.grid.currentIndex().row()), self.grid.currentIndex().column()
        self.model.show_rows(plan, wanted, self.draft.digest.fields if self.draft.digest else ())
        place = self.model.place_of(before.sheet, before.row) if before else -1
        if place >= 0 and column >= 0:
            self.grid.setCurrentIndex(self.model.index(place, min(column, self.model.columnCount() - 1)))
        elif wanted:
            self.grid.go_to(wanted[0][1].sheet, wanted[0][1].row)
        self._show_cell()

    def _show_cell(self) -> None:
        plan, index = self.draft.plan, self.grid.currentIndex()
        if plan is None:
            return
        row = self.model.row_at(index.row())
        asked = _open_question(plan, row)
        if asked is not None:
            self.question.ask(plan, asked, row)
            self.below.setCurrentIndex(1)
            return
        self.below.setCurrentIndex(0)
        problems = [each.problem for each in self.model.problems_at(index)]
        self.cell.show_cell(plan, row, self.model.cell_at(index), problems)


def _open_question(plan: ImportPlan, row: PlanRow | None) -> Question | None:
    """What a row waits for first."""
    if row is None or not row.questions:
        return None
    return next((question for question in plan.questions if question.id in row.questions), None)


def _belonging(plan: ImportPlan, view: View) -> Callable[[PlanRow], bool]:
    """Which rows a part of the plan consists of."""
    if view.kind == "outcome":
        return lambda row: str(row.outcome) == view.key
    if view.kind == "group" and view.severity == "question":
        own = {question.id for question in plan.questions if question.key == view.key}
        return lambda row: not own.isdisjoint(row.questions)
    if view.kind == "group":
        wanted = (view.key, view.severity)
        return lambda row: any((p.problem.key, str(p.problem.severity)) == wanted for p in said_about(row))
    return lambda _: view.kind == "all"
