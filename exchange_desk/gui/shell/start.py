"""The start page: how many, and what is to be done."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.labels import heading, plain, symbol
from exchange_desk.gui.shell.sections import section
from exchange_desk.model import Programme
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language, msg

COUNTERS: dict[str, tuple[str, str]] = {
    "nominated": (msg("Nominees"), "clipboard-list"),
    "without_place": (msg("Without a place"), "circle-dashed"),
    "proposed": (msg("Places proposed"), "route"),
    "agreed": (msg("Places agreed"), "handshake"),
    "confirmed": (msg("Places confirmed"), "badge-check"),
    "in_progress": (msg("Stays in progress"), "plane"),
}
"""Key of a count → what it is called and its symbol. Other counts of the desk are not shown here."""

_AGAINST_RULES = frozenset(("over_capacity", "overlap", "against_rule", "passport"))
"""Tasks that are more than work to do: something stands against a rule."""

_SIX_FROM = 900
"""Pixels from which all counters stand in one row; below, in two."""


class Tally(Protocol):
    """A number of the overview, with the list that shows what was counted."""

    @property
    def key(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def listing(self) -> str: ...
    @property
    def where(self) -> Mapping[str, Any]: ...
    def say(self, lang: Language) -> str: ...


class CounterButton(QPushButton):
    """A large number above its name; opens the list it counts."""

    def __init__(self, ctx: Context, key: str) -> None:
        super().__init__()
        self._ctx = ctx
        label, icon = COUNTERS[key]
        self._label = ctx.lang(label)
        self._tally: Tally | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self._label)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        top = QHBoxLayout()
        self.number = heading("…", larger=2.0)
        top.addWidget(self.number)
        top.addStretch()
        top.addWidget(symbol(icon, "dim", 22))
        column.addLayout(top)
        column.addWidget(plain(self._label, tone="dim"))
        self.clicked.connect(self._go)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def show_tally(self, tally: Tally) -> None:
        self._tally = tally
        text = self._ctx.lang.number(tally.count)
        self.number.setText(text)
        self.setAccessibleName(self._ctx.lang("{list}: {count}", list=self._label, count=text))

    def _go(self) -> None:
        if self._tally is not None:
            go_to(self._ctx, self._tally)


class StartPage(QScrollArea):
    """Counts and tasks of the chosen programme, or of all; read anew whenever it is shown or something changed."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(ctx.lang("Start"))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        self.title = heading("", larger=1.5)
        self.title.setWordWrap(True)
        column.addWidget(self.title)
        self._grid = QGridLayout()
        self._grid.setSpacing(10)
        self._columns = 0
        self.counters = {key: CounterButton(ctx, key) for key in COUNTERS}
        column.addLayout(self._grid)
        column.addSpacing(8)
        self.tasks_title = heading("")
        column.addWidget(self.tasks_title)
        self.tasks = QVBoxLayout()
        self.tasks.setSpacing(2)
        column.addLayout(self.tasks)
        column.addStretch()
        self.setWidget(body)
        self._arrange()
        self.setFocusProxy(self.counters["nominated"])
        self._pause = QTimer(self, singleShot=True, interval=30)
        self._pause.timeout.connect(self.refresh)
        ctx.changes.changed.connect(self._on_change)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pause.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def refresh(self) -> None:
        """Ask the desk in the background for the counts and tasks of the programme of the moment."""
        if not self.isVisible():
            return
        chosen = self.ctx.programme
        names = self.ctx.desk.records.names(Programme, [chosen], self.ctx.lang) if chosen else {}
        self.title.setText(names.get(chosen or "", "") or self.ctx.lang("All programmes"))

        def read(_: object) -> Any:
            return self.ctx.desk.placements.overview(chosen)

        self.ctx.tasks.run("", read, done=partial(self._show, chosen), owner=self)

    def _show(self, programme: Id | None, overview: Any) -> None:
        if programme != self.ctx.programme:
            return
        for tally in overview.counts:
            if tally.key in self.counters:
                self.counters[tally.key].show_tally(tally)
        self._show_tasks(overview.todo)

    def _show_tasks(self, todo: tuple[Tally, ...]) -> None:
        while (item := self.tasks.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        begun = bool(todo) or any(self.ctx.desk.lists.count(name) for name in ("programmes", "officials"))
        self.tasks_title.setText(self.ctx.lang("To do") if begun else self.ctx.lang("How to begin"))
        lines = [self._task(each) for each in todo] if begun else self._first_steps()
        for line in lines or [_nothing(self.ctx)]:
            self.tasks.addWidget(line)
            line.show()

    def _task(self, tally: Tally) -> QPushButton:
        against = tally.key in _AGAINST_RULES
        icon = theme.icon("triangle-alert", "warning") if against else theme.icon(section(tally.listing).icon, "info")
        button = _line(tally.say(self.ctx.lang), icon)
        button.clicked.connect(lambda: go_to(self.ctx, tally))
        return button

    def _first_steps(self) -> list[QWidget]:
        """What a new desk needs, in the order in which it is needed."""
        lang, ctx = self.ctx.lang, self.ctx
        programme = _line(
            lang("Create the first programme, with its calendar and its rules"), theme.icon("calendar-range", "info")
        )
        programme.clicked.connect(lambda: ctx.open_record(Programme, None))
        nominees = _line(lang("Import the first list of nominees, as a city sent it"), theme.icon("file-up", "info"))
        nominees.clicked.connect(lambda: ctx.start_import())
        hosts = _line(lang("Enter the institutions that receive officials"), theme.icon("building-2", "info"))
        hosts.clicked.connect(lambda: ctx.show_list("institutions", {}))
        for button in (programme, nominees):
            button.setEnabled(not ctx.read_only)
        return [programme, nominees, hosts]

    def _on_change(self, changes: object) -> None:  # noqa: ARG002 - any change may change a count
        self._pause.start()

    def _arrange(self) -> None:
        columns = 6 if self.viewport().width() >= _SIX_FROM else 3
        if columns == self._columns:
            return
        self._columns = columns
        for place, button in enumerate(self.counters.values()):
            self._grid.addWidget(button, place // columns, place % columns)
        for column in range(6):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


def go_to(ctx: Context, tally: Tally) -> None:
    """Open the list of what was counted. The programme of the window needs no condition of its own."""
    where = {name: value for name, value in tally.where.items() if (name, value) != ("programme_id", ctx.programme)}
    ctx.show_list(tally.listing, where)


def _line(text: str, icon: QIcon) -> QPushButton:
    button = QPushButton(icon, text.replace("&", "&&"))
    button.setFlat(True)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setStyleSheet("text-align: left; padding: 6px")
    return button


def _nothing(ctx: Context) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(6, 4, 0, 4)
    line.addWidget(symbol("circle-check", "good"))
    line.addWidget(plain(ctx.lang("Nothing is waiting for you."), wrap=True), 1)
    return row
