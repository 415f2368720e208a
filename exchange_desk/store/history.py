"""The past: what was done, what can be undone and redone. History only ever grows."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, func, select

from exchange_desk.model import change_table, step_table
from exchange_desk.store.replay import backward, net_changes, replay
from exchange_desk.store.revert import Reverting, RevertPreview
from exchange_desk.store.rows import Row, shape_of, undisturbed
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import DeskError

if TYPE_CHECKING:
    from exchange_desk.store.database import Changes, Database
    from exchange_desk.store.step import Step


@dataclass(frozen=True)
class StepInfo:
    """A line of the history. `kind`: change, undo, redo, revert. `rows`: how many rows it changed.

    `undone`: it was undone and not redone. `target`: the step that it undid, redid or reverted.
    """

    id: int
    kind: str
    label: str
    params: dict[str, Any]
    target: int | None
    at: datetime
    who: str
    rows: int = 0
    undone: bool = False

    def say(self, lang: Language) -> str:
        """The line in a language; an undo, redo or revert names what it was about."""
        return _said(self.label, self.params, lang)


@dataclass(frozen=True)
class NetChange:
    """What a step did to one row in all: the first image before, the last one after, as JSON values."""

    kind: str
    id: Id
    before: Row | None
    after: Row | None


@dataclass(frozen=True)
class Written:
    """What one step did to a record, as `NetChange` does."""

    step: StepInfo
    before: Row | None
    after: Row | None


class History:
    def __init__(self, database: "Database") -> None:
        self._database = database

    def next_undo(self) -> StepInfo | None:
        """The newest step that stands."""
        with self._database.reading() as connection:
            return _next_undo(connection)

    def next_redo(self) -> StepInfo | None:
        """The step that was undone last, as long as nothing else was done since."""
        with self._database.reading() as connection:
            return _next_redo(connection)

    def undo(self) -> "Changes":
        """Cancel the newest step that stands.

        Raises DeskError("history.nothing"), or "history.changed_since" and "history.in_use" with `records`: what
        stands in the way, as (kind, id).
        """
        found = self.next_undo()
        if found is None:
            raise DeskError("history.nothing", msg("There is nothing to undo."))
        with self._again("undo", msg("Undo: {what}"), found) as step, undisturbed():
            replay(step, backward(net_changes(step.connection, found.id)))
        return self._database.last_changes

    def redo(self) -> "Changes":
        """Do again what was undone last. Raises as `undo`."""
        found = self.next_redo()
        if found is None:
            raise DeskError("history.nothing", msg("There is nothing to redo."))
        with self._again("redo", msg("Redo: {what}"), found) as step, undisturbed():
            replay(step, net_changes(step.connection, found.id))
        return self._database.last_changes

    def preview_revert(self, step_id: int) -> RevertPreview:
        """What `revert` would remove, bring back and leave. Raises DeskError("history.no_step")."""
        self.step(step_id)
        with self._database.reading() as connection:
            return Reverting(connection, step_id).preview()

    def revert(self, step_id: int) -> "Changes":
        """Take back one step of any age as a new step; what was edited or is used since stays.

        Raises DeskError("history.undone") when it is undone already, ("history.nothing_left") when all of it stays.
        """
        found = self.step(step_id)
        if found.undone:
            raise DeskError("history.undone", msg("This step is undone already."))
        with self._again("revert", msg("Take back: {what}"), found) as step, undisturbed():
            reverting = Reverting(step.connection, step_id)
            if not reverting.preview():
                text = msg("Nothing of this step can be taken back: all its records were changed or are used since.")
                raise DeskError("history.nothing_left", text)
            replay(step, reverting.changes())
        return self._database.last_changes

    def steps(self, limit: int = 500, *, kind: str = "", record_id: Id = "") -> list[StepInfo]:
        """The newest steps first; with `kind` and `record_id` only those that touched one record."""
        query = select(step_table, _rows_changed())
        if record_id:
            touched = select(change_table.c.step_id).where(
                change_table.c.kind == kind, change_table.c.record_id == record_id
            )
            query = query.where(step_table.c.id.in_(touched))
        with self._database.reading() as connection:
            return _infos(connection, query.order_by(step_table.c.id.desc()).limit(limit))

    def step(self, step_id: int) -> StepInfo:
        """One step. Raises DeskError("history.no_step")."""
        with self._database.reading() as connection:
            found = _infos(connection, select(step_table, _rows_changed()).where(step_table.c.id == step_id))
        if not found:
            raise DeskError("history.no_step", msg("There is no step {step} in the history."), step=str(step_id))
        return found[0]

    def changes(self, step_id: int) -> list[NetChange]:
        """Every row the step changed, once each, in the order they were first touched."""
        with self._database.reading() as connection:
            found = net_changes(connection, step_id)
        return [NetChange(c.kind, c.id, shape_of(c.kind).full(c.before), shape_of(c.kind).full(c.after)) for c in found]

    def of_record(self, kind: str, record_id: Id) -> list[Written]:
        """What was done to one row, step by step, the newest first; its parts have histories of their own."""
        changed = (change_table.c.step_id, change_table.c.before, change_table.c.after)
        mine = (change_table.c.kind == kind, change_table.c.record_id == record_id)
        query = select(*changed).where(*mine).order_by(change_table.c.step_id, change_table.c.position)
        net: dict[int, tuple[Row | None, Row | None]] = {}
        shape = shape_of(kind)
        with self._database.reading() as connection:
            found = connection.execute(query)
            assert found.cursor is not None
            for step_id, before, after in found.cursor.fetchall():
                first = net[step_id][0] if step_id in net else shape.full(before)
                net[step_id] = (first, shape.full(after))
            steps = select(step_table, _rows_changed()).where(step_table.c.id.in_(net))
            infos = _infos(connection, steps.order_by(step_table.c.id.desc()))
        return [Written(step, *net[step.id]) for step in infos]

    def _again(self, kind: str, label: str, found: StepInfo) -> "AbstractContextManager[Step]":
        about = {"what": found.label, "about": found.params}
        return self._database.step(label, kind=kind, target=found.id, **about)


def _said(label: str, params: dict[str, Any], lang: Language) -> str:
    if "what" not in params:
        return lang(label, **params)
    return lang(label, what=_said(params["what"], params.get("about", {}), lang))


def _next_undo(connection: Connection) -> StepInfo | None:
    """Backward from the newest: what was done to a step last says whether it stands."""
    decided: set[int] = set()
    undone: set[int] = set()
    for step_id, kind, target in _backward(connection):
        if kind in ("undo", "redo"):
            if target not in decided and kind == "undo":
                undone.add(target)
            decided.add(target)
        elif step_id not in undone:
            return _infos(connection, select(step_table, _rows_changed()).where(step_table.c.id == step_id))[0]
    return None


def _next_redo(connection: Connection) -> StepInfo | None:
    """The oldest step undone since the last one that was neither undo nor redo: undoing goes backward."""
    decided: set[int] = set()
    undone: set[int] = set()
    for _, kind, target in _backward(connection):
        if kind not in ("undo", "redo"):
            break
        if target not in decided and kind == "undo":
            undone.add(target)
        decided.add(target)
    if not undone:
        return None
    return _infos(connection, select(step_table, _rows_changed()).where(step_table.c.id == min(undone)))[0]


def _backward(connection: Connection) -> Iterator[tuple[int, str, int]]:
    """The steps from the newest on, read only as far as they are asked for."""
    query = select(step_table.c.id, step_table.c.kind, step_table.c.target).order_by(step_table.c.id.desc())
    with connection.execution_options(yield_per=50).execute(query) as found:
        for row in found:
            yield row[0], row[1], row[2]


def _rows_changed() -> Any:
    """How many rows a step changed: positions are counted from 0."""
    last = select(func.max(change_table.c.position)).where(change_table.c.step_id == step_table.c.id)
    return func.coalesce(last.scalar_subquery() + 1, 0).label("rows")


def _infos(connection: Connection, query: Select[Any]) -> list[StepInfo]:
    rows = connection.execute(query).mappings().all()
    undone = _undone(connection, [row["id"] for row in rows])
    return [StepInfo(**row, undone=row["id"] in undone) for row in rows]


def _undone(connection: Connection, ids: list[int]) -> set[int]:
    """Which of these steps were undone and not redone since."""
    newest = (
        select(func.max(step_table.c.id))
        .where(step_table.c.target.in_(ids), step_table.c.kind.in_(("undo", "redo")))
        .group_by(step_table.c.target)
    )
    query = select(step_table.c.target).where(step_table.c.id.in_(newest), step_table.c.kind == "undo")
    return set(connection.execute(query).scalars())
