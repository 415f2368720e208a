"""What the cells say: python-calamine first, openpyxl where calamine cannot.

Runs in the child process. Both readers get bytes, never a path: they would go by the file's name.
"""

import io
import sys
import warnings
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from exchange_desk.workbooks import gate
from exchange_desk.workbooks.own_marks import OWN_FILL, without_own

TYPE_CHECKING = False  # as typing has it; importing typing would cost the child a tenth of its start
if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Value = str | int | float | bool | datetime | date | time | timedelta | None
Rows = list[list[Value]]
Position = tuple[int, int]
RawMark = dict[str, str | bool | int]
Note = tuple[str, gate.Params]


class RawSheet:
    """A sheet on its way out of the child: `grid.Sheet` in plain containers."""

    def __init__(self, name: str, rows: Rows, hidden: bool = False) -> None:
        self.name = name
        self.rows = rows
        self.hidden = hidden
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.marks: dict[Position, RawMark] = {}

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def value(self, position: Position) -> Value:
        row, column = position
        return self.rows[row - 1][column - 1] if row <= len(self.rows) and column <= self.width else None

    def reach(self, position: Position) -> None:
        """Grow so far that the position lies inside: an error or a formula is no value, but not nothing."""
        rows, width = max(position[0], len(self.rows)), max(position[1], self.width)
        gate.check_box(self.name, rows, width)
        for row in self.rows:
            row.extend([None] * (width - len(row)))
        self.rows.extend([None] * width for _ in range(rows - len(self.rows)))

    def mark(self, position: Position, **what: str | bool | int) -> None:
        """What somebody marked; what we marked ourselves on an earlier reply is not told."""
        if "comment" in what:
            what["comment"] = without_own(str(what["comment"]))
        if what.get("comment") == "" or what.get("fill") == OWN_FILL:
            what = {name: value for name, value in what.items() if value not in ("", OWN_FILL)}
        if what and position[0] <= len(self.rows) and position[1] <= self.width:
            self.marks.setdefault(position, {}).update(what)


def read_values(data: bytes, notes: list[Note], *, again: bool = False) -> list[RawSheet]:
    """All sheets of a workbook of any kind but text. Refuses when no reader can make sense of it.

    `again`: there are values, and openpyxl may try where calamine finds none.
    """
    sheets: list[RawSheet] = []
    broken: list[str] = []
    failure = _attempt(lambda: _by_calamine(data, sheets, broken, notes))
    if again and (failure or broken or not any(sheet.rows for sheet in sheets)):
        others: list[RawSheet] = []
        if not _attempt(lambda: _by_openpyxl(data, others)) and any(sheet.rows for sheet in others):
            return others
    if failure or (broken and not any(sheet.rows for sheet in sheets)):
        raise gate.Refused("workbook.damaged", failure or "no sheet could be read")
    notes += [("workbook.sheet_unreadable", {"sheet": name}) for name in broken]
    return sheets


def _attempt(reading: Callable[[], None]) -> str:
    """What failed, or nothing."""
    try:
        reading()
    except (gate.Refused, MemoryError, KeyboardInterrupt):
        raise
    except BaseException as error:  # noqa: BLE001 - calamine's panics derive from BaseException, not Exception
        if "password" in f"{type(error).__name__} {error}".lower():
            raise gate.Refused("workbook.password_unsupported") from None
        return type(error).__name__
    return ""


def _by_calamine(data: bytes, sheets: list[RawSheet], broken: list[str], notes: list[Note]) -> None:
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    gate.check_sheets(len(book.sheets_metadata))
    for index, about in enumerate(book.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet:
            notes.append(("workbook.sheet_without_table", {"sheet": about.name}))
        elif _attempt(lambda: sheets.append(_calamine_sheet(book, index))):  # noqa: B023 - called at once
            broken.append(about.name)


def _calamine_sheet(book: "CalamineWorkbook", index: int) -> RawSheet:
    from python_calamine import SheetVisibleEnum

    about = book.sheets_metadata[index]
    sheet = book.get_sheet_by_index(index)
    bottom, right = sheet.end or (-1, -1)
    gate.check_box(about.name, bottom + 1, right + 1)
    raw = RawSheet(about.name, tidy(sheet.to_python(skip_empty_area=False)))
    raw.hidden = about.visible != SheetVisibleEnum.Visible
    raw.merged = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in sheet.merged_cell_ranges or []]
    return raw


def _by_openpyxl(data: bytes, sheets: list[RawSheet]) -> None:
    """Slower by far, but reads some workbooks that calamine gives up on.

    Always in full mode: read-only mode believes the dimensions a file claims and loses rows in silence.
    """
    # openpyxl would import numpy and Pillow where it finds them: memory and time for nothing here.
    sys.modules.setdefault("numpy", None)  # type: ignore[arg-type]
    sys.modules.setdefault("PIL", None)  # type: ignore[arg-type]
    sys.modules.setdefault("lxml", None)  # type: ignore[arg-type]  # defusedxml is what parses here
    from openpyxl.reader.excel import load_workbook
    from openpyxl.xml import DEFUSEDXML

    if not DEFUSEDXML:
        raise RuntimeError("openpyxl runs without defusedxml")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)  # type: ignore[no-untyped-call]
    gate.check_sheets(len(book.worksheets))
    for sheet in book.worksheets:
        gate.check_box(sheet.title, sheet.max_row, sheet.max_column)
        rows = [[None if cell.data_type == "e" else cell.value for cell in row] for row in sheet.iter_rows()]
        raw = RawSheet(sheet.title, tidy(rows), hidden=sheet.sheet_state != "visible")
        raw.merged = [(r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges]
        sheets.append(raw)


def tidy(rows: Sequence[Sequence[object]]) -> Rows:
    """Empty text is None, whole numbers are int, midnight is a date; no empty rows or columns at the end."""
    tidied = [
        [value if (kind := type(value)) is date or (kind is str and value) else _plain(value) for value in row]
        for row in rows
    ]
    return trimmed(tidied)  # type: ignore[arg-type]


def _plain(value: object) -> Value:
    if isinstance(value, float):
        # Beyond 1e21 the digits are not the sender's; such a number stays as the file has it.
        return int(value) if value.is_integer() and abs(value) < 1e21 else value
    if isinstance(value, datetime):
        return value if value.time() != time() else value.date()
    if isinstance(value, (str, int, date, time, timedelta)):
        return value if value != "" else None
    return None if value is None else str(value)


def trimmed(rows: Rows) -> Rows:
    """Without the empty rows and columns at the end; every row as long as the longest."""
    while rows and rows[-1].count(None) == len(rows[-1]):
        rows.pop()
    width = max((len(row) for row in rows), default=0)
    while width and all(len(row) < width or row[width - 1] is None for row in rows):
        width -= 1
    for row in rows:
        if len(row) > width:
            del row[width:]
        elif len(row) < width:
            row.extend([None] * (width - len(row)))
    return rows
