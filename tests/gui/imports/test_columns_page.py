"""The second step: what the columns are."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.pickers import Picker
from tests.gui.imports.importing import columns, opened, plan_of, workbook

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
    assert not page.notice.isVisible()


def test_without_a_column_of_names_the_plan_stays_and_the_window_says_why(
    qtbot: QtBot, ctx: Context, tmp_path: Path
) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    window.next_button.click()
    for column in (2, 3):
        window.draft.decisions.set_field("POSTULADOS", column, None)
    assert "names of people" in window.notice.text
    assert plan_of(window).tables[0].columns[2].field is not None
