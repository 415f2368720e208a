"""The very file once more: when it was received, and what importing it again would bring."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from exchange_desk.intake.plan import ImportPlan, learnt_headings
from exchange_desk.model import SourceFile, SourceRow, SourceSheet
from exchange_desk.services.taking import Brought, Taking
from exchange_desk.store import Database
from exchange_desk.store.plain import plain_rows
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language
from exchange_desk.support.progress import SILENT

_LEFT_OUT = ("waiting", "skipped", "refused")


@dataclass(frozen=True)
class SameFile:
    """How a file was received the last time. `people`: those its rows became; `brings`: what importing it again would
    bring. `changes_nothing`: not even what was decided is new."""

    file_id: Id
    name: str
    day: date
    people: int
    brings: Brought
    changes_nothing: bool

    def say(self, lang: Language) -> str:
        people = lang.plural("{n} person", "{n} people", self.people)
        told = lang(
            "This very file was already received on {date} as “{name}”: {people}.",
            date=self.day,
            name=self.name,
            people=people,
        )
        parts = _parts(self.brings, lang)
        rest = lang("Imported once more, it would bring: {parts}.", parts=parts) if parts else ""
        return f"{told} {rest or lang('Nothing in it would change anything.')}"


def same_file(database: Database, plan: ImportPlan, lang: Language) -> SameFile | None:
    """The last import of this very file; None when the desk has none (any more)."""
    files = [file for file in database.find(SourceFile, sha256=plan.workbook.sha256) if file.received_at]
    if not files:
        return None
    last = max(files, key=lambda file: (file.received_at, file.id))
    taking = Taking(database, plan, lang, SILENT)
    taking.gather()
    brings = taking.brings()
    as_before = _is_as_before(last, plan) and not any(taking.told_apart())
    at = last.received_at.date() if last.received_at else date.min
    return SameFile(last.id, last.name, at, _people(database, last.id), brings, as_before and not any(_counts(brings)))


def _is_as_before(last: SourceFile, plan: ImportPlan) -> bool:
    """Is it for the same programme, from the same sender, with as many rows left out and nothing newly learnt?"""
    origin, totals = plan.ground.origin, plan.totals()
    learnt: Mapping[str, str] = plan.ground.directory.learnt.get(origin.sender or "", {})
    same_rows = all(int(last.totals.get(name, 0)) == totals[name] for name in _LEFT_OUT)
    known = all(learnt.get(heading) == field for heading, field in learnt_headings(plan).items())
    return same_rows and known and (last.programme_id, last.sender_city_id) == (origin.programme, origin.sender)


def _people(database: Database, file_id: Id) -> int:
    sheets = {sheet.id for sheet in database.find(SourceSheet, file_id=file_id)}
    found = plain_rows(database, SourceRow, ("official_id",), among=sheets, by="sheet_id")
    return len({official for (official,) in found if official})


def _counts(brings: Brought) -> tuple[int, ...]:
    return tuple(getattr(brings, each.name) for each in fields(brings))


def _parts(brings: Brought, lang: Language) -> list[str]:
    told = (
        lang.plural("{n} person added", "{n} people added", brings.added),
        lang.plural("{n} person with new data", "{n} people with new data", brings.changed),
        lang.plural("{n} nomination made", "{n} nominations made", brings.nominated),
        lang.plural("{n} nomination with new data", "{n} nominations with new data", brings.renewed),
        lang.plural("{n} nomination taken up again", "{n} nominations taken up again", brings.resumed),
        lang.plural("{n} nomination withdrawn", "{n} nominations withdrawn", brings.withdrawn),
        lang.plural("{n} city or institution", "{n} cities or institutions", brings.places),
    )
    return [text for text, count in zip(told, _counts(brings), strict=True) if count]
