"""The form of a nomination."""

from PySide6.QtWidgets import QWidget

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.form import Form
from exchange_desk.gui.kit.groups import Group
from exchange_desk.model import LIVE_NOMINATIONS, Nomination, Official
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import Problem, Severity

GROUPS = (
    Group(
        msg("Nomination"),
        ("programme_id", "official_id", "sending_city_id", "sending_institution_id", "endorsed_by", "letter_date"),
        msg("Programme and official stay as they are once saved: another person is another nomination."),
    ),
    Group(msg("What for"), ("theme", "objective", "available_from", "available_until", "score")),
    Group(
        msg("Where the nominee would like to go"),
        ("preferences",),
        msg("Rank 1 is the first wish. Give a city, an institution or what the letter says."),
    ),
    Group(msg("Remarks"), ("host_comment", "note")),
)

DETAIL_GROUPS = (
    *GROUPS[:1],
    Group(msg("How it stands"), ("status_reason", "host_comment")),
    *GROUPS[1:3],
    Group(msg("Notes"), ("note", "substitute_of_id")),
)

_FIXED = ("programme_id", "official_id")


class NominationForm(Form):
    """A Form that takes the sender from the official, and sees that nobody is put forward twice."""

    def __init__(self, ctx: Context, record: Nomination, parent: QWidget | None = None) -> None:
        super().__init__(ctx, record, GROUPS, parent, fixed=_FIXED)
        if not record.version:
            self.blocks["official_id"].editor.changed.connect(self._take_sender)

    def problems(self) -> list[Problem]:
        """Invariant I10: one living nomination of a person in a programme."""
        found = super().problems()
        nomination = self.record
        if not nomination.version and isinstance(nomination, Nomination) and nomination.official_id:
            same = self.ctx.desk.records.find(
                Nomination, programme_id=nomination.programme_id, official_id=nomination.official_id
            )
            if any(each.status in LIVE_NOMINATIONS for each in same):
                text = msg("This person is nominated in the programme already. Open that nomination instead.")
                found.append(Problem("nomination.twice", Severity.ERROR, text, "official_id"))
        return found

    def _take_sender(self) -> None:
        """The city and the institution of the official, where nothing else was chosen."""
        official_id = self.blocks["official_id"].editor.value()
        if not official_id:
            return
        official = self.ctx.desk.records.get(Official, official_id)
        for name, value in (
            ("sending_city_id", official.city_id),
            ("sending_institution_id", official.institution_id),
        ):
            editor = self.blocks[name].editor
            if not editor.value() and value:
                editor.set_value(value)


def nomination_form(ctx: Context, record_id: Id | None, parent: QWidget | None = None) -> NominationForm:
    """A new nomination begins in the programme that the window shows."""
    if record_id:
        record = ctx.desk.records.get(Nomination, record_id)
    else:
        record = Nomination(programme_id=ctx.programme or "", official_id="")
    return NominationForm(ctx, record, parent)
