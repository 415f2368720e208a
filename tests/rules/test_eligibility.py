"""A nomination by itself: who may be nominated, and what is missing."""

from datetime import date

import pytest

from exchange_desk.model import Membership, Network, NominationStatus, Programme
from exchange_desk.rules.eligibility import judge_nominee, missing
from exchange_desk.rules.facts import EligibilityFacts
from exchange_desk.rules.verdict import RuleSeverity
from exchange_desk.support.language import Language
from exchange_desk.support.problems import Severity
from tests.placing import LIMA, QUITO, TODAY, by_rule, day, nominee, passport, programme, skills

EN = Language("en")
OVERRIDE, BLOCK, WARN = RuleSeverity.OVERRIDE, RuleSeverity.BLOCK, RuleSeverity.WARN


def judged(of: Programme | None = None, official: dict[str, object] | None = None, **more: object) -> EligibilityFacts:
    nomination = {name: more.pop(name) for name in ("status", "available_from", "available_until") if name in more}
    return EligibilityFacts(nominee=nominee(of=of, official=official, **nomination), today=TODAY, **more)


def said(facts: EligibilityFacts) -> list[str]:
    return [f"{v.severity.value} | {v.say(EN)} | {v.say_help(EN)}" for v in judge_nominee(facts)]


def test_without_parameters_nothing_is_said() -> None:
    assert judge_nominee(judged(position=9)) == ()


@pytest.mark.parametrize(
    ("position", "status", "warned"), [(2, "eligible", False), (3, "eligible", True), (3, "reserve", False)]
)
def test_quota_per_city(position: int, status: str, warned: bool) -> None:
    facts = judged(programme(quota_per_city=2), position=position, status=status)
    assert (by_rule(judge_nominee(facts)).get("quota") is WARN) == warned


def test_quota_sentence() -> None:
    assert said(judged(programme(quota_per_city=2), position=3)) == [
        "warn | Number 3 of Lima; the programme admits 2 per city. | The reserve list is for those beyond the quota."
    ]


def test_one_live_nomination_per_person_and_programme() -> None:
    assert by_rule(judge_nominee(judged(twins=1))) == {"duplicate": BLOCK}


def test_earlier_participation_is_shown_to_the_officer() -> None:
    facts = judged(earlier=("FICT-2024-003", "FICT-2025-011"))
    assert said(facts) == [
        "warn | Has taken part before: FICT-2024-003 and FICT-2025-011. | Check whether the programme admits this."
    ]


@pytest.mark.parametrize(
    ("available_from", "passes"),
    [(None, False), (day(5, 4), True), (day(3, 1), False)],  # turns 25 on 4 May; the programme begins on 1 April
)
def test_age_before_a_stay_is_known_is_that_of_its_first_possible_day(
    available_from: date | None, passes: bool
) -> None:
    edition = programme(min_age=25, starts_on=day(4, 1))
    facts = judged(edition, {"birth_date": date(2001, 5, 4)}, available_from=available_from)
    assert ("age" not in by_rule(judge_nominee(facts))) == passes


def test_passport_before_a_stay_is_known_lasts_to_the_last_possible_day() -> None:
    edition = programme(passport_margin_days=0, ends_on=day(6, 30))
    short = {"documents": [passport(day(6, 29))]}
    assert by_rule(judge_nominee(judged(edition, short))) == {"passport": WARN}
    assert judge_nominee(judged(edition, short, available_until=day(6, 29))) == ()


def network(joined: date | None = None, left: date | None = None) -> Network:
    member = Membership(city_id=LIMA.id, joined_on=joined, left_on=left)
    return Network(name="Red de prueba", acronym="RED", members=[member])


@pytest.mark.parametrize(
    ("joined", "left", "member"),
    [
        (None, None, True),
        (day(4, 1), None, True),  # joins on the first day of the programme
        (day(4, 2), None, False),
        (None, day(4, 1), True),
        (None, day(3, 31), False),
    ],
)
def test_members_of_the_network_on_the_first_day(joined: date | None, left: date | None, member: bool) -> None:
    facts = judged(programme(starts_on=day(4, 1)), network=network(joined, left))
    assert ("member" not in by_rule(judge_nominee(facts))) == member


def test_a_city_outside_the_network() -> None:
    facts = EligibilityFacts(nominee=nominee(home=QUITO), today=TODAY, network=network())
    assert said(facts) == [
        "override | Quito is not a member of RED on 2 Mar 2026. | Enter the membership with the network."
    ]


def test_what_is_missing_depends_on_what_the_programme_asks() -> None:
    who = nominee(official={"given_names": " ", "email": "", "phone": ""}, home=None)
    keys = {p.field: p.severity for p in missing(who.nomination, who.official, who.programme)}
    assert keys == {
        "family_names": Severity.ERROR,
        "email": Severity.ERROR,
        "sending_city_id": Severity.ERROR,
        "languages": Severity.WARNING,
        "objective": Severity.WARNING,
        "endorsed_by": Severity.WARNING,
    }
    asking = programme(max_age=50, passport_margin_days=0)
    fields = [p.field for p in missing(who.nomination, who.official, asking) if p.severity is Severity.ERROR]
    assert fields[-2:] == ["birth_date", "documents"]


def test_a_complete_nomination_lacks_nothing() -> None:
    official = {"birth_date": date(1990, 1, 1), "documents": [passport(day(12, 1))], "languages": skills("es:native")}
    who = nominee(official=official, objective="Tres fichas de proyecto", endorsed_by="La alcaldesa")
    assert missing(who.nomination, who.official, programme(min_age=18, passport_margin_days=0)) == []


def test_the_gravest_stands_first() -> None:
    facts = judged(programme(quota_per_city=1), position=2, twins=1, status=NominationStatus.RECEIVED)
    assert [v.severity for v in judge_nominee(facts)] == [BLOCK, WARN]
