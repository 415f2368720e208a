"""The model: what every record class keeps to, so that forms, lists, store and exports can rely on it."""

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange_desk.model import (
    HOST_MOVES,
    LIVE_NOMINATIONS,
    LIVE_PLACEMENTS,
    NOMINATION_MOVES,
    OFFER_MOVES,
    PLACEMENT_MOVES,
    HostDecision,
    LanguageLevel,
    NominationStatus,
    OfferStatus,
    Official,
    PlacementStatus,
    Record,
    field_info,
    record_class,
    record_kind,
)
from exchange_desk.model.base import Moment
from exchange_desk.model.people import sorting_key
from exchange_desk.store.references import links, owner_link
from exchange_desk.store.rows import part_relations, shape_of
from exchange_desk.support.text import fold

RECORDS = sorted((mapper.class_ for mapper in Record.registry.mappers), key=lambda kind: kind.__name__)
HIDDEN = frozenset(("former_id", "id", "version", "search_key", "sort_key", "folded"))
MACHINE = frozenset(("source_file", "source_sheet", "source_row", "learnt_heading", "not_same_person"))
"""Kinds that no form shows: their columns need not say anything about themselves."""

KINDS = frozenset(
    (
        *("text", "lines", "date", "moment", "integer", "decimal", "boolean", "choice", "country", "language"),
        *("email", "phone", "reference", "json"),
    )
)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_field_an_officer_sees_says_what_it_is(kind: type[Record]) -> None:
    owner = owner_link(record_kind(kind))
    for column in kind.__table__.columns:
        info = field_info(kind, column.key)
        if info is None:
            assert column.key in HIDDEN or record_kind(kind) in MACHINE or (owner and column.key == owner.column)
            continue
        assert info.label
        assert info.kind in KINDS
        assert (info.kind == "choice") == (info.choices is not None)
        assert (info.kind == "reference") == bool(info.refers) == bool(column.foreign_keys)
        if info.refers:
            [key] = column.foreign_keys
            assert key.column.table.name == info.refers
            assert record_kind(record_class(info.refers)) == info.refers
        if info.choices:
            assert all(choice.label for choice in info.choices)  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_record_has_a_reference_behind_its_link_and_an_order_for_its_parts(kind: type[Record]) -> None:
    for column in kind.__table__.columns:
        info = field_info(kind, column.key)
        if info and info.refers and not owner_link(record_kind(kind)) and column.key != "substitute_of_id":
            assert hasattr(kind, column.key.removesuffix("_id")), column.key
    for attribute, part, owner in part_relations(kind):
        assert owner_link(record_kind(part)) == (record_kind(part), owner, record_kind(kind))
        assert getattr(kind, attribute).property.order_by


def test_every_link_is_checked_and_indexed() -> None:
    for link in links():
        column = record_class(link.kind).__table__.columns[link.column]
        [key] = column.foreign_keys
        assert key.deferrable
        assert key.initially == "DEFERRED"
        assert column.index or any(column in list(index.columns)[:1] for index in column.table.indexes)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_images_are_read_as_they_were_written(kind: type[Record]) -> None:
    shape = shape_of(kind)
    row = {column.key: _value(column) for column in kind.__table__.columns}
    back = shape.row_from(shape.image(row))
    assert back == {name: value for name, value in row.items() if name != "version"}
    assert shape.same(row, shape.image(row))
    empty = {column.key: _nothing(column) for column in kind.__table__.columns}
    assert shape.row_from(shape.image(empty)) == {name: value for name, value in empty.items() if name != "version"}
    assert not shape.same(empty, shape.image(row))


def _value(column: Any) -> Any:
    samples = {str: "ñ “x” \n", int: 7, float: 1.5, bool: False, dict: {"a": [1, None, {"b": "c"}]}}
    if isinstance(column.type, Moment):
        return datetime(2026, 3, 2, 1, 2, 3, 4, UTC)
    python = column.type.python_type
    if python in samples:
        return samples[python]
    return {"a": [1]} if python is object else python(2026, 3, 2)


def _nothing(column: Any) -> Any:
    if column.nullable:
        return None
    python = column.type.python_type
    return {} if python is object else python()


@pytest.mark.parametrize(
    ("moves", "states"),
    [
        (NOMINATION_MOVES, NominationStatus),
        (HOST_MOVES, HostDecision),
        (OFFER_MOVES, OfferStatus),
        (PLACEMENT_MOVES, PlacementStatus),
    ],
)
def test_every_state_can_be_reached_and_has_a_name(moves: dict, states: type[StrEnum]) -> None:
    assert moves.keys() == set(states)
    reached = {next(iter(states))}
    while more := {to for state in reached for to in moves[state]} - reached:
        reached |= more
    by_placing = {NominationStatus.PLACED} if states is NominationStatus else set()
    assert reached | by_placing == set(states)
    assert all(state not in moves[state] for state in states)
    assert len({state.label for state in states}) == len(list(states))  # type: ignore[attr-defined]
    assert set(states) > (LIVE_NOMINATIONS | LIVE_PLACEMENTS) & set(states) or states in (HostDecision, OfferStatus)


def test_levels_are_ranked_with_the_mother_tongue_beside_the_best() -> None:
    assert [level.rank for level in LanguageLevel] == [1, 2, 3, 4, 5, 6, 6]


@pytest.mark.parametrize(
    ("family", "given", "key"),
    [
        ("de la Torre Ibarra", "Ramón", "torre ibarra  ramon"),
        ("Núñez Pérez", "María José", "nunez perez  maria jose"),
        ("da Silva", "Ana", "silva  ana"),
        ("De", "Li", "de  li"),
        ("de la", "X", "la  x"),
        ("", "Sukarno", "  sukarno"),
        ("O'Brien-Łęcki", "Zoë", "o brien lecki  zoe"),
    ],
)
def test_officials_are_listed_as_the_academy_says(family: str, given: str, key: str) -> None:
    assert sorting_key(family, given) == key


def test_one_surname_stands_before_two() -> None:
    people = [("Marín Soto", "Ana"), ("Marín", "Zoé"), ("Marino", "Ana"), ("de Marín", "Ana")]
    ordered = sorted(people, key=lambda names: sorting_key(*names))
    assert ordered == [("de Marín", "Ana"), ("Marín", "Zoé"), ("Marín Soto", "Ana"), ("Marino", "Ana")]


NAMES = st.text(st.characters(categories=("L", "M", "Zs", "P")), max_size=20)


@given(NAMES, NAMES, NAMES)
def test_derived_keys_hold_every_word_in_its_folded_form(given_names: str, family_names: str, post: str) -> None:
    official = Official(given_names=given_names, family_names=family_names, post=post)
    official.derive()
    key = set(official.search_key.split())
    for text in (given_names, family_names, post):
        assert set(fold(text).split()) <= key
    assert official.search_key == " ".join(official.search_key.split())
    before = (official.search_key, official.sort_key)
    official.derive()
    assert (official.search_key, official.sort_key) == before


def test_moments_keep_their_zone() -> None:
    moment = datetime(2026, 3, 2, 1, 30, tzinfo=timezone(timedelta(hours=-6)))
    stored = Moment().process_bind_param(moment, None)
    assert stored == datetime(2026, 3, 2, 7, 30)
    assert Moment().process_result_value(stored, None) == moment


def test_list_names_and_display_names() -> None:
    official = Official(given_names="María José", family_names="Núñez Pérez")
    assert (official.list_name, official.display_name) == ("Núñez Pérez, María José", "María José Núñez Pérez")
    assert (Official(given_names="Ana").list_name, Official(family_names="Abad").display_name) == ("Ana", "Abad")
