"""Which list the window looks at: chosen, dropped, pasted, gone on with; one after the other; and what can be done when
one cannot be read."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from exchange_desk.gui.imports.draft import NEEDS_PASSWORD, Draft
from exchange_desk.gui.imports.file_page import FilePage
from exchange_desk.gui.imports.password import PasswordDialog
from exchange_desk.gui.imports.queue import Queue, State
from exchange_desk.gui.imports.rescue import CAN_HELP
from exchange_desk.gui.imports.sources import BegunSource, FileSource, PastedSource, Source
from exchange_desk.gui.kit.errors import show_error
from exchange_desk.gui.kit.notice_bar import NoticeBar
from exchange_desk.intake.decisions import Decisions
from exchange_desk.services.imports import DraftInfo
from exchange_desk.support.problems import DeskError

Remedy = tuple[str, Callable[[], None]]
"""A text for a button, and what it does."""


class Lists(QObject):
    """`leaving`: the list that was looked at gives way to another one; `started`: that one is being read."""

    leaving = Signal()
    started = Signal()

    def __init__(self, draft: Draft, queue: Queue, page: FilePage, notice: NoticeBar, window: QWidget) -> None:
        super().__init__(window)
        self.draft, self.queue = draft, queue
        self._page, self._notice, self._window = page, notice, window
        self._ctx, self._lang = draft.ctx, draft.ctx.lang
        queue.wanted.connect(self.look_at)
        page.files_chosen.connect(self.choose)
        page.drop.paste.clicked.connect(self.paste)
        page.begun.go_on.connect(self.resume)
        page.rescue.told.connect(self._read_as_told)
        draft.failed.connect(self._failed)

    def choose(self, paths: Sequence[Path]) -> None:
        """Files to look at one after the other."""
        self.begin([FileSource(path) for path in paths])

    def paste(self) -> None:
        """What was copied in a spreadsheet program."""
        data = QGuiApplication.clipboard().mimeData()
        text, html = data.text(), data.html()
        if text.strip() or html.strip():
            self.begin([PastedSource(self._lang("Pasted list"), text, html)])
        else:
            self._notice.say("info", self._lang("There are no cells on the clipboard. Copy them in Excel first."))

    def resume(self, draft: DraftInfo) -> None:
        """Go on with a review that the desk has kept."""
        self.begin([BegunSource(draft.id, draft.name)])

    def begin(self, sources: Sequence[Source]) -> None:
        """Look at the first of these. A list about which something was decided waits at the left meanwhile."""
        now = self.queue.current
        waits = now is not None and now.state is State.NOW and self.draft.has_decisions
        if waits or self.queue.next_waiting is not None:
            self.queue.add(sources)
            self.look_at(len(self.queue.entries) - len(sources))
            if waits and now is not None:
                self._notice.say("info", self._lang("“{name}” waits at the left.", name=now.source.name))
        else:
            self.queue.begin(sources)
            self._read(sources[0])

    def look_at(self, number: int) -> None:
        """Another list of those chosen together; what was decided about this one stays."""
        self.leaving.emit()
        now = self.queue.current
        if now is not None:
            now.plan = self.draft.plan if now.state is State.NOW else None
        entry = self.queue.go_to(number)
        if entry.plan is None:
            self._read(entry.source)
            return
        plan, entry.plan = entry.plan, None
        self.started.emit()
        self.draft.take_up(entry.source, plan)

    def go_on(self) -> None:
        """The next list that waits."""
        number = self.queue.next_waiting
        if number is not None:
            self.look_at(number)

    def clear(self) -> None:
        """No list at all."""
        self.draft.stop()
        self.draft.forget()
        self.queue.begin([])
        self._page.start_over()

    # Reading ------------------------------------------------------------------------------------------------------

    def _read(self, source: Source, password: str | None = None, decisions: Decisions | None = None) -> None:
        self.started.emit()
        self.draft.read(source, password, decisions)

    def _read_again(self, password: str | None = None, decisions: Decisions | None = None) -> None:
        if self.draft.source is not None:
            self._read(self.draft.source, password or self.draft.password, decisions)

    def _read_as_told(self, decisions: Decisions) -> None:
        self._read_again(None, decisions)

    def _failed(self, error: BaseException) -> None:
        if self.draft.plan is None:
            self.queue.mark(State.UNREAD)
        if isinstance(error, DeskError) and error.key in NEEDS_PASSWORD:
            dialog = PasswordDialog(self._lang, error.say(self._lang), self._window)
            dialog.given.connect(self._read_again)
            dialog.open()
        elif isinstance(error, DeskError):
            self._notice.say("error", error.say(self._lang), *self._remedies(error))
        else:
            show_error(self._window, error, self._lang)

    def _remedies(self, error: DeskError) -> list[Remedy]:
        """What can be done about a failure, as buttons beside its sentence."""
        if error.key == "intake.file_changed":
            return [(self._lang("Read the file again"), self._read_again)]
        if self.draft.plan is not None:
            return []
        found: list[Remedy] = []
        if error.key in CAN_HELP and self.draft.path is not None:
            found.append((self._lang("Show the list in it…"), self._show_cells))
        if self.queue.next_waiting is not None:
            found.append((self._lang("Next list"), self.go_on))
        return [*found, (self._lang("Choose another file…"), self._page.browse)]

    def _show_cells(self) -> None:
        """The officer points at the heading over the names."""
        path, password, imports = self.draft.path, self.draft.password, self._ctx.desk.imports
        if path is not None:
            self._ctx.tasks.run(
                self._lang("Reading the list"),
                lambda progress: imports.look(path, password=password, progress=progress),
                done=self._page.show_cells,
            )
