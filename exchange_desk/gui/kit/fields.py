"""Editors of single values: each shows a value, gives it back, and says when what was typed is not understood."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.labels import plain
from exchange_desk.model import FieldInfo
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import Problem, Severity
from exchange_desk.support.text import clean, clean_lines, fold


class Editor(QWidget):
    """What every editor is. `changed`: the officer altered it. `wide`: wants the whole width of the form.

    Typed text is never thrown away: while it is not understood `value` keeps the last good one and `problem` says why.
    """

    changed = Signal()
    left = Signal()
    wide = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)

    def value(self) -> Any:
        raise TypeError(f"{type(self).__name__} gives no value")

    def set_value(self, value: Any) -> None:  # noqa: ARG002 - what every editor takes
        """Show a value without telling that it changed."""
        raise TypeError(f"{type(self).__name__} shows no value")

    def problem(self) -> Problem | None:
        """What is wrong with what was typed; its params need no `field`."""
        return None

    def apply(self, record: Any, name: str) -> None:
        """Put the value into the field of a record."""
        setattr(record, name, self.value())

    def restore(self, value: Any) -> None:
        """Show again what `value` gave in an earlier run of the program."""
        self.set_value(value)

    def set_read_only(self) -> None:
        """Show without letting anybody alter it."""
        self.setEnabled(False)

    def name_it(self, label: str, about: str = "") -> None:
        """Tell a screen reader what this is."""
        inner = self.focusProxy() or self
        inner.setAccessibleName(label)
        inner.setAccessibleDescription(about)

    def _hold(self, inner: QWidget, stretch: int = 1) -> None:
        self.row.addWidget(inner, stretch)
        if self.focusProxy() is None:
            self.setFocusProxy(inner)


class LineEdit(QLineEdit):
    """A line that tells when the cursor leaves it, understood or not."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class TextEditor(Editor):
    """One line; invisible characters and doubled blanks go when it is read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = LineEdit()
        self._hold(self.line)
        self.line.textEdited.connect(self.changed)
        self.line.left.connect(self.left)

    def value(self) -> str:
        return clean(self.line.text())

    def set_value(self, value: str | None) -> None:
        self.line.setText(value or "")
        self.line.setCursorPosition(0)

    def set_read_only(self) -> None:
        self.line.setReadOnly(True)


class WordEditor(TextEditor):
    """One line in which `words` (as kept → as read) stand in the language of the window."""

    def __init__(self, words: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def value(self) -> str:
        typed = super().value()
        return next((word for word, text in self._words.items() if fold(text) == fold(typed)), typed)

    def set_value(self, value: str | None) -> None:
        super().set_value(self._words.get(value or "", value))


class LinesEditor(Editor):
    """A few lines; Tab goes on to the next field."""

    wide = True

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * lines + 14)
        self._hold(self.text)
        self.text.textChanged.connect(self.changed)

    def value(self) -> str:
        return clean_lines(self.text.toPlainText())

    def set_value(self, value: str | None) -> None:
        with QSignalBlocker(self.text):
            self.text.setPlainText(value or "")

    def set_read_only(self) -> None:
        self.text.setReadOnly(True)


class NumberEditor(Editor):
    """A whole or decimal number typed freely, with its unit beside it; empty is None."""

    def __init__(self, unit: str = "", *, whole: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = whole
        self._value: float | None = None
        self.line = LineEdit()
        self.line.setMaximumWidth(140)
        self._hold(self.line, 0)
        if unit:
            self.row.addWidget(plain(unit, tone="dim"))
        self.row.addStretch(1)
        self.line.textEdited.connect(self._read)
        self.line.left.connect(self.left)

    def value(self) -> float | None:
        return self._value

    def set_value(self, value: float | None) -> None:
        self._value = value
        self.line.setText("" if value is None else str(value))

    def problem(self) -> Problem | None:
        text = self.line.text().strip()
        if not text or self._parse(text) is not None:
            return None
        if self._whole:
            said = msg("“{value}” is not a whole number. Type digits only, for example 12.")
        else:
            said = msg("“{value}” is not a number. Type, for example, 19.4326.")
        return Problem("number.not_understood", Severity.ERROR, said, params={"value": text})

    def set_read_only(self) -> None:
        self.line.setReadOnly(True)

    def _read(self, text: str) -> None:
        found = self._parse(text.strip())
        if found is not None or not text.strip():
            self._value = found
        self.changed.emit()

    def _parse(self, text: str) -> float | None:
        try:
            return int(text) if self._whole else float(text.replace(",", "."))
        except ValueError:
            return None


class BooleanEditor(Editor):
    """A tick with its text."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox(text.replace("&", "&&"))
        self._hold(self.box)
        self.box.toggled.connect(self.changed)

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: bool | None) -> None:
        with QSignalBlocker(self.box):
            self.box.setChecked(bool(value))


class Choices(QComboBox):
    """A list to choose from that a turning wheel does not change by accident."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceEditor(Editor):
    """One of an enumeration's values; an empty line where the field may be empty."""

    def __init__(self, options: Sequence[tuple[Any, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = Choices()
        for value, text in options:
            self.box.addItem(text, value)
        self._hold(self.box)
        self.box.currentIndexChanged.connect(self.changed)

    def value(self) -> Any:
        return self.box.currentData()

    def set_value(self, value: Any) -> None:
        with QSignalBlocker(self.box):
            place = self.box.findData(str(value or ""))
            if place < 0:
                self.box.addItem(str(value or ""), value)
                place = self.box.count() - 1
            self.box.setCurrentIndex(place)


def choice_options(info: FieldInfo, lang: Language, *, empty: bool) -> list[tuple[Any, str]]:
    """(value, text) of a choice field, with an empty line first where it may be left open."""
    assert info.choices is not None
    options: list[tuple[Any, str]] = [(each.value, lang(each.label)) for each in info.choices]  # type: ignore[attr-defined]  # our enumerations have labels
    return [("", lang("Not stated")), *options] if empty else options


class SecretEditor(Editor):
    """A document's number, shown as "•••• 4821" until it is asked for."""

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lang = lang
        self._value = ""
        self._shown = True
        self._read_only = False
        self.line = LineEdit()
        self.eye = QAction(theme.icon("eye"), lang("Show the number"), self.line)
        self.eye.setMenuRole(QAction.MenuRole.NoRole)
        self.eye.triggered.connect(self._turn)
        self.line.addAction(self.eye, QLineEdit.ActionPosition.TrailingPosition)
        self._hold(self.line)
        self.line.textEdited.connect(self._edited)
        self.line.left.connect(self.left)

    def value(self) -> str:
        return self._value

    def set_value(self, value: str | None) -> None:
        self._value = value or ""
        self._show(not self._value)

    def set_read_only(self) -> None:
        self._read_only = True
        self.line.setReadOnly(True)

    def _edited(self, text: str) -> None:
        self._value = clean(text)
        self.changed.emit()

    def _turn(self) -> None:
        self._show(not self._shown)

    def _show(self, shown: bool) -> None:
        self._shown = shown
        self.line.setText(self._value if shown else masked(self._value))
        self.line.setReadOnly(self._read_only or not shown)
        self.eye.setVisible(bool(self._value) or not shown)
        self.eye.setIcon(theme.icon("eye-off" if shown else "eye"))
        self.eye.setText(self._lang("Hide the number") if shown else self._lang("Show the number"))
        self.eye.setToolTip(self.eye.text())


def masked(number: str) -> str:
    """A document's number as lists and panes show it: its last four characters at most."""
    if not number:
        return ""
    return f"•••• {number[-4:]}" if len(number) > 6 else "••••"
