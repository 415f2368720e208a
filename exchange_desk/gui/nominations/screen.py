"""The list of nominations."""

from collections.abc import Callable, Sequence
from functools import partial

from exchange_desk.gui.kit.commands import Command, any_selected, one_selected
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.empty import Empty
from exchange_desk.gui.kit.filters import record_filter
from exchange_desk.gui.kit.groups import Detail
from exchange_desk.gui.kit.list_screen import ListScreen
from exchange_desk.gui.nominations.form import DETAIL_GROUPS
from exchange_desk.gui.nominations.moves import ask_for_status, moves_of
from exchange_desk.gui.nominations.remarks import remarks_on
from exchange_desk.model import City, Nomination, Official, Programme
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg


def nominations_screen(ctx: Context, more: Sequence[Command] = ()) -> ListScreen:
    """`more`: commands of other topics for the selected nominations, such as assigning a place."""
    commands = _commands(ctx, more, lambda: screen)
    empty = Empty(
        msg("There are no nominations yet."),
        msg("Cities send their nominees in Excel: drop the file on this window, or put an official forward here."),
        "clipboard-list",
        ("nomination.import", "nomination.new"),
    )
    filters = [
        record_filter(ctx, "programme_id", msg("Programme"), Programme),
        record_filter(ctx, "sending_city_id", msg("Sending city"), City),
        record_filter(ctx, "official_id", msg("Official"), Official),
    ]
    screen = ListScreen(
        ctx,
        "nominations",
        commands,
        empty=empty,
        filters=filters,
        detail=Detail(DETAIL_GROUPS, lambda nomination: moves_of(ctx, screen, nomination), partial(remarks_on, ctx)),
    )
    return screen


def _commands(ctx: Context, more: Sequence[Command], screen: Callable[[], ListScreen]) -> list[Command]:
    return [
        Command(
            "nomination.new",
            msg("New nomination…"),
            lambda _: ctx.open_record(Nomination, None),
            "Ctrl+N",
            "plus",
            writes=True,
        ),
        Command(
            "nomination.import",
            msg("Import list of nominees…"),
            lambda _: ctx.start_import(),
            writes=True,
        ),
        *more,
        Command(
            "nomination.status",
            msg("Change status…"),
            lambda chosen: ask_for_status(ctx, screen(), chosen),
            "Ctrl+Shift+S",
            "list",
            any_selected,
            writes=True,
        ),
        Command(
            "nomination.official",
            msg("Open the official"),
            lambda chosen: _open_official(ctx, chosen.one),
            icon="user",
            enabled=one_selected,
            needs=msg("Select one line of the list first."),
        ),
    ]


def _open_official(ctx: Context, nomination_id: Id) -> None:
    ctx.open_record(Official, ctx.desk.records.get(Nomination, nomination_id).official_id)
