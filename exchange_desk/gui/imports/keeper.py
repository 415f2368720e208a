"""Keeps the review in the desk while it is worked on, so that closing the window or a crash loses nothing."""

from PySide6.QtCore import QObject, QTimer, Signal

from exchange_desk.gui.imports.draft import Draft
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.problems import DeskError

_PAUSE = 3_000
"""Milliseconds after a decision until it is kept."""


class Keeper(QObject):
    """`kept`: the review is in the desk as it is shown. `failed`: it could not be kept (the error)."""

    kept = Signal()
    failed = Signal(object)

    def __init__(self, draft: Draft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._last: ImportPlan | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.keep)
        draft.changed.connect(self._soon)

    @property
    def is_current(self) -> bool:
        """Whether everything that was decided is kept."""
        return self._draft.plan is self._last or not self._draft.has_decisions

    def keep(self) -> None:
        """Keep it now, in the background."""
        plan = self._wanted()
        if plan is None:
            return
        imports = self._draft.ctx.desk.imports

        def done(_: object) -> None:
            self._last = plan
            self.kept.emit()

        self._draft.ctx.tasks.run(
            "", lambda _: imports.keep_draft(plan), done=done, failed=self.failed.emit, owner=self
        )

    def keep_at_once(self) -> bool:
        """Keep it before going on; False when that is not possible."""
        self._pause.stop()
        plan = self._wanted()
        if plan is None:
            return self.is_current
        try:
            self._draft.ctx.desk.imports.keep_draft(plan)
        except DeskError:
            return False
        self._last = plan
        return True

    def forget(self) -> None:
        """The list was imported: there is nothing to keep any more."""
        self._pause.stop()
        self._last = self._draft.plan

    def _wanted(self) -> ImportPlan | None:
        """What is to be kept; None: nothing, or there is nowhere to keep it."""
        draft = self._draft
        return None if self.is_current or draft.is_saving or draft.ctx.read_only else draft.plan

    def _soon(self) -> None:
        if not self.is_current:
            self._pause.start()
