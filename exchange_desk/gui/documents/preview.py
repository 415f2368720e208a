"""The print preview: a document as it will be on paper, to print, to save, to open elsewhere."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.documents import printing
from exchange_desk.gui.documents.making import Maker, Wish
from exchange_desk.gui.documents.options import OptionsPanel
from exchange_desk.gui.documents.pages import Pages
from exchange_desk.gui.documents.thumbnails import Thumbnails
from exchange_desk.gui.documents.tools import PreviewTools
from exchange_desk.gui.documents.view import PagesView
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import show_error
from exchange_desk.gui.kit.labels import plain
from exchange_desk.gui.kit.notice_bar import NoticeBar
from exchange_desk.gui.kit.tasks import State
from exchange_desk.support import clock
from exchange_desk.support.ids import Id
from exchange_desk.support.problems import DeskError
from exchange_desk.support.saving import save
from exchange_desk.support.text import fold


class PreviewWindow(QWidget):
    """Shows `document_id` made of the records `ids`; a window of its own, deleted when closed."""

    def __init__(self, ctx: Context, document_id: str, ids: Sequence[Id], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ctx, self.lang, self.ids = ctx, ctx.lang, tuple(ids)
        self.content = b""
        self.saved: Path | None = None
        self._pages: Pages | None = None
        self.notice = NoticeBar(self)
        self.options = OptionsPanel(ctx, document_id, ids, self)
        self.view = PagesView(self)
        self.view.setAccessibleName(self.lang("Pages of the document"))
        self.thumbnails = Thumbnails(self.lang, self)
        self.tools = PreviewTools(self.lang, self.view, self)
        self.maker = Maker(ctx, self)
        self.waiting = _Waiting(ctx, self.maker, self)
        self._build()
        self._connect()
        self.view.setFocus()
        self.resize(1060, 600)
        self.make()

    def make(self) -> None:
        """Make the document again with what is chosen now."""
        self.setWindowTitle(self.lang("{document} – print preview", document=self.options.title))
        self.notice.clear()
        self.saved = None
        self._offer(False)
        self.waiting.begin()
        self.maker.make(Wish(self.options.document_id, self.ids, self.options.languages))

    def suggested_name(self) -> str:
        """For example "resumen-de-colocacion-2026-03-02.pdf"."""
        return f"{fold(self.options.title).replace(' ', '-')}-{clock.today().isoformat()}.pdf"

    # Building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self.notice)
        body = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.options, self.thumbnails, self.view):
            body.addWidget(widget)
            body.setCollapsible(body.indexOf(widget), widget is not self.view)
        body.setStretchFactor(2, 1)
        body.setSizes([230, 130, 700])
        column.addWidget(body, 1)
        column.addWidget(self.waiting)

    def _connect(self) -> None:
        self.options.changed.connect(self.make)
        self.maker.made.connect(self._made)
        self.maker.failed.connect(self._failed)
        self.maker.stopped.connect(self._stopped)
        self.view.page_changed.connect(self.thumbnails.mark)
        self.thumbnails.chosen.connect(self.view.go_to)
        self.tools.print_action.triggered.connect(self.print)
        self.tools.save_action.triggered.connect(self.save)
        self.tools.open_action.triggered.connect(self.open_in_viewer)
        self.tools.close_action.triggered.connect(self.close)

    # What was made ------------------------------------------------------------------------------------------------

    def _made(self, content: bytes, whole: bool) -> None:
        before, self._pages = self._pages, Pages(content)
        self.view.show_pages(self._pages)
        self.thumbnails.show_pages(self._pages)
        self.tools.show_pages(self._pages)
        self.thumbnails.mark(self.view.page)
        if before:
            before.close()
        if whole:
            self.content = content
            self.waiting.end()
            self._offer(True)

    def _failed(self, error: BaseException) -> None:
        self.waiting.end()
        if isinstance(error, DeskError) and not error.technical:
            self.notice.say("error", error.say(self.lang), (self.lang("Try again"), self.make))
        else:
            show_error(self, error, self.lang)
            self.notice.say("error", self.lang("The document was not made."), (self.lang("Try again"), self.make))

    def _stopped(self) -> None:
        self.waiting.end()
        text = self.lang("The document is not complete, because making it was stopped.")
        self.notice.say("warning", text, (self.lang("Make it"), self.make))

    def _offer(self, ready: bool) -> None:
        """Printing and saving, once all of the document is there."""
        self.tools.set_ready(ready)

    # What is done with it -----------------------------------------------------------------------------------------

    def print(self) -> None:
        """The system's own print dialog; without a printer, why not and what else."""
        if not printing.has_printer():
            text = self.lang("There is no printer on this computer. You can save the PDF and print it elsewhere.")
            self.notice.say("info", text, (self.lang("Save PDF…"), self.save))
            return
        assert self._pages is not None
        printer = printing.printer_for(self._pages, self.options.title)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, len(self._pages))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._print_on(printer)
        dialog.deleteLater()

    def _print_on(self, printer: QPrinter) -> None:
        content = self.content
        self.ctx.tasks.run(
            self.lang("Printing"),
            lambda progress: printing.print_pages(content, printer, progress),
            done=self._printed,
        )

    def _printed(self, count: int) -> None:
        text = self.lang.plural("{n} page sent to the printer.", "{n} pages sent to the printer.", count)
        self.notice.say("good", text)
        self.ctx.announce(text)

    def save(self) -> None:
        suggested = str(self.ctx.folder("documents") / self.suggested_name())
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.lang("Save PDF"), suggested, self.lang("PDF documents (*.pdf)")
        )
        if chosen:
            path = Path(chosen)
            self._save_as(path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf"))

    def _save_as(self, path: Path) -> None:
        try:
            save(path, self.content)
        except DeskError as error:
            self.notice.say("error", error.say(self.lang), (self.lang("Save PDF…"), self.save))
            return
        self.saved = path
        self.ctx.remember_folder("documents", path.parent)
        text = self.lang("“{name}” was saved.", name=path.name)
        actions = ((self.lang("Open"), self.open_in_viewer), (self.lang("Show in folder"), self._show_folder))
        self.notice.say("good", text, *actions)
        self.ctx.announce(text)

    def open_in_viewer(self) -> None:
        """In the system's PDF program: the saved file, else a copy that the system throws away."""
        if self.saved is None or not self.saved.exists():
            folder = Path(tempfile.mkdtemp(prefix="exchange-desk-"))
            copy = folder / self.suggested_name()
            try:
                save(copy, self.content)
            except DeskError as error:
                show_error(self, error, self.lang)
                return
            self._open(copy)
        else:
            self._open(self.saved)

    def _show_folder(self) -> None:
        if self.saved:
            self._open(self.saved.parent)

    def _open(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            text = self.lang(
                "No program on this computer opens “{name}”. It is here: {folder}",
                name=path.name,
                folder=str(path.parent),
            )
            self.notice.say("warning", text)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.maker.abandon()
        self.view.show_pages(None)
        self.thumbnails.show_pages(None)
        self.tools.show_pages(None)
        if self._pages:
            self._pages.close()
            self._pages = None
        super().closeEvent(event)


class _Waiting(QWidget):
    """How far the document is, with a way to stop; hidden while nothing is made."""

    def __init__(self, ctx: Context, maker: Maker, parent: QWidget) -> None:
        super().__init__(parent)
        self._maker = maker
        self._label = ctx.lang(maker.label)
        self._text = plain(self._label)
        self.lang = ctx.lang
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setMaximumWidth(240)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self._label)
        stop = QPushButton(ctx.lang("Stop"))
        stop.clicked.connect(maker.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(self._text)
        row.addWidget(self._bar)
        row.addWidget(stop)
        row.addStretch(1)
        ctx.tasks.progressed.connect(self._progressed)
        self.hide()

    def begin(self) -> None:
        self._bar.setRange(0, 0)
        self.show()

    def end(self) -> None:
        self.hide()

    def _progressed(self, state: State) -> None:
        if state.label == self._label and self._maker.busy:
            self._bar.setRange(0, state.total or 0)
            self._bar.setValue(state.done)
            self._text.setText(self.lang(state.text) if state.text else self._label)
