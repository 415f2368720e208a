"""Dates as people type them, in four languages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_desk.gui.kit.days import parse_day
from exchange_desk.support.language import LANGUAGES, Language

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5/11/26", date(2026, 11, 5)),
        ("5-11-2026", date(2026, 11, 5)),
        ("05.11", date(2026, 11, 5)),
        ("5 11 2026", date(2026, 11, 5)),
        ("2026-11-05", date(2026, 11, 5)),
        ("2026/11/5", date(2026, 11, 5)),
        ("5 nov", date(2026, 11, 5)),
        ("5 de noviembre de 2026", date(2026, 11, 5)),
        ("5 NOVEMBRE 2026", date(2026, 11, 5)),
        ("1 févr. 2026", date(2026, 2, 1)),
        ("3 août 2026", date(2026, 8, 3)),
        ("3 de março de 2026", date(2026, 3, 3)),
        ("7 sept 2026", date(2026, 9, 7)),
        ("29/2/2028", date(2028, 2, 29)),
        ("hoy", TODAY),
        ("aujourd’hui", TODAY),
        ("+7", TODAY + timedelta(7)),
        ("-3", TODAY - timedelta(3)),
        ("1/1/46", date(2046, 1, 1)),
        ("1/1/47", date(1947, 1, 1)),
    ],
)
def test_what_people_type_is_understood(typed: str, day: date) -> None:
    assert parse_day(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["", "5", "31/2/2026", "29/2/2027", "5/13/2026", "5 ju 2026", "mañana", "5 nov 126"])
def test_what_is_no_day_is_not_guessed(typed: str) -> None:
    assert parse_day(typed, TODAY) is None


def test_a_birth_date_is_never_one_that_has_not_begun() -> None:
    assert parse_day("5/1/80", TODAY, past=True) == date(1980, 1, 5)
    assert parse_day("5/1/30", TODAY, past=True) == date(1930, 1, 5)
    assert parse_day("5/1/26", TODAY, past=True) == date(2026, 1, 5)


@given(
    day=st.dates(date(1000, 1, 1), date(9999, 12, 31)),
    form=st.sampled_from(["{0.day}/{0.month}/{0.year}", "{0.day}.{0.month}.{0.year}", "{0:%Y-%m-%d}"]),
)
def test_a_day_written_out_is_read_back(day: date, form: str) -> None:
    assert parse_day(form.format(day), TODAY) == day


@given(day=st.dates(date(1000, 1, 1), date(9999, 12, 31)), code=st.sampled_from(list(LANGUAGES)))
def test_a_day_as_lists_show_it_is_read_back_in_every_language(day: date, code: str) -> None:
    lang = Language(code)
    assert parse_day(lang.day(day), TODAY) == day
    assert parse_day(lang.long_day(day), TODAY) == day
