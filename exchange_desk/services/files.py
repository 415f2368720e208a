"""Files that go out of the desk: whole or not at all."""

import errno
import os
from pathlib import Path

from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


def write_file(path: Path, content: bytes) -> None:
    """Put `content` at `path`, replacing what is there only once all of it is on the disk.

    Raises DeskError for a missing folder, a folder in the file's place, a file that another program holds, a
    folder that may not be written to and a full disk; an earlier file is then as it was.
    """
    if path.is_dir():
        raise DeskError(
            "file.is_folder", msg("“{name}” is a folder. Give a file name in it."), name=path.name or str(path)
        )
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _write_through(beside, content)
        os.replace(beside, path)
    except OSError as failed:
        raise _explained(failed, path) from failed
    finally:
        _discard(beside)


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _discard(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:  # the folder is gone or not ours: nothing of the file is left to remove
        return


def _explained(failed: OSError, path: Path) -> DeskError:
    technical = f"{type(failed).__name__} [{failed.errno}] {failed.strerror}"
    if isinstance(failed, (FileNotFoundError, NotADirectoryError)):
        return DeskError(
            "file.no_folder",
            msg("The folder “{folder}” does not exist. Choose another one or make it first."),
            technical=technical,
            folder=str(path.parent),
        )
    if isinstance(failed, PermissionError):
        return DeskError(
            "file.locked",
            msg(
                "“{name}” could not be written: it is open in another program, or its folder does not allow it. "
                "Close it there, or choose another name or folder."
            ),
            technical=technical,
            name=path.name,
        )
    if failed.errno in _NO_ROOM:
        return DeskError(
            "file.disk_full",
            msg("There is not enough room on the disk for “{name}”. Make room or choose another disk."),
            technical=technical,
            name=path.name,
        )
    return DeskError(
        "file.not_written",
        msg("“{name}” could not be written. Choose another name or folder."),
        technical=technical,
        name=path.name,
    )
