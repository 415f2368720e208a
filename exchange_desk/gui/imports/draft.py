"""The list being imported: where it comes from, its plan, and everything decided so far. The only file here that asks
the desk about it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from exchange_desk.gui.imports.deciding import Cells, Deciding, How, carried_out
from exchange_desk.gui.imports.issues import Digest
from exchange_desk.gui.imports.sources import BegunSource, FileSource, Source, Wishes
from exchange_desk.gui.imports.working import Digested, Run, Step, Trail, digested
from exchange_desk.gui.kit.context import Context
from exchange_desk.intake.decisions import CellKey, Decisions
from exchange_desk.intake.doubts import Question
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.progress import Progress

_AT_ONCE = 300
"""Rows up to which a decision is worked out at once; beyond, the window stays free meanwhile."""

NEEDS_PASSWORD = frozenset(("workbook.password", "workbook.wrong_password"))


class Draft(QObject):
    """`changed`: the plan is another one. `read_first`: it is the first of its list. `failed`: the last thing asked
    for was refused; the plan is as before. `decided`: something was decided that the plan does not show yet (`typed`
    does).
    """

    changed = Signal()
    read_first = Signal()
    decided = Signal()
    failed = Signal(object)
    working = Signal(bool)

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.source: Source | None = None
        self.plan: ImportPlan | None = None
        self.digest: Digest | None = None
        self.programme: Id | None = None
        self.sender_city: Id | None = None
        self.password: str | None = None
        self.label = ctx.lang(msg("Reading the list"))
        self.is_saving = False
        self.decisions = Deciding(self.decide)
        self.asked: dict[str, Question] = {}
        self._trail = Trail()
        self._open: list[How] = []
        self._run: Run | None = None

    # The list -----------------------------------------------------------------------------------------------------

    @property
    def path(self) -> Path | None:
        """The file, if the list is one."""
        return self.source.path if isinstance(self.source, FileSource) else None

    def read(self, source: Source, password: str | None = None, decisions: Decisions | None = None) -> None:
        """Read another list; what was decided about the last one is forgotten.

        `decisions`: what is known of it before it is read, such as where its headings are.
        """
        self.source, self.password = source, password
        self.forget()
        wishes = Wishes(self.programme, self.sender_city, decisions, password)
        imports = self.ctx.desk.imports
        self._begin(lambda progress: digested(source.plan(imports, wishes, progress)), self._take_first)

    def take_up(self, source: Source, plan: ImportPlan) -> None:
        """Go on with a list that was looked at before, compared with the desk of today."""
        self.stop()
        self.source = source
        self.forget()
        self.programme, self.sender_city = plan.ground.origin.programme, plan.ground.origin.sender
        self._take(digested(plan))
        self._read_again()

    def forget(self) -> None:
        """No plan, and nothing decided."""
        self.plan, self.digest, self._open, self.asked = None, None, [], {}
        self._trail.forget()

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
                self._open = []
                self._end(self._run)

    def _read_again(self) -> None:
        """The same list for another programme or sender; the file itself is not read once more."""
        plan, imports = self.plan, self.ctx.desk.imports
        if plan is None:
            return
        programme, sender = self.programme, self.sender_city
        self._trail.read_anew()
        self._begin(
            lambda progress: digested(imports.plan_again(plan, programme, sender, progress)),
            self._take,
            msg("Checking the list"),
        )

    # Decisions ----------------------------------------------------------------------------------------------------

    def decide(self, how: How) -> None:
        """Another plan out of this one: an answer, a correction, a column, a row. Nothing decided is ever lost: what
        is decided while an earlier decision is worked out follows it."""
        if self.plan is None or self.is_saving:
            return
        self._open.append(how)
        if self._run is not None:
            self.decided.emit()
        elif sum(len(table.rows) for table in self.plan.tables) > _AT_ONCE:
            self.decided.emit()
            self._work_out()
        else:
            self._decided(_after(self.plan, self._given()))

    @property
    def typed(self) -> dict[CellKey, str | None]:
        """Corrections that the plan does not hold yet."""
        found: dict[CellKey, str | None] = {}
        for how in self._open:
            if isinstance(how, Cells):
                found.update(how.texts)
        return found

    @property
    def can_step_back(self) -> bool:
        return bool(self._trail)

    @property
    def can_redo(self) -> bool:
        return self._trail.can_redo

    @property
    def has_decisions(self) -> bool:
        """Whether anything was decided that would be missed."""
        return self.plan is not None and (self.can_step_back or self.plan.decisions != Decisions())

    def step_back(self) -> None:
        """Take the last decision back."""
        self._go(self._trail.back)

    def redo(self) -> None:
        """Decide again what was taken back."""
        self._go(self._trail.again)

    def _go(self, find: Callable[[Digested], Step | None]) -> None:
        """Go to an earlier or later state; not while another one is worked out."""
        now = self._now()
        step = find(now) if now and self._run is None else None
        if step is None or now is None:
            return
        if step.made is not None:
            self._take(step.made)
            return
        plan, decisions = now.plan, step.decisions
        self._begin(
            lambda progress: digested(plan.with_decisions(decisions, progress)), self._take, msg("Checking the list")
        )

    def _given(self) -> tuple[How, ...]:
        given, self._open = tuple(self._open), []
        return given

    def _work_out(self) -> None:
        """What was decided, in the background; the corrections stay in sight meanwhile."""
        plan, hows = self.plan, tuple(self._open)
        assert plan is not None

        def done(made: tuple[Digested, DeskError | None]) -> None:
            self._open = self._open[len(hows) :]
            self._decided(made)

        self._begin(lambda _: _after(plan, hows), done, msg("Checking the list"))

    def _decided(self, made: tuple[Digested, DeskError | None]) -> None:
        after, refused = made
        now = self._now()
        if now is not None and after.plan is not now.plan:
            self._trail.remember(now)
            self._take(after)
        if refused is not None:
            self.failed.emit(refused)

    # Saving -------------------------------------------------------------------------------------------------------

    def apply(self, done: Callable[[Any], None]) -> None:
        """Save the plan as one step; `done` is given what the desk says about it."""
        plan, imports = self.plan, self.ctx.desk.imports
        assert plan is not None
        self.is_saving = True
        self._begin(lambda progress: imports.apply(plan, progress=progress), done, msg("Importing the list"))

    # Within -------------------------------------------------------------------------------------------------------

    def _now(self) -> Digested | None:
        return Digested(self.plan, self.digest) if self.plan is not None and self.digest is not None else None

    def _take(self, made: Digested) -> None:
        self.plan, self.digest = made
        self.asked.update({question.id: question for question in made.plan.questions})
        self.changed.emit()

    def _take_first(self, made: Digested) -> None:
        """A list read for the first time: its titles may name the city that sent it."""
        if isinstance(self.source, BegunSource):
            self.programme, self.sender_city = made.plan.ground.origin.programme, made.plan.ground.origin.sender
        self._take(made)
        self.read_first.emit()
        guessed = None if self.sender_city else sender_of(made.plan)
        if guessed:
            self.set_sender(guessed)

    def _begin(
        self, work: Callable[[Progress], Any], done: Callable[[Any], None], label: str = msg("Reading the list")
    ) -> None:
        """Work in the background; an older wish gives way."""
        self.label = self.ctx.lang(label)
        if self._run is not None:
            self._run.wanted = False
        run = Run(work)
        self._run = run
        self.working.emit(True)

        def told(result: Any) -> None:
            if self._end(run):
                done(result)
                if self._open and self._run is None and self.plan is not None:
                    self._work_out()

        def refused(error: BaseException) -> None:
            if self._end(run):
                self._open = []
                self.failed.emit(error)

        self.ctx.tasks.run(self.label, run, done=told, failed=refused, cancelled=lambda: self._drop(run), owner=self)

    def _drop(self, run: Run) -> None:
        self._end(run)

    def _end(self, run: Run) -> bool:
        """The run is over; False when another one has taken its place."""
        if self._run is not run:
            return False
        self._run, self.is_saving = None, False
        self.working.emit(False)
        return True


def _after(plan: ImportPlan, hows: tuple[How, ...]) -> tuple[Digested, DeskError | None]:
    made, refused = carried_out(plan, hows)
    return digested(made), refused


def sender_of(plan: ImportPlan) -> Id | None:
    """The city of the desk that titles or sheet names give for all rows; None when there is not exactly one."""
    told = {each.value for table in plan.tables for each in table.told if each.field == "city"}
    found = {city.id for name in told for city in plan.ground.gazetteer.find(name, None).cities}
    return found.pop() if len(found) == 1 else None
