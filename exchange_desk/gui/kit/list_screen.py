"""A list with its search box, conditions, table, count and what to do when it is empty."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QStackedWidget, QVBoxLayout, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.commands import SEPARATOR, Command, CommandSet, Selection
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.empty import Empty, EmptyState
from exchange_desk.gui.kit.filters import Filter, FilterBar, column_filters
from exchange_desk.gui.kit.groups import Detail
from exchange_desk.gui.kit.labels import heading, plain
from exchange_desk.gui.kit.standard import standard_commands
from exchange_desk.gui.kit.table_model import ListingModel
from exchange_desk.gui.kit.table_view import ListTable
from exchange_desk.gui.kit.views import ViewsButton
from exchange_desk.support.ids import Id

_TYPING_PAUSE = 80
"""Milliseconds after the last key before the desk is asked."""

_IN_TOOLBAR = 3
"""Commands of a list that the window's toolbar shows; the others are in the menus."""


class SearchBox(QLineEdit):
    """Down and Enter go on to the list; Esc empties the box."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class ListScreen(QWidget):
    """`commands` come before the ones every list has (open, copy, columns, delete, export).

    `filters`: conditions beside those that follow from the columns. `detail`: what the pane beside the list
    shows of a record.
    """

    selection_changed = Signal()
    listed = Signal()

    def __init__(
        self,
        ctx: Context,
        listing: str,
        commands: Sequence[Command] = (),
        *,
        empty: Empty,
        filters: Sequence[Filter] = (),
        detail: Detail = Detail(),  # noqa: B008 - a value that never changes
    ) -> None:
        super().__init__()
        self.ctx = ctx
        self.listing = ctx.desk.lists.listing(listing)
        self.detail = detail
        self._empty = empty
        self._scope: dict[str, Any] = {}
        self._all = 0
        self._stale = True
        self.model = ListingModel(ctx.desk.lists, listing, ctx.lang, self)
        self.table = ListTable(self.model, ctx.lang, self)
        self.table.restore_layout(ctx.kept(f"list.{listing}", {}))
        self.filters = FilterBar(ctx.lang, [*filters, *column_filters(ctx.lang, self.model.columns)], self)
        self.toolbar = tuple(each.id for each in commands if each.icon and each is not SEPARATOR)[:_IN_TOOLBAR]
        self.commands = CommandSet(ctx, [*commands, *standard_commands(self)], self, self.selection)
        self._lay_out()
        self._connect()

    def selection(self) -> Selection:
        return Selection(self.table.selected_ids())

    def refresh(self) -> None:
        """Ask the desk again; the selection stays."""
        self._stale = False
        self.table.refresh()
        self._after_listing()

    def show_where(self, where: Mapping[str, Any]) -> None:
        """Show what meets these conditions and nothing else."""
        with QSignalBlocker(self.search), QSignalBlocker(self.filters):
            self.search.clear()
            self.filters.put(where)
        self._look()

    def view(self) -> dict[str, Any]:
        """What the list shows now, as a view can keep it."""
        where = {name: list(values) for name, values in self.filters.where.items()}
        return {
            "find": self.search.text().strip(),
            "where": where,
            "sort": [self.model.sort_column, self.model.descending],
        }

    def show_view(self, view: Mapping[str, Any]) -> None:
        """Show what `view` kept."""
        with QSignalBlocker(self.search), QSignalBlocker(self.filters):
            self.search.setText(view["find"])
            self.filters.put(view["where"])
        self.table.sort_by(*view["sort"])
        self._look()

    def set_scope(self, scope: Mapping[str, Any]) -> None:
        """Narrow the list to one programme, or to nothing ({}), whatever else is asked for."""
        if dict(scope) != self._scope:
            self._scope = dict(scope)
            self._stale = True
            if self.isVisible():
                self._look()

    def select(self, ids: Sequence[Id]) -> None:
        """Select records and scroll to the first one."""
        self.table.select_ids(ids)
        if self.table.currentIndex().isValid():
            self.table.scrollTo(self.table.currentIndex())

    def clear_conditions(self) -> None:
        """Show everything."""
        self.show_where({})

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def remember(self) -> None:
        """Keep the columns for the next start."""
        self.ctx.keep(f"list.{self.listing.name}", self.table.layout_to_keep())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._look()

    def _lay_out(self) -> None:
        lang = self.ctx.lang
        self.search = SearchBox()
        self.search.setPlaceholderText(lang("Search this list"))
        self.search.setAccessibleName(lang("Search this list"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(theme.icon("search", "dim"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMinimumWidth(160)
        self.search.setMaximumWidth(320)
        top = QHBoxLayout()
        top.addWidget(heading(lang(self.listing.title)))
        top.addWidget(self.search, 1)
        top.addWidget(self.filters)
        self.views = ViewsButton(self)
        top.addWidget(self.views)
        top.addStretch()
        self.nothing = EmptyState()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.nothing)
        self.count_line = plain(tone="dim")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.addLayout(top)
        column.addWidget(self.pages, 1)
        column.addWidget(self.count_line)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)
        self._pause.timeout.connect(self._look)
        self.search.textChanged.connect(lambda: self._pause.start())
        self.search.left.connect(self._enter_table)
        self.filters.changed.connect(self._look)
        self.table.opened.connect(lambda record_id: self.ctx.open_record(self.listing.record, record_id))
        self.table.typed.connect(self._begin_search)
        self.table.selection_changed.connect(self._after_selecting)
        self.table.customContextMenuRequested.connect(self._context_menu)
        self.ctx.changes.changed.connect(self._on_change)

    def _on_change(self, changes: object) -> None:  # noqa: ARG002 - any record may show in any list
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _look(self) -> None:
        self._pause.stop()
        selected = self.table.selected_ids()
        self._stale = False
        self.model.look_for(self.search.text(), {**self._scope, **self.filters.where})
        self.table.select_ids(selected)
        self._after_listing()

    def _begin_search(self, letter: str) -> None:
        self.search.setFocus()
        self.search.setText(letter)

    def _enter_table(self) -> None:
        if self._pause.isActive():
            self._look()
        if not self.table.currentIndex().isValid() and self.model.ids:
            self.table.selectRow(0)
        self.table.setFocus()

    def _after_listing(self) -> None:
        shown = len(self.model.ids)
        narrowed = bool(self.search.text().strip() or self.filters.where)
        self._all = self.ctx.desk.lists.count(self.listing.name, self._scope) if narrowed else shown
        if shown:
            self.pages.setCurrentWidget(self.table)
        else:
            self._tell_why_empty(narrowed and self._all > 0)
            self.pages.setCurrentWidget(self.nothing)
        self._after_selecting()
        self.listed.emit()

    def _after_selecting(self) -> None:
        self.commands.refresh()
        lang, chosen = self.ctx.lang, len(self.table.selected_ids())
        text = lang("{shown} of {all}", shown=len(self.model.ids), all=self._all)
        if chosen > 1:
            text = lang(
                "{counts} · {selected}", counts=text, selected=lang.plural("{n} selected", "{n} selected", chosen)
            )
        self.count_line.setText(text)
        self.selection_changed.emit()

    def _tell_why_empty(self, narrowed: bool) -> None:
        lang = self.ctx.lang
        if not narrowed:
            actions = [self.commands.action(each) for each in self._empty.actions]
            self.nothing.tell(self._empty.icon, lang(self._empty.text), lang(self._empty.reason), actions)
            return
        find, chips = self.search.text().strip(), self.filters.chips()
        text = lang("Nothing found for “{text}”.", text=find) if find else lang("Nothing meets these conditions.")
        reason = lang("Conditions in force: {conditions}.", conditions=chips) if chips else ""
        self.nothing.tell("search", text, reason, [self.commands.action("list.everything")])

    def _context_menu(self, position: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.commands.fill_menu(menu)
        menu.popup(self.table.viewport().mapToGlobal(position))
