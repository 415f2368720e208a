"""The list of placements: a table for each programme, over pages."""

from dataclasses import replace
from datetime import date

from exchange_desk.documents.catalogue import render
from exchange_desk.documents.facts import PlacementSummaryFacts
from exchange_desk.documents.setting import Setting
from tests.documents.facts_for_tests import EMPTY, EXTREME, SIGNED, TYPICAL
from tests.documents.reading import read

SETTING = Setting(day=date(2026, 3, 2))


def listed(*facts: PlacementSummaryFacts, languages: tuple[str, ...] = ("en",)) -> bytes:
    return render("placement-list", facts, languages, SETTING)


def numbered(count: int) -> list[PlacementSummaryFacts]:
    return [replace(TYPICAL, reference=f"REF-{n:03}") for n in range(1, count + 1)]


def test_every_placement_is_a_row_and_the_head_is_on_every_page() -> None:
    made = read(listed(*numbered(60)))
    assert len(made.pages) > 1
    for page in made.pages:
        assert "Sending city" in page
    for number in range(1, 61):
        assert made.text.count(f"REF-{number:03}") == 1
    assert f"Page {len(made.pages)} of {len(made.pages)}" in made.pages[-1]


def test_each_programme_begins_a_page_and_keeps_the_order_it_came_in() -> None:
    made = read(listed(*numbered(2), EXTREME, SIGNED, EMPTY))
    assert len(made.pages) == 3
    assert "FICT-2026 · 3 placements · 1 host city" in made.text
    first = next(page for page in made.pages if "REF-001" in page)
    assert first.index("REF-001") < first.index("REF-002") < first.index("Confirmed")


def test_a_row_says_who_where_when_and_how_it_stands() -> None:
    text = read(listed(TYPICAL)).text
    for said in ("María José Núñez Peñaloza", "Montevideo, Uruguay", "Medellín, Colombia", "5 – 30 Oct 2026", "26"):
        assert said in text
    assert "Accepted by the host" in text


def test_what_is_not_known_is_said() -> None:
    assert "to be confirmed" in read(listed(EMPTY)).text


def test_it_is_tagged_and_titled() -> None:
    made = read(listed(TYPICAL, languages=("pt", "es")))
    assert made.tagged
    assert made.standards == "A-2a UA-1"
    assert made.lang == "pt-BR"
    assert made.title.endswith("FICT-2026")
