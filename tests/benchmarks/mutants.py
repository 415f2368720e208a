"""Damaged copies of good lists, thousands of them: python -m tests.benchmarks.mutants [HOW MANY] [SEED] [FOLDER]

Each mutant is a good list with some of its bits turned, its end cut off, a piece zeroed, repeated or moved, or (in
a zip) a part swapped, dropped, or damaged inside and packed again with a fitting checksum. It is read and planned as
the program does. What may come out: a refusal (a sentence), the same list, or another list together with a warning.
What may not: a crash, a traceback, more than 20 seconds, or another list without a word. Where nothing in the format
tells a turned bit from the letter somebody typed (text files, .xls, parts packed anew), a differing list is counted
as "differs, undetectable" and is no fault.

FOLDER: a corpus with a MANIFEST.tsv whose files that must be read serve as good lists beside those built here.
Prints the outcomes by kind of file and damage, the slowest, and every fault with the seed that makes it again.
"""

import csv
import io
import random
import resource
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from exchange_desk.intake.plan import read_plan
from exchange_desk.support.problems import DeskError, Severity
from exchange_desk.workbooks.grid import Workbook
from exchange_desk.workbooks.reader import read
from tests import builders

TODAY = date(2026, 3, 2)
HEAD = ["Nombres", "Apellidos", "Correo", "Fecha de nacimiento", "Teléfono", "Pasaporte", "Ciudad", "País", "Inglés"]
GIVEN = ("Ana María", "Luis", "José Ramón", "Inés", "Çelik", "Zoë", "Martín", "Lucía", "Nuño", "Íñigo")
FAMILY = ("Núñez Pérez", "de la Torre", "Soto", "O'Higgins", "Sáenz-Peña", "Quispe Mamani", "da Silva", "Ferrer")


@dataclass(frozen=True)
class Base:
    """A good list. `checked`: the format holds a checksum over every byte, so that damage cannot pass unseen."""

    name: str
    content: bytes
    checked: bool


def rows(count: int = 40) -> list[list[Any]]:
    """A list of fictional people."""
    dice = random.Random(7)
    people: list[list[Any]] = [["Alcaldía de Ibarra – nómina 2026"], [], list(HEAD)]
    for number in range(count):
        given, family = dice.choice(GIVEN), dice.choice(FAMILY)
        birth = date(1960 + number, 1 + number % 12, 1 + number % 28)
        mail, phone = f"p{number}@example.org", f"+593 2 555 {number:04}"
        people.append([given, family, mail, birth, phone, f"00{number:06}", "Ibarra", "Ecuador", "B2"])
    width = len(HEAD)
    return [row + [None] * (width - len(row)) for row in people]


def built(folder: Path) -> list[Base]:
    """The same list in every format that is read."""
    people = rows()
    plain = [[str(value) if isinstance(value, date) else value for value in row] for row in people]
    lines = io.StringIO()
    csv.writer(lines, delimiter=";").writerows(plain)
    cells = "".join("<tr>" + "".join(f"<td>{value or ''}</td>" for value in row) + "</tr>" for row in plain)
    return [
        Base("a.xlsx", builders.as_bytes(people), True),
        Base("b.ods", builders.ods(folder / "b.ods", {"Nómina": plain}).read_bytes(), True),
        Base("c.xls", builders.xls(folder / "c.xls", {"Nómina": plain}).read_bytes(), False),
        Base("d.csv", lines.getvalue().encode("utf-8-sig"), False),
        Base("e.csv", lines.getvalue().encode("cp1252", "replace"), False),
        Base("f.html", f"<html><meta charset=utf-8><table>{cells}</table></html>".encode(), False),
    ]


def of_corpus(folder: Path) -> list[Base]:
    with (folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        entries = list(csv.DictReader(file, delimiter="\t"))
    wanted = [
        e for e in entries if (e["expected"], e["strictness"]) == ("readable", "must") and int(e["bytes"]) < 90_000
    ]
    return [Base(e["file"], (folder / e["file"]).read_bytes(), e["kind"] == "zip") for e in wanted]


# Damage ---------------------------------------------------------------------------------------------------------------


def bits(data: bytearray, dice: random.Random) -> bytearray:
    for _ in range(dice.choice((1, 1, 2, 5, 30))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return data


def cut(data: bytearray, dice: random.Random) -> bytearray:
    return data[: dice.randrange(len(data))]


def zeroed(data: bytearray, dice: random.Random) -> bytearray:
    start = dice.randrange(len(data))
    size = min(dice.choice((1, 16, 512, 4096)), len(data) - start)
    data[start : start + size] = bytes(size)
    return data


def repeated(data: bytearray, dice: random.Random) -> bytearray:
    start = dice.randrange(len(data))
    piece = data[start : start + dice.choice((1, 64, 1024))]
    return data[:start] + piece * dice.choice((2, 3, 50)) + data[start + len(piece) :]


def moved(data: bytearray, dice: random.Random) -> bytearray:
    start, target = dice.randrange(len(data)), dice.randrange(len(data))
    piece = data[start : start + 256]
    del data[start : start + 256]
    return data[:target] + piece + data[target:]


WHOLE: tuple[Callable[[bytearray, random.Random], bytearray], ...] = (bits, cut, zeroed, repeated, moved)


def inside(data: bytes, dice: random.Random) -> tuple[str, bytes]:
    """A zip with one part damaged, swapped or dropped, and packed again with checksums that fit."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    filled = [name for name, content in parts.items() if content]
    name = dice.choice(filled)
    how = dice.choice(("damaged", "swapped", "dropped", "number"))
    if how == "damaged":
        parts[name] = bytes(dice.choice(WHOLE)(bytearray(parts[name]), dice))
    elif how == "swapped":
        other = dice.choice(filled)
        parts[name], parts[other] = parts[other], parts[name]
    elif how == "dropped":
        del parts[name]
    else:
        parts[name] = _other_number(parts[name], dice)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return f"part {how}", packed.getvalue()


def _other_number(content: bytes, dice: random.Random) -> bytes:
    """One number in a part becomes an extreme one: counts, indexes, positions, styles."""
    import re

    places = [match.span() for match in re.finditer(rb"\d+", content)]
    if not places:
        return content
    start, end = dice.choice(places)
    return content[:start] + dice.choice((b"0", b"-1", b"4294967296", b"99999", b"1e308", b"")) + content[end:]


def mutant(base: Base, dice: random.Random) -> tuple[str, bytes, bool]:
    """What was done, the damaged bytes, and whether a difference could be noticed at all."""
    if base.content[:2] == b"PK" and dice.random() < 0.4:
        how, content = inside(base.content, dice)
        return how, content, False
    how_to = dice.choice(WHOLE)
    return how_to.__name__, bytes(how_to(bytearray(base.content), dice)), base.checked


# What comes of it -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Good:
    """What a good list says: its values, and the warnings there are already."""

    values: list[tuple[str, list[list[Any]]]]
    warnings: Counter[str]


def values(book: Workbook) -> list[tuple[str, list[list[Any]]]]:
    return [(sheet.name, [list(row) for row in sheet.rows]) for sheet in book.sheets]


def warnings(book: Workbook) -> Counter[str]:
    """Everything that is said about a list, by key; a refusal of the plan is a warning too."""
    said = Counter(note.key for note in book.notes)
    try:
        plan = read_plan(book, today=TODAY)
    except DeskError as error:
        return said + Counter([error.key])
    said.update(p.problem.key for row in plan.rows for p in row.problems if p.problem.severity is not Severity.NOTE)
    said.update(q.key for q in plan.questions for _ in q.rows)
    return said + Counter(str(line.why) for table in plan.tables for line in table.set_aside)


def good(path: Path) -> Good:
    book = read(path)
    return Good(values(book), warnings(book))


def judged(base: Base, content: bytes, noticeable: bool, before: Good) -> str:
    """ "refused", "the same", "differs with a warning", "differs, undetectable", or a fault ("FAULT …")."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(base.name).name
        path.write_bytes(content)
        begun = time.monotonic()
        try:
            book = read(path)
            same = values(book) == before.values
            said = bool(warnings(book) - before.warnings)
        except DeskError:
            return "refused" if time.monotonic() - begun < 21 else "FAULT too slow"
        except Exception:  # noqa: BLE001 - exactly what is looked for
            return f"FAULT {traceback.format_exc().splitlines()[-1]} {traceback.format_exc().splitlines()[-3].strip()}"
        if time.monotonic() - begun > 21:
            return "FAULT too slow"
        if sorted(p.name for p in Path(folder).iterdir()) != [path.name]:
            return "FAULT wrote beside the list"
    if same:
        return "the same"
    if said:
        return "differs with a warning"
    return "FAULT differs in silence" if noticeable else "differs, undetectable"


def run(job: tuple[int, int, list[Base], list[Good]]) -> tuple[str, str, str, float, int]:
    seed, number, bases, before = job
    dice = random.Random(seed * 1_000_003 + number)
    place = dice.randrange(len(bases))
    base = bases[place]
    how, content, noticeable = mutant(base, dice)
    begun = time.monotonic()
    result = judged(base, content, noticeable, before[place])
    return base.name, how, result, time.monotonic() - begun, number


def main(count: int, seed: int, corpus: Path | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bases = [*built(Path(folder)), *(of_corpus(corpus) if corpus else ())]
        before = []
        for number, base in enumerate(bases):
            path = Path(folder) / f"{number}{Path(base.name).suffix}"
            path.write_bytes(base.content)
            before.append(good(path.rename(path.with_name(Path(base.name).name))))
    outcomes: Counter[tuple[str, str, str]] = Counter()
    faults, slowest = [], (0.0, "")
    begun = time.monotonic()
    with ProcessPoolExecutor(2) as pool:
        jobs = ((seed, number, bases, before) for number in range(count))
        for name, how, result, took, number in pool.map(run, jobs, chunksize=16):
            kind = Path(name).suffix
            outcomes[kind, how, result.split(" ")[0] if result.startswith("FAULT") else result] += 1
            slowest = max(slowest, (took, f"{name} {how} #{number}"))
            if result.startswith("FAULT"):
                faults.append(f"{name} {how} seed {seed} #{number}: {result}")
    for (kind, how, result), found in sorted(outcomes.items()):
        print(f"{kind:6} {how:14} {result:24} {found:6}")
    total = Counter(result for (_, _, result), found in outcomes.items() for _ in range(found))
    print("in all:", dict(total), f"in {time.monotonic() - begun:.0f} s")
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"slowest {slowest[0]:.1f} s ({slowest[1]}); largest process {child} MB")
    print("faults:", *(faults or ["none"]), sep="\n  ")


if __name__ == "__main__":
    given = [*sys.argv[1:], *("5000", "1", "")[len(sys.argv) - 1 :]]
    main(int(given[0]), int(given[1]), Path(given[2]) if given[2] else None)
