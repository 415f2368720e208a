"""Two records of one person: joined in one step with every link, undone whole, parted again after other work."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table

from exchange_desk.model import (
    City,
    LanguageSkill,
    Nomination,
    NominationStatus,
    NotSamePerson,
    Official,
    Placement,
    PlacementStatus,
    Preference,
    Programme,
    Record,
    SourceFile,
    SourceSheet,
    TravelDocument,
)
from exchange_desk.services.desk import Desk
from exchange_desk.services.joining import Side, unite
from exchange_desk.store.plain import plain_rows
from exchange_desk.store.references import links, record_kinds
from exchange_desk.support.language import Language
from exchange_desk.support.problems import DeskError
from tests.builders import xlsx
from tests.services.exchange import Exchange, make_exchange

EN = Language("en")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Exchange]:
    made = make_exchange(tmp_path / "test.desk")
    yield made
    made.desk.close()


def picture(desk: Desk) -> dict[str, set[tuple[Any, ...]]]:
    """Everything the desk holds, versions aside."""
    found = {}
    for kind in record_kinds():
        table = kind.__table__
        assert isinstance(table, Table)
        names = [column.key for column in table.columns if column.key != "version"]
        found[table.name] = {tuple(map(str, row)) for row in plain_rows(desk.database, kind, names)}
    return found


def ana(world: Exchange, **fields: Any) -> Official:
    """Ana Prueba Soto once more, as another list wrote her."""
    made = Official(
        **{
            "given_names": "Ana María",
            "family_names": "Prueba Soto",
            "email": "ana.maria@example.org",
            "phone": "+51 1 5550100",
            "post": "Jefa de agua",
            "note": "Llega el lunes.",
            "languages": [LanguageSkill(language="pt", level="B1"), LanguageSkill(language="fr", level="A2")],
            "documents": [TravelDocument(number="PE-0001", country="PE")],
        }
        | fields
    )
    world.desk.records.save(made)
    return made


def merge(world: Exchange, gone: Official, **more: Any) -> Official:
    kept = world.officials["Ana"].id
    world.desk.merging.merge(kept, gone.id, **more)
    return world.desk.records.get(Official, kept)


def test_both_are_one_and_nothing_is_lost(world: Exchange) -> None:
    kept = merge(world, gone := ana(world))
    assert world.desk.records.load(Official, [gone.id]) == []
    assert (kept.given_names, kept.email) == ("Ana", "ana@example.org")
    assert (kept.phone, kept.post, kept.note) == ("+51 1 5550100", "Jefa de agua", "Llega el lunes.")
    assert {each.language: each.level for each in kept.languages} == {"es": "native", "pt": "B1", "fr": "A2"}
    assert [each.number for each in kept.documents] == ["PE-0001"]


def test_each_field_takes_the_side_that_was_chosen(world: Exchange) -> None:
    world.change(world.officials["Ana"], phone="+51 1 5550199", note="Vegetariana.")
    gone = ana(world)
    values = {"given_names": Side.GONE, "phone": Side.BOTH, "languages": Side.KEPT, "email": Side.GONE}
    kept = merge(world, gone, values=values)
    assert kept.given_names == "Ana María"
    assert kept.phone == "+51 1 5550199 / +51 1 5550100"
    assert kept.note == "Vegetariana.\nLlega el lunes."
    assert {each.language for each in kept.languages} == {"es", "pt"}
    assert kept.email == "ana.maria@example.org"
    assert "maria" in kept.search_key


def test_the_comparison_says_what_differs_and_what_follows(world: Exchange) -> None:
    gone = ana(world, city_id=world.cities["Lima"].id)
    world.desk.nominations.nominate(other_programme(world).id, gone.id)
    found = world.desk.merging.compare(world.officials["Ana"].id, gone.id)
    assert found.equal == ("family_names", "city_id")
    sides = {each.field: (each.side, each.several) for each in found.differing}
    assert sides == {
        "given_names": (Side.KEPT, False),
        "email": (Side.KEPT, False),
        "phone": (Side.GONE, False),
        "post": (Side.GONE, False),
        "note": (Side.GONE, False),
        "languages": (Side.BOTH, True),
        "documents": (Side.GONE, False),
    }
    assert found.follow == {"nomination": 1}
    assert found.rivals == ()


def other_programme(world: Exchange) -> Programme:
    made = Programme(code="OTRO-26", name="Otro")
    world.desk.records.save(made)
    return made


def name_everywhere(world: Exchange, gone: Official) -> None:
    """One record of every kind that can name an official names this one."""
    desk = world.desk
    file = SourceFile(name="lista.xlsx", sha256="0" * 64)
    sheet = SourceSheet(name="Hoja", file_id=file.id)
    needed: dict[str, dict[str, Any]] = {
        "nomination": {"programme_id": other_programme(world).id},
        "source_row": {"row": 5, "sheet_id": sheet.id, "cells": {"A": "Ana"}},
        "not_same_person": {"first_id": world.officials["Luis"].id, "second_id": world.officials["Luis"].id},
    }
    with desk.database.step("Everywhere") as step:
        step.save(file, sheet)
        for link in links():
            if link.target == "official":
                kind = {str(each.__tablename__): each for each in record_kinds()}[link.kind]
                step.save(kind(**needed[link.kind] | {link.column: gone.id}))


def test_every_link_that_the_model_knows_follows(world: Exchange) -> None:
    gone = ana(world)
    name_everywhere(world, gone)
    kept = merge(world, gone)
    for kind in record_kinds():
        table = kind.__table__
        assert isinstance(table, Table)
        for key in table.foreign_keys:
            if key.column.table.name == "official":
                named = [row[0] for row in plain_rows(world.desk.database, kind, [key.parent.name])]
                assert gone.id not in named, f"{table.name}.{key.parent.name} still names who is gone"
                assert kept.id in named or table.name == "not_same_person"
    assert world.desk.upkeep.check() == ()


def test_an_undone_join_leaves_the_desk_as_it_was(world: Exchange) -> None:
    gone = ana(world)
    name_everywhere(world, gone)
    before = picture(world.desk)
    merge(world, gone)
    after = picture(world.desk)
    world.desk.history.undo()
    assert picture(world.desk) == before
    world.desk.history.redo()
    assert picture(world.desk) == after


def test_people_told_apart_stay_apart_once_each(world: Exchange) -> None:
    gone, luis, eva = ana(world), world.officials["Luis"].id, world.officials["Eva"].id
    kept = world.officials["Ana"].id
    for one, other in ((gone.id, luis), (kept, luis), (gone.id, eva), (kept, gone.id)):
        world.desk.merging.not_same(one, other)
        world.desk.merging.not_same(other, one)
    assert len(world.desk.records.find(NotSamePerson)) == 4
    merge(world, gone)
    pairs = {(each.first_id, each.second_id) for each in world.desk.records.find(NotSamePerson)}
    assert pairs == {tuple(sorted((kept, luis))), tuple(sorted((kept, eva)))}
    assert len(world.desk.records.find(NotSamePerson)) == 2


def test_what_the_joined_record_said_finds_the_one_that_stays(world: Exchange, tmp_path: Path) -> None:
    gone = ana(world, given_names="Anita", family_names="Quiroga de Prueba", email="anita.quiroga@example.org")
    kept = merge(world, gone)
    assert kept.email == "ana@example.org"
    assert [each.former_id for each in kept.joined] == [gone.id]
    assert world.desk.merging.now(gone.id) == kept.id
    assert world.desk.merging.now("nobody") is None
    (found,) = world.desk.merging.alike({"given_names": "Anita", "family_names": "Quiroga de Prueba"})
    assert found.id == kept.id
    rows = [("Nombres", "Apellidos", "Correo"), ("Anita", "Quiroga de Prueba", "anita.quiroga@example.org")]
    plan = world.desk.imports.plan(xlsx(tmp_path / "lista.xlsx", {"Hoja": rows}))
    (row,) = plan.rows
    assert row.match is not None
    assert (row.match.id, row.outcome) == (kept.id, "same")
    world.desk.merging.split(step_of(world))
    assert world.desk.merging.now(gone.id) == gone.id
    assert world.desk.records.get(Official, kept.id).joined == []


def test_whoever_was_told_apart_can_still_be_deleted(world: Exchange) -> None:
    first, second = ana(world), ana(world)
    world.desk.merging.not_same(first.id, second.id)
    before = picture(world.desk)
    world.desk.records.delete(Official, [first.id])
    assert world.desk.records.find(NotSamePerson) == []
    world.desk.history.undo()
    assert picture(world.desk) == before
    world.desk.records.delete(Official, [first.id, second.id])


# Two nominations in one programme -------------------------------------------------------------------------------


def test_two_living_nominations_ask_for_a_choice(world: Exchange) -> None:
    gone = ana(world)
    world.desk.nominations.nominate(world.programme.id, gone.id)
    before = picture(world.desk)
    with pytest.raises(DeskError) as refused:
        merge(world, gone)
    assert refused.value.key == "merge.nominated_twice"
    assert "FICT-2026" in refused.value.say(EN)
    assert picture(world.desk) == before
    (pair,) = world.desk.merging.compare(world.officials["Ana"].id, gone.id).rivals
    assert (pair.programme, pair.side) == ("FICT-2026", Side.KEPT)


@pytest.mark.parametrize("side", [Side.KEPT, Side.GONE])
def test_the_chosen_nomination_goes_on_and_the_other_stays_readable(world: Exchange, side: Side) -> None:
    gone = ana(world)
    twin = Nomination(
        programme_id=world.programme.id,
        official_id=gone.id,
        note="Con aval.",
        theme="Cultura",
        preferences=[Preference(rank=1, text="Recife")],
    )
    world.desk.records.save(twin)
    world.assign("Ana", "Movilidad")
    before = picture(world.desk)
    kept = merge(world, gone, going_on={world.programme.id: side})
    first, second = world.nomination("Ana"), world.desk.records.get(Nomination, twin.id)
    assert first.official_id == second.official_id == kept.id
    stays, leaves = (first, second) if side is Side.KEPT else (second, first)
    assert leaves.status == NominationStatus.WITHDRAWN
    assert leaves.status_reason
    assert stays.status == (NominationStatus.PLACED if side is Side.KEPT else NominationStatus.RECEIVED)
    assert (stays.note, stays.objective) == ("Con aval.", "Tres fichas de proyecto")
    assert [each.text for each in stays.preferences] == ["Recife"]
    placements = world.desk.records.find(Placement, nomination_id=first.id)
    assert bool(placements) == (side is Side.KEPT)  # a proposed place is given back
    world.desk.history.undo()
    assert picture(world.desk) == before


def test_a_place_that_was_agreed_is_cancelled_with_its_reason(world: Exchange) -> None:
    gone = ana(world)
    world.desk.nominations.nominate(world.programme.id, gone.id)
    placement = world.change(world.assign("Ana", "Movilidad"), status=PlacementStatus.ACCEPTED)
    merge(world, gone, going_on={world.programme.id: Side.GONE})
    left = world.desk.records.get(Placement, placement.id)
    assert (left.status, bool(left.status_reason)) == (PlacementStatus.CANCELLED, True)


# Parting ----------------------------------------------------------------------------------------------------------


def step_of(world: Exchange) -> int:
    (joined,) = world.desk.merging.joined(world.officials["Ana"].id)
    return joined.step


def test_parting_at_once_leaves_the_desk_as_it_was(world: Exchange) -> None:
    gone = ana(world)
    name_everywhere(world, gone)
    before = picture(world.desk)
    merge(world, gone)
    world.desk.merging.split(step_of(world))
    assert picture(world.desk) == before
    assert world.desk.merging.joined(world.officials["Ana"].id) == []
    world.desk.history.undo()
    assert world.desk.records.load(Official, [gone.id]) == []


def test_what_came_since_survives_the_parting(world: Exchange) -> None:
    gone = ana(world)
    nomination = Nomination(programme_id=other_programme(world).id, official_id=gone.id)
    world.desk.records.save(nomination)
    kept = merge(world, gone, values={"email": Side.GONE})
    world.desk.nominations.move(nomination.id, NominationStatus.INCOMPLETE, "Falta la carta.")
    world.change(kept, post="Directora de agua", sex="female")
    third = Programme(code="TRES-26", name="Tercero")
    world.desk.records.save(third)
    world.desk.nominations.nominate(third.id, kept.id)
    world.desk.merging.split(step_of(world))
    one, other = world.desk.records.load(Official, [kept.id, gone.id])
    assert (one.email, one.post, one.sex, one.phone) == ("ana@example.org", "Directora de agua", "female", "")
    assert (other.email, other.post) == ("ana.maria@example.org", "Jefa de agua")
    assert {each.language for each in one.languages} == {"es", "pt"}
    assert {each.language for each in other.languages} == {"pt", "fr"}
    moved = world.desk.records.get(Nomination, nomination.id)
    assert (moved.official_id, moved.status) == (gone.id, NominationStatus.INCOMPLETE)
    assert len(world.desk.records.find(Nomination, official_id=kept.id)) == 2
    assert world.desk.upkeep.check() == ()


def test_folded_keys_follow_when_one_name_goes_back(world: Exchange) -> None:
    gone = ana(world, family_names="Prueba Ñandú")
    kept = merge(world, gone, values={"family_names": Side.GONE})
    world.change(kept, given_names="Anita")
    world.desk.merging.split(step_of(world))
    assert world.desk.lists.ids("officials", "anita soto") == [kept.id]
    assert world.desk.lists.ids("officials", "anita nandu") == []


def test_what_stands_in_the_way_is_named(world: Exchange) -> None:
    town = City(name="Arequipa", country="PE")
    world.desk.records.save(town)
    gone = ana(world, city_id=town.id)
    merge(world, gone)
    world.desk.records.delete(City, [town.id])
    before = picture(world.desk)
    with pytest.raises(DeskError) as refused:
        world.desk.merging.split(step_of(world))
    assert refused.value.params["records"] == (("city", town.id),)
    assert "City “Arequipa”" in refused.value.say(EN)
    assert picture(world.desk) == before


def test_a_chain_of_joins_is_parted_from_its_end(world: Exchange) -> None:
    first, second = ana(world), ana(world, given_names="A. M.")
    middle = world.desk.merging.merge(first.id, second.id).step
    last = world.desk.merging.merge(world.officials["Ana"].id, first.id).step
    assert middle is not None
    assert last is not None
    with pytest.raises(DeskError) as refused:
        world.desk.merging.split(middle)
    assert refused.value.key == "merge.joined_again"
    world.desk.merging.split(last)
    world.desk.merging.split(middle)
    assert len(world.desk.records.load(Official, [first.id, second.id])) == 2


def test_only_a_join_that_stands_can_be_parted(world: Exchange) -> None:
    gone = ana(world)
    merge(world, gone)
    step = step_of(world)
    for number in (step - 1, 10_000):
        with pytest.raises(DeskError):
            world.desk.merging.split(number)
    world.desk.merging.split(step)
    with pytest.raises(DeskError) as refused:
        world.desk.merging.split(step)
    assert refused.value.key == "merge.not_joined"


def test_nobody_is_joined_with_himself(world: Exchange) -> None:
    with pytest.raises(DeskError) as refused:
        world.desk.merging.merge(world.officials["Ana"].id, world.officials["Ana"].id)
    assert refused.value.key == "merge.same"


def test_the_name_is_told_to_the_history_alone(world: Exchange) -> None:
    gone = ana(world)
    merge(world, gone)
    (joined,) = world.desk.merging.joined(world.officials["Ana"].id)
    assert (joined.name, joined.gone_id) == ("Prueba Soto, Ana María", gone.id)
    assert "Prueba" not in str(world.desk.history.step(joined.step).params)


# Parts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "better"),
    [
        ({"level": "B1"}, {"level": "C1"}, 1),
        ({"level": "B1", "evidence": "CELPE-Bras"}, {"level": "C1"}, 0),
        ({"level": "C1", "approximate": True}, {"level": "B1"}, 1),
        ({"level": ""}, {"level": "A1", "approximate": True}, 1),
        ({"level": "B1"}, {"level": "B1"}, 0),
    ],
)
def test_of_one_language_the_better_proof_stays(one: dict[str, Any], other: dict[str, Any], better: int) -> None:
    skills: list[Record] = [LanguageSkill(language="pt", **one), LanguageSkill(language="pt", **other)]
    assert unite(skills) == [skills[better]]


def test_one_document_is_completed_by_the_other() -> None:
    first = TravelDocument(number="ab-12 3", expires_on=date(2027, 1, 1))
    (found,) = unite([first, TravelDocument(number="AB123", country="PE", expires_on=date(2032, 1, 1))])
    assert found.id == first.id
    assert (found.number, found.country, found.expires_on) == ("ab-12 3", "PE", date(2032, 1, 1))  # type: ignore[attr-defined]
    assert first.country == ""
    assert len(unite([TravelDocument(number="1"), TravelDocument(number="2"), TravelDocument()])) == 3


# Random work ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_random_work_between_joining_and_parting(world: Exchange, seed: int) -> None:
    """Undo gives back the picture before; parting after other work gives back both people and keeps that work."""
    chance = random.Random(seed)
    desk, people = world.desk, list(world.officials.values())
    for _ in range(4):
        kept, gone = (desk.records.get(Official, each.id) for each in chance.sample(people, 2))
        twice = desk.merging.compare(kept.id, gone.id).rivals
        chosen = {pair.programme_id: chance.choice([Side.KEPT, Side.GONE]) for pair in twice}
        values = {name: chance.choice(list(Side)) for name in ("given_names", "family_names", "email", "languages")}
        before = picture(desk)
        made = desk.merging.merge(kept.id, gone.id, values, chosen).step
        assert made is not None
        if chance.random() < 0.5:
            desk.history.undo()
            assert picture(desk) == before
            desk.history.redo()
        fields = {"post": f"Puesto {chance.random()}", "unit": f"Unidad {chance.random()}"}
        world.change(desk.records.get(Official, kept.id), **fields)
        desk.merging.split(made)
        after = picture(desk)
        differing = {kind for kind in before if before[kind] != after[kind]}
        assert differing <= {"official"}
        one, other = desk.records.get(Official, kept.id), desk.records.get(Official, gone.id)
        assert (one.post, one.unit, one.given_names) == (fields["post"], fields["unit"], kept.given_names)
        assert (other.display_name, other.email) == (gone.display_name, gone.email)
        assert desk.upkeep.check() == ()
