"""How the desk's file is spoken to: SQLite through sqlcipher3, with the settings that keep every saved step.

Python's own SQLite may be older than 3.51.3, in which two connections can damage a file in WAL mode.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlite

from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.text import fold

APPLICATION_ID = 0x45784465
""" "ExDe", in the file's header: what tells a desk from any other SQLite file."""

LEAST_SQLITE = (3, 51, 3)

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-32768",  # 32 MB: in a desk of 100,000 people an import takes half the time of 8 MB
    "PRAGMA secure_delete=ON",
)
_READ_ONLY_PRAGMAS = ("PRAGMA query_only=ON", *_PRAGMAS[2:])


def connect(path: Path, *, read_only: bool = False, migrating: bool = False) -> Any:
    """A DBAPI connection with all settings; transactions are begun by us alone.

    `migrating`: references are not enforced row by row while tables are rebuilt; the migration checks them all.
    """
    connection = sqlite.connect(  # type: ignore[attr-defined]  # a C extension without stubs
        f"{path.resolve().as_uri()}?{_mode(path, read_only)}", uri=True, isolation_level=None, check_same_thread=False
    )
    for pragma in _READ_ONLY_PRAGMAS if read_only else _PRAGMAS:
        connection.execute(pragma)
    if migrating:
        connection.execute("PRAGMA foreign_keys=OFF")
    connection.create_function("folded", 1, _folded, deterministic=True)
    return connection


def _mode(path: Path, read_only: bool) -> str:
    """Where nothing can be written beside a desk, nobody else writes to it either: it is read as it lies there."""
    if not read_only:
        return "mode=rw"
    changes = path.with_name(f"{path.name}-wal")
    fixed = not os.access(path.parent, os.W_OK) and not changes.exists()
    return "mode=ro&immutable=1" if fixed else "mode=ro"


@lru_cache(maxsize=100_000)
def _folded(value: str | None) -> str:
    """SQL's `folded(x)`: lists sort and search by it where no folded key is stored."""
    return fold(value or "")


def make_engine(path: Path, *, read_only: bool = False, migrating: bool = False) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=sqlite,
        creator=lambda: connect(path, read_only=read_only, migrating=migrating),
        poolclass=QueuePool,
        pool_size=4,
        hide_parameters=True,  # an error may be logged, what it was about may not
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A deferred transaction that turns into a writer ignores the busy timeout: writers say so at once.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: committed at the end, undone on any exception."""
    with told(), engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def told() -> Iterator[None]:
    """Turn what the database says into a sentence an officer understands."""
    try:
        yield
    except DBAPIError as error:
        raise explain(error) from error


def explain(error: DBAPIError) -> DeskError:
    return sentence(str(error.orig))


def sentence(said: str) -> DeskError:
    """The error for what SQLite says; key "store.failed" when it is nothing we know."""
    found = next(piece for piece in _SENTENCES if piece in said)
    key, text = _SENTENCES[found]
    return DeskError(key, text, technical=said)


_SENTENCES = {
    "is locked": (
        "store.locked",
        msg("Another program is using the desk's file. Wait a moment and try again. Nothing was saved."),
    ),
    "disk is full": (
        "store.disk_full",
        msg("There is no space left on the disk. Free some space and try again. Nothing was saved."),
    ),
    "readonly": (
        "store.read_only",
        msg("The desk is open for reading only, so nothing can be saved. Close the other window or program first."),
    ),
    "FOREIGN KEY": (
        "store.in_use",
        msg("Something else in the desk still refers to this record. Change or delete that first. Nothing was saved."),
    ),
    "UNIQUE": (
        "store.duplicate",
        msg("Another record has the same code already. Choose another one. Nothing was saved."),
    ),
    "malformed": (
        "store.damaged",
        msg("The desk's file is damaged. Restore the newest backup. Nothing was saved."),
    ),
    "not a database": (
        "store.not_a_desk",
        msg("This file is not a desk of this program. Choose another file."),
    ),
    "": ("store.failed", msg("The desk's file could not be read or written. Nothing was saved.")),
}
