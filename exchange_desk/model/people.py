"""Officials: who they are, what they speak and what they travel with."""

from datetime import date
from enum import StrEnum
from functools import lru_cache

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from exchange_desk.model.base import Record, about, link, owner, parts, refers
from exchange_desk.model.institutions import Institution
from exchange_desk.model.places import City
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.text import fold

_folded = lru_cache(maxsize=20_000)(fold)
"""Names and posts come again and again in a list of thousands."""

_PARTICLES = frozenset(("de", "del", "da", "das", "do", "dos", "di", "von", "van", "e", "y"))


def sorting_key(family_names: str, given_names: str) -> str:
    """The key officials are listed by: a particle before the first surname does not count.

    Two blanks part it, so that "Marín" stands before "Marín Soto" whatever the given names are.

    Real Academia Española, Ortografía VII.2.4: "Torre Ibarra, Ramón de la" stands under T.

    >>> sorting_key("de la Torre Ibarra", "Ramón")
    'torre ibarra  ramon'
    """
    return _sorting_key(fold(family_names), fold(given_names))


def _sorting_key(family: str, given: str) -> str:
    words = family.split()
    if len(words) > 1 and words[0] in _PARTICLES:
        words = words[1:]
        if len(words) > 1 and words[0] in ("la", "las", "los", "el"):
            words = words[1:]
    return f"{' '.join(words)}  {given}"


class Sex(StrEnum):
    """As declared; empty when not stated."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {"female": msg("Female"), "male": msg("Male"), "other": msg("Other")}[self]


class LanguageLevel(StrEnum):
    """Common European Framework of Reference, with the mother tongue above C2. Empty means unknown, not none."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"
    NATIVE = "native"

    @property
    def label(self) -> str:
        return msg("Native") if self is LanguageLevel.NATIVE else self.value

    @property
    def rank(self) -> int:
        """A1 is 1, C2 and native are 6."""
        return 6 if self is LanguageLevel.NATIVE else list(LanguageLevel).index(self) + 1


class LanguageSkill(Record):
    __tablename__ = "language_skill"

    language: Mapped[str] = mapped_column(info=about(msg("Language"), "language", required=True))
    level: Mapped[str] = mapped_column(default="", info=about(msg("Level"), "choice", choices=LanguageLevel))
    approximate: Mapped[bool] = mapped_column(
        default=False,
        info=about(msg("Approximate"), "boolean", help=msg("Derived from words such as “advanced”, not from a test.")),
    )
    evidence: Mapped[str] = mapped_column(default="", info=about(msg("Evidence")))
    official_id: Mapped[Id] = owner("official")


class TravelDocument(Record):
    __tablename__ = "travel_document"

    kind: Mapped[str] = mapped_column(default="passport", info=about(msg("Kind")))
    number: Mapped[str] = mapped_column(default="", info=about(msg("Number"), personal="document"))
    country: Mapped[str] = mapped_column(default="", info=about(msg("Issued by"), "country"))
    expires_on: Mapped[date | None] = mapped_column(default=None, info=about(msg("Valid until"), "date"))
    official_id: Mapped[Id] = owner("official")


class JoinedIdentity(Record):
    """Who an official was too: what a record said that was joined to this one. Lists that say so find this one.

    `former_id`: the id that the record had.
    """

    __tablename__ = "joined_identity"

    former_id: Mapped[Id] = mapped_column(String(36), index=True)
    given_names: Mapped[str] = mapped_column(default="", info=about(msg("Given names"), personal="identity"))
    family_names: Mapped[str] = mapped_column(default="", info=about(msg("Family names"), personal="identity"))
    birth_date: Mapped[date | None] = mapped_column(
        default=None, info=about(msg("Date of birth"), "date", personal="identity")
    )
    national_id: Mapped[str] = mapped_column(
        default="", info=about(msg("National identity number"), personal="document")
    )
    email: Mapped[str] = mapped_column(default="", info=about(msg("E-mail"), "email", personal="contact"))
    phone: Mapped[str] = mapped_column(default="", info=about(msg("Phone"), "phone", personal="contact"))
    official_id: Mapped[Id] = owner("official")


class Official(Record):
    """A person who serves a local government. `family_names` holds both surnames together."""

    __tablename__ = "official"
    __table_args__ = (Index("ix_official_sort_key", "sort_key", "id"),)  # the list of officials, from the index alone

    given_names: Mapped[str] = mapped_column(
        default="", info=about(msg("Given names"), required=True, personal="identity", heading="given_names")
    )
    family_names: Mapped[str] = mapped_column(
        default="", info=about(msg("Family names"), required=True, personal="identity", heading="family_names")
    )
    passport_name: Mapped[str] = mapped_column(
        default="",
        info=about(
            msg("Name in the passport"), personal="identity", help=msg("Exactly as printed, for tickets and visas.")
        ),
    )
    honorific: Mapped[str] = mapped_column(default="", info=about(msg("Honorific"), heading="honorific"))
    sex: Mapped[str] = mapped_column(
        default="", info=about(msg("Sex"), "choice", choices=Sex, personal="identity", heading="sex")
    )
    birth_date: Mapped[date | None] = mapped_column(
        default=None, info=about(msg("Date of birth"), "date", personal="identity", heading="birth_date")
    )
    nationality: Mapped[str] = mapped_column(
        default="", info=about(msg("Nationality"), "country", personal="identity", heading="nationality")
    )
    national_id: Mapped[str] = mapped_column(
        default="", info=about(msg("National identity number"), personal="document", heading="national_id")
    )
    email: Mapped[str] = mapped_column(
        default="", index=True, info=about(msg("E-mail"), "email", personal="contact", heading="email")
    )
    phone: Mapped[str] = mapped_column(
        default="", info=about(msg("Phone"), "phone", personal="contact", heading="phone")
    )
    post: Mapped[str] = mapped_column(default="", info=about(msg("Post"), personal="professional", heading="post"))
    unit: Mapped[str] = mapped_column(default="", info=about(msg("Unit"), personal="professional", heading="unit"))
    institution_id: Mapped[Id | None] = link(
        "institution",
        info=about(msg("Institution"), "reference", refers="institution", heading="institution"),
    )
    city_id: Mapped[Id | None] = link("city", info=about(msg("City"), "reference", refers="city", heading="city"))
    emergency_contact: Mapped[str] = mapped_column(
        default="", info=about(msg("Emergency contact"), personal="contact", help=msg("Name and phone."))
    )
    note: Mapped[str] = mapped_column(default="", info=about(msg("Notes"), "lines", heading="note"))
    sort_key: Mapped[str] = mapped_column(default="", repr=False)
    search_key: Mapped[str] = mapped_column(default="", repr=False)
    languages: Mapped[list[LanguageSkill]] = parts("LanguageSkill", "LanguageSkill.language")
    documents: Mapped[list[TravelDocument]] = parts("TravelDocument", "TravelDocument.id")
    joined: Mapped[list[JoinedIdentity]] = parts("JoinedIdentity", "JoinedIdentity.id")
    institution: Mapped[Institution | None] = refers("Institution", "Official.institution_id")
    city: Mapped[City | None] = refers("City", "Official.city_id")

    @property
    def display_name(self) -> str:
        """ "María José Núñez Pérez" """
        return f"{self.given_names} {self.family_names}".strip()

    @property
    def list_name(self) -> str:
        """ "Núñez Pérez, María José" """
        return ", ".join(part for part in (self.family_names, self.given_names) if part)

    def derive(self) -> None:
        given, family = _folded(self.given_names), _folded(self.family_names)
        others = fold(f"{self.passport_name} {self.email}"), _folded(f"{self.post} {self.unit}")
        self.sort_key = _sorting_key(family, given)
        self.search_key = " ".join(words for words in (given, family, *others) if words)
