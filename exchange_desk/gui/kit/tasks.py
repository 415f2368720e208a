"""Long work off the window's thread: one worker, one job at a time, results back on the window's thread."""

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from exchange_desk.support.problems import Cancelled

R = TypeVar("R")

_PAUSE = 0.05
"""Seconds between two reports of progress to the window."""


@dataclass(frozen=True)
class State:
    """What the status bar shows: `total` None = unknown; `label` "" = nothing is running."""

    label: str = ""
    done: int = 0
    total: int | None = None
    text: str = ""


@dataclass
class _Job:
    label: str
    work: Callable[[Any], Any]
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None]
    cancelled: Callable[[], None] | None
    owner: QObject | None
    stop: threading.Event = field(default_factory=threading.Event)
    result: Any = None
    error: BaseException | None = None


class _Reporter:
    """The `Progress` a job is given: passes reports on now and then, raises Cancelled when asked to stop."""

    def __init__(self, job: _Job, tell: Callable[[State], None]) -> None:
        self._job = job
        self._tell = tell
        self._last = 0.0

    def step(self, done: int, total: int | None, text: str = "") -> None:
        if self._job.stop.is_set():
            raise Cancelled
        if self._job.label and time.monotonic() - self._last >= _PAUSE:
            self._last = time.monotonic()
            self._tell(State(self._job.label, done, total, text))


class Tasks(QObject):
    """Runs jobs one after the other. `show_failure` is what happens to a failure nobody asked to handle."""

    busy_changed = Signal(bool)
    progressed = Signal(object)
    _reported = Signal(object)
    _ended = Signal(object)

    def __init__(self, show_failure: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show_failure = show_failure
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._open: list[_Job] = []
        self._worker: threading.Thread | None = None
        self._reported.connect(self.progressed, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        label: str,
        job: Callable[[Any], R],
        *,
        done: Callable[[R], None],
        failed: Callable[[BaseException], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Run `job(progress)` after those waiting; then one of the callbacks on the window's thread.

        `label` is shown while it runs, translated already; "" for a quiet job that only reads and shows nothing of
        itself. `owner`: once this window or widget is gone, nobody is
        called back (a failure is still told); a bound method of a widget needs no owner.
        """
        was_busy = self.busy
        owner = owner or _owner_of(done)
        made = _Job(label, job, done, failed or self._show_failure, cancelled, owner)
        self._open.append(made)
        self._jobs.put(made)
        if self._worker is None:
            self._worker = threading.Thread(target=self._work, name="desk-job", daemon=True)
            self._worker.start()
        if self.busy and not was_busy:
            self.busy_changed.emit(True)
            self.progressed.emit(State(label))

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits; quiet ones do not count."""
        return any(job.label for job in self._open)

    def cancel(self) -> None:
        """Ask the running job to stop; it ends with `cancelled` and has saved nothing."""
        for job in self._open:
            if job.label:
                job.stop.set()
                break

    def shut_down(self) -> None:
        """Stop everything and wait for the running job to end. Before the desk is closed."""
        for job in self._open:
            job.stop.set()
        if self._worker is not None:
            self._jobs.put(None)
            self._worker.join()
            self._worker = None

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                reporter = _Reporter(job, self._reported.emit)
                reporter.step(0, None)
                job.result = job.work(reporter)
            except BaseException as error:  # noqa: BLE001 - whatever a job raises is told on the window's thread
                job.error = error
            self._ended.emit(job)

    def _settle(self, job: _Job) -> None:
        self._open.remove(job)
        if job.label:
            self.progressed.emit(State(next((each.label for each in self._open if each.label), "")))
        if job.label and not self.busy:
            self.busy_changed.emit(False)
        _call_back(job, self._show_failure)


def _call_back(job: _Job, show_failure: Callable[[BaseException], None]) -> None:
    gone = job.owner is not None and not isValid(job.owner)
    if isinstance(job.error, Cancelled):
        if job.cancelled and not gone:
            job.cancelled()
    elif job.error is not None:
        (show_failure if gone else job.failed)(job.error)
    elif not gone:
        job.done(job.result)


def _owner_of(done: Callable[..., None]) -> QObject | None:
    found = getattr(done, "__self__", None)
    return found if isinstance(found, QObject) else None
