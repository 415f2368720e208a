"""The preferences: tried out at once, kept only when saved; backups made and gone back to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import Question
from exchange_desk.gui.preferences.dialog import PreferencesDialog
from exchange_desk.model import Official
from exchange_desk.support.settings import Settings
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
def saved() -> list[Settings]:
    return []


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication, ctx: Context, saved: list[Settings]) -> Iterator[PreferencesDialog]:
    made = PreferencesDialog(ctx, saved.append)
    made.show()
    yield made
    if isValid(made):
        made.close()
    theme.prepare(qapp, theme="system", text_size=100)


def app_size() -> float:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app.font().pointSizeF()


def test_text_size_is_seen_at_once_and_goes_back_when_left(dialog: PreferencesDialog, saved: list[Settings]) -> None:
    before = app_size()
    dialog.appearance.slider.setValue(15)
    assert app_size() == pytest.approx(before * 1.5)
    assert dialog.appearance.per_cent.text() == "150 %"
    dialog.reject()
    assert app_size() == pytest.approx(before)
    assert saved == []


def test_saving_hands_over_what_was_chosen_once(dialog: PreferencesDialog, saved: list[Settings]) -> None:
    dialog.appearance.language.setCurrentIndex(dialog.appearance.language.findText("Português"))
    dark = next(b for b in dialog.appearance.themes.buttons() if b.property("theme") == "dark")
    dark.click()
    dialog.save.click()
    assert [(s.language, s.theme, s.text_size) for s in saved] == [("pt", "dark", 100)]


def test_saving_without_a_change_tells_nobody(dialog: PreferencesDialog, saved: list[Settings]) -> None:
    dialog.save.click()
    assert saved == []


def test_languages_are_called_by_their_own_names(dialog: PreferencesDialog) -> None:
    box = dialog.appearance.language
    assert [box.itemText(i) for i in range(box.count())] == ["Español", "Português", "Français", "English"]


def test_a_backup_is_made_and_listed(qtbot: QtBot, ctx: Context, dialog: PreferencesDialog) -> None:
    dialog.tabs.setCurrentIndex(1)
    assert dialog.data.list.topLevelItemCount() == 0
    dialog.data.back_up.click()
    qtbot.waitUntil(lambda: dialog.data.list.topLevelItemCount() == 1, timeout=20_000)
    assert dialog.data.list.topLevelItem(0).text(1) == "Asked for"
    assert "The backup was made" in dialog.data.notice.text
    assert dialog.data.back_up.isEnabled()


def test_going_back_to_a_backup_asks_first_and_keeps_the_desk_as_it_was(
    qtbot: QtBot, placed: PlacedDesk, dialog: PreferencesDialog
) -> None:
    placed.desk.upkeep.backup()
    placed.desk.records.save(Official(given_names="Nadia", family_names="Después"))
    people = placed.desk.lists.count("officials")
    dialog.tabs.setCurrentIndex(1)
    dialog.data.refresh()
    assert not dialog.data.restore.isEnabled()
    dialog.data.list.setCurrentItem(dialog.data.list.topLevelItem(0))
    dialog.data.restore.click()
    question = dialog.data.findChildren(Question)[0]
    assert question.no.isDefault()
    assert placed.desk.lists.count("officials") == people
    question.yes.click()
    qtbot.waitUntil(lambda: bool(dialog.data.notice.text), timeout=20_000)
    assert dialog.data.isEnabled()
    assert placed.desk.lists.count("officials") == people - 1
    assert dialog.data.list.topLevelItemCount() >= 2
    reasons = {dialog.data.list.topLevelItem(i).text(1) for i in range(dialog.data.list.topLevelItemCount())}
    assert "The desk that a backup took the place of" in reasons


def test_a_file_that_is_no_backup_is_refused_in_a_sentence(
    qtbot: QtBot, placed: PlacedDesk, dialog: PreferencesDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = tmp_path / "no.desk"
    nothing.write_text("not a desk", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(nothing), ""))
    people = placed.desk.lists.count("officials")
    dialog.tabs.setCurrentIndex(1)
    dialog.data.other.click()
    dialog.data.findChildren(Question)[0].yes.click()
    qtbot.waitUntil(lambda: bool(dialog.data.notice.text), timeout=20_000)
    assert dialog.data.isEnabled()
    assert placed.desk.lists.count("officials") == people


def test_it_fits_a_small_screen_and_everything_has_a_name(dialog: PreferencesDialog) -> None:
    assert dialog.minimumSizeHint().height() <= 560
    for tab in range(2):
        dialog.tabs.setCurrentIndex(tab)
        assert [name for name in unnamed(dialog) if "QTabBar" not in name] == []
