"""The door to the PDF engine: nothing typed is markup, every character prints, failures are sentences."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from exchange_desk.documents import typeset
from exchange_desk.documents.catalogue import render
from exchange_desk.documents.facts import PlacementSummaryFacts
from exchange_desk.documents.metrics import advances
from exchange_desk.documents.setting import Setting
from exchange_desk.support.language import Language
from exchange_desk.support.problems import DeskError
from exchange_desk.support.resources import resource
from tests.documents.facts_for_tests import TYPICAL
from tests.documents.reading import read

SETTING = Setting(day=date(2026, 3, 2))


def made(facts: PlacementSummaryFacts = TYPICAL, setting: Setting = SETTING) -> bytes:
    return render("placement-summary", [facts], ("en",), setting)


def with_name(name: str) -> PlacementSummaryFacts:
    return replace(TYPICAL, participant=replace(TYPICAL.participant, name=name))


MARKUP = ["#panic(1)", "*a* _b_", "$x^2$", "<b>c</b>", "{{d}}", "@ref", "`e`", "= f", "//g", "\\h", "[i]", "~j", "#1"]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_prints_as_it_was_typed(text: str) -> None:
    facts = replace(with_name(text), plan=replace(TYPICAL.plan, objectives=text), host_provides=text)
    assert read(made(facts)).text.count(text) >= 3


def test_the_same_facts_give_the_same_bytes() -> None:
    assert made() == made()


def test_another_day_is_another_document() -> None:
    assert made() != made(setting=replace(SETTING, day=date(2026, 3, 3)))


@pytest.mark.parametrize("name", ["Łukasz Žižek Đorđević", "Gabriel Agũero G̃uarani", "Þórdís Ægisdóttir", "Nguyễn Thị"])
def test_letters_of_european_languages_print_as_they_are(name: str) -> None:
    assert name in read(made(with_name(name))).text


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("王小明", "WangXiaoMing"),
        ("Ana \U0001f600 Ruiz", "Ana □ Ruiz"),
        ("Ana\x00\u202e Ruiz\ue000", "Ana Ruiz□"),
        ("محمد", "mhmd"),
    ],
)
def test_letters_that_no_font_has_print_in_latin_and_signs_as_a_square(name: str, printed: str) -> None:
    assert printed in read(made(with_name(name))).text


def test_the_square_and_the_signs_that_templates_use_are_in_every_font() -> None:
    for weight in ("Regular", "Italic", "SemiBold", "Bold"):
        assert set("□→·…–|/ \u200b") <= advances(weight).keys()


def test_only_the_shipped_fonts_are_used() -> None:
    families = {font.family for font in typeset._fonts().fonts()}
    assert families == {"Source Sans 3"}
    assert (resource("fonts") / "OFL.txt").is_file()


def test_a_missing_template_is_a_sentence() -> None:
    with pytest.raises(DeskError) as raised:
        typeset.pdf("no-such.typ", {}, title="", lang="en", on=date(2026, 3, 2))
    assert raised.value.key == "document.template_missing"
    assert "no-such.typ" in raised.value.say(Language("en"))


def test_a_missing_field_is_a_sentence_with_the_technical_part_apart() -> None:
    with pytest.raises(DeskError) as raised:
        typeset.pdf("placement-summary.typ", {"paper": "a4"}, title="x", lang="en", on=date(2026, 3, 2))
    assert raised.value.key == "document.not_made"
    assert "placement-summary.typ" in raised.value.say(Language("en"))
    assert "dictionary does not contain key" not in raised.value.say(Language("en"))
    assert "dictionary does not contain key" in raised.value.technical


def test_technical_details_hold_no_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.typ").write_text(
        "#let data = json(bytes(sys.inputs.data))\n#data.name.missing", encoding="utf-8"
    )
    monkeypatch.setattr(
        typeset, "resource", lambda *parts: resource("fonts") if parts == ("fonts",) else tmp_path.joinpath(*parts[1:])
    )
    with pytest.raises(DeskError) as raised:
        typeset.pdf("broken.typ", {"name": "Núñez"}, title="x", lang="en", on=date(2026, 3, 2))
    assert "Núñez" not in raised.value.technical
