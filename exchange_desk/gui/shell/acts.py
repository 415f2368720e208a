"""What the window does when it is told to: files, views and tools."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMainWindow, QMenu, QWidget

from exchange_desk import __version__
from exchange_desk.gui.kit.commands import CommandSet, Selection, make_action
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.shell.browser import Browser
from exchange_desk.gui.shell.sidebar import Sidebar
from exchange_desk.gui.shell.windows import Windows
from exchange_desk.model import record_kind
from exchange_desk.support.ids import Id
from exchange_desk.support.settings import Settings


class Host(Protocol):
    """Who owns the window: changes the desk, and everything that needs the window built anew."""

    def open_desk(self, path: Path) -> None: ...

    def explore_demo(self) -> None: ...

    def apply(self, settings: Settings) -> None: ...


class FileActs:
    """Desks, lists that come in, documents and copies that go out."""

    def __init__(self, ctx: Context, window: QMainWindow, browser: Browser, host: Host, windows: Windows) -> None:
        self._ctx = ctx
        self._window = window
        self._browser = browser
        self._host = host
        self._windows = windows

    def open_desk(self) -> None:
        lang = self._ctx.lang
        folder = str(self._ctx.desk.database.path.parent)
        path, _ = QFileDialog.getOpenFileName(self._window, lang("Open desk"), folder, lang("Desks (*.desk)"))
        if path:
            self._host.open_desk(Path(path))

    def new_desk(self) -> None:
        lang = self._ctx.lang
        folder = str(self._ctx.desk.database.path.parent / "exchange.desk")
        path, _ = QFileDialog.getSaveFileName(self._window, lang("New desk"), folder, lang("Desks (*.desk)"))
        if path:
            self._host.open_desk(Path(path).with_suffix(".desk"))

    def fill_recent(self, menu: QMenu) -> None:
        """The desks opened last; one that is no longer there can be taken off."""
        lang, ctx = self._ctx.lang, self._ctx
        menu.clear()
        for known in ctx.kept("desks", []):
            path = Path(known)
            there = path.exists()
            text = path.name if there else lang("{file} (take off the list)", file=path.name)
            action = make_action(text.replace("&", "&&"), menu)
            action.setEnabled(path != ctx.desk.database.path)
            action.setStatusTip(str(path))
            action.triggered.connect(partial(self._open_recent, path))
            menu.addAction(action)

    def _open_recent(self, path: Path, checked: bool = False) -> None:  # noqa: ARG002
        if path.exists():
            self._host.open_desk(path)
        else:
            self._ctx.keep("desks", [each for each in self._ctx.kept("desks", []) if each != str(path)])

    def import_list(self, lists: Path | Sequence[Path] | None = None) -> None:
        """The import window, empty or with workbooks."""
        from exchange_desk.gui.imports.window import ImportWindow

        self._windows.show(ImportWindow(self._ctx, lists))

    def document(self) -> str:
        """The document that the list shown can be printed as; "" when there is none."""
        screen = self._browser.screen_shown
        if screen is None:
            return ""
        wanted = record_kind(screen.listing.record)
        return next((each.id for each in self._ctx.desk.documents.catalogue() if each.needs == wanted), "")

    def can_print(self, _: Selection) -> bool:
        screen = self._browser.screen_shown
        return screen is not None and bool(screen.model.ids) and bool(self.document())

    def print_preview(self) -> None:
        """The document of the selected records, or of all that are listed."""
        from exchange_desk.gui.documents.preview import PreviewWindow

        screen = self._browser.screen_shown
        if screen is not None:
            ids: Sequence[Id] = screen.selection().ids or screen.model.ids
            self._windows.show(PreviewWindow(self._ctx, self.document(), ids))

    def back_up(self) -> None:
        """A checked copy beside the desk, in the background."""
        ctx, lang = self._ctx, self._ctx.lang

        def tell(made: Path) -> None:
            ctx.announce(lang("Backup made: {file}", file=made.name))

        ctx.tasks.run(lang("Making a backup"), lambda progress: ctx.desk.upkeep.backup(progress=progress), done=tell)

    def show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._ctx.desk.database.path.parent)))

    def quit(self) -> None:
        self._window.close()


class ViewActs:
    """What is shown, and how large."""

    def __init__(self, ctx: Context, window: QMainWindow, sidebar: Sidebar, browser: Browser, host: Host) -> None:
        self._ctx = ctx
        self._window = window
        self._sidebar = sidebar
        self._browser = browser
        self._host = host

    def find(self) -> None:
        if self._browser.screen_shown is not None:
            self._browser.screen_shown.focus_search()

    def toggle_detail(self) -> None:
        self._browser.show_detail(not self._browser.detail_wanted)

    def toggle_sidebar(self) -> None:
        self._sidebar.setVisible(not self._sidebar.isVisible())

    def refresh(self) -> None:
        """Ask the desk again for everything that is shown."""
        if self._browser.screen_shown is not None:
            self._browser.screen_shown.refresh()
        self._browser.detail.refresh()
        self._sidebar.count_again()

    def full_screen(self) -> None:
        self._window.setWindowState(self._window.windowState() ^ self._window.windowState().WindowFullScreen)

    def next_pane(self, by: int) -> None:
        """From sidebar to list to pane, and round again."""
        panes: list[QWidget] = [*([self._sidebar] if self._sidebar.isVisible() else []), *self._browser.panes()]
        focused = self._window.focusWidget()
        now = next((place for place, pane in enumerate(panes) if focused and _within(focused, pane)), -1)
        panes[(now + by) % len(panes)].setFocus()

    def text_size(self, by: int) -> None:
        """Larger or smaller by so many per cent; 0: the system's own size."""
        size = min(200, max(80, self._ctx.settings.text_size + by)) if by else 100
        self._host.apply(replace(self._ctx.settings, text_size=size))

    def theme(self, name: str) -> None:
        self._host.apply(replace(self._ctx.settings, theme=name))


class ToolActs:
    """Windows that stand beside the main one."""

    def __init__(
        self, ctx: Context, window: QMainWindow, host: Host, windows: Windows, sets: Callable[[], list[CommandSet]]
    ) -> None:
        self._ctx = ctx
        self._window = window
        self._host = host
        self._windows = windows
        self._sets = sets

    def history(self) -> None:
        from exchange_desk.gui.history.window import HistoryWindow

        self._windows.show_one(HistoryWindow, lambda: HistoryWindow(self._ctx))

    def duplicates(self) -> None:
        from exchange_desk.gui.people.duplicates import DuplicatesWindow

        self._windows.show_one(DuplicatesWindow, lambda: DuplicatesWindow(self._ctx))

    def propose(self) -> None:
        from exchange_desk.gui.placements.proposal import ProposalWindow

        self._windows.show_one(ProposalWindow, lambda: ProposalWindow(self._ctx, self._ctx.programme))

    def preferences(self) -> None:
        from exchange_desk.gui.preferences.dialog import PreferencesDialog

        PreferencesDialog(self._ctx, self._host.apply, self._window).open()

    def demo(self) -> None:
        self._host.explore_demo()

    def keys(self) -> None:
        from exchange_desk.gui.shell.help import KeysDialog

        KeysDialog(self._window, self._ctx.lang, self._sets()).open()

    def about(self) -> None:
        from exchange_desk.gui.shell.help import AboutDialog

        AboutDialog(self._window, self._ctx.lang, __version__).open()


def _within(widget: QWidget, pane: QWidget) -> bool:
    return widget is pane or pane.isAncestorOf(widget)
