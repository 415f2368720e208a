"""Nominations that a list ends or begins again, and what stands in the way when people of lists are deleted."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from exchange_desk.intake.plan import ImportPlan
from exchange_desk.model import Nomination, NominationStatus, Official, SourceRow
from exchange_desk.services.desk import Desk
from exchange_desk.support.language import Language
from exchange_desk.support.problems import DeskError
from tests.services.living import ANA, EVA, HEAD, LUIS, TEO, World, place, with_


@pytest.fixture
def world(desk: Desk, tmp_path: Path) -> "World":
    return World(desk, tmp_path)


RED = "FF0000"


def marked(world: World, *rows: tuple[object, ...], red: tuple[int, ...] = (), struck: tuple[int, ...] = ()) -> Path:
    """A list in which rows (of the sheet) are red or struck through."""
    file = world.file(*rows)
    book = openpyxl.load_workbook(file)
    page = book.worksheets[0]
    for row in (*red, *struck):
        for column in range(1, len(HEAD) + 1):
            if row in red:
                page.cell(row, column).fill = PatternFill("solid", fgColor=RED)
            else:
                page.cell(row, column).font = Font(strike=True)
    book.save(file)
    return file


def planned(world: World, file: Path) -> ImportPlan:
    return world.desk.imports.plan(file, programme="P-1", sender="Quito")


def test_whoever_is_struck_through_or_red_is_withdrawn_once_that_was_said(world: World) -> None:
    world.take(ANA, EVA, LUIS, TEO)
    plan = planned(world, marked(world, ANA, EVA, LUIS, TEO, red=(3,), struck=(4,)))
    assert sorted(q.id for q in plan.questions) == ["filled:red", "struck:Nómina"]
    assert not any(row.withdrawn for row in plan.rows)
    plan = plan.answer_all({"filled:red": "skip", "struck:Nómina": "skip"})
    assert (plan.questions, plan.missing) == ((), ())
    assert [row.withdrawn for row in plan.rows] == ["", "red", "struck", ""]
    (note,) = [each.say(Language("en")) for each in plan.notes if each.key == "list.leaving"]
    assert note.endswith("(2): Gil Mora, Eva and Sol Paz, Luis. Rows: Nómina: 3 and Nómina: 4.")
    assert plan.report(Language("en"))["tables"][0]["rows"][1]["withdraws"] == "red"
    report = world.desk.imports.apply(plan)
    assert set(report.withdrawn) == {world.nomination("Eva").id, world.nomination("Luis").id}
    assert (
        world.nomination("Eva").status_reason == "Marked as withdrawn (red) in the list of 2 Mar 2026 (“lista 2.xlsx”)."
    )
    assert world.nomination("Luis").status_reason == "Struck through in the list of 2 Mar 2026 (“lista 2.xlsx”)."
    world.desk.history.undo()
    assert {world.nomination(name).status for name in ("Eva", "Luis")} == {NominationStatus.RECEIVED}


def test_a_mark_that_means_nothing_and_a_row_skipped_by_hand_withdraw_nobody(world: World) -> None:
    world.take(ANA, EVA, LUIS, TEO)
    plan = planned(world, marked(world, ANA, EVA, LUIS, TEO, red=(3,))).answer("filled:red", "take")
    plan = plan.with_rows([("Nómina", 4)], skipped=True)
    assert world.desk.imports.apply(plan).withdrawn == ()


def test_nobody_leaves_who_stands_in_another_row_of_the_list(world: World) -> None:
    world.take(ANA, EVA, LUIS, TEO)
    plan = planned(world, marked(world, ANA, EVA, LUIS, TEO, with_(EVA, post="Jefa"), struck=(3,)))
    plan = plan.answer("struck:Nómina", "skip")
    assert [row.withdrawn for row in plan.rows] == [""] * 5
    assert world.desk.imports.apply(plan).withdrawn == ()
    assert world.official("Eva").post == "Jefa"


def test_whom_a_marked_row_may_mean_is_asked_only_when_a_nomination_is_at_stake(world: World) -> None:
    bare = (("Eva", "Gil Mora", None, None, None, None, None), ("Zoe", "Luz Rey", None, None, None, None, None))
    world.take(ANA, EVA, LUIS, TEO)
    plan = planned(world, marked(world, ANA, *bare, LUIS, TEO, struck=(3, 4))).answer("struck:Nómina", "skip")
    assert [str(row.outcome) for row in plan.rows] == ["same", "waiting", "skipped", "same", "same"]
    (question,) = plan.questions
    assert question.rows == (("Nómina", 3),)
    assert [row.withdrawn for row in plan.answer(question.id, "same").rows] == ["", "struck", "", "", ""]
    assert not any(row.withdrawn for row in plan.answer(question.id, "new").rows)


def test_whoever_is_back_is_asked_about_once_and_taken_up_again(world: World) -> None:
    world.take(ANA, EVA, LUIS)
    world.desk.imports.apply(world.plan(ANA).answer("list.missing", "withdrawn"))
    plan = world.plan(ANA, with_(EVA, theme="Salud"), LUIS)
    (question,) = plan.questions
    assert (question.id, question.rows) == ("nomination.ended", (("Nómina", 3), ("Nómina", 4)))
    assert "(2): Gil Mora, Eva (Withdrawn) and Sol Paz, Luis (Withdrawn)" in question.say(Language("en"))
    assert [(each["name"], each["row"]) for each in plan.report(Language("en"))["returning"]] == [
        ("Gil Mora, Eva", 3), ("Sol Paz, Luis", 4),
    ]  # fmt: skip
    plan = plan.answer("nomination.ended", "again")
    one = plan.answer(f"ended:{world.nomination('Luis').id}", "leave")
    assert (plan.questions, one.questions) == ((), ())
    report = world.desk.imports.apply(one)
    assert (report.resumed, report.closed) == ((world.nomination("Eva").id,), (world.nomination("Luis").id,))
    eva = world.nomination("Eva")
    assert (eva.status, eva.status_reason, eva.theme) == (
        NominationStatus.RECEIVED, "Named again in the list of 2 Mar 2026 (“lista 3.xlsx”).", "Salud",
    )  # fmt: skip
    assert world.nomination("Luis").status == NominationStatus.WITHDRAWN
    world.desk.history.undo()
    assert (world.nomination("Eva").status, world.nomination("Eva").theme) == (NominationStatus.WITHDRAWN, "Clima")


def test_whoever_was_substituted_and_is_back_gets_a_new_nomination(world: World) -> None:
    world.take(ANA, EVA)
    before = world.nomination("Eva").id
    world.desk.nominations.move(before, NominationStatus.SUBSTITUTED)
    report = world.desk.imports.apply(world.plan(ANA, EVA).answer("nomination.ended", "again"))
    assert (len(report.nominations), report.resumed, report.closed) == (1, (), ())
    found = world.desk.records.find(Nomination, official_id=world.official("Eva").id)
    assert {(each.id == before, str(each.status)) for each in found} == {(True, "substituted"), (False, "received")}
    assert world.plan(ANA, EVA).questions == ()


def test_what_the_desk_has_judged_no_list_is_asked_about(world: World) -> None:
    world.take(ANA, EVA)
    world.desk.nominations.move(world.nomination("Eva").id, NominationStatus.NOT_SELECTED, "Too many.")
    plan = world.plan(ANA, EVA, LUIS)
    assert (plan.questions, plan.returning) == ((), ())
    assert world.desk.imports.apply(plan).closed == (world.nomination("Eva").id,)


def test_a_person_of_a_list_can_be_deleted_and_the_row_keeps_what_it_said(world: World) -> None:
    world.take(ANA, programme=None)
    (row,) = world.desk.records.find(SourceRow)
    ana = world.official("Ana").id
    world.desk.records.delete(Official, [ana])
    (kept,) = world.desk.records.find(SourceRow)
    assert (kept.official_id, kept.cells) == (None, row.cells)
    assert world.plan(ANA, programme=None).totals()["new"] == 1
    world.desk.history.undo()
    assert world.desk.records.find(SourceRow)[0].official_id == world.official("Ana").id == ana


def test_a_nominated_person_is_not_deleted_and_the_sentence_says_why(world: World) -> None:
    world.take(ANA)
    ana = world.official("Ana").id
    with pytest.raises(DeskError, match=r"store\.in_use") as refused:
        world.desk.records.delete(Official, [ana])
    assert refused.value.say(Language("en")).startswith("Nominations stand in the way, in P-1.")
    world.desk.records.delete(Nomination, [world.nomination("Ana").id])
    world.desk.records.delete(Official, [ana])
    (row,) = world.desk.records.find(SourceRow)
    assert (row.official_id, row.nomination_id) == (None, None)


def test_a_nomination_with_a_place_is_not_deleted(world: World) -> None:
    world.take(ANA)
    place(world, "Ana")
    with pytest.raises(DeskError, match=r"store\.in_use") as refused:
        world.desk.records.delete(Nomination, [world.nomination("Ana").id])
    assert "P-1-001" in refused.value.say(Language("en"))
