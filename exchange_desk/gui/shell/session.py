"""One person at the program: the desk that is open, and the window that shows it."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.errors import Question, show_error
from exchange_desk.gui.shell.application import Application
from exchange_desk.gui.shell.window import MainWindow
from exchange_desk.services.desk import Desk
from exchange_desk.support import paths
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.settings import Settings

_HELD = "store.held"
_RECENT = 10


class Session(QObject):
    """Shows a desk; changes desk, language and look by building the window anew. Closes the desks it opens itself."""

    def __init__(
        self, app: QApplication, desk: Desk, settings: Settings, lang: Language, *, demo: bool = False
    ) -> None:
        super().__init__()
        self.app = app
        self.desk = desk
        self.settings = settings
        self.lang = lang
        self.demo = demo
        self.window: MainWindow
        self._opened_here: list[Desk] = []
        self._translator = QTranslator(self)
        app.styleHints().colorSchemeChanged.connect(self._recolour)
        if isinstance(app, Application):
            app.file_asked.connect(self.open_file)

    def start(self) -> None:
        """Show the window for the first time."""
        theme.prepare(self.app, theme=self.settings.theme, text_size=self.settings.text_size)
        self._speak()
        self._note_desk()
        self.window = self._make_window()
        self.window.show()

    def apply(self, settings: Settings) -> None:
        """Take over changed settings; the window is built anew. Refused while a form or a job is open."""
        if not self.window.leave():
            return
        self.window.remember()
        kept = self.window.ctx.settings
        self.settings = replace(settings, window=kept.window, folders=kept.folders)
        if self.settings.language != self.lang.code:
            self.lang = Language(self.settings.language)
            self._speak()
        theme.prepare(self.app, theme=self.settings.theme, text_size=self.settings.text_size)
        self._rebuild()

    def open_desk(self, path: Path, *, read_only: bool = False) -> None:
        """Open another desk (or begin one) in the background, then show it instead of this one."""
        same = path == self.desk.database.path
        if (same and not self.desk.database.read_only) or not self.window.leave():
            return
        label = self.lang("Opening the desk")
        self.window.ctx.tasks.run(
            label,
            lambda progress: Desk.open(path, progress=progress, read_only=read_only),
            done=self._show_desk,
            failed=lambda error: self._not_opened(path, error),
        )

    def explore_demo(self) -> None:
        """Open the demonstration; the first time it is made, with invented people."""
        path = paths.demo_database()
        if path == self.desk.database.path:
            self.window.ctx.announce(self.lang("This is the demonstration."))
            return
        if path.exists():
            self.open_desk(path)
            return
        from exchange_desk.services import demo

        if self.window.leave():
            label = self.lang("Preparing the demonstration")
            self.window.ctx.tasks.run(label, lambda progress: demo.fresh(path, progress), done=self._show_desk)

    def open_file(self, file: str) -> None:
        """A file that the system asks to open: a desk is opened, anything else is a list to import."""
        path = Path(file)
        if path.suffix == ".desk":
            self.open_desk(path)
        else:
            self.window.files.import_list(path)

    def finish(self) -> None:
        """Close the desks that were opened from the window; after the event loop has ended."""
        for desk in self._opened_here:
            desk.close()

    def _show_desk(self, desk: Desk) -> None:
        before, self.desk = self.desk, desk
        self.demo = desk.database.path.name == paths.demo_database().name
        self._opened_here.append(desk)
        self.window.remember()
        self.settings = self.window.ctx.settings
        self._note_desk()
        self._rebuild()
        before.close()

    def _note_desk(self) -> None:
        """Remember the desk among those opened last."""
        kept = self.settings.window or {}
        path = str(self.desk.database.path)
        rest = [each for each in kept.get("desks", []) if each != path]
        self.settings = replace(self.settings, window={**kept, "desks": [path, *rest][:_RECENT]})

    def _not_opened(self, path: Path, error: BaseException) -> None:
        if not isinstance(error, DeskError) or error.key != _HELD:
            show_error(self.window, error, self.lang)
            return
        question = Question(
            self.window, self.lang, error.say(self.lang), self.lang(msg("Open for reading only")), destructive=False
        )
        question.accepted.connect(lambda: self.open_desk(path, read_only=True))
        question.open()

    def _rebuild(self) -> None:
        """The new window is shown before the old one goes, so that the program does not end between them."""
        old = self.window
        old.keeps = False
        self.settings.save()
        self.window = self._make_window()
        self.window.show()
        old.close()

    def _make_window(self) -> MainWindow:
        return MainWindow(self.desk, self.settings, self.lang, self, demo=self.demo)

    def _recolour(self) -> None:
        """The system turned dark or light: symbols and marks take their colours when the window is made."""
        if hasattr(self, "window") and self.settings.theme == "system" and not self.window.opener.forms():
            self.window.remember()
            self.settings = self.window.ctx.settings
            self._rebuild()

    def _speak(self) -> None:
        """Qt's own dialogs in the window's language; there is no file for European Portuguese."""
        self.app.removeTranslator(self._translator)
        name = {"pt": "qtbase_pt_BR"}.get(self.lang.code, f"qtbase_{self.lang.code}")
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(name, folder):
            self.app.installTranslator(self._translator)
