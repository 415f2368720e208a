"""An official remembers who was joined to them, and is found by what those records said."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_OWNER = "INSERT OR IGNORE INTO identity_moved SELECT rowid FROM official WHERE id = {which}.official_id"
_LOOKED_AT = "given_names, family_names, birth_date, email, phone, national_id"


def upgrade() -> None:
    official = sa.ForeignKey("official.id", deferrable=True, initially="DEFERRED")
    op.create_table(
        "joined_identity",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("former_id", sa.String(36), nullable=False),
        sa.Column("given_names", sa.String, nullable=False),
        sa.Column("family_names", sa.String, nullable=False),
        sa.Column("birth_date", sa.Date),
        sa.Column("national_id", sa.String, nullable=False),
        sa.Column("email", sa.String, nullable=False),
        sa.Column("phone", sa.String, nullable=False),
        sa.Column("official_id", sa.String(36), official, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_joined_identity"),
    )
    for column in ("former_id", "official_id"):
        op.create_index(f"ix_joined_identity_{column}", "joined_identity", [column])
    for name, event, which in (
        ("insert", "INSERT", "new"),
        ("update", f"UPDATE OF {_LOOKED_AT}", "new"),
        ("delete", "DELETE", "old"),
    ):
        op.execute(
            f"CREATE TRIGGER identity_joined_identity_{name} AFTER {event} ON joined_identity "
            f"BEGIN {_OWNER.format(which=which)}; END"
        )
