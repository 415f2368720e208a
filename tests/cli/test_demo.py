"""`demo --no-window`: from a received list to printed summaries, in a few lines, again and again."""

from pathlib import Path

import pytest

from exchange_desk.services.desk import Desk
from exchange_desk.support import paths


def shown(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.is_file())


@pytest.mark.parametrize("language", ["es", "fr"])
def test_it_says_what_it_did_and_where_the_files_are(typed, tmp_path: Path, language: str) -> None:
    folder = tmp_path / "demo"
    answer = typed("demo", "--no-window", "--output", folder, language=language, database=None)
    assert (answer.code, answer.err) == (0, "")
    assert len(answer.lines) <= 15
    assert shown(folder) == ["demo.desk", "placement-summaries.pdf", "placements.xlsx"]
    assert all(any(str(folder / name) in line for line in answer.lines) for name in shown(folder))
    assert (folder / "placement-summaries.pdf").read_bytes().startswith(b"%PDF")


def test_it_can_be_repeated_but_not_while_somebody_has_it_open(typed, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    first = typed("demo", "--no-window", "--output", folder, database=None)
    again = typed("demo", "--no-window", "--output", folder, database=None)
    assert again.lines == first.lines
    held = Desk.open(folder / "demo.desk")
    refused = typed("demo", "--no-window", "--output", folder, database=None)
    held.close()
    assert refused.code == 3
    assert len(refused.err.splitlines()) == 1


def test_without_a_folder_the_desk_is_this_persons_demonstration(typed, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer = typed("demo", "--no-window", database=None)
    assert answer.code == 0
    assert paths.demo_database().exists()
    assert shown(tmp_path / "demo-output") == ["placement-summaries.pdf", "placements.xlsx"]


def test_a_folder_that_cannot_be_made_is_said(typed, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    answer = typed("demo", "--no-window", "--output", tmp_path / "file" / "demo", database=None)
    assert (answer.code, answer.out) == (3, "")
    assert "--output" in answer.err
