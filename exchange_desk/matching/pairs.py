"""Every nominee with every place, quickly: which pairs no rule stops, on which days, with how many points.

The same rules as `rules.placement.judge`, asked once per group instead of once per pair (a thousand nominees and
five hundred places are half a million pairs, but few different languages, themes and dates). A test holds both equal.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from exchange_desk.matching import fit
from exchange_desk.matching.stays import stays_in
from exchange_desk.model import NominationStatus, OfferStatus
from exchange_desk.rules.eligibility import age_verdict
from exchange_desk.rules.facts import NomineeFacts, OfferFacts
from exchange_desk.rules.languages import LanguageMatch, Meeting, Skill, meet
from exchange_desk.rules.periods import ALWAYS, Period, at_least, from_ordinals
from exchange_desk.support.ids import Id

CANDIDATES = frozenset((NominationStatus.ELIGIBLE, NominationStatus.SHORTLISTED))
"""States from which a proposal places: those that the desk has declared eligible."""

OPEN_OFFERS = frozenset((OfferStatus.ANNOUNCED, OfferStatus.CONFIRMED))

T = TypeVar("T")

Days = tuple[int, int]
"""First and last day as ordinals."""

_NEVER = -1


class Hurdle(StrEnum):
    """What keeps a pair apart before anybody is placed. A hurdle of SAME_CITY cannot be taken away."""

    SAME_CITY = "same_city"
    LANGUAGE = "language"
    DATES = "dates"
    OVERLAP = "overlap"
    AGE = "age"


_BETWEEN = {
    (False, False): (),
    (False, True): (Hurdle.LANGUAGE,),
    (True, False): (Hurdle.SAME_CITY,),
    (True, True): (Hurdle.SAME_CITY, Hurdle.LANGUAGE),
}


class Choice(NamedTuple):
    """Nominee and place as positions in the given sequences, first and last day as ordinals."""

    nominee: int
    place: int
    first: int
    last: int
    score: int

    @property
    def period(self) -> Period:
        return from_ordinals(self.first, self.last)


class _Row(NamedTuple):
    """A nominee with every place: lists in the order of the places, shared among nominees that are alike.

    `languages`, `cities`: points, below 0 where the language is missing or the city is the nominee's own.
    """

    matches: list[LanguageMatch]
    languages: list[int]
    themes: list[int]
    cities: list[int]
    wishes: list[int]
    stays: list[tuple[Days, ...]]


class Pairs:
    """All nominees with all places. `together`: (sending city, host city) → how many are placed there already."""

    def __init__(
        self,
        nominees: Sequence[NomineeFacts],
        places: Sequence[OfferFacts],
        today: date,
        together: Mapping[tuple[Id, Id], int] | None = None,
    ) -> None:
        self.nominees = nominees
        self.places = places
        self.today = today
        self._together = together or {}
        self._shared: dict[Hashable, list[Any]] = {}
        self._on_days: dict[tuple[int, int, int], tuple[Hurdle, ...]] = {}
        self._rows = [self._row(nominee) for nominee in nominees]

    def choices(self) -> Iterator[Choice]:
        """Every pair that no rule stops, once for each stay that is possible; places are not counted here."""
        for number in range(len(self.nominees)):
            yield from self.choices_of(number)

    def choices_of(self, number: int) -> Iterator[Choice]:
        _, languages, themes, cities, wishes, stays = self._rows[number]
        for place, possible in enumerate(stays):
            if not possible or languages[place] < 0 or cities[place] < 0:
                continue
            score = languages[place] + themes[place] + cities[place] + wishes[place]
            for days in possible:
                if not self.hurdles_on(number, days):
                    yield Choice(number, place, *days, score)

    def fit_of(self, nominee: NomineeFacts, place: OfferFacts, *, there: bool = False) -> fit.Fit:
        """The score of any pair with its reasons, as `choices` counts it. `there`: it is one of those in `together`,
        so that the nominee is not counted beside itself."""
        home, city = nominee.home, place.city
        together = self._together.get((home.id, city.id), 0) if home and city else 0
        return fit.fit(nominee, place, max(0, together - there))

    def hurdles(self, number: int, place: int) -> tuple[Hurdle, ...]:
        """What keeps this pair apart; () when it can be proposed on some days."""
        between, possible = self.hurdles_between(number, place), self._rows[number].stays[place]
        if not possible:
            return (*between, Hurdle.DATES)
        return between + min((self.hurdles_on(number, days) for days in possible), key=len)

    def hurdles_between(self, number: int, place: int) -> tuple[Hurdle, ...]:
        """What keeps this pair apart on any day."""
        row = self._rows[number]
        return _BETWEEN[row.cities[place] < 0, row.languages[place] < 0]

    def hurdles_on(self, number: int, days: Days) -> tuple[Hurdle, ...]:
        """What keeps the person from any place on these days."""
        key = (number, *days)
        if key not in self._on_days:
            self._on_days[key] = tuple(self._bars(number, from_ordinals(*days)))
        return self._on_days[key]

    def match(self, number: int, place: int) -> LanguageMatch:
        """How the nominee's languages meet those of the place."""
        return self._rows[number].matches[place]

    def possible(self, number: int) -> list[tuple[Days, ...]]:
        """The stays that the dates allow this nominee at each place."""
        return self._rows[number].stays

    @cached_property
    def always(self) -> list[tuple[Days, ...]]:
        """The stays that are possible at each place for somebody who is always available."""
        return self._stays(ALWAYS)

    def _row(self, nominee: NomineeFacts) -> _Row:
        skills, home = tuple(sorted(nominee.skills, key=repr)), nominee.home_language
        language = ("language", skills, home)
        matches = self._share(("match", *language), lambda: [meet(skills, needs, home) for needs in self._needs])
        return _Row(
            matches,
            self._share(language, lambda: [_points(match) for match in matches]),
            self._themes(nominee.nomination.theme),
            self._cities(nominee.home.id if nominee.home else ""),
            self._wishes(fit.wishes_of(nominee)),
            self._stays(nominee.availability),
        )

    def _share(self, key: Hashable, make: Callable[[], list[T]]) -> list[T]:
        if key not in self._shared:
            self._shared[key] = make()
        return self._shared[key]

    def _themes(self, wanted: str) -> list[int]:
        return self._share(
            ("theme", wanted),
            lambda: [fit.compare_themes(wanted, fit.offered_theme(place)) for place in self.places],
        )

    def _cities(self, home: Id) -> list[int]:
        def points(place: OfferFacts) -> int:
            city = place.city.id if place.city else ""
            own = bool(home) and city == home
            return _NEVER if own else fit.balance_points(self._together.get((home, city), 0))

        return self._share(("city", home), lambda: [points(place) for place in self.places])

    def _wishes(self, wishes: tuple[fit.Wish, ...]) -> list[int]:
        def points() -> list[int]:
            found = [fit.unwished_points(wishes)] * len(self.places)
            for wish in sorted(wishes, key=lambda each: -each.rank):
                for place in (*self._in_city.get(wish.city, ()), *self._at_host.get(wish.institution, ())):
                    found[place] = fit.wish_points(wish.rank)
            return found

        return self._share(("wish", wishes), points)

    def _stays(self, availability: Period) -> list[tuple[Days, ...]]:
        def days(place: OfferFacts) -> tuple[Days, ...]:
            return tuple((stay.first, stay.last) for stay in stays_in(place, availability, self.today))

        return self._share(("stay", availability), lambda: [days(place) for place in self.places])

    def _bars(self, number: int, period: Period) -> Iterator[Hurdle]:
        nominee = self.nominees[number]
        elsewhere = [(own.period, own.share) for own in nominee.elsewhere]
        if elsewhere and at_least(elsewhere, 1, period):
            yield Hurdle.OVERLAP
        verdict = age_verdict(nominee.official, nominee.programme, period.start)
        if verdict and verdict.severity.stops:
            yield Hurdle.AGE

    @cached_property
    def _in_city(self) -> dict[Id | None, list[int]]:
        found: dict[Id | None, list[int]] = defaultdict(list)
        for number, place in enumerate(self.places):
            if place.city:
                found[place.city.id].append(number)
        return found

    @cached_property
    def _at_host(self) -> dict[Id | None, list[int]]:
        found: dict[Id | None, list[int]] = defaultdict(list)
        for number, place in enumerate(self.places):
            for host in fit.hosts_of(place):
                found[host].append(number)
        return found

    @cached_property
    def _needs(self) -> list[tuple[Skill, ...]]:
        return [place.needs for place in self.places]


def _points(match: LanguageMatch) -> int:
    return _NEVER if match.meeting is Meeting.MISSING else fit.language_points(match)
