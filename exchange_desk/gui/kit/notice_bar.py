"""A bar within a window that says something and offers what can be done about it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.labels import plain, symbol


class NoticeBar(QFrame):
    """Hidden until it has something to say. Its ground and symbol have the colour of its tone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = "info"
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAutoFillBackground(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 6, 10, 6)
        self._row.setSpacing(8)
        self._symbol = symbol(theme.TONE_ICONS["info"], "info")
        self._text = plain(wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row.addWidget(self._symbol)
        self._row.addWidget(self._text, 1)
        self._buttons: list[QPushButton] = []
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        return tuple(self._buttons)

    def say(self, tone: str, text: str, *actions: tuple[str, Callable[[], None]]) -> None:
        """Show `text` (translated) with one button for each (label, function)."""
        self._tone = tone
        self._text.setText(text)
        self._symbol.setPixmap(theme.tone_icon(tone).pixmap(16, 16))
        self._paint()
        self._drop_buttons()
        for label, run in actions:
            button = QPushButton(label, self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, run=run: run())
            self._row.addWidget(button)
            self._buttons.append(button)
        self.setAccessibleName(text)
        self.show()

    def clear(self) -> None:
        self._text.clear()
        self._drop_buttons()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._paint()

    def _paint(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, theme.fill(self._tone))
        self.setPalette(palette)

    def _drop_buttons(self) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
