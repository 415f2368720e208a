"""Each rule at its boundary, with the sentence an officer reads and what would help."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_desk.model import City, NominationStatus, OfferStatus, Official
from exchange_desk.rules.capacity import free_places, most_taken, nearest_free
from exchange_desk.rules.facts import OwnStay, PlacementFacts
from exchange_desk.rules.languages import Meeting, Skill, meet, skills_of
from exchange_desk.rules.periods import Period
from exchange_desk.rules.placement import RULES, judge
from exchange_desk.rules.themes import in_common
from exchange_desk.rules.verdict import RULE_NAMES, RuleError, RuleSeverity, Verdict, refuse_if_standing, worst
from exchange_desk.support.language import Language
from tests.placing import (
    LIMA,
    MAY,
    QUITO,
    RECIFE,
    TODAY,
    by_rule,
    day,
    facts,
    nominee,
    passport,
    period,
    place,
    programme,
    skills,
)

EN = Language("en")
OVERRIDE, BLOCK, WARN, FIT = (
    RuleSeverity.OVERRIDE,
    RuleSeverity.BLOCK,
    RuleSeverity.WARN,
    RuleSeverity.FIT,
)


def only(rule: str, given: PlacementFacts) -> list[Verdict]:
    return [verdict for verdict in judge(given) if verdict.rule == rule]


def said(rule: str, given: PlacementFacts) -> str:
    (verdict,) = only(rule, given)
    return " | ".join(filter(None, (verdict.severity.value, verdict.say(EN), verdict.say_help(EN))))


def test_a_nominee_for_whom_all_fits() -> None:
    edition = programme(starts_on=day(4, 1), ends_on=day(6, 30), min_weeks=2, max_weeks=4, min_age=25)
    who = nominee(["pt:C1"], of=edition, theme="Movilidad", official={"birth_date": date(1990, 1, 1)})
    where = place(["pt:B1"], of=edition, theme="Mobilidade; Água", starts_on=day(5, 1), ends_on=day(6, 15))
    verdicts = judge(facts(who, where))
    assert by_rule(verdicts) == {"capacity": FIT, "offer_window": FIT, "language": FIT, "theme": FIT}
    assert [v.say(EN) for v in verdicts] == [
        "The place is free on every day.",
        "Within the host’s dates (1 May – 15 Jun 2026).",
        "Portuguese is spoken (C1).",
        "Theme in common: Movilidad.",
    ]
    assert worst(verdicts) is FIT


def test_the_heaviest_verdict_stands_first() -> None:
    verdicts = judge(facts(nominee(["es:B2"], home=RECIFE), place(["pt:B1"], status=OfferStatus.ANNOUNCED)))
    assert [v.severity.rank for v in verdicts] == sorted((v.severity.rank for v in verdicts), reverse=True)
    assert verdicts[0].rule == "same_city"


def test_every_rule_has_a_name_and_every_text_its_parameters() -> None:
    """All texts of the rules are said once each elsewhere; here: no verdict has a rule nobody can call."""
    assert len(RULES) == 16
    worst_case = judge(
        facts(
            nominee(["es:B2"], home=RECIFE, placed=True, status=NominationStatus.INELIGIBLE),
            place(["pt:B1"], status=OfferStatus.CLOSED, places=0),
        )
    )
    assert {v.rule for v in worst_case} <= set(RULE_NAMES)
    assert all(v.say(EN) for v in worst_case)


# Language


@pytest.mark.parametrize(
    ("speaks", "asked", "home", "meeting", "margin"),
    [
        ((), (), "", Meeting.ANY, 0),
        (("pt:B1",), ("pt:B1",), "", Meeting.MET, 0),
        (("pt:native",), ("pt:C2",), "", Meeting.MET, 0),
        (("pt:C2",), ("pt:native",), "", Meeting.MET, 0),
        (("pt:A2",), ("pt:B1",), "", Meeting.MISSING, 1),
        (("pt:A1",), ("pt:C2",), "", Meeting.MISSING, 5),
        (("es:C2",), ("pt:B1",), "", Meeting.MISSING, 3),
        (("es:C2",), ("pt",), "", Meeting.MISSING, 1),
        (("pt",), ("pt",), "", Meeting.MET, 0),
        (("pt",), ("pt:B1",), "", Meeting.UNCLEAR, 0),
        ((), ("pt:B1",), "", Meeting.UNCLEAR, 0),
        (("en:B2",), ("es:C1",), "es", Meeting.UNCLEAR, 0),  # lists seldom state the mother tongue
        (("en:B2",), ("es:C1",), "pt", Meeting.MISSING, 5),
        (("en:B2", "pt:A2"), ("pt:B1", "en:B1"), "", Meeting.MET, 1),  # one fitting language is enough
        (("pt:A2",), ("pt:B1", "es:B1"), "es", Meeting.UNCLEAR, 0),
        (("pt:A2", "en:A1"), ("en:C1", "pt:B1"), "", Meeting.MISSING, 1),  # the nearest one is named
        (("pt:A1", "pt:C1"), ("pt:B1",), "", Meeting.MET, 2),  # twice recorded: the better one counts
    ],
)
def test_languages_meet(
    speaks: tuple[str, ...], asked: tuple[str, ...], home: str, meeting: Meeting, margin: int
) -> None:
    needs = tuple(Skill(each.language, each.level) for each in skills(*asked))
    match = meet(skills_of(Official(languages=skills(*speaks))), needs, home)
    assert (match.meeting, match.margin) == (meeting, margin)


@pytest.mark.parametrize(
    ("speaks", "asked", "sentence"),
    [
        (
            "pt:A2",
            "pt:B1",
            "override | Portuguese B1 is missing by one level. | Portuguese B1 instead of A2 would fit.",
        ),
        (
            "pt:A1",
            "pt:native",
            "override | Portuguese Native is missing by 5 levels. | Portuguese Native instead of A1 would fit.",
        ),
        (
            "en:B2",
            "pt:B1",
            "override | Portuguese B1 is missing. | An offer in one of the nominee’s languages would fit.",
        ),
        ("en:B2", "pt", "override | Portuguese is missing. | An offer in one of the nominee’s languages would fit."),
        (
            "pt",
            "pt:B1",
            "warn | To check: the level of Portuguese is not recorded; the host asks for B1. | "
            "Enter the language and its level with the official.",
        ),
        (
            "en:B2",
            "es:B1",
            "warn | To check: whether Spanish is spoken is not recorded. | "
            "Enter the language and its level with the official.",
        ),
        ("pt:B2~", "pt:B1", "fit | Portuguese is spoken (about B2, not from a test)."),
        ("pt", "pt", "fit | Portuguese is spoken."),
    ],
)
def test_language_sentences(speaks: str, asked: str, sentence: str) -> None:
    assert said("language", facts(nominee([speaks]), place([asked]))) == sentence


levels = st.sampled_from(["", "A1", "A2", "B1", "B2", "C1", "C2", "native"])
some_skills = st.lists(st.builds(Skill, st.sampled_from(["es", "pt", "fr"]), levels), max_size=4).map(tuple)


@given(some_skills, some_skills, st.sampled_from(["", "es", "pt"]))
def test_more_languages_or_less_asked_never_make_it_worse(
    speaks: tuple[Skill, ...], asked: tuple[Skill, ...], home: str
) -> None:
    order = [Meeting.MISSING, Meeting.UNCLEAR, Meeting.MET, Meeting.ANY]
    now = order.index(meet(speaks, asked, home).meeting)
    fluent = tuple(Skill(skill.language, "native") for skill in speaks)
    assert order.index(meet(fluent, asked, home).meeting) >= now
    if asked:
        easier = (*asked, Skill("fr", "A1"))
        assert order.index(meet(speaks, easier, home).meeting) >= now


# Theme


@pytest.mark.parametrize(
    ("wanted", "offered", "shared"),
    [
        ("Movilidad", "Mobilidade urbana; Água", ("Movilidad",)),
        ("Gobierno abierto / Agua", "governo aberto", ("Gobierno abierto",)),
        ("Turismo", "Urbanismo", ()),
        ("Cultura", "Agricultura", ()),
        ("Gestión cultural", "Gestión ambiental", ()),
        ("", "Cultura", ()),
        (" ; , ", "Cultura", ()),
    ],
)
def test_themes_in_cognate_languages(wanted: str, offered: str, shared: tuple[str, ...]) -> None:
    assert in_common(wanted, offered) == shared


def test_theme_sentences() -> None:
    where = place(theme="Cultura")
    wanted = "warn | No theme in common: wished Agua and Residuos; offered Cultura."
    assert said("theme", facts(nominee(theme="Agua; Residuos"), where)) == wanted
    assert only("theme", facts(nominee(), where)) == []


# Places


def test_places_are_counted_on_each_day() -> None:
    """Two stays that follow each other take one place, not two."""
    following = [period((5, 4), (5, 17)), period((5, 18), (5, 31))]
    assert by_rule(judge(facts(nominee(), place(places=2, taken=following))))["capacity"] is FIT
    assert free_places(place(places=2, taken=following), MAY) == 1
    one_day_double = [period((5, 4), (5, 18)), period((5, 18), (5, 31))]
    assert most_taken(one_day_double, MAY) == 2
    full = facts(nominee(), place(places=2, taken=one_day_double, ends_on=day(12, 31)))
    assert said("capacity", full) == (
        "override | The 2 places are taken: 18 May 2026. | "
        "A place is free for as many days from 20 Apr 2026 to 17 May 2026."
    )


def test_taken_days_are_named_and_when_a_place_frees() -> None:
    window = {"starts_on": day(4, 1), "ends_on": day(6, 10)}
    two = [period((5, 4), (5, 19))] * 2
    full = facts(nominee(), place(places=2, taken=two, **window), period((5, 1), (5, 28)))
    assert said("capacity", full) == (
        "override | The 2 places are taken from 4 May 2026 to 19 May 2026. | "
        "A place is free for as many days from 6 Apr 2026 to 3 May 2026."
    )
    near_the_end = facts(nominee(), place(taken=[period((4, 1), (5, 19))], **window))
    assert said("capacity", near_the_end) == (
        "override | The place is taken from 4 May 2026 to 19 May 2026. | A place frees on 20 May 2026."
    )
    never = facts(nominee(), place(taken=[Period()], **window))
    assert said("capacity", never).endswith("to 31 May 2026. | One more place from the host would help.")
    assert said("capacity", facts(nominee(), place(places=0))) == "override | This offer has no places."


@pytest.mark.parametrize(("taken", "fits"), [(((5, 1), (5, 3)), True), (((5, 1), (5, 4)), False), (None, False)])
def test_the_day_before_does_not_count(taken: tuple[tuple[int, int], tuple[int, int]] | None, fits: bool) -> None:
    busy = period(*taken) if taken else period((5, 31), None)
    assert (by_rule(judge(facts(nominee(), place(taken=[busy]))))["capacity"] is FIT) == fits


few_days = st.integers(0, 12).map(lambda n: date(2026, 5, 4) + timedelta(days=n))
short_stays = st.lists(st.tuples(few_days, few_days).map(lambda two: Period(min(two), max(two))), max_size=6)


@given(short_stays, st.integers(1, 3), few_days, st.integers(1, 6))
def test_the_free_stay_offered_is_free_and_none_is_nearer(
    taken: list[Period], places: int, start: date, length: int
) -> None:
    window = Period(date(2026, 5, 4), date(2026, 5, 16))
    where = place(places=places, taken=taken, starts_on=window.start, ends_on=window.end)
    wanted = Period(start, start + timedelta(days=length - 1))
    every_start = [date(2026, 5, 4) + timedelta(days=n) for n in range(14 - length)]
    free = [s for s in every_start if free_places(where, Period(s, s + timedelta(days=length - 1))) > 0]
    found = nearest_free(where, wanted)
    assert (found is None) == (not free)
    if found is not None:
        assert found.days == length
        assert found.start in free
        assert abs(found.first - wanted.first) == min(abs(s.toordinal() - wanted.first) for s in free)


# The person's other stays


def elsewhere(share: int = 100, reference: str = "FICT-2025-004") -> list[OwnStay]:
    return [OwnStay(period((5, 20), (6, 10)), share, reference)]


def test_overlapping_stays_of_one_person() -> None:
    assert said("overlap", facts(nominee(elsewhere=elsewhere()), place())) == (
        "override | The person has another stay (FICT-2025-004): 20 – 31 May 2026. | "
        "The person is free from 11 Jun 2026."
    )
    nameless = facts(nominee(elsewhere=elsewhere(reference="")), place())
    assert said("overlap", nameless).startswith("override | The person has another stay: 20 – 31 May 2026.")
    until_then = facts(nominee(elsewhere=elsewhere()), place(), period((5, 4), (5, 19)))
    assert only("overlap", until_then) == []


@pytest.mark.parametrize(("one", "other", "passes"), [(50, 50, True), (60, 50, False), (50, 51, False), (0, 100, True)])
def test_part_time_shares_up_to_the_whole_time_pass(one: int, other: int, passes: bool) -> None:
    given = facts(nominee(elsewhere=elsewhere(other)), place(), share=one)
    assert (only("overlap", given) == []) == passes


def test_three_thirds_are_added_up_per_day() -> None:
    thirds = [OwnStay(period((5, 4), (5, 10)), 40), OwnStay(period((5, 10), (5, 20)), 40)]
    (verdict,) = only("overlap", facts(nominee(elsewhere=thirds), place(), share=30))
    assert "10 May 2026." in verdict.say(EN)


# Dates


@pytest.mark.parametrize(
    ("stay", "sentence"),
    [
        (
            Period(day(5, 4), None),
            "block | The first or the last day of the stay is missing. | Enter the first and last day.",
        ),
        (
            Period(day(5, 4), day(5, 3)),
            "block | The stay ends (3 May 2026) before it starts (4 May 2026). | Change one of the dates.",
        ),
    ],
)
def test_dates_in_order(stay: Period, sentence: str) -> None:
    assert said("dates", facts(nominee(), place(), stay)) == sentence


def test_windows_of_host_programme_and_nominee() -> None:
    edition = programme(starts_on=day(5, 5), ends_on=day(5, 30))
    who = nominee(of=edition, available_from=day(5, 6), available_until=day(5, 29))
    where = place(of=edition, starts_on=day(5, 7), ends_on=day(5, 28))
    found = judge(facts(who, where))
    suits = "Days that suit host, programme and nominee: 7 – 28 May 2026."
    assert {(v.rule, v.say(EN), v.say_help(EN)) for v in found if v.severity is OVERRIDE} == {
        ("offer_window", "The stay begins on 4 May 2026; the host receives from 7 May 2026.", suits),
        ("offer_window", "The stay ends on 31 May 2026; the host receives until 28 May 2026.", suits),
        (
            "programme_window",
            "The stay begins on 4 May 2026; stays of the programme begin on 5 May 2026 at the earliest.",
            suits,
        ),
        (
            "programme_window",
            "The stay ends on 31 May 2026; stays of the programme end on 30 May 2026 at the latest.",
            suits,
        ),
        ("availability", "The stay begins on 4 May 2026; the nominee is available from 6 May 2026.", suits),
        ("availability", "The stay ends on 31 May 2026; the nominee is available until 29 May 2026.", suits),
    }
    inside = judge(facts(who, where, period((5, 7), (5, 28))))
    assert worst(inside) is FIT


def test_nobody_has_a_day_in_common() -> None:
    who = nominee(available_from=day(9, 1))
    (verdict,) = only("availability", facts(who, place(starts_on=day(5, 1), ends_on=day(5, 31))))
    assert verdict.say_help(EN).startswith("Host, programme and nominee have no day in common")


def test_least_and_most_weeks() -> None:
    tight = programme(min_weeks=2, max_weeks=6)
    who, where = nominee(of=tight), place(of=tight, min_weeks=4, max_weeks=8)
    assert only("weeks", facts(who, where)) == []
    assert said("weeks", facts(who, where, period((5, 4), (5, 27)))) == (
        "override | The stay is too short: 24 of at least 28 days. | It is long enough until 31 May 2026."
    )
    assert said("weeks", facts(who, where, period((5, 4), (6, 15)))) == (
        "override | The stay is too long: 43 of at most 42 days. | It is short enough until 14 Jun 2026."
    )
    two_halves = facts(who, where, period((5, 4), (5, 17)), period((6, 1), (6, 14)))
    assert only("weeks", two_halves) == []
    too_short = facts(who, where, period((5, 4), (5, 17)), period((6, 1), (6, 10)))
    assert said("weeks", too_short).endswith("24 of at least 28 days. | It is long enough until 14 Jun 2026.")


# The person


@pytest.mark.parametrize(
    ("born", "age_on", "passes"),
    [
        (date(2001, 5, 4), None, True),  # 25 on the first day
        (date(2001, 5, 5), None, False),
        (date(1981, 5, 4), None, True),  # 45
        (date(1980, 5, 5), None, True),
        (date(1980, 5, 4), None, False),  # 46
        (date(2001, 5, 5), date(2026, 12, 31), True),
        (date(2000, 2, 29), date(2025, 2, 28), False),  # a year older on 1 March
        (date(2000, 2, 29), date(2025, 3, 1), True),
    ],
)
def test_age_on_the_reference_day(born: date, age_on: date | None, passes: bool) -> None:
    edition = programme(min_age=25, max_age=45, age_on=age_on)
    given = facts(nominee(of=edition, official={"birth_date": born}), place(of=edition))
    assert (only("age", given) == []) == passes


def test_age_sentences() -> None:
    edition = programme(min_age=25)
    young = facts(nominee(of=edition, official={"birth_date": date(2004, 2, 29)}), place(of=edition))
    assert said("age", young) == (
        "override | The nominee is 22 on 4 May 2026; the programme admits from 25 years. | "
        "The nominee is old enough from 1 Mar 2029."
    )
    unknown = facts(nominee(of=edition), place(of=edition))
    assert said("age", unknown).startswith("warn | To check: the date of birth is not recorded.")
    assert only("age", facts(nominee(), place())) == []  # never a limit that nobody set


@pytest.mark.parametrize(
    ("expires", "margin", "severity"),
    [
        (day(5, 31), 0, None),  # valid on the day of return
        (day(5, 30), 0, WARN),
        (day(11, 27), 180, None),
        (day(11, 26), 180, WARN),
        (None, 180, WARN),
        (day(5, 1), None, None),  # not asked for
    ],
)
def test_passport_margin(expires: date | None, margin: int | None, severity: RuleSeverity | None) -> None:
    edition = programme(passport_margin_days=margin)
    who = nominee(of=edition, official={"documents": [passport(expires)]})
    assert by_rule(judge(facts(who, place(of=edition)))).get("passport") == severity
    at_home = City(name="Cusco", country="PE")
    assert "passport" not in by_rule(judge(facts(who, place(of=edition, city=at_home))))


def test_the_passport_that_lasts_longest_counts() -> None:
    edition = programme(passport_margin_days=0)
    both = {"documents": [passport(day(5, 1)), passport(day(12, 1))]}
    assert only("passport", facts(nominee(of=edition, official=both), place(of=edition))) == []
    without = facts(nominee(of=edition), place(of=edition))
    assert said("passport", without).startswith("warn | To check: no passport is recorded.")


def test_lead_time() -> None:
    edition = programme(lead_days=63)
    assert (MAY.first - TODAY.toordinal()) == 63
    assert only("lead_time", facts(nominee(of=edition), place(of=edition))) == []
    edition.lead_days = 64
    late = facts(nominee(of=edition), place(of=edition))
    assert said("lead_time", late) == (
        "warn | Days left until the stay begins: 63; the programme asks for 64. | Begin on 5 May 2026 or later."
    )
    assert only("lead_time", facts(nominee(of=edition), place(of=edition), settled=True)) == []


def test_nobody_stays_in_the_sending_city() -> None:
    assert said("same_city", facts(nominee(home=LIMA), place(city=LIMA))) == "block | Lima is the nominee’s own city."
    assert only("same_city", facts(nominee(home=QUITO), place(city=LIMA))) == []
    assert only("same_city", facts(nominee(home=None), place(city=None))) == []


@pytest.mark.parametrize(
    ("status", "severity"),
    [
        (NominationStatus.ELIGIBLE, None),
        (NominationStatus.SHORTLISTED, None),
        (NominationStatus.PLACED, None),
        (NominationStatus.RECEIVED, WARN),
        (NominationStatus.RESERVE, WARN),
        (NominationStatus.INELIGIBLE, OVERRIDE),
        (NominationStatus.WITHDRAWN, BLOCK),
        (NominationStatus.SUBSTITUTED, BLOCK),
    ],
)
def test_state_of_the_nomination(status: NominationStatus, severity: RuleSeverity | None) -> None:
    assert by_rule(judge(facts(nominee(status=status), place()))).get("eligible") == severity


@pytest.mark.parametrize(
    ("status", "severity"),
    [
        (OfferStatus.CONFIRMED, None),
        (OfferStatus.ANNOUNCED, WARN),
        (OfferStatus.CLOSED, OVERRIDE),
        (OfferStatus.WITHDRAWN, BLOCK),
    ],
)
def test_state_of_the_offer(status: OfferStatus, severity: RuleSeverity | None) -> None:
    assert by_rule(judge(facts(nominee(), place(status=status)))).get("offer_status") == severity
    assert "offer_status" not in by_rule(judge(facts(nominee(), place(status=status), settled=True)))


def test_one_placement_per_nomination() -> None:
    assert by_rule(judge(facts(nominee(placed=True), place())))["placed"] is BLOCK


# Refusing


def test_a_block_stands_whatever_reason_is_given_and_an_override_without_one() -> None:
    verdicts = judge(facts(nominee(["pt:A2"]), place(["pt:B1"])))
    with pytest.raises(RuleError) as refused:
        refuse_if_standing(verdicts, {"language": "  "})
    assert refused.value.key == "rule.language"
    assert refused.value.say(EN) == (
        "Language: Portuguese B1 is missing by one level. Portuguese B1 instead of A2 would fit. "
        "Give a reason to go on all the same."
    )
    refuse_if_standing(verdicts, {"language": "The host agreed by telephone."})
    at_home = judge(facts(nominee(home=RECIFE), place()))
    with pytest.raises(RuleError, match="same_city"):
        refuse_if_standing(at_home, {"same_city": "An exception."})
