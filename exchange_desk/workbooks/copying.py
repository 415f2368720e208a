"""A plain copy of sheets as a new workbook: what the cells say, each where it stood, and nothing that calculates."""

import io
import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from exchange_desk.workbooks.grid import CellValue, Sheet
from exchange_desk.workbooks.writer import FIRST_SAFE_DAY, ILLEGAL, MAX_TEXT, sheet_name

_NARROWEST, _WIDEST = 9, 45
_SAMPLE = 300


def plain_copy(sheets: Sequence[Sheet]) -> tuple[bytes, dict[str, str]]:
    """The copy, and name of a sheet → name of its copy (Excel does not take every name)."""
    from xlsxwriter import Workbook

    out, taken = io.BytesIO(), set[str]()
    names: dict[str, str] = {}
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        formats = {
            date: book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
            time: book.add_format({"num_format": "hh:mm"}),
            timedelta: book.add_format({"num_format": "[h]:mm"}),
            str: book.add_format({"num_format": "@"}),
        }
        for sheet in sheets:
            names[sheet.name] = sheet_name(sheet.name, taken)
            _copy(book.add_worksheet(names[sheet.name]), sheet, formats)
    return out.getvalue(), names


def _copy(target: Any, sheet: Sheet, formats: dict[type, Any]) -> None:
    for column in range(sheet.width):
        longest = max((len(_shown(row[column])) for row in sheet.rows[:_SAMPLE]), default=0)
        target.set_column(column, column, min(max(longest + 2, _NARROWEST), _WIDEST))
    for number, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            if value is not None:
                _write(target, number, column, value, formats)
    target.ignore_errors({"number_stored_as_text": f"A1:XFD{max(len(sheet.rows), 1)}"})


def _shown(value: CellValue) -> str:
    return "" if value is None else str(value).split("\n", 1)[0]


def _write(target: Any, row: int, column: int, value: Any, formats: dict[type, Any]) -> None:
    style = formats.get(type(value))
    if isinstance(value, bool):
        target.write_boolean(row, column, value)
    elif isinstance(value, date) and (value.date() if isinstance(value, datetime) else value) < FIRST_SAFE_DAY:
        target.write_string(row, column, value.isoformat(), formats[str])
    elif isinstance(value, date | time | timedelta):
        target.write_datetime(row, column, value, style)
    elif isinstance(value, str):
        target.write_string(row, column, ILLEGAL.sub("", value)[: MAX_TEXT // 2], style)
    elif not math.isfinite(value) or (isinstance(value, int) and abs(value) >= 10**15):
        target.write_string(row, column, str(value), formats[str])  # a workbook would lose its last digits
    else:
        target.write_number(row, column, value)
