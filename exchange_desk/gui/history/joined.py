"""Who was joined to an official, and the way to part them again."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import Question, show_error
from exchange_desk.gui.kit.notice_bar import NoticeBar
from exchange_desk.model import Official, Record
from exchange_desk.services.merging import Joined
from exchange_desk.support.ids import Id


class JoinedBars(QWidget):
    """One bar for each record that was joined to an official and can still be parted; nothing for other records."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx, self.lang = ctx, ctx.lang
        self.bars: list[NoticeBar] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_record(self, kind: type[Record] | None, record_id: Id) -> None:
        for bar in self.bars:
            bar.hide()
            bar.deleteLater()
        self.bars = []
        for joined in self.ctx.desk.merging.joined(record_id) if kind is Official else ():
            bar = NoticeBar(self)
            text = self.lang("Joined with “{name}” on {day}.", name=joined.name, day=joined.at.astimezone().date())
            actions = () if self.ctx.read_only else ((self.lang("Separate…"), partial(self._ask, joined)),)
            bar.say("info", text, *actions)
            self._column.addWidget(bar)
            self.bars.append(bar)
        self.setVisible(bool(self.bars))

    def _ask(self, joined: Joined) -> None:
        text = self.lang(
            "Separate “{name}” from this person? Both records come back with what was theirs. What was changed since "
            "stays as it is now, and what came since stays with this person. You can undo this.",
            name=joined.name,
        )
        question = Question(self.window(), self.lang, text, self.lang("Separate"), destructive=False)
        question.accepted.connect(partial(self._separate, joined))
        question.open()

    def _separate(self, joined: Joined) -> None:
        ctx, window = self.ctx, self.window()

        def told(_: object) -> None:
            ctx.announce(ctx.lang("They are two records again."))

        def failed(error: BaseException) -> None:
            show_error(window if isValid(window) else None, error, ctx.lang)

        label = self.lang("Separating")
        ctx.tasks.run(label, lambda _: ctx.desk.merging.split(joined.step), done=told, failed=failed, owner=window)
