"""From bytes to sheets: the gate, the readers, the marks, in this order.

Runs in the child process.
"""

import re
from collections.abc import Callable

from exchange_desk.workbooks import gate
from exchange_desk.workbooks.values import Note, RawSheet, read_values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from exchange_desk.workbooks.package import Package

_SINCE_1904 = re.compile(rb"""<[^<>]*workbookPr\s[^<>]*date1904=["'](?:1|true|on)["']""")
Parsed = tuple[str, list[RawSheet], dict[str, str], list[Note]]


def parse(data: bytes, name: str, password: str | None) -> Parsed:
    """Kind, sheets, custom properties and notes. Raises `gate.Refused`. `name` becomes the sheet of a text file."""
    notes: list[Note] = []
    properties: dict[str, str] = {}
    kind = gate.recognise(data)
    if kind == gate.OLE2:
        data, kind = _opened(data, password)
    if kind == gate.ZIP:
        kind, sheets, properties = _from_package(data, notes)
    elif kind == gate.OLE2:
        kind, sheets = "xls", read_values(data, notes)
        _extra(lambda: _old_marks(data, sheets, notes), sheets, notes)
    else:
        kind, sheets = _from_text(data, kind, name, notes)
    _check(sheets, notes)
    return kind, sheets, properties, notes


def _opened(data: bytes, password: str | None) -> tuple[bytes, str]:
    from exchange_desk.workbooks.unlock import open_ole2

    data = open_ole2(data, password)
    return data, gate.recognise(data)


def _from_text(data: bytes, kind: str, name: str, notes: list[Note]) -> tuple[str, list[RawSheet]]:
    if kind == gate.TEXT:
        from exchange_desk.workbooks.delimited import read_delimited

        return "csv", [read_delimited(data, name, notes)]
    if kind == gate.XML:
        from exchange_desk.workbooks.xml_spreadsheet import read_xml_spreadsheet

        return "xml", read_xml_spreadsheet(data)
    from exchange_desk.workbooks.web_page import read_web_archive, read_web_page

    read = read_web_page if kind == gate.WEB_PAGE else read_web_archive
    return "html", [read(data, name, notes)]


def _from_package(data: bytes, notes: list[Note]) -> tuple[str, list[RawSheet], dict[str, str]]:
    from exchange_desk.workbooks.package import open_package
    from exchange_desk.workbooks.properties import custom_properties

    package = open_package(data)
    if package.kind == "xlsb":
        sheets = read_values(data, notes)
        notes.append(("workbook.format_without_marks", {}))
    elif package.kind == "ods":
        sheets = _from_opendocument(package, data, notes)
    else:
        sheets = _from_excel(package, data, notes)
    if package.is_incomplete():
        notes.append(("workbook.parts_missing", {}))
    return package.kind, sheets, custom_properties(package)


def _from_excel(package: "Package", data: bytes, notes: list[Note]) -> list[RawSheet]:
    from exchange_desk.workbooks.marks import Book, add_marks, check_extent

    book = Book(package.parts)
    check_extent(book)
    sheets = read_values(data, notes, again=book.holds_values())
    if _SINCE_1904.search(package.parts.get("xl/workbook.xml", b"")):
        notes.append(("workbook.since_1904", {}))
    _extra(lambda: add_marks(book, sheets, notes), sheets, notes)
    return sheets


def _from_opendocument(package: "Package", data: bytes, notes: list[Note]) -> list[RawSheet]:
    from exchange_desk.workbooks.opendocument import add_opendocument_marks, read_opendocument

    sheets = read_opendocument(package, data, notes)
    _extra(lambda: add_opendocument_marks(package, sheets, notes), sheets, notes)
    return sheets


def _old_marks(data: bytes, sheets: list[RawSheet], notes: list[Note]) -> None:
    from exchange_desk.workbooks.old_excel import add_old_marks

    add_old_marks(data, sheets, notes)


def _extra(add: Callable[[], None], sheets: list[RawSheet], notes: list[Note]) -> None:
    """Marks are worth having, but a list can be read without them: their failure is a note."""
    try:
        add()
    except (gate.Refused, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - a part can be malformed in as many ways as XML allows
        notes += [("workbook.marks_unread", {"sheet": sheet.name}) for sheet in sheets]


def _check(sheets: list[RawSheet], notes: list[Note]) -> None:
    gate.check_sheets(len(sheets))
    for sheet in sheets:
        gate.check_box(sheet.name, len(sheet.rows), sheet.width)
    if sum(len(sheet.rows) * sheet.width for sheet in sheets) > gate.MAX_CELLS:
        gate.check_cells(sum(len(row) - row.count(None) for sheet in sheets for row in sheet.rows))
    if not any(_says_something(sheet) for sheet in sheets):
        raise gate.Refused("workbook.no_cells")
    _check_text(sheets, notes)


def _says_something(sheet: RawSheet) -> bool:
    """Blanks alone are nothing; a cell with an error or an uncalculated formula is something."""
    for row in sheet.rows:
        if any(value is not None and (type(value) is not str or value.strip()) for value in row):
            return True
    return any("error" in mark or "uncalculated" in mark for mark in sheet.marks.values())


def _check_text(sheets: list[RawSheet], notes: list[Note]) -> None:
    """Texts that no person typed: shared ones can repeat a megabyte in every cell, and each is looked at again."""
    left = gate.MAX_UNPACKED
    for sheet in sheets:
        for number, row in enumerate(sheet.rows, 1):
            lengths = [len(value) for value in row if type(value) is str]
            left -= sum(lengths)
            if left < 0:
                raise gate.Refused("workbook.unpacks_too_large", limit=gate.MAX_UNPACKED // 1_000_000)
            if lengths and max(lengths) > gate.MAX_TEXT:
                _cut_long_texts(sheet, number, notes)


def _cut_long_texts(sheet: RawSheet, number: int, notes: list[Note]) -> None:
    row = sheet.rows[number - 1]
    for column, value in enumerate(row, 1):
        if type(value) is str and len(value) > gate.MAX_TEXT:
            row[column - 1] = value[: gate.MAX_TEXT]
            if not any(key == "workbook.long_text" and about["sheet"] == sheet.name for key, about in notes):
                cell = gate.cell_name(number, column)
                notes.append(("workbook.long_text", {"sheet": sheet.name, "cell": cell, "limit": gate.MAX_TEXT}))
