"""The plan as a value: every row accounted for, corrections, answers, and the report that scripts rely on."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange_desk.intake.directory import Directory
from exchange_desk.intake.judging import Outcome
from exchange_desk.intake.plan import ImportPlan, learnt_headings, raw_cells, read_plan
from exchange_desk.support.language import LANGUAGES, Language
from exchange_desk.support.problems import Cancelled, DeskError
from exchange_desk.workbooks.grid import Mark
from tests.intake.lists import TODAY, book, keys, person, plan, sheet, values

HEAD = ("Nombre", "Apellidos", "Correo", "Sexo", "Fecha de nacimiento", "Ciudad", "Inglés")
ROW = ("Ana", "Ruiz Vega", "ana@example.org", "Mujer", "1980-03-12", "Quito", "B2")

WORDS = (
    *("Ana", "Ruiz", "ana@example.org", "M", "H", "03/04/1981", "Córdoba", "Medelin", "x", "TOTAL", "Vo.Bo.", "Nombre"),
    *("SECRETARÍA DE MOVILIDAD", "#N/A", "\u200b", "MÃ©xico", "Ana Ruiz\nEva Gil", "* nota", "B2", "Nota: dos"),
)
CELLS = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.integers(-5, 40000),
    st.floats(width=32),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(2099, 1, 1)),
    st.text(max_size=12),
)
FULL = st.lists(CELLS, min_size=7, max_size=7)
LONELY = st.tuples(st.integers(0, 6), st.sampled_from(WORDS)).map(
    lambda at: [at[1] if i == at[0] else None for i in range(7)]
)
LINES = st.lists(st.one_of(FULL, LONELY), max_size=7)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES, st.sets(st.integers(2, 8)))
def test_every_row_is_accounted_for_whatever_stands_in_it(rows: list[list[Any]], hidden: set[int]) -> None:
    made = plan(sheet([HEAD, ROW, *rows], hidden_rows=frozenset(hidden)))
    totals = made.totals()
    assert totals["rows"] == sum(totals[o] for o in Outcome) == len(list(made.rows))
    lines = [line.row for t in made.tables for line in t.set_aside] + [row.row for row in made.rows]
    heads = [row for t in made.tables for row in t.header_rows]
    blank = [i for i, row in enumerate([HEAD, ROW, *rows], 1) if all(c is None or str(c).strip() == "" for c in row)]
    assert sorted({*lines, *heads, *blank}) == list(range(1, len(rows) + 3)), "a line is data, heading, blank or aside"
    assert len(lines) == len(set(lines)), "and only one of them"
    for row in made.rows:
        assert (row.outcome is Outcome.WAITING) == bool(row.questions)
    json.dumps(made.report(Language("es")))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES, st.randoms())
def test_answering_everything_leaves_nothing_waiting(rows: list[list[Any]], chance: Any) -> None:
    made = plan([HEAD, ROW, *rows])
    for _ in range(60):
        if not made.questions:
            break
        question = chance.choice(made.questions)
        made = made.answer(question.id, chance.choice(question.options).id)
    assert made.totals()["waiting"] == 0


def test_a_row_without_a_name_is_refused_with_the_reason() -> None:
    made = plan([HEAD, ROW, (None, None, "eva@example.org", "Mujer")])
    assert [str(r.outcome) for r in made.rows] == ["new", "refused"]
    assert keys(made)[1] == ["name.missing"]


def test_a_plan_is_a_value_and_corrections_give_new_ones() -> None:
    made = plan([HEAD, ROW, (None, None, "eva@example.org", "Mujer")])
    before = made.totals()
    named = made.with_cell("Hoja1", 3, 1, "Eva").with_cell("Hoja1", 3, 2, "Gil Mora")
    assert named.totals()["refused"] == 0
    assert values(named)[1]["family_names"] == "Gil Mora"
    skipped = named.with_row("Hoja1", 3, skipped=True)
    assert skipped.totals()["skipped"] == 1
    assert skipped.with_row("Hoja1", 3, skipped=False).totals() == named.totals()
    assert named.with_cell("Hoja1", 3, 1, None).with_cell("Hoja1", 3, 2, None).totals() == before == made.totals()


def test_corrections_and_answers_stay_together() -> None:
    made = plan([HEAD, (*ROW[:3], "M", *ROW[4:])])
    done = made.answer("sex.m:sexo", "female").with_field("Hoja1", 7, "note").with_cell("Hoja1", 2, 2, "Soto")
    assert (values(done)[0]["sex"], values(done)[0]["note"], values(done)[0]["family_names"]) == (
        "female",
        "B2",
        "Soto",
    )


def test_names_struck_through_are_asked_about_once() -> None:
    marks = {(2, 1): Mark(strike=True), (3, 1): Mark(strike=True)}
    made = plan(sheet([HEAD, ROW, ("Eva", "Gil", "eva@example.org"), ("Luz", "Soto", "luz@example.org")], marks=marks))
    assert [(q.key, len(q.rows)) for q in made.questions] == [("row.struck", 2)]
    assert made.answer("struck:Hoja1", "skip").totals()["skipped"] == 2
    assert made.answer("struck:Hoja1", "take").totals()["new"] == 3


def test_an_answer_that_is_not_offered_is_refused_and_kept_answers_are_used_where_they_fit() -> None:
    made = plan([HEAD, (*ROW[:3], "M", "03/04/1981")])
    with pytest.raises(DeskError) as refused:
        made.answer("sex.m:sexo", "maybe")
    assert refused.value.key == "intake.no_question"
    kept = {"sex.m": "female", "date.order:fecha de nacimiento": "day_first", "city:nowhere": "none"}
    assert made.with_answers(kept).totals()["waiting"] == 0


def test_the_same_file_again_is_noticed() -> None:
    known = Directory(received={"f" * 64: ("vieja.xlsx", date(2026, 1, 9))})
    made = read_plan(book(sheet([HEAD, ROW]), sha256="f" * 64), known, today=TODAY)
    assert [note.key for note in made.notes] == ["file.received_before"]
    assert "vieja.xlsx" in made.notes[0].say(Language("en"))


def test_what_an_officer_taught_and_what_came_can_be_kept() -> None:
    made = plan([("Nombre", "Aparato"), ("Ana Ruiz", 123)]).with_field("Hoja1", 2, "phone")
    assert learnt_headings(made) == {"aparato": "phone"}
    assert raw_cells(made, ("Hoja1", 2)) == {"A": "Ana Ruiz", "B": "123"}


def test_cancelling_goes_through() -> None:
    class Stop:
        def step(self, done: int, total: int | None, text: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_plan(book(sheet([HEAD, ROW])), today=TODAY, progress=Stop())


def made_for_report() -> ImportPlan:
    known = Directory([person(1, "Eva", "Gil Mora", city="Quito")])
    rows = [
        ("NÓMINA",),
        HEAD,
        ROW,
        ("EVA", "GIL MORA", "eva.example.org", "Mujer", "05/06/1980", "Quito", "x"),
        ("TOTAL", 2),
    ]
    return plan(rows, known=known)


def test_the_report_keeps_its_contract() -> None:
    report = json.loads(json.dumps(made_for_report().report(Language("es"))))
    table = report["tables"][0]
    assert set(report) >= {"file", "tables", "questions", "totals"}
    assert {k: table[k] for k in ("sheet", "header_rows", "first_row", "last_row")} == {
        "sheet": "Hoja1", "header_rows": [2], "first_row": 3, "last_row": 4,
    }  # fmt: skip
    assert table["columns"][2] == {
        "column": "C",
        "heading": "Correo",
        "field": "email",
        "confidence": 1.0,
        "how": "exact",
    }
    assert table["set_aside"] == [
        {"row": 1, "why": "title", "text": "NÓMINA"},
        {"row": 5, "why": "totals", "text": "TOTAL"},
    ]
    first, second = table["rows"]
    assert first["values"]["birth_date"] == "1980-03-12"
    assert set(first["values"]) >= {
        "given_names", "family_names", "sex", "birth_date", "email", "phone", "city", "country",
    }  # fmt: skip
    assert (first["outcome"], first["match"], second["outcome"]) == ("new", None, "waiting")
    assert {"id", "name", "score", "evidence"} <= set(second["match"])
    assert {"column", "field", "severity", "key", "text"} == set(second["problems"][0])
    assert {p["key"]: p["column"] for p in second["problems"]}["email.no_at"] == "C"
    questions = {q["key"]: q for q in report["questions"]}
    assert set(questions) == {"date.order", "identity.ambiguous"}
    assert questions["date.order"]["rows"] == [4]
    assert all({"id", "text"} == set(option) for q in report["questions"] for option in q["options"])
    assert report["totals"] == {
        "rows": 2, "new": 1, "update": 0, "same": 0, "waiting": 1, "skipped": 0, "refused": 0,
    }  # fmt: skip


def test_the_report_of_a_name_column_says_the_order() -> None:
    made = plan([("Apellidos y nombres",), ("Ruiz Vega, Ana",), ("Gil Mora, Juan",)])
    assert made.report(Language("es"))["tables"][0]["columns"][0]["order"] == "family_first"


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_every_text_of_a_plan_can_be_said_in_every_language(code: str) -> None:
    lang = Language(code)
    made = made_for_report()
    for text in [q.say(lang) for q in made.questions] + [p.problem.say(lang) for r in made.rows for p in r.problems]:
        assert text
        assert "{" not in text


def test_columns_that_are_hidden_in_the_workbook_are_named() -> None:
    made = plan(sheet([HEAD, ROW], hidden_columns=frozenset((3, 9))))
    assert [note.key for note in made.notes] == ["file.hidden_columns"]
    assert made.notes[0].params["columns"] == ["Hoja1: C"]


def test_a_comment_on_a_cell_is_shown_with_its_row() -> None:
    made = plan(sheet([HEAD, ROW], marks={(2, 3): Mark(comment="llamar antes\n(Marta)")}))
    (found,) = (each for each in next(iter(made.rows)).problems if each.problem.key == "cell.comment")
    assert found.column == 3
    assert "llamar antes (Marta)" in found.problem.say(Language("en"))
