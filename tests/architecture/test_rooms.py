"""The rooms and the one rule between them: the contracts of pyproject.toml hold, and have been seen to fail."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint(folder: Path) -> tuple[int, str]:
    """Check the contracts of the pyproject.toml in a folder against the exchange_desk beside it."""
    run = subprocess.run(
        [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PATH": "", "PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8", "COLUMNS": "200", "NO_COLOR": "1"},
        timeout=120,
        check=False,
    )
    return run.returncode, run.stdout + run.stderr


def test_imports_only_go_down() -> None:
    code, said = lint(ROOT)
    assert code == 0, said


FLOORS = ("services", "intake", "matching", "documents", "store", "workbooks", "rules", "model", "support", "cli")
WINDOWS = (
    *("shell", "places", "people", "programmes", "nominations", "placements", "imports", "history"),
    *("documents", "preferences", "kit"),
)
LAWFUL = {
    "app": "import PySide6.QtWidgets\nimport exchange_desk.gui.main, exchange_desk.cli.main\n",
    "gui/main": "import PySide6.QtWidgets\nimport exchange_desk.gui.shell.window\n",
    "gui/shell/window": "import exchange_desk.gui.places.window, exchange_desk.gui.kit.window\n",
    "gui/places/window": "import exchange_desk.gui.kit.window, exchange_desk.services.desk\n",
    "gui/kit/window": "import pypdfium2\n",
    "cli/main": "import exchange_desk.services.desk\n",
    "services/desk": "import exchange_desk.store.file, exchange_desk.intake.plan, exchange_desk.workbooks.reader\n",
    "store/file": "import sqlalchemy, alembic, sqlcipher3\nimport exchange_desk.model.base\n",
    "model/base": "import sqlalchemy.orm\nimport exchange_desk.support.text\n",
    "workbooks/reader": "import openpyxl, xlsxwriter, python_calamine, msoffcrypto\n",
    "documents/typeset": "import typst\n",
    "matching/solve": "import highspy\n",
    "intake/plan": "import exchange_desk.workbooks.reader\n",
    "rules/verdict": "import exchange_desk.model.base\n",
    "support/text": "",
}


def house(folder: Path, changed: dict[str, str]) -> Path:
    """A whole house of small modules with this project's contracts, and `changed` modules in it."""
    program = folder / "exchange_desk"
    modules = {f"{room}/__init__": "" for room in (*FLOORS, "gui", *(f"gui/{window}" for window in WINDOWS))}
    for name, text in ({"__init__": ""} | modules | LAWFUL | changed).items():
        file = program / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def test_a_house_that_keeps_the_rule_passes(tmp_path: Path) -> None:
    code, said = lint(house(tmp_path, {}))
    assert code == 0, said


PLANTED = {
    "rules/upward": "import exchange_desk.store.file\n",
    "intake/sideways": "import exchange_desk.store.file\n",
    "matching/sideways": "import exchange_desk.documents.typeset\n",
    "cli/window": "import exchange_desk.gui.main\n",
    "gui/people/window": "import exchange_desk.gui.places.window\n",
    "gui/kit/upward": "import exchange_desk.gui.people\n",
    "gui/places/keyhole": "import exchange_desk.store.file\n",
    "cli/keyhole": "import exchange_desk.workbooks.reader\n",
    "services/window": "def f():\n    import PySide6.QtCore\n",
    "services/query": "import sqlalchemy\n",
    "model/file": "import sqlcipher3\n",
    "services/sheet": "import openpyxl\n",
    "documents/other": "import typst\n",
    "matching/other": "import highspy\n",
}
"""Module → the one import that breaks the rule; each must be named in the report."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    code, said = lint(house(tmp_path_factory.mktemp("planted"), PLANTED))
    assert code == 1, said
    return re.sub(r"\s+", " ", said)


@pytest.mark.parametrize("module", PLANTED)
def test_a_planted_import_is_named(module: str, report: str) -> None:
    importer = "exchange_desk." + module.replace("/", ".")
    imported = PLANTED[module].split("import ")[1].strip()
    seen = imported if imported.startswith("exchange_desk") else imported.split(".")[0]
    assert f"{importer} -> {seen} (l." in report


def test_every_contract_was_broken_by_a_planted_import(report: str) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    for contract in contracts["contracts"]:
        assert f"{contract['name']} BROKEN" in report


@pytest.mark.parametrize("room", ["exchange_desk.utils", "exchange_desk.gui.extras"])
def test_a_room_without_a_floor_is_refused(tmp_path: Path, room: str) -> None:
    name = room.removeprefix("exchange_desk.").replace(".", "/")
    code, said = lint(house(tmp_path, {f"{name}/__init__": ""}))
    assert code == 1
    assert room in said
