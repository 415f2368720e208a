"""Importing a list as an officer does: from the dropped file to the saved people, and back."""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from exchange_desk.gui.imports.columns_page import ColumnsPage
from exchange_desk.gui.imports.confirm_page import ConfirmPage
from exchange_desk.gui.imports.issue_list import View
from exchange_desk.gui.imports.issues import TITLES
from exchange_desk.gui.imports.review_page import ReviewPage
from exchange_desk.gui.imports.window import ImportWindow
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import Question
from exchange_desk.gui.kit.pickers import Picker
from exchange_desk.gui.kit.reverting import RevertDialog
from exchange_desk.intake.decisions import Policy
from exchange_desk.intake.doubts import PROBLEMS
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.model import Nomination, Official
from exchange_desk.support.problems import DeskError
from tests.gui.placed_desk import PlacedDesk, make_context, make_desk, unnamed

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the screen of the tests has none

HEADINGS = ("N.º", "Nombres", "Apellidos", "Correo", "Fecha de nacimiento", "Cargo", "Zeta")
ROWS = (
    (1, "Marco Vinicio", "Guerra Montúfar", "marco.guerra.example.org", "1983-11-24", "Técnico", "x"),
    (2, "Sisa", "Tituaña Anrango", "sisa@example.org", "1989-05-03", "Promotora", "x"),
    (3, "Jorge", "Villavicencio Paz", "jorge@example.org", "1978-02-17", "Jefe", "y"),
    (4, "Renata", "D'Amico Andrade", "renata.example.org", "1987-06-28", "Analista", "y"),
)


def workbook(folder: Path, rows: Sequence[Sequence[Any]] = ROWS, name: str = "nomina.xlsx", title: str = "") -> Path:
    """A small list with a title row, its headings in row 3."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "POSTULADOS"
    sheet["A1"] = title or "Nómina de postulados"
    for column, heading in enumerate(HEADINGS, 1):
        sheet.cell(3, column, heading)
    for place, row in enumerate(rows, 4):
        for column, value in enumerate(row, 1):
            sheet.cell(place, column, value)
    path = folder / name
    book.save(path)
    return path


@pytest.fixture
def placed(tmp_path: Path) -> Iterator[PlacedDesk]:
    made = make_desk(tmp_path / "test.desk")
    yield made
    made.desk.close()


@pytest.fixture
def ctx(qtbot: QtBot, placed: PlacedDesk) -> Iterator[Context]:
    made = make_context(placed.desk)
    yield made
    made.tasks.shut_down()
    made.changes.stop()


def opened(qtbot: QtBot, ctx: Context, path: Path) -> ImportWindow:
    window = ImportWindow(ctx, path)
    window._may_close = True
    qtbot.addWidget(window)
    window.show()
    settled(qtbot, window)
    return window


def settled(qtbot: QtBot, window: ImportWindow) -> None:
    qtbot.waitUntil(lambda: not window.waiting.is_busy, timeout=30_000)


def plan_of(window: ImportWindow) -> ImportPlan:
    assert window.draft.plan is not None
    return window.draft.plan


def columns(window: ImportWindow) -> ColumnsPage:
    page = window.pages[1]
    assert isinstance(page, ColumnsPage)
    return page


def review(window: ImportWindow) -> ReviewPage:
    page = window.pages[2]
    assert isinstance(page, ReviewPage)
    return page


def confirm(window: ImportWindow) -> ConfirmPage:
    page = window.pages[3]
    assert isinstance(page, ConfirmPage)
    return page


def shown(window: ImportWindow) -> list[list[str]]:
    """What the grid of the review shows."""
    model = review(window).model
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def import_all(qtbot: QtBot, window: ImportWindow) -> None:
    while window.step < 3:
        window.next_button.click()
    window.next_button.click()
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.result, timeout=30_000)


def test_a_list_goes_in_with_four_clicks_and_can_be_taken_back(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, tmp_path: Path
) -> None:
    people = placed.desk.lists.count("officials")
    window = opened(qtbot, ctx, workbook(tmp_path))
    assert window.file_page.programme.value() == placed.programme.id, "the only programme is proposed"
    assert window.file_page.preview.said.text() == "4 rows with a person"
    import_all(qtbot, window)
    assert window.result.heading.text() == "4 rows imported"
    assert placed.desk.lists.count("officials") == people + 4
    assert len(placed.desk.records.find(Nomination, programme_id=placed.programme.id)) == len(placed.nominations) + 4
    assert ctx.told.said[-1] == "4 rows imported"  # type: ignore[attr-defined]
    window.result.people.click()
    listing, where = ctx.told.listed[-1]  # type: ignore[attr-defined]
    assert (listing, len(where["id"])) == ("officials", 4)
    window.result.undo.click()
    qtbot.waitUntil(lambda: bool(window.result.findChildren(RevertDialog)), timeout=10_000)
    window.result.findChildren(RevertDialog)[0].go.click()
    qtbot.waitUntil(lambda: "undone" in window.result.heading.text(), timeout=10_000)
    assert placed.desk.lists.count("officials") == people


def test_a_workbook_dropped_on_the_window_is_read(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window = ImportWindow(ctx)
    qtbot.addWidget(window)
    window.show()
    assert window.file_page.pages.currentIndex() == 0
    assert not window.next_button.isEnabled()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(workbook(tmp_path)))])
    window.file_page.drop.dropEvent(
        QDropEvent(
            QPoint(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    settled(qtbot, window)
    assert window.file_page.name.text() == "nomina.xlsx"


def test_the_file_dialog_begins_where_the_last_list_was(
    qtbot: QtBot, ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path)
    asked: list[str] = []

    def choose(parent: QWidget, title: str, folder: str, kinds: str) -> tuple[str, str]:
        asked.append(folder)
        return str(path), kinds

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    window = ImportWindow(ctx)
    qtbot.addWidget(window)
    window.file_page.drop.browse.click()
    settled(qtbot, window)
    window.file_page.another.click()
    settled(qtbot, window)
    assert asked[1] == str(tmp_path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lista.xlsx", b"this is no workbook at all\n"),
        ("vacio.xlsx", b""),
        ("foto.xlsx", b"\x89PNG\r\n\x1a\n0000"),
    ],
)
def test_a_file_that_is_no_list_is_told_in_the_window_and_changes_nothing(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    steps = len(placed.desk.history.steps())
    window = opened(qtbot, ctx, path)
    assert window.notice.isVisible()
    assert len(window.notice.text) > 20
    assert window.draft.plan is None
    assert not window.next_button.isEnabled()
    assert [button.text() for button in window.notice.buttons] == ["Choose another file…"]
    assert len(placed.desk.history.steps()) == steps


def test_a_folder_and_a_file_that_is_gone_are_told_in_a_sentence(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.xlsx"):
        window = opened(qtbot, ctx, path)
        assert window.notice.text
        assert ctx.told.failures == []  # type: ignore[attr-defined]


def test_a_protected_workbook_asks_for_its_password_until_it_is_right(
    qtbot: QtBot, ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imports = ctx.desk.imports
    path = workbook(tmp_path)
    read = imports.plan

    def guarded(path: Path, *, password: str | None = None, **more: Any) -> ImportPlan:
        if password != "abeja":
            raise DeskError("workbook.wrong_password" if password else "workbook.password", "It is protected.")
        return read(path, password=password, **more)

    monkeypatch.setattr(imports, "plan", guarded)
    window = opened(qtbot, ctx, path)
    from exchange_desk.gui.imports.password import PasswordDialog

    first = window.findChildren(PasswordDialog)[-1]
    qtbot.keyClicks(first.line, "oso")
    first.open_button.click()
    settled(qtbot, window)
    assert window.draft.plan is None
    second = [d for d in window.findChildren(PasswordDialog) if d.isVisible()][-1]
    qtbot.keyClicks(second.line, "abeja")
    second.open_button.click()
    settled(qtbot, window)
    assert len(plan_of(window).tables[0].rows) == 4


def test_the_row_of_the_headings_can_be_corrected(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    english = ("No.", "Given names", "Family names", "E-mail", "Date of birth", "Post", "Zeta")
    window = opened(qtbot, ctx, workbook(tmp_path, [english, *ROWS]))
    preview = window.file_page.preview
    found = preview.row_box.value()
    other = 7 - found
    preview.table.cellDoubleClicked.emit(other - preview._first, 0)
    assert plan_of(window).decisions.headers == {"POSTULADOS": other}
    assert preview.row_box.value() == other
    preview.row_box.setValue(found)
    assert plan_of(window).tables[0].header_rows == (found,)


def test_a_row_that_cannot_hold_the_headings_is_refused_in_a_sentence(
    qtbot: QtBot, ctx: Context, tmp_path: Path
) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    preview = window.file_page.preview
    preview.table.cellDoubleClicked.emit(3, 0)
    assert "names of people" in window.notice.text
    assert preview.row_box.value() == 3
    assert len(plan_of(window).tables[0].rows) == 4


def test_columns_that_nobody_understood_come_first_and_can_be_said(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    window.next_button.click()
    page = columns(window)
    assert "1 column was not understood" in page.notice.text
    assert page.table.item(0, 0).text() == "G · Zeta"
    assert page.table.item(0, 1).text() == "x  ·  y"
    picker = page.table.cellWidget(0, 2)
    assert isinstance(picker, Picker)
    assert [text for _, text in picker._source("TEMA")] == []
    assert [text for _, text in picker._source("theme")] == ["Theme areas"]
    picker.set_value("theme")
    picker.changed.emit()
    assert plan_of(window).tables[0].columns[6].field == "theme"
    assert page.table.item(0, 3).text() == "Chosen by you"
    assert not page.notice.isVisible()


def test_without_a_column_of_names_the_plan_stays_and_the_window_says_why(
    qtbot: QtBot, ctx: Context, tmp_path: Path
) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    window.next_button.click()
    for column in (2, 3):
        window.draft.decisions.set_field("POSTULADOS", column, None)
    assert "names of people" in window.notice.text
    assert plan_of(window).tables[0].columns[2].field is not None


def test_a_cell_is_corrected_where_it_stands(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    window.next_button.click()
    window.next_button.click()
    page = review(window)
    page.list.choose(View("group", "email.no_at", "warning"))
    assert [row[0] for row in shown(window)] == ["4", "7"]
    qtbot.keyClick(page, Qt.Key.Key_F8)
    page.next_issue(1)
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


def answer(buttons: Sequence[QPushButton], text: str) -> None:
    next(button for button in buttons if button.accessibleName().startswith(text)).click()


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


def test_going_back_keeps_every_decision(qtbot: QtBot, ctx: Context, placed: PlacedDesk, tmp_path: Path) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    window.draft.decisions.set_field("POSTULADOS", 7, "theme")
    window.draft.decisions.set_cells({("POSTULADOS", 4, 4): "marco@example.org"})
    window.draft.decisions.skip_row(("POSTULADOS", 5), skipped=True)
    decided = plan_of(window).decisions
    window.go_to(3)
    window.rail.chosen.emit(0)
    window.file_page.sender_city.set_value(placed.cities["Quito"].id)
    window.file_page.sender_city.changed.emit()
    settled(qtbot, window)
    again = plan_of(window)
    assert (again.decisions.fields, again.decisions.cells, again.decisions.skipped) == (
        decided.fields,
        decided.cells,
        decided.skipped,
    )
    assert again.ground.origin.sender == placed.cities["Quito"].id


def test_the_sender_is_read_from_the_title(qtbot: QtBot, ctx: Context, placed: PlacedDesk, tmp_path: Path) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path, title="Municipio de Quito"))
    assert window.file_page.sender_city.value() == placed.cities["Quito"].id


def test_a_file_changed_after_it_was_read_is_not_imported(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, tmp_path: Path
) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    people = placed.desk.lists.count("officials")
    workbook(tmp_path, ROWS[:2])
    window.go_to(3)
    window.next_button.click()
    qtbot.waitUntil(lambda: "changed" in window.notice.text, timeout=20_000)
    assert placed.desk.lists.count("officials") == people
    window.notice.buttons[0].click()
    settled(qtbot, window)
    assert plan_of(window).totals()["rows"] == 2


def test_closing_asks_once_when_something_was_decided(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    window._may_close = False
    window.draft.decisions.skip_row(("POSTULADOS", 4), skipped=True)
    window.close()
    assert window.isVisible()
    question = window.findChildren(Question)[0]
    assert question.no.isDefault()
    with qtbot.waitSignal(window.destroyed):
        question.yes.click()


def test_another_file_does_not_wipe_out_decisions_unasked(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    window.draft.decisions.skip_row(("POSTULADOS", 4), skipped=True)
    window.file_page.file_chosen.emit(workbook(tmp_path, ROWS[:1], "otra.xlsx"))
    question = window.findChildren(Question)[0]
    assert plan_of(window).totals()["skipped"] == 1
    question.yes.click()
    settled(qtbot, window)
    assert window.file_page.name.text() == "otra.xlsx"


def test_stopping_a_save_before_it_wrote_leaves_the_desk_as_it_was(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, tmp_path: Path
) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    people = placed.desk.lists.count("officials")
    window.go_to(3)
    window.next_button.click()
    window.draft.stop()
    qtbot.waitUntil(lambda: not ctx.tasks.busy, timeout=20_000)
    assert placed.desk.lists.count("officials") == people
    assert not window.draft.is_saving
    assert window.next_button.isEnabled()
    import_all(qtbot, window)
    assert placed.desk.lists.count("officials") == people + 4


def test_a_save_that_came_through_all_the_same_is_told(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped too late: the records are in the desk, so the window says so."""
    window = opened(qtbot, ctx, workbook(tmp_path))
    apply, begun, stopped = ctx.desk.imports.apply, threading.Event(), threading.Event()

    def late(plan: ImportPlan, progress: Any) -> Any:
        begun.set()
        assert stopped.wait(10)
        return apply(plan)

    monkeypatch.setattr(ctx.desk.imports, "apply", late)
    window.go_to(3)
    window.next_button.click()
    qtbot.waitUntil(begun.is_set, timeout=10_000)
    window.waiting.stop.click()
    stopped.set()
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.result, timeout=30_000)
    assert window.result.heading.text() == "4 rows imported"


def test_the_window_stays_open_while_a_list_is_saved(
    qtbot: QtBot, ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    apply, go_on = ctx.desk.imports.apply, threading.Event()

    def slow(plan: ImportPlan, progress: Any) -> Any:
        assert go_on.wait(10)
        return apply(plan, progress)

    monkeypatch.setattr(ctx.desk.imports, "apply", slow)
    window.go_to(3)
    window.next_button.click()
    window.close()
    assert window.isVisible()
    assert "being saved" in window.notice.text
    go_on.set()
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.result, timeout=30_000)


def test_the_sender_is_told_what_to_put_right(
    qtbot: QtBot, ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the list is imported and after; the reply goes where the person says, or nowhere."""
    window = opened(qtbot, ctx, workbook(tmp_path))
    assert not window.reply_button.isVisible()
    window.go_to(2)
    assert window.reply_button.isVisible()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    window.reply_button.click()
    assert not ctx.tasks.busy
    folder = tmp_path / "replies"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    window.reply_button.click()
    qtbot.waitUntil(lambda: "The reply to the sender is in" in window.notice.text, timeout=20_000)
    import_all(qtbot, window)
    assert window.reply_button.isVisible()
    window.reply_button.click()
    qtbot.waitUntil(lambda: "(2)" in window.notice.text, timeout=20_000)
    assert len(list(folder.iterdir())) == 2
    assert ctx.folder("reply") == folder


def test_a_list_without_fault_brings_no_reply(
    qtbot: QtBot, ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    monkeypatch.setattr(ctx.desk.imports, "reply", lambda *_: None)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    window.go_to(2)
    window.reply_button.click()
    qtbot.waitUntil(lambda: "nothing" in window.notice.text, timeout=20_000)


def test_everything_fits_and_has_a_name_for_a_screen_reader(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    assert window.minimumSizeHint().height() <= 560
    assert window.minimumSizeHint().width() <= 1092
    for step in range(4):
        window.go_to(step)
        QApplication.processEvents()
        assert unnamed(window) == []
