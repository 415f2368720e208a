"""Keeping the desk's file safe: backups, the way back, and a look through all of it."""

from pathlib import Path
from typing import TYPE_CHECKING

from exchange_desk.store.backup import Backup, back_up, backups, restore
from exchange_desk.store.checking import check
from exchange_desk.store.lock import Lock
from exchange_desk.store.migrate import prepare
from exchange_desk.support import paths
from exchange_desk.support.problems import Problem
from exchange_desk.support.progress import SILENT, Progress

if TYPE_CHECKING:
    from exchange_desk.services.desk import Desk

__all__ = ["Backup", "Upkeep", "restore_closed"]


class Upkeep:
    def __init__(self, desk: "Desk") -> None:
        self._database = desk.database

    def backup(self, folder: Path | None = None, *, reason: str = "manual", progress: Progress = SILENT) -> Path:
        """Write a checked copy of the desk and return it; by default among its own backups, which are thinned.

        `reason`: a key of store.backup.REASONS. Raises DeskError("backup.failed") or ("store.disk_full").
        """
        path = self._database.path
        return back_up(path, folder or paths.backup_folder(path), reason, progress=progress)

    def backups(self) -> list[Backup]:
        """The desk's own backups, the newest first."""
        return backups(self._database.path)

    def restore(self, file: Path, *, progress: Progress = SILENT) -> Path | None:
        """Put a backup into the place of the desk, which stays open. Returns where the desk as it was is kept.

        Raises DeskError("backup.not_sound"), or what opening another file would; the desk is unchanged then.
        """
        return self._database.restore(file, progress=progress)

    def check(self, *, progress: Progress = SILENT) -> tuple[Problem, ...]:
        """Everything that is wrong with the desk; () when it is in order. Takes seconds on a large desk."""
        return check(self._database, progress=progress)


def restore_closed(path: Path, file: Path, *, progress: Progress = SILENT) -> Path | None:
    """As `Upkeep.restore`, for a desk that cannot be opened any more (damaged, missing, empty)."""
    lock = Lock.take(path)
    try:
        kept = restore(path, file, progress=progress)
        prepare(path, progress=progress)
        return kept
    finally:
        lock.release()
