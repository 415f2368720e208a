"""Where the values of a table stand in the sheet, when they do not stand as the table has them.

A list has its rows and columns as the sheet has them. A form, a list with people in columns and the right one of two
lists side by side are turned into tables; their rows get numbers of their own, unique in the sheet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Position = tuple[int, int]
"""(row, column), numbered from 1."""


@dataclass(frozen=True)
class Placing:
    """`shift`: what the rows' numbers have been raised by. `cells`: the table's (row, column) → the sheet's;
    column 0 stands for the whole row. `labels`: what precedes the value within its own cell ("Nombre: "), by the
    cell of the sheet.
    """

    shift: int = 0
    cells: Mapping[Position, Position] = field(default_factory=dict)
    labels: Mapping[Position, str] = field(default_factory=dict)

    def where(self, row: int, column: int) -> Position:
        """Row and column of the sheet's cell in which a value of the table stands."""
        found = self.cells.get((row, column)) or self.cells.get((row, 0))
        return found or (row - self.shift, column)

    @property
    def turned(self) -> bool:
        """Do the values stand elsewhere than the table's rows and columns say?"""
        return bool(self.shift or self.cells)


AS_IT_STANDS = Placing()
