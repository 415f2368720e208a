"""Labels that show text as it is, never as markup."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QWidget

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
