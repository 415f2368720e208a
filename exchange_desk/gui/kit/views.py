"""Saved views of a list: its search, conditions and sort under a name, for this person."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QMenu, QToolButton, QVBoxLayout

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.commands import make_action
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.labels import plain
from exchange_desk.support.language import Language
from exchange_desk.support.text import clean

if TYPE_CHECKING:
    from exchange_desk.gui.kit.list_screen import ListScreen

SavedView = dict[str, Any]
"""`name`, `find`, `where` (column → values), `sort` ([column, descending])."""


def saved_views(ctx: Context, listing: str) -> list[SavedView]:
    """The views that this person saved of a list, by name."""
    found: list[SavedView] = ctx.kept(f"views.{listing}", [])
    return sorted(found, key=lambda view: str(view["name"]).casefold())


class ViewsButton(QToolButton):
    """A menu of the saved views, with "Save this view" and "Forget"."""

    def __init__(self, screen: "ListScreen") -> None:
        super().__init__()
        self._screen = screen
        self._lang = screen.ctx.lang
        self.setText(self._lang("Views"))
        self.setIcon(theme.icon("star"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(partial(self.fill, menu))
        self.setMenu(menu)

    def fill(self, menu: QMenu) -> None:
        """Make the menu anew."""
        menu.clear()
        views = saved_views(self._screen.ctx, self._screen.listing.name)
        for view in views:
            self._add(menu, str(view["name"]).replace("&", "&&"), partial(self._screen.show_view, view))
        if not views:
            nothing = make_action(self._lang("No views saved yet"), menu)
            nothing.setEnabled(False)
            menu.addAction(nothing)
        menu.addSeparator()
        self._add(menu, self._lang("Save this view…"), self.ask_for_name)
        if views:
            forget = menu.addMenu(self._lang("Forget a view"))
            forget.menuAction().setMenuRole(QAction.MenuRole.NoRole)
            for view in views:
                self._add(forget, str(view["name"]).replace("&", "&&"), partial(self.forget, str(view["name"])))

    def ask_for_name(self) -> "NameDialog":
        dialog = NameDialog(self._screen, self._lang)
        dialog.accepted.connect(lambda: self.save(dialog.name))
        dialog.open()
        return dialog

    def save(self, name: str) -> None:
        """Keep what the list shows now; a view of the same name is replaced."""
        self._keep([*self._others(name), {"name": name, **self._screen.view()}])
        self._screen.ctx.announce(self._lang("View saved: {name}", name=name))

    def forget(self, name: str) -> None:
        self._keep(self._others(name))

    def _others(self, name: str) -> list[SavedView]:
        return [view for view in saved_views(self._screen.ctx, self._screen.listing.name) if view["name"] != name]

    def _keep(self, views: list[SavedView]) -> None:
        self._screen.ctx.keep(f"views.{self._screen.listing.name}", views)

    @staticmethod
    def _add(menu: QMenu, text: str, run: Any) -> None:
        action = make_action(text, menu)
        action.triggered.connect(lambda: run())
        menu.addAction(action)


class NameDialog(QDialog):
    """A name for a view; Save stays on and does nothing without one."""

    def __init__(self, screen: "ListScreen", lang: Language) -> None:
        super().__init__(screen)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(lang("Save this view"))
        self.setMinimumWidth(360)
        self.line = QLineEdit()
        label = plain(lang("Name of the view"))
        label.setBuddy(self.line)
        self.line.setAccessibleName(label.text())
        buttons = QDialogButtonBox()
        buttons.addButton(lang("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(lang("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (label, self.line, buttons):
            column.addWidget(widget)

    @property
    def name(self) -> str:
        return clean(self.line.text())

    def accept(self) -> None:
        if self.name:
            super().accept()
        else:
            self.line.setFocus()
