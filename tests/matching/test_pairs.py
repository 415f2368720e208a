"""The quick way over all pairs says what the rules say one by one; and the days it finds are possible."""

from datetime import timedelta

import pytest

from exchange_desk.matching.fit import MOST, fit
from exchange_desk.matching.pairs import Hurdle, Pairs
from exchange_desk.matching.stays import likeliest_stay, stays_in
from exchange_desk.model import Preference
from exchange_desk.rules.facts import NomineeFacts, OfferFacts
from exchange_desk.rules.periods import ALWAYS, Period
from exchange_desk.rules.placement import judge
from exchange_desk.support.language import Language
from tests.matching.crowd import TODAY, crowd
from tests.placing import MAY, day, facts, nominee, period, place, programme

EN = Language("en")
DATE_RULES = {"dates", "offer_window", "programme_window", "availability", "weeks"}


def stops(who: NomineeFacts, where: OfferFacts, stay: Period) -> set[str]:
    """The rules that stop a pair, places aside: those are counted for the plan as a whole."""
    return {v.rule for v in judge(facts(who, where, stay)) if v.severity.stops} - {"capacity"}


@pytest.mark.parametrize("seed", range(60))
def test_the_quick_way_agrees_with_the_rules(seed: int) -> None:
    nominees, places = crowd(seed)
    pairs = Pairs(nominees, places, TODAY)
    proposed = {(c.nominee, c.place, c.period): c.score for c in pairs.choices()}
    for n, who in enumerate(nominees):
        for p, where in enumerate(places):
            stays = stays_in(where, who.availability, TODAY)
            allowed = {stay for stay in stays if not stops(who, where, stay)}
            assert {stay for nominee, place, stay in proposed if (nominee, place) == (n, p)} == allowed
            assert (pairs.hurdles(n, p) == ()) == bool(allowed)
            assert all(proposed[n, p, stay] == fit(who, where).score for stay in allowed)


def test_the_crowds_meet_every_hurdle() -> None:
    met = {
        hurdle
        for seed in range(60)
        for pairs in [Pairs(*crowd(seed), TODAY)]
        for n in range(len(pairs.nominees))
        for p in range(len(pairs.places))
        for hurdle in pairs.hurdles(n, p)
    }
    assert met == set(Hurdle)


@pytest.mark.parametrize("seed", range(40))
def test_possible_stays_pass_every_date_rule_and_none_is_overlooked(seed: int) -> None:
    nominees, places = crowd(seed, nominees=2, places=3)
    for who in nominees:
        for where in places:
            stays = stays_in(where, who.availability, TODAY)
            assert all(stay.start >= TODAY and not stops(who, where, stay) & DATE_RULES for stay in stays)
            ends = where.window.end or where.programme.ends_on or who.availability.end
            if not stays and ends:
                starts = [TODAY + timedelta(days=n) for n in range(120)]
                lengths = [7 * weeks for weeks in (1, 2, 3, 4, 6)]
                tried = [Period(start, start + timedelta(days=length - 1)) for start in starts for length in lengths]
                assert all(stops(who, where, stay) & DATE_RULES for stay in tried)


def stays(of: object = None, available: Period = ALWAYS, **offer: object) -> list[str]:
    where = place(of=of or programme(), **offer)
    return [stay.say(EN) for stay in stays_in(where, available, TODAY)]


def test_one_stay_fills_all_common_days() -> None:
    edition = programme(starts_on=day(4, 1), ends_on=day(7, 31))
    window = {"starts_on": day(5, 4), "ends_on": day(6, 28)}
    assert stays(edition, **window) == ["4 May – 28 Jun 2026"]
    assert stays(edition, period((5, 11), None), **window) == ["11 May – 28 Jun 2026"]


def test_long_windows_take_stays_one_after_the_other() -> None:
    edition = programme(min_weeks=2, max_weeks=4)
    window = {"starts_on": day(5, 4), "ends_on": day(7, 12)}  # ten weeks
    assert stays(edition, **window) == ["4 – 31 May 2026", "1 – 28 Jun 2026", "29 Jun – 12 Jul 2026"]
    assert stays(edition, period((5, 20), None), **window) == ["1 – 28 Jun 2026", "29 Jun – 12 Jul 2026"]
    assert stays(edition, period((5, 12), (6, 14)), **window) == ["12 May – 8 Jun 2026"]


def test_nothing_begins_in_the_past_and_the_lead_time_is_kept_where_it_can_be() -> None:
    window = {"starts_on": day(2, 2), "ends_on": day(4, 26)}
    assert stays(**window) == ["2 Mar – 26 Apr 2026"]
    assert stays(programme(lead_days=14), **window) == ["16 Mar – 26 Apr 2026"]
    assert stays(programme(lead_days=60), **window) == ["2 Mar – 26 Apr 2026"]  # said as a warning, not refused
    assert stays(starts_on=day(1, 5), ends_on=day(3, 1)) == []


def test_without_an_end_nothing_can_be_laid_unless_the_weeks_say_how_long() -> None:
    assert stays(starts_on=day(5, 4)) == []
    assert stays(starts_on=day(5, 4), max_weeks=4)[:2] == ["4 – 31 May 2026", "1 – 28 Jun 2026"]


def test_weeks_that_contradict_each_other_leave_nothing() -> None:
    assert stays(programme(max_weeks=2), min_weeks=4, starts_on=day(5, 4), ends_on=day(7, 31)) == []


def test_the_likeliest_stay_can_be_judged_even_where_nothing_fits() -> None:
    who = nominee(available_from=day(9, 1))
    assert likeliest_stay(who, place(starts_on=MAY.start, ends_on=MAY.end), TODAY) == MAY
    over = place(starts_on=day(1, 5), ends_on=day(2, 1))
    assert likeliest_stay(who, over, TODAY) == period((1, 5), (2, 1))


def test_the_score_adds_up_to_a_hundred_and_says_why() -> None:
    assert sum(MOST.values()) == 100
    where = place(["pt:B1"], theme="Água")
    wish = [Preference(rank=1, institution_id=where.host.id), Preference(rank=2, text="Donde sea")]
    best = fit(nominee(["pt:native"], theme="Agua", preferences=wish), where)
    assert (best.score, [reason.points for reason in best.reasons]) == (100, [30, 30, 30, 10])
    assert [reason.say(EN) for reason in best.reasons] == [
        "Portuguese is spoken (Native).",
        "Theme in common: Agua.",
        "Wish number 1 of the nominee.",
        "Nobody from Lima is in Recife yet.",
    ]


def test_each_aim_by_itself() -> None:
    where = place(["pt:B1"], theme="Água")

    def points(together: int = 0, languages: tuple[str, ...] = ("pt:B1",), **nomination: object) -> dict[str, int]:
        return {r.aim: r.points for r in fit(nominee(languages, **nomination), where, together).reasons}

    assert [points(languages=each)["language"] for each in (("pt:B1",), ("pt:B2",), ("pt:C2",), (), ("es:C2",))] == [
        20,
        25,
        30,
        10,
        0,
    ]
    assert [points(theme=each)["theme"] for each in ("Agua", "", "Cultura")] == [30, 15, 0]
    city = where.city
    assert city is not None
    ranked = [[Preference(rank=rank, city_id=city.id)] for rank in (1, 2, 3, 4)]
    assert [points(preferences=each)["preference"] for each in ranked] == [30, 24, 18, 12]
    assert points()["preference"] == 15
    assert points(preferences=[Preference(rank=1, city_id="elsewhere")])["preference"] == 0
    assert [points(together)["balance"] for together in (0, 1, 2, 3)] == [10, 5, 0, 0]


def test_a_unit_fulfils_the_wish_for_its_institution() -> None:
    where = place()
    where.host.parent_id = "the-whole"
    who = nominee(preferences=[Preference(rank=2, institution_id="the-whole")])
    pairs = Pairs([who], [where, place()], TODAY)
    assert pairs.fit_of(who, where).reasons[2].points == 24


def test_the_better_of_two_wishes_counts_where_one_place_fulfils_both() -> None:
    where = place(starts_on=MAY.start, ends_on=MAY.end)
    assert where.city is not None
    wishes = [Preference(rank=1, institution_id=where.host.id), Preference(rank=2, city_id=where.city.id)]
    who = nominee(preferences=wishes)
    pairs = Pairs([who], [where], TODAY)
    assert [choice.score for choice in pairs.choices()] == [pairs.fit_of(who, where).score]
    assert pairs.fit_of(who, where).reasons[2].points == 30
