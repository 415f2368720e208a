"""A list as an officer uses it: search, conditions, selection, columns, empty states, the commands every list has."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from exchange_desk.gui.kit import standard
from exchange_desk.gui.kit.commands import Command
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.empty import ActionButton, Empty
from exchange_desk.gui.kit.errors import ErrorNotice
from exchange_desk.gui.kit.filters import record_filter
from exchange_desk.gui.kit.list_screen import ListScreen
from exchange_desk.gui.kit.picking import PickDialog
from exchange_desk.model import City, Official
from tests.gui.placed_desk import PlacedDesk, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests

NO_PEOPLE = Empty("There are no people yet.", "Cities send them in Excel.", "users", ("new",))


@pytest.fixture
def open_list(qtbot: QtBot, ctx: Context) -> Callable[[str], ListScreen]:
    def made(listing: str) -> ListScreen:
        new = Command("new", "New…", lambda _: ctx.open_record(Official, None), "Ctrl+N", "plus", writes=True)
        filters = [record_filter(ctx, "city_id", "City", City)] if listing == "officials" else []
        screen = ListScreen(ctx, listing, [new], empty=NO_PEOPLE, filters=filters)
        qtbot.addWidget(screen)
        screen.resize(900, 500)
        screen.show()
        return screen

    return made


def shown(screen: ListScreen) -> list[str]:
    return [screen.model.text(row, 0) for row in range(screen.model.rowCount())]


def test_typing_narrows_the_list_whatever_the_accents(qtbot: QtBot, open_list: Callable[[str], ListScreen]) -> None:
    screen = open_list("officials")
    assert len(shown(screen)) == 6
    qtbot.keyClicks(screen.search, "NUNEZ pen")
    qtbot.waitUntil(lambda: shown(screen) == ["Núñez Peñaloza, María José"])
    assert screen.count_line.text() == "1 of 6"
    qtbot.keyClick(screen.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(shown(screen)) == 6)


def test_down_goes_from_the_search_to_the_list_and_enter_opens(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, open_list: Callable[[str], ListScreen]
) -> None:
    screen = open_list("officials")
    qtbot.keyClicks(screen.search, "soto")
    qtbot.keyClick(screen.search, Qt.Key.Key_Down)
    assert screen.selection().ids == (placed.officials[5].id,)
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert ctx.told.opened == [(Official, placed.officials[5].id)]  # type: ignore[attr-defined]


def test_a_letter_typed_into_the_list_begins_a_search(qtbot: QtBot, open_list: Callable[[str], ListScreen]) -> None:
    screen = open_list("officials")
    screen.table.setFocus()
    qtbot.keyClick(screen.table, Qt.Key.Key_S)
    assert screen.search.text() == "s"


def test_conditions_are_chips_that_go_at_a_click(qtbot: QtBot, open_list: Callable[[str], ListScreen]) -> None:
    screen = open_list("nominations")
    screen.filters.toggle("status", "placed")
    assert len(shown(screen)) == 2
    screen.filters.toggle("status", "eligible")
    assert len(shown(screen)) == 6
    assert screen.filters.chips() == ["Status: Placed, Eligible"]
    chip = screen.filters._chips[0]
    assert chip.accessibleName() == "Remove the filter “Status: Placed, Eligible”"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert screen.filters.chips() == []


def test_a_city_is_chosen_as_condition_by_typing(
    qtbot: QtBot, placed: PlacedDesk, open_list: Callable[[str], ListScreen]
) -> None:
    screen = open_list("officials")
    menu = screen.filters._add.menu()
    assert [action.text() for action in menu.actions()][:2] == ["City…", "Country…"]
    menu.actions()[0].trigger()
    (dialog,) = screen.findChildren(PickDialog)
    qtbot.keyClicks(dialog.picker.line, "belo")
    dialog.accept()
    assert dialog.isVisible()  # still to be chosen
    dialog.picker.set_value(placed.cities["Belo Horizonte"].id)
    dialog.accept()
    assert shown(screen) == ["Conceição Prado, João"]
    assert screen.filters.chips() == ["City: Belo Horizonte (BR)"]


def test_a_choice_is_ticked_in_the_menu(open_list: Callable[[str], ListScreen]) -> None:
    screen = open_list("nominations")
    sub = next(action.menu() for action in screen.filters._add.menu().actions() if action.text() == "Status")
    assert isinstance(sub, QMenu)
    sub.aboutToShow.emit()
    next(action for action in sub.actions() if action.text() == "Placed").trigger()
    assert screen.filters.where == {"status": ("placed",)}
    sub.aboutToShow.emit()
    assert [action.text() for action in sub.actions() if action.isChecked()] == ["Placed"]


def test_the_selection_stays_when_something_changes(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, open_list: Callable[[str], ListScreen]
) -> None:
    screen = open_list("officials")
    chosen = (placed.officials[1].id, placed.officials[5].id)
    screen.select(chosen)
    someone = ctx.desk.records.get(Official, placed.officials[0].id)
    someone.family_names = "Zurita"
    ctx.desk.records.save(someone)
    qtbot.waitUntil(lambda: shown(screen)[-1] == "Zurita, María José")
    assert set(screen.selection().ids) == set(chosen)
    assert screen.count_line.text() == "6 of 6 · 2 selected"


def test_a_hidden_list_asks_the_desk_only_when_it_is_shown_again(
    qtbot: QtBot, ctx: Context, open_list: Callable[[str], ListScreen]
) -> None:
    screen = open_list("officials")
    screen.hide()
    with qtbot.waitSignal(ctx.changes.changed):
        ctx.desk.records.save(Official(given_names="Eva", family_names="Aab"))
    assert len(shown(screen)) == 6
    screen.show()
    assert shown(screen)[0] == "Aab, Eva"


def test_an_empty_list_says_so_and_offers_what_to_do(ctx: Context, open_list: Callable[[str], ListScreen]) -> None:
    screen = open_list("networks")
    assert screen.pages.currentWidget() is screen.nothing
    assert screen.nothing.heading.text() == "There are no people yet."
    (button,) = screen.nothing.findChildren(ActionButton)
    button.click()
    assert ctx.told.opened == [(Official, None)]  # type: ignore[attr-defined]


def test_nothing_found_says_what_was_looked_for_and_offers_the_way_back(
    qtbot: QtBot, open_list: Callable[[str], ListScreen]
) -> None:
    screen = open_list("nominations")
    screen.filters.toggle("status", "withdrawn")
    assert screen.nothing.heading.text() == "Nothing meets these conditions."
    screen.search.setText("nuñes")
    qtbot.waitUntil(lambda: screen.nothing.heading.text() == "Nothing found for “nuñes”.")
    screen.commands.trigger("list.everything")
    assert len(shown(screen)) == 6
    assert screen.search.text() == ""


def test_columns_order_widths_and_sort_come_back(
    qtbot: QtBot, ctx: Context, open_list: Callable[[str], ListScreen]
) -> None:
    screen = open_list("officials")
    header = screen.table.horizontalHeader()
    header.moveSection(0, 2)
    header.resizeSection(1, 333)
    menu = screen.table.columns_menu()
    next(action for action in menu.actions() if action.text() == "E-mail").trigger()
    header.setSortIndicator(2, Qt.SortOrder.DescendingOrder)
    screen.remember()
    again = open_list("officials").table
    assert again.layout_to_keep() == screen.table.layout_to_keep()
    assert again.layout_to_keep()["hidden"] == ["email"]
    assert again.layout_to_keep()["sort"] == ["country", True]
    assert again.horizontalHeader().visualIndex(0) == 2


def test_the_last_column_cannot_be_hidden(open_list: Callable[[str], ListScreen]) -> None:
    table = open_list("networks").table
    for place in range(1, len(table._model.columns)):
        table.horizontalHeader().setSectionHidden(place, True)
    ticked = [action for action in table.columns_menu().actions() if action.isChecked()]
    assert [action.isEnabled() for action in ticked] == [False]


def test_lines_are_copied_as_a_spreadsheet_pastes_them(
    ctx: Context, placed: PlacedDesk, open_list: Callable[[str], ListScreen]
) -> None:
    ctx.desk.records.save(Official(given_names="Eva", family_names='=HYPERLINK("x")'))
    screen = open_list("officials")
    screen.select([screen.model.ids[shown(screen).index('=HYPERLINK("x"), Eva')], placed.officials[1].id])
    screen.commands.trigger("list.copy")
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:3] == ["Name", "City", "Country"]
    cells = {line.split("\t")[0] for line in lines[1:]}
    assert cells == {"Abril Tarache, Jorge Camilo", '\'=HYPERLINK("x"), Eva'}


def test_deleting_asks_first_and_can_be_undone(
    qtbot: QtBot,
    ctx: Context,
    placed: PlacedDesk,
    open_list: Callable[[str], ListScreen],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    answers = [False, True]

    def ask(parent: object, lang: object, text: str, verb: str, destructive: bool = False) -> bool:
        asked.append(f"{text} [{verb}]")
        assert destructive
        return answers.pop(0)

    monkeypatch.setattr(standard, "ask", ask)
    screen = open_list("officials")
    ctx.desk.records.save(Official(given_names="Eva", family_names="Aab"))
    qtbot.waitUntil(lambda: len(shown(screen)) == 7)
    screen.table.selectRow(0)
    screen.commands.trigger("list.delete")
    assert len(ctx.desk.lists.ids("officials")) == 7
    screen.commands.trigger("list.delete")
    qtbot.waitUntil(lambda: len(shown(screen)) == 6)
    assert asked == ["Delete “Aab, Eva”? You can undo this. [Delete 1 record]"] * 2
    ctx.desk.history.undo()
    qtbot.waitUntil(lambda: len(shown(screen)) == 7)


def test_what_is_in_use_is_not_deleted_and_the_reason_is_told(
    ctx: Context, placed: PlacedDesk, open_list: Callable[[str], ListScreen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standard, "ask", lambda *_, **__: True)
    screen = open_list("officials")
    screen.select([placed.officials[0].id])
    screen.commands.trigger("list.delete")
    (notice,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, ErrorNotice)]
    assert "stand in the way" in notice.sentence.text()
    notice.close()
    assert len(shown(screen)) == 6


def test_on_a_desk_for_reading_writing_commands_are_off_and_say_why(
    qtbot: QtBot, tmp_path: Path, placed: PlacedDesk
) -> None:
    from exchange_desk.services.desk import Desk
    from tests.gui.placed_desk import make_context

    desk = Desk.open(tmp_path / "test.desk", read_only=True)
    ctx = make_context(desk)
    screen = ListScreen(ctx, "officials", [Command("new", "New…", lambda _: None, writes=True)], empty=NO_PEOPLE)
    qtbot.addWidget(screen)
    screen.show()
    screen.table.selectAll()
    assert not screen.commands.action("new").isEnabled()
    assert screen.commands.action("new").statusTip() == "The desk is open for reading only."
    assert not screen.commands.action("list.delete").isEnabled()
    assert screen.commands.action("list.copy").isEnabled()
    ctx.changes.stop()
    desk.close()


def test_everything_that_takes_the_keyboard_has_a_name(open_list: Callable[[str], ListScreen]) -> None:
    screen = open_list("nominations")
    screen.filters.toggle("status", "placed")
    assert unnamed(screen) == []


def test_tab_leaves_the_table(qtbot: QtBot, open_list: Callable[[str], ListScreen]) -> None:
    assert not open_list("officials").table.tabKeyNavigation()


def test_a_programme_narrows_whatever_else_is_asked(
    ctx: Context, placed: PlacedDesk, open_list: Callable[[str], ListScreen]
) -> None:
    screen = open_list("nominations")
    screen.set_scope({"programme_id": "another"})
    assert shown(screen) == []
    assert screen.nothing.heading.text() == "There are no people yet."
    screen.set_scope({"programme_id": placed.programme.id})
    screen.filters.toggle("status", "placed")
    assert screen.count_line.text() == "2 of 6"
