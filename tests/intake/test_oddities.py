"""What lists do that no form would allow: marks after names, both days in a cell, levels twice, formulas, groups."""

from datetime import date
from typing import Any

import pytest

from exchange_desk.intake.dates import DAY_FIRST, read_date, read_period
from exchange_desk.support.language import Language
from exchange_desk.support.problems import DeskError
from exchange_desk.workbooks.grid import Mark
from tests.intake.lists import TODAY, keys, names, plan, sheet, values

FAR = date(2040, 1, 1)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("del 3 al 14 de noviembre de 2026", (date(2026, 11, 3), date(2026, 11, 14))),
        ("03-14 nov 2026", (date(2026, 11, 3), date(2026, 11, 14))),
        ("28 de octubre al 3 de noviembre de 2026", (date(2026, 10, 28), date(2026, 11, 3))),
        ("20 dic – 10 ene 2027", (date(2026, 12, 20), date(2027, 1, 10))),
        ("15/5/2026 - 30/5/2026", (date(2026, 5, 15), date(2026, 5, 30))),
        ("2026-05-01 - 2026-05-28", (date(2026, 5, 1), date(2026, 5, 28))),
        ("de 1 a 30 de maio de 2026", (date(2026, 5, 1), date(2026, 5, 30))),
        ("du 1er au 15 mars 2026", (date(2026, 3, 1), date(2026, 3, 15))),
        ("del 3 al 14/nov", None),
        ("del 14 al 3 de noviembre de 2026", None),
        ("4127-7100", None),
        ("Quito - Lima", None),
    ],
)
def test_two_days_in_one_cell(text: str, days: tuple[date, date] | None) -> None:
    assert read_period(text, DAY_FIRST, FAR) == days


def test_two_days_without_a_year_are_no_day_of_another_year() -> None:
    assert read_date("3 al 14/nov", DAY_FIRST, FAR).value is None
    assert read_date("12/mar/80", DAY_FIRST, TODAY).value == date(1980, 3, 12)
    assert read_date("March 12, 80", DAY_FIRST, TODAY).value == date(1980, 3, 12)


def test_a_column_of_periods_fills_both_days() -> None:
    made = plan([("Nombre completo", "Periodo de estancia"), ("Ana Ruiz Vega", "del 3 al 14 de noviembre de 2026"),
                 ("Luis Gil Mora", "por definir")])  # fmt: skip
    first, second = values(made)
    assert (first["start"], first["end"]) == (date(2026, 11, 3), date(2026, 11, 14))
    assert {"start", "end"}.isdisjoint(second)


def test_the_question_about_the_order_of_a_date_speaks_of_our_century() -> None:
    made = plan([("Nombre completo", "Desde"), ("Ana Ruiz Vega", "3/4/26")])
    assert "2026" in made.questions[0].say(Language("es"))


@pytest.mark.parametrize(
    ("general", "own", "level", "rough"),
    [
        ("Inglés 80 %", "B2", "B2", False),
        ("Inglés B2", "avanzado", "B2", False),
        ("Inglés básico", "avanzado", "A2", True),
        ("Inglés C1", "x", "C1", False),
        ("Inglés", "B1", "B1", False),
    ],
)
def test_a_language_named_in_two_columns_has_one_level(general: str, own: str, level: str, rough: bool) -> None:
    for heads, cells in ((("Idiomas", "Inglés"), (general, own)), (("Inglés", "Idiomas"), (own, general))):
        made = plan([("Nombre completo", *heads), ("Ana Ruiz Vega", *cells)])
        found = values(made)[0]["language.en"]
        if not rough:
            assert found == level
        assert found in ("A2", "B1", "B2", "C1")
        assert ("language.approximate" in keys(made)[0]) is rough


def test_a_mark_after_a_name_is_not_part_of_it() -> None:
    made = plan([("Nombre completo", "Correo"), ("Eva Marta Paz*", None), ("Ana Ruiz Vega (*)", None), ("* suplente",)])
    assert [family for _, family in names(made)] == ["Paz", "Ruiz Vega"]
    assert keys(made) == [["name.mark"], ["name.mark"]]


def test_given_names_that_repeat_the_surnames_lose_them() -> None:
    rows = [("Nombres", "Primer apellido", "Segundo apellido"), ("Ana Ruiz Vega", "Ruiz", "Vega")]
    made = plan(rows)
    assert names(made) == [("Ana", "Ruiz Vega")]
    assert "name.repeated" in keys(made)[0]


def test_a_city_alone_in_a_line_is_the_heading_of_a_group() -> None:
    made = plan([("Nombre", "Apellidos", "Correo"), ("Quito",), ("Eva", "Sol", "e@example.org"), ("Mercedes",)])
    assert [v.get("city") for v in values(made)] == ["Quito", "Quito"]
    assert names(made)[1][0] == "Mercedes"


def test_a_name_in_a_formula_without_result_is_refused_and_not_lost() -> None:
    rows: list[tuple[Any, ...]] = [("Nombre completo", "Edad"), (None, None), ("Luis Gil Mora", None)]
    made = plan(sheet(rows, marks={(2, 1): Mark(uncalculated=True), (2, 2): Mark(uncalculated=True)}))
    assert [row.outcome for row in made.rows] == ["refused", "new"]
    assert keys(made)[0] == ["cell.uncalculated", "name.missing"]


def test_hidden_rows_are_named() -> None:
    made = plan(sheet([("Nombre", "Apellidos"), ("Ana", "Ruiz"), ("Luis", "Gil")], hidden_rows=frozenset((3,))))
    assert [(note.key, note.params["rows"]) for note in made.notes] == [("file.hidden_rows", ["Hoja1: 3"])]


@pytest.mark.parametrize(
    ("rows", "marks", "key"),
    [
        ([("Nombre", "Apellidos", "Correo")], {}, "intake.no_rows"),
        ([("Presupuesto", 1), ("Otro", 2)], {}, "intake.no_table"),
        ([(None, None), (None, 1)], {(1, 1): Mark(uncalculated=True)}, "intake.only_formulas"),
    ],
)
def test_a_list_without_people_is_refused_with_the_reason(rows: Any, marks: Any, key: str) -> None:
    with pytest.raises(DeskError) as refused:
        plan(sheet(rows, marks=marks))
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("heading", "cell", "field"),
    [
        ("Órgão/Entidade", "Prefeitura de Contagem", "institution"),
        ("Thème souhaité", "Mobilité", "theme"),
        ("Fechas de estancia", "del 3 al 14 de noviembre de 2026", "start"),
        ("Preferred dates", "1 May 2026 to 28 May 2026", "start"),
    ],
)
def test_more_headings_are_known(heading: str, cell: str, field: str) -> None:
    made = plan([("Nome", "Sobrenome", heading), ("Ana", "Ruiz", cell), ("Eva", "Gil", cell)])
    assert made.tables[0].columns[2].field == field
