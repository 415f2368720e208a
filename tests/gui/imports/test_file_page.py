"""The first step: lists are chosen, dropped, protected, unreadable, and their headings found."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from exchange_desk.gui.imports.drop_zone import files_in, may_hold_lists
from exchange_desk.gui.imports.original import OriginalWindow
from exchange_desk.gui.imports.template_dialog import TemplateDialog
from exchange_desk.gui.imports.window import ImportWindow
from exchange_desk.gui.kit.context import Context
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.problems import DeskError
from tests.gui.imports.importing import ROWS, import_all, opened, plan_of, press, settled, workbook
from tests.gui.placed_desk import PlacedDesk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the screen of the tests has none


def test_a_workbook_dropped_on_the_window_is_read(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    window = ImportWindow(ctx)
    qtbot.addWidget(window)
    window.show()
    assert window.file_page.pages.currentIndex() == 0
    assert not window.next_button.isEnabled()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(workbook(tmp_path)))])
    window.file_page.drop.dropEvent(
        QDropEvent(
            QPoint(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    settled(qtbot, window)
    assert window.file_page.name.text() == "nomina.xlsx"


def test_the_file_dialog_begins_where_the_last_list_was(
    qtbot: QtBot, ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path)
    asked: list[str] = []

    def choose(parent: QWidget, title: str, folder: str, kinds: str) -> tuple[list[str], str]:
        asked.append(folder)
        return [str(path)], kinds

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    window = ImportWindow(ctx)
    qtbot.addWidget(window)
    window.file_page.drop.browse.click()
    settled(qtbot, window)
    window.file_page.another.click()
    settled(qtbot, window)
    assert asked[1] == str(tmp_path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lista.xlsx", b"this is no workbook at all\n"),
        ("vacio.xlsx", b""),
        ("foto.xlsx", b"\x89PNG\r\n\x1a\n0000"),
    ],
)
def test_a_file_that_is_no_list_is_told_in_the_window_and_changes_nothing(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    steps = len(placed.desk.history.steps())
    window = opened(qtbot, ctx, path)
    assert window.notice.isVisible()
    assert len(window.notice.text) > 20
    assert window.draft.plan is None
    assert not window.next_button.isEnabled()
    assert [button.text() for button in window.notice.buttons] == ["Choose another file…"]
    assert len(placed.desk.history.steps()) == steps


def test_a_folder_and_a_file_that_is_gone_are_told_in_a_sentence(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.xlsx"):
        window = opened(qtbot, ctx, path)
        assert window.notice.text
        assert ctx.told.failures == []  # type: ignore[attr-defined]


def test_a_protected_workbook_asks_for_its_password_until_it_is_right(
    qtbot: QtBot, ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imports = ctx.desk.imports
    path = workbook(tmp_path)
    read = imports.plan

    def guarded(path: Path, *, password: str | None = None, **more: Any) -> ImportPlan:
        if password != "abeja":
            raise DeskError("workbook.wrong_password" if password else "workbook.password", "It is protected.")
        return read(path, password=password, **more)

    monkeypatch.setattr(imports, "plan", guarded)
    window = opened(qtbot, ctx, path)
    from exchange_desk.gui.imports.password import PasswordDialog

    first = window.findChildren(PasswordDialog)[-1]
    qtbot.keyClicks(first.line, "oso")
    first.open_button.click()
    settled(qtbot, window)
    assert window.draft.plan is None
    second = [d for d in window.findChildren(PasswordDialog) if d.isVisible()][-1]
    qtbot.keyClicks(second.line, "abeja")
    second.open_button.click()
    settled(qtbot, window)
    assert len(plan_of(window).tables[0].rows) == 4


def test_the_row_of_the_headings_can_be_corrected(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    english = ("No.", "Given names", "Family names", "E-mail", "Date of birth", "Post", "Zeta")
    window = opened(qtbot, ctx, workbook(tmp_path, [english, *ROWS]))
    preview = window.file_page.preview
    found = preview.row_box.value()
    other = 7 - found
    preview.table.cellDoubleClicked.emit(other - preview._first, 0)
    assert plan_of(window).decisions.headers == {"POSTULADOS": other}
    assert preview.row_box.value() == other
    preview.row_box.setValue(found)
    assert plan_of(window).tables[0].header_rows == (found,)


def test_a_row_that_cannot_hold_the_headings_is_refused_in_a_sentence(
    qtbot: QtBot, ctx: Context, tmp_path: Path
) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path))
    preview = window.file_page.preview
    preview.table.cellDoubleClicked.emit(6, 0)
    assert window.notice.text, "nobody stands below the last row"
    assert preview.row_box.value() == 3
    assert len(plan_of(window).tables[0].rows) == 4


def test_several_lists_are_looked_at_one_after_the_other(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, tmp_path: Path
) -> None:
    paths = [
        workbook(tmp_path, ROWS[:2], "uno.xlsx"),
        workbook(tmp_path, ROWS[2:3], "dos.xlsx"),
        workbook(tmp_path, ROWS[3:], "tres.xlsx"),
    ]
    window = opened(qtbot, ctx, paths)
    assert window.queue.isVisible()
    assert window.queue.said.text() == "List 1 of 3"
    import_all(qtbot, window)
    assert window.result.following.text() == "Next list: “dos.xlsx” (2 of 3)"
    window.result.following.click()
    settled(qtbot, window)
    assert window.queue.said.text() == "List 2 of 3"
    assert window.file_page.name.text() == "dos.xlsx"
    assert window.step == 0
    window.draft.decisions.skip_row(("POSTULADOS", 4), skipped=True)
    window.queue.list.itemClicked.emit(window.queue.list.item(2))
    settled(qtbot, window)
    assert window.file_page.name.text() == "tres.xlsx"
    window.queue.list.itemClicked.emit(window.queue.list.item(1))
    settled(qtbot, window)
    assert window.file_page.name.text() == "dos.xlsx"
    assert plan_of(window).totals()["skipped"] == 1, "what was decided is still there"
    window.queue.list.itemClicked.emit(window.queue.list.item(0))
    assert window.file_page.name.text() == "dos.xlsx", "a list that was imported is not looked at again"


def test_a_folder_is_dropped_with_its_lists(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    folder = tmp_path / "listas"
    folder.mkdir()
    for name in ("b.xlsx", "a.xlsx", "~$a.xlsx"):
        workbook(folder, name=name)
    (folder / "carta.pdf").write_bytes(b"%PDF")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    assert may_hold_lists(data)
    assert [path.name for path in files_in(data)] == ["a.xlsx", "b.xlsx"]


def test_a_list_that_cannot_be_read_gives_way_to_the_next(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    broken = tmp_path / "rota.xlsx"
    broken.write_bytes(b"this is no workbook at all")
    window = opened(qtbot, ctx, [broken, workbook(tmp_path)])
    following = next(button for button in window.notice.buttons if button.text() == "Next list")
    following.click()
    settled(qtbot, window)
    assert window.file_page.name.text() == "nomina.xlsx"
    assert "could not be read" in window.queue.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_cells_from_the_clipboard_are_a_list(qtbot: QtBot, ctx: Context) -> None:
    window = opened(qtbot, ctx)
    QGuiApplication.clipboard().setText("")
    window.file_page.drop.paste.click()
    assert "no cells on the clipboard" in window.notice.text
    QGuiApplication.clipboard().setText("Nombres\tApellidos\nSisa\tTituaña Anrango\nJorge\tVillavicencio Paz\n")
    press(window, "Ctrl+V")
    settled(qtbot, window)
    assert window.file_page.name.text() == "Pasted list"
    assert [row.name for row in plan_of(window).rows] == ["Tituaña Anrango, Sisa", "Villavicencio Paz, Jorge"]
    QGuiApplication.clipboard().setText("x\ty\n")
    press(window, "Ctrl+V")
    settled(qtbot, window)
    assert len(list(plan_of(window).rows)) == 2, "a list that is looked at is not pasted over"


def test_in_a_file_without_a_list_one_click_shows_where_it_is(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "X"
    for row, cells in enumerate([("Zzz", "Qqq"), ("Sisa", 1), ("Jorge", 2), ("Renata", 3)], 5):
        for column, value in enumerate(cells, 3):
            sheet.cell(row, column, value)
    path = tmp_path / "raro.xlsx"
    book.save(path)
    window = opened(qtbot, ctx, path)
    assert window.draft.plan is None
    shows = next(button for button in window.notice.buttons if button.text() == "Show the list in it…")
    shows.click()
    rescue = window.file_page.rescue
    qtbot.waitUntil(rescue.isVisible, timeout=20_000)
    assert not rescue.go.isEnabled()
    rescue.table.setCurrentCell(4, 2)
    assert "row 5" in rescue.said.text()
    assert "column C" in rescue.said.text()
    rescue.go.click()
    settled(qtbot, window)
    assert [row.values["given_names"] for row in plan_of(window).rows] == ["Sisa", "Jorge", "Renata"]


def test_a_copy_of_the_template_goes_on_to_what_is_left_to_do(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    path = tmp_path / "plantilla.xlsx"
    window = opened(qtbot, ctx)
    ctx.remember_folder("template", tmp_path)
    ctx.desk.imports.write_template(path, None, ctx.lang)
    book = openpyxl.load_workbook(path)
    sheet = book["Nominees"]
    heads = next(row for row in sheet.iter_rows(max_row=12) if any("Given names" in str(cell.value) for cell in row))
    known = {"Given names": "Sisa", "Family names": "Tituaña Anrango", "E-mail": "sisa@example.org"}
    for cell in heads:
        for heading, value in known.items():
            if heading in str(cell.value):
                sheet.cell(cell.row + 1, cell.column, value)
    book.save(path)
    window.lists.choose([path])
    settled(qtbot, window)
    assert plan_of(window).from_template
    assert window.step == (3 if plan_of(window).is_clean else 2)
    assert "template of the office" in window.notice.text


def test_the_template_is_saved_in_the_language_of_the_receiver(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(qtbot, ctx)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "modelo"), ""))
    window.file_page.drop.template.click()
    dialog = window.findChildren(TemplateDialog)[0]
    assert dialog.programme.value() == placed.programme.id
    dialog.language.setCurrentIndex(dialog.language.findData("pt"))
    dialog.save.click()
    qtbot.waitUntil(lambda: (tmp_path / "modelo.xlsx").exists() and not ctx.tasks.busy, timeout=20_000)
    assert ctx.told.said[-1] == "“modelo.xlsx” was saved."  # type: ignore[attr-defined]


def test_the_sender_is_read_from_the_title(qtbot: QtBot, ctx: Context, placed: PlacedDesk, tmp_path: Path) -> None:
    window = opened(qtbot, ctx, workbook(tmp_path, title="Municipio de Quito"))
    assert window.file_page.sender_city.value() == placed.cities["Quito"].id


def test_a_file_received_before_says_so_and_leads_to_that_import(qtbot: QtBot, ctx: Context, tmp_path: Path) -> None:
    path = workbook(tmp_path)
    ctx.desk.imports.apply(ctx.desk.imports.plan(path))
    window = ImportWindow(ctx)
    qtbot.addWidget(window)
    window.show()
    window.file_page.files_chosen.emit([path])
    settled(qtbot, window)
    notice = window.file_page.known
    assert notice.isVisible()
    assert notice.text.text().startswith("This very file was already received on ")
    notice.see.click()
    qtbot.waitUntil(lambda: any(isinstance(each, OriginalWindow) for each in QApplication.topLevelWidgets()))
    notice.go_on.click()
    assert not notice.isVisible()
    window.file_page.show_draft()
    assert not notice.isVisible()
