"""Backups: whole, checked copies of a desk, with their date and reason in the name; and the way back.

A copy is made with SQLite's backup interface under another name, looked through, counted, flushed to the disk and
only then given its name: what is called a backup is one. Copying the file itself would leave out the newest changes.
"""

import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from exchange_desk.store import search_index
from exchange_desk.store.engine import APPLICATION_ID, connect, sentence
from exchange_desk.store.files import BESIDE, flush, flush_folder, remove_database
from exchange_desk.store.opening import examine, version_of
from exchange_desk.support import clock, paths
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.progress import SILENT, Progress

REASONS = {
    "manual": msg("Asked for"),
    "import": msg("Before an import"),
    "migration": msg("Before bringing the desk up to date"),
    "delete": msg("Before deleting many records"),
    "restore": msg("Before restoring a backup"),
    "replaced": msg("The desk that a backup took the place of"),
}
"""Why a backup was made: the last word of its file's name, and what it means."""

_NAME = re.compile(r"^(?P<desk>.+) (?P<at>\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)(?: \(\d+\))? (?P<reason>[a-z]+)\.desk$")
_AT = "%Y-%m-%d %H.%M.%S"
_PAGES = 4_000
"""Pages copied between two reports of progress (16 MB)."""


@dataclass(frozen=True)
class Backup:
    """`at`: local time, as in the file's name. `reason`: a key of REASONS. `size` in bytes."""

    file: Path
    at: datetime
    reason: str
    size: int


def back_up(desk: Path, folder: Path, reason: str, *, progress: Progress = SILENT) -> Path:
    """Copy the desk into `folder` and return the copy, checked. The desk may be open and written to meanwhile.

    In the desk's own backup folder, older backups are thinned. Raises DeskError("backup.failed").
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for left_over in folder.glob(".*.part"):
            remove_database(left_over)
        target = _free_name(folder, desk.stem, reason)
        _copy_whole(desk, target, progress)
    except (OSError, sqlite.DatabaseError) as error:  # type: ignore[attr-defined]  # a C extension without stubs
        raise _failed(folder, error) from error
    if folder == paths.backup_folder(desk):
        thin(folder, desk.stem)
    return target


def backups(desk: Path) -> list[Backup]:
    """The backups in the desk's own folder, the newest first."""
    found = [_backup(file) for file in paths.backup_folder(desk).glob("*.desk")]
    ours = [each for each in found if each is not None and each.file.name.startswith(f"{desk.stem} ")]
    return sorted(ours, key=lambda each: (each.at, each.file.name), reverse=True)


def is_backed_up(desk: Path) -> bool:
    """Whether the newest backup holds every step and every received file of the desk."""
    newest = next((each.file for each in backups(desk) if each.reason != "replaced"), None)
    return newest is not None and _extent(newest) == _extent(desk)


def restore(desk: Path, backup: Path, *, progress: Progress = SILENT) -> Path | None:
    """Put a backup into the place of the desk, which must be closed. Returns where the old one was kept.

    The backup is copied and checked before anything of the desk is touched; the old desk is kept among the backups
    even when it is damaged. Raises DeskError("backup.not_sound"), and what `opening` raises for other files.
    """
    _of_this_program(backup)
    beside = desk.with_name(f".{desk.name}.new")
    try:
        desk.parent.mkdir(parents=True, exist_ok=True)
        remove_database(beside)
        _copy_whole(backup, beside, progress)
        kept = _keep(desk) if desk.exists() else None
        for ending in BESIDE:
            desk.with_name(f"{desk.name}{ending}").unlink(missing_ok=True)
        os.replace(beside, desk)
        flush_folder(desk.parent)
    except sqlite.DatabaseError as error:  # type: ignore[attr-defined]
        raise not_sound(backup, str(error)) from error
    except OSError as error:
        raise _failed(desk.parent, error) from error
    return kept


def _of_this_program(backup: Path) -> None:
    try:
        if not examine(backup):
            raise not_sound(backup, "missing")
        version_of(backup, read_only=True, thorough=False)
    except DeskError as error:
        if error.key != "store.damaged":
            raise
        raise not_sound(backup, error.technical) from error


def verify(file: Path, expected: dict[str, int] | None = None) -> dict[str, int]:
    """Look a copy through and count its rows by table. Raises DeskError("backup.not_sound")."""
    connection = connect(file, read_only=True)
    try:
        found = search_index.damage(connection, "integrity_check").elsewhere
        counts = _counts(connection)
        ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    except sqlite.DatabaseError as error:  # type: ignore[attr-defined]
        raise not_sound(file, str(error)) from error
    finally:
        connection.close()
    if found or not ours or (expected is not None and counts != expected):
        raise not_sound(file, found or "no desk, or not whole")
    return counts


def thin(folder: Path, stem: str) -> list[Path]:
    """Remove the backups of a desk that its rhythm no longer asks for; replaced desks always stay."""
    found = [each for each in map(_backup, folder.glob("*.desk")) if each and each.reason != "replaced"]
    ours = [each for each in found if each.file.name.startswith(f"{stem} ")]
    kept = to_keep((each.at for each in ours), clock.now().astimezone().replace(tzinfo=None))
    gone = [each.file for each in ours if each.at not in kept]
    for file in gone:
        file.unlink(missing_ok=True)
    return gone


def to_keep(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """All of the last two days, then the last one of each of 12 days, 10 weeks and 9 months."""
    older: list[datetime] = []
    kept: set[datetime] = set()
    for moment in sorted(set(moments), reverse=True):
        kept.add(moment) if moment > now - timedelta(days=2) else older.append(moment)
    for how_many, spell in ((12, "%Y-%j"), (10, "%G-%V"), (9, "%Y-%m")):
        spells: dict[str, datetime] = {}
        for moment in older:
            spells.setdefault(moment.strftime(spell), moment)
        chosen = sorted(spells.values(), reverse=True)[:how_many]
        kept.update(chosen)
        older = [moment for moment in older if chosen and moment < chosen[-1]]
    return kept


def not_sound(file: Path, technical: str) -> DeskError:
    return DeskError(
        "backup.not_sound",
        msg("“{name}” is not a sound copy of a desk and was not used. Choose another backup."),
        technical=technical,
        name=file.name,
    )


def _copy_whole(source_file: Path, target: Path, progress: Progress) -> None:
    part = target.with_name(f".{target.name}.part")
    source = connect(source_file, read_only=True)
    try:
        source.execute("BEGIN")
        counts = _counts(source)
        copy = sqlite.connect(str(part), isolation_level=None)  # type: ignore[attr-defined]
        try:
            source.backup(copy, pages=_PAGES, progress=lambda _status, left, total: progress.step(total - left, total))
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, complete by itself
        finally:
            copy.close()
        verify(part, counts)
        flush(part)
        os.replace(part, target)
        flush_folder(target.parent)
    except BaseException:
        remove_database(part)
        raise
    finally:
        source.close()


def _extent(file: Path) -> tuple[int, int] | None:
    """How far a desk's history and received files go; None when that cannot be read."""
    try:
        connection = connect(file, read_only=True)
        try:
            found = connection.execute("SELECT (SELECT max(id) FROM step), (SELECT count(*) FROM original)").fetchone()
        finally:
            connection.close()
    except sqlite.DatabaseError:  # type: ignore[attr-defined]
        return None
    return (found[0] or 0, found[1])


def _counts(connection: Any) -> dict[str, int]:
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    )
    names = [name for (name,) in tables.fetchall() if not name.startswith("sqlite_")]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608


def _free_name(folder: Path, stem: str, reason: str) -> Path:
    at = clock.now().astimezone().strftime(_AT)
    names = [f"{stem} {at} {reason}.desk", *(f"{stem} {at} ({number}) {reason}.desk" for number in range(2, 1_000))]
    return next(folder / name for name in names if not (folder / name).exists())


def _backup(file: Path) -> Backup | None:
    found = _NAME.match(file.name)
    if not found or found["reason"] not in REASONS:
        return None
    at = datetime.strptime(found["at"], _AT)  # noqa: DTZ007 - local time, as people read it
    return Backup(file, at, found["reason"], file.stat().st_size)


def _keep(desk: Path) -> Path:
    """Copy a closed desk's files as they are, sound or not, with the changes that are still beside it."""
    folder = paths.backup_folder(desk)
    folder.mkdir(parents=True, exist_ok=True)
    kept = _free_name(folder, desk.stem, "replaced")
    for ending in ("-wal", ""):
        file = desk.with_name(f"{desk.name}{ending}")
        if file.exists():
            copy = kept.with_name(f"{kept.name}{ending}")
            shutil.copyfile(file, copy)
            flush(copy)
    flush_folder(folder)
    return kept


def _failed(folder: Path, error: Exception) -> DeskError:
    told = sentence(str(error))
    if told.key != "store.failed":
        return told
    return DeskError(
        "backup.failed",
        msg("No copy could be written to “{folder}”. Check that there is space and that you may write there."),
        technical=str(error),
        folder=str(folder),
    )
