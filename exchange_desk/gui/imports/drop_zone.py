"""Where a workbook is dropped, or chosen with the keyboard or the mouse."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.labels import heading, plain, symbol
from exchange_desk.support.language import Language

ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")
"""Files that may hold a list, by the end of their name."""


def file_in(data: QMimeData) -> Path | None:
    """The first file that is dragged and may hold a list."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return next((path for path in paths if path.suffix.lower() in ENDINGS), None)


class DropZone(QFrame):
    """`dropped`: the path of a file. `browse` is the button that opens the file dialog."""

    dropped = Signal(Path)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self.setAcceptDrops(True)
        self.setMinimumHeight(150)
        self.browse = QPushButton(theme.icon("folder-open"), lang("&Choose a file…"))
        self.browse.setAutoDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(symbol("file-spreadsheet", "dim", 36), 0, centre)
        column.addWidget(heading(lang("Drop the workbook here"), larger=1.15), 0, centre)
        kinds = plain(
            lang("Excel, LibreOffice or CSV, as the city sent it. Nothing is saved before you say so."), tone="dim"
        )
        column.addWidget(kinds, 0, centre)
        column.addWidget(self.browse, 0, centre)
        column.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if file_in(event.mimeData()):
            self._mark(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(False)
        path = file_in(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.dropped.emit(path)

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
