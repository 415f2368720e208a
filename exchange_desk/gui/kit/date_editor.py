"""The editor of a day: typed freely, read back in words, or picked from a calendar."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QMenu, QToolButton, QWidget, QWidgetAction

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.days import parse_day
from exchange_desk.gui.kit.fields import Editor, LineEdit
from exchange_desk.gui.kit.labels import plain
from exchange_desk.support import clock
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import Problem, Severity

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 7, Qt.Key.Key_PageDown: -7}


class DateEditor(Editor):
    """`past`: a birth date. `compact`: without the line that reads the day back. Up and Down move by a day,
    Page Up and Page Down by a week."""

    def __init__(
        self, lang: Language, *, past: bool = False, compact: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lang = lang
        self._past = past
        self._value: date | None = None
        self.line = LineEdit()
        self.line.setPlaceholderText(lang("day/month/year"))
        self.line.setMinimumWidth(self.line.fontMetrics().horizontalAdvance("28 wwww 2026") + 16)
        self.line.installEventFilter(self)
        self._hold(self.line)
        self.button = QToolButton()
        self.button.setIcon(theme.icon("calendar"))
        self.button.setAutoRaise(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setToolTip(lang("Choose from a calendar"))
        self.button.setAccessibleName(lang("Choose from a calendar"))
        self.button.clicked.connect(self._open_calendar)
        self.row.addWidget(self.button)
        self.echo = plain(tone="dim")
        self.echo.setVisible(not compact)
        if not compact:
            self.row.addWidget(self.echo, 1)
        self.line.textEdited.connect(self._read)
        self.line.left.connect(self._leave)

    def value(self) -> date | None:
        return self._value

    def set_value(self, value: date | None) -> None:
        self._value = value
        self.line.setText(self._lang.day(value))
        self._read_back()

    def problem(self) -> Problem | None:
        text = self.line.text().strip()
        if not text or self._parse(text) is not None:
            return None
        said = msg("“{value}” is not a date. Type, for example, 5/11/2026 or {example}.")
        return Problem(
            "date.not_understood", Severity.ERROR, said, params={"value": text, "example": date(2026, 11, 5)}
        )

    def set_read_only(self) -> None:
        self.line.setReadOnly(True)
        self.button.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not self.line.isReadOnly():
            days = _STEPS.get(Qt.Key(event.key()))
            if days is not None:
                self._put((self._value or clock.today()) + timedelta(days=days if self._value else 0))
                return True
        return super().eventFilter(watched, event)

    def _parse(self, text: str) -> date | None:
        if self._value is not None and text == self._lang.day(self._value):
            return self._value
        return parse_day(text, clock.today(), past=self._past)

    def _read(self, text: str) -> None:
        found = self._parse(text) if text.strip() else None
        if found is not None or not text.strip():
            self._value = found
        self._read_back()
        self.changed.emit()

    def _leave(self) -> None:
        """A date that was understood is written out, so that nobody takes day for month."""
        if self.problem() is None and self._value is not None and self.line.text().strip():
            self.line.setText(self._lang.day(self._value))
        self.left.emit()

    def _put(self, day: date) -> None:
        self.set_value(day)
        self.changed.emit()

    def _read_back(self) -> None:
        understood = self._value is not None and self.problem() is None
        self.echo.setText(in_words(self._value, self._lang) if self._value and understood else "")

    def _open_calendar(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(menu)
        calendar.setLocale(QLocale(self._lang.code))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        day = self._value or clock.today()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))

        def chosen(picked: QDate) -> None:
            menu.close()
            self._put(date(picked.year(), picked.month(), picked.day()))

        calendar.clicked.connect(chosen)
        calendar.activated.connect(chosen)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
        calendar.setFocus()


def in_words(day: date, lang: Language) -> str:
    """A day with its weekday: "jue 5 nov 2026"."""
    weekday = QLocale(lang.code).dayName(day.isoweekday(), QLocale.FormatType.ShortFormat).rstrip(".")
    return f"{weekday} {lang.day(day)}"
