"""Columns of cities under headings that nobody knows, told by what stands in them."""

import pytest

from exchange_desk.intake.towns import share_of_towns, speaks_of_another_place
from tests.intake.lists import fields, plan, values

PEOPLE = (("Ana", "Ruiz"), ("Eva", "Gil"), ("Luz", "Mora"), ("Iván", "Paredes"), ("Olga", "Quispe"), ("Tomás", "Vega"))
TOWNS = ("Envigado", "Bello", "Itagüí", "Sabaneta", "La Estrella", "Caldas")


def under(heading: str, *more: str) -> list[str | None]:
    rows = [(*who, town, *["" for _ in more]) for who, town in zip(PEOPLE, TOWNS, strict=True)]
    return fields(plan([("Nombre", "Apellidos", heading, *more), *rows]))


def test_a_heading_nobody_knows_over_towns_of_one_country_is_the_city() -> None:
    made = plan([("Nombre", "Apellidos", "Asentamiento"), *[(*w, t) for w, t in zip(PEOPLE, TOWNS, strict=True)]])
    assert [(c.field, c.how) for c in made.tables[0].columns][2] == ("city", "content")
    assert {v.get("country") for v in values(made)} <= {"CO", None}


@pytest.mark.parametrize(
    "heading",
    [
        "Lugar de nacimiento",
        "Luogo di nascita",
        "Nac. en",
        "Natural de (nacim.)",
        "Destino solicitado",
        "Visitó",
        "Ciudad destino",
    ],
)
def test_places_of_birth_and_destinations_are_not_the_city(heading: str) -> None:
    assert under(heading)[2] != "city"


def test_a_column_that_says_city_stays_the_city() -> None:
    assert under("Asentamiento", "Ciudad")[2:] == [None, "city"]


def test_few_towns_are_enough_where_there_are_no_headings() -> None:
    rows = [
        ("García López, María José", "mgarcia@example.org", "Sevilla"),
        ("Romero Díaz, Antonio", "aromero@example.org", "Dos Hermanas"),
        ("Núñez, Ana", "anunez@example.org", "Carmona"),
    ]
    assert fields(plan(rows)) == ["full_name", "email", "city"]


@pytest.mark.parametrize(
    "texts",
    [
        ("García", "Ruiz", "Mora", "López", "Paredes", "Gil"),
        ("Silva", "Santos", "Oliveira", "Pereira", "Barros", "Castro"),
        ("Finanzas", "Turismo", "Obras", "Cultura", "Salud"),
        ("Antioquia", "Cauca", "Nariño", "Huila", "Meta"),
        ("Norte", "Sur", "Centro", "Este", "Oeste"),
        ("Quito", "Lima", "Bogotá", "Montevideo", "Rabat"),
        ("Kent", "Lincoln", "Washington", "Preston", "Bolton", "Smith"),
        (),
    ],
)
def test_surnames_offices_regions_and_cities_of_the_world_are_no_towns_of_one_country(texts: tuple[str, ...]) -> None:
    assert share_of_towns(texts)[0] < 0.9


def test_towns_of_one_country_are_seen_in_any_country() -> None:
    for towns in (
        ("Leeds", "Rotherham", "Huddersfield"),
        ("Torino", "Moncalieri", "Rivoli"),
        ("Contagem", "Betim", "Sabará"),
    ):
        assert share_of_towns(towns) == (1.0, 3)


def test_headings_that_speak_of_another_place() -> None:
    assert [speaks_of_another_place(t) for t in ("Lugar nac.", "Host town", "Sede", "Población")] == [
        True,
        True,
        False,
        False,
    ]
