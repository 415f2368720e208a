"""Lines to put right at once: what was received, in how many rows, and what is to be written instead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from exchange_desk.gui.kit import theme
from exchange_desk.support.language import Language

_Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_SHOWN = (int(_ROLE.DisplayRole), int(_ROLE.EditRole))
_CHECK, _INK, _TIP = int(_ROLE.CheckStateRole), int(_ROLE.ForegroundRole), int(_ROLE.ToolTipRole)


@dataclass
class FixLine:
    """`texts`: what stands in the columns. `key`: what the line is about. `on`: it is to be put right so.

    `before`: the texts as they were when the line was made.
    """

    key: Any
    texts: list[str]
    on: bool = False
    before: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.before = tuple(self.texts)


class FixModel(QAbstractTableModel):
    """The first column carries the tick; `writable` columns can be typed into, which ticks the line.

    `ticked`: another number of lines is ticked.
    """

    ticked = Signal()

    def __init__(self, lang: Language, headings: Sequence[str], writable: Sequence[int]) -> None:
        super().__init__()
        self.lang = lang
        self.lines: list[FixLine] = []
        self._headings, self._writable = list(headings), frozenset(writable)

    def show_lines(self, lines: Sequence[FixLine]) -> None:
        """Other lines; the same ones as before keep what was typed into them."""
        if [(line.key, line.before) for line in lines] == [(line.key, line.before) for line in self.lines]:
            self.ticked.emit()
            return
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()
        self.ticked.emit()

    @property
    def chosen(self) -> Iterator[FixLine]:
        """The lines that are ticked and say something."""
        return (line for line in self.lines if line.on and any(line.texts[c].strip() for c in self._writable))

    def tick(self, on: bool, rows: Sequence[int] | None = None) -> None:
        """Tick some lines or all; a line without a text to write cannot be ticked."""
        for row in range(len(self.lines)) if rows is None else rows:
            line = self.lines[row]
            line.on = on and any(line.texts[c].strip() for c in self._writable)
        self._told()

    def write(self, row: int, texts: Sequence[str]) -> None:
        """Other texts for a line, which is then ticked."""
        line = self.lines[row]
        line.texts[:] = list(texts)
        line.on = any(line.texts[c].strip() for c in self._writable)
        self._told()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _SHOWN[0]) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == _SHOWN[0]:
            return self._headings[section]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if index.column() in self._writable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: _Index, role: int = _SHOWN[0]) -> Any:
        if not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        if role in _SHOWN:
            empty = role == _SHOWN[0] and index.column() in self._writable and not line.texts[index.column()]
            return self.lang("Type here…") if empty else line.texts[index.column()]
        if role == _CHECK and index.column() == 0:
            return Qt.CheckState.Checked if line.on else Qt.CheckState.Unchecked
        if role == _INK and (not line.on or index.column() not in self._writable):
            return theme.tone("dim") if index.column() in self._writable else None
        if role == _TIP:
            return line.texts[index.column()].replace("<", "‹") or None
        return None

    def setData(self, index: _Index, value: Any, role: int = _SHOWN[1]) -> bool:
        line = self.lines[index.row()]
        if role == _CHECK and index.column() == 0:
            self.tick(Qt.CheckState(value) == Qt.CheckState.Checked, [index.row()])
            return True
        if role != _SHOWN[1] or index.column() not in self._writable:
            return False
        texts = [*line.texts]
        texts[index.column()] = " ".join(str(value).split())
        if texts != line.texts or not line.on:
            self.write(index.row(), texts)
        return True

    def _told(self) -> None:
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(self._headings) - 1))
        self.ticked.emit()
