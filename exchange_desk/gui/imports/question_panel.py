"""A question about the list, asked once for all rows it concerns, with one button for each answer."""

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.imports.compare import CompareTable
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.flow import FlowLayout
from exchange_desk.gui.kit.labels import heading, plain, symbol
from exchange_desk.intake.doubts import Option, Question
from exchange_desk.intake.judging import PlanRow
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.language import Language


class QuestionPanel(QWidget):
    """`answered`: the question and the option. `all_answered`: the kind of question and the option for all of them.
    `stepped`: the question before (-1) or after (1) this one is wanted; 0: this one is decided later.

    The number of an answer gives it, Alt with the number from anywhere in the window; arrows go from one to the next.
    """

    answered = Signal(str, str)
    all_answered = Signal(str, str)
    stepped = Signal(int)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self.question: Question | None = None
        self.buttons: list[QPushButton] = []
        self.text = heading("", larger=1.0)
        self.text.setWordWrap(True)
        self.rows = plain(wrap=True, tone="dim")
        self.swatch = plain()
        self.place = plain(tone="dim")
        self.before, self.after = QToolButton(), QToolButton()
        self.later = QPushButton(lang("Decide later"))
        self.later.setAutoDefault(False)
        self.later.setMinimumHeight(self.later.fontMetrics().height() + 16)
        self.later.setFlat(True)
        self.compare = CompareTable(lang)
        self._answers = QWidget()
        self._flow = FlowLayout(self._answers, spacing=8)
        self._build()
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after.clicked.connect(lambda: self.stepped.emit(1))
        self.later.clicked.connect(lambda: self.stepped.emit(0))

    def _build(self) -> None:
        for button, icon, text in (
            (self.before, "chevron-left", self.lang("Question before")),
            (self.after, "chevron-right", self.lang("Next question")),
        ):
            button.setIcon(theme.icon(icon))
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.setAutoRaise(True)
        head = QHBoxLayout()
        head.addWidget(symbol("circle-help", "warning", 20), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.swatch, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.text, 1)
        for widget in (self.place, self.before, self.after):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.addLayout(head)
        column.addWidget(self._answers)
        column.addWidget(self.rows)
        column.addWidget(self.compare, 1)
        self._filler = QWidget()
        self._filler.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        column.addWidget(self._filler)

    def ask(self, plan: ImportPlan, question: Question, row: PlanRow | None, of_kind: Sequence[Question] = ()) -> None:
        """Show a question; `row` is the one that is looked at, `of_kind` all open questions of the same kind."""
        lang = self.lang
        self.question = question
        self.text.setText(question.say(lang))
        colour = colour_of(plan, question)
        self.swatch.setVisible(bool(colour))
        if colour:
            self.swatch.setPixmap(_square(colour, self.fontMetrics().height()))
        kind = list(of_kind) or [each for each in plan.questions if each.key == question.key]
        self._fill_answers(question, kind)
        self.rows.setText(self._concerns(question))
        self.rows.setVisible(len(question.rows) > 1)
        several = len(kind) > 1
        for widget in (self.place, self.before, self.after):
            widget.setVisible(several)
        number = next((n for n, each in enumerate(kind, 1) if each.id == question.id), 1)
        self.place.setText(lang("Question {n} of {count}", n=number, count=len(kind)))
        about_person = question.key.startswith("identity.") and row is not None and row.match is not None
        self.compare.setVisible(about_person)
        self._filler.setVisible(not about_person)
        if about_person and row is not None:
            self.compare.show_row(plan, row)

    @property
    def compares(self) -> bool:
        """Whether two people stand side by side, which takes more room."""
        return self.compare.isVisibleTo(self)

    def press(self, number: int) -> None:
        """Give the answer of this number; 0: go to the first answer."""
        if number == 0 and self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif 1 <= number <= len(self.buttons):
            self.buttons[number - 1].click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.focusWidget()
        if event.text() and event.text() in "123456789":
            self.press(int(event.text()))
        elif isinstance(at, QPushButton) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            at.click()
        elif isinstance(at, QPushButton) and at in self.buttons and event.key() in _STEPS:
            place = self.buttons.index(at) + _STEPS[event.key()]
            self.buttons[place % len(self.buttons)].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _fill_answers(self, question: Question, kind: Sequence[Question]) -> None:
        had_focus = self.focusWidget() in self.buttons and self.focusWidget().hasFocus()
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.later:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        for option in question.options:
            self._add(option.say(self.lang), lambda _=False, o=option.id: self.answered.emit(question.id, o))
        for option in shared(question, kind):
            text = self.lang("All {n}: {answer}", n=len(kind), answer=option.say(self.lang))
            self._add(text, lambda _=False, o=option.id: self.all_answered.emit(question.key, o))
        self.later.setParent(self._answers)
        self._flow.addWidget(self.later)
        self.later.show()
        self._flow.invalidate()
        self._answers.updateGeometry()
        if had_focus and self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, text: str, run: Callable[..., None]) -> None:
        number = len(self.buttons) + 1
        shown = text.replace("&", "&&")
        button = QPushButton(self.lang("&{n}  {answer}", n=number, answer=shown) if number < 10 else shown)
        button.setParent(self._answers)
        button.setAutoDefault(False)
        button.setMinimumHeight(button.fontMetrics().height() + 16)
        button.setAccessibleName(text)
        button.clicked.connect(run)
        button.show()
        self._flow.addWidget(button)
        self.buttons.append(button)

    def _concerns(self, question: Question) -> str:
        numbers = [row for _, row in question.rows]
        shown = ", ".join(str(number) for number in numbers[:12])
        if len(numbers) > 12:
            return self.lang("It concerns {n} rows: {rows} …", n=len(numbers), rows=shown)
        return self.lang("It concerns {n} rows: {rows}.", n=len(numbers), rows=shown)


_K = Qt.Key
_STEPS: dict[int, int] = {_K.Key_Left: -1, _K.Key_Up: -1, _K.Key_Right: 1, _K.Key_Down: 1}


def shared(question: Question, kind: Sequence[Question]) -> list[Option]:
    """The answers that can be given to all questions of a kind at once: those that name nothing of one alone."""
    if len(kind) < 2:
        return []
    return [
        option
        for option in question.options
        if not option.params and all(any(each.id == option.id for each in other.options) for other in kind)
    ]


def colour_of(plan: ImportPlan, question: Question) -> str:
    """The fill (RRGGBB) that a question is about; "" when it is about none."""
    if question.key != "row.filled" or not question.rows:
        return ""
    name, row = question.rows[0]
    sheet = next((each for each in plan.workbook.sheets if each.name == name), None)
    marks = sheet.marks.items() if sheet else ()
    fills = Counter(mark.fill for (at, _), mark in marks if at == row and mark.fill)
    return fills.most_common(1)[0][0] or "" if fills else ""


def _square(colour: str, side: int) -> QPixmap:
    """The colour with a border, so that a light one is seen on light ground."""
    pixmap = QPixmap(side * 2, side)
    pixmap.fill(QColor(f"#{colour}"))
    painter = QPainter(pixmap)
    painter.setPen(theme.tone("dim"))
    painter.drawRect(pixmap.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return pixmap


def scrolled(inner: QWidget) -> QScrollArea:
    """A widget that scrolls where the window is too low for it."""
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
