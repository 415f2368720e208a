"""What .xls cells carry besides their values: hidden rows and columns, errors, colours, comments.

Runs in the child process. Record numbers and layouts: Microsoft's [MS-XLS], sections 2.3 and 2.4; BIFF5
(Excel 5 and 95) shares those used here but for XF, NOTE and the text of comments, which only BIFF8 has so.
"""

import io
import struct
from collections.abc import Iterator

from exchange_desk.workbooks.styles import INDEXED_COLOURS, padded_digits
from exchange_desk.workbooks.values import Note, RawMark, RawSheet

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_BOF, _EOF, _CONTINUE = 0x0809, 0x000A, 0x003C
_BOUNDSHEET, _FONT, _FORMAT, _XF, _PALETTE = 0x0085, 0x0031, 0x041E, 0x00E0, 0x0092
_ROW, _COLINFO, _BOOLERR, _FORMULA, _NOTE, _OBJ, _TXO = 0x0208, 0x007D, 0x0205, 0x0006, 0x001C, 0x005D, 0x01B6
_STYLED = {0x0203, 0x0204, 0x0205, 0x0006, 0x027E, 0x00FD, 0x00D6}
_MULRK = 0x00BD
_BIFF8 = 0x0600

Record = tuple[int, bytes]


def add_old_marks(data: bytes, sheets: list[RawSheet], notes: list[Note]) -> None:
    stream = _workbook_stream(data)
    book = _Globals()
    positions: dict[str, int] = {}
    for kind, body in _records(stream, 0):
        if kind == _BOUNDSHEET:
            positions[_short_text(body[6:], book.biff8)] = int.from_bytes(body[:4], "little")
        else:
            book.take(kind, body)
    styles = book.styles()
    for sheet in sheets:
        if sheet.name in positions:
            _SheetMarks(sheet, styles, book.biff8).run(_records(stream, positions[sheet.name]))
        else:
            notes.append(("workbook.marks_unread", {"sheet": sheet.name}))


def _workbook_stream(data: bytes) -> bytes:
    import olefile  # type: ignore[import-untyped]

    with olefile.OleFileIO(io.BytesIO(data)) as container:
        names = container.listdir()
        name = next(n for wanted in ("workbook", "book") for n in names if n[0].lower() == wanted)
        content: bytes = container.openstream(name).read()
        return content


def _records(stream: bytes, position: int) -> Iterator[Record]:
    """The records of one substream, to its end (nested charts included)."""
    depth = 0
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        body = stream[position + 4 : position + 4 + length]
        position += 4 + length
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 1:
            yield kind, body
        if depth == 0:
            return


def _short_text(body: bytes, biff8: bool) -> str:
    """A text with its length in one byte; BIFF8 adds a byte that tells 8 from 16 bits a character."""
    if not body:
        return ""
    length = body[0]
    if not biff8:
        return body[1 : 1 + length].decode("cp1252", "replace")
    wide = body[1] & 1
    return body[2 : 2 + length * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1", "replace")


class _Globals:
    """Fonts, formats and styles of the whole book."""

    def __init__(self) -> None:
        self.biff8 = True
        self._struck: list[bool] = []
        self._formats: dict[int, str] = {}
        self._xfs: list[bytes] = []
        self._palette = list(INDEXED_COLOURS)

    def take(self, kind: int, body: bytes) -> None:
        if kind == _BOF:
            self.biff8 = body[:2] == struct.pack("<H", _BIFF8)
        elif kind == _FONT:
            self._struck.append(bool(body[2] & 0x08))
        elif kind == _FORMAT and self.biff8:
            code = _short_text(body[2:3] + body[4:], True)
            self._formats[int.from_bytes(body[:2], "little")] = code
        elif kind == _XF:
            self._xfs.append(body)
        elif kind == _PALETTE:
            count = int.from_bytes(body[:2], "little")
            own = [body[2 + 4 * i : 5 + 4 * i].hex().upper() for i in range(count)]
            self._palette[8 : 8 + count] = own

    def styles(self) -> dict[int, RawMark]:
        """Style number → what it says beyond looks."""
        if not self.biff8:
            return {}
        marks = {number: self._mark(xf) for number, xf in enumerate(self._xfs) if len(xf) >= 20}
        return {number: mark for number, mark in marks.items() if mark}

    def _mark(self, xf: bytes) -> RawMark:
        font, number_format = struct.unpack_from("<HH", xf)
        mark: RawMark = {}
        pattern, colour = xf[17] >> 2, xf[18] & 0x7F
        fill = self._palette[colour] if pattern and colour < len(self._palette) else "FFFFFF"
        if fill != "FFFFFF":
            mark["fill"] = fill
        place = font - 1 if font > 4 else font  # there is no font number 4
        if place < len(self._struck) and self._struck[place]:
            mark["strike"] = True
        if digits := padded_digits(self._formats.get(number_format, "")):
            mark["digits"] = digits
        return mark


class _SheetMarks:
    def __init__(self, sheet: RawSheet, styles: dict[int, RawMark], biff8: bool) -> None:
        self._sheet = sheet
        self._styles = styles
        self._biff8 = biff8
        self._object = 0
        self._texts: dict[int, str] = {}
        self._notes: dict[int, tuple[int, int]] = {}
        self._text_length = 0

    def run(self, records: Iterator[Record]) -> None:
        take = {
            _ROW: self._row,
            _COLINFO: self._columns,
            _BOOLERR: self._constant_error,
            _FORMULA: self._formula_error,
            _NOTE: self._note,
            _OBJ: self._drawn_object,
            _TXO: self._text_begins,
            _CONTINUE: self._text_goes_on,
            _MULRK: self._many_numbers,
        }
        for kind, body in records:
            if kind in _STYLED and self._styles and len(body) >= 6:
                row, column, style = struct.unpack_from("<HHH", body)
                self._style(row, column, style)
            if handler := take.get(kind):
                handler(body)
        for number, (row, column) in self._notes.items():
            if text := self._texts.get(number, "").strip():
                self._sheet.mark((row + 1, column + 1), comment=text)

    def _style(self, row: int, column: int, style: int) -> None:
        if mark := self._styles.get(style):
            self._sheet.mark((row + 1, column + 1), **mark)

    def _many_numbers(self, body: bytes) -> None:
        row, first = struct.unpack_from("<HH", body)
        for index in range((len(body) - 6) // 6):
            (style,) = struct.unpack_from("<H", body, 4 + 6 * index)
            self._style(row, first + index, style)

    def _row(self, body: bytes) -> None:
        row = int.from_bytes(body[:2], "little") + 1
        if len(body) >= 14 and body[12] & 0x20 and row <= len(self._sheet.rows):
            self._sheet.hidden_rows.add(row)

    def _columns(self, body: bytes) -> None:
        first, last, _, _, flags = struct.unpack_from("<HHHHH", body)
        if flags & 1:
            self._sheet.hidden_columns.update(range(first + 1, min(last + 1, self._sheet.width) + 1))

    def _constant_error(self, body: bytes) -> None:
        row, column, _, code, is_error = struct.unpack_from("<HHHBB", body)
        if is_error:
            self._error(row, column, code)

    def _formula_error(self, body: bytes) -> None:
        if body[12:14] == b"\xff\xff" and body[6] == 2:
            row, column = struct.unpack_from("<HH", body)
            self._error(row, column, body[8])

    def _error(self, row: int, column: int, code: int) -> None:
        position = (row + 1, column + 1)
        self._sheet.reach(position)
        self._sheet.rows[row][column] = None
        self._sheet.mark(position, error=_ERRORS.get(code, "#"))

    def _note(self, body: bytes) -> None:
        if self._biff8:
            row, column, _, number = struct.unpack_from("<HHHH", body)
            self._notes[number] = (row, column)

    def _drawn_object(self, body: bytes) -> None:
        self._object = struct.unpack_from("<H", body, 6)[0] if len(body) >= 8 else 0

    def _text_begins(self, body: bytes) -> None:
        self._text_length = struct.unpack_from("<H", body, 10)[0] if len(body) >= 12 else 0

    def _text_goes_on(self, body: bytes) -> None:
        """The characters of a comment, in as many pieces as they need; then come formats, which do not count."""
        so_far = self._texts.get(self._object, "")
        missing = self._text_length - len(so_far)
        if missing > 0 and body:
            piece = body[1:].decode("utf-16-le" if body[0] & 1 else "latin-1", "replace")
            self._texts[self._object] = so_far + piece[:missing]
