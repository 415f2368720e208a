"""A question about the list, asked once for all rows it concerns, with one button for each answer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from exchange_desk.gui.imports.compare import CompareTable
from exchange_desk.gui.kit.flow import FlowLayout
from exchange_desk.gui.kit.labels import plain, symbol
from exchange_desk.intake.doubts import Question
from exchange_desk.intake.judging import PlanRow
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.language import Language


class QuestionPanel(QWidget):
    """`answered`: the question and the option. `all_answered`: the kind of question and the option for all of them."""

    answered = Signal(str, str)
    all_answered = Signal(str, str)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self.question: Question | None = None
        self.buttons: list[QPushButton] = []
        self.text = plain(wrap=True)
        self.rows = plain(wrap=True, tone="dim")
        self.compare = CompareTable(lang)
        self._answers = QWidget()
        self._flow = FlowLayout(self._answers)
        head = QHBoxLayout()
        head.addWidget(symbol("circle-help", "warning", 20), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.addLayout(head)
        column.addWidget(self._answers)
        column.addWidget(self.rows)
        column.addWidget(self.compare, 1)
        self._filler = QWidget()
        self._filler.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        column.addWidget(self._filler)

    def ask(self, plan: ImportPlan, question: Question, row: PlanRow | None) -> None:
        """Show a question; `row` is the one that is looked at."""
        lang = self.lang
        self.question = question
        self.text.setText(question.say(lang))
        self._fill_answers(question, sum(each.key == question.key for each in plan.questions))
        self.rows.setText(self._concerns(question))
        self.rows.setVisible(len(question.rows) > 1)
        about_person = question.key.startswith("identity.") and row is not None and row.match is not None
        self.compare.setVisible(about_person)
        self._filler.setVisible(not about_person)
        if about_person and row is not None:
            self.compare.show_row(plan, row)

    def _fill_answers(self, question: Question, of_its_kind: int) -> None:
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for option in question.options:
            self._add(option.say(self.lang), lambda _=False, o=option.id: self.answered.emit(question.id, o))
        if of_its_kind > 1 and question.key.startswith("identity."):
            for option in question.options:
                if option.id in ("new", "skip"):
                    text = self.lang("All {n}: {answer}", n=of_its_kind, answer=option.say(self.lang))
                    self._add(text, lambda _=False, o=option.id: self.all_answered.emit(question.key, o))

    def _add(self, text: str, run: object) -> None:
        button = QPushButton(text.replace("&", "&&"), self._answers)
        button.setAutoDefault(False)
        button.clicked.connect(run)
        self._flow.addWidget(button)
        self.buttons.append(button)

    def _concerns(self, question: Question) -> str:
        numbers = [row for _, row in question.rows]
        shown = ", ".join(str(number) for number in numbers[:12])
        if len(numbers) > 12:
            return self.lang("It concerns {n} rows: {rows} …", n=len(numbers), rows=shown)
        return self.lang("It concerns {n} rows: {rows}.", n=len(numbers), rows=shown)


def scrolled(inner: QWidget) -> QScrollArea:
    """A widget that scrolls where the window is too low for it."""
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
