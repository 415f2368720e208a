"""One language: what it says, how it writes days, and which one the system asks for."""

from datetime import date

import pytest

from exchange_desk.support.language import LANGUAGES, Language, language_of_system


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        ({"LANG": "pt_BR.UTF-8"}, "pt"),
        ({"LANG": "C.UTF-8"}, "es"),
        ({"LANG": "de_DE.UTF-8"}, "es"),
        ({"LANG": "es_MX.UTF-8", "LC_ALL": "fr_FR.UTF-8"}, "fr"),
        ({}, "es"),
    ],
)
def test_the_language_of_the_system(monkeypatch: pytest.MonkeyPatch, system: dict[str, str], expected: str) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in system.items():
        monkeypatch.setenv(name, value)
    assert language_of_system() == expected


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_day_can_be_misread(code: str) -> None:
    said = Language(code).day(date(2026, 11, 5))
    assert said.split()[0] == "5"
    assert said.split()[1].isalpha()
    assert said.split()[-1] == "2026"


def test_parameters_are_said_in_the_language() -> None:
    lang = Language("es")
    assert lang("{day}: {places} of {cities}", day=date(2026, 3, 2), places=2.5, cities=["Quito", "Lima"]) == (
        "2 mar 2026: 2,5 of Quito y Lima"
    )


def test_braces_in_a_value_stay_as_they_are() -> None:
    assert Language("en")("Read “{value}”.", value="{name}") == "Read “{name}”."


def test_periods_share_what_both_days_have() -> None:
    lang = Language("en")
    assert lang.period(date(2026, 11, 5), date(2026, 11, 19)) == "5 – 19 Nov 2026"
    assert lang.period(date(2026, 10, 5), date(2026, 11, 19)) == "5 Oct – 19 Nov 2026"
    assert lang.period(date(2025, 12, 5), date(2026, 1, 19)) == "5 Dec 2025 – 19 Jan 2026"
    assert lang.period(None, None) == ""
