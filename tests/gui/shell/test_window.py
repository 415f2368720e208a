"""The main window: lists, menus, keys, panes, what it remembers, and how it closes."""

import gc
import threading
from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from exchange_desk.gui.shell.dropping import dropped_workbooks
from exchange_desk.gui.shell.leaving import StopQuestion
from exchange_desk.gui.shell.sections import SECTIONS
from exchange_desk.gui.shell.window import MainWindow
from exchange_desk.model import City, Official
from exchange_desk.services.desk import Desk
from exchange_desk.support.language import LANGUAGES, Language
from exchange_desk.support.settings import Settings
from tests import builders
from tests.gui.hosting import Host, Open
from tests.gui.placed_desk import PlacedDesk, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests

IDS = [section.id for section in SECTIONS]


def actions_of(menus: Iterable[QMenu]) -> list[QAction]:
    found = []
    for menu in menus:
        for action in menu.actions():
            sub = action.menu()
            found += actions_of([sub]) if isinstance(sub, QMenu) else [action]
    return found


def menus_of(window: MainWindow) -> list[QMenu]:
    return [menu for action in window.menuBar().actions() if isinstance(menu := action.menu(), QMenu)]


@pytest.mark.parametrize("section", IDS)
def test_every_list_opens_names_everything_and_fits_a_small_screen(open_window: Open, section: str) -> None:
    window = open_window(section)
    window.resize(1092, 614)
    QApplication.processEvents()
    assert window.browser.section_id == section
    assert unnamed(window) == []
    assert window.minimumSizeHint().width() <= 1092
    assert window.minimumSizeHint().height() <= 614
    assert (window.width(), window.height()) == (1092, 614)


@pytest.mark.parametrize("section", IDS)
def test_no_two_actions_share_a_key(open_window: Open, section: str) -> None:
    window = open_window(section)
    screen = window.browser.screen_shown
    sets = window.command_sets()
    keys = [action.shortcut().toString() for each in sets for _, action, _ in each.offered()]
    keys = [key for key in keys if key]
    assert len(keys) == len(set(keys)), sorted(keys)
    assert screen is None or "list.open" in {command.id for command in screen.commands.commands}


def test_no_key_moves_between_keyboard_layouts(open_window: Open) -> None:
    """Ctrl+Alt is AltGr on Spanish, Portuguese and French keyboards; brackets and the like sit elsewhere."""
    window = open_window()
    for each in window.command_sets():
        for _, action, _why in each.offered():
            text = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
            assert "Ctrl+Alt" not in text
            assert not set(text.removeprefix("Ctrl+")) & set("[]{}/\\`~'^")


@pytest.mark.parametrize("section", IDS)
def test_every_action_has_its_role(open_window: Open, section: str) -> None:
    window = open_window(section)
    roles: dict[QAction.MenuRole, list[str]] = {}
    bar = window.menuBar().actions()
    for action in {*bar, *actions_of(menus_of(window)), *window.toolbar.actions()}:
        if not action.isSeparator():
            roles.setdefault(action.menuRole(), []).append(action.objectName())
    assert roles.pop(QAction.MenuRole.AboutRole) == ["help.about"]
    assert roles.pop(QAction.MenuRole.PreferencesRole) == ["tools.preferences"]
    assert roles.pop(QAction.MenuRole.QuitRole) == ["file.quit"]
    assert set(roles) == {QAction.MenuRole.NoRole}


@pytest.mark.parametrize("code", LANGUAGES)
def test_menus_stand_in_their_order_without_a_letter_twice(open_window: Open, code: str) -> None:
    window = open_window(code=code)
    lang = Language(code)
    titles = [action.text() for action in window.menuBar().actions()]
    names = ("&File", "&Edit", "&View", "&Record", "&Placement", "&Tools", "&Help")
    assert titles == [lang(name) for name in names]
    letters = [title[title.index("&") + 1].casefold() for title in titles]
    assert len(set(letters)) == len(letters), titles


def test_the_menus_follow_the_list_that_is_shown(open_window: Open) -> None:
    window = open_window("cities")
    record = next(menu for menu in menus_of(window) if menu.title() == "&Record")
    assert "New city…" in [action.text() for action in record.actions()]
    assert "Show everything" in [action.text() for action in record.actions()]
    window.show_list("officials")
    assert "New official…" in [action.text() for action in record.actions()]
    assert "New city…" not in [action.text() for action in record.actions()]
    assert "New official…" in [action.text() for action in window.toolbar.actions()]
    edit = next(menu for menu in menus_of(window) if menu.title() == "&Edit")
    assert {"Copy lines", "Delete…"} <= {action.text() for action in edit.actions()}
    window.show_list("start")
    assert [action.isEnabled() for action in record.actions()] == [False]


def test_ctrl_n_makes_what_the_list_is_of(qtbot: QtBot, open_window: Open) -> None:
    window = open_window("cities")
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert [type(form.record) for form in window.opener.forms()] == [City]  # type: ignore[attr-defined]


def test_lists_are_reached_by_number(qtbot: QtBot, open_window: Open) -> None:
    window = open_window("officials")
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    assert window.browser.section_id == "cities"


def test_the_sidebar_counts_and_follows(qtbot: QtBot, open_window: Open, placed: PlacedDesk) -> None:
    window = open_window()
    qtbot.waitUntil(lambda: window.sidebar.count_of("received") == "0")
    assert window.sidebar.count_of("officials") == "6"
    placed.desk.records.save(City(name="Morón", country="AR"))
    qtbot.waitUntil(lambda: window.sidebar.count_of("cities") == "6")
    item = window.sidebar._items["cities"]
    assert item.data(0, Qt.ItemDataRole.AccessibleTextRole) == "Cities: 6"


def test_a_daily_question_opens_the_list_with_its_conditions(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    view = window.sidebar._items["nominations"].child(1)
    window.sidebar.itemClicked.emit(view, 0)
    screen = window.browser.screen_shown
    assert screen is not None
    assert screen.filters.chips() == ["Status: Complete, Eligible, Shortlisted"]
    assert screen.model.rowCount() == 4
    assert window.sidebar.currentItem() is not None
    window.sidebar.itemClicked.emit(window.sidebar._items["nominations"], 0)
    assert screen.filters.chips() == []


def test_the_programme_narrows_its_lists_and_their_counts(qtbot: QtBot, open_window: Open, placed: PlacedDesk) -> None:
    from exchange_desk.model import Programme

    placed.desk.records.save(Programme(code="OTRO-26", name="Otro"))
    window = open_window("nominations")
    combo = window.toolbar.programme
    assert [combo.itemText(place) for place in range(combo.count())] == [
        "All programmes",
        "FICT-2026 · Intercambio de funcionarios locales",
        "OTRO-26 · Otro",
    ]
    combo.setCurrentIndex(2)
    combo.activated.emit(2)
    screen = window.browser.screen_shown
    assert screen is not None
    assert screen.model.rowCount() == 0
    qtbot.waitUntil(lambda: window.sidebar.count_of("nominations") == "0")
    qtbot.waitUntil(lambda: window.sidebar.count_of("received") == "0")
    assert window.sidebar.count_of("officials") == "6"
    again = MainWindow(placed.desk, window.ctx.settings, Language("en"), window._host)
    assert again.toolbar.programme.currentText() == "OTRO-26 · Otro"
    again.close()


def test_undo_and_redo_carry_the_name_of_the_step(qtbot: QtBot, open_window: Open, placed: PlacedDesk) -> None:
    window = open_window("cities")
    placed.desk.records.save(City(name="Morón", country="AR"))
    undo, redo = window.commands.action("edit.undo"), window.commands.action("edit.redo")
    qtbot.waitUntil(lambda: undo.text() == "Undo “Save city”")
    assert not redo.isEnabled()
    undo.trigger()
    qtbot.waitUntil(lambda: redo.isEnabled())
    assert redo.text() == "Redo “Save city”"
    assert len(placed.desk.lists.ids("cities")) == 5
    qtbot.waitUntil(lambda: window.status.message.text() == "Undone: Save city")
    redo.trigger()
    qtbot.waitUntil(lambda: len(placed.desk.lists.ids("cities")) == 6)


def test_f6_goes_from_pane_to_pane_and_round(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    with qtbot.waitActive(window):
        window.activateWindow()
    window.sidebar.setFocus()
    seen: list[QWidget | None] = []
    for _ in range(3):
        window.views.next_pane(1)
        seen.append(window.focusWidget())
    screen = window.browser.screen_shown
    assert screen is not None
    assert seen == [screen.table, window.browser.detail, window.sidebar]
    window.views.next_pane(-1)
    assert window.focusWidget() is window.browser.detail


def test_details_stand_beside_and_give_way_where_room_is_short(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    QApplication.processEvents()
    toggle = window.commands.action("view.detail")
    assert window.browser.detail.isVisible()
    assert toggle.isChecked()
    window.resize(1092, 614)
    QApplication.processEvents()
    assert not window.browser.detail.isVisible()
    toggle.trigger()
    assert window.browser.detail.isVisible()
    window.resize(1366, 768)
    QApplication.processEvents()
    toggle.trigger()
    assert not window.browser.detail.isVisible()
    window.resize(1092, 614)
    QApplication.processEvents()
    assert window.browser.detail.isVisible()  # each width remembers its own wish


def test_size_columns_and_the_last_list_come_back(qtbot: QtBot, open_window: Open, placed: PlacedDesk) -> None:
    window = open_window("cities")
    window.resize(777, 666)
    screen = window.browser.screen_shown
    assert screen is not None
    screen.table.horizontalHeader().resizeSection(0, 377)
    window.close()
    settings = Settings.load()
    again = MainWindow(placed.desk, settings, Language("en"), Host())
    again.show()
    assert (again.width(), again.height()) == (777, 666)  # the screen of the tests is 800 wide
    assert again.browser.section_id == "cities"
    assert again.browser.screen_shown is not None
    assert again.browser.screen_shown.table.columnWidth(0) == 377
    again.close()


def test_a_section_that_is_no_more_gives_the_start_page(open_window: Open) -> None:
    assert open_window("a list of an older version").browser.section_id == "start"


def test_a_demonstration_says_so_above_everything(open_window: Open, host: Host) -> None:
    window = open_window(demo=True)
    (bar,) = window.bars
    assert bar.isVisible()
    assert "Fictional data" in bar.text
    assert "Demonstration" in window.windowTitle()
    bar.buttons[0].click()
    assert [path.name for path in host.opened] == ["exchange.desk"]


def test_a_desk_for_reading_says_so_and_writes_nothing(qtbot: QtBot, tmp_path: Path, placed: PlacedDesk) -> None:
    desk = Desk.open(tmp_path / "test.desk", read_only=True)
    host = Host()
    window = MainWindow(desk, Settings(window={"section": "cities"}), Language("en"), host)
    window.show()
    (bar,) = window.bars
    assert "for reading only" in bar.text
    for command in ("edit.undo", "file.import"):
        assert not window.commands.action(command).isEnabled()
    bar.buttons[0].click()
    assert host.opened == [tmp_path / "test.desk"]
    window.close()
    desk.close()


def test_a_window_title_names_nobody(open_window: Open, placed: PlacedDesk) -> None:
    window = open_window()
    window.ctx.open_record(Official, placed.officials[0].id)
    titles = [each.windowTitle() for each in QApplication.topLevelWidgets() if each.isVisible()]
    assert not any("Núñez" in title for title in titles)


def drag(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def test_a_workbook_dropped_on_the_window_begins_its_import(
    open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    begun: list[list[Path]] = []
    monkeypatch.setattr(window.files, "import_list", begun.append)
    for name, taken in (("lista.xlsx", True), ("LISTA.ODS", True), ("foto.png", False)):
        data = drag(tmp_path / name)
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
        enter.ignore()
        window.dragEnterEvent(enter)
        assert enter.isAccepted() is taken
        window.dropEvent(QDropEvent(QPoint(5, 5), copy, data, left, none))
    assert begun == [[tmp_path / "lista.xlsx"], [tmp_path / "LISTA.ODS"]]
    several = QMimeData()
    several.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.xlsx", "b.pdf", "c.csv")])
    assert dropped_workbooks(several) == [tmp_path / "a.xlsx", tmp_path / "c.csv"]
    web = QMimeData()
    web.setUrls([QUrl("https://example.org/lista.xlsx")])
    assert dropped_workbooks(web) == []


def test_forms_with_changes_keep_the_window_open(qtbot: QtBot, open_window: Open, placed: PlacedDesk) -> None:
    window = open_window()
    window.ctx.open_record(Official, placed.officials[0].id)
    (form,) = window.opener.forms()
    form.blocks["email"].editor.set_value("otra@example.org")  # type: ignore[attr-defined]
    assert not window.close()
    assert window.isVisible()
    form._discard()  # type: ignore[attr-defined]
    assert window.close()


def test_one_form_for_each_record(open_window: Open, placed: PlacedDesk) -> None:
    window = open_window()
    for _ in range(2):
        window.ctx.open_record(Official, placed.officials[0].id)
    window.ctx.open_record(Official, placed.officials[1].id)
    for _ in range(2):
        window.ctx.open_record(Official, None)
    assert len(window.opener.forms()) == 4


def test_a_record_that_is_gone_is_told(qtbot: QtBot, open_window: Open) -> None:
    from exchange_desk.gui.kit.errors import ErrorNotice

    window = open_window()
    window.ctx.open_record(Official, "nobody")
    (notice,) = window.findChildren(ErrorNotice)
    assert "no longer in the desk" in notice.sentence.text()
    notice.close()


def test_a_running_job_is_asked_about_before_closing(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    begun = threading.Event()

    def job(progress: object) -> None:
        begun.set()
        while True:
            progress.step(1, 10, "Reading rows")  # type: ignore[attr-defined]

    window.ctx.tasks.run("Importing", job, done=lambda _: None)
    begun.wait(5)
    qtbot.waitUntil(lambda: window.status.progress.isVisible())
    qtbot.waitUntil(lambda: window.status.job.text() == "Reading rows")
    assert not window.close()
    (question,) = window.findChildren(StopQuestion)
    assert question.stay.isDefault()
    with qtbot.waitSignal(window.destroyed):
        question.stop.click()


def test_the_status_bar_stops_a_job(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    said: list[str] = []

    def job(progress: object) -> None:
        while True:
            progress.step(1, 10)  # type: ignore[attr-defined]

    window.ctx.tasks.run("Importing", job, done=lambda _: None, cancelled=lambda: said.append("cancelled"))
    assert window.status.cancel.isVisible()
    window.status.cancel.click()
    qtbot.waitUntil(lambda: said == ["cancelled"])
    assert not window.status.cancel.isVisible()


def test_the_status_bar_tells_when_was_saved_and_that_there_is_no_backup(
    qtbot: QtBot, open_window: Open, placed: PlacedDesk
) -> None:
    window = open_window()
    qtbot.waitUntil(lambda: window.status.saved.text().startswith("Saved "))
    assert window.status.backup.text() == "No backup yet"
    window.commands.trigger("file.backup")
    qtbot.waitUntil(lambda: window.status.backup.text() == "Backup of today", timeout=10_000)
    assert window.status.message.text().startswith("Backup made: ")


def test_the_status_bar_tells_of_imports_that_wait_and_opens_the_received_lists(
    qtbot: QtBot, open_window: Open, placed: PlacedDesk, tmp_path: Path
) -> None:
    window = open_window()
    assert not window.status.pending.isVisible()
    rows = [("Nombre", "Apellidos", "Correo"), ("Ana", "Ruiz Vega", "ana@example.org")]
    imports = placed.desk.imports
    draft = imports.keep_draft(imports.plan(builders.xlsx(tmp_path / "lista.xlsx", {"Lista": rows})))
    window.status.show_pending()
    assert window.status.pending.isVisible()
    assert window.status.pending.text() == "1 import pending"
    window.status.pending.click()
    qtbot.waitUntil(lambda: window.browser.section_id == "received")
    imports.discard_draft(draft)
    window.status.show_pending()
    assert not window.status.pending.isVisible()


def test_text_size_and_colours_are_asked_of_the_host(open_window: Open, host: Host) -> None:
    window = open_window()
    for command in ("view.larger", "view.smaller", "view.normal", "view.dark"):
        window.commands.trigger(command)
    assert [(each.text_size, each.theme) for each in host.applied] == [
        (110, "system"),
        (90, "system"),
        (100, "system"),
        (100, "dark"),
    ]


def test_help_names_every_key(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    window.commands.trigger("help.keys")
    from exchange_desk.gui.shell.help import AboutDialog, KeysDialog

    (dialog,) = window.findChildren(KeysDialog)
    lines = {dialog.list.topLevelItem(row).text(0) for row in range(dialog.list.topLevelItemCount())}  # type: ignore[union-attr]
    assert {"Search or run…", "New official…", "Export to Excel…", "Save a form"} <= lines
    assert dialog.minimumSizeHint().height() <= 560
    dialog.close()
    window.commands.trigger("help.about")
    (about,) = window.findChildren(AboutDialog)
    assert unnamed(about) == []
    about.close()


def test_nothing_is_left_of_a_window_that_was_closed(qtbot: QtBot, open_window: Open, placed: PlacedDesk) -> None:
    def once() -> None:
        window = open_window("cities")
        window.show_list("officials")
        QApplication.processEvents()
        with qtbot.waitSignal(window.destroyed):
            window.close()

    def living() -> int:
        gc.collect()
        QApplication.processEvents()
        return len(QApplication.allWidgets())

    once()
    before = living()
    for _ in range(3):
        once()
    assert living() <= before
