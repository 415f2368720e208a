"""What an .ods says beyond calamine's values: merges, hidden rows, marks, and texts calamine flattens.

Runs in the child process, and only when the file has any of it. Also reads the values themselves where
calamine gives up: it does so at a blank between two cells, which any tool that lays out XML leaves there.
"""

import io
import re
from datetime import date, datetime, time, timedelta

from exchange_desk.workbooks.gate import Refused, check_box, check_sheets
from exchange_desk.workbooks.package import Package
from exchange_desk.workbooks.values import Note, RawMark, RawSheet, Value, read_values, tidy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_WORTH = (
    b"text:line-break", b"text:tab", b"-spanned=", b'"collapse"', b'"filter"', b"office:annotation",
    b'value-type="time"', b'"error"', b"table:formula=", b"background-color=", b"line-through", b"min-integer-digits",
)  # fmt: skip
_MAX_CONTENT = 60_000_000
_DURATION = re.compile(r"(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
_HIDDEN = ("collapse", "filter")
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"


def read_opendocument(package: Package, data: bytes, notes: list[Note]) -> list[RawSheet]:
    """The sheets with their values."""
    try:
        return read_values(data, notes)
    except Refused as no:
        if no.key != "workbook.damaged":
            raise
        return _Values().run(package.parts["content.xml"])


class _Values:
    """The slow and patient reader of values."""

    def __init__(self) -> None:
        self._sheets: list[RawSheet] = []
        self._hidden_styles: set[str | None] = set()
        self._row = self._column = 0
        self._cells: list[tuple[int, int, Value]] = []
        self._rows: list[tuple[int, int, list[tuple[int, int, Value]]]] = []

    def run(self, content: bytes) -> list[RawSheet]:
        from defusedxml.ElementTree import iterparse

        on_end = {
            f"{_STYLE}style": self._style,
            f"{_TABLE}table-cell": self._cell,
            f"{_TABLE}covered-table-cell": self._cell,
            f"{_TABLE}table-row": self._end_row,
            f"{_TABLE}table": self._end_table,
        }
        for _, element in iterparse(io.BytesIO(content)):
            if handler := on_end.get(element.tag):
                handler(element)
        check_sheets(len(self._sheets))
        return self._sheets

    def _style(self, style: "Element") -> None:
        about = style.find(f"{_STYLE}table-properties")
        if about is not None and about.get(f"{_TABLE}display") == "false":
            self._hidden_styles.add(style.get(f"{_STYLE}name"))

    def _cell(self, cell: "Element") -> None:
        times, value = _times(cell, "columns"), _value(cell)
        if value is not None:
            self._cells.append((self._column, times, value))
        self._column += times

    def _end_row(self, row: "Element") -> None:
        times = _times(row, "rows")
        if self._cells:
            self._rows.append((self._row, times, self._cells))
        self._row += times
        self._column, self._cells = 0, []
        row.clear()

    def _end_table(self, table: "Element") -> None:
        name = table.get(f"{_TABLE}name", "")
        height = max((first + times for first, times, _ in self._rows), default=0)
        width = max((first + times for _, _, cells in self._rows for first, times, _ in cells), default=0)
        check_box(name, height, width)
        rows: list[list[object]] = [[None] * width for _ in range(height)]
        for first_row, down, cells in self._rows:
            for first, across, value in cells:
                for row in rows[first_row : first_row + down]:
                    row[first : first + across] = [value] * across
        self._sheets.append(RawSheet(name, tidy(rows), table.get(f"{_TABLE}style-name") in self._hidden_styles))
        self._row, self._rows = 0, []


def _value(cell: "Element") -> Value:
    kind = cell.get(f"{_OFFICE}value-type")
    if kind in ("float", "percentage", "currency"):
        return float(cell.get(f"{_OFFICE}value", "0"))
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    if kind == "date":
        return _date(cell.get(f"{_OFFICE}date-value", ""))
    if kind == "time":
        return _duration(cell.get(f"{_OFFICE}time-value", ""))
    if "error" in _said(cell):
        return None
    return "\n".join(_text(p) for p in cell.findall(f"{_TEXT}p")) or None


def _date(written: str) -> date | str | None:
    """A day or a moment; what is neither stays text."""
    try:
        return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
    except ValueError:
        return written or None


def add_opendocument_marks(package: Package, sheets: list[RawSheet], notes: list[Note]) -> None:
    content = package.parts["content.xml"]
    if not any(word in content for word in _WORTH):
        return
    if len(content) > _MAX_CONTENT:
        notes += [("workbook.marks_unread", {"sheet": sheet.name}) for sheet in sheets]
        return
    _Pass(sheets).run(content)


class _Pass:
    """One walk through content.xml, counting rows and cells with their repetitions."""

    def __init__(self, sheets: list[RawSheet]) -> None:
        self._sheets = {sheet.name: sheet for sheet in sheets}
        self._sheet = RawSheet("", [])
        self._row = self._column = self._repeated = 0
        self._styles: dict[str, RawMark] = {}
        self._digits: dict[str, int] = {}

    def run(self, content: bytes) -> None:
        from defusedxml.ElementTree import iterparse

        on_start = {f"{_TABLE}table": self._begin_table, f"{_TABLE}table-row": self._begin_row}
        on_end = {
            f"{_TABLE}table-cell": self._cell,
            f"{_TABLE}covered-table-cell": self._cell,
            f"{_TABLE}table-column": self._column_about,
            f"{_NUMBER}number-style": self._number_style,
            f"{_STYLE}style": self._style,
        }
        for event, element in iterparse(io.BytesIO(content), events=("start", "end")):
            handler = (on_start if event == "start" else on_end).get(element.tag)
            if handler:
                handler(element)
            if event == "end" and element.tag == f"{_TABLE}table-row":
                self._row += self._repeated
                element.clear()

    def _begin_table(self, table: "Element") -> None:
        self._sheet = self._sheets.get(table.get(f"{_TABLE}name", ""), RawSheet("", []))
        self._row = self._column = 0

    def _begin_row(self, row: "Element") -> None:
        self._repeated = _times(row, "rows")
        self._column = 0
        if row.get(f"{_TABLE}visibility") in _HIDDEN:
            last = min(self._row + self._repeated, len(self._sheet.rows))
            self._sheet.hidden_rows.update(range(self._row + 1, last + 1))

    def _column_about(self, column: "Element") -> None:
        first = self._column + 1
        self._column += _times(column, "columns")
        if column.get(f"{_TABLE}visibility") in _HIDDEN:
            self._sheet.hidden_columns.update(range(first, min(self._column, self._sheet.width) + 1))

    def _number_style(self, style: "Element") -> None:
        digits = style.find(f"{_NUMBER}number")
        if digits is not None and len(style) == 1:
            self._digits[style.get(f"{_STYLE}name", "")] = int(digits.get(f"{_NUMBER}min-integer-digits", "1"))

    def _style(self, style: "Element") -> None:
        mark: RawMark = {}
        for about in style:
            colour = about.get(f"{_FO}background-color", "")
            if about.tag == f"{_STYLE}table-cell-properties" and re.fullmatch("#[0-9a-fA-F]{6}", colour):
                mark["fill"] = colour[1:].upper()
            if about.get(f"{_STYLE}text-line-through-style", "none") != "none":
                mark["strike"] = True
        if (digits := self._digits.get(style.get(f"{_STYLE}data-style-name", ""), 1)) > 1:
            mark["digits"] = digits
        if mark.get("fill") == "FFFFFF":
            del mark["fill"]
        if mark:
            self._styles[style.get(f"{_STYLE}name", "")] = mark

    def _cell(self, cell: "Element") -> None:
        row, column = self._row + 1, self._column + 1
        times = _times(cell, "columns")
        self._column += times
        if row > len(self._sheet.rows) or column > self._sheet.width:
            return
        down, across = (int(cell.get(f"{_TABLE}number-{way}-spanned", "1")) for way in ("rows", "columns"))
        if down > 1 or across > 1:
            self._sheet.merged.append((row, column, row + down - 1, column + across - 1))
        mark, value = dict(self._styles.get(cell.get(f"{_TABLE}style-name", ""), {})), _mended(cell)
        mark.update(_said(cell))
        if not mark and value is None:
            return
        for r in range(row, min(row + self._repeated, len(self._sheet.rows) + 1)):
            for c in range(column, min(column + times, self._sheet.width + 1)):
                if value is not None or "error" in mark:
                    self._sheet.rows[r - 1][c - 1] = value
                if mark:
                    self._sheet.mark((r, c), **mark)


def _times(element: "Element", what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))


def _said(cell: "Element") -> RawMark:
    """The comment, the error, the missing result of a cell."""
    mark: RawMark = {}
    note = cell.find(f"{_OFFICE}annotation")
    if note is not None:
        mark["comment"] = "\n".join(_text(p) for p in note.findall(f"{_TEXT}p"))
    formula = cell.get(f"{_TABLE}formula")
    shown = "\n".join(_text(p) for p in cell.findall(f"{_TEXT}p"))
    if cell.get(f"{_CALCEXT}value-type") == "error" or (formula and shown.startswith(("#", "Err:"))):
        mark["error"] = shown or "#"
    elif formula and not shown and cell.get(f"{_OFFICE}value-type") is None:
        mark["uncalculated"] = True
    return mark


def _mended(cell: "Element") -> str | time | timedelta | None:
    """The value where calamine gives another one: times of day and texts with breaks; None elsewhere."""
    kind = cell.get(f"{_OFFICE}value-type")
    if kind == "time":
        return _duration(cell.get(f"{_OFFICE}time-value", ""))
    if kind == "string" and any(True for sign in ("line-break", "tab") for _ in cell.iter(f"{_TEXT}{sign}")):
        return "\n".join(_text(p) for p in cell.findall(f"{_TEXT}p"))
    return None


def _duration(written: str) -> time | timedelta | None:
    match = _DURATION.fullmatch(written)
    if not match:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    if hours < 24 and not match.group(1) and minutes < 60 and seconds < 60:
        return time(hours, minutes, seconds)
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -length if match.group(1) else length


def _text(paragraph: "Element") -> str:
    """The text of a paragraph with its blanks, tabs and line breaks."""
    pieces = [paragraph.text or ""]
    for child in paragraph:
        if child.tag == f"{_TEXT}s":
            pieces.append(" " * min(int(child.get(f"{_TEXT}c", "1")), 1000))
        elif child.tag == f"{_TEXT}tab":
            pieces.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif child.tag != f"{_OFFICE}annotation":
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
