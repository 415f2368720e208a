"""Bring a desk's file to the schema this program knows.

The number in the file's header (user_version) says how far a desk has come. A new desk is made whole, under another
name, and renamed; an older one is backed up and brought up to date in one transaction: a kill, a full disk or a
fault leaves it as it was.

To add a migration:
1. change the model;
2. write versions/mNNNN_what_it_does.py with `revision`, `down_revision` and `upgrade()`: Alembic operations on the
   tables as they are then (`op.add_column`, `op.batch_alter_table`), with `server_default` for a new column that may
   not be empty; never import the model there;
3. raise HEAD in migrations/__init__.py;
4. when it rebuilds the table `official` or `travel_document`, make the triggers of both indexes anew, as m0002 and
   m0004 do, and the search index itself;
5. add what it does to data to tests/store/test_migrations.py (a test fails until it is there).
Images in the journal may be older than a column: undo then leaves the column's value as it is (rows.row_from).
"""

import os
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from sqlalchemy import Connection, MetaData
from sqlalchemy.exc import DBAPIError

from exchange_desk.model import Record
from exchange_desk.model.base import CONSTRAINT_NAMES
from exchange_desk.store import identity_index, search_index
from exchange_desk.store.backup import back_up
from exchange_desk.store.engine import APPLICATION_ID, make_engine, writing
from exchange_desk.store.files import flush_folder, remove_database
from exchange_desk.store.migrations import HEAD
from exchange_desk.store.opening import examine, no_permission, version_of
from exchange_desk.support import paths
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.progress import Progress

_LOOKED_THROUGH = 64_000_000
"""Bytes up to which a desk is looked through at every opening; a larger one after a crash, and by `check`."""


def prepare(path: Path, *, progress: Progress, read_only: bool = False, after_crash: bool = False) -> None:
    """Make sure that a sound desk of this version is at `path`. Raises DeskError when there cannot be one."""
    if not examine(path):
        if read_only:
            text = msg("There is no desk “{name}” in “{folder}”. Choose another file.")
            raise DeskError("store.missing", text, name=path.name, folder=str(path.parent))
        create(path)
        return
    found = version_of(path, read_only=read_only, thorough=after_crash or path.stat().st_size <= _LOOKED_THROUGH)
    if found < HEAD:
        _bring_up_to_date(path, found, progress=progress, read_only=read_only)


def create(path: Path) -> None:
    """Make a new desk. It appears whole under its name, or not at all."""
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        remove_database(beside)
        beside.touch()
        _fill(beside)
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(beside, path)
        flush_folder(path.parent)
    except OSError as error:
        raise no_permission(path, error) from error


def upgrade(connection: Connection, versions: Iterable[ModuleType]) -> None:
    """Run version files, in the transaction that is open."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    names = {"target_metadata": MetaData(naming_convention=CONSTRAINT_NAMES)}
    with Operations.context(MigrationContext.configure(connection, opts=names)):
        for version in versions:
            version.upgrade()
            connection.exec_driver_sql(f"PRAGMA user_version={int(version.revision)}")
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"{len(broken)} rows refer to nothing, the first in {broken[0][0]}")


def versions_after(version: int) -> list[ModuleType]:
    """The version files that bring a desk of this version up to date, in order."""
    from importlib import import_module
    from pkgutil import iter_modules

    from exchange_desk.store.migrations import versions

    names = sorted(module.name for module in iter_modules(versions.__path__))
    modules = [import_module(f"{versions.__name__}.{name}") for name in names]
    return [module for module in modules if int(module.revision) > version]


def _fill(file: Path) -> None:
    engine = make_engine(file)
    with writing(engine) as connection:
        Record.metadata.create_all(connection)
        search_index.create(connection)
        identity_index.create(connection)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={HEAD}")
    engine.dispose()


def _bring_up_to_date(path: Path, version: int, *, progress: Progress, read_only: bool) -> None:
    if read_only:
        raise DeskError(
            "store.older",
            msg(
                "The desk “{name}” was saved by an older version of the program and must be brought up to date first. "
                "Open it once for writing."
            ),
            technical=f"schema {version}, this program knows {HEAD}",
            name=path.name,
        )
    folder = paths.backup_folder(path)
    back_up(path, folder, "migration", progress=progress)
    engine = make_engine(path, migrating=True)
    try:
        with writing(engine) as connection:
            upgrade(connection, versions_after(version))
    except (DBAPIError, DeskError, RuntimeError) as error:
        raise DeskError(
            "store.migration_failed",
            msg(
                "The desk could not be brought up to date and was left as it was. "
                "A backup is in “{folder}”. Go on with the version of the program used before."
            ),
            technical=f"{type(error).__name__}: {error}",
            folder=str(folder),
        ) from error
    finally:
        engine.dispose()
