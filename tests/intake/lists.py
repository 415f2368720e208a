"""Lists as plain values for the tests of the intake: fictional people only."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from exchange_desk.intake.directory import NOBODY, Directory, KnownCity, KnownPerson
from exchange_desk.intake.plan import ImportPlan, Origin, read_plan
from exchange_desk.workbooks.grid import Sheet, Workbook

TODAY = date(2026, 3, 2)
Rows = Sequence[Sequence[Any]]


def sheet(rows: Rows, name: str = "Hoja1", **more: Any) -> Sheet:
    width = max((len(row) for row in rows), default=0)
    return Sheet(name, [[*row, *[None] * (width - len(row))] for row in rows], **more)


def book(*sheets: Sheet, sha256: str = "0" * 64) -> Workbook:
    return Workbook("lista.xlsx", sheets, "xlsx", sha256, 1)


def plan(*sheets: Sheet | Rows, known: Directory = NOBODY, sender: str | None = None) -> ImportPlan:
    made = [each if isinstance(each, Sheet) else sheet(each) for each in sheets]
    return read_plan(book(*made), known, origin=Origin(sender=sender), today=TODAY)


def values(made: ImportPlan) -> list[dict[str, Any]]:
    return [dict(row.values) for row in made.rows]


def keys(made: ImportPlan) -> list[list[str]]:
    """The keys of the problems of each row."""
    return [[found.problem.key for found in row.problems] for row in made.rows]


def fields(made: ImportPlan) -> list[str | None]:
    return [column.field for column in made.tables[0].columns]


def names(made: ImportPlan) -> list[tuple[str, str]]:
    return [(str(v.get("given_names", "")), str(v.get("family_names", ""))) for v in values(made)]


def person(number: int, given: str, family: str, **more: Any) -> KnownPerson:
    return KnownPerson(f"id-{number}", {"given_names": given, "family_names": family, **more})


QUITO = KnownCity("quito", "Quito", "EC", ("DMQ",))
