"""Single records of any kind: open, check, save, delete, and how one is called."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from exchange_desk.model import (
    City,
    HostOffer,
    Institution,
    Network,
    Nomination,
    Official,
    Placement,
    Programme,
    Record,
    SourceFile,
    field_info,
)
from exchange_desk.rules.fields import check_fields
from exchange_desk.services.deleting import going_along, refuse_if_needed, unlinked
from exchange_desk.store import Changes, Database
from exchange_desk.store.backup import back_up, is_backed_up
from exchange_desk.support import paths
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import DeskError, Problem, Severity
from exchange_desk.support.progress import SILENT, Progress

R = TypeVar("R", bound=Record)

KINDS: dict[type[Record], tuple[str, str, str]] = {
    City: (msg("City"), msg("Cities"), msg("Save city")),
    Institution: (msg("Institution"), msg("Institutions"), msg("Save institution")),
    Network: (msg("Network"), msg("Networks"), msg("Save network")),
    Official: (msg("Official"), msg("Officials"), msg("Save official")),
    Programme: (msg("Programme"), msg("Programmes"), msg("Save programme")),
    HostOffer: (msg("Host offer"), msg("Host offers"), msg("Save host offer")),
    Nomination: (msg("Nomination"), msg("Nominations"), msg("Save nomination")),
    Placement: (msg("Placement"), msg("Placements"), msg("Save placement")),
    SourceFile: (msg("Received list"), msg("Received lists"), msg("Save received list")),
}
"""What one record, many of them, and saving one is called."""

GRAPHS: dict[type[Record], tuple[str, ...]] = {
    Institution: ("city", "parent"),
    Official: ("city", "institution"),
    Programme: ("network", "coordinator"),
    HostOffer: ("programme", "institution.city", "institution.parent"),
    Nomination: ("programme", "official.city", "official.institution", "sending_city", "sending_institution"),
    Placement: (
        "nomination.official.city",
        "nomination.official.institution",
        "nomination.programme.coordinator",
        "nomination.sending_city",
        "nomination.sending_institution",
        "offer.institution.city",
        "offer.institution.parent",
        "offer.programme",
    ),
    SourceFile: ("sender_city", "programme"),
}
"""The references that come along when a record is opened."""


_MANY = 20
"""Deleting so many records at once is worth a backup."""

_DELETE_ONE = msg("Delete a record")
_DELETE_MANY = msg("Delete {count} records")


class NotCompleteError(DeskError):
    """A record cannot be saved yet, because of `problem`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__("record.not_complete", problem.text, **dict(problem.params))
        self.problem = problem

    def say(self, lang: Language) -> str:
        return self.problem.say(lang)


class Records:
    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, kind: type[R], record_id: Id) -> R:
        """One record with its parts and the references of GRAPHS. Raises DeskError("store.gone")."""
        return self._database.get(kind, record_id, GRAPHS.get(kind, ()))

    def load(self, kind: type[R], ids: Iterable[Id]) -> list[R]:
        return self._database.load(kind, ids, GRAPHS.get(kind, ()))

    def find(self, kind: type[R], **equals: Any) -> list[R]:
        return self._database.find(kind, GRAPHS.get(kind, ()), **equals)

    def check(self, record: Record) -> tuple[Problem, ...]:
        """What is wrong with a record as it stands, before it is saved."""
        problems = list(check_fields(record))
        if isinstance(record, Programme) and record.code:
            same = [p for p in self._database.find(Programme, code=record.code) if p.id != record.id]
            if same:
                problems.append(
                    Problem(
                        "programme.code_taken",
                        Severity.ERROR,
                        msg("Another programme has the code “{code}”. Choose another one."),
                        "code",
                        {"code": record.code},
                    )
                )
        return tuple(problems)

    def save(self, *records: Record) -> Changes:
        """Check and save as one step. Raises NotCompleteError ("record.not_complete") with the first error."""
        for record in records:
            errors = [p for p in self.check(record) if p.severity is Severity.ERROR]
            if errors:
                raise NotCompleteError(errors[0])
        label = KINDS[type(records[0])][2]
        with self._database.step(label) as step:
            step.save(*records)
        return self._database.last_changes

    def delete(self, kind: type[Record], ids: Sequence[Id], *, progress: Progress = SILENT) -> Changes:
        """Delete as one step, many of them after a backup (unless the newest one holds everything already).

        Rows of received lists that became one of them are kept and lose their link; undoing gives it back.
        Raises DeskError("store.in_use") when something refers to one of them; nothing is deleted then.
        """
        path = self._database.path
        if len(ids) >= _MANY and not is_backed_up(path):
            back_up(path, paths.backup_folder(path), "delete", progress=progress)
        label = _DELETE_ONE if len(ids) == 1 else _DELETE_MANY
        with self._database.step(label, count=len(ids)) as step:
            refuse_if_needed(self._database, kind, ids)
            step.save(*unlinked(self._database, kind, ids))
            step.delete(*self._database.load(kind, ids), *going_along(self._database, kind, ids))
        return self._database.last_changes

    def name(self, record: Record, lang: Language) -> str:
        """What an officer calls this record in a list or a heading."""
        return name_of(record, lang)

    def names(self, kind: type[Record], ids: Iterable[Id], lang: Language) -> dict[Id, str]:
        return {record.id: name_of(record, lang) for record in self.load(kind, ids)}


def name_of(record: Record, lang: Language) -> str:
    """A record in a few words. References of GRAPHS must be loaded."""
    match record:
        case City():
            return f"{record.name} ({record.country})" if record.country else record.name
        case Official():
            return record.list_name
        case Programme():
            return f"{record.code} · {record.name}"
        case HostOffer():
            city = record.institution.city.name if record.institution.city else ""
            return " · ".join(part for part in (city, record.institution.name, record.title) if part)
        case Nomination():
            return f"{record.official.list_name} · {record.programme.code}"
        case Placement():
            return f"{record.nomination.official.list_name} → {name_of(record.offer, lang)}"
        case _:
            return str(getattr(record, "name", record.id))


def value_of(record: Record, field: str, lang: Language) -> str:
    """One field as an officer reads it."""
    info, value = field_info(record, field), getattr(record, field)
    if info is None or value in (None, ""):
        return ""
    match info.kind:
        case "choice" if info.choices:
            return lang(info.choices(value).label)  # type: ignore[attr-defined]  # our enumerations have labels
        case "country":
            return lang.country(value)
        case "language":
            return lang.language(value)
        case "boolean":
            return lang("Yes") if value else lang("No")
        case "reference":
            referred = getattr(record, field.removesuffix("_id"))
            return name_of(referred, lang) if referred else ""
        case _:
            return lang.show(value) if isinstance(value, (date, int, float)) else str(value)
