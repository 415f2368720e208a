"""Importing a list as an officer does: from the dropped file to the saved people, and back."""

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from exchange_desk.gui.imports.issue_list import View
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import Question
from exchange_desk.gui.kit.reverting import RevertDialog
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.model import Nomination, Official
from exchange_desk.support.language import LANGUAGES
from exchange_desk.support.problems import DeskError
from tests.gui.imports.importing import (
    ROWS,
    import_all,
    opened,
    plan_of,
    review,
    settled,
    workbook,
)
from tests.gui.placed_desk import PlacedDesk, make_context, unnamed

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the screen of the tests has none


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


def test_closing_keeps_the_review_and_another_day_goes_on_with_it(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path), closes=True)
    window.draft.decisions.skip_row(("POSTULADOS", 4), skipped=True)
    window.draft.decisions.set_cells({("POSTULADOS", 7, 4): "renata@example.org"})
    with qtbot.waitSignal(window.destroyed):
        window.close()
    assert "kept" in ctx.told.said[-1]  # type: ignore[attr-defined]
    other = opened(qtbot, ctx)
    begun = other.file_page.begun
    assert [draft.name for draft in begun.drafts] == ["nomina.xlsx"]
    assert begun.resume_buttons[0].accessibleName() == "Continue “nomina.xlsx”"
    (tmp_path / "nomina.xlsx").unlink()
    begun.resume_buttons[0].click()
    settled(qtbot, other)
    assert plan_of(other).totals()["skipped"] == 1
    assert list(plan_of(other).rows)[3].values["email"] == "renata@example.org"
    assert other.file_page.programme.value() == ctx.desk.lists.ids("programmes")[0]
    import_all(qtbot, other)
    assert ctx.desk.imports.drafts() == []


def test_a_review_is_kept_by_itself_and_a_crash_loses_nothing(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    assert window.keeper.is_current
    window.draft.decisions.skip_row(("POSTULADOS", 4), skipped=True)
    assert not window.keeper.is_current
    with qtbot.waitSignal(window.keeper.kept, timeout=20_000):
        window.keeper.keep()
    assert window.keeper.is_current
    assert window.waiting.kept.text().startswith("Kept ")
    assert [draft.name for draft in ctx.desk.imports.drafts()] == ["nomina.xlsx"]


def test_a_list_that_was_only_looked_at_is_not_kept(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path), closes=True)
    with qtbot.waitSignal(window.destroyed):
        window.close()
    assert ctx.desk.imports.drafts() == []


def test_where_nothing_can_be_kept_closing_asks(
    qtbot: QtBot, ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(plan: ImportPlan) -> str:
        raise DeskError("store.full", "The disk is full.")

    monkeypatch.setattr(ctx.desk.imports, "keep_draft", full)
    window = opened(qtbot, ctx, workbook(tmp_path), closes=True)
    window.draft.decisions.skip_row(("POSTULADOS", 4), skipped=True)
    window.close()
    assert window.isVisible()
    question = window.findChildren(Question)[0]
    assert question.no.isDefault()
    with qtbot.waitSignal(window.destroyed):
        question.yes.click()


def test_a_review_begun_is_discarded_when_that_is_wanted(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    made = ctx.desk.imports.plan(workbook(tmp_path)).with_row("POSTULADOS", 4, skipped=True)
    ctx.desk.imports.keep_draft(made)
    window = opened(qtbot, ctx)
    window.file_page.begun.discard_buttons[0].click()
    window.findChildren(Question)[0].yes.click()
    assert ctx.desk.imports.drafts() == []
    assert not window.file_page.begun.isVisible()


def test_another_file_lets_the_one_with_decisions_wait(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    window.draft.decisions.skip_row(("POSTULADOS", 4), skipped=True)
    window.file_page.files_chosen.emit([workbook(tmp_path, ROWS[:1], "otra.xlsx")])
    settled(qtbot, window)
    assert window.file_page.name.text() == "otra.xlsx"
    assert window.queue.said.text() == "List 2 of 2"
    window.lists.look_at(0)
    settled(qtbot, window)
    assert plan_of(window).totals()["skipped"] == 1


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
    qtbot.waitUntil(lambda: "own workbook, with the cells marked" in window.notice.text, timeout=20_000)
    assert [button.text() for button in window.notice.buttons] == ["Open the folder", "Copy the e-mail"]
    window.notice.buttons[1].click()
    assert "nomina.xlsx" in QGuiApplication.clipboard().text()
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


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_everything_fits_and_has_a_name_for_a_screen_reader(
    qtbot: QtBot, placed: PlacedDesk, tmp_path: Path, code: str
) -> None:
    ctx = make_context(placed.desk, code=code)
    made = ctx.desk.imports.plan(workbook(tmp_path, name="otra.xlsx")).with_row("POSTULADOS", 4, skipped=True)
    ctx.desk.imports.keep_draft(made)
    window = opened(qtbot, ctx)
    assert window.file_page.begun.isVisible()
    assert unnamed(window) == []
    assert window.minimumSizeHint().width() <= 1092
    window.lists.choose([workbook(tmp_path), workbook(tmp_path, ROWS[:1], "dos.xlsx")])
    settled(qtbot, window)
    for step in range(4):
        window.go_to(step)
        QApplication.processEvents()
        assert unnamed(window) == []
    page = review(window)
    window.go_to(2)
    for place in range(page.list.count()):
        page.list.setCurrentRow(place)
        QApplication.processEvents()
        assert unnamed(window) == []
        assert window.minimumSizeHint().height() <= 560
        assert window.minimumSizeHint().width() <= 1092
    ctx.tasks.shut_down()
    ctx.changes.stop()


def test_a_whole_list_is_settled_with_the_keyboard_alone(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    """Group by group with the arrows, corrected with F2 and Enter, a question answered by its number, imported."""
    ctx.desk.records.save(Official(given_names="Marco", family_names="Guerra Montúfar"))
    window = opened(qtbot, ctx, workbook(tmp_path))
    for _ in range(2):
        qtbot.keyClick(window.next_button, Qt.Key.Key_Space)
    page = review(window)
    page.list.setFocus()
    kinds = [page.list.item(place).data(Qt.ItemDataRole.UserRole) for place in range(page.list.count())]
    while page.list.view != View("group", "identity.ambiguous", "question"):
        assert page.list.currentRow() < len(kinds) - 1
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert page.question.buttons[0].accessibleName().startswith("The same person")
    qtbot.keyClick(page.question, "1")
    assert plan_of(window).questions == ()
    assert page.list.view == View("group", "email.no_at", "warning"), "the next thing to settle"
    page.next_issue(1)
    here = page.grid.currentIndex()
    assert here.data() == "marco.guerra.example.org"
    qtbot.keyClick(page.grid, Qt.Key.Key_F2)
    editor = page.grid.findChildren(QLineEdit)[-1]
    editor.selectAll()
    qtbot.keyClicks(editor, "marco@example.org")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.grid.currentIndex().data() == "renata.example.org")
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    editor = page.grid.findChildren(QLineEdit)[-1]
    editor.selectAll()
    qtbot.keyClicks(editor, "renata@example.org")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not [g for g in window.draft.digest.groups if g.key == "email.no_at"])  # type: ignore[union-attr]
    qtbot.keyClick(window.next_button, Qt.Key.Key_Space)
    assert window.next_button.text() == "Import 4 rows"
    qtbot.keyClick(window.next_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.result, timeout=30_000)


def test_cells_are_copied_with_their_headings(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    window.go_to(2)
    page = review(window)
    page.grid.setCurrentIndex(page.model.index(0, 2))
    qtbot.keyClick(page.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Guerra Montúfar"
    selection = QItemSelection(page.model.index(0, 2), page.model.index(1, 3))
    page.grid.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    qtbot.keyClick(page.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        "Family names\tGiven names\nGuerra Montúfar\tMarco Vinicio\nTituaña Anrango\tSisa"
    )


def test_the_model_of_the_rows_keeps_the_rules_of_its_kind(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    window.go_to(2)
    QAbstractItemModelTester(review(window).model, QAbstractItemModelTester.FailureReportingMode.Warning)
    window.draft.decisions.skip_row(("POSTULADOS", 4), skipped=True)
    review(window).list.choose(View("group", "email.no_at", "warning"))
    assert review(window).model.rowCount() == 1
