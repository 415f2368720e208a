"""Which sheets hold tables of people, and why the others are set aside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exchange_desk.intake.blocks import side_by_side
from exchange_desk.intake.decisions import Decisions
from exchange_desk.intake.fields import PERSON
from exchange_desk.intake.forms import find_forms, is_form
from exchange_desk.intake.heading_rows import ENOUGH, heading_score
from exchange_desk.intake.layout import Chosen, Layout, find_tables
from exchange_desk.intake.replies import is_observations
from exchange_desk.intake.survey import Table
from exchange_desk.intake.template import own_sheet
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError
from exchange_desk.workbooks.grid import Sheet, Workbook


@dataclass(frozen=True)
class SheetAside:
    """A sheet without people in the plan; `why`: hidden, empty, no_table, form, no_person, or one of our own sheets:
    observations, instructions, choices."""

    name: str
    why: str
    rows: int


def lay_out(workbook: Workbook, decisions: Decisions) -> tuple[tuple[Layout, ...], tuple[SheetAside, ...]]:
    """The tables of a workbook, and the sheets without any.

    A list in which none is found can be helped: `decisions.headers` says where its headings stand (0: nowhere), and
    `decisions.fields` which column names the people. Raises DeskError("intake.no_table") and its like otherwise.
    """
    layouts: list[Layout] = []
    aside: list[SheetAside] = []
    for given in workbook.sheets:
        sheet = _corrected(given, decisions)
        filled = sum(any(cell is not None for cell in row) for row in sheet.rows)
        if own := _own(given):
            aside.append(SheetAside(sheet.name, own, filled))
            continue
        if sheet.hidden and sheet.name not in decisions.sheets:
            aside.append(SheetAside(sheet.name, "hidden", filled))
            continue
        found = _tables(sheet, _chosen(sheet.name, decisions)) if filled else ()
        layouts += found
        if not found:
            why = "empty" if not filled else "form" if is_form(sheet) else "no_table"
            aside.append(SheetAside(sheet.name, why, filled))
    if not layouts:
        raise _no_table(workbook, aside)
    return tuple(layouts), tuple(aside)


def _own(sheet: Sheet) -> str | None:
    """What we have written ourselves into a file that comes back."""
    return "observations" if is_observations(sheet) else own_sheet(sheet)


def _chosen(sheet: str, decisions: Decisions) -> Chosen:
    """What was decided about the layout of a sheet."""
    naming = tuple(column for (name, column), field in decisions.fields.items() if name == sheet and field in PERSON)
    included = frozenset(row for name, row in decisions.included if name == sheet)
    return Chosen(decisions.headers.get(sheet), naming, included)


def _tables(sheet: Sheet, chosen: Chosen) -> tuple[Layout, ...]:
    """The tables of a sheet: forms, lists beside each other, or lists below each other."""
    if chosen.header_row is not None:
        return find_tables(sheet, chosen)
    form = find_forms(sheet)
    if form:
        return (form,)
    if is_form(sheet):
        return ()
    return side_by_side(sheet, Chosen(included=chosen.included)) or find_tables(sheet, chosen)


def _no_table(workbook: Workbook, aside: Sequence[SheetAside]) -> DeskError:
    if {"observations"} <= {sheet.why for sheet in aside} <= {"observations", "hidden", "empty"}:
        return DeskError(
            "intake.only_observations",
            msg("“{file}” holds only the observations of the desk. Ask the sender for the corrected list itself."),
            file=workbook.name,
        )
    if any(sheet.why == "form" for sheet in aside):
        return DeskError(
            "intake.form",
            msg("“{file}” is a form in which nobody is filled in. Check that it is the right file, or ask the sender."),
            file=workbook.name,
        )
    if any(mark.uncalculated for sheet in workbook.sheets for mark in sheet.marks.values()):
        return DeskError(
            "intake.only_formulas",
            msg("“{file}” holds formulas without their results. Open it in Excel, save it and try again."),
            file=workbook.name,
        )
    if any(heading_score(row) >= ENOUGH for sheet in workbook.sheets for row in sheet.rows[:60]):
        return DeskError(
            "intake.no_rows",
            msg("“{file}” has headings but nobody below them. Check that it is the right file, or ask the sender."),
            file=workbook.name,
        )
    return DeskError(
        "intake.no_table",
        msg("No table of people was found in “{file}”. Check that a row has headings such as name and e-mail."),
        file=workbook.name,
    )


def _corrected(sheet: Sheet, decisions: Decisions) -> Sheet:
    """The sheet with the officer's corrections in their cells."""
    mine = {(row, column): text for (name, row, column), text in decisions.cells.items() if name == sheet.name}
    if not mine:
        return sheet
    rows = [list(row) for row in sheet.rows]
    for (row, column), text in mine.items():
        rows[row - 1][column - 1] = text
    return replace(sheet, rows=rows, marks={at: mark for at, mark in sheet.marks.items() if at not in mine})


def with_people(
    tables: Sequence[Table], aside: Sequence[SheetAside]
) -> tuple[tuple[Table, ...], tuple[SheetAside, ...]]:
    """Only the tables in which a column names people, if there are any."""
    named = tuple(t for t in tables if t.columns_of(*PERSON))
    if not named:
        raise DeskError(
            "intake.no_person_column",
            msg("No column of the sheet “{sheet}” holds the names of people. Say which one does, or ask the sender."),
            sheet=tables[0].layout.sheet.name,
        )
    kept = {t.layout.sheet.name for t in named}
    gone = {t.layout.sheet.name: len(t.layout.rows) for t in tables if t.layout.sheet.name not in kept}
    known = {s.name for s in aside}
    more = [SheetAside(name, "no_person", rows) for name, rows in gone.items() if name not in known]
    return named, (*aside, *more)
