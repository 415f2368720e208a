"""Where workbooks are dropped, or chosen with the keyboard or the mouse."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.labels import heading, plain, symbol
from exchange_desk.support.language import Language

ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt", ".htm", ".html", ".xml", ".xltx")
"""Files that may hold a list, by the end of their name."""


def files_in(data: QMimeData) -> list[Path]:
    """The files that are dragged and may hold a list, those of a dragged folder included."""
    found: list[Path] = []
    for path in (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()):
        found += sorted(path.iterdir()) if path.is_dir() else [path]
    return [path for path in found if path.suffix.lower() in ENDINGS and not path.name.startswith(("~$", "."))]


def may_hold_lists(data: QMimeData) -> bool:
    """Asked at every movement of the mouse: looks into no folder."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return any(path.suffix.lower() in ENDINGS or not path.suffix for path in paths)


class DropZone(QFrame):
    """`dropped`: the paths of files. `browse`, `paste` and `template` are the buttons."""

    dropped = Signal(object)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self.setAcceptDrops(True)
        self.setMinimumHeight(150)
        self.browse = QPushButton(theme.icon("folder-open"), lang("&Choose files…"))
        self.paste = QPushButton(theme.icon("clipboard-list"), lang("&Paste from Excel"))
        self.template = QPushButton(theme.icon("file-down"), lang("&Template for municipalities…"))
        self.browse.setAutoDefault(True)
        self.paste.setToolTip(lang("Cells that were copied in Excel, with their headings"))
        self.template.setToolTip(
            lang("An empty list to send out; a well-made copy needs no questions about its columns")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(symbol("file-spreadsheet", "dim", 36), 0, centre)
        column.addWidget(heading(lang("Drop one or several workbooks here"), larger=1.15), 0, centre)
        kinds = plain(
            lang("Excel, LibreOffice or CSV, as the city sent it. Nothing is saved before you say so."), tone="dim"
        )
        column.addWidget(kinds, 0, centre)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.browse, self.paste, self.template):
            button.setAutoDefault(button is self.browse)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if may_hold_lists(event.mimeData()):
            self._mark(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(False)
        paths = files_in(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.tone("info" if self._over else "dim"), 2 if self._over else 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.fill("info") if self._over else self.palette().base())
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 8, 8)
        painter.end()

    def _mark(self, over: bool) -> None:
        self._over = over
        self.update()
