"""Addresses as people type them: what is good is kept, slips are pointed out, nothing is guessed silently."""

import pytest

from exchange_desk.intake.contacts import read_mail
from tests.intake.lists import keys, plan, values


@pytest.mark.parametrize(
    ("text", "value", "fault", "hint"),
    [
        ("ana@example.org", "ana@example.org", None, ""),
        ("ana@example.org;", "ana@example.org", None, ""),
        ("mailto:ana@example.org", "ana@example.org", None, ""),
        ("Ana Ruiz <ana@example.org>", "ana@example.org", None, ""),
        ("Correo: ana@example.org", "ana@example.org", None, ""),
        ("ana@example,org", None, "form", "ana@example.org"),
        ("ana,ruiz@example.org", None, "form", "ana.ruiz@example.org"),
        ("ana ruiz@example.org", "ruiz@example.org", "extra", ""),
        ("ana (arroba) example.org", None, "no_at", "ana@example.org"),
        ("ana at example dot org", None, "no_at", "ana@example.org"),
        ("ana.example.org", None, "no_at", ""),
        ("ana@gmial.com", "ana@gmial.com", "typo", "ana@gmail.com"),
    ],
)
def test_addresses(text: str, value: str | None, fault: str | None, hint: str) -> None:
    read = read_mail(text)
    assert (read.value, read.fault, read.hint) == (value, fault, hint)


def test_two_addresses_and_slips_are_said() -> None:
    cells = ["ana@example.org; ana.ruiz@example.org", "eva@hotmial.com", "luz pardo@example.org"]
    made = plan([("Nombre", "Correo"), *[(f"Ana{i} Ruiz", cell) for i, cell in enumerate(cells)]])
    assert [row.get("email") for row in values(made)] == ["ana@example.org", "eva@hotmial.com", "pardo@example.org"]
    assert [[key for key in found if key.startswith("email")] for found in keys(made)] == [
        ["email.several"],
        ["email.typo"],
        ["email.extra"],
    ]
