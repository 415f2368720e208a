"""What the rules are asked about: records and the plain facts around them. Whoever judges puts them together.

They are a snapshot: what follows from the records is worked out once, so new facts are made when records change.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from exchange_desk.model import City, HostOffer, Institution, Network, Nomination, Official, Programme
from exchange_desk.rules.languages import Skill, needs_of, skills_of
from exchange_desk.rules.periods import ALWAYS, Period, common


@dataclass(frozen=True)
class OwnStay:
    """Days that a person spends at another placement, with the share of the working time (per cent)."""

    period: Period
    share: int = 100
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class NomineeFacts:
    """A nominee, the same for every offer.

    `home`: the sending city. `elsewhere`: the person's other live stays in any programme. `placed`: whether the
    nomination has another live placement, `placed_at` its reference.
    """

    nomination: Nomination
    official: Official
    programme: Programme
    home: City | None = None
    elsewhere: tuple[OwnStay, ...] = ()
    placed: bool = False
    placed_at: str = ""

    @cached_property
    def skills(self) -> tuple[Skill, ...]:
        return skills_of(self.official)

    @cached_property
    def home_language(self) -> str:
        return self.home.language if self.home else ""

    @cached_property
    def availability(self) -> Period:
        return Period(self.nomination.available_from, self.nomination.available_until)


@dataclass(frozen=True, kw_only=True)
class OfferFacts:
    """An offer with the days at which its places are taken (one period per live stay of somebody else)."""

    offer: HostOffer
    host: Institution
    programme: Programme
    city: City | None = None
    taken: tuple[Period, ...] = ()

    @cached_property
    def needs(self) -> tuple[Skill, ...]:
        return needs_of(self.offer)

    @cached_property
    def window(self) -> Period:
        return Period(self.offer.starts_on, self.offer.ends_on)

    @cached_property
    def room(self) -> Period | None:
        """The days on which both host and programme have stays; None when there are none."""
        return common(self.window, programme_window(self.programme))


@dataclass(frozen=True, kw_only=True)
class PlacementFacts:
    """One nominee at one offer for one or more periods. `settled`: the placement is confirmed or under way, so that
    what only matters beforehand (lead time, state of nomination and offer) is no longer asked."""

    nominee: NomineeFacts
    place: OfferFacts
    stays: tuple[Period, ...]
    today: date
    share: int = 100
    settled: bool = False


@dataclass(frozen=True, kw_only=True)
class EligibilityFacts:
    """One nomination by itself. `position`: its number among the live ones of its city in the programme (1 is the
    first). `twins`: other live nominations of the person in the programme. `earlier`: references of placements that
    the person finished before. `network`: the one the programme is open to, None: open to all."""

    nominee: NomineeFacts
    today: date
    position: int = 1
    twins: int = 0
    earlier: tuple[str, ...] = ()
    network: Network | None = None


def programme_window(programme: Programme) -> Period:
    return Period(programme.starts_on, programme.ends_on) or ALWAYS


def tighter_weeks(offer: HostOffer, programme: Programme) -> tuple[int | None, int | None]:
    """The least and the most weeks that both offer and programme allow."""
    least = max((weeks for weeks in (offer.min_weeks, programme.min_weeks) if weeks), default=None)
    most = min((weeks for weeks in (offer.max_weeks, programme.max_weeks) if weeks), default=None)
    return least, most
