"""The pane beside a list."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QMenu, QScrollArea, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from exchange_desk.gui.kit.commands import Command
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.detail import DetailPane
from exchange_desk.gui.kit.empty import ActionButton
from exchange_desk.gui.kit.groups import Detail, Group
from exchange_desk.gui.kit.labels import LongText
from exchange_desk.model import LanguageSkill, Nomination, Official, Placement, TravelDocument
from tests.gui.placed_desk import PlacedDesk, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests

PERSON = Detail((Group("Identity", ("given_names", "birth_date", "city_id")), Group("Papers", ("documents",))))


def texts(pane: QWidget) -> list[str]:
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisibleTo(pane) and label.text()]


@pytest.fixture
def pane(qtbot: QtBot, ctx: Context) -> DetailPane:
    made = DetailPane(ctx, lambda kind, record_id: QWidget())
    qtbot.addWidget(made)
    made.resize(320, 500)
    made.show()
    return made


def test_it_shows_what_there_is_and_leaves_out_what_is_empty(
    qtbot: QtBot, pane: DetailPane, placed: PlacedDesk
) -> None:
    pane.show_records(Official, [placed.officials[0].id], PERSON)
    qtbot.waitUntil(lambda: "Núñez Peñaloza, María José" in texts(pane))
    assert "Quito (EC)" in texts(pane)
    assert "Date of birth" not in texts(pane)
    assert unnamed(pane) == []


def test_numbers_of_documents_are_masked_until_asked_for_and_again_for_the_next(
    qtbot: QtBot, ctx: Context, pane: DetailPane, placed: PlacedDesk
) -> None:
    person = ctx.desk.records.get(Official, placed.officials[0].id)
    person.documents = [TravelDocument(number="G12344821", country="EC")]
    person.languages = [LanguageSkill(language="es", level="native", approximate=True)]
    ctx.desk.records.save(person)
    pane.show_records(Official, [person.id], PERSON)
    qtbot.waitUntil(lambda: any("•••• 4821" in text for text in texts(pane)))
    assert not any("G12344821" in text for text in texts(pane))
    pane._turn()
    assert any("G12344821" in text for text in texts(pane))
    pane.show_records(Official, [placed.officials[1].id], PERSON)
    pane.refresh()
    pane.show_records(Official, [person.id], PERSON)
    pane.refresh()
    assert not any("G12344821" in text for text in texts(pane))


def test_states_stand_as_symbol_and_word_with_the_moves_they_allow(
    qtbot: QtBot, pane: DetailPane, placed: PlacedDesk
) -> None:
    asked: list[str] = []
    moves = Detail(moves=lambda nomination: [Command("go", nomination.status, lambda chosen: asked.extend(chosen.ids))])
    pane.show_records(Nomination, [placed.nominations[2].id], moves)
    qtbot.waitUntil(lambda: "Eligible" in texts(pane))
    assert "Not sent to the host" in texts(pane)
    buttons = pane.findChildren(ActionButton)
    assert [button.text() for button in buttons] == ["Edit", "eligible"]
    buttons[1].click()
    assert asked == [placed.nominations[2].id]
    with qtbot.waitSignal(pane.edit):
        buttons[0].click()


def test_it_follows_changes(qtbot: QtBot, ctx: Context, pane: DetailPane, placed: PlacedDesk) -> None:
    pane.show_records(Official, [placed.officials[0].id], PERSON)
    pane.refresh()
    person = ctx.desk.records.get(Official, placed.officials[0].id)
    person.family_names = "Zurita"
    ctx.desk.records.save(person)
    qtbot.waitUntil(lambda: "Zurita, María José" in texts(pane))
    ctx.desk.history.undo()
    qtbot.waitUntil(lambda: "Núñez Peñaloza, María José" in texts(pane))


def test_several_and_none_are_said(qtbot: QtBot, pane: DetailPane, placed: PlacedDesk) -> None:
    pane.show_records(Official, [each.id for each in placed.officials], PERSON)
    pane.refresh()
    assert "6 selected" in texts(pane)
    pane.show_records(Official, [], PERSON)
    pane.refresh()
    assert "Select a line of the list to see it here." in texts(pane)


def test_the_chosen_tab_stays(qtbot: QtBot, pane: DetailPane, placed: PlacedDesk) -> None:
    pane.show_records(Official, [placed.officials[0].id], PERSON)
    pane.refresh()
    pane.findChildren(QTabWidget)[-1].setCurrentIndex(1)
    pane.show_records(Official, [placed.officials[1].id], PERSON)
    pane.refresh()
    assert pane.findChildren(QTabWidget)[-1].currentIndex() == 1


def test_many_moves_go_into_a_menu(qtbot: QtBot, pane: DetailPane, placed: PlacedDesk) -> None:
    asked: list[str] = []
    many = Detail(moves=lambda _: [Command(str(n), f"Move {n}", lambda _, n=n: asked.append(str(n))) for n in range(7)])
    pane.show_records(Nomination, [placed.nominations[2].id], many)
    pane.refresh()
    assert [button.text() for button in pane.findChildren(ActionButton)] == [
        "Edit",
        "Move 0",
        "Move 1",
        "Move 2",
        "Move 3",
    ]
    (menu,) = pane.findChildren(QMenu)
    assert [action.text() for action in menu.actions()] == ["Move 4", "Move 5", "Move 6"]
    menu.actions()[1].trigger()
    assert asked == ["5"]


def test_a_stay_reads_as_a_period_with_what_differs_from_a_plain_one(
    qtbot: QtBot, ctx: Context, pane: DetailPane, placed: PlacedDesk
) -> None:
    shown = Detail((Group("Days", ("reference", "stays")),))
    placement = ctx.desk.records.get(Placement, placed.placements[0].id)
    pane.show_records(Placement, [placement.id], shown)
    qtbot.waitUntil(lambda: "5 – 30 Oct 2026" in texts(pane))
    (stay,) = placement.stays
    stay.arrived_on, stay.share = date(2026, 10, 6), 50
    ctx.desk.records.save(placement)
    pane.refresh()
    assert "5 – 30 Oct 2026 · Arrived: 6 Oct 2026 · 50 %" in texts(pane)


def test_a_long_address_is_shown_whole_within_the_pane(
    qtbot: QtBot, ctx: Context, pane: DetailPane, placed: PlacedDesk
) -> None:
    address = "guadalupe.navacuautle.sanchez@ciudaddemexico.example.org"
    person = ctx.desk.records.get(Official, placed.officials[0].id)
    person.email = address
    person.documents = [TravelDocument(number="G12344821", country="EC")]
    ctx.desk.records.save(person)
    pane.resize(300, 500)
    pane.show_records(Official, [person.id], Detail((Group("Contact", ("email", "phone")), PERSON.groups[1])))
    qtbot.waitUntil(lambda: any("Passport" in text for text in texts(pane)))
    (found,) = pane.findChildren(LongText)
    qtbot.waitUntil(lambda: found.height() > found.fontMetrics().height())
    assert found.toPlainText() == address, "no sign is put into what may be copied"
    scroll = pane.findChildren(QScrollArea)[0]
    assert scroll.widget().width() <= scroll.viewport().width()
    assert unnamed(pane) == []


def test_what_has_no_form_is_not_offered_for_editing(qtbot: QtBot, pane: DetailPane, placed: PlacedDesk) -> None:
    pane.show_records(Official, [placed.officials[0].id], Detail(PERSON.groups, has_form=False))
    qtbot.waitUntil(lambda: "Quito (EC)" in texts(pane))
    assert pane.findChildren(ActionButton) == []
