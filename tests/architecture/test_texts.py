"""Every text a person reads is marked, filled and translated; each check has been seen to fail."""

import gettext
import io
from pathlib import Path

import pytest

from tests.architecture import text_checks as texts
from tests.architecture.text_checks import tool

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "exchange_desk"
LANGUAGES = ("es", "pt", "fr")


@pytest.fixture(scope="module")
def collected():
    return tool.collect(PROGRAM)


def test_texts_are_whole_and_their_placeholders_filled() -> None:
    assert texts.untranslatable(PROGRAM) == []


def test_windows_show_no_bare_words() -> None:
    assert texts.bare_in_windows(PROGRAM / "gui") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(collected, language: str) -> None:
    kept = tool.read(tool.file_of(language), language)
    assert texts.catalogue_gaps(collected, kept) == []
    assert texts.unequal_placeholders(kept) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_program_reads_is_what_the_catalogue_says(language: str) -> None:
    file = tool.file_of(language)
    assert compiled(file.with_suffix(".mo").read_bytes()) == compiled(tool.as_mo(file.read_bytes(), language))


def compiled(mo: bytes) -> dict[object, str]:
    """Text → translation as the program reads them; the header differs from one version of the compiler to another."""
    return {text: said for text, said in gettext.GNUTranslations(io.BytesIO(mo))._catalog.items() if text}


def program(folder: Path, text: str) -> Path:
    tree = folder / "program"
    tree.mkdir()
    (tree / "room.py").write_text(text, encoding="utf-8")
    return tree


@pytest.mark.parametrize(
    "call",
    [
        'lang(f"Saved {name}")',
        'lang("Saved " + name)',
        'lang("Saved {}".format(name))',
        'self.lang("Saved %s" % name)',
        'msg("Yes" if good else "No")',
        'msg(f"{count} rows")',
        'lang.plural("one row", "{n} " + what, n)',
        'lang("Saved {name}")',
        'lang("Saved {name}", nmae=1)',
        'lang("Saved", name=1)',
        'lang.plural("one row of {file}", "{n} rows of {file}", n)',
        'DeskError("key", msg("No file {file}."), name=1)',
    ],
)
def test_a_text_that_cannot_be_translated_is_named(tmp_path: Path, call: str) -> None:
    found = texts.untranslatable(program(tmp_path, f"x = 1\n{call}\n"))
    assert [line.split(" ")[0] for line in found] == ["program/room.py:2"]


@pytest.mark.parametrize(
    "call",
    [
        'lang("Saved {name}", name=name)',
        "lang(problem.text, **problem.params)",
        'lang("Saved {name}", **params)',
        'lang("One text in " "two pieces")',
        'lang.plural("one row", "{n} rows", n)',
        'lang(labels["es"])',
        'msg("Saved {name}")',
        'DeskError("key", msg("No file {file}."), technical="x", file=1)',
    ],
)
def test_a_text_that_can_be_translated_passes(tmp_path: Path, call: str) -> None:
    assert texts.untranslatable(program(tmp_path, call + "\n")) == []


def test_bare_words_in_a_window_are_named(tmp_path: Path) -> None:
    shown = 'QLabel("Name")\nbox.setToolTip(f"{n} rows")\nQLabel(lang("Name"))\nQLabel("→ {0}")\nbox.setText(name)\n'
    assert texts.bare_in_windows(program(tmp_path, shown)) == [
        "program/room.py:1 QLabel shows “Name”",
        "program/room.py:2 setToolTip shows “ rows”",
    ]


SOURCE = 'lang("Name")\nlang("Saved {name}", name=1)\nlang.plural("one row", "{n} rows", n)\n'


def spanish(folder: Path, words: dict[str, object], source: str = SOURCE) -> tuple:
    """What was collected from a source, and its Spanish catalogue after writing and reading it again."""
    collected = tool.collect(program(folder, source))
    given = {text: {"es": translation} for text, translation in words.items()}
    new = tool.updated(tool.read(folder / "none.po", "es"), collected, given, "es")
    (folder / "es.po").write_bytes(tool.as_po(new, "es"))
    return collected, tool.read(folder / "es.po", "es")


WHOLE = {"Name": "Nombre", "Saved {name}": "Se guardó {name}", "one row": ["una fila", "{n} filas"]}


def test_a_whole_catalogue_passes(tmp_path: Path) -> None:
    collected, kept = spanish(tmp_path, WHOLE)
    assert texts.catalogue_gaps(collected, kept) == []
    assert texts.unequal_placeholders(kept) == []


def test_gaps_in_a_catalogue_are_named(tmp_path: Path) -> None:
    collected, kept = spanish(tmp_path, WHOLE | {"Name": "", "one row": ["una fila", ""]})
    assert texts.catalogue_gaps(collected, kept) == ["not translated: Name", "not translated: one row | {n} rows"]
    (tmp_path / "later").mkdir()
    later = tool.collect(program(tmp_path / "later", 'lang("New")\n'))
    found = texts.catalogue_gaps(later, kept)
    assert "not in the catalogue: New" in found
    assert "no longer in the program: Name" in found


def test_other_placeholders_in_a_translation_are_named(tmp_path: Path) -> None:
    words = {"Name": "Nombre {x}", "Saved {name}": "Se guardó {nombre}", "one row": ["{n} fila", "filas"]}
    _, kept = spanish(tmp_path, words)
    assert [line.split(" → ")[1] for line in texts.unequal_placeholders(kept)] == [
        "Nombre {x}",
        "Se guardó {nombre}",
        "filas",
    ]


def test_a_translation_is_kept_until_its_text_leaves(tmp_path: Path) -> None:
    _, kept = spanish(tmp_path, WHOLE)
    (tmp_path / "next").mkdir()
    collected = tool.collect(program(tmp_path / "next", 'lang("Name")\nlang("Other")\n'))
    again = tool.updated(kept, collected, {}, "es")
    assert {message.id: message.string for message in again if message.id} == {"Name": "Nombre", "Other": ""}


def test_a_catalogue_not_compiled_again_is_seen(tmp_path: Path) -> None:
    spanish(tmp_path, WHOLE)
    before = (tmp_path / "es.po").read_bytes()
    after = before.replace(b"Nombre", b"Nombres")
    assert compiled(tool.as_mo(before, "es")) != compiled(tool.as_mo(after, "es"))


@pytest.mark.parametrize(("language", "singular_of_zero"), [("es", False), ("pt", True), ("fr", True)])
def test_each_language_counts_by_its_own_rule(tmp_path: Path, language: str, singular_of_zero: bool) -> None:
    collected = tool.collect(program(tmp_path, SOURCE))
    words = {"one row": {language: ["singular", "plural"]}}
    po = tool.as_po(tool.updated(tool.read(tmp_path / "none", language), collected, words, language), language)
    read = gettext.GNUTranslations(io.BytesIO(tool.as_mo(po, language)))
    assert read.ngettext("one row", "{n} rows", 1) == "singular"
    assert read.ngettext("one row", "{n} rows", 2) == "plural"
    assert (read.ngettext("one row", "{n} rows", 0) == "singular") is singular_of_zero
