"""What a list shows when it has nothing to show: a sentence, the reason, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from exchange_desk.gui.kit.labels import heading, plain, symbol


@dataclass(frozen=True)
class Empty:
    """Text sources; `actions`: ids of the screen's commands, the most likely one first."""

    text: str
    reason: str = ""
    icon: str = "list"
    actions: tuple[str, ...] = ()


class EmptyState(QWidget):
    """Heading, reason and one button for each action; the first one is the likely one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._body: QWidget | None = None

    def tell(self, icon: str, text: str, reason: str, actions: Sequence[QAction]) -> None:
        """Show this, already translated; the buttons run the actions and follow their state."""
        if self._body is not None:
            self._body.deleteLater()
        self._body = QWidget(self)
        column = QVBoxLayout(self._body)
        column.setSpacing(10)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(symbol(icon, "dim", 40), 0, centre)
        self.heading = heading(text)
        self.heading.setWordWrap(True)
        self.heading.setAlignment(centre)
        column.addWidget(self.heading)
        if reason:
            why = plain(reason, wrap=True, tone="dim")
            why.setAlignment(centre)
            why.setMinimumWidth(360)
            column.addWidget(why, 0, centre)
        row = QHBoxLayout()
        row.setAlignment(centre)
        for action in actions:
            row.addWidget(ActionButton(action, self._body))
        column.addLayout(row)
        self._column.addWidget(self._body)
        self._body.show()


class ActionButton(QPushButton):
    """A button that runs an action and looks, and is on and off, like it."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.action = action
        self.setAutoDefault(False)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setText(self.action.text())
        self.setIcon(self.action.icon())
        self.setEnabled(self.action.isEnabled())
        self.setToolTip(self.action.statusTip() or self.action.toolTip())
