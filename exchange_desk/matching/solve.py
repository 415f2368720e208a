"""The best plan among all possible pairs, proven. The only file that knows the solver (HiGHS).

The aims are lexicographic in one objective: each placed nominee weighs more than all points together, each point more
than all kept pairs together. So the plan places as many as possible; among those plans it has the most points; and
among those it moves as few as possible of the pairs proposed before.
"""

import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exchange_desk.matching.pairs import Choice, Days
from exchange_desk.support.language import msg
from exchange_desk.support.problems import Cancelled
from exchange_desk.support.progress import SILENT, Progress

_BETWEEN_LOOKS = 0.1
_KEPT_IN_ALL = 0.5
"""What all kept pairs together may weigh: less than one point."""
_GAP = 0.4
"""A plan worse by a placed nominee or a point lies at least 1 - _KEPT_IN_ALL below: a smaller gap is proof."""
_FIRST_MARGIN = 3.0
"""Points below the relaxation at which the best whole plan is looked for first."""
_FIRST_CHOICES = 30
"""Choices of each person with which the relaxation begins."""
_MOST_ADDED = 20_000
_NEARLY = 1e-6


@dataclass(frozen=True, kw_only=True)
class Puzzle:
    """`persons`: nominee → the person (one person gets one place). `places`: how many of each offer. `taken`: the days
    of the stays that stand, per offer. `now`: positions of the choices that are proposed already; whoever is in one
    of them keeps a place, there or elsewhere, as far as these fit together."""

    choices: Sequence[Choice]
    persons: Sequence[int]
    places: Sequence[int]
    taken: Sequence[Sequence[Days]]
    now: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Plan:
    """`chosen`: positions of choices, ascending. `gap`: 0 when proven, else how far the plan may be from the best, as
    a share of the objective."""

    chosen: tuple[int, ...]
    proven: bool
    gap: float


@dataclass(frozen=True)
class _Row:
    """At least `least` and at most `most` of these choices."""

    members: tuple[int, ...]
    most: int
    least: int = 0


def solve(puzzle: Puzzle, progress: Progress = SILENT, seconds: float = 60.0) -> Plan:
    """The best plan. The same puzzle gives the same plan, as long as it is proven before `seconds` are over.

    Raises Cancelled when `progress` asks to stop.
    """
    progress.step(0, None, msg("Looking for the best plan"))
    if not puzzle.choices:
        return Plan((), proven=True, gap=0.0)
    persons = _one_place_each(puzzle, _standing(puzzle))
    solver = _Solver(_weights(puzzle), persons, _places_per_day(puzzle), _Watch(progress), seconds)
    return solver.best(filled_up(puzzle))


def _weights(puzzle: Puzzle) -> list[float]:
    best: dict[int, int] = defaultdict(int)
    for choice in puzzle.choices:
        person = puzzle.persons[choice.nominee]
        best[person] = max(best[person], choice.score)
    placed = 1 + sum(best.values())
    kept = _KEPT_IN_ALL / (len(puzzle.now) + 1)
    return [
        placed + choice.score + (kept if position in puzzle.now else 0.0)
        for position, choice in enumerate(puzzle.choices)
    ]


def _one_place_each(puzzle: Puzzle, start: Iterable[int]) -> list[_Row]:
    """One row per person; who has a place in `start` keeps one."""
    placed = {puzzle.persons[puzzle.choices[position].nominee] for position in start}
    members: dict[int, list[int]] = defaultdict(list)
    for position, choice in enumerate(puzzle.choices):
        members[puzzle.persons[choice.nominee]].append(position)
    return [_Row(tuple(found), 1, int(person in placed)) for person, found in sorted(members.items())]


def _places_per_day(puzzle: Puzzle) -> list[_Row]:
    """One row per place and day on which somebody could begin: between two such days the number never rises."""
    by_place: dict[int, list[int]] = defaultdict(list)
    for position, choice in enumerate(puzzle.choices):
        by_place[choice.place].append(position)
    rows: dict[tuple[int, ...], int] = {}
    for place, positions in sorted(by_place.items()):
        for day in _beginnings(puzzle, place, positions):
            members = tuple(p for p in positions if puzzle.choices[p].first <= day <= puzzle.choices[p].last)
            free = max(0, puzzle.places[place] - _count(puzzle.taken[place], day))
            if free < len(members):
                rows[members] = min(free, rows.get(members, free))
    return [_Row(members, most) for members, most in rows.items()]


def _beginnings(puzzle: Puzzle, place: int, positions: Sequence[int]) -> list[int]:
    own = {puzzle.choices[position].first for position in positions}
    return sorted(own | {first for first, _ in puzzle.taken[place]})


def _count(taken: Sequence[Days], day: int) -> int:
    return sum(first <= day <= last for first, last in taken)


def _standing(puzzle: Puzzle) -> list[int]:
    """The choices proposed already that fit together, first come first kept."""
    return _greedy(puzzle, sorted(puzzle.now), [])


def filled_up(puzzle: Puzzle) -> list[int]:
    """A plan to begin with: what is proposed already, then the pair with the most points, and so on."""
    order = sorted(range(len(puzzle.choices)), key=lambda position: (-puzzle.choices[position].score, position))
    return _greedy(puzzle, order, _standing(puzzle))


def _greedy(puzzle: Puzzle, order: Iterable[int], start: Sequence[int]) -> list[int]:
    found: list[int] = []
    persons: set[int] = set()
    there: dict[int, list[Days]] = defaultdict(list)
    for position in (*start, *order):
        choice = puzzle.choices[position]
        person, days = puzzle.persons[choice.nominee], (choice.first, choice.last)
        if person not in persons and _has_room(puzzle, choice.place, days, there[choice.place]):
            found.append(position)
            persons.add(person)
            there[choice.place].append(days)
    return found


def _has_room(puzzle: Puzzle, place: int, days: Days, there: Sequence[Days]) -> bool:
    busy = [each for each in (*puzzle.taken[place], *there) if each[0] <= days[1] and days[0] <= each[1]]
    beginnings = [days[0], *(first for first, _ in busy if first > days[0])]
    return all(_count(busy, day) < puzzle.places[place] for day in beginnings)


class _Solver:
    """One model, asked first without and, where that leaves halves, with the demand for whole choices."""

    def __init__(
        self, weights: list[float], persons: Sequence[_Row], places: Sequence[_Row], watch: "_Watch", seconds: float
    ) -> None:
        import highspy

        self._weights = weights
        self._rows = [*persons, *places]
        self._persons = len(persons)
        self._watch = watch
        self._until = time.monotonic() + seconds
        self._highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # it declares no types
        for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 0), ("mip_rel_gap", 0.0)):
            self._highs.setOptionValue(name, value)
        self._highs.setOptionValue("mip_abs_gap", _GAP)
        for event in (self._highs.cbSimplexInterrupt, self._highs.cbIpmInterrupt, self._highs.cbMipInterrupt):
            event.subscribe(self._watch)

    def best(self, start: Sequence[int]) -> Plan:
        """The plan of the linear relaxation where it happens to be whole: stays in one window make a network, so that
        it nearly always is. Else the best whole plan, beginning with `start`."""
        found = self._relaxed(start)
        if found is None:
            return self._unproven(start, self._no_more_than())
        values, lost = found
        if not any(_NEARLY < value < 1 - _NEARLY for value in values.values()):
            return Plan(_chosen(values), proven=True, gap=0.0)
        return self._whole(start, values, lost, self._highs.getObjectiveValue())

    def _relaxed(self, start: Sequence[int]) -> tuple[dict[int, float], list[float]] | None:
        """The values of the choices that matter in the best plan with halves, and for every choice what the objective
        loses by its use. None when the time runs out.

        Few of the many choices matter, so that it begins with the best ones of each person and adds those whose use
        would gain something at the prices found, or nearly so, until none would.
        """
        core = sorted({*start, *self._best_of_each_person()})
        while True:
            values = self._run(core, whole=False)
            if not self._is_best():
                return None
            lost = self._losses()
            if not any(loss < -_NEARLY and position not in values for position, loss in enumerate(lost)):
                return values, lost
            near = sorted((loss, p) for p, loss in enumerate(lost) if loss <= _FIRST_MARGIN and p not in values)
            core = sorted({*core, *(position for _, position in near[:_MOST_ADDED])})

    def _best_of_each_person(self) -> Iterator[int]:
        for row in self._rows[: self._persons]:
            yield from sorted(row.members, key=lambda position: (-self._weights[position], position))[:_FIRST_CHOICES]

    def _losses(self) -> list[float]:
        """At the prices of the relaxation just solved; below 0: its use would gain."""
        lost = [-weight for weight in self._weights]
        for row, price in zip(self._rows, self._highs.getSolution().row_dual, strict=True):
            if price:
                for position in row.members:
                    lost[position] += price
        return lost

    def _whole(self, start: Sequence[int], values: Mapping[int, float], lost: Sequence[float], bound: float) -> Plan:
        """Branch and bound among the choices that can matter.

        A plan that uses a choice by which the relaxation loses more than `margin` stays more than `margin` below the
        bound. So when the best plan among the others is as near as that, it is the best of all; if not, its distance
        is a margin with which the next one must be.
        """
        chosen, margin = tuple(sorted(start)), _FIRST_MARGIN
        while True:
            near = (p for p, loss in enumerate(lost) if loss <= margin or values.get(p, 0.0) > _NEARLY)
            found = self._run(sorted({*near, *chosen}), whole=True, start=chosen)
            chosen = max(chosen, _chosen(found), key=self._worth)
            if not self._is_best():
                return self._unproven(chosen, bound)
            if bound - self._worth(chosen) <= margin:
                return Plan(chosen, proven=True, gap=0.0)
            margin = bound - self._worth(chosen)

    def _run(self, positions: Sequence[int], *, whole: bool, start: Iterable[int] = ()) -> dict[int, float]:
        """The value of each of these choices in the best plan among them."""
        self._highs.setOptionValue("presolve", "on" if whole else "off")
        self._highs.setOptionValue("time_limit", max(0.0, self._until - time.monotonic()))
        self._highs.passModel(_model(self._weights, self._rows, positions, whole=whole))
        if start:
            columns = [bisect_left(positions, position) for position in start]
            self._highs.setSolution(len(columns), columns, [1.0] * len(columns))
        self._highs.run()
        if self._watch.stopped:
            raise Cancelled
        values = self._highs.getSolution().col_value
        return dict(zip(positions, values or [0.0] * len(positions), strict=True))

    def _is_best(self) -> bool:
        import highspy

        return bool(self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    def _worth(self, chosen: Iterable[int]) -> float:
        return sum(self._weights[position] for position in chosen)

    def _unproven(self, chosen: Sequence[int], bound: float) -> Plan:
        worth = self._worth(chosen)
        return Plan(tuple(sorted(chosen)), proven=False, gap=max(0.0, (bound - worth) / max(1.0, worth)))

    def _no_more_than(self) -> float:
        """Everybody at their best, as if places were without end."""
        return sum(max(self._weights[p] for p in row.members) for row in self._rows[: self._persons])


class _Watch:
    """Asks the progress now and then whether to go on, while the solver runs."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._next_look = 0.0
        self.stopped = False

    def __call__(self, event: Any) -> None:
        if self.stopped:
            event.interrupt()
        elif time.monotonic() >= self._next_look:
            self._next_look = time.monotonic() + _BETWEEN_LOOKS
            try:
                self._progress.step(0, None, msg("Looking for the best plan"))
            except Cancelled:
                self.stopped = True
                event.interrupt()


def _chosen(values: Mapping[int, float]) -> tuple[int, ...]:
    return tuple(position for position, value in values.items() if value > 1 - _NEARLY)


def _model(weights: Sequence[float], rows: Sequence[_Row], positions: Sequence[int], *, whole: bool) -> Any:
    """The choices at these positions as columns, in this order."""
    import highspy

    count = len(positions)
    column = {position: number for number, position in enumerate(positions)}
    model = highspy.HighsLp()
    model.sense_ = highspy.ObjSense.kMaximize
    model.num_col_, model.num_row_ = count, len(rows)
    model.col_cost_ = [weights[position] for position in positions]
    model.col_lower_, model.col_upper_ = [0.0] * count, [1.0] * count
    model.row_lower_ = [float(row.least) for row in rows]
    model.row_upper_ = [float(row.most) for row in rows]
    model.integrality_ = [highspy.HighsVarType.kInteger] * count if whole else []
    starts, members = [0], list[int]()
    for row in rows:
        members.extend(column[position] for position in row.members if position in column)
        starts.append(len(members))
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = starts, members
    model.a_matrix_.value_ = [1.0] * len(members)
    return model
