"""Reviews of lists are kept in the desk, and each received row keeps what was made of it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("programme_id", sa.String(36)),
        sa.Column("sender_city_id", sa.String(36)),
        sa.Column("decisions", sa.JSON, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("waiting", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("file_id", sa.String(36)),
        sa.Column("kept_at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
    )
    op.create_index("ix_review_sha256", "review", ["sha256"])
    op.create_index("ix_review_file_id", "review", ["file_id"])
    _rows_with_what_was_understood()


def _rows_with_what_was_understood() -> None:
    """The table is made anew, so that it reads as in a new desk: SQLite adds a column behind the constraints."""
    op.rename_table("source_row", "former_row")
    op.create_table(
        "source_row",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("cells", sa.JSON, nullable=False),
        _link("official_id", "official"),
        _link("nomination_id", "nomination"),
        _link("sheet_id", "source_sheet", needed=True),
        sa.Column("understood", sa.JSON, nullable=False, server_default="{}"),
        sa.PrimaryKeyConstraint("id", name="pk_source_row"),
    )
    columns = 'id, version, "row", outcome, cells, official_id, nomination_id, sheet_id'
    op.execute(f"INSERT INTO source_row ({columns}) SELECT {columns} FROM former_row")  # noqa: S608 - our own names
    op.drop_table("former_row")
    for name in ("official_id", "nomination_id", "sheet_id"):
        op.create_index(f"ix_source_row_{name}", "source_row", [name])


def _link(name: str, target: str, *, needed: bool = False) -> "sa.Column[str]":
    key = sa.ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    return sa.Column(name, sa.String(36), key, nullable=not needed)
