"""Checks of the texts people read: marked so that they can be translated, and translated in every language.

Complaints come back as lines; none means kept.
"""

import ast
import importlib.util
import string
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType

from babel.messages.catalog import Catalog, Message

from tests.architecture.house_checks import sources

ROOT = Path(__file__).parents[2]

_SHOWN_BY = frozenset(
    (
        *("QLabel", "QPushButton", "QToolButton", "QAction", "QGroupBox", "QCheckBox", "QRadioButton", "QMenu"),
        *("setText", "setToolTip", "setStatusTip", "setWhatsThis", "setWindowTitle", "setPlaceholderText", "setTitle"),
        *("setAccessibleName", "setAccessibleDescription", "addAction", "addMenu", "addTab", "setInformativeText"),
    )
)


def catalogue_tool() -> ModuleType:
    """The makers' script that collects texts and writes catalogues."""
    spec = importlib.util.spec_from_file_location("update", ROOT / "resources" / "translations" / "update.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = catalogue_tool()


def fields(text: str) -> set[str]:
    """The placeholders of a text. Raises ValueError when its braces do not match."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def untranslatable(tree: Path) -> list[str]:
    """Calls whose text is put together by the program, or whose placeholders do not get what they name."""
    found = []
    for name, text in sources(tree):
        calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
        found += [f"{name}:{call.lineno} {complaint}" for call in calls for complaint in _wrong(call)]
    return found


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _wrong(call: ast.Call) -> Iterator[str]:
    what, arguments = _called(call), call.args
    if what in ("lang", "_lang", "msg", "plural") and not (what == "plural" and len(arguments) < 3):
        texts = arguments[: 2 if what == "plural" else 1]
        made_up = [text for text in texts if _put_together(text)]
        yield from (f"a text is put together in {what}(…): {ast.unparse(text)}" for text in made_up)
    if what in ("lang", "_lang", "plural"):
        yield from _unfilled(call, arguments[:1], set(), "n" if what == "plural" else "")
    if what == "DeskError" and len(arguments) > 1:
        yield from _unfilled(call, _marked(arguments[1]), {"technical"}, "")


def _put_together(text: ast.expr) -> bool:
    """An f-string, a concatenation, a format call or a choice: what the collector cannot read as one text."""
    if isinstance(text, ast.Constant):
        return not isinstance(text.value, str)
    pieces = [node for node in ast.walk(text) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    formatted = isinstance(text, ast.Call) and _called(text) in ("format", "join", "replace")
    return isinstance(text, ast.JoinedStr) or formatted or (isinstance(text, (ast.BinOp, ast.IfExp)) and bool(pieces))


def _marked(argument: ast.expr) -> list[ast.expr]:
    return argument.args[:1] if isinstance(argument, ast.Call) and _called(argument) == "msg" else []


def _unfilled(call: ast.Call, texts: list[ast.expr], besides: set[str], number: str) -> Iterator[str]:
    given = {keyword.arg for keyword in call.keywords}
    for text in texts:
        if None in given or not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
            continue
        wanted = fields(text.value) - {number}
        if wanted != given - besides:
            yield f"placeholders {sorted(wanted)} get {sorted(map(str, given - besides))}: {text.value}"


def bare_in_windows(tree: Path) -> list[str]:
    """Words shown in a window that did not go through `lang`."""
    found = []
    for name, text in sources(tree):
        for call in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)):
            if _called(call) in _SHOWN_BY:
                bare = [each for argument in call.args for each in _words(argument)]
                found += [f"{name}:{call.lineno} {_called(call)} shows “{each}”" for each in bare]
    return found


def _words(argument: ast.expr) -> list[str]:
    """Literal text of at least two letters in a row that stands in the argument itself."""
    parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return [text for text in texts if any(a.isalpha() and b.isalpha() for a, b in pairwise(text))]


def catalogue_gaps(collected: Catalog, kept: Catalog) -> list[str]:
    """Texts missing from a catalogue, left over in it, or not translated."""
    wanted, there = _by_id(collected), _by_id(kept)
    found = [f"not in the catalogue: {each}" for each in wanted if each not in there]
    found += [f"no longer in the program: {each}" for each in there if each not in wanted]
    found += [f"not translated: {_id(message)}" for message in tool.missing(kept) if _id(message) in wanted]
    return found


def _id(message: Message) -> str:
    return " | ".join(message.id) if message.pluralizable else str(message.id)


def _by_id(catalogue: Catalog) -> dict[str, Message]:
    return {_id(message): message for message in catalogue if message.id}


def unequal_placeholders(kept: Catalog) -> list[str]:
    """Translations that name other placeholders than their source. A plural's "one" may leave the number out."""
    found = []
    for message in _by_id(kept).values():
        sources_, translations = _texts(message.id), _texts(message.string)
        wanted = fields(sources_[-1])
        for number, translation in enumerate(translations):
            optional = {"n"} if message.pluralizable and number == 0 else set()
            if translation and _fields_or_none(translation, optional, wanted):
                found.append(f"{_id(message)} → {translation}")
    return found


def _fields_or_none(translation: str, optional: set[str], wanted: set[str]) -> bool:
    try:
        return fields(translation) | optional != wanted | optional
    except ValueError:
        return True


def _texts(value: str | Iterable[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
