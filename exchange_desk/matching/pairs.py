"""Every nominee with every place, quickly: which pairs no rule stops, on which days, with how many points.

The same rules as `rules.placement.judge`, asked once per group instead of once per pair (a thousand nominees and
five hundred places are half a million pairs, but few different languages, themes and dates). A test holds both equal.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from exchange_desk.matching import fit
from exchange_desk.matching.stays import stays_in
from exchange_desk.model import NominationStatus, OfferStatus
from exchange_desk.rules.eligibility import age_verdict
from exchange_desk.rules.facts import NomineeFacts, OfferFacts
from exchange_desk.rules.languages import LanguageMatch, Meeting, Skill, meet
from exchange_desk.rules.periods import ALWAYS, Period, at_least, from_ordinals, share_a_day
from exchange_desk.support.ids import Id

CANDIDATES = frozenset((NominationStatus.ELIGIBLE, NominationStatus.SHORTLISTED))
"""States from which a proposal places: those that the desk has declared eligible."""

OPEN_OFFERS = frozenset((OfferStatus.ANNOUNCED, OfferStatus.CONFIRMED))

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
        self._groups: dict[object, list[int]] = {}
        self._stays: dict[Period, list[tuple[Days, ...]]] = {}
        self._on_days: dict[tuple[int, int, int], tuple[Hurdle, ...]] = {}

    def choices(self) -> Iterator[Choice]:
        """Every pair that no rule stops, once for each stay that is possible; places are not counted here."""
        for number in range(len(self.nominees)):
            yield from self.choices_of(number)

    def choices_of(self, number: int) -> Iterator[Choice]:
        languages, themes = self._languages(number), self._themes(number)
        cities, wishes, stays = (
            self._cities(number),
            self._wishes(number),
            self.stays(self.nominees[number].availability),
        )
        for place, possible in enumerate(stays):
            if not possible or languages[place] < 0 or cities[place] < 0:
                continue
            score = languages[place] + themes[place] + cities[place] + wishes[place]
            for days in possible:
                if not self.hurdles_on(number, days):
                    yield Choice(number, place, *days, score)

    def fit_of(self, nominee: NomineeFacts, place: OfferFacts) -> fit.Fit:
        """The score of any pair with its reasons, as `choices` counts it."""
        home, city = nominee.home, place.city
        together = self._together.get((home.id, city.id), 0) if home and city else 0
        return fit.fit(nominee, place, together)

    def hurdles(self, number: int, place: int) -> tuple[Hurdle, ...]:
        """What keeps this pair apart; () when it can be proposed on some days."""
        possible = self.stays(self.nominees[number].availability)[place]
        on_days = min((self.hurdles_on(number, days) for days in possible), key=len, default=(Hurdle.DATES,))
        return (*self.hurdles_between(number, place), *on_days)

    def hurdles_between(self, number: int, place: int) -> tuple[Hurdle, ...]:
        """What keeps this pair apart on any day."""
        found = []
        if self._cities(number)[place] < 0:
            found.append(Hurdle.SAME_CITY)
        if self._languages(number)[place] < 0:
            found.append(Hurdle.LANGUAGE)
        return tuple(found)

    def hurdles_on(self, number: int, days: Days) -> tuple[Hurdle, ...]:
        """What keeps the person from any place on these days."""
        key = (number, *days)
        if key not in self._on_days:
            self._on_days[key] = tuple(self._bars(number, from_ordinals(*days)))
        return self._on_days[key]

    def stays(self, availability: Period) -> list[tuple[Days, ...]]:
        """The possible stays at each place for somebody with these available days."""
        if availability not in self._stays:
            self._stays[availability] = [
                tuple((stay.first, stay.last) for stay in stays_in(place, availability, self.today))
                for place in self.places
            ]
        return self._stays[availability]

    def match(self, number: int, place: int) -> LanguageMatch:
        """How the nominee's languages meet those of the place."""
        return meet(self._skills[number], self._needs[place], self.nominees[number].home_language)

    def _bars(self, number: int, period: Period) -> Iterator[Hurdle]:
        nominee = self.nominees[number]
        if any(share_a_day(period, taken) for taken in self._elsewhere[number]):
            yield Hurdle.OVERLAP
        verdict = age_verdict(nominee.official, nominee.programme, period.start)
        if verdict and verdict.severity.stops:
            yield Hurdle.AGE

    @cached_property
    def _elsewhere(self) -> list[list[Period]]:
        """For each nominee the days on which the person has another stay, whole or in part."""
        return [
            at_least([(own.period, own.share) for own in nominee.elsewhere], 1, ALWAYS) if nominee.elsewhere else []
            for nominee in self.nominees
        ]

    def _languages(self, number: int) -> list[int]:
        """Points for the language at each place; below 0: missing."""
        nominee = self.nominees[number]
        skills, home = self._skills[number], nominee.home_language
        key = ("language", skills, home)
        if key not in self._groups:
            matches = [meet(skills, needs, home) for needs in self._needs]
            self._groups[key] = [
                _NEVER if match.meeting is Meeting.MISSING else fit.language_points(match) for match in matches
            ]
        return self._groups[key]

    def _themes(self, number: int) -> list[int]:
        theme = self.nominees[number].nomination.theme
        key = ("theme", theme)
        if key not in self._groups:
            self._groups[key] = [fit.compare_themes(theme, fit.offered_theme(place)) for place in self.places]
        return self._groups[key]

    def _cities(self, number: int) -> list[int]:
        """Points for the balance between cities at each place; below 0: the nominee's own city."""
        home = self.nominees[number].home
        home_id = home.id if home else ""
        key = ("city", home_id)
        if key not in self._groups:
            cities = [place.city.id if place.city else "" for place in self.places]
            self._groups[key] = [
                _NEVER if home_id and city == home_id else fit.balance_points(self._together.get((home_id, city), 0))
                for city in cities
            ]
        return self._groups[key]

    def _wishes(self, number: int) -> list[int]:
        wishes = fit.wishes_of(self.nominees[number])
        key = ("wish", *sorted(wishes, key=repr))
        if key not in self._groups:
            points = [fit.unwished_points(wishes)] * len(self.places)
            for wish in sorted(wishes, key=lambda each: -each.rank):
                for place in (*self._in_city.get(wish.city, ()), *self._at_host.get(wish.institution, ())):
                    points[place] = fit.wish_points(wish.rank)
            self._groups[key] = points
        return self._groups[key]

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
    def _skills(self) -> list[tuple[Skill, ...]]:
        return [tuple(sorted(nominee.skills, key=repr)) for nominee in self.nominees]

    @cached_property
    def _needs(self) -> list[tuple[Skill, ...]]:
        return [place.needs for place in self.places]
