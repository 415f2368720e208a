"""People of the list whom the desk knows: questions, comparison, changes field by field, and who is gone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from exchange_desk.gui.imports.compare import pairs
from exchange_desk.gui.imports.issue_list import View
from exchange_desk.gui.imports.window import ImportWindow
from exchange_desk.gui.kit.context import Context
from exchange_desk.intake.decisions import Policy
from exchange_desk.model import Nomination, NominationStatus, Official
from exchange_desk.support.language import Language
from tests.gui.imports.importing import ROWS, answer, import_all, opened, plan_of, review, settled, workbook
from tests.gui.placed_desk import PlacedDesk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the screen of the tests has none

QUESTION = View("group", "identity.ambiguous", "question")


@pytest.fixture
def known(placed: PlacedDesk) -> list[Official]:
    """Two people whom rows of the list may be."""
    people = [
        Official(given_names="Marco", family_names="Guerra Montúfar", post="Jefe de Tránsito"),
        Official(given_names="Jorge Luis", family_names="Villavicencio Paz", post="Asesor"),
    ]
    placed.desk.records.save(*people)
    return people


def asked(qtbot: QtBot, ctx: Context, path: Path) -> ImportWindow:
    window = opened(qtbot, ctx, path)
    window.go_to(2)
    review(window).list.choose(QUESTION)
    return window


def test_the_question_that_was_chosen_is_shown_with_its_place_among_its_kind(
    qtbot: QtBot, ctx: Context, known: list[Official], tmp_path: Path
) -> None:
    window = asked(qtbot, ctx, workbook(tmp_path))
    question = review(window).question
    assert question.place.text() == "Question 1 of 2"
    assert "Marco" in question.text.text()
    question.after.click()
    assert question.place.text() == "Question 2 of 2"
    assert "Jorge" in question.text.text()
    assert review(window).grid.currentIndex().row() == 1
    question.after.click()
    assert question.place.text() == "Question 1 of 2"


def test_an_answer_is_given_by_its_number_from_the_grid_and_from_the_panel(
    qtbot: QtBot, ctx: Context, known: list[Official], tmp_path: Path
) -> None:
    window = asked(qtbot, ctx, workbook(tmp_path))
    page = review(window)
    numbers = [button.accessibleName() for button in page.question.buttons]
    page.grid.setFocus()
    qtbot.keyClick(page.grid, str(numbers.index("Another person") + 1))
    assert len(plan_of(window).questions) == 1
    page.question.buttons[0].setFocus()
    qtbot.keyClick(page.question, Qt.Key.Key_1)
    assert plan_of(window).questions == ()
    assert plan_of(window).totals()["waiting"] == 0


def test_all_questions_of_a_kind_are_answered_at_once_but_never_with_a_name(
    qtbot: QtBot, ctx: Context, known: list[Official], tmp_path: Path
) -> None:
    window = asked(qtbot, ctx, workbook(tmp_path))
    offered = [button.accessibleName() for button in review(window).question.buttons]
    together = [text for text in offered if text.startswith("All 2")]
    assert together == ["All 2: Another person", "All 2: Skip the row"]
    answer(review(window).question.buttons, "All 2: Another person")
    assert plan_of(window).totals()["new"] == 4


def test_an_answer_is_taken_back_and_asked_again(
    qtbot: QtBot, ctx: Context, known: list[Official], tmp_path: Path
) -> None:
    window = asked(qtbot, ctx, workbook(tmp_path))
    page = review(window)
    answer(page.question.buttons, "Another person")
    page.list.choose(View("decided"))
    assert page.decided.table.item(0, 2).text() == "Another person"
    assert "Marco" in page.decided.table.item(0, 1).text()
    page.decided.table.selectRow(0)
    page.decided.again.click()
    assert len(plan_of(window).questions) == 2


def test_what_both_have_alike_is_hidden_until_asked_for(
    qtbot: QtBot, ctx: Context, known: list[Official], tmp_path: Path
) -> None:
    window = asked(qtbot, ctx, workbook(tmp_path))
    compare = review(window).question.compare
    shown = [compare.table.item(r, 0).text() for r in range(compare.table.rowCount())]
    assert "Post" in shown
    assert "Family names" not in shown
    assert compare.equal.text() == "Show 1 equal field"
    compare.equal.click()
    lines = [[compare.table.item(r, c).text() for c in range(4)] for r in range(compare.table.rowCount())]
    assert ["Family names", "Guerra Montúfar", "Guerra Montúfar", "Guerra Montúfar"] in lines
    assert ["Post", "Técnico", "Jefe de Tránsito", "Jefe de Tránsito"] in lines
    assert ["E-mail", "–", "–", "–"] not in lines


@pytest.mark.parametrize(
    ("policy", "post", "phone"),
    [(Policy.COMPLETE, "Jefa", "2"), (Policy.UPDATE, "Técnica", "2"), (Policy.KEEP, "Jefa", "")],
)
def test_what_would_stand_follows_the_policy(policy: Policy, post: str, phone: str) -> None:
    found = pairs({"post": "Técnica", "unit": "2"}, {"post": "Jefa", "sex": "female"}, policy, Language("en"))
    stands = {pair.field: pair.stands for pair in found}
    assert (stands["post"], stands["unit"], stands["sex"]) == (post, phone, "Female")


def test_a_phone_written_otherwise_is_the_same_phone() -> None:
    [pair] = pairs({"phone": "+593 2-555-0101"}, {"phone": "+593 2 555 0101"}, Policy.COMPLETE, Language("en"))
    assert pair.is_equal


def test_changes_are_taken_or_left_one_by_one_and_by_the_field(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, known: list[Official], tmp_path: Path
) -> None:
    window = asked(qtbot, ctx, workbook(tmp_path))
    page = review(window)
    for _ in known:
        answer(page.question.buttons, "The same person")
    page.list.choose(View("changes"))
    table = page.changes
    posts = [line for line in table.model.lines if line.change.field == "post"]
    assert [line.change.applied for line in posts] == [False, False], "the desk's value stays unless taken"
    table.field.setCurrentIndex(table.field.findData("post"))
    table.field.activated.emit(table.field.currentIndex())
    assert table.take_all.text() == "Take over all 2"
    table.take_all.click()
    assert [line.change.applied for line in table.model.lines] == [True, True]
    table.table.selectRow(1)
    qtbot.keyClick(table.table, Qt.Key.Key_Space)
    assert [line.change.applied for line in table.model.lines] == [True, False]
    assert table.model.index(1, 4).data() == "stays as it is"
    import_all(qtbot, window)
    posts_now = {person.id: placed.desk.records.get(Official, person.id).post for person in known}
    assert sorted(posts_now.values()) == ["Asesor", "Técnico"]


def test_people_who_are_in_the_list_no_longer_withdraw_only_when_that_is_said(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, tmp_path: Path
) -> None:
    first = opened(qtbot, ctx, workbook(tmp_path, title="Municipio de Quito"))
    import_all(qtbot, first)
    made = {each.id for each in placed.nominations}
    window = opened(qtbot, ctx, workbook(tmp_path, ROWS[:2], "corregida.xlsx", title="Municipio de Quito"))
    window.go_to(2)
    page = review(window)
    page.list.choose(View("missing"))
    missing = page.missing
    assert missing.isVisible()
    assert missing.table.rowCount() == 2
    assert missing.all_out.text() == "All 2 withdrew"
    assert missing.table.item(0, 2).text() == "Not decided: remains for now"
    missing.table.selectRow(0)
    missing.out.click()
    assert missing.table.item(0, 2).text() == "Withdrawn with the import"
    missing.table.selectRow(1)
    missing.stay.click()
    assert missing.table.item(1, 2).text() == "Remains"
    gone = plan_of(window).missing[0].nomination_id
    import_all(qtbot, window)
    new = [each for each in placed.desk.records.find(Nomination) if each.id not in made]
    report = window.result.report
    assert (report.withdrawn, report.standing) == ((gone,), ())
    assert [each.id for each in new if each.status == NominationStatus.WITHDRAWN] == [gone]


def test_the_colour_that_is_asked_about_is_shown(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    import openpyxl
    from openpyxl.styles import PatternFill

    path = workbook(tmp_path, [(n, f"Ana {n}", f"Soto {n}", f"a{n}@example.org", "", "", "") for n in "ABCDEFGH"])
    book = openpyxl.load_workbook(path)
    for column in range(1, 8):
        book.active.cell(6, column).fill = PatternFill("solid", fgColor="FFFF9999")
    book.save(path)
    window = opened(qtbot, ctx, path)
    settled(qtbot, window)
    window.go_to(2)
    page = review(window)
    page.list.choose(View("group", "row.filled", "question"))
    assert "light red" in page.question.text.text()
    assert page.question.swatch.isVisible()
    centre = page.question.swatch.pixmap().toImage().pixelColor(5, 5)
    assert centre.name() == "#ff9999"
