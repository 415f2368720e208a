"""Rows brought from one journal image to another: what undo, redo and revert have in common."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, select

from exchange_desk.model import change_table, step_table
from exchange_desk.store.references import Whole, missing, needs, uses, whole_of
from exchange_desk.store.rows import Row, Shape, delete_rows, insert_rows, read_rows, shape_of, undisturbed, update_rows
from exchange_desk.store.step import Change, Step
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError


def net_changes(connection: Connection, step_id: int) -> list[Change]:
    """What a step did to each row in all: its first image before and its last one after, as first touched."""
    columns = (change_table.c[name] for name in ("kind", "record_id", "before", "after"))
    query = select(*columns).where(change_table.c.step_id == step_id).order_by(change_table.c.position)
    found = connection.execute(query)
    assert found.cursor is not None
    net: dict[tuple[str, Id], Change] = {}
    for kind, record, before, after in found.cursor.fetchall():
        first = net.get((kind, record))
        net[kind, record] = Change(kind, record, first.before if first else before, after)
    return list(net.values())


def backward(changes: Iterable[Change]) -> list[Change]:
    """The changes that take these back."""
    return [Change(kind, record, after, before) for kind, record, before, after in changes]


def replay(step: Step, changes: Sequence[Change]) -> None:
    """Bring rows from `before` to `after`, if every one of them is still as `before` says.

    Raises DeskError("history.changed_since") or ("history.in_use") with `records`: those that stand in the way, as
    (kind, id) of whole records; nothing was changed then.
    """
    with undisturbed():
        _replay(step, changes)


def _replay(step: Step, changes: Sequence[Change]) -> None:
    by_kind: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_kind[change.kind].append(change)
    current = {kind: _rows(step.connection, kind, group) for kind, group in by_kind.items()}
    _all_as_before(changes, current)
    targets = {
        kind: {c.id: row for c in group if (row := shape_of(kind).full(c.after))} for kind, group in by_kind.items()
    }
    _nothing_used(step.connection, by_kind)
    _nothing_lost(step.connection, targets)
    for kind, group in by_kind.items():
        delete_rows(step.connection, shape_of(kind).table, [each.id for each in group if each.after is None])
        _write(step, shape_of(kind), targets[kind], current[kind])
    step.changes += changes


def _rows(connection: Connection, kind: str, changes: Iterable[Change]) -> dict[Id, Row]:
    return {row["id"]: row for row in read_rows(connection, shape_of(kind), "id", [each.id for each in changes])}


def _targets(shape: Shape, changes: Iterable[Change]) -> dict[Id, Row]:
    """What the rows that stay or come are to say, by id."""
    return {each.id: row for each in changes if (row := shape.full(each.after))}


def is_at(image: str | None, shape: Shape, row: Row | None) -> bool:
    """Whether a row is as an image says; None and None: it is not there, and should not be."""
    if row is None or image is None:
        return row is None and image is None
    return shape.same(row, image)


def _all_as_before(changes: Iterable[Change], current: dict[str, dict[Id, Row]]) -> None:
    moved = []
    for change in changes:
        shape, row = shape_of(change.kind), current[change.kind].get(change.id)
        if not is_at(change.before, shape, row):
            told = row or shape.full(change.before or change.after)
            moved.append(whole_of(change.kind, told or {"id": change.id}))
    if moved:
        text = msg(
            "This is not possible any more, because its records were changed since ({count}). Nothing was changed."
        )
        raise _refused("history.changed_since", text, moved)


def _nothing_used(connection: Connection, by_kind: dict[str, list[Change]]) -> None:
    """What goes is named by nothing that stays as it is."""
    handled = {(kind, each.id) for kind, group in by_kind.items() for each in group}
    for kind, group in by_kind.items():
        gone = [each.id for each in group if each.after is None]
        used = [use for use in uses(connection, kind, gone) if (use.kind, use.id) not in handled]
        if used:
            text = msg(
                "This is not possible any more, because others use its records now ({count}). Nothing was changed."
            )
            raise _refused("history.in_use", text, [(use.target_kind, use.target) for use in used])


def _nothing_lost(connection: Connection, targets: dict[str, dict[Id, Row]]) -> None:
    """What comes back names nothing that is gone."""
    named: dict[Whole, Whole] = {}
    for kind, rows in targets.items():
        for row in rows.values():
            for need in needs(kind, row):
                if need[1] not in targets.get(need[0], ()):
                    named[need] = whole_of(kind, row)
    lost = missing(connection, named)
    if lost:
        text = msg(
            "This cannot be taken back: {count} of its records need others that were deleted. Nothing was changed."
        )
        raise _refused("history.changed_since", text, [named[each] for each in lost])


def _refused(key: str, text: str, wholes: Iterable[Whole]) -> DeskError:
    records = tuple(dict.fromkeys(wholes))
    technical = "\n".join(f"{kind} {record}" for kind, record in records)
    return DeskError(key, text, technical=technical, count=len(records), records=records)


def _write(step: Step, shape: Shape, targets: dict[Id, Row], current: dict[Id, Row]) -> None:
    fresh, pairs = [], []
    for record, target in targets.items():
        old, row = current.get(record), shape.values(target)
        if old is None:
            fresh.append(row)
        else:
            pairs.append((old, old | row | {"version": old["version"] + 1}))
    if fresh:
        version = _beyond_all(step.connection)
        rows = [row | {"version": version} for row in fresh]
        insert_rows(step.connection, shape.table, shape.parameters(rows, step.connection.dialect))
    update_rows(step.connection, shape, pairs)


def _beyond_all(connection: Connection) -> int:
    """A version no record ever had: somebody may still hold a copy of a deleted one that comes back."""
    steps = connection.execute(select(func.coalesce(func.max(step_table.c.id), 0))).scalar_one()
    return int(steps + 1) * 1_000_000
