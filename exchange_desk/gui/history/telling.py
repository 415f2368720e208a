"""What a step changed, in the words of the forms: which record, which field, from what to what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from exchange_desk.gui.kit.context import Context
from exchange_desk.model import FieldInfo, field_info, record_class
from exchange_desk.services.records import KINDS
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language, msg

PARTS: dict[str, tuple[str, str, str]] = {
    "stay": (msg("Days of the stay"), "placement", "placement_id"),
    "override": (msg("Rule set aside"), "placement", "placement_id"),
    "preference": (msg("Wish of the nominee"), "nomination", "nomination_id"),
    "language_skill": (msg("Language of the official"), "official", "official_id"),
    "travel_document": (msg("Travel document"), "official", "official_id"),
    "joined_identity": (msg("Record that was joined"), "official", "official_id"),
    "offer_language": (msg("Language of the host"), "host_offer", "offer_id"),
    "city_alias": (msg("Other name of the city"), "city", "city_id"),
    "membership": (msg("Member of the network"), "network", "network_id"),
    "source_sheet": (msg("Sheet of a received list"), "source_file", "file_id"),
    "source_row": (msg("Row of a received list"), "source_sheet", "sheet_id"),
    "learnt_heading": (msg("Heading learnt from a sender"), "city", "sender_city_id"),
    "not_same_person": (msg("Two people told apart"), "official", "first_id"),
}
"""Records that are seen only within another: what one is called, the kind of the other, the column that names it."""

_SILENT = frozenset(("source_sheet", "source_row", "learnt_heading"))
"""Counted, never listed: they only say where something came from."""


class Change(Protocol):
    """What a step did to one row: its journal images, None where it was not there."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> Id: ...
    @property
    def before(self) -> dict[str, Any] | None: ...
    @property
    def after(self) -> dict[str, Any] | None: ...


@dataclass(frozen=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RecordChange:
    """`what`: new, changed or deleted. `name` is empty when nobody knows it any more."""

    kind: str
    name: str
    what: str
    fields: tuple[FieldChange, ...]


def count_kinds(changes: Iterable[Change], lang: Language) -> list[str]:
    """For example ["Official: 31", "Nomination: 31", "Language of the official: 40"]: the most first, parts last."""
    counts: dict[str, int] = {}
    for change in changes:
        counts[change.kind] = counts.get(change.kind, 0) + 1
    ordered = sorted(counts.items(), key=lambda item: (item[0] in PARTS, -item[1]))
    return [lang("{kind}: {count}", kind=kind_label(kind, lang), count=count) for kind, count in ordered]


def kind_label(kind: str, lang: Language) -> str:
    if kind in PARTS:
        return lang(PARTS[kind][0])
    known = KINDS.get(record_class(kind))
    return lang(known[0]) if known else kind


def tell_changes(ctx: Context, changes: Sequence[Change], limit: int) -> tuple[list[RecordChange], int]:
    """The first `limit` changes that an officer can read, records before their parts, and how many more there are."""
    readable = [change for change in changes if change.kind not in _SILENT and _fields(change)]
    readable.sort(key=lambda change: change.kind in PARTS)
    shown = readable[:limit]
    teller = _Teller(ctx, shown)
    return [teller.tell(change) for change in shown], len(readable) - len(shown)


def _fields(change: Change) -> list[str]:
    """The fields that differ and that the officer knows, in the order of the record."""
    before, after = change.before or {}, change.after or {}
    columns = record_class(change.kind).__table__.columns
    return [
        column.key
        for column in columns
        if field_info(record_class(change.kind), column.key)
        and (before.get(column.key) or "") != (after.get(column.key) or "")
    ]


class _Teller:
    """Names of all records that the changes speak of are fetched at once."""

    def __init__(self, ctx: Context, changes: Sequence[Change]) -> None:
        self.lang = ctx.lang
        wanted: dict[str, set[Id]] = {}
        for change in changes:
            for kind, record_id in _mentioned(change):
                wanted.setdefault(kind, set()).add(record_id)
        self._names: dict[Id, str] = {}
        for kind, ids in wanted.items():
            if record_class(kind) in KINDS:
                self._names.update(ctx.desk.records.names(record_class(kind), ids, ctx.lang))

    def tell(self, change: Change) -> RecordChange:
        what = "deleted" if change.after is None else "new" if change.before is None else "changed"
        return RecordChange(
            kind_label(change.kind, self.lang),
            self._name(change),
            what,
            tuple(self._field(change, name) for name in _fields(change)),
        )

    def _name(self, change: Change) -> str:
        image = change.after or change.before or {}
        if change.kind in PARTS:
            return self._names.get(str(image.get(PARTS[change.kind][2])), "")
        return self._names.get(change.id) or _own_name(image)

    def _field(self, change: Change, name: str) -> FieldChange:
        info = field_info(record_class(change.kind), name)
        assert info is not None
        before, after = (change.before or {}).get(name), (change.after or {}).get(name)
        return FieldChange(self.lang(info.label), self._value(info, before), self._value(info, after))

    def _value(self, info: FieldInfo, value: Any) -> str:
        if value in (None, ""):
            return ""
        if info.kind == "reference":
            return self._names.get(value) or self.lang("(deleted)")
        return show_value(info, value, self.lang)


def _mentioned(change: Change) -> Iterable[tuple[str, Id]]:
    yield change.kind, change.id
    for image in (change.before, change.after):
        if image is None:
            continue
        if change.kind in PARTS:
            _, owner, column = PARTS[change.kind]
            if image.get(column):
                yield owner, image[column]
        for name, value in image.items():
            info = field_info(record_class(change.kind), name)
            if info and info.refers and value:
                yield info.refers, value


def _own_name(image: Mapping[str, Any]) -> str:
    """What a deleted record was called, as far as its own row says."""
    if image.get("family_names") or image.get("given_names"):
        return ", ".join(str(image[part]) for part in ("family_names", "given_names") if image.get(part))
    return str(image.get("name") or image.get("reference") or image.get("title") or "")


def show_value(info: FieldInfo, value: Any, lang: Language) -> str:
    """A journal image's value as an officer reads it; document numbers stay covered."""
    if info.personal == "document":
        return cover(str(value))
    match info.kind:
        case "choice" if info.choices:
            known = value in list(info.choices)
            return lang(info.choices(value).label) if known else str(value)  # type: ignore[attr-defined]  # ours have labels
        case "country":
            return lang.country(value)
        case "language":
            return lang.language(value)
        case "boolean":
            return lang("Yes") if value else lang("No")
        case "date":
            return lang.day(date.fromisoformat(value))
        case "moment":
            return lang.moment(datetime.fromisoformat(value))
    return lang.show(value)


def cover(number: str) -> str:
    """The last four signs of a number: "•••• 4821"."""
    return f"•••• {number[-4:]}" if len(number) > 4 else "••••"
