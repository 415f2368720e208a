"""Columns of given names and of family names whose headings lie: told by the words that stand below them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from exchange_desk.intake.columns import PlanColumn
from exchange_desk.intake.evidence import because
from exchange_desk.intake.layout import Layout
from exchange_desk.intake.name_groups import Group, groups_of
from exchange_desk.workbooks.grid import CellValue

_FAMILY = ("family_names", "family_name_1", "family_name_2")
_DECIDED = ("chosen", "learnt", "template")
_CLEAR = 3.0
_ENOUGH = 2
Cells = Mapping[int, Sequence[CellValue]]


def straightened(columns: Sequence[PlanColumn], layout: Layout) -> tuple[PlanColumn, ...]:
    """The columns with given and family names changed over where the words below say so in most of the rows.

    What an officer has decided stays.
    """
    given = [c for c in columns if c.field == "given_names"]
    family = [c for c in columns if c.field in _FAMILY]
    if len(given) != 1 or not family or any(c.how in _DECIDED for c in (*given, *family)):
        return tuple(columns)
    cells = {c.column: [layout.cells[row][c.column - 1] for row in layout.rows] for c in (*given, *family)}
    if len(family) == 1 and _turned(cells[given[0].column], cells[family[0].column]):
        return _changed(columns, cells, {given[0].column: "family_names", family[0].column: "given_names"})
    if len(family) == 2 and family[1].field == "family_name_2":
        wrong = _turned(cells[given[0].column], cells[family[1].column]) and not _turned(
            cells[given[0].column], cells[family[0].column]
        )
        if wrong:
            return _changed(columns, cells, {given[0].column: "family_name_2", family[1].column: "given_names"})
    return tuple(columns)


def _changed(columns: Sequence[PlanColumn], cells: Cells, fields: Mapping[int, str]) -> tuple[PlanColumn, ...]:
    return tuple(_with(c, fields[c.column], cells[c.column]) if c.column in fields else c for c in columns)


def _with(column: PlanColumn, field: str, cells: Sequence[CellValue]) -> PlanColumn:
    example = next((cell for cell in cells if isinstance(cell, str) and cell.strip()), "")
    kind = "name.holds_given" if field == "given_names" else "name.holds_family"
    return replace(column, field=field, how="content", confidence=0.9, evidence=(because(kind, field, value=example),))


def _turned(given: Sequence[CellValue], family: Sequence[CellValue]) -> bool:
    """Do the rows that tell something say, four to one, that the two have changed places?"""
    against = agreeing = 0
    for one, other in zip_longest(given, family):
        lean = leaning(one, other)
        against += lean <= -_CLEAR
        agreeing += lean >= _CLEAR
    return against >= _ENOUGH and against >= 4 * agreeing


def leaning(given: object, family: object) -> float:
    """How much more the first looks like given names and the second like family names, than the other way round."""
    if not isinstance(given, str) or not isinstance(family, str):
        return 0.0
    left, right = _clear(given), _clear(family)
    return _mean(left) - _mean(right) if left and right else 0.0


def _clear(text: str) -> list[Group]:
    return [group for group in groups_of(text, family_first=True) if len(group.core) > 1]


def _mean(groups: Sequence[Group]) -> float:
    return sum(group.score for group in groups) / len(groups)
