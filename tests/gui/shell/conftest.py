"""A main window on a small desk, with a host that notes what it is asked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from exchange_desk.gui.shell.window import MainWindow
from exchange_desk.support.language import Language
from exchange_desk.support.settings import Settings
from tests.gui.hosting import Host, Open
from tests.gui.placed_desk import PlacedDesk, make_desk


@pytest.fixture
def placed(tmp_path: Path) -> Iterator[PlacedDesk]:
    made = make_desk(tmp_path / "test.desk")
    yield made
    made.desk.close()


@pytest.fixture
def host() -> Host:
    return Host()


@pytest.fixture
def open_window(qtbot: QtBot, placed: PlacedDesk, host: Host) -> Iterator[Open]:
    made: list[MainWindow] = []

    def opened(section: str = "officials", *, code: str = "en", demo: bool = False, **kept: object) -> MainWindow:
        settings = Settings(language=code, window={"section": section, **kept})
        window = MainWindow(placed.desk, settings, Language(code), host, demo=demo)
        made.append(window)
        window.resize(1366, 768)
        window.show()
        return window

    yield opened
    for window in made:
        if isValid(window):
            for form in window.opener.forms():
                setattr(form, "_discarded", True)  # noqa: B010 - closes without asking
            window.ctx.tasks.shut_down()
            window.close()
