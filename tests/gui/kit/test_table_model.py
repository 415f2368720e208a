"""The list model: every id, rows a page at a time, in the order the desk gives."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.table_model import ID_ROLE, PAGE, VALUE_ROLE, ListingModel, plain_tip
from exchange_desk.model import City, NominationStatus
from exchange_desk.support.language import Language
from tests.gui.placed_desk import PlacedDesk


class Counted:
    """Lists that note which pages were asked for."""

    def __init__(self, lists: Any) -> None:
        self._lists = lists
        self.pages: list[int] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._lists, name)

    def rows(self, name: str, ids: Any) -> Any:
        self.pages.append(len(ids))
        return self._lists.rows(name, ids)


def column_of(model: ListingModel, name: str) -> int:
    return next(place for place, column in enumerate(model.columns) if column.name == name)


def test_it_keeps_to_the_rules_of_models(ctx: Context, qtmodeltester: ModelTester) -> None:
    model = ListingModel(ctx.desk.lists, "nominations", ctx.lang)
    model.refresh()
    assert model.rowCount() == 6
    qtmodeltester.check(model)


def test_rows_are_fetched_a_page_at_a_time_when_they_are_looked_at(ctx: Context) -> None:
    ctx.desk.records.save(*[City(name=f"Villa {n:04}", country="UY") for n in range(900)])
    lists = Counted(ctx.desk.lists)
    model = ListingModel(lists, "cities", ctx.lang)  # type: ignore[arg-type]
    model.refresh()
    assert model.rowCount() == 905
    assert lists.pages == []
    for row in (0, 1, PAGE - 1, 450):
        assert model.index(row, 0).data()
    assert lists.pages == [PAGE, PAGE]
    assert model.index(904, 0).data() == "Villa 0899"
    assert lists.pages[-1] == 905 % PAGE


def test_states_have_a_word_a_symbol_and_a_tone(ctx: Context) -> None:
    model = ListingModel(ctx.desk.lists, "nominations", Language("en"))
    model.refresh()
    status = column_of(model, "status")
    found = {model.index(row, status).data(): model.index(row, status) for row in range(6)}
    assert set(found) == {"Eligible", "Placed"}
    for index in found.values():
        assert not index.data(Qt.ItemDataRole.DecorationRole).isNull()
        assert index.data(Qt.ItemDataRole.ForegroundRole) is not None
        assert index.data(VALUE_ROLE) in tuple(NominationStatus)


def test_sorting_and_searching_happen_in_the_desk(ctx: Context) -> None:
    model = ListingModel(ctx.desk.lists, "officials", ctx.lang)
    model.refresh()
    names = [model.text(row, 0) for row in range(6)]
    assert names[0].startswith("Abril")
    assert names[-1].startswith("de la Torre")
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert [model.text(row, 0) for row in range(6)] == names[::-1]
    model.look_for("nunez", {})
    assert [model.text(row, 0) for row in range(model.rowCount())] == ["Núñez Peñaloza, María José"]
    model.look_for("", {"country": "PE"})
    assert model.rowCount() == 2


def test_a_record_is_found_by_its_id(ctx: Context, placed: PlacedDesk) -> None:
    model = ListingModel(ctx.desk.lists, "officials", ctx.lang)
    model.refresh()
    wanted = placed.officials[3].id
    assert model.index(model.row_of(wanted), 0).data(ID_ROLE) == wanted
    assert model.row_of("nobody") == -1


def test_a_row_that_was_deleted_a_moment_ago_is_empty(ctx: Context) -> None:
    ctx.desk.records.save(City(name="Aba", country="UY"))
    model = ListingModel(ctx.desk.lists, "cities", ctx.lang)
    model.refresh()
    ctx.desk.records.delete(City, [model.ids[0]])
    assert model.index(0, 0).data() == ""
    assert model.index(1, 0).data() == "Belo Horizonte"


@pytest.mark.parametrize("text", ["<b>Quito</b>", "a < b & c", "Quito"])
def test_a_tool_tip_shows_its_text_and_no_markup(text: str, qtbot: object) -> None:
    from PySide6.QtGui import QTextDocument

    tip = plain_tip(text)
    document = QTextDocument()
    document.setHtml(tip) if "<" in text else document.setPlainText(tip)
    assert document.toPlainText() == text
