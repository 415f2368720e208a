"""`import apply … --reply DIR`: what the senders have to put right, one workbook for each list."""

from pathlib import Path

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
    assert read(written).sheets[0].rows[1][2] == "C3"


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


def test_looking_at_a_list_writes_no_reply(typed, tmp_path: Path) -> None:
    assert typed("import", "plan", "a.xlsx", "--reply", tmp_path).code == 2
