"""Dates in every form: read back as meant, asked about or reported, never another day."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from exchange_desk.intake.dates import DAY_FIRST, MONTH_FIRST, hour_of, read_date
from exchange_desk.intake.plan import read_plan
from exchange_desk.support.language import Language
from exchange_desk.workbooks.reader import read
from tests.intake.lists import TODAY, keys, plan, values

EN = Language("en")
GIVEN, FAMILIES = ["Ana", "Luis", "Carmen", "Pedro", "Sofía"], ["Ruiz", "Gil", "Soto", "Paredes"]
DAYS = st.dates(date(1927, 1, 1), date(2010, 12, 31))
UNMISTAKABLE = [
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y%m%d",
    "%Y-%m-%d 00:00:00",
    "%Y-%m-%dT00:00:00",
    "\u00a0%Y-%m-%d ",
    "'%Y-%m-%d",
]
ORDERED = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y", "%d / %m / %Y", "%d%m%Y", "%d/%m/%Y 00:00:00"]
WORDED = ["d 'de' MMMM 'de' y", "d-MMM-y", "d/MMM/y", "EEEE d MMMM y", "d MMMM, y"]


@given(DAYS, st.sampled_from(UNMISTAKABLE), st.sampled_from([DAY_FIRST, MONTH_FIRST, None]))
def test_a_day_that_cannot_be_mistaken_is_read_back(day: date, form: str, order: str | None) -> None:
    made = read_date(day.strftime(form), order, TODAY)
    assert (made.value, made.ambiguous) == (day, False)


@given(DAYS, st.sampled_from(ORDERED), st.sampled_from([DAY_FIRST, None]))
def test_a_day_in_numbers_is_read_back_or_asked_about(day: date, form: str, order: str | None) -> None:
    made = read_date(day.strftime(form), order, TODAY)
    assert made.ambiguous or made.value == day


@given(DAYS, st.sampled_from(WORDED), st.sampled_from(["es", "pt", "fr", "it", "de", "ca"]))
def test_a_day_in_words_is_read_back_in_every_language(day: date, form: str, code: str) -> None:
    made = read_date(format_date(day, form, locale=code), None, TODAY)
    assert (made.value, made.ambiguous) == (day, False)


@given(DAYS, st.sampled_from(["%d/%m/%y", "%d-%m-%y", "%d%m%y"]))
def test_a_short_year_is_never_another_day_without_a_word(day: date, form: str) -> None:
    made = read_date(day.strftime(form), DAY_FIRST, TODAY)
    assert made.value in (day, None) or made.how in ("short_year", "serial")


@pytest.mark.parametrize(
    ("text", "value", "how"),
    [
        ("1980", None, "year"),
        (1980, None, "year"),
        ("45", None, "age"),
        ("45 años", None, "age"),
        ("12-III-1980", date(1980, 3, 12), "text"),
        ("80-03-12", date(1980, 3, 12), "short_year"),
        ("12/03/1980 (46 años)", date(1980, 3, 12), "text"),
        ("mar 12 mayo 1980", date(1980, 5, 12), "text"),
        ("April 25, 1980", date(1980, 4, 25), "text"),
        ("04/25/1980", date(1980, 4, 25), "turned"),
        ("O3/04/1980", None, "text"),
        ("13/13/1980", None, "text"),
        ("30/02/1980", None, "text"),
        ("00/00/0000", None, "text"),
        (-5, None, "text"),
        (17, None, "age"),
    ],
)
def test_what_is_read_and_how(text: object, value: date | None, how: str) -> None:
    made = read_date(text, DAY_FIRST, TODAY)
    assert (made.value, made.how) == (value, how)


def test_the_hour_beside_a_day() -> None:
    assert hour_of(datetime(1980, 3, 12, 23, 0)) == hour_of("1980-03-12T23:00:00Z") == "23:00"
    assert hour_of(datetime(1980, 3, 12)) == hour_of("1980-03-12 00:00:00") == hour_of("12/03/1980") == ""


def births(*cells: Any, **more: Any) -> list[tuple[Any, list[str]]]:
    heading = more.pop("heading", "Fecha de nacimiento")
    made = plan(
        [("Nombre", "Apellidos", heading), *[(GIVEN[i // 4], FAMILIES[i % 4], cell) for i, cell in enumerate(cells)]],
        **more,
    )
    return [(row.get("birth_date"), found) for row, found in zip(values(made), keys(made), strict=True)]


def test_everything_odd_about_a_birth_is_said() -> None:
    usual = ["25/03/1980"] * 10
    assert births(*usual, "04/25/1981", "1979", "52", "12/05/2020", "12/05/1899", "12/05/2031", "x")[10:] == [
        (date(1981, 4, 25), ["date.turned"]),
        (None, ["date.year_only"]),
        (None, ["date.age"]),
        (date(2020, 5, 12), ["date.age_unlikely"]),
        (date(1899, 5, 12), ["date.age_unlikely"]),
        (date(2031, 5, 12), ["date.not_born"]),
        (None, []),
    ]
    assert births(datetime(1980, 3, 12, 22, 0)) == [(date(1980, 3, 12), ["date.hour"])]


def test_the_order_is_explained() -> None:
    head = ("Nombre", "Apellidos", "Fecha de nacimiento")
    made = plan([head, ("Ana", "Ruiz", "03/04/1981"), ("Eva", "Gil", "25/04/1981")])
    said = [reason.say(EN) for reason in made.tables[0].columns[2].evidence]
    assert said == ["Day first: in values such as “25/04/1981” (1 in all) the first number is above 12."]
    asked = plan([head, ("Ana", "Ruiz", "03/04/1981")])
    answered = asked.answer(asked.questions[0].id, MONTH_FIRST)
    assert [reason.key for reason in answered.tables[0].columns[2].evidence] == ["date.month_first.answered"]


def test_the_country_of_a_list_tells_the_order_and_every_such_day_says_so() -> None:
    head = ("Nombre", "Apellidos", "Fecha de nacimiento", "País")
    made = plan([head, ("Ana", "Ruiz", "03/04/1981", "Perú"), ("Eva", "Gil", "05/05/1979", "Perú")])
    assert [row["birth_date"] for row in values(made)] == [date(1981, 4, 3), date(1979, 5, 5)]
    assert keys(made) == [["date.by_country"], []]
    island = plan([head, ("Ana", "Ruiz", "03/04/1981", "Puerto Rico")])
    assert [question.key for question in island.questions] == ["date.order"], "both orders are in use there"
    english = plan([("Given names", "Family name", "Date of birth", "Country"), ("Ana", "Ruiz", "03/04/1981", "Perú")])
    assert [question.key for question in english.questions] == ["date.order"]


def test_values_that_contradict_each_other_are_asked_about() -> None:
    head = ("Nombre", "Apellidos", "Fecha de nacimiento")
    made = plan([head, ("Ana", "Ruiz", "25/04/1981"), ("Eva", "Gil", "04/25/1979"), ("Luz", "Paz", "03/04/1980")])
    assert [(question.key, len(question.rows)) for question in made.questions] == [("date.order", 1)]


def test_days_counted_from_1904_are_read_so(tmp_path: Path) -> None:
    file = tmp_path / "lista.xlsx"
    with Workbook(file, {"date_1904": True}) as made:
        page = made.add_worksheet()
        for row, cells in enumerate(
            [("Nombre", "Apellidos", "Nacimiento"), ("Ana", "Ruiz", 27830), ("Eva", "Gil", None)]
        ):
            page.write_row(row, 0, cells)
        page.write_datetime(2, 2, datetime(1980, 3, 12), made.add_format({"num_format": "dd/mm/yyyy"}))
    found = read_plan(read(file), today=TODAY)
    assert [row["birth_date"] for row in values(found)] == [date(1980, 3, 12)] * 2
    assert [note.key for note in found.notes] == ["workbook.since_1904"]


def test_points_between_the_numbers_put_the_day_first() -> None:
    head = ("Vorname", "Nachname", "Geburtsdatum")
    pointed = plan([head, ("Jürgen", "Müller", "01.11.1969"), ("Katharina", "Heide", "12.03.1980")])
    assert [row["birth_date"] for row in values(pointed)] == [date(1969, 11, 1), date(1980, 3, 12)]
    assert [reason.key for reason in pointed.tables[0].columns[2].evidence] == ["date.day_first.points"]
    mixed = plan([head, ("Jürgen", "Müller", "01.11.1969"), ("Katharina", "Heide", "12/03/1980")])
    assert [question.key for question in mixed.questions] == ["date.order"]


def test_phones_and_titles_tell_the_country_whose_custom_the_dates_follow() -> None:
    head = ("Nombre", "Apellidos", "Fecha de nacimiento", "Teléfono")
    people = (("Ana", "Ruiz"), ("Luis", "Soto"), ("Inés", "Mora"), ("Hugo", "Vega"))
    called = plan([head, *((*who, "03/04/1981", f"+598 99 000 00{n}") for n, who in enumerate(people))])
    assert called.questions == ()
    assert {row["birth_date"] for row in values(called)} == {date(1981, 4, 3)}
    assert [reason.key for reason in called.tables[0].columns[2].evidence] == ["date.day_first.country"]
    titled = plan([("Comune di Torino",), ("Nome", "Cognome", "Data di nascita"), ("Ana", "Rossi", "03/04/1981")])
    assert titled.questions == ()
