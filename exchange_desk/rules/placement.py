"""Every rule about one nominee at one offer for some days, asked at once."""

from collections.abc import Callable, Iterable, Iterator

from exchange_desk.model import NominationStatus, OfferStatus
from exchange_desk.rules.capacity import check_capacity
from exchange_desk.rules.eligibility import age_verdict, lead_time_verdict, passport_verdict
from exchange_desk.rules.facts import PlacementFacts
from exchange_desk.rules.languages import language_verdict, meet
from exchange_desk.rules.periods import Period, at_least, common, day_after, span
from exchange_desk.rules.themes import in_common, themes
from exchange_desk.rules.verdict import RuleSeverity, Sentence, Verdict, blocks, fits, overridable, sentence, warns
from exchange_desk.rules.windows import (
    check_availability,
    check_dates,
    check_offer_window,
    check_programme_window,
    check_weeks,
)
from exchange_desk.support.language import msg

_WHOLE_TIME = 100


def check_placed(facts: PlacementFacts) -> Iterator[Verdict]:
    """A nomination has one live placement (block)."""
    if facts.nominee.placed:
        better = sentence(msg("Release that placement first."))
        if facts.nominee.placed_at:
            why = sentence(msg("The nominee has a place already ({reference})."), reference=facts.nominee.placed_at)
            yield blocks("placed", why, better)
        else:
            yield blocks("placed", sentence(msg("The nominee has a place already.")), better)


def check_same_city(facts: PlacementFacts) -> Iterator[Verdict]:
    """Invariant I11: nobody is sent to the city that sends (block)."""
    home, city = facts.nominee.home, facts.place.city
    if home is not None and city is not None and home.id == city.id:
        yield blocks("same_city", sentence(msg("{city} is the nominee’s own city."), city=city.name))


_SAID_BEFORE = {
    NominationStatus.RECEIVED: RuleSeverity.WARN,
    NominationStatus.INCOMPLETE: RuleSeverity.WARN,
    NominationStatus.COMPLETE: RuleSeverity.WARN,
    NominationStatus.RESERVE: RuleSeverity.WARN,
    NominationStatus.INELIGIBLE: RuleSeverity.OVERRIDE,
    NominationStatus.NOT_SELECTED: RuleSeverity.BLOCK,
    NominationStatus.WITHDRAWN: RuleSeverity.BLOCK,
    NominationStatus.SUBSTITUTED: RuleSeverity.BLOCK,
}


def check_eligible(facts: PlacementFacts) -> Iterator[Verdict]:
    """A nominee is declared eligible before being placed (warn to block, by the nomination's state)."""
    status = NominationStatus(facts.nominee.nomination.status)
    severity = _SAID_BEFORE.get(status)
    if severity is None or facts.settled:
        return
    better = sentence(msg("Check the nomination and declare it eligible."))
    state = sentence(status.label)
    if severity is RuleSeverity.WARN:
        yield warns("eligible", sentence(msg("Not declared eligible yet (“{state}”)."), state=state), better)
    else:
        why = sentence(msg("The nomination is in the state “{state}”."), state=state)
        yield Verdict("eligible", severity, why.text, why.params, better)


def check_offer_status(facts: PlacementFacts) -> Iterator[Verdict]:
    """An offer withdrawn stops (block), a closed one needs a reason, an unconfirmed one is said (warn)."""
    if facts.settled:
        return
    match OfferStatus(facts.place.offer.status):
        case OfferStatus.WITHDRAWN:
            yield blocks("offer_status", sentence(msg("The host has withdrawn this offer.")))
        case OfferStatus.CLOSED:
            yield overridable("offer_status", sentence(msg("This offer is closed.")))
        case OfferStatus.ANNOUNCED:
            why = sentence(msg("The host has not confirmed this offer yet."))
            yield warns("offer_status", why, sentence(msg("Ask the host to confirm it.")))


def check_overlap(facts: PlacementFacts) -> Iterator[Verdict]:
    """Invariant I1: a person's live stays share no day, unless their shares add up to 100 % or less (override)."""
    for stay in facts.stays:
        own = [(other.period, other.share) for other in facts.nominee.elsewhere if common(other.period, stay)]
        double = at_least(own, _WHOLE_TIME - facts.share + 1, stay) if stay and facts.share > 0 else []
        for days in double:
            yield overridable("overlap", _double(facts, days), _free_again(facts, days))


def _double(facts: PlacementFacts, days: Period) -> Sentence:
    there = [other.reference for other in facts.nominee.elsewhere if common(other.period, days) and other.reference]
    if there:
        return sentence(msg("The person has another stay ({references}): {days}."), references=there, days=days)
    return sentence(msg("The person has another stay: {days}."), days=days)


def _free_again(facts: PlacementFacts, days: Period) -> Sentence | None:
    ends = [other.period for other in facts.nominee.elsewhere if common(other.period, days)]
    last = span(ends)
    day = day_after(last) if last else None
    return sentence(msg("The person is free from {day}."), day=day) if day else None


def check_language(facts: PlacementFacts) -> Iterator[Verdict]:
    """Invariant I7: one language at the level the host asks for (override); unknown is to be checked (warn)."""
    nominee = facts.nominee
    verdict = language_verdict(meet(nominee.skills, facts.place.needs, nominee.home_language))
    if verdict:
        yield verdict


def check_theme(facts: PlacementFacts) -> Iterator[Verdict]:
    """A theme in common is good; none is said (warn). Nothing when one side names none."""
    wanted, offered = facts.nominee.nomination.theme, facts.place.offer.theme or facts.place.host.theme
    if not themes(wanted) or not themes(offered):
        return
    shared = in_common(wanted, offered)
    if shared:
        yield fits("theme", sentence(msg("Theme in common: {themes}."), themes=shared))
    else:
        text = msg("No theme in common: wished {wanted}; offered {offered}.")
        yield warns("theme", sentence(text, wanted=themes(wanted), offered=themes(offered)))


def check_age(facts: PlacementFacts) -> Iterator[Verdict]:
    whole = span(facts.stays)
    verdict = age_verdict(facts.nominee.official, facts.nominee.programme, whole.start if whole else None)
    if verdict:
        yield verdict


def check_passport(facts: PlacementFacts) -> Iterator[Verdict]:
    whole, city = span(facts.stays), facts.place.city
    verdict = passport_verdict(facts.nominee, city.country if city else "", whole.end if whole else None)
    if verdict:
        yield verdict


def check_lead_time(facts: PlacementFacts) -> Iterator[Verdict]:
    whole = span(facts.stays)
    if facts.settled or whole is None:
        return
    verdict = lead_time_verdict(facts.nominee.programme, whole.start, facts.today)
    if verdict:
        yield verdict


Rule = Callable[[PlacementFacts], Iterable[Verdict]]

RULES: tuple[Rule, ...] = (
    check_dates,
    check_placed,
    check_same_city,
    check_eligible,
    check_offer_status,
    check_capacity,
    check_overlap,
    check_offer_window,
    check_programme_window,
    check_availability,
    check_weeks,
    check_language,
    check_theme,
    check_age,
    check_passport,
    check_lead_time,
)


def judge(facts: PlacementFacts) -> tuple[Verdict, ...]:
    """What every rule says about one nominee at one offer for these days: the heaviest first, what fits last.

    A rule that does not apply says nothing. Nothing that `stops` means: may be placed.
    """
    found = [verdict for rule in RULES for verdict in rule(facts)]
    return tuple(sorted(found, key=lambda verdict: -verdict.severity.rank))
