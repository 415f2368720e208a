"""Fictional nominees and offers for the tests of rules, matching and placements; records without a database."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from exchange_desk.model import (
    City,
    HostOffer,
    Institution,
    LanguageSkill,
    Nomination,
    NominationStatus,
    OfferLanguage,
    OfferStatus,
    Official,
    Programme,
    TravelDocument,
)
from exchange_desk.rules.facts import NomineeFacts, OfferFacts, OwnStay, PlacementFacts
from exchange_desk.rules.periods import Period
from exchange_desk.rules.verdict import RuleSeverity, Verdict

TODAY = date(2026, 3, 2)
"""The day at which the tests' clock stands, a Monday."""


def day(month: int, number: int, year: int = 2026) -> date:
    return date(year, month, number)


def period(start: tuple[int, int] | None, end: tuple[int, int] | None) -> Period:
    """Days of 2026 by (month, day)."""
    return Period(day(*start) if start else None, day(*end) if end else None)


MAY = period((5, 4), (5, 31))
"""Four whole weeks, Monday to Sunday."""

LIMA = City(name="Lima", country="PE", language="es")
QUITO = City(name="Quito", country="EC", language="es")
RECIFE = City(name="Recife", country="BR", language="pt")


def programme(**fields: Any) -> Programme:
    return Programme(**{"code": "FICT-2026", "name": "Intercambio de prueba"} | fields)


def skills(*spoken: str) -> list[LanguageSkill]:
    """Skills written as "pt:B1", "es:native"; "pt" alone has no level, "pt:B1~" is approximate."""
    found = []
    for each in spoken:
        language, _, level = each.partition(":")
        level, approximate = level.rstrip("~"), level.endswith("~")
        found.append(LanguageSkill(language=language, level=level, approximate=approximate))
    return found


def passport(expires: date | None) -> TravelDocument:
    return TravelDocument(kind="passport", expires_on=expires)


def nominee(
    languages: Sequence[str] = (),
    *,
    home: City | None = LIMA,
    of: Programme | None = None,
    elsewhere: Sequence[OwnStay] = (),
    placed: bool = False,
    official: dict[str, Any] | None = None,
    **nomination: Any,
) -> NomineeFacts:
    """An eligible nominee of Lima; further fields are the nomination's."""
    person = Official(
        given_names="Ana", family_names="Prueba Soto", email="ana@example.org", languages=skills(*languages)
    )
    for name, value in (official or {}).items():
        setattr(person, name, value)
    edition = of or programme()
    record = Nomination(
        **{"status": NominationStatus.ELIGIBLE} | nomination,
        programme_id=edition.id,
        official_id=person.id,
        sending_city_id=home.id if home else None,
    )
    return NomineeFacts(
        nomination=record,
        official=person,
        programme=edition,
        home=home,
        elsewhere=tuple(elsewhere),
        placed=placed,
    )


def place(
    languages: Sequence[str] = (),
    *,
    city: City | None = RECIFE,
    of: Programme | None = None,
    taken: Sequence[Period] = (),
    **offer: Any,
) -> OfferFacts:
    """A confirmed offer of one place in Recife; further fields are the offer's."""
    host = Institution(name="Prefeitura de teste", city_id=city.id if city else None)
    edition = of or programme()
    needs = [OfferLanguage(language=each.language, level=each.level) for each in skills(*languages)]
    record = HostOffer(
        **{"status": OfferStatus.CONFIRMED} | offer,
        programme_id=edition.id,
        institution_id=host.id,
        languages=needs,
    )
    return OfferFacts(offer=record, host=host, programme=edition, city=city, taken=tuple(taken))


def facts(who: NomineeFacts, where: OfferFacts, *stays: Period, **more: Any) -> PlacementFacts:
    return PlacementFacts(**{"today": TODAY} | more, nominee=who, place=where, stays=stays or (MAY,))


def by_rule(verdicts: Sequence[Verdict]) -> dict[str, RuleSeverity]:
    """Rule → the heaviest severity said about it."""
    found: dict[str, RuleSeverity] = {}
    for verdict in sorted(verdicts, key=lambda each: each.severity.rank):
        found[verdict.rule] = verdict.severity
    return found
