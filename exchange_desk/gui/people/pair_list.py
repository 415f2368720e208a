"""The pairs of people who may be one, as a list: both names, one above the other, and how sure it is."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.context import Context
from exchange_desk.model import Official
from exchange_desk.services.duplicates import Pair
from exchange_desk.support.ids import Id

Index = QModelIndex | QPersistentModelIndex

_PAGE = 100
"""Pairs whose names are read at once."""


class PairModel(QAbstractListModel):
    """Names are read when their lines come into sight: a large desk may have thousands of pairs."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx, self.lang = ctx, ctx.lang
        self.pairs: list[Pair] = []
        self.later: set[tuple[Id, Id]] = set()
        self._names: dict[Id, str] = {}

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Another list; those put off until later come last."""
        self.beginResetModel()
        self.pairs = sorted(pairs, key=lambda pair: (pair.left, pair.right) in self.later)
        self._names = {}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.pairs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        pair = self.pairs[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{self._name(index.row(), pair.left)}\n{self._name(index.row(), pair.right)}"
        if role == Qt.ItemDataRole.DecorationRole:
            return theme.icon(*self._look(pair))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self._say(pair)
        return None

    def _look(self, pair: Pair) -> tuple[str, str]:
        if (pair.left, pair.right) in self.later:
            return "clock", "dim"
        return ("circle-check", "good") if pair.strict else ("circle-help", "warning")

    def _say(self, pair: Pair) -> str:
        """How sure it is and why, in words."""
        lang = self.lang
        sure = lang("The same person, by all that is known") if pair.strict else lang("Perhaps the same person")
        return " · ".join([sure, *(each.say(lang) for each in pair.evidence)])

    def _name(self, row: int, official: Id) -> str:
        if official not in self._names:
            page = self.pairs[row - row % _PAGE : row - row % _PAGE + _PAGE]
            ids = {each for pair in page for each in (pair.left, pair.right)}
            self._names |= dict.fromkeys(ids, "") | self.ctx.desk.records.names(Official, ids, self.lang)
        return self._names[official]


class PairList(QListView):
    """One pair is chosen at a time; Enter goes on to the comparison."""

    chosen = Signal()
    entered_pair = Signal()

    def __init__(self, model: PairModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pairs = model
        self.setModel(model)
        self.setAccessibleName(model.lang("Pairs of people who may be one"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.setAlternatingRowColors(True)
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit())
        self.activated.connect(lambda _: self.entered_pair.emit())

    def pair(self) -> Pair | None:
        row = self.currentIndex().row()
        return self.pairs.pairs[row] if 0 <= row < len(self.pairs.pairs) else None

    def go_to(self, row: int) -> None:
        """Choose the pair in this line, or the last one."""
        count = self.pairs.rowCount()
        if count:
            self.setCurrentIndex(self.pairs.index(max(0, min(row, count - 1))))
        self.chosen.emit()
