"""Two records of one person: joining them in one step, parting them again, and telling people apart for good."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from exchange_desk.intake.directory import Value
from exchange_desk.model import (
    LIVE_PLACEMENTS,
    JoinedIdentity,
    Nomination,
    NominationStatus,
    NotSamePerson,
    Official,
    Placement,
)
from exchange_desk.rules.fields import check_fields
from exchange_desk.services.duplicates import Alike, Pair, find_alike, find_duplicates
from exchange_desk.services.joining import (
    Difference,
    Rivals,
    Side,
    complete,
    differences,
    fields,
    following,
    joined_value,
    remembered,
    rivals,
)
from exchange_desk.services.obstacles import lost_since
from exchange_desk.services.placing import free_place
from exchange_desk.services.situation import PLACEMENT
from exchange_desk.store import Changes
from exchange_desk.store.history import StepInfo
from exchange_desk.store.separating import separate
from exchange_desk.store.step import Step
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError, Severity
from exchange_desk.support.progress import SILENT, Progress

if TYPE_CHECKING:
    from exchange_desk.services.desk import Desk

JOINED = msg("Join two records of one person")
SEPARATED = msg("Separate two people who had been joined")
_TOLD_APART = msg("Tell two people apart")
_OTHER_GOES_ON = msg("Joined with another nomination of the same person")

GRAPH = ("city", "institution")


@dataclass(frozen=True)
class Comparison:
    """Two officials side by side. `equal`: fields in which both say the same; fields that both leave empty are in
    neither. `follow`: how many records of which kind name the one who goes, and would name the kept one."""

    kept: Official
    gone: Official
    equal: tuple[str, ...]
    differing: tuple[Difference, ...]
    rivals: tuple[Rivals, ...]
    follow: Mapping[str, int]


@dataclass(frozen=True)
class Joined:
    """A join that still stands: `gone_id` was joined to `kept_id` by `step`. `name`: what the one who went was
    called."""

    step: int
    kept_id: Id
    gone_id: Id
    name: str
    at: datetime
    who: str


class Merging:
    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._database = desk.database

    def compare(self, kept: Id, gone: Id) -> Comparison:
        """What joining the two would mean. Raises DeskError("store.gone") when one is not there."""
        one, other = self._both(kept, gone)
        differing = differences(one, other)
        apart = {each.field for each in differing}
        equal = tuple(name for name in fields() if name not in apart and getattr(one, name))
        moved = following(self._database, one.id, other.id, {})
        follow: dict[str, int] = {}
        for record in moved.saved:
            follow[str(record.__tablename__)] = follow.get(str(record.__tablename__), 0) + 1
        return Comparison(one, other, equal, tuple(differing), tuple(rivals(self._database, kept, gone)), follow)

    def merge(
        self,
        kept: Id,
        gone: Id,
        values: Mapping[str, Side] | None = None,
        going_on: Mapping[Id, Side] | None = None,
    ) -> Changes:
        """Make one person of two, as one step: `gone` leaves the desk and everything that named it names `kept`.

        `values`: field or list of parts → whose value; what is not named takes what `compare` suggests. `going_on`:
        programme → whose nomination goes on where both live; the other one is withdrawn with the reason, its place
        given back, and stays readable. Raises DeskError("merge.nominated_twice") while such a programme has no
        answer, ("merge.same") for one record named twice, ("merge.not_complete") when the result lacks something.
        """
        one, other = self._both(kept, gone)
        twice = rivals(self._database, kept, gone)
        chosen = dict(going_on or {})
        _all_answered(twice, chosen)
        with self._database.step(JOINED, kept=kept, gone=gone) as step:
            settled: dict[Id, Nomination] = {}
            for pair in twice:
                settled |= self._settle(step, pair, chosen[pair.programme_id])
            self._move(step, one, other, settled, values or {})
        return self._database.last_changes

    def split(self, step_id: int) -> Changes:
        """Part two people who were joined by this step: both are there again with what was theirs, and what was
        changed since keeps its later value. What came since stays with the kept one. As one step.

        Raises DeskError("merge.not_joined") when the step is no join or no longer stands, ("merge.joined_again") when
        the kept one was joined to somebody else since, ("merge.in_the_way") with `records` when something was deleted
        since without which the one who went cannot come back.
        """
        found = self._desk.history.step(step_id)
        if found.label != JOINED:
            text = msg("In step {step} nobody was joined. Look for the step in the history.")
            raise DeskError("merge.not_joined", text, step=str(step_id))
        kept, gone = found.params["kept"], found.params["gone"]
        if found.undone or self._database.load(Official, [gone]):
            text = msg("The two people of step {step} are separate already.")
            raise DeskError("merge.not_joined", text, step=str(step_id))
        if not self._database.load(Official, [kept]):
            text = msg(
                "The person was joined to somebody else or deleted since. "
                "Take that back first, then separate these two."
            )
            raise DeskError("merge.joined_again", text)
        lost = lost_since(self._database, step_id)
        if lost:
            text = msg("They cannot be separated, because this was deleted since: {what}. Take that back first.")
            raise DeskError("merge.in_the_way", text, what=lost, records=tuple((each.kind, each.id) for each in lost))
        with self._database.step(SEPARATED, kind="revert", target=step_id, kept=kept, gone=gone) as step:
            separate(step, step_id)
        return self._database.last_changes

    def joined(self, official_id: Id) -> list[Joined]:
        """Who was joined to this official and can still be parted, the newest first."""
        steps = self._desk.history.steps(kind=str(Official.__tablename__), record_id=official_id)
        joins = [step for step in steps if _is_join(step, official_id) and not step.undone]
        there = {each.id for each in self._database.load(Official, [step.params["gone"] for step in joins])}
        return [self._joined(step) for step in joins if step.params["gone"] not in there]

    def now(self, official_id: Id) -> Id | None:
        """The id under which a person is in the desk: their own, or that of the record to which theirs was joined."""
        if self._database.count(Official, id=official_id):
            return official_id
        found = self._database.find(JoinedIdentity, former_id=official_id)
        return found[0].official_id if found else None

    def not_same(self, left: Id, right: Id) -> Changes:
        """Remember that the two are different people: nobody asks again. Nothing happens when it is known already."""
        one, other = self._both(left, right)
        first, second = sorted((one.id, other.id))
        if not self._database.count(NotSamePerson, first_id=first, second_id=second):
            with self._database.step(_TOLD_APART) as step:
                step.save(NotSamePerson(first_id=first, second_id=second))
        return self._database.last_changes

    def duplicates(self, progress: Progress = SILENT) -> list[Pair]:
        """Everybody in the desk who may be there twice, the surest pairs first. Pairs told apart are left out.

        Takes seconds for a hundred thousand people; lets Cancelled through.
        """
        return find_duplicates(self._database, progress)

    def alike(self, values: Mapping[str, Value], apart: Collection[Id] = ()) -> list[Alike]:
        """Who may be the person described so far (import field → value), the likeliest first, three at most.

        Quick enough to be asked while somebody types. `apart`: people known to be somebody else.
        """
        return find_alike(self._database, values, apart)

    def _both(self, one: Id, other: Id) -> tuple[Official, Official]:
        if one == other:
            text = msg("This is one and the same record. Choose two records.")
            raise DeskError("merge.same", text)
        return self._database.get(Official, one, GRAPH), self._database.get(Official, other, GRAPH)

    def _settle(self, step: Step, pair: Rivals, side: Side) -> dict[Id, Nomination]:
        """One nomination goes on, completed by the other, which is withdrawn and gives its place back."""
        stays, leaves = (pair.kept, pair.gone) if side is Side.KEPT else (pair.gone, pair.kept)
        complete(stays, leaves)
        leaves = self._without_place(step, leaves)
        leaves.status, leaves.status_reason = NominationStatus.WITHDRAWN, _OTHER_GOES_ON
        step.save(stays, leaves)
        return {stays.id: stays, leaves.id: leaves}

    def _without_place(self, step: Step, nomination: Nomination) -> Nomination:
        live = sorted(LIVE_PLACEMENTS)
        for placement in self._database.find(Placement, PLACEMENT, nomination_id=nomination.id, status=live):
            free_place(step, placement, _OTHER_GOES_ON)
            nomination = placement.nomination
        return nomination

    def _move(
        self,
        step: Step,
        kept: Official,
        gone: Official,
        settled: Mapping[Id, Nomination],
        values: Mapping[str, Side],
    ) -> None:
        suggested = {each.field: each.side for each in differences(kept, gone)}
        made = {name: joined_value(kept, gone, name, values.get(name, side)) for name, side in suggested.items()}
        moved = following(self._database, kept.id, gone.id, settled)
        step.delete(gone, *moved.deleted)
        kept.joined = remembered(kept, gone)
        for name, value in made.items():
            setattr(kept, name, value)
        _refuse_incomplete(kept)
        step.save(kept, *moved.saved)

    def _joined(self, step: StepInfo) -> Joined:
        gone = step.params["gone"]
        changes = self._desk.history.changes(step.id)
        image = next((c.before for c in changes if c.id == gone and c.kind == Official.__tablename__), None) or {}
        parts = (str(image.get("family_names") or ""), str(image.get("given_names") or ""))
        name = ", ".join(part for part in parts if part)
        return Joined(step.id, step.params["kept"], gone, name, step.at, step.who)


def _is_join(step: StepInfo, official_id: Id) -> bool:
    return step.label == JOINED and step.params["kept"] == official_id


def _all_answered(twice: list[Rivals], chosen: Mapping[Id, Side]) -> None:
    open_ones = [pair.programme for pair in twice if chosen.get(pair.programme_id) not in (Side.KEPT, Side.GONE)]
    if open_ones:
        text = msg(
            "Both are nominated in {programmes}. Choose which of the two nominations goes on; nothing was joined."
        )
        raise DeskError("merge.nominated_twice", text, programmes=", ".join(open_ones))


def _refuse_incomplete(kept: Official) -> None:
    for problem in check_fields(kept):
        if problem.severity is Severity.ERROR and problem.key == "field.required":
            text = msg("The joined person would lack a name. Choose given names and family names; nothing was joined.")
            raise DeskError("merge.not_complete", text)
