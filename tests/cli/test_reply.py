"""`import apply … --reply DIR`: what the senders have to put right, one workbook for each list."""

import json
from pathlib import Path

from exchange_desk.support.problems import DeskError
from exchange_desk.workbooks.reader import read
from tests import builders

HEAD = ("Nombres", "Apellidos", "Correo")
GOOD, BAD = ("Ana", "Ruiz Vega", "ana@example.org"), ("Eva", "Gil Mora", "eva.example.org")


def test_the_reply_is_written_and_said_where(typed, tmp_path: Path) -> None:
    wrong = builders.xlsx(tmp_path / "a.xlsx", {"A": [HEAD, GOOD, BAD]})
    right = builders.xlsx(tmp_path / "b.xlsx", {"A": [HEAD, ("Luz", "Paz Rey", "luz@example.org")]})
    folder = tmp_path / "to" / "senders"
    answer = typed("import", "apply", wrong, right, "--reply", folder)
    assert (answer.code, answer.err) == (0, "")
    (written,) = folder.iterdir()
    assert written.name == "a_observations_2026-03-02.xlsx"
    assert f"The reply to the sender is in “{written}”." in answer.lines
    assert "There is nothing to tell the sender of “b.xlsx”." in answer.lines
    assert any("C3" in row for row in read(written).sheets[0].rows)


def test_a_refused_row_is_told_and_the_code_says_so(typed, tmp_path: Path) -> None:
    file = builders.xlsx(tmp_path / "a.xlsx", {"A": [HEAD, GOOD, (None, None, "eva@example.org")]})
    answer = typed("import", "apply", file, "--reply", tmp_path / "r")
    assert answer.code == 1
    assert len(list((tmp_path / "r").iterdir())) == 1


def test_without_a_folder_nothing_is_imported(typed, tmp_path: Path) -> None:
    file = builders.xlsx(tmp_path / "a.xlsx", {"A": [HEAD, BAD]})
    (tmp_path / "file").touch()
    answer = typed("import", "apply", file, "--reply", tmp_path / "file" / "r")
    assert (answer.code, answer.out) == (3, "")
    assert "--reply" in answer.err
    assert typed("history").lines[1:] == []


def test_a_reply_can_be_written_without_importing(typed, tmp_path: Path) -> None:
    file = builders.xlsx(tmp_path / "a.xlsx", {"A": [HEAD, GOOD, BAD]})
    answer = typed("import", "plan", file, "--reply", tmp_path / "r")
    assert (answer.code, answer.err) == (0, "")
    assert len(list((tmp_path / "r").iterdir())) == 1
    assert typed("list", "officials").lines[1:] == []


def test_a_list_stays_imported_when_its_reply_cannot_be_written(typed, tmp_path: Path, monkeypatch) -> None:
    def full(path: Path, content: bytes) -> None:
        raise DeskError("export.disk_full", "The disk is full.")

    monkeypatch.setattr("exchange_desk.services.reply.save", full)
    file = builders.xlsx(tmp_path / "a.xlsx", {"A": [HEAD, GOOD, BAD]})
    answer = typed("import", "apply", file, "--reply", tmp_path / "r", "--report", tmp_path / "report.json")
    assert answer.code == 1
    assert "“a.xlsx” was imported. The reply to its sender could not be written: The disk is full." in answer.out
    assert set(json.loads((tmp_path / "report.json").read_text())["totals"]) >= {"rows", "new"}
    assert "Ruiz" in typed("list", "officials").out


def test_an_old_workbook_is_answered_with_a_copy_and_the_officer_is_told(typed, tmp_path: Path) -> None:
    file = builders.text(tmp_path / "a.csv", [HEAD, GOOD, BAD])
    answer = typed("import", "plan", file, "--reply", tmp_path / "r")
    assert "the reply is a copy of its tables" in answer.out
    (written,) = (tmp_path / "r").iterdir()
    marked = read(written)
    assert [sheet.name for sheet in marked.sheets] == ["Observations", "a"]
    assert marked.sheets[1].rows[2] == list(BAD)
