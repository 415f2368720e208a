"""The index of keys by which people are found again, and the triggers that note who has changed."""

from alembic import op

revision = "0004"
down_revision = "0003"

_LOOKED_AT = "given_names, family_names, birth_date, email, phone, national_id"
_OFFICIAL = "INSERT OR IGNORE INTO identity_moved VALUES ({which}.rowid)"
_OWNER = "INSERT OR IGNORE INTO identity_moved SELECT rowid FROM official WHERE id = {which}.official_id"


def upgrade() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE identity_key USING fts5("
        "keys, content='', contentless_delete=1, detail=none, tokenize='ascii')"
    )
    op.execute("CREATE TABLE identity_moved (number INTEGER PRIMARY KEY)")
    op.execute("CREATE TABLE identity_recipe (stamp TEXT NOT NULL)")
    for table, act, update in (("official", _OFFICIAL, _LOOKED_AT), ("travel_document", _OWNER, "number")):
        for name, event, which in (
            ("insert", "INSERT", "new"),
            ("update", f"UPDATE OF {update}", "new"),
            ("delete", "DELETE", "old"),
        ):
            op.execute(
                f"CREATE TRIGGER identity_{table}_{name} AFTER {event} ON {table} BEGIN {act.format(which=which)}; END"
            )
    # No stamp yet: the next opening notes everybody, and the keys are made before the first look.
