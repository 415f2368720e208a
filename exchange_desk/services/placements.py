"""Placements: where a nominee could go, going there, and what becomes of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from exchange_desk.matching.fit import Fit, fit
from exchange_desk.matching.proposal import Pair, Proposal
from exchange_desk.matching.stays import likeliest_stay, stays_in
from exchange_desk.model import (
    HostOffer,
    Nomination,
    OfferStatus,
    Placement,
    PlacementStatus,
    Programme,
)
from exchange_desk.rules import moves
from exchange_desk.rules.capacity import free_places
from exchange_desk.rules.facts import NomineeFacts, OfferFacts, PlacementFacts
from exchange_desk.rules.periods import Period
from exchange_desk.rules.placement import judge
from exchange_desk.rules.verdict import (
    RuleError,
    RuleSeverity,
    Verdict,
    blocks,
    refuse_if_standing,
    sentence,
    standing,
    worst,
)
from exchange_desk.services import proposing
from exchange_desk.services.overview import Overview, overview
from exchange_desk.services.placing import (
    Draft,
    References,
    follow,
    free_place,
    keep_reasons,
    make_move,
    new_placement,
    placed,
    record_overrides,
    refresh_report_day,
    written_in,
)
from exchange_desk.services.situation import NOMINATION, OFFER, PLACEMENT, Situation
from exchange_desk.store import Changes
from exchange_desk.support import clock
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.progress import SILENT, Progress
from exchange_desk.support.text import fold

if TYPE_CHECKING:
    from exchange_desk.services.desk import Desk

_P = PlacementStatus
_NOT_OVER = frozenset((_P.PROPOSED, _P.ACCEPTED, _P.AGREED, _P.CONFIRMED, _P.IN_PROGRESS))


_STEPS = {
    _P.PROPOSED: msg("Placements back to proposed: {count}"),
    _P.ACCEPTED: msg("Placements accepted by the host: {count}"),
    _P.AGREED: msg("Plans signed: {count}"),
    _P.CONFIRMED: msg("Placements confirmed: {count}"),
    _P.IN_PROGRESS: msg("Arrivals recorded: {count}"),
    _P.FINISHED: msg("Stays finished: {count}"),
    _P.REPORTED: msg("Reports received: {count}"),
    _P.CLOSED: msg("Placements closed: {count}"),
    _P.CANCELLED: msg("Placements cancelled: {count}"),
    _P.NO_SHOW: msg("Persons who did not arrive: {count}"),
    _P.INTERRUPTED: msg("Stays interrupted: {count}"),
}
"""What each move is called in the history."""


class Suitability(StrEnum):
    """FIT: nothing to say. RESERVATION: something to look at. UNFIT: not without a reason, or not at all."""

    FIT = "fit"
    RESERVATION = "reservation"
    UNFIT = "unfit"


_SUITABILITY = {
    RuleSeverity.FIT: Suitability.FIT,
    RuleSeverity.WARN: Suitability.RESERVATION,
    RuleSeverity.OVERRIDE: Suitability.UNFIT,
    RuleSeverity.BLOCK: Suitability.UNFIT,
}


@dataclass(frozen=True)
class Option:
    """One offer for one nominee: the days suggested, what the rules say about them, and how well it suits.

    `free`: places free on every one of these days.
    """

    offer: HostOffer
    period: Period
    verdicts: tuple[Verdict, ...]
    fit: Fit
    free: int

    @property
    def score(self) -> int:
        return self.fit.score

    @property
    def severity(self) -> RuleSeverity:
        return worst(self.verdicts)

    @property
    def state(self) -> Suitability:
        return _SUITABILITY[self.severity]


@dataclass(frozen=True)
class Conflict:
    """A live placement with the verdicts that stand against it and were not set aside with a reason."""

    placement: Placement
    verdicts: tuple[Verdict, ...]


class Placements:
    """`reasons`: rule → why it is set aside; kept with the placement and printed on its summary. `lang`: the language
    in which the sentence of a rule set aside is kept."""

    def __init__(self, desk: "Desk") -> None:
        self._database = desk.database

    def programme_named(self, code: str) -> Programme:
        """The programme with this code; capitals and marks do not matter. Raises DeskError("programme.unknown")."""
        known = self._database.find(Programme, order="code")
        for programme in known:
            if fold(programme.code) == fold(code):
                return programme
        raise DeskError(
            "programme.unknown",
            msg("There is no programme with the code “{code}”. The programmes are: {known}."),
            code=code,
            known=[programme.code for programme in known] or ["–"],
        )

    def options(self, nomination_id: Id) -> list[Option]:
        """Every offer of the programme for this nominee, withdrawn ones aside: what fits best first."""
        situation = Situation.of_nomination(self._database, nomination_id)
        nominee = situation.nominee(situation.nominations[nomination_id])
        together, home = situation.together(), nominee.home
        found = []
        for offer in situation.offers.values():
            if offer.status == OfferStatus.WITHDRAWN:
                continue
            place = situation.place(offer)
            there = together.get((home.id, place.city.id), 0) if home and place.city else 0
            found.append(_option(nominee, place, fit(nominee, place, there)))
        return sorted(found, key=lambda option: (option.severity.rank, -option.score, option.offer.id))

    def judge(self, nomination_id: Id, offer_id: Id, start: date | None, end: date | None) -> tuple[Verdict, ...]:
        """What the rules say about a pair on these days, before it is assigned."""
        return judge(self._facts(nomination_id, offer_id, Period(start, end)))

    def assign(
        self,
        nomination_id: Id,
        offer_id: Id,
        start: date,
        end: date,
        *,
        reasons: Mapping[str, str] | None = None,
        lang: Language | None = None,
    ) -> Changes:
        """Place a nominee with a host, as one step. Raises RuleError for a rule that stops and has no reason."""
        official, host = self._names(nomination_id, offer_id)
        with self._database.step(msg("Place {official} with {host}"), official=official, host=host) as step:
            facts = self._facts(nomination_id, offer_id, Period(start, end))
            verdicts = judge(facts)
            refuse_if_standing(verdicts, reasons or {})
            references = References(self._database, facts.nominee.programme)
            placement = new_placement(Draft(facts.nominee, facts.place, facts.stays[0]), references.following())
            record_overrides(placement, verdicts, reasons or {}, written_in(lang))
            step.save(placement, placed(facts.nominee.nomination))
        return self._database.last_changes

    def release(self, placement_ids: Id | Sequence[Id], reason: str = "") -> Changes:
        """Give places back: what is merely proposed goes, what was agreed is cancelled (with a reason). The nominees
        are eligible again. Raises RuleError when a placement has begun or the reason is missing."""
        placements = self._load(placement_ids)
        with self._database.step(msg("Places released: {count}"), count=len(placements)) as step:
            for placement in placements:
                free_place(step, placement, reason)
        return self._database.last_changes

    def move(
        self,
        placement_ids: Id | Sequence[Id],
        status: PlacementStatus,
        *,
        on: date | None = None,
        reason: str = "",
        lang: Language | None = None,
    ) -> Changes:
        """A move of the life cycle, as one step. `on`: the day of arrival or departure, by default the planned one.

        Raises RuleError for what stands against it; a rule that may be set aside passes with a `reason`.
        """
        placements = self._load(placement_ids)
        with self._database.step(_STEPS[status], count=len(placements)) as step:
            situation = Situation.of_placements(self._database, placements)
            for placement in placements:
                move = moves.PlacementMove(
                    placement=placement, to=status, today=clock.today(), on=on, reason=reason.strip()
                )
                verdicts = self._against(move, situation)
                given = {verdict.rule: reason for verdict in verdicts}
                refuse_if_standing(verdicts, given)
                record_overrides(placement, verdicts, given, written_in(lang))
                make_move(move)
                step.save(placement, follow(placement, status, reason))
        return self._database.last_changes

    def lock(self, placement_ids: Id | Sequence[Id], locked: bool = True) -> Changes:
        """Keep placements where they are in every proposal, or let them be moved again."""
        placements = self._load(placement_ids)
        label = msg("Placements locked: {count}") if locked else msg("Placements unlocked: {count}")
        with self._database.step(label, count=len(placements)) as step:
            for placement in placements:
                placement.locked = locked
            step.save(*placements)
        return self._database.last_changes

    def set_dates(
        self,
        placement_id: Id,
        start: date,
        end: date,
        *,
        reasons: Mapping[str, str] | None = None,
        lang: Language | None = None,
    ) -> Changes:
        """Other planned days for a placement with one stay. Reasons given before stand for what they were given for.

        Raises RuleError as `assign`, and when the stay is over or split.
        """
        (placement,) = self._load(placement_id)
        with self._database.step(msg("Change the dates of {reference}"), reference=placement.reference) as step:
            _refuse_dates(placement)
            verdicts = self.verdicts(placement, Period(start, end))
            given = {**{each.rule: each.reason for each in placement.overrides}, **(reasons or {})}
            refuse_if_standing(verdicts, given)
            placement.stays[0].starts_on, placement.stays[0].ends_on = start, end
            keep_reasons(placement, verdicts)
            record_overrides(placement, verdicts, reasons or {}, written_in(lang))
            refresh_report_day(placement, placement.nomination.programme)
            step.save(placement)
        return self._database.last_changes

    def verdicts(self, placement: Placement, period: Period | None = None) -> tuple[Verdict, ...]:
        """What the rules say about a placement as it stands, or on other days; rules set aside are said too."""
        loaded = self._load(placement.id)
        situation = Situation.of_placements(self._database, loaded)
        return judge(situation.judged_as(loaded[0], None if period is None else [period]))

    def conflicts(self, programme_id: Id | None = None) -> list[Conflict]:
        """The placements not over yet that break a rule nobody has set aside with a reason; of all programmes by
        default."""
        found = []
        for placement, verdicts in self._judged(programme_id):
            against = standing(verdicts, {each.rule: each.reason for each in placement.overrides})
            if against:
                found.append(Conflict(placement, against))
        return found

    def propose(self, programme_id: Id, progress: Progress = SILENT) -> Proposal:
        """The best places for everybody eligible who has none, and for whoever is proposed and not locked.

        Saves nothing. Raises Cancelled when `progress` asks to stop.
        """
        return proposing.propose_for(self._database, programme_id, progress)

    def accept(self, proposal: Proposal, pairs: Sequence[Pair] | None = None) -> Changes:
        """Save a proposal, or some of its pairs, as one step. Raises DeskError("proposal.outdated") when the desk has
        changed so that one of them is no longer possible."""
        return proposing.accept(self._database, proposal, pairs)

    def overview(self, programme_id: Id | None = None) -> Overview:
        """Counts and what is to be done, of one programme or of all."""
        return overview(self._database, programme_id, self._judged(programme_id))

    def _judged(self, programme_id: Id | None) -> list[tuple[Placement, tuple[Verdict, ...]]]:
        placements = proposing.placements_in(self._database, programme_id, _NOT_OVER)
        situation = Situation.of_placements(self._database, placements)
        return [(placement, judge(situation.judged_as(placement))) for placement in placements]

    def _facts(self, nomination_id: Id, offer_id: Id, stay: Period) -> PlacementFacts:
        nomination = self._database.get(Nomination, nomination_id, NOMINATION)
        offer = self._database.get(HostOffer, offer_id, OFFER)
        situation = Situation(self._database, [nomination], [offer])
        return PlacementFacts(
            nominee=situation.nominee(nomination),
            place=situation.place(offer),
            stays=(stay,),
            today=clock.today(),
        )

    def _names(self, nomination_id: Id, offer_id: Id) -> tuple[str, str]:
        nomination = self._database.get(Nomination, nomination_id, ("official",))
        offer = self._database.get(HostOffer, offer_id, ("institution",))
        return nomination.official.display_name, offer.institution.name

    def _load(self, ids: Id | Iterable[Id]) -> list[Placement]:
        wanted = [ids] if isinstance(ids, str) else list(ids)
        if len(wanted) == 1:
            return [self._database.get(Placement, wanted[0], PLACEMENT)]
        return self._database.load(Placement, wanted, PLACEMENT)

    def _against(self, move: moves.PlacementMove, situation: Situation) -> tuple[Verdict, ...]:
        """What stands against a move; whoever is confirmed breaks no rule that nobody has set aside."""
        found = moves.judge_placement_move(move)
        if move.to is not _P.CONFIRMED or worst(found) is RuleSeverity.BLOCK:
            return found
        reasons = {each.rule: each.reason for each in move.placement.overrides}
        return (*found, *standing(judge(situation.judged_as(move.placement)), reasons))


def _option(nominee: NomineeFacts, place: OfferFacts, suits: Fit) -> Option:
    today = clock.today()
    stays = stays_in(place, nominee.availability, today) or (likeliest_stay(nominee, place, today),)
    period = next((stay for stay in stays if free_places(place, stay)), stays[0])
    verdicts = judge(PlacementFacts(nominee=nominee, place=place, stays=(period,), today=today))
    return Option(place.offer, period, verdicts, suits, free_places(place, period))


def _refuse_dates(placement: Placement) -> None:
    if placement.status not in _NOT_OVER:
        state = sentence(PlacementStatus(placement.status).label)
        why = sentence(msg("In the state “{state}” the dates of a placement no longer change."), state=state)
        raise RuleError(blocks("dates", why))
    if len(placement.stays) != 1:
        why = sentence(msg("This placement has several stays."))
        raise RuleError(blocks("dates", why, sentence(msg("Change their dates in the form of the placement."))))
