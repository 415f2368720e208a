"""The trigram index by which officials are found, kept by triggers."""

from alembic import op

revision = "0002"
down_revision = "0001"

_ADD = "INSERT INTO official_search(rowid, search_key) VALUES (new.rowid, new.search_key)"
_TAKE = "INSERT INTO official_search(official_search, rowid, search_key) VALUES ('delete', old.rowid, old.search_key)"


def upgrade() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE official_search USING fts5("
        "search_key, content='official', content_rowid='rowid', tokenize='trigram', columnsize=0)"
    )
    op.execute(f"CREATE TRIGGER official_search_insert AFTER INSERT ON official BEGIN {_ADD}; END")
    op.execute(f"CREATE TRIGGER official_search_delete AFTER DELETE ON official BEGIN {_TAKE}; END")
    op.execute(
        "CREATE TRIGGER official_search_update AFTER UPDATE OF search_key ON official "
        f"WHEN old.search_key IS NOT new.search_key BEGIN {_TAKE}; {_ADD}; END"
    )
    op.execute("INSERT INTO official_search(official_search) VALUES ('rebuild')")
