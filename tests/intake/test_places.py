"""Cities, regions and countries of a list: found by any name, homonyms decided by evidence or asked about."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange_desk.intake import places
from exchange_desk.intake.directory import Directory, KnownCity
from exchange_desk.intake.places import Clues, Gazetteer
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.language import Language
from exchange_desk.support.text import fold
from exchange_desk.support.world import Place, world
from tests.intake.lists import QUITO, keys, plan, sheet, values
from tests.support.test_world import PLACES

HEAD = ("Nombre", "Apellidos", "Ciudad")
PEOPLE = (("Ana", "Ruiz"), ("Eva", "Gil"), ("Luz", "Mora"), ("Iván", "Paredes"), ("Olga", "Quispe"), ("Tomás", "Vega"))
GAZETTEER = Gazetteer([])


def cities(*texts: str, title: str = "", head: tuple[str, ...] = HEAD, **more: Any) -> ImportPlan:
    """A list of one person for each city."""
    titles = [(title,)] if title else []
    return plan([*titles, head, *[(*who, text) for who, text in zip(PEOPLE, texts, strict=False)]], **more)


def with_land(*pairs: tuple[str, str]) -> ImportPlan:
    """A list with a city and a country for each person."""
    return plan([(*HEAD, "País"), *[(*who, *pair) for who, pair in zip(PEOPLE, pairs, strict=False)]])


def found(made: ImportPlan) -> list[tuple[str, str, str]]:
    """Name, region and country of each row's city."""
    return [(row.city.name, row.city.region, row.city.country) if row.city else ("", "", "") for row in made.rows]


def asked(made: ImportPlan) -> list[str]:
    return [question.key for question in made.questions]


def offered(made: ImportPlan) -> list[str]:
    return [option.id for option in made.questions[0].options]


# --- countries


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("México", "MX"),
        ("mexicana", "MX"),
        ("Brasil", "BR"),
        ("EE.UU.", "US"),
        ("française", "FR"),
        ("COL", "CO"),
        ("PRY", "PY"),
        ("URU", "UY"),
        ("uy", "UY"),
        ("Rep. Dominicana", "DO"),
        ("Holanda", "NL"),
        ("deutsch", "DE"),
        ("Österreicherin", "AT"),
        ("schweizerisch", "CH"),
        ("Vereinigte Staaten", "US"),
        ("Stati Uniti", "US"),
        ("Estats Units", "US"),
        ("italiana", "IT"),
        ("tedesca", "DE"),
        ("alemany", "DE"),
        ("xilena", "CL"),
        ("brasileiro", "BR"),
        ("brasileira", "BR"),
        ("brasiliana", "BR"),
        ("kenyan", "KE"),
        ("keniana", "KE"),
        ("queniano", "KE"),
        ("sul-africana", "ZA"),
        ("nigeriana", "NG"),
        ("nigérienne", "NE"),
        ("surcoreano", "KR"),
        ("escocesa", "GB"),
        ("Països Baixos", "NL"),
        ("Duitsland", "DE"),
        ("Marrocos", "MA"),
        ("Ruiz", None),
        ("Romana", None),
        ("Jefe de servicio", None),
        ("Narnia", None),
        ("per", None),
        ("are", None),
    ],
)
def test_countries_and_nationalities_in_four_languages(text: str, code: str | None) -> None:
    assert places.country(text) == code


@pytest.mark.parametrize(
    "code", ["AR", "BO", "BR", "CL", "CO", "CR", "EC", "ES", "FR", "MX", "PE", "UY", "VE", "DE", "MA"]
)
def test_every_country_name_that_we_print_is_read_back(code: str) -> None:
    for spoken in ("es", "pt", "fr", "en"):
        assert places.country(Language(spoken).country(code)) == code


def test_yes_and_no_are_no_provinces() -> None:
    assert [places.region_countries(text) for text in ("SI", "NO", "B1", "M", "F", "OK")] == [frozenset()] * 6
    assert places.region_countries("MG") == {"BR"}
    assert "AR" in places.region_countries("Prov. de Buenos Aires")


# --- names


@pytest.mark.parametrize(
    ("text", "name", "region"),
    [
        ("CDMX", "Ciudad de México", "Ciudad de México"),
        ("México, D.F.", "Ciudad de México", "Ciudad de México"),
        ("Belo Horizonte - MG", "Belo Horizonte", "Minas Gerais"),
        ("Belo Horizonte/MG", "Belo Horizonte", "Minas Gerais"),
        ("Belo Horizonte-MG", "Belo Horizonte", "Minas Gerais"),
        ("PBH", "Belo Horizonte", "Minas Gerais"),
        ("Montevideo (Intendencia de)", "Montevideo", "Montevideo"),
        ("Intendencia de Montevideo", "Montevideo", "Montevideo"),
        ("IMM", "Montevideo", "Montevideo"),
        ("Quito (DMQ)", "Quito", "Pichincha"),
        ("MML", "Lima", "Lima Metropolitana"),
        ("Medellín – Antioquia", "Medellín", "Antioquia"),
        ("Antioquia/Medellín", "Medellín", "Antioquia"),
        ("medellin", "Medellín", "Antioquia"),
        ("Morón (Prov. Bs. As.)", "Morón", "Buenos Aires"),
        ("Lima, OH", "Lima", "Ohio"),
        ("Austin, TX", "Austin", "Texas"),
        ("Austin TX", "Austin", "Texas"),
        ("Milano (MI)", "Milano", "Lombardia"),
        ("Curitiba (PR)", "Curitiba", "Paraná"),
        ("Guadalajara, Jalisco, México", "Guadalajara", "Jalisco"),
        ("Pachuca de Soto, Hgo.", "Pachuca de Soto", "Hidalgo"),
        ("Monterrey NL", "Monterrey", "Nuevo León"),
        ("Rosario Santa Fe", "Rosario", "Santa Fe"),
        ("Cusco - Perú", "Cusco", "Cusco"),
        ("Prefeitura Municipal de Belo Horizonte", "Belo Horizonte", "Minas Gerais"),
        ("Prefeitura de Guarulhos", "Guarulhos", "São Paulo"),
        ("Gobierno Autónomo Municipal de La Paz", "La Paz", "La Paz"),
        ("Municipalidad de Rosario", "Rosario", "Santa Fe"),
        ("Intendencia de Salto", "Salto", "Salto"),
        ("Ajuntament de Sabadell", "Sabadell", "Cataluña"),
        ("Ville de Bordeaux", "Bordeaux", "Nouvelle-Aquitaine"),
        ("Nueva York", "New York", "New York"),
        ("Pto. Montt", "Puerto Montt", "Los Lagos"),
        ("Gral. Pico", "General Pico", "La Pampa"),
        ("Ciudad Juárez", "Ciudad Juárez", "Chihuahua"),
        ("Vitoria-Gasteiz", "Vitoria-Gasteiz", "País Vasco"),
    ],
)
def test_cities_by_any_of_their_names(text: str, name: str, region: str) -> None:
    assert found(cities(text)) == [(name, region, found(cities(text))[0][2])]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Barranqilla", "CO:barranquilla"),
        ("Medellyn", "CO:medellin"),
        ("S?o Paulo", "BR:sao paulo"),
        ("Montevidio", "UY:montevideo"),
    ],
)
def test_misspelt_and_damaged_names_are_proposed_not_taken(text: str, near: str) -> None:
    made = cities(text)
    assert asked(made) == ["city.similar"]
    assert near in offered(made)
    assert [row.city for row in made.rows] == [None]


# --- homonyms

HOMONYMS = {
    "Morón": ("AR", "CU", "VE"),
    "Mérida": ("MX", "ES", "VE"),
    "Córdoba": ("AR", "ES", "MX"),
    "San José": ("CR", "US"),
    "Victoria": ("CA", "AR", "CL"),
    "Valencia": ("ES", "VE", "EC"),
    "Guadalajara": ("MX", "ES"),
    "Trinidad": ("BO", "CU", "UY"),
    "León": ("MX", "ES", "NI"),
    "Granada": ("ES", "NI", "CO"),
    "Cartagena": ("CO", "ES", "CL"),
    "Lima": ("PE", "US", "AR", "PY"),
    "Santiago": ("CL", "DO", "CU", "ES"),
    "San Martín": ("AR", "PE", "SV"),
    "Barcelona": ("ES", "VE"),
    "La Paz": ("BO", "MX", "UY", "AR"),
}
BY_SIZE = {"Lima"}


@pytest.mark.parametrize("text", sorted(HOMONYMS))
def test_a_homonym_is_asked_once_or_the_far_larger_one_is_named(text: str) -> None:
    made = cities(text, text)
    if text in BY_SIZE:
        assert made.questions == ()
        assert keys(made)[0][0] == "city.by_size"
    else:
        assert [(q.key, len(q.rows)) for q in made.questions] == [("city.homonym", 2)]
        assert len(offered(made)) >= 4


@pytest.mark.parametrize(("text", "land"), [(text, land) for text, lands in HOMONYMS.items() for land in lands])
def test_the_country_of_the_row_decides(text: str, land: str) -> None:
    made = with_land((text, Language("es").country(land)))
    if made.questions:
        assert {option.split(":")[0] for option in offered(made)[:-2]} == {land}
    else:
        assert (found(made)[0][2], values(made)[0]["country"]) == (land, land)


def test_a_region_in_a_column_of_its_own_decides() -> None:
    head = (*HEAD, "Estado o provincia")
    rows = [("Ana", "Ruiz", "San Martín", "Mendoza"), ("Eva", "Gil", "Granada", "Antioquia")]
    assert found(plan([head, *rows])) == [("San Martín", "Mendoza", "AR"), ("Granada", "Antioquia", "CO")]


def test_the_other_cities_of_the_list_decide_and_it_is_said() -> None:
    made = cities("Rosario", "Mar del Plata", "Bahía Blanca", "Córdoba")
    assert found(made)[3] == ("Córdoba", "Córdoba", "AR")
    assert keys(made)[3] == ["city.by_list", "city.added"]
    note = next(iter(made.tables[0].rows[3].problems)).problem.say(Language("es"))
    assert "Córdoba (Córdoba, Argentina)" in note


def test_a_list_of_many_countries_decides_nothing() -> None:
    made = cities("Bogotá", "Quito", "Montevideo", "Curitiba", "Córdoba")
    assert asked(made) == ["city.homonym"]


def test_the_country_of_the_sender_and_of_a_title_decide() -> None:
    known = Directory(cities=(KnownCity("r", "Rosario", "AR"),))
    assert found(cities("Córdoba", title="REPÚBLICA ARGENTINA")) == [("Córdoba", "Córdoba", "AR")]
    made = cities("Mar del Plata", "Rosario", "Córdoba", known=known, sender="r")
    assert [each[2] for each in found(made)] == ["AR", "AR", "AR"]


def test_a_village_of_the_lists_country_is_not_taken_before_a_large_city_elsewhere() -> None:
    made = cities("Bahía Blanca", "Mar del Plata", "Lima")
    assert asked(made) == ["city.homonym"]
    assert "AR:lima" in offered(made)


def test_a_city_found_only_outside_the_lists_country_is_asked_about() -> None:
    made = cities("Bahía Blanca", "Mar del Plata", "Villa Carlos Paz", "Fray Bentos")
    assert "city.elsewhere" in asked(made)
    assert values(made)[3]["city"] == "Fray Bentos"
    large = cities("Bahía Blanca", "Mar del Plata", "Posadas", "Montevideo")
    assert large.questions == ()


def test_the_row_against_the_city_is_asked_and_not_moved() -> None:
    head = (*HEAD, "Estado o provincia")
    made = plan([head, ("Ana", "Ruiz", "Medellín", "Cundinamarca")])
    assert [(q.id, q.key) for q in made.questions] == [("city:medellin:cundinamarca", "city.elsewhere")]
    text = made.questions[0].say(Language("en"))
    assert text == "The list says Cundinamarca, but “Medellín” is only known elsewhere. Which city is meant?"


def test_options_tell_region_country_and_size_and_the_largest_stands_first() -> None:
    made = cities("Guadalajara")
    texts = [option.say(Language("en")) for option in made.questions[0].options]
    assert texts[:2] == [
        "Guadalajara (Jalisco, Mexico), about 1,400,000 people",
        "Guadalajara (Castilla-La Mancha, Spain), about 93,000 people",
    ]


def test_several_of_one_name_in_one_country_have_answers_of_their_own() -> None:
    made = with_land(("Mercedes", "Argentina"))
    answers = [option for option in offered(made) if option.startswith("AR:")]
    assert len(answers) == len(set(answers)) > 1
    for answer in answers:
        assert fold(found(made.answer(made.questions[0].id, answer))[0][1]) == answer.split(":")[2]


# --- what a list says of its country beside the cities

ENGLISH = ("First name", "Surname", "City", "State")


def test_codes_of_states_decide_under_any_of_their_headings() -> None:
    rows = [("Ann", "Gray", "Lima", "OH"), ("Eve", "Hill", "San José", "CA"), ("Joe", "Park", "Austin", "TX")]
    for heading in ("State", "State/Province", "Estado"):
        made = plan([(*ENGLISH[:3], heading), *rows])
        assert found(made) == [
            ("Lima", "Ohio", "US"),
            ("San Jose", "California", "US"),
            ("Austin", "Texas", "US"),
        ], heading
        assert made.questions == ()


def test_one_code_for_all_rows_counts_where_its_language_is_spoken() -> None:
    texas = plan([ENGLISH, ("Ann", "Gray", "Paris", "TX"), ("Eve", "Hill", "Athens", "TX")])
    assert [each[1:] for each in found(texas)] == [("Texas", "US")] * 2
    acre = plan([("Nome", "Sobrenome", "Município", "UF"), ("Ana", "Lima", "Rio Branco", "AC")])
    assert found(acre) == [("Rio Branco", "Acre", "BR")]


def test_a_code_against_the_city_is_asked_about() -> None:
    made = plan([ENGLISH, ("Ann", "Gray", "Lima", "TX"), ("Joe", "Park", "Dayton", "OH")])
    assert [(q.key, q.rows) for q in made.questions] == [("city.elsewhere", (("Hoja1", 2),))]


@pytest.mark.parametrize("answers", [("SI", "NO"), ("OK", "OK"), ("Activo", "Baja"), ("B1", "A2")])
def test_a_state_that_is_no_region_is_left_alone(answers: tuple[str, str]) -> None:
    made = plan([(*HEAD, "Estado"), *[(*who, "Quito", text) for who, text in zip(PEOPLE, answers, strict=False)]])
    assert ([v.get("region") for v in values(made)], made.questions) == ([None, None], ())


def test_codes_that_two_countries_use_restrict_the_city_to_both() -> None:
    assert places.coded_lands(["PA", "SC"]) == {"BR", "US"}
    result = GAZETTEER.find("Santarém", None, Clues(region="PA", coded=frozenset({"BR", "US"})))
    assert result.sure is not None
    assert (result.sure.region, result.sure.country) == ("Pará", "BR")


def test_size_does_not_decide_in_a_list_in_another_language() -> None:
    rows = [("Ann", "Gray", "Lima"), ("Joe", "Park", "Paris")]
    made = plan([ENGLISH[:3], *rows])
    assert asked(made) == ["city.homonym", "city.homonym"]
    lands = [option.split(":")[0] for option in offered(made)[:-2]]
    assert {"PE", "US"} <= set(lands)
    assert plan([HEAD, ("Ana", "Ruiz", "Lima")]).questions == ()


def test_size_does_not_decide_where_anything_points_to_a_namesake() -> None:
    head = (*HEAD, "Teléfono", "Correo")
    row = ("Ana", "Ruiz", "Lima")
    assert asked(plan([head, (*row, "+1 419 555 0102", "")])) == ["city.homonym"]
    assert asked(plan([head, (*row, "", "ana@example.us")])) == ["city.homonym"]
    assert asked(plan([head, (*row, "+51 959 123 456", "ana@example.pe")])) == []
    assert asked(cities("Lima", "Pittsburgh")) == ["city.homonym"]
    assert asked(cities("Lima", "Quito")) == []


def test_telephones_with_a_prefix_tell_the_country_of_the_list() -> None:
    def with_phones(*phones: str) -> ImportPlan:
        return plan(
            [(*HEAD, "Teléfono"), *[(*who, "Córdoba", phone) for who, phone in zip(PEOPLE, phones, strict=False)]]
        )

    made = with_phones("+54 351 555 0101", "+54 351 555 0102", "0054 351 555 0103")
    assert found(made) == [("Córdoba", "Córdoba", "AR")] * 3
    assert asked(with_phones("+54 351 555 0101", "+34 957 555 010", "")) == ["city.homonym"]


def test_options_begin_where_the_language_of_the_list_is_spoken() -> None:
    spanish, english = cities("San José"), plan([ENGLISH[:3], ("Ann", "Gray", "San José")])
    assert offered(spanish)[0] == "CR:san jose:san jose"
    assert offered(english)[0] == "US:san jose"
    lands = [option.split(":")[0] for option in offered(spanish)[:-2]]
    assert lands.count("PH") <= 1
    said = [option.say(Language("es")) for option in spanish.questions[0].options]
    assert said[0].startswith("San José (San José, Costa Rica), unos 340.000 habitantes")


# --- never silently


@pytest.mark.parametrize("text", ["Finanzas", "Dirección de Cultura", "Capital", "Secretaría de Movilidad", "Interior"])
def test_what_is_no_city_is_asked_about(text: str) -> None:
    made = cities("Villa Carlos Paz", "Mar del Plata", text)
    assert asked(made) == ["city.doubtful"]
    assert offered(made) == ["new", "none"]


@pytest.mark.parametrize("text", ["Jalisco", "Antioquia", "México", "Guerrero", "Martínez", "Dolores", "Guatemala"])
def test_regions_countries_and_surnames_become_no_city_by_themselves(text: str) -> None:
    made = cities(text)
    assert [row.city for row in made.rows] == [None]
    assert len(made.questions) == 1


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PLACES))
def test_a_city_with_its_country_is_itself_or_asked(place: Place) -> None:
    result = GAZETTEER.find(place.name, None, Clues(country=place.country))
    if result.sure:
        same = [each for each in world().named(place.name) if each.country == place.country]
        chosen = (result.sure.country, result.sure.latitude, result.sure.longitude)
        assert chosen in [(each.country, each.latitude, each.longitude) for each in same]
        assert result.why == "size" or chosen[1:] == (place.latitude, place.longitude)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PLACES))
def test_a_city_with_country_and_region_is_never_another(place: Place) -> None:
    result = GAZETTEER.find(f"{place.name} ({place.region})", None, Clues(country=place.country))
    if result.sure and place.region:
        assert (result.sure.country, result.sure.region) == (place.country, place.region)


def test_towns_of_the_exchanges_are_found_by_name_and_country() -> None:
    towns = [p for p in PLACES if p.country in ("AR", "BR", "CO", "ES", "FR", "MX", "PE", "UY") and p.population > 9000]
    sample = random.Random(5).sample(towns, 300)
    results = [GAZETTEER.find(place.name, None, Clues(country=place.country)).sure for place in sample]
    wrong = [
        p for p, r in zip(sample, results, strict=True) if r and (r.latitude, r.longitude) != (p.latitude, p.longitude)
    ]
    assert wrong == []
    assert sum(each is not None for each in results) >= 0.85 * len(sample)


# --- the desk's own, and new ones


def test_the_desks_own_cities_come_first() -> None:
    known = Directory(cities=(KnownCity("c1", "Córdoba", "AR"), QUITO))
    made = cities("Córdoba", "DMQ", known=known)
    assert [row.city.id for row in made.rows if row.city] == ["c1", "quito"]


def test_the_world_is_not_read_for_what_the_desk_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed() -> None:
        raise AssertionError("the world was opened")

    monkeypatch.setattr(places, "world", closed)
    known = Directory(cities=(KnownCity("c1", "Córdoba", "AR"), QUITO))
    assert [row.city.id for row in cities("Córdoba", "Quito", "DMQ", known=known).rows if row.city] == [
        "c1",
        "quito",
    ] * 1 + ["quito"]


def test_another_city_of_the_name_of_one_of_the_desk_is_not_taken_for_it() -> None:
    known = Directory(cities=(KnownCity("c1", "Córdoba", "AR"),))
    made = plan([(*HEAD, "País"), ("Ana", "Ruiz", "Córdoba", "España")], known=known)
    assert found(made) == [("Córdoba", "Andalucía", "ES")]
    assert made.rows.__next__().city.id is None  # type: ignore[union-attr]


def test_a_new_city_says_so_and_brings_its_position() -> None:
    made = cities("Guarulhos")
    row = next(iter(made.rows))
    assert keys(made) == [["city.added"]]
    assert row.city is not None
    assert (row.city.latitude, row.city.longitude, row.city.time_zone) == (-23.46, -46.53, "America/Sao_Paulo")
    assert values(made)[0]["country"] == "BR"


def test_a_learnt_name_counts_in_its_own_country_and_is_asked_elsewhere() -> None:
    city = KnownCity("ba", "Buenos Aires", "AR", ("La Reina",), learnt=frozenset({"La Reina"}))
    known = Directory(cities=(city,))
    assert [r.city.id for r in with_known("La Reina", "Argentina", known).rows if r.city] == ["ba"]
    chile = with_known("La Reina", "Chile", known)
    assert [r.city.id for r in chile.rows if r.city] != ["ba"]


def with_known(city: str, land: str, known: Directory) -> ImportPlan:
    return plan([(*HEAD, "País"), ("Ana", "Ruiz", city, land)], known=known)


def test_a_near_city_is_asked_about_and_an_unknown_one_is_added_with_a_warning() -> None:
    made = with_land(("Medellyn", "Colombia"), ("Villa Xyzzy", "Colombia"))
    assert asked(made) == ["city.similar"]
    assert keys(made)[1] == ["city.unknown"]
    assert values(made.answer("city:medellyn", "CO:medellin"))[0]["city"] == "Medellín"


# --- titles, sheets, groups, institutions


def test_titles_sheet_names_and_the_sender_stand_in_for_missing_places() -> None:
    row = [("Nombre", "Apellidos"), ("Ana", "Ruiz")]
    titled = plan([("ALCALDÍA DE QUITO – Nómina",), *row])
    assert (values(titled)[0]["city"], values(titled)[0]["country"], keys(titled)) == (
        "Quito",
        "EC",
        [["context.city", "city.added"]],
    )
    assert values(plan([("REPÚBLICA DE COLOMBIA",), *row]))[0]["country"] == "CO"
    assert values(plan([("Departamento: Salto",), *row]))[0]["region"] == "Salto"
    assert values(plan(sheet(row, "Medellín")))[0]["city"] == "Medellín"
    assert values(plan(row, known=Directory(cities=(QUITO,)), sender="quito"))[0]["city"] == "Quito"


def test_the_city_is_seen_in_the_name_of_its_government() -> None:
    made = plan([("Nombre", "Apellidos", "Institución"), ("Ana", "Ruiz", "Municipalidad de Rosario")])
    assert (values(made)[0]["city"], values(made)[0]["institution"]) == ("Rosario", "Municipalidad de Rosario")


def test_an_office_named_like_a_village_is_no_city() -> None:
    rows = [("Nombre", "Apellidos", "Institución"), ("Ana", "Ruiz", "Dirección de Dolores"), ("Eva", "Gil", "Centro")]
    assert [v.get("city") for v in values(plan(rows))] == [None, None]


@pytest.mark.parametrize(("text", "sure"), [("Medelin", True), ("Medellyn", False), ("Barcelone", True)])
def test_a_misspelt_city_of_the_desk_is_never_added_again(text: str, sure: bool) -> None:
    known = [KnownCity("m", "Medellín", "CO"), KnownCity("b", "Barcelona", "ES", region="Catalunya")]
    result = Gazetteer(known).find(text, None)
    assert bool(result.sure) == sure
    assert (result.cities or result.similar)[0].id in ("m", "b")


PERSON = [("Nombre", "Apellidos", "Cargo"), ("Ana", "Ruiz", "Jefa")]


@pytest.mark.parametrize(
    ("title", "city"),
    [
        ("Municipio de Envigado – Antioquia", ("Envigado", "Antioquia", "CO")),
        ("Prefeitura Municipal de Guarulhos", ("Guarulhos", "São Paulo", "BR")),
        ("Lista de participantes del municipio de Zapopan, Jalisco", ("Zapopan", "Jalisco", "MX")),
        ("Ciudad: Villa Carlos Paz", ("Villa Carlos Paz", "Córdoba", "AR")),
        ("Programa de intercambio: ciudad y territorio", ("", "", "")),
        ("Municipio de San Martín", ("", "", "")),
    ],
)
def test_a_title_names_a_city_of_the_world_only_when_it_is_sure(title: str, city: tuple[str, str, str]) -> None:
    assert found(plan([(title,), *PERSON])) == [city]


def test_sheets_named_like_towns_are_the_cities_of_their_people() -> None:
    towns = [sheet(PERSON, "Zapopan"), sheet([PERSON[0], ("Eva", "Gil", "Técnica")], "Mar del Plata")]
    assert found(plan(*towns)) == [("Zapopan", "Jalisco", "MX"), ("Mar del Plata", "Buenos Aires", "AR")]
    assert found(plan(sheet(PERSON, "Tours"))) == [("", "", "")]
    assert found(plan(sheet(PERSON, "Hoja1"), sheet([PERSON[0], ("Eva", "Gil", "")], "Datos"))) == [("", "", "")] * 2


def test_lines_between_the_people_may_be_towns() -> None:
    rows = [PERSON[0], ("ENVIGADO",), ("Ana", "Ruiz", "Jefa"), ("SABANETA",), ("Luz", "Mora", "Jefa")]
    made = plan([("REPÚBLICA DE COLOMBIA",), *rows])
    assert [each[0] for each in found(made)] == ["Envigado", "Sabaneta"]


def test_the_state_after_an_unknown_village_is_not_the_city() -> None:
    made = with_land(("Ranchería Xyzzy, Morelos", "México"), ("Ranchería Xyzzy (Hidalgo)", "México"))
    assert [(row.city and row.city.time_zone) or "" for row in made.rows] == ["", ""]
