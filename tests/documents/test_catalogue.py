"""The documents there are, and what asking wrongly for one says."""

import pytest

from exchange_desk.documents.catalogue import DOCUMENTS, document, render
from exchange_desk.support.language import Language
from exchange_desk.support.problems import DeskError
from exchange_desk.support.resources import resource
from tests.documents.facts_for_tests import TYPICAL


def test_every_entry_has_its_template_and_says_what_it_is() -> None:
    for key, entry in DOCUMENTS.items():
        assert key == entry.id
        assert resource("documents", entry.template).is_file()
        assert entry.title
        assert entry.about.endswith(".")
        assert entry.needs == "placement"


def test_an_unknown_document_names_the_ones_there_are() -> None:
    with pytest.raises(DeskError) as raised:
        document("certificate")
    assert "placement-summary" in raised.value.say(Language("en"))


@pytest.mark.parametrize(
    ("facts", "languages", "key"),
    [([], ("es",), "document.nothing_chosen"), ([TYPICAL], (), "document.no_language")],
)
def test_nothing_to_print_is_a_sentence(facts: list[object], languages: tuple[str, ...], key: str) -> None:
    with pytest.raises(DeskError) as raised:
        render("placement-summary", facts, languages)  # type: ignore[arg-type]
    assert raised.value.key == key


def test_without_a_setting_the_document_is_of_today() -> None:
    assert b"D:20260302" in render("placement-list", [TYPICAL], ("es",))


def test_more_than_a_document_takes_at_once_is_said_before_anything_is_made() -> None:
    most = DOCUMENTS["placement-summary"].most
    with pytest.raises(DeskError) as raised:
        render("placement-summary", [TYPICAL] * (most + 1), ("es",))
    assert raised.value.say(Language("en")).startswith("1,001 placements are chosen; this document takes up to 1,000")
