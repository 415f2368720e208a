"""The history of an official says who was joined, and parts the two again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from exchange_desk.gui.history.record import RecordHistory
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import ErrorNotice, Question
from exchange_desk.model import City, Official
from tests.gui.placed_desk import PlacedDesk, make_context, make_desk, unnamed

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the screen of the tests has none


@pytest.fixture
def placed(tmp_path: Path) -> Iterator[PlacedDesk]:
    made = make_desk(tmp_path / "test.desk")
    yield made
    made.desk.close()


@pytest.fixture
def ctx(qtbot: QtBot, placed: PlacedDesk) -> Iterator[Context]:
    made = make_context(placed.desk)
    yield made
    made.tasks.shut_down()
    made.changes.stop()


@pytest.fixture
def town(placed: PlacedDesk) -> City:
    made = City(name="Arequipa", country="PE")
    placed.desk.records.save(made)
    return made


@pytest.fixture
def gone(placed: PlacedDesk, town: City) -> Official:
    made = Official(given_names="Maria J.", family_names="Nuñez", city_id=town.id)
    placed.desk.records.save(made)
    placed.desk.merging.merge(placed.officials[0].id, made.id)
    return made


@pytest.fixture
def history(qtbot: QtBot, ctx: Context, placed: PlacedDesk, gone: Official) -> RecordHistory:
    made = RecordHistory(ctx)
    qtbot.addWidget(made)
    made.show()
    made.show_record(Official, placed.officials[0].id)
    return made


def ask(history: RecordHistory) -> Question:
    history.joined.bars[0].buttons[0].click()
    (question,) = [each for each in history.window().findChildren(Question) if each.isVisible()]
    return question


def test_it_says_who_was_joined_and_when(history: RecordHistory) -> None:
    (bar,) = history.joined.bars
    assert bar.text.startswith("Joined with “Nuñez, Maria J.” on 2")
    assert unnamed(history) == []


def test_the_two_are_parted_after_a_question(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, history: RecordHistory, gone: Official
) -> None:
    ask(history).no.click()
    assert ctx.desk.records.load(Official, [gone.id]) == []
    ask(history).yes.click()
    qtbot.waitUntil(lambda: history.joined.bars == [])
    assert len(ctx.desk.records.load(Official, [gone.id, placed.officials[0].id])) == 2
    assert ctx.told.said == ["They are two records again."]  # type: ignore[attr-defined]


def test_what_stands_in_the_way_is_said(
    qtbot: QtBot, ctx: Context, history: RecordHistory, gone: Official, town: City
) -> None:
    ctx.desk.records.delete(City, [town.id])
    ask(history).yes.click()
    qtbot.waitUntil(lambda: bool(history.window().findChildren(ErrorNotice)))
    (notice,) = history.window().findChildren(ErrorNotice)
    assert "City “Arequipa”" in notice.sentence.text()
    notice.close()
    assert ctx.desk.records.load(Official, [gone.id]) == []


def test_other_records_have_no_such_bar(history: RecordHistory, placed: PlacedDesk) -> None:
    history.show_record(City, placed.cities["Quito"].id)
    assert history.joined.bars == []
    assert not history.joined.isVisible()
