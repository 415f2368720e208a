"""Migrations: how an older desk becomes one that this program knows. One file a version, never edited later.

May import: Alembic and SQLAlchemy alone: a version describes the tables as they were, not as the model has them now.
Gives out: `versions`, run in order by store/migrate.py. To add one: the recipe on top of migrate.py.
"""

HEAD = 5
"""The newest version: the number of the last file in versions."""
