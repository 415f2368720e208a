"""One writer at a time: a lock beside the desk that dies with its process, and the name of who holds it.

The operating system holds the lock (flock; on Windows a locked byte), so a crash or a power cut frees it. What is
written in the file is only for people: it names the holder, and when it is found unlocked, that the desk was not
closed properly.
"""

import getpass
import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from exchange_desk.store.opening import no_permission
from exchange_desk.support import clock
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError


@dataclass(frozen=True)
class Holder:
    """Who has a desk open. `since` is a moment in UTC."""

    user: str
    host: str
    pid: int
    since: datetime


class Lock:
    """Made by `Lock.take`. `after_crash`: whoever held the desk before ended without closing it."""

    def __init__(self, file: Path, handle: int, *, after_crash: bool) -> None:
        self.file = file
        self.after_crash = after_crash
        self._handle: int | None = handle

    @classmethod
    def take(cls, desk: Path) -> "Lock":
        """Lock a desk for writing. Raises DeskError("store.held") naming the holder, ("store.no_permission")."""
        file = lock_file(desk)
        while True:
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
            except OSError as error:
                raise no_permission(desk, error) from error
            try:
                _hold(handle)
            except OSError as error:
                os.close(handle)
                raise _held(file) from error
            if _is_still(file, handle):
                break
            os.close(handle)
        lock = cls(file, handle, after_crash=os.fstat(handle).st_size > 0)
        lock._sign()
        return lock

    def release(self) -> None:
        """Free the desk. Safe to call twice."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        if sys.platform != "win32":
            # Gone while still locked: nobody can lock a name that is about to vanish.
            self.file.unlink(missing_ok=True)
        os.close(handle)
        if sys.platform == "win32":
            with suppress(OSError):
                self.file.unlink()

    def _sign(self) -> None:
        """Say who holds the desk. On a full disk nobody can, and the lock holds all the same."""
        assert self._handle is not None
        holder = Holder(who(), socket.gethostname(), os.getpid(), clock.now())
        said = asdict(holder) | {"since": holder.since.isoformat()}
        with suppress(OSError):
            os.ftruncate(self._handle, 0)
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, json.dumps(said).encode())

    def __del__(self) -> None:
        self.release()


def lock_file(desk: Path) -> Path:
    return desk.with_name(f"{desk.name}.lock")


def holder_of(file: Path) -> Holder | None:
    """Who signed the lock file; None when that cannot be read."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        return Holder(said["user"], said["host"], said["pid"], datetime.fromisoformat(said["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def who() -> str:
    """The name of the person's account on this computer."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _held(file: Path) -> DeskError:
    holder = holder_of(file)
    if holder is None:
        return DeskError(
            "store.held",
            msg("Another window or program has this desk open. Close it there, or open the desk for reading only."),
        )
    return DeskError(
        "store.held",
        msg("“{user}” has had this desk open on “{host}” since {since}. Close it there, or open it for reading only."),
        technical=f"pid {holder.pid}",
        user=holder.user,
        host=holder.host,
        since=holder.since,
    )


def _is_still(file: Path, handle: int) -> bool:
    """Whether the locked file is the one of that name: its last holder may have removed it meanwhile."""
    try:
        return os.path.samestat(os.fstat(handle), file.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30
    """The locked byte lies far behind the text, which everybody may read."""

    def _hold(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
else:
    import fcntl

    def _hold(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
