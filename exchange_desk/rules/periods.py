"""Periods of whole days, both ends included, either end open; and the days that a stay really takes.

Everything that asks "on which days" asks here: rules, lists, the proposal, documents.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from exchange_desk.model import LIVE_PLACEMENTS, Placement, Stay
from exchange_desk.support.language import Language

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()
_FRIDAY, _SATURDAY = 4, 5


@dataclass(frozen=True)
class Period:
    """From `start` to `end`, both included; None: open on that side. An end before the start is no day at all."""

    start: date | None = None
    end: date | None = None

    @property
    def first(self) -> int:
        """The first day as an ordinal; an open start is the first day there is."""
        return self.start.toordinal() if self.start else _FIRST

    @property
    def last(self) -> int:
        return self.end.toordinal() if self.end else _LAST

    @property
    def days(self) -> int | None:
        """Calendar days with both ends; None while an end is open."""
        return max(0, self.last - self.first + 1) if self.start and self.end else None

    def __bool__(self) -> bool:
        return self.first <= self.last

    def say(self, lang: Language) -> str:
        match self.start, self.end:
            case None, None:
                return lang("any day")
            case None, end:
                return lang("until {day}", day=end)
            case start, None:
                return lang("from {day}", day=start)
            case start, end if start == end:
                return lang.day(start)
        return lang.period(self.start, self.end)


ALWAYS = Period()


def from_ordinals(first: int, last: int) -> Period:
    """The opposite of `first` and `last`."""
    return Period(date.fromordinal(first) if first > _FIRST else None, date.fromordinal(last) if last < _LAST else None)


def common(*periods: Period) -> Period | None:
    """The days that all periods share; None when there are none."""
    shared = from_ordinals(max(p.first for p in periods), min(p.last for p in periods))
    return shared if shared else None


def share_a_day(one: Period, other: Period) -> bool:
    return bool(one) and bool(other) and one.first <= other.last and other.first <= one.last


def covers(outer: Period, inner: Period) -> bool:
    """Every day of `inner` lies in `outer`; a period without days lies everywhere."""
    return not inner or (outer.first <= inner.first and inner.last <= outer.last)


def merged(periods: Iterable[Period]) -> list[Period]:
    """The same days as periods in order, none touching the next."""
    found: list[tuple[int, int]] = []
    for first, last in sorted((p.first, p.last) for p in periods if p):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return [from_ordinals(first, last) for first, last in found]


def gaps(periods: Iterable[Period], within: Period) -> list[Period]:
    """The days of `within` that no period has."""
    found, free_from = [], within.first
    for taken in merged(periods):
        if taken.first > free_from:
            found.append((free_from, min(taken.first - 1, within.last)))
        free_from = max(free_from, taken.last + 1)
    found.append((free_from, within.last))
    return [from_ordinals(first, last) for first, last in found if first <= last]


def load(weighted: Iterable[tuple[Period, int]], within: Period) -> list[tuple[Period, int]]:
    """How much weighs on each day of `within`, as periods of equal load in order (zero loads too)."""
    if not within:
        return []
    changes = {within.first: 0}
    for period, weight in weighted:
        first, last = max(period.first, within.first), min(period.last, within.last)
        if first <= last:
            changes[first] = changes.get(first, 0) + weight
            changes[last + 1] = changes.get(last + 1, 0) - weight
    days = sorted(day for day in changes if day <= within.last)
    found, total = [], 0
    for day, following in zip(days, [*days[1:], within.last + 1], strict=True):
        total += changes[day]
        found.append((from_ordinals(day, following - 1), total))
    return found


def at_least(weighted: Iterable[tuple[Period, int]], limit: int, within: Period) -> list[Period]:
    """The days of `within` on which the load is `limit` or more."""
    return merged(period for period, total in load(weighted, within) if total >= limit)


def shifted(day: date, days: int) -> date:
    """So many days later; stops at the ends of the calendar."""
    return date.fromordinal(min(_LAST, max(_FIRST, day.toordinal() + days)))


def days_short(period: Period, weeks: int) -> int:
    """How many days are missing for so many weeks; 0 when it is long enough or its end is open.

    A stay that ends on a Friday has the week that ends on the Sunday: the weekend after the last day is not missing.
    """
    if period.days is None or period.end is None:
        return 0
    weekend = {_FRIDAY: 2, _SATURDAY: 1}.get(period.end.weekday(), 0)
    return max(0, 7 * weeks - period.days - weekend)


def days_long(period: Period, weeks: int) -> int:
    """How many days are too many for so many weeks; 0 when it is short enough or its end is open."""
    return max(0, (period.days or 0) - 7 * weeks)


def effective_period(stay: Stay) -> Period:
    """The days a stay takes: the actual ones where they are known, else the planned ones.

    Who arrives after the planned end without having left is there on the day of arrival.
    """
    start, end = stay.arrived_on or stay.starts_on, stay.left_on or stay.ends_on
    if stay.arrived_on and not stay.left_on and end and end < stay.arrived_on:
        end = stay.arrived_on
    return Period(start, end)


def effective_stays(placement: Placement) -> tuple[tuple[Period, int], ...]:
    """Days and share of working time (per cent) of each stay that counts.

    A cancelled placement or one whose person did not arrive takes no day; a stay without any date neither.
    """
    if placement.status not in LIVE_PLACEMENTS:
        return ()
    stays = [(effective_period(stay), stay.share) for stay in placement.stays]
    return tuple((period, share) for period, share in stays if period and (period.start or period.end))


def span(periods: Sequence[Period]) -> Period | None:
    """From the first day to the last one of all; None without periods."""
    real = [period for period in periods if period]
    if not real:
        return None
    return from_ordinals(min(p.first for p in real), max(p.last for p in real))


def day_after(period: Period) -> date | None:
    """The first day after it; None when it has no end."""
    return period.end + timedelta(days=1) if period.end and period.end < date.max else None
