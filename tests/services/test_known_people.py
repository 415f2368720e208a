"""People of a desk known again by its lists: found through the index, told apart once."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exchange_desk.intake.judging import Outcome
from exchange_desk.model import City, NotSamePerson, Official, TravelDocument
from exchange_desk.services.desk import Desk
from exchange_desk.store import acquaintances
from tests.builders import xlsx

HEAD = ("Nombre", "Apellidos", "Correo", "Ciudad")


def saved(desk: Desk, *officials: Official) -> None:
    with desk.database.step("People") as step:
        step.save(*officials)


def a_list(tmp_path: Path, *rows: tuple[object, ...], head: tuple[str, ...] = HEAD, name: str = "lista.xlsx") -> Path:
    return xlsx(tmp_path / name, {"Hoja1": [head, *rows]})


def test_people_are_found_in_the_desk_however_their_names_are_written(desk: Desk, tmp_path: Path) -> None:
    names = [("Antonio", "Ruiz Vega"), ("Francisco", "Núñez Soto"), ("María José", "Etxeberria Gil")]
    people = [Official(given_names=given, family_names=family) for given, family in names]
    saved(desk, *people, Official(given_names="Eva", family_names="Prado Lima"))
    rows = [("Toni", "Ruiz Vega"), ("SOTO NUNEZ", "PACO"), ("Mª José", "Echeverria"), ("Luz", "Mora Arce")]
    plan = desk.imports.plan(a_list(tmp_path, *rows, head=HEAD[:2]))
    assert [row.match and row.match.id for row in plan.rows] == [*(person.id for person in people), None]
    assert [row.outcome for row in plan.rows][:3] == [Outcome.WAITING] * 3


def test_people_saved_since_are_found_by_the_next_list(desk: Desk, tmp_path: Path) -> None:
    file = a_list(tmp_path, ("Ana", "Ruiz Vega", "ana@example.org"))
    assert desk.imports.plan(file).totals()["new"] == 1
    saved(desk, Official(given_names="Ana", family_names="Ruiz", email="ana@example.org"))
    assert desk.imports.plan(file).totals()["new"] == 0
    desk.history.undo()
    assert desk.imports.plan(file).totals()["new"] == 1
    desk.history.redo()
    assert desk.imports.plan(file).totals()["new"] == 0


def test_a_passport_finds_its_holder(desk: Desk, tmp_path: Path) -> None:
    ana = Official(given_names="Ana", family_names="Ruiz", documents=[TravelDocument(number="P-0012")])
    saved(desk, ana)
    file = a_list(tmp_path, ("Anna", "Ruis", "P0012"), head=("Nombre", "Apellidos", "Pasaporte"))
    (row,) = desk.imports.plan(file).rows
    assert (row.match and row.match.id, row.outcome) == (ana.id, Outcome.SAME)


def test_answering_looks_for_nobody_twice(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(desk, Official(given_names="Ana", family_names="Ruiz Vega"))
    plan = desk.imports.plan(a_list(tmp_path, ("Ana", "Ruiz Vega", ""), ("Eva", "Gil Mora", "")))

    def never(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("exchange_desk.services.known.people_by_keys", never)
    assert plan.answer("persons:known", "new").totals()["new"] == 2


def test_who_was_told_apart_is_remembered_and_not_asked_about_again(desk: Desk, tmp_path: Path) -> None:
    quito, lima = City(name="Quito", country="EC"), City(name="Lima", country="PE")
    ana = Official(given_names="Ana", family_names="Ruiz Vega", city_id=lima.id)
    with desk.database.step("People") as step:
        step.save(quito, lima, ana)
    rows = [("Ana", "Ruiz Vega", "Quito", "Jefa")]
    head = ("Nombre", "Apellidos", "Ciudad", "Cargo")
    plan = desk.imports.plan(a_list(tmp_path, *rows, head=head))
    (row,) = plan.rows
    assert row.outcome is Outcome.WAITING
    desk.imports.apply(plan.answer(row.questions[0], "new"))
    (apart,) = desk.database.find(NotSamePerson)
    assert ana.id in (apart.first_id, apart.second_id)
    assert apart.first_id < apart.second_id
    again = desk.imports.plan(a_list(tmp_path, *rows, head=head, name="otra.xlsx"))
    (row,) = again.rows
    assert (row.outcome, again.questions) == (Outcome.SAME, ())
    assert row.match is not None
    assert row.match.id != ana.id


def test_a_row_joined_to_another_can_be_told_another_person(desk: Desk, tmp_path: Path) -> None:
    plan = desk.imports.plan(a_list(tmp_path, ("Ana", "Ruiz Vega"), ("Ana", "Ruiz Vega"), head=HEAD[:2]))
    assert [row.joined for row in plan.rows] == [None, ("Hoja1", 2)]
    assert plan.answer("person:Hoja1!3", "new").totals()["new"] == 2


def test_a_desk_that_cannot_be_written_to_is_looked_through_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.desk"
    first = Desk.open(path)
    ana = Official(given_names="Ana", family_names="Ruiz Vega", birth_date=date(1980, 3, 12))
    saved(first, ana)
    first.close()
    desk = Desk.open(path, read_only=True)
    (row,) = desk.imports.plan(a_list(tmp_path, ("Ana", "Ruiz Vega"), head=HEAD[:2])).rows
    desk.close()
    assert row.match is not None
    assert row.match.id == ana.id


def test_the_index_is_filled_in_one_go_and_only_for_those_who_changed(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    original = acquaintances.identity_index.catch_up

    def counting(connection: Any) -> int:
        made.append(original(connection))
        return made[-1]

    monkeypatch.setattr(acquaintances.identity_index, "catch_up", counting)
    people = [Official(given_names="Ana", family_names=f"Ruiz {letter * 4}") for letter in "bcdfg"]
    saved(desk, *people)
    file = a_list(tmp_path, ("Ana", "Ruiz"), head=HEAD[:2])
    desk.imports.plan(file)
    people[0].post = "Jefa"
    people[1].family_names = "Gil"
    saved(desk, *people)
    desk.imports.plan(file)
    assert made == [5, 1]
