"""The reply to whoever sent a list: a workbook with what is to be put right, in the sender's language."""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from exchange_desk.intake.fields import label
from exchange_desk.intake.judging import Outcome
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.model import City, Programme
from exchange_desk.services.remarks import Remark, remarks
from exchange_desk.support import clock
from exchange_desk.support.language import LANGUAGES, Language
from exchange_desk.workbooks.grid import cell_name
from exchange_desk.workbooks.writer import Column, Table, Value, write_xlsx

if TYPE_CHECKING:
    from exchange_desk.store import Database

SOURCE_HASH = "exchange-desk-source"
"""The property of a reply that says which file it answers: the SHA-256 of its bytes."""

_LONGEST_STEM = 80
_TAKEN = (Outcome.NEW, Outcome.UPDATE, Outcome.SAME)


def write_reply(database: "Database", plan: ImportPlan, folder: Path, lang: Language) -> Path | None:
    """Write what the sender of a list has to put right into `folder`; None when there is nothing to tell.

    The language is the sending city's working language, or `lang` where that is not known. An earlier reply in the
    folder stays. Raises DeskError ("export.…") when the file could not be saved.
    """
    programmes = database.find(Programme, id=plan.ground.origin.programme) if plan.ground.origin.programme else []
    found = remarks(plan, next(iter(programmes), None))
    if not found:
        return None
    spoken = _language(database, plan, lang)
    file = _free(folder, plan.workbook.name, spoken)
    tables = [_observations(found, spoken), _summary(plan, found, spoken)]
    write_xlsx(file, tables, spoken, properties={SOURCE_HASH: plan.workbook.sha256})
    return file


def _language(database: "Database", plan: ImportPlan, lang: Language) -> Language:
    cities = database.find(City, id=plan.ground.origin.sender) if plan.ground.origin.sender else []
    code = cities[0].language if cities else ""
    return Language(code) if code in LANGUAGES else lang


def _free(folder: Path, source: str, lang: Language) -> Path:
    """ "nomina_observaciones_2026-03-02.xlsx", with a number when there is one already."""
    observations = lang("observations")
    name = f"{PurePath(source).stem[:_LONGEST_STEM]}_{observations}_{clock.today().isoformat()}"
    file, number = folder / f"{name}.xlsx", 1
    while file.exists():
        number += 1
        file = folder / f"{name} ({number}).xlsx"
    return file


def _observations(found: Sequence[Remark], lang: Language) -> Table:
    columns = (
        Column(lang("Sheet")),
        Column(lang("Row"), "integer"),
        Column(lang("Cell")),
        Column(lang("Person")),
        Column(lang("Column")),
        Column(lang("Value received")),
        Column(lang("Problem")),
        Column(lang("How to put it right")),
    )
    return Table(lang("Observations"), columns, [tuple(_line(remark, lang)) for remark in found])


def _line(remark: Remark, lang: Language) -> Iterator[Value]:
    yield remark.sheet
    yield remark.row or None
    yield cell_name(remark.row, remark.column) if remark.row and remark.column else None
    yield remark.person
    yield remark.heading or (label(remark.field, lang) if remark.field else "")
    yield remark.received
    yield remark.why(lang)
    yield remark.how(lang)


def _summary(plan: ImportPlan, found: Sequence[Remark], lang: Language) -> Table:
    """Every row is counted once: to be completed, complete, or neither, because the desk is not done with it."""
    concerned = {key for remark in found for key in remark.rows}
    complete = sum(row.outcome in _TAKEN and (row.sheet, row.row) not in concerned for row in plan.rows)
    read = plan.totals()["rows"]
    lines: list[tuple[str, Value]] = [
        (lang("File"), plan.workbook.name),
        (lang("Received"), clock.today()),
        (lang("Rows read"), read),
        (lang("Rows without observations"), complete),
        (lang("Rows to be completed"), len(concerned)),
    ]
    if rest := read - complete - len(concerned):
        lines.append((lang("Other rows, for which nothing is needed from you"), rest))
    lines.append((lang("What to do"), lang("Correct these rows in your list and send the whole list again.")))
    return Table(lang("Summary"), (Column(lang("About this list")), Column(lang("Details"))), lines)
