"""Budgets, door plates and names: the house is in order, and each check has been seen to fail."""

from pathlib import Path

import pytest

from tests.architecture import house_checks as house

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "exchange_desk"


def plant(tree: Path, files: dict[str, str]) -> Path:
    """A small program in a folder, from module paths and texts."""
    program = tree / "program"
    for name, text in files.items():
        file = program / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return program


def test_nothing_in_the_program_is_past_its_budget() -> None:
    assert house.too_large(PROGRAM) == []


def test_no_test_file_is_past_its_budget() -> None:
    assert house.long_files(ROOT / "tests", house.TEST_FILE_LINES) == []


def test_every_room_has_its_door_plate() -> None:
    assert house.without_plate(PROGRAM) == []


def test_names_say_what_a_thing_is_for() -> None:
    assert house.vague_names(PROGRAM) == []
    assert house.vague_names(ROOT / "tests") == []


def test_nothing_is_left_for_later() -> None:
    assert house.unfinished(PROGRAM) == []


def test_nothing_points_at_a_machine() -> None:
    assert house.machine_traces(PROGRAM) == []


LONG_FUNCTION = "def long():\n" + "    x = 1\n" * 50
LONG_CLASS = "class Long:\n" + "    x = 1\n" * 250
MANY_METHODS = "class Many:\n" + "".join(f"    def act_{n}(self): ...\n" for n in range(16))
MAIN_WINDOW = "class MainWindow(QMainWindow):\n    x = 1\n" + "y = 1\n" * 249


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("x = 1\n" * 401, "program/room.py: 401 lines, at most 400"),
        (LONG_FUNCTION, "program/room.py:1 long: 51 lines, at most 50"),
        (LONG_CLASS, "program/room.py:1 Long: 251 lines, at most 250"),
        (MANY_METHODS, "program/room.py:1 Many: 16 public methods, at most 15"),
        (MAIN_WINDOW, "program/room.py: 251 lines, at most 250"),
    ],
)
def test_what_is_past_a_budget_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    assert house.too_large(plant(tmp_path, {"room": text})) == [complaint]


def test_a_long_test_file_is_named(tmp_path: Path) -> None:
    program = plant(tmp_path, {"test_all": "x = 1\n" * 601, "test_some": "x = 1\n" * 600})
    assert house.long_files(program, house.TEST_FILE_LINES) == ["program/test_all.py: 601 lines, at most 600"]


def test_what_just_fits_a_budget_passes(tmp_path: Path) -> None:
    fifty = LONG_FUNCTION.removesuffix("    x = 1\n")
    fits = fifty + "y = 1\n" * 350
    many = MANY_METHODS.replace("act_15", "_act_15")
    assert house.too_large(plant(tmp_path, {"room": fits, "other": many})) == []


def test_a_missing_or_empty_door_plate_is_named(tmp_path: Path) -> None:
    whole = '"""A room.\n\nMay import: nothing.\nGives out: things.\nTo add one: here.\n"""\n'
    program = plant(
        tmp_path,
        {"__init__": "", "good/__init__": whole, "bare/thing": "", "half/__init__": '"""Half.\n"""\n'},
    )
    assert house.without_plate(program) == [
        "program/bare: no __init__.py",
        "program/half: the door plate does not say “May import:”",
        "program/half: the door plate does not say “Gives out:”",
        "program/half: the door plate does not say “To add …:”",
    ]


def test_vague_names_are_named(tmp_path: Path) -> None:
    program = plant(
        tmp_path,
        {"utils": "", "room/date_helpers": "", "room/fine": "class TaskManager: ...\n", "managers/__init__": ""},
    )
    assert house.vague_names(program) == [
        "program/managers/__init__.py: “managers” says nothing",
        "program/room/date_helpers.py: “date_helpers” says nothing",
        "program/room/fine.py:1 “TaskManager” says nothing",
        "program/utils.py: “utils” says nothing",
    ]


def test_work_put_off_and_machine_paths_are_named(tmp_path: Path) -> None:
    later = "x = 1  # TO" + "DO: more\n"
    program = plant(tmp_path, {"later": later, "stub": "def f():\n    raise NotImplementedError\n"})
    assert house.unfinished(program) == [
        "program/later.py:1 " + later.strip(),
        "program/stub.py:2 raise NotImplementedError",
    ]
    somewhere = plant(tmp_path / "other", {"path": 'HOME = "/home' + '/ana/desk"\n'})
    assert house.machine_traces(somewhere) == ['program/path.py:1 HOME = "/home' + '/ana/desk"']
