"""One field in a form: its name, its editor, help below, and what is wrong with it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.fields import BooleanEditor, Editor
from exchange_desk.gui.kit.labels import paint, plain, symbol
from exchange_desk.model import FieldInfo
from exchange_desk.support.language import Language
from exchange_desk.support.problems import Problem, Severity

_TONES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}


class FieldBlock(QWidget):
    """Label above, editor, help and problem below. `label` is translated."""

    def __init__(self, lang: Language, info: FieldInfo, label: str, editor: Editor) -> None:
        super().__init__()
        self._lang = lang
        self.label_text = label
        self.editor = editor
        self._help = lang(info.help)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(2)
        self.labels: list[QWidget] = []
        if not isinstance(editor, BooleanEditor):
            column.addLayout(self._make_label(info))
        column.addWidget(editor)
        if self._help:
            column.addWidget(plain(self._help, wrap=True, tone="dim"))
        self.problem_row = QWidget()
        row = QHBoxLayout(self.problem_row)
        row.setContentsMargins(0, 0, 0, 0)
        self._symbol = symbol("circle-x", "error")
        self._problem = plain(wrap=True, tone="error")
        row.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._problem, 1)
        column.addWidget(self.problem_row)
        column.addStretch()
        self.problem_row.hide()
        editor.name_it(label, self._help)

    def show_problem(self, problem: Problem | None) -> None:
        """Say what is wrong under the field; None: nothing is."""
        text = said(problem, self._lang) if problem else ""
        if problem:
            tone = _TONES[problem.severity]
            self._symbol.setPixmap(theme.tone_icon(tone).pixmap(16, 16))
            paint(self._problem, tone)
        self._problem.setText(text)
        self.problem_row.setVisible(bool(text))
        self.editor.name_it(self.label_text, " ".join(part for part in (self._help, text) if part))

    def hide_label(self) -> None:
        """The heading above says it already."""
        for label in self.labels:
            label.hide()

    def _make_label(self, info: FieldInfo) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        label = plain(self.label_text)
        self.labels.append(label)
        label.setBuddy(self.editor.focusProxy() or self.editor)
        row.addWidget(label)
        if info.required:
            row.addWidget(plain(self._lang("required"), tone="dim"))
        row.addStretch()
        return row


class Summary(QFrame):
    """What has to be put right, on top of the form; each line leads to its field."""

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._lang = lang
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(2)
        self.links: list[QPushButton] = []
        self._head = plain(wrap=True, tone="error")
        self._column.addWidget(self._head)
        self.hide()

    def show_problems(self, problems: list[tuple[FieldBlock | None, Problem]]) -> None:
        """One line each; a problem of no single field is a line without a way to go."""
        for link in self.links:
            link.hide()
            link.deleteLater()
        self.links = []
        self._head.setText(
            self._lang.plural("Before saving, put this right:", "Before saving, put {n} things right:", len(problems))
        )
        for block, problem in problems:
            self._column.addWidget(self._link(block, problem))
        self.setVisible(bool(problems))

    def _link(self, block: FieldBlock | None, problem: Problem) -> QPushButton:
        text = said(problem, self._lang)
        if block is not None and "field" not in problem.params:
            text = self._lang("{field}: {problem}", field=block.label_text, problem=text)
        link = QPushButton(theme.icon("arrow-right", "error"), text.replace("&", "&&"))
        link.setFlat(True)
        link.setAutoDefault(False)
        link.setStyleSheet("text-align: left")
        link.setEnabled(block is not None)
        if block is not None:
            link.clicked.connect(lambda: block.editor.setFocus(Qt.FocusReason.OtherFocusReason))
        self.links.append(link)
        return link


def said(problem: Problem, lang: Language) -> str:
    """A problem in a sentence; one within a line of parts says which line."""
    params = dict(problem.params)
    if isinstance(params.get("field"), str):
        params["field"] = lang(params["field"])
    text = lang(problem.text, **params)
    number = params.get("number")
    return lang("Line {number}: {problem}", number=number, problem=text) if number else text
