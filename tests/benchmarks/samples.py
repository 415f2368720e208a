"""How well lists are understood, measured on the sample lists: python -m tests.benchmarks.samples [FOLDER]

Each list lies beside a `.truth.json`: columns (letter → field), and per row the parts of the name that are known, or
the full name as written. Printed per list: columns understood, names split as in the truth (words compared without
case and marks; "with marks": without case alone), names whose words are all there, rows, time to read and to plan.
Below: of the names whose parts the truth knows, how many are silently wrong, right without doubt, and doubtful (a
warning, or a question that is open); of the others, how many are doubtful. The same over all lists at the end.
"""

import json
import sys
import time
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from exchange_desk.intake.directory import Directory, KnownPerson
from exchange_desk.intake.judging import PlanRow
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
    parts = _PARTS
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


@dataclass
class Names:
    """Names by how they came out. `known`: those whose parts the truth knows; `doubtful` and `all` count every row."""

    known: int = 0
    wrong: int = 0
    right: int = 0
    doubtful: int = 0
    all: int = 0

    def add(self, more: "Names") -> None:
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(more, each.name))

    def line(self) -> str:
        every = f"{self.doubtful} of {self.all} doubtful ({_percent(self.doubtful, self.all)})"
        if not self.known:
            return every
        return (
            f"of {self.known} known: silently wrong {_percent(self.wrong, self.known)},"
            f" right without doubt {_percent(self.right, self.known)}; {every}"
        )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "none"


def names_of(plan: ImportPlan, truth: dict[str, Any]) -> Names:
    """How the names of a list came out: a doubt that is said is not silent."""
    default = truth.get("sheet") or plan.tables[0].sheet
    rows = {(row.sheet, row.row): row for row in plan.rows}
    counted = Names()
    for wanted in truth["rows"]:
        row = rows.get((wanted.get("sheet", default), wanted["row"]))
        doubtful = row is None or _in_doubt(row)
        counted.all += 1
        counted.doubtful += doubtful
        if all(part in wanted for part in _PARTS):
            same = row is not None and all(fold(str(row.values.get(p, ""))) == fold(wanted[p]) for p in _PARTS)
            counted.known += 1
            counted.right += same and not doubtful
            counted.wrong += not same and not doubtful
    return counted


_PARTS = ("given_names", "family_names")
_DOUBTS = frozenset(("name.split_doubtful", "name.only_one", "name.missing", "name.turned"))


def _in_doubt(row: PlanRow) -> bool:
    asked = any(question.startswith(("name.", "people:")) for question in row.questions)
    return asked or any(found.problem.key in _DOUBTS for found in row.problems)


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
    total = Names()
    for file, truth in lists(folder):
        start = time.perf_counter()
        workbook = read(file)
        middle = time.perf_counter()
        plan = plans[file.stem] = read_plan(workbook, today=clock.today())
        end = time.perf_counter()
        found = names_of(plan, truth)
        total.add(found)
        lines = [
            f"{file.name}: {measure(plan, truth).line()}",
            f"    waiting {plan.totals()['waiting']}; read {middle - start:.2f} s, plan {end - middle:.2f} s",
            f"    names: {found.line()}",
        ]
        first = plans.get(truth.get("first_import", ""))
        if first:
            again = read_plan(workbook, known_from(first), today=clock.today())
            lines.append(f"    after {truth['first_import']}: {identity(again, truth)}")
        sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.write(f"all lists: names: {total.line()}\n")


if __name__ == "__main__":
    main()
