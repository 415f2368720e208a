"""Interval logic against counting day by day, on both sides of every boundary and with open ends."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exchange_desk.model import Placement, PlacementStatus, Stay
from exchange_desk.rules import periods
from exchange_desk.rules.periods import (
    ALWAYS,
    Period,
    at_least,
    common,
    covers,
    days_long,
    days_short,
    effective_period,
    effective_stays,
    gaps,
    load,
    merged,
    share_a_day,
    span,
)
from exchange_desk.support.language import Language

ZERO = date(2026, 1, 1)
HORIZON = [ZERO + timedelta(days=n) for n in range(-5, 36)]
"""Days looked at one by one: some before and after all dates that are drawn."""

some_day = st.integers(0, 30).map(lambda n: ZERO + timedelta(days=n))
end_or_open = st.none() | some_day
some_period = st.builds(Period, end_or_open, end_or_open)
real_period = some_period.filter(bool)


def days_of(period: Period) -> set[date]:
    """Day by day, without any of the arithmetic under test."""
    return {
        day
        for day in HORIZON
        if (period.start is None or day >= period.start) and (period.end is None or day <= period.end)
    }


def days_of_all(found: list[Period]) -> set[date]:
    return {day for period in found for day in days_of(period)}


@given(some_period, some_period)
def test_common_days(one: Period, other: Period) -> None:
    shared = common(one, other)
    assert (days_of(shared) if shared else set()) == days_of(one) & days_of(other)
    assert share_a_day(one, other) == bool(days_of(one) & days_of(other))


@given(real_period, some_period)
def test_covers(outer: Period, inner: Period) -> None:
    open_beyond = (inner.start is None and outer.start is not None) or (inner.end is None and outer.end is not None)
    assert covers(outer, inner) == (days_of(inner) <= days_of(outer) and not (bool(inner) and open_beyond))


@given(st.lists(some_period, max_size=6))
@example([Period(ZERO, ZERO), Period(ZERO + timedelta(days=1), None)])
def test_merged_has_the_same_days_and_no_touching_pieces(found: list[Period]) -> None:
    pieces = merged(found)
    assert days_of_all(pieces) == days_of_all(found)
    assert all(later.first > earlier.last + 1 for earlier, later in pairwise(pieces))


@given(st.lists(some_period, max_size=6), real_period)
def test_gaps_are_the_days_nobody_has(found: list[Period], within: Period) -> None:
    assert days_of_all(gaps(found, within)) == days_of(within) - days_of_all(found)


@given(st.lists(st.tuples(some_period, st.integers(0, 100)), max_size=8), some_period)
def test_load_is_what_counting_each_day_gives(weighted: list[tuple[Period, int]], within: Period) -> None:
    counted = Counter({day: 0 for day in days_of(within)})
    for period, weight in weighted:
        for day in days_of(period) & days_of(within):
            counted[day] += weight
    swept = {day: total for period, total in load(weighted, within) for day in days_of(period)}
    assert swept == dict(counted)


@given(st.lists(st.tuples(some_period, st.just(1)), max_size=8), real_period, st.integers(1, 4))
def test_full_days_are_those_with_as_many_or_more(
    weighted: list[tuple[Period, int]], within: Period, limit: int
) -> None:
    full = {day for day in days_of(within) if sum(day in days_of(period) for period, _ in weighted) >= limit}
    assert days_of_all(at_least(weighted, limit, within)) == full


def test_a_planted_inversion_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The overlap check was once shipped inverted elsewhere: these tests must notice such a change."""
    monkeypatch.setattr(periods.Period, "__bool__", lambda self: self.first > self.last)
    with pytest.raises(AssertionError):
        test_common_days()


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ((1, 10), (10, 12), 1),  # the last day of one is the first of the other
        ((1, 10), (11, 12), 0),
        ((5, 5), (5, 5), 1),
        ((1, 30), (5, 6), 2),
        ((10, 1), (1, 30), 0),  # ends before it starts: no day at all
    ],
)
def test_boundary_days(one: tuple[int, int], other: tuple[int, int], shared: int) -> None:
    first = Period(date(2026, 5, one[0]), date(2026, 5, one[1]))
    second = Period(date(2026, 5, other[0]), date(2026, 5, other[1]))
    found = common(first, second)
    assert (found.days if found else 0) == shared
    assert share_a_day(first, second) == bool(shared)


def test_open_ends_reach_the_ends_of_the_calendar() -> None:
    assert common(ALWAYS, ALWAYS) == ALWAYS
    assert covers(ALWAYS, Period(date.min, date.max))
    assert gaps([Period(None, ZERO)], ALWAYS) == [Period(ZERO + timedelta(days=1), None)]
    assert gaps([ALWAYS], ALWAYS) == []
    assert Period(ZERO, None).days is None
    assert span([]) is None
    assert span([Period(None, ZERO), Period(ZERO, ZERO)]) == Period(None, ZERO)


@pytest.mark.parametrize(
    ("start", "end", "weeks", "short", "long"),
    [
        (date(2026, 5, 4), date(2026, 5, 31), 4, 0, 0),  # Monday to Sunday, 28 days
        (date(2026, 5, 4), date(2026, 5, 29), 4, 0, 0),  # to the Friday: the weekend is not missing
        (date(2026, 5, 4), date(2026, 5, 30), 4, 0, 0),
        (date(2026, 5, 4), date(2026, 5, 28), 4, 3, 0),  # a Thursday
        (date(2026, 5, 5), date(2026, 5, 29), 4, 1, 0),  # began on a Tuesday
        (date(2026, 5, 4), date(2026, 6, 1), 4, 0, 1),
        (date(2026, 5, 4), None, 4, 0, 0),
    ],
)
def test_weeks_count_the_weekend_after_the_last_day(
    start: date, end: date | None, weeks: int, short: int, long: int
) -> None:
    assert days_short(Period(start, end), weeks) == short
    assert days_long(Period(start, end), weeks) == long


PLANNED = {"starts_on": date(2026, 5, 4), "ends_on": date(2026, 5, 31)}


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ({}, (date(2026, 5, 4), date(2026, 5, 31))),
        ({"arrived_on": date(2026, 5, 6)}, (date(2026, 5, 6), date(2026, 5, 31))),
        ({"arrived_on": date(2026, 5, 2)}, (date(2026, 5, 2), date(2026, 5, 31))),
        ({"left_on": date(2026, 5, 20)}, (date(2026, 5, 4), date(2026, 5, 20))),
        ({"left_on": date(2026, 6, 3)}, (date(2026, 5, 4), date(2026, 6, 3))),
        ({"arrived_on": date(2026, 6, 2)}, (date(2026, 6, 2), date(2026, 6, 2))),
    ],
)
def test_actual_days_stand_for_the_planned_ones(actual: dict[str, date], expected: tuple[date, date]) -> None:
    assert effective_period(Stay(**PLANNED, **actual)) == Period(*expected)


@pytest.mark.parametrize("status", list(PlacementStatus))
def test_only_live_placements_take_days(status: PlacementStatus) -> None:
    placement = Placement(nomination_id="n", offer_id="o", status=status, stays=[Stay(**PLANNED, share=50)])
    none = status in (PlacementStatus.CANCELLED, PlacementStatus.NO_SHOW)
    assert effective_stays(placement) == (() if none else ((Period(*PLANNED.values()), 50),))


def test_a_stay_without_dates_takes_no_day() -> None:
    assert effective_stays(Placement(nomination_id="n", offer_id="o", stays=[Stay()])) == ()


def test_periods_are_read_aloud() -> None:
    lang = Language("en")
    said = [p.say(lang) for p in (Period(ZERO, ZERO), Period(None, ZERO), Period(ZERO, None), ALWAYS)]
    assert said == ["1 Jan 2026", "until 1 Jan 2026", "from 1 Jan 2026", "any day"]
    assert Period(ZERO, ZERO + timedelta(days=9)).say(lang) == "1 – 10 Jan 2026"
