"""Search everything or run a command: one box over records, lists, commands and what was opened last."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.commands import CommandSet
from exchange_desk.support.language import Language
from exchange_desk.support.text import fold

AT_MOST = 8
"""Entries of each kind."""

_TYPING_PAUSE = 40
_ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Entry:
    """Something to go to or to do. Texts are translated; `why` says why it is off ("" = it is on)."""

    text: str
    run: Callable[[], None]
    detail: str = ""
    icon: str = ""
    why: str = ""


@dataclass(frozen=True)
class Part:
    """A heading with the entries below it."""

    title: str
    entries: Sequence[Entry]


Source = Callable[[str], Iterable[Part]]
"""From what was typed to the parts that fit it."""


class Palette(QDialog):
    """Up and Down choose, Enter goes, Esc leaves. The box keeps the keyboard all the while."""

    def __init__(self, lang: Language, source: Source, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._lang = lang
        self._source = source
        self.setWindowTitle(lang("Search or run"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        self.box = QLineEdit()
        self.box.setPlaceholderText(lang("Name, city, institution, list or command"))
        self.box.setAccessibleName(lang("Search or run"))
        self.box.addAction(theme.icon("search", "dim"), QLineEdit.ActionPosition.LeadingPosition)
        self.box.setMinimumHeight(32)
        self.list = QTreeWidget()
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(0)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(lang("What was found"))
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.list.itemClicked.connect(self._run)
        column.addWidget(self.box)
        column.addWidget(self.list, 1)
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)
        self._pause.timeout.connect(self.refresh)
        self.box.textEdited.connect(lambda: self._pause.start())
        self.box.installEventFilter(self)
        self.refresh()

    def open_over(self, window: QWidget) -> None:
        """Show in the upper middle of a window."""
        width, height = min(680, window.width() - 80), min(460, window.height() - 120)
        self.resize(width, height)
        self.list.header().resizeSection(0, width // 2)
        self.move(window.mapToGlobal(window.rect().topLeft()).x() + (window.width() - width) // 2, window.y() + 90)
        self.show()
        self.box.setFocus()

    def refresh(self) -> None:
        """List what fits the text; the first entry that can be run is chosen."""
        self._pause.stop()
        self.list.clear()
        for part in self._source(self.box.text().strip()):
            if part.entries:
                self._add_heading(part.title)
                for entry in part.entries:
                    self._add(entry)
        if self.list.topLevelItemCount() == 0:
            self._add_heading(self._lang("Nothing found. Try another word."))
        self._step(1, start=-1)

    def entries(self) -> list[Entry]:
        """Everything listed, in order."""
        items = [self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount())]
        return [item.data(0, _ENTRY) for item in items if item is not None and item.data(0, _ENTRY)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._step(1 if key == Qt.Key.Key_Down else -1, start=self._row())
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._pause.isActive():
                    self.refresh()
                current = self.list.currentItem()
                if current is not None:
                    self._run(current)
                return True
        return super().eventFilter(watched, event)

    def _row(self) -> int:
        current = self.list.currentItem()
        return self.list.indexOfTopLevelItem(current) if current is not None else -1

    def _step(self, by: int, *, start: int) -> None:
        """Choose the next entry that can be run, over headings and entries that are off."""
        row = start + by
        while 0 <= row < self.list.topLevelItemCount():
            item = self.list.topLevelItem(row)
            if item is not None and item.flags() & Qt.ItemFlag.ItemIsSelectable:
                self.list.setCurrentItem(item)
                return
            row += by

    def _add_heading(self, text: str) -> None:
        item = QTreeWidgetItem(self.list, [text])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setForeground(0, theme.tone("dim"))
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        item.setFont(0, font)
        item.setFirstColumnSpanned(True)

    def _add(self, entry: Entry) -> None:
        item = QTreeWidgetItem(self.list, [entry.text, entry.why or entry.detail])
        item.setIcon(0, theme.icon(entry.icon))
        item.setData(0, _ENTRY, entry)
        item.setForeground(1, theme.tone("dim"))
        item.setSizeHint(0, QSize(0, self.fontMetrics().height() + 10))
        if entry.why:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item.setForeground(0, theme.tone("dim"))

    def _run(self, item: QTreeWidgetItem) -> None:
        entry: Entry | None = item.data(0, _ENTRY)
        if entry is not None and not entry.why:
            self.close()
            entry.run()


def command_entries(sets: Iterable[CommandSet], typed: str) -> list[Entry]:
    """The commands whose text has every word that was typed, those beginning with it first."""
    found: list[tuple[bool, Entry]] = []
    words, known = fold(typed).split(), set()
    for commands in sets:
        for command, action, why in commands.offered():
            folded = fold(action.text())
            if folded not in known and all(word in folded for word in words):
                known.add(folded)
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                entry = Entry(action.text(), action.trigger, keys, command.icon, why)
                found.append((bool(entry.why) or not folded.startswith(fold(typed)), entry))
    found.sort(key=lambda each: each[0])
    return [entry for _, entry in found]
