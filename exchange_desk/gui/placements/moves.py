"""The moves of a placement's life cycle, as buttons; what a move needs to know is asked first."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from exchange_desk.gui.kit.commands import Command, Selection
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import show_error
from exchange_desk.gui.kit.looks import look
from exchange_desk.gui.kit.reason import ReasonDialog
from exchange_desk.gui.kit.saving import write
from exchange_desk.gui.placements.moving import MoveDialog
from exchange_desk.model import Placement, PlacementStatus
from exchange_desk.rules.moves import PlacementMove, actual_day, needs_reason, placement_moves
from exchange_desk.rules.verdict import RuleError, RuleSeverity
from exchange_desk.support import clock
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg

_P = PlacementStatus

VERBS = {
    _P.PROPOSED: msg("Back to proposed"),
    _P.ACCEPTED: msg("The host accepts"),
    _P.AGREED: msg("The plan is signed"),
    _P.CONFIRMED: msg("Confirm"),
    _P.IN_PROGRESS: msg("Arrived…"),
    _P.FINISHED: msg("Finished…"),
    _P.REPORTED: msg("The report is here"),
    _P.CLOSED: msg("Close the placement"),
    _P.CANCELLED: msg("Cancel the placement…"),
    _P.NO_SHOW: msg("Did not arrive…"),
    _P.INTERRUPTED: msg("Interrupted…"),
}
"""What each button says; "…" asks for a day or a reason first."""


def moves_of(ctx: Context, parent: QWidget, placement: Placement) -> Sequence[Command]:
    """A button for each move that the placement may make now."""
    return [
        Command(
            f"placement.to.{to.value}",
            VERBS[to],
            partial(_begin, ctx, parent, to),
            icon=look(_P, to)[0],
            writes=True,
        )
        for to in placement_moves(placement)
    ]


def _begin(ctx: Context, parent: QWidget, to: PlacementStatus, chosen: Selection) -> None:
    """Make the move, or ask first for the day and the reason that it needs."""
    placement = ctx.desk.records.get(Placement, chosen.one)
    day = actual_day(PlacementMove(placement=placement, to=to, today=clock.today()))
    if day is None and not needs_reason(to):
        make_move(ctx, parent, chosen.one, to)
        return
    title = ctx.lang(VERBS[to]).rstrip("…")
    dialog = MoveDialog(ctx.lang, title, day, reason=needs_reason(to), parent=parent)
    dialog.given.connect(lambda on, reason: make_move(ctx, parent, chosen.one, to, on=on, reason=reason))
    dialog.open()


def make_move(
    ctx: Context,
    parent: QWidget,
    placement_id: Id,
    to: PlacementStatus,
    *,
    on: date | None = None,
    reason: str = "",
) -> None:
    """Make a move as one step. A rule that may be set aside is told and a reason asked for; others refuse."""
    lang = ctx.lang

    def job() -> object:
        return ctx.desk.placements.move(placement_id, to, on=on, reason=reason, lang=lang)

    def told(_: object) -> None:
        ctx.announce(lang("{status}: {name}", status=lang(to.label), name=_name(ctx, placement_id)))

    def failed(error: BaseException) -> None:
        overridable = isinstance(error, RuleError) and error.verdict.severity is RuleSeverity.OVERRIDE
        if not overridable or reason:
            show_error(parent, error, lang)
            return
        assert isinstance(error, RuleError)
        again = partial(_with_reason, ctx, parent, placement_id, to, on)
        ReasonDialog.ask(parent, lang, error.say(lang), again)

    write(ctx, lang("Saving"), job, told, parent, failed)


def _with_reason(
    ctx: Context, parent: QWidget, placement_id: Id, to: PlacementStatus, on: date | None, reason: str
) -> None:
    make_move(ctx, parent, placement_id, to, on=on, reason=reason)


def _name(ctx: Context, placement_id: Id) -> str:
    return ctx.desk.records.names(Placement, [placement_id], ctx.lang).get(placement_id, "")
