"""Lists of fictional people as workbooks, and the import window as the tests use it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from exchange_desk.gui.imports.columns_page import ColumnsPage
from exchange_desk.gui.imports.confirm_page import ConfirmPage
from exchange_desk.gui.imports.review_page import ReviewPage
from exchange_desk.gui.imports.window import ImportWindow
from exchange_desk.gui.kit.context import Context
from exchange_desk.intake.judging import PlanRow
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.services.imports import DraftInfo

HEADINGS = ("N.º", "Nombres", "Apellidos", "Correo", "Fecha de nacimiento", "Cargo", "Zeta")
ROWS = (
    (1, "Marco Vinicio", "Guerra Montúfar", "marco.guerra.example.org", "1983-11-24", "Técnico", "x"),
    (2, "Sisa", "Tituaña Anrango", "sisa@example.org", "1989-05-03", "Promotora", "x"),
    (3, "Jorge", "Villavicencio Paz", "jorge@example.org", "1978-02-17", "Jefe", "y"),
    (4, "Renata", "D'Amico Andrade", "renata.example.org", "1987-06-28", "Analista", "y"),
)


def workbook(folder: Path, rows: Sequence[Sequence[Any]] = ROWS, name: str = "nomina.xlsx", title: str = "") -> Path:
    """A small list with a title row, its headings in row 3."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "POSTULADOS"
    sheet["A1"] = title or "Nómina de postulados"
    for column, heading in enumerate(HEADINGS, 1):
        sheet.cell(3, column, heading)
    for place, row in enumerate(rows, 4):
        for column, value in enumerate(row, 1):
            sheet.cell(place, column, value)
    path = folder / name
    book.save(path)
    return path


def opened(
    qtbot: QtBot, ctx: Context, lists: Path | Sequence[Path] | DraftInfo | None = None, *, closes: bool = False
) -> ImportWindow:
    """`closes`: the test closes the window itself."""
    window = ImportWindow(ctx, lists)
    if not closes:
        window._may_close = True
        qtbot.addWidget(window)
    window.show()
    settled(qtbot, window)
    return window


def settled(qtbot: QtBot, window: ImportWindow) -> None:
    qtbot.waitUntil(lambda: not window.waiting.is_busy, timeout=30_000)


def plan_of(window: ImportWindow) -> ImportPlan:
    assert window.draft.plan is not None
    return window.draft.plan


def rows_of(window: ImportWindow) -> list[PlanRow]:
    return list(plan_of(window).rows)


def columns(window: ImportWindow) -> ColumnsPage:
    page = window.pages[1]
    assert isinstance(page, ColumnsPage)
    return page


def review(window: ImportWindow) -> ReviewPage:
    page = window.pages[2]
    assert isinstance(page, ReviewPage)
    return page


def confirm(window: ImportWindow) -> ConfirmPage:
    page = window.pages[3]
    assert isinstance(page, ConfirmPage)
    return page


def shown(window: ImportWindow) -> list[list[str]]:
    """What the grid of the review shows."""
    model = review(window).model
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def import_all(qtbot: QtBot, window: ImportWindow) -> None:
    while window.step < 3:
        window.next_button.click()
    window.next_button.click()
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.result, timeout=30_000)


def answer(buttons: Sequence[QPushButton], text: str) -> None:
    next(button for button in buttons if button.accessibleName().startswith(text)).click()


def press(window: ImportWindow, keys: str) -> None:
    """A shortcut of the window."""
    next(action for action in window.actions() if action.shortcut() == QKeySequence(keys)).trigger()
