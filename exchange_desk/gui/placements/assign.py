"""“Assign to…”: every place for one nominee, with what the rules say about each; a reason where one is needed."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import show_error
from exchange_desk.gui.kit.labels import heading, plain
from exchange_desk.gui.kit.notice_bar import NoticeBar
from exchange_desk.gui.kit.saving import write
from exchange_desk.gui.placements.judging import JudgedStay
from exchange_desk.gui.placements.offer_list import OfferList, Place
from exchange_desk.model import HostOffer, LanguageSkill, Nomination
from exchange_desk.rules.periods import Period
from exchange_desk.rules.verdict import Verdict
from exchange_desk.services.records import value_of
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language
from exchange_desk.support.problems import DeskError


class AssignDialog(QDialog):
    """Enter assigns to the place that is looked at. A place that is not fit is refused in a sentence."""

    def __init__(self, ctx: Context, nomination_id: Id, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ctx, self.lang = ctx, ctx.lang
        lang = self.lang
        self.nomination = ctx.desk.records.get(Nomination, nomination_id)
        self._turn = 0
        self.setWindowTitle(lang("Assign to"))
        self.notice = NoticeBar(self)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(lang("Search the places"))
        self.filter.setAccessibleName(lang("Search the places"))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(theme.icon("search", "dim"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = OfferList(lang)
        self.stay = JudgedStay(lang, self._judge)
        self.buttons = QDialogButtonBox()
        self.assign_button = self.buttons.addButton(lang("&Assign"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(lang("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.assign_button.setDefault(True)
        self._build()
        self._connect()
        self.filter.setFocus()
        self.resize(1060, 540)
        self.refresh()

    def refresh(self) -> None:
        """Ask the rules about every place, in the background."""
        self._turn += 1
        turn, placements, nomination = self._turn, self.ctx.desk.placements, self.nomination.id
        names = self.ctx.desk.records.names

        def work(_: object) -> list[Place]:
            options = placements.options(nomination)
            called = names(HostOffer, [each.offer.id for each in options], self.lang)
            return [
                Place(o.offer.id, called[o.offer.id], o.period, o.free, o.offer.places, o.score, o.verdicts)
                for o in options
            ]

        self.ctx.tasks.run(
            self.lang("Looking for places"),
            work,
            done=lambda places: self._show_places(turn, places),
            failed=self._failed,
            owner=self,
        )

    def assign(self) -> None:
        """Assign to the place that is looked at, or say why not."""
        place = self.list.place
        if place is None:
            self.notice.say("warning", self.lang("Choose a place first."))
            return
        why = self.stay.why_not()
        if why:
            self.notice.say("error" if self.stay.is_blocked else "warning", why)
            return
        days = self.stay.days
        assert days is not None
        self._write(place, days[0], days[1])

    # Building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.addWidget(heading(self.nomination.official.list_name, larger=1.15))
        column.addWidget(plain(self._facts(), wrap=True, tone="dim"))
        column.addWidget(self.notice)
        column.addWidget(self.filter)
        body = QSplitter()
        body.addWidget(self.list)
        body.addWidget(self.stay)
        body.setSizes([700, 340])
        body.setChildrenCollapsible(False)
        column.addWidget(body, 1)
        column.addWidget(self.buttons)

    def _connect(self) -> None:
        self.list.moved.connect(self._show_place)
        self.list.wanted.connect(self.assign)
        self.filter.textChanged.connect(self.list.look_for)
        self.filter.installEventFilter(self)
        self.buttons.accepted.connect(self.assign)
        self.buttons.rejected.connect(self.reject)
        self.ctx.changes.changed.connect(self._changed)

    def _facts(self) -> str:
        """What matters for choosing: where from, languages, themes, available days."""
        lang, nomination = self.lang, self.nomination
        city = nomination.sending_city.name if nomination.sending_city else ""
        spoken = [_spoken(each, lang) for each in nomination.official.languages]
        days = lang.period(nomination.available_from, nomination.available_until)
        parts = (city, nomination.programme.code, lang.list(spoken), nomination.theme, days)
        return " · ".join(part for part in parts if part)

    # What happens -------------------------------------------------------------------------------------------------

    def _judge(self, offer: Id, period: Period) -> Sequence[Verdict]:
        return self.ctx.desk.placements.judge(self.nomination.id, offer, period.start, period.end)

    def _show_places(self, turn: int, places: Sequence[Place]) -> None:
        if turn == self._turn:
            self.list.show_places(places)
            self.list.look_for(self.filter.text())

    def _show_place(self) -> None:
        place = self.list.place
        self.assign_button.setEnabled(place is not None and not self.ctx.read_only)
        self.notice.clear()
        if place is None:
            self.stay.show_nothing(self.lang("There is no place to show."))
        else:
            self.stay.show_stay(place.offer, place.name, place.stay, place.verdicts)

    def _changed(self, changes: object) -> None:  # noqa: ARG002 - a place may have gone meanwhile
        if self.isVisible() and self.isEnabled():
            self.refresh()

    def _write(self, place: Place, start: date, end: date) -> None:
        reasons, placements, nomination = self.stay.reasons, self.ctx.desk.placements, self.nomination.id

        def job() -> object:
            return placements.assign(nomination, place.offer, start, end, reasons=reasons, lang=self.lang)

        self.setEnabled(False)
        write(self.ctx, self.lang("Saving"), job, lambda _: self._assigned(place), self, self._failed)

    def _assigned(self, place: Place) -> None:
        self.ctx.announce(
            self.lang.plural(
                "{person} assigned to {place}, {n} place left",
                "{person} assigned to {place}, {n} places left",
                max(0, place.free - 1),
                person=self.nomination.official.list_name,
                place=place.name,
            )
        )
        super().accept()

    def _failed(self, error: BaseException) -> None:
        self.setEnabled(True)
        if isinstance(error, DeskError):
            self.notice.say("error", error.say(self.lang))
        else:
            show_error(self, error, self.lang)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the search box walk through the places."""
        keys = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if watched is self.filter and isinstance(event, QKeyEvent) and event.key() in keys:
            QApplication.sendEvent(self.list, event)
            return True
        return super().eventFilter(watched, event)


def _spoken(skill: LanguageSkill, lang: Language) -> str:
    name, level = lang.language(skill.language), value_of(skill, "level", lang)
    return lang("{language} ({level})", language=name, level=level) if level else name
