"""Given and family names in each other's columns: told by the words below, said, and the officer's word counts."""

import pytest

from exchange_desk.support.language import Language
from tests.intake.lists import fields, keys, names, plan

EN = Language("en")
PEOPLE = [("Ana María", "Pérez López"), ("Juan", "González"), ("Lucía", "Fernández Soto"), ("Pedro", "Ramírez")]


def test_headings_that_lie_about_given_and_family_names_are_seen_through() -> None:
    made = plan([("Nombres", "Apellidos"), *[(family, given) for given, family in PEOPLE]])
    assert names(made) == PEOPLE
    assert fields(made) == ["family_names", "given_names"]
    said = [column.evidence[0].say(EN) for column in made.tables[0].columns]
    assert said == [
        "Whatever the heading says, the words below are family names, such as “Pérez López”.",
        "Whatever the heading says, the words below are given names, such as “Ana María”.",
    ]
    assert made.report(EN)["tables"][0]["columns"][0]["evidence"] == said[:1]


@pytest.mark.parametrize("people", [PEOPLE, [("Ana", "Ruiz")], [("Cruz", "Ángel"), ("Rosario", "Martín")]])
def test_headings_that_tell_the_truth_stay(people: list[tuple[str, str]]) -> None:
    made = plan([("Nombres", "Apellidos"), *people])
    assert fields(made) == ["given_names", "family_names"]


def test_what_an_officer_decided_about_the_columns_stays() -> None:
    made = plan([("Nombres", "Apellidos"), *[(family, given) for given, family in PEOPLE]])
    again = made.with_field("Hoja1", 1, "given_names").with_field("Hoja1", 2, "family_names")
    assert names(again) == [(family, given) for given, family in PEOPLE]


def test_one_row_with_names_in_each_others_place_is_pointed_out_and_left() -> None:
    made = plan([("Nombres", "Apellidos"), *PEOPLE, ("González", "María")])
    assert names(made)[-1] == ("González", "María")
    assert keys(made) == [[], [], [], [], ["name.turned"]]


def test_the_second_surname_may_have_changed_places_with_the_given_names() -> None:
    head = ("Primer apellido", "Segundo apellido", "Nombres")
    made = plan([head, ("Pérez", "Ana", "López"), ("González", "Juan", "Díaz"), ("Ruiz", "Lucía", "Fernández")])
    assert names(made) == [("Ana", "Pérez López"), ("Juan", "González Díaz"), ("Lucía", "Ruiz Fernández")]
