"""The question for a reason, before something is done that needs one."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from exchange_desk.gui.kit.labels import plain
from exchange_desk.support.language import Language
from exchange_desk.support.text import clean_lines


class ReasonDialog(QDialog):
    """A sentence, a few lines to write, Continue or Cancel. Continue stays on and says when the reason is missing."""

    def __init__(self, parent: QWidget | None, lang: Language, text: str, *, required: bool = True) -> None:
        super().__init__(parent)
        self.lang = lang
        self.required = required
        self.setWindowTitle(lang("Reason"))
        self.setMinimumWidth(440)
        self.column = QVBoxLayout(self)
        column = self.column
        label = plain(text, wrap=True)
        column.addWidget(label)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * 4 + 14)
        self.text.setAccessibleName(text)
        label.setBuddy(self.text)
        column.addWidget(self.text)
        self.missing = plain(lang("Write the reason first."), tone="error")
        self.missing.hide()
        column.addWidget(self.missing)
        self.buttons = QDialogButtonBox()
        self.go_on = self.buttons.addButton(lang("Continue"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go_on.setDefault(True)
        self.buttons.addButton(lang("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column.addWidget(self.buttons)

    @property
    def reason(self) -> str:
        return clean_lines(self.text.toPlainText())

    def accept(self) -> None:
        if self.required and not self.reason:
            self.missing.show()
            self.text.setFocus()
            return
        super().accept()

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        lang: Language,
        text: str,
        then: Callable[[str], None],
        *,
        required: bool = True,
    ) -> "ReasonDialog":
        """Open it over `parent` and call `then(reason)` when it is given."""
        dialog = cls(parent, lang, text, required=required)
        dialog.accepted.connect(lambda: then(dialog.reason))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog
