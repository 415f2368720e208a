"""A list of any length: all ids in order, rows fetched two hundred at a time when they come into view."""

import html
from collections import OrderedDict
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.looks import look
from exchange_desk.gui.kit.shapes import Column, Listing
from exchange_desk.services.lists import Lists
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language

Index = QModelIndex | QPersistentModelIndex

PAGE = 200
_PAGES_KEPT = 30

# Enumeration members are slow to look up and to compare; Qt hands roles over as plain integers.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_DECORATION = int(Qt.ItemDataRole.DecorationRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
ID_ROLE = int(Qt.ItemDataRole.UserRole)
VALUE_ROLE = ID_ROLE + 1

_NUMBERS = frozenset(("integer", "decimal"))


class ListingModel(QAbstractTableModel):
    """Read-only. `find`, `where` and the sort go to the desk; `ids` is what they left, in order.

    ID_ROLE gives a row's id, VALUE_ROLE the cell's value as stored.
    """

    def __init__(self, lists: Lists, name: str, lang: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lists = lists
        self._lang = lang
        self.listing: Listing = lists.listing(name)
        self.columns: tuple[Column, ...] = self.listing.columns
        self.find = ""
        self.where: dict[str, Any] = {}
        self.sort_column = ""
        self.descending = False
        self.ids: list[Id] = []
        self._pages: OrderedDict[int, list[tuple[Any, ...]]] = OrderedDict()
        self._right = frozenset(i for i, column in enumerate(self.columns) if column.kind in _NUMBERS)
        self._states = {i: column.choices for i, column in enumerate(self.columns) if column.kind == "choice"}

    def refresh(self) -> None:
        """Ask the desk again. Selection and scrolling are the view's to restore, by id."""
        ids = self._lists.ids(self.listing.name, self.find, self.where, self.sort_column, self.descending)
        self.beginResetModel()
        self.ids = ids
        self._pages.clear()
        self.endResetModel()

    def look_for(self, find: str, where: Mapping[str, Any]) -> None:
        """Show what matches the text and the conditions (column → value or values)."""
        self.find, self.where = find, dict(where)
        self.refresh()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, in the desk; -1: the list's own order."""
        self.sort_column = self.columns[column].name if 0 <= column < len(self.columns) else ""
        self.descending = order == Qt.SortOrder.DescendingOrder
        self.refresh()

    def row_of(self, record_id: Id) -> int:
        """The row of a record; -1 when it is not in the list."""
        try:
            return self.ids.index(record_id)
        except ValueError:
            return -1

    def text(self, row: int, column: int) -> str:
        """A cell as it is shown."""
        return shown(self.columns[column], self._row(row)[column], self._lang)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        row, column = index.row(), index.column()
        if not index.isValid() or not 0 <= row < len(self.ids):
            return None
        if role == _DISPLAY:
            return self.text(row, column)
        if role == _ALIGNMENT:
            return _RIGHT if column in self._right else _LEFT
        if role == ID_ROLE:
            return self.ids[row]
        if role in (_DECORATION, _FOREGROUND):
            return self._state(row, column, role) if column in self._states else None
        if role == _TOOL_TIP:
            return plain_tip(self.text(row, column))
        return self._row(row)[column] if role == VALUE_ROLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == _DISPLAY:
            return self._lang(self.columns[section].label)
        return (_RIGHT if section in self._right else _LEFT) if role == _ALIGNMENT else None

    def _state(self, row: int, column: int, role: int) -> QIcon | QColor | None:
        symbol, tone = look(self._states[column], self._row(row)[column] or "")
        if not symbol:
            return None
        return _icon(symbol, tone) if role == _DECORATION else theme.tone(tone)

    def _row(self, row: int) -> tuple[Any, ...]:
        page, place = divmod(row, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            rows = self._fetch(page)
        return rows[place]

    def _fetch(self, page: int) -> list[tuple[Any, ...]]:
        wanted = self.ids[page * PAGE : (page + 1) * PAGE]
        rows = self._lists.rows(self.listing.name, wanted)
        self._pages[page] = rows
        if len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        return rows


@lru_cache(maxsize=64)
def _icon(symbol: str, tone: str) -> QIcon:
    return theme.icon(symbol, tone)


def shown(column: Column, value: Any, lang: Language) -> str:
    """A value of a list's column as an officer reads it."""
    if value is None or value == "":
        return ""
    match column.kind:
        case "choice":
            return lang(column.choices(value).label) if column.choices else str(value)
        case "country":
            return lang.country(value)
        case "language":
            return lang.language(value)
        case "languages":
            return ", ".join(lang.language(code) for code in value)
        case "boolean":
            return lang("Yes") if value else lang("No")
        case "date":
            return _day(lang, value)
        case _:
            return lang.show(value) if isinstance(value, (datetime, int, float)) else str(value)


@lru_cache(maxsize=4096)
def _day(lang: Language, value: date) -> str:
    return lang.show(value)


def plain_tip(text: str) -> str:
    """A tool tip that is never taken for markup, whatever a list from outside contains.

    Qt takes a text for markup when it finds a tag; escaped, with a tag of our own, it shows the text itself.
    """
    return f"<span>{html.escape(text)}</span>" if "<" in text else text
