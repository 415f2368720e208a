"""Why somebody has no place, the smallest change that would give one, and where many compete for few.

What is said holds for the plan at hand: with the change made, the nominee can be added and nobody else moves.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from exchange_desk.matching.pairs import Choice, Days, Hurdle, Pairs
from exchange_desk.rules.capacity import full_days
from exchange_desk.rules.facts import OfferFacts
from exchange_desk.rules.languages import language_verdict
from exchange_desk.rules.periods import ALWAYS, Period, from_ordinals
from exchange_desk.rules.verdict import Sentence, Verdict, overridable, sentence
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language, msg

_COSTS = {Hurdle.LANGUAGE: 6, Hurdle.DATES: 3, Hurdle.OVERLAP: 5, Hurdle.AGE: 6}
_MORE_PLACES = 3
"""How hard a change is to get, beside others; one level of a language spoken already counts 1."""

_RULES: dict[str, str] = {Hurdle.DATES: "availability"}
_CHANGES = {
    Hurdle.DATES: msg("Available from {start} to {end}, for {offer}."),
    Hurdle.OVERLAP: msg("No other stay from {start} to {end}, for {offer}."),
    Hurdle.AGE: msg("Another age limit for a stay from {start} to {end} at {offer}."),
}


@dataclass(frozen=True)
class Change:
    """One thing that would have to be different. `rule` is a key of RULE_NAMES."""

    rule: str
    offer: Id
    why: Sentence

    def say(self, lang: Language) -> str:
        return self.why.say(lang)


@dataclass(frozen=True)
class Unplaced:
    """A nominee without a place: the reasons, the most frequent first, and the smallest set of changes (may be empty
    where nothing would help)."""

    nomination: Id
    why: tuple[Verdict, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Bottleneck:
    """More nominees than places: however they are placed, `nominations` have only these `offers`."""

    nominations: tuple[Id, ...]
    offers: tuple[Id, ...]
    why: Sentence

    def say(self, lang: Language) -> str:
        return self.why.say(lang)


class Explanation:
    """`chosen`: the choices of the plan, among those of `pairs`."""

    def __init__(self, pairs: Pairs, chosen: Sequence[Choice]) -> None:
        self._pairs = pairs
        self._chosen = chosen
        self._after = [
            replace(place, taken=(*place.taken, *(c.period for c in chosen if c.place == number)))
            for number, place in enumerate(pairs.places)
        ]

    def unplaced(self, number: int) -> Unplaced:
        """Why the nominee at this position has no place."""
        hurdles = [self._pairs.hurdles(number, place) for place in range(len(self._after))]
        changes = self._smallest(number, hurdles)
        return Unplaced(self._pairs.nominees[number].nomination.id, tuple(_reasons(hurdles)), changes)

    def _smallest(self, number: int, hurdles: Sequence[Sequence[Hurdle]]) -> tuple[Change, ...]:
        """The fewest changes, the easiest among them; the first offer where several are as easy."""
        best: _Way | None = None
        for place, found in enumerate(hurdles):
            if Hurdle.SAME_CITY in found or (best and len(found) > best.changes):
                continue
            ways = self._ways(number, place, Hurdle.DATES in found)
            best = min((*ways, *([best] if best else [])), key=_Way.effort, default=None)
        return tuple(self._changes(number, best)) if best else ()

    def _ways(self, number: int, place: int, other_dates: bool) -> "Iterator[_Way]":
        """What it would take at this offer, for each of its possible stays."""
        between = self._pairs.hurdles_between(number, place) + ((Hurdle.DATES,) if other_dates else ())
        stays = self._pairs.always if other_dates else self._pairs.possible(number)
        for days in stays[place]:
            found = between + self._pairs.hurdles_on(number, days)
            full = not self._is_free(place, days)
            cost = sum(self._cost(number, place, hurdle) for hurdle in found) + _MORE_PLACES * full
            yield _Way(place, days, found, full, cost)

    def _is_free(self, place: int, days: Days) -> bool:
        return not any(full.first <= days[1] and days[0] <= full.last for full in self._full[place])

    @cached_property
    def _full(self) -> list[list[Period]]:
        """The days on which each offer has no place left once the plan is made."""
        return [full_days(place.taken, place.offer.places, ALWAYS) for place in self._after]

    def _cost(self, number: int, place: int, hurdle: Hurdle) -> int:
        if hurdle is not Hurdle.LANGUAGE:
            return _COSTS[hurdle]
        match = self._pairs.match(number, place)
        return match.margin if match.have else _COSTS[hurdle]

    def _changes(self, number: int, way: "_Way") -> Iterator[Change]:
        offer = self._after[way.place]
        stay, name = from_ordinals(*way.days), called(offer)
        start, end = stay.start, stay.end
        for hurdle in way.hurdles:
            if hurdle is Hurdle.LANGUAGE:
                verdict = language_verdict(self._pairs.match(number, way.place))
                assert verdict is not None
                why = sentence(msg("For {offer}: {why}"), offer=name, why=Sentence(verdict.text, verdict.params))
            else:
                why = sentence(_CHANGES[hurdle], start=start, end=end, offer=name)
            yield Change(_RULES.get(hurdle, hurdle.value), offer.offer.id, why)
        if way.full:
            text = msg("One more place from {start} to {end} at {offer}.")
            yield Change("capacity", offer.offer.id, sentence(text, start=start, end=end, offer=name))

    def bottlenecks(self, choices: Iterable[Choice], without: Iterable[int]) -> tuple[Bottleneck, ...]:
        """Groups of nominees that cannot all be placed, found from those `without` a place; the smallest first.

        Hall's condition: whoever competes directly or through others is gathered, and the places they could get are
        counted on a day that all their stays share. Groups for which there is no such day are not claimed.
        """
        by_nominee: dict[int, list[Choice]] = {}
        for choice in choices:
            by_nominee.setdefault(choice.nominee, []).append(choice)
        offered = {number: frozenset(choice.place for choice in found) for number, found in by_nominee.items()}
        groups: dict[frozenset[int], set[int]] = {}
        for number in without:
            if number in offered:
                nominees, places = self._competing(number, offered)
                groups.setdefault(places, set()).update(nominees)
        proven = [each for places, nominees in groups.items() for each in self._if_true(nominees, places, by_nominee)]
        return tuple(sorted(proven, key=lambda each: (len(each.nominations), each.nominations)))

    def _competing(self, number: int, offered: Mapping[int, frozenset[int]]) -> tuple[set[int], frozenset[int]]:
        """Everybody who could take a place from or give it to this nominee, and the places in question."""
        nominees, places, new = {number}, set[int](), {number}
        while new:
            reached = set[int]().union(*(offered[each] for each in new)) - places
            places |= reached
            new = set[int]().union(*(self._there[place] for place in reached)) - nominees
            nominees |= new
        return nominees, frozenset(places)

    @cached_property
    def _there(self) -> dict[int, set[int]]:
        """Whom the plan places at each offer."""
        found: dict[int, set[int]] = defaultdict(set)
        for choice in self._chosen:
            found[choice.place].add(choice.nominee)
        return found

    def _if_true(
        self, nominees: Collection[int], places: frozenset[int], by_nominee: Mapping[int, Sequence[Choice]]
    ) -> Iterator[Bottleneck]:
        there: dict[int, list[Choice]] = {}
        for number in nominees:
            for choice in by_nominee[number]:
                there.setdefault(choice.place, []).append(choice)
        room = [self._room(place, there[place]) for place in places]
        free = sum(each for each in room if each is not None)
        if None in room or free >= len(nominees):
            return
        offers = sorted(places)
        text = _CROWDED_MANY if len(offers) > _NAMED else _CROWDED_ONE if free == 1 else _CROWDED
        named = [called(self._after[each]) for each in offers] if len(offers) <= _NAMED else len(offers)
        why = sentence(text, count=len(nominees), free=free, offers=named)
        ids = tuple(self._pairs.nominees[number].nomination.id for number in sorted(nominees))
        yield Bottleneck(ids, tuple(self._after[each].offer.id for each in offers), why)

    def _room(self, place: int, choices: Sequence[Choice]) -> int | None:
        """How many of these stays the place can take at most, all of them sharing a day; None when they share none."""
        first, last = max(choice.first for choice in choices), min(choice.last for choice in choices)
        if first > last:
            return None
        offer = self._pairs.places[place]
        return min(_free_on(offer, day) for day in range(first, last + 1))


def _free_on(offer: OfferFacts, day: int) -> int:
    return max(0, offer.offer.places - sum(taken.first <= day <= taken.last for taken in offer.taken))


class _Way(NamedTuple):
    """A way to a place: without these hurdles, and with one more place where it is full."""

    place: int
    days: Days
    hurdles: tuple[Hurdle, ...]
    full: bool
    cost: int

    @property
    def changes(self) -> int:
        return len(self.hurdles) + self.full

    def effort(self) -> tuple[int, int, int, Days]:
        return self.changes, self.cost, self.place, self.days


_NAMED = 3
"""Offers that a sentence names; more are counted."""
_CROWDED = msg("{count} nominees for {free} places: {offers}.")
_CROWDED_ONE = msg("{count} nominees for one place: {offers}.")
_CROWDED_MANY = msg("{count} nominees for {free} places in {offers} offers.")
_COUNTED: dict[str, str] = {
    "capacity": msg("Offers that would fit but have no place left: {count} of {total}."),
    Hurdle.LANGUAGE: msg("Offers in a language or at a level that is missing: {count} of {total}."),
    Hurdle.DATES: msg("Offers whose dates do not suit: {count} of {total}."),
    Hurdle.OVERLAP: msg("Offers at a time when the person is elsewhere: {count} of {total}."),
    Hurdle.AGE: msg("Offers outside the age limits: {count} of {total}."),
    Hurdle.SAME_CITY: msg("Offers in the nominee’s own city: {count} of {total}."),
}


def _reasons(hurdles: Sequence[Sequence[Hurdle]]) -> Iterator[Verdict]:
    if not hurdles:
        yield overridable("offer_status", sentence(msg("The programme has no open offer.")))
    counts: Counter[str] = Counter(hurdle.value for each in hurdles for hurdle in each)
    counts["capacity"] = sum(not each for each in hurdles)
    for rule, count in counts.most_common():
        if count:
            yield overridable(_RULES.get(rule, rule), sentence(_COUNTED[rule], count=count, total=len(hurdles)))


def called(offer: OfferFacts) -> str:
    """An offer in a sentence: city, host and title."""
    city = offer.city.name if offer.city else ""
    return " · ".join(part for part in (city, offer.host.name, offer.offer.title) if part)
