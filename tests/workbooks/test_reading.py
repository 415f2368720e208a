"""Every accepted kind of file is read by its content, with its values as they are."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from exchange_desk.support.problems import DeskError
from exchange_desk.workbooks.grid import Area
from exchange_desk.workbooks.reader import read, read_bytes
from tests import builders
from tests.builders import PEOPLE

MIXED = (("Nombre", "Año", "Nota"), ("Inés", 1980, 7.5), (None, 7, None))


@pytest.mark.parametrize(
    ("kind", "build"),
    [
        ("xlsx", lambda path: builders.xlsx(path, {"Lista": PEOPLE})),
        ("xls", lambda path: builders.xls(path, {"Lista": PEOPLE})),
        ("ods", lambda path: builders.ods(path, {"Lista": PEOPLE})),
    ],
)
@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".txt", ""])
def test_a_workbook_is_recognised_whatever_its_name(
    tmp_path: Path, kind: str, build: Callable[[Path], Path], ending: str
) -> None:
    book = read(build(tmp_path / f"nómina{ending}"))
    assert (book.kind, book.name, len(book.sheets)) == (kind, f"nómina{ending}", 1)
    assert book.sheets[0].name == "Lista"
    assert [tuple(row) for row in book.sheets[0].rows] == [tuple(row) for row in PEOPLE]


@pytest.mark.parametrize(
    ("kind", "build"),
    [
        ("xlsx", lambda path: builders.xlsx(path, {"Lista": MIXED})),
        ("xlsb", lambda path: builders.xlsb(path, MIXED)),
        ("xls", lambda path: builders.xls(path, {"Lista": MIXED})),
        ("ods", lambda path: builders.ods(path, {"Lista": MIXED})),
    ],
)
def test_whole_numbers_are_int_and_empty_cells_are_none(
    tmp_path: Path, kind: str, build: Callable[[Path], Path]
) -> None:
    book = read(build(tmp_path / "a"))
    rows = book.sheets[0].rows
    assert book.kind == kind
    assert [list(row) for row in rows] == [["Nombre", "Año", "Nota"], ["Inés", 1980, 7.5], [None, 7, None]]
    assert type(rows[1][1]) is int
    assert type(rows[1][2]) is float


def test_a_workbook_with_macros_is_called_xlsm(tmp_path: Path) -> None:
    parts = builders.xlsx_parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    types = str(parts["[Content_Types].xml"])
    macro = types.replace(
        "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", "vnd.ms-excel.sheet.macroEnabled.main"
    )
    book = read(builders.package(tmp_path / "a.xlsx", parts | {"[Content_Types].xml": macro}))
    assert book.kind == "xlsm"


def test_the_file_is_identified_by_what_it_holds(tmp_path: Path) -> None:
    path = builders.xlsx(tmp_path / "a.xlsx", {"Lista": PEOPLE})
    book = read(path)
    content = path.read_bytes()
    assert (book.sha256, book.size) == (hashlib.sha256(content).hexdigest(), len(content))


@pytest.mark.parametrize("from_1904", [False, True])
def test_dates_times_and_durations(tmp_path: Path, from_1904: bool) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": from_1904}) as book:
        sheet = book.add_worksheet()
        for row, (value, shown) in enumerate(
            [
                (date(1980, 3, 12), "dd/mm/yyyy"),
                (date(1980, 3, 12), '[$-C0A]d" de "mmmm" de "yyyy'),
                (datetime(2026, 11, 5, 10, 30), "dd.mm.yyyy hh:mm"),
                (time(9, 15), "hh:mm"),
                (timedelta(hours=42), "[h]:mm"),
            ]
        ):
            sheet.write_datetime(row, 0, value, book.add_format({"num_format": shown}))
        sheet.write_number(5, 0, 29292, book.add_format({"num_format": '[Red]0" days"'}))
    values = [row[0] for row in read(path).sheets[0].rows]
    assert values == [
        date(1980, 3, 12),
        date(1980, 3, 12),
        datetime(2026, 11, 5, 10, 30),
        time(9, 15),
        timedelta(hours=42),
        29292,
    ]
    assert type(values[0]) is date


def test_a_date_before_the_calendar_stays_the_number_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        shown = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet()
        sheet.write_number(0, 0, -5, shown)
        sheet.write_number(1, 0, 29292, shown)
    assert [row[0] for row in read(path).sheets[0].rows] == [-5.0, date(1980, 3, 12)]


def test_long_numbers_keep_their_digits(tmp_path: Path) -> None:
    book = read(builders.xlsx(tmp_path / "a.xlsx", {"L": [[123456789012345, 1e300, 0.1]]}))
    first, second, third = book.sheets[0].rows[0]
    assert (first, second, third) == (123456789012345, 1e300, 0.1)
    assert (type(first), type(second)) == (int, float)


def test_text_is_kept_to_the_letter(tmp_path: Path) -> None:
    texts = [
        "  sangría ",
        "Jose\u0301",
        "a\u00a0b",
        "dos\nlíneas",
        "007",
        "=1+1 no",
        "\u202eRTL",
        "😀",
        "'x",
        "_x0041_",
    ]
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for row, value in enumerate(texts):
            sheet.write_string(row, 0, value)
    assert [row[0] for row in read(path).sheets[0].rows] == texts


def test_merged_areas_hidden_sheets_and_positions(tmp_path: Path) -> None:
    rows = [[None, None, None], [None, "Título", None], [None, "Nombre", "Apellidos"]]
    build = builders.xlsx(
        tmp_path / "a.xlsx", {"Lista": rows, "Vieja": [["x"]]}, merged={"Lista": ["B2:C2"]}, hidden=["Vieja"]
    )
    first, second = read(build).sheets
    assert (first.hidden, second.hidden) == (False, True)
    assert first.merged == (Area(2, 2, 2, 3),)
    assert first.value(3, 2) == "Nombre"
    assert first.value(1, 1) is None


def test_empty_rows_and_columns_at_the_end_are_not_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active["B2"] = "Nombre"
    book.active["D5000"].font = openpyxl.styles.Font(bold=True)
    book.active["F2"] = ""
    book.save(path)
    sheet = read(path).sheets[0]
    assert (len(sheet.rows), sheet.width) == (2, 2)


def test_a_chart_sheet_is_left_out_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Lista").write(0, 0, 1)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Lista!$A$1:$A$1"})
        book.add_chartsheet("Gráfico").set_chart(chart)
    read_book = read(path)
    assert [sheet.name for sheet in read_book.sheets] == ["Lista"]
    assert [(note.key, note.params) for note in read_book.notes] == [
        ("workbook.sheet_without_table", {"sheet": "Gráfico"})
    ]


def test_custom_properties(tmp_path: Path) -> None:
    excel = builders.xlsx(tmp_path / "a.xlsx", {"L": PEOPLE}, properties={"template": "nominees-1", "hash": "abc"})
    assert read(excel).properties == {"template": "nominees-1", "hash": "abc"}
    meta = (
        '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta>'
        '<meta:user-defined meta:name="template">nominees-1</meta:user-defined></office:meta></office:document-meta>'
    )
    with_meta = builders.parts(builders.ods(tmp_path / "a.ods", {"L": PEOPLE})) | {"meta.xml": meta.encode()}
    assert read(builders.package(tmp_path / "b.ods", with_meta)).properties == {"template": "nominees-1"}


def test_what_calamine_cannot_read_openpyxl_does(tmp_path: Path) -> None:
    # A duration beyond what Python can hold makes the first reader fail.
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Lista")
        sheet.write_string(0, 0, "Inés")
        sheet.write_number(0, 1, 1e300, book.add_format({"num_format": "[h]:mm"}))
        sheet.write_datetime(1, 0, date(1980, 3, 12), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.merge_range("A3:B3", "Total")
    result = read(path)
    assert result.sheets[0].value(1, 1) == "Inés"
    assert result.sheets[0].value(2, 1) == date(1980, 3, 12)
    assert result.sheets[0].merged == (Area(3, 1, 3, 2),)


def test_a_strict_workbook_is_read(tmp_path: Path) -> None:
    parts = builders.xlsx_parts('<row r="1"><c r="A1" t="inlineStr"><is><t>Inés</t></is></c></row>')
    strict = {
        name: str(content)
        .replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
        )
        .replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in parts.items()
    }
    assert read(builders.package(tmp_path / "a.xlsx", strict)).sheets[0].rows == [["Inés"]]


def test_a_sheet_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    parts = builders.parts(builders.xlsx(tmp_path / "a.xlsx", {"Buena": PEOPLE, "Rota": PEOPLE}))
    whole = parts["xl/worksheets/sheet2.xml"]
    parts["xl/worksheets/sheet2.xml"] = whole[: whole.index(b'r="C3"')]
    book = read(builders.package(tmp_path / "b.xlsx", parts))
    assert [sheet.name for sheet in book.sheets] == ["Buena"]
    assert ("workbook.sheet_unreadable", {"sheet": "Rota"}) in [(note.key, note.params) for note in book.notes]


def test_texts_longer_than_a_cell_are_cut_and_reported(tmp_path: Path) -> None:
    path = builders.text(tmp_path / "a.csv", [("Nombre", "Nota"), ("Inés", "x" * 40_000)])
    book = read(path)
    assert len(str(book.sheets[0].value(2, 2))) == 32_767
    told = {"sheet": "a", "cell": "B2", "limit": 32_767}
    assert [(note.key, note.params) for note in book.notes] == [("workbook.long_text", told)]


def test_bytes_that_were_kept_are_read_as_the_file_was(tmp_path: Path) -> None:
    file = builders.xlsx(tmp_path / "lista.xlsx", {"Hoja": [("Nombre", "Correo"), ("Ana", "ana@example.org")]})
    assert read_bytes(name="lista.xlsx", data=file.read_bytes()) == read(file)
    with pytest.raises(DeskError, match=r"workbook\."):
        read_bytes(name="lista.xlsx", data=b"PK\x03\x04 cut off")
