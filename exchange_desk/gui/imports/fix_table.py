"""The table in which lines are put right at once, and the editor of what is written instead."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from exchange_desk.gui.imports.fix_model import FixModel
from exchange_desk.model import Sex
from exchange_desk.support.language import Language

_Index = QModelIndex | QPersistentModelIndex


class FixTable(QTableView):
    """Space ticks, F2 or typing writes, Enter goes down."""

    def __init__(self, model: FixModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fixes = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def fit(self, *narrow: int) -> None:
        """Give these columns only the room that they need."""
        for column in narrow:
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def offer(self, choices: Callable[[int], Sequence[str]]) -> None:
        """Row → texts to choose from in the last column; none: anything is typed."""
        self.setItemDelegateForColumn(self.fixes.columnCount() - 1, Choosing(choices, self))

    @property
    def rows(self) -> list[int]:
        """The selected lines."""
        return sorted({index.row() for index in self.selectionModel().selectedIndexes()})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks or unticks every selected line."""
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space and self.rows:
            self.fixes.tick(not self.fixes.lines[self.rows[0]].on, self.rows)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.fixes.index(self.currentIndex().row(), self.fixes.columnCount() - 1))
        else:
            super().keyPressEvent(event)


class Choosing(QStyledItemDelegate):
    """A line that can be typed into, with what can be chosen below it."""

    def __init__(self, choices: Callable[[int], Sequence[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        choices = list(self._choices(index.row()))
        if not choices:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.addItems(choices)
        box.setMaxVisibleItems(14)
        completer = QCompleter(choices, box)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        box.setCompleter(completer)
        return box

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setEditText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            line = editor.lineEdit()
            if line is not None:
                line.selectAll()
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        else:
            super().setModelData(editor, model, index)


def choices_for(key: str, lang: Language) -> list[str]:
    """What a cell may say where only some things are understood: sexes, countries, languages."""
    if key == "sex.unread":
        return [lang(sex.label) for sex in Sex]
    if key == "country.unread":
        return list(lang.countries().values())
    if key == "language.unread":
        return list(lang.languages().values())
    return []
