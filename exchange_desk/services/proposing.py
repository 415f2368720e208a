"""A programme's proposal: what it is made of, and saving it."""

from collections.abc import Iterable, Sequence

from exchange_desk.matching.pairs import CANDIDATES
from exchange_desk.matching.proposal import Matter, Pair, Proposal, Standing, propose
from exchange_desk.model import (
    LIVE_NOMINATIONS,
    LIVE_PLACEMENTS,
    HostOffer,
    Nomination,
    NominationStatus,
    Placement,
    PlacementStatus,
    Programme,
)
from exchange_desk.rules.facts import PlacementFacts
from exchange_desk.rules.periods import effective_period, span
from exchange_desk.rules.placement import judge
from exchange_desk.rules.verdict import RuleError, refuse_if_standing
from exchange_desk.services.placing import Draft, References, new_placement, refresh_report_day
from exchange_desk.services.situation import PLACEMENT, Situation, find_in
from exchange_desk.store import Changes, Database
from exchange_desk.store.step import Step
from exchange_desk.support import clock
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.progress import Progress


def placements_in(database: Database, programme_id: Id | None, statuses: Iterable[str]) -> list[Placement]:
    """The placements of a programme, or of all, in one of these states, loaded for judging."""
    wanted = sorted(statuses)
    if programme_id is None:
        return database.find(Placement, PLACEMENT, status=wanted)
    offers = [offer.id for offer in database.find(HostOffer, programme_id=programme_id)]
    found = find_in(database, Placement, "offer_id", offers, PLACEMENT)
    return [placement for placement in found if placement.status in wanted]


def propose_for(database: Database, programme_id: Id, progress: Progress) -> Proposal:
    programme = database.get(Programme, programme_id)
    progress.step(0, None, msg("Reading nominees and places"))
    return propose(matter_of(database, programme), progress)


def matter_of(database: Database, programme: Programme) -> Matter:
    """Candidates, offers and the placements there are; those that may be moved take no place in it."""
    situation = Situation.of_programme(database, programme.id)
    placements = placements_in(database, programme.id, LIVE_PLACEMENTS)
    free = {placement.id for placement in placements if _may_move(placement, situation)}
    candidates = {each.nomination_id for each in placements if each.id in free}
    placed = {placement.nomination_id for placement in placements} - candidates
    nominees = [
        situation.nominee(nomination, free)
        for nomination in situation.nominations.values()
        if nomination.id in candidates or (nomination.status in CANDIDATES and nomination.id not in placed)
    ]
    live = [each for each in situation.nominations.values() if each.status in LIVE_NOMINATIONS]
    waiting = [each for each in live if each.status not in CANDIDATES | {NominationStatus.PLACED}]
    return Matter(
        programme=programme.code,
        nominees=nominees,
        places=[situation.place(offer, free) for offer in situation.offers.values()],
        standing=[each for placement in placements for each in _standing(placement, situation, free)],
        waiting=len(waiting),
        today=clock.today(),
    )


def _may_move(placement: Placement, situation: Situation) -> bool:
    """Proposed, not locked, one dated stay, and against no rule; too many in one place is what a proposal mends."""
    if placement.status != PlacementStatus.PROPOSED or placement.locked or placement.overrides:
        return False
    if len(placement.stays) != 1 or effective_period(placement.stays[0]).days is None:
        return False
    verdicts = judge(situation.judged_as(placement))
    return not any(verdict.severity.stops and verdict.rule != "capacity" for verdict in verdicts)


def _standing(placement: Placement, situation: Situation, free: Iterable[Id]) -> Iterable[Standing]:
    stay = span([effective_period(each) for each in placement.stays])
    if stay is None or stay.days is None:
        return
    left_out = {*free, placement.id}
    yield Standing(
        placement.id,
        situation.nominee(situation.nominations[placement.nomination_id], left_out),
        situation.place(situation.offers[placement.offer_id], left_out),
        stay,
        fixed=placement.id not in free,
    )


def accept(database: Database, proposal: Proposal, pairs: Sequence[Pair] | None) -> Changes:
    chosen = [pair for pair in (proposal.pairs if pairs is None else pairs) if pair.is_new]
    whole = pairs is None or len(chosen) == len(proposal.new_pairs)
    label = msg("Proposal for {programme} accepted, placements: {count}")
    with database.step(label, programme=proposal.programme, count=len(chosen)) as step:
        try:
            _Acceptance(database, proposal, step).save(chosen, proposal.released if whole else ())
        except RuleError as error:
            raise _outdated() from error
    return database.last_changes


def _outdated() -> DeskError:
    text = msg("The desk has changed since this proposal was made. Nothing was saved; make the proposal again.")
    return DeskError("proposal.outdated", text)


class _Acceptance:
    """Pairs become placements, each judged once more against the desk as it is now and the pairs before it."""

    def __init__(self, database: Database, proposal: Proposal, step: Step) -> None:
        programmes = database.find(Programme, code=proposal.programme)
        if not programmes:
            raise _outdated()
        self._programme = programmes[0]
        self._situation = Situation.of_programme(database, self._programme.id)
        self._references = References(database, self._programme)
        self._database = database
        self._step = step

    def save(self, pairs: Sequence[Pair], released: Iterable[Id]) -> None:
        before = {pair.placement: pair for pair in pairs if pair.placement}
        old = {each.id: each for each in self._movable([*before, *released])}
        left_out = set(old)
        records: list[Placement | Nomination] = []
        for pair in pairs:
            draft = self._draft(pair, left_out)
            now = old.get(pair.placement or "")
            placement = self._placement(draft, now)
            self._situation.at_offer[pair.offer].append(placement)
            self._situation.of_person[draft.nominee.official.id].append(placement)
            if now is placement:
                left_out.discard(placement.id)
            draft.nominee.nomination.status = NominationStatus.PLACED
            draft.nominee.nomination.status_reason = ""
            records += [placement, draft.nominee.nomination]
        kept = {record.id for record in records}
        self._step.delete(*(each for each in old.values() if each.id not in kept))
        self._step.save(*records, *self._eligible_again(old.values(), kept))

    def _movable(self, ids: Sequence[Id | None]) -> list[Placement]:
        """The placements that the proposal moves or releases, still as it found them."""
        wanted = [each for each in ids if each]
        found = self._database.load(Placement, wanted, PLACEMENT)
        if len(found) < len(wanted) or any(p.locked or p.status != PlacementStatus.PROPOSED for p in found):
            raise _outdated()
        return found

    def _draft(self, pair: Pair, left_out: set[Id]) -> Draft:
        nomination = self._situation.nominations.get(pair.nomination)
        offer = self._situation.offers.get(pair.offer)
        if nomination is None or offer is None:
            raise _outdated()
        nominee, place = self._situation.nominee(nomination, left_out), self._situation.place(offer, left_out)
        facts = PlacementFacts(nominee=nominee, place=place, stays=(pair.stay,), today=clock.today())
        refuse_if_standing(judge(facts), {})
        return Draft(nominee, place, pair.stay)

    def _placement(self, draft: Draft, now: Placement | None) -> Placement:
        """The same placement on other days, or a new one: another host is another placement."""
        if now is None or now.offer_id != draft.place.offer.id:
            return new_placement(draft, self._references.following())
        now.stays[0].starts_on, now.stays[0].ends_on = draft.stay.start, draft.stay.end
        refresh_report_day(now, self._programme)
        return now

    def _eligible_again(self, old: Iterable[Placement], kept: set[Id]) -> Iterable[Nomination]:
        for placement in old:
            nomination = self._situation.nominations[placement.nomination_id]
            if nomination.id not in kept and nomination.status == NominationStatus.PLACED:
                nomination.status = NominationStatus.ELIGIBLE
                yield nomination
