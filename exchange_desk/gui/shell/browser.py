"""The middle of the window: the list that is shown, and the pane with the record selected in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from exchange_desk.gui.history.record import RecordHistory
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.detail import DetailPane
from exchange_desk.gui.kit.list_screen import ListScreen
from exchange_desk.gui.shell.sections import section
from exchange_desk.gui.shell.start import StartPage
from exchange_desk.model import Record
from exchange_desk.support.ids import Id

_ROOMY = 960
"""Logical pixels of list and pane together (a window of some 1200) from which the pane is there by itself."""

_BESIDE = 640
"""Pixels from which the pane stands beside the list; below, it stands under it."""

_DETAIL_WIDTH = 320


class Browser(QSplitter):
    """Screens are made when they are first shown and kept. `shown` carries the section's id."""

    shown = Signal(str)
    detail_shown = Signal(bool)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.ctx = ctx
        self._screens: dict[str, QWidget] = {}
        self.section_id = ""
        self.stack = QStackedWidget()
        self.detail = DetailPane(ctx, self._history)
        self._wanted = {True: bool(ctx.kept("detail", True)), False: bool(ctx.kept("detail_narrow", False))}
        self.addWidget(self.stack)
        self.addWidget(self.detail)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.setChildrenCollapsible(False)
        self.setSizes([10_000, round(ctx.kept("detail_width", _DETAIL_WIDTH) * theme.text_scale())])
        self.detail.setMinimumWidth(240)
        self.detail.edit.connect(self._edit)
        self.detail.edit_many.connect(self._edit_many)

    @property
    def screen_shown(self) -> ListScreen | None:
        """The list that is shown; None on the start page."""
        found = self._screens.get(self.section_id)
        return found if isinstance(found, ListScreen) else None

    def show_section(self, section_id: str, where: Mapping[str, Any] | None = None) -> None:
        """Bring a list forward; `where`: show what meets these conditions and nothing else."""
        found = section(section_id)
        screen = self._screens.get(found.id)
        if screen is None:
            screen = self._make(found.id)
        if isinstance(screen, ListScreen):
            screen.set_scope(self.scope() if found.scoped else {})
            if where is not None:
                screen.show_where(where)
        self.section_id = found.id
        self.stack.setCurrentWidget(screen)
        self._fit_detail()
        self._show_selected()
        self.shown.emit(found.id)

    def scope(self) -> dict[str, Any]:
        return {"programme_id": self.ctx.programme} if self.ctx.programme else {}

    def narrow(self) -> None:
        """Follow the programme that was chosen for the window."""
        for section_id, screen in self._screens.items():
            if isinstance(screen, StartPage):
                screen.refresh()
            elif isinstance(screen, ListScreen) and section(section_id).scoped:
                screen.set_scope(self.scope())

    @property
    def detail_wanted(self) -> bool:
        """Whether the pane is wanted at this width: where room is short the list keeps it until it is asked for."""
        return self._wanted[self.width() >= _ROOMY]

    def show_detail(self, shown: bool) -> None:
        """Show the pane or put it away, at widths like this one; it stays away on the start page."""
        roomy = self.width() >= _ROOMY
        self._wanted[roomy] = shown
        self.ctx.keep("detail" if roomy else "detail_narrow", shown)
        self._fit_detail()
        self._show_selected()

    def select(self, ids: Sequence[Id]) -> None:
        if self.screen_shown:
            self.screen_shown.select(ids)

    def neighbour(self, kind: type[Record], record_id: Id, by: int) -> Id | None:
        """The record before or after one in the list that is shown."""
        screen = self.screen_shown
        if screen is None or screen.listing.record is not kind:
            return None
        row = screen.model.row_of(record_id) + by
        known = row - by >= 0 and 0 <= row < len(screen.model.ids)
        return screen.model.ids[row] if known else None

    def panes(self) -> list[QWidget]:
        """Where F6 goes, in reading order."""
        screen = self._screens[self.section_id]
        return [screen, *([self.detail] if self.detail.isVisible() else [])]

    def remember(self) -> None:
        """Keep columns and widths for the next start."""
        for screen in self._screens.values():
            if isinstance(screen, ListScreen):
                screen.remember()
        if self.detail.isVisible() and self.orientation() == Qt.Orientation.Horizontal:
            self.ctx.keep("detail_width", round(self.detail.width() / theme.text_scale()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_detail()

    def _make(self, section_id: str) -> QWidget:
        screen = section(section_id).make(self.ctx)
        self._screens[section_id] = screen
        self.stack.addWidget(screen)
        if isinstance(screen, ListScreen):
            screen.selection_changed.connect(self._show_selected)
        return screen

    def _show_selected(self) -> None:
        screen = self.screen_shown
        if screen is not None and self.detail.isVisibleTo(self):
            self.detail.show_records(screen.listing.record, screen.selection().ids, screen.detail)

    def _fit_detail(self) -> None:
        """Beside the list where there is room, below it where there is not."""
        beside = self.width() >= _BESIDE
        orientation = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        shown = self.detail_wanted and self.screen_shown is not None
        self.detail.setVisible(shown)
        if self.orientation() != orientation:
            self.setOrientation(orientation)
            self.setSizes([10_000, _DETAIL_WIDTH] if beside else [600, 400])
        self.detail_shown.emit(shown)

    def _history(self, kind: type[Record], record_id: Id) -> QWidget:
        history = RecordHistory(self.ctx)
        history.show_record(kind, record_id)
        return history

    def _edit(self) -> None:
        screen = self.screen_shown
        if screen is not None and screen.selection():
            self.ctx.open_record(screen.listing.record, screen.selection().one)

    def _edit_many(self) -> None:
        if self.screen_shown is not None:
            self.screen_shown.commands.trigger("list.edit_many")
