"""The day and the reason that a move of a placement needs."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from exchange_desk.gui.kit.date_editor import DateEditor
from exchange_desk.gui.kit.labels import heading, plain
from exchange_desk.support.language import Language
from exchange_desk.support.text import clean_lines


class MoveDialog(QDialog):
    """`given` carries the day (None where the move has none) and the reason. What is missing is said, never erased."""

    given = Signal(object, str)

    def __init__(
        self, lang: Language, title: str, day: date | None, *, reason: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.lang = lang
        self._needs_reason = reason
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self.day = DateEditor(lang)
        self.day.set_value(day)
        self.day.name_it(lang("Day"))
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(self.reason.fontMetrics().lineSpacing() * 4 + 14)
        self.reason.setAccessibleName(lang("Reason"))
        self.missing = plain(wrap=True, tone="error")
        self.missing.hide()
        self.buttons = QDialogButtonBox()
        self.go = self.buttons.addButton(title, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(lang("Back"), QDialogButtonBox.ButtonRole.RejectRole)
        self.go.setDefault(True)
        self._has_day = day is not None
        self._lay_out(title)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.addWidget(heading(title, larger=1.1))
        day_label = plain(self.lang("On which day?"))
        day_label.setBuddy(self.day.line)
        reason_label = plain(self.lang("Why? The reason stays with the placement."), wrap=True)
        reason_label.setBuddy(self.reason)
        column.addWidget(day_label)
        column.addWidget(self.day)
        column.addWidget(reason_label)
        column.addWidget(self.reason)
        column.addWidget(self.missing)
        column.addWidget(self.buttons)
        day_label.setVisible(self._has_day)
        self.day.setVisible(self._has_day)
        reason_label.setVisible(self._needs_reason)
        self.reason.setVisible(self._needs_reason)

    def accept(self) -> None:
        problem = self.day.problem() if self._has_day else None
        reason = clean_lines(self.reason.toPlainText())
        if problem is not None:
            self._miss(problem.say(self.lang), self.day)
        elif self._has_day and self.day.value() is None:
            self._miss(self.lang("Type the day first."), self.day)
        elif self._needs_reason and not reason:
            self._miss(self.lang("Write the reason first."), self.reason)
        else:
            day = self.day.value() if self._has_day else None
            super().accept()
            self.given.emit(day, reason)

    def _miss(self, text: str, widget: QWidget) -> None:
        self.missing.setText(text)
        self.missing.show()
        widget.setFocus()
