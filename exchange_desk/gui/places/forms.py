"""The forms of cities, institutions and networks."""

from PySide6.QtWidgets import QWidget

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.form import Form
from exchange_desk.gui.kit.groups import Group
from exchange_desk.gui.places.city_name import CityNameEditor, fill_from
from exchange_desk.model import City, Institution, Network
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg

CITY_GROUPS = (
    Group(msg("City"), ("name", "country", "region", "kind", "language", "website")),
    Group(
        msg("Other names"),
        ("aliases",),
        msg("Every name that lists write this city by, also old and misspelt ones. They are recognised at import."),
    ),
    Group(msg("Position"), ("latitude", "longitude", "time_zone"), msg("Decimal degrees, for example 19.4326.")),
    Group(msg("Notes"), ("note",)),
)

INSTITUTION_GROUPS = (
    Group(msg("Institution"), ("name", "acronym", "kind", "city_id", "parent_id", "theme", "active")),
    Group(msg("Contact"), ("email", "phone", "website", "address")),
    Group(msg("Notes"), ("note",)),
)

NETWORK_GROUPS = (
    Group(msg("Network"), ("name", "acronym", "other_names", "languages", "secretariat", "website")),
    Group(msg("Members"), ("members",), msg("Cities or institutions, with the days from and until which they belong.")),
    Group(msg("Notes"), ("note",)),
)


def city_form(ctx: Context, record_id: Id | None, parent: QWidget | None = None) -> Form:
    """A city; choosing its name among the world's fills in country, region, position and time zone."""
    record = ctx.desk.records.get(City, record_id) if record_id else City(name="")
    form = Form(ctx, record, CITY_GROUPS, parent, editors={"name": lambda ctx, _: CityNameEditor(ctx.lang)})
    name = form.blocks["name"].editor
    if isinstance(name, CityNameEditor):
        name.chosen.connect(lambda place: fill_from(form, place))
    return form


def institution_form(ctx: Context, record_id: Id | None, parent: QWidget | None = None) -> Form:
    record = ctx.desk.records.get(Institution, record_id) if record_id else Institution(name="")
    return Form(ctx, record, INSTITUTION_GROUPS, parent)


def network_form(ctx: Context, record_id: Id | None, parent: QWidget | None = None) -> Form:
    record = ctx.desk.records.get(Network, record_id) if record_id else Network(name="")
    return Form(ctx, record, NETWORK_GROUPS, parent)
