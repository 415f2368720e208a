"""The random acts are worth something: faults planted in the store are seen by them, each within a few examples."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase

from exchange_desk.store import history, replay, revert, rows, search_index, step
from exchange_desk.store.engine import connect
from exchange_desk.store.step import Change
from tests.store.test_random_acts import Acts, asked, run

Plant = Callable[[pytest.MonkeyPatch], None]


def parts_never_go(patch: pytest.MonkeyPatch) -> None:
    """A language struck out of a form stays in the desk."""
    remove = step.Step.remove
    patch.setattr(step.Step, "remove", lambda self, shape, gone: remove(self, shape, gone if "city_id" in gone else []))


def undo_forgets_parts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(history, "backward", lambda found: [c for c in replay.backward(found) if c.kind != "language_skill"])


def undo_leaves_the_last_row(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(history, "backward", lambda found: replay.backward(found)[: max(1, len(list(found)) - 1)])


def stale_saves_pass(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(step, "_unchanged_since", lambda *_: None)


def owners_of_changed_parts_keep_their_version(patch: pytest.MonkeyPatch) -> None:
    save_parts = step.Step._save_parts

    def forgetful(self: Any, kind: Any, records: Any) -> set[str]:
        save_parts(self, kind, records)
        return set()

    patch.setattr(step.Step, "_save_parts", forgetful)


def images_lose_the_note(patch: pytest.MonkeyPatch) -> None:
    image = rows.Shape.image
    patch.setattr(rows.Shape, "image", lambda self, row: image(self, {n: v for n, v in row.items() if n != "note"}))


def redo_takes_the_wrong_one(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(history, "min", max, raising=False)


def taking_back_ignores_edits_of_parts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(revert.Reverting, "_edited_elsewhere", lambda self: set())


def taking_back_ignores_uses(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(revert.Reverting, "_keep_used", lambda self: False)


def taking_back_ignores_needs(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(revert.Reverting, "_keep_needy", lambda self: False)


def journal_writes_what_was_before_twice(patch: pytest.MonkeyPatch) -> None:
    update = step.Step.update

    def twice(self: Any, shape: Any, pairs: Any) -> None:
        update(self, shape, pairs)
        self.changes = [Change(c.kind, c.id, c.before, c.before if c.before else c.after) for c in self.changes]

    patch.setattr(step.Step, "update", twice)


PLANTS: list[Plant] = [
    parts_never_go,
    undo_forgets_parts,
    undo_leaves_the_last_row,
    stale_saves_pass,
    owners_of_changed_parts_keep_their_version,
    images_lose_the_note,
    redo_takes_the_wrong_one,
    taking_back_ignores_edits_of_parts,
    taking_back_ignores_uses,
    taking_back_ignores_needs,
    journal_writes_what_was_before_twice,
]


def seen(prepared_desk: Path, examples: int) -> bool:
    """Whether the random acts fail. Not shrunk: that it fails is enough."""
    Acts.prepared = prepared_desk
    checks = list(HealthCheck)
    try:
        run(Acts, settings=asked(examples, 40, phases=[Phase.generate], suppress_health_check=checks, derandomize=True))
    except (Exception, pytest.fail.Exception):  # noqa: BLE001 - whatever the fault leads to
        return True
    return False


@pytest.mark.parametrize(
    "plant", [journal_writes_what_was_before_twice, images_lose_the_note], ids=lambda p: p.__name__
)
def test_a_planted_fault_is_seen(prepared_desk: Path, monkeypatch: pytest.MonkeyPatch, plant: Plant) -> None:
    plant(monkeypatch)
    assert seen(prepared_desk, 100)


@pytest.mark.slow
@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_every_planted_fault_is_seen(prepared_desk: Path, monkeypatch: pytest.MonkeyPatch, plant: Plant) -> None:
    plant(monkeypatch)
    assert seen(prepared_desk, 300)


@pytest.mark.slow
def test_an_index_without_its_trigger_is_seen(prepared_desk: Path, tmp_path: Path) -> None:
    file = tmp_path / "prepared.desk"
    file.write_bytes(prepared_desk.read_bytes())
    connection = connect(file)
    connection.execute("DROP TRIGGER official_search_update")
    connection.close()
    assert seen(file, 100)
    assert "official_search_update" in "".join(search_index.DDL)
