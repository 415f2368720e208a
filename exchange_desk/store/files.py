"""Database files as files: whole copies, flushed to the disk, with the two that SQLite keeps beside them."""

import os
import sys
from pathlib import Path

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps next to a database: the newest changes, and how to find them."""


def remove_database(file: Path) -> None:
    """Remove a database file that is open nowhere, with what SQLite keeps beside it. Quiet when there is none."""
    for name in (file.name, *(f"{file.name}{ending}" for ending in BESIDE)):
        file.with_name(name).unlink(missing_ok=True)


def flush(file: Path) -> None:
    """Have the disk hold a file's bytes before going on."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def flush_folder(folder: Path) -> None:
    """Have the disk hold a folder's names (a rename) before going on. Windows does that by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
