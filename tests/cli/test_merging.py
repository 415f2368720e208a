"""`duplicates`, `merge` and `split` on the command line."""

import json
from pathlib import Path

import pytest

from exchange_desk.model import Nomination, Official, Programme
from exchange_desk.services.desk import Desk


@pytest.fixture
def twice(desk_file: Path) -> tuple[str, str]:
    """Ana Ruiz Soto twice, both nominated in one programme."""
    desk = Desk.open(desk_file)
    people = [
        Official(given_names="Ana", family_names="Ruiz Soto", email="ana@example.org"),
        Official(given_names="Ana", family_names="Ruiz", email="ana@example.org", phone="+51 1 5550100"),
    ]
    programme = Programme(code="FICT-26", name="Ficticio")
    desk.records.save(*people)
    desk.records.save(programme)
    desk.nominations.nominate(programme.id, [each.id for each in people])
    desk.close()
    return people[0].id, people[1].id


def test_pairs_are_listed_with_their_reasons(typed, twice: tuple[str, str], tmp_path: Path) -> None:
    answer = typed("duplicates", "--report", tmp_path / "pairs.json")
    assert answer.code == 1
    assert "Ruiz Soto, Ana\tRuiz, Ana\t" in answer.lines[1]
    assert "same e-mail" in answer.lines[1]
    (pair,) = json.loads((tmp_path / "pairs.json").read_text(encoding="utf-8"))["pairs"]
    assert (pair["left"]["id"], pair["right"]["id"], pair["strict"]) == (*twice, True)


def test_a_desk_without_pairs_is_done(typed) -> None:
    answer = typed("duplicates")
    assert (answer.code, answer.out, answer.err) == (0, "", "0 pairs to look at.\n")


def test_joining_asks_which_nomination_goes_on_and_is_parted_again(
    typed, twice: tuple[str, str], desk_file: Path
) -> None:
    refused = typed("merge", *twice)
    assert (refused.code, refused.out) == (3, "")
    assert "FICT-26" in refused.err
    joined = typed("merge", *twice, "--nomination", "gone")
    assert joined.code == 0
    step = joined.out.rpartition(" ")[2].strip(". \n")
    assert typed("duplicates").code == 0
    desk = Desk.open(desk_file)
    kept = desk.records.get(Official, twice[0])
    assert kept.phone == "+51 1 5550100"
    assert {each.status for each in desk.records.find(Nomination, official_id=kept.id)} == {"received", "withdrawn"}
    desk.close()
    assert typed("split", step).code == 0
    assert typed("duplicates").code == 1
    assert typed("split", step).code == 3


def test_whoever_is_not_there_cannot_be_joined(typed, twice: tuple[str, str]) -> None:
    for words in (("merge", twice[0], "nobody"), ("merge", twice[0], twice[0]), ("split", "99")):
        answer = typed(*words)
        assert (answer.code, answer.out) == (3, "")
        assert answer.err
