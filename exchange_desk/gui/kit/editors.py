"""Which editor a field gets: read from what the field says about itself."""

from collections.abc import Callable, Mapping

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.date_editor import DateEditor
from exchange_desk.gui.kit.fields import (
    BooleanEditor,
    ChoiceEditor,
    Editor,
    LinesEditor,
    NumberEditor,
    SecretEditor,
    TextEditor,
    WordEditor,
    choice_options,
)
from exchange_desk.gui.kit.parts import PartsEditor, part_class
from exchange_desk.gui.kit.pickers import RecordPicker, country_picker, language_picker
from exchange_desk.model import FieldInfo, Record, TravelDocument, field_info, record_class
from exchange_desk.support.language import msg

PART_LABELS: Mapping[str, str] = {
    "aliases": msg("Other names"),
    "languages": msg("Languages"),
    "documents": msg("Travel documents"),
    "members": msg("Members"),
    "preferences": msg("Where the nominee would like to go"),
    "stays": msg("Stays"),
    "overrides": msg("Rules set aside"),
}
"""What the lists of parts are called: a list is not a column, so it says nothing about itself."""

KEPT_WORDS: Mapping[tuple[type[Record], str], Mapping[str, str]] = {
    (TravelDocument, "kind"): {"passport": msg("Passport")},
}
"""Fields of free text with words that the desk writes by itself: the word as it is kept → as it is read."""

_NOTHING = FieldInfo("")


def label_of(kind: type[Record], name: str) -> str:
    """The text source of a field's or a list of parts' name."""
    info = field_info(kind, name)
    return info.label if info else PART_LABELS[name]


def make_editor(ctx: Context, kind: type[Record], name: str, *, compact: bool = False) -> Editor:
    """The editor for a field of a record class; `compact` within a line of parts."""
    part = part_class(kind, name)
    if part is not None:
        return PartsEditor(
            ctx.lang, part, lambda of, each: make_editor(ctx, of, each, compact=True), ctx.lang(PART_LABELS[name])
        )
    info = field_info(kind, name) or _NOTHING
    if (kind, name) in KEPT_WORDS:
        return WordEditor({word: ctx.lang(text) for word, text in KEPT_WORDS[kind, name].items()})
    if info.personal == "document":
        return SecretEditor(ctx.lang)
    if info.kind == "date":
        return DateEditor(ctx.lang, past=name == "birth_date", compact=compact)
    if info.kind == "choice":
        return ChoiceEditor(choice_options(info, ctx.lang, empty=_may_be_empty(kind, name)))
    if compact and info.kind in _COMPACT:
        return _COMPACT[info.kind](ctx, info)
    make = EDITORS.get(info.kind)
    return make(ctx, info) if make else TextEditor()


EDITORS: dict[str, Callable[[Context, FieldInfo], Editor]] = {
    "lines": lambda _, info: LinesEditor(),  # noqa: ARG005 - every maker is given both
    "integer": lambda ctx, info: NumberEditor(ctx.lang(info.unit)),
    "decimal": lambda ctx, info: NumberEditor(ctx.lang(info.unit), whole=False),
    "boolean": lambda ctx, info: BooleanEditor(ctx.lang(info.label)),
    "country": lambda ctx, _: country_picker(ctx.lang),
    "language": lambda ctx, _: language_picker(ctx.lang),
    "reference": lambda ctx, info: RecordPicker(ctx, record_class(info.refers)),
}

_COMPACT: dict[str, Callable[[Context, FieldInfo], Editor]] = {
    "boolean": lambda _, info: BooleanEditor(""),  # noqa: ARG005 - its heading says what it is
    "reference": lambda ctx, info: RecordPicker(ctx, record_class(info.refers), buttons=False),
}


def _may_be_empty(kind: type[Record], name: str) -> bool:
    column = kind.__table__.columns[name]
    default = column.default.arg if column.default is not None else ""
    return default == ""
