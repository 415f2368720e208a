"""The reply to whoever sent a list: the sender's own file with what is to be put right marked, in their language.

Where the file cannot be kept (an old format, a protected one, one that would not survive the change) a workbook of our
own takes its place, with a copy of the tables where that is safe.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from exchange_desk.intake.fields import label
from exchange_desk.intake.judging import Outcome
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.intake.replies import HEADINGS, SOURCE_HASH, is_observations
from exchange_desk.model import City, HostOffer, Programme
from exchange_desk.services.remarks import Asked, Remark, asked_by, remarks
from exchange_desk.services.reviewing import content_of
from exchange_desk.support import clock
from exchange_desk.support.language import LANGUAGES, Language, msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.progress import SILENT, Progress
from exchange_desk.support.saving import save
from exchange_desk.workbooks.annotate import Annotations, Cover, Jump, NotKept, annotate
from exchange_desk.workbooks.copying import plain_copy
from exchange_desk.workbooks.grid import Sheet, Workbook, cell_name
from exchange_desk.workbooks.reader import read_bytes
from exchange_desk.workbooks.unlock import is_protected

if TYPE_CHECKING:
    from exchange_desk.store import Database

__all__ = ["SOURCE_HASH", "Reply", "reply_message", "write_reply"]

_LONGEST_STEM = 80
_TAKEN = (Outcome.NEW, Outcome.UPDATE, Outcome.SAME)
_SHOWN_PEOPLE, _SHOWN_CELLS = 3, 6
_WIDTHS = (16, 12, 28, 22, 30, 46, 46)

KEPT = ""
PROGRAMS_GONE = msg("The macros of the list are not in the reply, so that it can be opened without a warning.")
COPIED = msg("The list could not be marked in its own file, so the reply is a copy of its tables with the marks.")
PROTECTED = msg(
    "The list is protected by a password and a copy would not be, so the reply holds the observations without the list."
)


@dataclass(frozen=True)
class Reply:
    """A reply as written. `kept`: it is the sender's own file, marked. `note`: a message for the officer, or ""."""

    file: Path
    kept: bool
    note: str
    remarks: int


def write_reply(
    database: "Database", plan: ImportPlan, folder: Path, lang: Language, progress: Progress = SILENT
) -> Reply | None:
    """Write what the sender of a list has to put right into `folder`; None when there is nothing to tell.

    The language is the sending city's working language, or `lang` where that is not known. An earlier reply in the
    folder stays. Raises DeskError ("export.…") when the file could not be saved.
    """
    found = remarks(plan, _asked(database, plan))
    if not found:
        return None
    spoken = _language(database, plan, lang)
    progress.step(0, None, msg("Writing the reply"))
    content, note = _written(plan, _content(database, plan), _Told(plan, found, spoken), progress)
    file = _free(folder, plan.workbook.name, spoken)
    save(file, content)
    return Reply(file, note in (KEPT, PROGRAMS_GONE), note, len(found))


def reply_message(database: "Database", plan: ImportPlan, lang: Language) -> tuple[str, str]:
    """Subject and text of the e-mail that goes with a reply, or with the thanks when there is nothing to put right."""
    found = remarks(plan, _asked(database, plan))
    lang = _language(database, plan, lang)
    told = _Told(plan, found, lang)
    name = plan.workbook.name
    greeting = lang("Dear colleagues,")
    thanks = lang("Thank you for the list “{file}”.", file=name)
    close = lang("Kind regards,")
    if not found:
        every = lang.plural("Its one row is complete.", "Its {n} rows are complete.", told.read)
        done = lang("Nothing is needed from you.")
        subject = lang("Your list “{file}” is complete", file=name)
        return subject, f"{greeting}\n\n{thanks} {every} {done}\n\n{close}\n"
    open_rows = lang.plural("One row is to be completed.", "{n} rows are to be completed.", len(told.concerned))
    where = lang(
        "The file enclosed begins with a sheet that says, for each cell, what is missing and how to put it right. "
        "Please correct the cells and send the whole list again. The rows without observations need nothing more."
    )
    subject = lang("Your list “{file}”: observations", file=name)
    return subject, f"{greeting}\n\n{thanks} {open_rows} {where}\n\n{close}\n"


def _asked(database: "Database", plan: ImportPlan) -> Asked:
    programme_id = plan.ground.origin.programme
    if not programme_id:
        return Asked()
    programme = next(iter(database.find(Programme, id=programme_id)), None)
    offers = database.find(HostOffer, programme_id=programme_id)
    return asked_by(programme, offers, _spoken_by_sender(database, plan))


def _spoken_by_sender(database: "Database", plan: ImportPlan) -> str:
    cities = database.find(City, id=plan.ground.origin.sender) if plan.ground.origin.sender else []
    return cities[0].language if cities else ""


def _language(database: "Database", plan: ImportPlan, lang: Language) -> Language:
    code = _spoken_by_sender(database, plan)
    return Language(code) if code in LANGUAGES else lang


def _content(database: "Database", plan: ImportPlan) -> bytes | None:
    """The list as it came: from where it lies, or as the desk has kept it; None when neither has it any more."""
    with contextlib.suppress(DeskError):
        return content_of(database, plan)
    return None


def _written(plan: ImportPlan, content: bytes | None, told: "_Told", progress: Progress) -> tuple[bytes, str]:
    """The bytes of the reply, and what the officer is told of it."""
    if content is not None:
        if is_protected(content):
            return _copy((), told), PROTECTED
        try:
            made = annotate(content, told.annotations(plan.workbook))
            _compare(plan.workbook, made, progress)
            return made, PROGRAMS_GONE if plan.workbook.kind == "xlsm" else KEPT
        except NotKept:
            pass
    tables = {table.sheet for table in plan.tables}
    return _copy(tuple(sheet for sheet in plan.workbook.sheets if sheet.name in tables), told), COPIED


def _compare(before: Workbook, made: bytes, progress: Progress) -> None:
    """Read what was made as any file from outside is read: every cell has to say what it said, or nothing is kept."""
    try:
        after = read_bytes(made, before.name, progress=progress)
    except DeskError as error:
        raise NotKept(f"cannot be read again: {error.key}") from None
    came = [sheet for sheet in before.sheets if not is_observations(sheet)]
    if [_said(sheet) for sheet in after.sheets[1:]] != [_said(sheet) for sheet in came]:
        raise NotKept("says something else")


def _said(sheet: Sheet) -> object:
    rows = [list(row) for row in sheet.rows]
    hidden = (sheet.hidden, sheet.hidden_rows, sheet.hidden_columns)
    return sheet.name, rows, sheet.merged, hidden, dict(sheet.marks)


def _copy(sheets: Sequence[Sheet], told: "_Told") -> bytes:
    """A workbook of our own: the sheet of observations, and these sheets as plain values, with the marks on them."""
    content, names = plain_copy(sheets or (Sheet("-", ()),))
    notes = told.annotations(None, names if sheets else {})
    return annotate(content, replace(notes, replaces=() if sheets else tuple(names.values())))


class _Told:
    """The remarks on a list in the words of its sender."""

    def __init__(self, plan: ImportPlan, found: Sequence[Remark], lang: Language) -> None:
        self._plan, self._found, self._lang = plan, found, lang
        self.concerned = {key for remark in found for key in remark.rows}
        self.read = plan.totals()["rows"]

    def annotations(self, workbook: Workbook | None, names: dict[str, str] | None = None) -> Annotations:
        """For the file itself (`workbook`), or for a copy in which sheets are called `names`."""
        earlier = [sheet.name for sheet in workbook.sheets if is_observations(sheet)] if workbook else []
        called = {sheet.name: sheet.name for sheet in workbook.sheets} if workbook else names or {}
        texts: dict[str, dict[tuple[int, int], str]] = {}
        for remark in self._found if called else ():
            said = f"{remark.alone(self._lang)}\n{remark.how(self._lang)}"
            on_sheet = texts.setdefault(called[remark.sheet], {})
            for cell in remark.cells:
                on_sheet[cell] = f"{on_sheet[cell]}\n\n{said}" if cell in on_sheet else said
        properties = {SOURCE_HASH: self._plan.workbook.sha256}
        return Annotations(texts, self._cover(called), earlier, properties)

    def _cover(self, called: dict[str, str]) -> Cover:
        lang = self._lang
        rows = [tuple(self._line(remark, called)) for remark in self._found]
        headings = [lang(heading) for heading in HEADINGS]
        return Cover(lang("Observations"), list(self._above(bool(called))), headings, _WIDTHS, rows)

    def _above(self, within: bool) -> Iterator[str]:
        """Every row is counted once: to be completed, complete, or neither, because the desk is not done with it."""
        lang, rows = self._lang, self._plan.rows
        complete = sum(row.outcome in _TAKEN and (row.sheet, row.row) not in self.concerned for row in rows)
        yield lang("Observations on “{file}”", file=self._plan.workbook.name)
        yield lang("Received: {day}", day=clock.today())
        yield lang("Rows read: {n}", n=self.read)
        yield lang("Rows without observations: {n}", n=complete)
        yield lang("Rows to be completed: {n}", n=len(self.concerned))
        if rest := self.read - complete - len(self.concerned):
            yield lang("Other rows, for which nothing is needed from you: {n}", n=rest)
        if within:
            yield lang("Correct the marked cells in this file and send it back whole. The marks may stay.")
        else:
            yield lang("Correct these rows in your list and send the whole list again.")

    def _line(self, remark: Remark, called: dict[str, str]) -> Iterator[str | Jump]:
        lang = self._lang
        yield remark.sheet
        yield self._place(remark, called.get(remark.sheet))
        more = len(remark.people) - _SHOWN_PEOPLE
        names = "; ".join(remark.people[:_SHOWN_PEOPLE])
        yield lang("{names} and {n} more", names=names, n=more) if more > 0 else names
        yield remark.heading or (label(remark.field, lang) if remark.field else "")
        yield remark.received
        yield remark.why(lang)
        yield remark.how(lang)

    def _place(self, remark: Remark, called: str | None) -> str | Jump:
        """ "C5", "C5:C9, C12", "Row 7" or nothing; it leads there where the sheet is in the file."""
        if not remark.row:
            return ""
        if remark.cells:
            ranges = _ranges(remark.cells)
            text = ", ".join(ranges[:_SHOWN_CELLS]) + (" …" if len(ranges) > _SHOWN_CELLS else "")
        else:
            text = self._lang("Row {row}", row=remark.row)
        return Jump(text, called, remark.row, remark.column or 1) if called else text


def _ranges(cells: Sequence[tuple[int, int]]) -> list[str]:
    """Names of cells, those below each other as "C5:C9"."""
    runs: list[list[tuple[int, int]]] = []
    for row, column in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        if runs and runs[-1][-1] == (row - 1, column):
            runs[-1].append((row, column))
        else:
            runs.append([(row, column)])
    return [cell_name(*run[0]) + (f":{cell_name(*run[-1])}" if len(run) > 1 else "") for run in runs]


def _free(folder: Path, source: str, lang: Language) -> Path:
    """ "nomina_observaciones_2026-03-02.xlsx", with a number when there is one already."""
    observations = lang("observations")
    name = f"{PurePath(source).stem[:_LONGEST_STEM]}_{observations}_{clock.today().isoformat()}"
    file, number = folder / f"{name}.xlsx", 1
    while file.exists():
        number += 1
        file = folder / f"{name} ({number}).xlsx"
    return file
