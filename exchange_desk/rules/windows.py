"""The dates of a stay: in order, within what host, programme and nominee can do, and neither too short nor too long."""

from collections.abc import Iterator

from exchange_desk.rules.facts import PlacementFacts, programme_window, tighter_weeks
from exchange_desk.rules.periods import Period, common, days_long, days_short, shifted
from exchange_desk.rules.verdict import Sentence, Verdict, blocks, fits, overridable, sentence
from exchange_desk.support.language import msg


def check_dates(facts: PlacementFacts) -> Iterator[Verdict]:
    """Invariant I12: every stay has both dates, in order (block)."""
    if not facts.stays:
        yield blocks("dates", sentence(msg("The stay has no dates.")), sentence(msg("Enter the first and last day.")))
    for stay in facts.stays:
        if stay.start is None or stay.end is None:
            why = sentence(msg("The first or the last day of the stay is missing."))
            yield blocks("dates", why, sentence(msg("Enter the first and last day.")))
        elif stay.end < stay.start:
            why = sentence(msg("The stay ends ({end}) before it starts ({start})."), start=stay.start, end=stay.end)
            yield blocks("dates", why, sentence(msg("Change one of the dates.")))


def check_offer_window(facts: PlacementFacts) -> Iterator[Verdict]:
    """Invariant I5, the host's dates (override)."""
    window = facts.place.window
    early = msg("The stay begins on {start}; the host receives from {day}.")
    late = msg("The stay ends on {end}; the host receives until {day}.")
    found = list(_outside("offer_window", facts, window, (early, late)))
    if not found and (window.start or window.end) and all(_whole(stay) for stay in facts.stays) and facts.stays:
        yield fits("offer_window", sentence(msg("Within the host’s dates ({window})."), window=window))
    yield from found


def check_programme_window(facts: PlacementFacts) -> Iterator[Verdict]:
    """Invariant I5, the programme's dates (override)."""
    early = msg("The stay begins on {start}; stays of the programme begin on {day} at the earliest.")
    late = msg("The stay ends on {end}; stays of the programme end on {day} at the latest.")
    yield from _outside("programme_window", facts, programme_window(facts.nominee.programme), (early, late))


def check_availability(facts: PlacementFacts) -> Iterator[Verdict]:
    """The days the nominee has announced (override)."""
    early = msg("The stay begins on {start}; the nominee is available from {day}.")
    late = msg("The stay ends on {end}; the nominee is available until {day}.")
    yield from _outside("availability", facts, facts.nominee.availability, (early, late))


def check_weeks(facts: PlacementFacts) -> Iterator[Verdict]:
    """Invariant I5, least and most weeks of offer and programme over all stays together (override)."""
    if not facts.stays or not all(_whole(stay) for stay in facts.stays):
        return
    least, most = tighter_weeks(facts.place.offer, facts.nominee.programme)
    last = facts.stays[-1]
    others = sum(stay.days or 0 for stay in facts.stays[:-1])
    whole = Period(shifted(last.start, -others), last.end) if last.start else last
    days = whole.days or 0
    if least and days_short(whole, least):
        why = sentence(msg("The stay is too short: {days} of at least {least} days."), days=days, least=7 * least)
        yield overridable("weeks", why, _until(last, 7 * least - others, msg("It is long enough until {day}.")))
    if most and days_long(whole, most):
        why = sentence(msg("The stay is too long: {days} of at most {most} days."), days=days, most=7 * most)
        yield overridable("weeks", why, _until(last, 7 * most - others, msg("It is short enough until {day}.")))


def _until(last: Period, days: int, text: str) -> Sentence | None:
    return sentence(text, day=shifted(last.start, days - 1)) if last.start and days > 0 else None


def _outside(rule: str, facts: PlacementFacts, window: Period, texts: tuple[str, str]) -> Iterator[Verdict]:
    """One verdict for a stay that begins too early and one for one that ends too late."""
    early, late = texts
    for stay in facts.stays:
        if not _whole(stay):
            continue
        if window.start and stay.first < window.first:
            yield overridable(rule, sentence(early, start=stay.start, day=window.start), _other_dates(facts))
        if window.end and stay.last > window.last:
            yield overridable(rule, sentence(late, end=stay.end, day=window.end), _other_dates(facts))


def _other_dates(facts: PlacementFacts) -> Sentence:
    """The days on which host, programme and nominee can, if there are any."""
    both = common(facts.place.window, programme_window(facts.nominee.programme), facts.nominee.availability)
    if both is None:
        return sentence(msg("Host, programme and nominee have no day in common; agree other dates with one of them."))
    return sentence(msg("Days that suit host, programme and nominee: {days}."), days=both)


def _whole(stay: Period) -> bool:
    return bool(stay) and stay.start is not None and stay.end is not None
