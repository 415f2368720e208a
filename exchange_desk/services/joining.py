"""Making one official of two: what each field becomes, whose parts stay, and every link that has to follow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from exchange_desk.model import (
    LIVE_NOMINATIONS,
    JoinedIdentity,
    LanguageLevel,
    LanguageSkill,
    Nomination,
    NotSamePerson,
    Official,
    Preference,
    Record,
    TravelDocument,
    field_info,
    record_class,
)
from exchange_desk.store import Database
from exchange_desk.store.references import Link, links, owner_link
from exchange_desk.store.rows import part_relations
from exchange_desk.support.ids import Id


class Side(StrEnum):
    """Whose value a field takes. BOTH: where a field holds several (languages, documents, phones, notes)."""

    KEPT = "kept"
    GONE = "gone"
    BOTH = "both"


_BETWEEN = {"phone": " / ", "lines": "\n"}
"""What stands between two values of a field that holds several, by its kind."""


@dataclass(frozen=True)
class Difference:
    """A field, or a list of parts, in which two officials differ. `side`: what is taken unless somebody chooses."""

    field: str
    side: Side
    several: bool


@dataclass(frozen=True)
class Rivals:
    """Two nominations of one person that both live in the same programme: only one can go on."""

    programme_id: Id
    programme: str
    kept: Nomination
    gone: Nomination
    side: Side


def fields() -> tuple[str, ...]:
    """What an official is compared by: each field that an officer knows, then each list of parts."""
    columns = [column.key for column in Official.__table__.columns if field_info(Official, column.key)]
    return (*columns, *part_lists())


def part_lists() -> tuple[str, ...]:
    """The fields of an official that are lists of parts, but for who was joined: that is never chosen."""
    return tuple(attribute for attribute, part, _ in part_relations(Official) if part is not JoinedIdentity)


def remembered(kept: Official, gone: Official) -> list[JoinedIdentity]:
    """Who was joined to the two, and what the one who goes is known by."""
    names = (column.key for column in JoinedIdentity.__table__.columns if field_info(JoinedIdentity, column.key))
    own = JoinedIdentity(former_id=gone.id, **{name: getattr(gone, name) for name in names})
    return [*kept.joined, *gone.joined, own]


def differences(kept: Official, gone: Official) -> list[Difference]:
    """The fields in which they differ, in the order of the form."""
    found = []
    for name in fields():
        one, other = getattr(kept, name), getattr(gone, name)
        if _told(one) == _told(other):
            continue
        several = bool(one and other) and (name in part_lists() or _kind(name) in _BETWEEN)
        lists = name in part_lists() or _kind(name) == "lines"
        side = Side.GONE if not one else Side.BOTH if other and lists else Side.KEPT
        found.append(Difference(name, side, several))
    return found


def joined_value(kept: Official, gone: Official, name: str, side: Side) -> Any:
    """What a field becomes. Parts are those of the two records themselves."""
    one, other = getattr(kept, name), getattr(gone, name)
    if name in part_lists():
        return unite([*(one if side is not Side.GONE else ()), *(other if side is not Side.KEPT else ())])
    if side is Side.BOTH and one and other and one != other and _kind(name) in _BETWEEN:
        between = _BETWEEN[_kind(name)]
        return between.join(dict.fromkeys((*one.split(between), *other.split(between))))
    return (other or one) if side is Side.GONE or not one else one


def unite(parts: Sequence[Record]) -> list[Record]:
    """Each part once: the better level of a language, one document of a number, anything else that says the same."""
    found: dict[Any, Record] = {}
    for part in parts:
        key = _key(part)
        known = found.get(key)
        found[key] = part if known is None else _better(known, part)
    return list(found.values())


def _key(part: Record) -> Any:
    if isinstance(part, LanguageSkill):
        return part.language
    if isinstance(part, TravelDocument) and part.number:
        return "".join(c for c in part.number.upper() if c.isalnum())
    return _said(part)


def _better(one: Record, other: Record) -> Record:
    """The part that says more; the first one, completed, when neither does."""
    if isinstance(one, LanguageSkill) and isinstance(other, LanguageSkill):
        return max((one, other), key=_trust)
    return _completed(one, other)


def _completed(one: Record, other: Record) -> Record:
    """The first part with what only the other one says, as a record of its own: those compared stay as they are."""
    values = {column.key: getattr(one, column.key) for column in one.__table__.columns}
    for name, value in values.items():
        if field_info(one, name) and not value:
            values[name] = getattr(other, name)
    if isinstance(one, TravelDocument) and isinstance(other, TravelDocument) and one.expires_on and other.expires_on:
        values["expires_on"] = max(one.expires_on, other.expires_on)
    return type(one)(**values)


def _trust(skill: LanguageSkill) -> tuple[bool, bool, bool, int]:
    rank = LanguageLevel(skill.level).rank if skill.level else 0
    return bool(skill.level), bool(skill.evidence), not skill.approximate, rank


def _told(value: Any) -> Any:
    """A value as it is compared: of parts, what they say."""
    return sorted(_said(part) for part in value) if isinstance(value, list) else value or None


def _said(part: Record) -> tuple[str, ...]:
    shown = (column.key for column in part.__table__.columns if field_info(part, column.key))
    return tuple(str(getattr(part, name) or "") for name in shown)


def _kind(name: str) -> str:
    info = field_info(Official, name)
    return info.kind if info else ""


def rivals(database: Database, kept: Id, gone: Id) -> list[Rivals]:
    """The programmes in which both are nominated and both nominations live."""
    graph = ("programme",)
    living = [n for n in database.find(Nomination, graph, official_id=[kept, gone]) if n.status in LIVE_NOMINATIONS]
    of_gone = {each.programme_id: each for each in living if each.official_id == gone}
    found = []
    for one in living:
        other = of_gone.get(one.programme_id)
        if one.official_id == kept and other is not None:
            side = Side.GONE if _reached(other) > _reached(one) else Side.KEPT
            found.append(Rivals(one.programme_id, one.programme.code, one, other, side))
    return found


_ORDER = ("received", "reserve", "incomplete", "complete", "eligible", "shortlisted", "placed")


def _reached(nomination: Nomination) -> int:
    """How far a nomination has come."""
    return _ORDER.index(nomination.status)


def complete(going_on: Nomination, other: Nomination) -> None:
    """Fill what the nomination that goes on leaves empty with what the other one says."""
    for column in Nomination.__table__.columns:
        if field_info(Nomination, column.key) and not column.foreign_keys and column.key not in _OWN:
            value = getattr(other, column.key)
            if getattr(going_on, column.key) in (None, "") and value not in (None, ""):
                setattr(going_on, column.key, value)
    if not going_on.preferences:
        going_on.preferences = [_copy(each) for each in other.preferences]


_OWN = frozenset(("status", "status_reason", "host_decision", "host_comment"))
"""What a nomination says of its own course."""


def _copy(wish: Preference) -> Preference:
    return Preference(rank=wish.rank, city_id=wish.city_id, institution_id=wish.institution_id, text=wish.text)


@dataclass
class Following:
    """What has to be saved and deleted so that nothing names the official who is gone."""

    saved: list[Record]
    deleted: list[Record]


def following(database: Database, kept: Id, gone: Id, known: Mapping[Id, Record]) -> Following:
    """Every record that names `gone`, naming `kept` instead. `known`: records at hand, taken rather than read again.

    Which columns name officials is asked of the model, so that a table of tomorrow follows too.
    """
    moved: dict[Id, Record] = {}
    for link in links():
        if link.target == Official.__tablename__:
            for whole in _wholes(database, link, gone, {**known, **moved}):
                moved[whole.id] = whole
                _point(whole, link, gone, kept)
    found = Following([r for r in moved.values() if not isinstance(r, NotSamePerson)], [])
    _told_apart(database, kept, [r for r in moved.values() if isinstance(r, NotSamePerson)], found)
    return found


def _wholes(database: Database, link: Link, gone: Id, known: Mapping[Id, Record]) -> list[Record]:
    """The records that name `gone` by this link, themselves or in one of their parts."""
    kind = record_class(link.kind)
    naming = database.find(kind, **{link.column: gone})
    owner = owner_link(link.kind)
    if owner is None:
        return [known.get(each.id, each) for each in naming]
    ids = list(dict.fromkeys(str(getattr(each, owner.column)) for each in naming))
    return [known.get(each.id, each) for each in database.load(record_class(owner.target), ids)]


def _point(whole: Record, link: Link, gone: Id, kept: Id) -> None:
    for each in _rows_of(whole, link.kind):
        if getattr(each, link.column) == gone:
            setattr(each, link.column, kept)


def _rows_of(whole: Record, kind: str) -> Iterable[Record]:
    if whole.__tablename__ == kind:
        return [whole]
    return [
        part
        for attribute, of, _ in part_relations(type(whole))
        if of.__tablename__ == kind
        for part in getattr(whole, attribute)
    ]


def _told_apart(database: Database, kept: Id, pairs: Sequence[NotSamePerson], found: Following) -> None:
    """Pairs told apart, each once and in order; the pair of the two themselves goes."""
    own = [*database.find(NotSamePerson, first_id=kept), *database.find(NotSamePerson, second_id=kept)]
    known = {(each.first_id, each.second_id) for each in own}
    for pair in pairs:
        pair.first_id, pair.second_id = sorted((pair.first_id, pair.second_id))
        both = (pair.first_id, pair.second_id)
        (found.deleted if pair.first_id == pair.second_id or both in known else found.saved).append(pair)
        known.add(both)
