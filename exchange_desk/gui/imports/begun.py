"""Lists whose review was begun and not finished: gone on with, or discarded."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import Question
from exchange_desk.gui.kit.labels import heading, plain, symbol
from exchange_desk.services.imports import DraftInfo
from exchange_desk.support.problems import DeskError

_SHOWN = 4


class BegunLists(QWidget):
    """`go_on`: the draft (DraftInfo) to go on with. Hidden while there is none."""

    go_on = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx, self.lang = ctx, ctx.lang
        self.drafts: list[DraftInfo] = []
        self.resume_buttons: list[QPushButton] = []
        self.discard_buttons: list[QPushButton] = []
        self._lines = QWidget()
        self._grid = QGridLayout(self._lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.addWidget(heading(self.lang("Lists begun"), larger=1.05))
        column.addWidget(self._lines)

    def look_again(self) -> None:
        """Show what the desk keeps now."""
        self.drafts = self.ctx.desk.imports.drafts()
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.resume_buttons, self.discard_buttons = [], []
        for line, draft in enumerate(self.drafts[:_SHOWN]):
            self._add(line, draft)
        if len(self.drafts) > _SHOWN:
            more = self.lang.plural(
                "and {n} more in the received lists", "and {n} more in the received lists", len(self.drafts) - _SHOWN
            )
            self._grid.addWidget(plain(more, tone="dim"), _SHOWN, 1)
        self.setVisible(bool(self.drafts))

    def _add(self, line: int, draft: DraftInfo) -> None:
        lang = self.lang
        rows = lang.plural("{n} row", "{n} rows", draft.rows)
        waiting = lang.plural("{n} to decide", "{n} to decide", draft.waiting)
        parts = f"{rows}, {waiting}" if draft.waiting else rows
        when = lang.moment(draft.kept_at)
        said = lang(
            "{name}: {rows} · kept {when} by {who}", name=draft.name, rows=parts, when=when, who=draft.by or "–"
        )
        go_on = QPushButton(theme.icon("play"), lang("Continue"))
        discard = QPushButton(theme.icon("trash-2"), lang("Discard…"))
        for button, verb in ((go_on, lang("Continue “{name}”", name=draft.name)),
                             (discard, lang("Discard “{name}”", name=draft.name))):  # fmt: skip
            button.setAutoDefault(False)
            button.setAccessibleName(verb)
        go_on.clicked.connect(lambda: self.go_on.emit(draft))
        discard.clicked.connect(lambda: self._ask(draft))
        discard.setEnabled(not self.ctx.read_only)
        self._grid.addWidget(symbol("hourglass", "dim"), line, 0)
        self._grid.addWidget(plain(said, wrap=True), line, 1)
        self._grid.addWidget(go_on, line, 2)
        self._grid.addWidget(discard, line, 3)
        self.resume_buttons.append(go_on)
        self.discard_buttons.append(discard)

    def _ask(self, draft: DraftInfo) -> None:
        text = self.lang("Discard “{name}” and what was decided about it? The file itself stays where it is.",
                         name=draft.name)  # fmt: skip
        question = Question(self, self.lang, text, self.lang("Discard"), destructive=True)
        question.accepted.connect(lambda: self._discard(draft))
        question.open()

    def _discard(self, draft: DraftInfo) -> None:
        try:
            self.ctx.desk.imports.discard_draft(draft.id)
        except DeskError as error:
            self.ctx.announce(error.say(self.lang))
        self.look_again()
