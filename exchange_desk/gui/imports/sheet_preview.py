"""Twelve rows of a sheet as it came, with the headings framed and the lines that are no people greyed."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.imports.cells import letters, received, sheet_rows
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.labels import plain
from exchange_desk.intake.plan import ImportPlan, PlanTable
from exchange_desk.intake.rows import WHY
from exchange_desk.support.language import Language

_ROWS = 12
_ABOVE = 4
_WIDEST = 40
"""Columns shown at most; the columns themselves are settled in the next step."""


class SheetPreview(QWidget):
    """`header_chosen`: the row of the file in which the headings stand after all."""

    header_chosen = Signal(int)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self._first = 1
        self.row_box = QSpinBox()
        self.row_box.setKeyboardTracking(False)
        self.row_box.setMinimum(1)
        self.row_box.setToolTip(lang("Double-click a row to say that its cells are the headings."))
        self.label = plain(lang("&Headings in row"))
        self.label.setBuddy(self.row_box)
        self.row_box.setAccessibleName(lang("Headings in row"))
        self.said = plain(tone="dim")
        self.table = QTableWidget()
        self.table.setAccessibleName(lang("The first rows of the sheet"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.horizontalHeader().setDefaultSectionSize(round(110 * theme.text_scale()))
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        head = QHBoxLayout()
        head.addWidget(self.label)
        head.addWidget(self.row_box)
        head.addWidget(self.said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.row_box.valueChanged.connect(self.header_chosen)
        self.table.cellDoubleClicked.connect(lambda row, _: self.header_chosen.emit(self._first + row))

    def show_sheet(self, plan: ImportPlan, sheet: str) -> None:
        """Show a sheet of the plan, with what was found in it."""
        tables = [table for table in plan.tables if table.sheet == sheet]
        header = tables[0].header_rows[-1] if tables and tables[0].header_rows else 0
        rows = sheet_rows(plan, sheet)
        self.row_box.blockSignals(True)
        self.row_box.setMaximum(max(1, len(rows)))
        self.row_box.setValue(header or 1)
        self.row_box.blockSignals(False)
        self._first = max(1, (tables[0].header_rows[0] if header else 1) - _ABOVE)
        self._tell(tables)
        self._fill(plan, sheet, tables)

    def _tell(self, tables: list[PlanTable]) -> None:
        turned = bool(tables) and tables[0].placing.turned
        for widget in (self.label, self.row_box):
            widget.setVisible(not turned)
        if not tables:
            self.said.setText(self.lang("No people were found in this sheet."))
        elif turned:
            count = sum(len(table.rows) for table in tables)
            text = self.lang.plural(
                "{n} person; the headings stand beside the values, not above them.",
                "{n} people; the headings stand beside the values, not above them.",
                count,
            )
            self.said.setText(text)
        elif not tables[0].header_rows:
            self.said.setText(self.lang("No headings were found; the columns are told by what stands in them."))
        else:
            count = sum(len(table.rows) for table in tables)
            self.said.setText(self.lang.plural("{n} row with a person", "{n} rows with a person", count))

    def _fill(self, plan: ImportPlan, sheet: str, tables: list[PlanTable]) -> None:
        rows = sheet_rows(plan, sheet)
        shown = range(self._first, min(self._first + _ROWS, len(rows) + 1))
        width = min(_WIDEST, len(rows[0]) if rows else 0)
        headings = {row for table in tables for row in table.header_rows}
        aside = {line.row: str(line.why) for table in tables for line in table.set_aside}
        self.table.setRowCount(len(shown))
        self.table.setColumnCount(width)
        self.table.setHorizontalHeaderLabels([letters(column) for column in range(1, width + 1)])
        self.table.setVerticalHeaderLabels([str(row) for row in shown])
        for place, row in enumerate(shown):
            for column in range(1, width + 1):
                item = QTableWidgetItem(" ".join(received(plan, sheet, row, column).split()))
                self._dress(item, row, headings, aside)
                self.table.setItem(place, column - 1, item)

    def _dress(self, item: QTableWidgetItem, row: int, headings: set[int], aside: dict[int, str]) -> None:
        if row in headings:
            font = item.font()
            font.setBold(True)
            item.setFont(font)
            item.setBackground(QBrush(theme.fill("info")))
            item.setToolTip(self.lang("Headings"))
        elif row in aside:
            item.setForeground(QBrush(theme.tone("dim")))
            item.setToolTip(self.lang(WHY.get(aside[row], aside[row])))
