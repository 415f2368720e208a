"""The password of a protected workbook; it is used to read the file and kept nowhere."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from exchange_desk.gui.kit.labels import plain
from exchange_desk.support.language import Language


class PasswordDialog(QDialog):
    """`given`: the password."""

    given = Signal(str)

    def __init__(self, lang: Language, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(lang("Password"))
        self.setMinimumWidth(380)
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(lang("Password of the workbook"))
        buttons = QDialogButtonBox()
        self.open_button = buttons.addButton(lang("Open"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(lang("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.open_button.setDefault(True)
        label = plain(text, wrap=True)
        label.setBuddy(self.line)
        column = QVBoxLayout(self)
        column.addWidget(label)
        column.addWidget(self.line)
        column.addWidget(plain(lang("The password is not kept."), tone="dim"))
        column.addWidget(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)

    def accept(self) -> None:
        if self.line.text():
            password = self.line.text()
            super().accept()
            self.given.emit(password)
        else:
            self.line.setFocus()
