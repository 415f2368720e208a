"""The moves of the life cycles: which are allowed from here, and what must hold before one is made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from exchange_desk.model import (
    HOST_MOVES,
    NOMINATION_MOVES,
    PLACEMENT_MOVES,
    HostDecision,
    Nomination,
    NominationStatus,
    Placement,
    PlacementStatus,
)
from exchange_desk.rules.periods import Period, covers, effective_period, span
from exchange_desk.rules.verdict import RuleSeverity, Verdict, blocks, overridable, sentence
from exchange_desk.support.language import msg
from exchange_desk.support.problems import Problem, Severity

_P, _N = PlacementStatus, NominationStatus

PLACEMENT_NEEDS_REASON = frozenset((_P.CANCELLED, _P.NO_SHOW, _P.INTERRUPTED))
NOMINATION_NEEDS_REASON = frozenset((_N.INELIGIBLE, _N.NOT_SELECTED, _N.WITHDRAWN))
"""Moves that say why; the window asks for the reason before it makes them."""

_NEEDS_DATES = frozenset((_P.AGREED, _P.CONFIRMED, _P.IN_PROGRESS))
_SETS_DAY = frozenset((_P.IN_PROGRESS, _P.FINISHED, _P.INTERRUPTED))


@dataclass(frozen=True, kw_only=True)
class PlacementMove:
    """A move asked for. `on`: the actual day of arrival or departure, where the move has one."""

    placement: Placement
    to: PlacementStatus
    today: date
    on: date | None = None
    reason: str = ""


def placement_moves(placement: Placement) -> tuple[PlacementStatus, ...]:
    return PLACEMENT_MOVES[PlacementStatus(placement.status)]


def nomination_moves(nomination: Nomination) -> tuple[NominationStatus, ...]:
    return NOMINATION_MOVES[NominationStatus(nomination.status)]


def host_moves(nomination: Nomination) -> tuple[HostDecision, ...]:
    return HOST_MOVES[HostDecision(nomination.host_decision)]


def needs_reason(to: PlacementStatus | NominationStatus) -> bool:
    return to in PLACEMENT_NEEDS_REASON or to in NOMINATION_NEEDS_REASON


def actual_day(move: PlacementMove) -> date | None:
    """The day that the move writes down: the one given, else the planned one if it is over, else today.

    None for moves that write no day.
    """
    if move.to not in _SETS_DAY:
        return None
    if move.on is not None:
        return move.on
    whole = span([effective_period(stay) for stay in move.placement.stays])
    arrives = move.to is _P.IN_PROGRESS
    planned = (whole.start if arrives else whole.end) if whole else None
    return min(planned, move.today) if planned and move.to is not _P.INTERRUPTED else move.today


def judge_placement_move(move: PlacementMove) -> tuple[Verdict, ...]:
    """What stands against a placement's move; nothing that `stops` means: may be made."""
    if move.to not in placement_moves(move.placement):
        return (_not_from_here(PlacementStatus(move.placement.status), move.to, placement_moves(move.placement)),)
    return tuple(verdict for rule in (_reason, _dates, _insurance, _actual, _no_show) for verdict in rule(move))


def judge_nomination_move(
    nomination: Nomination,
    to: NominationStatus,
    reason: str,
    lacks: Sequence[Problem] = (),
    eligibility: Sequence[Verdict] = (),
) -> tuple[Verdict, ...]:
    """What stands against a nomination's move.

    `lacks` (see eligibility.missing) keeps from "complete"; `eligibility` (see judge_nominee) from "eligible", where
    an overridable verdict passes with a reason.
    """
    if to not in nomination_moves(nomination):
        return (_not_from_here(NominationStatus(nomination.status), to, nomination_moves(nomination)),)
    found: list[Verdict] = []
    if to in NOMINATION_NEEDS_REASON and not reason.strip():
        found.append(blocks("reason", sentence(msg("“{state}” needs a reason."), state=sentence(to.label))))
    if to is _N.COMPLETE:
        errors = [problem for problem in lacks if problem.severity is Severity.ERROR]
        found += [blocks("missing", sentence(problem.text, **problem.params)) for problem in errors]
    if to is _N.ELIGIBLE:
        stopping = [verdict for verdict in eligibility if verdict.severity.stops]
        found += [v for v in stopping if v.severity is RuleSeverity.BLOCK or not reason.strip()]
    return tuple(found)


def judge_host_move(nomination: Nomination, to: HostDecision) -> tuple[Verdict, ...]:
    if to in host_moves(nomination):
        return ()
    return (_not_from_here(HostDecision(nomination.host_decision), to, host_moves(nomination)),)


_Status = PlacementStatus | NominationStatus | HostDecision


def _not_from_here(now: _Status, to: _Status, allowed: Sequence[_Status]) -> Verdict:
    why = sentence(msg("From “{now}” it cannot go to “{to}”."), now=sentence(now.label), to=sentence(to.label))
    if not allowed:
        return blocks("move", why)
    better = sentence(msg("Possible from here: {states}."), states=[sentence(each.label) for each in allowed])
    return blocks("move", why, better)


def _reason(move: PlacementMove) -> Iterator[Verdict]:
    if move.to in PLACEMENT_NEEDS_REASON and not move.reason.strip():
        yield blocks("reason", sentence(msg("“{state}” needs a reason."), state=sentence(move.to.label)))


def _dates(move: PlacementMove) -> Iterator[Verdict]:
    """A plan is signed, confirmed and begun with both dates of every stay (block)."""
    stays = move.placement.stays
    if move.to in _NEEDS_DATES and not (stays and all(_dated(effective_period(stay)) for stay in stays)):
        why = sentence(msg("“{state}” needs the first and last day of the stay."), state=sentence(move.to.label))
        yield blocks("dates", why, sentence(msg("Enter the dates of the stay first.")))


def _insurance(move: PlacementMove) -> Iterator[Verdict]:
    """Invariant I14: insured on every day before the stay is confirmed (override)."""
    whole = span([effective_period(stay) for stay in move.placement.stays])
    if move.to is not _P.CONFIRMED or whole is None:
        return
    placement = move.placement
    insured = Period(placement.insurance_from, placement.insurance_until)
    if not (placement.insurance_from and placement.insurance_until):
        yield overridable("insurance", sentence(msg("The days of the insurance are not recorded.")))
    elif not covers(insured, whole):
        text = msg("The insurance ({insured}) does not cover the whole stay ({stay}).")
        yield overridable("insurance", sentence(text, insured=insured, stay=whole))


def _actual(move: PlacementMove) -> Iterator[Verdict]:
    """Invariant I12: actual days are over, and nobody leaves before arriving (block)."""
    day = actual_day(move)
    if day is None:
        return
    if day > move.today:
        yield blocks(
            "days_known", sentence(msg("{day} is still to come; actual days are entered afterwards."), day=day)
        )
    arrived = max((stay.arrived_on for stay in move.placement.stays if stay.arrived_on), default=None)
    if move.to is not _P.IN_PROGRESS and arrived and day < arrived:
        why = sentence(msg("The departure ({day}) is before the arrival ({arrived})."), day=day, arrived=arrived)
        yield blocks("days_known", why)
    whole = span([effective_period(stay) for stay in move.placement.stays])
    if move.to is _P.IN_PROGRESS and whole and whole.end and day > whole.end:
        why = sentence(msg("The arrival ({day}) is after the last day of the stay ({end})."), day=day, end=whole.end)
        yield blocks("days_known", why, sentence(msg("Change the dates of the stay first.")))


def _no_show(move: PlacementMove) -> Iterator[Verdict]:
    whole = span([effective_period(stay) for stay in move.placement.stays])
    if move.to is _P.NO_SHOW and whole and whole.start and whole.start > move.today:
        why = sentence(msg("The stay begins on {day}; until then the person can still arrive."), day=whole.start)
        yield blocks("days_known", why, sentence(msg("Cancel the placement if the person will not come.")))


def _dated(period: Period) -> bool:
    return bool(period) and period.start is not None and period.end is not None
