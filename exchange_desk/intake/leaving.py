"""People whom a list itself marks as withdrawn, by a line through their name or by a colour."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from exchange_desk.intake.doubts import CellProblem, problem
from exchange_desk.support.language import msg
from exchange_desk.support.problems import Problem, Severity

if TYPE_CHECKING:
    from exchange_desk.intake.identity import Match
    from exchange_desk.intake.judging import PlanRow
    from exchange_desk.intake.plan import PlanTable

STRUCK = "struck"
"""The mark of a name that is struck through; other marks are names of colours."""

_NAMED = 5


def leaving(row: "PlanRow", match: "Match", mark: str) -> "PlanRow":
    """A row that is skipped and ends the nomination of whom it names."""
    told = (*row.problems, CellProblem(0, problem("row.withdraws", None)))
    return replace(row, match=match, withdrawn=mark, problems=told)


def but_not(rows: Sequence["PlanRow"], staying: set[str]) -> list["PlanRow"]:
    """The same rows; nobody leaves who stands in another row of the file as one who takes part."""
    return [_staying(row) if row.withdrawn and row.match and row.match.id in staying else row for row in rows]


def _staying(row: "PlanRow") -> "PlanRow":
    told = tuple(each for each in row.problems if each.problem.key != "row.withdraws")
    return replace(row, withdrawn="", problems=told)


def notes_of(tables: Sequence["PlanTable"]) -> tuple[Problem, ...]:
    """Whose nominations the import would end because of such marks, and in which rows they stand."""
    found = [(table, row) for table in tables for row in table.rows if row.withdrawn]
    if not found:
        return ()
    rows = [f"{table.sheet}: {table.where(row.row, 0)[0]}" for table, row in found]
    more = len(found) > _NAMED
    params: Mapping[str, object] = {
        "count": len({row.match.id for _, row in found if row.match}),
        "names": list(dict.fromkeys(row.name for _, row in found))[:_NAMED] + (["…"] if more else []),
        "rows": rows[:_NAMED] + (["…"] if more else []),
    }
    text = msg(
        "People are marked as withdrawn in the list; importing it withdraws their nominations "
        "({count}): {names}. Rows: {rows}."
    )
    return (Problem("list.leaving", Severity.NOTE, text, None, dict(params)),)
