"""What an officer decides row by row while reviewing: names said outright, lines left out, everything taken back."""

from exchange_desk.intake.decisions import Decisions
from exchange_desk.intake.judging import Outcome
from tests.intake.lists import keys, names, plan

LIST = [
    ["Nombre completo", "Correo", "Fecha de nacimiento"],
    ["JUAN DE LA CRUZ LUZ", "juan@example.org", "1980-02-13"],
    ["MARÍA DEL MAR SOL", "maria.example.org", "1981-02-13"],
    ["ANA PAZ RÍOS", "ana@example.org", "1982-02-13"],
]


def test_a_name_that_is_said_outright_stands_and_silences_what_was_said_of_it() -> None:
    made = plan(LIST)
    assert any("name.case_changed" in each for each in keys(made))
    said = made.with_names({("Hoja1", 2): ("Juan de la Cruz", "LUZ"), ("Hoja1", 3): ("María del Mar", "Sol")})
    assert names(said)[:2] == [("Juan de la Cruz", "LUZ"), ("María del Mar", "Sol")]
    assert not any(key.startswith("name.") for row in keys(said)[:2] for key in row)
    assert names(said)[2] == names(made)[2]
    back = said.with_names({("Hoja1", 2): None})
    assert names(back)[0] == names(made)[0]
    assert keys(back)[0] == keys(made)[0]
    assert names(back)[1] == ("María del Mar", "Sol")


def test_a_name_said_outright_outlives_a_corrected_cell_and_another_reading() -> None:
    said = plan(LIST).with_names({("Hoja1", 3): ("María", "del Mar Sol")}).with_cell("Hoja1", 3, 2, "maria@example.org")
    assert names(said)[1] == ("María", "del Mar Sol")
    assert dict(list(said.rows)[1].values)["email"] == "maria@example.org"


def test_an_empty_name_refuses_the_row_like_an_empty_cell() -> None:
    assert [row.outcome for row in plan(LIST).with_names({("Hoja1", 4): ("", "")}).rows][-1] is Outcome.REFUSED


def test_several_lines_are_left_out_and_taken_again_at_once() -> None:
    made = plan(LIST)
    rows = [("Hoja1", 2), ("Hoja1", 4)]
    out = made.with_rows(rows, skipped=True)
    assert [row.outcome for row in out.rows] == [Outcome.SKIPPED, Outcome.NEW, Outcome.SKIPPED]
    assert out.with_rows(rows[:1], skipped=False).totals()["skipped"] == 1


def test_other_decisions_give_the_plan_that_they_always_gave() -> None:
    made = plan(LIST)
    changed = made.with_cell("Hoja1", 3, 2, "maria@example.org").with_field("Hoja1", 3, None)
    changed = changed.with_names({("Hoja1", 2): ("Juan", "de la Cruz Luz")}).with_row("Hoja1", 4, skipped=True)
    assert made.with_decisions(changed.decisions).tables == changed.tables
    assert changed.with_decisions(Decisions()).tables == made.tables
