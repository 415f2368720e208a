"""What follows from a row taken as a whole: the country and its evidence, cities of another country, reversed days."""

from datetime import date
from typing import Any

import pytest

from exchange_desk.intake.directory import Directory
from exchange_desk.support.language import Language
from tests.intake.lists import QUITO, keys, plan, values

HEAD = ("Nombre", "Apellidos", "Correo", "Nacionalidad", "Provincia", "Ciudad", "País", "Desde", "Hasta")


def row(name: str, **given: Any) -> tuple[Any, ...]:
    named = {"mail": 2, "nationality": 3, "region": 4, "city": 5, "country": 6, "start": 7, "end": 8}
    cells: list[Any] = [name, "Ruiz Vega", *[None] * 7]
    for key, value in given.items():
        cells[named[key]] = value
    return tuple(cells)


def country_and_keys(made: Any) -> list[tuple[Any, list[str]]]:
    return [(v.get("country"), k) for v, k in zip(values(made), keys(made), strict=True)]


def test_the_nationality_tells_the_country_and_says_so() -> None:
    made = plan([HEAD, row("Ana", nationality="Colombiana"), row("Eva", nationality="PE")])
    assert country_and_keys(made) == [("CO", ["country.nationality"]), ("PE", ["country.nationality"])]


def test_a_city_of_the_row_outweighs_the_nationality() -> None:
    made = plan([HEAD, row("Ana", nationality="Colombiana", city="Quito")])
    assert country_and_keys(made) == [("EC", ["city.added"])]


def test_the_sender_tells_the_country_where_the_row_does_not() -> None:
    rows = [HEAD, row("Ana"), row("Eva", nationality="Peruana"), row("Luz", country="Chile")]
    made = plan(rows, known=Directory(cities=(QUITO,)), sender="quito")
    assert [v["country"] for v in values(made)] == ["EC", "PE", "CL"]
    assert [k[:1] for k in keys(made)] == [["country.sender"], ["country.nationality"], []]


def test_regions_tell_the_country_one_by_one_or_together() -> None:
    made = plan([HEAD, row("Ana", region="Antioquia"), row("Eva", region="Córdoba"), row("Luz", region="Sucre")])
    assert values(made)[0]["country"] == "CO"
    together = [row("Ana", region="Santa Fe"), row("Eva", region="Córdoba"), row("Luz", region="Tucumán")]
    assert [v.get("country") for v in values(plan([HEAD, *together]))] == ["AR"] * 3


def test_domains_tell_the_country_only_when_they_all_agree() -> None:
    mails = ["a@example.uy", "b@example.uy", "c@example.com", "d@example.uy"]
    made = plan([HEAD, *[row(f"Ana {m[0]}", mail=m) for m in mails]])
    assert [v.get("country") for v in values(made)] == ["UY"] * 4
    assert "country.domain" in keys(made)[2]
    made = plan([HEAD, *[row(f"Ana {m[0]}", mail=m) for m in [*mails, "e@example.ar"]]])
    assert [v.get("country") for v in values(made)] == [None] * 5


def test_texts_without_an_at_sign_are_no_domains() -> None:
    made = plan([HEAD, *[row(f"Ana {n}", mail="secretaria del al") for n in "abcd"]])
    assert [v.get("country") for v in values(made)] == [None] * 4
    made = plan([HEAD, *[row(f"Ana {n}", mail="gabinete.al") for n in "abcd"]])
    assert [v.get("country") for v in values(made)] == [None] * 4


def test_a_city_known_in_another_country_only_is_asked_and_not_moved() -> None:
    made = plan([HEAD, row("Ana", city="Quito", country="España"), row("Eva", city="Quito", country="Ecuador")])
    assert [q.id for q in made.questions] == ["city:quito:ES"]
    assert [r.outcome for r in made.rows] == ["waiting", "new"]
    new = made.answer("city:quito:ES", "new")
    assert [(v["city"], v["country"]) for v in values(new)] == [("Quito", "ES"), ("Quito", "EC")]
    old = made.answer("city:quito:ES", "EC:quito")
    assert [(v["city"], v["country"]) for v in values(old)] == [("Quito", "EC")] * 2


def test_a_city_corrects_the_country_that_only_a_title_told() -> None:
    made = plan([("REPÚBLICA DE COLOMBIA",), HEAD, row("Ana", city="Medellín"), row("Eva", city="Quito")])
    assert [v["country"] for v in values(made)] == ["CO", "EC"]
    assert "context.country" not in keys(made)[1]


@pytest.mark.parametrize("code", ["en", "es", "fr", "pt"])
def test_days_that_end_before_they_start_are_left_out_with_a_sentence(code: str) -> None:
    made = plan([
        HEAD,
        row("Ana", start=date(2026, 3, 10), end=date(2026, 3, 1)),
        row("Eva", start=date(2026, 3, 10), end=date(2026, 3, 10)),
    ])  # fmt: skip
    first, second = values(made)
    assert {"start", "end"}.isdisjoint(first)
    assert (second["start"], second["end"]) == (date(2026, 3, 10), date(2026, 3, 10))
    (found,) = next(iter(made.rows)).problems
    assert (found.problem.key, found.problem.severity) == ("period.reversed", "warning")
    assert "2026" in found.problem.say(Language(code))


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["Ana Ruiz Vega", "Juan Gil Mora"], "given_first"),
        (["RUIZ VEGA Ana", "GIL MORA Juan"], "family_first"),
        (["Ruiz Vega, Ana", "Gil Mora, Juan"], "family_first"),
    ],
)
def test_every_column_of_full_names_says_what_stands_first(cells: list[str], order: str) -> None:
    made = plan([("Nombre completo", "Correo"), *[(cell, None) for cell in cells]])
    assert made.report(Language("es"))["tables"][0]["columns"][0]["order"] == order
