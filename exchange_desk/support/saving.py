"""A file is written whole or not at all: into a temporary one beside it, then put in its place.

For everything that leaves the desk: workbooks, text lists, PDF documents, copies for a sender.
"""

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError

_ON_WINDOWS = os.name == "nt"
_SHARING_VIOLATION, _LOCK_VIOLATION = 32, 33

_TEXTS = {
    "export.open_elsewhere": msg(
        "“{file}” could not be saved because it is open in another program. Close it there, or save under another "
        "name. The existing file has not been changed."
    ),
    "export.no_folder": msg(
        "“{file}” could not be saved because the folder “{folder}” does not exist. Choose another folder. "
        "Nothing was saved."
    ),
    "export.is_folder": msg(
        "There is already a folder called “{file}” in “{folder}”. Save under another name. Nothing was saved."
    ),
    "export.no_permission": msg(
        "You are not allowed to save “{file}” in “{folder}”, or the file is marked as read-only. Choose another folder "
        "or another name. Nothing was saved."
    ),
    "export.read_only": msg(
        "“{file}” could not be saved because the disk of “{folder}” can only be read. Choose another folder. "
        "Nothing was saved."
    ),
    "export.disk_full": msg(
        "“{file}” could not be saved because there is not enough space on the disk of “{folder}”; {megabytes} MB are "
        "needed. Free some space or choose another folder. Nothing was saved."
    ),
    "export.bad_name": msg(
        "“{file}” cannot be the name of a file here: it is too long or has signs that are not allowed. Choose another "
        "name. Nothing was saved."
    ),
    "export.not_reachable": msg(
        "“{file}” could not be saved in “{folder}”. Check that the disk or the network is connected and try again. "
        "Nothing was saved."
    ),
}

_KEYS = {
    errno.ENOENT: "export.no_folder",
    errno.ENOTDIR: "export.no_folder",
    errno.EISDIR: "export.is_folder",
    errno.EACCES: "export.no_permission",
    errno.EPERM: "export.no_permission",
    errno.EROFS: "export.read_only",
    errno.ENOSPC: "export.disk_full",
    errno.EDQUOT: "export.disk_full",
    errno.EFBIG: "export.disk_full",
    errno.EBUSY: "export.open_elsewhere",
    errno.ENAMETOOLONG: "export.bad_name",
    errno.EINVAL: "export.bad_name",
    errno.EILSEQ: "export.bad_name",
}


def save(path: Path, content: bytes) -> None:
    """Put `content` at `path`, replacing what is there, and be sure it is on the disk.

    Raises `DeskError` with a key of `export.…`; then whatever lay at `path` is as it was.
    """
    try:
        with _beside(path) as temporary:
            with temporary.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _take_place(temporary, path)
    except OSError as error:
        raise _desk_error(path, error, len(content)) from error


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A short name of its own in the same folder; nothing is left under it."""
    temporary = path.parent / f".~saving-{secrets.token_hex(6)}.tmp"
    try:
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _take_place(temporary: Path, path: Path) -> None:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "a folder has this name")
    if path.exists():
        # Replacing asks only the folder; a file that somebody marked as read-only is meant to stay.
        if not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, "the file is read-only")
        shutil.copymode(path, temporary)
    os.replace(temporary, path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name last over a power cut, where the system can."""
    if _ON_WINDOWS:
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _desk_error(path: Path, error: OSError, size: int) -> DeskError:
    key = _KEYS.get(error.errno or 0, "export.not_reachable")
    windows_says_open = getattr(error, "winerror", 0) in (_SHARING_VIOLATION, _LOCK_VIOLATION)
    # Windows reports a target that Excel holds open as a refused permission when it is to be replaced.
    windows_refuses = _ON_WINDOWS and isinstance(error, PermissionError) and path.is_file()
    if windows_says_open or windows_refuses:
        key = "export.open_elsewhere"
    technical = f"{type(error).__name__} {error.errno}"
    return DeskError(
        key,
        _TEXTS[key],
        technical=technical,
        file=path.name,
        folder=str(path.parent),
        megabytes=max(1, size // 1_000_000),
    )
