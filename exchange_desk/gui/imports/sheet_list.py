"""The sheets of the workbook: which hold people, which were left out and why."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.language import Language, msg

_WHY = {
    "hidden": msg("{sheet}: hidden, left out"),
    "empty": msg("{sheet}: empty"),
    "no_table": msg("{sheet}: no table"),
    "no_person": msg("{sheet}: no people"),
    "form": msg("{sheet}: a form"),
    "observations": msg("{sheet}: our own observations"),
    "instructions": msg("{sheet}: our own instructions"),
    "choices": msg("{sheet}: our own choices"),
}


class SheetList(QWidget):
    """`chosen`: a sheet's name. `wanted`: a hidden sheet that is to be read after all."""

    chosen = Signal(str)
    wanted = Signal(str)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self._hidden: set[str] = set()
        self.list = QListWidget()
        self.list.setAccessibleName(lang("Sheets of the workbook"))
        self.list.setIconSize(QSize(16, 16))
        self.take = QPushButton(theme.icon("eye"), lang("Read the hidden sheet too"))
        self.take.setAutoDefault(False)
        self.take.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.take)
        self.list.currentRowChanged.connect(self._moved)
        self.take.clicked.connect(lambda: self.wanted.emit(self.sheet))

    @property
    def sheet(self) -> str:
        """The chosen sheet; "" when there is none."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def show_plan(self, plan: ImportPlan) -> None:
        """The sheets in the order of the file; the chosen one stays chosen."""
        before = self.sheet
        people = {table.sheet: 0 for table in plan.tables}
        for table in plan.tables:
            people[table.sheet] += len(table.rows)
        aside = {each.name: each.why for each in plan.sheets_aside}
        self._hidden = {name for name, why in aside.items() if why == "hidden"}
        self.list.blockSignals(True)
        self.list.clear()
        for sheet in plan.workbook.sheets:
            self._add(sheet.name, people.get(sheet.name), aside.get(sheet.name, "empty"))
        names = [sheet.name for sheet in plan.workbook.sheets]
        wanted = before if before in names else next(iter(people), names[0])
        self.list.setCurrentRow(names.index(wanted))
        self.list.blockSignals(False)
        self._moved()

    def _add(self, name: str, people: int | None, why: str) -> None:
        if people is None:
            text = self.lang(_WHY[why], sheet=name)
            item = QListWidgetItem(theme.icon("minus", "dim"), text)
            item.setForeground(theme.tone("dim"))
        else:
            text = self.lang.plural("{sheet}: {n} row", "{sheet}: {n} rows", people, sheet=name)
            item = QListWidgetItem(theme.icon("circle-check", "good"), text)
        item.setData(Qt.ItemDataRole.UserRole, name)
        self.list.addItem(item)

    def _moved(self) -> None:
        self.take.setVisible(self.sheet in self._hidden)
        if self.sheet:
            self.chosen.emit(self.sheet)
