"""Many records at once, views that are kept, and the way from record to record."""

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from exchange_desk.gui.kit.bulk import BulkDialog, common_fields
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.empty import Empty
from exchange_desk.gui.kit.form import Form
from exchange_desk.gui.kit.groups import Detail, Group
from exchange_desk.gui.kit.list_screen import ListScreen
from exchange_desk.gui.kit.views import saved_views
from exchange_desk.gui.nominations.form import GROUPS as NOMINATION_GROUPS
from exchange_desk.gui.people.form import GROUPS
from exchange_desk.model import Institution, Nomination, Official
from tests.gui.placed_desk import PlacedDesk, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests


@pytest.fixture
def dialog(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> BulkDialog:
    made = BulkDialog(ctx, Official, [each.id for each in placed.officials[:3]], GROUPS)
    made.show()
    return made


def rows(dialog: BulkDialog) -> list[list[str]]:
    table = dialog.preview
    return [[table.item(row, column).text() for column in range(4)] for row in range(table.rowCount())]


def test_nobodys_own_data_and_no_life_cycle_is_changed_for_many() -> None:
    people = common_fields(Official, GROUPS)
    assert "institution_id" in people
    assert not set(people) & {"given_names", "family_names", "email", "phone", "birth_date", "national_id", "documents"}
    nominations = common_fields(Nomination, NOMINATION_GROUPS)
    assert not set(nominations) & {"status", "host_decision", "programme_id", "official_id"}


def test_only_what_is_ticked_changes_and_it_is_one_step(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, dialog: BulkDialog
) -> None:
    (host,) = ctx.desk.records.find(Institution, name="Intendencia de Montevideo")
    assert not dialog.save_button.isEnabled()
    editor = dialog.editors["institution_id"]
    editor.set_value(host.id)
    editor.changed.emit()
    dialog.editors["post"].set_value("Jefa")  # not ticked, as nobody typed it
    qtbot.waitUntil(dialog.save_button.isEnabled)
    assert rows(dialog)[0] == ["Núñez Peñaloza, María José", "Institution", "", "Intendencia de Montevideo"]
    assert len(rows(dialog)) == 3
    with qtbot.waitSignal(dialog.destroyed):
        dialog.save()
    found = ctx.desk.records.load(Official, [each.id for each in placed.officials[:4]])
    assert [each.institution_id for each in found] == [host.id] * 3 + [None]
    assert [each.post for each in found] == [""] * 4
    assert ctx.told.said == ["3 records changed"]  # type: ignore[attr-defined]
    ctx.desk.history.undo()
    assert ctx.desk.records.get(Official, placed.officials[0].id).institution_id is None


def test_emptying_a_field_for_many_needs_the_tick(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    ids = [each.id for each in placed.officials[:2]]
    dialog = BulkDialog(ctx, Official, ids, GROUPS)
    dialog.show()
    dialog.ticks["city_id"].setChecked(True)
    dialog.show_preview()
    assert [row[1:] for row in rows(dialog)] == [["City", "Quito (EC)", ""]] * 2
    dialog.save()
    assert {each.city_id for each in ctx.desk.records.load(Official, ids)} == {None}


def test_what_is_not_understood_is_told_and_nothing_saved(qtbot: QtBot, dialog: BulkDialog) -> None:
    line = dialog.editors["city_id"].line  # type: ignore[attr-defined]
    line.setText("Atlantis")
    line.textEdited.emit("Atlantis")
    dialog.save()
    assert "“Atlantis”" in dialog.problem.text()
    assert dialog.isVisible()
    dialog.reject()


def test_the_dialog_names_everything_and_fits_a_small_screen(dialog: BulkDialog) -> None:
    assert unnamed(dialog) == []
    assert dialog.minimumSizeHint().height() <= 560
    dialog.reject()


def test_the_list_offers_it_from_two_on(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    screen = ListScreen(ctx, "officials", empty=Empty("Nobody."), detail=Detail(GROUPS))
    qtbot.addWidget(screen)
    screen.show()
    screen.table.selectRow(0)
    assert not screen.commands.action("list.edit_many").isEnabled()
    screen.table.selectAll()
    screen.commands.trigger("list.edit_many")
    (dialog,) = screen.findChildren(BulkDialog)
    assert len(dialog.ids) == 6
    dialog.reject()
    bare = ListScreen(ctx, "officials", empty=Empty("Nobody."))
    qtbot.addWidget(bare)
    assert "list.edit_many" not in {command.id for command in bare.commands.commands}


def test_a_view_is_kept_and_comes_back(qtbot: QtBot, ctx: Context) -> None:
    screen = ListScreen(ctx, "nominations", empty=Empty("None."))
    qtbot.addWidget(screen)
    screen.show()
    screen.filters.toggle("status", "placed")
    screen.search.setText("quito")
    screen.table.sort_by("sending_city", True)
    dialog = screen.views.ask_for_name()
    dialog.accept()
    assert dialog.isVisible()  # a view has a name
    dialog.line.setText("  Con plaza ")
    dialog.accept()
    assert [view["name"] for view in saved_views(ctx, "nominations")] == ["Con plaza"]
    screen.clear_conditions()
    assert screen.model.rowCount() == 6
    menu = screen.views.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert screen.filters.chips() == ["Status: Placed"]
    assert screen.search.text() == "quito"
    assert (screen.model.sort_column, screen.model.descending) == ("sending_city", True)
    assert screen.model.rowCount() == 2
    screen.views.save("Con plaza")
    assert len(saved_views(ctx, "nominations")) == 1
    screen.views.forget("Con plaza")
    assert saved_views(ctx, "nominations") == []


def test_a_form_walks_along_the_list(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    order = [each.id for each in placed.officials]

    def neighbour(kind: object, record_id: str, by: int) -> str | None:
        place = order.index(record_id) + by
        return order[place] if 0 <= place < len(order) else None

    ctx.neighbour = neighbour
    form = Form(ctx, ctx.desk.records.get(Official, order[0]), (Group("", ("given_names",)),))
    form.show()
    assert [button.isEnabled() for button in form.walk.buttons] == [False, True]
    with qtbot.waitSignal(form.destroyed):
        form.walk.buttons[1].click()
    assert ctx.told.opened == [(Official, order[1])]  # type: ignore[attr-defined]
    changed = Form(ctx, ctx.desk.records.get(Official, order[2]), (Group("", ("given_names",)),))
    changed.show()
    changed.blocks["given_names"].editor.set_value("Otra")
    changed.walk.buttons[0].click()
    assert changed.isVisible()  # asks first
    assert len(ctx.told.opened) == 1  # type: ignore[attr-defined]
    changed._discard()
