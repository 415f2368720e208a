"""Cities that a list brings with it: made once, with where they lie, and never taken for another of the name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from exchange_desk.intake.directory import KnownCity
from exchange_desk.model import City, CityAlias, Official
from exchange_desk.services.desk import Desk
from exchange_desk.services.whereabouts import Cities
from tests import builders

HEAD = ("Nombres", "Apellidos", "Ciudad", "Estado o provincia", "País")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk.open(tmp_path / "prueba.desk")
    yield made
    made.close()


def take(desk: Desk, folder: Path, *rows: tuple[str | None, ...], **answers: str) -> None:
    file = builders.xlsx(folder / "lista.xlsx", {"Postulados": [HEAD, *rows]})
    desk.imports.apply(desk.imports.plan(file).answer_all(answers))


def cities(desk: Desk) -> list[tuple[str, str, str]]:
    return sorted((city.name, city.region, city.country) for city in desk.database.find(City))


def test_a_new_city_is_made_once_with_where_it_lies(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, ("Ana", "Ruiz", "GUARULHOS", None, "Brasil"), ("Eva", "Gil", "Guarulhos - SP", None, None))
    (city,) = desk.database.find(City)
    assert (city.name, city.country, city.region) == ("Guarulhos", "BR", "São Paulo")
    assert (city.latitude, city.longitude, city.time_zone) == (-23.46, -46.53, "America/Sao_Paulo")
    assert {official.city_id for official in desk.database.find(Official)} == {city.id}


def test_two_cities_of_one_name_in_one_country_stay_two(desk: Desk, tmp_path: Path) -> None:
    rows = [
        ("Ana", "Ruiz", "Mercedes", "Corrientes", "Argentina"),
        ("Eva", "Gil", "Mercedes", "Buenos Aires", "Argentina"),
    ]
    take(desk, tmp_path, *rows)
    assert cities(desk) == [("Mercedes", "Buenos Aires", "AR"), ("Mercedes", "Corrientes", "AR")]


def test_the_city_of_the_desk_is_used_whatever_it_is_called(desk: Desk, tmp_path: Path) -> None:
    desk.records.save(City(name="Ciudad de México", country="MX"))
    take(desk, tmp_path, ("Ana", "Ruiz", "CDMX", None, None), ("Eva", "Gil", "Mexico City", None, None))
    assert cities(desk) == [("Ciudad de México", "", "MX")]


def test_a_namesake_of_the_desks_city_is_a_city_of_its_own(desk: Desk, tmp_path: Path) -> None:
    desk.records.save(City(name="Córdoba", country="AR"))
    take(desk, tmp_path, ("Ana", "Ruiz", "Córdoba", None, "España"), ("Eva", "Gil", "Córdoba", None, "Argentina"))
    assert cities(desk) == [("Córdoba", "", "AR"), ("Córdoba", "Andalucía", "ES")]


def test_an_answer_is_remembered_as_a_name_of_the_city(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, ("Ana", "Ruiz", "Barranqilla", None, None), **{"city:barranqilla": "CO:barranquilla"})
    (city,) = desk.database.find(City)
    assert [(alias.text, alias.kind) for alias in desk.database.find(CityAlias)] == [("Barranqilla", "learnt")]
    again = builders.xlsx(tmp_path / "otra.xlsx", {"Postulados": [HEAD, ("Luz", "Mora", "BARRANQILLA", None, None)]})
    plan = desk.imports.plan(again)
    assert plan.questions == ()
    assert [row.city.id for row in plan.rows if row.city] == [city.id]


def test_a_city_that_nobody_knows_takes_the_region_of_its_row(desk: Desk) -> None:
    made = Cities(desk.database)
    found = made.id_of(KnownCity(None, "Villa Azul", "UY"), "Canelones")
    assert made.made[found].region == "Canelones"
    assert made.id_of(KnownCity(None, "VILLA AZUL", "UY"), "") == found
