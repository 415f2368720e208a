"""Small crowds of nominees and offers by chance, in which every rule has something to stop."""

import random
from datetime import date, timedelta

from exchange_desk.model import City, OfferStatus, Preference, Programme
from exchange_desk.rules.facts import NomineeFacts, OfferFacts, OwnStay
from exchange_desk.rules.periods import Period
from tests.placing import LIMA, QUITO, RECIFE, TODAY, nominee, place, programme

CITIES = (LIMA, QUITO, RECIFE, City(name="Lille", country="FR", language="fr"))
BEGIN = date(2026, 4, 6)


def some_day(dice: random.Random) -> date:
    return BEGIN + timedelta(days=dice.randint(-40, 60))


def some_period(dice: random.Random) -> Period:
    first = some_day(dice)
    return Period(
        first if dice.random() < 0.8 else None,
        first + timedelta(days=dice.randint(5, 70)) if dice.random() < 0.8 else None,
    )


def edition(dice: random.Random) -> Programme:
    least, most = sorted(dice.sample((2, 3, 4, 6), 2))
    return programme(
        starts_on=dice.choice((None, BEGIN)),
        ends_on=dice.choice((None, BEGIN + timedelta(days=60))),
        min_weeks=dice.choice((None, least)),
        max_weeks=dice.choice((None, most)),
        min_age=dice.choice((None, 25)),
        max_age=dice.choice((None, 45)),
        lead_days=dice.choice((None, 30, 60)),
    )


def some_nominee(dice: random.Random, of: Programme) -> NomineeFacts:
    available = some_period(dice) if dice.random() < 0.5 else Period()
    spoken = [
        f"{each}:{dice.choice(('A2', 'B1', 'C1', ''))}" for each in dice.sample(("es", "pt", "fr"), dice.randint(0, 2))
    ]
    elsewhere = [OwnStay(some_period(dice), dice.choice((50, 100)))] if dice.random() < 0.2 else []
    wishes = [
        Preference(rank=rank, city_id=city.id) for rank, city in enumerate(dice.sample(CITIES, dice.randint(0, 3)), 1)
    ]
    born = date(dice.choice((1975, 1981, 1990, 2001)), dice.randint(1, 12), 5)
    return nominee(
        spoken,
        home=dice.choice(CITIES),
        of=of,
        elsewhere=elsewhere,
        official={"birth_date": born if dice.random() < 0.9 else None},
        available_from=available.start,
        available_until=available.end,
        theme=dice.choice(("", "Agua", "Movilidad; Agua", "Cultura")),
        preferences=wishes,
    )


def some_place(dice: random.Random, of: Programme) -> OfferFacts:
    city = dice.choice(CITIES)
    window = some_period(dice)
    asked = [f"{each}:{dice.choice(('A2', 'B2', ''))}" for each in dice.sample(("es", "pt", "fr"), dice.randint(0, 2))]
    taken = [Period(day := some_day(dice), day + timedelta(days=20))] if dice.random() < 0.3 else []
    return place(
        asked,
        city=city,
        of=of,
        taken=taken,
        places=dice.randint(1, 2),
        starts_on=window.start,
        ends_on=window.end,
        min_weeks=dice.choice((None, 2)),
        max_weeks=dice.choice((None, None, 4)),
        theme=dice.choice(("", "Água", "Cultura")),
        status=dice.choice((OfferStatus.CONFIRMED, OfferStatus.ANNOUNCED)),
    )


def crowd(seed: int, nominees: int = 6, places: int = 5) -> tuple[list[NomineeFacts], list[OfferFacts]]:
    dice = random.Random(seed)
    of = edition(dice)
    return [some_nominee(dice, of) for _ in range(nominees)], [some_place(dice, of) for _ in range(places)]


__all__ = ["BEGIN", "CITIES", "TODAY", "crowd"]
