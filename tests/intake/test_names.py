"""Names are split by what the column shows; nothing is lost, and doubt is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_desk.intake.lettering import one_case, proper_case, take_honorific
from exchange_desk.intake.names import FAMILY_FIRST, GIVEN_FIRST, Habit, Row, split, study
from exchange_desk.support.language import Language
from exchange_desk.support.text import fold
from tests.intake.lists import keys, names, plan

PIECES = [
    "Ana",
    "María",
    "Pérez",
    "López",
    "de",
    "la",
    "Cruz",
    "y",
    "Soto",
    "DUPONT",
    "d'",
    "Filho",
    "Lic.",
    "O'Neil",
    ",",
]
SPANISH = ["Ana María Pérez López", "Juan Carlos Gómez Ruiz", "Lucía Torres Vega", "Pedro José Díaz Soto"]


def parted(text: str, order: str = GIVEN_FIRST, mail: str | None = None) -> tuple[str, str]:
    found = split(text, Habit(order), mail)
    return found.given, found.family


@pytest.mark.parametrize(
    ("text", "given_names", "family"),
    [
        ("Jorge Camilo Abril Tarache", "Jorge Camilo", "Abril Tarache"),
        ("María José Núñez Pérez", "María José", "Núñez Pérez"),
        ("Ana Ruiz", "Ana", "Ruiz"),
        ("María del Carmen Soto", "María del Carmen", "Soto"),
        ("Juan de la Cruz Peña", "Juan", "de la Cruz Peña"),
        ("José Ortega y Gasset", "José", "Ortega y Gasset"),
        ("Maria Fernanda da Costa Lima", "Maria Fernanda", "da Costa Lima"),
        ("João dos Santos Filho", "João", "dos Santos Filho"),
        ("Felipe Carballo Da Costa", "Felipe", "Carballo Da Costa"),
        ("Alfredo D'Attorre", "Alfredo", "D'Attorre"),
        ("Jean-Pierre DUPONT", "Jean-Pierre", "DUPONT"),
        ("W. Aparicio Ezquerra Alonso", "W. Aparicio", "Ezquerra Alonso"),
        ("Ana Ruiz, PhD", "Ana", "Ruiz PhD"),
    ],
)
def test_given_names_first(text: str, given_names: str, family: str) -> None:
    assert parted(text) == (given_names, family)


@pytest.mark.parametrize(
    ("text", "given_names", "family"),
    [
        ("Pérez López, Ana María", "Ana María", "Pérez López"),
        ("PÉREZ,LÓPEZ/ANA MARÍA", "ANA MARÍA", "PÉREZ LÓPEZ"),
        ("ABRIGO Ignacio", "Ignacio", "ABRIGO"),
        ("DE LA TORRE IBARRA Ramón", "Ramón", "DE LA TORRE IBARRA"),
        ("Pérez López Ana María", "Ana María", "Pérez López"),
        ("Calabro' Raffaele", "Raffaele", "Calabro'"),
    ],
)
def test_family_names_first(text: str, given_names: str, family: str) -> None:
    assert parted(text, FAMILY_FIRST) == (given_names, family)


def test_the_order_of_a_column_is_seen_from_its_names_not_from_its_heading_alone() -> None:
    turned = [" ".join(reversed(name.split())) for name in SPANISH * 5]
    assert study(map(Row, SPANISH)).order == GIVEN_FIRST
    assert study(map(Row, turned), hint=GIVEN_FIRST).order == FAMILY_FIRST
    assert study(map(Row, turned), hint=GIVEN_FIRST, certain=True).order == GIVEN_FIRST


def test_the_own_address_decides_a_doubtful_split() -> None:
    assert parted("Jorge Abril Tarache", mail="jorge.tarache@example.org") == ("Jorge Abril", "Tarache")
    assert parted("Jorge Abril Tarache", mail="jabril@example.org") == ("Jorge", "Abril Tarache")


def test_a_doubtful_split_is_a_warning_and_a_clear_one_is_not() -> None:
    made = plan([("Nombre completo",), ("Eva Sol Paz",), ("Ana María Pérez López",)])
    assert keys(made) == [["name.split_doubtful"], []]


@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_no_word_of_a_name_is_ever_lost(words: list[str]) -> None:
    text = " ".join(words)
    for order in (GIVEN_FIRST, FAMILY_FIRST):
        found = split(text, Habit(order))
        assert sorted(fold(f"{found.given} {found.family}").split()) == sorted(fold(text).split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GARCÍA DE LA TORRE", "García de la Torre"),
        ("D'ATTORRE", "D'Attorre"),
        ("O'HIGGINS-DÍAZ", "O'Higgins-Díaz"),
        ("MCDONALD", "McDonald"),
        ("JUAN PABLO II", "Juan Pablo II"),
        ("ángela", "Ángela"),
    ],
)
def test_capitals_are_put_right(text: str, expected: str) -> None:
    assert proper_case(text) == expected


@given(st.text(alphabet="ABCÑÁ abcñá'-.", max_size=30))
def test_putting_capitals_right_changes_nothing_but_capitals(text: str) -> None:
    assert proper_case(text).casefold() == " ".join(text.split()).casefold()


def test_names_in_mixed_letters_keep_theirs() -> None:
    made = plan([("Nombre y apellidos",), ("Ana McDonald de Soto",)])
    assert (names(made), keys(made)) == ([("Ana", "McDonald de Soto")], [[]])
    assert not one_case("Ana de Soto")


@pytest.mark.parametrize(
    ("text", "honorific", "rest"),
    [
        ("Lic. Ana Pérez", "Lic.", "Ana Pérez"),
        ("Mtra.Rosa Díaz", "Mtra.", "Rosa Díaz"),
        ("Ing. Arq. Pedro Gil", "Ing. Arq.", "Pedro Gil"),
        ("M. Jean Dupont", "M.", "Jean Dupont"),
        ("W. Aparicio Ruiz", "", "W. Aparicio Ruiz"),
        ("Emb Soto", "", "Emb Soto"),
    ],
)
def test_treatments_are_taken_off(text: str, honorific: str, rest: str) -> None:
    assert take_honorific(text) == (honorific, rest)


def test_two_surname_columns_make_the_family_names_and_a_repeated_whole_name_counts_once() -> None:
    head = ("Nombre", "Primer apellido", "Segundo apellido")
    made = plan([head, ("ANA", "RUIZ", "VEGA"), ("XXX", "Gil Mora Juan", "Gil Mora Juan"), ("Eva", "Soto", "Soto")])
    assert names(made)[0] == ("Ana", "Ruiz Vega")
    assert names(made)[2] == ("Eva", "Soto Soto")
    assert "name.repeated" in keys(made)[1]


def test_one_name_alone_is_said() -> None:
    assert keys(plan([("Nombre y apellidos", "Correo"), ("Sisa", "sisa@example.org")])) == [["name.only_one"]]


def test_two_people_in_a_cell_are_asked_about() -> None:
    made = plan([("Nombre y apellidos", "Correo"), ("Ana Ruiz Vega\nJuan Gil Mora", "a@example.org")])
    assert [q.key for q in made.questions] == ["name.two_people"]
    assert names(made.answer(made.questions[0].id, "second")) == [("Juan", "Gil Mora")]


def test_numbers_before_a_name_go_and_a_remark_in_brackets_moves_to_the_notes() -> None:
    made = plan([("Nombre completo",), ("1. Ana Ruiz Vega",), ("2) Juan Gil Mora (suplente)",)])
    assert names(made) == [("Ana", "Ruiz Vega"), ("Juan", "Gil Mora")]
    assert [row.values.get("note") for row in made.rows] == [None, "suplente"]
    assert keys(made)[1] == ["name.remark"]


COUNTRIES = [
    ("ES", "Elvira Ramón Utiel", ("Elvira", "Ramón Utiel")),
    ("MX", "Rafael Candelas Ruiz", ("Rafael", "Candelas Ruiz")),
    ("PE", "Ana Ethel del Rosario Jaramillo Vela", ("Ana Ethel del Rosario", "Jaramillo Vela")),
    ("AR", "Gilberto Oscar Alegría", ("Gilberto Oscar", "Alegría")),
    ("BR", "Maria Fernanda da Costa Lima", ("Maria Fernanda", "da Costa Lima")),
    ("DK", "Lars Lykke Rasmussen", ("Lars Lykke", "Rasmussen")),
    ("FI", "Aino Maria Virtanen", ("Aino Maria", "Virtanen")),
    ("IE", "Aengus Ó Snodaill", ("Aengus", "Ó Snodaill")),
    ("NL", "Pieter van 't Hoff", ("Pieter", "van 't Hoff")),
    ("NL", "Sanne van der Velde", ("Sanne", "van der Velde")),
    ("BE", "Johan Vande Kerk", ("Johan", "Vande Kerk")),
    ("DE", "Karl Theodor von der Tanne", ("Karl Theodor", "von der Tanne")),
    ("GB", "James Andrew McAllister", ("James Andrew", "McAllister")),
    ("TN", "Selim Ben Hadj", ("Selim", "Ben Hadj")),
    ("EG", "Abdul Rahman Mansour", ("Abdul Rahman", "Mansour")),
    ("TW", "Shao-Ping Lin", ("Shao-Ping", "Lin")),
    ("CL", "Javier Ladrón de Guevara Hidalgo", ("Javier", "Ladrón de Guevara Hidalgo")),
]


@pytest.mark.parametrize(("country", "text", "expected"), COUNTRIES)
def test_names_are_parted_by_the_custom_of_their_country(country: str, text: str, expected: tuple[str, str]) -> None:
    found = split(text, Habit(), None, country)
    assert (found.given, found.family) == expected


def test_the_custom_comes_from_the_country_of_the_row_the_address_or_the_rest_of_the_list() -> None:
    name = "Hedda Birk Olsby"
    for columns, cells in (
        (("Name", "Country"), (name, "Denmark")),
        (("Name", "E-mail"), (name, "hb@example.dk")),
        (("Name",), (name,)),
    ):
        rows = [(f"{first} Jensen", *cells[1:]) for first in ("Anna", "Mads", "Ida", "Emma", "Oskar", "Freja", "Lars")]
        assert names(plan([columns, *rows, cells]))[-1] == ("Hedda Birk", "Olsby")


def test_the_words_of_a_column_tell_each_other_apart() -> None:
    known = [f"{given} Zubo" for given in ("Ana", "Luis", "Eva", "Juan", "Rosa")]
    unheard = [f"Xulo {family}" for family in ("Pérez", "Soto", "Ruiz", "Gil", "Díaz")]
    habit = study(map(Row, [*known, *unheard, "Ana Xulo Zubo"]))
    assert split("Ana Xulo Zubo", habit).given == "Ana Xulo"


def test_a_name_against_the_order_of_its_column_is_read_the_other_way_and_doubted() -> None:
    made = plan([("Nombre completo",), *[(name,) for name in SPANISH * 3], ("González Hernández Juan Carlos",)])
    assert names(made)[-1] == ("Juan Carlos", "González Hernández")
    assert keys(made)[-1] == ["name.split_doubtful"]


def test_the_order_of_a_column_is_explained() -> None:
    made = plan([("Apellidos y nombres",), *[(" ".join(reversed(name.split())),) for name in SPANISH]])
    assert [reason.key for reason in made.tables[0].columns[0].evidence] == ["name.family_first"]
    parted = plan([("Participante",), ("Pérez López, Ana",), ("Soto Vega, Luis",)])
    said = [reason.say(Language("en")) for reason in parted.tables[0].columns[0].evidence]
    assert said == ["Family names first, then a sign between, as in “Pérez López, Ana”."]
