"""Cities and local governments, and every name they go by."""

from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from exchange_desk.model.base import Record, about, owner, parts
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.text import fold


class CityKind(StrEnum):
    CITY = "city"
    DEPARTMENT = "department"
    PROVINCE = "province"
    STATE = "state"
    NETWORK_OFFICE = "network_office"

    @property
    def label(self) -> str:
        return _CITY_KINDS[self]


_CITY_KINDS = {
    CityKind.CITY: msg("City"),
    CityKind.DEPARTMENT: msg("Department"),
    CityKind.PROVINCE: msg("Province"),
    CityKind.STATE: msg("State"),
    CityKind.NETWORK_OFFICE: msg("Network office"),
}


class AliasKind(StrEnum):
    """Kinds of alternate names as GeoNames (alternateNamesV2) keeps them, plus what the desk has learnt."""

    OFFICIAL = "official"
    SHORT = "short"
    COLLOQUIAL = "colloquial"
    HISTORIC = "historic"
    MISSPELT = "misspelt"
    LEARNT = "learnt"

    @property
    def label(self) -> str:
        return _ALIAS_KINDS[self]


_ALIAS_KINDS = {
    AliasKind.OFFICIAL: msg("Official name"),
    AliasKind.SHORT: msg("Short"),
    AliasKind.COLLOQUIAL: msg("Colloquial"),
    AliasKind.HISTORIC: msg("Historic"),
    AliasKind.MISSPELT: msg("Misspelt"),
    AliasKind.LEARNT: msg("Learnt from a list"),
}


class CityAlias(Record):
    """Another name of a city; `folded` is what lists are compared with."""

    __tablename__ = "city_alias"

    text: Mapped[str] = mapped_column(info=about(msg("Name"), required=True))
    folded: Mapped[str] = mapped_column(default="", index=True)
    kind: Mapped[str] = mapped_column(default=AliasKind.SHORT, info=about(msg("Kind"), "choice", choices=AliasKind))
    language: Mapped[str] = mapped_column(default="", info=about(msg("Language"), "language"))
    valid_from: Mapped[date | None] = mapped_column(default=None, info=about(msg("From"), "date"))
    valid_until: Mapped[date | None] = mapped_column(default=None, info=about(msg("Until"), "date"))
    city_id: Mapped[Id] = owner("city")

    def derive(self) -> None:
        self.folded = fold(self.text)


class City(Record):
    """A city, or another local or regional government that takes part under its own name."""

    __tablename__ = "city"

    name: Mapped[str] = mapped_column(
        info=about(msg("Name"), required=True, help=msg("The official name, for example “Ciudad de México”."))
    )
    country: Mapped[str] = mapped_column(default="", info=about(msg("Country"), "country", required=True))
    region: Mapped[str] = mapped_column(default="", info=about(msg("State or region")))
    kind: Mapped[str] = mapped_column(default=CityKind.CITY, info=about(msg("Kind"), "choice", choices=CityKind))
    language: Mapped[str] = mapped_column(default="", info=about(msg("Working language"), "language"))
    time_zone: Mapped[str] = mapped_column(default="", info=about(msg("Time zone")))
    latitude: Mapped[float | None] = mapped_column(default=None, info=about(msg("Latitude"), "decimal"))
    longitude: Mapped[float | None] = mapped_column(default=None, info=about(msg("Longitude"), "decimal"))
    website: Mapped[str] = mapped_column(default="", info=about(msg("Website")))
    note: Mapped[str] = mapped_column(default="", info=about(msg("Notes"), "lines"))
    search_key: Mapped[str] = mapped_column(default="", repr=False)
    aliases: Mapped[list[CityAlias]] = parts("CityAlias", "CityAlias.text")

    def derive(self) -> None:
        self.search_key = fold(" ".join([self.name, self.region, *(alias.text for alias in self.aliases)]))
