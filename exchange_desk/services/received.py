"""Lists received before: the file as it came, its rows with what became of them, and the step that took it in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange_desk.model import SourceFile, SourceRow, SourceSheet, record_kind
from exchange_desk.store.originals import original
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError

if TYPE_CHECKING:
    from exchange_desk.services.desk import Desk


@dataclass(frozen=True)
class ReceivedTable:
    """One table of a received file. `columns`: letters in the order of the sheet → heading."""

    sheet: str
    columns: dict[str, str]
    rows: Sequence[SourceRow]


def original_of(desk: "Desk", file_id: Id) -> tuple[str, bytes]:
    """Name and bytes of a received file. Raises DeskError when the desk has not kept it."""
    file = desk.records.get(SourceFile, file_id)
    content = original(desk.database, file.sha256)
    if content is None:
        raise DeskError(
            "received.no_original",
            msg("The original of “{file}” is not in the desk. Ask the sender for it again."),
            file=file.name,
        )
    return file.name, content


def tables_of(desk: "Desk", file_id: Id) -> list[ReceivedTable]:
    """The tables of a received file with their rows, as they came."""
    found = []
    for sheet in sorted(desk.records.find(SourceSheet, file_id=file_id), key=lambda each: each.id):
        rows = sorted(desk.records.find(SourceRow, sheet_id=sheet.id), key=lambda each: each.row)
        letters = sorted(sheet.columns, key=lambda letter: (len(letter), letter))
        headings = {letter: str(sheet.columns[letter].get("heading", "")) for letter in letters}
        found.append(ReceivedTable(sheet.name, headings, rows))
    return found


def step_of(desk: "Desk", file_id: Id) -> int | None:
    """The step that took the file in; None when the history does not know it any more."""
    steps = desk.history.steps(100, kind=record_kind(SourceFile), record_id=file_id)
    made = [step for step in steps if step.kind == "change"]
    return made[-1].id if made else None
