"""Opening: a desk opens, everything else gets a sentence and stays as it is; one writer at a time."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from exchange_desk.model import City
from exchange_desk.services.desk import Desk
from exchange_desk.store import Database, engine, opening
from exchange_desk.store.disk import network_kind
from exchange_desk.store.lock import Lock, holder_of, lock_file
from exchange_desk.store.migrations import HEAD
from exchange_desk.support.language import Language
from exchange_desk.support.problems import DeskError
from tests.store.small_world import settle

ROOT = Path(__file__).parents[2]


def refused(path: Path, *, read_only: bool = False) -> DeskError:
    with pytest.raises(DeskError) as caught:
        Database.open(path, read_only=read_only).close()
    said = caught.value.say(Language("en"))
    assert said.endswith(".")
    assert "{" not in said
    return caught.value


@pytest.fixture
def file(prepared_desk: Path, tmp_path: Path) -> Path:
    """An empty desk, closed."""
    return Path(shutil.copy(prepared_desk, tmp_path / "my desk.desk"))


def patched(file: Path, at: int, content: bytes) -> Path:
    raw = bytearray(file.read_bytes())
    raw[at : at + len(content)] = content
    file.write_bytes(raw)
    return file


# What is no desk -----------------------------------------------------------------------------------------------------


def empty(path: Path) -> None:
    path.touch()


def text(path: Path) -> None:
    path.write_text("Nombre;Apellidos\n" * 20)


def short(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0")


def folder(path: Path) -> None:
    path.mkdir()


def foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE person (name)")
    connection.commit()
    connection.close()


def lost(path: Path) -> None:
    path.with_name(f"{path.name}-wal").write_bytes(b"changes" * 100)


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (empty, "store.empty_file"),
        (text, "store.not_a_desk"),
        (short, "store.foreign"),
        (folder, "store.folder"),
        (foreign, "store.foreign"),
        (lost, "store.lost"),
    ],
)
def test_what_is_no_desk_is_refused_and_left_alone(tmp_path: Path, make, key: str) -> None:
    path = tmp_path / "other.desk"
    make(path)
    before = {each: each.read_bytes() for each in tmp_path.iterdir() if each.is_file()}
    assert refused(path).key == key
    assert {each: each.read_bytes() for each in tmp_path.iterdir() if each.is_file()} == before


def test_a_newer_desk_is_refused(file: Path) -> None:
    patched(file, 60, (HEAD + 1).to_bytes(4, "big"))
    assert refused(file).key == "store.newer"
    assert refused(file, read_only=True).key == "store.newer"


def test_a_damaged_beginning_is_refused(file: Path) -> None:
    assert refused(patched(file, 0, bytes(100))).key == "store.not_a_desk"


@pytest.mark.parametrize("part", [0.3, 0.5, 0.9])
def test_a_desk_cut_short_is_refused(file: Path, part: float) -> None:
    raw = file.read_bytes()
    file.write_bytes(raw[: int(len(raw) * part)])
    assert refused(file).key == "store.damaged"


def test_an_overwritten_page_is_found_at_opening(file: Path) -> None:
    with_people(file)
    size = file.stat().st_size
    found = 0
    for page in range(1, size // 4096):
        copy = patched(Path(shutil.copy(file, file.with_name("copy.desk"))), page * 4096, b"\xa5" * 4096)
        try:
            Database.open(copy).close()
        except DeskError as error:
            found += error.key == "store.damaged"
    assert found >= 0.9 * (size // 4096 - 1)


def with_people(file: Path) -> None:
    desk = Desk.open(file)
    settle(desk)
    desk.close()


def test_a_server_is_not_opened_as_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for url in ("postgresql://office/desk", "postgres://a:b@office:5432/desk", "postgresql+psycopg://office/desk"):
        assert refused(Path(url)).key == "store.server"
    assert list(tmp_path.iterdir()) == []


def test_too_old_a_library_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LEAST_SQLITE", (99, 0, 0))
    assert refused(file).key == "store.old_sqlite"


def test_a_missing_desk_is_not_made_by_reading(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.desk", read_only=True).key == "store.missing"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    assert refused(tmp_path / "a" / "b.desk").key == "store.no_permission"


def test_no_permission_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    assert refused(file).key == "store.no_permission"


# A new desk ----------------------------------------------------------------------------------------------------------


def test_a_new_desk_is_made_whole_in_folders_that_are_not_there_yet(tmp_path: Path) -> None:
    path = tmp_path / "Año 2026" / "oficina" / "desk.desk"
    Desk.open(path).close()
    assert [each.name for each in path.parent.iterdir()] == ["desk.desk"]
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone() == (engine.APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (HEAD,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_what_a_killed_beginning_left_is_cleared_away(tmp_path: Path) -> None:
    path = tmp_path / "desk.desk"
    (tmp_path / ".desk.desk.new").write_bytes(b"half")
    (tmp_path / ".desk.desk.new-wal").write_bytes(b"half")
    Desk.open(path).close()
    assert [each.name for each in tmp_path.iterdir()] == ["desk.desk"]


def test_settings_of_every_connection(desk: Desk) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
    }
    with desk.database.reading() as connection:
        assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted} == wanted


# Reading only --------------------------------------------------------------------------------------------------------


def test_a_file_marked_read_only_opens_for_reading(file: Path) -> None:
    with_people(file)
    file.chmod(0o444)
    database = Database.open(file)
    assert database.read_only
    assert database.count(City) == 3
    with pytest.raises(DeskError) as caught, database.step("x"):
        pass
    assert caught.value.key == "store.read_only"
    database.close()
    assert not lock_file(file).exists()


def test_a_folder_that_cannot_be_written_to_opens_for_reading(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_people(file)
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and allowed(path, mode))
    database = Database.open(file)
    assert database.read_only
    assert database.count(City) == 3
    database.close()
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_disk_that_cannot_be_written_to_opens_for_reading(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "is_read_only", lambda path: True)
    database = Database.open(file)
    assert database.read_only
    database.close()


def test_reading_beside_a_writer_sees_what_is_saved(desk: Desk) -> None:
    beside = Desk.open(desk.database.path, read_only=True)
    assert beside.database.count(City) == 0
    settle(desk)
    assert beside.database.count(City) == 3
    assert len(beside.lists.ids("officials", "nunez")) == 1
    assert beside.history.next_undo() is not None
    assert beside.upkeep.check() == ()
    beside.close()


# The lock ------------------------------------------------------------------------------------------------------------


def test_a_second_opening_names_the_holder(desk: Desk) -> None:
    error = refused(desk.database.path)
    assert error.key == "store.held"
    holder = holder_of(lock_file(desk.database.path))
    assert holder is not None
    assert holder.pid == os.getpid()
    assert (error.params["user"], error.params["host"], error.params["since"]) == (
        *(holder.user, holder.host, holder.since),
    )
    desk.close()
    desk.close()
    assert not lock_file(desk.database.path).exists()
    Database.open(desk.database.path).close()


def test_a_lock_file_that_nobody_holds_does_not_hinder(file: Path) -> None:
    lock_file(file).write_text("rubbish")
    database = Database.open(file)
    lock_file(file).write_text("rubbish again")
    error = refused(file)
    assert (error.key, error.params) == ("store.held", {})
    database.close()


def test_a_failed_opening_lets_go(file: Path) -> None:
    patched(file, 60, (HEAD + 1).to_bytes(4, "big"))
    refused(file)
    assert not lock_file(file).exists()


HOLD = """
import sys, time
from pathlib import Path
from exchange_desk.store import Database
database = Database.open(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


@contextmanager
def holder(file: Path) -> Iterator[subprocess.Popen[str]]:
    child = subprocess.Popen([sys.executable, "-c", HOLD, str(file)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


def test_another_process_holds_until_it_dies(file: Path) -> None:
    with holder(file) as child:
        error = refused(file)
        assert (error.key, error.technical) == ("store.held", f"pid {child.pid}")
        Database.open(file, read_only=True).close()
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert holder_of(lock_file(file)) is not None
        lock = Lock.take(file)
        assert lock.after_crash
        lock.release()
        Database.open(file).close()
    lock = Lock.take(file)
    assert not lock.after_crash
    lock.release()


RACE = """
import sys
from pathlib import Path
from exchange_desk.store.lock import Lock
from exchange_desk.support.problems import DeskError
wins = 0
for _ in range(300):
    try:
        lock = Lock.take(Path(sys.argv[1]))
    except DeskError:
        continue
    flag = Path(sys.argv[1] + ".taken")
    flag.touch(exist_ok=False)
    flag.unlink()
    lock.release()
    wins += 1
print(wins)
"""


def test_no_two_processes_ever_hold_a_desk_at_once(file: Path) -> None:
    children = [
        subprocess.Popen(
            [sys.executable, "-c", RACE, str(file)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    said = [child.communicate(timeout=60) for child in children]
    assert [errors for _, errors in said] == ["", "", ""]
    assert all(int(wins) > 0 for wins, _ in said)


# Folders on the network ----------------------------------------------------------------------------------------------

MOUNTS = """
sysfs /sys sysfs rw 0 0
/dev/sda1 / ext4 rw 0 0
server:/home {0}/nfs nfs4 rw 0 0
//office/share {0}/cifs\\040share cifs rw 0 0
me@host: {0}/ssh fuse.sshfs rw 0 0
drive {0}/drive 9p rw 0 0
/dev/sdb1 {0}/nfs/local ext4 rw 0 0
//me@host/share on {0}/mac (smbfs, nodev, nosuid)
/dev/disk1s1 on {0}/disk (apfs, local, journaled)
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("nfs", "nfs4"),
        ("nfs/deep/er", "nfs4"),
        ("nfs/local", ""),
        ("cifs share", "cifs"),
        ("ssh", "fuse.sshfs"),
        ("drive", "9p"),
        ("mac", "smbfs"),
        ("disk", ""),
        ("plain", ""),
    ],
)
def test_folders_on_the_network_are_known(tmp_path: Path, folder: str, kind: str) -> None:
    (tmp_path / folder).mkdir(parents=True)
    assert network_kind(tmp_path / folder / "x.desk", MOUNTS.format(tmp_path)) == kind
    assert network_kind(tmp_path / folder / "not there yet" / "x.desk", MOUNTS.format(tmp_path)) == kind


def test_what_a_computer_starts_from_is_its_own(tmp_path: Path) -> None:
    assert network_kind(tmp_path / "x.desk", "server:/ / nfs4 rw 0 0") == ""


def test_a_folder_on_the_network_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "network_kind", lambda path: "cifs")
    error = refused(file)
    assert (error.key, error.technical) == ("store.network_folder", "cifs")
    assert refused(file.with_name("new.desk")).key == "store.network_folder"
