"""Backups: what is called one is whole; they are thinned by rhythm; and the way back loses nothing."""

import shutil
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_desk.model import City, Official
from exchange_desk.services.desk import Desk
from exchange_desk.services.upkeep import restore_closed
from exchange_desk.store import Changes, Database, backup, database
from exchange_desk.store.backup import REASONS, back_up, restore, thin, to_keep, verify
from exchange_desk.support import clock, paths
from exchange_desk.support.language import Language
from exchange_desk.support.problems import Cancelled, DeskError
from tests.store.small_world import settle


def refused(key: str, act: Callable[[], object]) -> DeskError:
    with pytest.raises(DeskError) as caught:
        act()
    assert caught.value.key == key
    assert caught.value.say(Language("en")).endswith(".")
    return caught.value


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def city(desk: Desk, name: str) -> None:
    desk.records.save(City(name=name, country="EC"))


def cities(path: Path) -> list[str]:
    database = Database.open(path, read_only=True)
    found = sorted(each.name for each in database.find(City))
    database.close()
    return found


def test_a_backup_of_an_open_desk_holds_everything_saved(desk: Desk) -> None:
    settle(desk)
    made = desk.upkeep.backup()
    assert made.parent == paths.backup_folder(desk.database.path)
    assert names(made.parent) == [made.name]  # one file, complete by itself
    assert verify(made) == verify(desk.database.path)
    [told] = desk.upkeep.backups()
    assert (told.file, told.reason, told.size) == (made, "manual", made.stat().st_size)
    assert told.at == clock.now().astimezone().replace(tzinfo=None)
    other = Desk.open(made, read_only=True)
    assert other.lists.rows("officials", other.lists.ids("officials")) == desk.lists.rows(
        "officials", desk.lists.ids("officials")
    )
    assert other.upkeep.check() == ()
    other.close()


def test_backups_of_the_same_second_have_names_of_their_own(desk: Desk) -> None:
    made = [desk.upkeep.backup() for _ in range(3)]
    assert len(set(made)) == len(desk.upkeep.backups()) == 3


def test_a_backup_elsewhere_thins_nothing_there(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for day in range(10, 30):
        (stick / f"test 2020-01-{day} 12.00.00 manual.desk").touch()
    made = desk.upkeep.backup(stick)
    assert made.parent == stick
    assert len(names(stick)) == 21
    assert desk.upkeep.backups() == []


def test_a_backup_while_others_write_is_one_moment(desk: Desk) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            desk.records.save(*[Official(given_names="A", family_names=f"{number}{half}") for half in "xy"])
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(15):
            copy = Database.open(desk.upkeep.backup(), read_only=True)
            people = copy.count(Official)
            newest = copy.history.next_undo()
            assert people % 2 == 0
            assert people == 2 * (newest.id if newest else 0)
            copy.close()
    finally:
        stop.set()
        writer.join()


def test_a_cancelled_or_failed_backup_leaves_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(desk)

    class Stop:
        def step(self, done: int, total: int | None, text: str = "") -> None:
            raise Cancelled

    folder = paths.backup_folder(desk.database.path)
    with pytest.raises(Cancelled):
        desk.upkeep.backup(progress=Stop())
    assert names(folder) == []
    monkeypatch.setattr(backup, "flush", lambda file: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    refused("backup.failed", desk.upkeep.backup)
    assert names(folder) == []
    monkeypatch.undo()
    desk.upkeep.backup()
    assert len(names(folder)) == 1


def test_a_damaged_desk_is_not_backed_up(prepared_desk: Path, tmp_path: Path) -> None:
    """A copy of damage must never push out a sound backup."""
    file = Path(shutil.copy(prepared_desk, tmp_path / "a.desk"))
    raw = bytearray(file.read_bytes())
    for page in range(5, len(raw) // 4096):
        raw[page * 4096 : page * 4096 + 4096] = b"\xa5" * 4096
    file.write_bytes(raw)
    refused("store.damaged", lambda: back_up(file, tmp_path / "b", "manual"))
    assert names(tmp_path / "b") == []


def test_a_folder_that_takes_no_backup_is_told(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    refused("backup.failed", lambda: desk.upkeep.backup(tmp_path / "file"))


# Thinning ------------------------------------------------------------------------------------------------------------

NOW = datetime(2026, 3, 2, 12)


def test_a_year_of_backups_is_thinned_to_its_rhythm() -> None:
    """Three a day for a year: two days whole, 12 days, 10 weeks, 9 months."""
    kept: set[datetime] = set()
    moment = NOW - timedelta(days=365)
    while moment <= NOW:
        kept = to_keep({*kept, moment}, moment)
        moment += timedelta(hours=8)
    ages = sorted((NOW - each) / timedelta(days=1) for each in kept)
    assert len([age for age in ages if age < 2]) == 6
    assert 12 <= len([age for age in ages if 2 <= age < 14]) <= 13
    weeks = [age for age in ages if age >= 14]
    assert 10 <= len(weeks) <= 19
    assert ages[-1] > 250
    assert all(later - age <= 36 for age, later in pairwise(ages))


@given(st.lists(st.integers(-5 * 24, 400 * 24), max_size=60))
def test_thinning_keeps_what_is_new_and_is_settled_at_once(hours: list[int]) -> None:
    moments = {NOW - timedelta(hours=each) for each in hours}
    kept = to_keep(moments, NOW)
    assert kept <= moments
    assert {each for each in moments if each > NOW - timedelta(days=2)} <= kept
    assert to_keep(kept, NOW) == kept
    if moments:
        assert max(moments) in kept
    assert len(kept - {each for each in moments if each > NOW - timedelta(days=2)}) <= 31


def test_thinning_touches_own_backups_only(desk: Desk) -> None:
    folder = paths.backup_folder(desk.database.path)
    folder.mkdir()
    for day in range(1, 41):
        moment = datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)
        (folder / f"test {moment:%Y-%m-%d} 12.00.00 import.desk").touch()
    for name in ("Notes.txt", "other 2020-01-01 12.00.00 manual.desk", "test 2020-01-01 12.00.00 replaced.desk"):
        (folder / name).touch()
    made = desk.upkeep.backup()
    assert thin(folder, "test") == []
    left = names(folder)
    assert {"Notes.txt", "other 2020-01-01 12.00.00 manual.desk", "test 2020-01-01 12.00.00 replaced.desk"} < set(left)
    assert len(left) < 30
    assert {made.name, "test 2026-02-10 12.00.00 import.desk"} < set(left)


# The way back --------------------------------------------------------------------------------------------------------


def test_restoring_an_open_desk_brings_back_everything_and_keeps_the_old(desk: Desk) -> None:
    city(desk, "Quito")
    made = desk.upkeep.backup()
    city(desk, "Lima")
    told: list[Changes] = []
    desk.on_change(told.append)
    kept = desk.upkeep.restore(made)
    assert [each.name for each in desk.database.find(City)] == ["Quito"]
    assert {"city", "official", "placement"} <= told[0].touched.keys()
    assert told[0]
    assert kept is not None
    assert cities(kept) == ["Lima", "Quito"]
    city(desk, "Cuenca")
    desk.history.undo()
    desk.close()
    assert cities(desk.database.path) == ["Quito"]
    again = Desk.open(desk.database.path)
    assert again.upkeep.check() == ()
    assert [each.reason for each in again.upkeep.backups()] == ["replaced", "manual"]
    again.upkeep.restore(kept)
    assert again.database.count(City) == 2
    again.close()


def not_sound(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2 :] = bytes(len(raw) - len(raw) // 2)
    path.write_bytes(raw)


def newer(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[60:64] = (99).to_bytes(4, "big")
    path.write_bytes(raw)


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (not_sound, "backup.not_sound"),
        (newer, "store.newer"),
        (empty, "store.empty_file"),
        (Path.unlink, "backup.not_sound"),
    ],
)
def test_a_bad_backup_is_refused_and_the_desk_goes_on(desk: Desk, spoil: Callable[[Path], None], key: str) -> None:
    city(desk, "Quito")
    made = desk.upkeep.backup()
    city(desk, "Lima")
    spoil(made)
    refused(key, lambda: desk.upkeep.restore(made))
    assert desk.database.count(City) == 2
    city(desk, "Cuenca")
    assert not list(desk.database.path.parent.glob(".*"))


def test_a_damaged_desk_is_restored_while_closed_and_kept_as_it_was(desk: Desk) -> None:
    city(desk, "Quito")
    made = desk.upkeep.backup()
    desk.close()
    path = desk.database.path
    path.write_bytes(b"damaged beyond all hope")
    kept = restore_closed(path, made)
    assert kept is not None
    assert kept.read_bytes() == b"damaged beyond all hope"
    assert cities(path) == ["Quito"]
    path.unlink()
    assert restore_closed(path, made) is None
    assert cities(path) == ["Quito"]


def test_a_read_during_a_restore_leaves_nothing_of_the_old_file_behind(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    city(desk, "Quito")
    made = desk.upkeep.backup()
    city(desk, "Lima")
    put_back = database.restore

    def read_then_put_back(*given: Any, **more: Any) -> Any:
        assert desk.database.count(City) == 2
        return put_back(*given, **more)

    monkeypatch.setattr(database, "restore", read_then_put_back)
    desk.upkeep.restore(made)
    assert [desk.database.count(City) for _ in range(3)] == [1, 1, 1]


def test_changes_left_beside_a_killed_desk_are_kept_and_never_mixed_in(desk: Desk, tmp_path: Path) -> None:
    """The old desk's newest changes lie in a file of their own; they belong to the old one alone."""
    city(desk, "Quito")
    made = desk.upkeep.backup()
    city(desk, "Lima")
    killed = tmp_path / "killed" / "test.desk"
    killed.parent.mkdir()
    for ending in ("", "-wal"):
        shutil.copy(f"{desk.database.path}{ending}", f"{killed}{ending}")
    kept = restore(killed, made)
    assert cities(killed) == ["Quito"]
    assert kept is not None
    assert cities(kept) == ["Lima", "Quito"]


def test_every_reason_has_words_in_the_list_of_backups(lang: Language) -> None:
    assert all(lang(text) for text in REASONS.values())
