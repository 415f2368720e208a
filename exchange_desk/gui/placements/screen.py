"""The list of placements."""

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.empty import Empty
from exchange_desk.gui.kit.filters import record_filter
from exchange_desk.gui.kit.groups import Detail
from exchange_desk.gui.kit.list_screen import ListScreen
from exchange_desk.gui.placements.commands import placement_commands
from exchange_desk.gui.placements.form import DETAIL_GROUPS
from exchange_desk.gui.placements.moves import moves_of
from exchange_desk.model import City, Institution, Official, Programme
from exchange_desk.support.language import msg


def placements_screen(ctx: Context) -> ListScreen:
    """Who is where, in all programmes or in the one that the window shows."""
    empty = Empty(
        msg("There are no placements yet."),
        msg("Assign a nominee from the list of nominations, or let the desk propose places for everybody."),
        "route",
        ("placements.propose",),
    )
    filters = [
        record_filter(ctx, "programme_id", msg("Programme"), Programme),
        record_filter(ctx, "sending_city_id", msg("Sending city"), City),
        record_filter(ctx, "host_city_id", msg("Host city"), City),
        record_filter(ctx, "institution_id", msg("Host institution"), Institution),
        record_filter(ctx, "official_id", msg("Official"), Official),
    ]
    screen = ListScreen(
        ctx,
        "placements",
        placement_commands(ctx, lambda: screen),
        empty=empty,
        filters=filters,
        detail=Detail(DETAIL_GROUPS, lambda placement: moves_of(ctx, screen, placement)),
    )
    return screen
