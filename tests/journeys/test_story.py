"""A whole story through the command line: receive, check, place, print, export, undo. The desk must end up as the same
story leaves it when it is told through the services."""

import io
import json
import shutil
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from exchange_desk.cli.grammar import understand
from exchange_desk.cli.lists import LISTS
from exchange_desk.cli.main import COMMANDS, run
from exchange_desk.cli.terminal import Terminal
from exchange_desk.model import LIVE_PLACEMENTS, Nomination, NominationStatus, Placement, PlacementStatus
from exchange_desk.services.answers import answers_from
from exchange_desk.services.desk import Desk
from exchange_desk.support import ids
from exchange_desk.support.language import Language
from exchange_desk.support.resources import resource

LIST, ANSWERS = resource("samples", "nomina-quito.xlsx"), resource("samples", "respuestas-quito.toml")
ENGLISH = Language("en")


def everything(desk: Desk, folder: Path) -> dict[str, object]:
    """All records of all lists as plain values, and what the history says was done."""
    found: dict[str, object] = {}
    for name in LISTS:
        desk.exports.write(name, folder / f"{name}.json", ENGLISH)
        found[name] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    found["history"] = [(step.kind, step.say(ENGLISH), step.rows, step.undone) for step in desk.history.steps()]
    return found


class Typist:
    """Types commands on one desk."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __call__(self, *words: object, code: int = 0) -> str:
        out, err = io.StringIO(), io.StringIO()
        request = understand(["--database", str(self.file), *map(str, words)], COMMANDS, ENGLISH)
        assert run(request, ENGLISH, Terminal(ENGLISH, out, err)) == code, (out.getvalue(), err.getvalue())
        return out.getvalue()


@pytest.fixture
def typist(demo_file: Path, tmp_path: Path) -> Typist:
    """The twin of `demonstration`, used through commands alone."""
    file = tmp_path / "typed.desk"
    shutil.copy(demo_file, file)
    return Typist(file)


def declare_eligible(desk: Desk) -> None:
    received = [n.id for n in desk.records.find(Nomination, status=NominationStatus.RECEIVED)]
    found = desk.nominations.check_eligibility(received)
    desk.nominations.move([each for each in received if not found[each]], NominationStatus.ELIGIBLE)


def by_services(desk: Desk) -> None:
    plan = desk.imports.plan(LIST, programme="ALLAS-3", sender="Quito")
    desk.imports.apply(plan.with_answers(answers_from(ANSWERS)))
    declare_eligible(desk)
    programme = desk.placements.programme_named("ALLAS-3")
    desk.placements.accept(desk.placements.propose(programme.id))
    desk.history.undo()
    desk.history.redo()


def by_commands(typist: Typist) -> None:
    typist("import", "apply", LIST, "--programme", "ALLAS-3", "--sender", "Quito", "--answers", ANSWERS)
    desk = Desk.open(typist.file)
    declare_eligible(desk)
    desk.close()
    said = typist("propose", "allas-3", "--apply", code=1)
    assert "No place for Kervella, Maël" in said
    typist("undo")
    typist("redo")


def texts_of(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_commands_and_services_leave_the_same_desk(demonstration: Desk, typist: Typist, tmp_path: Path) -> None:
    by_services(demonstration)
    with ids.counted(100_000):
        by_commands(typist)
    twin = Desk.open(typist.file)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    try:
        one, other = everything(demonstration, tmp_path / "a"), everything(twin, tmp_path / "b")
    finally:
        twin.close()
    for name in one:
        assert one[name] == other[name], name


def test_the_story_prints_and_exports_every_live_placement(typist: Typist, tmp_path: Path) -> None:
    by_commands(typist)
    summaries, book = tmp_path / "summaries.pdf", tmp_path / "placements.xlsx"
    typist("document", "placement-summary", "--programme", "ALLAS-3", "--language", "es,pt", "--output", summaries)
    typist("list", "placements", "--output", book)
    desk = Desk.open(typist.file)
    programme, placements = desk.placements.programme_named("ALLAS-3").id, desk.records.find(Placement)
    desk.close()
    live = [p for p in placements if p.status in LIVE_PLACEMENTS and p.nomination.programme_id == programme]
    pages = texts_of(summaries)
    assert len(pages) == len(live)
    assert all(any(placement.reference in page for page in pages) for placement in live)
    rows = list(openpyxl.load_workbook(book).active.iter_rows(values_only=True))
    assert len(rows) - 1 == len(placements)


def test_the_whole_story_can_be_taken_back(demonstration: Desk, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    before = everything(demonstration, tmp_path / "a")
    steps = len(demonstration.history.steps())
    by_services(demonstration)
    while len([step for step in demonstration.history.steps() if step.kind == "change" and not step.undone]) > steps:
        demonstration.history.undo()
    after = everything(demonstration, tmp_path / "a")
    assert [name for name in LISTS if after[name] != before[name]] == []


def test_a_report_tells_what_the_terminal_tells(typist: Typist, tmp_path: Path) -> None:
    report = tmp_path / "plan.json"
    said = typist("import", "plan", LIST, "--programme", "ALLAS-3", "--report", report, code=1)
    told = json.loads(report.read_text(encoding="utf-8"))
    totals = told["totals"]
    assert totals["rows"] == sum(totals[name] for name in ("new", "update", "same", "waiting", "skipped", "refused"))
    assert totals["rows"] == sum(len(table["rows"]) for table in told["tables"])
    assert f"{totals['rows']} rows" in said
    assert all(question["id"] in said for question in told["questions"])
    assert "Import" not in typist("history")


def test_a_proposal_is_reported_with_its_reasons(typist: Typist, tmp_path: Path) -> None:
    report = tmp_path / "proposal.json"
    typist("propose", "ALLAS-3", "--report", report, code=1)
    told = json.loads(report.read_text(encoding="utf-8"))
    assert set(told) == {"programme", "aims", "proven", "gap", "objective", "pairs", "unplaced", "bottlenecks"}
    assert told["proven"] is True
    assert told["pairs"]
    assert [bool(each["why"]) for each in told["unplaced"]] == [True]
    assert all(pair["why"] and len(pair["stay"]) == 2 for pair in told["pairs"])
    assert "Proposal" not in typist("history")


def test_several_lists_at_once_each_stand_for_themselves(typist: Typist, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not really")
    clean, report = resource("samples", "plantilla-moron.xlsx"), tmp_path / "all.json"
    said = typist("import", "apply", broken, clean, "--programme", "ALLAS-3", "--report", report, code=3)
    assert "plantilla-moron.xlsx: 4 rows (new 4)" in said
    assert [each["file"] for each in json.loads(report.read_text(encoding="utf-8"))] == ["plantilla-moron.xlsx"]


def test_a_placement_lives_through_all_its_states(demonstration: Desk) -> None:
    """Checked, placed, accepted, signed, confirmed, arrived, left, reported, closed: each an undoable step."""
    by_services(demonstration)
    placements = demonstration.records.find(Placement, status=PlacementStatus.PROPOSED)
    placement = next(p for p in placements if p.nomination.sending_city.name == "Quito")
    move = demonstration.placements.move
    for status in (PlacementStatus.ACCEPTED, PlacementStatus.AGREED):
        move(placement.id, status)
    found = demonstration.records.get(Placement, placement.id)
    found.insurance_from, found.insurance_until = found.stays[0].starts_on, found.stays[0].ends_on
    demonstration.records.save(found)
    move(placement.id, PlacementStatus.CONFIRMED, reason="All papers are here.")
    assert demonstration.records.get(Placement, placement.id).status == PlacementStatus.CONFIRMED
    for _ in range(4):
        demonstration.history.undo()
    assert demonstration.records.get(Placement, placement.id).status == PlacementStatus.PROPOSED
