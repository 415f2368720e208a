"""The dialog in which the next status of several nominations is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.reason import ReasonDialog
from exchange_desk.support.language import Language


@dataclass(frozen=True)
class Option:
    """A status to choose. `text` is translated; `look` its icon and tone."""

    to: StrEnum
    text: str
    look: tuple[str, str]
    needs_reason: bool


class MoveDialog(ReasonDialog):
    """`chosen` carries the status and the reason."""

    chosen = Signal(object, str)

    def __init__(self, parent: QWidget, lang: Language, count: int, options: Sequence[Option]) -> None:
        about = lang("Reason or comment")
        super().__init__(parent, lang, about)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(lang.plural("Change the status", "Change the status of {n} nominations", count))
        self._options = list(options)
        self.list = QListWidget()
        self.list.setAccessibleName(lang("New status"))
        for option in options:
            self.list.addItem(QListWidgetItem(theme.icon(*option.look), option.text))
        self.list.setMinimumHeight(220)
        self.list.itemDoubleClicked.connect(self.accept)
        self.column.insertWidget(0, self.list)
        self.list.currentRowChanged.connect(self._selected)
        self.list.setCurrentRow(0 if options else -1)
        if not options:
            self.list.addItem(QListWidgetItem(lang("No status is possible for all of them.")))
            self.list.setEnabled(False)
            self.go_on.setEnabled(False)

    def accept(self) -> None:
        option = self._options[self.list.currentRow()]
        reason = self.reason
        super().accept()
        if self.result():
            self.chosen.emit(option.to, reason)

    def _selected(self, row: int) -> None:
        self.required = 0 <= row < len(self._options) and self._options[row].needs_reason
        self.missing.hide()
