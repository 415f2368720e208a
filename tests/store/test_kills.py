"""Kills (-9) in the middle of import, save, undo and migration: nothing half, nothing acknowledged lost."""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from exchange_desk.model import City, LanguageSkill, Official, SourceFile
from exchange_desk.services.desk import Desk
from exchange_desk.store.backup import backups, verify
from exchange_desk.store.migrations import HEAD
from exchange_desk.support import ids
from tests.store.kill_server import BATCH, batch
from tests.store.test_migrations import desk_of_version, schema, user_version

pytestmark = pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="needs fork")

KILLS = 25

Kill = Callable[[str, Path, float], tuple[int, int]]


@pytest.fixture(scope="module")
def kill() -> Iterator[Kill]:
    """Act on a desk in another process and kill it after a while: how many acts were begun, how many acknowledged."""
    server = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("kill_server.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdin is not None
    assert server.stdout is not None

    def ask(act: str, file: Path, delay: float) -> tuple[int, int]:
        server.stdin.write(json.dumps({"act": act, "file": str(file), "delay": delay}) + "\n")
        server.stdin.flush()
        said = json.loads(server.stdout.readline())
        return said["begun"], said["done"]

    yield ask
    server.stdin.close()
    server.wait(timeout=10)
    server.stdout.close()


def delays(longest: float) -> list[float]:
    chance = random.Random(20260302)
    return [chance.uniform(0, longest) for _ in range(KILLS)]


def sound(desk: Desk) -> Desk:
    """Rows as the journal says, all references met, the search index whole."""
    assert desk.upkeep.check() == ()
    return desk


def fresh(source: Path, tmp_path: Path, number: int) -> Path:
    folder = tmp_path / str(number)
    folder.mkdir()
    return Path(shutil.copy(source, folder / "test.desk"))


def test_imports(kill: Kill, prepared_desk: Path, tmp_path: Path) -> None:
    interrupted = 0
    for number, delay in enumerate(delays(0.2)):
        file = fresh(prepared_desk, tmp_path, number)
        begun, done = kill("import", file, delay)
        desk = sound(Desk.open(file))
        steps = len(desk.history.steps())
        assert done <= steps <= begun
        assert desk.database.count(City) == steps
        assert desk.database.count(Official) == desk.database.count(LanguageSkill) == steps * BATCH
        with desk.database.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM original").scalar() == steps
        assert len(desk.lists.ids("officials", "perez")) == steps * BATCH
        desk.close()
        interrupted += steps < begun
    assert interrupted > KILLS / 2


def test_single_saves(kill: Kill, prepared_desk: Path, tmp_path: Path) -> None:
    source = fresh(prepared_desk, tmp_path, -1)
    with_one = Desk.open(source)
    with_one.records.save(Official(given_names="Ana", family_names="Pérez"))
    with_one.close()
    for number, delay in enumerate(delays(0.1)):
        file = fresh(source, tmp_path, number)
        begun, done = kill("save", file, delay)
        desk = sound(Desk.open(file))
        saved = len(desk.history.steps(100_000)) - 1
        [official] = desk.database.find(Official)
        assert done <= saved <= begun
        assert official.note == (str(saved) if saved else "")
        assert [skill.evidence for skill in official.languages] == [str(saved)] * bool(saved)
        desk.close()


def test_undo_and_redo(kill: Kill, prepared_desk: Path, tmp_path: Path) -> None:
    source = fresh(prepared_desk, tmp_path, -1)
    imported = Desk.open(source)
    with imported.database.step("Import") as step:
        step.save(*batch(0), SourceFile(name="x", sha256="y"))
    imported.close()
    interrupted = 0
    for number, delay in enumerate(delays(0.15)):
        file = fresh(source, tmp_path, number)
        begun, done = kill("undo", file, delay)
        desk = sound(Desk.open(file))
        steps = len(desk.history.steps()) - 1
        assert done <= steps <= begun
        assert desk.database.count(Official) == desk.database.count(LanguageSkill) == (steps + 1) % 2 * BATCH
        assert (desk.history.next_undo() is None) == (desk.history.next_redo() is not None) == (steps % 2 == 1)
        desk.close()
        interrupted += steps < begun
    assert interrupted > KILLS / 2


def people(connection: object) -> None:
    row = ("x",) * 13
    for number in range(3_000):
        connection.exec_driver_sql(  # type: ignore[attr-defined]
            "INSERT INTO official (id, version, search_key, given_names, family_names, passport_name, honorific, sex, "
            "nationality, national_id, email, phone, post, unit, emergency_contact, note, sort_key) "
            f"VALUES (?, 1, ?, {', '.join('?' * 14)})",
            (f"o{number}", f"ana perez lopez {number}", *row, "x"),
        )


def test_migration(kill: Kill, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    source = desk_of_version(tmp_path / "old" / "test.desk", 1, people)
    old, new = schema(source), schema(desk_of_version(tmp_path / "new.desk", HEAD))
    versions = []
    for number, delay in enumerate(delays(0.3)):
        file = fresh(source, tmp_path, number)
        kill("migration", file, delay)
        version = user_version(file)
        assert schema(file) == {1: old, HEAD: new}[version]
        versions.append(version)
        desk = Desk.open(file)
        assert desk.database.count(Official) == 3_000
        assert len(desk.lists.ids("officials", "perez 299")) == 13
        kept = backups(file)
        assert kept
        assert [verify(backup.file)["official"] for backup in kept] == [3_000] * len(kept)
        desk.close()
        assert sorted(each.name for each in file.parent.glob("*")) == ["test backups", "test.desk"]
        assert not list(file.parent.rglob(".*"))
    assert 1 in versions


def test_a_new_desk_is_whole_or_not_there(kill: Kill, tmp_path: Path) -> None:
    for number, delay in enumerate(delays(0.06)[:8]):
        file = tmp_path / str(number) / "new.desk"
        kill("migration", file, delay)
        if file.exists():
            assert user_version(file) == HEAD
        desk = sound(Desk.open(file))
        with ids.counted(10_000):
            desk.records.save(Official(given_names="Ana", family_names="Pérez"))
        desk.close()


def test_the_kills_would_see_a_half_import(prepared_desk: Path, tmp_path: Path) -> None:
    """What the tests above look for is found when it is there: an import without its transaction."""
    file = fresh(prepared_desk, tmp_path, 0)
    desk = Desk.open(file)
    with desk.database.step("Import") as step:
        step.save(*batch(0))
    desk.close()
    connection = sqlite.connect(str(file))
    connection.execute("DELETE FROM official WHERE rowid > 100")
    connection.commit()
    connection.close()
    again = Desk.open(file)
    keys = {problem.key for problem in again.upkeep.check()}
    again.close()
    assert keys == {"check.lost_reference", "check.unlike_history"}
