"""What lies at a path, before it is opened: a desk of ours, or a clear sentence why not."""

import os
import re
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from exchange_desk.store import identity_index, search_index
from exchange_desk.store.disk import is_full, is_read_only, network_kind
from exchange_desk.store.engine import APPLICATION_ID, LEAST_SQLITE, connect, sentence
from exchange_desk.store.migrations import HEAD
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError

_MAGIC = b"SQLite format 3\0"
_URL = re.compile(r"^[a-z][a-z0-9+]+:/{1,2}[^/\\]", re.IGNORECASE)


def examine(path: Path) -> bool:
    """Whether a desk is there (False: nothing is). Raises DeskError when something else is, or when a desk there
    could not be kept safe."""
    _no_server(path)
    _library_is_recent()
    kind = network_kind(path)
    if kind:
        raise DeskError(
            "store.network_folder",
            msg(
                "“{folder}” is a folder on the network, where a desk can be damaged. "
                "Choose a folder of this computer and keep backups on the network instead."
            ),
            technical=kind,
            folder=str(path.parent),
        )
    try:
        if path.is_dir():
            raise DeskError("store.folder", msg("“{name}” is a folder. Choose a file in it."), name=path.name)
        if not path.exists():
            _nothing_lost(path)
            return False
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise no_permission(path, error) from error
    _is_desk(path, head)
    return True


def version_of(path: Path, *, read_only: bool, thorough: bool) -> int:
    """The schema version of the desk at `path`; `thorough`: after a look through the whole file.

    Raises DeskError when it is damaged, in use, or of a newer program.
    """
    try:
        connection = connect(path, read_only=read_only)
        try:
            if thorough:
                _look_through(path, connection, read_only=read_only)
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        finally:
            connection.close()
    except sqlite.DatabaseError as error:  # type: ignore[attr-defined]  # a C extension without stubs
        raise _explained(path, str(error)) from error
    if version > HEAD:
        raise DeskError(
            "store.newer",
            msg("The desk “{name}” was saved by a newer version of the program. Install that version to open it."),
            technical=f"schema {version}, this program knows {HEAD}",
            name=path.name,
        )
    return version


def _look_through(path: Path, connection: Any, *, read_only: bool) -> None:
    found = search_index.damage(connection, "quick_check")
    if found.elsewhere:
        raise damaged(path, found.elsewhere)
    if found.in_index and not read_only:
        if "official_search" in found.in_index:
            connection.execute(search_index.REBUILD)
        if "identity_key" in found.in_index:
            identity_index.renew(connection.execute)


def is_writable(path: Path) -> bool:
    """Whether a desk's file and its folder (which takes the newest changes) can be written to."""
    # An administrator may write to anything: the mark "read-only" counts for them too.
    marked = not path.stat().st_mode & 0o222
    return not marked and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) and not is_read_only(path)


def no_permission(path: Path, error: OSError) -> DeskError:
    """The sentence for a file or folder that the system does not let us use."""
    if isinstance(error, PermissionError):
        text = msg("There is no permission to use “{name}” in “{folder}”. Choose another folder, or ask for access.")
    else:
        text = msg("“{name}” in “{folder}” could not be opened. Check that the disk is connected, or choose another.")
    return DeskError("store.no_permission", text, technical=str(error), name=path.name, folder=str(path.parent))


def _no_server(path: Path) -> None:
    if _URL.match(str(path)) and not path.exists():
        raise DeskError(
            "store.server",
            msg("This version keeps desks in files of this computer and cannot open one on a server. Choose a file."),
        )


def _library_is_recent() -> None:
    if sqlite.sqlite_version_info < LEAST_SQLITE:
        raise DeskError(
            "store.old_sqlite",
            msg("The database library of this installation is too old to keep a desk safe. Install the program anew."),
            technical=f"SQLite {sqlite.sqlite_version_info}",
        )


def _nothing_lost(path: Path) -> None:
    """Changes without their desk would be mixed into whatever file takes its name."""
    changes = path.with_name(f"{path.name}-wal")
    if changes.exists() and changes.stat().st_size:
        raise DeskError(
            "store.lost",
            msg(
                "The desk “{name}” is missing from “{folder}”, but its newest changes are still there. "
                "Put the file back beside them, or restore a backup."
            ),
            technical=str(changes),
            name=path.name,
            folder=str(path.parent),
        )


def _is_desk(path: Path, head: bytes) -> None:
    if not head:
        raise DeskError(
            "store.empty_file",
            msg(
                "“{name}” has no content at all, so it is not a desk. Restore the newest backup or choose another file."
            ),
            name=path.name,
        )
    if head[:16] != _MAGIC:
        raise DeskError(
            "store.not_a_desk",
            msg(
                "“{name}” is not a desk of this program, or its beginning is damaged. "
                "Choose another file, or restore the newest backup."
            ),
            name=path.name,
        )
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise DeskError(
            "store.foreign",
            msg("“{name}” belongs to another program. Choose another file."),
            technical=f"application id {head[68:72].hex()}",
            name=path.name,
        )


def _explained(path: Path, said: str) -> DeskError:
    told = sentence(said)
    if told.key == "store.failed" and is_full(path):
        return sentence("disk is full")  # SQLite only says "disk I/O error" when it cannot make its own files
    if "unable to open" in said or told.key == "store.read_only":
        return no_permission(path, OSError(said))
    return told if told.key in ("store.locked", "store.disk_full") else damaged(path, said)


def damaged(path: Path, technical: str) -> DeskError:
    return DeskError(
        "store.damaged",
        msg("The desk “{name}” is damaged. Nothing was changed. Restore the newest backup."),
        technical=technical,
        name=path.name,
    )
