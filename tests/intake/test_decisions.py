"""Decisions as plain values: kept, taken up again, and passed over where they fit nothing any more."""

import json
from dataclasses import fields
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from exchange_desk.intake.decisions import Decisions, Policy
from tests.intake.lists import book, sheet

_NAME, _PLACE = st.text(max_size=6), st.integers(0, 5)
_LINE, _CELL = st.tuples(_NAME, _PLACE), st.tuples(_NAME, _PLACE, _PLACE)
DECISIONS = st.builds(
    Decisions,
    policy=st.sampled_from(Policy),
    answers=st.dictionaries(_NAME, _NAME),
    fields=st.dictionaries(_LINE, _NAME),
    headers=st.dictionaries(_NAME, _PLACE),
    cells=st.dictionaries(_CELL, _NAME),
    names=st.dictionaries(_LINE, st.tuples(_NAME, _NAME)),
    changes=st.dictionaries(st.tuples(_NAME, _PLACE, _NAME), st.booleans()),
    skipped=st.frozensets(_LINE),
    included=st.frozensets(_LINE),
    sheets=st.frozensets(_NAME),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(DECISIONS)
def test_decisions_come_back_as_they_were_kept(decisions: Decisions) -> None:
    assert Decisions.from_plain(json.loads(json.dumps(decisions.to_plain()))) == decisions


def test_every_part_of_the_decisions_is_kept() -> None:
    cell = ("A", 1, 1)
    full = Decisions(
        Policy.KEEP, {"q": "a"}, {("A", 1): "email"}, {"A": 2}, {cell: "x"}, {("A", 1): ("Ana", "Ruiz")},
        {("A", 1, "email"): True}, frozenset({("A", 3)}), frozenset({("A", 4)}), frozenset({"B"}),
    )  # fmt: skip
    blank = Decisions()
    assert all(getattr(full, each.name) != getattr(blank, each.name) for each in fields(Decisions))
    assert set(full.to_plain()) == {each.name for each in fields(Decisions)}
    assert Decisions.from_plain(full.to_plain()) == full


@given(st.dictionaries(st.sampled_from([each.name for each in fields(Decisions)]), JSON) | JSON)
def test_whatever_was_kept_is_read_without_failing(plain: Any) -> None:
    decisions = Decisions.from_plain(plain)
    assert Decisions.from_plain(decisions.to_plain()) == decisions


def test_what_is_not_understood_is_left_out_and_the_rest_stays() -> None:
    plain = {
        "policy": "some day",
        "answers": [["sex.m", "female"], ["x"], 7],
        "skipped": [["A", "3"], ["A", 3]],
        "z": 1,
    }
    assert Decisions.from_plain(plain) == Decisions(answers={"sex.m": "female"}, skipped=frozenset({("A", 3)}))


@given(DECISIONS)
def test_decisions_about_places_that_are_not_there_are_passed_over(decisions: Decisions) -> None:
    small = book(sheet([("Nombre", "Correo"), ("Ana Ruiz", "ana@example.org")], "A"))
    kept = decisions.fitting(small)
    assert all(1 <= row <= 2 and 1 <= column <= 2 for _, row, column in kept.cells)
    assert kept.answers == decisions.answers
