"""The demonstration desk: everything that is said of it is in it."""

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from exchange_desk.model import (
    LIVE_PLACEMENTS,
    HostDecision,
    HostOffer,
    Nomination,
    NominationStatus,
    OfferStatus,
    Official,
    Placement,
    PlacementStatus,
    Programme,
)
from exchange_desk.services import demo
from exchange_desk.services.desk import Desk
from exchange_desk.support.problems import DeskError
from exchange_desk.support.text import fold


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def live(desk: Desk) -> list[Placement]:
    return [p for p in desk.records.find(Placement) if p.status in LIVE_PLACEMENTS]


def test_it_is_built_in_a_few_named_steps_and_can_be_undone(demonstration: Desk, lang) -> None:
    steps = demonstration.history.steps()
    assert len(steps) <= 8
    assert all(step.say(lang).startswith("Demonstration: ") for step in steps)
    for _ in steps:
        demonstration.history.undo()
    assert demonstration.lists.count("officials") == 0


def test_every_state_of_every_life_cycle_is_used(demonstration: Desk) -> None:
    records = demonstration.records
    assert {p.status for p in records.find(Placement)} == set(PlacementStatus)
    assert {n.status for n in records.find(Nomination)} == set(NominationStatus)
    assert {n.host_decision for n in records.find(Nomination)} == set(HostDecision)
    assert {o.status for o in records.find(HostOffer)} == set(OfferStatus)


def test_eighteen_hosts_offer_about_forty_five_places(demonstration: Desk) -> None:
    (programme,) = demonstration.records.find(Programme, code="ALLAS-3")
    offers = demonstration.records.find(HostOffer, programme_id=programme.id)
    assert len({offer.institution_id for offer in offers}) == 18
    assert 40 <= sum(offer.places for offer in offers) <= 50


@pytest.mark.parametrize(
    "shape",
    [
        r"[ñÑ]",
        r"^\S+ \S+$",  # two surnames
        r"^\S+$",  # one
        r"^(de|da|del|dos|de la|de los) ",  # a particle before them
        r" (y|e) ",  # between them
        r"-",
        r"['’]",
    ],
)
def test_names_show_what_real_lists_hold(demonstration: Desk, shape: str) -> None:
    assert any(re.search(shape, official.family_names) for official in demonstration.records.find(Official))


def test_nobody_in_it_can_be_reached(demonstration: Desk) -> None:
    people = demonstration.records.find(Official)
    assert 55 <= len(people) <= 70
    assert all(person.email.endswith(".example.org") for person in people if person.email)
    supervisors = demonstration.records.find(HostOffer)
    assert all(offer.supervisor_email.endswith(".example.org") for offer in supervisors)


def test_one_host_has_more_people_than_places(demonstration: Desk) -> None:
    offers = {offer.id: offer for offer in demonstration.records.find(HostOffer)}
    there: Counter[tuple[str, date]] = Counter()
    for placement in live(demonstration):
        for stay in placement.stays:
            there.update((placement.offer_id, day) for day in days(stay.starts_on, stay.ends_on))
    over = {offer for (offer, _), count in there.items() if count > offers[offer].places}
    assert len(over) == 1


def test_one_person_is_in_two_places_at_once(demonstration: Desk) -> None:
    busy: Counter[tuple[str, date]] = Counter()
    for placement in live(demonstration):
        for stay in placement.stays:
            person = placement.nomination.official_id
            busy.update((person, day) for day in days(stay.starts_on, stay.ends_on))
    assert len({person for (person, _), count in busy.items() if count > 1}) == 1


def test_one_language_is_set_aside_with_a_reason(demonstration: Desk) -> None:
    overrides = [o for placement in demonstration.records.find(Placement) for o in placement.overrides]
    assert "language" in {override.rule for override in overrides}
    assert all(override.reason and override.sentence and override.made_at for override in overrides)


def test_two_people_stand_in_it_twice_and_two_pairs_only_seem_to(demonstration: Desk) -> None:
    people = demonstration.records.find(Official)
    alike = [
        (a, b)
        for n, a in enumerate(people)
        for b in people[n + 1 :]
        if fold(a.family_names)[:5] == fold(b.family_names)[:5] and fold(a.given_names)[-4:] == fold(b.given_names)[-4:]
    ]
    same = [pair for pair in alike if pair[0].birth_date == pair[1].birth_date]
    assert len(same) == 2
    assert len(alike) - len(same) >= 2


def test_stays_keep_the_rules_but_for_what_was_seeded(demonstration: Desk) -> None:
    for placement in demonstration.records.find(Placement):
        offer, nomination = placement.offer, placement.nomination
        assert offer.institution.city_id != nomination.sending_city_id
        assert nomination.programme_id == offer.programme_id
        for stay in placement.stays:
            assert offer.starts_on <= stay.starts_on <= stay.ends_on <= offer.ends_on
            assert offer.programme.starts_on <= stay.starts_on
            assert stay.ends_on <= offer.programme.ends_on
    references = [placement.reference for placement in demonstration.records.find(Placement)]
    assert len(references) == len(set(references))


def test_stays_are_over_running_and_to_come_whenever_it_is_made(demonstration: Desk) -> None:
    from exchange_desk.support.clock import today

    stays = [stay for placement in demonstration.records.find(Placement) for stay in placement.stays]
    assert any(stay.ends_on < today() for stay in stays)
    assert any(stay.starts_on <= today() <= stay.ends_on for stay in stays)
    assert any(stay.starts_on > today() for stay in stays)


def test_it_is_made_anew_unless_somebody_has_it_open(tmp_path: Path) -> None:
    file = tmp_path / "demo.desk"
    first = demo.fresh(file)
    with pytest.raises(DeskError) as refused:
        demo.fresh(file)
    assert refused.value.key == "store.held"
    first.history.undo()
    first.history.undo()
    first.close()
    again = demo.fresh(file)
    assert again.lists.count("placements") == 37
    again.close()
