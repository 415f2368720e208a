"""Colours that set rows apart: asked once each, with the legend; decoration is left alone."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Color, PatternFill

from exchange_desk.intake.fills import colour_name
from exchange_desk.intake.plan import ImportPlan, read_plan
from exchange_desk.support.language import Language
from exchange_desk.workbooks.grid import Mark
from exchange_desk.workbooks.reader import read
from tests.intake.lists import TODAY, keys, names, plan, sheet, values

HEAD = ("Nombre", "Apellidos", "Correo")
PEOPLE = [
    ("Ana", "Ruiz Vega", "ana@example.org"),
    ("Luis", "Gil Mora", "luis@example.org"),
    ("Rosa", "Paz Soto", "rosa@example.org"),
    ("Eva", "Sol Lima", "eva@example.org"),
    ("Juan", "Mar Peña", "juan@example.org"),
    ("Inés", "Ríos Vera", "ines@example.org"),
]
RED, YELLOW, GREEN = "FF0000", "FFFF00", "92D050"


def painted(*fills: tuple[int, str], columns: int = 3, more: Any = (), **sheets: Any) -> ImportPlan:
    marks = {(row, column): Mark(fill=fill) for row, fill in fills for column in range(1, columns + 1)}
    return plan(sheet([HEAD, *PEOPLE, *more], marks={**marks, **sheets.pop("marks", {})}, **sheets))


def outcomes(made: ImportPlan) -> list[str]:
    return [str(row.outcome) for row in made.rows]


def test_a_colour_under_a_few_rows_is_asked_about_once() -> None:
    made = painted((3, RED), (5, RED), (6, YELLOW))
    assert [(q.id, q.key, [row for _, row in q.rows]) for q in made.questions] == [
        ("filled:red", "row.filled", [3, 5]),
        ("filled:yellow", "row.filled", [6]),
    ]
    assert "rojo" not in made.questions[0].text
    assert "red" in made.questions[0].say(Language("en"))
    assert outcomes(made) == ["new", "waiting", "new", "waiting", "waiting", "new"]
    done = made.answer_all({"filled:red": "skip", "filled:yellow": "reserve"})
    assert outcomes(done) == ["new", "skipped", "new", "skipped", "new", "new"]
    assert keys(done)[4] == ["row.reserve"]
    assert outcomes(made.answer("filled:red", "take"))[1] == "new"


def test_what_the_legend_says_is_the_first_answer() -> None:
    made = painted((3, RED), more=[(), ("Rojo = se retira del programa",), ("En amarillo: suplentes",)])
    question = made.questions[0]
    assert (question.options[0].id, question.params["legend"]) == ("skip", "Rojo = se retira del programa")
    assert [line.why for line in made.tables[0].set_aside] == ["note", "note"]
    assert made.totals()["rows"] == 6


@pytest.mark.parametrize(
    "legend", [("Rojo", "Retirado"), (None, "Retirados"), ("rojo: no viaja",), ("Color rojo - renunció",)]
)
def test_legends_of_many_shapes_are_no_people(legend: tuple[str, ...]) -> None:
    made = painted((3, RED), more=[(), legend], marks={(9, 1): Mark(fill=RED)})
    assert made.totals()["rows"] == 6
    assert made.questions[0].options[0].id == "skip"


def test_a_person_called_rosa_is_no_legend() -> None:
    made = plan([("Nombre", "Apellidos"), ("Rosa", "Retana"), ("Azul", "Paz"), ("Rosa", "Confirmado")])
    assert len(names(made)) == 3


def test_substitutes_of_a_legend_take_its_words_as_their_note() -> None:
    made = painted((4, YELLOW), more=[("Amarillo: suplentes",)]).answer("filled:yellow", "reserve")
    assert values(made)[2]["note"] == "Amarillo: suplentes"


@pytest.mark.parametrize(
    "fills",
    [
        [(row, "DDEBF7") for row in (2, 4, 6)],
        [(row, "DDEBF7") for row in (3, 5, 7)],
        [(row, YELLOW) for row in range(2, 8)],
        [(row, YELLOW) for row in range(2, 7)],
        [(1, RED)],
        [(row, "FFFFFF") for row in (2, 3)],
        list(zip(range(2, 8), ["DDEBF7", "DDEBF7", "E2EFDA", "E2EFDA", "FFF2CC", "FFF2CC"], strict=True)),
    ],
    ids=["every other", "every other, from the second", "all", "most", "headings", "white", "bands of groups"],
)  # fmt: skip
def test_decoration_is_not_asked_about(fills: list[tuple[int, str]]) -> None:
    assert not painted(*fills).questions


def test_a_coloured_column_and_a_marked_cell_say_nothing_about_rows() -> None:
    column = {(row, 1): Mark(fill=YELLOW) for row in range(2, 8)}
    cell = {(4, 3): Mark(fill=RED)}
    made = plan(sheet([HEAD, *PEOPLE], marks={**column, **cell}))
    assert not made.questions
    named = plan(sheet([HEAD, *PEOPLE], marks={**column, (4, 2): Mark(fill=RED)}))
    assert [q.id for q in named.questions] == ["filled:red"]


def test_rows_struck_through_in_a_colour_are_asked_about_once() -> None:
    marks = {(3, column): Mark(fill=RED, strike=True) for column in (1, 2, 3)}
    assert [q.key for q in plan(sheet([HEAD, *PEOPLE], marks=marks)).questions] == ["row.struck"]


@pytest.mark.parametrize(
    ("fill", "name"),
    [(RED, "red"), ("C00000", "dark-red"), ("FFC7CE", "light-red"), ("FFC000", "orange"), (YELLOW, "yellow"),
     ("FFEB9C", "light-yellow"), (GREEN, "green"), ("C6EFCE", "light-green"), ("00B0F0", "blue"),
     ("0070C0", "blue"),
     ("BDD7EE", "light-blue"), ("7030A0", "dark-purple"), ("FF66CC", "pink"), ("833C0B", "brown"), ("808080", "grey"),
     ("D9D9D9", "light-grey"), ("000000", "black"), ("FEFEFE", "")],
)  # fmt: skip
def test_a_colour_has_the_name_people_give_it(fill: str, name: str) -> None:
    assert colour_name(fill) in (name, name.removeprefix("dark-"))


def test_colours_of_a_theme_and_of_the_palette_are_read_from_a_file(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    for row in (HEAD, *PEOPLE):
        page.append(row)
    fills = {3: Color(theme=5, tint=0.4), 5: Color(indexed=10), 6: Color(rgb="FF00B050")}
    for row, colour in fills.items():
        for column in (1, 2, 3):
            page.cell(row, column).fill = PatternFill("solid", fgColor=colour)
    book.save(tmp_path / "lista.xlsx")
    made = read_plan(read(tmp_path / "lista.xlsx"), today=TODAY)
    asked = {q.id: q.rows[0][1] for q in made.questions}
    assert asked == {"filled:light-red": 3, "filled:red": 5, "filled:green": 6}
