"""Any accepted file as a `Workbook`, or a `DeskError` that says what happened and what to do.

The file is read here and parsed in a child process (`child`) that is given 20 seconds and 1 GB, and is
killed when the person cancels. What it answers are plain values and dates, and nothing else is accepted.
"""

import contextlib
import hashlib
import pickle
import subprocess
import sys
import threading
import time
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path, PurePath
from typing import Any, ClassVar, NoReturn

from exchange_desk.support.problems import DeskError
from exchange_desk.support.progress import SILENT, Progress
from exchange_desk.workbooks import child, gate
from exchange_desk.workbooks.grid import Area, CellValue, Mark, Sheet, Workbook
from exchange_desk.workbooks.refusals import note, refusal

_CHUNK = 4_000_000
_PATIENCE = 0.05
"""Seconds between two looks at whether the person has cancelled."""

_START = "import sys; sys.path[:] = sys.argv[1:]; from exchange_desk.workbooks.child import main; main()"


def read(path: Path, *, password: str | None = None, progress: Progress = SILENT) -> Workbook:
    """Read a spreadsheet or text file of any accepted kind, recognised by its content.

    Raises `DeskError`: keys in `refusals`; `workbook.password` and `workbook.wrong_password` ask for a
    password. `progress.step` is called every 50 ms without a total and may raise `Cancelled`.
    """
    try:
        data = _content(path, progress)
    except gate.Refused as no:
        raise _refusal(no, path.name) from None
    return read_bytes(data, path.name, password=password, progress=progress)


def read_bytes(data: bytes, name: str, *, password: str | None = None, progress: Progress = SILENT) -> Workbook:
    """The same for a file whose bytes are at hand; `name` is what it is called."""
    try:
        gate.recognise(data)
        answer = _Answer(pickle.dumps({"name": PurePath(name).stem, "password": password}), data)
        try:
            answer.wait(progress)
        finally:
            answer.end()
    except gate.Refused as no:
        raise _refusal(no, name) from None
    return Workbook(
        name=name,
        sheets=tuple(answer.sheets),
        kind=answer.head["kind"],
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        properties=answer.head["properties"],
        notes=tuple(note(key, params) for key, params in answer.head["notes"]),
    )


def _refusal(no: gate.Refused, name: str) -> DeskError:
    return refusal(no.key, technical=no.technical, file=name, **no.params)


def _content(path: Path, progress: Progress) -> bytes:
    """The bytes of the file, read a piece at a time: the disk may be slow and far away."""
    pieces: list[bytes] = []
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise gate.Refused("workbook.folder")
        if path.name.startswith(("~$", ".~lock.", "._")) and size < gate.MAX_TEXT:
            raise gate.Refused("workbook.lock_file")
        if size > gate.MAX_FILE:
            raise gate.Refused("workbook.too_large", limit=gate.MAX_FILE // 1_000_000)
        with path.open("rb") as file:
            while piece := file.read(_CHUNK):
                pieces.append(piece)
                progress.step(0, None)
                if len(pieces) * _CHUNK > 2 * gate.MAX_FILE:
                    raise gate.Refused("workbook.too_large", limit=gate.MAX_FILE // 1_000_000)
    except OSError as error:
        _refuse_unreadable(error)
    return b"".join(pieces)


def _refuse_unreadable(error: OSError) -> NoReturn:
    kinds: dict[type[OSError], str] = {
        FileNotFoundError: "workbook.not_found",
        NotADirectoryError: "workbook.not_found",
        IsADirectoryError: "workbook.folder",
        PermissionError: "workbook.no_permission",
    }
    raise gate.Refused(kinds.get(type(error), "workbook.not_reachable"), f"{type(error).__name__} {error.errno}")


def _start() -> "subprocess.Popen[bytes]":
    """A Python of our own kind, without site packages' start-up code and without the user's settings."""
    if getattr(sys, "frozen", False):
        command = [sys.executable, child.FLAG]
    else:
        root = str(Path(__file__).resolve().parents[2])
        command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", _START, root, *filter(None, sys.path)]
    no_window = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    return subprocess.Popen(  # noqa: S603 - our own program
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=no_window,
    )


class _PlainValues(pickle.Unpickler):
    """Accepts dates and plain containers; a parser led astray by a hostile file cannot make us run anything."""

    _ALLOWED: ClassVar = {("datetime", kind.__name__): kind for kind in (date, datetime, time_of_day, timedelta)}

    def find_class(self, module: str, name: str) -> Any:
        try:
            return self._ALLOWED[module, name]
        except KeyError:
            raise pickle.UnpicklingError("not a plain value") from None


class _Answer:
    """One child at work: fed and heard by two threads, watched by the caller."""

    def __init__(self, job: bytes, data: bytes) -> None:
        self.head: dict[str, Any] = {}
        self.sheets: list[Sheet] = []
        self._complete = False
        self._child = _start()
        self._feeding = threading.Thread(target=self._feed, args=(job, data), daemon=True)
        self._hearing = threading.Thread(target=self._hear, daemon=True)
        self._feeding.start()
        self._hearing.start()

    def wait(self, progress: Progress) -> None:
        """Raises `Refused` for a refusal of the child, its death or its slowness; `Cancelled` when asked to stop."""
        deadline = time.monotonic() + gate.MAX_SECONDS
        while self._hearing.is_alive():
            progress.step(0, None)
            self._hearing.join(_PATIENCE)
            if self._hearing.is_alive() and time.monotonic() > deadline:
                raise gate.Refused("workbook.too_slow", seconds=int(gate.MAX_SECONDS))
        if "refused" in self.head:
            raise gate.Refused(self.head["refused"], self.head["technical"], **self.head["params"])
        if not self._complete:
            raise gate.Refused("workbook.reader_stopped", f"ended with {self._child.wait()}")

    def end(self) -> None:
        """Leave no process behind, whatever happened."""
        self._child.kill()
        self._child.wait()
        self._feeding.join()
        self._hearing.join()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _feed(self, job: bytes, data: bytes) -> None:
        pipe = self._child.stdin
        assert pipe
        with contextlib.suppress(OSError):  # a child that dies early is found out by what it did not answer
            pipe.write(job)
            pipe.write(data)
            pipe.close()

    def _hear(self) -> None:
        with contextlib.suppress(*_BROKEN):
            self.head = self._next()
            self.sheets = [self._sheet(about) for about in self.head.get("sheets", ())]
            self._complete = True

    def _next(self) -> Any:
        assert self._child.stdout
        return _PlainValues(self._child.stdout).load()

    def _sheet(self, about: dict[str, Any]) -> Sheet:
        rows: list[list[CellValue]] = []
        while len(rows) < about["height"]:
            rows += self._next()
        return Sheet(
            name=about["name"],
            rows=rows,
            merged=tuple(Area(*sides) for sides in about["merged"]),
            hidden=about["hidden"],
            hidden_rows=frozenset(about["hidden_rows"]),
            hidden_columns=frozenset(about["hidden_columns"]),
            marks={position: Mark(**mark) for position, mark in about["marks"].items()},
        )


_BROKEN = (pickle.UnpicklingError, EOFError, OSError, ValueError, TypeError, AttributeError, KeyError, IndexError)
"""How an answer that is cut off or out of order shows itself."""
