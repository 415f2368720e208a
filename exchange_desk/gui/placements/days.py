"""First and last day of a stay, typed freely, with the button that goes back to the days suggested."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.date_editor import DateEditor
from exchange_desk.gui.kit.labels import plain
from exchange_desk.rules.periods import Period
from exchange_desk.support.language import Language
from exchange_desk.support.problems import Problem


class StayEditor(QWidget):
    """`changed`: other days stand there, and both are understood or empty."""

    changed = Signal()

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggested = Period()
        self._told = Period()
        self.starts, self.ends = DateEditor(lang, compact=True), DateEditor(lang, compact=True)
        self.again = QPushButton(theme.icon("rotate-ccw"), lang("Suggested days"))
        self.again.setAutoDefault(False)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for column, (text, name, editor) in enumerate(
            ((lang("&From"), lang("From"), self.starts), (lang("&Until"), lang("Until"), self.ends))
        ):
            label = plain(text)
            label.setBuddy(editor.line)
            editor.name_it(name)
            grid.addWidget(label, 0, column)
            grid.addWidget(editor, 1, column)
            editor.changed.connect(self._edited)
        grid.addWidget(self.again, 2, 0, 1, 2)
        self.again.clicked.connect(self._back)

    @property
    def period(self) -> Period:
        return Period(self.starts.value(), self.ends.value())

    @property
    def days(self) -> tuple[date, date] | None:
        """Both days; None while one of them is missing."""
        start, end = self.starts.value(), self.ends.value()
        return (start, end) if start and end else None

    def problem(self) -> Problem | None:
        """What was typed and not understood."""
        return self.starts.problem() or self.ends.problem()

    def suggest(self, period: Period) -> None:
        """Show these days without telling that they changed."""
        self._suggested = self._told = period
        self.starts.set_value(period.start)
        self.ends.set_value(period.end)
        self.again.hide()

    def _edited(self) -> None:
        if self.problem() is None and self.period != self._told:
            self._told = self.period
            self.again.setVisible(self.period != self._suggested)
            self.changed.emit()

    def _back(self) -> None:
        self.starts.set_value(self._suggested.start)
        self.ends.set_value(self._suggested.end)
        self._edited()
