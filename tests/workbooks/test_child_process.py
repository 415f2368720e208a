"""The child process: cancelled, slow, dying and greedy."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from exchange_desk.support.problems import Cancelled, DeskError
from exchange_desk.workbooks import gate, reader
from exchange_desk.workbooks.reader import read
from tests import builders
from tests.builders import PEOPLE

SLOW = "import time; time.sleep(60)"
DYING = "import os; os.abort()"
TALKING = "import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write(b'good day'); sys.stdout.flush()"
HALF = (
    "import sys, pickle; pickle.dump({'sheets': [{'name': 'L', 'height': 5}]}, sys.stdout.buffer);"
    "pickle.dump([['x']], sys.stdout.buffer); sys.stdout.flush()"
)


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> Iterator[list["subprocess.Popen[bytes]"]]:
    """Every child started; none may be left when the test ends."""
    started: list[subprocess.Popen[bytes]] = []
    start = reader._start

    def remember() -> "subprocess.Popen[bytes]":
        started.append(start())
        return started[-1]

    monkeypatch.setattr(reader, "_start", remember)
    yield started
    assert started
    assert all(child.returncode is not None for child in started)


class Impatient:
    """Cancels at the n-th look."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def step(self, done: int, total: int | None, text: str = "") -> None:
        self.looks -= 1
        if self.looks < 0:
            raise Cancelled


def test_cancelling_kills_the_child(
    tmp_path: Path, children: list["subprocess.Popen[bytes]"], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_START", SLOW)
    path = builders.xlsx(tmp_path / "a.xlsx", {"L": PEOPLE})
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        read(path, progress=Impatient(5))
    assert time.monotonic() - begun < 5
    assert children[0].returncode != 0


def test_cancelling_while_the_file_is_read_starts_no_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = builders.xlsx(tmp_path / "a.xlsx", {"L": PEOPLE})
    monkeypatch.setattr(reader, "_start", lambda: pytest.fail("a child was started"))
    with pytest.raises(Cancelled):
        read(path, progress=Impatient(0))


def test_progress_is_asked_while_waiting(tmp_path: Path, children: list["subprocess.Popen[bytes]"]) -> None:
    seen: list[tuple[int, int | None]] = []

    class Watching:
        def step(self, done: int, total: int | None, text: str = "") -> None:
            seen.append((done, total))

    read(builders.xlsx(tmp_path / "a.xlsx", {"L": PEOPLE}), progress=Watching())
    assert len(seen) >= 2
    assert set(seen) == {(0, None)}


@pytest.mark.parametrize("program", [DYING, TALKING, HALF, "pass"])
def test_a_child_that_dies_or_talks_nonsense(
    tmp_path: Path, children: list["subprocess.Popen[bytes]"], monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(reader, "_START", program)
    with pytest.raises(DeskError) as caught:
        read(builders.xlsx(tmp_path / "a.xlsx", {"L": PEOPLE}))
    assert caught.value.key == "workbook.reader_stopped"


def test_a_child_that_takes_too_long(
    tmp_path: Path, children: list["subprocess.Popen[bytes]"], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_START", SLOW)
    monkeypatch.setattr(gate, "MAX_SECONDS", 0.3)
    with pytest.raises(DeskError) as caught:
        read(builders.xlsx(tmp_path / "a.xlsx", {"L": PEOPLE}))
    assert caught.value.key == "workbook.too_slow"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_child_that_asks_for_too_much_memory(
    tmp_path: Path, children: list["subprocess.Popen[bytes]"], monkeypatch: pytest.MonkeyPatch
) -> None:
    greedy = (
        "import exchange_desk.workbooks.parse as p; p.parse = lambda *a: bytearray(2_000_000_000);"
        "from exchange_desk.workbooks.child import main; main()"
    )
    monkeypatch.setattr(reader, "_START", "import sys; sys.path[:] = sys.argv[1:];" + greedy)
    with pytest.raises(DeskError) as caught:
        read(builders.xlsx(tmp_path / "a.xlsx", {"L": PEOPLE}))
    assert caught.value.key == "workbook.too_much_memory"


def test_the_child_knows_nothing_of_windows_and_databases(tmp_path: Path) -> None:
    """Starting fast is part of the design: what a clean list does not need is not loaded."""
    path = builders.xlsx(tmp_path / "a.xlsx", {"L": PEOPLE})
    program = (
        "import sys; from pathlib import Path; from exchange_desk.workbooks import child, parse;"
        f"parse.parse(Path({str(path)!r}).read_bytes(), 'a', None);"
        "print(sorted({name.split('.')[0] for name in sys.modules}))"
    )
    root = Path(reader.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    loaded = set(eval(done.stdout))
    assert not loaded & {"PySide6", "sqlalchemy", "babel", "openpyxl", "numpy", "msoffcrypto", "xlsxwriter", "typing"}


def test_a_frozen_program_calls_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: called.append(command))
    reader._start()
    assert called == [[sys.executable, "--read-workbook"]]


def test_nothing_is_written_while_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    read(builders.xlsx(tmp_path / "a.xlsx", {"L": PEOPLE}))
    assert [left.name for left in tmp_path.iterdir()] == ["a.xlsx"]
