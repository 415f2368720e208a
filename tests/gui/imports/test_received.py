"""The lists received so far: their rows, their originals, and taking an import back."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from exchange_desk.gui.imports.begun import BegunLists
from exchange_desk.gui.imports.original import OriginalWindow
from exchange_desk.gui.imports.received import received_screen
from exchange_desk.gui.imports.window import ImportWindow
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import ErrorNotice
from exchange_desk.gui.kit.list_screen import ListScreen
from exchange_desk.gui.kit.reverting import RevertDialog
from exchange_desk.model import Official
from exchange_desk.store.lock import who
from tests import builders
from tests.gui.placed_desk import PlacedDesk, make_context, make_desk, unnamed

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the screen of the tests has none

PEOPLE = (("Sisa", "Tituaña Anrango", "sisa@example.org"), ("Jorge", "Villavicencio Paz", "jorge@example.org"))


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
def list_file(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(("Nombres", "Apellidos", "Correo"))
    for person in PEOPLE:
        book.active.append(person)
    path = tmp_path / "nomina.xlsx"
    book.save(path)
    return path


@pytest.fixture
def screen(qtbot: QtBot, ctx: Context, placed: PlacedDesk, list_file: Path) -> ListScreen:
    """The screen with one list, selected."""
    desk = placed.desk
    desk.imports.apply(desk.imports.plan(list_file, programme="FICT-2026"))
    made = received_screen(ctx, lambda: None)
    qtbot.addWidget(made)
    made.show()
    made.select(desk.lists.ids("received"))
    return made


def test_the_original_rows_are_shown_as_they_came(qtbot: QtBot, ctx: Context, screen: ListScreen) -> None:
    screen.commands.trigger("received.rows")
    window = screen.findChildren(OriginalWindow)[0]
    model = window.model
    texts = [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]
    assert texts == [["2", "New", *PEOPLE[0]], ["3", "New", *PEOPLE[1]]]
    assert model.headerData(4, window.table.horizontalHeader().orientation()) == "C · Correo"
    window.search.setText("tituana")
    assert model.rowCount() == 1
    window.table.activated.emit(model.index(0, 0))
    kind, record_id = ctx.told.opened[-1]  # type: ignore[attr-defined]
    assert kind is Official
    assert ctx.desk.records.get(Official, record_id).given_names == "Sisa"
    assert unnamed(window) == []
    window.close()


def test_opening_a_list_shows_its_rows(screen: ListScreen) -> None:
    screen.table.opened.emit(screen.selection().one)
    (window,) = screen.findChildren(OriginalWindow)
    assert window.model.rowCount() == 2
    assert [command.id for command in screen.detail.moves(None)] == [
        "received.rows",
        "received.save",
        "received.continue",
        "received.reply",
        "received.revert",
    ]
    window.close()


def test_the_original_file_is_saved_byte_for_byte(
    ctx: Context, screen: ListScreen, list_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.xlsx"
    offered: list[str] = []

    def choose(parent: object, title: str, name: str, kinds: str) -> tuple[str, str]:
        offered.append(Path(name).name)
        return str(target), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    screen.commands.trigger("received.save")
    assert target.read_bytes() == list_file.read_bytes()
    assert offered == ["nomina.xlsx"]


def test_a_file_that_cannot_be_written_is_told(
    qtbot: QtBot, screen: ListScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "gone" / "x.xlsx"), ""))
    screen.commands.trigger("received.save")
    notice = screen.findChildren(ErrorNotice)[0]
    assert "does not exist" in notice.sentence.text()
    notice.close()


def test_taking_an_import_back_shows_first_what_goes_and_what_stays(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, screen: ListScreen
) -> None:
    desk = placed.desk
    sisa = next(o for o in desk.records.find(Official) if o.given_names == "Sisa")
    sisa.post = "Directora"
    desk.records.save(sisa)
    screen.commands.trigger("received.revert")
    qtbot.waitUntil(lambda: bool(screen.findChildren(RevertDialog)), timeout=10_000)
    dialog = screen.findChildren(RevertDialog)[0]
    heads = {dialog.lists.topLevelItem(i).text(0): dialog.lists.topLevelItem(i) for i in range(2)}
    stays = next(item for text, item in heads.items() if "stay" in text)
    groups = [stays.child(i) for i in range(stays.childCount())]
    people = next(group for group in groups if group.text(0).startswith("Officials"))
    why = f"It was changed since. {who()} · 2 Mar 2026 12:00"
    assert [people.child(0).text(c) for c in (0, 1)] == ["Tituaña Anrango, Sisa", why]
    assert dialog.cancel.isDefault()
    dialog.go.click()
    qtbot.waitUntil(lambda: desk.lists.count("officials", {"given_names": "Jorge"}) == 0, timeout=10_000)
    assert desk.records.get(Official, sisa.id).post == "Directora"


def test_leaving_the_question_changes_nothing(qtbot: QtBot, placed: PlacedDesk, screen: ListScreen) -> None:
    steps = len(placed.desk.history.steps())
    screen.commands.trigger("received.revert")
    qtbot.waitUntil(lambda: bool(screen.findChildren(RevertDialog)), timeout=10_000)
    screen.findChildren(RevertDialog)[0].cancel.click()
    assert len(placed.desk.history.steps()) == steps


def test_an_empty_list_says_how_lists_come_in(qtbot: QtBot, ctx: Context) -> None:
    asked: list[bool] = []
    screen = received_screen(ctx, lambda: asked.append(True))
    qtbot.addWidget(screen)
    screen.show()
    assert screen.nothing.heading.text() == "No list has been received yet."
    screen.commands.trigger("received.import")
    assert asked == [True]


def test_reviews_that_go_on_stand_above_the_list_and_open_where_they_were(
    qtbot: QtBot, ctx: Context, screen: ListScreen, tmp_path: Path
) -> None:
    begun = screen.findChild(BegunLists)
    assert not begun.isVisible()
    other = builders.xlsx(tmp_path / "otra.xlsx", {"A": [("Nombres", "Apellidos"), ("Inti", "Quispe Mamani")]})
    ctx.desk.imports.keep_draft(ctx.desk.imports.plan(other).with_row("A", 2, skipped=True))
    qtbot.waitUntil(begun.isVisible, timeout=9_000)
    begun.resume_buttons[0].click()
    (window,) = screen.findChildren(ImportWindow)
    qtbot.waitUntil(lambda: window.draft.plan is not None)
    assert window.draft.plan.totals()["skipped"] == 1
    window.close()


def test_a_received_list_is_gone_on_with(qtbot: QtBot, screen: ListScreen) -> None:
    screen.commands.action("received.continue").trigger()
    (window,) = screen.findChildren(ImportWindow)
    qtbot.waitUntil(lambda: window.draft.plan is not None)
    assert window.draft.plan.totals()["same"] == len(PEOPLE)
    window.close()


def test_the_sender_is_answered_from_the_list(
    qtbot: QtBot, screen: ListScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "respuestas"
    folder.mkdir()
    said: list[str] = []
    screen.ctx.announce = said.append
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    screen.commands.action("received.reply").trigger()
    qtbot.waitUntil(lambda: bool(said))
    assert bool(list(folder.iterdir())) == ("saved" in said[0])
