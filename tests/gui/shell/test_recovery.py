"""After an unexpected end: what was typed is offered again."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exchange_desk.gui.kit import drafts
from exchange_desk.gui.kit.drafts import Draft
from exchange_desk.gui.kit.form import Form
from tests.gui.hosting import Open
from tests.gui.placed_desk import PlacedDesk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests


@pytest.fixture
def left_behind(placed: PlacedDesk) -> None:
    desk = str(placed.desk.database.path)
    drafts.keep(Draft("1", desk, "official", "", {"given_names": "Eva", "family_names": "Aab"}))
    drafts.keep(Draft("2", desk, "city", placed.cities["Quito"].id, {"region": "Pichincha", "gone_field": 1}))
    drafts.keep(Draft("3", "elsewhere.desk", "city", "", {"name": "Morón"}))


def test_forms_come_back_with_what_stood_in_them(
    qtbot: QtBot, open_window: Open, left_behind: None, placed: PlacedDesk
) -> None:
    window = open_window()
    (bar,) = window.bars
    assert bar.text == "The program ended unexpectedly. 2 forms were not saved: Official and City."
    bar.buttons[0].click()
    forms = [form for form in window.opener.forms() if isinstance(form, Form)]
    assert [form.blocks["region"].editor.value() for form in forms if "region" in form.blocks] == ["Pichincha"]
    assert [form.dirty for form in forms] == [True, True]
    assert not bar.isVisible()
    assert len(drafts.left_over(placed.desk.database.path)) == 2  # those of the forms that are open now


def test_what_is_discarded_is_not_offered_again(open_window: Open, left_behind: None, placed: PlacedDesk) -> None:
    window = open_window()
    window.bars[0].buttons[1].click()
    assert window.opener.forms() == []
    assert drafts.left_over(placed.desk.database.path) == []
    assert open_window().bars == []


def test_the_draft_of_a_record_that_is_gone_tells_so_and_stays(
    qtbot: QtBot, open_window: Open, placed: PlacedDesk
) -> None:
    from exchange_desk.gui.kit.errors import ErrorNotice

    drafts.keep(Draft("1", str(placed.desk.database.path), "official", "nobody", {"given_names": "Eva"}))
    window = open_window()
    window.bars[0].buttons[0].click()
    (notice,) = [each for each in QApplication.allWidgets() if isinstance(each, ErrorNotice)]
    notice.close()
    assert window.opener.forms() == []
    assert len(drafts.left_over(placed.desk.database.path)) == 1
