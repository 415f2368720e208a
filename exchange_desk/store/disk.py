"""What kind of disk a folder is on: SQLite's locks do not hold on folders shared through a network."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_NETWORK = frozenset(
    (
        "9p",
        "afpfs",
        "afs",
        "ceph",
        "cifs",
        "fuse.sshfs",
        "glusterfs",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb2",
        "smb3",
        "smbfs",
        "webdav",
    )
)

_LEAST_ROOM = 256 * 1024


def network_kind(path: Path, mounts: str | None = None) -> str:
    """The kind of network file system a path is on, "" for a disk of this computer (or when nobody can say).

    `mounts`: the lines of the system's mount table, for tests.
    """
    if sys.platform == "win32" and mounts is None:
        return _windows_kind(path)
    folder = _existing(path)
    above = [folder, *folder.parents][:-1]  # not the root: what a computer starts from is its own
    kinds = dict(_mounts(mounts))
    kind = next((kinds[place] for place in above if place in kinds), "")
    return kind if kind in _NETWORK else ""


def is_read_only(path: Path) -> bool:
    """Whether the disk itself takes no changes."""
    if sys.platform == "win32":
        return False
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def is_full(path: Path) -> bool:
    """Whether the disk has no room for even the smallest files that SQLite needs beside a desk."""
    try:
        return shutil.disk_usage(_existing(path)).free < _LEAST_ROOM
    except OSError:
        return False


def _existing(path: Path) -> Path:
    path = path.absolute()
    while not path.exists() and path != path.parent:
        path = path.parent
    return path.resolve()


def _mounts(table: str | None) -> Iterator[tuple[Path, str]]:
    """Mount points with their kind, later mounts over earlier ones of the same name."""
    if table is None:
        table = _system_table()
    for line in table.splitlines():
        if " (" in line and " on " in line:  # macOS: //user@host/share on /Volumes/share (smbfs, nodev)
            place, _, options = line.partition(" on ")[2].rpartition(" (")
            yield Path(place), options.split(",")[0].strip(") ")
        elif len(line.split()) >= 3:  # Linux: host:/share /mnt/share nfs4 rw 0 0
            _, place, kind = line.split()[:3]
            yield Path(place.replace("\\040", " ")), kind


def _system_table() -> str:
    try:
        if sys.platform == "darwin":
            return subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False).stdout
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except (OSError, subprocess.SubprocessError):
        return ""


def _windows_kind(path: Path) -> str:
    """UNC names and drive letters mapped to a share (GetDriveType 4 is DRIVE_REMOTE)."""
    drive = path.absolute().drive
    if drive.startswith("\\\\"):
        return "share"
    import ctypes

    remote = ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == 4  # type: ignore[attr-defined,unused-ignore]
    return "mapped drive" if remote else ""
