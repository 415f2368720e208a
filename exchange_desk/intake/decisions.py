"""Everything an officer has said about a list. A value: adding to it gives a new one.

It can be kept as plain JSON values and taken up again, by a later version of the program too: what is not understood
or no longer fits the file is passed over.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from enum import IntEnum, StrEnum
from typing import Any, Self

from exchange_desk.workbooks.grid import Workbook


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

ChangeKey = tuple[str, int, str]
"""(sheet, row, field) of something that a row says anew of a known person."""


@dataclass(frozen=True)
class Decisions:
    """`answers`: question → option. `fields`: (sheet, column) → field ("" for none). `headers`: sheet → heading row
    (0: none). `cells`: (sheet, row, column) → what the cell should have said. `names`: line → given names and family
    names as they are, where one cell holds both or their capitals were changed. `changes`: (sheet, row, field) of
    something a row says anew of a known person → taken over or not. `included`: lines to take although set aside;
    `sheets`: hidden sheets to take.
    """

    policy: Policy = Policy.COMPLETE
    answers: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[tuple[str, int], str] = field(default_factory=dict)
    headers: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[CellKey, str] = field(default_factory=dict)
    names: Mapping[RowKey, tuple[str, str]] = field(default_factory=dict)
    changes: Mapping[ChangeKey, bool] = field(default_factory=dict)
    skipped: frozenset[RowKey] = frozenset()
    included: frozenset[RowKey] = frozenset()
    sheets: frozenset[str] = frozenset()

    def plus(self, name: str, more: Mapping[Any, Any]) -> Self:
        """These decisions with entries added to one of the mappings."""
        changed: dict[str, Any] = {name: {**getattr(self, name), **more}}
        return replace(self, **changed)

    def to_plain(self) -> dict[str, Any]:
        """These decisions as JSON values: pairs of a key and a value, sets as lists; what was not decided is absent."""
        plain: dict[str, Any] = {"policy": str(self.policy)}
        for each in fields(self):
            held = getattr(self, each.name)
            if isinstance(held, Mapping) and held:
                plain[each.name] = [[_plain(key), _plain(value)] for key, value in sorted(held.items())]
            elif isinstance(held, frozenset) and held:
                plain[each.name] = [_plain(key) for key in sorted(held)]
        return plain

    @classmethod
    def from_plain(cls, plain: Any) -> Self:
        """What `to_plain` gave, also of an older or newer program: whatever is not understood is left out."""
        found: dict[str, Any] = {}
        kept = plain if isinstance(plain, Mapping) else {}
        with suppress(ValueError):
            found["policy"] = Policy(kept.get("policy", Policy.COMPLETE))
        for name, pair in _MAPPINGS.items():
            found[name] = dict(_understood(kept.get(name), _shape(*pair)))
        for name, key in _SETS.items():
            found[name] = frozenset(_understood(kept.get(name), key))
        return cls(**found)

    def fitting(self, workbook: Workbook) -> Self:
        """The decisions that are about cells, lines and sheets of this workbook, and those about no place in it."""
        size = {sheet.name: (len(sheet.rows), sheet.width) for sheet in workbook.sheets}

        def fits(sheet: str, row: int = 1, column: int = 1) -> bool:
            rows, width = size.get(sheet, (0, 0))
            return 1 <= row <= rows and 1 <= column <= width

        return replace(
            self,
            headers={sheet: row for sheet, row in self.headers.items() if fits(sheet, row or 1)},
            cells={key: text for key, text in self.cells.items() if fits(*key)},
            sheets=frozenset(sheet for sheet in self.sheets if sheet in size),
        )


Read = Callable[[Any], Any]
"""From a JSON value to what it stands for; ValueError when it is nothing of the kind."""


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _understood(plain: Any, read: Read) -> Iterator[Any]:
    """What can be read of a list that may hold anything."""
    for each in plain if isinstance(plain, list) else ():
        with suppress(ValueError):
            yield read(each)


def _one(kind: type) -> Read:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError("another kind")
        return value

    return read


def _shape(*parts: Read) -> Read:
    """A reader of tuples."""

    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) != len(parts):
            raise ValueError("another shape")
        return tuple(part(each) for part, each in zip(parts, value, strict=True))

    return read


_TEXT, _NUMBER, _YES_OR_NO = _one(str), _one(int), _one(bool)
_LINE, _CELL = _shape(_TEXT, _NUMBER), _shape(_TEXT, _NUMBER, _NUMBER)

_MAPPINGS: dict[str, tuple[Read, Read]] = {
    "answers": (_TEXT, _TEXT),
    "fields": (_LINE, _TEXT),
    "headers": (_TEXT, _NUMBER),
    "cells": (_CELL, _TEXT),
    "names": (_LINE, _shape(_TEXT, _TEXT)),
    "changes": (_shape(_TEXT, _NUMBER, _TEXT), _YES_OR_NO),
}
_SETS: dict[str, Read] = {"skipped": _LINE, "included": _LINE, "sheets": _TEXT}
"""What each part of the decisions is made of. A part without an entry here is forgotten when a review is kept."""
