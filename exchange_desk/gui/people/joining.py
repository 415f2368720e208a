"""Joining two chosen officials, and taking it back."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.commands import Selection
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import show_error
from exchange_desk.gui.kit.labels import plain
from exchange_desk.gui.kit.saving import write
from exchange_desk.gui.people.comparing import ComparePanel
from exchange_desk.support.ids import Id
from exchange_desk.support.problems import DeskError


def join(ctx: Context, panel: ComparePanel, parent: QWidget, done: Callable[[int], None]) -> None:
    """Join the pair that the panel shows as it was chosen there; `done` is given the number of the step."""
    found = panel.comparison
    if found is None:
        return
    kept, gone, values, going_on = found.kept.id, found.gone.id, dict(panel.values), dict(panel.going_on)

    def job() -> int:
        made = ctx.desk.merging.merge(kept, gone, values, going_on).step
        assert made is not None  # two records became one, so something changed
        return made

    def tell(step: int) -> None:
        ctx.announce(ctx.lang("Joined."))
        done(step)

    write(ctx, ctx.lang("Joining"), job, tell, parent)


def take_back(ctx: Context, step: int, parent: QWidget, done: Callable[[], None]) -> None:
    """Undo a join: as the newest step where it still is that, else by parting the two again."""
    desk = ctx.desk
    newest = desk.history.next_undo()
    job = desk.history.undo if newest and newest.id == step else lambda: desk.merging.split(step)
    write(ctx, ctx.lang("Undoing"), job, lambda _: done(), parent)


class JoinDialog(QDialog):
    """Two officials who were selected in the list, side by side."""

    def __init__(self, ctx: Context, kept: Id, gone: Id, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx, lang = ctx, ctx.lang
        self.setWindowTitle(lang("Join two records of one person"))
        self.panel = ComparePanel(ctx, self)
        self.buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.swap = self.buttons.addButton(lang("Swap"), role.ActionRole)
        self.swap.setIcon(theme.icon("git-compare"))
        self.join = self.buttons.addButton(lang("Join"), role.AcceptRole)
        cancel = self.buttons.addButton(lang("Cancel"), role.RejectRole)
        for button in (self.swap, cancel):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.addWidget(plain(lang("Choose what the joined person keeps. You can undo this."), wrap=True))
        column.addWidget(self.panel, 1)
        column.addWidget(self.buttons)
        self.swap.clicked.connect(self._swap)
        self.join.clicked.connect(self._join)
        self.buttons.rejected.connect(self.reject)
        self.panel.show_pair(ctx.desk.merging.compare(kept, gone))
        self.resize(820, 520)

    def _swap(self) -> None:
        found = self.panel.comparison
        if found is not None:
            self.panel.show_pair(self.ctx.desk.merging.compare(found.gone.id, found.kept.id))

    def _join(self) -> None:
        join(self.ctx, self.panel, self, lambda _: self.accept())


def ask_to_join(ctx: Context, parent: QWidget, chosen: Selection) -> None:
    """Show the two selected officials beside each other, to be joined."""
    kept, gone = sorted(chosen.ids)
    try:
        dialog = JoinDialog(ctx, kept, gone, parent)
    except DeskError as error:
        show_error(parent, error, ctx.lang)
        return
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
