"""The reply to a sender: everything the sender can put right, nothing else, no document number."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_desk.intake.doubts import PROBLEMS
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.model import City, Official, Programme
from exchange_desk.services.desk import Desk
from exchange_desk.services.remarks import ADVICE, covered
from exchange_desk.services.reply import SOURCE_HASH
from exchange_desk.support.language import Language
from exchange_desk.support.problems import DeskError, Severity
from exchange_desk.workbooks.reader import read
from tests import builders

HEAD = ("Nombres", "Apellidos", "Correo", "Fecha de nacimiento", "Pasaporte", "Vigencia del pasaporte", "Ciudad")
ANA = ("Ana", "Ruiz Vega", "ana@example.org", date(1980, 3, 12), "AB1234567", date(2031, 1, 1), "Quito")
EVA = ("Eva", "Gil Mora", "eva@example.org", date(1985, 7, 30), "CD7654321", date(2032, 5, 1), "Quito")
WITHIN = {"name.mark", "note.sensitive", "person.conflict"}
"""Warnings that are the desk's own business."""


def planned(desk: Desk, folder: Path, *rows: Sequence[object], head: Sequence[str] = HEAD, **more: str) -> ImportPlan:
    return desk.imports.plan(builders.xlsx(folder / "nomina.xlsx", {"Postulados": [head, *rows]}), **more)


def told(desk: Desk, plan: ImportPlan, folder: Path, language: str = "en") -> list[list[Any]]:
    """The lines of the reply below the headings; [] when there is no reply."""
    reply = desk.imports.reply(plan, folder, Language(language))
    return lines_of(reply.file) if reply else []


def lines_of(file: Path) -> list[list[Any]]:
    rows = [list(row) for row in read(file).sheets[0].rows]
    header = next(i for i, row in enumerate(rows) if None not in row)
    return rows[header + 1 :]


def written(desk: Desk, plan: ImportPlan, folder: Path, language: str = "en") -> Path:
    reply = desk.imports.reply(plan, folder, Language(language))
    assert reply is not None
    return reply.file


def programme(desk: Desk, **more: Any) -> str:
    desk.records.save(Programme(code="P1", name="Prueba", **more))
    return "P1"


def test_there_is_no_reply_when_there_is_nothing_to_tell(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, ANA, ("EVA", *EVA[1:]))
    assert [p.problem.key for row in plan.rows for p in row.problems] == ["name.case_changed"]
    assert desk.imports.reply(plan, tmp_path, Language("es")) is None
    assert [file.name for file in tmp_path.glob("*.xlsx")] == ["nomina.xlsx"]


def test_each_thing_to_put_right_is_a_line_with_its_cell(desk: Desk, tmp_path: Path) -> None:
    wrong = ("Eva", "Gil Mora", "eva.example.org", "31/02/1984", *EVA[4:])
    nameless = (None, None, "luz@example.org", date(1985, 7, 30), "EF111222", date(2032, 5, 1), "Quito")
    assert told(desk, planned(desk, tmp_path, ANA, wrong, nameless), tmp_path) == [
        [
            "Postulados", "C3", "Gil Mora, Eva", "Correo", "eva.example.org", "The e-mail has no @.",
            "Write the whole address, for example maria@example.org.",
        ],
        [
            "Postulados", "D3", "Gil Mora, Eva", "Fecha de nacimiento", "31/02/1984",
            "The date could not be read.", "Write year, month and day, for example 1980-03-12.",
        ],
        [
            "Postulados", "A4", None, "Nombres", None, "The row has no name.",
            "Write the given names and the family names.",
        ],
    ]  # fmt: skip


def test_every_warning_is_either_told_or_kept_on_purpose() -> None:
    """A new warning of the intake has to be given words for the sender, or named as the desk's own."""
    warned = {key for key, (severity, _) in PROBLEMS.items() if severity is not Severity.NOTE}
    assert warned == set(ADVICE) | WITHIN
    assert not WITHIN & set(ADVICE)


def test_what_the_desk_decides_is_not_told(desk: Desk, tmp_path: Path) -> None:
    desk.records.save(Official(given_names="Ana", family_names="Ruiz Vega", email="otra@example.org"))
    plan = planned(desk, tmp_path, ANA)
    assert [p.problem.key for row in plan.rows for p in row.problems] == ["person.conflict"]
    assert told(desk, plan, tmp_path) == []


def test_who_somebody_is_the_sender_is_not_asked(desk: Desk, tmp_path: Path) -> None:
    head = ("Nombres", "Apellidos", "Teléfono")
    desk.records.save(Official(given_names="Ana", family_names="Ruiz Vega"))
    plan = planned(desk, tmp_path, ("Ana", "Ruiz Vega", "+57 311 5551234"), head=head)
    assert [question.key for question in plan.questions] == ["identity.ambiguous"]
    assert told(desk, plan, tmp_path) == []


def test_a_skipped_row_is_not_told(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, ANA, (*EVA[:2], "eva", *EVA[3:]))
    assert len(told(desk, plan, tmp_path)) == 1
    assert told(desk, plan.with_row("Postulados", 3, skipped=True), tmp_path) == []


def test_what_the_officer_has_put_right_is_not_told(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, (*EVA[:2], "eva", *EVA[3:]))
    assert told(desk, plan.with_cell("Postulados", 2, 3, "eva@example.org"), tmp_path) == []


def test_what_the_programme_needs_is_asked_for(desk: Desk, tmp_path: Path) -> None:
    bare = ("Eva", "Gil Mora", None, None, None, None, None)
    assert [line[1] for line in told(desk, planned(desk, tmp_path, ANA, bare), tmp_path)] == ["C3"]
    code = programme(desk, max_age=60, passport_margin_days=30)
    lines = told(desk, planned(desk, tmp_path, ANA, bare, programme=code), tmp_path)
    assert [line[1] for line in lines] == ["C3", "D3", "F3", "G3"]
    assert lines[0][5] == "Neither an e-mail nor a phone is given."


def test_a_column_that_is_not_there_is_told_once(desk: Desk, tmp_path: Path) -> None:
    code = programme(desk, min_age=18)
    head, rows = HEAD[:3], (ANA[:3], EVA[:3])
    lines = told(desk, planned(desk, tmp_path, *rows, head=head, programme=code), tmp_path)
    why = "The list has no column for this. This holds for 2 rows."
    assert [(line[1], line[3], line[5]) for line in lines] == [(None, "City", why), (None, "Date of birth", why)]


def test_what_the_desk_or_another_row_knows_is_not_asked_for(desk: Desk, tmp_path: Path) -> None:
    code = programme(desk, max_age=60)
    known = Official(given_names="Eva", family_names="Gil Mora", email="eva@example.org", birth_date=date(1985, 7, 30))
    desk.records.save(known)
    missing = (*EVA[:3], None, *EVA[4:])
    assert told(desk, planned(desk, tmp_path, missing, programme=code), tmp_path) == []
    half, rest = (*ANA[:3], None, *ANA[4:]), ANA
    assert told(desk, planned(desk, tmp_path, half, rest, programme=code), tmp_path) == []


@pytest.mark.parametrize(
    ("valid_until", "expected"),
    [
        (date(2026, 3, 1), "The passport has expired."),
        (date(2026, 7, 30), "The passport must be valid until 31 Jul 2026."),
        (date(2026, 7, 31), None),
    ],
)
def test_a_passport_that_will_not_do(desk: Desk, tmp_path: Path, valid_until: date, expected: str | None) -> None:
    code = programme(desk, ends_on=date(2026, 7, 1), passport_margin_days=30)
    lines = told(desk, planned(desk, tmp_path, (*ANA[:5], valid_until, "Quito"), programme=code), tmp_path)
    assert [line[5] for line in lines if line[1] == "F2"] == ([expected] if expected else [])


def test_no_document_number_leaves_the_desk(desk: Desk, tmp_path: Path) -> None:
    """Not from its own column, not from another one, not from below the heading of a date."""
    head = (*HEAD, "Cédula")
    rows = (
        (*ANA[:2], "AB1234567", *ANA[3:], "0912345678"),
        ("Eva", "Gil Mora", "eva@example.org", EVA[3], "CD7?b654", "XY9998887", "Quito", "Mu?oz99"),
    )
    file = written(desk, planned(desk, tmp_path, *rows, head=head), tmp_path, "es")
    assert {"•••• 4567", "•••• 8887"} <= {str(line[4]) for line in lines_of(file)}
    ours = {
        name: content
        for name, content in builders.parts(file).items()
        if name not in builders.parts(tmp_path / "nomina.xlsx")
    }
    assert len(ours) >= 4
    said = b"".join(ours.values()).decode(errors="replace")
    for number in ("AB1234567", "0912345678", "CD7?b654", "XY9998887", "Mu?oz99"):
        assert number not in said


@given(st.text(min_size=1, max_size=30))
def test_at_most_four_signs_of_a_number_are_shown(number: str) -> None:
    shown = covered(number).removeprefix("••••").removeprefix(" ")
    assert len(shown) <= 4
    assert len(number) - len(shown) >= 3 or shown == ""
    assert number.endswith(shown)


def test_an_open_question_that_the_sender_can_answer_is_told_once_for_its_column(desk: Desk, tmp_path: Path) -> None:
    dates = [(*ANA[:3], "03/04/1980", *ANA[4:]), (*EVA[:3], "05/06/1985", *EVA[4:])]
    plan = planned(desk, tmp_path, *dates)
    assert [question.key for question in plan.questions] == ["date.order"]
    (line,) = told(desk, plan, tmp_path)
    assert (line[1], line[3]) == ("D2:D3", "Fecha de nacimiento")
    assert line[5].endswith("This holds for 2 rows.")


def test_an_unknown_city_is_told_once(desk: Desk, tmp_path: Path) -> None:
    rows = [(*person[:6], "Villa Inventada") for person in (ANA, EVA)]
    (line,) = told(desk, planned(desk, tmp_path, *rows), tmp_path)
    assert (line[1], line[2], line[4]) == ("G2:G3", "Ruiz Vega, Ana; Gil Mora, Eva", "Villa Inventada")


@pytest.mark.parametrize(
    ("working", "asked", "word"),
    [("pt", "es", "observacoes"), ("", "es", "observaciones"), ("de", "fr", "observations"), ("fr", "en", "observ")],
)
def test_the_reply_speaks_the_language_of_the_sending_city(
    desk: Desk, tmp_path: Path, working: str, asked: str, word: str
) -> None:
    desk.records.save(City(name="Belo Horizonte", country="BR", language=working))
    plan = planned(desk, tmp_path, (*EVA[:2], "eva", *EVA[3:]), sender="Belo Horizonte")
    file = written(desk, plan, tmp_path, asked)
    assert file.name.startswith(f"nomina_{word}")
    assert file.name.endswith("_2026-03-02.xlsx")
    spoken = Language(working if working in ("pt", "fr") else asked)
    book = read(file)
    assert book.sheets[0].name == spoken("Observations")
    assert lines_of(file)[0][5] == spoken("The e-mail has no @.")


def test_the_summary_adds_up_and_the_reply_names_its_source(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, ANA, (*EVA[:2], "eva", *EVA[3:]), ("Luz", "Paz Rey", "luz@example.org", *EVA[3:]))
    plan = plan.with_row("Postulados", 4, skipped=True)
    book = read(written(desk, plan, tmp_path))
    assert book.properties == {SOURCE_HASH: plan.workbook.sha256}
    assert [row[0] for row in book.sheets[0].rows[:7]] == [
        "Observations on “nomina.xlsx”",
        "Received: 2 Mar 2026",
        "Rows read: 3",
        "Rows without observations: 1",
        "Rows to be completed: 1",
        "Other rows, for which nothing is needed from you: 1",
        "Correct the marked cells in this file and send it back whole. The marks may stay.",
    ]


def test_an_earlier_reply_stays(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, (*EVA[:2], "eva", *EVA[3:]))
    first = written(desk, plan, tmp_path)
    first.write_bytes(b"edited by hand")
    second = written(desk, plan, tmp_path)
    assert second != first
    assert first.read_bytes() == b"edited by hand"


def test_nothing_that_a_list_says_becomes_a_formula(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, ("Eva", "Gil Mora", "+1+cmd|calc", *EVA[3:]))
    file = written(desk, plan, tmp_path)
    assert b"<f>" not in b"".join(builders.parts(file).values())


def test_a_folder_that_is_not_there_is_said(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, (*EVA[:2], "eva", *EVA[3:]))
    with pytest.raises(DeskError) as refused:
        desk.imports.reply(plan, tmp_path / "gone", Language("en"))
    assert refused.value.key == "export.no_folder"
