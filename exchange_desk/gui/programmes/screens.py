"""The lists of programmes and of host offers."""

from collections.abc import Sequence
from functools import partial

from exchange_desk.gui.kit.commands import Command, Selection, any_selected
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.empty import Empty
from exchange_desk.gui.kit.filters import record_filter
from exchange_desk.gui.kit.groups import Detail
from exchange_desk.gui.kit.list_screen import ListScreen
from exchange_desk.gui.kit.looks import look
from exchange_desk.gui.kit.saving import write
from exchange_desk.gui.programmes.forms import OFFER_GROUPS, PROGRAMME_GROUPS
from exchange_desk.model import OFFER_MOVES, City, HostOffer, Institution, OfferStatus, Programme
from exchange_desk.support.language import msg

_MOVES = {
    OfferStatus.ANNOUNCED: msg("Back to announced"),
    OfferStatus.CONFIRMED: msg("Confirmed by the host"),
    OfferStatus.CLOSED: msg("Close"),
    OfferStatus.WITHDRAWN: msg("Withdrawn by the host"),
}


def programmes_screen(ctx: Context) -> ListScreen:
    """Editions of programmes, with ways to what belongs to them."""
    commands = [
        Command(
            "programme.new",
            msg("New programme…"),
            lambda _: ctx.open_record(Programme, None),
            "Ctrl+N",
            "plus",
            writes=True,
        ),
        _show(ctx, "nominations", msg("Show its nominations"), "clipboard-list"),
        _show(ctx, "offers", msg("Show its host offers"), "door-open"),
        _show(ctx, "placements", msg("Show its placements"), "route"),
    ]
    empty = Empty(
        msg("There are no programmes yet."),
        msg("A programme is one edition of an exchange, with its calendar and its rules."),
        "calendar-range",
        ("programme.new",),
    )
    return ListScreen(ctx, "programmes", commands, empty=empty, detail=Detail(PROGRAMME_GROUPS))


def offers_screen(ctx: Context) -> ListScreen:
    """What hosts offer, with the places taken."""
    commands = [
        Command(
            "offer.new",
            msg("New host offer…"),
            lambda _: ctx.open_record(HostOffer, None),
            "Ctrl+N",
            "plus",
            writes=True,
        ),
        Command(
            "offer.placements",
            msg("Show its placements"),
            lambda chosen: ctx.show_list("placements", {"offer_id": chosen.ids}),
            icon="route",
            enabled=any_selected,
        ),
    ]
    empty = Empty(
        msg("There are no host offers yet."),
        msg("Add the institutions that receive officials, and how many places each of them offers."),
        "door-open",
        ("offer.new",),
    )
    filters = [
        record_filter(ctx, "programme_id", msg("Programme"), Programme),
        record_filter(ctx, "institution_id", msg("Host institution"), Institution),
        record_filter(ctx, "city_id", msg("City"), City),
    ]
    screen = ListScreen(
        ctx,
        "offers",
        commands,
        empty=empty,
        filters=filters,
        detail=Detail(OFFER_GROUPS, lambda offer: offer_moves(screen, offer)),
    )
    return screen


def offer_moves(screen: ListScreen, offer: HostOffer) -> Sequence[Command]:
    """A button for each status the offer may go to."""
    return [
        Command(
            f"offer.to.{to.value}",
            _MOVES[to],
            partial(_move, screen, to),
            icon=look(OfferStatus, to)[0],
            writes=True,
        )
        for to in OFFER_MOVES[OfferStatus(offer.status)]
    ]


def _move(screen: ListScreen, to: OfferStatus, chosen: Selection) -> None:
    ctx = screen.ctx

    def job() -> None:
        offer = ctx.desk.records.get(HostOffer, chosen.one)
        offer.status = to
        ctx.desk.records.save(offer)

    def tell(_: None) -> None:
        ctx.announce(ctx.lang("Host offer: {status}", status=ctx.lang(to.label)))

    write(ctx, ctx.lang("Saving"), job, tell, screen)


def _show(ctx: Context, listing: str, text: str, icon: str) -> Command:
    return Command(
        f"programme.{listing}",
        text,
        lambda chosen: ctx.show_list(listing, {"programme_id": chosen.ids}),
        icon=icon,
        enabled=any_selected,
    )
