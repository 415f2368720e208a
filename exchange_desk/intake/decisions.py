"""Everything an officer has said about a list. A value: adding to it gives a new one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from typing import Any, Self


class Policy(StrEnum):
    """What happens to people who are already known: fill what is empty, let the file win, or leave them alone."""

    COMPLETE = "complete"
    UPDATE = "update"
    KEEP = "keep"


class Stage(IntEnum):
    """From where a plan has to be worked out again."""

    LAYOUT = 1
    COLUMNS = 2
    VALUES = 3
    OUTCOMES = 4


RowKey = tuple[str, int]
"""(sheet, row number) of a line."""

CellKey = tuple[str, int, int]
"""(sheet, row, column) of a cell as it stands in the file."""


@dataclass(frozen=True)
class Decisions:
    """`answers`: question → option. `fields`: (sheet, column) → field ("" for none). `headers`: sheet → heading row.
    `cells`: (sheet, row, column) → what the cell should have said. `names`: line → given names and family names as
    they are, where one cell holds both or their capitals were changed. `included`: lines to take although set aside;
    `sheets`: hidden sheets to take.
    """

    policy: Policy = Policy.COMPLETE
    answers: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[tuple[str, int], str] = field(default_factory=dict)
    headers: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[CellKey, str] = field(default_factory=dict)
    names: Mapping[RowKey, tuple[str, str]] = field(default_factory=dict)
    skipped: frozenset[RowKey] = frozenset()
    included: frozenset[RowKey] = frozenset()
    sheets: frozenset[str] = frozenset()

    def plus(self, name: str, more: Mapping[Any, Any]) -> Self:
        """These decisions with entries added to one of the mappings."""
        changed: dict[str, Any] = {name: {**getattr(self, name), **more}}
        return replace(self, **changed)
