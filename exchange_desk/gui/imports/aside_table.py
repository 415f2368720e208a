"""The lines of the file that are no people: titles, totals, signatures, notes. Any of them can be taken after all."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.labels import plain
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.intake.rows import WHY
from exchange_desk.support.language import Language


class AsideTable(QWidget):
    """`wanted`: a line (sheet, row) that is a person after all."""

    wanted = Signal(object)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self.table = QTableWidget(0, 3)
        self.table.setHorizontalHeaderLabels([lang("Row"), lang("Why"), lang("Text")])
        self.table.setAccessibleName(lang("Lines set aside"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.resizeSection(0, round(90 * theme.text_scale()))
        header.resizeSection(1, round(210 * theme.text_scale()))
        self.take = QPushButton(theme.icon("user-plus"), lang("Take it as a row with a person"))
        self.take.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addWidget(plain(lang("These lines are not imported. They stay with the original file."), wrap=True), 1)
        foot.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.take.clicked.connect(self._take)
        self.table.itemSelectionChanged.connect(self._selected)

    def show_plan(self, plan: ImportPlan) -> None:
        lines = [(table.sheet, line) for table in plan.tables for line in table.set_aside]
        several = len({table.sheet for table in plan.tables}) > 1
        self.table.setRowCount(len(lines))
        for place, (sheet, line) in enumerate(lines):
            where = f"{sheet} {line.row}" if several else str(line.row)
            texts = (where, self.lang(WHY.get(line.why, line.why)), line.text)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, (sheet, line.row))
                self.table.setItem(place, column, item)
        self._selected()

    def _selected(self) -> None:
        self.take.setEnabled(self.table.currentRow() >= 0)

    def _take(self) -> None:
        item = self.table.item(self.table.currentRow(), 0)
        if item is not None:
            self.wanted.emit(tuple(item.data(Qt.ItemDataRole.UserRole)))
