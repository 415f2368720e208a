"""The steps that touched one record, for the pane beside a list."""

from collections.abc import Sequence

from PySide6.QtWidgets import QTreeWidgetItem, QVBoxLayout, QWidget

from exchange_desk.gui.history.details import ChangesTree
from exchange_desk.gui.history.joined import JoinedBars
from exchange_desk.gui.history.telling import PARTS, Change, tell_changes
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.labels import plain
from exchange_desk.model import Record, record_kind
from exchange_desk.support.ids import Id

_STEPS = 50


class RecordHistory(QWidget):
    """Newest first: when, who, what, and each field before and after."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self._kind: type[Record] | None = None
        self._id: Id = ""
        self._turn = 0
        self.nothing = plain(ctx.lang("Nothing has been changed yet."), wrap=True, tone="dim")
        self.tree = ChangesTree(ctx.lang, self)
        self.tree.setAccessibleName(ctx.lang("History of the record"))
        self.joined = JoinedBars(ctx, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.joined)
        self._column.addWidget(self.nothing)
        self._column.addWidget(self.tree, 1)
        self.tree.itemExpanded.connect(self._unfold)
        ctx.changes.changed.connect(self._changed)

    def show_record(self, kind: type[Record] | None, record_id: Id = "") -> None:
        """The history of that record; None: of nothing."""
        self._kind, self._id = kind, record_id
        self.refresh()

    def refresh(self) -> None:
        self.tree.clear()
        self._turn += 1
        steps = []
        if self._kind is not None:
            steps = self.ctx.desk.history.steps(_STEPS, kind=record_kind(self._kind), record_id=self._id)
        self.joined.show_record(self._kind, self._id)
        self.nothing.setVisible(not steps)
        self.tree.setVisible(bool(steps))
        for step in steps:
            text = self.ctx.lang("{when} · {who} · {what}", when=step.at, who=step.who, what=step.say(self.ctx.lang))
            self.tree.add_folded(text, step.id)

    def _unfold(self, item: QTreeWidgetItem) -> None:
        """Read what a step changed here when it is asked for: a step may hold a whole import."""
        number, turn = self.tree.waiting(item), self._turn
        if number is None:
            return
        self.ctx.tasks.run(
            self.ctx.lang("Reading the history"),
            lambda _: [change for change in self.ctx.desk.history.changes(number) if self._is_own(change)],
            done=lambda own: self._fill(turn, item, own),
            owner=self,
        )

    def _fill(self, turn: int, item: QTreeWidgetItem, own: Sequence[Change]) -> None:
        if turn == self._turn:
            told, _ = tell_changes(self.ctx, own, _STEPS)
            self.tree.fill(item, told)

    def _is_own(self, change: Change) -> bool:
        """The record itself or one of its parts."""
        if change.id == self._id:
            return True
        image = change.after or change.before or {}
        return change.kind in PARTS and image.get(PARTS[change.kind][2]) == self._id

    def _changed(self, changes: object) -> None:  # noqa: ARG002 - looked up again whatever it was
        if self.isVisible():
            self.refresh()
