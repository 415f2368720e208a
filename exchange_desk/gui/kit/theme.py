"""Colours that mean something, icons in the colour of the text, and the size of the text.

Fusion on Windows and Linux, the native style on macOS, no application-wide style sheet: it would make native
styles fall back to flat drawing. This is the one file with colours in it.
"""

import sys
from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from exchange_desk.support.resources import resource

TONES: dict[str, tuple[str, str]] = {
    "error": ("#B3261E", "#FFB4AB"),
    "warning": ("#8A5300", "#FFC46B"),
    "good": ("#1B6E3C", "#7FD8A0"),
    "info": ("#1A5FB4", "#9CC7FF"),
    "dim": ("#5C6470", "#A9B1BC"),
}
"""Text colours on light and on dark ground; at least 5.9:1 against #FFFFFF and #1F2328."""

FILLS: dict[str, tuple[str, str]] = {
    "error": ("#FCE8E6", "#4A1F1C"),
    "warning": ("#FFF3DC", "#46330F"),
    "good": ("#E5F5EA", "#173A25"),
    "info": ("#E4EFFC", "#16324F"),
    "dim": ("#EEF0F3", "#2B3036"),
}
"""Grounds for a cell or a bar of that tone."""

TONE_ICONS = {
    "error": "circle-x",
    "warning": "triangle-alert",
    "good": "circle-check",
    "info": "info",
    "dim": "circle-dashed",
}

_SYSTEM_SIZE = "system_point_size"
_R = QPalette.ColorRole
_DARK = {
    _R.Window: ("#2D3238", "#2D3238"),
    _R.WindowText: ("#E6E8EB", "#8B939D"),
    _R.Base: ("#1B1E22", "#262A30"),
    _R.AlternateBase: ("#22262B", "#262A30"),
    _R.Text: ("#E6E8EB", "#8B939D"),
    _R.PlaceholderText: ("#A9B1BC", "#8B939D"),
    _R.Button: ("#3C434B", "#343A41"),
    _R.ButtonText: ("#E6E8EB", "#8B939D"),
    _R.BrightText: ("#FFFFFF", "#8B939D"),
    _R.Highlight: ("#2B63A6", "#3A4048"),
    _R.HighlightedText: ("#FFFFFF", "#C5CAD1"),
    _R.ToolTipBase: ("#30363D", "#30363D"),
    _R.ToolTipText: ("#E6E8EB", "#E6E8EB"),
    _R.Link: ("#9CC7FF", "#8B939D"),
    _R.Light: ("#454C55", "#454C55"),
    _R.Midlight: ("#3C434B", "#3C434B"),
    _R.Mid: ("#1C2025", "#1C2025"),
    _R.Dark: ("#15181C", "#15181C"),
    _R.Shadow: ("#0E1013", "#0E1013"),
}
"""Role → (colour, colour when switched off), for desktops that cannot turn dark by themselves."""

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


def is_dark() -> bool:
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def tone(name: str) -> QColor:
    """The text colour of a tone (error, warning, good, info, dim) in the scheme of the moment."""
    return QColor(TONES[name][is_dark()])


def fill(name: str) -> QColor:
    """The ground of a tone."""
    return QColor(FILLS[name][is_dark()])


def icon(name: str, tone_name: str = "") -> QIcon:
    """A symbol from resources/icons, drawn in the text colour of its place, or in a tone's."""
    return QIcon(_Symbol(name, tone_name)) if name else QIcon()


def tone_icon(name: str) -> QIcon:
    """The symbol that goes with a tone, in its colour."""
    return icon(TONE_ICONS[name], name)


def prepare(app: QApplication, *, theme: str, text_size: int) -> None:
    """Style, colour scheme and text size (per cent of the system's) for the whole program."""
    if sys.platform != "darwin":
        app.setStyle("Fusion")
    app.setPalette(QPalette())
    app.styleHints().setColorScheme(_SCHEMES[theme])
    if theme == "dark" and not is_dark():  # a desktop that knows no schemes
        app.setPalette(_dark_palette())
    set_text_size(app, text_size)


def set_text_size(app: QApplication, per_cent: int) -> None:
    """Scale every text of the program; the system's own size is remembered the first time."""
    own = app.property(_SYSTEM_SIZE)
    if own is None:
        own = app.font().pointSizeF()
        app.setProperty(_SYSTEM_SIZE, own)
    font = QFont(app.font())
    font.setPointSizeF(float(own) * per_cent / 100)
    app.setFont(font)


def text_scale() -> float:
    """How many times the system's own size the text has: widths that hold text grow with it."""
    app = QApplication.instance()
    own = app.property(_SYSTEM_SIZE) if isinstance(app, QApplication) else None
    return QGuiApplication.font().pointSizeF() / float(own) if own else 1.0


def _dark_palette() -> QPalette:
    palette = QPalette()
    for role, (colour, switched_off) in _DARK.items():
        palette.setColor(role, QColor(colour))
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(switched_off))
    return palette


class _Symbol(QIconEngine):
    """Draws an SVG with its strokes in the palette's colour, at any size and scale."""

    def __init__(self, name: str, tone_name: str) -> None:
        super().__init__()
        self._name = name
        self._tone = tone_name

    def clone(self) -> QIconEngine:
        return _Symbol(self._name, self._tone)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        renderer = QSvgRenderer(QByteArray(_svg(self._name, self._colour(mode).name())))
        side = min(rect.width(), rect.height())
        corner = rect.center() - QPoint(side // 2, side // 2)
        renderer.render(painter, QRectF(corner.x(), corner.y(), side, side))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return pixmap

    def _colour(self, mode: QIcon.Mode) -> QColor:
        palette = QGuiApplication.palette()
        if mode == QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
        if mode == QIcon.Mode.Selected:
            return palette.color(QPalette.ColorRole.HighlightedText)
        return tone(self._tone) if self._tone else palette.color(QPalette.ColorRole.ButtonText)


@lru_cache(maxsize=256)
def _svg(name: str, colour: str) -> bytes:
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return text.replace("currentColor", colour).encode()
