"""Nominations: officials put forward, checked, moved along, and what the host says."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from exchange_desk.model import (
    LIVE_NOMINATIONS,
    LIVE_PLACEMENTS,
    HostDecision,
    Nomination,
    NominationStatus,
    Official,
    Placement,
    PlacementStatus,
    Programme,
)
from exchange_desk.rules import eligibility, moves
from exchange_desk.rules.facts import EligibilityFacts
from exchange_desk.rules.verdict import Verdict, refuse_if_standing
from exchange_desk.services.placing import free_place
from exchange_desk.services.situation import PLACEMENT, Situation, find_in
from exchange_desk.store import Changes, Database
from exchange_desk.store.step import Step
from exchange_desk.support import clock
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError, Problem

if TYPE_CHECKING:
    from exchange_desk.services.desk import Desk

NOMINATION = ("programme.network", "official.city", "official.institution", "sending_city", "sending_institution")
"""The references that checking needs."""

_N, _H = NominationStatus, HostDecision
_STEPS: dict[NominationStatus | HostDecision, str] = {
    _N.RECEIVED: msg("Nominations back to received: {count}"),
    _N.INCOMPLETE: msg("Nominations declared incomplete: {count}"),
    _N.COMPLETE: msg("Nominations declared complete: {count}"),
    _N.ELIGIBLE: msg("Nominations declared eligible: {count}"),
    _N.INELIGIBLE: msg("Nominations declared not eligible: {count}"),
    _N.SHORTLISTED: msg("Nominations shortlisted: {count}"),
    _N.PLACED: msg("Nominations placed: {count}"),
    _N.RESERVE: msg("Nominations put on the reserve list: {count}"),
    _N.NOT_SELECTED: msg("Nominations not selected: {count}"),
    _N.WITHDRAWN: msg("Nominations withdrawn: {count}"),
    _N.SUBSTITUTED: msg("Nominations substituted: {count}"),
    _H.NOT_SENT: msg("Nominations not sent to the host after all: {count}"),
    _H.PENDING: msg("Nominations sent to the host: {count}"),
    _H.ACCEPTED: msg("Nominations accepted by the host: {count}"),
    _H.REJECTED: msg("Nominations rejected by the host: {count}"),
}
"""What each move is called in the history."""

_NO_REASON = "–"
_TOOK_PART = (PlacementStatus.FINISHED, PlacementStatus.REPORTED, PlacementStatus.CLOSED)
_EXITS = (NominationStatus.WITHDRAWN, NominationStatus.SUBSTITUTED)


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who puts officials forward. What is left empty is taken from each official."""

    city_id: Id | None = None
    institution_id: Id | None = None
    endorsed_by: str = ""
    letter_date: date | None = None


_NOBODY = Sender()


class Nominations:
    def __init__(self, desk: "Desk") -> None:
        self._database = desk.database

    def nominate(self, programme_id: Id, official_ids: Id | Sequence[Id], sender: Sender = _NOBODY) -> Changes:
        """Put officials forward in a programme, as one step.

        Raises DeskError("nomination.twice") when one of them is nominated there already and the nomination lives.
        """
        programme = self._database.get(Programme, programme_id)
        officials = self._database.load(Official, _all(official_ids))
        label = msg("Officials nominated in {programme}: {count}")
        with self._database.step(label, count=len(officials), programme=programme.code) as step:
            self._refuse_twice(programme, officials)
            step.save(*(_nomination(programme, official, sender) for official in officials))
        return self._database.last_changes

    def move(self, ids: Id | Sequence[Id], status: NominationStatus, reason: str = "") -> Changes:
        """A move on the desk's track, as one step. Whoever is withdrawn or substituted gives the place back.

        Raises RuleError for what stands against it: an order that is not allowed, a reason or data missing, a rule
        of eligibility (which passes with a `reason`, unless it blocks).
        """
        nominations = self._load(ids)
        with self._database.step(_STEPS[status], count=len(nominations)) as step:
            eligible = self._eligibility(nominations) if status is NominationStatus.ELIGIBLE else {}
            for nomination in nominations:
                lacks = self.missing(nomination) if status is NominationStatus.COMPLETE else ()
                found = moves.judge_nomination_move(nomination, status, reason, lacks, eligible.get(nomination.id, ()))
                refuse_if_standing(found, {})
                if status in _EXITS:
                    nomination = self._without_place(step, nomination, reason)
                nomination.status, nomination.status_reason = status, reason.strip()
                step.save(nomination)
        return self._database.last_changes

    def decide(self, ids: Id | Sequence[Id], decision: HostDecision, comment: str = "") -> Changes:
        """What the host says, as one step. A rejection frees the place; an acceptance moves the placement along.

        Raises RuleError for an order that is not allowed, or when the stay has begun.
        """
        nominations = self._load(ids)
        with self._database.step(_STEPS[decision], count=len(nominations)) as step:
            for nomination in nominations:
                refuse_if_standing(moves.judge_host_move(nomination, decision), {})
                if decision is HostDecision.REJECTED:
                    nomination = self._without_place(step, nomination, comment)
                elif decision is HostDecision.ACCEPTED:
                    self._accepted(step, nomination)
                nomination.host_decision = decision
                nomination.host_comment = comment.strip() or nomination.host_comment
                step.save(nomination)
        return self._database.last_changes

    def allowed_moves(self, nomination: Nomination) -> tuple[NominationStatus, ...]:
        """The moves an officer may choose now; what one needs is judged when it is made."""
        return moves.nomination_moves(nomination)

    def missing(self, nomination: Nomination) -> list[Problem]:
        """What keeps a nomination from "complete" (errors) and what should still be asked for (warnings)."""
        official = nomination.__dict__.get("official") or self._database.get(Official, nomination.official_id)
        programme = nomination.__dict__.get("programme") or self._database.get(Programme, nomination.programme_id)
        return eligibility.missing(nomination, official, programme)

    def check_eligibility(self, ids: Id | Sequence[Id]) -> dict[Id, tuple[Verdict, ...]]:
        """What the rules say about nominations by themselves; () when nothing stands against one."""
        return self._eligibility(self._load(ids))

    def _eligibility(self, nominations: Sequence[Nomination]) -> dict[Id, tuple[Verdict, ...]]:
        situation = Situation(self._database, nominations, [])
        rivals = _Rivals(self._database, {nomination.programme_id for nomination in nominations})
        earlier = self._earlier(nominations)
        return {
            nomination.id: eligibility.judge_nominee(
                EligibilityFacts(
                    nominee=situation.nominee(nomination),
                    today=clock.today(),
                    position=rivals.position(nomination),
                    twins=rivals.twins(nomination),
                    earlier=tuple(earlier.get(nomination.official_id, ())),
                    network=nomination.programme.network,
                )
            )
            for nomination in nominations
        }

    def _earlier(self, nominations: Sequence[Nomination]) -> dict[Id, list[str]]:
        """Official → references of the stays that he or she has behind in other nominations."""
        officials = {nomination.official_id for nomination in nominations}
        own = {each.id: each.official_id for each in find_in(self._database, Nomination, "official_id", officials, ())}
        judged = {nomination.id for nomination in nominations}
        found: dict[Id, list[str]] = {}
        for placement in find_in(self._database, Placement, "nomination_id", set(own) - judged, ()):
            if placement.status in _TOOK_PART:
                found.setdefault(own[placement.nomination_id], []).append(placement.reference)
        return found

    def _without_place(self, step: Step, nomination: Nomination, reason: str) -> Nomination:
        """Release the nomination's place, if it has one; returns the nomination as it is then."""
        placement = self._live_placement(nomination)
        if placement is None:
            return nomination
        free_place(step, placement, reason.strip() or _NO_REASON)
        return placement.nomination

    def _accepted(self, step: Step, nomination: Nomination) -> None:
        placement = self._live_placement(nomination)
        if placement is not None and placement.status == PlacementStatus.PROPOSED:
            placement.status = PlacementStatus.ACCEPTED
            step.save(placement)

    def _live_placement(self, nomination: Nomination) -> Placement | None:
        found = self._database.find(Placement, PLACEMENT, nomination_id=nomination.id, status=sorted(LIVE_PLACEMENTS))
        return found[0] if found else None

    def _refuse_twice(self, programme: Programme, officials: Sequence[Official]) -> None:
        """Invariant I10."""
        wanted = {official.id: official for official in officials}
        for other in find_in(self._database, Nomination, "official_id", wanted, ()):
            if other.programme_id == programme.id and other.status in LIVE_NOMINATIONS:
                name = wanted[other.official_id].display_name
                text = msg("{official} is nominated in {programme} already. Nobody was nominated.")
                raise DeskError("nomination.twice", text, official=name, programme=programme.code)

    def _load(self, ids: Id | Sequence[Id]) -> list[Nomination]:
        wanted = _all(ids)
        found = self._database.load(Nomination, wanted, NOMINATION)
        if len(found) < len(wanted):
            self._database.get(Nomination, next(iter(set(wanted) - {each.id for each in found})))
        return found


def _all(ids: Id | Sequence[Id]) -> list[Id]:
    return [ids] if isinstance(ids, str) else list(ids)


def _nomination(programme: Programme, official: Official, sender: Sender) -> Nomination:
    return Nomination(
        programme_id=programme.id,
        official_id=official.id,
        sending_city_id=sender.city_id or official.city_id,
        sending_institution_id=sender.institution_id or official.institution_id,
        endorsed_by=sender.endorsed_by,
        letter_date=sender.letter_date,
    )


class _Rivals:
    """The live nominations of some programmes, by city and by person."""

    def __init__(self, database: Database, programme_ids: Iterable[Id]) -> None:
        self._of_city: dict[tuple[Id, Id | None], list[Id]] = defaultdict(list)
        self._of_person: dict[tuple[Id, Id], list[Id]] = defaultdict(list)
        for each in find_in(database, Nomination, "programme_id", programme_ids, ()):
            if each.status in LIVE_NOMINATIONS:
                self._of_person[each.programme_id, each.official_id].append(each.id)
                if each.status != NominationStatus.RESERVE:
                    insort(self._of_city[each.programme_id, each.sending_city_id], each.id)

    def position(self, nomination: Nomination) -> int:
        """Its number among those of its city, the reserve list aside, in the order in which they came."""
        return bisect_left(self._of_city[nomination.programme_id, nomination.sending_city_id], nomination.id) + 1

    def twins(self, nomination: Nomination) -> int:
        """Other nominations of the same person in the same programme."""
        same = self._of_person[nomination.programme_id, nomination.official_id]
        return sum(other != nomination.id for other in same)
