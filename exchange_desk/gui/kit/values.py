"""A record's fields as an officer reads them, for panes and questions."""

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.fields import masked
from exchange_desk.gui.kit.parts import part_class, part_fields
from exchange_desk.model import Record, field_info, record_class
from exchange_desk.services.records import value_of


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
    text = value_of(record, name, ctx.lang)
    return ctx.lang("{number} {unit}", number=text, unit=ctx.lang(info.unit)) if info.unit and text else text


def is_secret(record: Record, name: str) -> bool:
    """Whether a field, or one of the fields of its parts, is the number of a document."""
    part = part_class(type(record), name)
    of, names = (part, part_fields(part)) if part else (type(record), [name])
    infos = [field_info(of, each) for each in names]
    return any(info is not None and info.personal == "document" for info in infos)


def _part(ctx: Context, part: Record, *, reveal: bool) -> str:
    said = []
    for name in part_fields(type(part)):
        value, info = getattr(part, name), field_info(part, name)
        if info is not None and value not in (False, None, ""):
            said.append(ctx.lang(info.label) if value is True else as_read(ctx, part, name, reveal=reveal))
    return " · ".join(said)
