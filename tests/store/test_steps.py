"""Steps: what is saved is there, what fails leaves nothing, and nobody saves over somebody else."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.exc import InvalidRequestError

from exchange_desk.model import (
    City,
    CityAlias,
    LanguageSkill,
    Nomination,
    Official,
    Placement,
    Programme,
    Record,
    SourceFile,
    TravelDocument,
)
from exchange_desk.services.desk import Desk
from exchange_desk.store import Changes
from exchange_desk.store.originals import original
from exchange_desk.store.rows import part_relations, shape_of
from exchange_desk.support.ids import new_id
from exchange_desk.support.language import Language
from exchange_desk.support.problems import Cancelled, DeskError
from tests.store.small_world import settle, world


def image(record: Record) -> dict[str, Any]:
    """A record with its parts, whatever their order, without versions."""
    found = {name: value for name, value in shape_of(type(record)).row(record).items() if name != "version"}
    for attribute, _, _ in part_relations(type(record)):
        parts = [image(part) for part in getattr(record, attribute)]
        found[attribute] = sorted(parts, key=lambda part: part["id"])
    return found


def everything(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    kinds = (type(record) for record in world().records)
    return {kind.__tablename__: [image(each) for each in desk.database.find(kind)] for kind in kinds}


def refused(key: str, act: Callable[[], object]) -> DeskError:
    with pytest.raises(DeskError) as caught:
        act()
    assert caught.value.key == key
    return caught.value


@pytest.mark.parametrize("name", vars(world()))
def test_what_is_saved_is_what_is_loaded(desk: Desk, name: str) -> None:
    saved = getattr(settle(desk), name)
    found = desk.database.get(type(saved), saved.id)
    assert image(found) == image(saved)
    assert [type(value) for value in image(found).values()] == [type(value) for value in shown(saved)]


def shown(record: Record) -> list[Any]:
    """The values of an image as the database gives them back: choices as plain text."""
    return [str(value) if isinstance(value, str) else value for value in image(record).values()]


def test_values_of_every_kind_come_back_as_they_were(desk: Desk) -> None:
    city = City(name="Łódź “the 1st”\n\t‮x", country="PL", latitude=51.7769, longitude=-0.1)
    official = Official(
        given_names="Zoë 🙂",
        family_names="O'Brien; DROP TABLE official--",
        birth_date=date(1, 1, 1),
        languages=[LanguageSkill(language="pl", approximate=True)],
    )
    file = SourceFile(
        name="x", sha256="y", size=2**40, received_at=datetime(2026, 3, 2, 1, 2, 3, 456, UTC), totals={"a": [1, None]}
    )
    with desk.database.step("Odd values") as step:
        step.save(city, official, file)
    for record in (city, official, file):
        assert image(desk.database.get(type(record), record.id)) == image(record)
    desk.history.undo()
    desk.history.redo()
    for record in (city, official, file):
        assert image(desk.database.get(type(record), record.id)) == image(record)


def test_the_part_knows_its_whole_and_versions_count_the_saves_of_the_whole(desk: Desk) -> None:
    official = Official(given_names="A", family_names="B", languages=[LanguageSkill(language="es")])
    desk.records.save(official)
    assert (official.version, official.languages[0].official_id) == (1, official.id)
    desk.records.save(official)
    assert official.version == 1  # nothing changed
    official.languages.append(LanguageSkill(language="pt"))
    desk.records.save(official)
    assert official.version == 2
    found = desk.records.get(Official, official.id)
    found.languages.pop(0)
    found.post = "x"
    desk.records.save(found)
    assert [s.language for s in desk.records.get(Official, official.id).languages] == ["pt"]


def test_a_stale_save_is_refused_and_changes_nothing(desk: Desk) -> None:
    small = settle(desk)
    mine, theirs = desk.records.get(Official, small.maria.id), desk.records.get(Official, small.maria.id)
    theirs.post = "Theirs"
    desk.records.save(theirs)
    mine.post = "Mine"
    refused("store.stale", lambda: desk.records.save(mine))
    assert desk.records.get(Official, small.maria.id).post == "Theirs"


def test_a_save_of_parts_only_makes_other_copies_stale(desk: Desk) -> None:
    small = settle(desk)
    mine, theirs = desk.records.get(Official, small.maria.id), desk.records.get(Official, small.maria.id)
    theirs.languages.pop()
    desk.records.save(theirs)
    refused("store.stale", lambda: desk.records.save(mine))
    refused("store.stale", lambda: save_and_delete(desk, mine))


def save_and_delete(desk: Desk, record: Record) -> None:
    with desk.database.step("Delete") as step:
        step.delete(record)


def test_a_copy_of_a_record_deleted_and_brought_back_is_stale(desk: Desk) -> None:
    small = settle(desk)
    old = desk.records.get(Official, small.nunila.id)
    desk.records.delete(Official, [old.id])
    refused("store.stale", lambda: desk.records.save(old))
    refused("store.gone", lambda: desk.records.get(Official, old.id))
    desk.history.undo()
    refused("store.stale", lambda: desk.records.save(old))


def test_a_failed_step_leaves_nothing_and_can_be_repeated(desk: Desk) -> None:
    small = settle(desk)
    before, steps = everything(desk), desk.history.steps()
    second = Programme(code="EX26", name="Same code")
    small.maria.post = "Changed"

    def both() -> None:
        with desk.database.step("Two things") as step:
            step.save(small.maria, City(name="Lima"), second)

    refused("store.duplicate", both)
    assert (everything(desk), desk.history.steps(), desk.database.has_open_step) == (before, steps, False)
    second.code = "EX27"
    both()
    assert desk.database.get(Official, small.maria.id).post == "Changed"
    assert desk.upkeep.check() == ()


@pytest.mark.parametrize("error", [Cancelled, KeyboardInterrupt, ValueError])
def test_any_exception_inside_a_step_undoes_it(desk: Desk, error: type[BaseException]) -> None:
    small = settle(desk)
    before = everything(desk)

    def half() -> None:
        with desk.database.step("Half") as step:
            step.save(City(name="Lima"))
            step.delete(small.nunila)
            raise error

    with pytest.raises(error):
        half()
    assert everything(desk) == before
    with desk.database.step("After") as step:
        step.save(City(name="Lima"))


def test_a_full_disk_is_told_and_nothing_is_saved(desk: Desk) -> None:
    settle(desk)
    before = everything(desk)

    def too_much() -> None:
        with desk.database.step("Too much") as step:
            pages = step.connection.exec_driver_sql("PRAGMA page_count").scalar()
            step.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
            step.save(*[Official(given_names="A", family_names="x" * 5_000) for _ in range(20)])

    refused("store.disk_full", too_much)
    assert everything(desk) == before
    assert desk.upkeep.check() == ()


def test_a_reference_to_nothing_is_refused_when_the_step_ends(desk: Desk) -> None:
    settle(desk)
    before = everything(desk)
    nobody = Nomination(programme_id=new_id(), official_id=new_id())
    refused("store.in_use", lambda: desk.records.save(nobody))
    assert (everything(desk), nobody.version) == (before, 0)


def test_order_within_a_step_does_not_matter(desk: Desk) -> None:
    small = world()
    with desk.database.step("Backward") as step:
        step.save(*reversed(small.records))
    assert desk.upkeep.check() == ()


def test_what_is_used_is_not_deleted(desk: Desk) -> None:
    small = settle(desk)
    before = everything(desk)
    refused("store.in_use", lambda: desk.records.delete(City, [small.quito.id]))
    assert everything(desk) == before


def test_deleting_takes_the_parts_along(desk: Desk) -> None:
    small = settle(desk)
    with desk.database.step("Delete") as step:
        step.delete(small.placement, small.nomination)
        step.delete(desk.records.get(Official, small.maria.id))
    assert desk.database.count(LanguageSkill) == desk.database.count(TravelDocument) == 0
    assert desk.upkeep.check() == ()


def test_deleting_many_makes_a_backup_first(desk: Desk, lang: Language) -> None:
    crowd = [Official(given_names="A", family_names=str(n)) for n in range(25)]
    desk.records.save(*crowd)
    desk.records.delete(Official, [crowd[0].id])
    assert desk.upkeep.backups() == []
    desk.records.delete(Official, [each.id for each in crowd[1:]])
    assert [backup.reason for backup in desk.upkeep.backups()] == ["delete"]
    desk.history.undo()
    desk.upkeep.backup()
    desk.records.delete(Official, [each.id for each in crowd[1:]])
    assert [backup.reason for backup in desk.upkeep.backups()] == ["manual", "delete"]
    said = ["Delete 24 records", "Undo: Delete 24 records", "Delete 24 records", "Delete a record"]
    assert [step.say(lang) for step in desk.history.steps(4)] == said


def test_a_step_without_changes_leaves_no_trace(desk: Desk) -> None:
    small = settle(desk)
    told: list[Changes] = []
    desk.on_change(told.append)
    found = desk.records.get(Official, small.maria.id)
    assert not desk.records.save(found)
    with desk.database.step("Nothing"):
        pass
    assert (told, len(desk.history.steps())) == ([], 1)


def test_listeners_hear_what_a_step_touched(desk: Desk) -> None:
    small = settle(desk)
    told: list[Changes] = []
    stop = desk.on_change(told.append)
    found = desk.records.get(City, small.quito.id)
    found.aliases.append(CityAlias(text="UIO"))
    made = desk.records.save(found)
    assert told == [made]
    assert made.touched == {"city": frozenset({found.id}), "city_alias": frozenset({found.aliases[-1].id})}
    stop()
    desk.history.undo()
    assert len(told) == 1


def test_a_step_within_a_step_is_a_fault(desk: Desk) -> None:
    with desk.database.step("One") as step:
        with pytest.raises(RuntimeError), desk.database.step("Two"):
            pass
        step.save(City(name="Lima"))
    assert desk.database.count(City) == 1


def test_records_leave_detached_and_refuse_what_was_not_loaded(desk: Desk) -> None:
    small = settle(desk)
    bare = desk.database.get(Placement, small.placement.id)
    with pytest.raises(InvalidRequestError):
        _ = bare.nomination
    loaded = desk.records.get(Placement, small.placement.id)
    assert loaded.nomination.official.city.name == "Ciudad de México"
    assert loaded.offer.institution.city.aliases[0].text == "Carita de Dios"


def test_load_keeps_the_order_and_leaves_out_what_is_gone(desk: Desk) -> None:
    small = settle(desk)
    ids = [small.ramon.id, "gone", small.maria.id]
    assert [each.id for each in desk.database.load(Official, ids)] == [small.ramon.id, small.maria.id]
    assert desk.database.load(Official, []) == []


def test_find_and_count_by_fields(desk: Desk) -> None:
    small = settle(desk)
    assert [p.id for p in desk.database.find(Programme, code="EX26")] == [small.programme.id]
    wanted = {small.mexico.id, small.quito.id}
    assert {c.id for c in desk.database.find(City, id=wanted)} == wanted
    names = [c.name for c in desk.database.find(City, order="search_key")]
    assert names == ["Ciudad de México", "Quito", "Zúrich"]
    assert desk.database.count(Official, city_id=None) == 1
    assert desk.database.count(Official, city_id=[small.mexico.id, small.quito.id]) == 2


def test_originals_are_kept_once_byte_for_byte(desk: Desk) -> None:
    content = bytes(range(256)) * 40
    with desk.database.step("Receive") as step:
        step.keep_original("a" * 64, content)
        step.keep_original("a" * 64, content)
        step.save(SourceFile(name="x", sha256="a" * 64))
    assert original(desk.database, "a" * 64) == content
    assert original(desk.database, "b" * 64) is None
    desk.history.undo()
    assert original(desk.database, "a" * 64) == content


def test_two_threads_writing_and_reading_lose_nothing(desk: Desk) -> None:
    """Writers queue; each thread is told its own changes; a reader sees whole steps only."""
    stop = threading.Event()

    def write(name: str) -> list[int]:
        made = []
        for number in range(40):
            pair = [Official(given_names=name, family_names=f"{name}{number}{half}") for half in "xy"]
            changes = desk.records.save(*pair)
            assert changes.touched["official"] == {each.id for each in pair}
            made.append(changes.step or 0)
        return made

    def read() -> int:
        seen = 0
        while not stop.is_set():
            assert len(desk.database.find(Official)) % 2 == len(desk.lists.ids("officials")) % 2 == 0
            seen += 1
        return seen

    with ThreadPoolExecutor() as pool:
        reader, writers = pool.submit(read), [pool.submit(write, name) for name in "ab"]
        wait(writers)
        stop.set()
        assert reader.result() > 0
        assert sorted(step for writer in writers for step in writer.result()) == list(range(1, 81))
    assert desk.database.count(Official) == 160
    assert desk.upkeep.check() == ()
