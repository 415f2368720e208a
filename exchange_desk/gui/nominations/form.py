"""The form of a nomination."""

from PySide6.QtWidgets import QWidget

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.form import Form
from exchange_desk.gui.kit.groups import Group
from exchange_desk.model import Nomination
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg

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


def nomination_form(ctx: Context, record_id: Id | None, parent: QWidget | None = None) -> Form:
    """A new nomination begins in the programme that the window shows."""
    if record_id:
        record = ctx.desk.records.get(Nomination, record_id)
    else:
        record = Nomination(programme_id=ctx.programme or "", official_id="")
    return Form(ctx, record, GROUPS, parent, fixed=_FIXED)
