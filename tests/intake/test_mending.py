"""Proposals for cells that were not understood: plausible, understood when taken, and never made up."""

import pytest

from exchange_desk.intake.mending import fixes, is_mendable
from exchange_desk.support.language import LANGUAGES, Language
from tests.intake.lists import plan

LIST = [
    ["Nombres", "Apellidos", "Correo", "País", "Idiomas", "Fecha de nacimiento"],
    ["Ana", "Soto Paz", "ana@muni.example.org", "Equador", "Castellanno B2", "mayo"],
    ["Luis", "Vega Ríos", "luis.muni.example.org", "Equador", "inglés, portuges", "mayo"],
    ["Rosa", "Luna Gil", "rosa(at)muni.example.org", "Zzyx", "Xyzzy", "junio"],
    ["Iván", "Mora Cruz", "ivan.gmail.com", "Perú", "es", "1980-02-13"],
    ["Eva", "Reyes Díaz", "no sé cuál", "Perú", "es", "1980-02-14"],
]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (
            "email.no_at",
            {
                "luis.muni.example.org": "luis@muni.example.org",
                "rosa(at)muni.example.org": "rosa@muni.example.org",
                "ivan.gmail.com": "ivan@gmail.com",
                "no sé cuál": "",
            },
        ),
        ("language.unread", {"castellanno b2": "español b2", "inglés, portuges": "inglés, portugués", "xyzzy": ""}),
        ("date.unread", {"mayo": "", "junio": ""}),
    ],
)
def test_what_is_proposed(key: str, expected: dict[str, str]) -> None:
    found = {fix.text: fix.proposal for fix in fixes(plan(LIST), key, Language("es"))}
    if key == "language.unread":
        found = {text.lower(): proposal.lower() for text, proposal in found.items() if text != "es"}
    assert found == expected


def test_cells_that_say_the_same_are_one_fix_and_the_most_frequent_comes_first() -> None:
    found = fixes(plan(LIST), "date.unread", Language("en"))
    assert [(fix.text, fix.cells) for fix in found] == [
        ("mayo", (("Hoja1", 2, 6), ("Hoja1", 3, 6))),
        ("junio", (("Hoja1", 4, 6),)),
    ]


@pytest.mark.parametrize("code", list(LANGUAGES))
@pytest.mark.parametrize("key", ["email.no_at", "country.unread", "language.unread"])
def test_every_proposal_is_understood_when_it_is_taken(code: str, key: str) -> None:
    made = plan(LIST)
    proposed = [fix for fix in fixes(made, key, Language(code)) if fix.proposal]
    corrected = made.with_cells({cell: fix.proposal for fix in proposed for cell in fix.cells})
    mended = {cell for fix in proposed for cell in fix.cells}
    left = {cell for fix in fixes(corrected, key, Language(code)) for cell in fix.cells}
    assert not mended & left


def test_rows_left_out_need_no_mending() -> None:
    made = plan(LIST).with_rows([("Hoja1", 2), ("Hoja1", 3)], skipped=True)
    assert [fix.text for fix in fixes(made, "date.unread", Language("en"))] == ["junio"]


def test_a_corrected_cell_is_shown_as_corrected() -> None:
    made = plan(LIST).with_cell("Hoja1", 2, 6, "abril")
    assert [fix.text for fix in fixes(made, "date.unread", Language("en"))] == ["abril", "mayo", "junio"]


def test_what_another_text_can_put_right() -> None:
    assert is_mendable("email.form")
    assert not is_mendable("name.split_doubtful")
    assert not is_mendable("cell.comment")
