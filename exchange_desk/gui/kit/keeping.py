"""Keeps a draft of a form while it has changes."""

from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer

from exchange_desk.gui.kit import drafts
from exchange_desk.gui.kit.blocks import FieldBlock
from exchange_desk.gui.kit.drafts import Draft
from exchange_desk.gui.kit.values import is_secret
from exchange_desk.model import Record, record_kind
from exchange_desk.support.ids import new_id

_PAUSE = 5_000
"""Milliseconds between two drafts."""


class Kept(Protocol):
    """As much of a form as the keeper looks at."""

    record: Record
    blocks: dict[str, FieldBlock]

    @property
    def dirty(self) -> bool: ...

    def values(self) -> dict[str, Any]: ...


class DraftKeeper(QObject):
    """Writes a draft some seconds after a change; `drop` forgets it when the form is saved or closed."""

    def __init__(self, form: Kept, desk: str, parent: QObject) -> None:
        super().__init__(parent)
        self._form = form
        self._desk = desk
        self._key = new_id()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.keep)
        for block in form.blocks.values():
            block.editor.changed.connect(self._soon)

    def keep(self) -> None:
        """Write the draft now, or forget it when everything is as it was."""
        if not self._form.dirty:
            drafts.drop(self._key)
            return
        record = self._form.record
        values = {name: value for name, value in self._form.values().items() if not is_secret(record, name)}
        drafts.keep(Draft(self._key, self._desk, record_kind(record), record.id if record.version else "", values))

    def drop(self) -> None:
        self._pause.stop()
        drafts.drop(self._key)

    def _soon(self) -> None:
        if not self._pause.isActive():
            self._pause.start()
