"""Small pictures of all pages; each is made when it comes into view."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPalette, QPixmap
from PySide6.QtWidgets import QListView, QWidget

from exchange_desk.gui.documents.pages import Pages
from exchange_desk.support.language import Language

_WIDTH = 88


class _PagesModel(QAbstractListModel):
    def __init__(self, lang: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self.lang = lang
        self._pages: Pages | None = None
        self._pictures: dict[int, QPixmap] = {}

    def show_pages(self, pages: Pages | None) -> None:
        self.beginResetModel()
        self._pages, self._pictures = pages, {}
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._pages is None else len(self._pages)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._pages is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.lang.number(index.row() + 1)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.lang("Page {page}", page=index.row() + 1)
            case Qt.ItemDataRole.DecorationRole:
                return self._picture(self._pages, index.row())
        return None

    def _picture(self, pages: Pages, number: int) -> QPixmap:
        if number not in self._pictures:
            width, _height = pages.sizes[number]
            self._pictures[number] = QPixmap.fromImage(pages.whole(number, _WIDTH / width))
        return self._pictures[number]


class Thumbnails(QListView):
    """`chosen`: the page that was clicked or reached with the arrow keys, from 0."""

    chosen = Signal(int)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marking = False
        self._model = _PagesModel(lang, self)
        self.setModel(self._model)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(_WIDTH, round(_WIDTH * 1.42)))
        self.setSpacing(6)
        self.setFixedWidth(_WIDTH + 48)
        self.setAccessibleName(lang("Pages"))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, palette.color(QPalette.ColorRole.Midlight))
        self.setPalette(palette)
        self.selectionModel().currentChanged.connect(self._moved)

    def show_pages(self, pages: Pages | None) -> None:
        self._model.show_pages(pages)

    def mark(self, page: int) -> None:
        """Show which page is being read, without asking for it again."""
        self._marking = True
        self.setCurrentIndex(self._model.index(page, 0))
        self._marking = False

    def _moved(self, current: QModelIndex) -> None:
        if current.isValid() and not self._marking:
            self.chosen.emit(current.row())
