"""The menu bar and the toolbar, made of the window's commands and those of the list that is shown."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QMainWindow, QMenu, QMenuBar, QSizePolicy, QToolBar, QToolButton, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.commands import CommandSet
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.list_screen import ListScreen
from exchange_desk.support.language import Language, msg

MENUS: dict[str, tuple[str, ...]] = {
    msg("&File"): (
        "file.open",
        "file.new",
        "-",
        "file.import",
        "list.export",
        "file.print",
        "-",
        "file.backup",
        "-",
        "file.quit",
    ),
    msg("&Edit"): ("edit.undo", "edit.redo", "-", "list.copy", "list.delete", "-", "edit.find", "edit.search"),
    msg("&View"): (
        *("go.start", "go.programmes", "go.nominations", "go.offers", "go.placements", "go.officials"),
        *("go.institutions", "go.cities", "go.networks", "go.received", "-"),
        *("view.detail", "view.sidebar", "view.next", "view.previous", "-"),
        *("view.larger", "view.smaller", "view.normal", "-", "view.system", "view.light", "view.dark", "-"),
        *("view.refresh", "view.full"),
    ),
    msg("&Record"): ("*",),
    msg("&Placement"): ("placements.propose", "placement.*"),
    msg("&Tools"): ("tools.duplicates", "tools.history", "tools.preferences"),
    msg("&Help"): ("help.keys", "help.demo", "help.about"),
}
"""Menu → its commands: "-" a line, "*" those of the list shown, "placement.*" those of it about placing, "list." the
list's own. A command that the list shown does not have stands switched off."""

_ROLES = {
    "file.quit": QAction.MenuRole.QuitRole,
    "tools.preferences": QAction.MenuRole.PreferencesRole,
    "help.about": QAction.MenuRole.AboutRole,
}
_ELSEWHERE = ("list.export", "list.copy", "list.delete")
_PLACING = ("placement.", "nomination.assign", "nomination.placements")
_OWN_TOO = "placements.propose"


class Menus:
    """Fills the menus anew whenever another list is shown."""

    def __init__(self, lang: Language, bar: QMenuBar, own: CommandSet, fill_recent: Callable[[QMenu], None]) -> None:
        self._lang = lang
        self._own = own
        self._recent = QMenu(lang("Desks opened last"), bar)
        self._recent.menuAction().setMenuRole(QAction.MenuRole.NoRole)
        self._recent.aboutToShow.connect(lambda: fill_recent(self._recent))
        self._menus: dict[str, QMenu] = {}
        for title in MENUS:
            menu = bar.addMenu(lang(title))
            menu.menuAction().setMenuRole(QAction.MenuRole.NoRole)
            self._menus[title] = menu
        for command_id, role in _ROLES.items():
            own.action(command_id).setMenuRole(role)

    def show_for(self, screen: ListScreen | None) -> None:
        """Make the menus fit the list that is shown; None: the start page."""
        theirs = screen.commands if screen else None
        for title, ids in MENUS.items():
            menu = self._menus[title]
            menu.clear()
            for command_id in ids:
                self._put(menu, command_id, theirs)
            if menu.isEmpty():
                menu.addAction(self._off(menu, msg("Choose a list first")))

    def _put(self, menu: QMenu, command_id: str, theirs: CommandSet | None) -> None:
        if command_id == "-":
            menu.addSeparator()
        elif command_id == "file.recent":
            menu.addMenu(self._recent)
        elif command_id == "*":
            self._add(menu, theirs, lambda each: not each.startswith((*_PLACING, *_ELSEWHERE, _OWN_TOO)))
        elif command_id == "placement.*":
            self._add(menu, theirs, lambda each: each.startswith(_PLACING))
        elif not command_id.startswith("list."):
            menu.addAction(self._own.action(command_id))
        elif theirs is not None:
            self._add(menu, theirs, lambda each: each == command_id)

    @staticmethod
    def _add(menu: QMenu, theirs: CommandSet | None, wanted: Callable[[str], bool]) -> None:
        if theirs is not None:
            theirs.fill_menu(menu, [each.id for each in theirs.commands if wanted(each.id)])

    def _off(self, menu: QMenu, text: str) -> QAction:
        action = QAction(self._lang(text), menu)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.setEnabled(False)
        return action


class ToolBar(QToolBar):
    """Import, the list's first commands, print, the programme, and the search over everything."""

    programme_chosen = Signal()

    def __init__(self, ctx: Context, own: CommandSet, window: QMainWindow) -> None:
        super().__init__(ctx.lang("Toolbar"), window)
        self.ctx = ctx
        self._own = own
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setIconSize(QSize(18, 18))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.programme = QComboBox()
        self.programme.setAccessibleName(ctx.lang("Programme"))
        self.programme.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.programme.setMinimumContentsLength(14)
        self.programme.setMaximumWidth(240)
        self.programme.activated.connect(self._choose)
        self.search = self._search_button()
        spring = QWidget()
        spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._shown: list[QAction] = []
        self._line = QAction(self)
        self._line.setSeparator(True)
        self._spring = self.addWidget(spring)
        self.addWidget(self.programme)
        self.addWidget(self.search)
        detail = own.action("view.detail")
        detail.setCheckable(True)
        self.addAction(detail)
        button = self.widgetForAction(detail)
        if isinstance(button, QToolButton):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setAccessibleName(detail.text())
        for action in (self._line, *self.actions()):
            action.setMenuRole(QAction.MenuRole.NoRole)
        ctx.changes.changed.connect(self._on_change)
        self.fill_programmes()

    def show_for(self, screen: ListScreen | None) -> None:
        """Make the buttons fit the list that is shown."""
        for action in self._shown:
            self.removeAction(action)
        self._shown = [self._own.action("file.import")]
        if screen is not None:
            self._shown += [self._line, *(screen.commands.action(each) for each in screen.toolbar)]
        self.insertActions(self._spring, self._shown)

    def fill_programmes(self) -> None:
        """Every programme, the newest first, and all of them together."""
        lists, lang = self.ctx.desk.lists, self.ctx.lang
        names = [column.name for column in lists.listing("programmes").columns]
        code, name = names.index("code"), names.index("name")
        ids = lists.ids("programmes", sort="starts_on", descending=True)
        with QSignalBlocker(self.programme):
            self.programme.clear()
            self.programme.addItem(lang("All programmes"), None)
            for record_id, row in zip(ids, lists.rows("programmes", ids), strict=True):
                self.programme.addItem(f"{row[code]} · {row[name]}", record_id)
            place = self.programme.findData(self.ctx.programme) if self.ctx.programme else 0
            self.programme.setCurrentIndex(max(0, place))
        if place < 0:
            self._choose(0)
        self.programme.setToolTip(lang("Nominations, host offers and placements of this programme"))

    def _choose(self, _: int) -> None:
        self.ctx.keep("programme", self.programme.currentData())
        self.programme_chosen.emit()

    def _on_change(self, changes: object) -> None:
        if "programme" in getattr(changes, "touched", {}):
            self.fill_programmes()

    def _search_button(self) -> QToolButton:
        action = self._own.action("edit.search")
        button = QToolButton()
        button.setIcon(theme.icon("search"))
        button.setText(self.ctx.lang("Search or run…  {keys}", keys=action.shortcut().toString()))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setToolTip(self.ctx.lang("Search everything, or run a command"))
        button.setAutoRaise(False)
        button.clicked.connect(partial(action.trigger))
        return button
