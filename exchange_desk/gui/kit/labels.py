"""Labels that show text as it is, never as markup."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPalette, QResizeEvent, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QLabel, QTextEdit, QWidget

from exchange_desk.gui.kit import theme


def plain(text: str = "", parent: QWidget | None = None, *, wrap: bool = False, tone: str = "") -> QLabel:
    """A label of plain text; `wrap` for sentences, `tone` for its colour."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    if tone:
        paint(label, tone)
    return label


def paint(label: QLabel, tone: str) -> None:
    """Give a label the colour of a tone."""
    palette = label.palette()
    palette.setColor(label.foregroundRole(), theme.tone(tone))
    label.setPalette(palette)


def heading(text: str, parent: QWidget | None = None, *, larger: float = 1.25) -> QLabel:
    """A heading: bold and `larger` times the size of the text."""
    label = plain(text, parent)
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * larger)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def symbol(name: str, tone: str = "", side: int = 16) -> QLabel:
    """A label that shows an icon; decoration beside a text, so it has no text of its own."""
    label = QLabel()
    label.setPixmap(theme.icon(name, tone).pixmap(side, side))
    return label


class LongText(QTextEdit):
    """Text that breaks within a word where it must, as tall as it is; it can be marked and copied as it stands."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        for bars in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            bars(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Text, palette.color(QPalette.ColorRole.WindowText))
        self.setPalette(palette)
        self.document().setDocumentMargin(0)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setPlainText(text)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """What is around it scrolls."""
        event.ignore()

    def _fit(self) -> None:
        self.setFixedHeight(max(self.fontMetrics().height(), round(self.document().size().height())))
