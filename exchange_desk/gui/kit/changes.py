"""What a step changed, told on the window's thread, whichever thread made the step."""

from PySide6.QtCore import QObject, Qt, Signal

from exchange_desk.gui.kit.shapes import Changes
from exchange_desk.services.desk import Desk


class ChangeRelay(QObject):
    """`changed` carries the Changes of each step, one turn of the event loop after it was committed."""

    changed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._stop = desk.on_change(self._receive)

    def stop(self) -> None:
        """Listen no longer; before the desk is closed or the window taken apart."""
        self._stop()

    def _receive(self, changes: Changes) -> None:
        self._arrived.emit(changes)

    def _tell(self, changes: Changes) -> None:
        self.changed.emit(changes)
