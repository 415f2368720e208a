"""A list in the window from its arrival until it is taken back: reviewed in two sittings, answered, sent again."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from exchange_desk.gui.imports.issue_list import View
from exchange_desk.gui.imports.review_page import ReviewPage
from exchange_desk.gui.imports.window import ImportWindow
from exchange_desk.gui.kit.reverting import RevertDialog
from exchange_desk.gui.shell.window import MainWindow
from exchange_desk.model import Nomination, NominationStatus, Official, Programme
from exchange_desk.services.desk import Desk
from exchange_desk.services.provenance import sources_of
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language
from exchange_desk.support.settings import Settings
from tests.gui.hosting import Host

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen of the tests

HEADINGS = ("N.º", "Apellidos", "Nombres", "Fecha de nacimiento", "Correo", "Cargo", "Ciudad")
PEOPLE: tuple[tuple[Any, ...], ...] = (
    (1, "Arango Gómez", "Ana Luisa", "21/03/1981", "ana.arangored.example.org", "Profesional", "Medellín"),
    (2, "Benavides Cruz", "Carlos", "22/08/1975", "carlos.benavides@red.example.org", "Asesor", "Medellín"),
    (3, "Cárdenas Toro", "Lucía", "15/07/1984", "lucia.cardenasred.example.org", "Técnica", "Quito"),
    (4, "CAÑAS BURITICA", "OSCAR IVAN", "22/04/1987", "oscar.canas@red.example.org", "Gestor", "Medellín"),
    (5, "Duarte Peña", "Jorge", "30/11/1979", "jorge.duarte@red.example.org", "Abogado", "Quito"),
    (6, "Echeverri Paz", "Beatriz", "25/01/1990", "beatriz.echeverri@red.example.org", "Asesora", "Medellín"),
)
COLOURED, STRUCK = 5, 6
PATIENCE = 20_000
"""Milliseconds that anything may take."""


def written(path: Path, people: Sequence[Sequence[Any]], *, coloured: int = 0, struck: int = 0) -> Path:
    """A list with a title and a total; the person of one number on yellow, that of another struck through."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "POSTULADOS"
    for row in (("Lista de postulados",), (), HEADINGS, *people, (None, "TOTAL", len(people))):
        sheet.append(list(row))
    for line in sheet.iter_rows(min_row=4, max_row=3 + len(people)):
        for cell in line:
            if line[0].value == coloured:
                cell.fill = PatternFill("solid", start_color="FFFF00")
            if line[0].value == struck:
                cell.font = Font(strike=True)
    book.save(path)
    return path


class Officer:
    """Uses the window by its buttons and lists, and may close the program and open it again."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.qtbot, self.desk = qtbot, desk
        (self.programme,) = desk.records.find(Programme, code="ALLAS-3")
        self.begin()

    def begin(self) -> None:
        settings = Settings(language="es", window={"section": "start"})
        self.window = MainWindow(self.desk, settings, Language("es"), Host(), demo=True)
        self.window.resize(1092, 614)
        self.window.show()
        box = self.window.toolbar.programme
        box.setCurrentIndex(box.findData(self.programme.id))
        box.activated.emit(box.currentIndex())

    def close(self) -> None:
        """The whole program: windows beside the main one go with it."""
        with self.qtbot.waitSignal(self.window.destroyed, timeout=PATIENCE):
            for each in QApplication.topLevelWidgets():
                if isinstance(each, ImportWindow):
                    assert each.close()
            assert self.window.close()

    def wait(self, test: Any) -> None:
        self.qtbot.waitUntil(lambda: bool(test()), timeout=PATIENCE)

    def shown(self, kind: type[Any]) -> Any:
        def found() -> list[QWidget]:
            return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]

        self.wait(found)
        (only,) = found()
        return only

    def drop(self, path: Path) -> ImportWindow:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        self.window.dropEvent(QDropEvent(QPointF(600, 400), Qt.DropAction.CopyAction, data, left, none))
        return self.ready()

    def ready(self) -> ImportWindow:
        importing: ImportWindow = self.shown(ImportWindow)
        self.wait(lambda: importing.draft.plan is not None and not importing.waiting.is_busy)
        return importing

    def apply(self, importing: ImportWindow) -> None:
        importing.go_to(3)
        importing.next_button.click()
        self.wait(lambda: importing.stack.currentWidget() is importing.result)

    def revert(self, name: str) -> RevertDialog:
        """What taking back the import of a list would do, asked in the list of received ones."""
        self.window.show_list("received")
        screen = self.window.browser.screen_shown
        assert screen is not None
        self.wait(lambda: name in [screen.model.text(row, 1) for row in range(screen.model.rowCount())])
        row = next(row for row in range(screen.model.rowCount()) if screen.model.text(row, 1) == name)
        screen.select((screen.model.ids[row],))
        screen.commands.trigger("received.revert")
        dialog: RevertDialog = self.shown(RevertDialog)
        return dialog

    def official(self, family: str) -> Official:
        (found,) = self.desk.records.find(Official, family_names=family)
        return found

    def status(self, family: str) -> NominationStatus:
        (found,) = self.desk.records.find(Nomination, official_id=self.official(family).id)
        return found.status

    def everybody(self) -> tuple[set[Id], set[Id]]:
        ids = self.desk.lists.ids
        return set(ids("officials")), set(ids("nominations"))


@pytest.fixture
def officer(qtbot: QtBot, demonstration: Desk) -> Iterator[Officer]:
    made = Officer(qtbot, demonstration)
    yield made
    tasks = made.window.ctx.tasks
    made.close()
    tasks.shut_down()


def reviewing(importing: ImportWindow) -> ReviewPage:
    importing.go_to(2)
    page = importing.pages[2]
    assert isinstance(page, ReviewPage)
    return page


def settle(importing: ImportWindow, answers: dict[str, str]) -> None:
    """Answer what stands beside the rows, question by question, always going on to what is open next."""
    review = reviewing(importing)
    for _ in range(20):
        plan = importing.draft.plan
        assert plan is not None
        waiting = [question for question in plan.questions if question.key in answers]
        if not waiting:
            return
        review.list.choose(View("group", waiting[0].key, "question"))
        question = review.question.question
        assert question is not None
        answer = [option.id for option in question.options].index(answers[question.key])
        review.question.buttons[answer].click()
    pytest.fail("an answer settles its question")


def test_a_list_lives_for_weeks(officer: Officer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = officer.everybody()
    list_of_march = written(tmp_path / "postulados.xlsx", PEOPLE, coloured=COLOURED, struck=STRUCK)
    begin_and_close(officer, list_of_march)
    go_on_and_import(officer)
    answer_the_sender(officer, tmp_path, monkeypatch)
    import_the_corrected_list(officer, tmp_path)
    ask_where_it_comes_from(officer)
    take_everything_back(officer)
    assert officer.everybody() == before


def begin_and_close(officer: Officer, path: Path) -> None:
    """One group put right and one question answered; then the program is closed in the middle of it."""
    importing = officer.drop(path)
    review = reviewing(importing)
    review.list.choose(View("group", "email.no_at", "warning"))
    assert "@" in review.group.what.text(), "it says what is amiss"
    review.group.apply.click()
    settle(importing, {"identity.ambiguous": "same"})
    assert importing.draft.plan is not None
    assert len(importing.draft.plan.decisions.cells) == 2
    assert importing.close_button.text() != officer.window.lang("Close"), "it says that one can go on later"
    officer.close()


def go_on_and_import(officer: Officer) -> None:
    """The next morning everything decided is still so; the rest is settled and imported."""
    officer.begin()
    officer.window.show_list("received")
    assert officer.desk.imports.drafts(), "the review was kept"
    officer.window.commands.trigger("file.import")
    waiting: ImportWindow = officer.shown(ImportWindow)
    (go_on,) = waiting.file_page.begun.resume_buttons
    go_on.click()
    importing = officer.ready()
    plan = importing.draft.plan
    assert plan is not None
    assert len(plan.decisions.cells) == 2
    assert "identity.ambiguous" not in {question.key for question in plan.questions}
    settle(importing, {"row.filled": "take", "row.struck": "skip"})
    officer.apply(importing)
    assert importing.result.report is not None
    assert importing.result.report.totals["new"] == 4
    assert not officer.desk.imports.drafts(), "what was imported is no draft any more"


def answer_the_sender(officer: Officer, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sender's own file comes out, with the cells marked that it has to put right."""
    out = folder / "respuesta"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
    importing: ImportWindow = officer.shown(ImportWindow)
    importing.reply_button.click()
    officer.wait(lambda: list(out.iterdir()))
    officer.wait(lambda: not officer.window.ctx.tasks.busy)
    (reply,) = out.iterdir()
    sheets = openpyxl.load_workbook(reply).sheetnames
    assert "POSTULADOS" in sheets
    assert len(sheets) == 2, "the remarks have a sheet of their own"
    assert importing.close()


def import_the_corrected_list(officer: Officer, folder: Path) -> None:
    """One is missing, one is promoted, one is new: the list says so before anything is saved."""
    promoted = (*PEOPLE[4][:5], "Director", "Quito")
    mended = [(*row[:4], str(row[4]).replace("ored.", "o@red.").replace("sred.", "s@red."), *row[5:]) for row in PEOPLE]
    new = (7, "Zamudio Ríos", "Noelia", "18/05/1991", "noelia.zamudio@red.example.org", "Abogada", "Quito")
    people = [mended[0], mended[2], mended[3], promoted, new]
    importing = officer.drop(written(folder / "postulados-corregida.xlsx", people))
    assert "postulados.xlsx" in importing.file_page.notes.text(), "it says which list it follows"
    settle(importing, {"identity.ambiguous": "same"})
    review = reviewing(importing)
    review.list.choose(View("changes"))
    review.list.choose(View("missing"))
    review.missing.all_out.click()
    plan = importing.draft.plan
    assert plan is not None
    assert [each.name for each in plan.missing] == ["Benavides Cruz, Carlos"]
    importing.go_to(3)
    told = " ".join(label.text() for label in importing.pages[3].findChildren(type(review.summary)))
    assert "Benavides Cruz, Carlos" in told, "who is withdrawn is told before it is done"
    officer.apply(importing)
    assert officer.status("Benavides Cruz") == NominationStatus.WITHDRAWN
    assert officer.official("Duarte Peña").post == "Director"
    assert officer.official("Zamudio Ríos")
    assert importing.close()


def ask_where_it_comes_from(officer: Officer) -> None:
    """Each value names its list and its cell."""
    told = dict(sources_of(officer.desk, Official, officer.official("Duarte Peña").id))
    assert (told["post"].file, told["post"].cell) == ("postulados-corregida.xlsx", "F7")
    assert told["email"].cell == "E8"


def take_everything_back(officer: Officer) -> None:
    """The newer list first: what it brought goes, what it changed goes back, and then the older one."""
    dialog = officer.revert("postulados-corregida.xlsx")
    assert dialog.lists.topLevelItemCount() >= 2
    dialog.go.click()
    officer.wait(lambda: officer.status("Benavides Cruz") != NominationStatus.WITHDRAWN)
    assert officer.official("Duarte Peña").post == "Abogado"
    assert not officer.desk.records.find(Official, family_names="Zamudio Ríos")
    officer.wait(lambda: not officer.window.ctx.tasks.busy)
    officer.revert("postulados.xlsx").go.click()
    officer.wait(lambda: not officer.desk.records.find(Official, family_names="Duarte Peña"))
    officer.wait(lambda: not officer.window.ctx.tasks.busy)
