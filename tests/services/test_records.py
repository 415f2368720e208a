"""Records through the services: checked before they are saved, named as an officer names them."""

from datetime import date

import pytest

from exchange_desk.model import (
    City,
    HostOffer,
    Institution,
    Network,
    Nomination,
    Official,
    Placement,
    Programme,
    Record,
    SourceFile,
)
from exchange_desk.rules.fields import check_fields
from exchange_desk.services.desk import Desk
from exchange_desk.services.records import GRAPHS, KINDS, name_of, value_of
from exchange_desk.support.language import Language
from exchange_desk.support.problems import DeskError
from tests.store.small_world import World, settle


@pytest.fixture
def small(desk: Desk) -> World:
    return settle(desk)


def keys(record: Record) -> list[tuple[str, str | None]]:
    return [(problem.key, problem.field) for problem in check_fields(record)]


def test_what_a_record_needs_is_said_by_field() -> None:
    assert keys(Official()) == [("field.required", "given_names"), ("field.required", "family_names")]
    assert keys(Official(given_names="A", family_names="B")) == []
    assert keys(Programme(code="", name="")) == [("field.required", "code"), ("field.required", "name")]


@pytest.mark.parametrize("email", ["maria", "maria@", "@example.org", "maria@example", "ma ria@example.org", "a@."])
def test_an_email_that_cannot_arrive_is_noticed(email: str) -> None:
    assert keys(Official(given_names="A", family_names="B", email=email)) == [("email.shape", "email")]


@pytest.mark.parametrize("email", ["maria@example.org", " m@sub.example.org ", "ñ@example.org", ""])
def test_an_email_that_may_arrive_passes(email: str) -> None:
    assert keys(Official(given_names="A", family_names="B", email=email)) == []


def test_periods_that_end_before_they_start_are_noticed(lang: Language) -> None:
    programme = Programme(
        code="A", name="B", starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 1), min_age=30, max_age=20
    )
    assert keys(programme) == [("period.order", "ends_on"), ("period.order", "max_age")]
    said = [problem.say(lang) for problem in check_fields(programme)]
    assert said[0] == "It ends (1 Mar 2026) before it starts (2 Mar 2026). Change one of the dates."
    programme.ends_on, programme.max_age = programme.starts_on, programme.min_age
    assert keys(programme) == []


def test_a_field_is_named_in_the_language_of_the_reader(desk: Desk) -> None:
    with pytest.raises(DeskError) as caught:
        desk.records.save(Official(family_names="B"))
    assert caught.value.key == "record.not_complete"
    assert caught.value.say(Language("en")) == "“Given names” is needed."
    spanish = caught.value.say(Language("es"))
    assert "Given names" not in spanish
    assert Language("es")("Given names") in spanish
    assert desk.history.steps() == []


def test_a_code_that_another_programme_has_is_noticed_before_saving(desk: Desk, small: World) -> None:
    again = Programme(code="EX26", name="Again")
    assert [problem.key for problem in desk.records.check(again)] == ["programme.code_taken"]
    assert desk.records.check(desk.records.get(Programme, small.programme.id)) == ()
    with pytest.raises(DeskError) as caught:
        desk.records.save(again)
    assert "EX26" in caught.value.say(Language("en"))


NAMES = {
    "mexico": "Ciudad de México (MX)",
    "host": "Alcaldía de Quito",
    "network": "Red de Ciudades",
    "maria": "Núñez Pérez, María José",
    "programme": "EX26 · Intercambio 2026",
    "offer": "Quito · Alcaldía de Quito · Movilidad",
    "nomination": "Núñez Pérez, María José · EX26",
    "placement": "Núñez Pérez, María José → Quito · Alcaldía de Quito · Movilidad",
    "file": "nómina.xlsx",
}


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_has_a_name_an_officer_knows(desk: Desk, small: World, lang: Language, name: str) -> None:
    record = getattr(small, name)
    found = desk.records.get(type(record), record.id)
    assert name_of(found, lang) == desk.records.name(found, lang) == NAMES[name]
    assert desk.records.names(type(record), [record.id, "gone"], lang) == {record.id: NAMES[name]}


def test_every_kind_with_a_list_is_known_here() -> None:
    kinds = {City, Institution, Network, Official, Programme, HostOffer, Nomination, Placement, SourceFile}
    assert KINDS.keys() == kinds
    assert GRAPHS.keys() <= kinds


def test_fields_read_as_an_officer_reads_them(desk: Desk, small: World) -> None:
    lang = Language("en")
    maria = desk.records.get(Official, small.maria.id)
    assert value_of(maria, "birth_date", lang) == "3 Apr 1980"
    assert value_of(maria, "city_id", lang) == "Ciudad de México (MX)"
    assert value_of(maria, "sex", lang) == ""
    assert value_of(maria, "search_key", lang) == ""
    city = desk.records.get(City, small.mexico.id)
    assert (value_of(city, "country", lang), value_of(city, "kind", lang)) == ("Mexico", "City")
    assert value_of(desk.records.get(Institution, small.host.id), "active", lang) == "Yes"
    offer = desk.records.get(HostOffer, small.offer.id)
    assert (value_of(offer, "places", lang), value_of(offer, "status", lang)) == ("3", "Announced")


def test_find_brings_the_references_along(desk: Desk, small: World) -> None:
    [nomination] = desk.records.find(Nomination, programme_id=small.programme.id)
    assert nomination.official.city.name == "Ciudad de México"
    assert desk.records.load(Placement, [small.placement.id])[0].offer.institution.city.name == "Quito"
