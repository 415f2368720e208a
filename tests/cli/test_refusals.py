"""Whatever goes wrong: one sentence on the error output, code 3, no traceback, the desk as it was."""

import errno
from contextlib import closing
from pathlib import Path

import pytest

from exchange_desk.cli.grammar import Command, Request
from exchange_desk.cli.main import run
from exchange_desk.cli.terminal import Terminal
from exchange_desk.services.desk import Desk
from exchange_desk.support.language import Language
from exchange_desk.support.problems import Cancelled
from exchange_desk.support.resources import resource


def refused(answer, *words: str) -> None:
    assert answer.code == 3, answer
    assert answer.out == ""
    assert len(answer.err.strip().splitlines()) == 1, answer.err
    assert "Traceback" not in answer.err
    for word in words:
        assert word in answer.err


def test_a_desk_that_is_not_there_is_not_begun_by_reading(typed, tmp_path: Path) -> None:
    refused(typed("list", "cities", database=tmp_path / "typo.desk"), "typo.desk")
    assert not (tmp_path / "typo.desk").exists()


def test_a_folder_is_no_desk(typed, tmp_path: Path) -> None:
    refused(typed("list", "cities", database=tmp_path), tmp_path.name)


def test_something_else_is_no_desk(typed, tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Dear all")
    refused(typed("list", "cities", database=other))
    assert other.read_text() == "Dear all"


def test_an_empty_file_is_no_desk(typed, tmp_path: Path) -> None:
    (tmp_path / "empty.desk").touch()
    refused(typed("undo", database=tmp_path / "empty.desk"))


def test_a_server_is_refused_without_its_password(typed) -> None:
    answer = typed("list", "cities", database="postgresql://ana:secret@example.org/desk")
    refused(answer)
    assert "secret" not in answer.err


def test_a_list_can_be_looked_at_beside_an_open_window(typed, desk_file: Path) -> None:
    with closing(Desk.open(desk_file)):
        looked = typed("import", "plan", resource("samples", "plantilla-moron.xlsx"))
        taken = typed("import", "apply", resource("samples", "plantilla-moron.xlsx"))
    assert looked.code in (0, 1)
    assert "plantilla-moron.xlsx" in looked.out
    assert taken.code == 3


def test_a_desk_open_elsewhere_can_be_read_but_not_changed(typed, desk_file: Path) -> None:
    held = Desk.open(desk_file)
    try:
        assert typed("list", "cities").code == 0
        refused(typed("undo"), "reading only")
    finally:
        held.close()


@pytest.mark.parametrize("file", ["missing.xlsx", ".", "text.xlsx", "empty.xlsx"])
def test_a_list_that_cannot_be_read(typed, tmp_path: Path, file: str) -> None:
    (tmp_path / "text.xlsx").write_bytes(b"\x00\x01\x02 not a workbook")
    (tmp_path / "empty.xlsx").touch()
    refused(typed("import", "apply", tmp_path / file))
    assert typed("history").lines[1:] == []


def test_an_unknown_programme_names_the_known_ones(typed) -> None:
    refused(typed("propose", "ALLAS-9"), "no programme")
    refused(typed("import", "plan", "any.xlsx", "--programme", "ALLAS-9"), "no programme")


def test_an_unknown_placement(typed, tmp_path: Path) -> None:
    answer = typed("document", "placement-summary", "--placement", "X-1", "--output", tmp_path / "a.pdf")
    refused(answer, "“X-1”")


@pytest.mark.parametrize(
    "words",
    [
        ["document", "placement-summary", "--programme", "P"],
        ["document", "placement-summary", "--output", "a.pdf"],
        ["document", "placement-summary", "--programme", "P", "--language", "es,xx", "--output", "a.pdf"],
    ],
)
def test_a_document_needs_to_know_of_what_and_where_to(typed, words: list[str]) -> None:
    answer = typed(*words)
    assert answer.code in (2, 3)
    assert answer.err.count("\n") == 1


def failing(error: BaseException) -> Command:
    def fail(session: object) -> int:
        raise error

    return Command("fail", "Fail", fail, desk="")


@pytest.mark.parametrize("error", [Cancelled(), KeyboardInterrupt()])
def test_a_command_stopped_by_hand_says_so(capsys, error: BaseException) -> None:
    lang = Language("en")
    assert run(Request(failing(error)), lang, Terminal(lang)) == 3
    assert capsys.readouterr().err.strip() == "Stopped. Nothing of what was under way has been saved."


def test_a_fault_is_told_without_what_it_said(capsys, caplog) -> None:
    lang = Language("en")
    error = ValueError("María Núñez, passport X123")
    assert run(Request(failing(error)), lang, Terminal(lang)) == 3
    said = capsys.readouterr()
    assert "fault in the program" in said.err
    assert "Núñez" not in said.err + said.out + caplog.text
    assert "Traceback" not in said.err
    caplog.clear()


def test_a_reader_who_has_seen_enough_is_no_failure(monkeypatch) -> None:
    closed: list[tuple[int, int]] = []
    monkeypatch.setattr("exchange_desk.cli.main.os.dup2", lambda a, b: closed.append((a, b)))
    lang = Language("en")
    assert run(Request(failing(BrokenPipeError(errno.EPIPE, "pipe"))), lang, Terminal(lang)) == 0
    assert closed[0][1] == 1
