"""Placements: a nominee at a host, as one or more stays."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from exchange_desk.model.base import Record, about, link, owner, parts, refers
from exchange_desk.model.nominations import Nomination
from exchange_desk.model.programmes import HostOffer
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg


class PlacementStatus(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    AGREED = "agreed"
    CONFIRMED = "confirmed"
    IN_PROGRESS = "in_progress"
    FINISHED = "finished"
    REPORTED = "reported"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    INTERRUPTED = "interrupted"

    @property
    def label(self) -> str:
        return _LABELS[self]


_S = PlacementStatus
_LABELS = {
    _S.PROPOSED: msg("Proposed"),
    _S.ACCEPTED: msg("Accepted by the host"),
    _S.AGREED: msg("Plan signed"),
    _S.CONFIRMED: msg("Confirmed"),
    _S.IN_PROGRESS: msg("In progress"),
    _S.FINISHED: msg("Finished"),
    _S.REPORTED: msg("Report received"),
    _S.CLOSED: msg("Closed"),
    _S.CANCELLED: msg("Cancelled"),
    _S.NO_SHOW: msg("Did not arrive"),
    _S.INTERRUPTED: msg("Interrupted"),
}

PLACEMENT_MOVES: dict[PlacementStatus, tuple[PlacementStatus, ...]] = {
    _S.PROPOSED: (_S.ACCEPTED, _S.CANCELLED),
    _S.ACCEPTED: (_S.AGREED, _S.PROPOSED, _S.CANCELLED),
    _S.AGREED: (_S.CONFIRMED, _S.ACCEPTED, _S.CANCELLED),
    _S.CONFIRMED: (_S.IN_PROGRESS, _S.NO_SHOW, _S.CANCELLED),
    _S.IN_PROGRESS: (_S.FINISHED, _S.INTERRUPTED),
    _S.FINISHED: (_S.REPORTED,),
    _S.REPORTED: (_S.CLOSED,),
    _S.CLOSED: (),
    _S.CANCELLED: (),
    _S.NO_SHOW: (),
    _S.INTERRUPTED: (_S.REPORTED,),
}
"""Moves the officer may choose. An extension is an amendment of a running stay, not a status."""

LIVE_PLACEMENTS = frozenset(_S) - {_S.CANCELLED, _S.NO_SHOW}
"""Placements that take a place and a person's days."""


class Stay(Record):
    """Days at the host, both ends included; actual days stand beside the planned ones once known."""

    __tablename__ = "stay"

    starts_on: Mapped[date | None] = mapped_column(default=None, info=about(msg("From"), "date", required=True))
    ends_on: Mapped[date | None] = mapped_column(default=None, info=about(msg("Until"), "date", required=True))
    arrived_on: Mapped[date | None] = mapped_column(default=None, info=about(msg("Arrived"), "date"))
    left_on: Mapped[date | None] = mapped_column(default=None, info=about(msg("Left"), "date"))
    share: Mapped[int] = mapped_column(
        default=100, info=about(msg("Share of working time"), "integer", unit=msg("per cent"))
    )
    placement_id: Mapped[Id] = owner("placement")


class Override(Record):
    """A rule set aside for one placement, with the reason that is printed on its summary."""

    __tablename__ = "override"

    rule: Mapped[str] = mapped_column(info=about(msg("Rule")))
    sentence: Mapped[str] = mapped_column(default="", info=about(msg("What the rule said"), "lines"))
    reason: Mapped[str] = mapped_column(default="", info=about(msg("Reason"), "lines", required=True))
    made_by: Mapped[str] = mapped_column(default="", info=about(msg("By")))
    made_at: Mapped[datetime | None] = mapped_column(default=None, info=about(msg("When"), "moment"))
    placement_id: Mapped[Id] = owner("placement")


class Placement(Record):
    """A nominee at a host offer. Nomination and offer never change: another host is another placement."""

    __tablename__ = "placement"

    nomination_id: Mapped[Id] = link(
        "nomination", required=True, info=about(msg("Nomination"), "reference", refers="nomination", required=True)
    )
    offer_id: Mapped[Id] = link(
        "host_offer", required=True, info=about(msg("Host offer"), "reference", refers="host_offer", required=True)
    )
    reference: Mapped[str] = mapped_column(default="", index=True, info=about(msg("Reference")))
    status: Mapped[str] = mapped_column(
        default=PlacementStatus.PROPOSED, info=about(msg("Status"), "choice", choices=PlacementStatus)
    )
    status_reason: Mapped[str] = mapped_column(default="", info=about(msg("Reason for the status")))
    locked: Mapped[bool] = mapped_column(
        default=False, info=about(msg("Locked"), "boolean", help=msg("A proposal never moves a locked placement."))
    )
    working_language: Mapped[str] = mapped_column(default="", info=about(msg("Working language"), "language"))
    theme: Mapped[str] = mapped_column(default="", info=about(msg("Theme areas")))
    objectives: Mapped[str] = mapped_column(default="", info=about(msg("Objectives"), "lines"))
    work_plan: Mapped[str] = mapped_column(default="", info=about(msg("Work plan"), "lines"))
    hours_per_week: Mapped[int | None] = mapped_column(default=None, info=about(msg("Hours per week"), "integer"))
    travel: Mapped[str] = mapped_column(default="", info=about(msg("Travel"), "lines"))
    insurance_company: Mapped[str] = mapped_column(default="", info=about(msg("Insurance company")))
    insurance_policy: Mapped[str] = mapped_column(default="", info=about(msg("Policy number"), personal="document"))
    insurance_from: Mapped[date | None] = mapped_column(default=None, info=about(msg("Insured from"), "date"))
    insurance_until: Mapped[date | None] = mapped_column(default=None, info=about(msg("Insured until"), "date"))
    visa: Mapped[str] = mapped_column(
        default="", info=about(msg("Visa"), help=msg("Not needed, requested on …, granted on …"))
    )
    report_due_on: Mapped[date | None] = mapped_column(default=None, info=about(msg("Report due"), "date"))
    note: Mapped[str] = mapped_column(default="", info=about(msg("Notes"), "lines"))
    stays: Mapped[list[Stay]] = parts("Stay", "Stay.starts_on")
    overrides: Mapped[list[Override]] = parts("Override", "Override.id")
    nomination: Mapped[Nomination] = refers("Nomination", "Placement.nomination_id")
    offer: Mapped[HostOffer] = refers("HostOffer", "Placement.offer_id")
