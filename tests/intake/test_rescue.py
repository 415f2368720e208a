"""Lists in which nothing is recognised: an officer points at the headings and at the names, and it is a list."""

import pytest

from exchange_desk.intake.decisions import Decisions
from exchange_desk.intake.plan import ImportPlan, read_plan
from exchange_desk.support.problems import DeskError
from tests.intake.lists import TODAY, Rows, book, names, sheet, values

STRANGE: Rows = [
    ("Reporte", None, None),
    ("col_a", "col_b", "col_c"),
    ("x1", "Xyz Qwrt", "a@example.org"),
    ("x2", "Wvu", "b@example.org"),
    ("x3", "Zzq Trk", None),
]


def with_decisions(rows: Rows, **given: object) -> ImportPlan:
    return read_plan(book(sheet(rows)), today=TODAY, decisions=Decisions(**given))  # type: ignore[arg-type]


def test_without_help_it_is_refused() -> None:
    with pytest.raises(DeskError):
        with_decisions(STRANGE)


def test_headings_and_names_pointed_at_make_it_a_list() -> None:
    made = with_decisions(STRANGE, headers={"Hoja1": 2}, fields={("Hoja1", 2): "full_name"})
    assert made.totals()["rows"] == 3
    assert made.tables[0].header_rows == (2,)
    assert names(made)[0] == ("Xyz", "Qwrt")
    assert [v.get("email") for v in values(made)] == ["a@example.org", "b@example.org", None]


def test_a_list_without_headings() -> None:
    made = with_decisions(STRANGE[2:], headers={"Hoja1": 0}, fields={("Hoja1", 2): "full_name"})
    assert made.totals()["rows"] == 3
    assert made.tables[0].header_rows == ()
    assert [c.heading for c in made.tables[0].columns] == ["", "", ""]
    assert with_decisions(STRANGE[2:], fields={("Hoja1", 2): "full_name"}).totals()["rows"] == 3


def test_headings_alone_are_enough_where_they_are_known() -> None:
    rows = [("Nombre", "Producto"), ("Mesa", 1), ("Nombre", "Apellidos"), ("Qwrt", "Zzq"), ("Wvu", "Trk")]
    made = with_decisions(rows, headers={"Hoja1": 3})
    assert names(made) == [("Qwrt", "Zzq"), ("Wvu", "Trk")]


def test_a_form_can_be_read_as_the_list_that_it_is() -> None:
    rows = [("Nombre", "Ana Ruiz"), ("Apellidos", "Gil Mora"), ("Correo", "Eva Sol")]
    made = with_decisions(rows, headers={"Hoja1": 0}, fields={("Hoja1", 2): "full_name"})
    assert made.totals()["rows"] == 3
