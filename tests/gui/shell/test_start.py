"""The start page: counts that open their lists, and what is to be done."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from exchange_desk.gui.shell.sections import SECTIONS
from exchange_desk.gui.shell.start import StartPage
from exchange_desk.gui.shell.window import MainWindow
from exchange_desk.model import NominationStatus, Programme
from exchange_desk.services.desk import Desk
from exchange_desk.support.language import Language
from exchange_desk.support.settings import Settings
from tests.gui.hosting import Host, Open
from tests.gui.placed_desk import PlacedDesk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests


def page_of(window: MainWindow) -> StartPage:
    page = window.browser.stack.currentWidget()
    assert isinstance(page, StartPage)
    return page


def lines(page: StartPage) -> list[str]:
    items = [page.tasks.itemAt(place) for place in range(page.tasks.count())]
    widgets = [item.widget() for item in items if item is not None]
    return [widget.text() for widget in widgets if isinstance(widget, QPushButton)]


def test_counts_open_the_list_they_count(qtbot: QtBot, open_window: Open) -> None:
    window = open_window("start")
    page = page_of(window)
    qtbot.waitUntil(lambda: page.counters["nominated"].number.text() == "6")
    counted = {key: button.number.text() for key, button in page.counters.items()}
    assert counted == {
        "nominated": "6",
        "without_place": "4",
        "proposed": "2",
        "agreed": "0",
        "confirmed": "0",
        "in_progress": "0",
    }
    assert page.counters["without_place"].accessibleName() == "Without a place: 4"
    page.counters["without_place"].click()
    screen = window.browser.screen_shown
    assert screen is not None
    assert screen.listing.name == "nominations"
    assert screen.model.rowCount() == 4


def test_start_page_and_sidebar_count_those_without_a_place_alike(qtbot: QtBot, open_window: Open) -> None:
    window = open_window("start")
    page = page_of(window)
    qtbot.waitUntil(lambda: page.counters["without_place"].number.text() == "4")
    (view,) = (
        view for each in SECTIONS if each.id == "nominations" for view in each.views if view.title == "Without a place"
    )
    page.counters["without_place"].click()
    screen = window.browser.screen_shown
    assert screen is not None
    assert set(screen.filters.where["status"]) == set(view.where["status"])


def test_what_is_to_be_done_leads_to_it_and_goes_when_it_is_done(
    qtbot: QtBot, open_window: Open, placed: PlacedDesk
) -> None:
    nomination = placed.desk.records.get(type(placed.nominations[2]), placed.nominations[2].id)
    nomination.status = NominationStatus.RECEIVED
    placed.desk.records.save(nomination)
    window = open_window("start")
    page = page_of(window)
    text = "One nomination is waiting to be checked."
    qtbot.waitUntil(lambda: text in lines(page))
    placed.desk.history.undo()
    qtbot.waitUntil(lambda: text not in lines(page))


def test_the_chosen_programme_narrows_the_page(qtbot: QtBot, open_window: Open, placed: PlacedDesk) -> None:
    other = Programme(code="OTRO-26", name="Otro")
    placed.desk.records.save(other)
    window = open_window("start", programme=other.id)
    page = page_of(window)
    qtbot.waitUntil(lambda: page.counters["nominated"].number.text() == "0")
    assert page.title.text() == "OTRO-26 · Otro"
    window.toolbar.programme.setCurrentIndex(0)
    window.toolbar.programme.activated.emit(0)
    qtbot.waitUntil(lambda: page.counters["nominated"].number.text() == "6")
    assert page.title.text() == "All programmes"


def test_a_new_desk_says_how_to_begin(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk.open(tmp_path / "new.desk")
    window = MainWindow(desk, Settings(language="en"), Language("en"), Host())
    window.show()
    page = page_of(window)
    qtbot.waitUntil(lambda: len(lines(page)) == 3)
    assert page.tasks_title.text() == "How to begin"
    button = page.tasks.itemAt(0).widget()  # type: ignore[union-attr]
    assert isinstance(button, QPushButton)
    button.click()
    (form,) = window.opener.forms()
    assert isinstance(form.record, Programme)  # type: ignore[attr-defined]
    window.close()
    desk.close()


def test_the_counters_stand_in_one_row_or_two(qtbot: QtBot, open_window: Open) -> None:
    window = open_window("start")
    page = page_of(window)
    for width, rows in ((1366, 1), (1000, 2)):
        window.resize(width, 700)
        QApplication.processEvents()
        assert len({button.y() for button in page.counters.values()}) == rows
        for button in page.counters.values():
            assert button.width() >= button.minimumSizeHint().width()
