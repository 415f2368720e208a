"""Upkeep: what the look through the whole desk finds."""

import pytest

from exchange_desk.model import City
from exchange_desk.services.desk import Desk
from exchange_desk.store import Database
from exchange_desk.store.checking import check
from exchange_desk.store.engine import connect
from exchange_desk.support.language import Language
from exchange_desk.support.problems import Cancelled, Severity
from tests.store.small_world import settle

FAULTS = {
    "DELETE FROM city WHERE name = 'Quito'": {"check.lost_reference", "check.unlike_history"},
    "UPDATE official SET email = 'x' WHERE given_names = 'Nunila'": {"check.unlike_history"},
    "UPDATE nomination SET status = 'nonsense'": {"check.unknown_value", "check.unlike_history"},
    "INSERT INTO learnt_heading VALUES ('x', 1, 'a', 'b', NULL)": {"check.unlike_history"},
    "DELETE FROM travel_document": {"check.unlike_history"},
    "UPDATE change SET after = json_set(after, '$.post', 'x') WHERE kind = 'official'": {"check.unlike_history"},
    "INSERT INTO official_search(official_search) VALUES ('delete-all')": {"check.search_index"},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_was_done_behind_the_desk_is_found(desk: Desk, lang: Language, fault: str) -> None:
    settle(desk)
    assert desk.upkeep.check() == ()
    outside = connect(desk.database.path, migrating=True)
    outside.execute(fault)
    outside.close()
    found = desk.upkeep.check()
    assert {problem.key for problem in found} == FAULTS[fault]
    assert all("{" not in problem.say(lang) for problem in found)


def test_a_broken_index_is_mended(desk: Desk) -> None:
    small = settle(desk)
    outside = connect(desk.database.path)
    outside.execute("INSERT INTO official_search(official_search) VALUES ('delete-all')")
    outside.close()
    beside = Desk.open(desk.database.path, read_only=True)
    assert beside.upkeep.check() == ()  # mended by whoever may write
    beside.close()
    assert desk.lists.ids("officials", "nunez") == []
    assert [problem.severity for problem in desk.upkeep.check()] == [Severity.WARNING]
    assert desk.lists.ids("officials", "nunez") == [small.maria.id]
    assert desk.upkeep.check() == ()
    assert len(desk.history.steps()) == 1


def test_a_broken_index_is_mended_at_opening_and_does_not_hinder_a_backup(desk: Desk) -> None:
    small = settle(desk)
    desk.close()
    outside = connect(desk.database.path)
    outside.execute("DELETE FROM official_search_data WHERE id > 10")
    outside.close()
    beside = Desk.open(desk.database.path, read_only=True)
    beside.upkeep.backup()
    beside.close()
    again = Desk.open(desk.database.path)
    assert again.lists.ids("officials", "nunez") == [small.maria.id]
    assert again.upkeep.check() == ()
    again.close()


def test_damage_in_the_middle_of_the_file_is_found(desk: Desk) -> None:
    desk.records.save(*[City(name=f"Ciudad {n} " + "x" * 2_000, country="MX") for n in range(40)])
    desk.close()
    path = desk.database.path
    raw = bytearray(path.read_bytes())
    at = raw.index(b"Ciudad 20 ")
    raw[at // 4096 * 4096 : at // 4096 * 4096 + 200] = b"\xa5" * 200
    path.write_bytes(raw)
    database = Database(path)
    assert [problem.key for problem in check(database)] == ["check.damaged"]
    database.close()


def test_the_look_through_can_be_stopped(desk: Desk) -> None:
    class Stop:
        def step(self, done: int, total: int | None, text: str = "") -> None:
            if done > 3:
                raise Cancelled

    with pytest.raises(Cancelled):
        desk.upkeep.check(progress=Stop())
    desk.records.save(City(name="Quito", country="EC"))
