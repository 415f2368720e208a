"""What is written is read back the same, by two readers, and calculates nothing."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange_desk.support.language import LANGUAGES, Language
from exchange_desk.support.problems import DeskError
from exchange_desk.workbooks import writer
from exchange_desk.workbooks.reader import read
from exchange_desk.workbooks.writer import Column, Table, sheet_name, write_csv, write_xlsx

ES = Language("es")
COLUMNS = (
    Column("Nombre"),
    Column("Documento", "identifier"),
    Column("Nacimiento", "date"),
    Column("Recibida", "moment"),
    Column("Plazas", "integer"),
    Column("Importe", "decimal"),
    Column("Titular", "boolean"),
)
ROWS = (
    ("Inés Ávila", "00123456", date(1980, 3, 12), datetime(2026, 3, 2, 12, 0, tzinfo=UTC), 4, Decimal("1234.50"), True),
    ("João", 7788, date(1875, 12, 1), None, None, None, False),
    (None, "P-9", "en trámite", datetime(2026, 11, 5, 9, 15), 2**60, float("nan"), None),
)
PAYLOADS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://example.org","x")',
    "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠x", " =1+1", "\u00a0=1+1", "\ufeff=1+1", "{=1+1}", "http://example.org",
    "mailto:a@example.org", "file:///etc/passwd", "=", "-", "+52 55 5555 5555", "1e5", "0012", "TRUE", "2026-01-01",
]  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lista.xlsx"


def test_values_keep_their_kind(path: Path) -> None:
    assert write_xlsx(path, [Table("Personas", COLUMNS, ROWS)], ES) == ()
    rows = read(path).sheets[0].rows
    assert rows[0] == [column.title for column in COLUMNS]
    local = ROWS[0][3].astimezone().replace(tzinfo=None)  # type: ignore[union-attr]
    assert rows[1] == ["Inés Ávila", "00123456", date(1980, 3, 12), local, 4, 1234.5, ES("Yes")]
    assert rows[2] == ["João", "7788", ES.day(date(1875, 12, 1)), None, None, None, ES("No")]
    assert rows[3] == [None, "P-9", "en trámite", datetime(2026, 11, 5, 9, 15), str(2**60), "nan", None]


def test_both_readers_see_the_same(path: Path) -> None:
    write_xlsx(path, [Table("Personas", COLUMNS, ROWS)], ES)
    ours = read(path).sheets[0]
    theirs = openpyxl.load_workbook(path).active
    for row in theirs.iter_rows():
        for cell in row:
            value = cell.value.date() if cell.is_date and not cell.value.time() > time() else cell.value
            assert value == ours.value(cell.row, cell.column)


@pytest.mark.parametrize("code", LANGUAGES)
def test_dates_are_shown_with_the_month_in_words(path: Path, code: str) -> None:
    write_xlsx(path, [Table("Personas", COLUMNS, ROWS)], Language(code))
    sheet = openpyxl.load_workbook(path).active
    assert sheet["C2"].number_format.endswith("]d mmm yyyy")
    assert sheet["C2"].is_date
    assert sheet["D2"].number_format.endswith("]d mmm yyyy hh:mm")


@pytest.mark.parametrize("kind", ["text", "identifier", "date", "moment", "integer", "decimal", "boolean"])
def test_nothing_typed_becomes_a_formula_or_a_link(path: Path, kind: writer.Kind) -> None:
    write_xlsx(path, [Table("=1+1", [Column("=1+1", kind), Column("+x", kind)], [(p, p) for p in PAYLOADS])], ES)
    sheet = openpyxl.load_workbook(path).active
    shown = [cell.value for row in sheet.iter_rows(min_row=2) for cell in row]
    assert shown == [p.replace("\r", "\n") for p in PAYLOADS for _ in range(2)]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert not [name for name in archive.namelist() if "externalLink" in name or "sheet1.xml.rels" in name]


def test_a_text_list_calculates_nothing_either(tmp_path: Path) -> None:
    path = tmp_path / "lista.csv"
    write_csv(path, Table("x", [Column("=1+1")], [(p,) for p in PAYLOADS]), ES)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    cells = [row[0] for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    assert cells[0] == "'=1+1"
    for cell, payload in zip(cells[1:], PAYLOADS, strict=True):
        assert not cell.lstrip(" \u00a0\ufeff\t\r\n").startswith(tuple("=+-@＝＋－＠"))
        assert cell.removeprefix("'") == payload.replace("\r", "\n")


def test_a_text_list_has_plain_dates_and_numbers(tmp_path: Path) -> None:
    path = tmp_path / "lista.csv"
    write_csv(path, Table("x", COLUMNS, [(*ROWS[0][:4], -4, Decimal("-0.5"), True), (None,) * 7]), ES)
    local = ROWS[0][3].astimezone().strftime("%Y-%m-%d %H:%M")  # type: ignore[union-attr]
    lines = path.read_bytes().decode("utf-8-sig").split("\r\n")
    assert lines[1] == f'"Inés Ávila","00123456","1980-03-12","{local}","-4","-0.5","{ES("Yes")}"'
    assert lines[2:] == [",".join(['""'] * 7), ""]


def test_a_list_is_ready_to_filter_and_to_print(path: Path) -> None:
    long = Column("Objetivo de la estancia")
    fixed = Column("Nota", width=33)
    rows = [("Inés", "x" * 300, "y" * 300), ("Ana\nMaría", "x", "y")] * 40
    write_xlsx(path, [Table("Personas", [Column("Nombre"), long, fixed], rows)], ES)
    sheet = openpyxl.load_workbook(path).active
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C81"
    assert sheet["A1"].font.bold
    assert sheet["A1"].fill.fill_type == "solid"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$1"
    assert "&P" in sheet.oddFooter.right.text
    assert "&N" in sheet.oddFooter.right.text
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert 9 <= widths[0] < 15
    assert widths[1] == pytest.approx(60, abs=1)
    assert widths[2] == pytest.approx(33, abs=1)


def test_several_sheets_properties_and_no_rows(path: Path) -> None:
    tables = [
        Table("Personas", COLUMNS, ROWS),
        Table("Vacía", [Column("A")], []),
        Table("personas", [Column("B")], [("x",)]),
    ]
    write_xlsx(path, tables, ES, properties={"template": "nominees-1", "fingerprint": "é" * 64})
    book = read(path)
    assert [sheet.name for sheet in book.sheets] == ["Personas", "Vacía", "personas (2)"]
    assert book.properties == {"template": "nominees-1", "fingerprint": "é" * 64}
    assert book.sheets[1].rows == [["A"]]


def test_the_same_table_gives_the_same_file(path: Path, tmp_path: Path) -> None:
    write_xlsx(path, [Table("Personas", COLUMNS, ROWS)], ES)
    write_xlsx(tmp_path / "b.xlsx", [Table("Personas", COLUMNS, ROWS)], ES)
    assert path.read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("Personas", "Personas"),
        ("a/b\\c[d]:e*f?", "a b c d  e f"),
        ("'citada'", "citada"),
        ("", "1"),
        ("History", "History (2)"),
        ("x" * 40, "x" * 31),
        ("😀" * 20, "😀" * 15),
    ],
)
def test_names_of_sheets(path: Path, wanted: str, expected: str) -> None:
    assert sheet_name(wanted, set()) == expected
    write_xlsx(path, [Table(wanted, [Column("A")], [("x",)])], ES)
    assert read(path).sheets[0].name == expected


def test_names_of_sheets_are_told_apart() -> None:
    taken: set[str] = set()
    names = [sheet_name("Lista de personas nominadas por la ciudad", taken) for _ in range(12)]
    assert len({name.casefold() for name in names}) == 12
    assert max(map(len, names)) <= 31


def test_what_a_cell_cannot_hold_is_left_out_and_said(path: Path) -> None:
    rows = [("a\x00b\x0b", "x" * 40_000), ("\ud800c\uffff", "😀" * 20_000), ("línea 1\r\nlínea 2", "y")]
    said = write_xlsx(path, [Table("L", [Column("A"), Column("B")], rows)], ES)
    assert [(problem.key, problem.params["count"]) for problem in said] == [
        ("export.signs_removed", 2),
        ("export.text_shortened", 2),
    ]
    written = read(path).sheets[0].rows
    assert [row[0] for row in written[1:]] == ["ab", "c", "línea 1\nlínea 2"]
    assert [len(str(row[1]).encode("utf-16-le")) // 2 for row in written[1:3]] == [32_767, 32_767]
    assert str(written[1][1]).endswith("x…")


def test_too_many_rows_for_a_sheet(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MAX_ROWS", 3)
    with pytest.raises(DeskError) as caught:
        write_xlsx(path, [Table("Personas", [Column("A")], [("x",)] * 4)], ES)
    assert caught.value.key == "export.too_many_rows"
    assert "“Personas”" in caught.value.say(Language("en"))
    assert not path.exists()


def test_other_values_are_written_as_people_say_them(path: Path) -> None:
    rows = [(time(9, 15),), (timedelta(hours=42),), (["español", "inglés"],), (3.0,), (True,)]
    write_xlsx(path, [Table("L", [Column("A")], rows)], ES)
    assert [row[0] for row in read(path).sheets[0].rows[1:]] == [
        "09:15:00",
        "1 day, 18:00:00",
        ES.list(["español", "inglés"]),
        "3",
        ES("Yes"),
    ]


def test_a_row_of_the_wrong_length_is_a_bug(path: Path) -> None:
    with pytest.raises(ValueError, match="zip"):
        write_xlsx(path, [Table("L", [Column("A"), Column("B")], [("x",)])], ES)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=20))
def test_any_text_comes_back(path: Path, texts: list[str]) -> None:
    """Two readers agree on what was written; only what a cell cannot hold is missing."""
    write_xlsx(path, [Table("L", [Column("n", "integer"), Column("t")], list(enumerate(texts)))], ES)
    wanted = [writer._Mends().legal(text) or None for text in texts]
    assert [row[1] for row in openpyxl.load_workbook(path).active.iter_rows(min_row=2, values_only=True)] == wanted
    sheet = read(path).sheets[0]
    assert [sheet.value(row, 2) for row in range(2, len(texts) + 2)] == wanted
