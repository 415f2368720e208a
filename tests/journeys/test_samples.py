"""The three sample lists: what the builder makes is what is shipped, and the intake reads them as told."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest

from exchange_desk.model import Programme
from exchange_desk.services.answers import answers_from
from exchange_desk.services.desk import Desk

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
FILES = ("plantilla-moron.xlsx", "nomina-quito.xlsx", "nomina-quito-corregida.xlsx")


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_samples", SAMPLES / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_samples"] = module
    spec.loader.exec_module(module)
    return module


def cells(file: Path) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(file)
    return [row for sheet in book for row in sheet.iter_rows(values_only=True)]


def test_the_shipped_files_are_what_the_builder_makes(builder: ModuleType, tmp_path: Path) -> None:
    builder.main(tmp_path)
    for name in FILES:
        assert cells(tmp_path / name) == cells(SAMPLES / name), name


def planned(desk: Desk, name: str, sender: str):
    return desk.imports.plan(SAMPLES / name, programme="ALLAS-3", sender=sender)


def test_the_clean_template_raises_no_question(demonstration: Desk) -> None:
    plan = planned(demonstration, FILES[0], "Morón")
    assert plan.totals() == {"rows": 4, "new": 4, "update": 0, "same": 0, "waiting": 0, "skipped": 0, "refused": 0}
    assert plan.questions == ()


def test_the_messy_list_asks_what_cannot_be_known_and_nothing_else(demonstration: Desk) -> None:
    plan = planned(demonstration, FILES[1], "Quito")
    assert sorted(question.key for question in plan.questions) == ["identity.ambiguous", "row.struck"]
    assert plan.totals()["rows"] == 12
    aside = {str(line.why) for table in plan.tables for line in table.set_aside}
    assert {"title", "hidden", "totals", "signature"} <= aside
    fields = {column.field for table in plan.tables for column in table.columns}
    assert {"full_name", "sex", "birth_date", "passport_number", "passport_expiry", "email", "phone"} <= fields


def test_its_answers_leave_nothing_waiting(demonstration: Desk) -> None:
    plan = planned(demonstration, FILES[1], "Quito")
    answers = answers_from(SAMPLES / "respuestas-quito.toml")
    answered = plan.with_answers(answers)
    assert answered.questions == ()
    assert answered.totals()["waiting"] == 0
    assert answered.totals()["skipped"] == 1
    assert answered.totals()["new"] == 8


def test_the_corrected_list_fills_what_was_missing_and_repeats_nobody(demonstration: Desk) -> None:
    imports = demonstration.imports
    answers = answers_from(SAMPLES / "respuestas-quito.toml")
    imports.apply(planned(demonstration, FILES[1], "Quito").with_answers(answers))
    before = demonstration.lists.count("officials")
    again = planned(demonstration, FILES[2], "Quito").with_answers(answers)
    changed = {(change.field, row.name) for row in again.rows for change in row.changes if change.applied}
    assert ("email", "Guerra Montúfar, Marco Vinicio") in changed
    assert ("passport_number", "Villavicencio, Jorge") in changed
    assert ("birth_date", "de la Cueva y Pazmiño, Esteban") in changed
    imports.apply(again)
    new = [row.name for row in again.rows if row.outcome == "new"]
    assert new == ["Vinueza Salas, Paola"]  # the row that was hidden
    assert demonstration.lists.count("officials") == before + 1
    (programme,) = demonstration.records.find(Programme, code="ALLAS-3")
    assert demonstration.lists.count("nominations", {"programme_id": programme.id}) > 0
