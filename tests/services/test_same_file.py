"""The very file once more: told before anything else with what it would bring, and not imported for nothing."""

from pathlib import Path

import pytest

from exchange_desk.intake.decisions import Policy
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.model import SourceFile
from exchange_desk.services.desk import Desk
from exchange_desk.support.language import Language
from tests.services.living import ANA, EVA, World

EN = Language("en")
RECEIVED = "This very file was already received on 2 Mar 2026 as “lista 1.xlsx”: 2 people."
NOTHING = f"{RECEIVED} Nothing in it would change anything."
BARE = ("Ana", "Ruiz Vega", None, None, None, None, None)


@pytest.fixture
def world(desk: Desk, tmp_path: Path) -> World:
    return World(desk, tmp_path)


def again(world: World, file: Path, programme: str | None = "P-1", sender: str | None = "Quito") -> ImportPlan:
    return world.desk.imports.plan(file, programme=programme, sender=sender)


def told(world: World, plan: ImportPlan) -> str:
    same = world.desk.imports.received_before(plan)
    assert same is not None
    return same.say(EN)


def test_a_file_that_would_change_nothing_is_not_imported_twice(world: World) -> None:
    file = world.file(ANA, EVA)
    assert world.desk.imports.received_before(again(world, file)) is None
    first = world.desk.imports.apply(again(world, file))
    plan = again(world, file)
    assert told(world, plan) == NOTHING
    steps = len(world.desk.history.steps())
    world.desk.imports.keep_draft(plan)
    report = world.desk.imports.apply(plan)
    assert (report.unchanged, report.step, report.source_file) == (True, None, first.source_file)
    assert (len(world.desk.history.steps()), world.desk.imports.drafts()) == (steps, [])
    assert len(world.desk.records.find(SourceFile)) == 1


def test_what_the_same_file_would_bring_today_is_told_and_done(world: World) -> None:
    file = world.file(ANA, EVA)
    world.desk.imports.apply(again(world, file, programme=None))
    plan = again(world, file)
    assert told(world, plan) == f"{RECEIVED} Imported once more, it would bring: 2 nominations made."
    assert len(world.desk.imports.apply(plan).nominations) == 2
    world.edit("Ana", phone="")
    assert told(world, again(world, file)) == NOTHING
    wins = again(world, file).with_policy(Policy.UPDATE).with_change("Nómina", 2, "phone", applied=True)
    assert told(world, wins).endswith("it would bring: 1 person with new data.")


def test_rows_that_waited_are_imported_by_the_same_file(world: World) -> None:
    world.take(ANA, sender=None, programme=None)
    file = world.file(BARE, EVA)
    world.desk.imports.apply(again(world, file, sender="Lima"))
    open_plan = again(world, file, sender="Lima")
    same = world.desk.imports.received_before(open_plan)
    assert same is not None
    assert same.changes_nothing
    left = open_plan.answer("identity.ambiguous", "skip")
    assert not world.desk.imports.apply(left).unchanged
    assert (
        world.desk.imports.apply(again(world, file, sender="Lima").answer("identity.ambiguous", "new")).totals["new"]
        == 1
    )


def test_a_file_taken_back_was_never_received(world: World) -> None:
    file = world.file(ANA, EVA)
    world.desk.imports.apply(again(world, file))
    world.desk.history.undo()
    assert world.desk.imports.received_before(again(world, file)) is None


def test_looking_changes_nothing_in_the_desk_or_the_plan(world: World) -> None:
    file = world.file(ANA, EVA)
    world.desk.imports.apply(again(world, file, programme=None))
    plan = again(world, file)
    before = (plan.report(EN), world.desk.database.last_changes.step)
    told(world, plan)
    assert (plan.report(EN), world.desk.database.last_changes.step) == before
