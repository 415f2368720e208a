"""All places for one nominee, the fitting ones first; none is hidden, each says its state in a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.placements.verdicts import state_of
from exchange_desk.rules.periods import Period
from exchange_desk.rules.verdict import Verdict
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language
from exchange_desk.support.text import fold

_YEAR = 365


@dataclass(frozen=True)
class Place:
    """One offer for the nominee on the days suggested. `free`: places left on every one of these days."""

    offer: Id
    name: str
    stay: Period
    free: int
    places: int
    score: int
    verdicts: tuple[Verdict, ...]


class OfferList(QTreeWidget):
    """`moved`: another place is looked at. `wanted`: Enter or a double click on one."""

    moved = Signal()
    wanted = Signal()

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self._places: list[Place] = []
        self.setAccessibleName(lang("Places"))
        self.setHeaderLabels([lang("State"), lang("Place"), lang("Days"), lang("Free"), lang("Points")])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.currentItemChanged.connect(lambda: self.moved.emit())
        self.itemActivated.connect(lambda: self.wanted.emit())

    @property
    def place(self) -> Place | None:
        """The place that is looked at."""
        item = self.currentItem()
        if item is None or item.isHidden():
            return None
        found: int = item.data(0, Qt.ItemDataRole.UserRole)
        return self._places[found]

    def show_places(self, places: Sequence[Place]) -> None:
        """Places in the order given, what fits best first; the one looked at stays, else the first is."""
        before = self.place
        self._places = list(places)
        self.blockSignals(True)
        self.clear()
        for number, place in enumerate(self._places):
            self._add(number, place)
        offers = [place.offer for place in self._places]
        chosen = offers.index(before.offer) if before and before.offer in offers else 0
        wanted = self.topLevelItem(chosen)
        if wanted is not None:
            self.setCurrentItem(wanted)
        self.blockSignals(False)
        self.moved.emit()

    def look_for(self, text: str) -> None:
        """Show the places in which every word occurs; the first of them is looked at."""
        words = fold(text).split()
        shown: list[QTreeWidgetItem] = []
        for number, place in enumerate(self._places):
            item = self.topLevelItem(number)
            assert item is not None
            said = fold(f"{place.name} {item.text(0)} {item.text(2)}")
            item.setHidden(not all(word in said for word in words))
            if not item.isHidden():
                shown.append(item)
        if shown and self.currentItem() not in shown:
            self.setCurrentItem(shown[0])
        self.moved.emit()

    def _add(self, number: int, place: Place) -> None:
        lang = self.lang
        word, icon, tone = state_of(place.verdicts)
        free = lang("{free} of {places}", free=place.free, places=place.places)
        days = _short(place.stay, lang)
        item = QTreeWidgetItem(self, [lang(word), place.name, days, free, lang.number(place.score)])
        item.setIcon(0, theme.icon(icon, tone))
        item.setForeground(0, theme.tone(tone))
        item.setData(0, Qt.ItemDataRole.UserRole, number)
        item.setTextAlignment(4, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(1, place.name.replace("<", "‹"))


def _short(stay: Period, lang: Language) -> str:
    """A period for a narrow column: days of two years less than a year apart need only the year of the last."""
    said = lang.period(stay.start, stay.end)
    if stay.start is None or stay.end is None or (stay.end - stay.start).days >= _YEAR:
        return said
    return said.replace(f" {stay.start.year} –", " –")
