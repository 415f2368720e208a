"""`list`, `history`, `undo`, `redo`: the desk on the terminal and in files."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from exchange_desk.cli.terminal import Terminal, _aligned
from exchange_desk.model import City, LanguageSkill, Official
from exchange_desk.services.desk import Desk
from exchange_desk.support.language import Language


@pytest.fixture
def peopled(desk_file: Path) -> Path:
    desk = Desk.open(desk_file)
    quito = City(name="Quito", country="EC")
    desk.records.save(quito)
    desk.records.save(
        Official(
            given_names="Lucía",
            family_names="Ñahui D'Angelo",
            sex="female",
            birth_date=date(1984, 5, 12),
            city_id=quito.id,
            languages=[LanguageSkill(language="es", level="native")],
        )
    )
    desk.close()
    return desk_file


def test_a_list_is_parted_by_tabs_for_other_programs(typed, peopled: Path) -> None:
    answer = typed("list", "officials", language="es")
    headings, row = (line.split("\t") for line in answer.lines)
    assert answer.code == 0
    assert row[0] == "Ñahui D'Angelo, Lucía"
    assert "12 may 1984" in row
    assert "Ecuador" in row
    assert len(headings) == len(row)


def test_find_keeps_what_holds_the_words_without_marks(typed, peopled: Path) -> None:
    assert len(typed("list", "officials", "--find", "nahui").lines) == 2
    assert len(typed("list", "officials", "--find", "pérez").lines) == 1


@pytest.mark.parametrize("ending", ["json", "csv", "xlsx"])
def test_a_list_goes_into_a_file(typed, peopled: Path, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"people.{ending}"
    answer = typed("list", "officials", "--output", file)
    assert (answer.code, answer.err) == (0, "")
    assert str(file) in answer.out
    if ending == "json":
        (person,) = json.loads(file.read_text(encoding="utf-8"))
        assert (person["family_names"], person["birth_date"]) == ("Ñahui D'Angelo", "1984-05-12")
    elif ending == "csv":
        rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
        assert len(rows) == 2 or "Ñahui" in file.read_text(encoding="utf-8-sig")
    else:
        assert file.read_bytes()[:2] == b"PK"


def test_another_kind_of_file_is_refused(typed, peopled: Path, tmp_path: Path) -> None:
    answer = typed("list", "officials", "--output", tmp_path / "people.doc")
    assert answer.code == 3
    assert not (tmp_path / "people.doc").exists()
    assert ".xlsx" in answer.err


def test_history_undo_and_redo(typed, peopled: Path) -> None:
    told = typed("history").lines
    assert [line.split("\t")[0] for line in told[1:]] == ["2", "1"]
    assert typed("undo").out.strip() == "Undone: Save official"
    assert typed("list", "officials").lines[1:] == []
    assert typed("history").lines[2].endswith("undone")
    assert typed("redo").out.strip() == "Done again: Save official"
    assert len(typed("list", "officials").lines) == 2


def test_nothing_left_to_undo_is_said(typed) -> None:
    answer = typed("undo")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.strip() == "There is nothing to undo."


def test_a_wide_table_is_cut_to_the_terminal() -> None:
    rows = [["Name", "City"], ["A very long name that does not fit", "Quito"]]
    lines = _aligned(rows, 24)
    assert all(len(line) <= 24 for line in lines)
    assert lines[1].endswith("Quito")
    assert "…" in lines[1]


class Screen(io.StringIO):
    """A terminal as far as `isatty` goes."""

    def isatty(self) -> bool:
        return True


def test_progress_is_one_line_that_is_gone_before_anything_is_said() -> None:
    screen = Screen()
    terminal = Terminal(Language("es"), screen, screen)
    terminal.progress.step(1, 9, "Writing the list")
    terminal.progress.step(2, 9, "Writing the list")  # too soon to be shown
    shown = screen.getvalue()
    assert shown.startswith("\r" + Language("es")("Writing the list"))
    assert shown.count("\r") == 1
    terminal.say("done")
    last = screen.getvalue().rsplit("\r", 1)[1]
    assert last == "done\n"


def test_progress_is_not_written_into_files(tmp_path: Path) -> None:
    terminal = Terminal(Language("en"), io.StringIO(), io.StringIO())
    terminal.progress.step(1, 9, "Writing the list")
    assert terminal._err.getvalue() == ""


def test_a_letter_the_terminal_cannot_show_does_not_stop_a_command(tmp_path: Path) -> None:
    with (tmp_path / "out").open("w", encoding="ascii") as narrow:
        Terminal(Language("en"), narrow, narrow).say("Łódź")
    assert (tmp_path / "out").read_text() == "??d?\n"
