"""From a form to the record before or after it in the list."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.context import Context
from exchange_desk.model import Record
from exchange_desk.support.ids import Id


class WalkButtons(QWidget):
    """Two arrows, and Ctrl+Page up and Ctrl+Page down; hidden where the list that is shown has no neighbours."""

    def __init__(self, ctx: Context, record: Record, go: Callable[[Id], None]) -> None:
        super().__init__()
        lang = ctx.lang
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        steps = (
            (-1, "chevron-left", lang("Previous in the list"), "Ctrl+PgUp"),
            (1, "chevron-right", lang("Next in the list"), "Ctrl+PgDown"),
        )
        self.buttons: list[QToolButton] = []
        found = {by: ctx.neighbour(type(record), record.id, by) if record.version else None for by, *_ in steps}
        for by, icon, text, keys in steps:
            button = QToolButton()
            button.setIcon(theme.icon(icon))
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.setShortcut(keys)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setEnabled(found[by] is not None)
            button.clicked.connect(lambda _=False, there=found[by]: go(there) if there else None)
            row.addWidget(button)
            self.buttons.append(button)
        self.setVisible(any(found.values()))
