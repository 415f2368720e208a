"""Institutions that send or receive officials. A unit is an institution with a parent."""

from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from exchange_desk.model.base import Record, about, link, refers
from exchange_desk.model.places import City
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.text import fold


class InstitutionKind(StrEnum):
    CITY_ADMINISTRATION = "city_administration"
    MINISTRY = "ministry"
    INSTITUTE = "institute"
    NETWORK = "network"
    UNIVERSITY = "university"
    NGO = "ngo"
    COMPANY = "company"
    FUNDER = "funder"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _KINDS[self]


_KINDS = {
    InstitutionKind.CITY_ADMINISTRATION: msg("City administration"),
    InstitutionKind.MINISTRY: msg("Ministry"),
    InstitutionKind.INSTITUTE: msg("Institute"),
    InstitutionKind.NETWORK: msg("Network"),
    InstitutionKind.UNIVERSITY: msg("University"),
    InstitutionKind.NGO: msg("Non-governmental organisation"),
    InstitutionKind.COMPANY: msg("Public company"),
    InstitutionKind.FUNDER: msg("Funder"),
    InstitutionKind.OTHER: msg("Other"),
}


class Institution(Record):
    """An institution or one of its units; a unit names its parent."""

    __tablename__ = "institution"

    name: Mapped[str] = mapped_column(info=about(msg("Name"), required=True))
    acronym: Mapped[str] = mapped_column(default="", info=about(msg("Acronym")))
    kind: Mapped[str] = mapped_column(
        default=InstitutionKind.CITY_ADMINISTRATION, info=about(msg("Kind"), "choice", choices=InstitutionKind)
    )
    city_id: Mapped[Id | None] = link("city", info=about(msg("City"), "reference", refers="city"))
    parent_id: Mapped[Id | None] = link(
        "institution",
        info=about(msg("Unit of"), "reference", refers="institution", help=msg("Leave empty unless this is a unit.")),
    )
    address: Mapped[str] = mapped_column(default="", info=about(msg("Address"), "lines"))
    email: Mapped[str] = mapped_column(default="", info=about(msg("E-mail"), "email"))
    phone: Mapped[str] = mapped_column(default="", info=about(msg("Phone"), "phone"))
    website: Mapped[str] = mapped_column(default="", info=about(msg("Website")))
    theme: Mapped[str] = mapped_column(
        default="", info=about(msg("Theme areas"), help=msg("Separated by semicolons: Mobility; Water."))
    )
    active: Mapped[bool] = mapped_column(default=True, info=about(msg("Active"), "boolean"))
    note: Mapped[str] = mapped_column(default="", info=about(msg("Notes"), "lines"))
    search_key: Mapped[str] = mapped_column(default="", repr=False)
    city: Mapped[City | None] = refers("City", "Institution.city_id")
    parent: Mapped["Institution | None"] = refers("Institution", "Institution.parent_id")

    def derive(self) -> None:
        self.search_key = fold(f"{self.name} {self.acronym} {self.theme}")
