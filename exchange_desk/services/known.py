"""What the desk knows, as the plain values that the intake compares lists with."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from exchange_desk.intake.directory import Directory, KnownCity, KnownInstitution, KnownPerson, Value
from exchange_desk.model import (
    LIVE_NOMINATIONS,
    City,
    Institution,
    LanguageSkill,
    LearntHeading,
    Nomination,
    Official,
    SourceFile,
    TravelDocument,
    field_info,
)
from exchange_desk.store import Database
from exchange_desk.store.plain import plain_rows

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
    return Directory(
        _people(database, city_names, institution_names),
        [KnownCity(city.id, city.name, city.country, tuple(a.text for a in city.aliases)) for city in cities],
        [KnownInstitution(i.id, i.name, i.city_id, (i.acronym,) if i.acronym else ()) for i in institutions],
        learnt,
        received,
    )


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
    told = {each.official_id: _nomination(each) for each in nominations if each.status in LIVE_NOMINATIONS}
    people = [replace(p, nomination=told[p.id]) if p.id in told else p for p in directory.people]
    return replace(directory, people=people)


def _nomination(nomination: Nomination) -> dict[str, Value]:
    values = {field: getattr(nomination, attribute) for field, attribute in NOMINATION_FIELDS.items()}
    values |= {f"preferred_host_{wish.rank}": wish.text for wish in nomination.preferences}
    return {field: value for field, value in values.items() if value not in (None, "")}


def _people(database: Database, cities: dict[str, str], institutions: dict[str, str]) -> list[KnownPerson]:
    """Column by column: a desk has many thousand officials, and a list is compared with each of them."""
    parts = _parts(database)
    columns = ("id", "city_id", "institution_id", *_FIELDS.values())
    people = []
    for person_id, city, institution, *found in plain_rows(database, Official, columns):
        values: dict[str, Value] = {
            field: value for field, value in zip(_FIELDS, found, strict=True) if value not in (None, "")
        }
        if city:
            values["city"] = cities[city]
        if institution:
            values["institution"] = institutions[institution]
        values.update(parts.get(person_id, ()))
        people.append(KnownPerson(person_id, values, city, institution))
    return people


def _parts(database: Database) -> dict[str, list[tuple[str, Value]]]:
    """Official → languages and first passport, as fields with their values."""
    found: dict[str, list[tuple[str, Value]]] = defaultdict(list)
    for person, language, level in plain_rows(database, LanguageSkill, ("official_id", "language", "level")):
        found[person].append((f"language.{language}", level))
    seen = set()
    columns = ("official_id", "kind", "number", "expires_on")
    for person, kind, number, expires_on in plain_rows(database, TravelDocument, columns):
        if kind != "passport" or person in seen:
            continue
        seen.add(person)
        found[person].append(("passport_number", number))
        if expires_on:
            found[person].append(("passport_expiry", expires_on))
    return found
