"""Undo and redo with their names, for the Edit menu."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from exchange_desk.gui.kit.context import Context

_LONGEST = 50
"""Letters of a step's name in the menu."""


class Undo:
    """The history itself says what is next; both run in the background, for a step may hold a whole import."""

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        self._ctx = ctx
        self._parent = parent

    def name(self, undo_action: QAction, redo_action: QAction) -> None:
        """Give both actions the names of what would be undone and redone next, read from the history."""
        lang, history = self._ctx.lang, self._ctx.desk.history
        undo, redo = history.next_undo(), history.next_redo()
        undo_action.setText(lang("Undo “{step}”", step=_short(undo.say(lang))) if undo else lang("Undo"))
        redo_action.setText(lang("Redo “{step}”", step=_short(redo.say(lang))) if redo else lang("Redo"))
        undo_action.setEnabled(undo is not None and not self._ctx.read_only)
        redo_action.setEnabled(redo is not None and not self._ctx.read_only)

    def undo(self) -> None:
        """Undo the newest step that stands."""
        self._run(forward=False)

    def redo(self) -> None:
        self._run(forward=True)

    def _run(self, *, forward: bool) -> None:
        lang, history = self._ctx.lang, self._ctx.desk.history
        step = history.next_redo() if forward else history.next_undo()
        if step is None:
            return
        name = step.say(lang)

        def tell(_: object) -> None:
            self._ctx.announce(lang("Redone: {step}", step=name) if forward else lang("Undone: {step}", step=name))

        label = lang("Redoing “{step}”", step=name) if forward else lang("Undoing “{step}”", step=name)
        act = history.redo if forward else history.undo
        self._ctx.tasks.run(label, lambda _: act(), done=tell, owner=self._parent)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
