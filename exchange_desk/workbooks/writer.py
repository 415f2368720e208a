"""Tables as new workbooks and as text lists: real dates, identifiers as text, nothing that calculates.

Whatever a value says, it is written as a value: nothing typed by a person becomes a formula or a link.
"""

import csv
import io
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from exchange_desk.support import clock
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import DeskError, Problem, Severity
from exchange_desk.support.saving import save

Kind = Literal["text", "identifier", "date", "moment", "integer", "decimal", "boolean"]
Value = str | int | float | bool | Decimal | date | datetime | time | timedelta | Sequence[str] | None

MAX_ROWS = 1_048_575
"""Rows of one sheet of Excel, without the header."""

MAX_TEXT = 32_767
_SAMPLE = 500
_NARROWEST, _WIDEST = 9, 60
_A4 = 9
# What XML cannot hold, and halves of characters that no encoding can write.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SUSPECT = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_BLANKS = " \t\r\n\xa0\u200b\u2060\ufeff"
_FORMULA_SIGNS = tuple("=+-@\t\r\n＝＋－＠")
_SHEET_SIGNS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
# Without these, Excel shows months in the reader's own language; with them, in the one of the document.
EXCEL_LANGUAGE = {"es": "C0A", "pt": "416", "fr": "40C", "en": "809"}


@dataclass(frozen=True)
class Column:
    """`title` as shown, already in the reader's language. `width` in characters; None fits the content."""

    title: str
    kind: Kind = "text"
    width: float | None = None


@dataclass(frozen=True)
class Table:
    """One sheet or one text list. Every row has one value per column; a value that does not fit its column's
    kind (a text in a date column) is written as text."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def write_xlsx(
    path: Path, tables: Sequence[Table], lang: Language, *, properties: Mapping[str, str] | None = None
) -> tuple[Problem, ...]:
    """Write one sheet per table; `properties` become custom properties of the file (255 characters each).

    Returns what had to be changed to fit a workbook. Raises `DeskError` (keys of `saving`, or too many rows);
    then nothing was saved.
    """
    # Some 30 ms to load, for a program that mostly does something else.
    from xlsxwriter import Workbook

    out = io.BytesIO()
    mends = _Mends()
    # in_memory: XlsxWriter would otherwise leave the list in the system's folder for temporary files.
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": tables[0].name, "created": clock.now().replace(tzinfo=None)})
        for name, value in (properties or {}).items():
            if len(value) > 255:
                raise ValueError(f"the property {name} is too long for a workbook")
            book.set_custom_property(name, value, "text")
        taken: set[str] = set()
        styles = _styles(book, lang)
        for table in tables:
            sheet = book.add_worksheet(sheet_name(table.name, taken))
            _SheetWriter(sheet, styles, lang, mends).write(table)
    save(path, out.getvalue())
    return mends.problems()


def write_csv(path: Path, table: Table, lang: Language) -> tuple[Problem, ...]:
    """Write a text list that every program reads alike: UTF-8 with mark, commas, all quoted, ISO dates, decimal points.

    A text that a spreadsheet program would calculate gets an apostrophe in front. Raises and returns like `write_xlsx`.
    """
    out = io.StringIO(newline="")
    mends = _Mends()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([_harmless(mends.legal(column.title)) for column in table.columns])
    for row in table.rows:
        writer.writerow([_csv_text(value, mends, lang) for value in row])
    save(path, out.getvalue().encode("utf-8-sig"))
    return mends.problems()


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name Excel accepts (31 characters, some signs not allowed), different from those in `taken`; adds it there."""
    name = ILLEGAL.sub("", _SHEET_SIGNS.sub(" ", wanted)).strip(" '") or "1"
    number = 1
    while True:
        ending = "" if number == 1 else f" ({number})"
        unique = _cut(name, 31 - len(ending)).rstrip(" '") + ending
        # Excel keeps the name "History" for itself.
        if unique.casefold() not in taken and unique.casefold() != "history":
            taken.add(unique.casefold())
            return unique
        number += 1


def _cut(text: str, units: int) -> str:
    """The beginning of a text, measured as Excel does: a rare character counts double."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


class _Mends:
    """Makes texts fit a workbook and counts what that took."""

    def __init__(self) -> None:
        self._removed = 0
        self._shortened = 0

    def legal(self, text: str) -> str:
        return self._mended(text) if len(text) > MAX_TEXT // 2 or _SUSPECT.search(text) else text

    def _mended(self, text: str) -> str:
        legal = ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        self._removed += ILLEGAL.search(text) is not None
        if len(legal.encode("utf-16-le")) > 2 * MAX_TEXT:
            self._shortened += 1
            return _cut(legal, MAX_TEXT - 1) + "…"
        return legal

    def problems(self) -> tuple[Problem, ...]:
        found = (
            ("export.signs_removed", self._removed, _REMOVED),
            ("export.text_shortened", self._shortened, _SHORTENED),
        )
        return tuple(Problem(key, Severity.WARNING, text, params={"count": n}) for key, n, text in found if n)


_REMOVED = msg("Signs that a file cannot hold were left out of some texts (cells concerned: {count}).")
_SHORTENED = msg("Texts longer than a cell can hold were shortened (cells concerned: {count}).")


def _styles(book: Any, lang: Language) -> dict[str, Any]:
    locale = f"[$-{EXCEL_LANGUAGE[lang.code]}]"
    formats: dict[str, dict[str, Any]] = {
        "text": {"num_format": "@", "text_wrap": True},
        "identifier": {"num_format": "@"},
        "date": {"num_format": f"{locale}d mmm yyyy", "align": "left"},
        "moment": {"num_format": f"{locale}d mmm yyyy hh:mm", "align": "left"},
        "integer": {"num_format": "#,##0"},
        "decimal": {"num_format": "#,##0.00"},
        "boolean": {},
    }
    styles = {kind: book.add_format({"valign": "top"} | about) for kind, about in formats.items()}
    styles["header"] = book.add_format(
        {
            "bold": True,
            "text_wrap": True,
            "valign": "vcenter",
            "bg_color": "#DCE6F1",
            "font_color": "#000000",
            "bottom": 1,
        }
    )
    return styles


class _SheetWriter:
    """Writes one table into one worksheet of XlsxWriter."""

    def __init__(self, sheet: Any, styles: Mapping[str, Any], lang: Language, mends: _Mends) -> None:
        self._sheet = sheet
        self._styles = styles
        self._lang = lang
        self._mends = mends

    def write(self, table: Table) -> None:
        widths = [len(column.title) * 1.15 + 3 for column in table.columns]
        for index, column in enumerate(table.columns):
            self._sheet.write_string(0, index, self._mends.legal(column.title), self._styles["header"])
        writers = [self._writer(index, column) for index, column in enumerate(table.columns)]
        number = 0
        for number, row in enumerate(table.rows, 1):
            if number > MAX_ROWS:
                raise DeskError("export.too_many_rows", _TOO_MANY, table=table.name, limit=MAX_ROWS)
            for write, value in zip(writers, row, strict=True):
                if value is not None:
                    write(number, value)
            if number <= _SAMPLE:
                self._measure(widths, row)
        self._lay_out(table.columns, widths, number)

    def _measure(self, widths: list[float], row: Sequence[Value]) -> None:
        for index, value in enumerate(row):
            length = 13 if isinstance(value, date) else len(_text(value, self._lang).split("\n", 1)[0]) + 2
            widths[index] = max(widths[index], length)

    def _writer(self, index: int, column: Column) -> Callable[[int, Value], None]:
        sheet, style, lang, legal = self._sheet, self._styles[column.kind], self._lang, self._mends.legal
        convert = _CONVERSIONS.get(column.kind)

        def write_text(row: int, value: Value) -> None:
            if text := legal(value if type(value) is str else _text(value, lang)):
                sheet.write_string(row, index, text, style)

        def write(row: int, value: Value) -> None:
            fitting = convert(value) if convert else None
            if fitting is None:
                write_text(row, value)
            elif isinstance(fitting, date):
                sheet.write_datetime(row, index, fitting, style)
            else:
                sheet.write_number(row, index, fitting, style)

        return write if convert else write_text

    def _lay_out(self, columns: Sequence[Column], widths: Sequence[float], rows: int) -> None:
        sheet, last = self._sheet, max(len(columns) - 1, 0)
        for index, column in enumerate(columns):
            width = column.width or min(max(widths[index], _NARROWEST), _WIDEST)
            sheet.set_column(index, index, width)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, rows, last)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{rows + 1}"})
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        pages = self._lang("Page {page} of {pages}", page="&P", pages="&N")
        sheet.set_footer(f"&L&A&R{pages}")


_TOO_MANY = msg(
    "“{table}” has more than {limit} rows, which is all a sheet of Excel can hold. Narrow the list with a filter and "
    "save again. Nothing was saved."
)
FIRST_SAFE_DAY = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was; before it a date would shift."""

_EXACT = 2**53
"""Larger whole numbers would lose digits in a workbook."""


def _as_date(value: Any) -> date | None:
    if isinstance(value, datetime):
        value = _local(value).date()
    return value if isinstance(value, date) and value >= FIRST_SAFE_DAY else None


def _as_moment(value: Any) -> datetime | date | None:
    if isinstance(value, datetime):
        return _local(value) if value.date() > FIRST_SAFE_DAY else None
    return _as_date(value)


def _local(value: datetime) -> datetime:
    """The moment at the desk's own time zone, as people read it; a workbook knows no zones."""
    return value.astimezone().replace(tzinfo=None) if value.tzinfo else value


def _as_number(value: Any) -> float | Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    number: float | Decimal = value
    return number if math.isfinite(number) and -_EXACT <= number <= _EXACT else None


_CONVERSIONS: Mapping[str, Callable[[Any], Any]] = {
    "date": _as_date,
    "moment": _as_moment,
    "integer": _as_number,
    "decimal": _as_number,
}


def _text(value: Value, lang: Language) -> str:
    """A value as text: identifiers and numbers digit by digit, the rest as this language says it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return lang("Yes") if value else lang("No")
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    if isinstance(value, int | float | Decimal | time | timedelta):
        return str(value)
    return lang.show(value)


def _csv_text(value: Value, mends: _Mends, lang: Language) -> str:
    if isinstance(value, datetime):
        return _local(value).isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal):
        return _text(value, lang)
    return _harmless(mends.legal(_text(value, lang)))


def _harmless(text: str) -> str:
    """With an apostrophe where a spreadsheet program would take the text for a formula."""
    calculates = text.startswith(_FORMULA_SIGNS) or text.lstrip(_BLANKS).startswith(_FORMULA_SIGNS)
    return "'" + text if calculates else text
