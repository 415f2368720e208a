"""`backup`, `restore`, `check`, `revert`: the desk kept safe, and brought back."""

from pathlib import Path

import pytest

from exchange_desk.model import City, Institution
from exchange_desk.services.desk import Desk


@pytest.fixture
def with_quito(desk_file: Path) -> Path:
    desk = Desk.open(desk_file)
    desk.records.save(City(name="Quito", country="EC"))
    desk.close()
    return desk_file


def cities(typed) -> list[str]:
    return [line.split("\t")[0] for line in typed("list", "cities").lines[1:]]


def test_a_backup_goes_where_it_is_wanted_and_back(typed, with_quito: Path, tmp_path: Path) -> None:
    made = typed("backup", tmp_path / "usb")
    (copy,) = (tmp_path / "usb").glob("*.desk")
    assert made.code == 0
    assert str(copy) in made.out
    typed("undo")
    assert cities(typed) == []
    restored = typed("restore", copy)
    assert (restored.code, restored.err) == (0, "")
    assert cities(typed) == ["Quito"]
    assert len(restored.lines) == 2  # the desk as it was before is kept, and named


def test_a_damaged_desk_can_be_brought_back(typed, with_quito: Path, tmp_path: Path) -> None:
    typed("backup", tmp_path / "usb")
    (copy,) = (tmp_path / "usb").glob("*.desk")
    with_quito.write_bytes(b"\0" * 5000)
    assert typed("list", "cities").code == 3
    assert typed("restore", copy).code == 0
    assert cities(typed) == ["Quito"]


def test_something_else_is_not_restored(typed, with_quito: Path, tmp_path: Path) -> None:
    other = tmp_path / "letter.desk"
    other.write_text("Dear all")
    answer = typed("restore", other)
    assert (answer.code, answer.out) == (3, "")
    assert cities(typed) == ["Quito"]


def test_a_sound_desk_is_in_order(typed, with_quito: Path) -> None:
    answer = typed("check")
    assert (answer.code, answer.out.strip()) == (0, "The desk is in order.")


def test_an_older_step_is_taken_back_and_what_is_used_stays(typed, with_quito: Path) -> None:
    desk = Desk.open(with_quito)
    desk.records.save(City(name="Lima", country="PE"))
    desk.close()
    gone = typed("revert", 1)
    assert (gone.code, gone.lines) == (0, ["Taken back: Save city"])
    assert cities(typed) == ["Lima"]

    desk = Desk.open(with_quito)
    (lima,) = desk.records.find(City, name="Lima")
    desk.records.save(Institution(name="Municipalidad", city_id=lima.id))
    desk.close()
    kept = typed("revert", 2)
    assert (kept.code, kept.out) == (3, "")
    assert cities(typed) == ["Lima"]


def test_a_step_that_never_was(typed) -> None:
    answer = typed("revert", 99)
    assert answer.code == 3
    assert "99" in answer.err
