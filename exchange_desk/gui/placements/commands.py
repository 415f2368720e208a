"""What can be done about places: from the list of placements, and from the list of nominations."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QApplication, QWidget

from exchange_desk.gui.kit.commands import Command, Selection, any_selected, one_selected
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.reason import ReasonDialog
from exchange_desk.gui.kit.saving import write
from exchange_desk.gui.placements.assign import AssignDialog
from exchange_desk.gui.placements.dates import DatesDialog
from exchange_desk.gui.placements.proposal import ProposalWindow
from exchange_desk.model import Nomination, Placement, PlacementStatus
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg

_ONE_NOMINATION = msg("Select one nomination first.")
_ONE_PLACEMENT = msg("Select one placement first.")


def nomination_commands(ctx: Context) -> list[Command]:
    """For the list of nominations."""
    return [
        Command(
            "nomination.assign",
            msg("Assign to…"),
            lambda chosen: AssignDialog(ctx, chosen.one, _window()).open(),
            "Ctrl+Shift+A",
            "route",
            one_selected,
            writes=True,
            needs=_ONE_NOMINATION,
        ),
        propose_command(ctx),
        Command(
            "nomination.placements",
            msg("Show the placements"),
            lambda chosen: ctx.show_list("placements", {"nomination_id": chosen.ids}),
            icon="list",
            enabled=any_selected,
        ),
    ]


def propose_command(ctx: Context) -> Command:
    return Command(
        "placements.propose",
        msg("Propose placements…"),
        lambda _: _show_proposal(ctx),
        icon="wand-sparkles",
        writes=True,
    )


def placement_commands(ctx: Context, parent: Callable[[], QWidget]) -> list[Command]:
    """For the list of placements. `parent` gives the widget over which dialogs stand."""
    return [
        propose_command(ctx),
        Command(
            "placement.dates",
            msg("Set dates…"),
            lambda chosen: DatesDialog(ctx, chosen.one, parent()).open(),
            "Ctrl+Shift+D",
            "calendar-range",
            one_selected,
            writes=True,
            needs=_ONE_PLACEMENT,
        ),
        Command(
            "placement.lock", msg("Lock"), partial(_lock, ctx, parent, True), "", "lock", any_selected, writes=True
        ),
        Command(
            "placement.unlock",
            msg("Unlock"),
            partial(_lock, ctx, parent, False),
            "",
            "lock-open",
            any_selected,
            writes=True,
        ),
        Command(
            "placement.release",
            msg("Release the place…"),
            partial(_release, ctx, parent),
            "Ctrl+Shift+Q",
            "log-out",
            one_selected,
            writes=True,
            danger=True,
            needs=_ONE_PLACEMENT,
        ),
        Command(
            "placement.nomination",
            msg("Open the nomination"),
            lambda chosen: _open_nomination(ctx, chosen.one),
            icon="clipboard-list",
            enabled=one_selected,
            needs=_ONE_PLACEMENT,
        ),
    ]


def _window() -> QWidget | None:
    """The window that the command was given in."""
    return QApplication.activeWindow()


def _show_proposal(ctx: Context) -> None:
    ProposalWindow(ctx, ctx.programme, _window()).show()


def _lock(ctx: Context, parent: Callable[[], QWidget], locked: bool, chosen: Selection) -> None:
    """Whether a proposal may move these placements."""
    lang = ctx.lang

    def told(_: object) -> None:
        count = len(chosen.ids)
        text = lang.plural("{n} placement locked", "{n} placements locked", count)
        free = lang.plural("{n} placement unlocked", "{n} placements unlocked", count)
        ctx.announce(text if locked else free)

    write(ctx, lang("Saving"), lambda: ctx.desk.placements.lock(chosen.ids, locked), told, parent())


def _release(ctx: Context, parent: Callable[[], QWidget], chosen: Selection) -> None:
    """Give the place back: a mere proposal goes, what was agreed is cancelled and stays on record."""
    lang, placement = ctx.lang, ctx.desk.records.get(Placement, chosen.one)
    proposed = placement.status == PlacementStatus.PROPOSED
    name = ctx.desk.records.name(placement, lang)
    text = (
        lang("Release the place of “{name}”? The nominee can be placed again. Why?", name=name)
        if proposed
        else lang("Release the place of “{name}”? The placement stays on record as cancelled. Why?", name=name)
    )
    then = partial(_release_with, ctx, parent(), chosen.one, name)
    ReasonDialog.ask(parent(), lang, text, then, required=not proposed)


def _release_with(ctx: Context, parent: QWidget, placement_id: Id, name: str, reason: str) -> None:
    lang = ctx.lang

    def told(_: object) -> None:
        ctx.announce(lang("Released: {name}", name=name))

    write(ctx, lang("Saving"), lambda: ctx.desk.placements.release(placement_id, reason), told, parent)


def _open_nomination(ctx: Context, placement_id: Id) -> None:
    ctx.open_record(Nomination, ctx.desk.records.get(Placement, placement_id).nomination_id)
