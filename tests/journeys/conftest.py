"""A demonstration desk made once, and copies of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from exchange_desk.services import demo
from exchange_desk.services.desk import Desk
from exchange_desk.support import clock, ids
from tests.conftest import MOMENT


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("demonstration") / "prepared.desk"
    with clock.fixed(MOMENT), ids.counted():
        demo.fresh(file).close()
    return file


@pytest.fixture
def demonstration(demo_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A demonstration desk of the test's own; records made from now on get ids from 100,000 on."""
    file = tmp_path / "demonstration.desk"
    shutil.copy(demo_file, file)
    with ids.counted(100_000):
        desk = Desk.open(file)
        yield desk
        desk.close()
