"""The lists of cities, institutions and networks."""

from exchange_desk.gui.kit.commands import Command, any_selected
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.empty import Empty
from exchange_desk.gui.kit.filters import record_filter
from exchange_desk.gui.kit.groups import Detail
from exchange_desk.gui.kit.list_screen import ListScreen
from exchange_desk.gui.places.forms import CITY_GROUPS, INSTITUTION_GROUPS, NETWORK_GROUPS
from exchange_desk.model import City, Institution, Network
from exchange_desk.support.language import msg


def cities_screen(ctx: Context) -> ListScreen:
    """Every city, with ways to its institutions and officials."""
    commands = [
        Command("city.new", msg("New city…"), lambda _: ctx.open_record(City, None), "Ctrl+N", "plus", writes=True),
        Command(
            "city.institutions",
            msg("Show its institutions"),
            lambda chosen: ctx.show_list("institutions", {"city_id": chosen.ids}),
            icon="building-2",
            enabled=any_selected,
        ),
        Command(
            "city.officials",
            msg("Show its officials"),
            lambda chosen: ctx.show_list("officials", {"city_id": chosen.ids}),
            icon="users",
            enabled=any_selected,
        ),
    ]
    empty = Empty(
        msg("There are no cities yet."),
        msg("Cities send and receive officials. Every list that is imported names them."),
        "map-pin",
        ("city.new",),
    )
    return ListScreen(ctx, "cities", commands, empty=empty, detail=Detail(CITY_GROUPS))


def institutions_screen(ctx: Context) -> ListScreen:
    """Institutions and their units, with ways to their offers and people."""
    commands = [
        Command(
            "institution.new",
            msg("New institution…"),
            lambda _: ctx.open_record(Institution, None),
            "Ctrl+N",
            "plus",
            writes=True,
        ),
        Command(
            "institution.offers",
            msg("Show its host offers"),
            lambda chosen: ctx.show_list("offers", {"institution_id": chosen.ids}),
            icon="door-open",
            enabled=any_selected,
        ),
        Command(
            "institution.officials",
            msg("Show its officials"),
            lambda chosen: ctx.show_list("officials", {"institution_id": chosen.ids}),
            icon="users",
            enabled=any_selected,
        ),
        Command(
            "institution.units",
            msg("Show its units"),
            lambda chosen: ctx.show_list("institutions", {"parent_id": chosen.ids}),
            icon="network",
            enabled=any_selected,
        ),
    ]
    empty = Empty(
        msg("There are no institutions yet."),
        msg("Institutions send officials or offer places. A unit is an institution that belongs to another one."),
        "building-2",
        ("institution.new",),
    )
    filters = [
        record_filter(ctx, "city_id", msg("City"), City),
        record_filter(ctx, "parent_id", msg("Unit of"), Institution),
    ]
    return ListScreen(ctx, "institutions", commands, empty=empty, filters=filters, detail=Detail(INSTITUTION_GROUPS))


def networks_screen(ctx: Context) -> ListScreen:
    """Networks and forums with their members."""
    new = Command(
        "network.new", msg("New network…"), lambda _: ctx.open_record(Network, None), "Ctrl+N", "plus", writes=True
    )
    empty = Empty(
        msg("There are no networks yet."),
        msg("Networks bring cities together; a programme can be open to the members of one."),
        "network",
        ("network.new",),
    )
    filters = [
        record_filter(ctx, "city_id", msg("Member city"), City),
        record_filter(ctx, "institution_id", msg("Member institution"), Institution),
    ]
    return ListScreen(ctx, "networks", [new], empty=empty, filters=filters, detail=Detail(NETWORK_GROUPS))
