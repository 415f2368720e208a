"""How a placement is made and moved: its fields, its reference, the rules set aside, what its nomination becomes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from exchange_desk.model import (
    HostDecision,
    HostOffer,
    Nomination,
    NominationStatus,
    Override,
    Placement,
    PlacementStatus,
    Programme,
    Stay,
)
from exchange_desk.rules.facts import NomineeFacts, OfferFacts
from exchange_desk.rules.languages import Meeting, meet
from exchange_desk.rules.moves import PlacementMove, actual_day, judge_placement_move
from exchange_desk.rules.periods import Period, effective_stays, span
from exchange_desk.rules.verdict import RuleSeverity, Verdict, refuse_if_standing
from exchange_desk.services.situation import find_in
from exchange_desk.store import Database
from exchange_desk.store.database import who
from exchange_desk.store.step import Step
from exchange_desk.support import clock
from exchange_desk.support.language import Language, language_of_system

_OF_MOVES = frozenset(("insurance",))
"""Rules asked when a placement moves, not about its days."""


@dataclass(frozen=True)
class Draft:
    """A nominee at an offer for one stay."""

    nominee: NomineeFacts
    place: OfferFacts
    stay: Period


class References:
    """References of a programme's placements: its code and a running number, "ALLAS-3-007"."""

    def __init__(self, database: Database, programme: Programme) -> None:
        self._code = programme.code
        offers = [offer.id for offer in database.find(HostOffer, programme_id=programme.id)]
        numbers = [self._number(each.reference) for each in find_in(database, Placement, "offer_id", offers, ())]
        self._last = max(numbers, default=0)

    def following(self) -> str:
        """The next one; a number is used once."""
        self._last += 1
        return f"{self._code}-{self._last:03}"

    def _number(self, reference: str) -> int:
        found = re.fullmatch(re.escape(self._code) + r"-(\d+)", reference)
        return int(found[1]) if found else 0


def new_placement(draft: Draft, reference: str) -> Placement:
    """A proposed placement with what nomination, offer and programme already say."""
    nominee, offer = draft.nominee, draft.place.offer
    placement = Placement(
        nomination_id=nominee.nomination.id,
        offer_id=offer.id,
        reference=reference,
        working_language=_working_language(draft),
        theme=nominee.nomination.theme or offer.theme,
        objectives=nominee.nomination.objective,
        stays=[Stay(starts_on=draft.stay.start, ends_on=draft.stay.end)],
    )
    placement.report_due_on = report_day(placement, nominee.programme)
    return placement


def _working_language(draft: Draft) -> str:
    """The language in which nominee and host meet; where none is recorded, the host city's own."""
    match = meet(draft.nominee.skills, draft.place.needs, draft.nominee.home_language)
    if match.need and match.meeting is not Meeting.MISSING:
        return match.need.language
    return draft.place.city.language if draft.place.city else ""


def report_day(placement: Placement, programme: Programme) -> date | None:
    """When the report is due: so many days after the last day that counts. None when the programme asks for none."""
    whole = span([period for period, _ in effective_stays(placement)])
    if programme.report_days is None or whole is None or whole.end is None:
        return None
    return whole.end + timedelta(days=programme.report_days)


def refresh_report_day(placement: Placement, programme: Programme) -> None:
    """After other days; a programme without the parameter leaves a date typed by hand."""
    placement.report_due_on = report_day(placement, programme) or placement.report_due_on


def record_overrides(
    placement: Placement, verdicts: Sequence[Verdict], reasons: Mapping[str, str], lang: Language
) -> None:
    """Keep each rule set aside, what it said and why, once a rule."""
    for rule in dict.fromkeys(v.rule for v in verdicts if v.severity is RuleSeverity.OVERRIDE):
        reason = reasons.get(rule, "").strip()
        if not reason:
            continue
        said = " ".join(v.say(lang) for v in verdicts if v.rule == rule and v.severity is RuleSeverity.OVERRIDE)
        placement.overrides = [each for each in placement.overrides if each.rule != rule]
        placement.overrides.append(
            Override(rule=rule, sentence=said, reason=reason, made_by=who(), made_at=clock.now())
        )


def keep_reasons(placement: Placement, verdicts: Sequence[Verdict]) -> None:
    """Drop the reasons for rules that are kept now; a summary prints none that is not needed."""
    stopping = {verdict.rule for verdict in verdicts if verdict.severity.stops}
    placement.overrides = [each for each in placement.overrides if each.rule in stopping | _OF_MOVES]


def written_in(lang: Language | None) -> Language:
    return lang or Language(language_of_system())


def free_place(step: Step, placement: Placement, reason: str) -> None:
    """Release one placement within a step; its nomination is eligible again."""
    if placement.status == PlacementStatus.PROPOSED:
        step.delete(placement)
    else:
        move = PlacementMove(
            placement=placement, to=PlacementStatus.CANCELLED, today=clock.today(), reason=reason.strip()
        )
        refuse_if_standing(judge_placement_move(move), {})
        placement.status, placement.status_reason = PlacementStatus.CANCELLED, reason.strip()
        step.save(placement)
    step.save(follow(placement, PlacementStatus.CANCELLED, ""))


def placed(nomination: Nomination) -> Nomination:
    """A nomination that has just got a place; a host that rejected it before was another one."""
    nomination.status, nomination.status_reason = NominationStatus.PLACED, ""
    if nomination.host_decision == HostDecision.REJECTED:
        nomination.host_decision = HostDecision.NOT_SENT
    return nomination


def follow(placement: Placement, status: PlacementStatus, reason: str) -> Nomination:
    """What a placement's move means for its nomination."""
    nomination = placement.nomination
    if status is PlacementStatus.CANCELLED and nomination.status == NominationStatus.PLACED:
        nomination.status = NominationStatus.ELIGIBLE
        nomination.host_decision = HostDecision.NOT_SENT
    elif status is PlacementStatus.NO_SHOW and nomination.status == NominationStatus.PLACED:
        nomination.status, nomination.status_reason = NominationStatus.WITHDRAWN, reason
    elif status is PlacementStatus.ACCEPTED:
        nomination.host_decision = HostDecision.ACCEPTED
    elif status is PlacementStatus.PROPOSED:
        nomination.host_decision = HostDecision.PENDING
    return nomination


def make_move(move: PlacementMove) -> None:
    """Write a move down that nothing stands against."""
    placement = move.placement
    placement.status = move.to
    if move.reason:
        placement.status_reason = move.reason
    day = actual_day(move)
    stays = sorted(placement.stays, key=lambda stay: stay.starts_on or date.max)
    if day and move.to is PlacementStatus.IN_PROGRESS:
        stays[0].arrived_on = day
    elif day:
        stays[-1].left_on = day
        refresh_report_day(placement, placement.nomination.programme)
