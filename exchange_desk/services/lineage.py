"""What a received row said: kept beside its cells when a list is imported, and read again from there.

A row keeps its cells as they came and, in `understood`, what was made of them where that is not what one cell says:
{"values": {field: value or null}, "left": {field: the other value that the desk kept},
"cells": {letter: name of the sheet's cell, in forms and other tables whose columns are not the sheet's}}.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from exchange_desk.intake.directory import Value
from exchange_desk.intake.earlier import EarlierList, EarlierRow, Kind
from exchange_desk.intake.fields import DATES
from exchange_desk.intake.judging import PlanRow
from exchange_desk.intake.plan import PlanTable
from exchange_desk.intake.report import plain
from exchange_desk.model import LIVE_NOMINATIONS, Nomination, SourceFile, SourceRow, SourceSheet
from exchange_desk.services.situation import find_in
from exchange_desk.store import Database
from exchange_desk.support.ids import Id
from exchange_desk.workbooks.grid import Workbook, cell_name

_ROWS_LOOKED_AT = 20_000
"""Rows of earlier lists that a list is compared with, those of the newest lists first."""

_COMPOSED = frozenset(("full_name", "family_name_1", "family_name_2", "language.mul"))
"""Fields of columns that are not fields of a person."""


def understood(row: PlanRow, columns: Mapping[str, str], cells: Mapping[str, str]) -> dict[str, Any]:
    """What to keep of a row besides its cells. `columns`: letter → field; `cells`: letter → text."""
    said = _as_written(columns, cells)
    values: dict[str, Any] = {field: plain(value) for field, value in row.values.items()}
    told = {field: value for field, value in values.items() if said.get(field) != value}
    told |= dict.fromkeys(field for field in said if field not in values)
    left = {c.field: plain(c.old) for c in row.changes if not c.applied and c.kind is Kind.OTHER}
    return ({"values": told} if told else {}) | ({"left": left} if left else {})


def elsewhere(row: PlanRow, table: PlanTable) -> dict[str, Any]:
    """Where the cells of a row stand in the sheet, if not in the row and columns of the table."""
    if not table.placing.turned:
        return {}
    return {"cells": {c.letter: cell_name(*table.where(row.row, c.column)) for c in table.columns}}


def values_of(row: SourceRow, columns: Mapping[str, str]) -> dict[str, Value]:
    """What a received row was understood to say. `columns`: letter → field."""
    told = {**_as_written(columns, row.cells), **row.understood.get("values", {})}
    return {field: _value(field, value) for field, value in told.items() if value is not None}


def fields_of(sheet: SourceSheet) -> dict[str, str]:
    """Column letter → field, for the columns of a received table that have one."""
    return {letter: str(about["field"]) for letter, about in sheet.columns.items() if about.get("field")}


def earlier_lists(
    database: Database, workbook: Workbook, programme: Id | None, sender: Id | None
) -> tuple[EarlierList, ...]:
    """The lists of which this workbook may be a later version, the newest first: of the same programme and not of
    another sender, and those that it is or answers to."""
    files = [f for f in database.find(SourceFile, programme_id=programme) if _may_be_its(f, sender)]
    known = {file.id for file in files}
    files += [f for f in _named_by(database, workbook) if f.id not in known]
    files.sort(key=lambda file: (file.received_at is not None, file.received_at, file.id), reverse=True)
    chosen, rows = [], 0
    for file in files:
        rows += int(file.totals.get("rows", 0))
        if rows <= _ROWS_LOOKED_AT and file.received_at:
            chosen.append(file)
    return _lists(database, chosen) if chosen else ()


def _may_be_its(file: SourceFile, sender: Id | None) -> bool:
    return file.sender_city_id is None or sender is None or file.sender_city_id == sender


def _named_by(database: Database, workbook: Workbook) -> list[SourceFile]:
    hashes = {workbook.sha256, *(value for value in workbook.properties.values() if len(value) == len(workbook.sha256))}
    return database.find(SourceFile, sha256=sorted(hashes))


def _lists(database: Database, files: Sequence[SourceFile]) -> tuple[EarlierList, ...]:
    sheets = {sheet.id: sheet for sheet in find_in(database, SourceSheet, "file_id", [f.id for f in files], ())}
    rows = [row for row in find_in(database, SourceRow, "sheet_id", sheets, ()) if row.official_id]
    nominations = find_in(database, Nomination, "id", {row.nomination_id for row in rows if row.nomination_id}, ())
    live = {nomination.id for nomination in nominations if nomination.status in LIVE_NOMINATIONS}
    of_file: dict[Id, list[EarlierRow]] = defaultdict(list)
    columns = {sheet.id: fields_of(sheet) for sheet in sheets.values()}
    for row in rows:
        sheet = sheets[row.sheet_id]
        of_file[sheet.file_id].append(_row(row, sheet.name, columns[sheet.id], live))
    return tuple(
        EarlierList(f.id, f.name, f.sha256, f.received_at.date(), f.sender_city_id, tuple(of_file[f.id]))
        for f in files
        if f.received_at
    )


def _row(row: SourceRow, sheet: str, columns: Mapping[str, str], live: set[Id]) -> EarlierRow:
    values, left = values_of(row, columns), row.understood.get("left", {})
    name = ", ".join(str(part) for part in (values.get("family_names"), values.get("given_names")) if part)
    return EarlierRow(
        official_id=row.official_id or "",
        nomination_id=row.nomination_id if row.nomination_id in live else None,
        name=name,
        sheet=sheet,
        row=row.row,
        values=values,
        cells=row.cells,
        columns=columns,
        left={field: _value(field, value) for field, value in left.items() if value},
    )


def _as_written(columns: Mapping[str, str], cells: Mapping[str, str]) -> dict[str, str]:
    """Field → text of the one cell that holds it."""
    return {field: cells[letter] for letter, field in _alone(tuple(columns.items())) if cells.get(letter)}


@lru_cache(maxsize=64)
def _alone(columns: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The columns that hold a field of a person and are the only ones to do so; asked for each row of a table."""
    counted = Counter(field for _, field in columns)
    return tuple((letter, field) for letter, field in columns if counted[field] == 1 and field not in _COMPOSED)


def _value(field: str, value: str) -> Value:
    return date.fromisoformat(value) if field in DATES else value
