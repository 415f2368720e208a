"""Reasons, one below the other: a symbol, a heading, a sentence."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.labels import heading, plain, symbol


class ReasonList(QWidget):
    """`show_reasons` takes a title and (tone, heading, sentence) lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = heading("", larger=1.05)
        self.title.setWordWrap(True)
        self.lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 4, 8, 4)
        self._column.setSpacing(8)
        self._column.addWidget(self.title)
        self._column.addStretch(1)

    @property
    def texts(self) -> list[str]:
        return [line.accessibleName() for line in self.lines]

    def show_reasons(self, title: str, reasons: Sequence[tuple[str, str, str]]) -> None:
        self.title.setText(title)
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [self._line(*reason) for reason in reasons]
        for line in self.lines:
            self._column.insertWidget(self._column.count() - 1, line)

    def _line(self, tone: str, head: str, text: str) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(symbol(theme.TONE_ICONS[tone], tone), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(plain(head, wrap=True))
        words.addWidget(plain(text, wrap=True, tone="dim"))
        row.addLayout(words, 1)
        line.setAccessibleName(f"{head}. {text}")
        return line
