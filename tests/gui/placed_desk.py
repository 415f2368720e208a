"""A small desk of fictional people for the tests of the windows: one programme, four cities, three hosts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from exchange_desk.gui.kit.changes import ChangeRelay
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.tasks import Tasks
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
    Stay,
)
from exchange_desk.services.desk import Desk
from exchange_desk.support.language import Language
from exchange_desk.support.settings import Settings


@dataclass
class PlacedDesk:
    """The desk and its records by short names."""

    desk: Desk
    programme: Programme
    cities: dict[str, City]
    offers: list[HostOffer]
    officials: list[Official]
    nominations: list[Nomination]
    placements: list[Placement]


@dataclass
class Told:
    """What a window asked its context to do."""

    opened: list[Any] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    listed: list[Any] = field(default_factory=list)
    failures: list[BaseException] = field(default_factory=list)


PEOPLE = (
    ("María José", "Núñez Peñaloza", "Quito", ("es", "en"), "Movilidad"),
    ("Jorge Camilo", "Abril Tarache", "Quito", ("es",), "Catastro"),
    ("Ana Lucía", "Álvarez Ruiz", "Lima", ("es", "pt"), "Movilidad"),
    ("Ramón", "de la Torre Ibarra", "Lima", ("es", "pt"), "Cultura"),
    ("João", "Conceição Prado", "Belo Horizonte", ("pt",), "Movilidad"),
    ("Inés", "Soto Quiroga", "Quito", ("es",), "Catastro"),
)


def make_desk(path: Path) -> PlacedDesk:
    """Six nominees of three cities, three offers in two host cities, two of the nominees placed."""
    desk = Desk.open(path)
    cities = {
        name: City(name=name, country=country)
        for name, country in (
            ("Quito", "EC"),
            ("Lima", "PE"),
            ("Belo Horizonte", "BR"),
            ("Medellín", "CO"),
            ("Montevideo", "UY"),
        )
    }
    hosts = [
        Institution(name="Agencia de Cooperación de Medellín", city_id=cities["Medellín"].id),
        Institution(name="Intendencia de Montevideo", city_id=cities["Montevideo"].id),
    ]
    programme = Programme(
        code="FICT-2026",
        name="Intercambio de funcionarios locales",
        starts_on=date(2026, 9, 1),
        ends_on=date(2026, 11, 30),
    )
    desk.records.save(*cities.values(), *hosts, programme)
    offers = [
        _offer(programme, hosts[0], "Movilidad sostenible", "Movilidad", 2, "es"),
        _offer(programme, hosts[0], "Catastro multifinalitario", "Catastro", 1, "es"),
        _offer(programme, hosts[1], "Gestión cultural", "Cultura", 1, "pt"),
    ]
    officials = [_official(cities, *each) for each in PEOPLE]
    desk.records.save(*offers, *officials)
    nominations = [
        Nomination(
            programme_id=programme.id,
            official_id=official.id,
            sending_city_id=official.city_id,
            status=NominationStatus.ELIGIBLE,
            theme=theme,
        )
        for official, (*_, theme) in zip(officials, PEOPLE, strict=True)
    ]
    desk.records.save(*nominations)
    placements = [_placement(nominations[0], offers[0], "001"), _placement(nominations[1], offers[1], "002")]
    for nomination in nominations[:2]:
        nomination.status = NominationStatus.PLACED
    desk.records.save(*placements)
    desk.records.save(*nominations[:2])
    return PlacedDesk(desk, programme, cities, offers, officials, nominations, placements)


def make_context(desk: Desk, show_failure: Callable[[BaseException], None] | None = None, code: str = "en") -> Context:
    """A context that notes what it is asked to do in `ctx.told`."""
    told = Told()
    tasks = Tasks(show_failure or told.failures.append)
    ctx = Context(
        desk=desk,
        lang=Language(code),
        settings=Settings(language=code),
        tasks=tasks,
        changes=ChangeRelay(desk),
        open_record=lambda kind, record_id: told.opened.append((kind, record_id)),
        announce=told.said.append,
        show_list=lambda listing, where: told.listed.append((listing, dict(where))),
    )
    ctx.told = told  # type: ignore[attr-defined]  # the tests look at what was asked
    return ctx


def unnamed(window: QWidget) -> list[str]:
    """The widgets in sight that take the keyboard and that a screen reader has no name for."""
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in window.findChildren(QWidget)
        if widget.isVisibleTo(window)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]


def _offer(programme: Programme, host: Institution, title: str, theme: str, places: int, language: str) -> HostOffer:
    return HostOffer(
        programme_id=programme.id,
        institution_id=host.id,
        title=title,
        theme=theme,
        places=places,
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 10, 31),
        status=OfferStatus.CONFIRMED,
        languages=[OfferLanguage(language=language, level="B1")],
    )


def _official(
    cities: dict[str, City], given: str, family: str, city: str, languages: tuple[str, ...], theme: str
) -> Official:
    first = family.split()[-1].lower().encode("ascii", "ignore").decode()
    return Official(
        given_names=given,
        family_names=family,
        email=f"{first}@example.org",
        city_id=cities[city].id,
        languages=[LanguageSkill(language=code, level="C1") for code in languages],
    )


def _placement(nomination: Nomination, offer: HostOffer, number: str) -> Placement:
    return Placement(
        nomination_id=nomination.id,
        offer_id=offer.id,
        reference=f"FICT-2026-{number}",
        status=PlacementStatus.PROPOSED,
        working_language="es",
        stays=[Stay(starts_on=date(2026, 10, 5), ends_on=date(2026, 10, 30))],
    )
