"""The lists that were chosen together: one is looked at, the others wait or are done."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from exchange_desk.gui.imports.sources import Source
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.labels import plain
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.language import Language, msg


class State(StrEnum):
    WAITING = "waiting"
    NOW = "now"
    DONE = "done"
    UNREAD = "unread"


_LOOKS = {
    State.WAITING: (msg("{name} (waits)"), "circle", "dim"),
    State.NOW: (msg("{name} (now)"), "circle-dot", "info"),
    State.DONE: (msg("{name} (imported)"), "circle-check", "good"),
    State.UNREAD: (msg("{name} (could not be read)"), "circle-x", "error"),
}


@dataclass
class Entry:
    """A list of the queue. `plan`: what was made of it before another one was looked at."""

    source: Source
    state: State = State.WAITING
    plan: ImportPlan | None = None


class Queue(QWidget):
    """`wanted`: the number of a list that is to be looked at. Hidden as long as there is one list only."""

    wanted = Signal(int)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self.entries: list[Entry] = []
        self.now = -1
        self.said = plain(wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(lang("Lists chosen together"))
        self.list.setIconSize(QSize(16, 16))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setFixedWidth(round(150 * theme.text_scale()))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.said)
        column.addWidget(self.list, 1)
        self.list.itemActivated.connect(self._ask)
        self.list.itemClicked.connect(self._ask)
        self._show()

    def begin(self, sources: Sequence[Source]) -> None:
        """Other lists than before; the first is looked at."""
        self.entries, self.now = [Entry(source) for source in sources], -1
        if self.entries:
            self.go_to(0)
        else:
            self._show()

    def add(self, sources: Sequence[Source]) -> None:
        """More lists, after those there are."""
        self.entries += [Entry(source) for source in sources]
        self._show()

    def go_to(self, number: int) -> Entry:
        """This list is looked at now; the one before waits, unless it is done."""
        if self.current is not None and self.current.state is State.NOW:
            self.current.state = State.WAITING
        self.now = number
        entry = self.entries[number]
        if entry.state is not State.DONE:
            entry.state = State.NOW
        self._show()
        return entry

    def mark(self, state: State) -> None:
        """What became of the list that is looked at."""
        if self.current is not None:
            self.current.state = state
            self._show()

    @property
    def current(self) -> Entry | None:
        return self.entries[self.now] if 0 <= self.now < len(self.entries) else None

    @property
    def next_waiting(self) -> int | None:
        """The number of the next list that waits, round the end."""
        order = [*range(self.now + 1, len(self.entries)), *range(max(0, self.now))]
        return next((number for number in order if self.entries[number].state is State.WAITING), None)

    def _show(self) -> None:
        self.setVisible(len(self.entries) > 1)
        self.said.setText(self.lang("List {n} of {count}", n=self.now + 1, count=len(self.entries)))
        self.list.clear()
        for entry in self.entries:
            words, icon, tone = _LOOKS[entry.state]
            item = QListWidgetItem(theme.icon(icon, tone), entry.source.name)
            told = self.lang(words, name=entry.source.name)
            item.setToolTip(told.replace("<", "‹"))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            self.list.addItem(item)
        self.list.setCurrentRow(self.now)

    def _ask(self, item: QListWidgetItem) -> None:
        number = self.list.row(item)
        if number != self.now and self.entries[number].state is not State.DONE:
            self.wanted.emit(number)
