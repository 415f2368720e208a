"""Sex codes and levels of languages: decided for the column, explained, never more than what was written."""

from typing import Any

import pytest

from exchange_desk.intake.codes import read_level, read_sex
from exchange_desk.support.language import Language
from tests.intake.lists import keys, plan, values

EN = Language("en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mujer", "female"),
        ("♂", "male"),
        ("Masc.", "male"),
        ("Fem.", "female"),
        ("Sra.", "female"),
        ("V", "male"),
        ("No binario", "other"),
    ],
)
def test_words_for_the_sex(text: str, expected: str) -> None:
    assert read_sex(text, None) == expected


def sexes(*cells: Any) -> Any:
    people = zip([("Alex", "Ruiz"), ("Noa", "Gil"), ("Cruz", "Soto")], cells, strict=False)
    return plan([("Nombre", "Apellidos", "Sexo"), *[(*name, cell) for name, cell in people]])


@pytest.mark.parametrize(
    ("cells", "expected", "why"),
    [
        (("H", "M"), ["male", "female"], "M was read as woman (mujer), because “H” stands in the same column."),
        (("F", "M"), ["female", "male"], "M was read as man (masculino), because “F” stands in the same column."),
        (("V", "M"), ["male", "female"], "M was read as woman (mujer), because “V” stands in the same column."),
    ],
)
def test_what_m_means_is_told_by_its_neighbours_and_said(cells: tuple[str, ...], expected: list[str], why: str) -> None:
    made = sexes(*cells)
    assert [row["sex"] for row in values(made)] == expected
    assert [reason.say(EN) for reason in made.tables[0].columns[2].evidence] == [why]


def test_numbers_for_the_sex_are_asked_about_once() -> None:
    made = sexes(1, 2, 1)
    assert [(q.say(EN), len(q.rows)) for q in made.questions] == [
        ("In the column “Sexo” 1 and 2 are written. What does 1 stand for?", 3)
    ]
    answered = made.answer(made.questions[0].id, "female")
    assert [row["sex"] for row in values(answered)] == ["female", "male", "female"]


@pytest.mark.parametrize(
    ("text", "level", "approximate"),
    [
        ("B2", "B2", False),
        ("B2/C1", "B2", True),
        ("80 %", "C1", True),
        ("7/10", "B2", True),
        ("TOEFL 90", "B2", True),
        ("TOEFL ITP 550", "B2", True),
        ("IELTS 6.5", "B2", True),
        ("IELTS 7", "C1", True),
        ("FCE", "B2", True),
        ("Avanzado", "C1", True),
        ("bilingüe", "C2", True),
        ("Nativo", "native", False),
        ("✓", "", True),
        ("no", None, False),
    ],
)
def test_levels(text: str, level: str | None, approximate: bool) -> None:
    read = read_level(text)
    assert (read.level, read.approximate, read.understood) == (level, approximate, True)


def test_numbers_in_the_column_of_a_language_are_a_share_of_a_hundred() -> None:
    made = plan([("Nombre", "Apellidos", "Inglés"), ("Ana", "Ruiz", 80), ("Eva", "Gil", 0.5), ("Luz", "Paz", 3)])
    assert [row.get("language.en") for row in values(made)] == ["C1", "B1", None]
    assert keys(made) == [["language.approximate"], ["language.approximate"], ["language.unread"]]
