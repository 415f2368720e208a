"""Rules that stand against something and may be set aside: one reason for each, kept and printed."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from exchange_desk.gui.kit.labels import plain
from exchange_desk.rules.verdict import RuleSeverity, Verdict
from exchange_desk.support.language import Language
from exchange_desk.support.text import clean


class SettingAside(QWidget):
    """Hidden while no rule needs a reason. What was typed stays with what it was typed for."""

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self._typed: dict[tuple[str, str], str] = {}
        self._about = ""
        self.fields: dict[str, QLineEdit] = {}
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.addWidget(plain(lang("It is possible with a reason. The reason is kept and printed."), wrap=True))
        self.hide()

    @property
    def reasons(self) -> dict[str, str]:
        """Rule → the reason that was typed."""
        return {rule: clean(field.text()) for rule, field in self.fields.items() if clean(field.text())}

    @property
    def first_missing(self) -> QLineEdit | None:
        return next((field for field in self.fields.values() if not clean(field.text())), None)

    def show_verdicts(self, about: str, verdicts: Sequence[Verdict]) -> None:
        """A line to write for each rule that needs a reason. `about`: what they are said of; each has its reasons."""
        self._typed |= {(self._about, rule): field.text() for rule, field in self.fields.items()}
        self._about = about
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        self.fields = {}
        for verdict in verdicts:
            if verdict.severity is RuleSeverity.OVERRIDE and verdict.rule not in self.fields:
                self._add(column, verdict)
        self._body = body
        self._column.addWidget(body)
        self.setVisible(bool(self.fields))

    def _add(self, column: QVBoxLayout, verdict: Verdict) -> None:
        name = self.lang(verdict.name)
        label = plain(self.lang("Reason for setting aside “{rule}”", rule=name), wrap=True, tone="warning")
        field = QLineEdit(self._typed.get((self._about, verdict.rule), ""))
        field.setAccessibleName(label.text())
        label.setBuddy(field)
        column.addWidget(label)
        column.addWidget(field)
        self.fields[verdict.rule] = field
