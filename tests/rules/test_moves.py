"""Moves of the life cycles: only those the model lists, and only when what they need is there."""

from datetime import date

import pytest

from exchange_desk.model import (
    HOST_MOVES,
    NOMINATION_MOVES,
    PLACEMENT_MOVES,
    HostDecision,
    NominationStatus,
    Placement,
    PlacementStatus,
    Stay,
)
from exchange_desk.rules.moves import (
    PlacementMove,
    actual_day,
    judge_host_move,
    judge_nomination_move,
    judge_placement_move,
    needs_reason,
)
from exchange_desk.rules.verdict import RuleSeverity, blocks, overridable, sentence, worst
from exchange_desk.support.language import Language
from exchange_desk.support.problems import Problem, Severity
from tests.placing import TODAY, day, nominee

EN = Language("en")
P, N = PlacementStatus, NominationStatus


def placement(status: P, **more: object) -> Placement:
    stay = {"starts_on": day(2, 2), "ends_on": day(3, 1)} | {
        name: more.pop(name) for name in ("starts_on", "ends_on", "arrived_on", "left_on") if name in more
    }
    insured = {"insurance_from": day(2, 1), "insurance_until": day(3, 2)}
    return Placement(nomination_id="n", offer_id="o", status=status, stays=[Stay(**stay)], **insured | more)


def judged(there: Placement, to: P, **more: object) -> list[str]:
    found = judge_placement_move(PlacementMove(placement=there, to=to, today=TODAY, **more))
    return [f"{v.severity.value} {v.rule}: {v.say(EN)}" for v in found]


@pytest.mark.parametrize("status", list(P))
@pytest.mark.parametrize("to", list(P))
def test_only_the_moves_of_the_model(status: P, to: P) -> None:
    refused = [each for each in judged(placement(status), to, reason="Because") if each.startswith("block move")]
    assert bool(refused) == (to not in PLACEMENT_MOVES[status])


def test_a_refused_move_says_what_is_possible() -> None:
    (verdict,) = judge_placement_move(PlacementMove(placement=placement(P.AGREED), to=P.CLOSED, today=TODAY))
    assert verdict.say(EN) == "From “Plan signed” it cannot go to “Closed”."
    assert verdict.say_help(EN) == "Possible from here: Confirmed, Accepted by the host and Cancelled."


@pytest.mark.parametrize("to", [P.CANCELLED, P.NO_SHOW, P.INTERRUPTED, N.INELIGIBLE, N.WITHDRAWN, N.NOT_SELECTED])
def test_exits_need_a_reason(to: P | N) -> None:
    assert needs_reason(to)
    if isinstance(to, P):
        there = placement(P.IN_PROGRESS if to is P.INTERRUPTED else P.CONFIRMED)
        assert judged(there, to, reason=" ") == [f"block reason: “{to.label}” needs a reason."]
        assert judged(there, to, reason="Illness") == []
    else:
        refused = judge_nomination_move(nominee(status=N.COMPLETE).nomination, to, "")
        assert [v.rule for v in refused] == ["reason"]
        assert judge_nomination_move(nominee(status=N.COMPLETE).nomination, to, "Over the age limit") == ()


@pytest.mark.parametrize(
    ("status", "to"), [(P.ACCEPTED, P.AGREED), (P.AGREED, P.CONFIRMED), (P.CONFIRMED, P.IN_PROGRESS)]
)
@pytest.mark.parametrize("lacking", [{"starts_on": None}, {"ends_on": None}])
def test_signing_confirming_and_beginning_need_dates(status: P, to: P, lacking: dict[str, None]) -> None:
    there = placement(status, **lacking)
    assert f"block dates: “{to.label}” needs the first and last day of the stay." in judged(there, to)
    assert not any("dates" in each for each in judged(placement(status), to))


@pytest.mark.parametrize(
    ("insured", "stands"),
    [
        ((day(2, 2), day(3, 1)), False),  # exactly the stay
        ((day(2, 3), day(3, 1)), True),
        ((day(2, 2), day(2, 28)), True),
        ((None, day(3, 1)), True),
        ((None, None), True),
    ],
)
def test_insurance_covers_every_day_before_it_is_confirmed(
    insured: tuple[date | None, date | None], stands: bool
) -> None:
    there = placement(P.AGREED, insurance_from=insured[0], insurance_until=insured[1])
    found = judge_placement_move(PlacementMove(placement=there, to=P.CONFIRMED, today=TODAY))
    assert [v.rule for v in found] == (["insurance"] if stands else [])
    assert worst(found) is (RuleSeverity.OVERRIDE if stands else RuleSeverity.FIT)


def test_actual_days_are_not_in_the_future() -> None:
    coming = placement(P.CONFIRMED, starts_on=TODAY, ends_on=day(3, 29))
    assert judged(coming, P.IN_PROGRESS, on=TODAY) == []
    assert judged(coming, P.IN_PROGRESS, on=day(3, 3)) == [
        "block days_known: 3 Mar 2026 is still to come; actual days are entered afterwards."
    ]


def test_nobody_leaves_before_arriving_or_arrives_after_the_end() -> None:
    there = placement(P.IN_PROGRESS, arrived_on=day(2, 5))
    assert judged(there, P.FINISHED, on=day(2, 5)) == []
    assert judged(there, P.FINISHED, on=day(2, 4)) == [
        "block days_known: The departure (4 Feb 2026) is before the arrival (5 Feb 2026)."
    ]
    assert judged(placement(P.CONFIRMED), P.IN_PROGRESS, on=day(3, 1)) == []
    assert judged(placement(P.CONFIRMED), P.IN_PROGRESS, on=day(3, 2)) == [
        "block days_known: The arrival (2 Mar 2026) is after the last day of the stay (1 Mar 2026)."
    ]


def test_nobody_has_failed_to_arrive_before_the_first_day() -> None:
    tomorrow = placement(P.CONFIRMED, starts_on=day(3, 3), ends_on=day(3, 29))
    assert len(judged(tomorrow, P.NO_SHOW, reason="Did not travel")) == 1
    assert judged(placement(P.CONFIRMED, starts_on=TODAY, ends_on=TODAY), P.NO_SHOW, reason="Did not travel") == []


@pytest.mark.parametrize(
    ("status", "to", "on", "written"),
    [
        (P.CONFIRMED, P.IN_PROGRESS, None, day(2, 2)),
        (P.CONFIRMED, P.IN_PROGRESS, day(2, 4), day(2, 4)),
        (P.IN_PROGRESS, P.FINISHED, None, day(3, 1)),
        (P.IN_PROGRESS, P.INTERRUPTED, None, TODAY),
        (P.PROPOSED, P.ACCEPTED, day(2, 4), None),
    ],
)
def test_the_day_a_move_writes(status: P, to: P, on: date | None, written: date | None) -> None:
    assert actual_day(PlacementMove(placement=placement(status), to=to, today=TODAY, on=on)) == written


def test_a_planned_day_still_to_come_is_not_written() -> None:
    there = placement(P.IN_PROGRESS, ends_on=day(3, 29))
    assert actual_day(PlacementMove(placement=there, to=P.FINISHED, today=TODAY)) == TODAY


@pytest.mark.parametrize("status", list(N))
@pytest.mark.parametrize("to", list(N))
def test_only_the_nomination_moves_of_the_model(status: N, to: N) -> None:
    found = judge_nomination_move(nominee(status=status).nomination, to, "Because")
    assert (found == ()) == (to in NOMINATION_MOVES[status])


@pytest.mark.parametrize("status", list(HostDecision))
@pytest.mark.parametrize("to", list(HostDecision))
def test_only_the_host_moves_of_the_model(status: HostDecision, to: HostDecision) -> None:
    found = judge_host_move(nominee(host_decision=status).nomination, to)
    assert (found == ()) == (to in HOST_MOVES[status])


def test_complete_needs_what_is_missing_and_only_that() -> None:
    lacks = [Problem("a", Severity.ERROR, "The sending city is missing."), Problem("b", Severity.WARNING, "Objective.")]
    found = judge_nomination_move(nominee(status=N.RECEIVED).nomination, N.COMPLETE, "", lacks)
    assert [v.say(EN) for v in found] == ["The sending city is missing."]
    assert judge_nomination_move(nominee(status=N.RECEIVED).nomination, N.ELIGIBLE, "", lacks) == ()


def test_eligible_against_a_rule_needs_a_reason_and_a_block_stays() -> None:
    age, twice = overridable("age", sentence("Too old.")), blocks("duplicate", sentence("Twice."))
    there = nominee(status=N.COMPLETE).nomination
    assert judge_nomination_move(there, N.ELIGIBLE, "", (), [age]) == (age,)
    assert judge_nomination_move(there, N.ELIGIBLE, "Agreed with the funder", (), [age]) == ()
    assert judge_nomination_move(there, N.ELIGIBLE, "Agreed with the funder", (), [age, twice]) == (twice,)
