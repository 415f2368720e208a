"""Text is cleaned without loss and folded so that what looks alike compares alike."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_desk.support.text import clean, clean_lines, fold


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Łukasz", "lukasz"),
        ("Søren Østergård", "soren ostergard"),
        ("Straße", "strasse"),
        ("Yıldız", "yildiz"),
        ("Þór", "thor"),
        ("Œuvre", "oeuvre"),
        ("O’Brien-Núñez", "o brien nunez"),
        ("M\u0301e\u0301xico", "mexico"),
        ("  N.º\u00a0de\u200b pasaporte: ", "n o de pasaporte"),
    ],
)
def test_folding(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_folding_is_settled_and_blind_to_composition(value: str) -> None:
    once = fold(value)
    assert fold(once) == once
    assert fold(unicodedata.normalize("NFD", value)) == fold(unicodedata.normalize("NFC", value))


@given(st.text())
def test_cleaning_is_settled_and_leaves_one_line(value: str) -> None:
    once = clean(value)
    assert clean(once) == once
    assert once == once.strip()
    assert "  " not in once
    assert "\n" not in once


def test_cleaning_keeps_letters_and_lines() -> None:
    assert clean(" Bele\u0301m\u200b do\u00a0 Para\u0301 ") == "Belém do Pará"
    assert clean_lines("one\x00\n two ") == "one\n two"
