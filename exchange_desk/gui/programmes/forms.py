"""The forms of programmes and host offers."""

from PySide6.QtWidgets import QWidget

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.fields import ChoiceEditor, Editor
from exchange_desk.gui.kit.form import Form
from exchange_desk.gui.kit.groups import Group
from exchange_desk.model import OFFER_MOVES, HostOffer, OfferStatus, Programme, Record
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg

PROGRAMME_GROUPS = (
    Group(msg("Programme"), ("code", "name", "edition", "modality", "theme")),
    Group(msg("Who takes part"), ("network_id", "coordinator_id", "agreement_reference", "funder")),
    Group(
        msg("Calendar"),
        ("call_opens_on", "call_closes_on", "starts_on", "ends_on"),
        msg("Every stay lies within these days, both included."),
    ),
    Group(
        msg("Rules for nominees"),
        ("min_age", "max_age", "age_on", "quota_per_city"),
        msg("Whoever does not meet a rule is not eligible. A rule left empty does not apply."),
    ),
    Group(
        msg("Rules for stays"),
        ("min_weeks", "max_weeks", "lead_days", "passport_margin_days", "report_days"),
        msg("The lead time is how long before the first day a place must be agreed. A rule left empty does not apply."),
    ),
    Group(msg("Notes"), ("note",)),
)

OFFER_GROUPS = (
    Group(msg("Host offer"), ("programme_id", "institution_id", "title", "theme", "places", "status")),
    Group(
        msg("When"),
        ("starts_on", "ends_on", "min_weeks", "max_weeks"),
        msg("Stays lie within these days. Left empty, the programme's days and weeks count."),
    ),
    Group(
        msg("Languages"),
        ("languages",),
        msg("The host can work in any of these; one that the nominee speaks well enough is sufficient."),
    ),
    Group(msg("Supervisor"), ("supervisor_name", "supervisor_post", "supervisor_email", "supervisor_phone")),
    Group(msg("Conditions"), ("working_hours", "host_provides", "requirements")),
    Group(msg("Notes"), ("note",)),
)


def programme_form(ctx: Context, record_id: Id | None, parent: QWidget | None = None) -> Form:
    record = ctx.desk.records.get(Programme, record_id) if record_id else Programme(code="", name="")
    return Form(ctx, record, PROGRAMME_GROUPS, parent)


def offer_form(ctx: Context, record_id: Id | None, parent: QWidget | None = None) -> Form:
    """A new offer begins in the programme that the window shows."""
    if record_id:
        record = ctx.desk.records.get(HostOffer, record_id)
    else:
        record = HostOffer(programme_id=ctx.programme or "", institution_id="")
    return Form(ctx, record, OFFER_GROUPS, parent, editors={"status": offer_status_editor})


def offer_status_editor(ctx: Context, record: Record) -> Editor:
    """The status the offer has, and those it may go to from there; any of them while it is new."""
    assert isinstance(record, HostOffer)
    now = OfferStatus(record.status)
    offered = (now, *OFFER_MOVES[now]) if record.version else tuple(OfferStatus)
    return ChoiceEditor([(each.value, ctx.lang(each.label)) for each in offered])
