"""What cells carry besides their values: errors, missing results, hidden rows, colours, comments, padding."""

import re
import struct
from datetime import date, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from exchange_desk.workbooks import marks, styles
from exchange_desk.workbooks.grid import Area, Mark
from exchange_desk.workbooks.reader import read
from tests import builders
from tests.builders import PEOPLE, xlsx_parts


def test_errors_are_told_from_empty_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_string("A1", "Nacimiento")
        sheet.write_formula("A2", "=NA()", None, "#N/A")
        sheet.write_formula("A3", "=1/0", None, "#DIV/0!")
        sheet.write_blank("A4", None)
        sheet.write_formula("C6", "=VLOOKUP(A1,B:B,1,0)", None, "#REF!")
    sheet = read(path).sheets[0]
    assert {place: mark.error for place, mark in sheet.marks.items()} == {
        (2, 1): "#N/A",
        (3, 1): "#DIV/0!",
        (6, 3): "#REF!",
    }
    # A row that holds nothing but an error is a row all the same.
    assert (len(sheet.rows), sheet.width) == (6, 3)
    assert all(value is None for row in sheet.rows[1:] for value in row)


def test_formulas_without_a_result_are_told_from_empty_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Ana", "=A1&A1"])
    book.save(path)
    assert read(path).sheets[0].marks == {(1, 2): Mark(uncalculated=True)}
    empty_text = '<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><f>1+1</f><v>2</v></c></row>'
    result = read(builders.package(path, xlsx_parts(empty_text))).sheets[0]
    assert (result.rows, result.marks) == ([[None, 2]], {})


def test_a_workbook_of_formulas_alone_is_not_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active["B2"] = "=A1"
    book.save(path)
    assert read(path).sheets[0].marks == {(2, 2): Mark(uncalculated=True)}


def test_hidden_rows_and_runs_of_hidden_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row in range(6):
            sheet.write_row(row, 0, ["a", "b", "c", "d"])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.set_column("B:C", None, None, {"hidden": True})
        sheet.set_column("F:XFD", None, None, {"hidden": True})
    sheet = read(path).sheets[0]
    assert sheet.hidden_rows == {3, 5}
    assert sheet.hidden_columns == {2, 3}


def test_colours_and_struck_through_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 7):
        sheet.cell(row, 1, f"Persona {row}")
    sheet["A1"].fill = PatternFill("solid", fgColor="FFFF0000")
    sheet["A2"].font = Font(strike=True)
    sheet["A3"].fill = PatternFill("solid", fgColor="FFFFFFFF")
    sheet["A4"].fill = PatternFill("solid", fgColor=Color(theme=4))
    sheet["A5"].fill = PatternFill("solid", fgColor=Color(indexed=10))
    sheet["A6"].fill = PatternFill("solid", fgColor=Color(theme=0, tint=-0.5))
    book.save(path)
    assert read(path).sheets[0].marks == {
        (1, 1): Mark(fill="FF0000"),
        (2, 1): Mark(strike=True),
        (4, 1): Mark(fill="4F81BD"),
        (5, 1): Mark(fill="FF0000"),
        (6, 1): Mark(fill="808080"),
    }


def test_numbers_padded_with_zeros(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_number("A1", 7, book.add_format({"num_format": "00000"}))
        sheet.write_number("A2", 7, book.add_format({"num_format": "0.00"}))
        sheet.write_number("A3", 7, book.add_format({"num_format": "0"}))
    sheet = read(path).sheets[0]
    assert [row[0] for row in sheet.rows] == [7, 7, 7]
    assert sheet.marks == {(1, 1): Mark(digits=5)}


@pytest.mark.parametrize(
    ("code", "digits"),
    [("00000", 5), ('"00"', 2), ("000;-000", 3), ("0", 0), ("000-000", 0), ("0.00", 0), ("General", 0)],
)
def test_which_formats_pad(code: str, digits: int) -> None:
    assert styles.padded_digits(code) == digits


def test_comments_and_conversations(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Ana", "Luis"])
    book.active["A1"].comment = Comment("Se retira", "Marta")
    book.active["B1"].comment = Comment("[Threaded comment] …", "Marta")
    book.save(path)
    parts = builders.parts(path)
    rels = parts["xl/worksheets/_rels/sheet1.xml.rels"].decode()
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    link = f'<Relationship Id="rId9" Type="{kind}" Target="../threadedComments/t1.xml"/>'
    talk = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="B1"><text>¿Viaja?</text></threadedComment>'
        '<threadedComment ref="B1"><text>Sí</text></threadedComment></ThreadedComments>'
    )
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = rels.replace("</Relationships>", link + "</Relationships>").encode()
    parts["xl/threadedComments/t1.xml"] = talk.encode()
    found = read(builders.package(path, parts)).sheets[0].marks
    assert {place: mark.comment for place, mark in found.items()} == {(1, 1): "Se retira", (1, 2): "¿Viaja?\nSí"}


SHEET = (
    '<row r="2" hidden="1"><c r="A2" s="1"><v>7</v></c><c r="B2" t="e"><f>NA()</f><v>#N/A</v></c></row>'
    '<row r="3"><c r="A3"><v>1</v></c><c r="C3"><f>A3+1</f></c></row>'
)
STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts><font/></fonts><fills><fill/><fill/>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFC000"/></patternFill></fill></fills>'
    '<cellXfs><xf fillId="0"/><xf fillId="2"/></cellXfs></styleSheet>'
)
EXPECTED = {(2, 1): Mark(fill="FFC000"), (2, 2): Mark(error="#N/A"), (3, 3): Mark(uncalculated=True)}


def prefixed(sheet: str) -> str:
    sheet = sheet.replace('xmlns="', 'xmlns:x="')
    for tag in ("worksheet", "sheetData", "row", "c", "v", "f"):
        for end in (">", " ", "/>"):
            sheet = sheet.replace(f"<{tag}{end}", f"<x:{tag}{end}").replace(f"</{tag}{end}", f"</x:{tag}{end}")
    return sheet


@pytest.mark.parametrize("way", ["plain", "prefixed", "single quotes", "attributes turned", "line breaks"])
def test_every_way_to_write_the_same_sheet(tmp_path: Path, way: str) -> None:
    parts = xlsx_parts(SHEET, styles=STYLES)
    sheet = str(parts["xl/worksheets/sheet1.xml"])
    sheet = {
        "plain": sheet,
        "prefixed": prefixed(sheet),
        "single quotes": sheet.replace('"', "'"),
        "attributes turned": sheet.replace('r="A2" s="1"', 's="1" r="A2"').replace('r="B2" t="e"', 't="e" r="B2"'),
        "line breaks": sheet.replace("><", ">\n  <"),
    }[way]
    result = read(builders.package(tmp_path / "a.xlsx", parts | {"xl/worksheets/sheet1.xml": sheet})).sheets[0]
    assert result.marks == EXPECTED
    assert result.hidden_rows == {2}


def test_cells_without_references_are_counted(tmp_path: Path) -> None:
    sheet = (
        '<row><c><v>1</v></c></row><row hidden="1"><c s="1"><v>7</v></c><c t="e"><v>#N/A</v></c></row>'
        "<row><c><v>1</v></c><c><v>2</v></c><c><f>A3+1</f></c></row>"
    )
    result = read(builders.package(tmp_path / "a.xlsx", xlsx_parts(sheet, styles=STYLES))).sheets[0]
    assert result.marks == EXPECTED
    assert result.hidden_rows == {2}


def test_sheets_are_found_as_the_workbook_says(tmp_path: Path) -> None:
    """Part names say nothing: here "sheet1.xml" is the second sheet."""
    path = builders.xlsx(tmp_path / "a.xlsx", {"Una": [["a"]], "Otra": [["b"], ["=A1"]]})
    parts = builders.parts(path)
    one, two = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
    parts[one], parts[two] = parts[two], parts[one]
    links = (
        parts["xl/_rels/workbook.xml.rels"].replace(b"sheet1.xml", b"sheetX.xml").replace(b"sheet2.xml", b"sheet1.xml")
    )
    parts["xl/_rels/workbook.xml.rels"] = links.replace(b"sheetX.xml", b"sheet2.xml")
    first, second = read(builders.package(path, parts)).sheets
    assert (first.name, first.rows, first.marks) == ("Una", [["a"]], {})
    assert (second.name, second.marks) == ("Otra", {(2, 1): Mark(uncalculated=True)})


def test_a_list_with_unreadable_comments_is_read_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_string("A1", "Ana")
        sheet.write_comment("A1", "Se retira")
    parts = builders.parts(path) | {"xl/comments1.xml": b"<comments><comment"}
    book = read(builders.package(path, parts))
    assert book.sheets[0].rows == [["Ana"]]
    assert [note.key for note in book.notes] == ["workbook.marks_unread"]


def test_more_coloured_cells_than_can_mean_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from exchange_desk.workbooks.values import Note, RawSheet

    monkeypatch.setattr(marks, "MAX_STYLED", 3)
    sheet, notes = RawSheet("L", [["x"] * 9]), list[Note]()
    content = b"<row>" + b"".join(b'<c r="%c1" s="1"/>' % letter for letter in b"ABCDE") + b"</row>"
    marks._add_styles(sheet, content, {"1": {"fill": "FF0000"}}, notes)
    assert len(sheet.marks) == 3
    assert notes == [("workbook.colours_unread", {"sheet": "L"})]


def test_marks_of_an_opendocument_sheet(tmp_path: Path) -> None:
    inside = """
<office:automatic-styles>
 <number:number-style style:name="N5"><number:number number:min-integer-digits="5"/></number:number-style>
 <style:style style:name="red" style:family="table-cell">
  <style:table-cell-properties fo:background-color="#ff0000"/>
  <style:text-properties style:text-line-through-style="solid"/></style:style>
 <style:style style:name="white" style:family="table-cell">
  <style:table-cell-properties fo:background-color="#ffffff"/></style:style>
 <style:style style:name="five" style:family="table-cell" style:data-style-name="N5"/>
</office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="L">
<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>
<table:table-row>
 <table:table-cell office:value-type="string" table:number-columns-spanned="3" table:number-rows-spanned="1">
 <text:p>Nómina</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/>
</table:table-row>
<table:table-row table:visibility="filter" table:number-rows-repeated="2">
 <table:table-cell table:style-name="red" office:value-type="string">
  <text:p>Inés<text:line-break/>Ávila<text:tab/><text:s text:c="2"/>x</text:p></table:table-cell>
 <table:table-cell table:style-name="five" office:value-type="float" office:value="7">
  <office:annotation><dc:creator>Marta</dc:creator><text:p>Suplente</text:p></office:annotation>
  <text:p>00007</text:p></table:table-cell>
 <table:table-cell table:style-name="white" table:formula="of:=NA()" office:value-type="string"
  office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>
</table:table-row>
<table:table-row>
 <table:table-cell office:value-type="time" office:time-value="PT09H15M00S"/>
 <table:table-cell office:value-type="time" office:time-value="PT42H00M00S"/>
 <table:table-cell office:value-type="boolean" office:boolean-value="true"/>
</table:table-row>
<table:table-row table:number-rows-repeated="1000000">
 <table:table-cell table:style-name="red" table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body>"""
    sheet = read(builders.ods_content(tmp_path / "a.ods", inside)).sheets[0]
    twice = ["Inés\nÁvila\t  x", 7, None]
    assert sheet.rows == [["Nómina", None, None], twice, twice, [time(9, 15), timedelta(hours=42), True]]
    assert sheet.merged == (Area(1, 1, 1, 3),)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2, 3}, {2, 3})
    row = [Mark(fill="FF0000", strike=True), Mark(comment="Suplente", digits=5), Mark(error="#N/A")]
    assert sheet.marks == {(r, c): mark for r in (2, 3) for c, mark in enumerate(row, 1)}
    # The same without line breaks between the elements, which another reader takes care of.
    dense = re.sub(r">\s+<", "><", inside)
    assert read(builders.ods_content(tmp_path / "b.ods", dense)).sheets[0] == sheet


def test_values_of_a_laid_out_opendocument_sheet(tmp_path: Path) -> None:
    plain = builders.ods(tmp_path / "a.ods", {"Una": PEOPLE, "Otra": [[1, 2.5, True], [None, "x", date(1980, 3, 12)]]})
    parts = builders.parts(plain)
    laid_out = parts["content.xml"].replace(b"><table:", b">\n  <table:")
    ours = read(builders.package(tmp_path / "b.ods", parts | {"content.xml": laid_out}))
    assert [(s.name, s.rows) for s in ours.sheets] == [(s.name, s.rows) for s in read(plain).sheets]


def _text_object(number: int, text: str) -> bytes:
    letters = text.encode("utf-16-le")
    return (
        builders.record(0x5D, struct.pack("<HHHH", 0x15, 18, 0x19, number) + bytes(14))
        + builders.record(0x1B6, struct.pack("<HHHHHHHH", 0, 0, 0, 0, 0, len(text), 16, 0) + bytes(2))
        + builders.record(0x3C, b"\x01" + letters[:6])
        + builders.record(0x3C, b"\x01" + letters[6:])
        + builders.record(0x3C, bytes(16))
    )


def test_marks_of_an_old_workbook(tmp_path: Path) -> None:
    more = (
        builders.record(0x208, struct.pack("<HHHHHHHH", 2, 0, 5, 255, 0, 0, 0x20, 0))
        + builders.record(0x7D, struct.pack("<HHHHHH", 1, 1, 2048, 0, 1, 0))
        + builders.record(0x205, struct.pack("<HHHBB", 1, 6, 0, 42, 1))
        + builders.record(0x06, struct.pack("<HHH", 2, 6, 0) + b"\x02\x00\x07\x00\x00\x00\xff\xff" + bytes(8))
        + builders.biff_number(1, 5, 7, 3)
        + builders.biff_number(2, 5, 8, 2)
        + _text_object(1, "Se retira ñ")
        + builders.record(0x1C, struct.pack("<HHHH", 3, 0, 0, 1) + b"\x05\x00\x00Marta\x00")
    )
    sheet = read(builders.xls(tmp_path / "a.xls", {"Lista": PEOPLE, "Otra": [["x"]]}, more={"Lista": more})).sheets[0]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({3}, {2})
    assert sheet.marks == {
        (2, 7): Mark(error="#N/A"),
        (3, 7): Mark(error="#DIV/0!"),
        (2, 6): Mark(digits=5),
        (3, 6): Mark(fill="FF0000", strike=True),
        (4, 1): Mark(comment="Se retira ñ"),
    }
    assert sheet.value(2, 6) == 7


def test_values_and_marks_agree_with_openpyxl(tmp_path: Path) -> None:
    """The second opinion: every cell of a workbook with everything in it."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Nómina")
        day, red = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"bg_color": "#FF0000"})
        for row in range(1, 200):
            sheet.write_string(row, 1, f"Persona {row}", red if row % 7 == 0 else None)
            sheet.write_number(row, 2, 29292 + row, day)
            sheet.write_number(row, 3, row / 4)
            sheet.write_formula(row, 4, f"=D{row}", None, "#N/A" if row % 50 == 0 else row)
            sheet.set_row(row, None, None, {"hidden": row % 31 == 0})
    ours = read(path).sheets[0]
    theirs = openpyxl.load_workbook(path, data_only=True).active
    for row in theirs.iter_rows():
        for cell in row:
            mark = ours.marks.get((cell.row, cell.column), Mark())
            value = ours.value(cell.row, cell.column)
            if cell.data_type == "e":
                assert (value, mark.error) == (None, cell.value)
            elif cell.is_date:
                assert value == cell.value.date()
            else:
                assert value == cell.value
            assert mark.fill == ("FF0000" if cell.fill.fill_type else None)
    assert ours.hidden_rows == {number for number, about in theirs.row_dimensions.items() if about.hidden}
