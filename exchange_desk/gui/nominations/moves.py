"""The moves of a nomination on its two tracks: what the desk says, and what the host says."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from exchange_desk.gui.kit.commands import Command, Selection
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import show_error
from exchange_desk.gui.kit.looks import look
from exchange_desk.gui.kit.reason import ReasonDialog
from exchange_desk.gui.kit.saving import write
from exchange_desk.gui.nominations.choosing import MoveDialog, Option
from exchange_desk.model import HostDecision, Nomination, NominationStatus
from exchange_desk.rules.moves import host_moves, needs_reason, nomination_moves
from exchange_desk.rules.verdict import RuleError, RuleSeverity
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg

_WAYS_OUT = frozenset(
    f"nomination.to.{each}"
    for each in (
        NominationStatus.RESERVE,
        NominationStatus.NOT_SELECTED,
        NominationStatus.WITHDRAWN,
        NominationStatus.SUBSTITUTED,
    )
)
M = TypeVar("M", NominationStatus, HostDecision)
_S, _H = NominationStatus, HostDecision

DESK_VERBS = {
    _S.RECEIVED: msg("Back to received"),
    _S.INCOMPLETE: msg("Something is missing"),
    _S.COMPLETE: msg("Complete"),
    _S.ELIGIBLE: msg("Eligible"),
    _S.INELIGIBLE: msg("Not eligible…"),
    _S.SHORTLISTED: msg("Shortlist"),
    _S.PLACED: msg("Placed"),
    _S.RESERVE: msg("To the reserve list"),
    _S.NOT_SELECTED: msg("Not selected…"),
    _S.WITHDRAWN: msg("Withdrawn…"),
    _S.SUBSTITUTED: msg("Substituted"),
}
HOST_VERBS = {
    _H.NOT_SENT: msg("Not sent to the host after all"),
    _H.PENDING: msg("Sent to the host"),
    _H.ACCEPTED: msg("The host accepts"),
    _H.REJECTED: msg("The host rejects…"),
}
"""What each button says; "…" asks for a reason or a comment first."""


def moves_of(ctx: Context, parent: QWidget, nomination: Nomination) -> Sequence[Command]:
    """A button for each move that one nomination may make now: onwards on both tracks, then the ways out."""
    desk = [
        Command(
            f"nomination.to.{to.value}",
            DESK_VERBS[to],
            partial(_move_chosen, ctx, parent, to),
            icon=look(_S, to)[0],
            writes=True,
        )
        for to in nomination_moves(nomination)
    ]
    host = [
        Command(
            f"nomination.host.{to.value}",
            HOST_VERBS[to],
            partial(_decide_chosen, ctx, parent, to),
            icon=look(_H, to)[0],
            writes=True,
        )
        for to in host_moves(nomination)
    ]
    onwards = [each for each in desk if each.id not in _WAYS_OUT]
    return [*onwards, *host, *(each for each in desk if each.id in _WAYS_OUT)]


def ask_for_status(ctx: Context, parent: QWidget, chosen: Selection) -> None:
    """One dialog for any number of nominations: the moves that all of them may make."""
    nominations = ctx.desk.records.load(Nomination, chosen.ids)
    lang = ctx.lang
    options = [
        Option(to, lang(to.label), look(_S, to), needs_reason(to)) for to in in_common(nominations, nomination_moves)
    ]
    options += [
        Option(to, lang(to.label), look(_H, to), to is _H.REJECTED) for to in in_common(nominations, host_moves)
    ]
    dialog = MoveDialog(parent, lang, len(nominations), options)
    dialog.chosen.connect(lambda to, reason: make_move(ctx, parent, chosen.ids, to, reason))
    dialog.open()


def make_move(
    ctx: Context, parent: QWidget, ids: Sequence[Id], to: NominationStatus | HostDecision, reason: str
) -> None:
    """Make a move as one step. A rule that stands against it is told in a sentence and nothing changes; where a reason
    would set it aside, that is asked for."""

    def job() -> None:
        if isinstance(to, NominationStatus):
            ctx.desk.nominations.move(ids, to, reason)
        else:
            ctx.desk.nominations.decide(ids, to, reason)

    def tell(_: None) -> None:
        ctx.announce(
            ctx.lang.plural(
                "{n} nomination: {status}", "{n} nominations: {status}", len(ids), status=ctx.lang(to.label)
            )
        )

    def failed(error: BaseException) -> None:
        if isinstance(error, RuleError) and error.verdict.severity is RuleSeverity.OVERRIDE and not reason:
            again = partial(make_move, ctx, parent, ids, to)
            ReasonDialog.ask(parent, ctx.lang, error.say(ctx.lang), again)
        else:
            show_error(parent, error, ctx.lang)

    write(ctx, ctx.lang("Saving"), job, tell, parent, failed)


def in_common(nominations: Sequence[Nomination], moves: Callable[[Nomination], tuple[M, ...]]) -> list[M]:
    """The moves that every one of the nominations may make, in the order of the first one's."""
    if not nominations:
        return []
    first, *rest = [moves(each) for each in nominations]
    return [to for to in first if all(to in others for others in rest)]


def _move_chosen(ctx: Context, parent: QWidget, to: NominationStatus, chosen: Selection) -> None:
    if not needs_reason(to):
        make_move(ctx, parent, chosen.ids, to, "")
        return
    text = ctx.lang("Why “{status}”? The reason stays with the nomination.", status=ctx.lang(to.label))
    ReasonDialog.ask(parent, ctx.lang, text, partial(make_move, ctx, parent, chosen.ids, to))


def _decide_chosen(ctx: Context, parent: QWidget, to: HostDecision, chosen: Selection) -> None:
    if to is not _H.REJECTED:
        make_move(ctx, parent, chosen.ids, to, "")
        return
    text = ctx.lang("What does the host say? The comment stays with the nomination.")
    ReasonDialog.ask(parent, ctx.lang, text, partial(make_move, ctx, parent, chosen.ids, to), required=False)
