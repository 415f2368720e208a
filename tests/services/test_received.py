"""Lists received before: original bytes, rows as they came, and the step that took them in."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from exchange_desk.model import SourceFile
from exchange_desk.services.desk import Desk
from exchange_desk.services.received import original_of, step_of, tables_of
from exchange_desk.support.problems import DeskError


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk.open(tmp_path / "test.desk")
    yield made
    made.close()


@pytest.fixture
def file_id(desk: Desk, tmp_path: Path) -> str:
    book = openpyxl.Workbook()
    book.active.append(("Nombres", "Apellidos"))
    book.active.append(("Sisa", "Tituaña"))
    book.save(tmp_path / "nomina.xlsx")
    return desk.imports.apply(desk.imports.plan(tmp_path / "nomina.xlsx")).source_file


def test_the_original_comes_back_byte_for_byte(desk: Desk, file_id: str, tmp_path: Path) -> None:
    assert original_of(desk, file_id) == ("nomina.xlsx", (tmp_path / "nomina.xlsx").read_bytes())


def test_rows_come_back_as_they_were_with_their_headings(desk: Desk, file_id: str) -> None:
    (table,) = tables_of(desk, file_id)
    assert table.columns == {"A": "Nombres", "B": "Apellidos"}
    assert [(row.row, row.outcome, row.cells) for row in table.rows] == [(2, "new", {"A": "Sisa", "B": "Tituaña"})]


def test_the_step_is_the_one_that_took_the_list_in_not_a_later_one(desk: Desk, file_id: str) -> None:
    imported = desk.history.steps(1)[0].id
    file = desk.records.get(SourceFile, file_id)
    file.name = "otra.xlsx"
    desk.records.save(file)
    assert step_of(desk, file_id) == imported
    assert step_of(desk, "00000000-0000-0000-0000-00000000ffff") is None


def test_a_file_whose_bytes_were_never_kept_is_told_in_a_sentence(desk: Desk) -> None:
    file = SourceFile(name="vieja.xlsx", sha256="0" * 64)
    desk.records.save(file)
    with pytest.raises(DeskError, match=r"received\.no_original"):
        original_of(desk, file.id)
