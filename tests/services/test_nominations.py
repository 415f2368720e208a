"""Putting officials forward, checking them and moving them along; what the host says."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from exchange_desk.model import (
    HostDecision,
    Membership,
    Network,
    Nomination,
    NominationStatus,
    Placement,
    PlacementStatus,
    Programme,
)
from exchange_desk.rules.verdict import RuleError, RuleSeverity
from exchange_desk.services.nominations import Sender
from exchange_desk.support.problems import DeskError, Severity
from tests.services.exchange import EN, Exchange, make_exchange

N, H, P = NominationStatus, HostDecision, PlacementStatus


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Exchange]:
    found = make_exchange(tmp_path / "desk.sqlite")
    yield found
    assert not found.desk.database.has_open_step
    found.desk.close()


@pytest.fixture
def other(made: Exchange) -> Programme:
    """A second programme, in which nobody is nominated."""
    programme = Programme(code="FICT-2027", name="Otra edición")
    made.desk.records.save(programme)
    return programme


def nominated(made: Exchange, programme: Programme) -> list[Nomination]:
    return made.desk.records.find(Nomination, programme_id=programme.id)


def test_officials_are_put_forward_as_one_step(made: Exchange, other: Programme) -> None:
    people = [made.officials[name].id for name in ("Ana", "Eva")]
    sender = Sender(endorsed_by="La alcaldesa", letter_date=date(2026, 2, 27))
    changes = made.desk.nominations.nominate(other.id, people, sender)
    assert made.desk.history.step(changes.step).say(EN) == "Officials nominated in FICT-2027: 2"
    found = {each.official.given_names: each for each in nominated(made, other)}
    assert found["Eva"].sending_city.name == "Quito"
    assert (found["Ana"].status, found["Ana"].endorsed_by) == (N.RECEIVED, "La alcaldesa")
    made.desk.history.undo()
    assert nominated(made, other) == []


def test_nobody_is_nominated_twice_while_the_first_nomination_lives(made: Exchange) -> None:
    with pytest.raises(DeskError) as refused:
        made.desk.nominations.nominate(made.programme.id, [made.officials["Ana"].id])
    assert refused.value.say(EN) == "Ana Prueba Soto is nominated in FICT-2026 already. Nobody was nominated."
    made.desk.nominations.move(made.nominations["Ana"], N.WITHDRAWN, "La retira su ciudad")
    made.desk.nominations.nominate(made.programme.id, made.officials["Ana"].id)
    assert len(made.desk.records.find(Nomination, official_id=made.officials["Ana"].id)) == 2


def test_moves_follow_the_life_cycle(made: Exchange) -> None:
    luis = made.nominations["Luis"]
    made.desk.nominations.move(luis, N.SHORTLISTED)
    assert N.PLACED not in made.desk.nominations.allowed_moves(made.nomination("Luis"))
    with pytest.raises(RuleError, match="move"):
        made.desk.nominations.move(luis, N.PLACED)
    with pytest.raises(RuleError, match="reason"):
        made.desk.nominations.move(luis, N.NOT_SELECTED)
    made.desk.nominations.move(luis, N.NOT_SELECTED, " Sin cupo ")
    assert (made.nomination("Luis").status, made.nomination("Luis").status_reason) == (N.NOT_SELECTED, "Sin cupo")


def test_several_move_together_or_not_at_all(made: Exchange) -> None:
    made.change(made.nomination("Ana"), status=N.NOT_SELECTED)
    with pytest.raises(RuleError):
        made.desk.nominations.move([made.nominations["Luis"], made.nominations["Ana"]], N.RESERVE)
    assert made.nomination("Luis").status == N.ELIGIBLE


def test_complete_says_what_is_missing(made: Exchange) -> None:
    made.change(made.programme, max_age=50)
    made.change(made.nomination("Ana"), status=N.RECEIVED)
    lacks = made.desk.nominations.missing(made.nomination("Ana"))
    assert [(each.field, each.severity) for each in lacks] == [
        ("birth_date", Severity.ERROR),
        ("endorsed_by", Severity.WARNING),
    ]
    with pytest.raises(RuleError) as refused:
        made.desk.nominations.move(made.nominations["Ana"], N.COMPLETE)
    assert refused.value.say(EN) == ("What is missing: The date of birth is missing; the programme has an age limit.")
    made.change(made.officials["Ana"], birth_date=date(1990, 1, 1))
    made.desk.nominations.move(made.nominations["Ana"], N.COMPLETE)
    assert made.nomination("Ana").status == N.COMPLETE


def test_what_is_missing_of_a_nomination_not_saved_yet(made: Exchange) -> None:
    fresh = Nomination(programme_id=made.programme.id, official_id=made.officials["Ana"].id)
    fields = [each.field for each in made.desk.nominations.missing(fresh)]
    assert fields == ["sending_city_id", "objective", "endorsed_by"]


def test_eligible_against_a_rule_needs_a_reason(made: Exchange) -> None:
    made.change(made.programme, max_age=40, starts_on=date(2026, 4, 1))
    made.change(made.officials["Ana"], birth_date=date(1980, 1, 1))
    made.change(made.nomination("Ana"), status=N.COMPLETE)
    verdicts = made.desk.nominations.check_eligibility([made.nominations["Ana"], made.nominations["Eva"]])
    assert [v.say(EN) for v in verdicts[made.nominations["Ana"]]] == [
        "The nominee is 46 on 1 Apr 2026; the programme admits up to 40 years."
    ]
    with pytest.raises(RuleError, match="age"):
        made.desk.nominations.move(made.nominations["Ana"], N.ELIGIBLE)
    made.desk.nominations.move(made.nominations["Ana"], N.ELIGIBLE, "Acordado con la financiadora")
    assert made.nomination("Ana").status_reason == "Acordado con la financiadora"


def test_a_twin_nomination_is_never_eligible(made: Exchange) -> None:
    twin = Nomination(programme_id=made.programme.id, official_id=made.officials["Ana"].id, status=N.COMPLETE)
    made.desk.records.save(twin)
    with pytest.raises(RuleError, match="duplicate"):
        made.desk.nominations.move(twin.id, N.ELIGIBLE, "Igual")


def test_quota_membership_and_earlier_participation(made: Exchange, other: Programme) -> None:
    network = Network(name="Red de prueba", members=[Membership(city_id=made.cities["Lima"].id)])
    made.desk.records.save(network)
    made.change(other, quota_per_city=1, network_id=network.id)
    made.assign("Ana", "Movilidad")
    made.change(made.placement("Ana"), status=P.CLOSED)
    made.desk.nominations.nominate(other.id, [made.officials[name].id for name in ("Ana", "Luis", "Eva")])
    ids = {each.official.given_names: each.id for each in nominated(made, other)}
    said = made.desk.nominations.check_eligibility(list(ids.values()))
    assert {name: [v.rule for v in said[ids[name]]] for name in ids} == {
        "Ana": ["previous"],
        "Luis": ["quota"],
        "Eva": ["member"],
    }
    assert said[ids["Ana"]][0].say(EN) == "Has taken part before: FICT-2026-001."
    assert said[ids["Eva"]][0].severity is RuleSeverity.OVERRIDE


def test_the_host_track(made: Exchange) -> None:
    luis = made.nominations["Luis"]
    with pytest.raises(RuleError, match="move"):
        made.desk.nominations.decide(luis, H.ACCEPTED)
    placement = made.assign("Luis", "Água")
    made.desk.nominations.decide(luis, H.PENDING)
    made.desk.nominations.decide(luis, H.ACCEPTED, "Con gusto")
    assert made.nomination("Luis").host_comment == "Con gusto"
    assert made.desk.records.get(Placement, placement.id).status == P.ACCEPTED


def test_a_rejection_frees_the_place_and_the_nominee_can_go_elsewhere(made: Exchange) -> None:
    luis = made.nominations["Luis"]
    made.assign("Luis", "Água")
    made.desk.nominations.decide(luis, H.PENDING)
    made.desk.nominations.decide(luis, H.REJECTED, "Ya no hay oficina")
    assert made.desk.records.find(Placement) == []
    back = made.nomination("Luis")
    assert (back.status, back.host_decision, back.host_comment) == (N.ELIGIBLE, H.REJECTED, "Ya no hay oficina")
    made.assign("Luis", "Movilidad")
    assert made.nomination("Luis").host_decision == H.NOT_SENT
    made.desk.history.undo()
    made.desk.history.undo()
    assert made.nomination("Luis").status == N.PLACED


def test_whoever_is_withdrawn_gives_the_place_back(made: Exchange) -> None:
    placement = made.assign("Luis", "Água")
    made.desk.placements.move(placement.id, P.ACCEPTED)
    made.desk.nominations.move(made.nominations["Luis"], N.WITHDRAWN, "Cambio de gobierno")
    kept = made.desk.records.get(Placement, placement.id)
    assert (kept.status, kept.status_reason) == (P.CANCELLED, "Cambio de gobierno")
    assert made.nomination("Luis").status == N.WITHDRAWN


def test_nobody_is_withdrawn_from_a_stay_that_runs(made: Exchange) -> None:
    made.assign("Luis", "Água")
    made.change(made.placement("Luis"), status=P.IN_PROGRESS)
    with pytest.raises(RuleError, match="move"):
        made.desk.nominations.move(made.nominations["Luis"], N.WITHDRAWN, "Cambio de gobierno")
    assert made.nomination("Luis").status == N.PLACED


def test_what_is_gone_is_said(made: Exchange) -> None:
    with pytest.raises(DeskError, match=r"store\.gone"):
        made.desk.nominations.move(["nobody"], N.RESERVE)
