"""How long the best proposal takes: a thousand nominees, five hundred offers, all rules. Run by hand.

    python -m tests.benchmarks.matching [NOMINEES OFFERS]

Prints, for stays of a whole window and for offers with dates of their own: possible pairs, seconds to find them,
seconds to the plan, whether it is proven, how many are placed and with how many points, and what a plan made by
taking the best pair first would have had.
"""

import random
import sys
import time
from datetime import date, timedelta

from exchange_desk.matching.pairs import Pairs
from exchange_desk.matching.proposal import Matter, propose
from exchange_desk.matching.solve import Puzzle, filled_up, solve
from exchange_desk.model import City, OfferStatus, Preference
from exchange_desk.rules.facts import NomineeFacts, OfferFacts
from tests.placing import nominee, place, programme

TODAY = date(2026, 3, 2)
YEAR = date(2026, 4, 6)
"""A Monday, from which all windows are counted."""

CITIES = [
    City(name=f"Ciudad {n}", country=country, language=language)
    for n, (country, language) in enumerate(
        [
            ("MX", "es"),
            ("CO", "es"),
            ("PE", "es"),
            ("EC", "es"),
            ("UY", "es"),
            ("AR", "es"),
            ("ES", "es"),
            ("BR", "pt"),
            ("BR", "pt"),
            ("FR", "fr"),
            ("FR", "fr"),
            ("CL", "es"),
        ]
    )
]
THEMES = ("Movilidad", "Agua", "Cultura", "Finanzas", "Género", "Clima", "Turismo", "Vivienda", "Residuos", "Catastro")
LEVELS = ("A2", "B1", "B2", "C1", "")


def nominees(count: int, dated: bool, dice: random.Random, edition: object) -> list[NomineeFacts]:
    return [_nominee(dated, dice, edition) for _ in range(count)]


def _nominee(dated: bool, dice: random.Random, edition: object) -> NomineeFacts:
    home = dice.choice(CITIES)
    spoken = [
        f"{home.language}:native",
        *(f"{each}:{dice.choice(LEVELS)}" for each in dice.sample(["en", "pt", "fr"], 1)),
    ]
    start = YEAR + timedelta(weeks=dice.choice((0, 0, 0, 2, 4, 8, 13)))
    dates = {"available_from": start, "available_until": start + timedelta(days=7 * dice.choice((8, 12, 26)) - 1)}
    return nominee(
        spoken,
        home=home,
        of=edition,
        official={"birth_date": date(dice.randint(1962, 2003), dice.randint(1, 12), dice.randint(1, 28))},
        theme="; ".join(dice.sample(THEMES, 2)),
        preferences=[
            Preference(rank=rank, city_id=city.id) for rank, city in enumerate(dice.sample(CITIES, 3), start=1)
        ],
        **(dates if dated else {}),
    )


def offers(count: int, dated: bool, dice: random.Random, edition: object) -> list[OfferFacts]:
    return [_offer(dated, dice, edition) for _ in range(count)]


def _offer(dated: bool, dice: random.Random, edition: object) -> OfferFacts:
    city = dice.choice(CITIES)
    start = YEAR + timedelta(weeks=dice.randint(0, 20))
    window = {"starts_on": start, "ends_on": start + timedelta(days=7 * dice.choice((4, 4, 6, 8, 12)) - 1)}
    weeks = {"min_weeks": 2, "max_weeks": dice.choice((4, 4, 6))}
    return place(
        [f"{city.language}:{dice.choice(('B1', 'B2', 'C1'))}", f"en:{dice.choice(('B2', 'C1'))}"],
        city=city,
        of=edition,
        places=dice.choice((1, 1, 2, 2, 3)),
        theme=dice.choice(THEMES),
        status=dice.choice((OfferStatus.CONFIRMED, OfferStatus.ANNOUNCED)),
        **(window | weeks if dated else {"starts_on": YEAR, "ends_on": YEAR + timedelta(days=27)}),
    )


def measure(title: str, count: int, many: int, *, dated: bool) -> None:
    dice = random.Random(2026)
    edition = programme(starts_on=YEAR, ends_on=YEAR + timedelta(days=364), min_age=25, max_age=60, lead_days=30)
    people, places = nominees(count, dated, dice, edition), offers(many, dated, dice, edition)
    laps = Laps()
    choices = list(Pairs(people, places, TODAY).choices())
    laps.stop("pairs")
    puzzle = Puzzle(
        choices=choices,
        persons=range(count),
        places=[each.offer.places for each in places],
        taken=[[] for _ in places],
    )
    plan = solve(puzzle)
    laps.stop("plan")
    whole = propose(Matter(programme=edition.code, nominees=people, places=places, today=TODAY))
    laps.stop("whole proposal with reasons")
    points = sum(choices[position].score for position in plan.chosen)
    greedy = filled_up(puzzle)
    print(
        f"{title}: {count} nominees, {sum(puzzle.places)} places in {many} offers, {len(choices)} pairs\n"
        f"  {laps}\n"
        f"  {'proven' if plan.proven else f'gap {plan.gap:.2e}'}: placed {len(plan.chosen)} with {points} points; "
        f"best pair first: {len(greedy)} with {sum(choices[position].score for position in greedy)}\n"
        f"  without a place {len(whole.unplaced)}, with a smallest change "
        f"{sum(bool(each.changes) for each in whole.unplaced)}; bottlenecks {len(whole.bottlenecks)}"
    )


class Laps:
    """Wall and processor seconds of one lap after the other."""

    def __init__(self) -> None:
        self._last = time.perf_counter(), time.process_time()
        self._said: list[str] = []

    def stop(self, name: str) -> None:
        now = time.perf_counter(), time.process_time()
        wall, processor = (after - before for after, before in zip(now, self._last, strict=True))
        self._said.append(f"{name} {wall:.2f} s (processor {processor:.2f} s)")
        self._last = now

    def __str__(self) -> str:
        return ", ".join(self._said)


if __name__ == "__main__":
    size = [int(each) for each in sys.argv[1:3]] or [1000, 500]
    measure("One window", *size, dated=False)
    measure("Dates of their own", *size, dated=True)
