"""What an officer should know about a file as a whole, besides its rows."""

from collections.abc import Iterable, Sequence

from exchange_desk.intake.columns import PlanColumn
from exchange_desk.intake.directory import Directory
from exchange_desk.intake.fields import OF_NOMINATION
from exchange_desk.intake.replies import answered
from exchange_desk.intake.rows import Line
from exchange_desk.intake.survey import Table
from exchange_desk.support.language import msg
from exchange_desk.support.problems import Problem, Severity
from exchange_desk.workbooks.grid import Workbook

RECEIVED_BEFORE = "file.received_before"
"""Key of the note that the very file is in the desk already."""


def notes_on(
    workbook: Workbook, directory: Directory, hidden: Sequence[str], tables: Sequence[Table], *, nominates: bool
) -> tuple[Problem, ...]:
    """The reader's own notes and ours. `hidden`: sheets left out; `nominates`: the list is for a programme."""
    return (*workbook.notes, *_notes(workbook, directory, hidden, tables, nominates=nominates))


def _notes(
    workbook: Workbook, directory: Directory, hidden: Sequence[str], tables: Sequence[Table], *, nominates: bool
) -> Iterable[Problem]:
    known = directory.received.get(workbook.sha256)
    if known:
        text = msg("This very file was already received on {date} as “{name}”.")
        yield Problem(RECEIVED_BEFORE, Severity.WARNING, text, None, {"name": known[0], "date": known[1]})
    corrected = answered(workbook.properties, directory.received)
    if corrected and not known:
        name, day = directory.received[corrected]
        text = msg("This is the correction of the list “{name}” of {date}.")
        yield Problem("file.correction", Severity.NOTE, text, None, {"name": name, "date": day})
    if hidden:
        text = msg("Hidden sheets were left out: {sheets}.")
        yield Problem("file.hidden_sheets", Severity.NOTE, text, None, {"sheets": list(hidden)})
    rows = [(t.layout.sheet.name, s.row) for t in tables for s in t.layout.set_aside if s.why == Line.HIDDEN]
    if rows:
        text = msg("Hidden rows were left out: {rows}.")
        shown = [f"{sheet}: {row}" for sheet, row in sorted(rows)]
        yield Problem("file.hidden_rows", Severity.WARNING, text, None, {"rows": shown})
    unseen = sorted({f"{t.layout.sheet.name}: {c.letter}" for t in tables for c in t.columns if _is_unseen(t, c)})
    if unseen:
        text = msg("Hidden columns were read as well: {columns}.")
        yield Problem("file.hidden_columns", Severity.WARNING, text, None, {"columns": unseen})
    again = sorted({f"{t.layout.sheet.name}: {c.letter}" for t in tables for c in t.columns if _is_repeated(t, c)})
    if again:
        text = msg("These columns say again what another column says, and were not read: {columns}.")
        yield Problem("file.repeated_columns", Severity.NOTE, text, None, {"columns": again})
    told = {c.heading: None for t in tables for c in t.columns if c.field in OF_NOMINATION and any(t.cells(c.column))}
    if told and not nominates:
        text = msg(
            "These columns are only kept when the list is for a programme: {columns}. Choose one before importing."
        )
        yield Problem("file.no_programme", Severity.WARNING, text, None, {"columns": list(told)})


def _is_repeated(table: Table, column: PlanColumn) -> bool:
    return column.how == "repeated" and any(cell not in (None, "") for cell in table.cells(column.column))


def _is_unseen(table: Table, column: PlanColumn) -> bool:
    return column.field is not None and column.column in table.layout.sheet.hidden_columns
