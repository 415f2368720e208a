"""Runs acts on a desk in a child process and kills it (-9) in the middle. Started by test_kills.

Reads one JSON line a kill: {"act", "file", "delay"}; answers {"begun", "done"}: how many acts the child had begun and
how many it had acknowledged, which it says only after the commit. A fork a kill: importing everything anew each time
would take most of the time, and kill mostly imports.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from exchange_desk.model import City, LanguageSkill, Official
from exchange_desk.store import Database

BATCH = 150


def batch(number: int) -> list[Official]:
    """One import: half of it cannot be told from a whole one but by counting."""
    return [
        Official(given_names=f"Ana {number}", family_names=f"Pérez {each}", languages=[LanguageSkill(language="es")])
        for each in range(BATCH)
    ]


def imports(file: Path) -> Iterator[None]:
    database = Database.open(file)
    for number in range(1_000):
        yield
        with database.step("Import") as step:
            step.save(*batch(number))
            step.keep_original(f"{number:064}", b"x" * 20_000)
            step.save(City(name=f"Batch {number}"))


def saves(file: Path) -> Iterator[None]:
    database = Database.open(file)
    official = database.find(Official)[0]
    for number in range(100_000):
        yield
        official.note = str(number + 1)
        official.languages = [LanguageSkill(language="es", evidence=official.note)]
        with database.step("Save") as step:
            step.save(official)


def undos(file: Path) -> Iterator[None]:
    history = Database.open(file).history
    for _ in range(1_000):
        yield
        history.undo()
        yield
        history.redo()


def opening(file: Path) -> Iterator[None]:
    yield
    Database.open(file)


ACTS: dict[str, Callable[[Path], Iterator[None]]] = {
    "import": imports,
    "save": saves,
    "undo": undos,
    "migration": opening,
}


def live(act: str, file: Path, out: int) -> None:
    """In the child: "b" before each act, "d" once it is committed."""
    first = True
    for _ in ACTS[act](file):
        os.write(out, b"b" if first else b"db")
        first = False
    os.write(out, b"d")


def kill(act: str, file: Path, delay: float) -> dict[str, int]:
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        live(act, file, write)
        os._exit(0)
    os.close(write)
    said = os.read(read, 1)  # the desk is open, the first act begins
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while piece := os.read(read, 65_536):
        said += piece
    os.close(read)
    return {"begun": said.count(b"b"), "done": said.count(b"d")}


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        sys.stdout.write(json.dumps(kill(asked["act"], Path(asked["file"]), asked["delay"])) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
