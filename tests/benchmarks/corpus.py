"""Odd and broken workbooks, read one after the other: python -m tests.benchmarks.corpus [FOLDER]

The folder holds files and a MANIFEST.tsv (file, expected: readable | clear error, strictness: must | either).
Printed: outcomes by class, every file that did not end as it must, the slowest, and the peak memory of this process
and of the largest child. Each file is read and, where it can be, planned.
"""

import csv
import resource
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

from exchange_desk.intake.plan import read_plan
from exchange_desk.support.language import Language
from exchange_desk.support.problems import DeskError
from exchange_desk.workbooks.reader import read

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


def outcome(path: Path) -> tuple[str, str, float]:
    """How reading ended, what the plan makes of it, and the seconds both took."""
    begun = time.monotonic()
    try:
        book = read(path)
    except DeskError as error:
        said = "clear error" if error.say(Language("es")) else "an error without words"
        return said, error.key, time.monotonic() - begun
    result = "readable" if any(sheet.rows for sheet in book.sheets) else "nothing read"
    try:
        plan = read_plan(book, today=date(2026, 3, 2))
    except DeskError as error:
        return result, error.key, time.monotonic() - begun
    return result, f"{plan.totals()['rows']} rows", time.monotonic() - begun


def peak(who: int) -> int:
    """Megabytes (Linux counts in kilobytes, macOS in bytes)."""
    return resource.getrusage(who).ru_maxrss // (1024 if sys.platform == "linux" else 1 << 20)


def main(folder: Path) -> None:
    with (folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        entries = list(csv.DictReader(file, delimiter="\t"))
    before = peak(resource.RUSAGE_SELF)
    found = {entry["file"]: outcome(folder / entry["file"]) for entry in entries}
    counted = Counter((e["expected"], e["strictness"], found[e["file"]][0]) for e in entries)
    for (expected, strictness, result), count in sorted(counted.items()):
        print(f"expected {expected:12} ({strictness:6})  {result:12} {count:4}")
    for key, count in Counter(key for result, key, _ in found.values() if result == "clear error").most_common():
        print(f"  refused with {key:32} {count:4}")
    wrong = [e["file"] for e in entries if e["strictness"] == "must" and found[e["file"]][0] != e["expected"]]
    print("not as they must:", *(wrong or ["none"]))
    slowest = max(found, key=lambda name: found[name][2])
    print(f"slowest {found[slowest][2]:.2f} s ({slowest})")
    print(f"peak memory: this process {before} MB before, {peak(resource.RUSAGE_SELF)} MB after; ", end="")
    print(f"largest child {peak(resource.RUSAGE_CHILDREN)} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
