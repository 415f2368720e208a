"""Migrations: an older desk with its data becomes exactly what a new one is, or stays as it was.

For each version there is a proof: what stood in a desk of the version before, and what must be there afterwards.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from exchange_desk.model import Record
from exchange_desk.services.desk import Desk
from exchange_desk.store import Database, engine, migrate
from exchange_desk.store.engine import APPLICATION_ID, connect, make_engine, writing
from exchange_desk.store.migrations import HEAD, versions
from exchange_desk.support import paths
from exchange_desk.support.language import Language
from exchange_desk.support.problems import DeskError


@dataclass
class Proof:
    """`before` fills a desk of the version before; `after` looks at it once it was brought up."""

    before: Callable[[Connection], None]
    after: Callable[[Connection], None]


def nothing(connection: Connection) -> None:
    pass


def has_tables(connection: Connection) -> None:
    connection.exec_driver_sql(
        "INSERT INTO city (id, version, name, country, region, kind, language, time_zone, website, note, search_key) "
        "VALUES ('c', 1, 'Quito', 'EC', '', 'city', '', '', '', '', 'quito')"
    )


PEOPLE = [("maria jose nunez perez", "a"), ("ramon de la torre", "b"), ("", "c")]


def has_people(connection: Connection) -> None:
    texts = "given_names family_names passport_name honorific sex nationality national_id email phone post unit"
    names = [*texts.split(), "emergency_contact", "note", "sort_key"]
    for key, record in PEOPLE:
        connection.exec_driver_sql(
            f"INSERT INTO official (id, version, search_key, {', '.join(names)}) "
            f"VALUES (?, 1, ?, {', '.join('?' * len(names))})",
            (record, key, *("x" for _ in names)),
        )


def finds_people(connection: Connection) -> None:
    def found(words: str) -> list[str]:
        query = (
            "SELECT id FROM official WHERE rowid IN (SELECT rowid FROM official_search WHERE official_search MATCH ?)"
        )
        return [row[0] for row in connection.exec_driver_sql(query, (words,))]

    assert (found("nunez"), found("torre"), found("quito")) == (["a"], ["b"], [])
    connection.exec_driver_sql("UPDATE official SET search_key = 'quito' WHERE id = 'a'")
    connection.exec_driver_sql("DELETE FROM official WHERE id = 'b'")
    assert (found("nunez"), found("torre"), found("quito")) == ([], [], ["a"])
    assert connection.exec_driver_sql("SELECT count(*) FROM official").scalar() == 2


def has_a_received_row(connection: Connection) -> None:
    files = (
        "INSERT INTO source_file (id, version, name, sha256, size, totals) VALUES ('f', 1, 'lista.xlsx', 'x', 1, '{}')"
    )
    sheets = (
        "INSERT INTO source_sheet (id, version, name, first_row, last_row, columns, file_id) "
        "VALUES ('s', 1, 'Hoja1', 2, 2, '{}', 'f')"
    )
    rows = (
        "INSERT INTO source_row (id, version, row, outcome, cells, sheet_id) "
        "VALUES ('r', 1, 2, 'new', '{\"A\":\"Ana\"}', 's')"
    )
    for statement in (files, sheets, rows):
        connection.exec_driver_sql(statement)


def keeps_what_was_understood(connection: Connection) -> None:
    kept = connection.exec_driver_sql("SELECT row, cells, understood, sheet_id FROM source_row").fetchall()
    assert [tuple(row) for row in kept] == [(2, '{"A":"Ana"}', "{}", "s")]
    assert connection.exec_driver_sql("SELECT count(*) FROM review").scalar() == 0


def notes_who_changed(connection: Connection) -> None:
    def noted() -> int:
        return int(connection.exec_driver_sql("SELECT count(*) FROM identity_moved").scalar_one())

    assert (noted(), connection.exec_driver_sql("SELECT count(*) FROM identity_recipe").scalar()) == (0, 0)
    connection.exec_driver_sql("UPDATE official SET post = 'y' WHERE id = 'a'")
    assert noted() == 0
    connection.exec_driver_sql("UPDATE official SET family_names = 'y' WHERE id = 'a'")
    connection.exec_driver_sql("DELETE FROM official WHERE id = 'b'")
    assert noted() == 2
    passport = (
        "INSERT INTO travel_document (id, version, kind, number, country, official_id) VALUES (?, 1, '', 'X', '', ?)"
    )
    connection.exec_driver_sql(passport, ("d", "c"))
    assert noted() == 3


def notes_who_was_joined(connection: Connection) -> None:
    connection.exec_driver_sql("DELETE FROM identity_moved")
    joined = (
        "INSERT INTO joined_identity (id, version, former_id, given_names, family_names, national_id, email, phone, "
        "official_id) VALUES ('j', 1, 'old', 'Ana', '', '', '', '', 'c')"
    )
    connection.exec_driver_sql(joined)
    query = "SELECT o.id FROM identity_moved m JOIN official o ON o.rowid = m.number"
    assert [row[0] for row in connection.exec_driver_sql(query)] == ["c"]


PROOFS: dict[int, Proof] = {
    1: Proof(nothing, has_tables),
    2: Proof(has_people, finds_people),
    3: Proof(has_a_received_row, keeps_what_was_understood),
    4: Proof(has_people, notes_who_changed),
    5: Proof(has_people, notes_who_was_joined),
}


def files() -> list[ModuleType]:
    return migrate.versions_after(0)


def desk_of_version(file: Path, version: int, fill: Callable[[Connection], None] = nothing) -> Path:
    """A desk as the program of that version made it."""
    file.touch()
    old = make_engine(file, migrating=True)
    with writing(old) as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        migrate.upgrade(connection, files()[:version])
        fill(connection)
    old.dispose()
    return file


def schema(file: Path) -> dict[tuple[str, str], str]:
    connection = connect(file, read_only=True)
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return {(kind, name): re.sub(r"\s+", " ", sql) for kind, name, sql in rows}


def user_version(file: Path) -> int:
    connection = connect(file, read_only=True)
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return int(found)


def test_every_version_file_has_a_number_a_parent_and_a_proof() -> None:
    numbers = [int(module.revision) for module in files()]
    assert numbers == list(range(1, HEAD + 1)) == sorted(PROOFS)
    parents = [module.down_revision for module in files()]
    assert parents == [None, *(module.revision for module in files()[:-1])]
    names = [Path(module.__file__ or "").name for module in files()]
    assert all(re.fullmatch(rf"m{n:04}_\w+\.py", name) for n, name in zip(numbers, names, strict=True))
    assert len(list(Path(versions.__path__[0]).glob("m*.py"))) == HEAD


def test_the_migrated_schema_is_the_new_one(tmp_path: Path) -> None:
    migrated = desk_of_version(tmp_path / "old.desk", HEAD)
    Database.open(tmp_path / "new.desk").close()
    assert schema(migrated) == schema(tmp_path / "new.desk")


def test_the_migrated_schema_is_the_models(tmp_path: Path) -> None:
    migrated = make_engine(desk_of_version(tmp_path / "old.desk", HEAD))
    own = {"include_object": lambda found, name, *_: not str(name).startswith(("official_search", "identity_"))}
    with migrated.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, **own})
        assert compare_metadata(context, Record.metadata) == []
    migrated.dispose()


@pytest.mark.parametrize("number", range(1, HEAD + 1))
def test_each_version_takes_the_data_of_the_one_before(tmp_path: Path, number: int) -> None:
    file = desk_of_version(tmp_path / "old.desk", number - 1, PROOFS[number].before)
    old = make_engine(file, migrating=True)
    with writing(old) as connection:
        migrate.upgrade(connection, files()[number - 1 : number])
    with writing(old) as connection:
        PROOFS[number].after(connection)
    old.dispose()
    assert user_version(file) == number


@pytest.mark.parametrize("version", range(1, HEAD))
def test_opening_an_older_desk_backs_it_up_and_brings_it_up(tmp_path: Path, version: int) -> None:
    file = desk_of_version(tmp_path / "old.desk", version, PROOFS[version + 1].before)
    desk = Desk.open(file)
    assert [backup.reason for backup in desk.upkeep.backups()] == ["migration"]
    with desk.database.step("Look") as step:
        PROOFS[version + 1].after(step.connection)
    desk.close()
    assert user_version(file) == HEAD
    [backup] = paths.backup_folder(file).iterdir()
    assert user_version(backup) == version
    assert schema(file) == schema(desk_of_version(tmp_path / "head.desk", HEAD))


def test_an_older_desk_is_not_changed_by_reading(tmp_path: Path) -> None:
    file = desk_of_version(tmp_path / "old.desk", 1)
    before = file.read_bytes()
    with pytest.raises(DeskError) as caught:
        Database.open(file, read_only=True)
    assert caught.value.key == "store.older"
    assert file.read_bytes() == before


def half_way() -> None:
    op.execute("CREATE TABLE half (way)")
    op.execute("DELETE FROM official")
    op.execute("NO SQL AT ALL")


def torn() -> None:
    op.execute("INSERT INTO language_skill VALUES ('s', 1, 'es', '', 0, '', 'nobody')")


@pytest.mark.parametrize("upgrade", [half_way, torn])
def test_a_failing_migration_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, upgrade: Callable[[], None]
) -> None:
    file = desk_of_version(tmp_path / "old.desk", HEAD, has_people)
    before = schema(file)
    broken: Any = SimpleNamespace(revision=f"{HEAD + 1:04}", upgrade=upgrade)
    monkeypatch.setattr(migrate, "HEAD", HEAD + 1)
    monkeypatch.setattr(migrate, "versions_after", lambda version: [*files(), broken][version:])
    with pytest.raises(DeskError) as caught:
        Database.open(file)
    assert caught.value.key == "store.migration_failed"
    assert str(paths.backup_folder(file)) in caught.value.say(Language("en"))
    assert (schema(file), user_version(file)) == (before, HEAD)
    monkeypatch.undo()
    with Database.open(file).reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM official").scalar() == len(PEOPLE)


def test_no_backup_no_migration(tmp_path: Path) -> None:
    file = desk_of_version(tmp_path / "old.desk", 1)
    paths.backup_folder(file).touch()
    with pytest.raises(DeskError) as caught:
        Database.open(file)
    assert caught.value.key == "backup.failed"
    assert user_version(file) == 1


def test_alembic_is_loaded_for_older_desks_only(tmp_path: Path) -> None:
    import subprocess
    import sys

    look = (
        "import sys; from pathlib import Path; from exchange_desk.store import Database\n"
        "for _ in 'ab': Database.open(Path(sys.argv[1])).close()\n"
        "print('alembic' in sys.modules)"
    )
    run = [sys.executable, "-c", look, str(tmp_path / "new.desk")]
    said = subprocess.run(run, cwd=Path(engine.__file__).parents[2], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"


def test_images_older_than_a_column_are_still_undone(desk: Desk) -> None:
    """What was journalled before a column was added says nothing of it."""
    from exchange_desk.model import City

    city = City(name="Quito", country="EC", language="es", latitude=1.5)
    desk.records.save(city)
    with desk.database.step("As an older program journalled it") as step:
        step.connection.exec_driver_sql("UPDATE change SET after = json_remove(after, '$.language', '$.latitude')")
        step.connection.exec_driver_sql("UPDATE city SET language = '', latitude = NULL")
    desk.history.undo()
    assert desk.database.count(City) == 0
    desk.history.redo()
    found = desk.database.get(City, city.id)
    assert (found.name, found.language, found.latitude) == ("Quito", "", None)
