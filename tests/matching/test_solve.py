"""The plan against every plan there is, on small cases; and what must hold of any plan."""

import random
from collections.abc import Iterator, Sequence
from itertools import product

import pytest

from exchange_desk.matching.pairs import Choice
from exchange_desk.matching.solve import Plan, Puzzle, solve
from exchange_desk.support.problems import Cancelled

CASES = 200


def random_puzzle(seed: int) -> Puzzle:
    """At most 6 nominees and 4 offers on 12 days, with windows that cross, stays that stand and tied scores."""
    dice = random.Random(seed)
    nominees, offers = dice.randint(1, 6), dice.randint(1, 4)
    choices = []
    for nominee, place in product(range(nominees), range(offers)):
        for _ in range(dice.choice((0, 1, 1, 2))):
            first = dice.randint(1, 9)
            choices.append(
                Choice(nominee, place, first, min(12, first + dice.randint(0, 6)), dice.choice((10, 40, 55, 90)))
            )
    taken = [
        [(first, first + dice.randint(0, 4)) for first in dice.sample(range(1, 10), dice.choice((0, 0, 1, 2)))]
        for _ in range(offers)
    ]
    persons = [dice.randrange(nominees) if dice.random() < 0.15 else number for number in range(nominees)]
    places = [dice.randint(0, 3) for _ in range(offers)]
    now = frozenset(dice.sample(range(len(choices)), min(len(choices), dice.choice((0, 0, 1, 2)))))
    return Puzzle(choices=choices, persons=persons, places=places, taken=taken, now=now)


def fits(puzzle: Puzzle, chosen: Sequence[int]) -> bool:
    """Day by day: never more stays than places, one place per person."""
    persons = [puzzle.persons[puzzle.choices[position].nominee] for position in chosen]
    if len(set(persons)) < len(persons):
        return False
    for place, most in enumerate(puzzle.places):
        for day in range(1, 14):
            new = [p for p in chosen if puzzle.choices[p].place == place]
            added = sum(puzzle.choices[p].first <= day <= puzzle.choices[p].last for p in new)
            there = sum(first <= day <= last for first, last in puzzle.taken[place])
            if (
                added
                and there + added > most
                and any(puzzle.choices[p].first <= day <= puzzle.choices[p].last for p in new)
            ):
                return False
    return True


def every_plan(puzzle: Puzzle) -> Iterator[tuple[int, ...]]:
    by_person: dict[int, list[int | None]] = {}
    for position, choice in enumerate(puzzle.choices):
        by_person.setdefault(puzzle.persons[choice.nominee], [None]).append(position)
    for picked in product(*by_person.values()):
        chosen = tuple(position for position in picked if position is not None)
        if fits(puzzle, chosen):
            yield chosen


def aims(puzzle: Puzzle, chosen: Sequence[int]) -> tuple[int, int, int]:
    return len(chosen), sum(puzzle.choices[p].score for p in chosen), sum(p in puzzle.now for p in chosen)


def keeps(puzzle: Puzzle, chosen: Sequence[int]) -> bool:
    """Whoever is proposed already (as far as these fit together, first come first kept) has a place."""
    kept: list[int] = []
    for position in sorted(puzzle.now):
        if fits(puzzle, [*kept, position]):
            kept.append(position)
    persons = {puzzle.persons[puzzle.choices[p].nominee] for p in kept}
    return persons <= {puzzle.persons[puzzle.choices[p].nominee] for p in chosen}


@pytest.mark.parametrize("seed", range(CASES))
def test_nothing_is_better_than_the_plan(seed: int) -> None:
    puzzle = random_puzzle(seed)
    plan = solve(puzzle)
    assert fits(puzzle, plan.chosen)
    assert plan.proven
    assert plan.gap == 0
    best = max(aims(puzzle, chosen) for chosen in every_plan(puzzle) if keeps(puzzle, chosen))
    assert aims(puzzle, plan.chosen) == best


def test_the_cases_are_worth_solving() -> None:
    """They have conflicts, stays that stand, people proposed already and ties; else the test above says nothing."""
    puzzles = [random_puzzle(seed) for seed in range(CASES)]
    nominees = [len({c.nominee for c in puzzle.choices}) for puzzle in puzzles]
    placed = [len(solve(puzzle).chosen) for puzzle in puzzles]
    assert sum(some < all_ for some, all_ in zip(placed, nominees, strict=True)) > CASES // 3
    assert sum(bool(puzzle.now) for puzzle in puzzles) > CASES // 4


def whole_may(nominee: int, place: int, score: int) -> Choice:
    return Choice(nominee, place, 1, 28, score)


def simple(choices: Sequence[Choice], places: Sequence[int], **more: object) -> Puzzle:
    count = 1 + max((choice.nominee for choice in choices), default=-1)
    return Puzzle(**{"persons": range(count), "taken": [[] for _ in places]} | more, choices=choices, places=places)


def test_one_more_placed_is_worth_any_number_of_points() -> None:
    """Nominee 0 is far better where only nominee 1 could be placed."""
    choices = [whole_may(0, 0, 100), whole_may(0, 1, 0), whole_may(1, 0, 0)]
    assert solve(simple(choices, [1, 1])).chosen == (1, 2)


def test_a_point_is_worth_more_than_every_pair_kept() -> None:
    swapped = [whole_may(0, 0, 50), whole_may(0, 1, 51), whole_may(1, 0, 50), whole_may(1, 1, 50)]
    now = frozenset((0, 3))
    assert solve(simple(swapped, [1, 1], now=now)).chosen == (1, 2)
    tied = [whole_may(0, 0, 50), whole_may(0, 1, 50), whole_may(1, 0, 50), whole_may(1, 1, 50)]
    assert solve(simple(tied, [1, 1], now=now)).chosen == (0, 3)
    assert solve(simple(tied, [1, 1], now=frozenset((1, 2)))).chosen == (1, 2)


def test_whoever_is_proposed_is_not_dropped_for_somebody_better() -> None:
    choices = [whole_may(0, 0, 10), whole_may(1, 0, 90)]
    assert solve(simple(choices, [1])).chosen == (1,)
    assert solve(simple(choices, [1], now=frozenset((0,)))).chosen == (0,)


def test_two_people_follow_each_other_in_one_place() -> None:
    choices = [Choice(0, 0, 1, 14, 50), Choice(1, 0, 15, 28, 50), Choice(2, 0, 14, 15, 99)]
    assert solve(simple(choices, [1])).chosen == (0, 1)


def test_stays_that_stand_use_their_place_on_their_days_only() -> None:
    choices = [Choice(0, 0, 1, 14, 50), Choice(0, 0, 11, 20, 40)]
    assert solve(simple(choices, [1], taken=[[(1, 10)]])).chosen == (1,)
    assert solve(simple(choices, [1], taken=[[(1, 11)]])).chosen == ()


def test_an_offer_already_over_its_places_takes_nobody_and_nothing_fails() -> None:
    choices = [Choice(0, 0, 1, 14, 50), Choice(0, 0, 15, 20, 40)]
    assert solve(simple(choices, [1], taken=[[(1, 14), (1, 14)]])).chosen == (1,)


def test_nothing_to_choose_is_proven() -> None:
    assert solve(simple([], [1])) == Plan((), proven=True, gap=0.0)


def large(seed: int) -> Puzzle:
    """Eighty nominees on twenty offers, with stays of two to four weeks that cross: not a network."""
    dice = random.Random(seed)
    choices = [
        Choice(
            nominee, place, first := 7 * dice.randint(0, 5), first + 7 * dice.randint(2, 4) - 1, dice.randint(0, 100)
        )
        for nominee in range(80)
        for place in dice.sample(range(20), 5)
    ]
    return simple(choices, [dice.randint(1, 3) for _ in range(20)])


def test_the_same_puzzle_gives_the_same_plan() -> None:
    plans = [solve(large(7)) for _ in range(2)]
    assert plans[0] == plans[1]
    assert plans[0].proven


def test_when_time_runs_out_there_is_a_plan_with_its_gap() -> None:
    puzzle = large(3)
    hurried, best = solve(puzzle, seconds=0.0), solve(puzzle)
    assert not hurried.proven
    assert hurried.gap > 0
    assert 0 < len(hurried.chosen) <= len(best.chosen)


class StopAt:
    def __init__(self, looks: int) -> None:
        self.looks = looks

    def step(self, done: int, total: int | None, text: str = "") -> None:
        self.looks -= 1
        if self.looks < 0:
            raise Cancelled


@pytest.mark.parametrize("looks", [0, 1])
def test_it_can_be_cancelled_before_and_within(looks: int) -> None:
    with pytest.raises(Cancelled):
        solve(large(3), StopAt(looks))
