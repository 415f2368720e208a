"""Taking back one step of long ago: first what would happen, then the deed."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget
from shiboken6 import isValid

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import show_error
from exchange_desk.gui.kit.labels import plain
from exchange_desk.model import record_class
from exchange_desk.services.records import KINDS
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language

_SHOWN = 200
"""Records named of each kind; the others are counted."""


class Line(Protocol):
    """One record that a revert concerns, and why it stays: because of whom, and when."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> Id: ...
    def say(self, lang: Language, /) -> str: ...
    def by(self, lang: Language, /) -> str: ...


class Preview(Protocol):
    """What taking a step back would do; false when nothing would change."""

    @property
    def removed(self) -> Sequence[Line]: ...
    @property
    def back(self) -> Sequence[Line]: ...
    @property
    def stay(self) -> Sequence[Line]: ...


class RevertDialog(QDialog):
    """Three lists: what is removed, what goes back to what it was, what stays and why."""

    def __init__(self, ctx: Context, preview: Preview, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ctx, self.lang = ctx, ctx.lang
        lang = self.lang
        self.setWindowTitle(lang("Take back a step"))
        count = len(preview.removed) + len(preview.back)
        text = lang("Taking back “{what}” changes the desk as follows. You can undo this.", what=what)
        if not count:
            text = lang("Nothing of “{what}” can be taken back any more.", what=what)
        self.text = plain(text, wrap=True)
        self.lists = QTreeWidget()
        self.lists.setHeaderHidden(True)
        self.lists.setColumnCount(2)
        self.lists.setAccessibleName(lang("What would change"))
        self.lists.setUniformRowHeights(True)
        self.lists.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        removed = lang.plural("{n} record is removed", "{n} records are removed", len(preview.removed))
        back = lang.plural("{n} record goes back", "{n} records go back", len(preview.back))
        stay = lang.plural("{n} record stays as it is", "{n} records stay as they are", len(preview.stay))
        self._add(removed, preview.removed, "trash-2", "error")
        self._add(back, preview.back, "rotate-ccw", "info")
        self._add(stay, preview.stay, "lock", "warning")
        self.buttons = QDialogButtonBox()
        self.go = self.buttons.addButton(
            lang.plural("Take back {n} record", "Take back {n} records", count),
            QDialogButtonBox.ButtonRole.DestructiveRole,
        )
        self.cancel = self.buttons.addButton(lang("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.go.setAutoDefault(False)
        self.go.setEnabled(count > 0)
        self.cancel.setDefault(True)
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        column.addWidget(self.lists, 1)
        column.addWidget(self.buttons)
        self.go.clicked.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.resize(640, 420)

    def _add(self, title: str, lines: Sequence[Line], icon: str, tone: str) -> None:
        if not lines:
            return
        head = QTreeWidgetItem(self.lists, [title])
        head.setIcon(0, theme.icon(icon, tone))
        head.setFirstColumnSpanned(True)
        for kind in dict.fromkeys(line.kind for line in lines):
            self._add_kind(head, kind, [line for line in lines if line.kind == kind])
        head.setExpanded(True)

    def _add_kind(self, head: QTreeWidgetItem, kind: str, lines: Sequence[Line]) -> None:
        """The records of one kind by name; those that nobody sees by themselves are counted."""
        known = KINDS.get(record_class(kind))
        if kind == "source_sheet":
            return  # goes with its list, which is named
        if known is None:
            count, lang = len(lines), self.lang
            text = (
                lang.plural("{n} pair of people told apart", "{n} pairs of people told apart", count)
                if kind == "not_same_person"
                else lang.plural("{n} line of a received list", "{n} lines of received lists", count)
            )
            QTreeWidgetItem(head, [text]).setFirstColumnSpanned(True)
            return
        title = self.lang("{kind} ({n})", kind=self.lang(known[1]), n=len(lines))
        group = QTreeWidgetItem(head, [title])
        group.setFirstColumnSpanned(True)
        shown = lines[:_SHOWN]
        names = self.ctx.desk.records.names(record_class(kind), [line.id for line in shown], self.lang)
        for line in shown:
            why = " ".join(filter(None, (line.say(self.lang), line.by(self.lang))))
            item = QTreeWidgetItem(group, [names.get(line.id) or self.lang("(deleted)"), why])
            item.setToolTip(1, why.replace("<", "‹"))
        if len(lines) > len(shown):
            rest = len(lines) - len(shown)
            QTreeWidgetItem(group, [self.lang.plural("and {n} more", "and {n} more", rest)])
        group.setExpanded(len(lines) <= 12)


def revert(ctx: Context, step: int, parent: QWidget, done: Callable[[], None]) -> None:
    """Show what taking back the step would do; when it is wanted, do it and call `done`."""
    lang, history = ctx.lang, ctx.desk.history

    def show(preview: Any) -> None:
        dialog = RevertDialog(ctx, preview, history.step(step).say(lang), parent)
        dialog.accepted.connect(go)
        dialog.open()

    def go() -> None:
        ctx.tasks.run(lang("Taking back"), lambda _: history.revert(step), done=told, failed=failed, owner=parent)

    def told(_: object) -> None:
        ctx.announce(lang("Taken back: {what}", what=history.step(step).say(lang)))
        done()

    def failed(error: BaseException) -> None:
        show_error(parent if isValid(parent) else None, error, lang)

    ctx.tasks.run(
        lang("Looking at what can be taken back"),
        lambda _: history.preview_revert(step),
        done=show,
        failed=failed,
        owner=parent,
    )
