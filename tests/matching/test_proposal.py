"""The proposal as a whole: what stays, who goes where, and whether its reasons are true when tried out."""

import json
import random
from dataclasses import replace
from datetime import timedelta

import pytest

from exchange_desk.matching.proposal import Matter, Proposal, Standing, propose
from exchange_desk.model import OfferStatus
from exchange_desk.rules.facts import NomineeFacts, OfferFacts
from exchange_desk.rules.periods import at_least
from exchange_desk.support.language import Language
from tests.matching.crowd import crowd
from tests.placing import LIMA, MAY, QUITO, TODAY, day, nominee, period, place, programme, skills

EN = Language("en")
MAYS = {"starts_on": MAY.start, "ends_on": MAY.end}


def matter(nominees: list[NomineeFacts], places: list[OfferFacts], **more: object) -> Matter:
    return Matter(**{"programme": "FICT-2026", "today": TODAY} | more, nominees=nominees, places=places)


def went(proposal: Proposal) -> dict[str, str]:
    return {pair.nomination: pair.offer for pair in proposal.pairs}


def test_the_best_pairs_with_their_reasons() -> None:
    movil, agua = nominee(["pt:C1"], theme="Movilidad"), nominee(["pt:C1"], theme="Agua", home=QUITO)
    water, mobility = place(["pt:B1"], theme="Água", **MAYS), place(["pt:B1"], theme="Mobilidade", **MAYS)
    found = propose(matter([movil, agua], [water, mobility]))
    assert went(found) == {movil.nomination.id: mobility.offer.id, agua.nomination.id: water.offer.id}
    assert found.proven
    assert found.objective == (2, sum(pair.score for pair in found.pairs))
    assert [reason.aim for reason in found.pairs[0].why] == ["language", "theme", "preference", "balance"]


def test_what_needs_a_reason_is_never_proposed_and_a_warning_is_no_obstacle() -> None:
    edition = programme(lead_days=200)
    low, unknown = nominee(["pt:A2"], of=edition), nominee(of=edition, home=QUITO)
    offer = place(["pt:B1"], of=edition, places=2, status=OfferStatus.ANNOUNCED, **MAYS)
    found = propose(matter([low, unknown], [offer]))
    assert list(went(found)) == [unknown.nomination.id]


def test_closed_offers_are_left_out() -> None:
    found = propose(matter([nominee()], [place(status=OfferStatus.CLOSED, **MAYS), place(places=0, **MAYS)]))
    (unplaced,) = found.unplaced
    assert [verdict.say(EN) for verdict in unplaced.why] == ["The programme has no open offer."]
    assert found.report(EN)["unplaced"][0]["smallest_change"] is None


def standing(who: NomineeFacts, where: OfferFacts, *, fixed: bool) -> Standing:
    return Standing(f"placement of {who.nomination.id}", who, where, MAY, fixed)


def test_a_locked_pair_stays_and_uses_its_place() -> None:
    there, new = nominee(theme="Cultura"), nominee(theme="Agua", home=QUITO)
    offer = place(theme="Agua", taken=[MAY], **MAYS)
    found = propose(matter([new], [offer], standing=[standing(there, offer, fixed=True)]))
    assert went(found) == {there.nomination.id: offer.offer.id}
    assert [(pair.locked, pair.is_new) for pair in found.pairs] == [(True, False)]
    assert found.pairs[0].why[-1].say(EN) == "Nobody from Lima is in Recife yet."  # it does not count itself
    assert found.objective[0] == 1
    (unplaced,) = found.unplaced
    assert unplaced.nomination == new.nomination.id
    assert [change.say(EN) for change in unplaced.changes] == [
        "One more place from 4 May 2026 to 31 May 2026 at Recife · Prefeitura de teste."
    ]


def test_a_pair_that_is_only_proposed_moves_for_a_better_plan_but_keeps_a_place() -> None:
    ana, luis = nominee(theme="Agua"), nominee(["pt:C1"], theme="Agua", home=QUITO)
    water, culture = place(theme="Agua", **MAYS), place(["pt:B1"], theme="Cultura", **MAYS)
    now = standing(luis, water, fixed=False)
    found = propose(matter([ana, luis], [water, culture], standing=[now]))
    assert went(found) == {ana.nomination.id: water.offer.id, luis.nomination.id: culture.offer.id}
    assert [(p.nomination == luis.nomination.id, p.placement) for p in found.pairs if p.moved] == [
        (True, now.placement)
    ]
    alone = propose(matter([ana, luis], [water], standing=[standing(luis, water, fixed=False)]))
    assert went(alone) == {luis.nomination.id: water.offer.id}
    assert alone.new_pairs == ()


def test_a_proposed_pair_keeps_the_days_it_has() -> None:
    who, offer = nominee(), place(**MAYS)
    shorter = Standing("p", who, offer, period((5, 11), (5, 24)), fixed=False)
    (pair,) = propose(matter([who], [offer], standing=[shorter])).pairs
    assert pair.stay == shorter.stay
    assert not pair.is_new


def test_a_proposed_pair_moves_to_other_days_of_its_offer_where_it_has_none_left() -> None:
    edition = programme(max_weeks=4)
    who = nominee(of=edition)
    offer = place(of=edition, taken=[MAY], starts_on=MAY.start, ends_on=day(6, 28))
    (pair,) = propose(matter([who], [offer], standing=[standing(who, offer, fixed=False)])).pairs
    assert pair.stay.start == day(6, 1)
    assert pair.moved


def test_one_person_with_two_nominations_gets_one_place() -> None:
    first = nominee()
    second = nominee()
    twin = replace(second, official=first.official)
    found = propose(matter([first, twin], [place(**MAYS), place(**MAYS)]))
    assert len(found.pairs) == 1
    assert len(found.unplaced) == 1
    assert found.bottlenecks == ()  # two places for two nominations: what is short is the person


def test_places_are_counted_per_day() -> None:
    edition = programme(max_weeks=4)
    people = [nominee(of=edition, home=home) for home in (LIMA, QUITO, LIMA)]
    offer = place(of=edition, starts_on=MAY.start, ends_on=day(6, 28))
    found = propose(matter(people, [offer]))
    assert sorted(pair.stay.say(EN) for pair in found.pairs) == ["1 – 28 Jun 2026", "4 – 31 May 2026"]
    assert len(found.unplaced) == 1


@pytest.mark.parametrize("seed", range(25))
def test_no_day_has_more_stays_than_places(seed: int) -> None:
    nominees, places = crowd(seed, 14, 4)
    found = propose(matter(nominees, places))
    for offer in places:
        stays = [(pair.stay, 1) for pair in found.pairs if pair.offer == offer.offer.id]
        before = [(taken, 1) for taken in offer.taken]
        for stay, _ in stays:
            assert at_least([*stays, *before], offer.offer.places + 1, stay) == []


def test_the_order_of_the_records_changes_nothing() -> None:
    nominees, places = crowd(11, 14, 5)
    first = propose(matter(nominees, places)).report(EN)
    dice = random.Random(5)
    for _ in range(3):
        dice.shuffle(nominees)
        dice.shuffle(places)
        assert propose(matter(nominees, places)).report(EN) == first


def test_the_report_is_what_the_command_line_promises() -> None:
    nominees, places = crowd(11, 14, 3)
    report = json.loads(json.dumps(propose(matter(nominees, places)).report(EN)))
    assert list(report) == ["programme", "aims", "proven", "gap", "objective", "pairs", "unplaced", "bottlenecks"]
    assert report["aims"] == ["placed", "score"]
    assert report["objective"] == [len(report["pairs"]), sum(pair["score"] for pair in report["pairs"])]
    assert list(report["pairs"][0]) == ["nomination", "offer", "stay", "score", "why", "locked"]
    assert all(len(pair["stay"]) == 2 and pair["stay"][0] <= pair["stay"][1] for pair in report["pairs"])
    assert list(report["unplaced"][0]) == ["nomination", "why", "smallest_change"]
    assert all(list(why) == ["rule", "text"] for each in report["unplaced"] for why in each["why"])
    change = next(each["smallest_change"] for each in report["unplaced"] if each["smallest_change"])
    assert list(change) == ["text", "changes"]
    assert list(change["changes"][0]) == ["rule", "offer", "text"]


# Reasons that are true when tried out


def with_change(found: Proposal, nominees: list[NomineeFacts], places: list[OfferFacts], who: str) -> Matter:
    """The same matter with the smallest change for one nominee made, and nothing else."""
    (unplaced,) = [each for each in found.unplaced if each.nomination == who]
    person = next(each for each in nominees if each.nomination.id == who)
    for change in unplaced.changes:
        offer = next(each for each in places if each.offer.id == change.offer)
        days = change.why.params
        match change.rule:
            case "capacity":
                offer.offer.places += 1
            case "language":
                needs = offer.offer.languages
                person.official.languages = skills(*(f"{need.language}:{need.level or 'B2'}" for need in needs))
            case "availability":
                person.nomination.available_from, person.nomination.available_until = days["start"], days["end"]
            case "overlap":
                nominees[nominees.index(person)] = person = replace(person, elsewhere=())
            case "age":
                person.official.birth_date = TODAY - timedelta(days=365 * 35)
    return matter(nominees, places)


@pytest.mark.parametrize("seed", range(40))
def test_the_smallest_change_makes_room_for_one_more(seed: int) -> None:
    nominees, places = crowd(seed, 10, 3)
    found = propose(matter(nominees, places))
    for each in found.unplaced:
        if each.changes:
            again_nominees, again_places = crowd_again(seed, nominees, places)
            changed = with_change(found, again_nominees, again_places, each.nomination)
            assert propose(changed).objective[0] > found.objective[0], each.changes


def crowd_again(
    seed: int, nominees: list[NomineeFacts], places: list[OfferFacts]
) -> tuple[list[NomineeFacts], list[OfferFacts]]:
    """The same crowd as fresh records with the same ids, so that one change does not meet the next."""
    fresh_nominees, fresh_places = crowd(seed, len(nominees), len(places))
    for old, new in zip(nominees, fresh_nominees, strict=True):
        new.nomination.id, new.official.id = old.nomination.id, old.official.id
    for old, new in zip(places, fresh_places, strict=True):
        new.offer.id = old.offer.id
    return fresh_nominees, fresh_places


def test_the_easiest_of_the_changes_is_named() -> None:
    """One level of Portuguese rather than one more place where everybody goes."""
    first, second = nominee(["pt:A2", "es:native"], home=QUITO), nominee(["es:native"], home=LIMA, theme="Agua")
    spanish, portuguese = place(["es:B1"], theme="Agua", **MAYS), place(["pt:B1"], theme="Cultura", **MAYS)
    found = propose(matter([first, second], [spanish, portuguese]))
    (unplaced,) = found.unplaced
    assert unplaced.nomination == first.nomination.id
    assert [verdict.say(EN) for verdict in unplaced.why] == [
        "Offers in a language or at a level that is missing: 1 of 2.",
        "Offers that would fit but have no place left: 1 of 2.",
    ]
    assert found.report(EN)["unplaced"][0]["smallest_change"]["text"] == (
        "For Recife · Prefeitura de teste: Portuguese B1 is missing by one level."
    )


def test_nobody_is_sent_home_by_a_change() -> None:
    found = propose(matter([nominee(home=LIMA)], [place(city=LIMA, **MAYS)]))
    assert found.unplaced[0].changes == ()
    assert found.unplaced[0].why[0].say(EN) == "Offers in the nominee’s own city: 1 of 1."


def test_four_nominees_for_two_places() -> None:
    people = [nominee(["fr:C1"], home=home) for home in (LIMA, QUITO, LIMA, QUITO)]
    french = place(["fr:B1"], places=2, title="Culture", **MAYS)
    portuguese = place(["pt:B1"], places=5, **MAYS)
    found = propose(matter(people, [french, portuguese]))
    (bottleneck,) = found.bottlenecks
    assert bottleneck.offers == (french.offer.id,)
    assert len(bottleneck.nominations) == 4
    assert bottleneck.say(EN) == "4 nominees for 2 places: Recife · Prefeitura de teste · Culture."


def test_places_taken_for_some_days_only_make_a_bottleneck_too() -> None:
    people = [nominee(home=home) for home in (LIMA, QUITO)]
    offer = place(places=2, taken=[period((5, 20), (5, 25))], **MAYS)
    (bottleneck,) = propose(matter(people, [offer])).bottlenecks
    assert bottleneck.say(EN) == "2 nominees for one place: Recife · Prefeitura de teste."


def test_a_place_taken_on_the_last_day_alone_is_no_free_place() -> None:
    found = propose(matter([nominee()], [place(taken=[period((5, 31), (6, 30))], **MAYS)]))
    assert [change.rule for change in found.unplaced[0].changes] == ["capacity"]


@pytest.mark.parametrize("seed", range(40))
def test_a_bottleneck_is_one(seed: int) -> None:
    """However those nominees are placed, alone and with all the places free, one of them goes without."""
    nominees, places = crowd(seed, 12, 3)
    for bottleneck in propose(matter(nominees, places)).bottlenecks:
        those = [each for each in nominees if each.nomination.id in bottleneck.nominations]
        assert propose(matter(those, places)).objective[0] < len(those)


def test_some_crowds_have_bottlenecks_and_unplaced_with_each_kind_of_change() -> None:
    proposals = [propose(matter(*crowd(seed, 10, 3))) for seed in range(40)]
    rules = {change.rule for found in proposals for each in found.unplaced for change in each.changes}
    assert {"capacity", "language", "availability", "age"} <= rules
    assert any(propose(matter(*crowd(seed, 12, 3))).bottlenecks for seed in range(40))
