"""The two halves of a proposal: who would go where and why, and who would not and why not."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.context import Context
from exchange_desk.matching.explain import Unplaced
from exchange_desk.matching.fit import MOST
from exchange_desk.matching.proposal import Pair, Proposal
from exchange_desk.model import HostOffer, Nomination
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language, msg
from exchange_desk.support.text import fold

_AIMS = {
    "language": msg("Language"),
    "theme": msg("Theme"),
    "preference": msg("Wishes"),
    "balance": msg("Balance between cities"),
}

_NEW, _MOVED = (msg("New"), "plus", "good"), (msg("Moved"), "route", "warning")
_STAYS, _LOCKED = (msg("Unchanged place"), "check", "dim"), (msg("Fixed"), "lock", "dim")


def state_of(pair: Pair) -> tuple[str, str, str]:
    """Word, icon and tone: what accepting would do about a pair."""
    if pair.locked:
        return _LOCKED
    if pair.placement is None:
        return _NEW
    return _MOVED if pair.moved else _STAYS


def people_of(ctx: Context, nominations: Collection[Id]) -> dict[Id, str]:
    """Nomination → the name of its official."""
    return {each.id: each.official.list_name for each in ctx.desk.records.load(Nomination, nominations)}


class _List(QTreeWidget):
    """A flat list with headings."""

    def __init__(self, name: str, headings: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setHeaderLabels(list(headings))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setAllColumnsShowFocus(True)
        self.header().setStretchLastSection(False)

    def items(self) -> list[QTreeWidgetItem]:
        """All lines."""
        found = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    def choose_first(self) -> None:
        for item in self.items()[:1]:
            self.setCurrentItem(item)

    def look_for(self, text: str) -> None:
        """Show the lines in which every word occurs."""
        words = fold(text).split()
        for item in self.items():
            said = fold(" ".join(item.text(column) for column in range(self.columnCount())))
            item.setHidden(not all(word in said for word in words))


class PairList(_List):
    """Pairs that change something have a tick. `moved`: another pair is looked at; `ticked`: how many are ticked."""

    moved = Signal()
    ticked = Signal(int)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        lang = ctx.lang
        headings = (lang("Nominee"), lang("Place"), lang("Days"), lang("Points"), lang("State"))
        super().__init__(lang("Proposed places"), headings, parent)
        self._ctx = ctx
        self._pairs: list[Pair] = []
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, round(210 * theme.text_scale()))
        self.itemChanged.connect(lambda: self.ticked.emit(len(self.chosen)))
        self.currentItemChanged.connect(lambda: self.moved.emit())

    @property
    def pair(self) -> Pair | None:
        """The pair that is looked at."""
        return self._of(self.currentItem())

    @property
    def chosen(self) -> list[Pair]:
        """The ticked pairs."""
        found = (self._of(item) for item in self.items() if item.checkState(0) == Qt.CheckState.Checked)
        return [pair for pair in found if pair is not None]

    def show_proposal(self, proposal: Proposal) -> None:
        """What changes first, ticked; what stays as it is below."""
        self._pairs = sorted(proposal.pairs, key=lambda pair: (not pair.is_new, -pair.score))
        lang, records = self._ctx.lang, self._ctx.desk.records
        people = people_of(self._ctx, {pair.nomination for pair in self._pairs})
        offers = records.names(HostOffer, {pair.offer for pair in self._pairs}, lang)
        self.blockSignals(True)
        self.clear()
        for place, pair in enumerate(self._pairs):
            self._add(place, pair, people.get(pair.nomination, ""), offers.get(pair.offer, ""))
        self.blockSignals(False)
        self.choose_first()
        self.ticked.emit(len(self.chosen))
        self.moved.emit()

    def _add(self, place: int, pair: Pair, person: str, offer: str) -> None:
        lang = self._ctx.lang
        word, icon, tone = state_of(pair)
        days = lang.period(pair.stay.start, pair.stay.end)
        item = QTreeWidgetItem(self, [person, offer, days, lang.number(pair.score), lang(word)])
        item.setData(0, Qt.ItemDataRole.UserRole, place)
        item.setIcon(4, theme.icon(icon, tone))
        item.setTextAlignment(3, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column in (0, 1):
            item.setToolTip(column, item.text(column).replace("<", "‹"))
        if pair.is_new and not pair.locked:
            item.setCheckState(0, Qt.CheckState.Checked)

    def _of(self, item: QTreeWidgetItem | None) -> Pair | None:
        place: Any = item.data(0, Qt.ItemDataRole.UserRole) if item else None
        return self._pairs[place] if place is not None else None


class UnplacedList(_List):
    """Nominees without a place. `moved`: another one is looked at."""

    moved = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        lang = ctx.lang
        super().__init__(lang("Without a place"), (lang("Nominee"), lang("Why not")), parent)
        self._ctx = ctx
        self._unplaced: Sequence[Unplaced] = ()
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.header().resizeSection(0, round(230 * theme.text_scale()))
        self.currentItemChanged.connect(lambda: self.moved.emit())

    @property
    def unplaced(self) -> Unplaced | None:
        item = self.currentItem()
        place = self.indexOfTopLevelItem(item) if item else -1
        return self._unplaced[place] if place >= 0 else None

    def show_proposal(self, proposal: Proposal) -> None:
        self._unplaced = proposal.unplaced
        lang = self._ctx.lang
        people = people_of(self._ctx, {each.nomination for each in self._unplaced})
        self.blockSignals(True)
        self.clear()
        for each in self._unplaced:
            why = each.why[0].say(lang) if each.why else ""
            item = QTreeWidgetItem(self, [people.get(each.nomination, ""), why])
            item.setIcon(0, theme.icon("circle-help", "warning"))
            item.setToolTip(1, why.replace("<", "‹"))
        self.blockSignals(False)
        self.choose_first()
        self.moved.emit()


def why_paired(pair: Pair, lang: Language) -> list[tuple[str, str, str]]:
    """(tone, heading, sentence) for each aim: what it adds to the points, and why."""
    found = []
    for reason in pair.why:
        most = MOST[reason.aim]
        tone = "good" if reason.points * 2 > most else "warning" if reason.points == 0 else "info"
        head = lang("{aim}: {points} of {most}", aim=lang(_AIMS[reason.aim]), points=reason.points, most=most)
        found.append((tone, head, reason.say(lang)))
    return found


def why_unplaced(each: Unplaced, lang: Language) -> list[tuple[str, str, str]]:
    """(tone, heading, sentence): the reasons, and the smallest change that would give a place."""
    found = [("warning", lang(verdict.name), verdict.say(lang)) for verdict in each.why]
    found += [("info", lang("What would help"), change.say(lang)) for change in each.changes]
    if not each.changes:
        found.append(("dim", lang("What would help"), lang("No single change would give a place.")))
    return found


def in_words(proposal: Proposal, lang: Language) -> str:
    """What a proposal comes to, in sentences."""
    new = len(proposal.new_pairs)
    parts = [
        lang.plural("{n} placement is proposed.", "{n} placements are proposed.", new),
        lang.plural("{n} nominee is without a place.", "{n} nominees are without a place.", len(proposal.unplaced)),
    ]
    if proposal.released:
        parts.append(
            lang.plural(
                "{n} placement proposed before is given up.",
                "{n} placements proposed before are given up.",
                len(proposal.released),
            )
        )
    if proposal.waiting:
        parts.append(
            lang.plural(
                "{n} nomination is not declared eligible yet and was left out.",
                "{n} nominations are not declared eligible yet and were left out.",
                proposal.waiting,
            )
        )
    if proposal.proven:
        parts.append(lang("No better plan exists."))
    else:
        parts.append(lang("Time ran out before it was certain that no better plan exists."))
    return " ".join(parts)
