"""The fields of a form in groups, two beside each other where there is room."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from exchange_desk.gui.kit.blocks import FieldBlock
from exchange_desk.gui.kit.labels import heading, plain

_TWO_COLUMNS_FROM = 34
"""Width, in letters, from which two fields stand beside each other."""


class FormPage(QScrollArea):
    """A page that scrolls down, never sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 4, 12, 4)
        self._column.setSpacing(4)
        self._column.addStretch()
        self._grids: list[tuple[QGridLayout, list[FieldBlock]]] = []
        self._columns = 0
        self.setWidget(self._body)

    def add_group(self, title: str, about: str, blocks: Sequence[FieldBlock]) -> None:
        """A heading, what the group is about, and its fields in reading order."""
        place = self._column.count() - 1
        if title:
            head = heading(title, larger=1.08)
            head.setContentsMargins(0, 8 if place else 0, 0, 2)
            self._column.insertWidget(place, head)
            place += 1
        if title and len(blocks) == 1 and blocks[0].editor.wide:
            blocks[0].hide_label()
        if about:
            self._column.insertWidget(place, plain(about, wrap=True, tone="dim"))
            place += 1
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        self._column.insertLayout(place, grid)
        self._grids.append((grid, list(blocks)))
        self._columns = 0
        self._arrange()

    def show_block(self, block: FieldBlock) -> None:
        """Scroll until a field can be seen."""
        self.ensureWidgetVisible(block, 0, 40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        columns = 2 if self.viewport().width() >= 2 * _TWO_COLUMNS_FROM * letter else 1
        if columns == self._columns:
            return
        self._columns = columns
        for grid, blocks in self._grids:
            _put(grid, blocks, columns)


def _put(grid: QGridLayout, blocks: Sequence[FieldBlock], columns: int) -> None:
    for block in blocks:
        grid.removeWidget(block)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1 if columns == 2 else 0)
    row = column = 0
    for block in blocks:
        if columns == 1 or block.editor.wide:
            row += 1 if column else 0
            grid.addWidget(block, row, 0, 1, columns)
            row, column = row + 1, 0
        else:
            grid.addWidget(block, row, column)
            row, column = (row + 1, 0) if column else (row, 1)
