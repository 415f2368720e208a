"""A loaded placement becomes the facts of its summary."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm.attributes import set_committed_value

from exchange_desk.documents.facts import (
    WORKING_DOCUMENT,
    LanguageFacts,
    ObligationFacts,
    OverrideFacts,
    Side,
    StayFacts,
)
from exchange_desk.documents.summary import placement_facts
from exchange_desk.model import (
    City,
    HostOffer,
    Institution,
    LanguageSkill,
    Nomination,
    Official,
    Override,
    Placement,
    PlacementStatus,
    Programme,
    Record,
    Stay,
    TravelDocument,
)

LIMA, RECIFE = City(name="Lima", country="PE"), City(name="Recife", country="BR")


def linked(record: Record, **references: Record | None) -> Any:
    """The record as the store hands it out, with its references loaded."""
    for name, value in references.items():
        set_committed_value(record, name, value)
    return record


def an_official() -> Official:
    return linked(
        Official(
            given_names="Ana",
            family_names="Prueba Soto",
            passport_name="ANA MARIA PRUEBA SOTO",
            post="Jefa de tránsito",
            languages=[LanguageSkill(language="pt", level="B1"), LanguageSkill(language="es", level="native")],
            documents=[
                TravelDocument(expires_on=date(2027, 1, 1)),
                TravelDocument(expires_on=date(2030, 5, 9)),
                TravelDocument(kind="visa", expires_on=date(2035, 1, 1)),
            ],
        ),
        city=RECIFE,
        institution=None,
    )


def a_nomination(programme: Programme) -> Nomination:
    official = an_official()
    nomination = Nomination(
        programme_id=programme.id,
        official_id=official.id,
        objective="Lo de la postulación",
        endorsed_by="Alcaldía",
        theme="Agua",
    )
    sender = linked(Institution(name="Municipalidad Ficticia de Lima"), city=LIMA, parent=None)
    return linked(nomination, programme=programme, official=official, sending_city=LIMA, sending_institution=sender)


def an_offer(programme: Programme) -> HostOffer:
    whole = Institution(name="Prefeitura Fictícia", address="Rua Exemplo 1", phone="+55 81 5555 0100")
    unit = linked(Institution(name="Secretaria de Mobilidade", email="mob@example.org"), city=RECIFE, parent=whole)
    offer = HostOffer(
        programme_id=programme.id,
        institution_id=unit.id,
        title="Ciclovias",
        supervisor_name="João Exemplo",
        supervisor_post="Diretor",
    )
    return linked(offer, institution=unit, programme=programme)


def a_placement(**fields: Any) -> Placement:
    """An official of Lima at the mobility office of Recife; `fields` are the placement's."""
    programme = linked(
        Programme(code="FICT-2026", name="Intercambio de prueba", agreement_reference="C-1", report_days=30),
        coordinator=Institution(name="Coordinación Ficticia"),
    )
    nomination, offer = a_nomination(programme), an_offer(programme)
    placement = Placement(nomination_id=nomination.id, offer_id=offer.id, **fields)
    return linked(placement, nomination=nomination, offer=offer)


def test_the_participant_is_named_as_in_the_passport_and_sent_by_the_nomination() -> None:
    person = placement_facts(a_placement()).participant
    assert person.name == "ANA MARIA PRUEBA SOTO"
    assert (person.institution, person.city, person.country) == ("Municipalidad Ficticia de Lima", "Lima", "PE")
    assert person.languages == (LanguageFacts(code="pt", level="B1"), LanguageFacts(code="es", level="Native"))


def test_without_a_passport_name_and_a_sender_the_official_says_it() -> None:
    placement = a_placement()
    placement.nomination.official.passport_name = ""
    linked(placement.nomination, sending_city=None, sending_institution=None)
    person = placement_facts(placement).participant
    assert (person.name, person.institution, person.city) == ("Ana Prueba Soto", "", "Recife")


def test_a_unit_is_printed_under_its_institution_and_takes_its_address() -> None:
    host = placement_facts(a_placement()).host
    assert (host.institution, host.unit) == ("Prefeitura Fictícia", "Secretaria de Mobilidade, Ciclovias")
    assert (host.address, host.phone, host.email) == ("Rua Exemplo 1", "+55 81 5555 0100", "mob@example.org")
    assert (host.city, host.country) == ("Recife", "BR")


def test_an_institution_without_parent_has_the_offers_title_as_unit() -> None:
    placement = a_placement()
    linked(placement.offer.institution, parent=None)
    host = placement_facts(placement).host
    assert (host.institution, host.unit) == ("Secretaria de Mobilidade", "Ciclovias")


def test_stays_count_as_they_are_and_in_order() -> None:
    later = Stay(starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 12), share=50)
    first = Stay(starts_on=date(2026, 5, 4), ends_on=date(2026, 5, 29), arrived_on=date(2026, 5, 6))
    facts = placement_facts(a_placement(stays=[later, first]))
    assert facts.stays == (
        StayFacts(start=date(2026, 5, 6), end=date(2026, 5, 29)),
        StayFacts(start=date(2026, 6, 1), end=date(2026, 6, 12), share=50),
    )
    assert (facts.start, facts.end) == (date(2026, 5, 6), date(2026, 6, 12))
    assert [stay.days for stay in facts.stays] == [24, 12]


def test_the_report_is_due_when_said_or_so_many_days_after_the_end() -> None:
    stay = Stay(starts_on=date(2026, 5, 4), ends_on=date(2026, 5, 29))
    assert placement_facts(a_placement(stays=[stay])).obligations == (
        ObligationFacts(text="Report due", due=date(2026, 6, 28)),
    )
    said = placement_facts(a_placement(stays=[stay], report_due_on=date(2026, 7, 1))).obligations
    assert said[0].due == date(2026, 7, 1)
    assert placement_facts(a_placement()).obligations[0].due is None


def test_the_plan_falls_back_on_the_nomination() -> None:
    assert placement_facts(a_placement()).plan.objectives == "Lo de la postulación"
    assert placement_facts(a_placement(objectives="Lo acordado", theme="Suelo")).plan.objectives == "Lo acordado"
    assert placement_facts(a_placement()).plan.theme == "Agua"


def test_the_longest_valid_passport_counts_and_no_number_is_taken() -> None:
    placement = a_placement()
    placement.nomination.official.documents[0].number = "X0000000"
    facts = placement_facts(placement)
    assert facts.travel.passport_expiry == date(2030, 5, 9)
    assert "X0000000" not in repr(facts)


def test_exceptions_keep_what_the_rule_said_and_why_it_was_set_aside() -> None:
    override = Override(
        rule="dates",
        sentence="Too early.",
        reason="Agreed.",
        made_by="Ana",
        made_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    )
    assert placement_facts(a_placement(overrides=[override])).overrides == (
        OverrideFacts(sentence="Too early.", reason="Agreed.", by="Ana", on=date(2026, 3, 1)),
    )


def test_three_sides_are_asked_to_sign() -> None:
    signatures = {one.side: one for one in placement_facts(a_placement()).signatures}
    assert signatures[Side.PARTICIPANT].name == "ANA MARIA PRUEBA SOTO"
    assert signatures[Side.SENDING].name == "Alcaldía"
    assert (signatures[Side.HOST].name, signatures[Side.HOST].title) == ("João Exemplo", "Diretor")


@pytest.mark.parametrize("status", PlacementStatus)
def test_only_a_signed_plan_carries_no_mark(status: PlacementStatus) -> None:
    mark = placement_facts(a_placement(status=status)).mark
    match status:
        case PlacementStatus.PROPOSED | PlacementStatus.ACCEPTED:
            assert mark == WORKING_DOCUMENT
        case PlacementStatus.CANCELLED | PlacementStatus.NO_SHOW | PlacementStatus.INTERRUPTED:
            assert mark == status.label
        case _:
            assert mark == ""
