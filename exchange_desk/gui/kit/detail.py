"""The pane beside a list: one record to read, what can be done with it, and its history."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.bulk import common_fields
from exchange_desk.gui.kit.commands import Command, CommandSet, Selection
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.editors import label_of
from exchange_desk.gui.kit.empty import ActionButton
from exchange_desk.gui.kit.flow import FlowLayout
from exchange_desk.gui.kit.groups import Detail, Remark
from exchange_desk.gui.kit.labels import LongText, heading, plain, symbol
from exchange_desk.gui.kit.looks import LOOKS, look
from exchange_desk.gui.kit.values import as_read, is_secret
from exchange_desk.model import Record, field_info
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg

_PAUSE = 60
"""Milliseconds a record has to stay selected before it is read: walking down a list reads nothing."""


_LONGEST_WORD = 18
"""Letters up to which a word fits into the pane; longer ones, such as addresses, are broken anywhere."""

_IN_SIGHT = 5
"""Buttons that are shown; a record with more moves has a menu for the others."""

MakeHistory = Callable[[type[Record], Id], QWidget]
"""Makes the widget that tells the history of a record."""


class DetailPane(QWidget):
    """`show_records(kind, ids, detail)` shows one record, or how many are selected. `edit` asks for the form."""

    edit = Signal()
    edit_many = Signal()

    def __init__(self, ctx: Context, history: MakeHistory | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self._history = history
        self._kind: type[Record] | None = None
        self._ids: tuple[Id, ...] = ()
        self._detail = Detail()
        self._revealed = False
        self._body: QWidget | None = None
        self._tab = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 8, 8, 4)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.refresh)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(ctx.lang("Details"))
        ctx.changes.changed.connect(self._on_change)

    def show_records(self, kind: type[Record], ids: Sequence[Id], detail: Detail) -> None:
        """Show these in a moment; called as often as the selection changes."""
        if (kind, tuple(ids)) != (self._kind, self._ids):
            self._revealed = False
        self._kind, self._ids, self._detail = kind, tuple(ids), detail
        self._pause.start()

    def refresh(self) -> None:
        """Read the record again and show it; nothing is read while the pane is hidden."""
        self._pause.stop()
        if not self.isVisible() or self._kind is None:
            return
        found = self.ctx.desk.records.load(self._kind, self._ids[:1]) if len(self._ids) == 1 else []
        body = self._record(found[0]) if found else self._several()
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body = body
        self._column.addWidget(body)
        body.show()  # at once: a layout shows what it is given only a turn later, and the pane would flicker

    def _on_change(self, changes: object) -> None:  # noqa: ARG002 - what is shown may name any record
        self._pause.start()

    def _several(self) -> QWidget:
        lang, count = self.ctx.lang, len(self._ids)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        if count > 1:
            column.addWidget(heading(lang.plural("{n} selected", "{n} selected", count)))
            text = lang("Commands in the toolbar and in the Record menu apply to all of them.")
        else:
            text = lang("Select a line of the list to see it here.")
        column.addWidget(plain(text, wrap=True, tone="dim"))
        if count > 1 and self._kind is not None and common_fields(self._kind, self._detail.groups):
            button = QPushButton(theme.icon("pencil"), lang.plural("Edit {n} record…", "Edit {n} records…", count))
            button.setEnabled(not self.ctx.read_only)
            button.clicked.connect(self.edit_many)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        return body

    def _record(self, record: Record) -> QWidget:
        lang = self.ctx.lang
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        title = heading(self.ctx.desk.records.name(record, lang), larger=1.15)
        title.setWordWrap(True)
        title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(title)
        for badge in self._badges(record):
            column.addWidget(badge)
        remarks = QVBoxLayout()
        remarks.setSpacing(2)
        column.addLayout(remarks)
        column.addWidget(self._buttons(record, body))
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(self._facts(record), lang("Data"))
        if self._history is not None:
            tabs.addTab(self._history(type(record), record.id), lang("History"))
        tabs.setCurrentIndex(self._tab)
        tabs.currentChanged.connect(self._remember_tab)
        tabs.tabBar().setAccessibleName(lang("Details"))
        column.addWidget(tabs, 1)
        self._ask_for_remarks(record, remarks, body)
        return body

    def _ask_for_remarks(self, record: Record, column: QVBoxLayout, body: QWidget) -> None:
        remarks = self._detail.remarks
        if remarks is None:
            return

        def show(found: Sequence[Remark]) -> None:
            for each in found:
                column.addWidget(remark_line(each))

        self.ctx.tasks.run("", lambda _: remarks(record), done=show, owner=body)

    def _remember_tab(self, tab: int) -> None:
        self._tab = tab

    def _badges(self, record: Record) -> list[QWidget]:
        """Each state of a life cycle, with its symbol and word."""
        found = []
        for name in (column.key for column in record.__table__.columns):
            info = field_info(record, name)
            if info is not None and info.choices in LOOKS and getattr(record, name):
                icon, tone = look(info.choices, getattr(record, name))
                found.append(badge(icon, tone, as_read(self.ctx, record, name)))
        return found

    def _buttons(self, record: Record, parent: QWidget) -> QWidget:
        """Edit, and the moves the record may make now: the first ones in sight, the others in a menu."""
        chosen = Selection((record.id,))
        text = msg("Open") if self.ctx.read_only else msg("Edit")
        edit = Command("detail.edit", text, lambda _: self.edit.emit(), icon="pencil")
        first = [edit] if self._detail.has_form else []
        moves = CommandSet(self.ctx, [*first, *self._detail.moves(record)], parent, lambda: chosen)
        holder = QWidget()
        row = FlowLayout(holder)
        actions = [action for _, action, _why in moves.offered()]
        for action in actions[:_IN_SIGHT]:
            row.addWidget(ActionButton(action, holder))
        if len(actions) > _IN_SIGHT:
            more = QPushButton(self.ctx.lang("More"))
            more.setAutoDefault(False)
            menu = QMenu(more)
            menu.addActions(actions[_IN_SIGHT:])
            more.setMenu(menu)
            row.addWidget(more)
        return holder

    def _facts(self, record: Record) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(2, 6, 6, 6)
        column.setSpacing(4)
        for group in self._detail.groups:
            rows = [(name, as_read(self.ctx, record, name, reveal=self._revealed)) for name in group.fields]
            rows = [(name, text) for name, text in rows if text]
            if rows and len(group.fields) > 1:
                head = heading(self.ctx.lang(group.title), larger=1.0)
                head.setContentsMargins(0, 6, 0, 0)
                column.addWidget(head)
            for name, text in rows:
                column.addLayout(self._fact(record, name, text))
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(self.ctx.lang("Data"))
        return scroll

    def _fact(self, record: Record, name: str, text: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        label = plain(self.ctx.lang(label_of(type(record), name)), wrap=True, tone="dim")
        label.setFixedWidth(int(label.fontMetrics().averageCharWidth() * 16))
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        value: QWidget
        if max(map(len, text.split()), default=0) > _LONGEST_WORD:
            value = LongText(text)
            value.setAccessibleName(label.text())
        else:
            value = plain(text, wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setBuddy(value)
        row.addWidget(label)
        row.addWidget(value, 1, Qt.AlignmentFlag.AlignTop)
        if is_secret(record, name):
            row.addWidget(self._eye(), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _eye(self) -> QToolButton:
        lang = self.ctx.lang
        eye = QToolButton()
        text = lang("Hide the number") if self._revealed else lang("Show the number")
        eye.setIcon(theme.icon("eye-off" if self._revealed else "eye"))
        eye.setToolTip(text)
        eye.setAccessibleName(text)
        eye.setAutoRaise(True)
        eye.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        eye.clicked.connect(self._turn)
        return eye

    def _turn(self) -> None:
        self._revealed = not self._revealed
        self.refresh()


def badge(icon: str, tone: str, text: str) -> QWidget:
    """A state as symbol and word, in its tone."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(symbol(icon, tone))
    label: QLabel = plain(text, tone=tone, wrap=True)
    row.addWidget(label, 1)
    return holder


def remark_line(remark: Remark) -> QWidget:
    """A remark with its symbol; what would help stands below it."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(symbol(theme.TONE_ICONS[remark.tone], remark.tone), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(plain(remark.text, wrap=True, tone=remark.tone))
    if remark.better:
        column.addWidget(plain(remark.better, wrap=True, tone="dim"))
    row.addLayout(column, 1)
    return holder
