"""The wiring: which face is chosen, and what is said where no window can open."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from exchange_desk import app
from exchange_desk.model import City
from exchange_desk.services.desk import Desk
from exchange_desk.support.language import Language

ROOT = Path(__file__).parents[2]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone lacks screens and libraries this way")


def started(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as a person starts it, with nothing of a screen but what is given."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(("XDG", "HOME", "PATH"))}
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=kept | environment,
        timeout=60,
        check=False,
    )


def test_a_command_runs_from_start_to_exit_code(tmp_path: Path) -> None:
    ran = started("list", "cities", "--database", tmp_path / "none.desk", EXCHANGE_DESK_LANGUAGE="es")
    assert ran.returncode == 3
    assert ran.stdout == ""
    assert ran.stderr.startswith("No hay ninguna base «none.desk»")
    assert len(ran.stderr.splitlines()) == 1


def test_help_comes_in_the_language_asked_for() -> None:
    ran = started("--language", "fr", "--help")
    assert ran.returncode == 0
    assert ran.stdout.startswith(Language("fr")("Usage:"))


def test_each_command_works_as_the_first_thing_a_process_does(tmp_path: Path) -> None:
    """What one command loads, another must not lean on."""
    desk = Desk.open(tmp_path / "a.desk")
    desk.records.save(City(name="Quito", country="EC"))
    desk.close()
    for words in (["undo"], ["redo"], ["revert", "1"], ["check"]):
        ran = started(*words, "--database", tmp_path / "a.desk", "--language", "en")
        assert (ran.returncode, ran.stderr) == (0, ""), words


@LINUX
def test_without_a_screen_the_commands_that_work_are_named() -> None:
    ran = started("--language", "en")
    assert ran.returncode == 3
    assert "no screen" in ran.stderr
    assert "import plan" in ran.stderr
    assert "Traceback" not in ran.stderr


@LINUX
def test_a_screen_that_does_not_answer_is_no_screen() -> None:
    ran = started("--language", "en", DISPLAY=":987")
    assert ran.returncode == 3
    assert "no screen" in ran.stderr


@LINUX
def test_a_missing_library_is_named_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str, *_: object) -> object:
        raise OSError("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(ctypes, "CDLL", load)
    monkeypatch.setattr("shutil.which", lambda name: None)
    trouble = app.window_trouble({"DISPLAY": ":0"})
    assert trouble is not None
    said = trouble.say(Language("en"))
    assert "“libxcb-cursor.so.0” is missing" in said
    assert "sudo apt install" in said
    assert "libxcb-cursor0" in said


@LINUX
def test_only_what_is_missing_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = {"libEGL.so.1", "libxkbcommon.so.0"}
    monkeypatch.setattr(app, "_loads", lambda name: name not in absent)
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/dnf" if name == "dnf" else None)
    trouble = app._library_missing("libEGL.so.1: cannot open shared object file")
    assert trouble.params["command"] == "sudo dnf install libglvnd-egl libxkbcommon"


def test_a_library_nobody_foresaw_is_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "_loads", lambda name: True)
    monkeypatch.setattr("shutil.which", lambda name: None)
    named = app._library_missing("libfoo.so.3: cannot open shared object file")
    assert named.params["library"] == "libfoo.so.3"
    assert app._library_missing("DLL load failed").key == "window.not_loaded"


@LINUX
def test_a_window_nobody_sees_is_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not app.has_screen()
    assert app.window_trouble({"QT_QPA_PLATFORM": "offscreen"}) is None


def test_a_home_that_cannot_be_written_to_still_works(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where a folder should be")
    ran = started("--help", XDG_STATE_HOME=str(tmp_path / "state"))
    assert ran.returncode == 0
    assert ran.stderr == ""
