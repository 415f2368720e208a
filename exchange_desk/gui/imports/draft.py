"""The list being imported: its file, its plan, and everything decided so far. The only file here that asks the desk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from exchange_desk.gui.imports.deciding import Deciding
from exchange_desk.gui.imports.issues import Digest, digest
from exchange_desk.gui.kit.context import Context
from exchange_desk.intake.decisions import Decisions
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import Cancelled, DeskError
from exchange_desk.support.progress import Progress

_AT_ONCE = 600
"""Rows up to which a correction is worked out at once; beyond, the window stays free meanwhile."""
_STEPS_BACK = 100

NEEDS_PASSWORD = frozenset(("workbook.password", "workbook.wrong_password"))


class Draft(QObject):
    """`changed`: the plan is another one. `failed`: the last thing asked for was refused; the plan is as before."""

    changed = Signal()
    failed = Signal(object)
    working = Signal(bool)

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.path: Path | None = None
        self.plan: ImportPlan | None = None
        self.digest: Digest | None = None
        self.programme: Id | None = None
        self.sender_city: Id | None = None
        self.password: str | None = None
        self.label = ctx.lang(msg("Reading the list"))
        self.is_saving = False
        self.decisions = Deciding(self.decide)
        self._before: list[Digested] = []
        self._run: _Run | None = None

    # The file -----------------------------------------------------------------------------------------------------

    def read(self, path: Path, password: str | None = None) -> None:
        """Read another file; what was decided about the last one is forgotten."""
        self.path, self.password = path, password
        self.forget()
        self._read(None)

    def forget(self) -> None:
        """No plan, and nothing decided."""
        self.plan, self.digest, self._before = None, None, []

    def set_programme(self, programme: Id | None) -> None:
        if programme != self.programme:
            self.programme = programme
            self._read_again()

    def set_sender(self, sender: Id | None) -> None:
        """Another sending city: what it taught us about headings is another thing too."""
        if sender != self.sender_city:
            self.sender_city = sender
            self._read_again()

    def stop(self) -> None:
        """Whatever is being worked out is wanted no longer. A save that is past stopping still tells its result."""
        if self._run is not None:
            self._run.wanted = False
            if not self.is_saving:
                self._end(self._run)

    def _read_again(self) -> None:
        if self.path is not None and self.plan is not None:
            self._read(self.plan.decisions)

    def _read(self, decisions: Decisions | None) -> None:
        path, imports = self.path, self.ctx.desk.imports
        programme, sender, password = self.programme, self.sender_city, self.password
        assert path is not None

        def work(progress: Progress) -> Digested:
            plan = imports.plan(path, programme=programme, sender=sender, password=password, progress=progress)
            return digested(repeated(plan, decisions) if decisions else plan)

        self._begin(work, self._take if decisions else self._take_first)

    # Decisions ----------------------------------------------------------------------------------------------------

    def decide(self, how: Callable[[ImportPlan], ImportPlan]) -> None:
        """Another plan out of this one: an answer, a correction, a column, a row."""
        plan = self.plan
        if plan is None:
            return
        if sum(len(table.rows) for table in plan.tables) > _AT_ONCE:
            self._begin(lambda _: digested(how(plan)), self._remember_and_take)
            return
        try:
            made = digested(how(plan))
        except DeskError as error:
            self.failed.emit(error)
            return
        self._remember_and_take(made)

    @property
    def can_step_back(self) -> bool:
        return bool(self._before)

    def step_back(self) -> None:
        """Take the last decision back."""
        if self._before:
            self._take(self._before.pop())

    # Saving -------------------------------------------------------------------------------------------------------

    def apply(self, done: Callable[[Any], None]) -> None:
        """Save the plan as one step; `done` is given what the desk says about it."""
        plan, imports = self.plan, self.ctx.desk.imports
        assert plan is not None
        self.is_saving = True
        self._begin(lambda progress: imports.apply(plan, progress=progress), done)

    # Within -------------------------------------------------------------------------------------------------------

    def _remember_and_take(self, made: "Digested") -> None:
        if self.plan is not None and self.digest is not None:
            self._before = [*self._before[-_STEPS_BACK:], Digested(self.plan, self.digest)]
        self._take(made)

    def _take(self, made: "Digested") -> None:
        self.plan, self.digest = made
        self.changed.emit()

    def _take_first(self, made: "Digested") -> None:
        """A file read for the first time: its titles may name the city that sent it."""
        self._take(made)
        guessed = None if self.sender_city else sender_of(made.plan)
        if guessed:
            self.set_sender(guessed)

    def _begin(self, work: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        """Work in the background; an older wish gives way."""
        if self._run is not None:
            self._run.wanted = False
        run = _Run(work)
        self._run = run
        self.working.emit(True)

        def told(result: Any) -> None:
            if self._end(run):
                done(result)

        def refused(error: BaseException) -> None:
            if self._end(run):
                self.failed.emit(error)

        self.ctx.tasks.run(self.label, run, done=told, failed=refused, cancelled=lambda: self._stopped(run), owner=self)

    def _stopped(self, run: "_Run") -> None:
        self._end(run)

    def _end(self, run: "_Run") -> bool:
        """The run is over; False when another one has taken its place."""
        if self._run is not run:
            return False
        self._run, self.is_saving = None, False
        self.working.emit(False)
        return True


class Digested(NamedTuple):
    """A plan with what the window says about it; gathered where the plan was made, in the background."""

    plan: ImportPlan
    digest: Digest


def digested(plan: ImportPlan) -> Digested:
    return Digested(plan, digest(plan))


class _Run:
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


def sender_of(plan: ImportPlan) -> Id | None:
    """The city of the desk that titles or sheet names give for all rows; None when there is not exactly one."""
    told = {each.value for table in plan.tables for each in table.told if each.field == "city"}
    found = {city.id for name in told for city in plan.ground.gazetteer.find(name, None).cities}
    return found.pop() if len(found) == 1 else None


def repeated(plan: ImportPlan, decisions: Decisions) -> ImportPlan:
    """The same decisions on a plan made anew; one that fits no longer is left out."""
    for sheet in sorted(decisions.sheets):
        plan = _tried(plan, lambda p, s=sheet: p.with_sheet(s))  # type: ignore[misc]  # a lambda with a default
    for sheet, row in decisions.headers.items():
        plan = _tried(plan, lambda p, s=sheet, r=row: p.with_header(s, r))  # type: ignore[misc]
    for key in sorted(decisions.included):
        plan = _tried(plan, lambda p, k=key: p.with_line(*k))  # type: ignore[misc]
    for (sheet, column), field in decisions.fields.items():
        plan = _tried(plan, lambda p, s=sheet, c=column, f=field: p.with_field(s, c, f or None))  # type: ignore[misc]
    for (sheet, row, column), text in decisions.cells.items():
        plan = _tried(plan, lambda p, s=sheet, r=row, c=column, t=text: p.with_cell(s, r, c, t))  # type: ignore[misc]
    for key in sorted(decisions.skipped):
        plan = _tried(plan, lambda p, k=key: p.with_row(*k, skipped=True))  # type: ignore[misc]
    plan = plan.with_policy(decisions.policy)
    return plan.with_answers(decisions.answers)


def _tried(plan: ImportPlan, how: Callable[[ImportPlan], ImportPlan]) -> ImportPlan:
    try:
        return how(plan)
    except (DeskError, LookupError):
        return plan
