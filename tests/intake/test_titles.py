"""Whose city a title speaks of, whatever its government is called."""

import pytest

from exchange_desk.intake.directory import Directory, KnownCity
from exchange_desk.intake.places import Clues, Gazetteer
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.intake.titles import city_in
from exchange_desk.support.language import Language
from tests.intake.lists import QUITO, keys, plan, values

GAZETTEER = Gazetteer([])
PERSON = [("Nombre", "Apellidos", "Cargo"), ("Ana", "Ruiz", "Jefa")]


def titled(*title: str, **more: object) -> ImportPlan:
    return plan([title, *PERSON], **more)  # type: ignore[arg-type]


def city(made: ImportPlan) -> tuple[str, str]:
    row = next(iter(made.rows))
    return (row.city.name, row.city.country) if row.city else ("", "")


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("I. MUNICIPALIDAD DE VALPARAÍSO", ("Valparaíso", "CL")),
        ("Ilustre Municipalidad de Concepción", ("Concepción", "CL")),
        ("M.I. Municipalidad de Guayaquil", ("Guayaquil", "EC")),
        ("H. AYUNTAMIENTO DE ZAPOPAN", ("Zapopan", "MX")),
        ("Honorable Ayuntamiento Constitucional de Tlaquepaque, Jal.", ("Tlaquepaque", "MX")),
        ("Excmo. Ayuntamiento de Getafe", ("Getafe", "ES")),
        ("Muy Ilustre Ayuntamiento de Tudela", ("Tudela", "ES")),
        ("Ilustre Ayuntamiento de Bilbao", ("Bilbao", "ES")),
        ("Concello de Lugo", ("Lugo", "ES")),
        ("Ajuntament d’Olot", ("Olot", "ES")),
        ("Gobierno Municipal de Cochabamba", ("Cochabamba", "BO")),
        ("GAD Municipal del Cantón Cuenca", ("Cuenca", "EC")),
        ("Intendencia Departamental de Colonia", ("Colonia del Sacramento", "UY")),
        ("Prefeitura Municipal de Nova Lima - MG", ("Nova Lima", "BR")),
        ("PREFEITURA DO MUNICÍPIO DE SÃO PAULO", ("São Paulo", "BR")),
        ("Alcaldía Municipal de Soacha – Cundinamarca", ("Soacha", "CO")),
        ("Comune di Torino – Servizio Fondi Europei", ("Torino", "IT")),
        ("Stadt Köln – Büro für Internationale Angelegenheiten", ("Köln", "DE")),
        ("Landeshauptstadt München", ("München", "DE")),
        ("Gemeente Utrecht", ("Utrecht", "NL")),
        ("COUNTY GOVERNMENT OF KISUMU", ("Kisumu", "KE")),
        ("Kisumu County Government", ("Kisumu", "KE")),
        ("City of Cape Town Metropolitan Municipality", ("Cape Town", "ZA")),
        ("Mexico City Council", ("Ciudad de México", "MX")),
        ("İstanbul Büyükşehir Belediyesi", ("Istanbul", "TR")),
        ("جماعة الرباط", ("Rabat", "MA")),
        ("Dirección de Cultura del Ayuntamiento de Getafe 2026", ("Getafe", "ES")),
        ("Lista de participantes del municipio de Zapopan, Jalisco", ("Zapopan", "MX")),
    ],
)
def test_the_government_in_a_title_is_the_city_of_the_rows(title: str, found: tuple[str, str]) -> None:
    made = titled(title)
    assert city(made) == found
    assert "context.city" in keys(made)[0]


@pytest.mark.parametrize(
    "title",
    [
        "Gobierno Federal",
        "Gobierno del Estado de Jalisco",
        "Gobierno de la Provincia de Córdoba",
        "Plan municipal de desarrollo",
        "Concejo Municipal de la Mujer",
        "Ciudad de los niños",
        "Ciudad y territorio",
        "Servicio Municipal de Empleo",
        "Programa de intercambio: ciudad y territorio",
    ],
)
def test_other_titles_name_no_city(title: str) -> None:
    made = titled(title)
    assert (values(made)[0].get("city"), made.questions) == (None, ())


def test_each_cell_of_a_title_row_is_looked_at_by_itself() -> None:
    rows = [(*PERSON[0], "Correo"), (*PERSON[1], "ana@example.org")]
    made = plan([("ALCALDÍA DE MEDELLÍN", "", "", "Secretaría de Gestión Humana"), *rows])
    assert city(made) == ("Medellín", "CO")
    assert made.tables[0].set_aside[0].text == "ALCALDÍA DE MEDELLÍN | Secretaría de Gestión Humana"
    assert city(titled("Lista de Getafe", "", "Excmo. Ayuntamiento de Getafe")) == ("Getafe", "ES")
    assert values(titled("Departamento:", "Salto"))[0]["region"] == "Salto"


def test_a_government_with_namesakes_is_asked_about_once_among_those_called_so() -> None:
    made = plan([("AYUNTAMIENTO DE MÉRIDA",), PERSON[0], ("Ana", "Ruiz", ""), ("Eva", "Gil", "")])
    assert [(q.key, len(q.rows)) for q in made.questions] == [("city.homonym", 2)]
    lands = [option.id.partition(":")[0] for option in made.questions[0].options[:-2]]
    assert lands[:2] == ["MX", "ES"]
    assert set(lands) == {"MX", "ES"}
    answered = made.answer(made.questions[0].id, made.questions[0].options[0].id)
    assert {v["city"] for v in values(answered)} == {"Mérida"}


def test_nothing_is_asked_where_the_list_has_cities_or_its_sender_is_known() -> None:
    made = plan([("Municipio de San Martín",), (*PERSON[0], "Ciudad"), ("Ana", "Ruiz", "", "Quito")])
    assert made.questions == ()
    sent = titled("Municipio de San Martín", known=Directory(cities=(QUITO,)), sender="quito")
    assert (sent.questions, city(sent)) == ((), ("Quito", "EC"))


def test_what_the_list_says_of_its_country_decides() -> None:
    assert city_in("Ayuntamiento de Mérida", GAZETTEER, Clues(of_list="MX")) is not None
    rows = [(*PERSON[0], "Correo"), *[("Ana", "Ruiz", "", f"a{n}@ayuntamiento.mx") for n in range(3)]]
    assert city(plan([("AYUNTAMIENTO DE MÉRIDA",), *rows])) == ("Mérida", "MX")


def test_a_city_of_the_desk_comes_first() -> None:
    known = Directory(cities=(KnownCity("m", "Mérida", "VE"),))
    row = next(iter(titled("Alcaldía de Mérida", known=known).rows))
    assert row.city is not None
    assert row.city.id == "m"


def test_the_city_is_told_with_its_region_and_only_once() -> None:
    made = titled("Concello de Lugo")
    notes = [each.problem for each in next(iter(made.rows)).problems]
    assert [note.key for note in notes] == ["context.city", "city.added"]
    assert notes[0].say(Language("en")) == "The city Lugo (Galicia) was taken from “Concello de Lugo”."
