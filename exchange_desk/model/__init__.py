"""Model: what the desk keeps, one mapped class per record.

May import: support. Imports SQLAlchemy to declare columns; opens no database.
Gives out: the records (places, institutions, networks, people, programmes, nominations, placements, received
files, journal), `about` (what each field says about itself) and the allowed moves of the life cycles.
To add a field: one mapped column with `info=about(...)` and one migration (see store/migrations); forms, lists,
exports and the import read label, help and kind from there. To add a record: a class here, its migration, a
listing in store/listings.py.
"""

from exchange_desk.model.base import FieldInfo, Record, about, field_info, record_class, record_kind
from exchange_desk.model.institutions import Institution, InstitutionKind
from exchange_desk.model.journal import change_table, original_table, step_table
from exchange_desk.model.networks import Membership, Network
from exchange_desk.model.nominations import (
    HOST_MOVES,
    LIVE_NOMINATIONS,
    NOMINATION_MOVES,
    HostDecision,
    Nomination,
    NominationStatus,
    Preference,
)
from exchange_desk.model.people import JoinedIdentity, LanguageLevel, LanguageSkill, Official, Sex, TravelDocument
from exchange_desk.model.placements import (
    LIVE_PLACEMENTS,
    PLACEMENT_MOVES,
    Override,
    Placement,
    PlacementStatus,
    Stay,
)
from exchange_desk.model.places import AliasKind, City, CityAlias, CityKind
from exchange_desk.model.programmes import OFFER_MOVES, HostOffer, OfferLanguage, OfferStatus, Programme
from exchange_desk.model.sources import (
    ImportState,
    LearntHeading,
    NotSamePerson,
    SourceFile,
    SourceRow,
    SourceSheet,
    review_table,
)

__all__ = [
    "HOST_MOVES",
    "LIVE_NOMINATIONS",
    "LIVE_PLACEMENTS",
    "NOMINATION_MOVES",
    "OFFER_MOVES",
    "PLACEMENT_MOVES",
    "AliasKind",
    "City",
    "CityAlias",
    "CityKind",
    "FieldInfo",
    "HostDecision",
    "HostOffer",
    "ImportState",
    "Institution",
    "InstitutionKind",
    "JoinedIdentity",
    "LanguageLevel",
    "LanguageSkill",
    "LearntHeading",
    "Membership",
    "Network",
    "Nomination",
    "NominationStatus",
    "NotSamePerson",
    "OfferLanguage",
    "OfferStatus",
    "Official",
    "Override",
    "Placement",
    "PlacementStatus",
    "Preference",
    "Programme",
    "Record",
    "Sex",
    "SourceFile",
    "SourceRow",
    "SourceSheet",
    "Stay",
    "TravelDocument",
    "about",
    "change_table",
    "field_info",
    "original_table",
    "record_class",
    "record_kind",
    "review_table",
    "step_table",
]
