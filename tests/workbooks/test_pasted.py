"""Cells pasted from a spreadsheet program: as text with tabs and quotes, and as the page of the clipboard."""

import pytest

from exchange_desk.support.problems import DeskError
from exchange_desk.workbooks.pasted import read_pasted

TEXT = (
    "Nombre\tCorreo\tObservaciones\r\n"
    'Ana Ruiz\tana@example.org\t"dos\nlíneas y ""comillas"""\r\n'
    "Luis Gil\tluis@example.org; otro@example.org\t\r\n"
)
PAGE = """Version:0.9
StartHTML:0000
<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!--
.xl65 {mso-style-parent:style0; background:yellow; mso-pattern:black none;}
.xl66 {text-decoration:line-through;}
.xl67 {background:#FFC7CE;}
--></style></head><body><!--StartFragment-->
<table border=0><col width=64>
<tr height=20><td colspan=2 class=xl64 height=20>ALCALD&Iacute;A DE QUITO</td></tr>
<tr><td height=20 class=xl64>Nombre</td><td>Correo</td></tr>
<tr><td class=xl65 height=20>Ana<br>Ruiz</td><td class=xl65>ana@example.org</td></tr>
<tr><td class=xl66>Luis Gil</td><td class=xl67>luis@example.org</td></tr>
</table><!--EndFragment--></body></html>"""


def test_text_with_tabs_quotes_and_line_breaks() -> None:
    book, content = read_pasted(TEXT, "", "Pegado")
    assert (book.kind, book.name, len(book.sheets)) == ("pasted", "Pegado", 1)
    rows = book.sheets[0].rows
    assert rows[1][2] == 'dos\nlíneas y "comillas"'
    assert rows[2][1] == "luis@example.org; otro@example.org", "only tabs part cells"
    assert TEXT.encode() in content


def test_one_line_and_one_column_are_a_list_too() -> None:
    assert read_pasted("Ana Ruiz\tana@example.org", "", "Pegado")[0].sheets[0].rows[0][1] == "ana@example.org"
    assert len(read_pasted("Nombre\nAna Ruiz\nLuis, Gil", "", "Pegado")[0].sheets[0].rows) == 3


def test_the_page_tells_merged_cells_fills_and_strikes() -> None:
    book, _ = read_pasted(TEXT, PAGE, "Pegado")
    sheet = book.sheets[0]
    assert [row[0] for row in sheet.rows] == ["ALCALDÍA DE QUITO", "Nombre", "Ana\nRuiz", "Luis Gil"]
    assert [(a.top, a.left, a.right) for a in sheet.merged] == [(1, 1, 2)]
    fills = {at: mark.fill for at, mark in sheet.marks.items() if mark.fill}
    assert fills == {(3, 1): "FFFF00", (3, 2): "FFFF00", (4, 2): "FFC7CE"}
    assert sheet.marks[4, 1].strike


def test_a_page_without_cells_leaves_the_text_and_nothing_at_all_is_refused() -> None:
    assert read_pasted(TEXT, "<table></table>", "Pegado")[0].sheets[0].rows[0][0] == "Nombre"
    with pytest.raises(DeskError):
        read_pasted(" \n ", "", "Pegado")
