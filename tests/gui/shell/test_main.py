"""The way in: shows the window and ends when it is closed."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exchange_desk.gui.main import run
from exchange_desk.gui.shell.window import MainWindow
from exchange_desk.services.desk import Desk
from exchange_desk.support.language import Language
from exchange_desk.support.settings import Settings
from tests.gui.placed_desk import PlacedDesk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests


@pytest.fixture(autouse=True)
def nothing_else_in_sight(qapp: QApplication) -> None:
    """The program ends with its last window in sight: one that another test left would keep it running for ever."""
    for each in qapp.topLevelWidgets():
        each.hide()


def window() -> MainWindow:
    (found,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow) and each.isVisible()]
    return found


def test_it_ends_with_the_window_and_leaves_the_desk_to_its_owner(qtbot: QtBot, placed: PlacedDesk) -> None:
    seen: list[str] = []

    def look_and_close() -> None:
        seen.append(window().windowTitle())
        window().close()

    QTimer.singleShot(100, look_and_close)
    assert run(placed.desk, Settings(language="en"), Language("en"), demo=True) == 0
    assert seen == ["Demonstration – Exchange Desk"]
    assert len(placed.desk.lists.ids("officials")) == 6  # still open


def test_a_desk_held_by_somebody_is_told_and_a_list_is_begun(
    qtbot: QtBot, placed: PlacedDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from exchange_desk.gui.shell.acts import FileActs

    begun: list[Path | None] = []
    monkeypatch.setattr(FileActs, "import_list", lambda self, path=None: begun.append(path))
    said: list[str] = []

    def look_and_close() -> None:
        said.append(window().status.message.text())
        window().close()

    desk = Desk.open(placed.desk.database.path, read_only=True)
    QTimer.singleShot(100, look_and_close)
    run(desk, Settings(language="en"), Language("en"), read_only=True, open_file=tmp_path / "lista.xlsx")
    assert said == ["Somebody else has this desk open, so it is open here for reading only."]
    assert begun == [tmp_path / "lista.xlsx"]
    desk.close()
