"""Work on a list in the background, and what of earlier plans is kept for going back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from exchange_desk.gui.imports.issues import Digest, digest
from exchange_desk.intake.decisions import Decisions
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.problems import Cancelled
from exchange_desk.support.progress import Progress

_STEPS = 200
_ROWS_KEPT = 20_000
"""Rows of earlier plans kept in memory; older steps keep their decisions, and are worked out anew when wanted."""


class Digested(NamedTuple):
    """A plan with what the window says about it; gathered where the plan was made, in the background."""

    plan: ImportPlan
    digest: Digest


def digested(plan: ImportPlan) -> Digested:
    return Digested(plan, digest(plan))


class Run:
    """Work that stops at its next report once it is no longer wanted."""

    def __init__(self, work: Callable[[Progress], Any]) -> None:
        self._work = work
        self._progress: Progress | None = None
        self.wanted = True

    def __call__(self, progress: Progress) -> Any:
        self._progress = progress
        self.step(0, None)
        return self._work(self)

    def step(self, done: int, total: int | None, text: str = "") -> None:
        if not self.wanted:
            raise Cancelled
        if self._progress is not None:
            self._progress.step(done, total, text)


@dataclass(frozen=True)
class Step:
    """A state to which one can go back. `made`: its plan, while there is room for it."""

    decisions: Decisions
    made: Digested | None = None

    @property
    def rows(self) -> int:
        return self.made.digest.totals["rows"] if self.made else 0


class Trail:
    """The states before and after the one that is shown."""

    def __init__(self) -> None:
        self._before: list[Step] = []
        self._after: list[Step] = []

    def __bool__(self) -> bool:
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        return bool(self._after)

    def remember(self, now: Digested) -> None:
        """Something else was decided: `now` is what was before it; what was taken back cannot be done again."""
        self._after = []
        self._before = _thinned([*self._before[1 - _STEPS :], Step(now.plan.decisions, now)])

    def back(self, now: Digested) -> Step | None:
        """The state before, if there is one; `now` can be gone to again."""
        if not self._before:
            return None
        self._after = _thinned([*self._after, Step(now.plan.decisions, now)])
        return self._before.pop()

    def again(self, now: Digested) -> Step | None:
        """The state that was taken back last."""
        if not self._after:
            return None
        self._before = _thinned([*self._before, Step(now.plan.decisions, now)])
        return self._after.pop()

    def read_anew(self) -> None:
        """The plans belong to an earlier reading of the file; what was decided still counts."""
        self._before = [replace(step, made=None) for step in self._before]
        self._after = [replace(step, made=None) for step in self._after]

    def forget(self) -> None:
        self._before, self._after = [], []


def _thinned(steps: list[Step]) -> list[Step]:
    """The newest plans stay, as many as there is room for."""
    room, kept = _ROWS_KEPT, []
    for step in reversed(steps):
        room -= step.rows
        kept.append(step if room >= 0 else replace(step, made=None))
    return kept[::-1]
