"""What headings mean, in several languages, alone and beside each other."""

import pytest

from exchange_desk.intake.directory import Directory
from exchange_desk.intake.fields import FIELDS, is_field, label
from exchange_desk.intake.headings import ASIDE, meanings
from exchange_desk.support.language import LANGUAGES, Language
from tests.intake.lists import fields, names, plan


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("NOMBRES Y APELLIDOS", "full_name"),
        ("Nombre completo / Nome completo", "full_name"),
        ("Correo electrónico:", "email"),
        ("Correo / E-mail", "email"),
        ("Fecha de nacimiento (dd/mm/aaaa)", "birth_date"),
        ("Fecha de Nacimeinto", "birth_date"),
        ("N.º de pasaporte", "passport_number"),
        ("1. Teléfono celular", "phone"),
        ("Sexo (femenino/Masculino", "sex"),
        ("Nivel de inglés", "language.en"),
        ("English level", "language.en"),
        ("Portugués", "language.pt"),
        ("Adresse électronique (professionnelle)", "email"),
        ("Né(e) le", "birth_date"),
        ("Data de nascimento", "birth_date"),
        ("Cognome e nome", "full_name"),
        ("Geburtsdatum", "birth_date"),
        ("Correo del jefe inmediato", f"{ASIDE}other_person"),
        ("Partido", f"{ASIDE}party"),
        ("N°", f"{ASIDE}number"),
    ],
)
def test_a_heading_means_a_field(heading: str, field: str) -> None:
    assert meanings(heading)[0].field == field


@pytest.mark.parametrize(
    "heading", ["", "xyz", "Aparato", "zzzz zzzz", "Nómina general de todas las personas del país y más"]
)
def test_a_heading_that_says_nothing_stays_open(heading: str) -> None:
    assert all(m.confidence < 0.7 for m in meanings(heading))


def test_exact_beats_learnt_and_near() -> None:
    exact, near = meanings("Correo electrónico")[0], meanings("Correo electronicoo")[0]
    assert (exact.how, exact.confidence) == ("exact", 1.0)
    assert near.how == "fuzzy"
    assert 0.5 < near.confidence < 0.95


def test_every_word_of_the_vocabulary_leads_to_a_field_of_the_contract() -> None:
    from exchange_desk.intake.headings import _vocabulary

    for known in _vocabulary().values():
        for meaning in known:
            assert is_field(meaning.field) or meaning.field in ("name", "language.level") or meaning.field[:6] == ASIDE


def test_every_field_has_a_name_in_every_language() -> None:
    for code in LANGUAGES:
        for name in (*FIELDS, "language.en"):
            assert label(name, Language(code))


@pytest.mark.parametrize(
    ("heads", "row", "expected"),
    [
        (("Nombre", "Apellidos"), ("Ana", "Ruiz Vega"), ["given_names", "family_names"]),
        (("Nombre", "Correo"), ("Ana Ruiz", "a@example.org"), ["full_name", "email"]),
        (("Nom", "Prénom"), ("RUIZ", "Ana"), ["family_names", "given_names"]),
        (("Nom", "Courriel"), ("Ana Ruiz", "a@example.org"), ["full_name", "email"]),
        (("Nome", "CPF"), ("Ana Ruiz", "001"), ["full_name", "national_id"]),
        (
            ("Nombre completo", "Primer apellido", "Segundo apellido"),
            ("Ana", "Ruiz", "Vega"),
            ["given_names", "family_name_1", "family_name_2"],
        ),
        (("Nombre / Nom", "Correo"), ("Ana Ruiz", "a@example.org"), ["full_name", "email"]),
        (
            ("Primer nombre", "Segundo nombre", "Apellidos"),
            ("Ana", "Eva", "Ruiz"),
            ["given_names", "given_names", "family_names"],
        ),
    ],
)
def test_name_headings_are_settled_by_their_neighbours(
    heads: tuple[str, ...], row: tuple[str, ...], expected: list[str]
) -> None:
    assert fields(plan([heads, row, row])) == expected


def test_two_given_name_columns_are_joined_in_order() -> None:
    made = plan([("Primer nombre", "Segundo nombre", "Apellidos"), ("Ana", "Eva", "Ruiz")])
    assert names(made) == [("Ana Eva", "Ruiz")]


def test_a_whole_name_beside_its_surname_stays_whole() -> None:
    made = plan([("Nombre completo", "Primer apellido"), ("Ana Ruiz", "Ruiz"), ("Juan Gil", "Gil")])
    assert names(made) == [("Ana", "Ruiz"), ("Juan", "Gil")]


def test_columns_of_another_person_are_left_out() -> None:
    rows = [
        ("Nombre", "Correo", "Jefe inmediato", "Correo"),
        ("Ana Ruiz", "ana@example.org", "Luis Soto", "luis@example.org"),
    ]
    made = plan(rows)
    assert fields(made) == ["full_name", "email", None, None]
    assert [c.how for c in made.tables[0].columns][3] == "another"


@pytest.mark.parametrize(
    ("value", "field"), [("Antioquia", "region"), ("Dirección General de Relaciones Internacionales", "unit")]
)
def test_departamento_is_a_region_or_an_office_by_what_stands_in_it(value: str, field: str) -> None:
    assert fields(plan([("Nombre", "Departamento"), ("Ana Ruiz", value), ("Juan Gil", value)]))[1] == field


def test_short_headings_are_dates_only_with_dates_below() -> None:
    dated = [("Nombre", "Del", "Al"), ("Ana Ruiz", "03/11/2026", "14/11/2026")]
    other = [("Nombre", "Del", "Al"), ("Ana Ruiz", "norte", "sur")]
    assert fields(plan(dated)) == ["full_name", "start", "end"]
    assert fields(plan(other)) == ["full_name", None, None]


def test_what_a_sender_taught_outweighs_a_near_guess_and_the_officer_outweighs_all() -> None:
    known = Directory(learnt={"quito": {"aparato": "phone", "cargo": ""}})
    rows = [("Nombre", "Aparato", "Cargo"), ("Ana Ruiz", "x", "Jefa")]
    made = plan(rows, known=known, sender="quito")
    assert fields(made) == ["full_name", "phone", None]
    assert [c.how for c in made.tables[0].columns][1:] == ["learnt", "learnt"]
    chosen = made.with_field("Hoja1", 2, "note").with_field("Hoja1", 3, "post")
    assert fields(chosen) == ["full_name", "note", "post"]
    assert next(iter(chosen.rows)).values["post"] == "Jefa"
