"""The session: another desk, another language, another look, always by a window built anew."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.errors import ErrorNotice, Question
from exchange_desk.gui.shell.session import Session
from exchange_desk.model import City, Official
from exchange_desk.services.desk import Desk
from exchange_desk.support import paths
from exchange_desk.support.language import Language
from exchange_desk.support.settings import Settings
from tests.gui.placed_desk import PlacedDesk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests


@pytest.fixture
def begin(qtbot: QtBot, placed: PlacedDesk) -> Iterator[Callable[..., Session]]:
    made: list[Session] = []
    app = QApplication.instance()
    assert isinstance(app, QApplication)

    def session(code: str = "en", section: str = "cities") -> Session:
        settings = Settings(language=code, theme="light", window={"section": section})
        found = Session(app, placed.desk, settings, Language(code))
        found.start()
        made.append(found)
        return found

    yield session
    for each in made:
        for form in each.window.opener.forms():
            setattr(form, "_discarded", True)  # noqa: B010 - closes without asking
        each.window.close()
        each.finish()
        app.removeTranslator(each._translator)
        app.styleHints().colorSchemeChanged.disconnect(each._recolour)
    theme.prepare(app, theme="system", text_size=100)


def notice(kind: type) -> ErrorNotice:
    (found,) = [each for each in QApplication.allWidgets() if type(each) is kind and each.isVisible()]
    return found


def test_another_language_builds_the_window_anew(qtbot: QtBot, begin: Callable[..., Session]) -> None:
    session = begin()
    old = session.window
    with qtbot.waitSignal(old.destroyed):
        session.apply(replace(old.ctx.settings, language="fr"))
    assert session.lang.code == "fr"
    assert session.window.isVisible()
    assert session.window.browser.section_id == "cities"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuler"
    assert Settings.load().language == "fr"


@pytest.mark.parametrize(("code", "cancel"), [("es", "Cancelar"), ("pt", "Cancelar"), ("en", "Cancel")])
def test_the_dialogs_of_qt_speak_the_language(begin: Callable[..., Session], code: str, cancel: str) -> None:
    begin(code)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == cancel


def test_text_size_and_colours_are_taken_over_and_kept(qtbot: QtBot, begin: Callable[..., Session]) -> None:
    session = begin()
    before = session.app.font().pointSizeF()
    session.window.commands.trigger("view.larger")
    assert session.app.font().pointSizeF() == pytest.approx(before * 1.1)
    session.window.commands.trigger("view.dark")
    assert Settings.load().text_size == 110
    assert Settings.load().theme == "dark"


def test_a_form_with_changes_keeps_everything_as_it_is(
    qtbot: QtBot, begin: Callable[..., Session], placed: PlacedDesk
) -> None:
    session = begin()
    window = session.window
    window.ctx.open_record(Official, placed.officials[0].id)
    (form,) = window.opener.forms()
    form.blocks["email"].editor.set_value("otra@example.org")  # type: ignore[attr-defined]
    session.apply(replace(window.ctx.settings, language="fr"))
    assert session.window is window
    assert form.isVisible()


def test_another_desk_takes_the_place_of_this_one(
    qtbot: QtBot, begin: Callable[..., Session], placed: PlacedDesk, tmp_path: Path
) -> None:
    other = Desk.open(tmp_path / "other.desk")
    other.records.save(City(name="Morón", country="AR"))
    other.close()
    session = begin()
    old = session.window
    with qtbot.waitSignal(old.destroyed, timeout=10_000):
        session.open_desk(tmp_path / "other.desk")
    screen = session.window.browser.screen_shown
    assert screen is not None
    assert [screen.model.text(row, 0) for row in range(screen.model.rowCount())] == ["Morón"]
    assert session.window.windowTitle() == "other – Exchange Desk"
    Desk.open(placed.desk.database.path).close()  # the first desk is free again


def test_the_demonstration_is_known_by_its_file(qtbot: QtBot, begin: Callable[..., Session]) -> None:
    session = begin()
    with qtbot.waitSignal(session.window.destroyed, timeout=10_000):
        session.open_desk(paths.demo_database())
    assert session.demo
    assert len(session.window.bars) == 1


def test_a_desk_that_somebody_holds_is_offered_for_reading(
    qtbot: QtBot, begin: Callable[..., Session], tmp_path: Path
) -> None:
    held = Desk.open(tmp_path / "held.desk")
    session = begin()
    session.open_desk(tmp_path / "held.desk")
    qtbot.waitUntil(lambda: any(isinstance(each, Question) for each in QApplication.topLevelWidgets()))
    question = notice(Question)
    assert "open" in question.sentence.text()
    with qtbot.waitSignal(session.window.destroyed, timeout=10_000):
        question.yes.click()  # type: ignore[attr-defined]
    assert session.desk.database.read_only
    held.close()
    with qtbot.waitSignal(session.window.destroyed, timeout=10_000):
        session.window.bars[0].buttons[0].click()
    assert not session.desk.database.read_only


def test_a_file_that_is_no_desk_is_refused_with_its_sentence(
    qtbot: QtBot, begin: Callable[..., Session], tmp_path: Path
) -> None:
    (tmp_path / "letter.desk").write_text("Dear colleague, " * 100)
    session = begin()
    window = session.window
    session.open_desk(tmp_path / "letter.desk")
    qtbot.waitUntil(lambda: any(isinstance(each, ErrorNotice) for each in QApplication.topLevelWidgets()))
    found = notice(ErrorNotice)
    assert "letter.desk" in found.sentence.text()
    found.close()
    assert session.window is window
    assert isValid(window)


def test_the_system_turning_dark_recolours_the_window(qtbot: QtBot, begin: Callable[..., Session]) -> None:
    session = begin()
    session.settings = replace(session.settings, theme="system")
    session.window.ctx.settings = session.settings
    with qtbot.waitSignal(session.window.destroyed):
        session._recolour()
    assert session.window.isVisible()


def test_desks_opened_last_are_offered_and_missing_ones_taken_off(
    qtbot: QtBot, begin: Callable[..., Session], placed: PlacedDesk, tmp_path: Path
) -> None:
    Desk.open(tmp_path / "other.desk").close()
    session = begin()
    with qtbot.waitSignal(session.window.destroyed, timeout=10_000):
        session.open_desk(tmp_path / "other.desk")
    placed.desk.database.path.rename(tmp_path / "moved.desk")
    menu = session.window.menus._recent
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["other.desk", "test.desk (take off the list)"]
    assert not menu.actions()[0].isEnabled()
    menu.actions()[1].trigger()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["other.desk"]


def test_the_demonstration_is_made_the_first_time(qtbot: QtBot, begin: Callable[..., Session]) -> None:
    session = begin()
    with qtbot.waitSignal(session.window.destroyed, timeout=30_000):
        session.window.commands.trigger("help.demo")
    assert session.demo
    assert session.desk.lists.count("officials") > 20
    session.explore_demo()
    assert session.window.status.message.text() == "This is the demonstration."


def test_a_file_the_system_asks_to_open_is_a_desk_or_a_list(
    qtbot: QtBot, begin: Callable[..., Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begin()
    begun: list[Path | None] = []
    monkeypatch.setattr(session.window.files, "import_list", begun.append)
    session.open_file(str(tmp_path / "lista.xlsx"))
    assert begun == [tmp_path / "lista.xlsx"]
    with qtbot.waitSignal(session.window.destroyed, timeout=10_000):
        session.open_file(str(tmp_path / "new.desk"))
    assert session.desk.database.path == tmp_path / "new.desk"


def test_widths_grow_with_the_text_and_are_kept_at_the_systems_size(
    qtbot: QtBot, begin: Callable[..., Session]
) -> None:
    session = begin()
    table = session.window.browser.screen_shown.table  # type: ignore[union-attr]
    table.horizontalHeader().resizeSection(0, 200)
    with qtbot.waitSignal(session.window.destroyed):
        session.apply(replace(session.window.ctx.settings, text_size=150))
    table = session.window.browser.screen_shown.table  # type: ignore[union-attr]
    assert table.columnWidth(0) == 300
    with qtbot.waitSignal(session.window.destroyed):
        session.apply(replace(session.window.ctx.settings, text_size=100))
    assert session.window.browser.screen_shown.table.columnWidth(0) == 200  # type: ignore[union-attr]
