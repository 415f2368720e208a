"""What each list shows and how it is searched and sorted. Rows come from SQL, a page at a time."""

from dataclasses import dataclass

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
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg


@dataclass(frozen=True)
class ListColumn:
    """`kind` as in FieldInfo.kind (text, date, moment, integer, choice, country, …); `choices` for a choice."""

    name: str
    label: str
    kind: str = "text"
    choices: type | None = None
    width: int = 140


@dataclass(frozen=True)
class Listing:
    name: str
    title: str
    record: type[Record]
    columns: tuple[ListColumn, ...]


@dataclass(frozen=True)
class Hit:
    """A record found by the search over everything."""

    listing: str
    id: Id
    name: str
    detail: str = ""


LISTINGS: dict[str, Listing] = {
    name: Listing(name, title, record, ())
    for name, title, record in (
        ("cities", msg("Cities"), City),
        ("institutions", msg("Institutions"), Institution),
        ("networks", msg("Networks"), Network),
        ("officials", msg("Officials"), Official),
        ("programmes", msg("Programmes"), Programme),
        ("offers", msg("Host offers"), HostOffer),
        ("nominations", msg("Nominations"), Nomination),
        ("placements", msg("Placements"), Placement),
        ("received", msg("Received lists"), SourceFile),
    )
}
