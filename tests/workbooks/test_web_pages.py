"""Web pages and XML spreadsheets that offices send under the name of a workbook: read like any other list."""

import quopri
from pathlib import Path

import pytest

from exchange_desk.support.problems import DeskError
from exchange_desk.workbooks.grid import Area, Sheet, Workbook
from exchange_desk.workbooks.reader import read

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>no es un dato</title>
<style>td {{ color: red }}</style></head><body>
<h3>Alcaldía de Ibarra</h3><p>Nómina de <b>postulantes</b></p>
<table border=1><tr><th rowspan=2>Nombre<th colspan="2">Contacto</tr><tr><th>Correo</th><th>Teléfono</th></tr>
<tr bgcolor="#FFCC00"><td bgcolor="#ffcc00">Ana&nbsp;Núñez</td><td>ana&#64;example.org</td>
<td style="mso-number-format:'\\@'">0991</td></tr>
<tr style="display:none"><td><s>Luis Soto</s></td><td></td><td>0992<br>0993</td></tr>
</table><script>var nada = "<td>";</script></body></html>"""

XML = """<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Styles><Style ss:ID="r"><Font ss:StrikeThrough="1"/><Interior ss:Color="#FF0000" ss:Pattern="Solid"/></Style></Styles>
<Worksheet ss:Name="Nómina"><Table>
<Row ss:Index="3"><Cell><Data ss:Type="String">Nombre</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="String">Nacimiento</Data></Cell></Row>
<Row ss:Hidden="1"><Cell ss:StyleID="r"><Data ss:Type="String">Ana <B>Núñez</B></Data>
<Comment><ss:Data>se retira</ss:Data></Comment></Cell>
<Cell ss:Index="3"><Data ss:Type="DateTime">1980-03-12T00:00:00.000</Data></Cell></Row>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="Number">7</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell></Row>
</Table></Worksheet>
<Worksheet ss:Name="Listas"><Table><Row><Cell><Data ss:Type="Boolean">1</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>
</Worksheet>
</Workbook>"""


def book_of(tmp_path: Path, content: bytes) -> Workbook:
    path = tmp_path / "nomina.xls"
    path.write_bytes(content)
    return read(path)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-1", "utf-16"])
def test_a_page_with_a_table_is_a_list(tmp_path: Path, charset: str) -> None:
    book = book_of(tmp_path, PAGE.format(charset=charset).encode(charset))
    sheet = book.sheets[0]
    assert book.kind == "html"
    assert sheet.name == "nomina"
    assert sheet.rows == [
        ["Alcaldía de Ibarra", None, None],
        ["Nómina de postulantes", None, None],
        ["Nombre", "Contacto", None],
        [None, "Correo", "Teléfono"],
        ["Ana Núñez", "ana@example.org", "0991"],
        ["Luis Soto", None, "0992\n0993"],
    ]
    assert set(sheet.merged) == {Area(3, 1, 4, 1), Area(3, 2, 3, 3)}
    assert sheet.hidden_rows == {6}
    assert sheet.marks[5, 1].fill == "FFCC00"
    assert sheet.marks[6, 1].strike


def test_a_page_that_lies_about_its_letters(tmp_path: Path) -> None:
    book = book_of(tmp_path, PAGE.format(charset="utf-8").encode("cp1252"))
    assert book.sheets[0].rows[4][0] == "Ana Núñez"


def test_tables_for_layout_around_the_list(tmp_path: Path) -> None:
    inner = b"<table><tr><td>Nombre<td>Correo<tr><td>Ana<td>a@example.org</table>"
    page = b"<html><table><tr><td>Lista 2026" + inner + b"Fin de la lista</td></tr></table>"
    found = [[value for value in row if value] for row in book_of(tmp_path, page).sheets[0].rows]
    assert found == [["Lista 2026"], ["Nombre", "Correo"], ["Ana", "a@example.org"], ["Fin de la lista"]]


@pytest.mark.parametrize("share", [0.7, 0.8, 0.9])
def test_a_page_that_breaks_off(tmp_path: Path, share: float) -> None:
    page = PAGE.format(charset="utf-8").encode().partition(b"</table>")[0]
    book = book_of(tmp_path, page[: int(len(page) * share)])
    assert [note.key for note in book.notes] == ["text.cut_off"]


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    page = quopri.encodestring(PAGE.format(charset="utf-8").encode())
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=_x"\r\n\r\n'
    part = b"--=_x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    book = book_of(tmp_path, head + part + page + b"\r\n--=_x--\r\n")
    assert book.sheets[0].rows[4][:2] == ["Ana Núñez", "ana@example.org"]


def test_an_xml_spreadsheet(tmp_path: Path) -> None:
    book = book_of(tmp_path, XML.encode())
    people, lists = book.sheets
    assert book.kind == "xml"
    assert [list(row) for row in people.rows[2:4]] == [
        ["Nombre", None, "Nacimiento"],
        ["Ana Núñez", None, people.rows[3][2]],
    ]
    assert str(people.rows[3][2]) == "1980-03-12"
    assert people.rows[4][0] == 7
    assert people.marks[4, 1].strike
    assert people.marks[4, 1].fill == "FF0000"
    assert people.marks[4, 1].comment == "se retira"
    assert people.marks[5, 3].error == "#N/A"
    assert people.merged == (Area(5, 1, 5, 2),)
    assert people.hidden_rows == {4}
    assert (people.hidden, lists.hidden) == (False, True)


def sheet_or_key(tmp_path: Path, content: bytes) -> Sheet | str:
    try:
        return book_of(tmp_path, content).sheets[0]
    except DeskError as error:
        return error.key


def test_spans_and_positions_that_reach_too_far(tmp_path: Path) -> None:
    page = b"<html><table><tr><td colspan=999999999>a</td><td>b</td></tr></table>"
    assert sheet_or_key(tmp_path, page) == "workbook.too_spread"
    page = b"<html><table><tr><td rowspan=999999999>a</td><td>b</td></tr></table>"
    assert isinstance(sheet_or_key(tmp_path, page), Sheet)
    far = XML.replace('<Row ss:Index="3">', '<Row ss:Index="99999999">')
    assert sheet_or_key(tmp_path, far.encode()) in ("workbook.too_spread", "workbook.too_many_rows")
