"""A file is written whole or not at all, and a failure says why."""

import errno
import os
import sys
from pathlib import Path

import pytest

from exchange_desk.support import saving
from exchange_desk.support.language import Language
from exchange_desk.support.problems import DeskError
from exchange_desk.support.saving import save


def failure(path: Path, content: bytes = b"nuevo") -> str:
    with pytest.raises(DeskError) as caught:
        save(path, content)
    said = caught.value.say(Language("en"))
    assert f"“{path.name}”" in said
    assert "{" not in said
    return caught.value.key


def left(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def test_a_new_file_and_its_replacement(tmp_path: Path) -> None:
    path = tmp_path / "resumen.xlsx"
    save(path, b"uno")
    save(path, b"dos")
    assert left(tmp_path) == {"resumen.xlsx": b"dos"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_file_can_be_read_by_those_who_could_before(tmp_path: Path) -> None:
    path = tmp_path / "resumen.xlsx"
    save(path, b"uno")
    before = os.umask(0o077)
    os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o666 & ~before
    path.chmod(0o640)
    save(path, b"dos")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_missing_folder_and_a_folder_in_its_place(tmp_path: Path) -> None:
    assert failure(tmp_path / "no hay" / "resumen.xlsx") == "export.no_folder"
    (tmp_path / "resumen.xlsx").mkdir()
    assert failure(tmp_path / "resumen.xlsx") == "export.is_folder"
    assert left(tmp_path) == {}


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    assert failure(tmp_path / ("x" * 300)) == "export.bad_name"
    assert left(tmp_path) == {}


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "export.disk_full"),
        (errno.EDQUOT, "export.disk_full"),
        (errno.EROFS, "export.read_only"),
        (errno.EACCES, "export.no_permission"),
        (errno.EIO, "export.not_reachable"),
    ],
)
@pytest.mark.parametrize("moment", ["open", "fsync", "replace"])
def test_a_failure_at_any_moment_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, key: str, moment: str
) -> None:
    path = tmp_path / "resumen.xlsx"
    path.write_bytes(b"viejo")

    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(Path if moment == "open" else os, moment, fail)
    assert failure(path) == key
    monkeypatch.undo()
    assert left(tmp_path) == {"resumen.xlsx": b"viejo"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_disk_that_is_really_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open
    monkeypatch.setattr(Path, "open", lambda self, mode="r": real(Path("/dev/full"), "wb"))
    assert failure(tmp_path / "resumen.xlsx", b"x" * 5_000_000) == "export.disk_full"


def test_a_workbook_that_is_open_in_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows reports it in two ways."""
    path = tmp_path / "resumen.xlsx"
    path.write_bytes(b"viejo")

    def shared(*args: object) -> None:
        error = PermissionError(errno.EACCES, "used by another process")
        error.winerror = 32  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(os, "replace", shared)
    assert failure(path) == "export.open_elsewhere"

    def denied(*args: object) -> None:
        raise PermissionError(errno.EACCES, "access is denied")

    monkeypatch.setattr(os, "replace", denied)
    monkeypatch.setattr(saving, "_ON_WINDOWS", True)
    assert failure(path) == "export.open_elsewhere"
    assert left(tmp_path) == {"resumen.xlsx": b"viejo"}


def test_a_file_marked_as_read_only_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "resumen.xlsx"
    path.write_bytes(b"viejo")
    monkeypatch.setattr(os, "access", lambda *args: False)
    assert failure(path) == "export.no_permission"
    assert left(tmp_path) == {"resumen.xlsx": b"viejo"}


def test_being_interrupted_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "resumen.xlsx", b"x")
    assert left(tmp_path) == {}
