"""Places are counted on every day, not per offer: two people may follow each other in one place."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from exchange_desk.rules.facts import OfferFacts, PlacementFacts
from exchange_desk.rules.periods import ALWAYS, Period, at_least, day_after, from_ordinals, gaps, load, share_a_day
from exchange_desk.rules.verdict import Sentence, Verdict, fits, overridable, sentence
from exchange_desk.support.language import msg


def full_days(taken: Iterable[Period], places: int, within: Period) -> list[Period]:
    """The days of `within` on which no place is free."""
    return at_least(((period, 1) for period in taken), places, within)


def most_taken(taken: Iterable[Period], within: Period) -> int:
    """The greatest number of places taken on one day of `within`."""
    return max((count for _, count in load(((period, 1) for period in taken), within)), default=0)


def free_places(place: OfferFacts, period: Period) -> int:
    """Places that are free on every day of the period; never less than 0."""
    return max(0, place.offer.places - most_taken(place.taken, period))


def nearest_free(place: OfferFacts, stay: Period) -> Period | None:
    """A stay of the same length within the offer's dates that has a place on every day, as near as can be."""
    room = place.room
    if room is None or stay.days is None or place.offer.places < 1:
        return None
    full = full_days(place.taken, place.offer.places, room)
    starts = [
        min(max(stay.first, gap.first), gap.last - stay.days + 1)
        for gap in gaps(full, room)
        if gap.last - gap.first + 1 >= stay.days
    ]
    if not starts:
        return None
    start = min(starts, key=lambda first: (abs(first - stay.first), first))
    return from_ordinals(start, start + stay.days - 1)


def frees_on(place: OfferFacts, full: Period) -> date | None:
    """The first day with a place after a time that is full, within the offer's dates; None: not within them."""
    room = place.room or ALWAYS
    whole = [days for days in full_days(place.taken, place.offer.places, ALWAYS) if share_a_day(days, full)]
    day = day_after(whole[-1]) if whole else None
    return day if day and room.first <= day.toordinal() <= room.last else None


def check_capacity(facts: PlacementFacts) -> Iterator[Verdict]:
    """Invariant I2: on no day more live stays than places (override)."""
    place, places = facts.place, facts.place.offer.places
    if places < 1:
        yield overridable("capacity", sentence(msg("This offer has no places.")))
        return
    full = [day for stay in facts.stays for day in full_days(place.taken, places, stay)]
    if full:
        yield overridable("capacity", _taken(places, full), _frees(facts, full))
    elif facts.stays:
        free = min(free_places(place, stay) for stay in facts.stays)
        yield fits("capacity", _free(free, places))


def _taken(places: int, full: Sequence[Period]) -> Sentence:
    first = full[0]
    if len(full) > 1 or first.start is None or first.end is None or first.start == first.end:
        text = (
            msg("The place is taken: {periods}.") if places == 1 else msg("The {places} places are taken: {periods}.")
        )
        return sentence(text, places=places, periods=tuple(full))
    text = (
        msg("The place is taken from {start} to {end}.")
        if places == 1
        else msg("The {places} places are taken from {start} to {end}.")
    )
    return sentence(text, places=places, start=first.start, end=first.end)


def _frees(facts: PlacementFacts, full: Sequence[Period]) -> Sentence:
    other = nearest_free(facts.place, facts.stays[0]) if len(facts.stays) == 1 else None
    if other is not None:
        text = msg("A place is free for as many days from {start} to {end}.")
        return sentence(text, start=other.start, end=other.end)
    day = frees_on(facts.place, full[-1])
    if day is not None:
        return sentence(msg("A place frees on {day}."), day=day)
    return sentence(msg("One more place from the host would help."))


def _free(free: int, places: int) -> Sentence:
    if places == 1:
        return sentence(msg("The place is free on every day."))
    return sentence(msg("Places free on every day: {free} of {places}."), free=free, places=places)
