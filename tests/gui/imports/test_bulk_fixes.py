"""One kind of problem settled for all its cells and rows at once, and taken back again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from exchange_desk.gui.imports import draft as drafting
from exchange_desk.gui.imports.group_panel import as_written, moved
from exchange_desk.gui.imports.issue_list import View
from exchange_desk.gui.imports.review_page import ReviewPage
from exchange_desk.gui.imports.window import ImportWindow
from exchange_desk.gui.kit.context import Context
from tests.gui.imports.importing import opened, plan_of, press, review, rows_of, settled, shown, workbook

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the screen of the tests has none

CAPITALS = (
    (1, "MARCO VINICIO", "GUERRA MONTÚFAR", "marco@example.org", "1983-11-24", "Técnico", ""),
    (2, "SISA", "TITUAÑA ANRANGO", "sisa@example.org", "1989-05-03", "Promotora", ""),
    (3, "Jorge", "Villavicencio Paz", "jorge@example.org", "1978-02-17", "Jefe", ""),
)


def at_review(qtbot: QtBot, ctx: Context, path: Path, view: View) -> tuple[ImportWindow, ReviewPage]:
    window = opened(qtbot, ctx, path)
    window.go_to(2)
    page = review(window)
    page.list.choose(view)
    return window, page


def test_all_e_mails_without_an_at_are_corrected_with_one_click(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window, page = at_review(qtbot, ctx, workbook(tmp_path), View("group", "email.no_at", "warning"))
    assert page.group.isVisible()
    lines = [line.texts for line in page.group.cells.lines]
    assert lines == [
        ["marco.guerra.example.org", "1", "marco.guerra@example.org"],
        ["renata.example.org", "1", "renata@example.org"],
    ]
    page.group.cells.write(1, ["renata.example.org", "1", "renata.d@example.org"])
    assert page.group.apply.text() == "Correct 2 cells"
    page.group.apply.click()
    found = [row.values["email"] for row in plan_of(window).rows]
    assert found == ["marco.guerra@example.org", "sisa@example.org", "jorge@example.org", "renata.d@example.org"]
    assert View("group", "email.no_at", "warning") != page.list.view, "what is settled gives way"
    press(window, "Ctrl+Z")
    assert "email" not in rows_of(window)[0].values
    press(window, "Ctrl+Shift+Z")
    assert [row.values["email"] for row in plan_of(window).rows] == found


def test_a_line_without_a_tick_stays_as_it_is(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window, page = at_review(qtbot, ctx, workbook(tmp_path), View("group", "email.no_at", "warning"))
    page.group.cell_table.selectRow(0)
    qtbot.keyClick(page.group.cell_table, Qt.Key.Key_Space)
    assert page.group.apply.text() == "Correct 1 cell"
    page.group.apply.click()
    assert rows_of(window)[0].values.get("email") is None
    assert [line.texts[0] for line in page.group.cells.lines] == ["marco.guerra.example.org"]


def test_all_rows_of_a_kind_are_left_out_at_once(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window, page = at_review(qtbot, ctx, workbook(tmp_path), View("group", "email.no_at", "warning"))
    assert page.group.skip.text() == "Leave out these 2 rows"
    page.group.skip.click()
    assert plan_of(window).totals()["skipped"] == 2
    page.undo.click()
    assert plan_of(window).totals()["skipped"] == 0


def test_one_cell_of_the_kind_can_be_looked_at_instead(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window, page = at_review(qtbot, ctx, workbook(tmp_path), View("group", "email.no_at", "warning"))
    assert page.below.together.text() == "All 2 together"
    page.below.single.click()
    assert not page.group.isVisible()
    assert page.cell.isVisible()
    page.below.together.click()
    assert page.group.isVisible()
    page.next_issue(1)
    assert page.cell.isVisible(), "going from cell to cell shows the cell"
    assert shown(window)[1][4] == "renata.example.org", "the column that is settled stands beside the names"


def test_changed_capitals_are_left_as_written(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window, page = at_review(qtbot, ctx, workbook(tmp_path, CAPITALS), View("group", "name.case_changed", "note"))
    assert page.group.keep.text() == "Leave all as written"
    page.group.keep.click()
    rows = rows_of(window)
    assert [row.name for row in rows] == [
        "GUERRA MONTÚFAR, MARCO VINICIO",
        "TITUAÑA ANRANGO, SISA",
        "Villavicencio Paz, Jorge",
    ]
    press(window, "Ctrl+Z")
    assert rows_of(window)[0].name == "Guerra Montúfar, Marco Vinicio"


def test_the_border_of_a_name_is_moved_word_by_word(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window, page = at_review(qtbot, ctx, workbook(tmp_path, CAPITALS), View("group", "name.case_changed", "note"))
    page.group.name_table.selectRow(0)
    page.group.family.click()
    assert page.group.names.lines[0].texts[2:] == ["Marco", "Vinicio Guerra Montúfar"]
    page.group.given.click()
    page.group.given.click()
    assert page.group.names.lines[0].texts[2:] == ["Marco Vinicio Guerra", "Montúfar"]
    page.group.swap.click()
    assert page.group.apply.text() == "Correct 1 name"
    page.group.apply.click()
    assert rows_of(window)[0].name == "Marco Vinicio Guerra, Montúfar"
    assert rows_of(window)[1].name == "Tituaña Anrango, Sisa"


@pytest.mark.parametrize(
    ("given", "family", "by", "expected"),
    [
        ("Ana", "María Soto", 1, ("Ana María", "Soto")),
        ("Ana María", "Soto", 1, ("Ana María", "Soto")),
        ("Ana María", "Soto", -1, ("Ana", "María Soto")),
        ("Ana", "Soto", -1, ("Ana", "Soto")),
        ("Ana", "", 1, ("Ana", "")),
    ],
)
def test_one_word_stays_on_either_side(given: str, family: str, by: int, expected: tuple[str, str]) -> None:
    assert moved(given, family, by) == expected


def test_a_name_typed_into_the_grid_is_the_name(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window, page = at_review(qtbot, ctx, workbook(tmp_path, CAPITALS), View())
    place = page.model.fields.index("given_names") + 2
    assert page.model.index(0, place).data(Qt.ItemDataRole.EditRole) == "Marco Vinicio"
    assert page.model.setData(page.model.index(0, place), "Marco V.")
    row = rows_of(window)[0]
    assert row.name == "Guerra Montúfar, Marco V."
    assert as_written(row) == ("Marco V.", "Guerra Montúfar"), "nothing was changed automatically any more"
    page.grid.setCurrentIndex(page.model.index(0, place))
    assert page.cell.restore.isVisible()
    page.cell.restore.click()
    assert rows_of(window)[0].name == "Guerra Montúfar, Marco Vinicio"


def test_what_was_decided_is_listed_and_taken_back_one_by_one(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window, page = at_review(qtbot, ctx, workbook(tmp_path), View())
    window.draft.decisions.set_cells({("POSTULADOS", 7, 4): "renata@example.org"})
    window.draft.decisions.skip_row(("POSTULADOS", 5), skipped=True)
    window.draft.decisions.set_names({("POSTULADOS", 4): ("Marco", "Guerra")})
    page.list.choose(View("decided"))
    table = page.decided.table
    lines = [[table.item(r, c).text() for c in range(3)] for r in range(table.rowCount())]
    assert lines == [
        ["Corrected", "POSTULADOS, cell D7: “renata.example.org”", "“renata@example.org”"],
        ["Name given", "POSTULADOS, row 4", "“Guerra, Marco”"],
        ["Skipped", "POSTULADOS, row 5", "left out"],
    ]
    assert not page.decided.again.isEnabled()
    table.selectAll()
    page.decided.again.click()
    assert plan_of(window).decisions == type(plan_of(window).decisions)()


def test_nothing_typed_is_lost_while_an_earlier_correction_is_worked_out(
    qtbot: QtBot, ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "_AT_ONCE", 0)
    window, page = at_review(qtbot, ctx, workbook(tmp_path), View())
    place = page.model.fields.index("email") + 2
    page.model.setData(page.model.index(0, place), "marco@example.org")
    assert page.model.index(0, place).data() == "marco@example.org", "in sight at once"
    page.model.setData(page.model.index(3, place), "renata@example.org")
    window.draft.decisions.skip_row(("POSTULADOS", 5), skipped=True)
    assert window.draft.typed.keys() == {("POSTULADOS", 4, 4), ("POSTULADOS", 7, 4)}
    qtbot.waitUntil(lambda: not window.draft.typed and not window.waiting.is_busy, timeout=20_000)
    rows = rows_of(window)
    assert [rows[0].values["email"], rows[3].values["email"]] == ["marco@example.org", "renata@example.org"]
    assert plan_of(window).totals()["skipped"] == 1
    press(window, "Ctrl+Z")
    settled(qtbot, window)
    assert plan_of(window).totals()["skipped"] == 0


def test_a_refused_decision_does_not_take_the_others_with_it(
    qtbot: QtBot, ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "_AT_ONCE", 0)
    window, _ = at_review(qtbot, ctx, workbook(tmp_path), View())
    window.draft.decisions.set_cells({("POSTULADOS", 4, 4): "marco@example.org"})
    window.draft.decisions.answer("no such question", "x")
    window.draft.decisions.skip_row(("POSTULADOS", 5), skipped=True)
    settled(qtbot, window)
    assert "No open question" in window.notice.text
    assert rows_of(window)[0].values["email"] == "marco@example.org"
    assert plan_of(window).totals()["skipped"] == 1
