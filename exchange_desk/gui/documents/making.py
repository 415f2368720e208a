"""Makes the document of the moment off the window's thread; an older wish gives way to a newer one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from exchange_desk.gui.kit.context import Context
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import Cancelled
from exchange_desk.support.progress import Progress

_FIRST_ALONE = 20
"""More records than this: the first page is made and shown before the rest, where every record has its page."""


@dataclass(frozen=True)
class Wish:
    document_id: str
    ids: Sequence[Id]
    languages: Sequence[str]


class _Obedient:
    """Passes progress on, and stops as soon as the wish is no longer the newest."""

    def __init__(self, progress: Progress, is_current: Callable[[], bool]) -> None:
        self._progress = progress
        self._is_current = is_current

    def step(self, done: int, total: int | None, text: str = "") -> None:
        if not self._is_current():
            raise Cancelled
        self._progress.step(done, total, text)


class Maker(QObject):
    """`made`: the PDF's bytes, and whether all of it is there. `stopped`: the person cancelled."""

    made = Signal(bytes, bool)
    failed = Signal(object)
    stopped = Signal()
    label = msg("Making the document")

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._turn = 0
        self.busy = False

    def make(self, wish: Wish) -> None:
        """Make this one; whatever was being made is dropped."""
        self._turn += 1
        self.busy = True
        paged = {each.id for each in self._ctx.desk.documents.catalogue() if each.page_each}
        if len(wish.ids) > _FIRST_ALONE and wish.document_id in paged:
            self._run(Wish(wish.document_id, wish.ids[:1], wish.languages), whole=False)
        self._run(wish, whole=True)

    def cancel(self) -> None:
        """Stop making; what is shown stays."""
        self._turn += 1
        self.busy = False
        self.stopped.emit()

    def abandon(self) -> None:
        """Stop making and tell nobody: the window closes."""
        self._turn += 1

    def _run(self, wish: Wish, *, whole: bool) -> None:
        turn, documents = self._turn, self._ctx.desk.documents

        def work(progress: Progress) -> bytes:
            obedient = _Obedient(progress, lambda: turn == self._turn)
            obedient.step(0, None)
            return documents.pdf(wish.document_id, wish.ids, wish.languages, obedient)

        self._ctx.tasks.run(
            self._ctx.lang(self.label),
            work,
            done=lambda content: self._done(turn, content, whole),
            failed=lambda error: self._failed(turn, error),
            cancelled=lambda: self._cancelled(turn),
            owner=self,
        )

    def _done(self, turn: int, content: bytes, whole: bool) -> None:
        if turn == self._turn:
            self.busy = not whole
            self.made.emit(content, whole)

    def _failed(self, turn: int, error: BaseException) -> None:
        if turn == self._turn:
            self._turn += 1
            self.busy = False
            self.failed.emit(error)

    def _cancelled(self, turn: int) -> None:
        """Cancelled from elsewhere, for example the status bar of the main window."""
        if turn == self._turn:
            self.cancel()
