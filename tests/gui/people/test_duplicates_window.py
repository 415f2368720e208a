"""The window for people who stand in the desk twice, and joining two of the list."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import ErrorNotice
from exchange_desk.gui.people.comparing import breakable
from exchange_desk.gui.people.duplicates import DuplicatesWindow
from exchange_desk.gui.people.joining import JoinDialog
from exchange_desk.gui.people.screen import officials_screen
from exchange_desk.model import LanguageSkill, Nomination, NominationStatus, NotSamePerson, Official, TravelDocument
from exchange_desk.services.joining import Side
from tests.gui.placed_desk import PlacedDesk, make_context, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests


@pytest.fixture
def maria(placed: PlacedDesk) -> Official:
    """María José Núñez Peñaloza once more, as a list wrote her, nominated in the same programme."""
    first = placed.officials[0]
    first.phone, first.national_id = "+593 2 555 0101", "170555012"
    made = Official(
        given_names="Maria J.",
        family_names="Nuñez Peñaloza",
        city_id=first.city_id,
        email="maria.jose.nunez.penaloza@municipalidad.example.org",
        phone="+593 2 555 0199",
        languages=[LanguageSkill(language="fr", level="B1")],
        documents=[TravelDocument(number="AB1234567", country="EC")],
    )
    placed.desk.records.save(first, made)
    placed.desk.nominations.nominate(placed.programme.id, made.id)
    return made


@pytest.fixture
def jorge(placed: PlacedDesk) -> Official:
    made = Official(given_names="Jorge", family_names="Abril Tarache")
    placed.desk.records.save(made)
    return made


@pytest.fixture
def window(qtbot: QtBot, ctx: Context, maria: Official, jorge: Official) -> Iterator[DuplicatesWindow]:
    made = DuplicatesWindow(ctx)
    made.show()
    qtbot.waitUntil(lambda: made.model.rowCount() == 2)
    yield made
    made.close()


def choose(window: DuplicatesWindow, official: Official) -> None:
    rows = [row for row, pair in enumerate(window.model.pairs) if official.id in (pair.left, pair.right)]
    window.list.go_to(rows[0])


def result(window: DuplicatesWindow, field: str) -> str:
    return window.panel._results[field].text().replace("\u200b", "")


def test_each_pair_is_named_with_its_reasons(window: DuplicatesWindow, maria: Official) -> None:
    choose(window, maria)
    index = window.list.currentIndex()
    assert index.data() == "Núñez Peñaloza, María José\nNuñez Peñaloza, Maria J."
    assert "different e-mail" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert window.count.text().startswith("2 pairs")
    assert window.panel.equal_button.text() == "Show 1 equal field"
    assert "Nominations: 1" in window.panel.follows.text()
    assert unnamed(window) == []


def test_the_choice_of_a_side_shows_what_comes_of_it(window: DuplicatesWindow, maria: Official) -> None:
    choose(window, maria)
    assert result(window, "phone") == "+593 2 555 0101"
    choices = {radio.objectName(): radio for group in window.panel._groups for radio in group.buttons()}
    choices["Phone both"].click()
    assert result(window, "phone") == "+593 2 555 0101 / +593 2 555 0199"
    choices["Given names gone"].click()
    assert result(window, "given_names") == "Maria J."
    assert window.panel.values["given_names"] is Side.GONE


def test_document_numbers_are_hidden_until_they_are_asked_for(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, maria: Official
) -> None:
    dialog = JoinDialog(ctx, placed.officials[0].id, maria.id)
    qtbot.addWidget(dialog)
    dialog.show()
    told = " ".join(label.text() for label in dialog.panel.area.findChildren(type(dialog.panel.follows)))
    assert "170555012" not in told
    assert "AB1234567" not in told
    dialog.panel.eye.click()
    told = " ".join(label.text() for label in dialog.panel.area.findChildren(type(dialog.panel.follows)))
    assert "170555012" in told


def test_joining_says_so_and_is_undone_from_the_bar(
    qtbot: QtBot, ctx: Context, window: DuplicatesWindow, placed: PlacedDesk, maria: Official
) -> None:
    choose(window, maria)
    window.panel.choose("email", Side.GONE)
    window.join.click()
    kept = ctx.desk.records.get(Official, placed.officials[0].id)
    assert kept.email == maria.email
    assert ctx.desk.records.load(Official, [maria.id]) == []
    twin = ctx.desk.records.find(Nomination, official_id=kept.id)
    assert sorted(each.status for each in twin) == [NominationStatus.PLACED, NominationStatus.WITHDRAWN]
    assert window.notice.text == "Joined."
    assert window.model.rowCount() == 1
    window.notice.buttons[0].click()
    assert len(ctx.desk.records.load(Official, [maria.id])) == 1
    assert window.model.rowCount() == 2
    assert window.notice.text == "They are two records again."


def test_undo_in_the_bar_works_after_other_work_too(ctx: Context, window: DuplicatesWindow, maria: Official) -> None:
    choose(window, maria)
    window.join.click()
    ctx.desk.records.save(Official(given_names="Eva", family_names="Muestra"))
    window.notice.buttons[0].click()
    assert len(ctx.desk.records.load(Official, [maria.id])) == 1
    assert len(ctx.desk.records.find(Official, given_names="Eva")) == 1


def test_swapping_keeps_the_other_record(ctx: Context, window: DuplicatesWindow, jorge: Official) -> None:
    choose(window, jorge)
    window.swap.click()
    window.join.click()
    assert ctx.desk.records.get(Official, jorge.id).email == "tarache@example.org"


def test_two_people_told_apart_leave_the_list_for_good(
    qtbot: QtBot, ctx: Context, window: DuplicatesWindow, jorge: Official
) -> None:
    choose(window, jorge)
    window.apart.click()
    assert window.model.rowCount() == 1
    assert len(ctx.desk.records.find(NotSamePerson)) == 1
    window.again.click()
    qtbot.waitUntil(lambda: not window._looking)
    assert window.model.rowCount() == 1


def test_what_is_put_off_comes_last_and_stays(window: DuplicatesWindow) -> None:
    first = window.model.pairs[0]
    window.list.go_to(0)
    window.later.click()
    assert [each.left for each in window.model.pairs][-1] == first.left
    assert window.list.currentIndex().row() == 0


def test_everything_works_from_the_keyboard(
    qtbot: QtBot, ctx: Context, window: DuplicatesWindow, jorge: Official
) -> None:
    window.activateWindow()
    choose(window, jorge)
    window.list.setFocus()
    qtbot.keyClick(window.list, Qt.Key.Key_Return)
    assert window.panel.isAncestorOf(window.focusWidget())
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ctx.desk.records.load(Official, [jorge.id]) == []
    for key, rows in ((Qt.Key.Key_L, 1), (Qt.Key.Key_D, 0)):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        assert window.model.rowCount() == rows
    assert window.stack.currentIndex() == 2


def test_a_desk_without_pairs_says_so(qtbot: QtBot, ctx: Context) -> None:
    made = DuplicatesWindow(ctx)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: not made._looking)
    assert made.stack.currentIndex() == 2
    assert "Nobody stands in the desk twice" in made.empty.text()


def test_stopping_a_search_that_waits_leaves_the_job_before_it_alone(qtbot: QtBot, ctx: Context) -> None:
    go, ended = threading.Event(), []
    ctx.tasks.run("Another job", lambda _: go.wait(5), done=ended.append)
    made = DuplicatesWindow(ctx)
    made.show()
    made.stop.click()
    assert made.empty.text() == "The search was stopped."
    made.close()
    go.set()
    qtbot.waitUntil(lambda: ended == [True])


def test_a_search_that_was_stopped_says_so(qtbot: QtBot, ctx: Context) -> None:
    made = DuplicatesWindow(ctx)
    qtbot.addWidget(made)
    made.show()
    ctx.tasks.cancel()
    qtbot.waitUntil(lambda: not made._looking)
    assert made.empty.text() in ("The search was stopped.", "Nobody stands in the desk twice, as far as can be seen.")


def test_a_record_deleted_meanwhile_leaves_the_list(ctx: Context, window: DuplicatesWindow, jorge: Official) -> None:
    ctx.desk.records.delete(Official, [jorge.id])
    choose(window, jorge)
    assert window.model.rowCount() == 1


@pytest.mark.parametrize("code", ["en", "es", "pt", "fr"])
def test_it_fits_a_small_screen_in_every_language(qtbot: QtBot, placed: PlacedDesk, maria: Official, code: str) -> None:
    ctx = make_context(placed.desk, code=code)
    made = DuplicatesWindow(ctx)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.model.rowCount() == 1)
    choose(made, maria)
    hint = made.minimumSizeHint()
    assert hint.width() <= 1092
    assert hint.height() <= 560
    ctx.tasks.shut_down()
    ctx.changes.stop()


def test_two_of_the_list_are_joined(qtbot: QtBot, ctx: Context, placed: PlacedDesk, jorge: Official) -> None:
    screen = officials_screen(ctx)
    qtbot.addWidget(screen)
    screen.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    screen.show()
    screen.select([placed.officials[1].id])
    assert not screen.commands.action("official.join").isEnabled()
    screen.select([jorge.id, placed.officials[1].id])
    screen.commands.trigger("official.join")
    (dialog,) = [each for each in screen.findChildren(JoinDialog) if each.isVisible()]
    assert unnamed(dialog) == []
    dialog.join.click()
    assert ctx.desk.records.load(Official, [jorge.id]) == []
    assert len(ctx.desk.merging.joined(placed.officials[1].id)) == 1
    assert screen.findChildren(ErrorNotice) == []


def test_a_long_address_may_go_on_in_the_next_line() -> None:
    text = "maria.penaloza@municipalidad.example.org"
    assert breakable(text).replace("\u200b", "") == text
    assert "\u200b" in breakable(text)
    assert breakable("Ana Ruiz, 3.5") == "Ana Ruiz, 3.5"
