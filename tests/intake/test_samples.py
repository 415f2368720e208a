"""The sample lists of other offices, where they are at hand: understood, and every row accounted for."""

from pathlib import Path
from typing import Any

import pytest

from exchange_desk.intake.plan import read_plan
from exchange_desk.workbooks.reader import read
from tests.benchmarks.samples import known_from, lists, measure
from tests.intake.lists import TODAY

LISTS = lists()


@pytest.mark.skipif(not LISTS, reason="the sample lists are not at hand")
@pytest.mark.parametrize(("file", "truth"), LISTS, ids=[file.stem for file, _ in LISTS])
def test_a_sample_is_understood(file: Path, truth: dict[str, Any]) -> None:
    plan = read_plan(read(file), today=TODAY)
    score = measure(plan, truth).counts
    for what in ("columns", "headings", "rows", "no row too many", "words", "email", "sex", "birth_date"):
        right, wanted = score.get(what, (0, 0))
        assert right == wanted, what
    for what in ("split", "two parts"):
        right, wanted = score.get(what, (0, 0))
        assert right >= 0.99 * wanted, what
    totals = plan.totals()
    assert totals["rows"] == len(truth["rows"]) == sum(n for name, n in totals.items() if name != "rows")


@pytest.mark.skipif(not LISTS, reason="the sample lists are not at hand")
def test_people_of_one_sample_are_found_again_in_another_and_none_is_joined_by_name_alone() -> None:
    for file, truth in LISTS:
        first = truth.get("first_import")
        if not first:
            continue
        before = read_plan(read(next(f for f, _ in LISTS if f.stem == first)), today=TODAY)
        again = read_plan(read(file), known_from(before), today=TODAY)
        wanted = {row["row"] for row in truth["rows"] if row["same_as"]}
        assert sum(row.match is not None for row in again.rows if row.row in wanted) >= 0.98 * len(wanted)
        assert again.totals()["update"] == again.totals()["same"] == 0
