"""A small desk for the tests of nominations and placements: three cities, two hosts, four officials, one programme."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
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
    Placement,
    PlacementStatus,
    Programme,
)
from exchange_desk.services.desk import Desk
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language

EN = Language("en")
FIRST, LAST = date(2026, 5, 4), date(2026, 5, 31)
"""Four whole weeks."""

PEOPLE = (
    ("Ana", "Prueba Soto", "Lima", ("es:native", "pt:A2"), "Agua"),
    ("Luis", "Ejemplo Rojas", "Lima", ("es:native", "pt:C1"), "Movilidad"),
    ("Eva", "Muestra Ortiz", "Quito", ("es:native",), "Agua"),
    ("João", "Modelo Prado", "Recife", ("pt:native", "es:B1"), "Cultura"),
)


@dataclass
class Exchange:
    """The desk with its records by short names: officials and nominations by given name, offers by title."""

    desk: Desk
    programme: Programme
    cities: dict[str, City]
    offers: dict[str, HostOffer] = field(default_factory=dict)
    officials: dict[str, Official] = field(default_factory=dict)
    nominations: dict[str, Id] = field(default_factory=dict)

    def nomination(self, name: str) -> Nomination:
        return self.desk.records.get(Nomination, self.nominations[name])

    def placement(self, name: str) -> Placement:
        """The live placement of a nominee."""
        placements = self.desk.records.find(Placement, nomination_id=self.nominations[name])
        (found,) = [each for each in placements if each.status != PlacementStatus.CANCELLED]
        return found

    def assign(self, name: str, offer: str, first: date = FIRST, last: date = LAST, **more: Any) -> Placement:
        self.desk.placements.assign(self.nominations[name], self.offers[offer].id, first, last, lang=EN, **more)
        return self.placement(name)

    def offer(self, title: str, city: str, languages: tuple[str, ...] = (), **fields: Any) -> HostOffer:
        host = Institution(name=f"Gobierno de {city}", city_id=self.cities[city].id)
        needs = [OfferLanguage(language=code, level=level) for code, _, level in map(_parted, languages)]
        offer = HostOffer(
            **{"starts_on": FIRST, "ends_on": LAST, "status": OfferStatus.CONFIRMED} | fields,
            programme_id=self.programme.id,
            institution_id=host.id,
            title=title,
            languages=needs,
        )
        self.desk.records.save(host)
        self.desk.records.save(offer)
        self.offers[title] = offer
        return offer

    def change(self, record: Any, **fields: Any) -> Any:
        for name, value in fields.items():
            setattr(record, name, value)
        self.desk.records.save(record)
        return record


def make_exchange(path: Path) -> Exchange:
    desk = Desk.open(path)
    cities = {
        name: City(name=name, country=country, language=language)
        for name, country, language in (("Lima", "PE", "es"), ("Quito", "EC", "es"), ("Recife", "BR", "pt"))
    }
    programme = Programme(
        code="FICT-2026",
        name="Intercambio de prueba",
        starts_on=date(2026, 4, 1),
        ends_on=date(2026, 9, 30),
        report_days=30,
    )
    desk.records.save(*cities.values(), programme)
    made = Exchange(desk, programme, cities)
    made.offer("Água", "Recife", ("pt:B1",), theme="Água")
    made.offer("Movilidad", "Quito", ("es:B1",), theme="Movilidad", places=2)
    for given, family, city, languages, theme in PEOPLE:
        skills = [LanguageSkill(language=code, level=level) for code, _, level in map(_parted, languages)]
        official = Official(
            given_names=given,
            family_names=family,
            email=f"{given.lower()}@example.org",
            city_id=cities[city].id,
            languages=skills,
        )
        nomination = Nomination(
            programme_id=programme.id,
            official_id=official.id,
            sending_city_id=cities[city].id,
            status=NominationStatus.ELIGIBLE,
            theme=theme,
            objective="Tres fichas de proyecto",
        )
        desk.records.save(official)
        desk.records.save(nomination)
        made.officials[given], made.nominations[given] = official, nomination.id
    return made


def _parted(text: str) -> tuple[str, str, str]:
    return text.partition(":")
