"""The catalogue of what arrives: one workbook for each feature, through the real reader, with the plan to expect.

The numbers are those of the catalogue of real lists: M1 titles, M2 headings of two rows, and so on.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from exchange_desk.intake.plan import ImportPlan, read_plan
from exchange_desk.workbooks.reader import read
from tests.builders import Rows
from tests.intake.lists import TODAY, keys, names, values

HEAD = ("Nombre", "Apellidos", "Correo")
ANA, LUIS, ROSA = (
    ("Ana", "Ruiz Vega", "ana@example.org"),
    ("Luis", "Gil Mora", "luis@example.org"),
    ("Rosa", "Paz Soto", "rosa@example.org"),
)


class Written:
    """A workbook being written; `plan` reads it back and understands it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lista.xlsx"
        self.book = openpyxl.Workbook()
        self.book.remove(self.book.active)

    def sheet(self, rows: Rows, name: str = "Hoja1", merged: tuple[str, ...] = ()) -> Any:
        page = self.book.create_sheet(name)
        for row in rows:
            page.append(list(row))
        for area in merged:
            page.merge_cells(area)
        return page

    def plan(self, answers: Mapping[str, str] | None = None) -> ImportPlan:
        self.book.save(self._path)
        made = read_plan(read(self._path), today=TODAY)
        return made.answer_all(answers) if answers else made


@pytest.fixture
def file(tmp_path: Path) -> Written:
    return Written(tmp_path)


def aside(made: ImportPlan) -> list[str]:
    return [str(line.why) for table in made.tables for line in table.set_aside]


def test_m1_titles_above_the_headings(file: Written) -> None:
    titles = [("ALCALDÍA DE QUITO – Nómina de postulantes 2026",), (), ("Convocatoria 3",), ("3 de marzo",), (), ()]
    file.sheet([*titles, HEAD, ANA, LUIS], merged=("A1:C1",))
    made = file.plan()
    assert made.tables[0].header_rows == (7,)
    assert [v["city"] for v in values(made)] == ["Quito", "Quito"]


def test_m2_headings_of_two_rows(file: Written) -> None:
    file.sheet([("N°", "Nombre", None, None, "Correo"), (None, "Nombre(s)", "Primer apellido", "Segundo apellido"),
                (1, "Ana", "Ruiz", "Vega", "ana@example.org")], merged=("B1:D1", "A1:A2", "E1:E2"))  # fmt: skip
    made = file.plan()
    assert made.tables[0].header_rows == (1, 2)
    assert names(made) == [("Ana", "Ruiz Vega")]
    assert values(made)[0]["email"] == "ana@example.org"


def test_m3_a_vertical_merge_fills_down_and_blanks_are_asked_about(file: Written) -> None:
    rows = [(*HEAD, "Ciudad"), (*ANA, "Quito"), LUIS, (*ROSA, "Lima"), ("Eva", "Sol", "eva@example.org")]
    file.sheet(rows, "Unidas", merged=("D2:D3", "D4:D5"))
    assert [v.get("city") for v in values(file.plan())] == ["Quito", "Quito", "Lima", "Lima"]
    file.book.remove(file.book["Unidas"])
    file.sheet(rows)
    assert [q.key for q in file.plan().questions] == ["column.repeat_above"]
    answered = file.plan({"column.repeat_above": "repeat"})
    assert [v.get("city") for v in values(answered)] == ["Quito", "Quito", "Lima", "Lima"]


def test_m5_hidden_rows_and_columns(file: Written) -> None:
    page = file.sheet([(*HEAD, "Cargo"), (*ANA, "Jefa"), (*LUIS, "Jefe"), (*ROSA, "Jefa")])
    page.row_dimensions[3].hidden = True
    page.column_dimensions["D"].hidden = True
    page.auto_filter.ref = "A1:D4"
    made = file.plan()
    assert [n[0] for n in names(made)] == ["Ana", "Rosa"]
    assert {note.key for note in made.notes} == {"file.hidden_rows", "file.hidden_columns"}
    assert made.with_line("Hoja1", 3).totals()["rows"] == 3


def test_m6_catalogues_instructions_and_old_versions(file: Written) -> None:
    file.sheet([("INSTRUCCIONES",), ("1. Llene una fila por persona",), ("2. Correo: el institucional",)], "Leer")
    file.sheet([HEAD, ANA, LUIS])
    old = file.sheet([HEAD, ROSA], "Hoja1 (2)")
    old.sheet_state = "veryHidden"
    catalogue = file.sheet([("Países",), ("México",), ("Perú",)], "hidden1")
    catalogue.sheet_state = "hidden"
    made = file.plan()
    assert [(s.name, s.why) for s in made.sheets_aside] == [
        ("Leer", "no_table"), ("Hoja1 (2)", "hidden"), ("hidden1", "hidden"),
    ]  # fmt: skip
    assert made.with_sheet("Hoja1 (2)").totals()["rows"] == 3


def test_m6_the_same_person_in_two_sheets_is_one_and_it_is_said(file: Written) -> None:
    file.sheet([HEAD, ANA], "Lista")
    file.sheet([HEAD, ANA, LUIS], "Lista (2)")
    made = file.plan()
    assert [str(row.outcome) for row in made.rows] == ["new", "same", "new"]
    assert "person.twice" in keys(made)[1]


def test_m7_a_sheet_for_each_city(file: Written) -> None:
    file.sheet([HEAD, ANA], "Quito")
    file.sheet([HEAD, LUIS], "Guayaquil")
    assert [v["city"] for v in values(file.plan())] == ["Quito", "Guayaquil"]


def test_m9_the_whole_name_in_both_columns_of_surnames(file: Written) -> None:
    whole = "ANA RUIZ VEGA"
    file.sheet([("Nombre", "Primer apellido", "Segundo apellido"), (whole, whole, whole), ("LUIS", "GIL", "MORA")])
    made = file.plan()
    assert names(made) == [("Ana", "Ruiz Vega"), ("Luis", "Gil Mora")]
    assert "name.repeated" in keys(made)[0]


def test_m16_letters_that_came_damaged(file: Written) -> None:
    file.sheet([("Nombre completo", "Ciudad", "TelÃ©fono"), ("JosÃ© MartÃ\u00adnez", "Bele\u0301m", None),
                ("Ana\u00a0Ruiz\u200b", "Medellin", "+57 604 385 5555")])  # fmt: skip
    made = file.plan()
    assert names(made) == [("José", "Martínez"), ("Ana", "Ruiz")]
    assert [v["city"] for v in values(made)] == ["Belém", "Medellín"]
    assert "text.repaired" in keys(made)[0]
    assert made.tables[0].columns[2].field == "phone"


def test_m17_totals_signatures_footnotes_and_legends_are_no_people(file: Written) -> None:
    foot = [("TOTAL: 2",), (), ("Elaboró: Marta Soto", None, "Autorizó: Juan Mar"), ("Vo.Bo.",), ("Lic. Marta Soto",),
            ("* suplente",), ("Rojo = se retira",), ("Fuente: Secretaría General",)]  # fmt: skip
    file.sheet([HEAD, ANA, LUIS, *foot])
    made = file.plan()
    assert made.totals()["rows"] == 2
    assert aside(made) == ["totals", "signature", "signature", "signature", "note", "note", "note"]


@pytest.mark.parametrize(
    "person", [("Suma", "Total Gil", "suma@example.org"), ("Total", "Gil Paz", None), ("Soma", "Reis", "s@example.org")]
)
def test_m17_people_called_like_a_total_are_people(file: Written, person: tuple[Any, ...]) -> None:
    file.sheet([HEAD, ANA, person, ("TOTAL", 2, None)])
    made = file.plan()
    assert [n[0] for n in names(made)] == ["Ana", person[0]]
    assert aside(made) == ["totals"]


def test_m18_notes_that_decide_or_speak_of_health(file: Written) -> None:
    told = ["se retira", "suplente de Ana Ruiz", "ya participó en 2013", "alergia a los mariscos", "viaja con su hijo"]
    file.sheet([("Nombre completo", "Observaciones"), *((f"{n} Gil Mora", t) for n, t in zip(
        ("Ana", "Luis", "Rosa", "Juan", "Marta"), told, strict=True))])  # fmt: skip
    found = [[key for key in row if key.startswith("note.")] for row in keys(file.plan())]
    assert [bool(row) for row in found] == [True, True, True, True, False]
    assert found[3] == ["note.sensitive"]


def test_m19_a_colour_and_struck_names_are_asked_about_once(file: Written) -> None:
    page = file.sheet([HEAD, ANA, LUIS, ROSA, ("Eva", "Sol", "e@example.org"), ("Juan", "Mar", "j@example.org")])
    for cell in page[3]:
        cell.fill = PatternFill("solid", fgColor="FFFF0000")
    page["A4"].font = page["B4"].font = Font(strike=True)
    made = file.plan()
    assert sorted(q.key for q in made.questions) == ["row.filled", "row.struck"]
    done = made.answer_all({"row.filled": "skip", "row.struck": "take"})
    assert [str(row.outcome) for row in done.rows] == ["new", "skipped", "new", "new", "new"]


def test_m22_groups_and_blank_rows(file: Written) -> None:
    file.sheet([(*HEAD, "Cargo"), ("SECRETARÍA DE MOVILIDAD",), (*ANA, "Jefa"), (), (), ("DIRECCIÓN DE AGUA",),
                (*LUIS, "Jefe")])  # fmt: skip
    made = file.plan()
    assert [v["unit"] for v in values(made)] == ["SECRETARÍA DE MOVILIDAD", "DIRECCIÓN DE AGUA"]
    assert aside(made) == ["group", "group"]


def test_m23_two_people_and_two_days_in_a_cell(file: Written) -> None:
    file.sheet([("Nombre completo", "Fechas"), ("Ana Ruiz\nLuis Gil", "del 3 al 14 de noviembre de 2026"),
                ("Rosa Paz", "03-14 nov 2026")])  # fmt: skip
    made = file.plan()
    assert [q.key for q in made.questions] == ["name.two_people"]
    assert [(v["start"], v["end"]) for v in values(made)] == [(date(2026, 11, 3), date(2026, 11, 14))] * 2


def test_m24_formulas_without_their_results_are_said(file: Written) -> None:
    file.sheet([("Nombre", "Apellidos", "Correo"), ("Ana", "Ruiz", "=A2&B2"), ("=B2", None, "x@example.org")])
    made = file.plan()
    assert "cell.uncalculated" in keys(made)[0]
    assert [str(row.outcome) for row in made.rows] == ["new", "refused"]


def test_m25_comments_and_lists_to_choose_from(file: Written) -> None:
    page = file.sheet([(*HEAD, "Sexo"), (*ANA, "Mujer"), (*LUIS, "Hombre")])
    page["A2"].comment = Comment("confirmar con la secretaría", "oficina")
    choices = DataValidation(type="list", formula1='"Mujer,Hombre"')
    page.add_data_validation(choices)
    choices.add("D2:D50")
    made = file.plan()
    assert "cell.comment" in keys(made)[0]
    assert [v["sex"] for v in values(made)] == ["female", "male"]


def test_m27_headings_in_several_languages(file: Written) -> None:
    file.sheet([("Nombre / Nom / Nome", "Apellidos / Noms de famille", "Correo electrónico\nCourriel",
                 "Ciudad - Ville"),
                ("Ana", "Ruiz Vega", "ana@example.org", "Quito")])  # fmt: skip
    made = file.plan()
    assert [c.field for c in made.tables[0].columns] == ["given_names", "family_names", "email", "city"]


def test_m28_headings_that_come_again_are_another_persons(file: Written) -> None:
    file.sheet([("Nombre:", "Correo", "Fecha", "Nombre", "Cargo", "Fecha:", "Correo"),
                ("Ana Ruiz", "ana@example.org", "12/03/2026", "Luis Gil", "Jefe", "13/04/2026", "luis@example.org"),
                ("Eva Sol", "eva@example.org", "13/03/2026", "Luis Gil", "Jefe", "13/04/2026", "luis@example.org"),
                ])  # fmt: skip
    made = file.plan()
    assert [n[0] for n in names(made)] == ["Ana", "Eva"]
    assert [(v["email"], v.get("post")) for v in values(made)] == [("ana@example.org", None), ("eva@example.org", None)]


def test_m29_a_form_for_each_person(file: Written) -> None:
    for name, mail in (("Ana Ruiz Vega", "ana@example.org"), ("Luis Gil Mora", "luis@example.org")):
        file.sheet([("FICHA",), ("Nombre completo:", None, name), ("Correo:", None, mail)], name.split()[0],
                   merged=("A2:B2", "A3:B3"))  # fmt: skip
    made = file.plan()
    assert names(made) == [("Ana", "Ruiz Vega"), ("Luis", "Gil Mora")]
    assert [v["email"] for v in values(made)] == ["ana@example.org", "luis@example.org"]


def test_m30_rows_in_another_order_are_the_same_people(file: Written) -> None:
    from tests.benchmarks.samples import known_from

    file.sheet([HEAD, ANA, LUIS])
    before = file.plan()
    file.book.remove(file.book["Hoja1"])
    file.sheet([HEAD, LUIS, ROSA, ANA])
    file.plan()
    again = read_plan(before.workbook, known_from(before), today=TODAY)
    assert all(row.match is not None for row in again.rows)


def test_m31_formulas_that_would_do_harm_are_text(file: Written) -> None:
    page = file.sheet([(*HEAD, "Observaciones"), (*ANA, "+ viaja sola"), (*LUIS, "@casa")])
    page["D4"].data_type = "s"
    made = file.plan()
    assert [v.get("note") for v in values(made)] == ["+ viaja sola", "@casa"]
