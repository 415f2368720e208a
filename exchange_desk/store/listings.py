"""What each list shows, and how it is filtered, sorted and searched: declarations alone.

Columns take their label and kind from the model's field information; their values are SQL expressions over the
list's joins, so that sorting and filtering never load records. `finding.py` turns them into statements.
To add a list: one `_listing` below, an entry in LISTINGS and a test row in tests/store/test_listings.py.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Integer, func, select

from exchange_desk.model import (
    LIVE_PLACEMENTS,
    City,
    HostOffer,
    ImportState,
    Institution,
    LanguageSkill,
    Membership,
    Network,
    Nomination,
    OfferLanguage,
    Official,
    Override,
    Placement,
    Programme,
    SourceFile,
    Stay,
)
from exchange_desk.store.columns import (
    Hit,
    ListColumn,
    Listing,
    alias,
    codes,
    count,
    has,
    ids,
    list_name,
    number,
    of,
    one_of,
)
from exchange_desk.store.import_states import state_of, taken_in_by
from exchange_desk.support.language import msg

__all__ = ["LISTINGS", "Hit", "ListColumn", "Listing"]

_city, _host_city = alias(City, "city"), alias(City, "host_city")
_institution, _parent = alias(Institution, "institution"), alias(Institution, "parent")
_network = alias(Network, "network")
_official = alias(Official, "official")
_programme = alias(Programme, "programme")
_offer, _nomination, _placement = (
    alias(HostOffer, "offer"),
    alias(Nomination, "nomination"),
    alias(Placement, "placement"),
)
_file = alias(SourceFile, "source_file")
_member, _skill = alias(Membership, "member"), alias(LanguageSkill, "skill")
_offered, _stay, _override = alias(OfferLanguage, "offered"), alias(Stay, "stay"), alias(Override, "set_aside")


def _official_column() -> ListColumn:
    return ListColumn("list_name", msg("Official"), "text", None, 230, list_name(_official), _official.c.sort_key)


_CITIES = Listing(
    "cities",
    msg("Cities"),
    City,
    (
        of(City, "name", _city.c.name, 220, _city.c.search_key),
        of(City, "country", _city.c.country),
        of(City, "region", _city.c.region),
        of(City, "kind", _city.c.kind),
        of(City, "language", _city.c.language, 120),
        number("institutions", msg("Institutions"), count(_institution, _institution.c.city_id == _city.c.id)),
        number("officials", msg("Officials"), count(_official, _official.c.city_id == _city.c.id)),
    ),
    _city,
    _city,
    (_city.c.search_key,),
    sort="name",
    hit=("name", "region", "country"),
)

_INSTITUTIONS = Listing(
    "institutions",
    msg("Institutions"),
    Institution,
    (
        of(Institution, "name", _institution.c.name, 280, _institution.c.search_key),
        of(Institution, "acronym", _institution.c.acronym, 90),
        of(Institution, "city_id", _city.c.name, 160, _city.c.search_key),
        of(City, "country", _city.c.country),
        of(Institution, "kind", _institution.c.kind, 160),
        of(Institution, "parent_id", _parent.c.name, 200, _parent.c.search_key),
        of(Institution, "theme", _institution.c.theme, 160),
        of(Institution, "active", _institution.c.active, 70),
    ),
    _institution.outerjoin(_city, _city.c.id == _institution.c.city_id).outerjoin(
        _parent, _parent.c.id == _institution.c.parent_id
    ),
    _institution,
    (_institution.c.search_key, _city.c.search_key, _parent.c.search_key),
    ids(_institution, "city_id", "parent_id"),
    sort="name",
    hit=("name", "acronym", "city"),
)

_NETWORKS = Listing(
    "networks",
    msg("Networks"),
    Network,
    (
        of(Network, "name", _network.c.name, 320, _network.c.search_key),
        of(Network, "acronym", _network.c.acronym, 110),
        of(Network, "secretariat", _network.c.secretariat, 180),
        of(Network, "languages", _network.c.languages),
        number("members", msg("Members"), count(_member, _member.c.network_id == _network.c.id)),
        of(Network, "website", _network.c.website, 200),
    ),
    _network,
    _network,
    (_network.c.search_key,),
    {
        "city_id": has(select(_member.c.network_id), _member.c.city_id, _network),
        "institution_id": has(select(_member.c.network_id), _member.c.institution_id, _network),
    },
    sort="name",
    hit=("name", "acronym"),
)

_OFFICIALS = Listing(
    "officials",
    msg("Officials"),
    Official,
    (
        ListColumn("list_name", msg("Name"), "text", None, 230, list_name(_official), _official.c.sort_key),
        of(Official, "city_id", _city.c.name, 150, _city.c.search_key),
        of(City, "country", _city.c.country, 110),
        of(Official, "institution_id", _institution.c.name, 200, _institution.c.search_key),
        of(Official, "post", _official.c.post, 180),
        ListColumn("languages", msg("Languages"), "languages", None, 110, codes(_skill, "official_id", _official)),
        of(Official, "email", _official.c.email, 200),
        of(Official, "phone", _official.c.phone, 130),
        of(Official, "birth_date", _official.c.birth_date, 110),
        of(Official, "sex", _official.c.sex, 90),
    ),
    _official.outerjoin(_city, _city.c.id == _official.c.city_id).outerjoin(
        _institution, _institution.c.id == _official.c.institution_id
    ),
    _official,
    (_official.c.search_key,),
    {
        **ids(_official, "city_id", "institution_id"),
        "languages": has(select(_skill.c.official_id), _skill.c.language, _official),
        "programme_id": has(select(_nomination.c.official_id), _nomination.c.programme_id, _official),
    },
    indexed=True,
    sort="list_name",
    hit=("list_name", "post", "institution", "city"),
)

_PROGRAMMES = Listing(
    "programmes",
    msg("Programmes"),
    Programme,
    (
        of(Programme, "code", _programme.c.code, 110, _programme.c.search_key),
        of(Programme, "name", _programme.c.name, 300),
        of(Programme, "edition", _programme.c.edition, 90),
        of(Programme, "starts_on", _programme.c.starts_on, 110),
        of(Programme, "ends_on", _programme.c.ends_on, 110),
        number("nominations", msg("Nominations"), count(_nomination, _nomination.c.programme_id == _programme.c.id)),
        number(
            "placements",
            msg("Placements"),
            select(func.count())
            .select_from(_placement.join(_nomination, _nomination.c.id == _placement.c.nomination_id))
            .where(_nomination.c.programme_id == _programme.c.id, _placement.c.status.in_(sorted(LIVE_PLACEMENTS)))
            .scalar_subquery(),
        ),
        number(
            "places",
            msg("Places"),
            select(func.coalesce(func.sum(_offer.c.places), 0))
            .where(_offer.c.programme_id == _programme.c.id, _offer.c.status != "withdrawn")
            .scalar_subquery(),
        ),
        of(Programme, "network_id", _network.c.name, 180, _network.c.search_key),
        of(Programme, "coordinator_id", _institution.c.name, 200, _institution.c.search_key),
    ),
    _programme.outerjoin(_network, _network.c.id == _programme.c.network_id).outerjoin(
        _institution, _institution.c.id == _programme.c.coordinator_id
    ),
    _programme,
    (_programme.c.search_key, _network.c.search_key, _institution.c.search_key),
    ids(_programme, "network_id", "coordinator_id"),
    sort="code",
    hit=("name", "code", "edition"),
)

_OFFERS = Listing(
    "offers",
    msg("Host offers"),
    HostOffer,
    (
        of(Institution, "city_id", _city.c.name, 150, _city.c.search_key),
        of(HostOffer, "institution_id", _institution.c.name, 220, _institution.c.search_key),
        of(HostOffer, "title", _offer.c.title, 180),
        of(HostOffer, "programme_id", _programme.c.code, 110, _programme.c.search_key),
        of(HostOffer, "theme", _offer.c.theme, 160),
        of(HostOffer, "starts_on", _offer.c.starts_on, 110),
        of(HostOffer, "ends_on", _offer.c.ends_on, 110),
        of(HostOffer, "places", _offer.c.places, 70),
        number(
            "taken",
            msg("Taken"),
            count(_placement, _placement.c.offer_id == _offer.c.id, _placement.c.status.in_(sorted(LIVE_PLACEMENTS))),
        ),
        ListColumn("languages", msg("Languages"), "languages", None, 110, codes(_offered, "offer_id", _offer)),
        of(HostOffer, "status", _offer.c.status, 150),
    ),
    _offer.outerjoin(_institution, _institution.c.id == _offer.c.institution_id)
    .outerjoin(_city, _city.c.id == _institution.c.city_id)
    .outerjoin(_programme, _programme.c.id == _offer.c.programme_id),
    _offer,
    (_offer.c.search_key, _institution.c.search_key, _city.c.search_key, _programme.c.search_key),
    {
        **ids(_offer, "programme_id", "institution_id"),
        "city_id": one_of(_institution.c.city_id),
        "languages": has(select(_offered.c.offer_id), _offered.c.language, _offer),
    },
    sort="city",
    hit=("institution", "title", "city", "programme"),
)

_NOMINATIONS = Listing(
    "nominations",
    msg("Nominations"),
    Nomination,
    (
        _official_column(),
        of(Nomination, "sending_city_id", _city.c.name, 150, _city.c.search_key),
        of(Nomination, "programme_id", _programme.c.code, 110, _programme.c.search_key),
        of(Nomination, "theme", _nomination.c.theme, 180),
        of(Nomination, "status", _nomination.c.status, 130),
        of(Nomination, "host_decision", _nomination.c.host_decision, 160),
        of(Nomination, "score", _nomination.c.score, 80),
        of(Nomination, "available_from", _nomination.c.available_from, 110),
        of(Nomination, "available_until", _nomination.c.available_until, 110),
    ),
    _nomination.outerjoin(_official, _official.c.id == _nomination.c.official_id)
    .outerjoin(_city, _city.c.id == _nomination.c.sending_city_id)
    .outerjoin(_programme, _programme.c.id == _nomination.c.programme_id),
    _nomination,
    (_official.c.search_key, _city.c.search_key, _programme.c.search_key, func.folded(_nomination.c.theme)),
    ids(_nomination, "programme_id", "official_id", "sending_city_id", "sending_institution_id"),
    sort="list_name",
    hit=("list_name", "programme", "sending_city"),
)


def _day(best: Callable[[ColumnElement[Any]], Any], actual: str, planned: str) -> ColumnElement[Any]:
    """The first or last day of a placement's stays: the actual day where one is known, else the planned one."""
    day = func.coalesce(_stay.c[actual], _stay.c[planned])
    return select(best(day)).where(_stay.c.placement_id == _placement.c.id).scalar_subquery()


_PLACEMENTS = Listing(
    "placements",
    msg("Placements"),
    Placement,
    (
        of(Placement, "reference", _placement.c.reference, 110),
        _official_column(),
        of(Nomination, "sending_city_id", _city.c.name, 140, _city.c.search_key),
        ListColumn("host_city", msg("Host city"), "text", None, 140, _host_city.c.name, _host_city.c.search_key),
        of(HostOffer, "institution_id", _institution.c.name, 200, _institution.c.search_key),
        ListColumn("starts_on", msg("From"), "date", None, 110, _day(func.min, "arrived_on", "starts_on")),
        ListColumn("ends_on", msg("Until"), "date", None, 110, _day(func.max, "left_on", "ends_on")),
        of(Placement, "status", _placement.c.status, 150),
        number("overrides", msg("Rules set aside"), count(_override, _override.c.placement_id == _placement.c.id)),
        ListColumn("programme", msg("Programme"), "text", None, 110, _programme.c.code, _programme.c.search_key),
        of(Placement, "locked", _placement.c.locked, 80),
    ),
    _placement.outerjoin(_nomination, _nomination.c.id == _placement.c.nomination_id)
    .outerjoin(_official, _official.c.id == _nomination.c.official_id)
    .outerjoin(_city, _city.c.id == _nomination.c.sending_city_id)
    .outerjoin(_programme, _programme.c.id == _nomination.c.programme_id)
    .outerjoin(_offer, _offer.c.id == _placement.c.offer_id)
    .outerjoin(_institution, _institution.c.id == _offer.c.institution_id)
    .outerjoin(_host_city, _host_city.c.id == _institution.c.city_id),
    _placement,
    (
        func.folded(_placement.c.reference),
        _official.c.search_key,
        _city.c.search_key,
        _host_city.c.search_key,
        _institution.c.search_key,
        _programme.c.search_key,
    ),
    {
        **ids(_placement, "nomination_id", "offer_id"),
        **ids(_nomination, "programme_id", "official_id", "sending_city_id"),
        "institution_id": one_of(_offer.c.institution_id),
        "host_city_id": one_of(_institution.c.city_id),
    },
    own=(func.folded(_placement.c.reference),),
    sort="list_name",
    hit=("list_name", "institution", "host_city", "reference"),
)


def _total(outcome: str) -> ColumnElement[int]:
    return func.coalesce(func.json_extract(_file.c.totals, f"$.{outcome}"), 0, type_=Integer)


_RECEIVED = Listing(
    "received",
    msg("Received lists"),
    SourceFile,
    (
        of(SourceFile, "received_at", _file.c.received_at, 150),
        of(SourceFile, "name", _file.c.name, 220),
        of(SourceFile, "sender_city_id", _city.c.name, 120, _city.c.search_key),
        of(SourceFile, "programme_id", _programme.c.code, 110, _programme.c.search_key),
        ListColumn("state", msg("State"), "choice", ImportState, 170, state_of(_file)),
        number("rows", msg("Rows"), _total("rows")),
        number("new", msg("New rows"), _total("new")),
        number("update", msg("Updated rows"), _total("update")),
        number("waiting", msg("Waiting"), _total("waiting")),
        ListColumn("by", msg("Imported by"), width=120, value=taken_in_by(_file)),
    ),
    _file.outerjoin(_city, _city.c.id == _file.c.sender_city_id).outerjoin(
        _programme, _programme.c.id == _file.c.programme_id
    ),
    _file,
    (func.folded(_file.c.name), _city.c.search_key, _programme.c.search_key),
    ids(_file, "sender_city_id", "programme_id"),
    sort="received_at",
    descending=True,
    hit=("name", "sender_city", "programme"),
)

_ALL = (
    _OFFICIALS,
    _INSTITUTIONS,
    _CITIES,
    _NETWORKS,
    _PROGRAMMES,
    _OFFERS,
    _NOMINATIONS,
    _PLACEMENTS,
    _RECEIVED,
)
LISTINGS: dict[str, Listing] = {listing.name: listing for listing in _ALL}
"""By name, in the order in which the search over everything shows them."""
