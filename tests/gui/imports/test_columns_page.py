"""The second step: what the columns are."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from exchange_desk.gui.imports.fix_model import FixLine, FixModel
from exchange_desk.gui.imports.fix_table import FixTable, choices_for
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.pickers import Picker
from tests.gui.imports.importing import columns, opened, plan_of, settled, workbook
from tests.gui.placed_desk import PlacedDesk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the screen of the tests has none


def test_columns_that_nobody_understood_come_first_and_can_be_said(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    window.next_button.click()
    page = columns(window)
    assert "1 column was not understood" in page.notice.text
    assert page.table.item(0, 0).text() == "G · Zeta"
    assert page.table.item(0, 1).text() == "x  ·  y"
    picker = page.table.cellWidget(0, 2)
    assert isinstance(picker, Picker)
    assert [text for _, text in picker._source("TEMA")] == []
    assert [text for _, text in picker._source("theme")] == ["Theme areas"]
    picker.set_value("theme")
    picker.changed.emit()
    assert plan_of(window).tables[0].columns[6].field == "theme"
    assert page.table.item(0, 3).text() == "Chosen by you"
    assert "not understood" not in page.notice.text


def test_what_hardly_any_list_can_do_without_is_missed_at_once(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, tmp_path: Path
) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    window.go_to(1)
    page = columns(window)
    assert "No column holds: City." in page.notice.text
    window.draft.decisions.set_field("POSTULADOS", 4, None)
    assert "No column holds: E-mail and City." in page.notice.text
    window.draft.set_sender(placed.cities["Quito"].id)
    settled(qtbot, window)
    assert "No column holds: E-mail." in page.notice.text


def test_values_that_were_not_recognised_are_said_once_for_all_their_cells(
    qtbot: QtBot, ctx: Context, tmp_path: Path
) -> None:
    path = workbook(tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    for row, (heading, country) in enumerate(
        (("Idiomas", "País"), ("Castellanno", "Equador"), ("Castellanno", "Zzyx")), 3
    ):
        sheet.cell(row, 8, heading)
        sheet.cell(row, 9, country)
    book.save(path)
    window = opened(qtbot, ctx, path)
    window.go_to(1)
    values = columns(window).values
    lines = {line.texts[0]: line.texts[1:] for line in values.model.lines}
    assert lines["Castellanno"] == ["Languages, several in one cell", "2", "Spanish"]
    assert lines["Zzyx"][2] == ""
    place = [line.texts[0] for line in values.model.lines].index("Zzyx")
    assert values.model.setData(values.model.index(place, 3), "Ecuador")
    values.apply.click()
    rows = list(plan_of(window).rows)
    assert "language.es" in rows[0].values
    assert "language.es" in rows[1].values
    assert rows[1].values["country"] == "EC"
    assert not values.isVisible()


def test_a_choice_is_typed_or_taken_from_the_list(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    model = FixModel(ctx.lang, ["Received", "Stands for"], (1,))
    model.show_lines([FixLine("a", ["Zzyx", ""]), FixLine("b", ["mayo", ""])])
    table = FixTable(model, "values")
    qtbot.addWidget(table)
    table.offer(lambda row: choices_for("country.unread", ctx.lang) if row == 0 else ())
    table.show()
    table.edit(model.index(0, 1))
    box = table.findChildren(QComboBox)[0]
    assert box.findText("Ecuador") > 0
    box.setEditText("Ecuador")
    table.itemDelegateForColumn(1).setModelData(box, model, model.index(0, 1))
    assert model.lines[0].texts[1] == "Ecuador"
    assert model.lines[0].on
    assert not [line.key for line in model.chosen if line.key == "b"]


def test_without_a_column_of_names_the_plan_stays_and_the_window_says_why(
    qtbot: QtBot, ctx: Context, tmp_path: Path
) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    window.next_button.click()
    for column in (2, 3):
        window.draft.decisions.set_field("POSTULADOS", column, None)
    assert "names of people" in window.notice.text
    assert plan_of(window).tables[0].columns[2].field is not None
