"""Commands as values; menus, toolbars, context menus and the palette are made of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.context import Context
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg


@dataclass(frozen=True)
class Selection:
    """The records a command is about, in the order of the list."""

    ids: tuple[Id, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ids)

    @property
    def one(self) -> Id:
        """The first of them."""
        return self.ids[0]


def always(selection: Selection) -> bool:  # noqa: ARG001 - asked like every other condition
    return True


def any_selected(selection: Selection) -> bool:
    return bool(selection)


def one_selected(selection: Selection) -> bool:
    return len(selection.ids) == 1


def several_selected(selection: Selection) -> bool:
    return len(selection.ids) > 1


NOTHING = Selection()


@dataclass(frozen=True)
class Command:
    """Something the officer can do.

    `id`: "official.new". `text`, `needs`: English text sources marked with `msg`; `needs` says why it is off when
    `enabled` says no. `shortcut`: a portable key sequence; a single key such as Del or F2 works only within the list.
    `writes`: off on a desk open for reading only. `danger`: destroys something, so it asks first and is never a
    default.
    """

    id: str
    text: str
    run: Callable[[Selection], None]
    shortcut: str = ""
    icon: str = ""
    enabled: Callable[[Selection], bool] = always
    writes: bool = False
    danger: bool = False
    needs: str = msg("Select something in the list first.")


SEPARATOR = Command("separator", "", lambda _: None)
"""A line between two groups of commands."""

_ONLY_READING = msg("The desk is open for reading only.")


class CommandSet(QObject):
    """Commands bound to a widget: one QAction each, with its shortcut, switched on and off with the selection."""

    def __init__(
        self,
        ctx: Context,
        commands: Iterable[Command],
        widget: QWidget,
        selection: Callable[[], Selection] = lambda: NOTHING,
    ) -> None:
        super().__init__(widget)
        self._ctx = ctx
        self._widget = widget
        self._selection = selection
        self.commands: list[Command] = []
        self._actions: dict[str, QAction] = {}
        self.add(commands)

    def add(self, commands: Iterable[Command]) -> None:
        """More commands, after those there are."""
        for command in commands:
            self.commands.append(command)
            if command is not SEPARATOR:
                self._actions[command.id] = self._make(command)
        self.refresh()

    def action(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def trigger(self, command_id: str) -> None:
        """Run a command as if it had been chosen; nothing when it is off."""
        self.refresh()
        self._actions[command_id].trigger()

    def refresh(self) -> None:
        """Switch every command on or off for the selection of the moment."""
        selection = self._selection()
        for command in self._real():
            why = self.why_not(command, selection)
            action = self._actions[command.id]
            action.setEnabled(not why)
            action.setStatusTip(why)

    def why_not(self, command: Command, selection: Selection) -> str:
        """Why a command is off, in a sentence; "" when it is on."""
        if command.writes and self._ctx.read_only:
            return self._ctx.lang(_ONLY_READING)
        return "" if command.enabled(selection) else self._ctx.lang(command.needs)

    def fill_menu(self, menu: QMenu, ids: Sequence[str] | None = None) -> QMenu:
        """Add the commands (all, or those named in this order) to a menu; returns it."""
        for command in self._chosen(ids):
            menu.addSeparator() if command is SEPARATOR else menu.addAction(self._actions[command.id])
        return menu

    def fill_toolbar(self, bar: QToolBar, ids: Sequence[str] | None = None) -> None:
        """Add the commands to a toolbar, with text beside the icon."""
        for command in self._chosen(ids):
            if command is SEPARATOR:
                bar.addSeparator()
                continue
            bar.addAction(self._actions[command.id])
            button = bar.widgetForAction(self._actions[command.id])
            if isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def offered(self) -> Iterator[tuple[Command, QAction, str]]:
        """For the palette: each command, its action, and why it is off ("" when on)."""
        selection = self._selection()
        for command in self._real():
            yield command, self._actions[command.id], self.why_not(command, selection)

    def _real(self) -> Iterator[Command]:
        return (command for command in self.commands if command is not SEPARATOR)

    def _chosen(self, ids: Sequence[str] | None) -> Iterable[Command]:
        if ids is None:
            return self.commands
        by_id = {command.id: command for command in self.commands}
        return [by_id[each] for each in ids]

    def _make(self, command: Command) -> QAction:
        action = make_action(self._ctx.lang(command.text), self._widget, icon=command.icon, shortcut=command.shortcut)
        action.setObjectName(command.id)
        action.triggered.connect(lambda: self._run(command))
        self._widget.addAction(action)
        return action

    def _run(self, command: Command) -> None:
        command.run(self._selection())


def make_action(text: str, parent: QObject, *, icon: str = "", shortcut: str = "") -> QAction:
    """An action that macOS never moves to its own menu, with a plain tool tip that names its shortcut."""
    action = QAction(theme.icon(icon), text, parent)
    action.setMenuRole(QAction.MenuRole.NoRole)
    if shortcut:
        keys = QKeySequence(shortcut)
        action.setShortcut(keys)
        action.setShortcutContext(
            Qt.ShortcutContext.WindowShortcut if _has_modifier(keys) else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{text.replace('&', '').rstrip('…')} ({shown})")
    return action


def _has_modifier(keys: QKeySequence) -> bool:
    """Whether a key may work in the whole window: a bare Del or F2 belongs to the list alone."""
    portable = keys.toString(QKeySequence.SequenceFormat.PortableText)
    return "+" in portable or portable in ("F1", "F3", "F5", "F6", "F11")
