"""The window for people who stand in the desk twice: pairs on the left, comparison and decision on the right."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.commands import make_action
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import show_error
from exchange_desk.gui.kit.labels import heading, plain, symbol
from exchange_desk.gui.kit.notice_bar import NoticeBar
from exchange_desk.gui.kit.saving import write
from exchange_desk.gui.kit.tasks import State
from exchange_desk.gui.people.comparing import ComparePanel
from exchange_desk.gui.people.joining import join, take_back
from exchange_desk.gui.people.pair_list import PairList, PairModel
from exchange_desk.services.duplicates import Pair
from exchange_desk.support.problems import DeskError


class DuplicatesWindow(QWidget):
    """A window of its own beside the main one. Looks through the desk when it opens, and again when asked to."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ctx, self.lang = ctx, ctx.lang
        self._looking = self._running = False
        self.setWindowTitle(self.lang("Duplicates"))
        self.notice = NoticeBar(self)
        self.model = PairModel(ctx, self)
        self.list = PairList(self.model, self)
        self.count = plain(wrap=True)
        self.again = self._button("refresh-cw", self.lang("Look again"), "F5", self.look)
        self.panel = ComparePanel(ctx, self)
        self.swap = self._button("git-compare", self.lang("Swap"), "Ctrl+Shift+X", self._swap)
        self.later = self._button("clock", self.lang("Decide later"), "Ctrl+Shift+L", self._put_off)
        self.apart = self._button("user-x", self.lang("Not the same person"), "Ctrl+Shift+D", self._tell_apart)
        self.join = self._button("user-check", self.lang("Join"), "Ctrl+Return", self._join)
        self.stack = QStackedWidget()
        self._build()
        self._connect()
        self.resize(1080, 580)
        self.look()

    def look(self) -> None:
        """Compare everybody with everybody, in the background."""
        self._looking = True
        self.stack.setCurrentIndex(0)
        self.stop.setFocus()
        self.notice.clear()
        self._refresh_buttons()
        self.ctx.tasks.run(
            self.lang("Looking for duplicates"),
            lambda progress: self.ctx.desk.merging.duplicates(progress),
            done=self._found,
            failed=self._not_found,
            cancelled=self._stopped,
            owner=self,
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop()
        event.accept()

    # Building ------------------------------------------------------------------------------------------------------

    def _button(self, icon: str, text: str, shortcut: str, act: Callable[[], None]) -> QPushButton:
        """A button and its key, in one; the key works wherever the focus is."""
        button = QPushButton(theme.icon(icon), text)
        button.setAutoDefault(False)
        action = make_action(text, self, shortcut=shortcut)
        action.triggered.connect(lambda: act() if button.isEnabled() else None)
        button.setToolTip(action.toolTip())
        button.clicked.connect(lambda: act())
        self.addAction(action)
        return button

    def _build(self) -> None:
        self.stack.addWidget(self._waiting())
        self.stack.addWidget(self._pairs())
        self.stack.addWidget(self._nobody())
        column = QVBoxLayout(self)
        column.addWidget(self.notice)
        column.addWidget(self.stack, 1)
        close = make_action(self.lang("Close"), self, shortcut="Ctrl+W")
        close.triggered.connect(self.close)
        self.addAction(close)

    def _waiting(self) -> QWidget:
        page, column = _centred("users")
        column.addWidget(heading(self.lang("Looking for duplicates …")), 0, Qt.AlignmentFlag.AlignHCenter)
        self.progress = QProgressBar()
        self.progress.setFixedWidth(360)
        self.progress.setAccessibleName(self.lang("Looking for duplicates …"))
        column.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignHCenter)
        self.stop = QPushButton(self.lang("Cancel"))
        self.stop.clicked.connect(self._stop)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignHCenter)
        return page

    def _nobody(self) -> QWidget:
        page, column = _centred("badge-check")
        self.empty = heading("")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.empty)
        text = self.lang("People are compared by name, date of birth, e-mail, phone and documents.")
        self.why = plain(text, wrap=True, tone="dim")
        self.why.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.why.setMinimumWidth(360)
        column.addWidget(self.why, 0, Qt.AlignmentFlag.AlignHCenter)
        once_more = QPushButton(theme.icon("refresh-cw"), self.lang("Look again"))
        once_more.clicked.connect(self.look)
        column.addWidget(once_more, 0, Qt.AlignmentFlag.AlignHCenter)
        return page

    def _pairs(self) -> QWidget:
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.count)
        column.addWidget(self.list, 1)
        column.addWidget(self.again)
        column = QVBoxLayout(right)
        column.setContentsMargins(6, 0, 0, 0)
        column.addWidget(self.panel, 1)
        row = QHBoxLayout()
        row.addWidget(self.swap)
        row.addStretch(1)
        for button in (self.later, self.apart, self.join):
            row.addWidget(button)
        column.addLayout(row)
        body = QSplitter(Qt.Orientation.Horizontal)
        body.addWidget(left)
        body.addWidget(right)
        body.setSizes([300, 760])
        body.setStretchFactor(1, 1)
        body.setChildrenCollapsible(False)
        return body

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_pair)
        self.list.entered_pair.connect(self.panel.focus_first)
        self.ctx.tasks.progressed.connect(self._progressed)

    # Looking -------------------------------------------------------------------------------------------------------

    def _progressed(self, state: State) -> None:
        self._running = self._looking and state.label == self.lang("Looking for duplicates")
        if self._running:
            self.progress.setMaximum(state.total or 0)
            self.progress.setValue(state.done)

    def _stop(self) -> None:
        """End the search; while it waits for another job, that job goes on."""
        if self._running:
            self.ctx.tasks.cancel()
        elif self._looking:
            self._stopped()

    def _found(self, pairs: Sequence[Pair]) -> None:
        self._looking = self._running = False
        self._show_pairs(pairs, 0)
        self.list.setFocus()

    def _not_found(self, error: BaseException) -> None:
        self._stopped()
        show_error(self, error, self.lang)

    def _stopped(self) -> None:
        self._looking = self._running = False
        self._show_pairs(self.model.pairs, 0)
        if not self.model.pairs:
            self.empty.setText(self.lang("The search was stopped."))

    def _show_pairs(self, pairs: Sequence[Pair], row: int) -> None:
        self.model.show_pairs(pairs)
        self.empty.setText(self.lang("Nobody stands in the desk twice, as far as can be seen."))
        self.stack.setCurrentIndex(1 if pairs else 2)
        sure = sum(pair.strict for pair in pairs)
        text = self.lang.plural("{n} pair", "{n} pairs", len(pairs))
        if sure:
            text = self.lang("{pairs}, {sure} of them almost certain", pairs=text, sure=self.lang.number(sure))
        self.count.setText(text)
        self.list.go_to(row)

    # Deciding ------------------------------------------------------------------------------------------------------

    def _show_pair(self) -> None:
        pair = self.list.pair()
        if pair is None:
            self.panel.clear()
        else:
            try:
                self.panel.show_pair(self.ctx.desk.merging.compare(pair.left, pair.right), pair.evidence)
            except DeskError as error:  # one of them was deleted meanwhile
                self.notice.say("warning", error.say(self.lang))
                self._drop(lambda each: each == pair)
                return
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        there = self.panel.comparison is not None and not self._looking
        self.swap.setEnabled(there)
        self.later.setEnabled(there)
        for button in (self.apart, self.join):
            button.setEnabled(there and not self.ctx.read_only)

    def _swap(self) -> None:
        """The other record is the one that stays."""
        pair, row = self.list.pair(), self.list.currentIndex().row()
        if pair is not None:
            self.model.pairs[row] = replace(pair, left=pair.right, right=pair.left)
            self.model.dataChanged.emit(self.list.currentIndex(), self.list.currentIndex())
            self._show_pair()

    def _put_off(self) -> None:
        pair, row = self.list.pair(), self.list.currentIndex().row()
        if pair is not None:
            self.model.later.add((pair.left, pair.right))
            self._show_pairs(self.model.pairs, row)

    def _tell_apart(self) -> None:
        pair = self.list.pair()
        if pair is None:
            return

        def told(_: object) -> None:
            self.notice.say("info", self.lang("Remembered: they are two people. Nobody asks again."))
            self._drop(lambda each: {each.left, each.right} == {pair.left, pair.right})

        job = self.ctx.desk.merging.not_same
        write(self.ctx, self.lang("Saving"), lambda: job(pair.left, pair.right), told, self)

    def _join(self) -> None:
        pair, before = self.list.pair(), list(self.model.pairs)
        if pair is None:
            return
        row = self.list.currentIndex().row()

        def joined(step: int) -> None:
            self._drop(lambda each: pair.right in (each.left, each.right))
            undo = (self.lang("Undo"), lambda: take_back(self.ctx, step, self, lambda: undone()))
            self.notice.say("good", self.lang("Joined."), undo)

        def undone() -> None:
            self.notice.say("info", self.lang("They are two records again."))
            self._show_pairs(before, row)

        join(self.ctx, self.panel, self, joined)

    def _drop(self, gone: Callable[[Pair], bool]) -> None:
        row = self.list.currentIndex().row()
        self._show_pairs([each for each in self.model.pairs if not gone(each)], row)


def _centred(icon: str) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column.setSpacing(10)
    column.addWidget(symbol(icon, "dim", 40), 0, Qt.AlignmentFlag.AlignHCenter)
    return page, column
