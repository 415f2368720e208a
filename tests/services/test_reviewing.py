"""Reviews that go on: closed with the program, lost by a crash, finished by a colleague, and nothing of them lost."""

import shutil
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from exchange_desk.intake.decisions import Decisions, Policy
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.model import City, Official, Programme, SourceFile
from exchange_desk.services.desk import Desk
from exchange_desk.store.originals import original
from exchange_desk.support.problems import DeskError
from tests import builders

HEAD = ("Nombres", "Apellidos", "Correo", "Sexo", "Cargo")
ROWS = (("Ana", "Ruiz Vega", "ana@example.org", "M", "Jefa"), ("Eva", "Gil Mora", "eva@example.org", "M", "Técnica"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return builders.xlsx(tmp_path / "lista.xlsx", {"Nómina": [HEAD, *ROWS]})


def decided(desk: Desk, file: Path) -> ImportPlan:
    """A review with a decision of every kind."""
    for record in (Programme(code="P-1", name="Intercambio"), City(name="Quito", country="EC")):
        if not desk.database.find(type(record)):
            desk.records.save(record)
    plan = desk.imports.plan(file, programme="P-1", sender="Quito").with_policy(Policy.KEEP)
    plan = plan.with_cell("Nómina", 2, 3, "ana.ruiz@example.org").with_field("Nómina", 5, "unit")
    return plan.with_row("Nómina", 3, skipped=True)


def test_a_review_goes_on_where_it_was_left_after_the_program_was_closed(
    desk: Desk, file: Path, tmp_path: Path
) -> None:
    plan = decided(desk, file)
    kept = desk.imports.keep_draft(plan)
    desk.close()
    file.unlink()
    again = Desk.open(tmp_path / "test.desk")
    (info,) = again.imports.drafts()
    assert (info.id, info.name, info.rows, info.waiting) == (kept, "lista.xlsx", 2, 1)
    assert (info.programme, info.sender) == (plan.ground.origin.programme, plan.ground.origin.sender)
    resumed = again.imports.resume(kept)
    assert resumed.decisions == plan.decisions
    assert [(r.row, r.outcome, r.values) for r in resumed.rows] == [(r.row, r.outcome, r.values) for r in plan.rows]
    report = again.imports.apply(resumed.answer("sex.m", "female"))
    assert (report.totals["new"], report.totals["skipped"]) == (1, 1)
    assert again.imports.drafts() == []
    assert original(again.database, plan.workbook.sha256)
    again.close()


def test_a_review_survives_a_crash(desk: Desk, file: Path, tmp_path: Path) -> None:
    """What lies on the disk at any moment is enough: nothing waits for the program to be closed."""
    desk.imports.keep_draft(decided(desk, file))
    for name in ("test.desk", "test.desk-wal"):
        shutil.copy(tmp_path / name, tmp_path / name.replace("test", "crashed"))
    crashed = Desk.open(tmp_path / "crashed.desk")
    (info,) = crashed.imports.drafts()
    assert crashed.imports.resume(info.id).decisions == decided(desk, file).decisions
    crashed.close()


def test_keeping_again_is_one_review_and_no_step(desk: Desk, file: Path) -> None:
    plan = decided(desk, file)
    steps = len(desk.history.steps())
    first = desk.imports.keep_draft(plan)
    assert desk.imports.keep_draft(plan.answer("sex.m", "male")) == first
    assert desk.imports.keep_draft(desk.imports.plan(file)) == first
    assert (len(desk.imports.drafts()), len(desk.history.steps())) == (1, steps)


def test_undoing_leaves_reviews_alone(desk: Desk, file: Path) -> None:
    plan = decided(desk, file)
    desk.imports.keep_draft(plan)
    desk.history.undo()
    (info,) = desk.imports.drafts()
    assert info.sender is None, "the city is gone, the review is not"
    resumed = desk.imports.resume(info.id)
    assert resumed.ground.origin.sender is None


def test_an_import_ends_the_review_of_its_file_and_undo_does_not_bring_it_back(desk: Desk, file: Path) -> None:
    plan = decided(desk, file).answer("sex.m", "female")
    kept = desk.imports.keep_draft(plan)
    report = desk.imports.apply(plan)
    assert desk.imports.drafts() == []
    done = desk.database.reviews.of_file(report.source_file)
    assert done is not None
    assert Decisions.from_plain(done.decisions) == plan.decisions
    with pytest.raises(DeskError, match=r"draft\.gone"):
        desk.imports.resume(kept)
    desk.history.undo()
    assert (desk.imports.drafts(), desk.database.count(SourceFile)) == ([], 0)


def test_a_discarded_review_leaves_nothing_of_the_file(desk: Desk, file: Path) -> None:
    plan = decided(desk, file)
    kept = desk.imports.keep_draft(plan)
    desk.imports.discard_draft(kept)
    assert desk.imports.drafts() == []
    assert original(desk.database, plan.workbook.sha256) is None


def test_a_protected_list_asks_for_its_password_again(desk: Desk, tmp_path: Path) -> None:
    plain, file = builders.xlsx(tmp_path / "abierta.xlsx", {"Nómina": [HEAD, *ROWS]}), tmp_path / "secreta.xlsx"
    with plain.open("rb") as content, file.open("wb") as locked:
        OOXMLFile(content).encrypt("clave", locked)
    kept = desk.imports.keep_draft(desk.imports.plan(file, password="clave"))
    with pytest.raises(DeskError) as asked:
        desk.imports.resume(kept)
    assert asked.value.key == "workbook.password"
    assert desk.imports.resume(kept, "clave").totals()["rows"] == 2
    with desk.database.reading() as connection:
        assert "clave" not in str(connection.exec_driver_sql("SELECT * FROM review").fetchall())


def test_a_list_that_was_moved_away_after_its_review_was_kept_is_still_imported(desk: Desk, file: Path) -> None:
    plan = desk.imports.plan(file).answer("sex.m", "female")
    desk.imports.keep_draft(plan)
    file.unlink()
    assert desk.imports.apply(plan).totals["new"] == 2


def test_a_list_that_was_changed_meanwhile_is_not_kept_as_another(desk: Desk, file: Path) -> None:
    plan = desk.imports.plan(file)
    builders.xlsx(file, {"Nómina": [HEAD, ROWS[1]]})
    with pytest.raises(DeskError, match=r"intake\.file_changed"):
        desk.imports.keep_draft(plan)
    assert desk.imports.drafts() == []


def test_a_desk_open_for_reading_says_that_nothing_is_kept(desk: Desk, file: Path, tmp_path: Path) -> None:
    desk.imports.keep_draft(decided(desk, file))
    beside = Desk.open(tmp_path / "test.desk", read_only=True)
    (info,) = beside.imports.drafts()
    plan = beside.imports.resume(info.id)
    with pytest.raises(DeskError) as refused:
        beside.imports.keep_draft(plan.answer("sex.m", "male"))
    assert refused.value.key == "store.read_only"
    beside.close()


def test_decisions_that_no_longer_fit_are_passed_over(desk: Desk, file: Path) -> None:
    wrong = Decisions(
        headers={"Nómina": 3, "Otra": 1},
        fields={("Nómina", 99): "email", ("Nómina", 1): "phone", ("Nómina", 2): "phone"},
        cells={("Nómina", 500, 500): "x"},
        answers={"person:Nómina!2": "same-9", "city:x": "y", "sex.m": "purple", "persons:twice": "same-x"},
        skipped=frozenset({("Nómina", 700)}),
        included=frozenset({("Nómina", 700)}),
        sheets=frozenset({"Otra"}),
        changes={("Nómina", 9, "nothing"): True},
    )
    plan = desk.imports.plan(file, decisions=wrong)
    assert [row.values["given_names"] for row in plan.rows] == ["Ana", "Eva"]
    desk.imports.apply(plan.answer("sex.m", "female"))
    assert desk.database.count(Official) == 2


def test_the_workbook_is_read_again_without_being_written_anywhere(desk: Desk, file: Path, tmp_path: Path) -> None:
    kept = desk.imports.keep_draft(decided(desk, file))
    file.unlink()
    before = sorted(each.name for each in tmp_path.iterdir())
    desk.imports.resume(kept)
    assert sorted(each.name for each in tmp_path.iterdir()) == before


def test_a_received_list_is_looked_at_once_more_with_what_was_decided(desk: Desk, file: Path) -> None:
    plan = decided(desk, file)
    report = desk.imports.apply(plan)
    again = desk.imports.resume(report.source_file)
    assert again.decisions == plan.decisions
    assert desk.imports.apply(again.answer("sex.m", "female")).totals["new"] == 1
    older = SourceFile(name="vieja.xlsx", sha256=plan.workbook.sha256)
    desk.records.save(older)
    assert desk.imports.resume(older.id).decisions == Decisions()


def test_the_start_page_tells_of_reviews_that_were_begun(desk: Desk, file: Path) -> None:
    def told(programme: str | None) -> list[tuple[int, str]]:
        todo = desk.placements.overview(programme).todo
        return [(each.count, each.listing) for each in todo if each.key == "reviews"]

    assert told(None) == []
    plan = decided(desk, file)
    desk.imports.keep_draft(plan)
    assert told(None) == told(plan.ground.origin.programme) == [(1, "received")]
    other = Programme(code="P-2", name="Otro")
    desk.records.save(other)
    assert told(other.id) == []
