"""Cells become values: dates, sex, contacts, languages, documents, places, damaged text."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_desk.intake import codes
from exchange_desk.intake.contacts import read_mail, read_phone
from exchange_desk.intake.dates import DAY_FIRST, MONTH_FIRST, read_date, shown_order
from exchange_desk.intake.texts import repaired, text_of
from exchange_desk.support.language import Language
from exchange_desk.workbooks.grid import Mark
from tests.intake.lists import TODAY, keys, plan, sheet, values


def column(heading: str, *cells: Any) -> tuple[list[Any], list[list[str]]]:
    """What one column becomes: its values under the field found, and the keys of the problems."""
    made = plan([("Nombre", "Apellidos", heading), *[(f"Ana{i}", "Ruiz", cell) for i, cell in enumerate(cells)]])
    field = made.tables[0].columns[2].field
    return [row.get(field) for row in values(made)], keys(made)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 de marzo de 1980", date(1980, 3, 12)),
        ("12/mar/80", date(1980, 3, 12)),
        ("1er mars 1980", date(1980, 3, 1)),
        ("10 de dez. de 1990", date(1990, 12, 10)),
        ("March 12, 1980", date(1980, 3, 12)),
        ("1980-03-12 00:00:00", date(1980, 3, 12)),
        ("31.12.1975", date(1975, 12, 31)),
        ("19800312", date(1980, 3, 12)),
        (29292, date(1980, 3, 12)),
        (datetime(1980, 3, 12, 0, 0), date(1980, 3, 12)),
        ("00/00/0000", None),
        ("31/02/1984", None),
        ("41 años", None),
    ],
)
def test_dates_are_read_as_people_write_them(text: object, expected: date | None) -> None:
    assert read_date(text, DAY_FIRST, TODAY).value == expected


@given(st.dates(date(1900, 1, 1), date(2060, 12, 31)), st.sampled_from("/-."))
def test_a_written_date_is_read_back_in_either_order(day: date, mark: str) -> None:
    for order, form in ((DAY_FIRST, f"%d{mark}%m{mark}%Y"), (MONTH_FIRST, f"%m{mark}%d{mark}%Y")):
        assert read_date(day.strftime(form), order, TODAY).value == day


def test_the_order_comes_from_any_day_above_twelve() -> None:
    assert shown_order(["03/04/1981", "25/04/1981"]) == (DAY_FIRST, "25/04/1981", 1)
    assert shown_order(["03/04/1981", "04/25/1981"]) == (MONTH_FIRST, "04/25/1981", 1)
    assert shown_order(["03/04/1981", "05/06/1981"]) == (None, "", 0)
    assert shown_order(["25/04/1981", "04/25/1981"])[0] is None, "half say this, half say that"


def test_an_ambiguous_date_column_is_asked_about_once_and_answered_for_all_rows() -> None:
    rows = [("Nombre", "Apellidos", "Fecha de nacimiento"), ("Ana", "Ruiz", "03/04/1981"), ("Eva", "Gil", "05/06/1979")]
    made = plan(rows, sheet([rows[0], ("Luz", "Soto", "07/08/1985")], "Otra"))
    assert [(q.key, len(q.rows)) for q in made.questions] == [("date.order", 3)]
    assert made.totals()["waiting"] == 3
    assert "3 apr 1981" in made.questions[0].say(Language("en")).casefold()
    answered = made.answer(made.questions[0].id, MONTH_FIRST)
    assert [row.get("birth_date") for row in values(answered)][:2] == [date(1981, 3, 4), date(1979, 5, 6)]


def test_one_clear_date_decides_for_its_column_and_for_the_others() -> None:
    rows = [("Nombre", "Apellidos", "Nacimiento", "Inicio"), ("Ana", "Ruiz", "03/04/1981", "05/11/2026")]
    made = plan([*rows, ("Eva", "Gil", "25/04/1981", "06/11/2026")])
    assert not made.questions
    assert values(made)[0]["start"] == date(2026, 11, 5)


def test_short_years_serials_and_unlikely_dates_are_said() -> None:
    found, problems = column("Fecha de nacimiento", "12/03/80", 29292, "12/03/1880", "30/03/1980")
    assert found[:2] == [date(1980, 3, 12), date(1980, 3, 12)]
    assert problems == [["date.short_year"], ["date.serial"], ["date.age_unlikely"], []]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["H", "M"], ["male", "female"]),
        (["M", "F"], ["male", "female"]),
        (["Hombre", "Mujer"], ["male", "female"]),
        (["Homme", "Femme"], ["male", "female"]),
        (["masculino", "Feminino", "no binario", "No binaria"], ["male", "female", "other", "other"]),
    ],
)
def test_sex_is_read_by_what_the_column_holds(cells: list[str], expected: list[str]) -> None:
    assert column("Sexo", *cells)[0] == expected


def test_m_alone_is_asked_about_once() -> None:
    made = plan([("Nombre", "Apellidos", "Sexo"), ("Ana", "Ruiz", "M"), ("Eva", "Gil", "M")])
    assert [(q.key, len(q.rows), made.totals()["waiting"]) for q in made.questions] == [("sex.m", 2, 2)]
    assert values(made.answer(made.questions[0].id, "female"))[1]["sex"] == "female"


@pytest.mark.parametrize(
    ("text", "value", "fault"),
    [
        ("ana@example.org", "ana@example.org", None),
        ("RUIZ_A@EXAMPLE.ORG", "ruiz_a@example.org", None),
        (" ana@example.org; ", "ana@example.org", None),
        ("ana @ example.org", "ana@example.org", None),
        ("ana@example.orgmailto:eva@example.org", "ana@example.org", None),
        ("Ana <ana@example.org>", "ana@example.org", None),
        ("begoña@example.org", "begoña@example.org", "marks"),
        ("ana.ruiz", None, "no_at"),
        ("ana@example", None, "form"),
        ("sin correo", None, None),
        ("n/a", None, None),
    ],
)
def test_mail_addresses(text: str, value: str | None, fault: str | None) -> None:
    found = read_mail(text)
    assert (found.value, found.fault) == (value, fault)


def test_a_slip_in_an_address_is_left_out_with_a_proposal() -> None:
    found, problems = column("Correo", "ana@example,org", "ana", "eva@example.org; ana@example.org")
    assert found == [None, None, "eva@example.org"]
    assert problems == [["email.hint"], ["email.no_at"], ["email.several"]]


@pytest.mark.parametrize(
    ("text", "region", "value", "sure"),
    [
        ("+52 (55) 5555-5555 ext. 4021", None, "+52 55 5555 5555 ext. 4021", True),
        ("099 123 456", "UY", "+598 99 123 456", True),
        ("4127-7100", "AR", "4127-7100", False),
        ("Cel. 311 555 1234 y 601 3823577", "CO", "+57 311 5551234 / +57 601 3823577", True),
        ("pendiente", None, None, True),
        ("preguntar", None, None, False),
    ],
)
def test_phones(text: str, region: str | None, value: str | None, sure: bool) -> None:
    found = read_phone(text, region)
    assert (found.value, found.sure) == (value, sure)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Inglés 80 %, Portugués básico", {"en": "C1", "pt": "A2"}),
        ("Inglés (B2), Francés A1", {"en": "B2", "fr": "A1"}),
        ("castellano / quichua (nativo)", {"es": "", "qu": "native"}),
        ("inglés y francés", {"en": "", "fr": ""}),
        ("English - fluent", {"en": "C1"}),
    ],
)
def test_languages_of_one_cell(text: str, expected: dict[str, str]) -> None:
    assert {code: level.level for code, level in codes.read_languages(text)[0]} == expected


def test_levels_from_words_are_never_more_than_approximate() -> None:
    found, problems = column("Inglés", "B2", "avanzado", "80 %", "x", "no", "tal vez")
    assert found == ["B2", "C1", "C1", "", None, None]
    assert problems[1] == problems[2] == ["language.approximate"]
    assert problems[5] == ["language.unread"]


def test_a_level_column_belongs_to_the_language_beside_it() -> None:
    made = plan([("Nombre", "Apellidos", "Idioma", "Nivel"), ("Ana", "Ruiz", "Inglés", "B2")])
    assert values(made)[0]["language.en"] == "B2"


def test_passports_stay_text_and_words_are_no_numbers() -> None:
    found, problems = column("Pasaporte", "00123", 12345678, "en trámite", "G 123-4")
    assert found == ["00123", "12345678", None, "G 123-4"]
    assert problems == [[], ["document.was_number"], ["document.status"], []]


def test_a_number_shown_with_zeros_keeps_them() -> None:
    made = plan(sheet([("Nombre", "Apellidos", "Pasaporte"), ("Ana", "Ruiz", 123)], marks={(2, 3): Mark(digits=5)}))
    assert (values(made)[0]["passport_number"], keys(made)) == ("00123", [[]])
    assert text_of(12345678.0) == "12345678"


def test_errors_and_formulas_without_result_are_said_and_left_out() -> None:
    rows = [("Nombre", "Apellidos", "Cargo", "Tema"), ("Ana", "Ruiz", "#N/A", None), ("Eva", "Gil", None, None)]
    marks = {(3, 3): Mark(error="#REF!"), (2, 4): Mark(uncalculated=True)}
    made = plan(sheet(rows, marks=marks))
    assert keys(made) == [["cell.error", "cell.uncalculated"], ["cell.error"]]
    assert "post" not in values(made)[0]


def test_damaged_letters_are_repaired_and_said_and_lost_ones_are_asked_to_be_checked() -> None:
    made = plan([("Nombre", "Apellidos"), ("JosÃ©", "NÃºÃ±ez"), ("Ana", "Mu?oz")])
    assert values(made)[0] == {"given_names": "José", "family_names": "Núñez"}
    assert keys(made) == [["text.repaired", "text.repaired"], ["text.lost"]]


@given(st.text(max_size=20))
def test_repairing_never_touches_sound_text(text: str) -> None:
    assert repaired(text) == text or any(c in text for c in "ÃÂâ")


def test_notes_that_carry_decisions_or_speak_of_health_are_pointed_out() -> None:
    found, problems = column("Observaciones", "se retira", "alergia al maní", "llega el lunes")
    assert found == ["se retira", "alergia al maní", "llega el lunes"]
    assert problems == [["note.withdrawn"], ["note.sensitive"], []]
