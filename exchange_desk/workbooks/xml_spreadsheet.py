"""Excel's XML format of 2003 ("XML Spreadsheet"): no zip, one readable file. Web systems and old macros write it.

Runs in the child process. Elements: Microsoft, "XML Spreadsheet Reference" (Office 2003).
"""

from datetime import datetime

from exchange_desk.workbooks import gate
from exchange_desk.workbooks.package import safe_xml
from exchange_desk.workbooks.values import RawMark, RawSheet, Value, tidy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"


def read_xml_spreadsheet(data: bytes) -> list[RawSheet]:
    """The sheets with values, merges, hidden rows and marks. Refuses what is malformed or declares entities."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(safe_xml(data))
    except (ParseError, ValueError):
        raise gate.Refused("workbook.damaged", "malformed XML") from None
    styles = {style.get(f"{_SS}ID", ""): _style(style) for style in root.iter(f"{_SS}Style")}
    sheets = root.findall(f"{_SS}Worksheet")
    gate.check_sheets(len(sheets))
    return [_sheet(sheet, styles) for sheet in sheets]


def _style(style: "Element") -> RawMark:
    mark: RawMark = {}
    inside, font = style.find(f"{_SS}Interior"), style.find(f"{_SS}Font")
    colour = inside.get(f"{_SS}Color", "") if inside is not None else ""
    if colour.startswith("#") and len(colour) == 7 and colour.upper() != "#FFFFFF":
        mark["fill"] = colour[1:].upper()
    if font is not None and font.get(f"{_SS}StrikeThrough") == "1":
        mark["strike"] = True
    return mark


def _sheet(sheet: "Element", styles: dict[str, RawMark]) -> RawSheet:
    name = sheet.get(f"{_SS}Name", "")
    table = sheet.find(f"{_SS}Table")
    found = _Rows(name, styles)
    for row in table.findall(f"{_SS}Row") if table is not None else ():
        found.take(row)
    made = RawSheet(name, tidy(found.rows))
    made.hidden = any(each.text in ("SheetHidden", "SheetVeryHidden") for each in sheet.iter() if _is_visible(each))
    made.merged = [area for area in found.merged if area[0] <= len(made.rows) and area[1] <= made.width]
    made.hidden_rows = {row for row in found.hidden if row <= len(made.rows)}
    for position, mark in found.marks.items():
        made.mark(position, **mark)
    return made


def _is_visible(element: "Element") -> bool:
    return element.tag.endswith("}Visible")


class _Rows:
    """The rows of a sheet as they come; positions left out are blank, and a row may stand for several."""

    def __init__(self, name: str, styles: dict[str, RawMark]) -> None:
        self._name, self._styles = name, styles
        self.rows: list[list[Value]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden: set[int] = set()
        self.marks: dict[tuple[int, int], RawMark] = {}

    def take(self, row: "Element") -> None:
        number = _number(row, "Index") or len(self.rows) + 1
        gate.check_box(self._name, number, 1)
        self.rows.extend([] for _ in range(number - len(self.rows)))
        for cell in row.findall(f"{_SS}Cell"):
            self._cell(cell, number)
        if row.get(f"{_SS}Hidden") == "1":
            self.hidden.add(number)
        span = _number(row, "Span")
        gate.check_box(self._name, number + span, 1)
        self.rows.extend([] for _ in range(span))

    def _cell(self, cell: "Element", number: int) -> None:
        values = self.rows[number - 1]
        column = _number(cell, "Index") or len(values) + 1
        across, down = _number(cell, "MergeAcross"), _number(cell, "MergeDown")
        gate.check_box(self._name, number, column + across)
        values.extend([None] * (column + across - len(values)))
        data, comment = cell.find(f"{_SS}Data"), cell.find(f"{_SS}Comment")
        mark = dict(self._styles.get(cell.get(f"{_SS}StyleID", ""), {}))
        if data is not None:
            text, kind = "".join(data.itertext()), data.get(f"{_SS}Type", "String")
            if kind == "Error":
                mark["error"] = text
            else:
                values[column - 1] = _value(text, kind)
        elif cell.get(f"{_SS}Formula"):
            mark["uncalculated"] = True
        said = "".join(comment.itertext()).strip() if comment is not None else ""
        if said:
            mark["comment"] = said
        if mark:
            self.marks[number, column] = mark
        if across or down:
            self.merged.append((number, column, number + down, column + across))


def _number(element: "Element", name: str) -> int:
    """A count among the attributes; 0 when it is absent or no number."""
    text = element.get(f"{_SS}{name}", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _value(text: str, kind: str) -> Value:
    try:
        if kind == "Number":
            return float(text) if any(sign in text for sign in ".eE") else int(text)
        if kind == "DateTime":
            return datetime.fromisoformat(text)
    except ValueError:
        return text  # the cell does not hold what it says: the text is what there is
    return text == "1" if kind == "Boolean" else text
