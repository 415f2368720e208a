"""Blank cells below a value: filled down inside merged cells, asked about once without."""

from exchange_desk.intake.plan import ImportPlan
from exchange_desk.workbooks.grid import Area
from tests.intake.lists import plan, sheet, values

HEAD = ("Ciudad", "Nombre", "Apellidos")
ROWS = [
    HEAD,
    ("Quito", "Ana", "Ruiz Vega"),
    (None, "Luis", "Gil Mora"),
    (None, "Rosa", "Paz Soto"),
    ("Lima", "Eva", "Sol Lima"),
    (None, "Juan", "Mar Peña"),
]


def cities(made: ImportPlan) -> list[object]:
    return [v.get("city") for v in values(made)]


def test_blanks_without_a_merge_are_asked_about_once() -> None:
    made = plan(ROWS)
    assert [(q.id, q.key, [row for _, row in q.rows]) for q in made.questions] == [
        ("repeat:ciudad", "column.repeat_above", [3, 4, 6])
    ]
    assert cities(made) == ["Quito", None, None, "Lima", None], "nothing is filled in before it is answered"
    assert made.totals()["waiting"] == 3
    assert cities(made.answer("repeat:ciudad", "repeat")) == ["Quito", "Quito", "Quito", "Lima", "Lima"]
    left = made.answer("repeat:ciudad", "leave")
    assert (cities(left), left.totals()["waiting"]) == (["Quito", None, None, "Lima", None], 0)


def test_inside_a_merge_nothing_is_asked() -> None:
    made = plan(sheet(ROWS, merged=(Area(2, 1, 4, 1), Area(5, 1, 6, 1))))
    assert not made.questions
    assert cities(made) == ["Quito", "Quito", "Quito", "Lima", "Lima"]


def test_gaps_in_a_column_that_is_written_out_are_gaps() -> None:
    written = [HEAD, ("Quito", "Ana", "Ruiz"), ("Quito", "Luis", "Gil"), (None, "Rosa", "Paz"), (None, "Eva", "Sol")]
    single = [HEAD, ("Quito", "Ana", "Ruiz"), ("Lima", "Luis", "Gil"), (None, "Rosa", "Paz")]
    begins = [HEAD, (None, "Ana", "Ruiz"), (None, "Luis", "Gil"), ("Lima", "Rosa", "Paz"), (None, "Eva", "Sol")]
    for rows in (written, single, begins):
        assert not plan(rows).questions


def test_a_value_does_not_hold_on_into_the_next_group() -> None:
    rows = [
        ("Nombre", "Apellidos", "Correo", "Institución"), ("QUITO",), ("Ana", "Ruiz", "a@example.org", "Alcaldía"),
        ("Luis", "Gil", "l@example.org"), ("LIMA",), ("Rosa", "Paz", "r@example.org"), ("Eva", "Sol", "e@example.org"),
    ]  # fmt: skip
    made = plan(rows).answer("repeat:institucion", "repeat")
    assert [v.get("institution") for v in values(made)] == ["Alcaldía", "Alcaldía", None, None]


def test_corrections_and_other_answers_go_together_with_it() -> None:
    made = plan(ROWS).answer("repeat:ciudad", "repeat").with_cell("Hoja1", 4, 1, "Cuenca")
    assert cities(made) == ["Quito", "Quito", "Cuenca", "Lima", "Lima"]
