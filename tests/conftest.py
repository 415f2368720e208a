"""Guards and fixtures for all tests: a fixed day, counted ids, no network, no unexpected warning, no open step."""

import logging
import os
import shutil
import socket
import sys
import weakref
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from exchange_desk.support import clock, ids
from exchange_desk.support.language import Language

if TYPE_CHECKING:
    from exchange_desk.services.desk import Desk
    from exchange_desk.store import Database

MOMENT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="also run the tests marked slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--slow"):
        skip = pytest.mark.skip(reason="slow: run with --slow")
        for item in items:
            if "slow" in item.keywords:
                item.add_marker(skip)


@pytest.fixture(autouse=True)
def fixed_day_and_ids() -> Iterator[None]:
    """Every test runs at noon (UTC) of 2 March 2026 and gets the ids 1, 2, 3 …"""
    with clock.fixed(MOMENT), ids.counted():
        yield


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program never talks to anybody unless asked to: a connection in a test is a fault."""

    def refuse(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX:
            raise AssertionError(f"a test tried to connect to {address}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Settings, data and logs of a test lie in a folder of its own."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("EXCHANGE_DESK_DATABASE", "EXCHANGE_DESK_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning or an error in the log that the test did not clear fails it (`caplog.clear()` says: expected)."""
    yield
    found = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert not found, [r.getMessage() for r in found]


@pytest.fixture(autouse=True)
def no_open_step(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A step left open holds the desk's file for writing: whoever opened it has forgotten to end it."""
    made: weakref.WeakSet[Database] = weakref.WeakSet()
    store = sys.modules.get("exchange_desk.store.database")
    if store is not None:  # a test that never loads the store opens no step
        begin = store.Database.__init__

        def remember(self: "Database", *args: object, **kwargs: object) -> None:
            made.add(self)
            begin(self, *args, **kwargs)

        monkeypatch.setattr(store.Database, "__init__", remember)
    yield
    assert not [database.path.name for database in made if database.has_open_step]


@pytest.fixture
def lang() -> Language:
    return Language("en")


@pytest.fixture(scope="session")
def prepared_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty desk, made once: copying it is much faster than making a new one."""
    from exchange_desk.services.desk import Desk

    file = tmp_path_factory.mktemp("prepared") / "empty.desk"
    with clock.fixed(MOMENT), ids.counted():
        Desk.open(file).close()
    return file


@pytest.fixture
def desk(prepared_desk: Path, tmp_path: Path) -> "Iterator[Desk]":
    """An empty desk of the test's own at `tmp_path / "test.desk"`."""
    from exchange_desk.services.desk import Desk

    file = tmp_path / "test.desk"
    shutil.copy(prepared_desk, file)
    opened = Desk.open(file)
    yield opened
    opened.close()
