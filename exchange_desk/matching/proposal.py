"""A proposal: who goes where and why, who does not and why not, and whether it is proven to be the best."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from exchange_desk.matching.explain import Bottleneck, Explanation, Unplaced
from exchange_desk.matching.fit import Reason
from exchange_desk.matching.pairs import OPEN_OFFERS, Choice, Pairs
from exchange_desk.matching.solve import Puzzle, solve
from exchange_desk.rules.facts import NomineeFacts, OfferFacts
from exchange_desk.rules.periods import Period
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language, msg
from exchange_desk.support.progress import SILENT, Progress

AIMS = ("placed", "score")
"""What is sought, the first before the second: as many placed as possible, then the most points."""


@dataclass(frozen=True)
class Standing:
    """A placement there is. `fixed`: no proposal moves it (locked, beyond "proposed", or against a rule on purpose)."""

    placement: Id
    nominee: NomineeFacts
    place: OfferFacts
    stay: Period
    fixed: bool = True


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What a proposal is made of: the candidates without a fixed place, the offers with the stays that are fixed, and
    the placements there are. `waiting`: live nominations that are not declared eligible, so not considered."""

    programme: str
    nominees: Sequence[NomineeFacts]
    places: Sequence[OfferFacts]
    standing: Sequence[Standing] = ()
    waiting: int = 0
    today: date


@dataclass(frozen=True)
class Pair:
    """`locked`: fixed before. `placement`: the placement there is already; `moved`: it would get another offer or
    other days."""

    nomination: Id
    offer: Id
    stay: Period
    score: int
    why: tuple[Reason, ...]
    locked: bool = False
    placement: Id | None = None
    moved: bool = False

    @property
    def is_new(self) -> bool:
        """Whether accepting it changes anything."""
        return self.placement is None or self.moved


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """`programme`: its code. `objective`: per aim, over all pairs with the locked ones. `released`: placements that
    were only proposed and for which there is no room any more."""

    programme: str
    pairs: tuple[Pair, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    bottlenecks: tuple[Bottleneck, ...] = ()
    released: tuple[Id, ...] = ()
    proven: bool = True
    gap: float = 0.0
    waiting: int = 0
    aims: tuple[str, ...] = AIMS

    @property
    def objective(self) -> tuple[int, ...]:
        return len(self.pairs), sum(pair.score for pair in self.pairs)

    @property
    def new_pairs(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.is_new)

    def report(self, lang: Language) -> dict[str, Any]:
        """The contract of `propose --report`; days as ISO texts, sentences in `lang`."""
        return {
            "programme": self.programme,
            "aims": list(self.aims),
            "proven": self.proven,
            "gap": self.gap,
            "objective": list(self.objective),
            "pairs": [_pair(pair, lang) for pair in self.pairs],
            "unplaced": [_unplaced(each, lang) for each in self.unplaced],
            "bottlenecks": [
                {"nominations": list(each.nominations), "offers": list(each.offers), "text": each.say(lang)}
                for each in self.bottlenecks
            ],
        }


def _pair(pair: Pair, lang: Language) -> dict[str, Any]:
    return {
        "nomination": pair.nomination,
        "offer": pair.offer,
        "stay": [day.isoformat() if day else None for day in (pair.stay.start, pair.stay.end)],
        "score": pair.score,
        "why": [reason.say(lang) for reason in pair.why],
        "locked": pair.locked,
    }


def _unplaced(each: Unplaced, lang: Language) -> dict[str, Any]:
    changes = [{"rule": change.rule, "offer": change.offer, "text": change.say(lang)} for change in each.changes]
    return {
        "nomination": each.nomination,
        "why": [{"rule": verdict.rule, "text": verdict.say(lang)} for verdict in each.why],
        "smallest_change": {"text": " ".join(str(change["text"]) for change in changes), "changes": changes}
        if changes
        else None,
    }


def propose(matter: Matter, progress: Progress = SILENT, seconds: float = 60.0) -> Proposal:
    """The best plan for everybody in `matter`, with reasons. Raises Cancelled when `progress` asks to stop."""
    progress.step(0, None, msg("Comparing nominees and places"))
    ordered = _in_order(matter)
    pairs = Pairs(ordered.nominees, ordered.places, ordered.today, _together(ordered.standing))
    choices = [*pairs.choices()]
    now = _proposed_now(ordered, pairs, choices)
    plan = solve(_puzzle(ordered, choices, frozenset(now.values())), progress, seconds)
    chosen = [choices[position] for position in plan.chosen]
    progress.step(0, None, msg("Looking for the reasons"))
    explanation = Explanation(pairs, chosen)
    placed = {choice.nominee for choice in chosen}
    without = [number for number in range(len(ordered.nominees)) if number not in placed]
    return Proposal(
        programme=ordered.programme,
        pairs=tuple(_all_pairs(ordered, pairs, chosen)),
        unplaced=tuple(explanation.unplaced(number) for number in without),
        bottlenecks=explanation.bottlenecks(choices, without),
        released=tuple(sorted(_without_place(ordered, chosen))),
        proven=plan.proven,
        gap=plan.gap,
        waiting=ordered.waiting,
    )


def _in_order(matter: Matter) -> Matter:
    """Sorted by id, open offers alone: the order in which records come changes nothing."""
    places = (place for place in matter.places if place.offer.status in OPEN_OFFERS and place.offer.places > 0)
    return replace(
        matter,
        nominees=sorted(matter.nominees, key=lambda nominee: nominee.nomination.id),
        places=sorted(places, key=lambda place: place.offer.id),
        standing=sorted(matter.standing, key=lambda each: each.placement),
    )


def _together(standing: Sequence[Standing]) -> Mapping[tuple[Id, Id], int]:
    """(sending city, host city) → fixed placements; what the balance between cities counts."""
    cities = [(each.nominee.home, each.place.city) for each in standing if each.fixed]
    return Counter((home.id, city.id) for home, city in cities if home and city)


def _proposed_now(matter: Matter, pairs: Pairs, choices: list[Choice]) -> dict[Id, int]:
    """Placement → position of the choice that leaves it as it is; stays of other lengths become choices too."""
    nominees = {nominee.nomination.id: number for number, nominee in enumerate(matter.nominees)}
    places = {place.offer.id: number for number, place in enumerate(matter.places)}
    positions = {choice[:4]: position for position, choice in enumerate(choices)}
    found: dict[Id, int] = {}
    for each in matter.standing:
        nominee, place = nominees.get(each.nominee.nomination.id), places.get(each.place.offer.id)
        if each.fixed or nominee is None or place is None:
            continue
        key = (nominee, place, each.stay.first, each.stay.last)
        if key not in positions:
            positions[key] = len(choices)
            choices.append(Choice(*key, pairs.fit_of(matter.nominees[nominee], matter.places[place]).score))
        found[each.placement] = positions[key]
    return found


def _puzzle(matter: Matter, choices: Sequence[Choice], now: frozenset[int]) -> Puzzle:
    persons: dict[Id, int] = {}
    for number, nominee in enumerate(matter.nominees):
        persons.setdefault(nominee.official.id, number)
    return Puzzle(
        choices=choices,
        persons=[persons[nominee.official.id] for nominee in matter.nominees],
        places=[place.offer.places for place in matter.places],
        taken=[[(period.first, period.last) for period in place.taken] for place in matter.places],
        now=now,
    )


def _all_pairs(matter: Matter, pairs: Pairs, chosen: Sequence[Choice]) -> list[Pair]:
    """The fixed ones first, then those of the plan."""
    found = [_fixed_pair(each, pairs) for each in matter.standing if each.fixed]
    before = {each.nominee.nomination.id: each for each in matter.standing if not each.fixed}
    for choice in chosen:
        nominee, place = matter.nominees[choice.nominee], matter.places[choice.place]
        now = before.get(nominee.nomination.id)
        same = now is not None and now.place.offer.id == place.offer.id and now.stay == choice.period
        made = pairs.fit_of(nominee, place)
        found.append(
            Pair(
                nominee.nomination.id,
                place.offer.id,
                choice.period,
                made.score,
                made.reasons,
                placement=now.placement if now else None,
                moved=now is not None and not same,
            )
        )
    return found


def _without_place(matter: Matter, chosen: Sequence[Choice]) -> Iterator[Id]:
    placed = {matter.nominees[choice.nominee].nomination.id for choice in chosen}
    for each in matter.standing:
        if not each.fixed and each.nominee.nomination.id not in placed:
            yield each.placement


def _fixed_pair(each: Standing, pairs: Pairs) -> Pair:
    made = pairs.fit_of(each.nominee, each.place, there=True)
    return Pair(
        each.nominee.nomination.id,
        each.place.offer.id,
        each.stay,
        made.score,
        made.reasons,
        locked=True,
        placement=each.placement,
    )
