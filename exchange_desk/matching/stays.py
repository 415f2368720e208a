"""Which days a nominee could spend at an offer: where the dates of host, programme and nominee meet."""

from datetime import date, timedelta

from exchange_desk.rules.facts import NomineeFacts, OfferFacts, tighter_weeks
from exchange_desk.rules.periods import Period, common, days_short, from_ordinals

_MOST_STAYS = 12
"""Ways to lay a stay into a long window: a year of four-week stays."""


def stays_in(place: OfferFacts, availability: Period, today: date) -> tuple[Period, ...]:
    """The stays that no date rule stops for somebody with these available days, earliest first, none begun before
    today; () when there are none.

    One that fills all common days when the weeks allow it. Otherwise stays of the greatest length, laid end to end
    from the first day of the offer, so that one place can take several people one after the other.
    With a lead time those that keep it, if there are any.
    """
    earliest = today + timedelta(days=place.programme.lead_days or 0)
    return _laid(place, availability, earliest) or _laid(place, availability, today)


def _laid(place: OfferFacts, availability: Period, earliest: date) -> tuple[Period, ...]:
    days = common(place.room, availability, Period(earliest, None)) if place.room else None
    if days is None or place.room is None:
        return ()
    least, most = tighter_weeks(place.offer, place.programme)
    longest = 7 * most if most else None
    if longest is None or (days.days is not None and days.days <= longest):
        return (days,) if days.days is not None and not _too_short(days, least) else ()
    laid = _end_to_end(max(place.room.first, earliest.toordinal()), days, longest)
    rest = from_ordinals(laid[-1].last + 1, days.last) if laid and days.end else None
    if rest and least and not _too_short(rest, least):
        laid.append(rest)
    found = laid[:_MOST_STAYS] or [from_ordinals(days.first, days.first + longest - 1)]
    return tuple(stay for stay in found if not _too_short(stay, least))


def _end_to_end(base: int, days: Period, length: int) -> list[Period]:
    """Stays of one length, counted from `base`, that lie within the days."""
    skipped = max(0, -((base - days.first) // length))
    found: list[Period] = []
    start = base + skipped * length
    while start + length - 1 <= days.last and len(found) < _MOST_STAYS:
        found.append(from_ordinals(start, start + length - 1))
        start += length
    return found


def _too_short(days: Period, least: int | None) -> bool:
    return bool(least and days_short(days, least))


def likeliest_stay(nominee: NomineeFacts, place: OfferFacts, today: date) -> Period:
    """Days to begin with in a dialog, even where no stay is possible: the nearest thing that the rules can judge."""
    for availability in (nominee.availability, Period()):
        found = stays_in(place, availability, today) or stays_in(place, availability, date.min)
        if found:
            return found[0]
    return place.room or place.window or nominee.availability
