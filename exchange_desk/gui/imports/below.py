"""What stands below the rows: the cell that is looked at, a question, or all cells of one kind together."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from exchange_desk.gui.imports.cell_panel import CellPanel
from exchange_desk.gui.imports.group_panel import GroupPanel
from exchange_desk.gui.imports.question_panel import QuestionPanel, scrolled
from exchange_desk.gui.imports.review_model import CellInFile
from exchange_desk.intake.doubts import Question
from exchange_desk.intake.judging import PlanRow
from exchange_desk.intake.plan import ImportPlan, PlanTable
from exchange_desk.support.language import Language
from exchange_desk.support.problems import Problem


class Below(QWidget):
    """`switched`: whether one cell (True) or all of the kind (False) are to be looked at."""

    switched = Signal(bool)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self.cell = CellPanel(lang)
        self.question = QuestionPanel(lang)
        self.group = GroupPanel(lang)
        self.stack = QStackedWidget()
        self._pages = [scrolled(self.cell), scrolled(self.question), self.group]
        self.together, self.single = QPushButton(), QPushButton(lang("One by one"))
        switch = QButtonGroup(self)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in (self.together, self.single):
            button.setCheckable(True)
            button.setAutoDefault(False)
            switch.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self.together.setChecked(True)
        for page in self._pages:
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(row)
        column.addWidget(self.stack, 1)
        self.together.clicked.connect(lambda: self.switched.emit(False))
        self.single.clicked.connect(lambda: self.switched.emit(True))
        self._offer(0)

    def show_cell(
        self, plan: ImportPlan, row: PlanRow | None, cell: CellInFile | None, problems: list[Problem], of_kind: int = 0
    ) -> None:
        """`of_kind`: how many rows can be looked at together instead."""
        self._offer(of_kind, single=True)
        self.stack.setCurrentWidget(self._pages[0])
        self.cell.show_cell(plan, row, cell, problems)

    def ask(self, plan: ImportPlan, question: Question, row: PlanRow | None, of_kind: Sequence[Question]) -> None:
        self._offer(0)
        self.stack.setCurrentWidget(self._pages[1])
        self.question.ask(plan, question, row, of_kind)

    def show_group(self, plan: ImportPlan, key: str, rows: Sequence[tuple[PlanTable, PlanRow]]) -> None:
        self._offer(len(rows))
        self.stack.setCurrentWidget(self.group)
        self.group.show_group(plan, key, rows)

    @property
    def wants_room(self) -> bool:
        """Whether two people stand side by side."""
        return self.stack.currentWidget() is self._pages[1] and self.question.compares

    def _offer(self, count: int, *, single: bool = False) -> None:
        self.together.setText(self.lang.plural("This row", "All {n} together", count))
        self.together.setVisible(count > 0)
        self.single.setVisible(count > 0)
        (self.single if single else self.together).setChecked(True)
