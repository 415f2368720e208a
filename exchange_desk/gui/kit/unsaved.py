"""The question when a form with changes is closed."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from exchange_desk.gui.kit.errors import Notice
from exchange_desk.support.language import Language


class UnsavedQuestion(Notice):
    """Save, discard, or keep editing; Esc keeps editing."""

    def __init__(
        self, parent: QWidget, lang: Language, *, save: Callable[[], None], discard: Callable[[], None]
    ) -> None:
        super().__init__(parent, lang, lang("This form has changes that are not saved yet."), "warning")
        role = QDialogButtonBox.ButtonRole
        self.save = self.buttons.addButton(lang("Save"), role.AcceptRole)
        self.discard = self.buttons.addButton(lang("Discard changes"), role.DestructiveRole)
        self.keep = self.buttons.addButton(lang("Keep editing"), role.RejectRole)
        self.save.setDefault(True)
        self.discard.setAutoDefault(False)
        self.save.clicked.connect(self.accept)
        self.keep.clicked.connect(self.reject)
        self.discard.clicked.connect(self.reject)
        self.save.clicked.connect(save)
        self.discard.clicked.connect(discard)
        self.finish()
