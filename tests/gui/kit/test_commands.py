"""Commands: one value, the same in menus, toolbars and keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar
from pytestqt.qtbot import QtBot

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.commands import SEPARATOR, Command, CommandSet, Selection, any_selected, one_selected
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.looks import LOOKS, look
from exchange_desk.support.language import Language
from exchange_desk.support.resources import resource

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests


def test_a_command_runs_with_what_is_selected(qtbot: QtBot, ctx: Context) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    chosen = [Selection()]
    ran: list[Selection] = []
    commands = CommandSet(
        ctx,
        [
            Command("a", "Import list…", ran.append, "Ctrl+Shift+I", "file-up"),
            SEPARATOR,
            Command("b", "Delete…", ran.append, "Del", "trash-2", any_selected),
            Command("c", "Open", ran.append, enabled=one_selected, needs="Select one line first."),
        ],
        window,
        lambda: chosen[0],
    )
    commands.trigger("b")
    assert ran == []
    chosen[0] = Selection(("1", "2"))
    commands.trigger("b")
    assert ran == [Selection(("1", "2"))]
    commands.refresh()
    assert [(each.id, why) for each, _, why in commands.offered()] == [
        ("a", ""),
        ("b", ""),
        ("c", "Select one line first."),
    ]
    menu = commands.fill_menu(QMenu(window))
    assert [action.text() for action in menu.actions()] == ["Import list…", "", "Delete…", "Open"]
    bar = QToolBar(window)
    commands.fill_toolbar(bar, ["c", "a"])
    assert [action.text() for action in bar.actions()] == ["Open", "Import list…"]


def test_a_bare_key_belongs_to_the_list_and_every_action_has_a_role(qtbot: QtBot, ctx: Context) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    made = [Command("a", "A", print, "Del"), Command("b", "B", print, "Ctrl+K"), Command("c", "C", print, "F5")]
    commands = CommandSet(ctx, made, window)
    contexts = [commands.action(each).shortcutContext() for each in "abc"]
    within, everywhere = Qt.ShortcutContext.WidgetWithChildrenShortcut, Qt.ShortcutContext.WindowShortcut
    assert contexts == [within, everywhere, everywhere]
    assert {commands.action(each).menuRole() for each in "abc"} == {QAction.MenuRole.NoRole}


@pytest.mark.parametrize("kind", LOOKS)
def test_every_state_has_a_word_a_symbol_and_a_tone(kind: type) -> None:
    seen = set()
    for state in kind:  # type: ignore[attr-defined]
        icon, tone = look(kind, state)
        assert resource("icons", f"{icon}.svg").exists()
        assert tone in theme.TONES
        assert Language("en")(state.label)
        seen.add((icon, tone))
    assert len(seen) == len(list(kind))  # type: ignore[call-overload]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", theme.TONES)
def test_tones_can_be_read_on_both_grounds_and_on_their_own(name: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    light, dark = theme.TONES[name]
    assert contrast(light, "#FFFFFF") >= 4.5
    assert contrast(light, "#EFEFEF") >= 4.5
    assert contrast(dark, "#1F2328") >= 4.5
    assert contrast(light, theme.FILLS[name][0]) >= 4.5
    assert contrast(dark, theme.FILLS[name][1]) >= 4.5


def test_every_symbol_the_windows_name_is_there(qtbot: QtBot) -> None:
    import re

    root = Path(__file__).parents[3]
    shipped = {file.stem for file in (root / "resources" / "icons").glob("*.svg")}
    named = set()
    for file in (root / "exchange_desk" / "gui").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        named |= set(re.findall(r'(?:theme\.icon|symbol)\(\s*"([a-z0-9-]+)"', text))
        named |= set(re.findall(r'icon="([a-z0-9-]+)"', text))
    assert len(named) > 20
    assert named <= shipped
    for name in sorted(named):
        assert not theme.icon(name).pixmap(16, 16).toImage().isNull()


def test_text_grows_and_comes_back(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.set_text_size(app, 100)
    own = app.font().pointSizeF()
    theme.set_text_size(app, 150)
    assert app.font().pointSizeF() == pytest.approx(own * 1.5)
    theme.set_text_size(app, 100)
    assert app.font().pointSizeF() == pytest.approx(own)


def test_dark_colours_come_even_where_the_desktop_knows_none(qtbot: QtBot) -> None:
    from PySide6.QtGui import QPalette
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.prepare(app, theme="dark", text_size=100)
    assert theme.is_dark()
    palette = app.palette()
    roles = QPalette.ColorRole
    for text, ground in ((roles.WindowText, roles.Window), (roles.Text, roles.Base), (roles.ButtonText, roles.Button)):
        assert contrast(palette.color(text).name(), palette.color(ground).name()) >= 7
    assert contrast(palette.color(roles.HighlightedText).name(), palette.color(roles.Highlight).name()) >= 4.5
    assert theme.tone("error").name().upper() == theme.TONES["error"][1]
    theme.prepare(app, theme="light", text_size=100)
    assert not theme.is_dark()
    theme.prepare(app, theme="system", text_size=100)
