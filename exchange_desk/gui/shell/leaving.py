"""The question when the window is closed while a job runs."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from exchange_desk.gui.kit.errors import Notice
from exchange_desk.support.language import Language


class StopQuestion(Notice):
    """Stop the job and close, or go on with it."""

    def __init__(self, parent: QWidget, lang: Language, *, stop: Callable[[], None]) -> None:
        text = lang("Something is still running. If you stop it, nothing of it is saved.")
        super().__init__(parent, lang, text, "warning")
        role = QDialogButtonBox.ButtonRole
        self.stop = self.buttons.addButton(lang("Stop it and close"), role.DestructiveRole)
        self.stay = self.buttons.addButton(lang("Let it finish"), role.RejectRole)
        self.stay.setDefault(True)
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.accept)
        self.stay.clicked.connect(self.reject)
        self.stop.clicked.connect(stop)
        self.finish()
