"""What the desk knows, as the plain values that the intake compares lists with."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from exchange_desk.intake.directory import Directory, Ended, KnownCity, KnownInstitution, KnownPerson, Value
from exchange_desk.model import (
    LIVE_NOMINATIONS,
    NOMINATION_MOVES,
    AliasKind,
    City,
    Institution,
    JoinedIdentity,
    LanguageSkill,
    LearntHeading,
    Nomination,
    NominationStatus,
    NotSamePerson,
    Official,
    SourceFile,
    TravelDocument,
    field_info,
)
from exchange_desk.rules.name_keys import Keys
from exchange_desk.store import Database
from exchange_desk.store.acquaintances import people_by_keys
from exchange_desk.store.plain import plain_rows
from exchange_desk.support.ids import Id
from exchange_desk.support.progress import SILENT, Progress

_FIELDS = {
    info.heading: column.key
    for column in Official.__table__.columns
    if (info := field_info(Official, column.key)) and info.heading and not info.refers
}
"""Import field → attribute of Official, as the model says it, for everything but references."""


def official_fields() -> dict[str, str]:
    """Import field → attribute of Official that holds its value as it is."""
    return dict(_FIELDS)


def known_directory(database: Database) -> Directory:
    cities = database.find(City)
    institutions = database.find(Institution)
    city_names = {city.id: city.name for city in cities}
    institution_names = {institution.id: institution.name for institution in institutions}
    learnt: dict[str, dict[str, str]] = defaultdict(dict)
    for heading in database.find(LearntHeading):
        learnt[heading.sender_city_id or ""][heading.folded] = heading.field
    received = {
        file.sha256: (file.name, file.received_at.date()) for file in database.find(SourceFile) if file.received_at
    }
    apart = plain_rows(database, NotSamePerson, ("first_id", "second_id"))
    return Directory(
        (),
        [_city(city) for city in cities],
        [KnownInstitution(i.id, i.name, i.city_id, (i.acronym,) if i.acronym else ()) for i in institutions],
        learnt,
        received,
        desk=OfficialsOfDesk(database, city_names, institution_names),
        apart=frozenset((first, second) for first, second in apart),
    )


def _city(city: City) -> KnownCity:
    names = tuple(alias.text for alias in city.aliases)
    learnt = frozenset(alias.text for alias in city.aliases if alias.kind == AliasKind.LEARNT)
    return KnownCity(city.id, city.name, city.country, names, region=city.region, learnt=learnt)


NOMINATION_FIELDS = {
    "theme": "theme",
    "objective": "objective",
    "note": "note",
    "start": "available_from",
    "end": "available_until",
}
"""Import field → attribute of Nomination that holds its value as it is."""


def nominated(directory: Directory, nominations: Iterable[Nomination]) -> Directory:
    """The same directory, knowing what these nominations (of one programme) say of its people."""
    newest = newest_of(nominations)
    told = {who: _nomination(each) for who, each in newest.items() if each.status in LIVE_NOMINATIONS}
    ended = {who: _ended(each) for who, each in newest.items() if each.status in _MAY_BEGIN_AGAIN}
    people = [replace(p, nomination=told.get(p.id), ended=ended.get(p.id)) for p in directory.people]
    desk = directory.desk.nominated(told, ended) if isinstance(directory.desk, OfficialsOfDesk) else directory.desk
    return replace(directory, people=people, desk=desk)


def newest_of(nominations: Iterable[Nomination]) -> dict[Id, Nomination]:
    """Official → the nomination that counts in one programme: the one that lives, else the newest of those ended."""
    ordered = sorted(nominations, key=lambda each: (each.status in LIVE_NOMINATIONS, each.id))
    return {each.official_id: each for each in ordered}


_MAY_BEGIN_AGAIN = (NominationStatus.WITHDRAWN, NominationStatus.SUBSTITUTED)
"""Ends that a sender brings about and may take back; what the desk has judged, the desk alone judges anew."""


def _ended(nomination: Nomination) -> Ended:
    status = NominationStatus(nomination.status)
    goes_on = NominationStatus.RECEIVED in NOMINATION_MOVES[status]
    return Ended(nomination.id, status.label, _nomination(nomination) if goes_on else None)


def _nomination(nomination: Nomination) -> dict[str, Value]:
    values = {field: getattr(nomination, attribute) for field, attribute in NOMINATION_FIELDS.items()}
    values |= {f"preferred_host_{wish.rank}": wish.text for wish in nomination.preferences}
    return {field: value for field, value in values.items() if value not in (None, "")}


_COMPARED = ("given_names", "family_names", "sex", "birth_date", "national_id", "email", "phone")
"""Fields that tell who somebody is, as they are named in lists and in Official."""


class OfficialsOfDesk:
    """The officials of a desk, read as far as a list asks for them. City and institution are told by name."""

    def __init__(
        self,
        database: Database,
        cities: Mapping[Id, str],
        institutions: Mapping[Id, str],
        nominations: Mapping[Id, Mapping[str, Value]] | None = None,
        ended: Mapping[Id, Ended] | None = None,
    ) -> None:
        self._database, self._cities, self._institutions = database, cities, institutions
        self._nominations, self._ended = nominations or {}, ended or {}

    def nominated(self, nominations: Mapping[Id, Mapping[str, Value]], ended: Mapping[Id, Ended]) -> "OfficialsOfDesk":
        """The same people with what their nominations say (official → field → value), and those that have ended."""
        return OfficialsOfDesk(self._database, self._cities, self._institutions, nominations, ended)

    @cached_property
    def count(self) -> int:
        return self._database.count(Official)

    def sharing(self, asked: Sequence[Keys], progress: Progress = SILENT) -> list[list[KnownPerson]]:
        """For each set of keys the officials who share one, with what tells who somebody is and nothing else."""
        found = people_by_keys(self._database, asked, progress=progress)
        ids = {each for group in found for each in group}
        passports: dict[Id, str] = {}
        columns = ("official_id", "kind", "number")
        for owner, kind, number in plain_rows(self._database, TravelDocument, columns, among=ids, by="official_id"):
            if kind == "passport":
                passports.setdefault(owner, number)
        people = {person.id: person for person in self._read(ids, _COMPARED, _COMPARED)}
        for each, told in _joined(self._database, ids).items():
            people[each] = replace(people[each], former=tuple(told))
        for each, number in passports.items():
            if number and each in people:
                people[each] = replace(people[each], values={**people[each].values, "passport_number": number})
        return [[people[each] for each in group if each in people] for group in found]

    def whole(self, ids: Collection[Id]) -> list[KnownPerson]:
        """These officials with everything a list can say of them."""
        parts = _parts(self._database, ids)
        return [
            replace(
                p,
                values={**p.values, **dict(parts.get(p.id, ()))},
                nomination=self._nominations.get(p.id),
                ended=self._ended.get(p.id),
            )
            for p in self._read(ids, tuple(_FIELDS), tuple(_FIELDS.values()))
        ]

    def _read(self, ids: Collection[Id], fields: Sequence[str], attributes: Sequence[str]) -> Iterator[KnownPerson]:
        """Column by column: thousands are compared, and none is changed."""
        columns = ("id", "city_id", "institution_id", *attributes)
        for person_id, city, institution, *found in plain_rows(self._database, Official, columns, among=ids):
            values: dict[str, Value] = {
                field: value for field, value in zip(fields, found, strict=True) if value not in (None, "")
            }
            if city:
                values["city"] = self._cities[city]
            if institution:
                values["institution"] = self._institutions[institution]
            yield KnownPerson(person_id, values, city, institution)


def _joined(database: Database, ids: Collection[Id]) -> dict[Id, list[Mapping[str, Value]]]:
    """Official → what each record said that was joined to them."""
    names = [name for name in _COMPARED if name in JoinedIdentity.__table__.columns]
    found: dict[Id, list[Mapping[str, Value]]] = defaultdict(list)
    for owner, *values in plain_rows(database, JoinedIdentity, ("official_id", *names), among=ids, by="official_id"):
        found[owner].append({name: value for name, value in zip(names, values, strict=True) if value})
    return found


def _parts(database: Database, ids: Collection[Id]) -> dict[Id, list[tuple[str, Value]]]:
    """Official → languages and first passport, as fields with their values."""
    found: dict[Id, list[tuple[str, Value]]] = defaultdict(list)
    columns = ("official_id", "language", "level")
    for person, language, level in plain_rows(database, LanguageSkill, columns, among=ids, by="official_id"):
        found[person].append((f"language.{language}", level))
    seen = set()
    passport = ("official_id", "kind", "number", "expires_on")
    for person, kind, number, expires_on in plain_rows(database, TravelDocument, passport, among=ids, by="official_id"):
        if kind != "passport" or person in seen:
            continue
        seen.add(person)
        found[person].append(("passport_number", number))
        if expires_on:
            found[person].append(("passport_expiry", expires_on))
    return found
