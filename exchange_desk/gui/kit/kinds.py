"""Which list a kind of record stands in, and how a record is told from its like."""

from exchange_desk.model import (
    City,
    HostOffer,
    Institution,
    Network,
    Nomination,
    Official,
    Placement,
    Programme,
    Record,
    SourceFile,
)
from exchange_desk.services.records import name_of
from exchange_desk.support.language import Language

LISTING_OF: dict[type[Record], str] = {
    City: "cities",
    Institution: "institutions",
    Network: "networks",
    Official: "officials",
    Programme: "programmes",
    HostOffer: "offers",
    Nomination: "nominations",
    Placement: "placements",
    SourceFile: "received",
}


def told_apart(record: Record, lang: Language) -> str:
    """A record's name with what tells it from another of the same name. Its references must be loaded."""
    name = name_of(record, lang)
    if isinstance(record, (Institution, Official)) and record.city:
        return f"{name} · {record.city.name}"
    return name
