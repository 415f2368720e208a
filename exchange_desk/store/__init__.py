"""Store: what is kept. The only room that talks to the database, and the only writer.

May import: rules, model, support. Imports SQLAlchemy and Alembic; blind to intake, matching and documents.
Gives out: `Database` (open, load, find, step, listings, search, restore), `Changes`, `History` (undo, redo, revert),
`separating` (a step taken back field by field), `backup` (checked copies and the way back),
`acquaintances` (who shares a key with somebody), `originals` (received
files), `reviews` (lists under review), `checking` (a look through everything).
Records go in and come out detached: nobody above holds a session or meets an SQLAlchemy exception.
To add a listing: one entry in listings.py. To add a migration: the recipe on top of migrate.py.
"""

from exchange_desk.store.database import Changes, Database
from exchange_desk.store.history import History, StepInfo

__all__ = ["Changes", "Database", "History", "StepInfo"]
