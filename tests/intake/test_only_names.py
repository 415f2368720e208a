"""What stands where a name should be: a label with it, an address, a number, or the word that nobody is named yet."""

import pytest

from exchange_desk.intake.only_names import only_name
from tests.intake.lists import keys, names, plan

HEAD = ("Nombre completo", "Correo")
ANA = ("Ana Ruiz Vega", "ana@example.org")


@pytest.mark.parametrize("text", ["Nombre: Ana Ruiz", "Nombre completo:  Ana Ruiz", "Name: Ana Ruiz", "Ana Ruiz"])
def test_a_label_within_the_cell_is_no_part_of_the_name(text: str) -> None:
    assert only_name(text).text == "Ana Ruiz"


@pytest.mark.parametrize("text", ["ana@example.org", "1204556", "12/03/1980", "+51 1 204 5512", "https://example.org"])
def test_addresses_numbers_and_days_are_no_names(text: str) -> None:
    made = plan([HEAD, ANA, (text, "luis@example.org", None)])
    assert "given_names" not in dict(list(made.rows)[1].values)
    assert {"name.no_name", "name.missing"} <= set(keys(made)[1])


@pytest.mark.parametrize(
    "text", ["por designar", "A DESIGNAR", "Vacante", "pendiente", "to be confirmed", "à désigner"]
)
def test_nobody_named_yet_is_said_so(text: str) -> None:
    made = plan([HEAD, ANA, (text, "luis@example.org")])
    assert "name.open" in keys(made)[1]
    assert "name.missing" not in keys(made)[1]
    assert made.totals()["refused"] == 1


@pytest.mark.parametrize("text", ["XXXXXXX", "N/A", "-", "s/d", "......"])
def test_what_fills_a_gap_is_no_name(text: str) -> None:
    made = plan([HEAD, ANA, (text, "luis@example.org")])
    assert "name.missing" in keys(made)[1]
    assert names(made)[1] == ("", "")


@pytest.mark.parametrize("name", ["Blanca Vacas", "Tobé Nil", "Nan Li", "Ana Xu", "Ivo Vago"])
def test_names_that_resemble_such_words_remain_names(name: str) -> None:
    assert only_name(name).text == name


@pytest.mark.parametrize(
    ("note", "key"),
    [
        ("Se retira por motivos personales", "note.withdrawn"),
        ("Desistiu", "note.withdrawn"),
        ("suplente de la Sra. Paz", "note.substitute"),
        ("Remplace M. Gil", "note.substitute"),
        ("ya participó en 2024", "note.participated"),
        ("already took part in 2023", "note.participated"),
        ("lista de espera", "note.decision"),
    ],
)
def test_a_note_that_decides_says_what_can_be_done(note: str, key: str) -> None:
    made = plan([("Nombre completo", "Correo", "Observaciones"), (*ANA, note)])
    assert key in keys(made)[0]
