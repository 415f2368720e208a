"""The grid of the review: keyboard, colours and editing in place."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from exchange_desk.gui.imports.review_model import FIXED, ReviewModel
from exchange_desk.gui.kit import theme
from exchange_desk.support.language import Language

_WIDTHS = {"given_names": 140, "family_names": 160, "email": 200, "institution": 170, "post": 150, "sex": 90}
_WIDEST = 190
"""The room that a heading alone may claim for its column."""


class ReviewGrid(QTableView):
    """`moved`: another cell is looked at. `touched`: the person went there, by key or mouse. `answer_wanted`: Enter
    on a row that waits, or the number of an answer.

    F2, typing or a double click corrects a cell in place; Enter then goes on to the next issue below.
    """

    moved = Signal()
    touched = Signal()
    answer_wanted = Signal(int)

    def __init__(self, model: ReviewModel, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.review = model
        self.setModel(model)
        self.setAccessibleName(lang("Rows of the list"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        model.modelReset.connect(self._widths)

    def next_issue(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) cell that needs looking at, round the end; False when there is none."""
        rows = self.review.rowCount()
        here = self.currentIndex()
        row, column = (here.row(), here.column()) if here.isValid() else (0 if step > 0 else rows - 1, -1)
        for distance in range(rows + 1):
            place = (row + step * distance) % rows if rows else 0
            found = self.review.issues_in(place)
            if distance == 0:
                found = [each for each in found if (each > column if step > 0 else each < column)]
            elif distance == rows:
                found = [each for each in found if (each <= column if step > 0 else each >= column)]
            if found:
                self._look_at(place, found[0] if step > 0 else found[-1])
                return True
        return False

    def go_to(self, sheet: str, row: int) -> None:
        """Look at a row of the file: at its first cell that needs it."""
        place = self.review.place_of(sheet, row)
        if place >= 0:
            found = self.review.issues_in(place)
            self._look_at(place, found[0] if found else 1)

    def go_below(self) -> None:
        """After a correction: the next issue in the same column below, else the next one anywhere."""
        here = self.currentIndex()
        for place in range(here.row() + 1, self.review.rowCount()):
            if here.column() in self.review.issues_in(place):
                self._look_at(place, here.column())
                return
        if not self.next_issue(1) and here.row() + 1 < self.review.rowCount():
            self._look_at(here.row() + 1, here.column())

    def _look_at(self, row: int, column: int) -> None:
        index = self.review.index(row, column)
        self.setCurrentIndex(index)
        if column < FIXED:
            self.horizontalScrollBar().setValue(0)
        self.scrollTo(index)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            QTimer.singleShot(0, self, self.go_below)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits answer the question of a row that is looked at as a whole; Enter goes to its answers or corrects."""
        whole = 0 <= self.currentIndex().column() < FIXED
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # the editor lets Enter pass on, which it has taken itself
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if whole:
                self.answer_wanted.emit(0)
            else:
                self.edit(self.currentIndex())
        elif whole and event.text() in "123456789" and event.text():
            self.answer_wanted.emit(int(event.text()))
        else:
            super().keyPressEvent(event)
            if event.key() in _MOVING:
                self.touched.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self.touched.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Called through Python on purpose: the interpreter stays ours for the whole painting, instead of being
        waited for at every cell while a correction is worked out in the background."""
        super().paintEvent(event)

    def _copy(self) -> None:
        chosen = {(index.row(), index.column()) for index in self.selectedIndexes()}
        if chosen:
            QGuiApplication.clipboard().setText(self.review.copied(chosen))

    def _widths(self) -> None:
        last = self.review.index(self.review.rowCount() - 1, 0)
        self.setColumnWidth(0, max(48, self.fontMetrics().horizontalAdvance(str(last.data() or "")) + 24))
        self.setColumnWidth(1, round(112 * theme.text_scale()))
        letters = self.horizontalHeader().fontMetrics()
        for place, field in enumerate(self.review.fields):
            heading = str(self.review.headerData(place + FIXED, Qt.Orientation.Horizontal))
            wanted = min(letters.horizontalAdvance(heading) + 16, round(_WIDEST * theme.text_scale()))
            self.setColumnWidth(place + FIXED, max(round(_WIDTHS.get(field, 120) * theme.text_scale()), wanted))


_K = Qt.Key
_MOVING = frozenset(
    (_K.Key_Up, _K.Key_Down, _K.Key_Left, _K.Key_Right, _K.Key_PageUp, _K.Key_PageDown, _K.Key_Home, _K.Key_End)
)
