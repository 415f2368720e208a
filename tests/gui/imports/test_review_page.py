"""The third step: rows, cells and questions, settled where they stand."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from exchange_desk.gui.imports.issue_list import View
from exchange_desk.gui.imports.issues import TITLES
from exchange_desk.gui.kit.context import Context
from exchange_desk.intake.decisions import Policy
from exchange_desk.intake.doubts import PROBLEMS
from exchange_desk.model import Official
from tests.gui.imports.importing import ROWS, answer, confirm, import_all, opened, plan_of, review, shown, workbook
from tests.gui.placed_desk import PlacedDesk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the screen of the tests has none


def test_a_cell_is_corrected_where_it_stands(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    window.next_button.click()
    window.next_button.click()
    page = review(window)
    page.list.choose(View("group", "email.no_at", "warning"))
    assert [row[0] for row in shown(window)] == ["4", "7"]
    assert page.model.cell_at(page.grid.currentIndex()).name == "D4", "the first of the kind is looked at"  # type: ignore[union-attr]
    assert page.list.hasFocus() or not window.isActiveWindow()
    qtbot.keyClick(page, Qt.Key.Key_F8)
    index = page.grid.currentIndex()
    assert page.model.cell_at(index).name == "D7"  # type: ignore[union-attr]
    assert page.cell.title.text() == "Row 7 · D'Amico Andrade, Renata · cell D7 · E-mail"
    assert page.cell.received.text() == "Received: “renata.example.org”"
    page.cell.edit.clear()
    qtbot.keyClicks(page.cell.edit, "renata@example.org")
    qtbot.keyClick(page.cell.edit, Qt.Key.Key_Return)
    assert next(row for row in plan_of(window).rows if row.row == 7).values["email"] == "renata@example.org"
    assert [row[0] for row in shown(window)] == ["4"]
    first = page.model.index(0, page.model.fields.index("email") + 2)
    assert page.model.setData(first, "marco@example.org")
    assert not any(row.problems for row in plan_of(window).rows if row.row == 4)
    page.list.choose(View())
    page.draft.step_back()
    assert next(row for row in plan_of(window).rows if row.row == 4).values.get("email") is None


def test_equal_mistakes_are_corrected_at_once(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    rows = [(n, f"Ana {name}", "Soto Paz", f"a{n}@example.org", "mayo", "Jefa", "") for n, name in enumerate("ABC")]
    window = opened(qtbot, ctx, workbook(tmp_path, rows))
    window.go_to(2)
    page = review(window)
    page.list.choose(View("group", "date.unread", "warning"))
    page.next_issue(1)
    while page.model.cell_at(page.grid.currentIndex()).field != "birth_date":  # type: ignore[union-attr]
        page.next_issue(1)
    assert page.cell.apply_all.text() == "Correct all 3 cells that say the same"
    page.cell.edit.setText("1990-05-01")
    page.cell.apply_all.click()
    assert {str(row.values["birth_date"]) for row in plan_of(window).rows} == {"1990-05-01"}


def test_a_row_is_skipped_and_taken_again(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    window.go_to(2)
    page = review(window)
    page.grid.setCurrentIndex(page.model.index(1, 0))
    page.cell.skip.click()
    assert plan_of(window).totals()["skipped"] == 1
    window.go_to(3)
    assert window.next_button.text() == "Import 3 rows"
    window.back()
    page.grid.setCurrentIndex(page.model.index(1, 0))
    assert page.cell.skip.text() == "Take the row"
    page.cell.skip.click()
    assert plan_of(window).totals()["skipped"] == 0


def test_a_person_possibly_known_is_compared_and_decided(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, tmp_path: Path
) -> None:
    known = Official(
        given_names="Marco", family_names="Guerra Montúfar", post="Jefe de Tránsito", phone="+593 2 555 0101"
    )
    placed.desk.records.save(known)
    window = opened(qtbot, ctx, workbook(tmp_path))
    window.go_to(2)
    page = review(window)
    page.list.choose(View("group", "identity.ambiguous", "question"))
    assert [row[0] for row in shown(window)] == ["4"]
    assert "somebody already known" in page.question.text.text()
    table = page.question.compare.table
    lines = {
        table.item(r, 0).text(): (table.item(r, 1).text(), table.item(r, 2).text()) for r in range(table.rowCount())
    }
    assert lines["Post"] == ("Técnico", "Jefe de Tránsito")
    assert lines["Phone"] == ("–", "+593 2 555 0101")
    window.go_to(3)
    assert window.next_button.text() == "Import 3 rows and leave 1 waiting"
    window.go_to(2)
    answer(page.question.buttons, "The same person")
    assert plan_of(window).totals()["waiting"] == 0
    assert plan_of(window).totals()["update"] == 1
    window.go_to(3)
    changes = confirm(window).changes
    person = changes.topLevelItem(0)
    fields = {person.child(i).text(0): [person.child(i).text(c) for c in (1, 2, 3)] for i in range(person.childCount())}
    assert fields["Post"] == ["Jefe de Tránsito", "Técnico", "stays as it is"]
    assert fields["Date of birth"] == ["–", "24 Nov 1983", "24 Nov 1983"]
    window.file_page.policy.setCurrentIndex(window.file_page.policy.findData(Policy.UPDATE))
    window.file_page.policy.activated.emit(1)
    window.go_to(3)
    import_all(qtbot, window)
    assert placed.desk.records.get(Official, known.id).post == "Técnico"


def test_struck_names_are_asked_about_once_for_all_rows(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    path = workbook(tmp_path)
    book = openpyxl.load_workbook(path)
    for cell in ("B5", "C5", "B6", "C6"):
        book.active[cell].font = Font(strike=True)
    book.save(path)
    window = opened(qtbot, ctx, path)
    window.go_to(2)
    page = review(window)
    page.list.choose(View("group", "row.struck", "question"))
    assert page.question.rows.text() == "It concerns 2 rows: 5, 6."
    answer(page.question.buttons, "They withdrew")
    assert plan_of(window).totals()["skipped"] == 2


def test_lines_set_aside_are_listed_with_the_reason_and_can_be_taken(
    qtbot: QtBot, ctx: Context, tmp_path: Path
) -> None:
    rows = [*ROWS, ("", "TOTAL", "", "", "", "", "")]
    window = opened(qtbot, ctx, workbook(tmp_path, rows))
    window.go_to(2)
    page = review(window)
    page.list.choose(View("aside"))
    table = page.aside.table
    lines = [[table.item(r, c).text() for c in range(3)] for r in range(table.rowCount())]
    assert ["1", "Title above the table", "Nómina de postulados"] in lines
    assert ["8", "Totals", "TOTAL"] in lines
    table.selectRow(lines.index(["8", "Totals", "TOTAL"]))
    page.aside.take.click()
    assert plan_of(window).totals()["rows"] == 5


def test_every_kind_of_remark_is_called_by_a_name_of_its_own() -> None:
    assert set(PROBLEMS) - set(TITLES) == set()


def test_one_button_leads_through_all_that_is_open(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    window.go_to(2)
    page = review(window)
    assert page.onward.isEnabled() == page.list.has_open
    page.onward.click()
    page.list.choose(View("group", "email.no_at", "warning"))
    assert "@" in page.group.what.text()
    page.onward.click()
    assert page.list.view.kind in ("group", "missing")
    assert page.list.view.severity != "note", "what was done automatically waits for nobody"
