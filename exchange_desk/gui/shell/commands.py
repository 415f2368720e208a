"""What can be done in the window itself, whatever list is shown. Menus, toolbar and palette take it from here."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence

from exchange_desk.gui.kit.commands import Command, Selection
from exchange_desk.gui.shell.acts import FileActs, ToolActs, ViewActs
from exchange_desk.gui.shell.sections import SECTIONS
from exchange_desk.gui.shell.undo import Undo
from exchange_desk.support.language import msg


def window_commands(
    files: FileActs, undo: Undo, views: ViewActs, tools: ToolActs, go: Callable[[str], None]
) -> list[Command]:
    """Every command of the window. `go` brings a section forward; "search" opens the palette."""
    return [*_file(files), *_edit(undo, views, go), *_view(views), *_sections(go), *_tools(tools), *_help(tools)]


def _file(acts: FileActs) -> list[Command]:
    return [
        _command("file.open", msg("Open desk…"), acts.open_desk, _standard("Open"), "folder-open"),
        _command("file.new", msg("New desk…"), acts.new_desk, ""),
        _command(
            "file.import", msg("Import list of nominees…"), acts.import_list, "Ctrl+Shift+I", "file-up", writes=True
        ),
        Command(
            "file.print",
            msg("Print preview…"),
            lambda _: acts.print_preview(),
            _standard("Print"),
            "printer",
            acts.can_print,
            needs=msg("Documents are printed from the list of placements."),
        ),
        _command("file.backup", msg("Make a backup now"), acts.back_up, "", "shield-check"),
        _command("file.quit", msg("Quit"), acts.quit, _standard("Quit") or "Ctrl+Q", "log-out"),
    ]


def _edit(undo: Undo, views: ViewActs, go: Callable[[str], None]) -> list[Command]:
    return [
        _command("edit.undo", msg("Undo"), undo.undo, _standard("Undo"), "undo-2", writes=True),
        _command("edit.redo", msg("Redo"), undo.redo, _standard("Redo"), "redo-2", writes=True),
        _command("edit.find", msg("Find in the list"), views.find, _standard("Find"), "search"),
        _command("edit.search", msg("Search or run…"), partial(go, "search"), "Ctrl+K", "command"),
    ]


def _view(acts: ViewActs) -> list[Command]:
    return [
        _command("view.detail", msg("Details"), acts.toggle_detail, "Ctrl+I", "panel-right"),
        _command("view.sidebar", msg("Sidebar"), acts.toggle_sidebar, "Ctrl+Shift+B", "panel-left"),
        _command("view.larger", msg("Larger text"), partial(acts.text_size, 10), _standard("ZoomIn"), "zoom-in"),
        _command("view.smaller", msg("Smaller text"), partial(acts.text_size, -10), _standard("ZoomOut"), "zoom-out"),
        _command("view.normal", msg("Normal text"), partial(acts.text_size, 0), "Ctrl+0"),
        _command("view.system", msg("Colours of the system"), partial(acts.theme, "system"), "", "globe"),
        _command("view.light", msg("Light colours"), partial(acts.theme, "light"), "", "sun"),
        _command("view.dark", msg("Dark colours"), partial(acts.theme, "dark"), "", "moon"),
        _command("view.next", msg("Next pane"), partial(acts.next_pane, 1), "F6"),
        _command("view.previous", msg("Previous pane"), partial(acts.next_pane, -1), "Shift+F6"),
        _command("view.refresh", msg("Refresh"), acts.refresh, "F5", "refresh-cw"),
        _command("view.full", msg("Full screen"), acts.full_screen, _standard("FullScreen") or "F11", "maximize"),
    ]


def _sections(go: Callable[[str], None]) -> list[Command]:
    return [
        _command(
            f"go.{section.id}",
            section.title,
            partial(go, section.id),
            f"Ctrl+{place}" if place <= 9 else "",
            section.icon,
        )
        for place, section in enumerate(SECTIONS, 1)
    ]


def _tools(acts: ToolActs) -> list[Command]:
    return [
        _command("placements.propose", msg("Propose placements…"), acts.propose, "", "wand-sparkles", writes=True),
        _command("tools.duplicates", msg("Duplicates…"), acts.duplicates, "", "users"),
        _command("tools.history", msg("History of changes…"), acts.history, "Ctrl+Shift+H", "history"),
        _command(
            "tools.preferences", msg("Preferences…"), acts.preferences, _standard("Preferences") or "Ctrl+,", "settings"
        ),
    ]


def _help(acts: ToolActs) -> list[Command]:
    return [
        _command("help.keys", msg("Keys and commands"), acts.keys, _standard("HelpContents") or "F1", "keyboard"),
        _command("help.demo", msg("Explore the demonstration"), acts.demo, "", "sparkles"),
        _command("help.about", msg("About Exchange Desk"), acts.about, "", "info"),
    ]


def _command(
    command_id: str, text: str, run: Callable[[], None], shortcut: str, icon: str = "", *, writes: bool = False
) -> Command:
    def act(_: Selection) -> None:
        run()

    return Command(command_id, text, act, shortcut, icon, writes=writes)


def _standard(name: str) -> str:
    """The platform's own key for a standard action; "" where Qt gives none."""
    return QKeySequence(QKeySequence.StandardKey[name]).toString(QKeySequence.SequenceFormat.PortableText)
