"""The rows of a received list as they came, with what became of each."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QLineEdit, QTableView, QVBoxLayout, QWidget

from exchange_desk.gui.imports.issues import OUTCOMES
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.commands import make_action
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.labels import plain
from exchange_desk.intake.judging import Outcome
from exchange_desk.model import Official, SourceFile, SourceRow
from exchange_desk.services.received import ReceivedTable, tables_of
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language
from exchange_desk.support.text import fold

_Index = QModelIndex | QPersistentModelIndex


class _RowsModel(QAbstractTableModel):
    """Row number and outcome, then the columns of the sheet by their own headings."""

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.lang = lang
        self._letters: list[str] = []
        self._headings: list[str] = []
        self._whole: list[str] = []
        self._all: list[SourceRow] = []
        self.rows: list[SourceRow] = []

    def show_table(self, table: ReceivedTable) -> None:
        self.beginResetModel()
        self._letters = list(table.columns)
        self._headings = [
            self.lang("{letter} · {heading}", letter=k, heading=_last(v)) for k, v in table.columns.items()
        ]
        self._whole = list(table.columns.values())
        self._all = self.rows = list(table.rows)
        self.endResetModel()

    def look_for(self, text: str) -> None:
        words = fold(text).split()
        self.beginResetModel()
        self.rows = [row for row in self._all if all(word in fold(" ".join(row.cells.values())) for word in words)]
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else 2 + len(self._letters)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole and section > 1:
            return self._whole[section - 2].replace("<", "‹")
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return [self.lang("Row"), self.lang("Became"), *self._headings][section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if index.column() == 1:
            return self._outcome(row, role)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if index.column() == 0:
            return str(row.row)
        return " ".join(str(row.cells.get(self._letters[index.column() - 2], "")).split())

    def _outcome(self, row: SourceRow, role: int) -> object:
        word, icon, tone = OUTCOMES[Outcome(row.outcome)]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.lang(word)
        return theme.icon(icon, tone) if role == Qt.ItemDataRole.DecorationRole else None


class OriginalWindow(QWidget):
    """A window of its own; Enter or a double click on a row opens the person it became."""

    def __init__(self, ctx: Context, file_id: Id, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ctx, lang = ctx, ctx.lang
        self._file = ctx.desk.records.get(SourceFile, file_id)
        self._tables = tables_of(ctx.desk, file_id)
        self.setWindowTitle(lang("Original rows of “{file}”", file=self._file.name))
        self.sheets = QComboBox()
        self.sheets.setAccessibleName(lang("Table"))
        self.sheets.addItems([table.sheet for table in self._tables])
        self.sheets.setVisible(len(self._tables) > 1)
        self.search = QLineEdit()
        self.search.setPlaceholderText(lang("Search these rows"))
        self.search.setAccessibleName(lang("Search these rows"))
        self.search.setClearButtonEnabled(True)
        self.model = _RowsModel(lang)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(lang("Original rows"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        head = QHBoxLayout()
        head.addWidget(self.search, 1)
        head.addWidget(self.sheets)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(plain(lang("As received. A double click opens the person that a row became."), tone="dim"))
        close = make_action(lang("Close"), self, shortcut="Ctrl+W")
        close.triggered.connect(self.close)
        self.addAction(close)
        self.sheets.currentIndexChanged.connect(self._show_table)
        self.search.textChanged.connect(self.model.look_for)
        self.table.activated.connect(self._open)
        self._show_table(0)
        self.resize(960, 520)

    def _show_table(self, number: int) -> None:
        if 0 <= number < len(self._tables):
            self.model.show_table(self._tables[number])
            self.model.look_for(self.search.text())
            self.table.setColumnWidth(0, 56)
            self.table.setColumnWidth(1, round(124 * theme.text_scale()))
            for column in range(2, self.model.columnCount()):
                self.table.setColumnWidth(column, 140)

    def _open(self, index: QModelIndex) -> None:
        official = self.model.rows[index.row()].official_id
        if official:
            self.ctx.open_record(Official, official)


def _last(heading: str) -> str:
    """The heading over the column itself, without those over several columns."""
    return heading.rpartition(" · ")[2] or heading
