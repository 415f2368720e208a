"""The past: what was done, what can be undone and redone. History only ever grows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from exchange_desk.model import change_table, step_table
from exchange_desk.store.rows import Row, image_of, row_from
from exchange_desk.store.step import Step, tables_by_name
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import DeskError

if TYPE_CHECKING:
    from exchange_desk.store.database import Changes, Database


@dataclass(frozen=True)
class StepInfo:
    """A line of the history. `kind`: change, undo, redo, revert. `rows`: how many rows it changed."""

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
        """The line in a language; an undo or redo names what it undid or redid."""
        params = dict(self.params)
        if "what" in params:
            params["what"] = lang(params["what"], **params)
        return lang(self.label, **params)


@dataclass(frozen=True)
class NetChange:
    """What a step did to one row in all: the first image before, the last one after."""

    kind: str
    id: Id
    before: Row | None
    after: Row | None


class History:
    def __init__(self, database: "Database") -> None:
        self._database = database

    def next_undo(self) -> StepInfo | None:
        done, _ = self._stacks()
        return self.step(done[-1]) if done else None

    def next_redo(self) -> StepInfo | None:
        _, undone = self._stacks()
        return self.step(undone[-1]) if undone else None

    def undo(self) -> "Changes":
        """Cancel the newest step that stands. Raises DeskError("history.nothing") or ("history.changed_since")."""
        found = self.next_undo()
        if found is None:
            raise DeskError("history.nothing", msg("There is nothing to undo."))
        return self._replay(found, kind="undo", label=msg("Undo: {what}"), forward=False)

    def redo(self) -> "Changes":
        """Do again what was undone last. Raises as `undo`."""
        found = self.next_redo()
        if found is None:
            raise DeskError("history.nothing", msg("There is nothing to redo."))
        return self._replay(found, kind="redo", label=msg("Redo: {what}"), forward=True)

    def steps(self, limit: int = 500, *, kind: str = "", record_id: Id = "") -> list[StepInfo]:
        """The newest steps first; with `kind` and `record_id` only those that touched one record."""
        undone = set(self._stacks()[1])
        rows = func.count(change_table.c.position)
        query = select(step_table, rows).join(change_table, change_table.c.step_id == step_table.c.id)
        if record_id:
            query = query.where(change_table.c.kind == kind, change_table.c.record_id == record_id)
        query = query.group_by(step_table.c.id).order_by(step_table.c.id.desc()).limit(limit)
        with self._database.reading() as connection:
            return [_info(tuple(row), row[-1], undone=row[0] in undone) for row in connection.execute(query)]

    def step(self, step_id: int) -> StepInfo:
        with self._database.reading() as connection:
            row = connection.execute(select(step_table).where(step_table.c.id == step_id)).first()
        if row is None:
            raise DeskError("history.no_step", msg("There is no step {step} in the history."), step=step_id)
        return _info(tuple(row), 0, undone=False)

    def changes(self, step_id: int) -> list[NetChange]:
        """Every row the step changed, once each, in the order they were first touched."""
        query = select(change_table).where(change_table.c.step_id == step_id).order_by(change_table.c.position)
        net: dict[tuple[str, Id], NetChange] = {}
        with self._database.reading() as connection:
            for row in connection.execute(query).mappings():
                key = (row["kind"], row["record_id"])
                first = net[key].before if key in net else row["before"]
                net[key] = NetChange(*key, first, row["after"])
        return list(net.values())

    def _stacks(self) -> tuple[list[int], list[int]]:
        """The steps that stand and those that were undone, oldest first: a fold over all steps."""
        done: list[int] = []
        undone: list[int] = []
        query = select(step_table.c.id, step_table.c.kind, step_table.c.target).order_by(step_table.c.id)
        with self._database.reading() as connection:
            for step_id, kind, target in connection.execute(query):
                if kind == "undo":
                    done.remove(target)
                    undone.append(target)
                elif kind == "redo":
                    undone.remove(target)
                    done.append(target)
                else:
                    done.append(step_id)
                    undone.clear()
        return done, undone

    def _replay(self, found: StepInfo, *, kind: str, label: str, forward: bool) -> "Changes":
        changes = self.changes(found.id)
        if not forward:
            changes = [NetChange(c.kind, c.id, c.after, c.before) for c in reversed(changes)]
        with self._database.step(label, kind=kind, target=found.id, what=found.label, **found.params) as step:
            apply(step, changes)
        return self._database.last_changes


def apply(step: Step, changes: Sequence[NetChange]) -> None:
    """Bring rows from their `before` to their `after` image, if every one of them is still as `before` says.

    Raises DeskError("history.changed_since") with the rows that are not, and changes nothing.
    """
    by_kind: dict[str, list[NetChange]] = {}
    for change in changes:
        by_kind.setdefault(change.kind, []).append(change)
    current = {kind: step.rows(tables_by_name(kind), "id", [c.id for c in group]) for kind, group in by_kind.items()}
    moved = [c for c in changes if not _is_at(c, current[c.kind].get(c.id))]
    if moved:
        raise DeskError(
            "history.changed_since",
            msg("This cannot be undone or redone: {count} of its records changed since. Nothing was changed."),
            technical="\n".join(f"{c.kind} {c.id}" for c in moved),
            count=len(moved),
        )
    for kind, group in by_kind.items():
        _write(step, kind, group, current[kind])


def _is_at(change: NetChange, row: Row | None) -> bool:
    if row is None or change.before is None:
        return row is None and change.before is None
    return image_of(tables_by_name(change.kind), row) == change.before


def _write(step: Step, kind: str, group: Sequence[NetChange], current: dict[Id, Row]) -> None:
    table = tables_by_name(kind)
    step.remove(table, [current[c.id] for c in group if c.before is not None and c.after is None])
    pairs = []
    for c in group:
        if c.before is not None and c.after is not None:
            old = current[c.id]
            pairs.append((old, old | row_from(table, c.after) | {"version": old["version"] + 1}))
    step.update(table, pairs)
    step.insert(table, [row_from(table, c.after) | {"version": 1} for c in group if c.before is None and c.after])


def _info(row: tuple[Any, ...], rows: int, *, undone: bool) -> StepInfo:
    step_id, kind, label, params, target, at, who = row[:7]
    return StepInfo(step_id, kind, label, params, target, at, who, rows, undone)
