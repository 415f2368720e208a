"""The table of a list: keys, columns chosen by the officer, the selection as ids."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.commands import make_action
from exchange_desk.gui.kit.table_model import ListingModel
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language

_FLAGS = QItemSelectionModel.SelectionFlag
_COPIED_AT_MOST = 20_000


class ListTable(QTableView):
    """`opened` carries the id of a row that was double-clicked or entered; `typed` a letter typed into the list."""

    opened = Signal(str)
    typed = Signal(str)
    selection_changed = Signal()

    def __init__(self, model: ListingModel, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._lang = lang
        self._scale = theme.text_scale()
        self.setModel(model)
        self.setAccessibleName(lang(model.listing.title))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self._set_up_headers()
        self.selectionModel().selectionChanged.connect(lambda: self.selection_changed.emit())

    def selected_ids(self) -> tuple[Id, ...]:
        """The ids of the selected rows, in the order of the list."""
        ranges = sorted((part.top(), part.bottom()) for part in self.selectionModel().selection().toList())
        found: list[Id] = []
        after = 0
        for top, bottom in ranges:
            found += self._model.ids[max(top, after) : bottom + 1]
            after = max(after, bottom + 1)
        return tuple(found)

    def select_ids(self, ids: Iterable[Id], *, current: Id = "") -> None:
        """Select these records where they are now; those no longer in the list are left out."""
        wanted = set(ids)
        rows = [row for row, each in enumerate(self._model.ids) if each in wanted] if wanted else []
        last = self._model.columnCount() - 1
        selection = QItemSelection()
        for top, bottom in _stretches(rows):
            selection.select(self._model.index(top, 0), self._model.index(bottom, last))
        self.selectionModel().select(selection, _FLAGS.ClearAndSelect)
        row = self._model.row_of(current) if current else -1
        row = rows[0] if row < 0 and rows else row
        if row >= 0:
            self.selectionModel().setCurrentIndex(self._model.index(row, 0), _FLAGS.NoUpdate)

    def refresh(self) -> None:
        """Ask the desk again, keeping the selection, the current row and the place scrolled to."""
        selected, row = self.selected_ids(), self.currentIndex().row()
        current = self._model.ids[row] if 0 <= row < len(self._model.ids) else ""
        scrolled = self.verticalScrollBar().value()
        self._model.refresh()
        self.select_ids(selected, current=current)
        self.verticalScrollBar().setValue(scrolled)

    def copy(self) -> None:
        """Put the selected rows with their headings on the clipboard, as a spreadsheet pastes them."""
        shown = self._columns_in_order()
        heads = [self._model.headerData(c, Qt.Orientation.Horizontal) for c in shown]
        rows = [self._model.row_of(each) for each in self.selected_ids()[:_COPIED_AT_MOST]]
        lines = [heads, *([self._model.text(row, c) for c in shown] for row in rows)]
        QGuiApplication.clipboard().setText("\n".join("\t".join(map(_one_cell, line)) for line in lines))

    def layout_to_keep(self) -> dict[str, Any]:
        """Order, widths at the system's text size, hidden columns and sort, by the columns' names."""
        header, names = self.horizontalHeader(), [column.name for column in self._model.columns]
        return {
            "order": [names[c] for c in self._columns_in_order(hidden=True)],
            "widths": {
                name: round(header.sectionSize(c) / self._scale)
                for c, name in enumerate(names)
                if not header.isSectionHidden(c)
            },
            "hidden": [name for c, name in enumerate(names) if header.isSectionHidden(c)],
            "sort": [self._model.sort_column, self._model.descending],
        }

    def restore_layout(self, kept: dict[str, Any]) -> None:
        """Bring back what `layout_to_keep` gave; unknown columns are skipped, new ones stand at the end."""
        header, names = self.horizontalHeader(), [column.name for column in self._model.columns]
        for place, name in enumerate(n for n in kept.get("order", ()) if n in names):
            header.moveSection(header.visualIndex(names.index(name)), place)
        for name, width in kept.get("widths", {}).items():
            if name in names:
                header.resizeSection(names.index(name), max(30, round(width * self._scale)))
        for name in kept.get("hidden", ()):
            if name in names:
                header.setSectionHidden(names.index(name), True)
        self.sort_by(*kept.get("sort", ["", False]))

    def sort_by(self, name: str, descending: bool) -> None:
        """Sort by a column of this name; by the list's own order when there is none."""
        names = [column.name for column in self._model.columns]
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(names.index(name) if name in names else -1, order)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
            event.accept()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters typed into the list begin a search; Qt's own would walk through every row."""
        if search.strip():
            self.typed.emit(search)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)

    def _open(self, row: int) -> None:
        self.opened.emit(self._model.ids[row])

    def _columns_in_order(self, *, hidden: bool = False) -> list[int]:
        header = self.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        return [c for c in order if hidden or not header.isSectionHidden(c)]

    def _set_up_headers(self) -> None:
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 10)
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(30)
        header.setStretchLastSection(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.sortIndicatorChanged.connect(self._sort)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        header.setAccessibleName(self._lang("Headings of the list"))
        for place, column in enumerate(self._model.columns):
            header.resizeSection(place, round(column.width * self._scale))

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        selected = self.selected_ids()
        self._model.sort(column, order)
        self.select_ids(selected)

    def _choose_columns(self, position: QPoint) -> None:
        menu = self.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(position))

    def columns_menu(self) -> QMenu:
        """A menu with one tick for each column; the last one shown cannot be hidden."""
        menu, header = QMenu(self), self.horizontalHeader()
        shown = self._columns_in_order()
        for place, column in enumerate(self._model.columns):
            action = make_action(self._lang(column.label).replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(place))
            action.setEnabled(shown != [place])
            action.toggled.connect(lambda on, place=place: header.setSectionHidden(place, not on))
            menu.addAction(action)
        menu.addSeparator()
        fit = make_action(self._lang("Fit widths to contents"), menu)
        fit.triggered.connect(self.resizeColumnsToContents)
        menu.addAction(fit)
        return menu


def _stretches(rows: list[int]) -> Iterable[tuple[int, int]]:
    """Sorted numbers as (first, last) of each unbroken stretch."""
    first = last = -2
    for row in rows:
        if row == last + 1:
            last = row
            continue
        if first >= 0:
            yield first, last
        first = last = row
    if first >= 0:
        yield first, last


def _one_cell(text: str) -> str:
    """A spreadsheet takes tabs and line breaks for the next cell, and = + - @ at the start for a formula."""
    flat = " ".join(text.split())
    return f"'{flat}" if flat[:1] in ("=", "+", "-", "@") and not flat[1:2].isdigit() else flat
