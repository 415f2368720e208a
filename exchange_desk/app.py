"""Wiring: choose the face, open the desk, turn the end of it into an exit code. Nothing here knows an exchange."""

import ctypes
import importlib.util
import os
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from exchange_desk.cli import demo
from exchange_desk.cli.grammar import HelpAsked, Misused, Request, language_asked, understand
from exchange_desk.cli.lookup import database_file
from exchange_desk.cli.main import COMMANDS, FAILED, language_for, run, tell_fault, tell_misuse
from exchange_desk.cli.terminal import Terminal
from exchange_desk.services.desk import Desk
from exchange_desk.support import logs, paths
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.settings import Settings
from exchange_desk.workbooks import child


def main(words: Sequence[str]) -> int:
    """Do what the command line says; without a command, open the window."""
    if list(words[:1]) == [child.FLAG]:
        child.main()  # a packaged program starts itself again to read a workbook
        return 0
    settings = Settings.load()
    lang = language_for(language_asked(words), settings.language)
    terminal = Terminal(lang)
    _start_log()
    workbook = Path(words[0]) if len(words) == 1 and Path(words[0]).is_file() else None
    try:
        request = Request() if workbook else understand(words, COMMANDS, lang)
    except HelpAsked as asked:
        terminal.say(str(asked).rstrip())
        return 0
    except Misused as misused:
        return tell_misuse(misused, lang, terminal)
    lang = language_for(request.language or language_asked(words), settings.language)
    if request.command is None:
        return _window(database_file_asked(request), settings, Terminal(lang), workbook=workbook)
    if request.command.name == "demo" and not request.given["no-window"] and has_screen():
        return _demo_window(request, settings, lang)
    return run(request, lang, Terminal(lang))


def database_file_asked(request: Request) -> str:
    return request.database or os.environ.get("EXCHANGE_DESK_DATABASE", "")


def _start_log() -> None:
    """In this person's log folder; where the home cannot be written to, in a folder that is gone with the computer."""
    try:
        logs.start(paths.log_folder())
    except OSError:
        logs.start(Path(tempfile.gettempdir()) / "exchange-desk")


def _demo_window(request: Request, settings: Settings, lang: Language) -> int:
    """The demonstration for people: the story on the terminal, then the window on the desk it leaves behind."""
    told = run(request, lang, Terminal(lang))
    return told or _window(str(demo.desk_file(request.given["output"])), settings, Terminal(lang), demo=True)


def _window(
    database: str, settings: Settings, terminal: Terminal, *, demo: bool = False, workbook: Path | None = None
) -> int:
    if trouble := window_trouble(os.environ):
        terminal.tell(trouble.say(terminal.lang))
        return FAILED
    from exchange_desk.gui import main as windows

    _tell_crashes(terminal)
    try:
        desk, read_only = _opened(database_file(database))
    except DeskError as error:
        _tell_in_a_window(error, terminal.lang)
        return FAILED
    try:
        return windows.run(desk, settings, terminal.lang, demo=demo, read_only=read_only, open_file=workbook)
    finally:
        desk.close()


def _opened(file: Path) -> tuple[Desk, bool]:
    """The desk, and whether it is open for reading only because somebody else has it open."""
    try:
        return Desk.open(file), False
    except DeskError as error:
        if error.key != "store.held":
            raise
        return Desk.open(file, read_only=True), True


def _tell_in_a_window(error: BaseException, lang: Language) -> None:
    """A failure before there is a main window: a dialog of its own."""
    from PySide6.QtWidgets import QApplication

    from exchange_desk.gui.kit.errors import show_error

    application = QApplication.instance() or QApplication([])
    show_error(None, error, lang).finished.connect(application.quit)
    application.exec()


def _tell_crashes(terminal: Terminal) -> None:
    """What nobody expected goes to the log, without data, and to a friendly dialog while there is a window.

    One dialog at a time: a fault in painting would come back with every frame.
    """
    open_notices: list[object] = []

    def crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        from PySide6.QtWidgets import QApplication

        elsewhere = QApplication.instance() is None or threading.current_thread() is not threading.main_thread()
        if elsewhere or open_notices:
            tell_fault(error, terminal.lang, terminal)
            return
        from exchange_desk.gui.kit.errors import show_error

        notice = show_error(QApplication.activeWindow(), error, terminal.lang)
        open_notices.append(notice)
        notice.finished.connect(open_notices.clear)

    def crashed_beside(args: Any) -> None:
        if args.exc_value is not None:
            crashed(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = crashed
    threading.excepthook = crashed_beside


# --- whether a window can open here -----------------------------------------------------------------------------

_WITHOUT_SCREEN = ("offscreen", "minimal", "vnc", "linuxfb")

_PACKAGES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl"),
    "libGL.so.1": ("libgl1", "libglvnd-glx"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
}
"""What a window needs of the system: library → its package on Debian and Ubuntu, and on Fedora."""

_NO_SCREEN = msg(
    "There is no screen here, so the window cannot open. These commands work without one: {commands}. "
    "See: python main.py --help"
)
_NO_LIBRARY = msg(
    "The window cannot open because the system library “{library}” is missing. Install it and start again: {command}"
)
_NO_LIBRARY_NAMED = msg("The window cannot open because a part of it could not be loaded: {technical}")


def has_screen() -> bool:
    """Whether a person can see a window that is opened now."""
    hidden = os.environ.get("QT_QPA_PLATFORM", "").startswith(_WITHOUT_SCREEN)
    return not hidden and window_trouble(os.environ) is None


def window_trouble(environment: Mapping[str, str]) -> DeskError | None:
    """Why no window can open here. Qt itself would end the program without a word an officer understands."""
    chosen = environment.get("QT_QPA_PLATFORM", "")
    linux = sys.platform == "linux"
    if linux and not chosen and not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        return _no_screen()
    if importlib.util.find_spec("PySide6") is None:
        return DeskError("window.no_library", _NO_LIBRARY, library="PySide6", command="pip install PySide6-Essentials")
    try:
        import PySide6.QtWidgets
    except ImportError as error:
        return _library_missing(str(error))
    if not linux or (chosen and not chosen.startswith("xcb")) or environment.get("WAYLAND_DISPLAY"):
        return None
    return _x11_trouble(Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so")


def _x11_trouble(plugin: Path) -> DeskError | None:
    """Load what Qt is about to load, and knock at the screen's door."""
    try:
        ctypes.CDLL(str(plugin))
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        return _library_missing(str(error))
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return _no_screen() if refused else None


def _no_screen() -> DeskError:
    return DeskError("window.no_screen", _NO_SCREEN, commands=[command.name for command in COMMANDS])


def _library_missing(said: str) -> DeskError:
    found = re.search(r"lib[\w.+-]+\.so[\d.]*", said)
    if found is None:
        return DeskError("window.not_loaded", _NO_LIBRARY_NAMED, technical=said)
    missing = [name for name in _PACKAGES if name == found[0] or not _loads(name)]
    tool, which = ("dnf", 1) if shutil.which("dnf") else ("apt", 0)
    packages = dict.fromkeys(_PACKAGES[name][which] for name in missing) or {found[0]: None}
    command = f"sudo {tool} install {' '.join(packages)}"
    return DeskError("window.no_library", _NO_LIBRARY, library=found[0], command=command)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
