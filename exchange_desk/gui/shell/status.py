"""The status bar: what waits, when was saved, whether there is a copy, where the desk lies, how far a job is."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QProgressBar, QPushButton, QSizePolicy, QStatusBar, QToolButton, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.labels import plain
from exchange_desk.gui.kit.tasks import State
from exchange_desk.support import clock, paths

_FRESH_DAYS = 7
_LOOK_AGAIN = 4_000
"""Milliseconds between two looks at the reviews begun: keeping one is no step, and nobody announces it."""
_SHOWN_FOR = 8_000
"""Milliseconds a result stays in the status bar."""


class StatusBar(QStatusBar):
    """Each part is a button: the imports that wait, the history, the copies, the folder."""

    imports_asked = Signal()
    history_asked = Signal()
    backups_asked = Signal()
    folder_asked = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        lang = ctx.lang
        self.setSizeGripEnabled(False)
        self.message = plain()
        self.message.setContentsMargins(8, 0, 0, 0)
        self.message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.addWidget(self.message, 1)
        self._fade = QTimer(self, singleShot=True, interval=_SHOWN_FOR)
        self._fade.timeout.connect(self.message.clear)
        self.job = plain()
        self.progress = QProgressBar()
        self.progress.setFixedWidth(140)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(lang("Progress"))
        self.cancel = QPushButton(lang("Cancel"))
        self.cancel.clicked.connect(ctx.tasks.cancel)
        self.pending = self._part("hourglass", lang("Show the received lists"))
        self.saved = self._part("save", lang("Show the history"))
        self.backup = self._part("shield-check", lang("Show the backups"))
        self.place = self._part("hard-drive", lang("Open the folder of the desk"))
        for widget in (self.job, self.progress, self.cancel, self.pending, self.saved, self.backup, self.place):
            self.addPermanentWidget(widget)
        self.pending.hide()
        self.pending.clicked.connect(self.imports_asked)
        self.saved.clicked.connect(self.history_asked)
        self.backup.clicked.connect(self.backups_asked)
        self.place.clicked.connect(self.folder_asked)
        ctx.tasks.progressed.connect(self._show_job)
        ctx.tasks.busy_changed.connect(self._after_job)
        ctx.changes.changed.connect(self._on_change)
        self._show_job(State())
        self._show_place()
        self.saved.setText(lang("Nothing saved yet"))
        QTimer.singleShot(0, self, self._show_last_save)
        self._look = QTimer(self, interval=_LOOK_AGAIN)
        self._look.timeout.connect(self.show_pending)
        self._look.start()

    def announce(self, text: str) -> None:
        """Say a result here and to a screen reader."""
        self.message.setText(text)
        self._fade.start()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.message, text))

    def show_saved(self, at: datetime) -> None:
        """The moment of the last step of the desk: the time today, else the day."""
        lang, local = self.ctx.lang, at.astimezone()
        if local.date() == clock.today():
            self.saved.setText(lang("Saved {time}", time=f"{local:%H:%M}"))
        else:
            self.saved.setText(lang("Saved {day}", day=local.date()))

    def show_backup(self) -> None:
        """How old the newest copy is; older than a week is worth a warning."""
        lang = self.ctx.lang
        made = self.ctx.desk.upkeep.backups()
        days = (clock.today() - made[0].at.date()).days if made else None
        if days is None:
            text = lang("No backup yet")
        elif days == 0:
            text = lang("Backup of today")
        else:
            text = lang("Backup of {day}", day=made[0].at.date())
        fresh = days is not None and days <= _FRESH_DAYS
        self.backup.setText(text)
        self.backup.setIcon(theme.icon("shield-check", "good") if fresh else theme.icon("triangle-alert", "warning"))

    def show_pending(self) -> None:
        """How many reviews of lists were begun and go on; nothing when there are none."""
        count = self.ctx.desk.imports_pending
        self.pending.setText(self.ctx.lang.plural("{n} import pending", "{n} imports pending", count))
        self.pending.setVisible(count > 0)

    def _on_change(self, changes: object) -> None:  # noqa: ARG002 - every step was saved
        self.show_saved(clock.now())
        self.show_pending()

    def _after_job(self, busy: bool) -> None:
        """A job may have made a copy."""
        if not busy:
            self.show_backup()

    def _show_last_save(self) -> None:
        """Asked of the history once the window is there: it may be long."""
        steps = self.ctx.desk.history.steps(1)
        if steps:
            self.show_saved(steps[0].at)
        self.show_backup()
        self.show_pending()

    def _show_place(self) -> None:
        path = self.ctx.desk.database.path
        lang = self.ctx.lang
        own = path.parent == paths.data_folder()
        self.place.setText(lang("This computer") if own else path.name)
        self.place.setToolTip(lang("The desk lies in {file}. Click to open its folder.", file=str(path)))

    def _show_job(self, state: State) -> None:
        running = bool(state.label)
        for widget in (self.job, self.progress, self.cancel):
            widget.setVisible(running)
        if not running:
            return
        self.job.setText(self.ctx.lang(state.text) if state.text else state.label)
        self.job.setToolTip(state.label)
        self.progress.setRange(0, state.total or 0)
        self.progress.setValue(state.done)

    def _part(self, icon: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(theme.icon(icon))
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        return button
