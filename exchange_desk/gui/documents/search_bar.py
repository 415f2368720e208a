"""Finding a text in the pages shown, a few pages at a time."""

import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from exchange_desk.gui.documents.pages import Match, Pages
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.commands import make_action
from exchange_desk.gui.kit.labels import plain
from exchange_desk.support.language import Language

_SLICE = 0.03
"""Seconds of searching between two turns of the window."""


class SearchBar(QWidget):
    """`found` carries all matches so far and the one to look at (None: nothing found)."""

    found = Signal(list, object)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self._pages: Pages | None = None
        self._matches: list[Match] = []
        self._at = -1
        self._next_page = 0
        self.box = QLineEdit()
        self.box.setPlaceholderText(lang("Find in the document"))
        self.box.setAccessibleName(lang("Find in the document"))
        self.box.setClearButtonEnabled(True)
        self.box.setMinimumWidth(120)
        self.box.setMaximumWidth(220)
        self.box.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.count = plain(tone="dim")
        self.following = make_action(lang("Next"), self, icon="chevron-down", shortcut="F3")
        self.preceding = make_action(lang("Previous"), self, icon="chevron-up", shortcut="Shift+F3")
        self.following.triggered.connect(lambda: self._move(1))
        self.preceding.triggered.connect(lambda: self._move(-1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        for action in (self.preceding, self.following):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAutoRaise(True)
            button.setAccessibleName(action.text())
            row.addWidget(button)
        row.addWidget(self.count)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._search_on)
        self.box.textChanged.connect(self._restart)
        self.box.returnPressed.connect(lambda: self._move(1))

    def search_in(self, pages: Pages | None) -> None:
        """Search another document for the same text."""
        self._pages = pages
        self._restart()

    def _restart(self) -> None:
        self._matches, self._at, self._next_page = [], -1, 0
        self.count.clear()
        self.found.emit([], None)
        if self._pages is not None and self.box.text().strip():
            self._timer.start()
        else:
            self._timer.stop()

    def _search_on(self) -> None:
        """Some pages more; the first match is shown as soon as it is there."""
        if self._pages is None:
            self._timer.stop()
            return
        until, before = time.monotonic() + _SLICE, len(self._matches)
        while self._next_page < len(self._pages) and time.monotonic() < until:
            self._matches += self._pages.find(self._next_page, self.box.text())
            self._next_page += 1
        if self._next_page >= len(self._pages):
            self._timer.stop()
            self._tell()
        if len(self._matches) > before and self._at < 0:
            self._move(1)

    def _move(self, by: int) -> None:
        if self._matches:
            self._at = (self._at + by) % len(self._matches) if self._at >= 0 else 0
            self.found.emit(self._matches, self._matches[self._at])
        self._tell()

    def _tell(self) -> None:
        if self._matches:
            self.count.setText(self.lang("{at} of {count}", at=self._at + 1, count=len(self._matches)))
        elif self.box.text().strip() and not self._timer.isActive():
            self.count.setText(self.lang("Not found"))
