"""The index by which people are found again says what looking through everybody would say, whatever was done."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from exchange_desk.model import Official, TravelDocument
from exchange_desk.rules.name_keys import Key, Keys, document_key, keys_of, mail_key, phone_key
from exchange_desk.rules.name_words import words_of
from exchange_desk.store import Database, identity_index
from exchange_desk.store.acquaintances import people_by_keys
from exchange_desk.store.backup import back_up
from exchange_desk.store.checking import check

GIVEN = st.sampled_from(["Ana", "Toni", "Antonio", "María José", "Luz"])
FAMILY = st.sampled_from(["Ruiz Vega", "Ruiz", "Núñez Soto", "Iturralde", ""])
DAYS = st.none() | st.sampled_from([date(1980, 3, 12), date(1990, 1, 2)])
NUMBERS = st.sampled_from(["", "P-1", "P-2"])
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["new", "many", "rename", "passport", "delete", "undo", "redo", "revert", "look", "restore"]),
        st.integers(0, 9),
        GIVEN,
        FAMILY,
        DAYS,
        NUMBERS,
    ),
    max_size=14,
)


def keys_of_official(official: Official) -> Keys:
    numbers = [document_key(n) for n in (official.national_id, *(each.number for each in official.documents))]
    name = words_of(f"{official.given_names} {official.family_names}")
    return keys_of(name, official.birth_date, mail_key(official.email), phone_key(official.phone), numbers)


def brute_force(people: list[Official], asked: Keys) -> set[str]:
    """Everybody who shares a key with the keys asked for, one by one."""
    wanted: frozenset[Key] = asked.all()
    return {person.id for person in people if not wanted.isdisjoint(keys_of_official(person).all())}


def found(database: Database, asked: Keys) -> set[str]:
    return set(people_by_keys(database, [asked])[0])


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("identity") / "empty.desk"
    Database.open(path).close()
    return path


@pytest.fixture
def database(prepared: Path, tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(Path(shutil.copy(prepared, tmp_path / "a.desk")))
    yield opened
    opened.close()


def save(database: Database, *officials: Official) -> None:
    with database.step("Save") as step:
        step.save(*officials)


class Desk:
    """A desk to which anything may happen."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.copy = back_up(database.path, folder, "manual")

    def do(self, act: str, which: int, given: str, family: str, born: date | None, number: str) -> None:
        people = self.database.find(Official)
        one = people[which % len(people)] if people else None
        made = Official(given_names=given, family_names=family, birth_date=born, national_id=number)
        if act == "new":
            save(self.database, made)
        elif act == "many":
            save(self.database, made, *(Official(given_names=given, family_names=f"{family} {n}") for n in range(3)))
        elif act in ("rename", "passport", "delete") and one:
            self.change(act, one, family, number)
        elif act in ("undo", "redo"):
            self.history(act)
        elif act == "revert":
            self.revert(which)
        elif act == "restore":
            self.database.restore(self.copy)
        elif act == "look":
            people_by_keys(self.database, [keys_of_official(made)])

    def change(self, act: str, one: Official, family: str, number: str) -> None:
        if act == "delete":
            with self.database.step("Delete") as step:
                step.delete(one)
            return
        one.family_names = family if act == "rename" else one.family_names
        one.documents = [TravelDocument(number=number)] if act == "passport" and number else one.documents
        save(self.database, one)

    def history(self, act: str) -> None:
        history = self.database.history
        if act == "undo" and history.next_undo():
            history.undo()
        elif act == "redo" and history.next_redo():
            history.redo()

    def revert(self, which: int) -> None:
        steps = [each for each in self.database.history.steps() if not each.undone]
        if steps and self.database.history.preview_revert(steps[which % len(steps)].id):
            self.database.history.revert(steps[which % len(steps)].id)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS, GIVEN, FAMILY, DAYS, NUMBERS)
def test_the_index_finds_whom_a_look_at_everybody_finds(
    prepared: Path,
    tmp_path_factory: pytest.TempPathFactory,
    acts: list[tuple[str, int, str, str, date | None, str]],
    given: str,
    family: str,
    born: date | None,
    number: str,
) -> None:
    folder = tmp_path_factory.mktemp("acts")
    database = Database.open(Path(shutil.copy(prepared, folder / "a.desk")))
    try:
        desk = Desk(database, folder)
        for act in acts:
            desk.do(*act)
        asked = keys_of_official(Official(given_names=given, family_names=family, birth_date=born, national_id=number))
        assert found(database, asked) == brute_force(database.find(Official), asked)
        assert check(database) == ()
    finally:
        database.close()
        shutil.rmtree(folder)


def test_what_was_lost_from_the_index_is_noticed_and_made_anew(database: Database) -> None:
    ana = Official(given_names="Ana", family_names="Ruiz Vega")
    save(database, ana)
    asked = keys_of_official(ana)
    assert found(database, asked) == {ana.id}
    with database.step("Spoil") as step:
        step.connection.exec_driver_sql("DELETE FROM identity_key WHERE rowid = 1")
    assert found(database, asked) == set()
    assert [problem.key for problem in check(database)] == ["check.search_index"]
    assert found(database, asked) == {ana.id}
    assert check(database) == ()


def test_keys_made_in_another_way_are_made_anew(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = Official(given_names="Ana", family_names="Ruiz Vega")
    save(database, ana)
    found(database, keys_of_official(ana))
    monkeypatch.setattr(identity_index, "stamp", lambda: "9-other")
    made: list[int] = []
    original = identity_index.catch_up

    def counting(connection: Connection) -> int:
        made.append(original(connection))
        return made[-1]

    monkeypatch.setattr(identity_index, "catch_up", counting)
    assert found(database, keys_of_official(ana)) == {ana.id}
    assert made == [1]


def test_a_key_that_everybody_has_finds_a_few(database: Database) -> None:
    born = date(1980, 3, 12)
    save(database, *(Official(given_names="José", family_names="García López", birth_date=born) for _ in range(300)))
    asked = keys_of(words_of("José García López"), born)
    assert 0 < len(found(database, asked)) <= 60 * len(asked.all())


def test_officials_are_kept_as_hashes_alone(database: Database) -> None:
    save(database, Official(given_names="Ana", family_names="Iturralde", national_id="X12345"))
    found(database, keys_of(words_of("Eva Gil")))
    with database.reading() as connection:
        blocks = connection.exec_driver_sql("SELECT block FROM identity_key_data").fetchall()
    kept = b"".join(bytes(row[0]) for row in blocks).lower()
    assert b"iturralde" not in kept
    assert b"12345" not in kept


def test_nothing_is_written_while_a_step_is_open(database: Database) -> None:
    ana = Official(given_names="Ana", family_names="Ruiz Vega")
    save(database, ana)
    with database.step("Open"):
        assert found(database, keys_of_official(ana)) == {ana.id}
    with database.reading() as connection:
        assert identity_index.behind(connection) == 1
