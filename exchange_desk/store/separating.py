"""Taking back one step of long ago field by field: what was changed since keeps its later value, the rest goes back.

`revert` leaves a record as it is when anything of it was changed since. Here a record goes back in what the step gave
it and keeps what came later, for steps that belong together as one: two people who were joined and are parted again.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from exchange_desk.store.replay import net_changes, replay
from exchange_desk.store.rows import Row, Shape, read_rows, shape_of
from exchange_desk.store.step import Change, Step


def separate(step: Step, target: int) -> None:
    """Take back the step `target` within `step`, whatever was done since with its records.

    A record deleted since stays deleted, one that is there again stays as it is. Raises DeskError
    ("history.in_use", "history.changed_since") with `records` as `replay` does; nothing was changed then.
    """
    replay(step, list(_changes(step.connection, target)))


def _changes(connection: Connection, target: int) -> Iterator[Change]:
    """From how each row is now to how it would be. Rows that stay as they are count too: their parts may move."""
    for change in net_changes(connection, target):
        shape = shape_of(change.kind)
        row = next(read_rows(connection, shape, "id", [change.id]), None)
        now, wanted = (shape.image(row) if row else None), _wanted(shape, change, row)
        if now is not None or wanted is not None:
            yield Change(change.kind, change.id, now, wanted)


def _wanted(shape: Shape, change: Change, row: Row | None) -> str | None:
    """The image a row is to have: None, it is not to be there."""
    if change.after is None:
        return shape.image(row) if row else change.before
    if row is None or (change.before is None and shape.same(row, change.after)):
        return None
    return shape.image(_without(shape, change.before, change.after, row) if change.before else row)


def _without(shape: Shape, before: str, after: str, row: Row) -> Row:
    """The row as it is now, without what the step gave it; columns that follow from others are worked out again."""
    was, became = shape.row_from(before), shape.row_from(after)
    back = {name: was[name] for name in was if was[name] != became[name] and row[name] == became[name]}
    record = shape.kind(**(row | back))
    record.derive()
    return shape.row(record)
