"""Programmes (one edition each, with its own rules) and the places that hosts offer in them."""

from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from exchange_desk.model.base import Record, about, link, owner, parts, refers
from exchange_desk.model.institutions import Institution
from exchange_desk.model.networks import Network
from exchange_desk.model.people import LanguageLevel
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.text import fold


class Programme(Record):
    """One edition of an exchange programme. A rule parameter left empty is a rule that does not apply."""

    __tablename__ = "programme"

    code: Mapped[str] = mapped_column(unique=True, info=about(msg("Code"), required=True))
    name: Mapped[str] = mapped_column(info=about(msg("Name"), required=True))
    edition: Mapped[str] = mapped_column(default="", info=about(msg("Edition")))
    modality: Mapped[str] = mapped_column(
        default="", info=about(msg("Modality"), help=msg("Internship, technical visit, exchange of officials …"))
    )
    theme: Mapped[str] = mapped_column(default="", info=about(msg("Theme areas"), help=msg("Separated by semicolons.")))
    network_id: Mapped[Id | None] = link(
        "network",
        info=about(msg("Open to members of"), "reference", refers="network"),
    )
    coordinator_id: Mapped[Id | None] = link(
        "institution", info=about(msg("Coordinating institution"), "reference", refers="institution")
    )
    agreement_reference: Mapped[str] = mapped_column(
        default="", info=about(msg("Agreement"), help=msg("Code and date of the agreement that covers the stays."))
    )
    funder: Mapped[str] = mapped_column(default="", info=about(msg("Funder")))
    call_opens_on: Mapped[date | None] = mapped_column(default=None, info=about(msg("Call opens"), "date"))
    call_closes_on: Mapped[date | None] = mapped_column(default=None, info=about(msg("Call closes"), "date"))
    starts_on: Mapped[date | None] = mapped_column(default=None, info=about(msg("Stays from"), "date"))
    ends_on: Mapped[date | None] = mapped_column(default=None, info=about(msg("Stays until"), "date"))
    min_age: Mapped[int | None] = mapped_column(default=None, info=about(msg("Minimum age"), "integer"))
    max_age: Mapped[int | None] = mapped_column(default=None, info=about(msg("Maximum age"), "integer"))
    age_on: Mapped[date | None] = mapped_column(
        default=None, info=about(msg("Age counted on"), "date", help=msg("Empty: on the first day of the stay."))
    )
    min_weeks: Mapped[int | None] = mapped_column(default=None, info=about(msg("Minimum weeks"), "integer"))
    max_weeks: Mapped[int | None] = mapped_column(default=None, info=about(msg("Maximum weeks"), "integer"))
    quota_per_city: Mapped[int | None] = mapped_column(default=None, info=about(msg("Nominees per city"), "integer"))
    lead_days: Mapped[int | None] = mapped_column(
        default=None, info=about(msg("Lead time"), "integer", unit=msg("days"))
    )
    passport_margin_days: Mapped[int | None] = mapped_column(
        default=None,
        info=about(msg("Passport valid after return"), "integer", unit=msg("days"), help=msg("Empty: not checked.")),
    )
    report_days: Mapped[int | None] = mapped_column(
        default=None, info=about(msg("Report due after return"), "integer", unit=msg("days"))
    )
    note: Mapped[str] = mapped_column(default="", info=about(msg("Notes"), "lines"))
    search_key: Mapped[str] = mapped_column(default="", repr=False)
    network: Mapped[Network | None] = refers("Network", "Programme.network_id")
    coordinator: Mapped[Institution | None] = refers("Institution", "Programme.coordinator_id")

    def derive(self) -> None:
        self.search_key = fold(f"{self.code} {self.name} {self.edition} {self.theme}")


class OfferStatus(StrEnum):
    ANNOUNCED = "announced"
    CONFIRMED = "confirmed"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _OFFER_LABELS[self]


_OFFER_LABELS = {
    OfferStatus.ANNOUNCED: msg("Announced"),
    OfferStatus.CONFIRMED: msg("Confirmed by the host"),
    OfferStatus.CLOSED: msg("Closed"),
    OfferStatus.WITHDRAWN: msg("Withdrawn by the host"),
}

OFFER_MOVES: dict[OfferStatus, tuple[OfferStatus, ...]] = {
    OfferStatus.ANNOUNCED: (OfferStatus.CONFIRMED, OfferStatus.WITHDRAWN),
    OfferStatus.CONFIRMED: (OfferStatus.CLOSED, OfferStatus.WITHDRAWN, OfferStatus.ANNOUNCED),
    OfferStatus.CLOSED: (OfferStatus.CONFIRMED,),
    OfferStatus.WITHDRAWN: (OfferStatus.ANNOUNCED,),
}


class OfferLanguage(Record):
    """A language in which the host can work, with the least level; one that fits is enough."""

    __tablename__ = "offer_language"

    language: Mapped[str] = mapped_column(info=about(msg("Language"), "language", required=True))
    level: Mapped[str] = mapped_column(default="", info=about(msg("Least level"), "choice", choices=LanguageLevel))
    offer_id: Mapped[Id] = owner("host_offer")


class HostOffer(Record):
    """Places that one host institution offers in a programme, from one day to another (both included)."""

    __tablename__ = "host_offer"

    programme_id: Mapped[Id] = link(
        "programme", required=True, info=about(msg("Programme"), "reference", refers="programme", required=True)
    )
    institution_id: Mapped[Id] = link(
        "institution",
        required=True,
        info=about(msg("Host institution"), "reference", refers="institution", required=True),
    )
    title: Mapped[str] = mapped_column(
        default="", info=about(msg("Unit or title"), help=msg("What tells this offer from others of the same host."))
    )
    theme: Mapped[str] = mapped_column(default="", info=about(msg("Theme areas"), help=msg("Separated by semicolons.")))
    places: Mapped[int] = mapped_column(default=1, info=about(msg("Places"), "integer", required=True))
    starts_on: Mapped[date | None] = mapped_column(default=None, info=about(msg("From"), "date"))
    ends_on: Mapped[date | None] = mapped_column(default=None, info=about(msg("Until"), "date"))
    min_weeks: Mapped[int | None] = mapped_column(default=None, info=about(msg("Minimum weeks"), "integer"))
    max_weeks: Mapped[int | None] = mapped_column(default=None, info=about(msg("Maximum weeks"), "integer"))
    status: Mapped[str] = mapped_column(
        default=OfferStatus.ANNOUNCED, info=about(msg("Status"), "choice", choices=OfferStatus)
    )
    supervisor_name: Mapped[str] = mapped_column(default="", info=about(msg("Supervisor"), personal="identity"))
    supervisor_post: Mapped[str] = mapped_column(default="", info=about(msg("Supervisor's post")))
    supervisor_email: Mapped[str] = mapped_column(
        default="", info=about(msg("Supervisor's e-mail"), "email", personal="contact")
    )
    supervisor_phone: Mapped[str] = mapped_column(
        default="", info=about(msg("Supervisor's phone"), "phone", personal="contact")
    )
    working_hours: Mapped[str] = mapped_column(default="", info=about(msg("Working hours")))
    host_provides: Mapped[str] = mapped_column(
        default="", info=about(msg("The host provides"), "lines", help=msg("Lodging, meals, local transport …"))
    )
    requirements: Mapped[str] = mapped_column(default="", info=about(msg("Requirements"), "lines"))
    note: Mapped[str] = mapped_column(default="", info=about(msg("Notes"), "lines"))
    search_key: Mapped[str] = mapped_column(default="", repr=False)
    languages: Mapped[list[OfferLanguage]] = parts("OfferLanguage", "OfferLanguage.language")
    programme: Mapped[Programme] = refers("Programme", "HostOffer.programme_id")
    institution: Mapped[Institution] = refers("Institution", "HostOffer.institution_id")

    def derive(self) -> None:
        self.search_key = fold(f"{self.title} {self.theme} {self.supervisor_name}")
