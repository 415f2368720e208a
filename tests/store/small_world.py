"""A small world of fictional people for the tests of the store."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from exchange_desk.model import (
    City,
    CityAlias,
    HostOffer,
    Institution,
    LanguageSkill,
    Membership,
    Network,
    Nomination,
    OfferLanguage,
    Official,
    Override,
    Placement,
    Programme,
    SourceFile,
    Stay,
    TravelDocument,
)
from exchange_desk.services.desk import Desk


@dataclass
class World:
    mexico: City
    quito: City
    zurich: City
    office: Institution
    host: Institution
    network: Network
    maria: Official
    ramon: Official
    nunila: Official
    programme: Programme
    offer: HostOffer
    nomination: Nomination
    placement: Placement
    file: SourceFile

    @property
    def records(self) -> list:
        return list(vars(self).values())


def world() -> World:
    mexico = City(name="Ciudad de México", country="MX")
    quito = City(name="Quito", country="EC", aliases=[CityAlias(text="Carita de Dios")])
    zurich = City(name="Zúrich", country="CH", region="Zúrich")
    office = Institution(name="Coordinación Internacional", acronym="CGAI", city_id=mexico.id)
    host = Institution(name="Alcaldía de Quito", city_id=quito.id)
    network = Network(name="Red de Ciudades", members=[Membership(city_id=mexico.id)])
    maria = Official(
        given_names="María José",
        family_names="Núñez Pérez",
        email="maria@example.org",
        city_id=mexico.id,
        institution_id=office.id,
        birth_date=date(1980, 4, 3),
        languages=[LanguageSkill(language="pt", level="B1"), LanguageSkill(language="es", level="native")],
        documents=[TravelDocument(number="X1234567", country="MX")],
    )
    ramon = Official(given_names="Ramón", family_names="de la Torre Ibarra", city_id=quito.id, post="Jefe de agua")
    nunila = Official(given_names="Nunila", family_names="Abad")
    programme = Programme(code="EX26", name="Intercambio 2026", network_id=network.id)
    offer = HostOffer(
        programme_id=programme.id,
        institution_id=host.id,
        title="Movilidad",
        places=3,
        languages=[OfferLanguage(language="es")],
    )
    nomination = Nomination(
        programme_id=programme.id, official_id=maria.id, sending_city_id=mexico.id, theme="Agua y drenaje"
    )
    placement = Placement(
        nomination_id=nomination.id,
        offer_id=offer.id,
        reference="EX26-001",
        stays=[
            Stay(starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 9), arrived_on=date(2026, 3, 3)),
            Stay(starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 9), left_on=date(2026, 4, 8)),
        ],
        overrides=[Override(rule="dates", reason="Agreed by telephone")],
    )
    file = SourceFile(
        name="nómina.xlsx",
        sha256="0" * 64,
        received_at=datetime(2026, 2, 1, 9, 30, tzinfo=UTC),
        sender_city_id=mexico.id,
        totals={"rows": 3, "new": 2, "update": 1},
    )
    return World(
        *(mexico, quito, zurich, office, host, network, maria, ramon, nunila),
        *(programme, offer, nomination, placement, file),
    )


def settle(desk: Desk) -> World:
    """Save the small world as one step."""
    found = world()
    with desk.database.step("Small world") as step:
        step.save(*found.records)
    return found
