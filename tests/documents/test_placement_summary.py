"""One page for each placement, in four languages, from empty to overfull."""

from dataclasses import replace
from datetime import date

import pytest

from exchange_desk.documents.catalogue import render
from exchange_desk.documents.facts import PlacementSummaryFacts, Side, SignatureFacts
from exchange_desk.documents.setting import Setting
from tests.documents.facts_for_tests import EMPTY, EXTREME, LONG_OBJECTIVES, SIGNED, TYPICAL
from tests.documents.reading import CODES, read

SETTING = Setting(day=date(2026, 3, 2))
ALL = [TYPICAL, EMPTY, EXTREME, LONG_OBJECTIVES, SIGNED]


def summary(*facts: PlacementSummaryFacts, languages: tuple[str, ...] = ("en",), setting: Setting = SETTING) -> bytes:
    return render("placement-summary", facts, languages, setting)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_every_placement_has_one_page_in_every_language_and_on_both_papers(code: str, paper: str) -> None:
    made = read(summary(*ALL, languages=(code,), setting=replace(SETTING, paper=paper, demo=True)))
    assert len(made.pages) == len(ALL)
    for page, facts in zip(made.pages, ALL, strict=True):
        assert " ".join(facts.participant.name.split()) in " ".join(page.split())


def test_two_languages_take_one_page_too() -> None:
    assert len(read(summary(*ALL, languages=("es", "fr"))).pages) == len(ALL)


@pytest.mark.parametrize(("code", "tag"), [("es", "es-ES"), ("pt", "pt-BR"), ("fr", "fr-FR"), ("en", "en-GB")])
def test_it_is_tagged_archivable_accessible_and_says_what_it_is(code: str, tag: str) -> None:
    made = read(summary(TYPICAL, languages=(code,)))
    assert made.tagged
    assert made.standards == "A-2a UA-1"
    assert made.lang == tag
    assert "FICT-2026-014" in made.title
    assert "Núñez" not in made.title


def test_each_placement_is_a_bookmark() -> None:
    assert read(summary(TYPICAL, SIGNED)).headings == ["María José Núñez Peñaloza"] * 2


def test_it_says_who_where_when_and_what_for() -> None:
    text = read(summary(TYPICAL)).text
    for said in (
        "María José Núñez Peñaloza",
        "Montevideo, Uruguay → Medellín, Colombia",
        "5 – 30 Oct 2026",
        "26 days",
        "Spanish (native), Portuguese (B2)",
        "Andrés Felipe Echeverri Gutiérrez",
        "guía de 20 páginas",
        "Semana 4: redacción",
        "Seguros Ficticios S. A. · VJ-000-114",
        "Alojamiento en residencia",
        "Agreement CGC-2013-02",
        "Report due 29 Nov 2026",
        "By delegation of Directora ejecutiva",
        "Page 1 of 1",
    ):
        assert said in text


def test_a_long_address_can_be_copied_from_the_page() -> None:
    address = "maria.guadalupe.inmaculada.concepcion@subsecretaria-general.internacional.example.org"
    made = replace(TYPICAL, participant=replace(TYPICAL.participant, email=address))
    page = read(summary(made, languages=("es", "pt"))).pages[0]
    assert "\u200b" not in page
    assert address in "".join(page.split())


def test_days_and_countries_follow_the_language() -> None:
    assert "Brésil" in read(summary(EXTREME, languages=("fr",))).text
    assert "5 – 30 out 2026" in read(summary(TYPICAL, languages=("pt",))).text


def test_what_is_not_known_is_said_and_left_to_be_filled_in() -> None:
    text = read(summary(EMPTY)).text
    for label in ("Post", "Address", "Supervisor", "Dates", "Insurance", "Visa", "Passport valid until", "Agreement"):
        assert f"{label} to be confirmed" in text
    assert text.count("By delegation of") == 2
    assert text.count("Name") == 3


def test_the_three_sides_sign_whatever_is_known_of_them() -> None:
    only_host = replace(TYPICAL, signatures=(SignatureFacts(side=Side.HOST, name="Ana Ficticia"),))
    text = read(summary(only_host)).text
    for side in ("The participant", "For the sending institution", "For the host institution"):
        assert side in text


def test_it_is_a_working_document_until_the_plan_is_signed() -> None:
    assert "Working document" in read(summary(TYPICAL)).text
    assert "Working document" not in read(summary(SIGNED)).text


def test_a_demonstration_says_so_twice_on_every_page() -> None:
    pages = read(summary(TYPICAL, SIGNED, setting=replace(SETTING, demo=True))).pages
    assert [page.count("Fictional data") for page in pages] == [2, 2]
    assert "Fictional data" not in read(summary(TYPICAL)).text


def test_a_text_too_long_ends_with_a_line_that_says_so() -> None:
    text = read(summary(LONG_OBJECTIVES)).text
    assert "The text goes on: the whole of it is kept" in text
    assert "Semana 4: redacción" in text
    assert "The text goes on" not in read(summary(TYPICAL)).text


def test_exceptions_print_their_reason() -> None:
    text = read(summary(EXTREME)).text
    assert "(regla 1)" in text
    assert "Reason: Estudiar cómo" in text
    assert "Oficial de enlace, 9 Jan 2026" in text
    assert "and 2 more exceptions" in text


def test_pages_are_numbered_and_named() -> None:
    pages = read(summary(TYPICAL, EXTREME)).pages
    assert "Page 2 of 2" in pages[1]
    assert "FICT-2026 · FICT-2026-014 · 2 Mar 2026" in " ".join(pages[0].split())
