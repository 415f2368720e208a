"""Bars above everything: the desk is a demonstration, or open for reading only."""

from collections.abc import Callable

from exchange_desk.gui.kit.notice_bar import NoticeBar
from exchange_desk.support.language import Language


def demo_bar(lang: Language, leave: Callable[[], None]) -> NoticeBar:
    """Amber, so that nobody takes invented people for real ones."""
    bar = NoticeBar()
    text = lang("Fictional data: this is the demonstration desk. Nothing here concerns real people.")
    bar.say("warning", text, (lang("Leave the demonstration"), leave))
    return bar


def reading_bar(lang: Language, try_again: Callable[[], None]) -> NoticeBar:
    bar = NoticeBar()
    text = lang("This desk is open for reading only. You can look, print and export; nothing is saved.")
    bar.say("info", text, (lang("Open for writing"), try_again))
    return bar
