"""The changes of one step as a tree: a line for each record, its fields below."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from exchange_desk.gui.history.telling import RecordChange
from exchange_desk.gui.kit import theme
from exchange_desk.support.language import Language, msg

_WHAT = {
    "new": (msg("New: {record}"), "plus", "good"),
    "changed": (msg("Changed: {record}"), "pencil", "info"),
    "deleted": (msg("Deleted: {record}"), "trash-2", "error"),
}

_OPEN = 12
"""With at most so many records all of them are shown unfolded."""


class ChangesTree(QTreeWidget):
    """Field, before, after."""

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self.setColumnCount(3)
        self.setHeaderLabels([lang("Field"), lang("Before"), lang("After")])
        self.setAccessibleName(lang("What the step changed"))
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setIndentation(12)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_changes(self, changes: Sequence[RecordChange], more: int) -> None:
        self.clear()
        whats = {change.what for change in changes}
        self.setColumnHidden(1, whats == {"new"})
        self.setColumnHidden(2, whats == {"deleted"})
        for change in changes:
            self._add(change)
        if more:
            text = self.lang.plural("and {n} record more", "and {n} records more", more)
            self._head(text)
        if len(changes) <= _OPEN:
            self.expandAll()

    def add_folded(self, text: str, number: int) -> None:
        """A line that is filled when it is unfolded; `number` says what with."""
        item = self._head(text)
        item.setData(0, Qt.ItemDataRole.UserRole, number)
        item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)

    def waiting(self, item: QTreeWidgetItem) -> int | None:
        """The number of a line that still has to be filled."""
        number = item.data(0, Qt.ItemDataRole.UserRole)
        return int(number) if number is not None else None

    def fill(self, item: QTreeWidgetItem, changes: Sequence[RecordChange]) -> None:
        """Put the changed fields below a folded line; those of parts under the part's name."""
        item.setData(0, Qt.ItemDataRole.UserRole, None)
        for change in changes:
            below = item
            if len(changes) > 1:
                below = QTreeWidgetItem(item, [self._say(change)])
                below.setFirstColumnSpanned(True)
                below.setExpanded(True)
            self._add_fields(below, change)

    def fill_lines(self, item: QTreeWidgetItem, lines: Sequence[tuple[str, str]]) -> None:
        """Put lines of text, each with its tool tip, below a folded line."""
        item.setData(0, Qt.ItemDataRole.UserRole, None)
        for text, tip in lines:
            line = QTreeWidgetItem(item, [_one_line(text)])
            line.setFirstColumnSpanned(True)
            line.setToolTip(0, _plain_tip(tip))

    def _add(self, change: RecordChange) -> None:
        _, symbol, tone = _WHAT[change.what]
        item = self._head(self._say(change))
        item.setIcon(0, theme.icon(symbol, tone))
        self._add_fields(item, change)

    def _say(self, change: RecordChange) -> str:
        name = self.lang("{kind} · {name}", kind=change.kind, name=change.name) if change.name else change.kind
        return self.lang(_WHAT[change.what][0], record=name)

    def _add_fields(self, item: QTreeWidgetItem, change: RecordChange) -> None:
        for field in change.fields:
            line = QTreeWidgetItem(item, [field.label, _one_line(field.before), _one_line(field.after)])
            for column, text in ((1, field.before), (2, field.after)):
                line.setToolTip(column, _plain_tip(text) if len(text) > 24 else "")

    def _head(self, text: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [text])
        item.setFirstColumnSpanned(True)
        return item


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _plain_tip(text: str) -> str:
    """A tool tip that Qt does not take for markup: it would, when the text looks like a tag."""
    return text.replace("<", "‹")
