"""Forms and lists on their side: each becomes a table, and every value keeps its cell."""

from datetime import date

import pytest

from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.language import Language
from exchange_desk.workbooks.grid import Area, Mark
from tests.intake.lists import Rows, names, plan, sheet, values

BIRTH = date(1980, 3, 12)
BESIDE: Rows = [
    ("FICHA DE POSTULACIÓN",),
    (),
    ("DATOS PERSONALES",),
    ("Nombre(s):", "Ana María"),
    ("Apellidos:", "Ruiz Vega"),
    ("Fecha de nacimiento", BIRTH),
    ("Sexo", "Mujer"),
    ("Correo electrónico", "ana@example.org"),
    ("Teléfono", "+593 2 255 5555"),
    ("Grupo de interés", "agua"),
    (),
    ("Firma del postulante",),
]


def cell_of(made: ImportPlan, person: int, field: str) -> tuple[int, int]:
    table = made.tables[0]
    column = next(c.column for c in table.columns if c.field == field)
    return table.where(table.rows[person].row, column)


def test_a_form_is_a_person_and_every_value_keeps_its_cell() -> None:
    made = plan(BESIDE)
    assert names(made) == [("Ana María", "Ruiz Vega")]
    found = values(made)[0]
    assert (found["birth_date"], found["sex"], found["email"]) == (BIRTH, "female", "ana@example.org")
    assert cell_of(made, 0, "email") == (8, 2)
    assert made.tables[0].where(made.tables[0].rows[0].row, 0) == (4, 2)
    assert (made.tables[0].first_row, made.tables[0].last_row) == (4, 4)
    assert "Grupo de interés" in [c.heading for c in made.tables[0].columns], "an unknown label is shown all the same"
    assert [line.row for line in made.tables[0].set_aside] == [1, 3, 12]


def test_a_correction_of_the_true_cell_reaches_the_person() -> None:
    made = plan(BESIDE)
    again = made.with_cell("Hoja1", *cell_of(made, 0, "email"), "otra@example.org")
    assert values(again)[0]["email"] == "otra@example.org"
    assert names(again) == names(made)


def test_labels_within_the_cell_of_the_value_stay_when_it_is_corrected() -> None:
    rows = [("SOLICITUD",), ("Nombre completo: Ana Ruiz Vega",), ("Correo: ana@example.org",), ("Ciudad: Quito",)]
    made = plan(rows)
    assert names(made) == [("Ana", "Ruiz Vega")]
    assert cell_of(made, 0, "email") == (3, 1)
    again = made.with_cell("Hoja1", 3, 1, "otra@example.org")
    assert values(again)[0]["email"] == "otra@example.org"
    assert again.decisions.cells["Hoja1", 3, 1] == "Correo: otra@example.org"


N, A, C, T = "Nombres", "Apellidos", "Correo", "Teléfono"
ANA, RUIZ, MAIL, CALL = "Ana", "Ruiz Vega", "ana@example.org", "+593 2-255-5555"


@pytest.mark.parametrize(
    "rows",
    [
        [(N, ANA, A, RUIZ), (C, MAIL, T, CALL)],
        [(N, None, ANA, None, A, None, RUIZ), (), (C, None, MAIL, None, T, None, CALL)],
        [(N, A), (ANA, RUIZ), (C, T), (MAIL, CALL)],
        [(N, A), (ANA, RUIZ), (), (C,), (MAIL,), (T,), (CALL,)],
        [(N,), (ANA,), (A,), (RUIZ,), (C,), (MAIL,), (T,), (CALL,)],
        [(1, N, ANA), (2, A, RUIZ), (3, C, MAIL), (4, T, CALL)],
        [("1. Nombres:", ANA), ("2. Apellidos:", RUIZ),
         ("3. E-mail (obligatorio):", MAIL), ("4. Tel. de contacto:", CALL)],
    ],
    ids=["two pairs a line", "gaps", "above", "above in parts", "all above", "numbered lines", "numbered labels"],
)  # fmt: skip
def test_forms_of_many_shapes(rows: Rows) -> None:
    made = plan([("FICHA",), (), *rows])
    assert names(made) == [("Ana", "Ruiz Vega")]
    assert values(made)[0]["email"] == "ana@example.org"
    assert values(made)[0]["phone"] == CALL
    sheet_rows = made.workbook.sheets[0]
    assert sheet_rows.value(*cell_of(made, 0, "email")) == "ana@example.org"


def test_merged_labels_and_values() -> None:
    rows = [("Nombre completo", None, "Ana Ruiz Vega", None), ("Cargo", None, "Jefa de oficina", None),
            ("Institución", None, "Alcaldía", None)]  # fmt: skip
    merged = tuple(Area(row, left, row, left + 1) for row in (1, 2, 3) for left in (1, 3))
    made = plan(sheet(rows, merged=merged))
    assert names(made) == [("Ana", "Ruiz Vega")]
    assert values(made)[0]["post"] == "Jefa de oficina"
    assert values(made)[0]["institution"] == "Alcaldía", "a value that is also a heading is a value all the same"


def test_a_form_a_sheet_and_several_in_a_sheet() -> None:
    def form(name: str, mail: str) -> Rows:
        return [("Nombre completo", name), ("Correo", mail), ("Cargo", None), ()]

    ana, luis = form("Ana Ruiz Vega", "ana@example.org"), form("Luis Gil Mora", "luis@example.org")
    apart = plan(sheet(ana, "Ficha 1"), sheet(luis, "Ficha 2"))
    below = plan([*ana, *luis])
    beside = plan([(*a, *[None] * (2 - len(a)), None, *b) for a, b in zip(ana, luis, strict=True)])
    for made in (apart, below, beside):
        assert names(made) == [("Ana", "Ruiz Vega"), ("Luis", "Gil Mora")]
        assert [v["email"] for v in values(made)] == ["ana@example.org", "luis@example.org"]
        assert len({(row.sheet, row.row) for row in made.rows}) == 2
    assert cell_of(below, 1, "email") == (6, 2)
    assert cell_of(beside, 1, "email") == (2, 5)
    assert [(row.sheet, row.row) for row in apart.rows] == [("Ficha 1", 1), ("Ficha 2", 1)]


def test_people_in_columns() -> None:
    rows = [
        ("NÓMINA 2026",),
        ("Nombre y apellidos", "Ana Ruiz Vega", "Luis Gil Mora", "Rosa Gil Paz"),
        ("Correo", "ana@example.org", "luis@example.org", None),
        ("Fecha de nacimiento", BIRTH, date(1975, 1, 2), date(1990, 5, 6)),
        ("Ciudad", "Quito", "Lima", "Bogotá"),
    ]
    made = plan(rows)
    assert names(made) == [("Ana", "Ruiz Vega"), ("Luis", "Gil Mora"), ("Rosa", "Gil Paz")]
    assert [v.get("email") for v in values(made)] == ["ana@example.org", "luis@example.org", None]
    assert cell_of(made, 1, "birth_date") == (4, 3)
    again = made.with_cell("Hoja1", *cell_of(made, 2, "email"), "eva@example.org")
    assert values(again)[2]["email"] == "eva@example.org"


def test_another_persons_part_of_a_form_is_not_the_nominees() -> None:
    boss = [("DATOS DEL JEFE INMEDIATO",), ("Nombre", "Luis Gil Mora"), ("Correo", "luis@example.org")]
    own = [("Nombre", "Ana Ruiz Vega"), ("Cargo", "Jefa"), ("Correo", "ana@example.org")]
    for rows in ([("DATOS PERSONALES",), *own, (), *boss], [*boss, ("DATOS DE LA PERSONA POSTULADA",), *own]):
        made = plan(rows)
        assert names(made) == [("Ana", "Ruiz Vega")]
        assert values(made)[0]["email"] == "ana@example.org"


def test_a_table_of_other_people_within_a_form_is_no_list() -> None:
    rows = [
        ("Nombre", "Ana Ruiz Vega"), ("Cargo", "Jefa"), ("Correo", "ana@example.org"), ("Teléfono", "022555555"),
        ("CONTACTO DE EMERGENCIA",), ("Nombre", "Parentesco", "Teléfono"), ("Luis Gil Mora", "hermano", "022777777"),
    ]  # fmt: skip
    made = plan(rows)
    assert names(made) == [("Ana", "Ruiz Vega")]


def test_pairs_above_a_list_say_something_about_all_its_people() -> None:
    rows = [
        ("Municipio:", "Quito"), ("Programa:", "Intercambio 2026"), ("Responsable:", "Luis Gil Mora"),
        ("Correo:", "luis@example.org"), (),
        ("Nombre", "Apellidos", "Correo"), ("Ana", "Ruiz Vega", "ana@example.org"),
    ]  # fmt: skip
    made = plan(rows)
    assert names(made) == [("Ana", "Ruiz Vega")]
    assert values(made)[0]["city"] == "Quito"
    assert values(made)[0]["email"] == "ana@example.org"


@pytest.mark.parametrize(
    "rows",
    [
        [("Nombre", "Apellidos", "Institución", "Cargo"), ("Ana", "Ruiz", "Alcaldía", "Titular"),
         ("Luis", "Gil", "Intendencia", "Funcionario"), ("Eva", "Sol", "Municipalidad", "Representante")],
        [("Institución", "Nombre completo"), ("Alcaldía", "Ana Ruiz"), ("Intendencia", "Luis Gil"),
         ("Municipalidad", "Eva Sol"), ("Ayuntamiento", "Rosa Paz")],
    ],
)  # fmt: skip
def test_a_list_whose_values_are_also_headings_stays_a_list(rows: Rows) -> None:
    made = plan(rows)
    assert made.totals()["rows"] == len(rows) - 1
    assert not made.tables[0].placing.turned


def test_marks_of_a_form_belong_to_their_values() -> None:
    rows = [("Nombre completo", "Ana Ruiz Vega"), ("Pasaporte", 123), ("Correo", "ana@example.org")]
    made = plan(sheet(rows, marks={(2, 2): Mark(digits=6), (3, 2): Mark(comment="personal")}))
    assert values(made)[0]["passport_number"] == "000123"
    comment = next(p for row in made.rows for p in row.problems if p.problem.key == "cell.comment")
    assert made.tables[0].where(made.tables[0].rows[0].row, comment.column) == (3, 2)


def test_the_report_names_the_cells_of_a_form() -> None:
    made = plan([("Nombre completo", "Ana Ruiz Vega"), ("Correo", "ana.example.org"), ("Cargo", "Jefa")])
    row = made.report(Language("en"))["tables"][0]["rows"][0]
    assert (row["row"], row["cells"]["email"]) == (1, "B2")
    assert [p["cell"] for p in row["problems"] if p["key"].startswith("email")] == ["B2"]
