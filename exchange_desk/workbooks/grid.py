"""A spreadsheet file as plain values: what the cells say and what was marked on them.

Rows and columns are numbered from 1, as people see them. Nothing here knows a file format.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from exchange_desk.support.problems import Problem

CellValue = str | int | float | bool | datetime | date | time | timedelta | None
"""What a cell holds. A whole number is an int; a date without a time is a date; empty is None."""


@dataclass(frozen=True, slots=True)
class Area:
    """A block of cells, all four sides included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell carries besides its value. `fill` is RRGGBB; `error` as shown ("#N/A").

    `uncalculated`: a formula whose result the file does not hold.
    `digits`: the number format pads the number to so many digits ("00000" → 5).
    """

    fill: str | None = None
    strike: bool = False
    comment: str | None = None
    error: str | None = None
    uncalculated: bool = False
    digits: int = 0


@dataclass(frozen=True)
class Sheet:
    """`rows[0]` is row 1 from column A on; every row has the same length."""

    name: str
    rows: Sequence[Sequence[CellValue]]
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def value(self, row: int, column: int) -> CellValue:
        """The value at a position; None outside the sheet."""
        if 1 <= row <= len(self.rows) and 1 <= column <= len(self.rows[row - 1]):
            return self.rows[row - 1][column - 1]
        return None


@dataclass(frozen=True)
class Workbook:
    """One file as read. `notes` say what the reader had to leave out or mend.

    `properties` are the file's own custom properties (a template's fingerprint, for example).
    """

    name: str
    sheets: tuple[Sheet, ...]
    kind: str
    sha256: str
    size: int
    properties: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()


def column_letter(number: int) -> str:
    """1 → "A", 27 → "AA"."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """ "A" → 1, "AA" → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def cell_name(row: int, column: int) -> str:
    """(9, 4) → "D9"."""
    return f"{column_letter(column)}{row}"
