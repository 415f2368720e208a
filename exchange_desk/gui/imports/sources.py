"""Where a list comes from: a file, what was pasted, or a review that was begun before."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from exchange_desk.intake.decisions import Decisions
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.services.imports import Imports
from exchange_desk.support.ids import Id
from exchange_desk.support.progress import Progress


@dataclass(frozen=True)
class Wishes:
    """How a list is to be read: for which programme, sent by which city (ids), what was decided about it before."""

    programme: Id | None = None
    sender: Id | None = None
    decisions: Decisions | None = None
    password: str | None = None


class Source(Protocol):
    """`name`: what the list is called while nothing of it is read."""

    @property
    def name(self) -> str: ...

    def plan(self, imports: Imports, wishes: Wishes, progress: Progress) -> ImportPlan: ...


@dataclass(frozen=True)
class FileSource:
    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    def plan(self, imports: Imports, wishes: Wishes, progress: Progress) -> ImportPlan:
        return imports.plan(
            self.path,
            programme=wishes.programme,
            sender=wishes.sender,
            password=wishes.password,
            decisions=wishes.decisions,
            progress=progress,
        )


@dataclass(frozen=True)
class PastedSource:
    """What lay on the clipboard, as text and as a page. `name` is translated already."""

    name: str
    text: str
    html: str = ""

    def plan(self, imports: Imports, wishes: Wishes, progress: Progress) -> ImportPlan:
        origin = {"programme": wishes.programme, "sender": wishes.sender}
        plan = imports.plan_pasted(self.text, self.html, name=self.name, progress=progress, **origin)
        return plan.with_decisions(wishes.decisions, progress) if wishes.decisions else plan


@dataclass(frozen=True)
class BegunSource:
    """A review that the desk has kept; it knows its programme and sender itself."""

    draft: Id
    name: str

    def plan(self, imports: Imports, wishes: Wishes, progress: Progress) -> ImportPlan:
        return imports.resume(self.draft, wishes.password, progress)
