"""The grid of the review: keyboard, colours and editing in place."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from exchange_desk.gui.imports.review_model import ReviewModel
from exchange_desk.gui.kit import theme
from exchange_desk.support.language import Language

_WIDTHS = {"given_names": 150, "family_names": 160, "email": 180, "institution": 170, "post": 150}


class ReviewGrid(QTableView):
    """`moved`: another cell is looked at. F2, typing or a double click corrects a cell of the file in place."""

    moved = Signal()

    def __init__(self, model: ReviewModel, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.review = model
        self.setModel(model)
        self.setAccessibleName(lang("Rows of the list"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        model.modelReset.connect(self._widths)
        model.modelReset.connect(self.moved)
        model.dataChanged.connect(self.moved)

    def next_issue(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) cell that needs looking at, round the end; False when there is none."""
        rows, columns = self.review.rowCount(), self.review.columnCount()
        total = rows * columns
        if not total:
            return False
        here = self.currentIndex()
        start = here.row() * columns + here.column() if here.isValid() else (-1 if step > 0 else total)
        for distance in range(1, total + 1):
            place = (start + step * distance) % total
            index = self.review.index(place // columns, place % columns)
            if self.review.is_issue(index):
                self.setCurrentIndex(index)
                self.scrollTo(index)
                return True
        return False

    def go_to(self, sheet: str, row: int) -> None:
        """Look at a row of the file: at its first cell that needs it."""
        place = self.review.place_of(sheet, row)
        if place < 0:
            return
        found = [self.review.index(place, column) for column in range(self.review.columnCount())]
        wanted = next((index for index in found if self.review.is_issue(index)), found[0])
        self.setCurrentIndex(wanted)
        self.scrollTo(wanted)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tab goes from cell to cell as in Excel; Ctrl+Tab leaves the grid."""
        if event.key() == Qt.Key.Key_Tab and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _widths(self) -> None:
        self.setColumnWidth(0, 60 if self.review.rowCount() < 1 else max(48, self.sizeHintForColumn(0) + 12))
        self.setColumnWidth(1, round(110 * theme.text_scale()))
        for place, field in enumerate(self.review.fields):
            self.setColumnWidth(place + 2, round(_WIDTHS.get(field, 120) * theme.text_scale()))
