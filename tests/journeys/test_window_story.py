"""One officer's day in the window: a list comes in, people are placed, papers go out, something is taken back."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from exchange_desk.gui.documents.preview import PreviewWindow
from exchange_desk.gui.history.window import HistoryWindow
from exchange_desk.gui.imports.review_page import ReviewPage
from exchange_desk.gui.imports.window import ImportWindow
from exchange_desk.gui.kit.list_screen import ListScreen
from exchange_desk.gui.nominations.choosing import MoveDialog
from exchange_desk.gui.placements.assign import AssignDialog
from exchange_desk.gui.placements.proposal import ProposalWindow
from exchange_desk.gui.shell.window import MainWindow
from exchange_desk.model import Nomination, NominationStatus, Placement, Programme
from exchange_desk.services.desk import Desk
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language
from exchange_desk.support.resources import resource
from exchange_desk.support.settings import Settings
from tests.gui.hosting import Host

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests

LIST = resource("samples", "nomina-quito.xlsx")
REASON = "La anfitriona ofrece intérprete."
ANSWERS = {"row.struck": "skip", "identity.ambiguous": "same"}
W = TypeVar("W", bound=QWidget)


class Officer:
    """Uses the window as a person does: by its commands, its buttons and what stands in its lists."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.qtbot = qtbot
        self.desk = desk
        (self.programme,) = desk.records.find(Programme, code="ALLAS-3")
        settings = Settings(language="es", window={"section": "start"})
        self.window = MainWindow(desk, settings, Language("es"), Host(), demo=True)
        self.window.resize(1366, 768)
        self.window.show()

    def wait(self, test: Callable[[], object]) -> None:
        """Until it is so; the event loop runs meanwhile, so that the worker has its turns."""
        self.qtbot.waitUntil(lambda: bool(test()), timeout=20_000)

    def idle(self) -> None:
        self.wait(lambda: not self.window.ctx.tasks.busy)

    def shown(self, kind: type[W]) -> W:
        """The one window or dialog of this kind, once it is there."""
        self.wait(lambda: self._all(kind))
        (found,) = self._all(kind)
        return found

    def _all(self, kind: type[W]) -> list[W]:
        return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]

    def list_of(self, section: str) -> ListScreen:
        self.window.show_list(section)
        screen = self.window.browser.screen_shown
        assert screen is not None
        return screen

    def do(self, command: str, *ids: Id) -> None:
        """A command of the list that is shown, on these lines of it."""
        screen = self.window.browser.screen_shown
        assert screen is not None
        screen.select(ids)
        assert screen.selection().ids == ids
        screen.commands.trigger(command)

    def menu(self, command: str) -> None:
        self.window.commands.trigger(command)

    def narrow_to_programme(self) -> None:
        box = self.window.toolbar.programme
        box.setCurrentIndex(box.findData(self.programme.id))
        box.activated.emit(box.currentIndex())

    def drop(self, path: Path) -> ImportWindow:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        drop = Qt.DropAction.CopyAction
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        self.window.dropEvent(QDropEvent(QPointF(600, 400), drop, data, left, none))
        found = self.shown(ImportWindow)
        self.wait(lambda: found.draft.plan is not None and not found.waiting.is_busy)
        return found

    def placements(self) -> set[Id]:
        return {each.id for each in self.desk.records.find(Placement)}

    def nominations(self) -> set[Id]:
        return {each.id for each in self.desk.records.find(Nomination, programme_id=self.programme.id)}


@pytest.fixture
def officer(qtbot: QtBot, demonstration: Desk) -> Iterator[Officer]:
    made = Officer(qtbot, demonstration)
    yield made
    made.window.ctx.tasks.shut_down()


def test_a_day_at_the_desk(officer: Officer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    officer.narrow_to_programme()
    received = import_the_list(officer)
    eligible = declare_eligible(officer, received)
    assign_with_a_reason(officer, eligible[0])
    before, after = accept_a_proposal(officer)
    print_and_export(officer, tmp_path, monkeypatch)
    undo_and_redo(officer, before, after)
    read_the_history(officer)
    close_for_today(officer)


def import_the_list(officer: Officer) -> tuple[Id, ...]:
    """Drop it, answer in the window what it asks, confirm: the new nominations stand in the list."""
    before = officer.nominations()
    importing = officer.drop(LIST)
    assert importing.draft.programme == officer.programme.id
    importing.next_button.click()
    importing.next_button.click()
    review = importing.pages[importing.step]
    assert isinstance(review, ReviewPage)
    asked = 0
    while (plan := importing.draft.plan) and plan.questions:
        question = plan.questions[0]
        review.grid.go_to(*question.rows[0])
        answer = [option.id for option in question.options].index(ANSWERS[question.key])
        review.question.buttons[answer].click()
        asked += 1
        assert asked < 10, "an answer settles its question"
    assert asked == 2
    importing.next_button.click()
    importing.next_button.click()
    officer.wait(lambda: importing.stack.currentWidget() is importing.result)
    report = importing.result.report
    assert importing.close()
    new = officer.nominations() - before
    assert len(new) == len(report.nominations) == 9, "eight people who are new, and one known already"
    screen = officer.list_of("nominations")
    assert new <= set(screen.model.ids)
    rows = [screen.model.row_of(each) for each in new]
    names = [screen.model.text(row, 0) for row in rows]
    assert {"Tituaña Anrango, Sisa", "Ponce de León, Andrés"} <= set(names)
    return tuple(each for each in screen.model.ids if each in new)


def declare_eligible(officer: Officer, received: tuple[Id, ...]) -> tuple[Id, ...]:
    """All against whom the desk has no remark, in one go."""
    remarks = officer.desk.nominations.check_eligibility(received)
    clear = tuple(each for each in received if not remarks[each])
    assert len(clear) >= 2
    officer.do("nomination.status", *clear)
    dialog = officer.shown(MoveDialog)
    wanted = [option.to for option in dialog._options].index(NominationStatus.ELIGIBLE)
    dialog.list.setCurrentRow(wanted)
    dialog.go_on.click()
    officer.wait(
        lambda: {n.status for n in officer.desk.records.load(Nomination, clear)} == {NominationStatus.ELIGIBLE}
    )
    officer.idle()
    return clear


def assign_with_a_reason(officer: Officer, nomination: Id) -> None:
    """A place that is possible with a reason only: refused without one, kept with it."""
    officer.list_of("nominations")
    officer.do("nomination.assign", nomination)
    dialog = officer.shown(AssignDialog)
    officer.wait(lambda: dialog.list.place)
    for row in range(dialog.list.topLevelItemCount()):
        dialog.list.setCurrentItem(dialog.list.topLevelItem(row))
        if dialog.stay.aside.fields:
            break
    reasons = dialog.stay.aside.fields
    assert reasons, "one place needs a reason"
    dialog.assign_button.click()
    assert dialog.isVisible()
    assert not officer.desk.records.find(Placement, nomination_id=nomination)
    for field in reasons.values():
        field.setText(REASON)
    dialog.assign_button.click()
    officer.wait(lambda: officer.desk.records.find(Placement, nomination_id=nomination))
    officer.idle()
    (placement,) = officer.desk.records.find(Placement, nomination_id=nomination)
    assert {each.reason for each in placement.overrides} == {REASON}


def accept_a_proposal(officer: Officer) -> tuple[set[Id], set[Id]]:
    """Everybody eligible gets a place where there is one. Gives the placements before and after."""
    before = officer.placements()
    officer.menu("placements.propose")
    proposal = officer.shown(ProposalWindow)
    assert proposal.programme.value() == officer.programme.id
    proposal.propose_button.click()
    officer.wait(lambda: proposal.proposal is not None)
    assert len(proposal.pairs.chosen) >= 3
    proposal.accept_button.click()
    officer.wait(lambda: officer.placements() != before)
    officer.idle()
    assert proposal.close()
    return before, officer.placements()


def print_and_export(officer: Officer, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The summaries of the placements proposed as one PDF, and the whole list as a workbook."""
    screen = officer.list_of("placements")
    screen.show_where({"status": ("proposed",)})
    proposed = len(screen.model.ids)
    assert proposed >= 3
    officer.menu("file.print")
    preview = officer.shown(PreviewWindow)
    officer.wait(lambda: preview.content)
    pdf, book = folder / "fichas.pdf", folder / "estancias.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(pdf), ""))
    preview.tools.save_action.trigger()
    assert len(pypdfium2.PdfDocument(pdf)) == proposed
    assert preview.close()
    screen.clear_conditions()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(book), ""))
    screen.commands.trigger("list.export")
    officer.wait(book.exists)
    officer.idle()
    sheet = openpyxl.load_workbook(book).worksheets[0]
    assert sheet.max_row - 1 >= len(screen.model.ids) > proposed


def undo_and_redo(officer: Officer, before: set[Id], after: set[Id]) -> None:
    """The Edit menu names the step; both ways lead exactly there."""
    assert officer.window.commands.action("edit.undo").text().startswith("Deshacer «")
    officer.menu("edit.undo")
    officer.wait(lambda: officer.placements() == before)
    officer.idle()
    assert officer.window.status.message.text().startswith("Se deshizo")
    officer.menu("edit.redo")
    officer.wait(lambda: officer.placements() == after)
    officer.idle()


def read_the_history(officer: Officer) -> None:
    """All that was done today stands there, the newest first."""
    officer.menu("tools.history")
    history = officer.shown(HistoryWindow)
    said = [step.say(officer.window.lang) for step in officer.desk.history.steps()]
    assert history.steps.model().rowCount() == len(said)
    assert history.steps.model().index(0, 0).data() == said[0]
    assert any(LIST.name in each for each in said)
    assert history.changes.topLevelItemCount() > 0
    assert history.close()


def close_for_today(officer: Officer) -> None:
    """Nothing asks, nothing runs on, and no widget of the program is left."""
    with officer.qtbot.waitSignal(officer.window.destroyed):
        assert officer.window.close()
    gc.collect()
    QApplication.processEvents()
    left = [each for each in QApplication.allWidgets() if type(each).__module__.startswith("exchange_desk")]
    assert left == []
    assert officer.desk.lists.count("officials") > 63, "the desk itself is still open and whole"
