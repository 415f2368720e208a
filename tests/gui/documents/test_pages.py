"""The PDF reader's pages: whole pixels, searchable without accents, on paper as many as asked for."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtPrintSupport import QPrinter

from exchange_desk.documents import catalogue
from exchange_desk.documents.facts import ParticipantFacts, PlacementSummaryFacts
from exchange_desk.gui.documents.pages import Pages, fold_letters
from exchange_desk.gui.documents.printing import chosen_pages, print_pages, printer_for
from exchange_desk.support.problems import Cancelled
from exchange_desk.support.text import fold


class Silent:
    def step(self, done: int, total: int | None, text: str = "") -> None:
        pass


class StopsAt:
    """Progress that is asked to stop at a page."""

    def __init__(self, page: int) -> None:
        self.page = page

    def step(self, done: int, total: int | None, text: str = "") -> None:
        if done >= self.page:
            raise Cancelled


@pytest.fixture(scope="module")
def content() -> bytes:
    people = ("María José Núñez Peñaloza", "João Conceição Prado", "Ana Lucía Álvarez Ruiz")
    facts = [PlacementSummaryFacts(participant=ParticipantFacts(name=name)) for name in people]
    return catalogue.render("placement-summary", facts, ("es",))


def test_a_page_in_bands_is_the_page_in_one_piece(content: bytes) -> None:
    pages = Pages(content)
    for scale in (96 / 72, 1.7, 3.0):
        whole = pages.whole(0, scale)
        assert whole.size() == pages.pixels(0, scale)
        rows = 317
        tops = range(0, whole.height(), rows)
        bands = [pages.band(0, scale, top, min(rows, whole.height() - top)) for top in tops]
        assert sum(band.height() for band in bands) == whole.height()
        for top, band in zip(tops, bands, strict=True):
            part = whole.copy(0, top, band.width(), band.height())
            differing = sum(
                abs(part.pixelColor(x, y).lightness() - band.pixelColor(x, y).lightness()) > 40
                for x in range(0, band.width(), 7)
                for y in range(0, band.height(), 5)
            )
            assert differing == 0
    pages.close()


def test_a_text_is_found_without_accents_and_where_it_stands(content: bytes) -> None:
    pages = Pages(content)
    (title,) = pages.find(0, "nunez PENALOZA")
    assert 50 < title.boxes[0].left() < 300
    assert 50 < title.boxes[0].top() < 200
    assert pages.find(1, "nunez") == []
    assert pages.find(1, "Conceicao")
    assert pages.find(0, "  ") == []
    pages.close()


@given(st.text(max_size=60))
def test_folding_letter_by_letter_says_where_each_letter_came_from(text: str) -> None:
    folded, origin = fold_letters(list(text))
    assert len(folded) == len(origin)
    assert origin == sorted(origin)
    for letter, index in zip(folded, origin, strict=True):
        assert letter == " " or letter in fold(text[index])


def printed(content: bytes, path: Path, first: int = 0, last: int = 0) -> QPrinter:
    printer = printer_for(Pages(content), "Summary")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(150)
    printer.setOutputFileName(str(path))
    if first:
        printer.setFromTo(first, last)
    print_pages(content, printer, Silent())
    return printer


def test_every_page_reaches_the_paper_at_its_size(qapp: object, content: bytes, tmp_path: Path) -> None:
    printed(content, tmp_path / "out.pdf")
    given, made = Pages(content), Pages((tmp_path / "out.pdf").read_bytes())
    assert len(made) == 3
    assert made.sizes[0] == pytest.approx(given.sizes[0], abs=1)
    ink = [_dark(pages.whole(1, 0.5)) for pages in (given, made)]
    assert ink[0] > 500
    assert ink[1] == pytest.approx(ink[0], rel=0.15)


def _dark(image: object) -> int:
    return sum(
        image.pixelColor(x, y).lightness() < 200  # type: ignore[attr-defined]
        for x in range(image.width())  # type: ignore[attr-defined]
        for y in range(image.height())  # type: ignore[attr-defined]
    )


def test_only_the_chosen_range_is_printed(qapp: object, content: bytes, tmp_path: Path) -> None:
    printed(content, tmp_path / "out.pdf", 2, 3)
    assert len(Pages((tmp_path / "out.pdf").read_bytes())) == 2


def test_a_cancelled_print_job_ends_at_once(qapp: object, content: bytes, tmp_path: Path) -> None:
    printer = printer_for(Pages(content), "Summary")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    with pytest.raises(Cancelled):
        print_pages(content, printer, StopsAt(1))


def test_the_range_and_order_of_the_dialog_are_kept(qapp: object, content: bytes) -> None:
    printer = printer_for(Pages(content), "Summary")
    assert chosen_pages(printer, 5) == [0, 1, 2, 3, 4]
    printer.setFromTo(2, 9)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert chosen_pages(printer, 5) == [4, 3, 2, 1]
