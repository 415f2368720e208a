"""Exports: every list to a workbook, a text list and JSON, read back by other readers."""

import csv
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from exchange_desk.model import Official
from exchange_desk.services.desk import Desk
from exchange_desk.store.listings import LISTINGS
from exchange_desk.support.language import Language
from exchange_desk.support.problems import Cancelled, DeskError
from tests.store.small_world import World, settle


@pytest.fixture
def small(desk: Desk) -> World:
    return settle(desk)


def sheet(path: Path) -> list[list[object]]:
    book = load_workbook(path)
    assert len(book.sheetnames) == 1
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


@pytest.mark.parametrize("name", LISTINGS)
def test_every_list_is_written_with_all_its_columns(
    desk: Desk, small: World, name: str, tmp_path: Path, lang: Language
) -> None:
    titles = [column.label for column in desk.lists.listing(name).columns]
    ids = desk.lists.ids(name)
    desk.exports.write(name, tmp_path / "x.xlsx", lang)
    desk.exports.write(name, tmp_path / "x.csv", lang)
    desk.exports.write(name, tmp_path / "x.JSON", lang)
    rows = sheet(tmp_path / "x.xlsx")
    assert (rows[0], len(rows)) == (titles, len(ids) + 1)
    text = list(csv.reader((tmp_path / "x.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert (text[0], len(text)) == (titles, len(ids) + 1)
    objects = json.loads((tmp_path / "x.JSON").read_text(encoding="utf-8"))
    assert [each["id"] for each in objects] == ids


def test_values_are_said_in_the_language_and_dates_are_dates(desk: Desk, small: World, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    desk.exports.write("placements", path, Language("en"))
    row = sheet(path)[1]
    assert row[:5] == ["EX26-001", "Núñez Pérez, María José", "Ciudad de México", "Quito", "Alcaldía de Quito"]
    assert row[5:9] == [datetime(2026, 3, 3), datetime(2026, 4, 8), "Proposed", 1]
    desk.exports.write("officials", path, Language("en"), find="nunez")
    [row] = sheet(path)[1:]
    assert row[2:3] + row[5:6] == ["Mexico", "Spanish, Portuguese"]


def test_only_what_is_asked_for_in_the_order_asked_for(
    desk: Desk, small: World, tmp_path: Path, lang: Language
) -> None:
    path = tmp_path / "x.json"

    def written(**asked: object) -> list[str]:
        desk.exports.write("officials", path, lang, **asked)
        return [each["id"] for each in json.loads(path.read_text(encoding="utf-8"))]

    assert written(find="nunila") == [small.nunila.id]
    assert written(where={"city_id": small.quito.id}) == [small.ramon.id]
    assert written(ids=[small.ramon.id, small.maria.id]) == [small.ramon.id, small.maria.id]
    assert written(ids=[]) == []
    assert written(sort="list_name", descending=True) == [small.ramon.id, small.maria.id, small.nunila.id]


def test_json_has_the_fields_of_the_model_with_parts_as_lists(
    desk: Desk, small: World, tmp_path: Path, lang: Language
) -> None:
    path = tmp_path / "x.json"
    desk.exports.write("officials", path, lang, ids=[small.maria.id])
    [found] = json.loads(path.read_text(encoding="utf-8"))
    assert (found["given_names"], found["birth_date"]) == ("María José", "1980-04-03")
    assert (found["city_id"], found["city"]) == (small.mexico.id, "Ciudad de México (MX)")
    assert {skill["language"]: skill["level"] for skill in found["languages"]} == {"es": "native", "pt": "B1"}
    assert not {"version", "search_key", "sort_key"} & found.keys()
    desk.exports.write("placements", path, lang)
    [found] = json.loads(path.read_text(encoding="utf-8"))
    assert found["stays"][0]["starts_on"] == "2026-03-02"
    assert found["nomination"].startswith("Núñez Pérez, María José")


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_numbers_of_documents_never_leave_this_way(
    desk: Desk, small: World, tmp_path: Path, lang: Language, ending: str
) -> None:
    maria = desk.records.get(Official, small.maria.id)
    maria.national_id = "SECRET-ID-77"
    desk.records.save(maria)
    path = tmp_path / f"x.{ending}"
    desk.exports.write("officials", path, lang)
    content = path.read_bytes() if ending != "xlsx" else str(sheet(path)).encode()
    assert b"maria@example.org" in content
    assert b"SECRET-ID-77" not in content
    assert b"X1234567" not in content


def test_what_people_type_never_becomes_a_formula(desk: Desk, tmp_path: Path, lang: Language) -> None:
    desk.records.save(Official(given_names="=1+1", family_names="@SUM(A1)", post="=cmd|' /C calc'!A0"))
    desk.exports.write("officials", tmp_path / "x.xlsx", lang)
    cells = [cell for row in load_workbook(tmp_path / "x.xlsx").worksheets[0].iter_rows() for cell in row]
    assert "=cmd|' /C calc'!A0" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    desk.exports.write("officials", tmp_path / "x.csv", lang)
    assert "\"'=cmd|" in (tmp_path / "x.csv").read_text(encoding="utf-8-sig")


def test_an_ending_nobody_knows_is_refused(desk: Desk, tmp_path: Path, lang: Language) -> None:
    for name in ("x.pdf", "x", "x.xls"):
        with pytest.raises(DeskError) as caught:
            desk.exports.write("officials", tmp_path / name, lang)
        assert caught.value.key == "export.unknown_kind"
    assert list(tmp_path.glob("x*")) == []


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_a_cancelled_export_leaves_the_old_file(
    desk: Desk, small: World, tmp_path: Path, lang: Language, ending: str
) -> None:
    class Stop:
        def step(self, done: int, total: int | None, text: str = "") -> None:
            raise Cancelled

    path = tmp_path / f"x.{ending}"
    path.write_text("old")
    with pytest.raises(Cancelled):
        desk.exports.write("officials", path, lang, progress=Stop())
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.glob("*x.*")] == [path.name]


def test_a_table_is_read_while_it_is_written(desk: Desk, small: World, lang: Language) -> None:
    table = desk.exports.table("officials", desk.lists.ids("officials"), lang)
    assert [column.title for column in table.columns][:3] == ["Name", "City", "Country"]
    assert [row[8] for row in table.rows] == [None, date(1980, 4, 3), None]
