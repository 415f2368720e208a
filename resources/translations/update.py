"""Bring the text catalogues up to date. For makers of the program; nobody needs it to use the program.

    python resources/translations/update.py                   collect texts, update the .po files, compile the .mo files
    python resources/translations/update.py WORDS.json …      first take over translations from files
                                                              {"English text": {"es": "…", "pt": "…", "fr": "…"}}
    python resources/translations/update.py --missing         print what has no translation yet, as such a file

A text is collected where it is the first argument of `lang(…)`, `self._lang(…)` or `msg(…)`, or the first two of
`lang.plural(…)`.
A plural's translation in a words file is a list with one form for each number class of the language
(Spanish: 1 and the rest; Portuguese and French: 0 and 1, and the rest); its key is the singular.
Translations made by hand in the .po files are kept; texts that left the program leave the catalogues.
In French every space before ; : ! ? % and inside « » becomes a narrow one that does not break, however it was typed.
"""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "resources" / "translations"
NAMES = {"es": "Español", "pt": "Português", "fr": "Français"}
PLURALS = {
    "es": "nplurals=2; plural=(n != 1);",
    "pt": "nplurals=2; plural=(n > 1);",
    "fr": "nplurals=2; plural=(n > 1);",
}
KEYWORDS = {"lang": None, "_lang": None, "msg": None, "plural": (1, 2)}

Words = dict[str, dict[str, Any]]


def collect(sources: Path) -> Catalog:
    """Every text marked in the Python files below a folder."""
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(sources, [("**.py", "python")], keywords=KEYWORDS, comment_tags=["Translators:"])
    for file, _, text, comments, context in found:
        if text and text != ("", ""):
            place = (Path(sources.name, file).as_posix(), 0)
            catalogue.add(text, None, [place], auto_comments=comments, context=context)
    return catalogue


def file_of(language: str, folder: Path = TRANSLATIONS) -> Path:
    return folder / language / "LC_MESSAGES" / "exchange_desk.po"


def read(file: Path, language: str) -> Catalog:
    """A catalogue as it is kept; an empty one when there is none yet."""
    if not file.exists():
        return Catalog(locale=language, charset="utf-8")
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def updated(kept: Catalog, collected: Catalog, words: Words, language: str) -> Catalog:
    """The collected texts with the translations that are kept or given; what is given wins."""
    new = Catalog(locale=language, charset="utf-8", fuzzy=False)
    for message in _texts(collected):
        old = kept.get(message.id, message.context)
        single = message.id[0] if message.pluralizable else message.id
        given: Any = words.get(single, {}).get(language) or (old.string if old else "")
        if message.pluralizable:
            forms = list(given) if isinstance(given, (list, tuple)) else [given, ""]
            given = tuple(spaced(form, language) for form in forms) if len(forms) == 2 else ("", "")
        else:
            given = spaced(given, language)
        new.add(message.id, given, message.locations, auto_comments=message.auto_comments)
    return new


def spaced(text: str, language: str) -> str:
    """The text with the spaces that its language sets between words and signs."""
    if language != "fr":
        return text
    text = re.sub(r"[ \u00a0\u202f]([;:!?%»])", "\u202f\\1", text)
    return re.sub(r"«[ \u00a0\u202f]?", "«\u202f", text)


def as_po(catalogue: Catalog, language: str) -> bytes:
    """The file's bytes: the same catalogue always gives the same file."""
    body = BytesIO()
    write_po(body, catalogue, width=100, omit_header=True, sort_output=True, include_lineno=False)
    head = (
        f"# Exchange Desk: texts in {NAMES[language]}. Made by resources/translations/update.py.\n"
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {PLURALS[language]}\\n"\n\n'
    )
    return head.encode() + body.getvalue().strip() + b"\n"


def as_mo(po: bytes, language: str) -> bytes:
    """What the program reads, from the .po file's bytes."""
    compiled = BytesIO()
    catalogue = read_po(BytesIO(po), locale=language)
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)  # the same file each time
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def missing(catalogue: Catalog) -> list[Message]:
    """Texts without a translation, or with one of their plural forms empty."""
    return [m for m in _texts(catalogue) if not (all(m.string) if m.pluralizable else m.string)]


def _texts(catalogue: Catalog) -> Iterable[Message]:
    return (message for message in catalogue if message.id)


def _words_from(files: Sequence[str]) -> Words:
    words: Words = {}
    for file in files:
        for text, translations in json.loads(Path(file).read_text(encoding="utf-8")).items():
            words.setdefault(text, {}).update(translations)
    return words


def main(arguments: Sequence[str]) -> int:
    only_missing = "--missing" in arguments
    words = _words_from([each for each in arguments if each != "--missing"])
    collected = collect(ROOT / "exchange_desk")
    gaps: Words = {}
    for language in NAMES:
        file = file_of(language)
        catalogue = updated(read(file, language), collected, words, language)
        for message in missing(catalogue):
            single = message.id[0] if message.pluralizable else message.id
            gaps.setdefault(single, {})[language] = ["", ""] if message.pluralizable else ""
        if not only_missing:
            file.parent.mkdir(parents=True, exist_ok=True)
            po = as_po(catalogue, language)
            file.write_bytes(po)
            file.with_suffix(".mo").write_bytes(as_mo(po, language))
            said = (
                f"{language}: {len(list(_texts(catalogue)))} texts, {len(missing(catalogue))} without a translation\n"
            )
            sys.stderr.write(said)
    if only_missing:
        sys.stdout.write(json.dumps(gaps, ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
