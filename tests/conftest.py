"""Guards and fixtures for all tests: a fixed day, counted ids, no network, no unexpected warning."""

import logging
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from exchange_desk.support import clock, ids

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
