"""The only door to the PDF engine (Typst).

Templates lie in resources/documents, fonts in resources/fonts; the machine's own fonts are never used, so that
every machine makes the same page. What people typed reaches a template as strings inside JSON and is never
read as markup.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from anyascii import anyascii

from exchange_desk.documents.metrics import font_advances
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.resources import resource
from exchange_desk.support.text import clean_lines

if TYPE_CHECKING:
    import typst

_STANDARDS: list["typst.PDFStandard"] = ["a-2a", "ua-1"]
_REGIONS = {"es": "ES", "pt": "BR", "fr": "FR", "en": "GB"}
_NO_GLYPH = "□"
_MUCH = 500_000
"""Characters of data after which memory is given back: about a hundred summaries."""
_PAGE = re.compile(rb"/Type/Page\b")


def pdf(template: str, data: Mapping[str, Any], *, title: str, lang: str, on: date) -> bytes:
    """The PDF that `template` (file name in resources/documents) makes of `data` (plain JSON values).

    Tagged, PDF/A-2a and PDF/UA-1, with title, language code and date. The same arguments give the same bytes.
    The template finds `data` and, under "document", title, language and date (see kit.typ). Characters that the
    fonts lack are written in Latin letters. Raises DeskError when the template is missing or fails.
    """
    import typst

    if not resource("documents", template).is_file():
        raise DeskError(
            "document.template_missing",
            msg("The template “{template}” is missing from this installation. Install Exchange Desk again."),
            template=template,
        )
    document = {"title": title, "lang": lang, "region": _REGIONS.get(lang), "date": [on.year, on.month, on.day]}
    inputs = json.dumps(_printable({**data, "document": document}), ensure_ascii=False)
    try:
        made = typst.compile(
            resource("documents", template),
            root=resource("documents"),
            font_paths=_fonts(),
            format="pdf",
            sys_inputs={"data": inputs},
            pdf_standards=_STANDARDS,
            timestamp=datetime(on.year, on.month, on.day, tzinfo=UTC),
        )
    except RuntimeError as failed:  # typst.TypstError, and what the engine raises for unreadable files
        raise DeskError(
            "document.not_made",
            msg(
                "The document could not be made from the template “{template}”. "
                "Nothing was written. The technical details say at which line it stopped."
            ),
            technical=_diagnostic(failed),
            template=template,
        ) from failed
    if len(inputs) > _MUCH:
        _forget()
    return bytes(made)


def page_count(made: bytes) -> int:
    """The pages of a PDF that `pdf` made."""
    return len(_PAGE.findall(made))


def _forget() -> None:
    """Have the engine drop what it remembers of earlier documents, which it does after ten compilations.

    It keeps all layouts for the next time, 1 MB a page: without this, three prints of 500 pages held 1.6 GB.
    """
    import typst

    for _turn in range(11):
        typst.compile(b"", font_paths=_fonts(), format="pdf")


@lru_cache
def _fonts() -> "typst.Fonts":
    import typst

    folder = resource("fonts")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


@lru_cache
def _covered() -> frozenset[str]:
    """The characters that all our fonts can print."""
    return frozenset.intersection(*(frozenset(font_advances(file)) for file in sorted(resource("fonts").glob("*.ttf"))))


def _diagnostic(failed: RuntimeError) -> str:
    parts = [str(failed), str(getattr(failed, "diagnostic", "")), *getattr(failed, "hints", [])]
    return "\n".join(part for part in dict.fromkeys(parts) if part)


def _printable(value: Any) -> Any:
    """The same JSON value with every text such that each of its characters can be printed (PDF/A demands it)."""
    if isinstance(value, str):
        return _printable_text(value)
    if isinstance(value, Mapping):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_printable(each) for each in value]
    return value


@lru_cache(maxsize=2_000)
def _printable_text(value: str) -> str:
    # The place to break that wording.breakable puts into very long words is invisible, and wanted.
    text = "\u200b".join(map(clean_lines, value.split("\u200b")))
    return text if text.isascii() else "".join(map(_glyph, text))


@lru_cache(maxsize=4_000)
def _glyph(character: str) -> str:
    if character == "\n" or character in _covered():
        return character
    if unicodedata.category(character)[0] in "LN":
        return anyascii(character) or _NO_GLYPH
    return "" if unicodedata.category(character) == "Mn" else _NO_GLYPH
