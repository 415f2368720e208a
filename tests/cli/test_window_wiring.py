"""What the program hands to the window, and what it does with what goes wrong there."""

import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from exchange_desk import app
from exchange_desk.cli.terminal import Terminal
from exchange_desk.gui import main as windows
from exchange_desk.gui.kit.errors import ErrorNotice
from exchange_desk.services.desk import Desk
from exchange_desk.support import logs, paths
from exchange_desk.support.language import Language


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What each window was opened with, instead of opening it."""
    opened: list[dict[str, Any]] = []

    def run(desk: Desk, settings: object, lang: Language, **more: Any) -> int:
        opened.append({"file": desk.database.path, "desk": desk, "language": lang.code, **more})
        return 0

    monkeypatch.setattr(windows, "run", run)
    monkeypatch.setattr(app, "window_trouble", lambda environment: None)
    monkeypatch.setattr(app, "_tell_crashes", lambda terminal: None)
    monkeypatch.setattr(logs, "start", lambda folder: folder)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    return opened


def test_without_a_command_ones_own_desk_opens(shown: list[dict[str, Any]]) -> None:
    assert app.main([]) == 0
    (window,) = shown
    assert window["file"] == paths.default_database()
    assert (window["demo"], window["read_only"], window["open_file"]) == (False, False, None)
    Desk.open(window["file"]).close()  # and it was closed again: nobody holds it


def test_another_desk_and_language(shown: list[dict[str, Any]], tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("EXCHANGE_DESK_DATABASE", str(tmp_path / "env.desk"))
    app.main(["--language", "pt"])
    app.main(["--database", str(tmp_path / "own.desk")])
    assert [window["file"].name for window in shown] == ["env.desk", "own.desk"]
    assert shown[0]["language"] == "pt"


def test_a_desk_open_elsewhere_is_shown_for_reading(shown: list[dict[str, Any]], tmp_path: Path) -> None:
    held = Desk.open(tmp_path / "a.desk")
    app.main(["--database", str(tmp_path / "a.desk")])
    held.close()
    assert shown[0]["read_only"] is True


def test_a_workbook_dropped_on_the_program_is_opened_for_import(shown: list[dict[str, Any]], tmp_path: Path) -> None:
    list_ = tmp_path / "nomina.xlsx"
    list_.touch()
    app.main([str(list_)])
    assert shown[0]["open_file"] == list_


def test_the_demonstration_tells_its_story_and_opens_on_the_desk_it_made(
    shown: list[dict[str, Any]], tmp_path: Path
) -> None:
    app.main(["demo", "--output", str(tmp_path)])
    assert (tmp_path / "placement-summaries.pdf").exists()
    assert shown[0]["demo"] is True
    assert shown[0]["file"] == tmp_path / "demo.desk"


def test_a_desk_that_cannot_be_opened_is_told_in_a_dialog(shown, tmp_path: Path, monkeypatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(app, "_tell_in_a_window", lambda error, lang: told.append(error.say(lang)))
    assert app.main(["--database", str(tmp_path), "--language", "en"]) == 3
    assert shown == []
    assert "is a folder" in told[0]


@pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests
def test_a_crash_is_told_in_a_dialog_and_the_window_goes_on(qtbot, monkeypatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    app._tell_crashes(Terminal(Language("en")))
    sys.excepthook(ValueError, ValueError("wrong"), None)
    sys.excepthook(ValueError, ValueError("wrong again"), None)
    notices = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, ErrorNotice)]
    assert len(notices) == 1
    assert "fault in the program" in notices[0].sentence.text()
    notices[0].close()
    sys.excepthook(ValueError, ValueError("once more"), None)
    (again,) = [
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, ErrorNotice) and widget.isVisible()
    ]
    again.close()


def test_a_crash_beside_the_window_is_told_on_the_terminal(capsys, monkeypatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    app._tell_crashes(Terminal(Language("en")))

    def fail() -> None:
        raise ValueError("María Núñez")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    said = capsys.readouterr()
    assert "fault in the program" in said.err
    assert "Núñez" not in said.err
