"""The history: everything that was done, newest first, with undo, redo and taking one step back."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.history.details import ChangesTree
from exchange_desk.gui.history.telling import Change, count_kinds, tell_changes
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.commands import make_action
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import show_error
from exchange_desk.gui.kit.labels import heading, plain
from exchange_desk.gui.kit.notice_bar import NoticeBar
from exchange_desk.gui.kit.reverting import revert
from exchange_desk.support.language import Language
from exchange_desk.support.problems import DeskError
from exchange_desk.support.text import fold

_PAGE = 500
_RECORDS = 300
_AT_ONCE = 500
"""Rows of a step that are read without making the window wait."""
_SYMBOLS = {"change": "pencil", "undo": "undo-2", "redo": "redo-2", "revert": "rotate-ccw"}


class Step(Protocol):
    """A line of the history, as the desk tells it."""

    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def who(self) -> str: ...
    @property
    def rows(self) -> int: ...
    @property
    def undone(self) -> bool: ...
    def say(self, lang: Language, /) -> str: ...


class StepTable(QTableView):
    """The steps as rows: what, when, who, how many records, and whether it still stands."""

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self._steps: list[Step] = []
        self._model = QStandardItemModel(0, 5, self)
        self._model.setHorizontalHeaderLabels([lang("What"), lang("When"), lang("Who"), lang("Rows"), lang("State")])
        self.setModel(self._model)
        self.setAccessibleName(lang("Steps"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Another list of steps; the selected one stays selected."""
        chosen = self.step()
        self._steps = list(steps)
        self._model.setRowCount(0)
        for step in steps:
            self._model.appendRow(self._row(step))
        self.setColumnHidden(4, not any(step.undone for step in steps))
        ids = [step.id for step in steps]
        if chosen and chosen.id in ids:
            self.selectRow(ids.index(chosen.id))
        elif steps:
            self.selectRow(0)

    def step(self) -> Step | None:
        row = self.currentIndex().row()
        return self._steps[row] if 0 <= row < len(self._steps) else None

    def _row(self, step: Step) -> list[QStandardItem]:
        state = self.lang("undone") if step.undone else ""
        texts = (step.say(self.lang), self.lang.moment(step.at), step.who, self.lang.number(step.rows), state)
        items = [QStandardItem(text) for text in texts]
        items[0].setIcon(theme.icon(_SYMBOLS[step.kind], "dim" if step.undone else ""))
        items[3].setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if step.undone:
            items[4].setIcon(theme.icon("undo-2", "dim"))
            for item in items:
                item.setForeground(theme.tone("dim"))
        return items


class HistoryWindow(QWidget):
    """A window of its own beside the main one; follows what is done meanwhile."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ctx, self.lang = ctx, ctx.lang
        self._limit = _PAGE
        self._all: list[Any] = []
        self.setWindowTitle(self.lang("History"))
        self.notice = NoticeBar(self)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.lang("Search the history"))
        self.search.setAccessibleName(self.lang("Search the history"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(theme.icon("search", "dim"), QLineEdit.ActionPosition.LeadingPosition)
        self.steps = StepTable(self.lang, self)
        self.changes = ChangesTree(self.lang, self)
        self.title = heading("", larger=1.1)
        self.title.setWordWrap(True)
        self.summary = plain(wrap=True, tone="dim")
        self.older = QPushButton(self.lang("Show older steps"))
        self.undo = QPushButton(theme.icon("undo-2"), "")
        self.redo = QPushButton(theme.icon("redo-2"), "")
        self.revert = QPushButton(theme.icon("rotate-ccw"), self.lang("Take back this step…"))
        self._build()
        self._connect()
        self.resize(1060, 560)
        self.refresh()

    def refresh(self) -> None:
        """Ask the desk again; the selected step stays."""
        self._all = self.ctx.desk.history.steps(self._limit)
        self.older.setVisible(len(self._all) >= self._limit)
        self._filter()
        self._offer(self.undo, self.ctx.desk.history.next_undo(), self.lang("Undo"))
        self._offer(self.redo, self.ctx.desk.history.next_redo(), self.lang("Redo"))

    def _build(self) -> None:
        for button in (self.older, self.undo, self.redo, self.revert):
            button.setAutoDefault(False)
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.steps, 1)
        column.addWidget(self.older)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.summary)
        column.addWidget(self.changes, 1)
        body = QSplitter(Qt.Orientation.Horizontal)
        body.addWidget(left)
        body.addWidget(right)
        body.setSizes([590, 440])
        body.setChildrenCollapsible(False)
        foot = QHBoxLayout()
        foot.addWidget(self.undo)
        foot.addWidget(self.redo)
        foot.addStretch(1)
        foot.addWidget(self.revert)
        column = QVBoxLayout(self)
        column.addWidget(self.notice)
        column.addWidget(body, 1)
        column.addLayout(foot)
        close = make_action(self.lang("Close"), self, shortcut="Ctrl+W")
        close.triggered.connect(self.close)
        find = make_action(self.lang("Search the history"), self, shortcut="Ctrl+F")
        find.triggered.connect(self.search.setFocus)
        self.addActions([close, find])

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.steps.selectionModel().currentRowChanged.connect(self._chosen)
        self.older.clicked.connect(self._show_older)
        self.undo.clicked.connect(lambda: self._go(self.ctx.desk.history.undo, self.lang("Undoing")))
        self.redo.clicked.connect(lambda: self._go(self.ctx.desk.history.redo, self.lang("Redoing")))
        self.revert.clicked.connect(self._revert)
        self.ctx.changes.changed.connect(self._changed)

    # Showing ------------------------------------------------------------------------------------------------------

    def _filter(self) -> None:
        words = fold(self.search.text()).split()
        shown = [s for s in self._all if all(word in fold(f"{s.say(self.lang)} {s.who}") for word in words)]
        with QSignalBlocker(self.steps.selectionModel()):
            self.steps.show_steps(shown)
        self._show_step()

    def _chosen(self, current: QModelIndex, before: QModelIndex) -> None:  # noqa: ARG002 - Qt's signal
        self._show_step()

    def _show_step(self) -> None:
        step = self.steps.step()
        self.revert.setEnabled(step is not None and not step.undone and not self.ctx.read_only)
        if step is None:
            self.title.setText(self.lang("No step found.") if self._all else self.lang("Nothing has been changed yet."))
            self.summary.clear()
            self.changes.clear()
            return
        self.title.setText(step.say(self.lang))
        if step.rows <= _AT_ONCE:
            self._show_changes(step.id, self.ctx.desk.history.changes(step.id))
            return
        self.summary.setText(self.lang("Reading what changed …"))
        self.changes.clear()
        number = step.id
        self.ctx.tasks.run(
            self.lang("Reading the history"),
            lambda _: self.ctx.desk.history.changes(number),
            done=lambda changes: self._show_changes(number, changes),
            owner=self,
        )

    def _show_changes(self, number: int, changes: Sequence[Change]) -> None:
        step = self.steps.step()
        if step is None or step.id != number:
            return
        told, more = tell_changes(self.ctx, changes, _RECORDS)
        self.summary.setText(" · ".join(count_kinds(changes, self.lang)))
        self.changes.show_changes(told, more)

    def _show_older(self) -> None:
        self._limit *= 4
        self.refresh()

    def _offer(self, button: QPushButton, step: Step | None, verb: str) -> None:
        """The button names what it would do."""
        what = step.say(self.lang) if step else ""
        short = what if len(what) <= 32 else f"{what[:31].rstrip()}…"
        button.setText(self.lang("{verb} “{what}”", verb=verb, what=short) if step else verb)
        button.setToolTip(what.replace("<", "‹"))
        button.setEnabled(step is not None and not self.ctx.read_only)

    def _changed(self, changes: object) -> None:  # noqa: ARG002 - whatever it was, it is a new step
        self.refresh()

    # Doing --------------------------------------------------------------------------------------------------------

    def _go(self, act: Callable[[], object], label: str) -> None:
        self.notice.clear()
        self.ctx.tasks.run(label, lambda _: act(), done=self._gone, failed=self._failed, owner=self)

    def _revert(self) -> None:
        step = self.steps.step()
        if step is not None:
            self.notice.clear()
            revert(self.ctx, step.id, self, self._reverted)

    def _reverted(self) -> None:
        self._gone(None)

    def _gone(self, result: object) -> None:  # noqa: ARG002 - the history itself says what was done
        done = self.ctx.desk.history.steps(1)
        if done:
            self.notice.say("good", done[0].say(self.lang))
            self.ctx.announce(done[0].say(self.lang))

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, DeskError):
            self.notice.say("error", error.say(self.lang))
        else:
            show_error(self, error, self.lang)
