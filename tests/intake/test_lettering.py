"""Capitals by the language of the country, treatments and letters after a name, nicknames."""

import pytest

from exchange_desk.intake.lettering import name_cell, proper_case, take_honorific
from tests.intake.lists import keys, names, plan


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("DE LUCA", "IT", "De Luca"),
        ("DE LA CRUZ", "PE", "de la Cruz"),
        ("DA SILVA E SOUZA", "BR", "da Silva e Souza"),
        ("PI I SUNYER", None, "Pi i Sunyer"),
        ("JUAN E", "MX", "Juan E"),
        ("IŞIK", "TR", "Işık"),
        ("İNÖNÜ", "TR", "İnönü"),
        ("ΠΑΠΑΔΟΠΟΥΛΟΣ", "GR", "Παπαδοπουλος"),
        ("IJSSELMUIDEN", "NL", "IJsselmuiden"),
        ("MACDONALD", None, "MacDonald"),
        ("MACHADO", None, "Machado"),
        ("NGUYEN VAN DO", "VN", "Nguyen Van Do"),
        ("JEAN-PIERRE", "FR", "Jean-Pierre"),
    ],
)
def test_capitals_follow_the_language_of_the_country(text: str, country: str | None, expected: str) -> None:
    assert proper_case(text, country) == expected


@pytest.mark.parametrize(
    ("text", "taken", "rest"),
    [
        ("Dña. Ana Pérez Soto", "Dña.", "Ana Pérez Soto"),
        ("Exmo. Sr. João Lima", "Exmo. Sr.", "João Lima"),
        ("Michael Wilkins MBE", "MBE", "Michael Wilkins"),
        ("Ana Wilkins, PhD", "PhD", "Ana Wilkins"),
        ("Ana Green M.B.E.", "M.B.E.", "Ana Green"),
        ("Lic.Ana J.M. Pérez", "Lic.", "Ana J.M. Pérez"),
        ("Hon. Mary Otieno MP", "Hon. MP", "Mary Otieno"),
    ],
)
def test_what_stands_before_and_after_a_name(text: str, taken: str, rest: str) -> None:
    assert take_honorific(text) == (taken, rest)


@pytest.mark.parametrize(
    ("text", "name", "nickname"),
    [
        ('Juan "Beto" Pérez', "Juan Pérez", "Beto"),
        ("Juan «El Negro» Pérez", "Juan Pérez", "El Negro"),
        ("Juan ‘Beto’ Pérez", "Juan Pérez", "Beto"),
        ("Juan (Beto) Pérez", "Juan Pérez", "Beto"),
        ("Alfredo D'Attorre", "Alfredo D'Attorre", ""),
        ("Raffaele Calabro'", "Raffaele Calabro'", ""),
        ('"Beto" Pérez', '"Beto" Pérez', ""),
    ],
)
def test_nicknames(text: str, name: str, nickname: str) -> None:
    assert name_cell(text)[::3] == (name, nickname)


def test_a_nickname_goes_to_the_notes() -> None:
    made = plan([("Nombre completo",), ('Juan "Beto" Pérez López',)])
    assert (names(made), keys(made)) == ([("Juan", "Pérez López")], [["name.nickname"]])
    assert [row.values["note"] for row in made.rows] == ["Beto"]
