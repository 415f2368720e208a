"""The journal: every step that changed the desk, with each row before and after. Written by the store alone.

Two plain tables: they are never edited, so they carry no version and are not records.
"""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from exchange_desk.model.base import Moment, Record

step_table = Table(
    "step",
    Record.metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("label", String, nullable=False),
    Column("params", JSON, nullable=False),
    Column("target", Integer, index=True),
    Column("at", Moment, nullable=False),
    Column("who", String, nullable=False),
    sqlite_autoincrement=True,
)
"""`kind`: change, undo, redo or revert; `target`: the step that it cancels or repeats.
`label` is an English text source and `params` its placeholders, so that history reads in any language."""

change_table = Table(
    "change",
    Record.metadata,
    Column("step_id", Integer, ForeignKey("step.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("record_id", String(36), nullable=False),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    Index("ix_change_record", "kind", "record_id"),
)
"""One changed row. `before` is null for a new row, `after` for a deleted one."""

original_table = Table(
    "original",
    Record.metadata,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""Received files by the hash of their bytes (kept compressed); only ever added to."""
