"""How well lists are understood, measured on the sample lists: python -m tests.benchmarks.samples [FOLDER]

Each list lies beside a `.truth.json`: columns (letter → field), and per row the parts of the name that are known, or
the full name as written. Printed per list: columns understood, names split as in the truth (words compared without
case and marks; "with marks": without case alone), names whose words are all there, rows, time to read and to plan.
"""

import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from exchange_desk.intake.directory import Directory, KnownPerson
from exchange_desk.intake.plan import ImportPlan, read_plan
from exchange_desk.support import clock
from exchange_desk.support.text import fold
from exchange_desk.workbooks.reader import read

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"


@dataclass
class Score:
    """Right and wanted, by what was measured."""

    counts: dict[str, list[int]] = field(default_factory=dict)

    def add(self, what: str, right: bool) -> None:
        held = self.counts.setdefault(what, [0, 0])
        held[0] += right
        held[1] += 1

    def line(self) -> str:
        return "  ".join(f"{what} {right}/{wanted}" for what, (right, wanted) in self.counts.items())


def lists(folder: Path = SAMPLES) -> list[tuple[Path, dict[str, Any]]]:
    """Each list with its truth; empty when the folder is not there."""
    found = []
    for truth in sorted(folder.glob("*.truth.json")):
        file = next(f for f in folder.iterdir() if f.stem == truth.name.split(".")[0] and f.suffix != ".json")
        found.append((file, json.loads(truth.read_text(encoding="utf-8"))))
    return found


def measure(plan: ImportPlan, truth: dict[str, Any]) -> Score:
    score = Score()
    for table in plan.tables:
        fields = {column.letter: column.field for column in table.columns}
        for letter, wanted in truth["columns"].items():
            score.add("columns", fields.get(letter) == wanted)
        if "header_row" in truth:
            score.add("headings", bool(table.header_rows) and table.header_rows[-1] == truth["header_row"])
    rows = {(row.sheet, row.row): row for row in plan.rows}
    default = truth.get("sheet") or plan.tables[0].sheet
    for wanted in truth["rows"]:
        row = rows.pop((wanted.get("sheet", default), wanted["row"]), None)
        score.add("rows", row is not None)
        if row is not None:
            _compare(score, dict(row.values), wanted)
    score.add("no row too many", not rows)
    return score


def _compare(score: Score, found: dict[str, Any], wanted: dict[str, Any]) -> None:
    parts = ("given_names", "family_names")
    if all(part in wanted for part in parts):
        score.add("split", all(fold(str(found.get(p, ""))) == fold(wanted[p]) for p in parts))
        score.add("split with marks", all(str(found.get(p, "")).casefold() == wanted[p].casefold() for p in parts))
    whole = wanted.get("full_name") or wanted.get("name")
    if whole:
        words = fold(" ".join(str(found.get(p, "")) for p in ("honorific", *parts, "note"))).split()
        score.add("words", sorted(words) == sorted(fold(whole).split()))
        score.add("two parts", bool(found.get("given_names")) and bool(found.get("family_names")))
    for name in ("email", "sex", "birth_date"):
        if wanted.get(name):
            score.add(name, str(found.get(name, "")).casefold() == str(wanted[name]).casefold())


def known_from(plan: ImportPlan) -> Directory:
    return Directory([KnownPerson(f"{row.sheet}!{row.row}", dict(row.values)) for row in plan.rows])


def identity(plan: ImportPlan, truth: dict[str, Any]) -> str:
    """People of the first list found again in the second, among those of whom the truth knows it."""
    wanted = {row["row"]: row["same_as"] for row in truth["rows"] if row["same_as"]}
    matched = {row.row: row.match.name for row in plan.rows if row.match}
    right = sum(
        sorted(fold(matched.get(row, "")).split()) == sorted(fold(name).split()) for row, name in wanted.items()
    )
    joined = sum(row.outcome in ("update", "same") for row in plan.rows)
    return f"found again {right}/{len(wanted)}, joined without asking {joined}"


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    plans: dict[str, ImportPlan] = {}
    for file, truth in lists(folder):
        start = time.perf_counter()
        workbook = read(file)
        middle = time.perf_counter()
        plan = plans[file.stem] = read_plan(workbook, today=clock.today())
        end = time.perf_counter()
        lines = [
            f"{file.name}: {measure(plan, truth).line()}",
            f"    waiting {plan.totals()['waiting']}, doubtful names {_doubtful(plan)};"
            f" read {middle - start:.2f} s, plan {end - middle:.2f} s",
        ]
        first = plans.get(truth.get("first_import", ""))
        if first:
            again = read_plan(workbook, known_from(first), today=clock.today())
            lines.append(f"    after {truth['first_import']}: {identity(again, truth)}")
        sys.stdout.write("\n".join(lines) + "\n")


def _doubtful(plan: ImportPlan) -> int:
    return sum(any(p.problem.key == "name.split_doubtful" for p in row.problems) for row in plan.rows)


if __name__ == "__main__":
    main()
