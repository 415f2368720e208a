"""Numbers of documents are kept as text; what a spreadsheet damaged and wrong check digits are said."""

from typing import Any

import pytest

from exchange_desk.intake.documents import damaged, wrong_check
from tests.intake.lists import keys, plan, values


@pytest.mark.parametrize(
    ("number", "country", "kind"),
    [
        ("HEGG560427MVZRRL04", None, ""),  # the published example of the CURP
        ("HEGG560427MVZRRL05", None, "CURP"),
        ("529.982.247-25", "BR", ""),  # the usual example of the CPF
        ("529.982.247-26", "BR", "CPF"),
        ("52998224726", "PE", ""),
        ("12345678Z", "ES", ""),
        ("12345678A", "ES", "DNI"),
        ("X1234567L", None, ""),
        ("X1234567M", None, "NIE"),
        ("11.111.111-1", "CL", ""),
        ("11.111.111-2", "CL", "RUT"),
        ("20-12345678-6", "AR", ""),
        ("20-12345678-5", "AR", "CUIT"),
        ("1710034065", "EC", ""),
        ("1710034066", "EC", "cédula"),
        ("1.234.567-2", "UY", ""),
        ("1.234.567-3", "UY", "cédula"),
        ("AB-123", "ES", ""),
    ],
)
def test_check_digits(number: str, country: str | None, kind: str) -> None:
    assert wrong_check(number, country) == kind


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (12345678, False),
        (12345678.0, False),
        (1.5, True),
        (1234567890123456789, True),
        ("1,23E+11", True),
        ("A1", False),
    ],
)
def test_what_a_spreadsheet_damaged(cell: object, expected: bool) -> None:
    assert damaged(cell) is expected


def test_a_passport_stays_text_and_its_state_is_no_number() -> None:
    cells: list[Any] = ["00123", 12345678.0, "1.23457E+11", "pendiente", "N/A", "G12345678.0"]
    made = plan([("Nombre", "Apellidos", "Pasaporte"), *[(f"Ana{i}", "Ruiz", cell) for i, cell in enumerate(cells)]])
    assert [row.get("passport_number") for row in values(made)] == ["00123", "12345678", None, None, None, "G12345678"]
    assert keys(made) == [[], ["document.was_number"], ["document.damaged"], ["document.status"], [], []]
