"""What stands in the way when a step of long ago is to be taken back: records that were deleted since, by name."""

from collections.abc import Iterator
from dataclasses import dataclass

from exchange_desk.model import record_class
from exchange_desk.services.records import KINDS
from exchange_desk.store import Database
from exchange_desk.store.references import Whole, needs
from exchange_desk.support.language import Language, msg

_NAMES = ("name", "code", "title", "reference", "family_names")


@dataclass(frozen=True)
class Lost:
    """A record that is needed and no longer there. `name`: what it was called, as far as its own row said."""

    kind: str
    id: str
    name: str

    def say(self, lang: Language) -> str:
        known = KINDS.get(record_class(self.kind))
        return lang(msg("{kind} “{name}”"), kind=lang(known[0]) if known else self.kind, name=self.name)


def lost_since(database: Database, step_id: int) -> list[Lost]:
    """What the records that a step deleted need, and that was deleted since by others."""
    gone = [change for change in database.history.changes(step_id) if change.before and change.after is None]
    own = {(change.kind, change.id) for change in gone}
    wanted = {need for change in gone for need in needs(change.kind, change.before or {})} - own
    return sorted(_missing(database, wanted), key=lambda each: (each.kind, each.name))


def _missing(database: Database, wanted: set[Whole]) -> Iterator[Lost]:
    for kind, record in wanted:
        if not database.count(record_class(kind), id=record):
            yield Lost(kind, record, _name(database, kind, record))


def _name(database: Database, kind: str, record: str) -> str:
    """What the step that deleted it saw last."""
    for step in database.history.steps(1, kind=kind, record_id=record):
        for change in database.history.changes(step.id):
            if change.id == record and change.before:
                return next((str(change.before[name]) for name in _NAMES if change.before.get(name)), "")
    return ""
