"""Our marks on a sender's own file: what was asked is marked, and nothing else in the package changes."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from exchange_desk.support.problems import DeskError
from exchange_desk.workbooks.annotate import Annotations, Cover, Jump, NotKept, annotate
from exchange_desk.workbooks.grid import Workbook
from exchange_desk.workbooks.own_marks import AUTHOR, OWN_FILL, signed, without_own
from exchange_desk.workbooks.reader import read, read_bytes
from tests import builders

HEAD = ("Nombre", "Apellidos", "Correo")
ROWS = (HEAD, ("Ana", "Ruiz Vega", "ana@example.org"), ("Eva", "Gil Mora", "eva"))
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def notes(texts: Mapping[str, Mapping[tuple[int, int], str]], **more: Any) -> Annotations:
    jump = next(((sheet, *cell) for sheet, cells in texts.items() for cell in cells), None)
    rows = [("Hoja", Jump("ahí", *jump) if jump else "", "No tiene @ <&> \"'")]
    cover = Cover("Observaciones", ["Observaciones", "Filas: 2"], ["Hoja", "Celda", "Problema"], [12, 12, 40], rows)
    return Annotations(texts, cover, **more)


def book_of(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: Any, path: Path) -> bytes:
    book.save(path)
    return path.read_bytes()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def said(book: Workbook, leaving: int = 0) -> list[Any]:
    return [(s.name, [list(r) for r in s.rows], s.merged, s.hidden, dict(s.marks)) for s in book.sheets[leaving:]]


def fill_of(cell: Any) -> str | None:
    return cell.fill.fgColor.rgb[-6:] if cell.fill.patternType == "solid" else None


def test_a_cell_gets_fill_and_comment_and_the_list_of_them_comes_first(tmp_path: Path) -> None:
    path = builders.xlsx(tmp_path / "a.xlsx", {"Hoja": ROWS})
    made = annotate(path.read_bytes(), notes({"Hoja": {(3, 3): "No tiene @"}}, properties={"source": "abc"}))
    book = book_of(made)
    assert book.sheetnames == ["Observaciones", "Hoja"]
    assert book.active.title == "Observaciones"
    cell = book["Hoja"]["C3"]
    assert (cell.value, fill_of(cell)) == ("eva", OWN_FILL)
    assert cell.comment.text == signed("No tiene @")
    assert {c.coordinate for row in book["Hoja"].iter_rows() for c in row if fill_of(c) or c.comment} == {"C3"}
    front = book["Observaciones"]
    assert [c.value for c in front[4]] == ["Hoja", "Celda", "Problema"]
    assert front["B5"].hyperlink.location == "'Hoja'!C3"
    assert front["C5"].value == "No tiene @ <&> \"'"
    assert [bool(sheet.sheet_view.tabSelected) for sheet in book.worksheets] == [True, False]
    assert read_bytes(made, "a.xlsx").properties == {"source": "abc"}


def test_what_the_reader_sees_is_what_the_sender_sent(tmp_path: Path) -> None:
    """Our own marks are neither colours nor comments of the sender."""
    path = builders.xlsx(
        tmp_path / "a.xlsx", {"Hoja": ROWS, "Otra": [("x", 1)]}, merged={"Otra": ["A3:B4"]}, hidden=["Otra"]
    )
    made = annotate(path.read_bytes(), notes({"Hoja": {(3, 3): "No tiene @", (9, 7): "Falta"}, "Otra": {(4, 2): "x"}}))
    assert said(read_bytes(made, "a.xlsx"), 1) == said(read(path))
    assert book_of(made)["Otra"]["A3"].comment.text == signed("x"), "of a merged area the first cell shows"


def test_a_cell_and_a_row_that_are_not_there_are_made_in_their_place(tmp_path: Path) -> None:
    path = builders.xlsx(tmp_path / "a.xlsx", {"Hoja": [("a", None, "c"), (), (), ("d",)]})
    made = annotate(path.read_bytes(), notes({"Hoja": {(1, 2): "x", (3, 2): "y", (4, 3): "z", (7, 1): "w"}}))
    xml = parts(made)["xl/worksheets/sheet1.xml"].decode()
    assert re.findall(r'<c r="([A-Z]+\d+)"', xml) == ["A1", "B1", "C1", "B3", "A4", "C4", "A7"]
    assert re.findall(r'<row [^>]*?r="(\d+)"', xml) == ["1", "3", "4", "7"]
    assert '<dimension ref="A1:C7"' in xml


def test_a_new_cell_looks_like_its_column(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.active.column_dimensions["D"].number_format = "0000"
    made = annotate(saved(book, tmp_path / "a.xlsx"), notes({"Sheet": {(5, 4): "x"}}))
    cell = book_of(made).worksheets[1]["D5"]
    assert (cell.number_format, fill_of(cell)) == ("0000", OWN_FILL)


def rich_book(path: Path) -> bytes:
    """A list with most of what a municipality puts into one: logo, chart, table, choices, colours, print set-up."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Lista"
    for row in ROWS:
        sheet.append(row)
    sheet["D2"], sheet["D3"], sheet["E2"] = 1, 2, "=D2*2"
    sheet["A2"].fill, sheet["B2"].font = PatternFill("solid", fgColor="FF0000"), Font(bold=True, strike=True)
    sheet["A3"].fill = PatternFill("solid", fgColor="00FF00")
    sheet["B3"].comment = Comment("Revisar el apellido", "Oficina")
    sheet.conditional_formatting.add("D2:D9", CellIsRule("greaterThan", ["1"], fill=PatternFill(bgColor="FFCC00")))
    choices = DataValidation("list", '"Sí,No"')
    choices.add("F2:F9")
    sheet.add_data_validation(choices)
    sheet.add_table(Table(displayName="T1", ref="A1:C3"))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=2, max_row=3))
    sheet.add_chart(chart, "H2")
    sheet.freeze_panes, sheet.protection.sheet = "A2", True
    sheet.print_title_rows, sheet.column_dimensions["B"].width = "1:1", 33
    other = book.create_sheet("Otra")
    other["A1"], other.auto_filter.ref = "x", "A1:A3"
    other.print_area = "A1:B2"
    content = saved(book, path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/logo.png", PNG)
        archive.writestr("customXml/item1.xml", "<office xmlns='urn:x'>Ayuntamiento</office>")
    assert content
    return path.read_bytes()


def test_everything_else_stays_byte_for_byte(tmp_path: Path) -> None:
    content = rich_book(tmp_path / "a.xlsx")
    made = annotate(content, notes({"Lista": {(3, 3): "No tiene @"}}))
    before, after = parts(content), parts(made)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
    } - {"_rels/.rels"}
    sheet = re.sub(rb"<c [^>]*r=\"C3\"[^>]*>", b"", after["xl/worksheets/sheet1.xml"])
    for kept in (
        b"conditionalFormatting",
        b"dataValidation",
        b"tablePart",
        b"<pane",
        b"sheetProtection",
        b'width="33"',
    ):
        assert sheet.count(kept) == before["xl/worksheets/sheet1.xml"].count(kept) > 0
    assert after["xl/media/logo.png"] == PNG


def test_names_that_belong_to_a_sheet_still_do(tmp_path: Path) -> None:
    book = book_of(annotate(rich_book(tmp_path / "a.xlsx"), notes({"Lista": {(3, 3): "x"}})))
    assert book["Lista"].print_title_rows == "$1:$1"
    assert book["Otra"].print_area == "'Otra'!$A$1:$B$2"
    assert book["Observaciones"].print_title_rows == "$4:$4"
    assert book["Otra"].auto_filter.ref == "A1:A3"


def test_a_comment_of_somebody_else_stays_and_ours_comes_below(tmp_path: Path) -> None:
    made = annotate(rich_book(tmp_path / "a.xlsx"), notes({"Lista": {(3, 2): "Falta uno", (3, 1): "x"}}))
    sheet = book_of(made)["Lista"]
    assert sheet["B3"].comment.text == f"Revisar el apellido\n\n{signed('Falta uno')}"
    assert sheet["B3"].comment.author == "Oficina"
    drawing = parts(made)["xl/drawings/commentsDrawing1.vml"].decode()
    assert drawing.count("Row>") == 2 * 2
    numbers = re.findall(r'id="_x0000_s(\d+)"', drawing)
    assert len(set(numbers)) == len(numbers)
    marks = read_bytes(made, "a.xlsx").sheets[1].marks
    assert marks[3, 2].comment == "Revisar el apellido"
    assert marks[3, 1].fill == "00FF00", "the sender's colour below ours"


def test_a_reply_that_comes_back_is_marked_anew(tmp_path: Path) -> None:
    """What was put right loses its mark and gets its own colour back; our earlier sheet is replaced."""
    content = rich_book(tmp_path / "a.xlsx")
    first = annotate(content, notes({"Lista": {(3, 1): "Uno", (2, 1): "Dos", (3, 2): "Tres"}}, properties={"p": "1"}))
    again = annotate(first, notes({"Lista": {(2, 1): "Otra cosa"}}, replaces=["Observaciones"], properties={"p": "2"}))
    book = book_of(again)
    assert book.sheetnames == ["Observaciones", "Lista", "Otra"]
    sheet = book["Lista"]
    assert [fill_of(sheet[name]) for name in ("A3", "A2", "B3")] == ["00FF00", OWN_FILL, None]
    assert sheet["A2"].comment.text == signed("Otra cosa")
    assert (sheet["A3"].comment, sheet["B3"].comment.text) == (None, "Revisar el apellido")
    assert parts(again)["xl/drawings/commentsDrawing1.vml"].count(b"Row>") == 2 * 2
    assert read_bytes(again, "a.xlsx").properties == {"p": "2"}
    assert said(read_bytes(again, "a.xlsx"), 1) == said(read_bytes(content, "a.xlsx"))
    assert sorted(name for name in parts(again) if "worksheets/sheet" in name) == sorted(
        name for name in parts(first) if "worksheets/sheet" in name
    )


def test_a_sheet_of_the_sender_that_is_called_like_ours_stays(tmp_path: Path) -> None:
    path = builders.xlsx(tmp_path / "a.xlsx", {"observaciones": [("de", "la oficina")], "Hoja": ROWS})
    made = annotate(path.read_bytes(), notes({"Hoja": {(3, 3): "x"}}))
    assert book_of(made).sheetnames == ["Observaciones (2)", "observaciones", "Hoja"]


def test_macros_are_not_sent_on(tmp_path: Path) -> None:
    content = parts(builders.xlsx(tmp_path / "a.xlsx", {"Hoja": ROWS}).read_bytes())
    content["xl/vbaProject.bin"] = b"code"
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    content["xl/_rels/workbook.xml.rels"] = content["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdX" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        b'Target="vbaProject.bin"/></Relationships>',
    )
    path = builders.package(tmp_path / "m.xlsm", content)
    assert read(path).kind == "xlsm"
    made = annotate(path.read_bytes(), notes({"Hoja": {(3, 3): "x"}}))
    assert read_bytes(made, "m.xlsx").kind == "xlsx"
    assert not any(b"vbaProject" in part or "vba" in name for name, part in parts(made).items())


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p.pop("xl/worksheets/sheet1.xml"),
        lambda p: p.update({"xl/styles.xml": b"<styleSheet"}),
        lambda p: p.update({"xl/workbook.xml": p["xl/workbook.xml"].replace(b"<sheets>", b"<sheetz>")}),
        lambda p: p.update({"_rels/.rels": p["_rels/.rels"].replace(b"core-properties", b"origin")}),
        lambda p: p.pop("[Content_Types].xml"),
    ],
)
def test_a_package_that_is_not_as_it_should_be_is_left_alone(tmp_path: Path, change: Any) -> None:
    content = parts(builders.xlsx(tmp_path / "a.xlsx", {"Hoja": ROWS}).read_bytes())
    change(content)
    path = builders.package(tmp_path / "b.xlsx", content)
    with pytest.raises(NotKept):
        annotate(path.read_bytes(), notes({"Hoja": {(3, 3): "x"}}))


def test_what_is_no_package_is_left_alone() -> None:
    for content in (b"", b"Nombre;Correo", b"PK\x03\x04 broken"):
        with pytest.raises(NotKept):
            annotate(content, notes({}))


def test_a_handmade_package_without_styles_and_references(tmp_path: Path) -> None:
    """Rows and cells that count on their order, prefixes, a strict namespace, no styles part."""
    main = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    rel = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    sheet = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>Nombre</x:t></x:is></x:c>'
        '<x:c><x:v>1</x:v></x:c></x:row><x:row><x:c t="inlineStr"><x:is><x:t>Ana</x:t></x:is></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    path = builders.package(
        tmp_path / "s.xlsx",
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName='
            '"/xl/worksheets/sheet1.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{links}"><Relationship Id="r1" Type="{rel}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<x:workbook xmlns:x="{main}" xmlns:q="{rel}"><x:sheets><x:sheet name="H" sheetId="4" '
            'q:id="a"/></x:sheets></x:workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{links}"><Relationship Id="a" Type="{rel}/worksheet" '
            'Target="/xl/worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": sheet,
        },
    )
    made = annotate(path.read_bytes(), notes({"H": {(1, 2): "x", (2, 3): "y", (5, 1): "z"}}))
    assert said(read_bytes(made, "s.xlsx"), 1) == said(read(path))
    xml = parts(made)["xl/worksheets/sheet1.xml"].decode()
    assert xml.count("<x:c ") == 5
    assert 'r="C2"' in xml
    assert '<x:row r="5">' in xml


def test_pictures_in_header_and_footer_are_no_comments(tmp_path: Path) -> None:
    content = parts(builders.xlsx(tmp_path / "a.xlsx", {"Hoja": ROWS}).read_bytes())
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    content["xl/drawings/vmlDrawing1.vml"] = b'<xml xmlns:v="urn:x"><v:shape id="LH"/></xml>'
    content["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{kind}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/></Relationships>'
    ).encode()
    content["xl/worksheets/sheet1.xml"] = content["xl/worksheets/sheet1.xml"].replace(
        b"</worksheet>", f'<legacyDrawingHF xmlns:r="{kind}" r:id="rId1"/></worksheet>'.encode()
    )
    made = parts(annotate(builders.package(tmp_path / "b.xlsx", content).read_bytes(), notes({"Hoja": {(3, 3): "x"}})))
    assert made["xl/drawings/vmlDrawing1.vml"] == content["xl/drawings/vmlDrawing1.vml"]
    xml = made["xl/worksheets/sheet1.xml"].decode()
    assert xml.index("<legacyDrawing ") < xml.index("<legacyDrawingHF")


def with_conversation(path: Path) -> bytes:
    """A list with a conversation on B3, as newer Excel keeps it beside the comment that stands for it."""
    content = parts(rich_book(path))
    ns = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships"
    content["xl/persons/person.xml"] = (
        f'<personList xmlns="{ns}"><person displayName="Luz" id="{{A}}" userId="L" providerId="None"/></personList>'
    ).encode()
    content["xl/threadedComments/threadedComment1.xml"] = (
        f'<ThreadedComments xmlns="{ns}"><threadedComment ref="B3" dT="2026-01-02T10:00:00.00" personId="{{A}}" '
        'id="{B}"><text>¿Es Gil o Gill?</text></threadedComment></ThreadedComments>'
    ).encode()
    for owner, name, target in (
        ("xl/_rels/workbook.xml.rels", "person", "persons/person.xml"),
        ("xl/worksheets/_rels/sheet1.xml.rels", "threadedComment", "../threadedComments/threadedComment1.xml"),
    ):
        link = f'<Relationship Id="rIdT" Type="{kind}/{name}" Target="{target}"/></Relationships>'
        content[owner] = content[owner].replace(b"</Relationships>", link.encode())
    return builders.package(path, content).read_bytes()


def test_in_a_conversation_we_answer(tmp_path: Path) -> None:
    content = with_conversation(tmp_path / "a.xlsx")
    first = annotate(content, notes({"Lista": {(3, 2): "Falta uno", (2, 3): "x"}}))
    said = parts(first)["xl/threadedComments/threadedComment1.xml"].decode()
    assert said.count("<threadedComment ") == 2
    assert 'parentId="{B}"' in said
    assert parts(first)["xl/persons/person.xml"].count(b"<person ") == 2
    assert read_bytes(first, "a.xlsx").sheets[1].marks[3, 2].comment == "¿Es Gil o Gill?"
    again = annotate(first, notes({"Lista": {(2, 3): "x"}}, replaces=["Observaciones"]))
    assert parts(again)["xl/threadedComments/threadedComment1.xml"].count(b"<threadedComment ") == 1


CELLS = st.one_of(
    st.none(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(date(1901, 1, 1), date(2099, 1, 1)),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="￾￿_"), max_size=12).map(
        lambda text: text if not text.startswith("=") else "x" + text
    ),
)
SHEETS = st.lists(st.lists(st.lists(CELLS, max_size=5), max_size=6), min_size=1, max_size=3)


@settings(max_examples=12, deadline=None)
@given(
    SHEETS, st.lists(st.tuples(st.integers(0, 2), st.integers(1, 8), st.integers(1, 7), st.text("aé<&\n")), max_size=6)
)
def test_any_workbook_says_the_same_afterwards(tmp_path_factory: Any, sheets: Any, asked: Any) -> None:
    path = tmp_path_factory.mktemp("any") / "a.xlsx"
    names = [f"Hoja {n}" for n in range(len(sheets))]
    builders.xlsx(path, {"Fija": [("algo",)], **dict(zip(names, sheets, strict=True))})
    texts: dict[str, dict[tuple[int, int], str]] = {}
    for number, row, column, text in asked:
        texts.setdefault(names[number % len(names)], {})[row, column] = text
    made = annotate(path.read_bytes(), notes(texts))
    assert said(read_bytes(made, "a.xlsx"), 1) == said(read(path))
    book = book_of(made)
    for name in names:
        marked = {(c.row, c.column) for row in book[name].iter_rows() for c in row if fill_of(c) == OWN_FILL}
        assert (
            marked
            == set(texts.get(name, {}))
            == {(c.row, c.column) for r in book[name].iter_rows() for c in r if c.comment}
        )


@given(st.text(), st.text())
def test_our_words_are_told_from_those_of_others(others: str, ours: str) -> None:
    others, ours = others.replace(AUTHOR, "").strip(), ours.replace("——", "").replace("\r", "").replace("\x85", "")
    assert without_own(signed(ours)) == ""
    assert without_own(f"{others}\n\n{signed(ours)}") == others
    assert without_own(f"{others}\n\n{signed(ours)}\nListo") == f"{others}\nListo".strip()


@pytest.mark.skipif(not Path("/work/shared/corpus").is_dir(), reason="the collection of odd workbooks is not here")
@pytest.mark.slow
def test_odd_workbooks_of_others_say_the_same_afterwards() -> None:
    kept = 0
    for path in sorted(Path("/work/shared/corpus").rglob("*.xls[xm]")):
        try:
            before = read(path)
            texts = {sheet.name: {(1, 1): "x", (len(sheet.rows) + 2, sheet.width + 1): "y"} for sheet in before.sheets}
            made = annotate(path.read_bytes(), notes(texts))
        except (DeskError, NotKept):
            continue
        assert said(read_bytes(made, path.name), 1) == said(before), path.name
        kept += 1
    assert kept > 80
