"""Ctrl+K: records, lists and commands from one box."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from exchange_desk.gui.shell.palette import Palette
from exchange_desk.model import Official
from tests.gui.hosting import Open
from tests.gui.placed_desk import PlacedDesk, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests


def listed(palette: Palette, typed: str) -> list[str]:
    palette.box.setText(typed)
    palette.refresh()
    return [entry.text for entry in palette.entries()]


def test_people_are_found_whatever_the_accents_and_opened_with_enter(
    qtbot: QtBot, open_window: Open, placed: PlacedDesk
) -> None:
    window = open_window("cities")
    palette = window.search_all()
    qtbot.keyClicks(palette.box, "nunez")
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)  # before the pause of typing is over
    (form,) = window.opener.forms()
    assert form.record.id == placed.officials[0].id  # type: ignore[attr-defined]


def test_each_kind_has_its_heading_and_at_most_eight(qtbot: QtBot, open_window: Open, placed: PlacedDesk) -> None:
    placed.desk.records.save(*[Official(given_names=f"Ana {n}", family_names="Zeta") for n in range(20)])
    palette = open_window().search_all()
    found = listed(palette, "zeta")
    assert len(found) == 8
    assert palette.list.topLevelItem(0).text(0) == "Officials"  # type: ignore[union-attr]


def test_commands_show_their_keys_and_run(qtbot: QtBot, open_window: Open) -> None:
    window = open_window("cities")
    palette = window.search_all()
    listed(palette, "new city")
    (entry,) = [entry for entry in palette.entries() if entry.text == "New city…"]
    assert entry.detail == "Ctrl+N"
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    assert len(window.opener.forms()) == 1


def test_commands_that_are_off_say_why_and_are_stepped_over(qtbot: QtBot, open_window: Open) -> None:
    window = open_window("cities")
    palette = window.search_all()
    assert "Show its officials" in listed(palette, "show its")
    whys = {entry.text: entry.why for entry in palette.entries()}
    assert whys["Show its officials"] == "Select something in the list first."
    current = palette.list.currentItem()
    assert current is None or not current.data(0, Qt.ItemDataRole.UserRole).why
    window.browser.screen_shown.table.selectRow(0)  # type: ignore[union-attr]
    listed(palette, "show its")
    assert not any(entry.why for entry in palette.entries() if entry.text == "Show its officials")


def test_views_of_lists_are_found(qtbot: QtBot, open_window: Open) -> None:
    window = open_window("cities")
    palette = window.search_all()
    listed(palette, "without place")
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    screen = window.browser.screen_shown
    assert screen is not None
    assert screen.filters.chips() == ["Status: Complete, Eligible, Shortlisted"]


def test_what_was_opened_last_stands_first(qtbot: QtBot, open_window: Open, placed: PlacedDesk) -> None:
    window = open_window("cities")
    for person in (placed.officials[1], placed.officials[2]):
        window.ctx.open_record(Official, person.id)
    palette = window.search_all()
    assert [entry.text for entry in palette.entries()][:2] == ["Álvarez Ruiz, Ana Lucía", "Abril Tarache, Jorge Camilo"]


def test_nothing_found_is_said(qtbot: QtBot, open_window: Open) -> None:
    palette = open_window().search_all()
    assert listed(palette, "qqqq") == []
    assert palette.list.topLevelItem(0).text(0) == "Nothing found. Try another word."  # type: ignore[union-attr]
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert unnamed(palette) == []


def test_the_arrows_choose_and_escape_leaves(qtbot: QtBot, open_window: Open) -> None:
    palette = open_window("cities").search_all()
    listed(palette, "text")
    first = palette.list.currentItem()
    qtbot.keyClick(palette.box, Qt.Key.Key_Down)
    assert palette.list.currentItem() is not first
    qtbot.keyClick(palette.box, Qt.Key.Key_Up)
    assert palette.list.currentItem() is first
    with qtbot.waitSignal(palette.destroyed):
        qtbot.keyClick(palette.box, Qt.Key.Key_Escape)


def test_saved_views_are_found(qtbot: QtBot, open_window: Open) -> None:
    window = open_window("nominations")
    screen = window.browser.screen_shown
    assert screen is not None
    screen.filters.toggle("status", "placed")
    screen.views.save("Con plaza")
    window.show_list("cities")
    palette = window.search_all()
    assert listed(palette, "con plaza") == ["Nominations: Con plaza"]
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    assert window.browser.section_id == "nominations"
    assert screen.filters.chips() == ["Status: Placed"]
