"""What stands in the sidebar, and which form opens which record. Topics are loaded when they are first shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from PySide6.QtWidgets import QWidget

from exchange_desk.gui.kit.context import Context
from exchange_desk.model import (
    City,
    HostDecision,
    HostOffer,
    Institution,
    Network,
    Nomination,
    NominationStatus,
    Official,
    Placement,
    PlacementStatus,
    Programme,
    Record,
)
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg

_N, _P = NominationStatus, PlacementStatus


@dataclass(frozen=True)
class View:
    """A list narrowed to a question that is asked every day."""

    title: str
    where: Mapping[str, Any]


@dataclass(frozen=True)
class Section:
    """An entry of the sidebar. `id`: the listing's name, or "start". `scoped`: follows the chosen programme."""

    id: str
    title: str
    icon: str
    make: Callable[[Context], QWidget]
    views: tuple[View, ...] = field(default=())
    scoped: bool = False
    heading: str = ""


def _lazy(module: str, name: str) -> Callable[[Context], Any]:
    """A function of a topic, imported when it is called."""
    return lambda ctx: getattr(import_module(f"exchange_desk.gui.{module}"), name)(ctx)


def _nominations(ctx: Context) -> QWidget:
    from exchange_desk.gui.nominations.screen import nominations_screen
    from exchange_desk.gui.placements.commands import nomination_commands

    return nominations_screen(ctx, nomination_commands(ctx))


def _received(ctx: Context) -> QWidget:
    from exchange_desk.gui.imports.received import received_screen

    return received_screen(ctx, ctx.start_import)


SECTIONS: tuple[Section, ...] = (
    Section("start", msg("Start"), "house", _lazy("shell.start", "StartPage")),
    Section(
        "programmes",
        msg("Programmes"),
        "calendar-range",
        _lazy("programmes.screens", "programmes_screen"),
        heading=msg("Exchange"),
    ),
    Section(
        "nominations",
        msg("Nominations"),
        "clipboard-list",
        _nominations,
        (
            View(msg("To be checked"), {"status": (_N.RECEIVED, _N.INCOMPLETE, _N.COMPLETE)}),
            View(msg("Without a place"), {"status": (_N.COMPLETE, _N.ELIGIBLE, _N.SHORTLISTED)}),
            View(msg("Sent to hosts"), {"host_decision": (HostDecision.PENDING,)}),
        ),
        scoped=True,
    ),
    Section("offers", msg("Host offers"), "door-open", _lazy("programmes.screens", "offers_screen"), scoped=True),
    Section(
        "placements",
        msg("Placements"),
        "route",
        _lazy("placements.screen", "placements_screen"),
        (
            View(msg("Places proposed"), {"status": (_P.PROPOSED,)}),
            View(msg("To be confirmed"), {"status": (_P.ACCEPTED, _P.AGREED)}),
            View(msg("In progress"), {"status": (_P.IN_PROGRESS,)}),
        ),
        scoped=True,
    ),
    Section("officials", msg("Officials"), "users", _lazy("people.screen", "officials_screen"), heading=msg("Records")),
    Section("institutions", msg("Institutions"), "building-2", _lazy("places.screens", "institutions_screen")),
    Section("cities", msg("Cities"), "map-pin", _lazy("places.screens", "cities_screen")),
    Section("networks", msg("Networks"), "network", _lazy("places.screens", "networks_screen")),
    Section(
        "received",
        msg("Received lists"),
        "inbox",
        _received,
        scoped=True,
        heading=msg("Incoming"),
    ),
)
"""In the order of the sidebar; the first nine answer to Ctrl+1 … Ctrl+9."""

FORMS: dict[type[Record], tuple[str, str]] = {
    City: ("places.forms", "city_form"),
    Institution: ("places.forms", "institution_form"),
    Network: ("places.forms", "network_form"),
    Official: ("people.form", "official_form"),
    Programme: ("programmes.forms", "programme_form"),
    HostOffer: ("programmes.forms", "offer_form"),
    Nomination: ("nominations.form", "nomination_form"),
    Placement: ("placements.form", "placement_form"),
}
"""Record class → module and function(ctx, id or None, parent) that makes its form."""


def make_form(ctx: Context, kind: type[Record], record_id: Id | None, parent: QWidget) -> Any:
    """The form of a record (None: a new one), not shown yet."""
    module, name = FORMS[kind]
    return getattr(import_module(f"exchange_desk.gui.{module}"), name)(ctx, record_id, parent)


def section(section_id: str) -> Section:
    """The section of that id; the start page when there is none (any more)."""
    return next((each for each in SECTIONS if each.id == section_id), SECTIONS[0])
