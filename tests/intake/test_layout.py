"""Where the table is: titles, two-row headings, groups, totals, signatures, hidden rows, several tables."""

import pytest

from exchange_desk.intake.layout import find_tables
from exchange_desk.support.language import Language
from exchange_desk.support.problems import DeskError
from exchange_desk.workbooks.grid import Area
from tests.intake.lists import Rows, names, plan, sheet

HEAD = ("Nombre", "Apellidos", "Correo")
ANA = ("Ana", "Ruiz Vega", "ana@example.org")
JUAN = ("Juan", "Gil Mora", "juan@example.org")


def aside(*rows: Rows) -> list[tuple[int, str]]:
    return [(line.row, str(line.why)) for line in plan(list(rows)).tables[0].set_aside]


def test_title_rows_stand_above_the_headings_wherever_these_are() -> None:
    titles = [("ALCALDÍA DE MORÓN",), (), ("Nómina de postulantes", None, "2026"), ()]
    made = plan([*titles, HEAD, ANA, JUAN])
    table = made.tables[0]
    assert table.header_rows == (5,)
    assert (table.first_row, table.last_row) == (6, 7)
    assert [line.text for line in table.set_aside] == ["ALCALDÍA DE MORÓN", "Nómina de postulantes 2026"]


def test_a_two_row_heading_is_joined_by_its_merged_cells() -> None:
    rows = [
        ("Provincia", "Datos de la persona", None, None),
        (None, "Apellido y nombre", "Mail", "Tel."),
        ("Azul", "RUIZ, ANA", "ana@example.org", "4127-7100"),
        (None, "GIL, JUAN", "juan@example.org", "4127-7101"),
    ]
    merged = (Area(1, 2, 1, 4), Area(1, 1, 2, 1), Area(3, 1, 4, 1))
    made = plan(sheet(rows, merged=merged))
    assert made.tables[0].header_rows == (1, 2)
    assert [c.heading for c in made.tables[0].columns][:2] == ["Provincia", "Datos de la persona · Apellido y nombre"]
    assert [row.values["region"] for row in made.rows] == ["Azul", "Azul"], "a vertical merge holds for all its rows"


def test_a_blank_below_a_value_is_not_filled_down_without_a_merge() -> None:
    made = plan([("Provincia", "Apellido y nombre"), ("Azul", "Ruiz, Ana"), (None, "Gil, Juan")])
    assert [row.values.get("region") for row in made.rows] == ["Azul", None]


def test_totals_signatures_and_notes_are_set_aside_with_the_reason() -> None:
    foot = [(None, "TOTAL: 2"), (), ("Elaboró:", None, "Oficina"), ("Vo.Bo.",), ("Marta Soto Paz",), ("* suplente",)]
    assert aside(HEAD, ANA, JUAN, *foot) == [
        (4, "totals"),
        (6, "signature"),
        (7, "signature"),
        (8, "signature"),
        (9, "note"),
    ]


def test_a_name_under_the_signatures_is_no_nominee_but_one_under_a_blank_line_is() -> None:
    made = plan([HEAD, ANA, (), JUAN, ("Vo.Bo.",), ("Marta Soto",)])
    assert [n[0] for n in names(made)] == ["Ana", "Juan"]


def test_group_headings_become_context_of_the_rows_below() -> None:
    rows = [
        ("Nombre y apellidos", "Correo", "Cargo"),
        ("SECRETARÍA DE MOVILIDAD",),
        ("Ana Ruiz Vega", "ana@example.org"),
    ]
    made = plan(rows)
    assert made.tables[0].set_aside[0].why == "group"
    assert next(iter(made.rows)).values["unit"] == "SECRETARÍA DE MOVILIDAD"


def test_repeated_headings_and_numbered_empty_lines_are_no_people() -> None:
    head = ("N°", *HEAD)
    assert aside(head, (1, *ANA), head, (2, *JUAN), (3,), (4,)) == [
        (3, "repeated_header"),
        (5, "numbering"),
        (6, "numbering"),
    ]


def test_two_tables_below_each_other_are_both_read() -> None:
    made = plan([("Titulares",), HEAD, ANA, (), ("Suplentes",), (*HEAD, "Cargo"), (*JUAN, "Jefe")])
    assert [t.header_rows for t in made.tables] == [(2,), (6,)]
    assert [row.row for row in made.rows] == [3, 7]
    assert [row.values.get("post") for row in made.rows] == [None, "Jefe"]


def test_hidden_rows_are_listed_and_can_be_taken() -> None:
    hidden = sheet([HEAD, ANA, JUAN], hidden_rows=frozenset((3,)))
    made = plan(hidden)
    assert (made.totals()["rows"], made.tables[0].set_aside[0].why) == (1, "hidden")
    assert made.with_line("Hoja1", 3).totals()["rows"] == 2


def test_hidden_sheets_and_sheets_without_people_are_named_and_a_hidden_one_can_be_taken() -> None:
    old = sheet([HEAD, JUAN], "Hoja1 (2)", hidden=True)
    made = plan(sheet([("Complete una hoja por departamento",)], "Leer"), sheet([HEAD, ANA]), old)
    assert [(s.name, s.why) for s in made.sheets_aside] == [("Leer", "no_table"), ("Hoja1 (2)", "hidden")]
    assert made.with_sheet("Hoja1 (2)").totals()["rows"] == 2


@pytest.mark.parametrize(
    "rows",
    [
        [("Participantes confirmados",), ("Ana Ruiz Vega",), ("Juan Gil Mora",)],
        [
            ("Quién viene", "Dónde le escribimos"),
            ("Ana Ruiz Vega", "a@example.org"),
            ("Juan Gil Mora", "j@example.org"),
        ],
        [("Ana Ruiz Vega", "a@example.org"), ("Juan Gil Mora", "j@example.org")],
    ],
    ids=["a name column alone", "unknown headings", "no headings"],
)
def test_a_table_is_found_by_its_names_when_no_heading_gives_it_away(rows: Rows) -> None:
    assert names(plan(rows)) == [("Ana", "Ruiz Vega"), ("Juan", "Gil Mora")]


def test_the_officer_can_move_the_heading_row() -> None:
    made = plan([("Nombre", "Correo"), ("Nombre completo", "E-mail"), ("Ana Ruiz Vega", "a@example.org")])
    assert made.with_header("Hoja1", 2).tables[0].header_rows == (2,)


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ([("Producto", "Precio"), ("Mesa", 12)], "intake.no_table"),
        ([(None,)], "intake.no_table"),
        ([("Correo", "Teléfono"), ("a@example.org", "099123456")], "intake.no_person_column"),
        ([("FICHA",), ("Nombre", None), ("Apellidos",), ("Correo",)], "intake.form"),
    ],
)
def test_a_file_without_people_is_refused_with_a_sentence(rows: Rows, key: str) -> None:
    with pytest.raises(DeskError) as refused:
        plan(rows)
    assert refused.value.key == key
    assert "{" not in refused.value.say(Language("en"))


def test_an_empty_sheet_has_no_table() -> None:
    assert find_tables(sheet([])) == ()
