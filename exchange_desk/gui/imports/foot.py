"""The foot of the import window: what is being worked out, and how far it is."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from exchange_desk.gui.imports.draft import Draft
from exchange_desk.gui.kit.labels import plain
from exchange_desk.gui.kit.tasks import State

_AFTER = 250
"""Milliseconds that something takes before it is worth a bar."""


class Waiting(QWidget):
    """What is being worked out, how far it is, and a way to stop it. `is_busy` at once, in sight a little later."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.lang = draft.ctx.lang
        self.is_busy = False
        self.text = plain()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(200)
        self.bar.setAccessibleName(draft.label)
        self.stop = QPushButton(self.lang("Stop"))
        self.stop.setAutoDefault(False)
        self.kept = plain(tone="dim")
        self._pause = QTimer(self, singleShot=True, interval=_AFTER)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.bar, self.text, self.stop, self.kept):
            row.addWidget(widget)
        row.addStretch(1)
        self._show()
        self._pause.timeout.connect(self._show)
        draft.working.connect(self._working)
        draft.ctx.tasks.progressed.connect(self._progressed)
        self.stop.clicked.connect(draft.stop)

    def _working(self, busy: bool) -> None:
        self.is_busy = busy
        self.text.setText(self._draft.label)
        self.bar.setRange(0, 0)
        if busy:
            self._pause.start()
        else:
            self._pause.stop()
            self._show()

    def _show(self) -> None:
        for widget in (self.bar, self.text, self.stop):
            widget.setVisible(self.is_busy)
        self.kept.setVisible(not self.is_busy and bool(self.kept.text()))

    def tell_kept(self, text: str) -> None:
        """When the review was kept; "" for nothing to say."""
        self.kept.setText(text)
        self._show()

    def _progressed(self, state: State) -> None:
        if self.is_busy and state.label == self._draft.label:
            self.bar.setRange(0, state.total or 0)
            self.bar.setValue(state.done)
            self.text.setText(self.lang(state.text) if state.text else self._draft.label)
