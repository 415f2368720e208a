"""Pages on paper: the system's printers and its own print dialog."""

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from exchange_desk.gui.documents.pages import Pages
from exchange_desk.support.language import msg
from exchange_desk.support.problems import Cancelled, DeskError
from exchange_desk.support.progress import Progress

_GREATEST_RESOLUTION = 600
_BAND_PIXELS = 4_000_000


def has_printer() -> bool:
    return bool(QPrinterInfo.availablePrinterNames())


def printer_for(pages: Pages, title: str) -> QPrinter:
    """The system's default printer with the paper of the first page; `title` names the job in its queue."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    width, height = pages.sizes[0]
    upright = QSizeF(min(width, height), max(width, height))
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point))
    landscape, portrait = QPageLayout.Orientation.Landscape, QPageLayout.Orientation.Portrait
    printer.setPageOrientation(landscape if width > height else portrait)
    printer.setFullPage(True)
    return printer


def print_pages(content: bytes, printer: QPrinter, progress: Progress) -> int:
    """Send the pages the person chose to the printer; returns how many. Cancelled: the job is taken back."""
    pages = Pages(content)
    chosen = chosen_pages(printer, len(pages))
    painter = QPainter()
    try:
        if not painter.begin(printer):
            raise DeskError(
                "print.not_started",
                msg("The printer “{printer}” did not take the document. Check that it is on, or save the PDF."),
                printer=printer.printerName(),
            )
        for done, number in enumerate(chosen):
            progress.step(done, len(chosen))
            if done:
                printer.newPage()
            _draw(painter, printer, pages, number)
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()
        pages.close()
    return len(chosen)


def chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """The pages of the range in the dialog, from 0, in its order and as often as the driver does not do itself."""
    first, last = (printer.fromPage() or 1), (printer.toPage() or count)
    numbers = list(range(first - 1, min(last, count)))
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        numbers.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    return numbers * copies if printer.collateCopies() else [each for each in numbers for _ in range(copies)]


def _draw(painter: QPainter, printer: QPrinter, pages: Pages, number: int) -> None:
    """One page, as large as the paper lets it be and never enlarged, in bands that fit in memory."""
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    width, height = pages.sizes[number]
    dots = printer.resolution() / 72
    shrink = min(1.0, paper.width() / (width * dots), paper.height() / (height * dots))
    scale = min(dots, _GREATEST_RESOLUTION / 72) * shrink
    size = pages.pixels(number, scale)
    enlarge = dots * shrink / scale
    left = (paper.width() - size.width() * enlarge) / 2
    rows = max(64, _BAND_PIXELS // size.width())
    for top in range(0, size.height(), rows):
        image = pages.band(number, scale, top, min(rows, size.height() - top))
        painter.drawImage(QRectF(left, top * enlarge, image.width() * enlarge, image.height() * enlarge), image)
