"""A desk that gets a sender's lists, for tests of lists that are corrected and sent again."""

from datetime import date
from pathlib import Path

from exchange_desk.intake.plan import ImportPlan
from exchange_desk.model import (
    City,
    HostOffer,
    Institution,
    Nomination,
    NominationStatus,
    OfferStatus,
    Official,
    Placement,
    Programme,
)
from exchange_desk.services.desk import Desk
from exchange_desk.services.imports import ApplyReport
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language
from tests import builders

HEAD = ("Nombres", "Apellidos", "Correo", "Cargo", "Teléfono", "Sexo", "Tema")
ANA = ("Ana", "Ruiz Vega", "ana@example.org", "Jefa", "+593 2 555 0001", "F", "Agua")
EVA = ("Eva", "Gil Mora", "eva@example.org", "Técnica", None, "F", "Clima")
LUIS = ("Luis", "Sol Paz", "luis@example.org", "Asesor", None, "M", "Agua")
TEO = ("Teo", "Mar Ríos", "teo@example.org", "Chofer", None, "M", "Agua")


class World:
    """A desk with Quito, which sends lists for the programme P-1."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self._folder, self._number = desk, folder, 0
        self.programme = Programme(code="P-1", name="Intercambio")
        self.quito, self.lima = City(name="Quito", country="EC"), City(name="Lima", country="PE")
        desk.lists.lang = Language("en")
        for record in (self.programme, self.quito, self.lima):
            desk.records.save(record)

    def file(self, *rows: tuple[object, ...], head: tuple[str, ...] = HEAD) -> Path:
        self._number += 1
        return builders.xlsx(self._folder / f"lista {self._number}.xlsx", {"Nómina": [head, *rows]})

    def plan(
        self, *rows: tuple[object, ...], sender: str | None = "Quito", programme: str | None = "P-1"
    ) -> ImportPlan:
        return self.desk.imports.plan(self.file(*rows), programme=programme, sender=sender)

    def take(
        self, *rows: tuple[object, ...], sender: str | None = "Quito", programme: str | None = "P-1"
    ) -> ApplyReport:
        return self.desk.imports.apply(self.plan(*rows, sender=sender, programme=programme))

    def official(self, name: str) -> Official:
        (found,) = self.desk.records.find(Official, given_names=name)
        return found

    def edit(self, name: str, **fields: object) -> None:
        official = self.official(name)
        for field, value in fields.items():
            setattr(official, field, value)
        self.desk.records.save(official)

    def nomination(self, name: str) -> Nomination:
        (found,) = self.desk.records.find(Nomination, official_id=self.official(name).id)
        return found


def with_(row: tuple[object, ...], **changed: object) -> tuple[object, ...]:
    places = {"mail": 2, "post": 3, "phone": 4, "theme": 6}
    return tuple(next((v for k, v in changed.items() if places[k] == i), old) for i, old in enumerate(row))


def place(world: World, name: str) -> Id:
    host = Institution(name="Gobierno de Lima", city_id=world.lima.id)
    offer = HostOffer(
        programme_id=world.programme.id, institution_id=host.id, status=OfferStatus.CONFIRMED,
        starts_on=date(2026, 5, 4), ends_on=date(2026, 5, 31),
    )  # fmt: skip
    world.desk.records.save(host)
    world.desk.records.save(offer)
    world.desk.nominations.move(world.nomination(name).id, NominationStatus.ELIGIBLE, "Looked at.")
    world.desk.placements.assign(
        world.nomination(name).id, offer.id, date(2026, 5, 4), date(2026, 5, 31), lang=Language("en")
    )
    (placement,) = world.desk.records.find(Placement)
    return placement.id
