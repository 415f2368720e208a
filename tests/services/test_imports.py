"""From a file to records: one step, everything kept, nothing guessed, undone as one."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from exchange_desk.intake.decisions import Policy
from exchange_desk.model import (
    City,
    CityAlias,
    Institution,
    LearntHeading,
    Nomination,
    Official,
    Programme,
    SourceFile,
    SourceRow,
    SourceSheet,
)
from exchange_desk.services.answers import answers_from
from exchange_desk.services.desk import Desk
from exchange_desk.services.imports import ApplyReport
from exchange_desk.store.backup import backups
from exchange_desk.support.problems import Cancelled, DeskError
from tests import builders

HEAD = (
    "Nombres", "Apellidos", "Correo", "Sexo", "Fecha de nacimiento", "Pasaporte", "Vigencia del pasaporte", "Cargo",
    "Institución", "Ciudad", "País", "Inglés", "Tema", "1ª opción", "Objetivo",
)  # fmt: skip
ANA = (
    "Ana", "Ruiz Vega", "ana@example.org", "Mujer", date(1980, 3, 12), "00123", date(2031, 1, 1), "Jefa",
    "Municipalidad de Rosario", "Rosario", "Argentina", "avanzado", "Movilidad", "Quito", "Medir 3 indicadores",
)  # fmt: skip
EVA = ("Eva", "Gil Mora", "eva@example.org", "Mujer", None, None, None, "Técnica", None, "Villa Azul", "Uruguay")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk.open(tmp_path / "prueba.desk")
    yield made
    made.close()


def take(desk: Desk, folder: Path, *rows: tuple[object, ...], head: tuple[str, ...] = HEAD, **more: str) -> ApplyReport:
    file = builders.xlsx(folder / "lista.xlsx", {"Postulados": [head, *rows]})
    return desk.imports.apply(desk.imports.plan(file, **more))


def only(desk: Desk) -> Official:
    found = desk.database.find(Official)
    assert len(found) == 1
    return found[0]


def test_a_row_becomes_an_official_with_all_that_it_said(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, ANA)
    ana = only(desk)
    assert (ana.given_names, ana.family_names, ana.email, ana.sex, ana.post) == (
        "Ana", "Ruiz Vega", "ana@example.org", "female", "Jefa",
    )  # fmt: skip
    assert ana.birth_date == date(1980, 3, 12)
    assert [(d.kind, d.number, d.expires_on) for d in ana.documents] == [("passport", "00123", date(2031, 1, 1))]
    assert [(s.language, s.level, s.approximate) for s in ana.languages] == [("en", "C1", True)]
    city = desk.records.get(City, ana.city_id or "")
    assert (city.name, city.country) == ("Rosario", "AR")
    assert desk.records.get(Institution, ana.institution_id or "").name == "Municipalidad de Rosario"


def test_a_national_identity_number_is_kept_and_recognised(desk: Desk, tmp_path: Path) -> None:
    head = ("Nombres", "Apellidos", "Cédula")
    take(desk, tmp_path, ("Ana", "Ruiz Vega", "0912345678"), head=head)
    assert only(desk).national_id == "0912345678"
    again = desk.imports.plan(builders.xlsx(tmp_path / "b.xlsx", {"A": [head, ("Ana", "Ruiz V.", "0912345678")]}))
    assert [row.outcome for row in again.rows] == ["same"]


def test_everything_is_one_step_and_undone_as_one(desk: Desk, tmp_path: Path) -> None:
    before = len(desk.history.steps())
    report = take(desk, tmp_path, ANA, EVA)
    assert len(desk.history.steps()) == before + 1
    assert (len(report.officials), len(report.cities), report.left) == (2, 2, 0)
    desk.history.undo()
    for kind in (Official, City, Institution, SourceFile, SourceSheet, SourceRow):
        assert desk.database.count(kind) == 0


def test_the_list_is_kept_as_it_came(desk: Desk, tmp_path: Path) -> None:
    report = take(desk, tmp_path, ANA, (None, None, "eva@example.org"))
    file = desk.records.get(SourceFile, report.source_file)
    assert (file.name, file.totals["new"], file.totals["refused"]) == ("lista.xlsx", 1, 1)
    (sheet,) = desk.database.find(SourceSheet)
    assert sheet.columns["C"]["field"] == "email"
    rows = {row.row: row for row in desk.database.find(SourceRow)}
    assert rows[2].cells["A"] == "Ana"
    assert rows[2].official_id == only(desk).id
    assert (rows[3].outcome, rows[3].official_id) == ("refused", None)


def test_a_backup_is_made_first(desk: Desk, tmp_path: Path) -> None:
    report = take(desk, tmp_path, ANA)
    assert [(b.file, b.reason) for b in backups(desk.database.path)] == [(report.backup, "import")]


def test_with_a_programme_each_person_is_nominated_once(desk: Desk, tmp_path: Path) -> None:
    desk.records.save(Programme(code="P1", name="Prueba"))
    take(desk, tmp_path, ANA, programme="P1")
    (nomination,) = desk.database.find(Nomination)
    assert (nomination.official_id, nomination.theme, nomination.objective) == (
        only(desk).id, "Movilidad", "Medir 3 indicadores",
    )  # fmt: skip
    assert [(p.rank, p.text) for p in nomination.preferences] == [(1, "Quito")]
    again = take(desk, tmp_path, ANA, programme="P1")
    assert (again.nominations, desk.database.count(Nomination)) == ((), 1)


def test_a_corrected_list_completes_the_nomination_that_is_there(desk: Desk, tmp_path: Path) -> None:
    with desk.database.step("x") as step:
        step.save(Programme(code="P-1", name="Intercambio"))
    head = ("Nombres", "Apellidos", "Correo", "Tema", "1ª opción", "2ª opción", "Desde", "Hasta")
    ana = ("Ana", "Ruiz Vega", "ana@example.org")
    take(desk, tmp_path, (*ana, "Movilidad", "Quito"), head=head, programme="P-1")
    days = (date(2026, 5, 4), date(2026, 5, 29))
    file = builders.xlsx(tmp_path / "b.xlsx", {"A": [head, (*ana, "Clima", "Quito", "Lima", *days)]})
    plan = desk.imports.plan(file, programme="P-1")
    assert [row.outcome for row in plan.rows] == ["update"]
    changes = {c.field: c.applied for c in next(iter(plan.rows)).changes}
    assert changes == {"theme": True, "preferred_host_2": True, "start": True, "end": True}
    report = desk.imports.apply(plan)
    assert report.nominations == ()
    (nomination,) = desk.database.find(Nomination)
    assert (nomination.theme, nomination.available_from, nomination.available_until) == ("Clima", *days)
    assert [(wish.rank, wish.text) for wish in nomination.preferences] == [(1, "Quito"), (2, "Lima")]
    assert [row.outcome for row in desk.imports.plan(file, programme="P-1").rows] == ["same"]
    assert [row.outcome for row in desk.imports.plan(file).rows] == ["same"]


def test_a_known_person_is_completed_and_what_the_desk_has_stays(desk: Desk, tmp_path: Path) -> None:
    desk.records.save(Official(given_names="Ana", family_names="Ruiz", email="ana@example.org", post="Directora"))
    report = take(desk, tmp_path, ANA)
    ana = only(desk)
    assert (report.totals["update"], ana.post, ana.family_names, ana.sex) == (1, "Directora", "Ruiz", "female")
    assert ana.documents[0].number == "00123"


def test_the_officer_may_let_the_file_win(desk: Desk, tmp_path: Path) -> None:
    desk.records.save(Official(given_names="Ana", family_names="Ruiz", email="ana@example.org", post="Directora"))
    file = builders.xlsx(tmp_path / "lista.xlsx", {"Postulados": [HEAD, ANA]})
    desk.imports.apply(desk.imports.plan(file).with_policy(Policy.UPDATE))
    assert only(desk).post == "Jefa"


def test_what_was_edited_after_the_plan_was_made_stays(desk: Desk, tmp_path: Path) -> None:
    desk.records.save(Official(given_names="Ana", family_names="Ruiz Vega", email="ana@example.org"))
    file = builders.xlsx(tmp_path / "lista.xlsx", {"Postulados": [HEAD, ANA]})
    plan = desk.imports.plan(file)
    ana = only(desk)
    ana.post = "Alcaldesa"
    desk.records.save(ana)
    report = desk.imports.apply(plan)
    assert (only(desk).post, report.kept) == ("Alcaldesa", ((ana.id, "post"),))
    assert only(desk).sex == "female"


def test_the_same_person_in_two_rows_becomes_one_official(desk: Desk, tmp_path: Path) -> None:
    desk.records.save(Programme(code="P1", name="Prueba"))
    twin = ("Ana", "Ruiz", "ANA@example.org", None, None, None, None, None, None, None, None, None, "Agua")
    report = take(desk, tmp_path, ANA, twin, programme="P1")
    assert (len(report.officials), len(report.nominations)) == (1, 1)
    assert {row.official_id for row in desk.database.find(SourceRow)} == {only(desk).id}


def test_waiting_rows_are_left_out_until_they_are_answered(desk: Desk, tmp_path: Path) -> None:
    file = builders.xlsx(tmp_path / "lista.xlsx", {"Postulados": [HEAD, (*ANA[:3], "M", *ANA[4:])]})
    plan = desk.imports.plan(file)
    assert desk.imports.apply(plan).left == 1
    assert desk.database.count(Official) == 0
    answers = tmp_path / "respuestas.toml"
    answers.write_text('[answers]\n"sex.m" = "female"\n', encoding="utf-8")
    answered = desk.imports.plan(file).with_answers(answers_from(answers))
    assert [note.key for note in answered.notes] == ["file.received_before", "file.no_programme"]
    desk.imports.apply(answered)
    assert only(desk).sex == "female"


def test_headings_and_city_names_are_learnt_for_the_sender(desk: Desk, tmp_path: Path) -> None:
    medellin = City(name="Medellín", country="CO")
    desk.records.save(medellin)
    head = ("Nombre", "Aparato", "Ciudad")
    file = builders.xlsx(tmp_path / "lista.xlsx", {"Postulados": [head, ("Ana Ruiz", "+57 311 5551234", "Medellyn")]})
    plan = desk.imports.plan(file, sender="Medellín").with_field("Postulados", 2, "phone")
    desk.imports.apply(plan.answer("city:medellyn", "CO:medellin"))
    assert [(h.folded, h.field, h.sender_city_id) for h in desk.database.find(LearntHeading)] == [
        ("aparato", "phone", medellin.id)
    ]
    assert [a.text for a in desk.database.find(CityAlias)] == ["Medellyn"]
    again = builders.xlsx(tmp_path / "otra.xlsx", {"Postulados": [head, ("Eva Gil", "+57 311 5551235", "Medellyn")]})
    learnt = desk.imports.plan(again, sender="Medellín")
    assert learnt.questions == ()
    assert learnt.tables[0].columns[1].how == "learnt"


def test_cancelling_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int | None, text: str = "") -> None:
            if text == "Writing the people":
                raise Cancelled

    file = builders.xlsx(tmp_path / "lista.xlsx", {"Postulados": [HEAD, ANA]})
    plan = desk.imports.plan(file)
    with pytest.raises(Cancelled):
        desk.imports.apply(plan, Stop())
    assert desk.database.count(Official) == desk.database.count(SourceFile) == 0


@pytest.mark.parametrize(
    ("more", "key"), [({"programme": "NO"}, "programme.unknown"), ({"sender": "Atlantis"}, "intake.unknown_sender")]
)
def test_an_unknown_programme_or_sender_is_refused(desk: Desk, tmp_path: Path, more: dict[str, str], key: str) -> None:
    with pytest.raises(DeskError) as refused:
        take(desk, tmp_path, ANA, **more)
    assert refused.value.key == key
    assert desk.database.count(SourceFile) == 0


def test_a_file_that_changed_after_it_was_read_is_refused(desk: Desk, tmp_path: Path) -> None:
    file = builders.xlsx(tmp_path / "lista.xlsx", {"Postulados": [HEAD, ANA]})
    plan = desk.imports.plan(file)
    builders.xlsx(file, {"Postulados": [HEAD, EVA]})
    with pytest.raises(DeskError) as refused:
        desk.imports.apply(plan)
    assert refused.value.key == "intake.file_changed"


def test_answers_that_cannot_be_read_are_refused(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "mal.toml"
    file.write_text("esto no es = = toml", encoding="utf-8")
    with pytest.raises(DeskError) as refused:
        answers_from(file)
    assert refused.value.key == "intake.answers_unreadable"
