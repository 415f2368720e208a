"""A file in which no list was found: its cells, so that the officer can point at the heading over the names."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.imports.cells import letters
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.labels import heading, plain
from exchange_desk.intake.decisions import Decisions
from exchange_desk.intake.texts import text_of
from exchange_desk.services.imports import Workbook
from exchange_desk.support.language import Language

CAN_HELP = frozenset(("intake.no_table", "intake.no_person_column", "intake.form", "intake.no_rows"))
"""Failures that a person who sees the cells can put right."""

_ROWS, _COLUMNS = 120, 40


class Rescue(QWidget):
    """`told`: what the officer showed (Decisions). One click on the heading over the names is enough."""

    told = Signal(object)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self._workbook: Workbook | None = None
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(lang("Sheet"))
        self.table = QTableWidget()
        self.table.setAccessibleName(lang("The cells of the file"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.horizontalHeader().setDefaultSectionSize(round(120 * theme.text_scale()))
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        self.said = plain(wrap=True)
        self.go = QPushButton(theme.icon("check"), lang("Read the list so"))
        self.go.setAutoDefault(True)
        head = QHBoxLayout()
        head.addWidget(heading(lang("Click the heading over the names of the people."), larger=1.05), 1)
        head.addWidget(self.sheet)
        foot = QHBoxLayout()
        foot.addWidget(self.said, 1)
        foot.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.sheet.currentIndexChanged.connect(self._show_sheet)
        self.table.currentCellChanged.connect(self._tell)
        self.table.cellActivated.connect(self._take)
        self.go.clicked.connect(self._take)

    def show_workbook(self, workbook: Workbook) -> None:
        """The sheets of a file; the fullest is shown first."""
        self._workbook = workbook
        self.sheet.blockSignals(True)
        self.sheet.clear()
        self.sheet.addItems([sheet.name for sheet in workbook.sheets])
        sizes = [sum(cell is not None for row in sheet.rows[:_ROWS] for cell in row) for sheet in workbook.sheets]
        fullest = sizes.index(max(sizes)) if sizes else -1
        self.sheet.setCurrentIndex(fullest)
        self.sheet.blockSignals(False)
        self.sheet.setVisible(len(workbook.sheets) > 1)
        self._show_sheet(fullest)

    def _show_sheet(self, number: int) -> None:
        if self._workbook is None or not 0 <= number < len(self._workbook.sheets):
            return
        sheet = self._workbook.sheets[number]
        rows, width = min(_ROWS, len(sheet.rows)), min(_COLUMNS, sheet.width)
        self.table.clear()
        self.table.setRowCount(rows)
        self.table.setColumnCount(width)
        self.table.setHorizontalHeaderLabels([letters(column) for column in range(1, width + 1)])
        for row in range(rows):
            for column in range(width):
                text = " ".join(text_of(sheet.rows[row][column]).split())
                if text:
                    self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.setCurrentCell(0, 0)
        self._tell()

    def _tell(self, *_: int) -> None:
        row, column = self.table.currentRow(), self.table.currentColumn()
        item = self.table.item(row, column) if row >= 0 and column >= 0 else None
        self.go.setEnabled(item is not None)
        if item is None:
            self.said.setText(self.lang("The headings are in its row, the names below it in its column."))
            return
        told = {"row": str(row + 1), "column": letters(column + 1), "text": item.text()}
        text = self.lang("Headings in row {row}; names in column {column}, below “{text}”.", **told)
        self.said.setText(text)

    def _take(self, *_: object) -> None:
        row, column = self.table.currentRow(), self.table.currentColumn()
        if self.table.item(row, column) is not None:
            name = self.sheet.currentText()
            self.told.emit(Decisions(headers={name: row + 1}, fields={(name, column + 1): "full_name"}))

    def focus_cells(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
