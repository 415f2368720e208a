"""The list that lives: a sender corrects it and sends it again; what was edited in the desk meanwhile stays."""

from datetime import date
from pathlib import Path

import pytest

from exchange_desk.intake.decisions import Policy
from exchange_desk.intake.earlier import Kind
from exchange_desk.intake.judging import Outcome
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.model import (
    Nomination,
    NominationStatus,
    Official,
    Placement,
    SourceRow,
)
from exchange_desk.services.desk import Desk
from exchange_desk.support.language import Language
from tests.services.living import ANA, EVA, LUIS, TEO, World, place, with_


@pytest.fixture
def world(desk: Desk, tmp_path: Path) -> "World":
    return World(desk, tmp_path)


def changes(plan: ImportPlan) -> dict[tuple[int, str], tuple[bool, str]]:
    return {(row.row, c.field): (c.applied, str(c.kind)) for row in plan.rows for c in row.changes}


def test_what_only_the_sender_changed_is_taken_over(world: World) -> None:
    world.take(ANA, EVA)
    plan = world.plan(with_(ANA, post="Directora", theme="Salud"), EVA)
    assert changes(plan) == {(2, "post"): (True, "corrected"), (2, "theme"): (True, "corrected")}
    assert [row.outcome for row in plan.rows] == [Outcome.UPDATE, Outcome.SAME]
    world.desk.imports.apply(plan)
    assert (world.official("Ana").post, world.nomination("Ana").theme) == ("Directora", "Salud")


@pytest.mark.parametrize("policy", list(Policy))
def test_what_was_edited_in_the_desk_stays_whatever_the_policy_says(world: World, policy: Policy) -> None:
    world.take(ANA, EVA)
    world.edit("Ana", post="Alcaldesa", phone="")
    plan = world.plan(ANA, with_(EVA, post="Jefa")).with_policy(policy)
    world.desk.imports.apply(plan)
    assert (world.official("Ana").post, world.official("Ana").phone) == ("Alcaldesa", "")
    assert world.official("Eva").post == ("Técnica" if policy is Policy.KEEP else "Jefa")


def test_an_edit_is_not_even_mentioned_unless_the_file_is_to_win(world: World) -> None:
    world.take(ANA)
    world.edit("Ana", post="Alcaldesa")
    assert changes(world.plan(ANA)) == {}
    assert changes(world.plan(ANA).with_policy(Policy.UPDATE)) == {(2, "post"): (False, "kept")}


def test_what_both_have_changed_is_shown_and_taken_over_only_when_accepted(world: World) -> None:
    world.take(ANA)
    world.edit("Ana", post="Alcaldesa")
    plan = world.plan(with_(ANA, post="Directora")).with_policy(Policy.UPDATE)
    assert changes(plan) == {(2, "post"): (False, "conflict")}
    assert [row.outcome for row in plan.rows] == [Outcome.SAME]
    accepted = plan.with_change("Nómina", 2, "post", applied=True)
    assert changes(accepted) == {(2, "post"): (True, "conflict")}
    assert changes(accepted.with_change("Nómina", 2, "post", applied=None)) == changes(plan)
    world.desk.imports.apply(accepted)
    assert world.official("Ana").post == "Directora"


def test_a_correction_of_the_sender_may_be_refused(world: World) -> None:
    world.take(ANA)
    plan = world.plan(with_(ANA, post="Directora", phone="+593 2 555 0009"))
    plan = plan.with_changes({("Nómina", 2, "post"): False})
    world.desk.imports.apply(plan)
    assert (world.official("Ana").post, world.official("Ana").phone) == ("Jefa", "+593 2-555-0009")


def test_a_correction_made_in_the_review_survives_the_same_file(world: World) -> None:
    file = world.file(with_(ANA, post="Jefa de nada"))
    plan = world.desk.imports.plan(file, programme="P-1", sender="Quito").with_cell("Nómina", 2, 4, "Jefa de aguas")
    world.desk.imports.apply(plan)
    assert world.official("Ana").post == "Jefa de aguas"
    again = world.desk.imports.plan(file, programme="P-1", sender="Quito")
    assert [note.key for note in again.notes][:1] == ["file.received_before"]
    world.desk.imports.apply(again)
    assert world.official("Ana").post == "Jefa de aguas"


def test_what_the_desk_had_before_the_first_list_may_give_way_later(world: World) -> None:
    world.desk.records.save(Official(given_names="Ana", family_names="Ruiz Vega", email="ana@example.org", post="Otra"))
    world.take(ANA)
    assert world.official("Ana").post == "Otra"
    assert changes(world.plan(ANA)) == {(2, "post"): (False, "other")}
    assert changes(world.plan(ANA).with_policy(Policy.UPDATE)) == {(2, "post"): (True, "other")}


def test_a_new_value_fills_what_is_empty_and_nothing_typed(world: World) -> None:
    world.take(EVA, LUIS)
    world.edit("Eva", phone="+593 2 555 0100")
    plan = world.plan(with_(EVA, phone="+593 2 555 0002"), with_(LUIS, phone="+593 2 555 0003"))
    assert changes(plan) == {(2, "phone"): (False, "conflict"), (3, "phone"): (True, "other")}


def test_another_senders_list_corrects_nothing(world: World) -> None:
    world.take(ANA, EVA)
    plan = world.plan(with_(ANA, post="Directora"), sender="Lima")
    assert (plan.earlier, plan.missing) == ((), ())
    assert changes(plan) == {(2, "post"): (False, "other"), (2, "city"): (False, "other")}


def test_a_list_without_sender_and_programme_is_recognised_by_its_people(world: World) -> None:
    world.take(ANA, EVA, LUIS, sender=None, programme=None)
    plan = world.plan(with_(ANA, post="Directora"), EVA, TEO, sender=None, programme=None)
    assert changes(plan) == {(2, "post"): (True, "corrected")}
    (note,) = [each for each in plan.notes if each.key == "list.missing"]
    assert note.say(Language("en")).endswith("(1): Sol Paz, Luis.")
    assert world.plan(with_(ANA, post="Directora"), TEO, sender=None, programme=None).earlier == ()


def test_whoever_is_missing_is_asked_about_once_and_nobody_is_withdrawn_unasked(world: World) -> None:
    world.take(ANA, EVA, LUIS)
    plan = world.plan(ANA)
    assert [(m.name, m.source, m.day, m.decision) for m in plan.missing] == [
        ("Gil Mora, Eva", ("lista 1.xlsx", "Nómina", 3), date(2026, 3, 2), ""),
        ("Sol Paz, Luis", ("lista 1.xlsx", "Nómina", 4), date(2026, 3, 2), ""),
    ]
    (question,) = plan.questions
    assert (question.id, question.rows, [o.id for o in question.options]) == (
        "list.missing", (), ["withdrawn", "valid", "later"],
    )  # fmt: skip
    assert "Gil Mora, Eva" in question.say(Language("en"))
    assert plan.totals()["waiting"] == 0
    report = world.desk.imports.apply(plan)
    assert report.withdrawn == ()
    assert world.nomination("Eva").status == NominationStatus.RECEIVED


def test_those_who_withdrew_are_withdrawn_in_the_same_step_with_the_reason(world: World) -> None:
    world.take(ANA, EVA, LUIS)
    plan = world.plan(ANA).answer("list.missing", "withdrawn")
    one = plan.answer(f"missing:{world.nomination('Luis').id}", "valid")
    assert (plan.questions, one.questions) == ((), ())
    before = len(world.desk.history.steps())
    report = world.desk.imports.apply(one)
    assert len(world.desk.history.steps()) == before + 1
    assert report.withdrawn == (world.nomination("Eva").id,)
    eva = world.nomination("Eva")
    assert (eva.status, eva.status_reason) == (
        NominationStatus.WITHDRAWN, "Not in the list of 2 Mar 2026 any more (“lista 2.xlsx”).",
    )  # fmt: skip
    assert world.nomination("Luis").status == NominationStatus.RECEIVED
    world.desk.history.undo()
    assert world.nomination("Eva").status == NominationStatus.RECEIVED


def test_a_place_is_given_back_and_comes_back_with_undo(world: World) -> None:
    world.take(ANA, EVA)
    placement = place(world, "Eva")
    world.desk.imports.apply(world.plan(ANA).answer("list.missing", "withdrawn"))
    assert world.desk.records.find(Placement) == []
    assert world.nomination("Eva").status == NominationStatus.WITHDRAWN
    world.desk.history.undo()
    assert [each.id for each in world.desk.records.find(Placement)] == [placement]
    assert world.nomination("Eva").status == NominationStatus.PLACED


def test_an_ended_nomination_is_not_begun_again_by_a_list(world: World) -> None:
    world.take(ANA, EVA)
    world.desk.nominations.move(world.nomination("Eva").id, NominationStatus.WITHDRAWN, "She wrote.")
    plan = world.plan(ANA, EVA, LUIS)
    assert plan.missing == ()
    report = world.desk.imports.apply(plan)
    assert (report.nominations, report.closed) == ((world.nomination("Luis").id,), (world.nomination("Eva").id,))
    assert world.nomination("Eva").status == NominationStatus.WITHDRAWN


def test_an_additional_list_of_the_sender_asks_nothing(world: World) -> None:
    world.take(ANA, EVA)
    assert world.plan(LUIS, TEO).missing == ()


def test_a_correction_of_the_second_list_is_compared_with_that_one(world: World) -> None:
    many = [("Nora", f"Prueba {letter}", f"{letter}@example.org", "Jefa", None, "F", "Agua") for letter in "abcdefgh"]
    world.take(*many)
    world.take(ANA, EVA)
    assert [each.name for each in world.plan(ANA).missing] == ["Gil Mora, Eva"]


def test_a_name_spelt_anew_is_not_missing(world: World) -> None:
    world.take(ANA, EVA)
    plan = world.plan(ANA, ("Eva María", *EVA[1:]))
    assert plan.missing == ()


def test_the_raw_row_says_what_was_understood(world: World) -> None:
    world.take(ANA)
    (row,) = world.desk.records.find(SourceRow)
    assert row.cells["F"] == "F"
    assert row.understood["values"]["sex"] == "female"
    assert "email" not in row.understood["values"]


def test_people_who_came_in_after_a_list_was_looked_at_are_not_added_twice(world: World) -> None:
    first, second = world.plan(ANA, EVA), world.plan(with_(ANA, phone=None), LUIS)
    world.desk.imports.apply(first)
    report = world.desk.imports.apply(second)
    assert (report.totals["new"], report.totals["same"]) == (1, 1)
    assert world.desk.database.count(Official) == 3


def test_a_change_kind_says_itself() -> None:
    assert [str(kind) for kind in Kind] == ["other", "corrected", "conflict", "kept"]


def test_people_of_several_files_are_known_to_the_files_after(world: World) -> None:
    files = [world.file(ANA, EVA), world.file(ANA, LUIS), world.file(ANA)]
    plans = [each for each in world.desk.imports.plan_many(files, programme="P-1") if isinstance(each, ImportPlan)]
    assert [[row.outcome for row in plan.rows] for plan in plans] == [
        [Outcome.NEW, Outcome.NEW], [Outcome.SAME, Outcome.NEW], [Outcome.SAME],
    ]  # fmt: skip
    again = next(iter(plans[1].rows)).match
    assert again is not None
    assert again.name == "Ana Ruiz Vega (lista 1.xlsx, Nómina, 2)"
    reports = [world.desk.imports.apply(plan) for plan in plans]
    assert [(r.totals["new"], r.totals["same"]) for r in reports] == [(2, 0), (1, 1), (0, 1)]
    assert world.desk.database.count(Official) == world.desk.database.count(Nomination) == 3


def test_a_later_file_by_itself_brings_its_people_too(world: World) -> None:
    files = [world.file(ANA, EVA), world.file(ANA, LUIS)]
    _, second = world.desk.imports.plan_many(files)
    assert isinstance(second, ImportPlan)
    report = world.desk.imports.apply(second)
    assert report.totals["new"] == len(report.officials) == 2


def test_a_file_that_cannot_be_read_does_not_stop_the_others(world: World, tmp_path: Path) -> None:
    found = world.desk.imports.plan_many([tmp_path / "no.xlsx", world.file(ANA)])
    assert [type(each).__name__ for each in found] == ["DeskError", "ImportPlan"]


def test_what_was_answered_about_the_list_is_not_asked_again_of_its_next_version(world: World) -> None:
    head = ("Nombres", "Apellidos", "Correo", "Sexo")
    rows = [("Luis", "Sol Paz", "luis@example.org", "M"), ("Teo", "Mar Ríos", "teo@example.org", "M")]
    imports = world.desk.imports
    first = imports.plan(world.file(*rows, head=head), programme="P-1")
    (asked,) = first.questions
    imports.apply(first.answer(asked.id, "male"))
    more = (*rows, ("Hugo", "Vega Paz", "hugo@example.org", "M"))
    again = imports.plan(world.file(*more, head=head), programme="P-1")
    assert again.questions == ()
    assert {row.values["sex"] for row in again.rows} == {"male"}
    assert again.decisions.answers == {asked.id: "male"}, "it is among what was decided, and can be taken back"
