"""The search for people who stand in the desk twice, from the Tools menu."""

import pytest
from pytestqt.qtbot import QtBot

from exchange_desk.gui.people.duplicates import DuplicatesWindow
from tests.gui.hosting import Open

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests


def test_the_tools_open_one_window_for_duplicates(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    for _ in range(2):
        window.commands.trigger("tools.duplicates")
    (shown,) = [each for each in window.windows.open() if isinstance(each, DuplicatesWindow)]
    qtbot.waitUntil(lambda: not shown._looking)
    assert shown.stack.currentIndex() == 2
    assert window.windows.close_all()


def test_closing_the_window_stops_the_search(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    window.commands.trigger("tools.duplicates")
    window.windows.open()[0].close()
    qtbot.waitUntil(lambda: not window.ctx.tasks.busy)
    assert window.windows.open() == []
