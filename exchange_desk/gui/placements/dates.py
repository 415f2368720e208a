"""“Set dates…”: other days for a placement there is, judged as they are typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import show_error
from exchange_desk.gui.kit.notice_bar import NoticeBar
from exchange_desk.gui.kit.saving import write
from exchange_desk.gui.placements.judging import JudgedStay
from exchange_desk.model import Placement
from exchange_desk.rules.periods import Period
from exchange_desk.rules.verdict import Verdict
from exchange_desk.support.ids import Id
from exchange_desk.support.problems import DeskError


class DatesDialog(QDialog):
    """Reasons given before stand; a rule that newly stands against the days needs one of its own."""

    def __init__(self, ctx: Context, placement_id: Id, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ctx, self.lang = ctx, ctx.lang
        lang = self.lang
        self.placement = ctx.desk.records.get(Placement, placement_id)
        self.setWindowTitle(lang("Set dates"))
        self.notice = NoticeBar(self)
        self.stay = JudgedStay(lang, self._judge)
        self.buttons = QDialogButtonBox()
        self.save_button = self.buttons.addButton(lang("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(lang("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.save_button.setDefault(True)
        column = QVBoxLayout(self)
        column.addWidget(self.notice)
        column.addWidget(self.stay, 1)
        column.addWidget(self.buttons)
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)
        self.resize(460, 460)
        name = ctx.desk.records.name(self.placement, lang)
        period = self._period()
        self.stay.show_stay(self.placement.id, name, period, self._judge(self.placement.id, period))

    def save(self) -> None:
        """Save the days, or say why not."""
        kept = {each.rule: each.reason for each in self.placement.overrides}
        why = self.stay.why_not(kept)
        if why:
            self.notice.say("error" if self.stay.is_blocked else "warning", why)
            return
        days = self.stay.days
        assert days is not None
        placements, reasons, placement = self.ctx.desk.placements, self.stay.reasons, self.placement.id

        def job() -> object:
            return placements.set_dates(placement, days[0], days[1], reasons=reasons, lang=self.lang)

        self.setEnabled(False)
        write(self.ctx, self.lang("Saving"), job, self._saved, self, self._failed)

    def _period(self) -> Period:
        """The planned days of the stay."""
        stays = self.placement.stays
        return Period(stays[0].starts_on, stays[0].ends_on) if stays else Period()

    def _judge(self, _: Id, period: Period) -> Sequence[Verdict]:
        return self.ctx.desk.placements.verdicts(self.placement, period)

    def _saved(self, _: object) -> None:
        text = self.lang("The dates were changed: {days}", days=self.lang.period(*(self.stay.days or (None, None))))
        self.ctx.announce(text)
        super().accept()

    def _failed(self, error: BaseException) -> None:
        self.setEnabled(True)
        if isinstance(error, DeskError):
            self.notice.say("error", error.say(self.lang))
        else:
            show_error(self, error, self.lang)
