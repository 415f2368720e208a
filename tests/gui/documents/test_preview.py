"""The print preview as an officer uses it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from exchange_desk.gui.documents import preview as preview_module
from exchange_desk.gui.documents import printing
from exchange_desk.gui.documents.pages import Pages
from exchange_desk.gui.documents.preview import PreviewWindow
from exchange_desk.gui.documents.view import Fit
from exchange_desk.gui.kit.context import Context
from exchange_desk.model import Placement
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


def opened(qtbot: QtBot, ctx: Context, ids: list[str], document: str = "placement-summary") -> PreviewWindow:
    window = PreviewWindow(ctx, document, ids)
    qtbot.addWidget(window, before_close_func=lambda _: None)
    window.show()
    qtbot.waitUntil(lambda: bool(window.content), timeout=20_000)
    return window


def ids_of(placed: PlacedDesk) -> list[str]:
    return [each.id for each in placed.placements]


def test_the_pages_of_the_document_are_shown(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    window = opened(qtbot, ctx, ids_of(placed))
    assert window.tools.page.maximum() == 2
    qtbot.waitUntil(lambda: _ink(window.view.viewport()) > 200)
    window.tools.page.setValue(2)
    assert window.view.page == 1
    assert window.thumbnails.currentIndex().row() == 1
    window.thumbnails.setCurrentIndex(window.thumbnails.model().index(0, 0))
    assert window.view.page == 0


def _ink(widget: QWidget) -> int:
    image = widget.grab().toImage()
    return sum(
        image.pixelColor(x, y).lightness() < 100
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )


def test_another_language_makes_another_document(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    window = opened(qtbot, ctx, ids_of(placed))
    before = window.content
    window.options.first.setCurrentIndex(window.options.first.findData("fr"))
    window.options.second.setCurrentIndex(window.options.second.findData("es"))
    qtbot.waitUntil(lambda: window.content != before and not window.maker.busy, timeout=20_000)
    assert window.options.languages == ("fr", "es")
    again = opened(qtbot, ctx, ids_of(placed))
    assert again.options.languages == ("fr", "es"), "the choice is remembered for this document"


def test_many_pages_show_the_first_one_before_the_rest(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    window = PreviewWindow(ctx, "placement-summary", ids_of(placed) * 15)
    qtbot.addWidget(window)
    seen: list[tuple[int, bool]] = []
    window.maker.made.connect(lambda content, whole: seen.append((len(Pages(content)), whole)))
    window.show()
    qtbot.waitUntil(lambda: bool(window.content), timeout=30_000)
    assert seen == [(1, False), (30, True)]
    assert not window.waiting.isVisible()


def test_a_list_is_shown_only_when_all_of_it_is_there(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    window = PreviewWindow(ctx, "placement-list", ids_of(placed) * 15)
    qtbot.addWidget(window)
    seen: list[bool] = []
    window.maker.made.connect(lambda content, whole: seen.append(whole))
    window.show()
    qtbot.waitUntil(lambda: bool(window.content), timeout=30_000)
    assert seen == [True]


def test_stopping_says_so_and_offers_to_go_on(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    window = PreviewWindow(ctx, "placement-summary", ids_of(placed))
    qtbot.addWidget(window)
    window.show()
    window.maker.cancel()
    assert "stopped" in window.notice.text
    assert not window.tools.print_action.isEnabled()
    window.notice.buttons[0].click()
    qtbot.waitUntil(lambda: bool(window.content), timeout=20_000)


def test_closing_while_the_document_is_made_is_safe(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    window = PreviewWindow(ctx, "placement-summary", ids_of(placed))
    window.show()
    window.close()
    qtbot.waitUntil(lambda: not ctx.tasks.busy, timeout=20_000)
    assert ctx.told.failures == []  # type: ignore[attr-defined]


def test_without_a_printer_print_says_why(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    window = opened(qtbot, ctx, ids_of(placed))
    window.tools.print_action.trigger()
    assert "no printer" in window.notice.text
    assert [button.text() for button in window.notice.buttons] == ["Save PDF…"]


def test_with_a_printer_the_systems_dialog_comes_and_the_pages_go_to_it(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "paper.pdf"

    class Dialog:
        def __init__(self, printer: object, parent: QWidget) -> None:
            printer.setOutputFileName(str(target))  # type: ignore[attr-defined]

        def setMinMax(self, first: int, last: int) -> None:
            assert (first, last) == (1, 2)

        def exec(self) -> int:
            return 1

        def deleteLater(self) -> None:
            pass

    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(preview_module, "QPrintDialog", Dialog)
    window = opened(qtbot, ctx, ids_of(placed))
    window.tools.print_action.trigger()
    qtbot.waitUntil(lambda: "2 pages" in window.notice.text, timeout=30_000)
    assert len(Pages(target.read_bytes())) == 2


def test_saving_writes_what_is_shown_and_remembers_the_folder(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    suggested: list[str] = []

    def choose(parent: QWidget, title: str, name: str, kinds: str) -> tuple[str, str]:
        suggested.append(name)
        return str(tmp_path / "summary"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    window = opened(qtbot, ctx, ids_of(placed))
    window.tools.save_action.trigger()
    assert (tmp_path / "summary.pdf").read_bytes() == window.content
    assert [Path(name).name for name in suggested] == ["placement-summary-2026-03-02.pdf"]
    assert ctx.folder("documents") == tmp_path
    assert "summary.pdf" in window.notice.text


def test_a_file_that_cannot_be_written_is_told_in_the_window(
    qtbot: QtBot, ctx: Context, placed: PlacedDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    nowhere = tmp_path / "gone" / "summary.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(nowhere), ""))
    window = opened(qtbot, ctx, ids_of(placed))
    window.tools.save_action.trigger()
    assert "does not exist" in window.notice.text


def test_a_placement_that_is_gone_is_told_in_the_window(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    gone = placed.placements[1].id
    placed.desk.records.delete(Placement, [gone])
    window = PreviewWindow(ctx, "placement-summary", [gone])
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: "no longer in the desk" in window.notice.text, timeout=20_000)
    assert not window.tools.save_action.isEnabled()


def test_searching_finds_without_accents_and_goes_round(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    window = opened(qtbot, ctx, ids_of(placed))
    search = window.tools.search
    qtbot.keyClicks(search.box, "abril")
    qtbot.waitUntil(lambda: search.count.text().startswith("1 of"))
    assert window.view.page == 1
    total = int(search.count.text().split()[-1])
    for _ in range(total):
        qtbot.keyClick(search.box, Qt.Key.Key_Return)
    assert search.count.text() == f"1 of {total}"
    qtbot.keyClicks(search.box, "zzz")
    qtbot.waitUntil(lambda: search.count.text() == "Not found")


def test_zoom_stays_within_its_limits_and_says_what_it_is(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    window = opened(qtbot, ctx, ids_of(placed))
    assert window.tools.zoom.currentText() == "Fit width"
    for _ in range(12):
        window.tools.zoom_in.trigger()
    assert window.view.zoom == 4.0
    assert window.tools.zoom.currentText() == "400 %"
    for _ in range(12):
        window.tools.zoom_out.trigger()
    assert window.view.zoom == 0.5
    window.view.set_fit(Fit.PAGE)
    assert window.tools.zoom.currentText() == "Fit page"
    assert window.view.verticalScrollBar().maximum() > 0


def test_everything_has_a_name_for_a_screen_reader(qtbot: QtBot, ctx: Context, placed: PlacedDesk) -> None:
    window = opened(qtbot, ctx, ids_of(placed))
    assert unnamed(window) == []
