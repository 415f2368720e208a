"""The print is reckoned rightly: one page whatever comes, and never cut where there is room."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange_desk.documents import catalogue, fit, typeset
from exchange_desk.documents.catalogue import render
from exchange_desk.documents.facts import PlacementSummaryFacts, StayFacts
from exchange_desk.documents.placement_summary import data
from exchange_desk.documents.setting import Setting
from exchange_desk.documents.wording import Wording
from tests.documents.facts_for_tests import EMPTY, EXTREME, LONG_OBJECTIVES, TYPICAL
from tests.documents.reading import read

SETTING = Setting(day=date(2026, 3, 2))

words = st.text(alphabet="aeimnorstúñçWMÑ.-/@ \n", max_size=160)
long_texts = st.integers(0, 5000).flatmap(lambda n: st.just(("Texto de prueba, más o menos largo. " * 150)[:n]))


@st.composite
def placements(draw: st.DrawFn) -> PlacementSummaryFacts:
    base = draw(st.sampled_from([EMPTY, TYPICAL, EXTREME]))
    day = date(2026, 5, draw(st.integers(1, 28)))
    return replace(
        base,
        participant=replace(base.participant, name=draw(words), post=draw(words), email=draw(words)),
        host=replace(base.host, unit=draw(words), address=draw(words), supervisor_post=draw(words)),
        plan=replace(base.plan, objectives=draw(long_texts), work_plan=draw(long_texts | words)),
        host_provides=draw(long_texts | words),
        overrides=base.overrides[: draw(st.integers(0, 8))],
        stays=(StayFacts(start=day, end=day),) * draw(st.integers(0, 7)),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    placement=placements(),
    languages=st.sampled_from([("es",), ("es", "pt"), ("fr", "en")]),
    paper=st.sampled_from(["a4", "us-letter"]),
)
def test_any_placement_takes_exactly_one_page(
    placement: PlacementSummaryFacts, languages: tuple[str, ...], paper: str
) -> None:
    made = render("placement-summary", [placement], languages, replace(SETTING, paper=paper))
    assert typeset.page_count(made) == len(read(made).pages) == 1


@pytest.mark.parametrize("facts", [EMPTY, TYPICAL, LONG_OBJECTIVES, EXTREME])
@pytest.mark.parametrize("languages", [("es",), ("es", "fr")])
def test_the_first_reckoning_is_right(facts: PlacementSummaryFacts, languages: tuple[str, ...]) -> None:
    """Lengths in fit.py that no longer match the templates show here first."""
    document, wording = catalogue.DOCUMENTS["placement-summary"], Wording(languages)
    assert typeset.page_count(catalogue._made(document, [facts], wording, SETTING)) == 1


def test_a_page_that_runs_over_is_set_again_tighter_and_the_others_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen: list[list[float]] = []
    original = catalogue._made

    def noted(document: catalogue.Document, facts: catalogue.Facts, wording: Wording, setting: Setting) -> bytes:
        chosen.append([page["size"] for page in data(facts, wording, setting)["pages"]])
        return original(document, facts, wording, setting)

    monkeypatch.setattr(fit, "_RESERVE", 0.9)
    monkeypatch.setattr(catalogue, "_made", noted)
    made = render("placement-summary", [EMPTY, LONG_OBJECTIVES, EMPTY], ("es",), SETTING)
    assert len(read(made).pages) == 3
    assert len(chosen) > 1
    assert chosen[0][0] == chosen[-1][0]


def pages(*facts: PlacementSummaryFacts) -> list[dict[str, object]]:
    return data(facts, Wording(("es",)), SETTING)["pages"]


def test_print_is_large_where_there_is_room_and_no_smaller_than_needed() -> None:
    empty, typical, long, extreme = pages(EMPTY, TYPICAL, LONG_OBJECTIVES, EXTREME)
    assert empty["size"] == 10
    assert typical["size"] >= 9.5
    assert long["size"] == 8
    assert extreme["size"] == 7.5
    assert empty["scale"] == typical["scale"] == long["scale"] == 1


def test_only_texts_that_do_not_fit_are_cut() -> None:
    (page,) = pages(LONG_OBJECTIVES)
    objectives, work_plan = page["goals"]  # type: ignore[misc]
    assert objectives["cut"]
    assert objectives["paragraphs"][-1].endswith(" …")
    assert not work_plan["cut"]
    assert work_plan["paragraphs"][-1] == "Semana 4: redacción y presentación de la guía."


def test_a_cut_ends_after_a_whole_word() -> None:
    (page,) = pages(LONG_OBJECTIVES)
    last = page["goals"][0]["paragraphs"][-1].removesuffix(" …")  # type: ignore[index]
    assert LONG_OBJECTIVES.plan.objectives.replace("\n", " ").find(f"{last} ") >= 0
