"""What the rules judge, put together from the desk in a few queries: nominees, offers, and who is where."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from exchange_desk.model import (
    LIVE_PLACEMENTS,
    City,
    HostOffer,
    Nomination,
    Official,
    Placement,
    PlacementStatus,
    Record,
)
from exchange_desk.rules.facts import NomineeFacts, OfferFacts, OwnStay, PlacementFacts
from exchange_desk.rules.periods import Period, effective_period, effective_stays
from exchange_desk.store import Database
from exchange_desk.support import clock
from exchange_desk.support.ids import Id

R = TypeVar("R", bound=Record)

NOMINATION = ("programme", "official.city", "sending_city")
OFFER = ("programme", "institution.city", "institution.parent.city")
PLACEMENT = (*(f"nomination.{path}" for path in NOMINATION), *(f"offer.{path}" for path in OFFER))
"""The references that judging needs."""

_AT_ONCE = 5_000
_SETTLED = LIVE_PLACEMENTS - {PlacementStatus.PROPOSED, PlacementStatus.ACCEPTED, PlacementStatus.AGREED}


def find_in(database: Database, kind: type[R], column: str, values: Iterable[Any], graph: Iterable[str]) -> list[R]:
    """Records whose column is one of any number of values."""
    wanted = sorted(set(values))
    found: list[R] = []
    for start in range(0, len(wanted), _AT_ONCE):
        chosen: dict[str, Any] = {column: wanted[start : start + _AT_ONCE]}
        found += database.find(kind, graph, **chosen)
    return found


class Situation:
    """Nominations and offers (loaded as above) with all live placements that touch them: those at the offers, and
    those of the nominated persons anywhere."""

    def __init__(self, database: Database, nominations: Sequence[Nomination], offers: Sequence[HostOffer]) -> None:
        self.nominations = {nomination.id: nomination for nomination in nominations}
        self.offers = {offer.id: offer for offer in offers}
        self._database = database
        self._there = _live(find_in(database, Placement, "offer_id", self.offers, ()))
        self.at_offer: dict[Id, list[Placement]] = defaultdict(list)
        for placement in self._there:
            self.at_offer[placement.offer_id].append(placement)
        self.of_person: dict[Id, list[Placement]] = defaultdict(list)
        officials = {nomination.official_id for nomination in nominations}
        own = {each.id: each for each in find_in(database, Nomination, "official_id", officials, ())}
        for placement in _live(find_in(database, Placement, "nomination_id", own, ())):
            self.of_person[own[placement.nomination_id].official_id].append(placement)

    @classmethod
    def of_programme(cls, database: Database, programme_id: Id) -> "Situation":
        nominations = database.find(Nomination, NOMINATION, programme_id=programme_id)
        return cls(database, nominations, database.find(HostOffer, OFFER, programme_id=programme_id))

    @classmethod
    def of_nomination(cls, database: Database, nomination_id: Id) -> "Situation":
        """One nominee, and every offer of the programme."""
        nomination = database.get(Nomination, nomination_id, NOMINATION)
        return cls(database, [nomination], database.find(HostOffer, OFFER, programme_id=nomination.programme_id))

    @classmethod
    def of_placements(cls, database: Database, placements: Sequence[Placement]) -> "Situation":
        """The nominees and offers of some placements loaded with PLACEMENT."""
        return cls(database, [p.nomination for p in placements], [p.offer for p in placements])

    def nominee(self, nomination: Nomination, without: Iterable[Id] = ()) -> NomineeFacts:
        """`without`: placements that do not count, such as the one that is judged."""
        left_out = set(without)
        others = [each for each in self.of_person[nomination.official_id] if each.id not in left_out]
        same = [each for each in others if each.nomination_id == nomination.id]
        elsewhere = [
            OwnStay(period, share, each.reference)
            for each in others
            if each.nomination_id != nomination.id
            for period, share in effective_stays(each)
        ]
        return NomineeFacts(
            nomination=nomination,
            official=nomination.official,
            programme=nomination.programme,
            home=home_of(nomination),
            elsewhere=tuple(elsewhere),
            placed=bool(same),
            placed_at=same[0].reference if same else "",
        )

    def place(self, offer: HostOffer, without: Iterable[Id] = ()) -> OfferFacts:
        left_out = set(without)
        taken = [p for each in self.at_offer[offer.id] if each.id not in left_out for p, _ in effective_stays(each)]
        return OfferFacts(
            offer=offer, host=offer.institution, programme=offer.programme, city=city_of(offer), taken=tuple(taken)
        )

    def judged_as(self, placement: Placement, stays: Sequence[Period] | None = None) -> PlacementFacts:
        """A placement of PLACEMENT as the rules see it, on its own days or on others."""
        if stays is None:
            stays = [effective_period(stay) for stay in placement.stays]
        return PlacementFacts(
            nominee=self.nominee(placement.nomination, [placement.id]),
            place=self.place(placement.offer, [placement.id]),
            stays=tuple(stays),
            today=clock.today(),
            share=max((stay.share for stay in placement.stays), default=100),
            settled=placement.status in _SETTLED,
        )

    def together(self) -> Mapping[tuple[Id, Id], int]:
        """(sending city, host city) → live placements at these offers."""
        wanted = {placement.nomination_id for placement in self._there}
        sent = {each.id: each.sending_city_id for each in find_in(self._database, Nomination, "id", wanted, ())}
        cities = [(sent.get(each.nomination_id), city_of(self.offers[each.offer_id])) for each in self._there]
        return Counter((home, city.id) for home, city in cities if home and city)


def home_of(nomination: Nomination) -> City | None:
    """The city that sends: the one named, else the person's own."""
    official: Official = nomination.official
    return nomination.sending_city or official.city


def city_of(offer: HostOffer) -> City | None:
    """Where the host is; a unit without a city of its own is where its institution is."""
    host = offer.institution
    return host.city or (host.parent.city if host.parent else None)


def _live(placements: Iterable[Placement]) -> list[Placement]:
    return [placement for placement in placements if placement.status in LIVE_PLACEMENTS]
