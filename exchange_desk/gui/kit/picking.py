"""The dialog in which one thing is chosen by typing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from exchange_desk.gui.kit.labels import plain
from exchange_desk.gui.kit.pickers import Picker
from exchange_desk.support.language import Language


class PickDialog(QDialog):
    """Choose one value by typing; `chosen` carries it. `label` and `verb` are translated."""

    chosen = Signal(object)

    def __init__(self, lang: Language, label: str, picker: Picker, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(label)
        self.setMinimumWidth(380)
        self.picker = picker
        picker.name_it(label)
        caption = plain(label)
        caption.setBuddy(picker.line)
        column = QVBoxLayout(self)
        column.addWidget(caption)
        column.addWidget(picker)
        buttons = QDialogButtonBox()
        buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(lang("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def accept(self) -> None:
        value = self.picker.value()
        if self.picker.problem() is None and value:
            self.chosen.emit(value)
            super().accept()
        else:
            self.picker.offer_all()
