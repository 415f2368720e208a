"""A record's fields as an officer reads them, for panes and questions."""

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.editors import KEPT_WORDS
from exchange_desk.gui.kit.fields import masked
from exchange_desk.gui.kit.parts import part_class, part_fields
from exchange_desk.model import Record, Stay, field_info, record_class
from exchange_desk.services.records import value_of
from exchange_desk.support.language import Language

_WHOLE = 100
"""Per cent of the working time that go without saying."""


def as_read(ctx: Context, record: Record, name: str, *, reveal: bool = False) -> str:
    """One field, or a list of parts with one line each; numbers of documents are masked unless `reveal`."""
    if part_class(type(record), name) is not None:
        return "\n".join(_part(ctx, part, reveal=reveal) for part in getattr(record, name))
    info = field_info(record, name)
    value = getattr(record, name)
    if info is None or value in (None, ""):
        return ""
    if info.personal == "document" and not reveal:
        return masked(str(value))
    if info.kind == "reference":
        kind = record_class(info.refers)
        return ctx.desk.records.names(kind, [value], ctx.lang).get(value, "")
    words = KEPT_WORDS.get((type(record), name), {})
    text = ctx.lang(words[value]) if value in words else value_of(record, name, ctx.lang)
    return ctx.lang("{number} {unit}", number=text, unit=ctx.lang(info.unit)) if info.unit and text else text


def is_secret(record: Record, name: str) -> bool:
    """Whether a field, or one of the fields of its parts, is the number of a document."""
    part = part_class(type(record), name)
    of, names = (part, part_fields(part)) if part else (type(record), [name])
    infos = [field_info(of, each) for each in names]
    return any(info is not None and info.personal == "document" for info in infos)


def _part(ctx: Context, part: Record, *, reveal: bool) -> str:
    if isinstance(part, Stay):
        return _stay(ctx.lang, part)
    said = []
    for name in part_fields(type(part)):
        value, info = getattr(part, name), field_info(part, name)
        if info is not None and value not in (False, None, ""):
            said.append(ctx.lang(info.label) if value is True else as_read(ctx, part, name, reveal=reveal))
    return " · ".join(said)


def _stay(lang: Language, stay: Stay) -> str:
    """The days as a period, then what differs from a plain stay: the actual days, a share of the working time."""
    said = [lang.period(stay.starts_on, stay.ends_on)]
    for name, day in (("arrived_on", stay.arrived_on), ("left_on", stay.left_on)):
        info = field_info(stay, name)
        if info is not None and day is not None:
            said.append(lang("{field}: {value}", field=lang(info.label), value=day))
    if stay.share != _WHOLE:
        said.append(lang("{n} %", n=stay.share))
    return " · ".join(said)
