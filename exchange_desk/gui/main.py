"""The way in to the windows."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from exchange_desk.gui.shell.application import Application
from exchange_desk.gui.shell.session import Session
from exchange_desk.services.desk import Desk
from exchange_desk.support.language import Language
from exchange_desk.support.settings import Settings


def run(
    desk: Desk,
    settings: Settings,
    lang: Language,
    *,
    demo: bool = False,
    read_only: bool = False,
    open_file: Path | None = None,
) -> int:
    """Show the main window on an open desk and return the exit code when it is closed.

    `desk` stays the caller's to close (a desk opened from the window is closed here). `read_only`: the desk was
    wanted for writing but somebody else holds it; the window says so. `open_file`: a workbook to begin importing.
    """
    application = QApplication.instance()
    app = application if isinstance(application, QApplication) else Application([])
    app.setApplicationName("Exchange Desk")
    app.setApplicationDisplayName(lang("Exchange Desk"))
    session = Session(app, desk, settings, lang, demo=demo)
    session.start()
    if read_only:
        session.window.ctx.announce(lang("Somebody else has this desk open, so it is open here for reading only."))
    if open_file is not None:
        session.window.files.import_list(open_file)
    try:
        return app.exec()
    finally:
        session.finish()
