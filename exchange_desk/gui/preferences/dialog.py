"""The preferences in one dialog: how it looks, and where the data lie."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout, QWidget

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.preferences.appearance import AppearancePage
from exchange_desk.gui.preferences.data import DataPage
from exchange_desk.support.settings import Settings


class PreferencesDialog(QDialog):
    """`on_changed(settings)` is called once, when the person saves and something differs; it takes them over and keeps
    them. Colours and text size change while they are tried out and go back when the dialog is left."""

    def __init__(self, ctx: Context, on_changed: Callable[[Settings], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ctx, self._on_changed = ctx, on_changed
        lang = ctx.lang
        self.setWindowTitle(lang("Preferences"))
        self.appearance = AppearancePage(lang, ctx.settings, self)
        self.data = DataPage(ctx, self)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.appearance, lang("Appearance"))
        self.tabs.addTab(self.data, lang("Data and backups"))
        self.buttons = QDialogButtonBox()
        self.save = self.buttons.addButton(lang("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(lang("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.save.setDefault(True)
        column = QVBoxLayout(self)
        column.addWidget(self.tabs)
        column.addWidget(self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.setMinimumWidth(560)

    def accept(self) -> None:
        chosen, differs = self.appearance.chosen, self.appearance.differs
        self.appearance.take_back()
        super().accept()
        if differs:
            self._on_changed(chosen)

    def reject(self) -> None:
        self.appearance.take_back()
        super().reject()
