"""Networks and forums in which cities are present together."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from exchange_desk.model.base import Record, about, link, owner, parts, refers
from exchange_desk.model.institutions import Institution
from exchange_desk.model.places import City
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.text import fold


class Membership(Record):
    """A city or an institution as member of a network, from one day to another (both included)."""

    __tablename__ = "membership"

    city_id: Mapped[Id | None] = link("city", info=about(msg("City"), "reference", refers="city"))
    institution_id: Mapped[Id | None] = link(
        "institution", info=about(msg("Institution"), "reference", refers="institution")
    )
    role: Mapped[str] = mapped_column(
        default="", info=about(msg("Role"), help=msg("Member, coordinator, co-presidency …"))
    )
    joined_on: Mapped[date | None] = mapped_column(default=None, info=about(msg("Member since"), "date"))
    left_on: Mapped[date | None] = mapped_column(default=None, info=about(msg("Member until"), "date"))
    network_id: Mapped[Id] = owner("network")
    city: Mapped[City | None] = refers("City", "Membership.city_id")
    institution: Mapped[Institution | None] = refers("Institution", "Membership.institution_id")


class Network(Record):
    """A network or forum of cities, with the other names it is written by."""

    __tablename__ = "network"

    name: Mapped[str] = mapped_column(info=about(msg("Name"), required=True))
    acronym: Mapped[str] = mapped_column(default="", info=about(msg("Acronym")))
    other_names: Mapped[str] = mapped_column(
        default="", info=about(msg("Other names"), help=msg("Separated by semicolons."))
    )
    languages: Mapped[str] = mapped_column(
        default="", info=about(msg("Working languages"), help=msg("Separated by semicolons."))
    )
    secretariat: Mapped[str] = mapped_column(default="", info=about(msg("Secretariat")))
    website: Mapped[str] = mapped_column(default="", info=about(msg("Website")))
    note: Mapped[str] = mapped_column(default="", info=about(msg("Notes"), "lines"))
    search_key: Mapped[str] = mapped_column(default="", repr=False)
    members: Mapped[list[Membership]] = parts("Membership", "Membership.id")

    def derive(self) -> None:
        self.search_key = fold(f"{self.name} {self.acronym} {self.other_names}")
