"""Propose placements: the best plan for everybody who is eligible, looked at before anything is saved."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.commands import make_action
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import show_error
from exchange_desk.gui.kit.labels import plain
from exchange_desk.gui.kit.notice_bar import NoticeBar
from exchange_desk.gui.kit.pickers import RecordPicker
from exchange_desk.gui.kit.tasks import State
from exchange_desk.gui.placements.proposal_lists import (
    PairList,
    UnplacedList,
    in_words,
    people_of,
    why_paired,
    why_unplaced,
)
from exchange_desk.gui.placements.reasons import ReasonList
from exchange_desk.matching.proposal import Proposal
from exchange_desk.model import HostOffer, Programme
from exchange_desk.support.ids import Id
from exchange_desk.support.problems import Cancelled, DeskError
from exchange_desk.support.progress import Progress


class ProposalWindow(QWidget):
    """A window of its own; accepting is one step that can be undone."""

    def __init__(self, ctx: Context, programme_id: Id | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ctx, self.lang = ctx, ctx.lang
        lang = self.lang
        self.setWindowTitle(lang("Propose placements"))
        self.proposal: Proposal | None = None
        self._stale = False
        self._turn = 0
        self._label = lang("Proposing placements")
        self.notice = NoticeBar(self)
        self.programme = RecordPicker(ctx, Programme)
        self.programme.name_it(lang("Programme"))
        self.programme.set_value(programme_id or ctx.programme or _only_programme(ctx))
        self.propose_button = QPushButton(theme.icon("wand-sparkles"), lang("&Propose"))
        self.summary = plain(wrap=True)
        self.bottlenecks = plain(wrap=True, tone="warning")
        self.search = QLineEdit()
        self.search.setPlaceholderText(lang("Search the proposal"))
        self.search.setAccessibleName(lang("Search the proposal"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(round(190 * theme.text_scale()))
        self.pairs = PairList(ctx)
        self.unplaced = UnplacedList(ctx)
        self.tabs = QTabWidget()
        self.reasons = ReasonList()
        self.bar = QProgressBar()
        self.stop_button = QPushButton(lang("Stop"))
        self.accept_button = QPushButton(theme.icon("check"), "")
        self.discard_button = QPushButton(lang("Discard"))
        self._build()
        self._connect()
        self._show_busy(False)
        self._offer()
        self.resize(1060, 580)

    def propose(self) -> None:
        """Work out a proposal in the background; it takes some seconds for a thousand nominees."""
        programme = self.programme.value()
        if not programme:
            self.notice.say("warning", self.lang("Choose a programme first."))
            return
        self.notice.clear()
        self._turn += 1
        turn, placements = self._turn, self.ctx.desk.placements

        def work(progress: Progress) -> Proposal:
            return placements.propose(programme, _Stoppable(progress, lambda: turn == self._turn))

        self._show_busy(True)
        self.ctx.tasks.run(
            self._label,
            work,
            done=lambda proposal: self._proposed(turn, proposal),
            failed=lambda error: self._failed(turn, error),
            cancelled=lambda: self._show_busy(False),
            owner=self,
        )

    def accept(self) -> None:
        """Save the ticked pairs as one step."""
        proposal, chosen = self.proposal, self.pairs.chosen
        if proposal is None or not chosen:
            return
        placements, count = self.ctx.desk.placements, len(chosen)
        self._turn += 1
        turn = self._turn
        self._show_busy(True)
        self.ctx.tasks.run(
            self.lang("Saving the placements"),
            lambda _: placements.accept(proposal, chosen),
            done=lambda _: self._accepted(count),
            failed=lambda error: self._failed(turn, error),
            owner=self,
        )

    # Building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        lang = self.lang
        head = QHBoxLayout()
        label = plain(lang("Programme"))
        label.setBuddy(self.programme.line)
        self.programme.setMaximumWidth(460)
        head.addWidget(label)
        head.addWidget(self.programme, 1)
        head.addWidget(self.propose_button)
        head.addStretch(1)
        head.addWidget(self.search)
        self.tabs.addTab(self.pairs, lang("Proposed places"))
        self.tabs.addTab(self.unplaced, lang("Without a place"))
        self.tabs.setDocumentMode(True)
        scroll = QScrollArea()
        scroll.setWidget(self.reasons)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QSplitter()
        body.addWidget(self.tabs)
        body.addWidget(scroll)
        body.setSizes([740, 300])
        body.setChildrenCollapsible(False)
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(220)
        self.bar.setAccessibleName(self._label)
        foot = QHBoxLayout()
        foot.addWidget(self.bar)
        foot.addWidget(self.stop_button)
        foot.addStretch(1)
        foot.addWidget(self.discard_button)
        foot.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.summary)
        column.addWidget(self.bottlenecks)
        column.addWidget(body, 1)
        column.addLayout(foot)
        self.summary.setText(
            lang("Places as many eligible nominees as possible; among such plans it takes the best one.")
        )
        self.bottlenecks.hide()

    def _connect(self) -> None:
        self.propose_button.clicked.connect(self.propose)
        self.stop_button.clicked.connect(self._stop)
        self.accept_button.clicked.connect(self.accept)
        self.discard_button.clicked.connect(self.close)
        self.pairs.ticked.connect(self._offer)
        self.pairs.moved.connect(self._show_reasons)
        self.unplaced.moved.connect(self._show_reasons)
        self.tabs.currentChanged.connect(self._show_reasons)
        self.search.textChanged.connect(self.pairs.look_for)
        self.search.textChanged.connect(self.unplaced.look_for)
        self.ctx.tasks.progressed.connect(self._progressed)
        self.ctx.changes.changed.connect(self._changed)
        close = make_action(self.lang("Close"), self, shortcut="Ctrl+W")
        close.triggered.connect(self.close)
        self.addAction(close)

    # What happens -------------------------------------------------------------------------------------------------

    def _proposed(self, turn: int, proposal: Proposal) -> None:
        if turn != self._turn:
            return
        self.proposal, self._stale = proposal, False
        self._show_busy(False)
        self.pairs.show_proposal(proposal)
        self.unplaced.show_proposal(proposal)
        self.summary.setText(in_words(proposal, self.lang))
        self.bottlenecks.setText("\n".join(each.say(self.lang) for each in proposal.bottlenecks[:3]))
        self.bottlenecks.setVisible(bool(proposal.bottlenecks))
        self.tabs.setTabText(0, self.lang("Proposed places ({n})", n=len(proposal.pairs)))
        self.tabs.setTabText(1, self.lang("Without a place ({n})", n=len(proposal.unplaced)))
        self._offer()
        self._show_reasons()

    def _accepted(self, count: int) -> None:
        text = self.lang.plural("{n} nominee was placed.", "{n} nominees were placed.", count)
        self.ctx.announce(text)
        self.proposal = None
        self._show_busy(False)
        self.pairs.show_proposal(_NOTHING)
        self.unplaced.show_proposal(_NOTHING)
        self.summary.setText(text)
        self.bottlenecks.hide()
        self._offer()
        self.notice.say("good", text, (self.lang("Show the placements"), self._show_placements))

    def _show_placements(self) -> None:
        programme = self.programme.value()
        self.ctx.show_list("placements", {"programme_id": (programme,)} if programme else {})

    def _failed(self, turn: int, error: BaseException) -> None:
        if turn != self._turn:
            return
        self._show_busy(False)
        if isinstance(error, DeskError):
            self.notice.say("error", error.say(self.lang))
        else:
            show_error(self, error, self.lang)

    def _stop(self) -> None:
        self._turn += 1
        self._show_busy(False)

    def _changed(self, changes: object) -> None:  # noqa: ARG002 - any change may make the proposal another one
        if self.proposal is not None and not self._stale:
            self._stale = True
            text = self.lang("The desk has changed since this proposal was made. Propose again to be sure.")
            self.notice.say("warning", text, (self.lang("Propose again"), self.propose))

    def _show_busy(self, busy: bool) -> None:
        self.bar.setRange(0, 0)
        self.bar.setVisible(busy)
        self.stop_button.setVisible(busy)
        self.propose_button.setEnabled(not busy)
        self._busy = busy
        self._offer()

    def _progressed(self, state: State) -> None:
        if self._busy and state.label == self._label:
            self.bar.setRange(0, state.total or 0)
            self.bar.setValue(state.done)

    def _offer(self, *_: object) -> None:
        count = len(self.pairs.chosen)
        new = len(self.proposal.new_pairs) if self.proposal else 0
        if count == new:
            text = self.lang.plural("&Accept {n} placement", "&Accept all {n} placements", count)
        else:
            text = self.lang.plural("&Accept {n} chosen placement", "&Accept {n} chosen placements", count)
        self.accept_button.setText(text if count else self.lang("&Accept"))
        self.accept_button.setEnabled(count > 0 and not self._busy and not self.ctx.read_only)

    def _show_reasons(self, *_: object) -> None:
        lang, records = self.lang, self.ctx.desk.records
        pair, unplaced = self.pairs.pair, self.unplaced.unplaced
        if self.tabs.currentIndex() == 0 and pair is not None:
            names = people_of(self.ctx, [pair.nomination]) | records.names(HostOffer, [pair.offer], lang)
            title = lang("{person} → {place}", person=names.get(pair.nomination, ""), place=names.get(pair.offer, ""))
            self.reasons.show_reasons(title, why_paired(pair, lang))
        elif self.tabs.currentIndex() == 1 and unplaced is not None:
            names = people_of(self.ctx, [unplaced.nomination])
            self.reasons.show_reasons(names.get(unplaced.nomination, ""), why_unplaced(unplaced, lang))
        else:
            self.reasons.show_reasons("", [])

    def closeEvent(self, event: QCloseEvent) -> None:
        self._turn += 1
        super().closeEvent(event)


_NOTHING = Proposal(programme="")


class _Stoppable:
    """Passes progress on, and stops once the proposal is not wanted any more."""

    def __init__(self, progress: Progress, is_wanted: Callable[[], bool]) -> None:
        self._progress = progress
        self._is_wanted = is_wanted

    def step(self, done: int, total: int | None, text: str = "") -> None:
        if not self._is_wanted():
            raise Cancelled
        self._progress.step(done, total, text)


def _only_programme(ctx: Context) -> Id | None:
    known = ctx.desk.lists.ids("programmes")
    return known[0] if len(known) == 1 else None
