"""Help: every command with its key, and what the program is made of."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from exchange_desk.gui.kit.commands import CommandSet
from exchange_desk.gui.kit.labels import heading, plain
from exchange_desk.support.language import Language


class _Dialog(QDialog):
    def __init__(self, parent: QWidget, lang: Language, title: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.column = QVBoxLayout(self)
        self.buttons = QDialogButtonBox()
        self.buttons.addButton(lang("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.rejected.connect(self.reject)


class KeysDialog(_Dialog):
    """The commands that have a key, as the window knows them now."""

    def __init__(self, parent: QWidget, lang: Language, sets: Iterable[CommandSet]) -> None:
        super().__init__(parent, lang, lang("Keys and commands"))
        self.list = QTreeWidget()
        self.list.setColumnCount(2)
        self.list.setHeaderLabels([lang("Command"), lang("Key")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setAccessibleName(lang("Keys and commands"))
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for commands in sets:
            for command, action, _why in commands.offered():
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                if keys:
                    item = QTreeWidgetItem(self.list, [action.text(), keys])
                    item.setIcon(0, action.icon())
                    item.setData(0, Qt.ItemDataRole.UserRole, command.id)
        for text, keys in _more(lang):
            QTreeWidgetItem(self.list, [text, keys])
        self.column.addWidget(self.list)
        self.column.addWidget(self.buttons)
        self.resize(520, 500)


def _more(lang: Language) -> list[tuple[str, str]]:
    """Keys that belong to a list, a form or a date, not to a command."""
    save = QKeySequence(QKeySequence.StandardKey.Save).toString(QKeySequence.SequenceFormat.NativeText)
    return [
        (lang("Open the selected record"), lang("Enter")),
        (lang("Save a form"), save),
        (lang("Leave a form or a dialog"), lang("Esc")),
        (lang("Date: one day, one week later or earlier"), lang("Arrow up and down, Page up and down")),
    ]


class AboutDialog(_Dialog):
    """Version, licence, and the parts that come from others."""

    def __init__(self, parent: QWidget, lang: Language, version: str) -> None:
        super().__init__(parent, lang, lang("About Exchange Desk"))
        self.column.addWidget(heading(lang("Exchange Desk {version}", version=version)))
        texts = (
            lang("For offices that manage exchanges of local officials between cities."),
            lang("Free software under the MIT licence. It sends nothing anywhere by itself."),
            lang("Made with Qt {version} (LGPL 3), Lucide icons (ISC) and other free software.", version=qVersion()),
            lang("Cities and regions of the world: GeoNames (CC BY 4.0)."),
        )
        for text in texts:
            self.column.addWidget(plain(text, wrap=True))
        self.column.addStretch()
        self.column.addWidget(self.buttons)
        self.resize(460, 220)
