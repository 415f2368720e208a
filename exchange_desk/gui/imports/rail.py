"""The four steps at the left: which one is shown, which are done, which are still to come."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.support.language import Language, msg

_DONE, _NOW, _LATER = msg("{step} (done)"), msg("{step} (now)"), msg("{step} (later)")


class Rail(QListWidget):
    """`chosen`: the number of a step that was reached before and is asked for again."""

    chosen = Signal(int)

    def __init__(self, lang: Language, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self._titles = titles
        self._now = self._reached = 0
        self.setAccessibleName(lang("Steps of the import"))
        self.setFixedWidth(round(150 * theme.text_scale()))
        self.setIconSize(QSize(20, 20))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(3)
        for number, title in enumerate(titles, 1):
            self.addItem(QListWidgetItem(lang("{n}  {title}", n=number, title=title)))
        self.itemClicked.connect(self._ask)
        self.itemActivated.connect(self._ask)
        self.show_step(0, 0)
        self.setFixedHeight(len(titles) * (self.sizeHintForRow(0) + 2 * self.spacing()) + 2 * self.frameWidth() + 2)

    def show_step(self, now: int, reached: int) -> None:
        """`now` is shown; steps up to `reached` can be gone to."""
        self._now, self._reached = now, reached
        for number in range(self.count()):
            item = self.item(number)
            state = _NOW if number == now else _DONE if number < now else _LATER
            symbol, tone = {_NOW: ("circle-dot", "info"), _DONE: ("circle-check", "good"), _LATER: ("circle", "dim")}[
                state
            ]
            item.setIcon(theme.icon(symbol, tone))
            font = item.font()
            font.setBold(number == now)
            item.setFont(font)
            on = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(on if number <= reached else Qt.ItemFlag.NoItemFlags)
            words = self.lang(state, step=self._titles[number])
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self.setCurrentRow(now)

    def _ask(self, item: QListWidgetItem) -> None:
        number = self.row(item)
        if number <= self._reached and number != self._now:
            self.chosen.emit(number)
