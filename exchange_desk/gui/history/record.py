"""Where the values of one record come from, and the steps that touched it; for the pane beside a list."""

from collections.abc import Sequence

from PySide6.QtWidgets import QTreeWidgetItem, QVBoxLayout, QWidget

from exchange_desk.gui.history.details import ChangesTree
from exchange_desk.gui.history.joined import JoinedBars
from exchange_desk.gui.history.telling import PARTS, Change, cover, tell_changes
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.labels import plain
from exchange_desk.intake.fields import label
from exchange_desk.model import Nomination, Official, Record, record_kind
from exchange_desk.services.provenance import Provenance, is_secret, sources_of
from exchange_desk.support.ids import Id

_STEPS = 50
_SOURCES = 0
"""Stands for the line of the sources, where others have the number of their step."""


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
        if steps and self._kind in (Official, Nomination):
            self.tree.add_folded(self.ctx.lang("Where the values come from"), _SOURCES)
        for step in steps:
            text = self.ctx.lang("{when} · {who} · {what}", when=step.at, who=step.who, what=step.say(self.ctx.lang))
            self.tree.add_folded(text, step.id)

    def _unfold(self, item: QTreeWidgetItem) -> None:
        """Read what a step changed here when it is asked for: a step may hold a whole import."""
        number, turn = self.tree.waiting(item), self._turn
        if number is None:
            return
        if number == _SOURCES:
            self._show_sources(item)
            return
        self.ctx.tasks.run(
            self.ctx.lang("Reading the history"),
            lambda _: [change for change in self.ctx.desk.history.changes(number) if self._is_own(change)],
            done=lambda own: self._fill(turn, item, own),
            owner=self,
        )

    def _show_sources(self, item: QTreeWidgetItem) -> None:
        """From which cell of which list each value came, or who typed it."""
        desk, kind, record, turn = self.ctx.desk, self._kind, self._id, self._turn
        assert kind is not None

        def fill(found: Sequence[tuple[str, Provenance]]) -> None:
            if turn == self._turn:
                self.tree.fill_lines(item, [self._told(field, source) for field, source in found])

        what = self.ctx.lang("Reading the history")
        self.ctx.tasks.run(what, lambda _: sources_of(desk, kind, record), done=fill, owner=self)

    def _told(self, field: str, source: Provenance) -> tuple[str, str]:
        """The line about a value, and what its cell said as the tip; document numbers stay covered."""
        lang = self.ctx.lang
        where = " · ".join(filter(None, (source.cell, source.file or source.step.who)))
        when = source.day or source.step.at
        text = lang("{field}: {where} · {when}", field=label(field, lang), where=where, when=when)
        raw = cover(source.raw) if source.raw and is_secret(field) else source.raw
        said = lang("{heading}: “{text}”", heading=source.heading, text=raw) if source.heading and raw else ""
        return text, "\n".join(filter(None, (source.say(lang), said)))

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
