"""Who took a received list in, and what became of it: told by the history, never written down."""

from sqlalchemy import Alias, ColumnElement, String, case, exists, func, select
from sqlalchemy.sql.selectable import ScalarSelect

from exchange_desk.model import ImportState, change_table, step_table


def taken_in_by(file: Alias) -> ScalarSelect[str]:
    """Who imported a file."""
    return select(step_table.c.who).where(step_table.c.id == _import_step(file)).scalar_subquery()


def state_of(file: Alias) -> ColumnElement[str]:
    """An ImportState. A file whose import was undone as a whole has no row."""
    left = func.coalesce(func.json_extract(file.c.totals, "$.waiting"), 0) + func.coalesce(
        func.json_extract(file.c.totals, "$.refused"), 0
    )
    return case(
        (_taken_back(file), ImportState.PARTLY_UNDONE.value),
        (left > 0, ImportState.WAITING.value),
        else_=ImportState.IMPORTED.value,
    ).cast(String)


def _import_step(file: Alias) -> ScalarSelect[int]:
    """The first step that wrote the file's row."""
    wrote = (change_table.c.kind == "source_file", change_table.c.record_id == file.c.id)
    return select(func.min(change_table.c.step_id)).where(*wrote).scalar_subquery()


def _taken_back(file: Alias) -> ColumnElement[bool]:
    """Does a taking back of the import stand: was it not undone, or done again since?"""
    back, undone, again = step_table.alias("back"), step_table.alias("undone"), step_table.alias("again")
    redone = exists(
        select(again.c.id).where(again.c.kind == "redo", again.c.target == back.c.id, again.c.id > undone.c.id)
    )
    cancelled = exists(select(undone.c.id).where(undone.c.kind == "undo", undone.c.target == back.c.id, ~redone))
    return exists(select(back.c.id).where(back.c.kind == "revert", back.c.target == _import_step(file), ~cancelled))
