"""Nominations: a city puts an official forward. Two tracks: what the desk says, and what the host says."""

from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from exchange_desk.model.base import Record, about, link, owner, parts, refers
from exchange_desk.model.institutions import Institution
from exchange_desk.model.people import Official
from exchange_desk.model.places import City
from exchange_desk.model.programmes import Programme
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg


class NominationStatus(StrEnum):
    RECEIVED = "received"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    SHORTLISTED = "shortlisted"
    PLACED = "placed"
    RESERVE = "reserve"
    NOT_SELECTED = "not_selected"
    WITHDRAWN = "withdrawn"
    SUBSTITUTED = "substituted"

    @property
    def label(self) -> str:
        return _DESK_LABELS[self]


_S = NominationStatus
_DESK_LABELS = {
    _S.RECEIVED: msg("Received"),
    _S.INCOMPLETE: msg("Incomplete"),
    _S.COMPLETE: msg("Complete"),
    _S.ELIGIBLE: msg("Eligible"),
    _S.INELIGIBLE: msg("Not eligible"),
    _S.SHORTLISTED: msg("Shortlisted"),
    _S.PLACED: msg("Placed"),
    _S.RESERVE: msg("Reserve list"),
    _S.NOT_SELECTED: msg("Not selected"),
    _S.WITHDRAWN: msg("Withdrawn"),
    _S.SUBSTITUTED: msg("Substituted"),
}

_EXITS = (_S.RESERVE, _S.NOT_SELECTED, _S.WITHDRAWN, _S.SUBSTITUTED)
NOMINATION_MOVES: dict[NominationStatus, tuple[NominationStatus, ...]] = {
    _S.RECEIVED: (_S.COMPLETE, _S.INCOMPLETE, _S.ELIGIBLE, _S.INELIGIBLE, *_EXITS),
    _S.INCOMPLETE: (_S.COMPLETE, *_EXITS),
    _S.COMPLETE: (_S.ELIGIBLE, _S.INELIGIBLE, _S.INCOMPLETE, *_EXITS),
    _S.ELIGIBLE: (_S.SHORTLISTED, _S.INELIGIBLE, *_EXITS),
    _S.INELIGIBLE: (_S.ELIGIBLE, _S.NOT_SELECTED, _S.WITHDRAWN, _S.SUBSTITUTED),
    _S.SHORTLISTED: (_S.ELIGIBLE, *_EXITS),
    _S.PLACED: (_S.WITHDRAWN, _S.SUBSTITUTED),
    _S.RESERVE: (_S.ELIGIBLE, _S.SHORTLISTED, _S.NOT_SELECTED, _S.WITHDRAWN),
    _S.NOT_SELECTED: (_S.ELIGIBLE,),
    _S.WITHDRAWN: (_S.RECEIVED,),
    _S.SUBSTITUTED: (),
}
"""Moves the officer may choose. Into and out of "placed" is moved by placing and releasing."""

LIVE_NOMINATIONS = frozenset(_S) - {_S.INELIGIBLE, _S.NOT_SELECTED, _S.WITHDRAWN, _S.SUBSTITUTED}
"""Nominations that still count: for quotas, for "once per programme", for the proposal's candidates."""


class HostDecision(StrEnum):
    NOT_SENT = "not_sent"
    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        return _HOST_LABELS[self]


_HOST_LABELS = {
    HostDecision.NOT_SENT: msg("Not sent to the host"),
    HostDecision.PENDING: msg("Waiting for the host"),
    HostDecision.ACCEPTED: msg("Accepted by the host"),
    HostDecision.REJECTED: msg("Rejected by the host"),
}

HOST_MOVES: dict[HostDecision, tuple[HostDecision, ...]] = {
    HostDecision.NOT_SENT: (HostDecision.PENDING,),
    HostDecision.PENDING: (HostDecision.ACCEPTED, HostDecision.REJECTED, HostDecision.NOT_SENT),
    HostDecision.ACCEPTED: (HostDecision.PENDING,),
    HostDecision.REJECTED: (HostDecision.PENDING, HostDecision.NOT_SENT),
}


class Preference(Record):
    """Where the nominee would like to go; rank 1 is the first wish. `text` is what the list said."""

    __tablename__ = "preference"

    rank: Mapped[int] = mapped_column(default=1, info=about(msg("Rank"), "integer"))
    city_id: Mapped[Id | None] = link("city", info=about(msg("City"), "reference", refers="city"))
    institution_id: Mapped[Id | None] = link(
        "institution", info=about(msg("Institution"), "reference", refers="institution")
    )
    text: Mapped[str] = mapped_column(default="", info=about(msg("As written")))
    nomination_id: Mapped[Id] = owner("nomination")


class Nomination(Record):
    """One official put forward in one programme. Sender, programme and official never change: a substitute is new."""

    __tablename__ = "nomination"

    programme_id: Mapped[Id] = link(
        "programme", required=True, info=about(msg("Programme"), "reference", refers="programme", required=True)
    )
    official_id: Mapped[Id] = link(
        "official", required=True, info=about(msg("Official"), "reference", refers="official", required=True)
    )
    sending_city_id: Mapped[Id | None] = link("city", info=about(msg("Sending city"), "reference", refers="city"))
    sending_institution_id: Mapped[Id | None] = link(
        "institution", info=about(msg("Sending institution"), "reference", refers="institution")
    )
    status: Mapped[str] = mapped_column(
        default=NominationStatus.RECEIVED, info=about(msg("Status"), "choice", choices=NominationStatus)
    )
    host_decision: Mapped[str] = mapped_column(
        default=HostDecision.NOT_SENT, info=about(msg("Host's decision"), "choice", choices=HostDecision)
    )
    host_comment: Mapped[str] = mapped_column(default="", info=about(msg("Host's comment"), "lines"))
    status_reason: Mapped[str] = mapped_column(default="", info=about(msg("Reason for the status")))
    endorsed_by: Mapped[str] = mapped_column(default="", info=about(msg("Endorsed by")))
    letter_date: Mapped[date | None] = mapped_column(default=None, info=about(msg("Date of the letter"), "date"))
    theme: Mapped[str] = mapped_column(default="", info=about(msg("Theme areas"), heading="theme"))
    objective: Mapped[str] = mapped_column(
        default="", info=about(msg("Objective"), "lines", heading="objective", help=msg("What can be measured later."))
    )
    available_from: Mapped[date | None] = mapped_column(
        default=None, info=about(msg("Available from"), "date", heading="start")
    )
    available_until: Mapped[date | None] = mapped_column(
        default=None, info=about(msg("Available until"), "date", heading="end")
    )
    score: Mapped[int | None] = mapped_column(default=None, info=about(msg("Score"), "integer", unit=msg("points")))
    substitute_of_id: Mapped[Id | None] = link(
        "nomination", info=about(msg("Substitutes"), "reference", refers="nomination")
    )
    note: Mapped[str] = mapped_column(default="", info=about(msg("Notes"), "lines", heading="note"))
    preferences: Mapped[list[Preference]] = parts("Preference", "Preference.rank")
    programme: Mapped[Programme] = refers("Programme", "Nomination.programme_id")
    official: Mapped[Official] = refers("Official", "Nomination.official_id")
    sending_city: Mapped[City | None] = refers("City", "Nomination.sending_city_id")
    sending_institution: Mapped[Institution | None] = refers("Institution", "Nomination.sending_institution_id")
