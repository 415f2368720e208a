"""The demonstration: a desk with invented people in real cities, in every state there is.

What it holds stands in resources/demo; here it becomes records, in a few named steps. Days are counted from the
Monday of the current week, so that there are always stays that are over, running and to come.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exchange_desk.model import (
    LIVE_PLACEMENTS,
    City,
    CityAlias,
    HostDecision,
    HostOffer,
    Institution,
    LanguageSkill,
    Membership,
    Network,
    Nomination,
    OfferLanguage,
    Official,
    Placement,
    PlacementStatus,
    Preference,
    Programme,
    Record,
    Stay,
    TravelDocument,
)
from exchange_desk.services.placing import record_overrides
from exchange_desk.store.files import remove_database
from exchange_desk.store.lock import Lock
from exchange_desk.support import clock
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language, msg
from exchange_desk.support.progress import SILENT, Progress
from exchange_desk.support.resources import resource
from exchange_desk.support.text import fold

if TYPE_CHECKING:
    from exchange_desk.services.desk import Desk

Entry = dict[str, Any]

_BEGUN = (PlacementStatus.IN_PROGRESS, PlacementStatus.FINISHED, PlacementStatus.REPORTED, PlacementStatus.CLOSED)
_ENDED = (PlacementStatus.FINISHED, PlacementStatus.REPORTED, PlacementStatus.CLOSED)
_INSURED = (*_BEGUN, PlacementStatus.CONFIRMED, PlacementStatus.INTERRUPTED)
_PHONES = {
    "MX": "+52 55 5550 {:04}",
    "CO": "+57 604 555 {:04}",
    "PE": "+51 1 555 {:04}",
    "EC": "+593 2 255 {:04}",
    "UY": "+598 2 555 {:04}",
    "BR": "+55 31 3555 {:04}",
    "AR": "+54 11 5555 {:04}",
    "ES": "+34 955 55 {:04}",
    "FR": "+33 1 55 55 {:04}",
}


def fresh(file: Path, progress: Progress = SILENT) -> "Desk":
    """Make the demonstration anew at `file` and open it. Raises DeskError("store.held") while somebody has it open."""
    from exchange_desk.services.desk import Desk

    lock = Lock.take(file)
    try:
        remove_database(file)
    finally:
        lock.release()
    desk = Desk.open(file, progress=progress)
    build(desk, progress)
    return desk


def build(desk: "Desk", progress: Progress = SILENT) -> None:
    """Fill an empty desk. Afterwards one host offer has more placements than places, one official two stays at a
    time, one placement a language set aside with a reason, and two officials stand in it twice."""
    making = _Making(clock.today())
    steps: tuple[tuple[str, Callable[[], Iterable[Record]]], ...] = (
        (msg("Demonstration: cities, institutions and networks"), making.places),
        (msg("Demonstration: programmes and host offers"), making.programmes),
        (msg("Demonstration: officials and nominations"), making.people),
        (msg("Demonstration: placements"), making.placements),
        (msg("Demonstration: rules set aside with a reason"), lambda: _set_aside(desk, making.reasons)),
        (msg("Demonstration: a host takes back a place"), making.fewer_places),
    )
    for done, (label, make) in enumerate(steps):
        progress.step(done, len(steps), label)
        with desk.database.step(label) as step:
            step.save(*make())
    progress.step(len(steps), len(steps))


def _set_aside(desk: "Desk", reasons: dict[Id, str]) -> Iterator[Record]:
    """Placements against a rule, with the reason an officer gave; what the rule says is asked of the rule."""
    for placement in desk.records.load(Placement, reasons):
        verdicts = desk.placements.verdicts(placement)
        given = {verdict.rule: reasons[placement.id] for verdict in verdicts}
        record_overrides(placement, verdicts, given, Language("es"))
        yield placement


class _Making:
    """Records by the keys that resources/demo gives them."""

    def __init__(self, today: date) -> None:
        self._monday = today - timedelta(days=today.weekday())
        self._cities: dict[str, City] = {}
        self._institutions: dict[str, Institution] = {}
        self._networks: dict[str, Network] = {}
        self._programmes: dict[str, Programme] = {}
        self._offers: dict[str, HostOffer] = {}
        self._nominations: dict[str, Nomination] = {}
        self._officials: dict[str, Official] = {}
        self._numbers: dict[str, int] = {}
        self.reasons: dict[Id, str] = {}

    def places(self) -> Iterator[Record]:
        data = _data("places")
        self._cities = {entry["key"]: _city(entry) for entry in data["city"]}
        for entry in data["institution"]:
            self._institutions[entry["key"]] = self._institution(entry)
        self._networks = {entry["key"]: self._network(entry) for entry in data["network"]}
        yield from (*self._cities.values(), *self._institutions.values(), *self._networks.values())

    def programmes(self) -> Iterator[Record]:
        data = _data("programmes")
        self._programmes = {entry["key"]: self._programme(entry) for entry in data["programme"]}
        for entry in data["offer"]:
            self._offers[entry["key"]] = self._offer(entry)
        yield from (*self._programmes.values(), *self._offers.values())

    def people(self) -> Iterator[Record]:
        data = _data("people")
        for number, entry in enumerate(data["official"], 1):
            official = self._officials[entry["key"]] = self._official(entry, number)
            yield official
        for entry in (*data["official"], *data["also"]):
            if "nominated" in entry:
                nomination = self._nominations[_nominated(entry)] = self._nomination(entry)
                yield nomination

    def placements(self) -> Iterator[Record]:
        data = _data("people")
        yield from (self._placement(entry) for entry in (*data["official"], *data["also"]) if "offer" in entry)

    def fewer_places(self) -> Iterator[Record]:
        for entry in _data("people")["fewer_places"]:
            offer = self._offers[entry["offer"]]
            offer.places = entry["places"]
            yield offer

    def _institution(self, entry: Entry) -> Institution:
        city = self._cities[entry["city"]].id if "city" in entry else None
        parent = self._institutions[entry["of"]].id if "of" in entry else None
        return Institution(city_id=city, parent_id=parent, **_plain(entry, "city", "of"))

    def _network(self, entry: Entry) -> Network:
        since = self._monday - timedelta(weeks=52 * 9)
        members = [
            Membership(
                city_id=self._cities[key].id,
                joined_on=since,
                role="Coordinación" if key == entry.get("coordinator") else "Miembro",
            )
            for key in entry["cities"]
        ]
        members += [
            Membership(institution_id=self._institutions[key].id, joined_on=since, role="Miembro")
            for key in entry.get("institutions", ())
        ]
        return Network(members=members, **_plain(entry, "cities", "institutions", "coordinator"))

    def _programme(self, entry: Entry) -> Programme:
        (opens, closes), (starts, ends) = entry["call"], entry["stays"]
        return Programme(
            network_id=self._networks[entry["network"]].id,
            coordinator_id=self._institutions[entry["coordinator"]].id,
            call_opens_on=self._first(opens),
            call_closes_on=self._last(closes),
            starts_on=self._first(starts),
            ends_on=self._last(ends),
            **_plain(entry, "network", "coordinator", "call", "stays"),
        )

    def _offer(self, entry: Entry) -> HostOffer:
        institution = self._institutions[entry["institution"]]
        first, last = entry["weeks"]
        name, post = entry["supervisor"]
        return HostOffer(
            programme_id=self._programmes[entry["programme"]].id,
            institution_id=institution.id,
            starts_on=self._first(first),
            ends_on=self._last(last),
            languages=[OfferLanguage(language=code, level=level) for code, level in _levels(entry["languages"])],
            supervisor_name=name,
            supervisor_post=post,
            supervisor_phone=_PHONES[self._country(institution)].format(len(self._offers) + 200),
            supervisor_email=f"{fold(name).split()[0]}.{fold(name).split()[-1]}@{entry['institution']}.example.org",
            working_hours="9:00 – 17:00",
            host_provides=entry.get("provides", ""),
            **_plain(entry, "programme", "institution", "weeks", "languages", "supervisor", "provides"),
        )

    def _official(self, entry: Entry, number: int) -> Official:
        institution = self._institutions[entry["at"]]
        city = next(city for city in self._cities.values() if city.id == institution.city_id)
        given, family = entry["name"]
        address = f"{fold(given).split()[0]}.{fold(family).replace(' ', '')}"
        twin = "same_as" in entry
        return Official(
            given_names=given,
            family_names=family,
            sex=entry["sex"],
            birth_date=entry.get("born"),
            nationality=city.country,
            email="" if twin else f"{address}@{fold(city.name).replace(' ', '')}.example.org",
            phone=_PHONES[city.country].format(_first_number(entry) if twin else number),
            post=entry["post"],
            institution_id=institution.id,
            city_id=city.id,
            languages=[LanguageSkill(language=code, level=level) for code, level in _levels(entry["languages"])],
            documents=self._passport(entry, city, number),
            emergency_contact=f"Familiar, {_PHONES[city.country].format(number + 500)}",
        )

    def _country(self, institution: Institution) -> str:
        return next(city.country for city in self._cities.values() if city.id == institution.city_id)

    def _passport(self, entry: Entry, city: City, number: int) -> list[TravelDocument]:
        if not entry.get("passport", True):
            return []
        expires = self._monday + timedelta(days=500 + 41 * number)
        return [TravelDocument(number=f"X{city.country}{number:06}", country=city.country, expires_on=expires)]

    def _nomination(self, entry: Entry) -> Nomination:
        programme, status = entry["nominated"].split(":")
        official = self._officials[entry.get("official") or entry["key"]]
        substituted = self._nominations.get(f"{entry.get('substitutes')} {programme}")
        wishes = [self._cities[key] for key in entry.get("wishes", ())]
        return Nomination(
            programme_id=self._programmes[programme].id,
            official_id=official.id,
            sending_city_id=official.city_id,
            sending_institution_id=official.institution_id,
            status=status,
            host_decision=_host_decision(entry),
            status_reason=entry.get("reason", "") or _REASONS.get(status, ""),
            letter_date=self._first(-16),
            theme=entry.get("theme", ""),
            objective=_OBJECTIVES.get(entry.get("theme", ""), ""),
            substitute_of_id=substituted.id if substituted else None,
            preferences=[Preference(rank=n, city_id=city.id, text=city.name) for n, city in enumerate(wishes, 1)],
        )

    def _placement(self, entry: Entry) -> Placement:
        nomination, offer = self._nominations[_nominated(entry)], self._offers[entry["offer"]]
        status = PlacementStatus(entry["state"])
        stay = self._stay(entry, status)
        programme = next(p for p in self._programmes.values() if p.id == offer.programme_id)
        insured = status in _INSURED
        assert stay.starts_on is not None
        assert stay.ends_on is not None
        placement = Placement(
            nomination_id=nomination.id,
            offer_id=offer.id,
            reference=self._reference(programme),
            status=status,
            status_reason=entry.get("reason", ""),
            working_language=offer.languages[0].language,
            theme=nomination.theme,
            objectives=nomination.objective,
            hours_per_week=35,
            work_plan=_WORK_PLAN,
            travel=f"Ida {stay.starts_on - timedelta(days=2):%d/%m/%Y}, regreso {stay.ends_on:%d/%m/%Y}"
            if insured
            else "",
            visa="No necesario" if insured else "",
            insurance_company="Aseguradora de ejemplo" if insured else "",
            insurance_from=stay.starts_on - timedelta(days=2) if insured else None,
            insurance_until=stay.ends_on + timedelta(days=2) if insured else None,
            report_due_on=stay.ends_on + timedelta(days=programme.report_days or 30),
            stays=[stay],
        )
        if "override" in entry:
            self.reasons[placement.id] = entry["override"]
        return placement

    def _stay(self, entry: Entry, status: PlacementStatus) -> Stay:
        week, count = entry["weeks"]
        stay = Stay(starts_on=self._first(week), ends_on=self._last(week + count - 1, friday=True))
        if status in _BEGUN or status is PlacementStatus.INTERRUPTED:
            stay.arrived_on = stay.starts_on
        if status in _ENDED:
            stay.left_on = stay.ends_on
        if status is PlacementStatus.INTERRUPTED:
            stay.left_on = self._first(week) + timedelta(days=10)
        return stay

    def _reference(self, programme: Programme) -> str:
        self._numbers[programme.code] = self._numbers.get(programme.code, 0) + 1
        return f"{programme.code}-{self._numbers[programme.code]:03}"

    def _first(self, week: int) -> date:
        return self._monday + timedelta(weeks=week)

    def _last(self, week: int, *, friday: bool = False) -> date:
        return self._first(week) + timedelta(days=4 if friday else 6)


_WORK_PLAN = (
    "Semana 1: presentación del equipo y de sus procedimientos.\n"
    "Semanas 2 y 3: participación en un proyecto en curso.\n"
    "Semana 4: informe y plan de trabajo común."
)
_REASONS = {
    "ineligible": "No cumple la edad mínima o la antigüedad pedidas.",
    "withdrawn": "La institución de origen retiró la postulación.",
    "not_selected": "El cupo de la ciudad ya estaba cubierto.",
}
_OBJECTIVES = {
    "Movilidad": "Adoptar dos medidas de seguridad vial de la ciudad anfitriona y medir su efecto en seis meses.",
    "Clima": "Preparar el inventario de emisiones de la ciudad con el método de la institución anfitriona.",
    "Participación": "Celebrar tres asambleas de presupuesto participativo antes de fin de año.",
    "Cultura": "Firmar un programa conjunto de residencias con un centro cultural de la ciudad anfitriona.",
    "Patrimonio": "Catalogar cien bienes con la ficha de la institución anfitriona.",
    "Género": "Redactar el protocolo municipal de atención con los aprendizajes de la estancia.",
    "Relaciones internacionales": "Presentar dos proyectos conjuntos a convocatorias de cooperación.",
    "Cooperación descentralizada": "Acordar un plan de trabajo anual entre las dos ciudades.",
}


def _city(entry: Entry) -> City:
    aliases = [CityAlias(text=text, kind=kind, language="".join(lang)) for text, kind, *lang in entry["aliases"]]
    return City(aliases=aliases, **_plain(entry, "aliases"))


def _plain(entry: Entry, *without: str) -> Entry:
    """The fields of an entry that a record takes as they are."""
    return {name: value for name, value in entry.items() if name not in ("key", *without)}


def _levels(text: str) -> list[tuple[str, str]]:
    """ "es:native en:B2" → [("es", "native"), ("en", "B2")]"""
    return [(code, level) for code, _, level in (part.partition(":") for part in text.split())]


def _nominated(entry: Entry) -> str:
    """The key of an entry's nomination: official and programme."""
    return f"{entry.get('official') or entry['key']} {entry['nominated'].partition(':')[0]}"


def _first_number(entry: Entry) -> int:
    """The number of the official whom a twin repeats."""
    return 1 + next(n for n, other in enumerate(_data("people")["official"]) if other["key"] == entry["same_as"])


def _host_decision(entry: Entry) -> str:
    state = entry.get("state")
    if state is None:
        return HostDecision.REJECTED if entry["nominated"].endswith("not_selected") else HostDecision.NOT_SENT
    if state == PlacementStatus.PROPOSED:
        return HostDecision.PENDING
    return HostDecision.ACCEPTED if PlacementStatus(state) in LIVE_PLACEMENTS else HostDecision.PENDING


@cache
def _data(name: str) -> dict[str, list[Entry]]:
    return tomllib.loads(resource("demo", f"{name}.toml").read_text(encoding="utf-8"))
