"""The form of a placement. Its dates and its status are not typed here: the rules are asked before they change."""

from PySide6.QtWidgets import QWidget

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.form import Form
from exchange_desk.gui.kit.groups import Group
from exchange_desk.model import Placement
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError

GROUPS = (
    Group(
        msg("Placement"),
        ("nomination_id", "offer_id", "reference", "stays"),
        msg("The dates are changed with “Set dates…”, which asks the rules first."),
    ),
    Group(
        msg("What for"),
        ("theme", "working_language", "hours_per_week", "objectives", "work_plan"),
        msg("Printed on the placement summary, which the three sides sign."),
    ),
    Group(
        msg("Travel and insurance"),
        ("travel", "visa", "insurance_company", "insurance_policy", "insurance_from", "insurance_until"),
    ),
    Group(msg("Report and notes"), ("report_due_on", "note")),
)

DETAIL_GROUPS = (
    Group(msg("Placement"), ("nomination_id", "offer_id", "reference", "stays", "locked")),
    Group(msg("How it stands"), ("status_reason", "report_due_on")),
    *GROUPS[1:3],
    Group(msg("Rules set aside"), ("overrides",)),
    Group(msg("Notes"), ("note",)),
)

_FIXED = ("nomination_id", "offer_id", "stays")


def placement_form(ctx: Context, record_id: Id | None, parent: QWidget | None = None) -> Form:
    """The form of a placement there is. Raises DeskError for a new one: nominees are placed by assigning them."""
    if record_id is None:
        raise DeskError(
            "placement.by_assigning",
            msg("A placement begins with a nominee: select one in the list of nominations and choose “Assign to…”."),
        )
    return Form(ctx, ctx.desk.records.get(Placement, record_id), GROUPS, parent, fixed=_FIXED)
