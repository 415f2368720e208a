"""The start page: how many, and what is to be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.labels import heading, plain, symbol
from exchange_desk.gui.shell.sections import section
from exchange_desk.model import LIVE_NOMINATIONS, NominationStatus, PlacementStatus, Programme
from exchange_desk.support.language import msg

_N, _P = NominationStatus, PlacementStatus


@dataclass(frozen=True)
class Counter:
    """A number that opens the list it counts. `label`: text source."""

    label: str
    listing: str
    where: Mapping[str, Any]
    icon: str


COUNTERS = (
    Counter(msg("Nominees"), "nominations", {"status": tuple(sorted(LIVE_NOMINATIONS))}, "clipboard-list"),
    Counter(
        msg("Without a place"), "nominations", {"status": (_N.COMPLETE, _N.ELIGIBLE, _N.SHORTLISTED)}, "circle-dashed"
    ),
    Counter(msg("Places proposed"), "placements", {"status": (_P.PROPOSED,)}, "route"),
    Counter(
        msg("Places confirmed"),
        "placements",
        {"status": (_P.CONFIRMED, _P.IN_PROGRESS, _P.FINISHED, _P.REPORTED, _P.CLOSED)},
        "badge-check",
    ),
)


class CounterButton(QPushButton):
    """A large number above its name; opens the list it counts."""

    def __init__(self, ctx: Context, counter: Counter) -> None:
        super().__init__()
        self._ctx = ctx
        self.counter = counter
        self._label = ctx.lang(counter.label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        top = QHBoxLayout()
        self.number = heading("…", larger=2.0)
        top.addWidget(self.number)
        top.addStretch()
        top.addWidget(symbol(counter.icon, "dim", 22))
        column.addLayout(top)
        column.addWidget(plain(self._label, tone="dim"))
        self.clicked.connect(lambda: ctx.show_list(counter.listing, counter.where))

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def show_count(self, count: int) -> None:
        text = self._ctx.lang.number(count)
        self.number.setText(text)
        self.setAccessibleName(self._ctx.lang("{list}: {count}", list=self._label, count=text))


class StartPage(QScrollArea):
    """Counts and tasks of the chosen programme, or of all; read anew whenever it is shown or something changed."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        lang = ctx.lang
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(lang("Start"))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        self.title = heading("", larger=1.5)
        self.title.setWordWrap(True)
        column.addWidget(self.title)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.counters = [CounterButton(ctx, each) for each in COUNTERS]
        for button in self.counters:
            row.addWidget(button)
        column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(heading(lang("To do")))
        self.tasks = QVBoxLayout()
        self.tasks.setSpacing(4)
        column.addLayout(self.tasks)
        column.addStretch()
        self.setWidget(body)
        self.setFocusProxy(self.counters[0])
        self._pause = QTimer(self, singleShot=True, interval=30)
        self._pause.timeout.connect(self.refresh)
        ctx.changes.changed.connect(self._on_change)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pause.start()

    def narrow(self) -> None:
        """Another programme was chosen."""
        self._pause.start()

    def refresh(self) -> None:
        """Count again and list what is to be done."""
        if not self.isVisible():
            return
        self._show_title()
        scope = {"programme_id": self.ctx.programme} if self.ctx.programme else {}
        for button in self.counters:
            where = {**scope, **button.counter.where}
            button.show_count(self.ctx.desk.lists.count(button.counter.listing, where))
        self._show_tasks()

    def _on_change(self, changes: object) -> None:  # noqa: ARG002 - any change may change a count
        self._pause.start()

    def _show_title(self) -> None:
        chosen = self.ctx.programme
        names = self.ctx.desk.records.names(Programme, [chosen], self.ctx.lang) if chosen else {}
        self.title.setText(names.get(chosen or "", "") or self.ctx.lang("All programmes"))

    def _show_tasks(self) -> None:
        while (item := self.tasks.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        todo = self.ctx.desk.placements.overview(self.ctx.programme).todo
        for each in todo:
            self.tasks.addWidget(self._task(each))
        if not todo:
            self.tasks.addWidget(_nothing(self.ctx))

    def _task(self, each: Any) -> QPushButton:
        text = self.ctx.lang.plural(each.one, each.many, each.count)
        button = QPushButton(theme.icon(section(each.listing).icon, "info"), text.replace("&", "&&"))
        button.setFlat(True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setStyleSheet("text-align: left; padding: 6px")
        button.clicked.connect(partial(self.ctx.show_list, each.listing, each.where))
        return button


def _nothing(ctx: Context) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(6, 4, 0, 4)
    line.addWidget(symbol("circle-check", "good"))
    label = plain(ctx.lang("Nothing is waiting for you."))
    font = QFont(label.font())
    label.setFont(font)
    line.addWidget(label, 1)
    return row
