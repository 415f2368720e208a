"""People who stand in the desk twice: found whatever was written differently, and never found again once told apart."""

import random
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exchange_desk.intake.identity import SAME_BIRTH, SAME_DOCUMENT, SAME_MAIL
from exchange_desk.model import Official, TravelDocument
from exchange_desk.services.desk import Desk
from exchange_desk.services.duplicates import Pair
from exchange_desk.support.problems import Cancelled
from tests.services.exchange import Exchange, make_exchange


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Exchange]:
    made = make_exchange(tmp_path / "test.desk")
    yield made
    made.desk.close()


def add(desk: Desk, given: str, family: str, **fields: Any) -> Official:
    made = Official(given_names=given, family_names=family, **fields)
    desk.records.save(made)
    return made


def pairs(desk: Desk) -> list[Pair]:
    return desk.merging.duplicates()


WRITTEN_OTHERWISE = [
    ("María José", "Núñez Peñaloza", "MARIA JOSE", "NUNEZ PENALOZA"),
    ("María José", "Núñez Peñaloza", "Ma. José", "Núñez Peñaloza"),
    ("María José", "Núñez Peñaloza", "María José", "Núñez"),
    ("María José", "Núñez Peñaloza", "Núñez Peñaloza", "María José"),
    ("María José", "Núñez Peñaloza", "María José", "Núñes Peñalosa"),
    ("Fco.", "Velázquez Soto", "Francisco", "Belasques Soto"),
    ("Toni", "García Iturralde", "Antonio", "García Iturralde"),
    ("Ana", "Ruiz", "Ana", "Ruiz Quiroga"),
    ("Ana Lucía", "Ruiz Quiroga", "Ana", "Ruiz"),
    ("Jorge Camilo", "Abril Tarache", "Jorge Camilo", "Abril Tarachi"),
    ("Jorge", "Abril Tarache", "Jorge Camilo", "Abril Taracha"),
]


@pytest.mark.parametrize(("given", "family", "other_given", "other_family"), WRITTEN_OTHERWISE)
def test_a_person_written_otherwise_is_found(
    desk: Desk, given: str, family: str, other_given: str, other_family: str
) -> None:
    one, other = add(desk, given, family), add(desk, other_given, other_family)
    add(desk, "Inés", "Soto Quiroga")
    (found,) = pairs(desk)
    assert (found.left, found.right) == (one.id, other.id)
    assert found.score >= 85
    assert not found.strict  # a name alone joins nobody


def test_what_only_one_person_has_makes_a_pair_sure(desk: Desk) -> None:
    one = add(desk, "Ana", "Ruiz Soto", email="ana@example.org", birth_date=date(1980, 4, 3))
    other = add(desk, "Ana", "Ruiz", email="ANA@example.org", birth_date=date(1980, 4, 3))
    third = add(desk, "Luis", "Ejemplo", documents=[TravelDocument(number="AB-123")])
    fourth = add(desk, "Luis A.", "Ejemplo Rojas", documents=[TravelDocument(number="ab123")])
    add(desk, "Ana", "Ruiz Soto", email="otra@example.org", birth_date=date(1991, 1, 1))
    found = pairs(desk)
    assert [(each.left, each.right, each.strict) for each in found] == [
        (one.id, other.id, True),
        (third.id, fourth.id, True),
    ]
    assert {SAME_MAIL, SAME_BIRTH} <= set(found[0].evidence)
    assert SAME_DOCUMENT in found[1].evidence


def test_father_and_son_twins_and_namesakes_are_no_pairs(desk: Desk) -> None:
    for year in (1950, 1980):
        add(desk, "Juan Pablo", "Modelo Prado", birth_date=date(year, 5, 1))
    for given in ("Eva", "Inés"):
        add(desk, given, "Muestra Ortiz", birth_date=date(1990, 2, 2))
    for number in ("1", "2"):
        add(desk, "José", "García López", national_id=f"0000{number}")
    assert pairs(desk) == []


def test_who_was_told_apart_is_never_named_again(desk: Desk) -> None:
    one, other = add(desk, "Ana", "Ruiz Soto"), add(desk, "Ana", "Ruiz Soto")
    assert len(pairs(desk)) == 1
    desk.merging.not_same(other.id, one.id)
    assert pairs(desk) == []
    assert desk.merging.alike({"given_names": "Ana", "family_names": "Ruiz Soto"}, [one.id, other.id]) == []


def test_a_shared_mailbox_makes_no_crowd_of_pairs(desk: Desk) -> None:
    names = ["".join(random.Random(number).choices("abcdefghilmnoprstuv", k=9)) for number in range(180)]
    people = [
        Official(given_names=given, family_names=family, email="info@example.org")
        for given, family in zip(names[:90], names[90:], strict=True)
    ]
    desk.records.save(*people)
    assert pairs(desk) == []


def test_looking_can_be_stopped(world: Exchange) -> None:
    class Stop:
        def step(self, done: int, total: int | None, text: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        world.desk.merging.duplicates(Stop())


@pytest.mark.parametrize(
    "values",
    [
        {"given_names": "maria jose", "family_names": "nunez penaloza"},
        {"given_names": "María", "family_names": "Núñez Peñaloza"},
        {"given_names": "María José", "family_names": "Núñez"},
        {"given_names": "María José", "family_names": "Núñes Peñaloza"},
        {"given_names": "Mª José", "family_names": "Núñez Peñaloza"},
        {"email": "MJ@example.org", "given_names": "María", "family_names": "Núñez"},
    ],
)
def test_while_somebody_types_the_person_is_named(desk: Desk, values: dict[str, str]) -> None:
    known = add(desk, "María José", "Núñez Peñaloza", email="mj@example.org")
    add(desk, "Eva", "Muestra Ortiz")
    (found,) = desk.merging.alike(values)
    assert (found.id, found.name) == (known.id, "Núñez Peñaloza, María José")
    assert found.strict == ("email" in values)


def test_nobody_is_named_for_half_a_name_or_another_person(desk: Desk) -> None:
    add(desk, "María José", "Núñez Peñaloza", birth_date=date(1980, 4, 3))
    for values in ({"given_names": "María"}, {"given_names": "Mario", "family_names": "Núñez"}, {}):
        assert desk.merging.alike(values) == []
    other = {"given_names": "María José", "family_names": "Núñez Peñaloza", "birth_date": date(1999, 1, 1)}
    assert desk.merging.alike(other) == []


def test_thousands_take_seconds(desk: Desk) -> None:
    """Not a measure: a guard against comparing everybody with everybody."""
    chance = random.Random(3)
    parts = ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te"]
    names = ["".join(chance.choices(parts, k=3)).title() for _ in range(400)]
    people = [
        Official(given_names=" ".join(chance.sample(names, 2)), family_names=" ".join(chance.sample(names, 2)))
        for _ in range(3_000)
    ]
    twins = [Official(given_names=each.given_names, family_names=each.family_names) for each in people[:50]]
    desk.records.save(*people, *twins)
    begun = time.process_time()
    found = {(each.left, each.right) for each in pairs(desk)}
    assert {(one.id, other.id) for one, other in zip(people, twins, strict=False)} <= found
    assert time.process_time() - begun < 10
