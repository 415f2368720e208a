"""Failures and questions: a sentence, the technical part folded away, nothing destroyed by default."""

import gc

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import ErrorNotice, Question, ask, show_error
from exchange_desk.gui.kit.reason import ReasonDialog
from exchange_desk.gui.kit.saving import write
from exchange_desk.support.language import Language
from exchange_desk.support.problems import DeskError
from tests.gui.placed_desk import unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests
EN = Language("en")


def test_an_expected_failure_is_its_sentence(qtbot: QtBot) -> None:
    error = DeskError("file.locked", "“{name}” could not be written.", technical="EACCES 13", name="<b>lista</b>.xlsx")
    notice = show_error(None, error, EN)
    assert notice.sentence.text() == "“<b>lista</b>.xlsx” could not be written."
    assert notice.sentence.textFormat() == Qt.TextFormat.PlainText
    assert not notice.technical.isVisible()
    notice.details.click()
    assert notice.technical.isVisible()
    assert notice.technical.toPlainText() == "EACCES 13"
    assert unnamed(notice) == []
    assert notice.minimumSizeHint().height() <= 560
    notice.close()


def test_without_a_technical_part_there_is_nothing_to_unfold(qtbot: QtBot) -> None:
    notice = show_error(None, DeskError("x", "It is closed."), EN)
    assert not hasattr(notice, "details")
    notice.close()


def test_a_fault_is_told_kindly_and_logged_without_what_it_said(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    def fault() -> None:
        raise ValueError("Núñez Peñaloza, María José")

    try:
        fault()
    except ValueError as error:
        notice = show_error(None, error, EN)
    logged = caplog.text + capsys.readouterr().out
    assert "ValueError" in logged
    assert "Núñez" not in logged
    assert "ValueError" not in notice.sentence.text()
    assert "ValueError" in notice.technical.toPlainText()
    notice._copy()
    assert QGuiApplication.clipboard().text().startswith(notice.sentence.text())
    notice.close()
    caplog.clear()


@pytest.mark.parametrize("destructive", [True, False])
def test_the_default_button_destroys_nothing(qtbot: QtBot, destructive: bool) -> None:
    question = Question(None, EN, "Delete 3 people?", "Delete 3 people", destructive=destructive)
    qtbot.addWidget(question, before_close_func=lambda it: it.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False))
    question.show()
    assert question.yes.text() == "Delete 3 people"
    assert question.no.isDefault() is destructive
    assert question.yes.isDefault() is not destructive
    assert not question.yes.autoDefault() or not destructive


@pytest.mark.parametrize(("button", "answer"), [("yes", True), ("no", False)])
def test_asking_waits_for_the_answer(qtbot: QtBot, button: str, answer: bool) -> None:
    def click() -> None:
        (question,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, Question)]
        getattr(question, button).click()

    QTimer.singleShot(0, click)
    assert ask(None, EN, "Go on?", "Go on") is answer


def test_a_reason_is_needed_before_going_on(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    given: list[str] = []
    dialog = ReasonDialog.ask(parent, EN, "Why?", given.append)
    dialog.go_on.click()
    assert dialog.missing.isVisible()
    assert given == []
    dialog.text.setPlainText("  The city withdrew her. ")
    dialog.go_on.click()
    assert given == ["The city withdrew her."]


def test_every_label_shows_plain_text(qtbot: QtBot) -> None:
    notice = show_error(None, DeskError("x", "It is closed.", technical="x"), EN)
    assert isinstance(notice, ErrorNotice)
    texts = [label for label in notice.findChildren(QLabel) if label.text()]
    assert texts
    assert {label.textFormat() for label in texts} == {Qt.TextFormat.PlainText}
    notice.close()


def test_a_notice_without_a_window_stays_until_it_is_closed(qtbot: QtBot) -> None:
    show_error(None, DeskError("x", "It is closed."), EN)
    gc.collect()
    (notice,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, ErrorNotice)]
    assert notice.isVisible()
    notice.close()
    qtbot.waitUntil(lambda: not isValid(notice))


def test_a_fault_while_saving_is_told_and_the_window_goes_on(
    qtbot: QtBot, ctx: Context, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[BaseException] = []
    parent = QWidget()
    qtbot.addWidget(parent)
    write(ctx, "Saving", lambda: 1 / 0, lambda _: None, parent, told.append)
    assert [type(each) for each in told] == [ZeroDivisionError]
    write(ctx, "Saving", lambda: 1 / 0, lambda _: None, parent)
    (notice,) = parent.findChildren(ErrorNotice)
    notice.close()
    caplog.clear()
