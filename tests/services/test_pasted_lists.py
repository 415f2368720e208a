"""Cells pasted from a spreadsheet program are a list like any other; files without a list can be looked at."""

from pathlib import Path

import openpyxl
import pytest

from exchange_desk.intake.decisions import Decisions
from exchange_desk.model import Official, SourceFile
from exchange_desk.services.desk import Desk
from exchange_desk.support.problems import DeskError

TEXT = (
    "Nombres\tApellidos\tCorreo\nSisa\tTituaña Anrango\tsisa@example.org\nJorge\tVillavicencio Paz\tjorge@example.org\n"
)


def test_pasted_cells_are_planned_kept_gone_on_with_and_imported(desk: Desk) -> None:
    plan = desk.imports.plan_pasted(TEXT, name="Lista pegada")
    assert plan.workbook.name == "Lista pegada"
    draft = desk.imports.keep_draft(plan.with_cell(plan.tables[0].sheet, 2, 3, "sisa.t@example.org"))
    resumed = desk.imports.resume(draft)
    assert [row.values["email"] for row in resumed.rows] == ["sisa.t@example.org", "jorge@example.org"]
    report = desk.imports.apply(resumed)
    assert report.totals["new"] == 2
    assert {person.family_names for person in desk.records.find(Official)} == {"Tituaña Anrango", "Villavicencio Paz"}
    assert [file.name for file in desk.records.find(SourceFile)] == ["Lista pegada"]


def test_nothing_pasted_is_refused_in_a_sentence(desk: Desk) -> None:
    with pytest.raises(DeskError):
        desk.imports.plan_pasted("  \n")


def test_a_file_without_a_list_is_looked_at_and_read_as_told(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "X"
    for row, cells in enumerate([("Zzz", "Qqq"), ("Sisa Tituaña Anrango", 1), ("Jorge Villavicencio Paz", 2)], 3):
        for column, value in enumerate(cells, 2):
            sheet.cell(row, column, value)
    path = tmp_path / "raro.xlsx"
    book.save(path)
    seen = desk.imports.look(path)
    assert seen.sheets[0].value(3, 2) == "Zzz"
    told = Decisions(headers={"X": 3}, fields={("X", 2): "full_name"})
    plan = desk.imports.plan(path, decisions=told)
    assert [row.name for row in plan.rows] == ["Tituaña Anrango, Sisa", "Villavicencio Paz, Jorge"]


def test_the_same_list_for_another_programme_is_not_read_again(desk: Desk, tmp_path: Path) -> None:
    plan = desk.imports.plan_pasted(TEXT).with_row("?", 0, skipped=True)
    again = desk.imports.plan_again(plan, None, None)
    assert again.workbook is plan.workbook
    assert again.decisions == plan.decisions
