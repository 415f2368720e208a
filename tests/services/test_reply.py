"""The reply to a sender: everything the sender can put right, nothing else, no document number."""

import io
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from exchange_desk.intake.doubts import PROBLEMS
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.intake.replies import is_observations
from exchange_desk.model import City, HostOffer, Institution, OfferLanguage, Official, Programme
from exchange_desk.services.desk import Desk
from exchange_desk.services.remarks import ADVICE, covered
from exchange_desk.services.reply import SOURCE_HASH
from exchange_desk.support.language import Language
from exchange_desk.support.problems import DeskError, Severity
from exchange_desk.workbooks.annotate import annotate
from exchange_desk.workbooks.own_marks import OWN_FILL
from exchange_desk.workbooks.reader import read
from tests import builders

HEAD = ("Nombres", "Apellidos", "Correo", "Fecha de nacimiento", "Pasaporte", "Vigencia del pasaporte", "Ciudad")
ANA = ("Ana", "Ruiz Vega", "ana@example.org", date(1980, 3, 12), "AB1234567", date(2031, 1, 1), "Quito")
EVA = ("Eva", "Gil Mora", "eva@example.org", date(1985, 7, 30), "CD7654321", date(2032, 5, 1), "Quito")
WITHIN = {"name.mark", "note.participated", "note.sensitive", "person.conflict", "row.reserve"}
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
    assert {p.problem.severity for row in plan.rows for p in row.problems} == {Severity.NOTE}
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


BAD = ("Eva", "Gil Mora", "eva.example.org", *EVA[3:])


def test_the_sender_has_its_own_file_back(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, ANA, BAD)
    reply = desk.imports.reply(plan, tmp_path, Language("es"))
    assert reply is not None
    assert (reply.kept, reply.note, reply.remarks) == (True, "", 1)
    sheet = openpyxl.load_workbook(reply.file)["Postulados"]
    assert sheet["C3"].fill.fgColor.rgb == f"FF{OWN_FILL}"
    assert Language("es")("The e-mail has no @.") in sheet["C3"].comment.text
    before, after = builders.parts(tmp_path / "nomina.xlsx"), builders.parts(reply.file)
    assert {name for name in before if before[name] == after[name]} >= {"xl/theme/theme1.xml", "docProps/core.xml"}


def test_many_alike_are_one_line_and_as_many_marks(desk: Desk, tmp_path: Path) -> None:
    rows = [(f"Ana {name}", "Ruiz Vega", None, *ANA[3:]) for name in ("Luz", "Paz", "Sol", "Mar", "Inés")]
    plan = planned(desk, tmp_path, *rows)
    (line,) = told(desk, plan, tmp_path)
    assert line[1] == "C2:C6"
    assert line[2] == "Ruiz Vega, Ana Luz; Ruiz Vega, Ana Paz; Ruiz Vega, Ana Sol and 2 more"
    assert line[5] == "Neither an e-mail nor a phone is given. This holds for 5 rows."
    sheet = openpyxl.load_workbook(written(desk, plan, tmp_path)).worksheets[1]
    assert [bool(sheet.cell(row, 3).comment) for row in range(1, 8)] == [False, *[True] * 5, False]


@pytest.mark.parametrize("kind", ["csv", "ods", "signed"])
def test_a_file_that_cannot_be_kept_is_answered_with_a_copy(desk: Desk, tmp_path: Path, kind: str) -> None:
    table = [HEAD[:3], ANA[:3], BAD[:3]]
    if kind == "csv":
        file = builders.text(tmp_path / "lista.csv", table)
    elif kind == "ods":
        file = builders.ods(tmp_path / "lista.ods", {"lista": table})
    else:
        parts = builders.parts(builders.xlsx(tmp_path / "a.xlsx", {"lista": table}))
        parts["_rels/.rels"] = re.sub(rb'Type="[^"]*core-properties"', b'Type="http://x/origin"', parts["_rels/.rels"])
        file = builders.package(tmp_path / "lista.xlsx", parts)
    plan = desk.imports.plan(file)
    reply = desk.imports.reply(plan, tmp_path, Language("en"))
    assert reply is not None
    assert (reply.kept, "copy of its tables" in reply.note) == (False, True)
    book = openpyxl.load_workbook(reply.file)
    assert book.sheetnames == ["Observations", "lista"]
    assert [[c.value for c in row] for row in book["lista"].iter_rows()] == [list(row) for row in table]
    assert book["lista"]["C3"].comment is not None


def test_of_a_protected_list_no_copy_leaves_the_desk(desk: Desk, tmp_path: Path) -> None:
    plain = builders.xlsx(tmp_path / "p.xlsx", {"Postulados": [HEAD, ANA, BAD]})
    file = tmp_path / "nomina.xlsx"
    with file.open("wb") as out:
        OOXMLFile(io.BytesIO(plain.read_bytes())).encrypt("secreto", out)
    plan = desk.imports.plan(file, password="secreto")
    reply = desk.imports.reply(plan, tmp_path, Language("en"))
    assert reply is not None
    assert (reply.kept, "without the list" in reply.note) == (False, True)
    assert [sheet.name for sheet in read(reply.file).sheets] == ["Observations"]
    assert lines_of(reply.file)[0][1] == "C3"
    assert b"ana@example.org" not in b"".join(builders.parts(reply.file).values())


def test_a_change_to_what_the_list_says_is_never_sent(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong in the package, the reply is read again before it leaves."""
    from exchange_desk.services import reply as room

    def careless(content: bytes, notes: Any) -> bytes:
        made = builders.package(tmp_path / "x.zip", builders.parts(tmp_path / "nomina.xlsx"))
        changed = {n: p.replace(b"Ruiz", b"Ruis") for n, p in builders.parts(made).items()}
        return annotate(builders.package(made, changed).read_bytes(), notes)

    plan = planned(desk, tmp_path, ANA, BAD)
    calls = iter([careless, annotate])
    monkeypatch.setattr(room, "annotate", lambda content, notes: next(calls)(content, notes))
    answer = desk.imports.reply(plan, tmp_path, Language("en"))
    assert answer is not None
    assert not answer.kept
    assert "Ruiz Vega" in str(read(answer.file).sheets[1].rows)


def test_the_corrected_file_is_known_as_such(desk: Desk, tmp_path: Path) -> None:
    """The officer is told what it corrects; our sheet, colours and comments are not taken for the sender's."""
    first = planned(desk, tmp_path, ANA, BAD)
    desk.imports.apply(first)
    file = written(desk, first, tmp_path, "es")
    book = openpyxl.load_workbook(file)
    book["Postulados"]["C3"] = "eva@example.org"
    book.save(file)
    second = desk.imports.plan(file)
    assert [table.sheet for table in second.tables] == ["Postulados"]
    assert [(sheet.name, sheet.why) for sheet in second.sheets_aside] == [
        (Language("es")("Observations"), "observations")
    ]
    notes = [note.say(Language("en")) for note in second.notes if note.key == "file.correction"]
    assert notes == ["This is the correction of the list “nomina.xlsx” of 2 Mar 2026."]
    assert second.totals()["update"] == 1
    assert not [p for row in second.rows for p in row.problems if p.problem.key == "cell.comment"]
    assert told(desk, second, tmp_path) == []


def test_our_sheet_is_known_without_the_property_of_the_file(desk: Desk, tmp_path: Path) -> None:
    file = written(desk, planned(desk, tmp_path, ANA, BAD), tmp_path, "fr")
    book = read(file)
    assert is_observations(book.sheets[0])
    assert not is_observations(book.sheets[1])


def test_observations_alone_are_no_list(desk: Desk, tmp_path: Path) -> None:
    file = written(desk, planned(desk, tmp_path, ANA, BAD), tmp_path)
    book = openpyxl.load_workbook(file)
    del book["Postulados"]
    book.save(file)
    with pytest.raises(DeskError) as refused:
        desk.imports.plan(file)
    assert refused.value.key == "intake.only_observations"


def test_a_second_reply_marks_what_is_still_wrong_and_nothing_else(desk: Desk, tmp_path: Path) -> None:
    file = written(desk, planned(desk, tmp_path, (*ANA[:2], "ana", *ANA[3:]), BAD), tmp_path)
    book = openpyxl.load_workbook(file)
    book["Postulados"]["C2"] = "ana@example.org"
    book.save(file)
    again = written(desk, desk.imports.plan(file), tmp_path)
    marked = openpyxl.load_workbook(again)
    assert marked.sheetnames == ["Observations", "Postulados"]
    sheet = marked["Postulados"]
    assert [bool(sheet[name].comment) for name in ("C2", "C3")] == [False, True]
    assert [sheet[name].fill.patternType for name in ("C2", "C3")] == [None, "solid"]


def test_languages_are_asked_for_where_every_host_asks(desk: Desk, tmp_path: Path) -> None:
    code = programme(desk)
    programme_id = desk.records.find(Programme, code=code)[0].id
    host = Institution(name="Ayuntamiento")
    desk.records.save(host)
    offer = HostOffer(programme_id=programme_id, institution_id=host.id)
    offer.languages = [OfferLanguage(language="pt", level="B1")]
    desk.records.save(offer)
    (line,) = told(desk, planned(desk, tmp_path, ANA, EVA, programme=code), tmp_path)
    assert line[5] == (
        "The hosts ask for a language, and none is given. Languages they work in: Portuguese. This holds for 2 rows."
    )
    head, spoken = (*HEAD, "Portugués"), [(*ANA, "B2"), (*EVA, "C1")]
    assert told(desk, planned(desk, tmp_path, *spoken, head=head, programme=code), tmp_path) == []


def test_who_is_too_old_is_told(desk: Desk, tmp_path: Path) -> None:
    code = programme(desk, max_age=40, starts_on=date(2026, 9, 1))
    (line,) = told(desk, planned(desk, tmp_path, ANA, programme=code), tmp_path)
    assert (line[1], line[5]) == ("D2", "The nominee is 46 on 1 Sept 2026; the programme admits up to 40 years.")


@pytest.mark.parametrize("language", ["es", "pt", "fr", "en"])
def test_the_message_to_the_sender(desk: Desk, tmp_path: Path, language: str) -> None:
    lang = Language(language)
    subject, text = desk.imports.reply_message(planned(desk, tmp_path, ANA, BAD), lang)
    assert "nomina.xlsx" in subject
    assert lang.plural("One row is to be completed.", "{n} rows are to be completed.", 1) in text
    assert not {"{", "}", "[", "…"} & set(subject + text)
    subject, text = desk.imports.reply_message(planned(desk, tmp_path, ANA), lang)
    assert lang.plural("Its one row is complete.", "Its {n} rows are complete.", 1) in text


def test_a_form_is_marked_where_its_values_stand(desk: Desk, tmp_path: Path) -> None:
    rows = [("Ficha de postulación",), ("Nombres", "Ana"), ("Apellidos", "Ruiz Vega"), ("Correo", "ana.example.org"),
            ("Cargo", "Analista"), ("Ciudad", "Quito")]  # fmt: skip
    file = builders.xlsx(tmp_path / "ficha.xlsx", {"Ficha": rows})
    (line,) = told(desk, desk.imports.plan(file), tmp_path)
    assert (line[1], line[4]) == ("B4", "ana.example.org")


def test_who_is_missing_from_a_corrected_list_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    code = programme(desk)
    more = [(name, "Paz Rey", f"{name}@example.org", EVA[3], None, *EVA[5:]) for name in ("Luz", "Sol", "Mar")]
    desk.imports.apply(planned(desk, tmp_path, ANA, EVA, *more, programme=code))
    plan = planned(desk, tmp_path, ANA, *more, programme=code)
    lines = told(desk, plan, tmp_path)
    why = "These people stood in an earlier list and do not stand in this one: Gil Mora, Eva."
    assert [line[5] for line in lines if line[1] is None] == [why]
    assert told(desk, plan.answer("list.missing", "withdrawn"), tmp_path) == []


def test_what_a_colour_means_the_sender_knows(desk: Desk, tmp_path: Path) -> None:
    file = builders.xlsx(tmp_path / "c.xlsx", {"Hoja": [HEAD, ANA, EVA, *[(f"Luz {n}", *EVA[1:]) for n in "ABCDEF"]]})
    book = openpyxl.load_workbook(file)
    for cell in book.active[3]:
        cell.fill = openpyxl.styles.PatternFill("solid", fgColor="FF0000")
    book.save(file)
    plan = desk.imports.plan(file)
    assert "row.filled" in [question.key for question in plan.questions]
    assert "The row has a colour of its own." in [line[5] for line in told(desk, plan, tmp_path)]
