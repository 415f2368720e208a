"""The main window: menus, toolbar, sidebar, list, details and status bar around one desk."""

import base64
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.changes import ChangeRelay
from exchange_desk.gui.kit.commands import CommandSet
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import show_error
from exchange_desk.gui.kit.tasks import Tasks
from exchange_desk.gui.kit.views import SavedView
from exchange_desk.gui.shell.acts import FileActs, Host, ToolActs, ViewActs
from exchange_desk.gui.shell.bars import demo_bar, reading_bar
from exchange_desk.gui.shell.browser import Browser
from exchange_desk.gui.shell.commands import window_commands
from exchange_desk.gui.shell.dropping import dropped_workbooks
from exchange_desk.gui.shell.found import Finder
from exchange_desk.gui.shell.leaving import StopQuestion
from exchange_desk.gui.shell.menus import Menus, ToolBar
from exchange_desk.gui.shell.palette import Palette
from exchange_desk.gui.shell.records import Opener
from exchange_desk.gui.shell.recovery import recovery_bar
from exchange_desk.gui.shell.sidebar import Sidebar
from exchange_desk.gui.shell.status import StatusBar
from exchange_desk.gui.shell.undo import Undo
from exchange_desk.gui.shell.windows import Windows
from exchange_desk.services.desk import Desk
from exchange_desk.support import paths
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language
from exchange_desk.support.settings import Settings

_SIDEBAR_WIDTH = 210


class MainWindow(QMainWindow):
    """`host` is told when the person wants another desk, language or look. `keeps`: whether closing it writes size,
    place and columns to the settings."""

    def __init__(self, desk: Desk, settings: Settings, lang: Language, host: Host, *, demo: bool = False) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.lang = lang
        desk.lists.lang = lang
        self.opener = Opener(self, self._show_records)
        self.windows = Windows()
        self.ctx = Context(
            desk=desk,
            lang=lang,
            settings=settings,
            tasks=Tasks(self._tell_failure, self),
            changes=ChangeRelay(desk, self),
            open_record=self.opener.open_record,
            announce=self._announce,
            show_list=self.show_list,
            start_import=self._start_import,
            neighbour=lambda kind, record_id, by: self.browser.neighbour(kind, record_id, by),
        )
        self.opener.ctx = self.ctx
        self.setWindowTitle(self._title(demo))
        self.setAcceptDrops(True)
        self._host = host
        self.keeps = True
        self._lay_out(demo)
        self._command()
        self._connect()
        self._restore()

    def show_list(self, section_id: str, where: Mapping[str, Any] | None = None) -> None:
        """Bring a list forward; with `where`, narrowed to these conditions and nothing else."""
        self.browser.show_section(section_id, where)
        self.browser.panes()[0].setFocus()

    def search_all(self) -> Palette:
        """Open the palette."""
        palette = Palette(self.lang, self.finder, self)
        palette.open_over(self)
        return palette

    def command_sets(self) -> list[CommandSet]:
        """The commands of the list that is shown, and the window's own."""
        screen = self.browser.screen_shown
        return [*([screen.commands] if screen else []), self.commands]

    def remember(self) -> None:
        """Write size, place, columns and the last list to the settings."""
        self.browser.remember()
        ctx = self.ctx
        ctx.keep("geometry", base64.b64encode(bytes(self.saveGeometry().data())).decode())
        ctx.keep("section", self.browser.section_id)
        ctx.keep("sidebar", self.sidebar.isVisibleTo(self))
        ctx.keep("sidebar_width", round(self.sidebar.width() / theme.text_scale()))
        ctx.settings.save()

    def leave(self) -> bool:
        """Get ready to be closed: forms and windows first, then the running job. False while something is asked."""
        if not (self.opener.close_all() and self.windows.close_all()):
            return False
        if self.ctx.tasks.busy:
            StopQuestion(self, self.lang, stop=self._stop_and_close).open()
            return False
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leave():
            event.ignore()
            return
        if self.keeps:
            self.remember()
        self.ctx.tasks.shut_down()
        self.ctx.changes.stop()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_workbooks(event.mimeData()) and not self.ctx.read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = dropped_workbooks(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.files.import_list(paths)

    def _title(self, demo: bool) -> str:
        path = self.ctx.desk.database.path
        if demo:
            return self.lang("Demonstration – Exchange Desk")
        if path.name == paths.default_database().name:
            return self.lang("Exchange Desk")
        return self.lang("{desk} – Exchange Desk", desk=path.stem)

    def _lay_out(self, demo: bool) -> None:
        self.sidebar = Sidebar(self.ctx)
        self.browser = Browser(self.ctx)
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        self.panes.addWidget(self.sidebar)
        self.panes.addWidget(self.browser)
        self.panes.setStretchFactor(1, 1)
        self.panes.setChildrenCollapsible(False)
        self.panes.setSizes([round(self.ctx.kept("sidebar_width", _SIDEBAR_WIDTH) * theme.text_scale()), 10_000])
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.bars = [demo_bar(self.lang, self._leave_demo)] if demo else []
        self.bars += [reading_bar(self.lang, self._open_for_writing)] if self.ctx.read_only else []
        left_behind = recovery_bar(self.ctx, self.opener)
        self.bars += [left_behind] if left_behind else []
        for bar in self.bars:
            column.addWidget(bar)
        column.addWidget(self.panes, 1)
        self.setCentralWidget(centre)
        self.status = StatusBar(self.ctx, self)
        self.setStatusBar(self.status)

    def _command(self) -> None:
        ctx = self.ctx
        self.files = FileActs(ctx, self, self.browser, self._host, self.windows)
        self.views = ViewActs(ctx, self, self.sidebar, self.browser, self._host)
        self.tools = ToolActs(ctx, self, self._host, self.windows, self.command_sets)
        self.undo = Undo(ctx, self)
        self.commands = CommandSet(ctx, window_commands(self.files, self.undo, self.views, self.tools, self._go), self)
        self.menus = Menus(self.lang, self.menuBar(), self.commands, self.files.fill_recent)
        self.toolbar = ToolBar(ctx, self.commands, self)
        self.addToolBar(self.toolbar)
        self.finder = Finder(ctx, self.opener, self.command_sets, self._show_view)

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self.show_list)
        self.browser.shown.connect(self._after_showing)
        self.browser.detail_shown.connect(self.commands.action("view.detail").setChecked)
        self.toolbar.programme_chosen.connect(self._narrow)
        self.status.imports_asked.connect(lambda: self.show_list("received"))
        self.status.history_asked.connect(self.tools.history)
        self.status.backups_asked.connect(self.tools.preferences)
        self.status.folder_asked.connect(self.files.show_folder)
        self.ctx.changes.changed.connect(self._after_change)
        QTimer.singleShot(0, self, self._after_change)

    def _restore(self) -> None:
        self.resize(1280, 720)
        kept = self.ctx.kept("geometry", "")
        if kept:
            self.restoreGeometry(QByteArray(base64.b64decode(kept)))
        self.sidebar.setVisible(bool(self.ctx.kept("sidebar", True)))
        self.browser.show_section(self.ctx.kept("section", "start"))

    def _go(self, where: str) -> None:
        if where == "search":
            self.search_all()
        else:
            self.show_list(where)

    def _show_view(self, section_id: str, view: SavedView) -> None:
        self.show_list(section_id)
        if self.browser.screen_shown is not None:
            self.browser.screen_shown.show_view(view)

    def _show_records(self, listing: str, ids: list[Id]) -> None:
        self.show_list(listing)
        self.browser.select(ids)

    def _tell_failure(self, error: BaseException) -> None:
        show_error(self, error, self.lang)

    def _start_import(self) -> None:
        self.files.import_list()

    def _announce(self, text: str) -> None:
        self.status.announce(text)

    def _after_showing(self, section_id: str) -> None:
        self.sidebar.show_chosen(section_id)
        self.menus.show_for(self.browser.screen_shown)
        self.toolbar.show_for(self.browser.screen_shown)
        self.commands.refresh()
        self._name_undo()

    def _after_change(self, changes: object = None) -> None:  # noqa: ARG002 - any step is the next to be undone
        self._name_undo()

    def _name_undo(self) -> None:
        self.undo.name(self.commands.action("edit.undo"), self.commands.action("edit.redo"))

    def _narrow(self) -> None:
        self.browser.narrow()
        self.sidebar.count_again()

    def _leave_demo(self) -> None:
        self._host.open_desk(paths.default_database())

    def _open_for_writing(self) -> None:
        self._host.open_desk(self.ctx.desk.database.path)

    def _stop_and_close(self) -> None:
        self.ctx.tasks.cancel()
        self.ctx.tasks.busy_changed.connect(self.close, Qt.ConnectionType.QueuedConnection)
