"""Reviews of lists: kept beside the history, once for each file, and forgotten without a trace."""

from dataclasses import replace
from pathlib import Path

import pytest

from exchange_desk.model import SourceFile
from exchange_desk.services.desk import Desk
from exchange_desk.store import Database
from exchange_desk.store.originals import original
from exchange_desk.store.reviews import Review, finish
from exchange_desk.support import clock
from exchange_desk.support.problems import DeskError
from tests.conftest import MOMENT

SHA = "a" * 64
REVIEW = Review(sha256=SHA, name="lista.xlsx", kind="xlsx", size=3, decisions={"policy": "keep"}, rows=5, waiting=2)


def test_a_review_comes_back_as_it_was_kept_and_is_no_step(desk: Desk) -> None:
    reviews = desk.database.reviews
    kept = reviews.keep(REVIEW, lambda: b"abc")
    (found,) = reviews.open()
    assert (found.id, found.decisions, found.rows, found.waiting, found.at) == (kept, REVIEW.decisions, 5, 2, MOMENT)
    assert found.by
    assert (desk.history.steps(), original(desk.database, SHA)) == ([], b"abc")


def test_there_is_one_review_for_each_file_and_its_bytes_are_asked_for_once(desk: Desk) -> None:
    def never() -> bytes:
        raise AssertionError("the desk has these bytes")

    reviews = desk.database.reviews
    first = reviews.keep(REVIEW, lambda: b"abc")
    assert reviews.keep(replace(REVIEW, waiting=0, programme_id="p"), never) == first
    assert [(each.waiting, each.programme_id) for each in reviews.open()] == [(0, "p")]


def test_nothing_is_written_when_nothing_is_new(desk: Desk) -> None:
    desk.database.reviews.keep(REVIEW, lambda: b"abc")
    with clock.fixed(MOMENT.replace(day=3)):
        desk.database.reviews.keep(REVIEW, lambda: b"abc")
    assert desk.database.reviews.open()[0].at == MOMENT


def test_bytes_that_cannot_be_read_leave_no_review(desk: Desk) -> None:
    def gone() -> bytes:
        raise DeskError("intake.file_changed", "Gone.")

    with pytest.raises(DeskError, match="file_changed"):
        desk.database.reviews.keep(REVIEW, gone)
    assert desk.database.reviews.open() == []


def test_a_discarded_review_takes_its_bytes_along(desk: Desk) -> None:
    reviews = desk.database.reviews
    kept = reviews.keep(REVIEW, lambda: b"abc")
    reviews.discard(kept)
    reviews.discard(kept)
    assert (reviews.open(), reviews.get(kept), original(desk.database, SHA)) == ([], None, None)


def test_the_bytes_of_a_received_file_stay_even_when_the_import_was_undone(desk: Desk) -> None:
    with desk.database.step("Import") as step:
        step.save(SourceFile(name="lista.xlsx", sha256=SHA))
        step.keep_original(SHA, b"abc")
    desk.history.undo()
    kept = desk.database.reviews.keep(REVIEW, lambda: b"abc")
    desk.database.reviews.discard(kept)
    assert original(desk.database, SHA) == b"abc"


def test_a_review_is_done_with_its_step_and_not_when_the_step_fails(desk: Desk) -> None:
    reviews = desk.database.reviews
    reviews.keep(REVIEW, lambda: b"abc")
    file = SourceFile(name="lista.xlsx", sha256=SHA)
    with pytest.raises(ZeroDivisionError), desk.database.step("Import") as step:  # noqa: PT012 - it fails within
        finish(step.connection, REVIEW, file.id)
        raise ZeroDivisionError
    assert len(reviews.open()) == 1
    with desk.database.step("Import") as step:
        step.save(file)
        finish(step.connection, REVIEW, file.id)
    assert reviews.open() == []
    done = reviews.of_file(file.id)
    assert done is not None
    assert done.decisions == REVIEW.decisions


def test_a_desk_open_for_reading_shows_reviews_and_keeps_none(desk: Desk, tmp_path: Path) -> None:
    desk.database.reviews.keep(REVIEW, lambda: b"abc")
    beside = Database.open(tmp_path / "test.desk", read_only=True)
    assert [each.name for each in beside.reviews.open()] == ["lista.xlsx"]
    with pytest.raises(DeskError, match=r"store\.read_only"):
        beside.reviews.keep(replace(REVIEW, rows=6), lambda: b"abc")
    beside.close()


def test_a_review_survives_closing_the_desk(desk: Desk, tmp_path: Path) -> None:
    kept = desk.database.reviews.keep(REVIEW, lambda: b"abc")
    desk.close()
    again = Desk.open(tmp_path / "test.desk")
    assert again.database.reviews.get(kept) is not None
    again.close()
