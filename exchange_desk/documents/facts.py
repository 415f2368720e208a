"""What documents print: plain values taken from records, before any language or layout.

`None` and "" mean "not known yet" and are printed as such; they never hide a line that a signatory must see.
Days are inclusive calendar days. Countries are ISO 3166 two-letter codes, languages ISO 639 two-letter codes.
Texts marked "message" are English sources (`msg`) that the document translates; all others are printed as they are.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exchange_desk.support.language import msg

WORKING_DOCUMENT = msg("Working document")
"""The mark on every placement whose plan has not been signed by its three sides."""

FICTIONAL_DATA = msg("Fictional data")
"""The mark on everything that comes from a desk of demonstration."""


class Side(StrEnum):
    """Who signs a placement's plan (three-party plans: Erasmus+ staff mobility agreement, DS-7002)."""

    PARTICIPANT = "participant"
    SENDING = "sending"
    HOST = "host"


@dataclass(frozen=True, kw_only=True)
class ProgrammeFacts:
    """`organiser` is the coordinating institution, in whose name the page is printed."""

    code: str = ""
    name: str = ""
    edition: str = ""
    modality: str = ""
    organiser: str = ""
    agreement: str = ""
    funder: str = ""


@dataclass(frozen=True, kw_only=True)
class LanguageFacts:
    """`level` is a message: a level of the Common European Framework, or "Native"."""

    code: str
    level: str = ""


@dataclass(frozen=True, kw_only=True)
class ParticipantFacts:
    """`name` as in the passport where that is known. The passport's number is never printed."""

    name: str = ""
    post: str = ""
    unit: str = ""
    institution: str = ""
    city: str = ""
    country: str = ""
    email: str = ""
    phone: str = ""
    emergency_contact: str = ""
    languages: tuple[LanguageFacts, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HostFacts:
    institution: str = ""
    unit: str = ""
    city: str = ""
    country: str = ""
    address: str = ""
    supervisor: str = ""
    supervisor_post: str = ""
    email: str = ""
    phone: str = ""
    working_hours: str = ""


@dataclass(frozen=True, kw_only=True)
class StayFacts:
    """Days at the host as they count now (actual where known). `share`: per cent of the working time."""

    start: date | None = None
    end: date | None = None
    share: int = 100

    @property
    def days(self) -> int | None:
        """Calendar days with both ends; None while an end is open."""
        return max(0, (self.end - self.start).days + 1) if self.start and self.end else None


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """`objectives` and `work_plan` keep their line breaks."""

    theme: str = ""
    language: str = ""
    hours_per_week: int | None = None
    objectives: str = ""
    work_plan: str = ""


@dataclass(frozen=True, kw_only=True)
class TravelFacts:
    itinerary: str = ""
    insurance_company: str = ""
    insurance_policy: str = ""
    insured_from: date | None = None
    insured_until: date | None = None
    visa: str = ""
    passport_expiry: date | None = None


@dataclass(frozen=True, kw_only=True)
class ObligationFacts:
    """Something the participant owes; `text` is a message, `due` the last day."""

    text: str
    due: date | None = None


@dataclass(frozen=True, kw_only=True)
class OverrideFacts:
    """A rule set aside on purpose: what it said, and the reason the officer wrote."""

    sentence: str
    reason: str
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class SignatureFacts:
    """`delegated_by`: in whose name the person signs ("por delegación de …")."""

    side: Side
    name: str = ""
    title: str = ""
    institution: str = ""
    delegated_by: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PlacementSummaryFacts:
    """One placement. `status` and `mark` are messages; `mark` "" means that the page stands as signed."""

    reference: str = ""
    status: str = ""
    mark: str = WORKING_DOCUMENT
    programme: ProgrammeFacts = ProgrammeFacts()
    participant: ParticipantFacts = ParticipantFacts()
    host: HostFacts = HostFacts()
    stays: tuple[StayFacts, ...] = ()
    plan: PlanFacts = PlanFacts()
    travel: TravelFacts = TravelFacts()
    host_provides: str = ""
    obligations: tuple[ObligationFacts, ...] = ()
    overrides: tuple[OverrideFacts, ...] = ()
    signatures: tuple[SignatureFacts, ...] = ()

    @property
    def start(self) -> date | None:
        """The first known day of all stays."""
        return min((stay.start for stay in self.stays if stay.start), default=None)

    @property
    def end(self) -> date | None:
        """The last known day of all stays."""
        return max((stay.end for stay in self.stays if stay.end), default=None)
