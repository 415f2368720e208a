"""The list of officials."""

from collections.abc import Callable

from exchange_desk.gui.kit.commands import Command, Selection, any_selected
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.empty import Empty
from exchange_desk.gui.kit.filters import record_filter
from exchange_desk.gui.kit.groups import Detail
from exchange_desk.gui.kit.list_screen import ListScreen
from exchange_desk.gui.people.form import GROUPS
from exchange_desk.gui.people.joining import ask_to_join
from exchange_desk.gui.people.nominating import ask_for_programme
from exchange_desk.model import City, Institution, Official, Programme
from exchange_desk.support.language import msg


def two_selected(selection: Selection) -> bool:
    return len(selection.ids) == 2


def officials_screen(ctx: Context) -> ListScreen:
    """Everybody, whatever programme they were put forward in."""
    commands = _commands(ctx, lambda: screen)
    empty = Empty(
        msg("There are no people yet."),
        msg("Cities send their nominees in Excel: drop the file on this window, or create a person."),
        "users",
        ("official.import", "official.new"),
    )
    filters = [
        record_filter(ctx, "city_id", msg("City"), City),
        record_filter(ctx, "institution_id", msg("Institution"), Institution),
        record_filter(ctx, "programme_id", msg("Nominated in"), Programme),
    ]
    screen = ListScreen(ctx, "officials", commands, empty=empty, filters=filters, detail=Detail(GROUPS))
    return screen


def _commands(ctx: Context, screen: Callable[[], ListScreen]) -> list[Command]:
    return [
        Command(
            "official.new",
            msg("New official…"),
            lambda _: ctx.open_record(Official, None),
            "Ctrl+N",
            "user-plus",
            writes=True,
        ),
        Command(
            "official.import",
            msg("Import list of nominees…"),
            lambda _: ctx.start_import(),
            writes=True,
        ),
        Command(
            "official.nominate",
            msg("Nominate in a programme…"),
            lambda chosen: ask_for_programme(ctx, screen(), chosen),
            icon="user-check",
            enabled=any_selected,
            writes=True,
        ),
        Command(
            "official.join",
            msg("Join with…"),
            lambda chosen: ask_to_join(ctx, screen(), chosen),
            enabled=two_selected,
            writes=True,
            needs=msg("Select two people who are one first."),
        ),
        Command(
            "official.nominations",
            msg("Show the nominations"),
            lambda chosen: ctx.show_list("nominations", {"official_id": chosen.ids}),
            icon="clipboard-list",
            enabled=any_selected,
        ),
        Command(
            "official.placements",
            msg("Show the placements"),
            lambda chosen: ctx.show_list("placements", {"official_id": chosen.ids}),
            icon="route",
            enabled=any_selected,
        ),
    ]
