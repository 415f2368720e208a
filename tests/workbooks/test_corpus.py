"""Workbooks from the test suites of other projects, where they are at hand: what must be read is read, what must
be refused is refused with a sentence, and nothing takes long. They are read in place and belong to others."""

import csv
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from exchange_desk.support.language import Language
from exchange_desk.support.problems import DeskError
from exchange_desk.workbooks import gate
from exchange_desk.workbooks.reader import read

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
MANIFEST = CORPUS / "MANIFEST.tsv"

pytestmark = pytest.mark.skipif(not MANIFEST.exists(), reason="the corpus is not at hand")


def outcome(path: Path) -> str:
    """ "readable", "clear error", or what else happened."""
    begun = time.monotonic()
    try:
        book = read(path)
        result = "readable" if any(sheet.rows for sheet in book.sheets) else "nothing read"
    except DeskError as error:
        error.say(Language("en"))
        result = "clear error"
    return result if time.monotonic() - begun < gate.MAX_SECONDS else "too slow"


def test_every_file_of_the_corpus_ends_as_it_must() -> None:
    with MANIFEST.open(encoding="utf-8", newline="") as file:
        entries = list(csv.DictReader(file, delimiter="\t"))
    names = [entry["file"] for entry in entries]
    with ThreadPoolExecutor(2) as pool:  # each waits for a child process most of the time
        outcomes = dict(zip(names, pool.map(lambda name: outcome(CORPUS / name), names), strict=True))
    wrong = {
        entry["file"]: outcomes[entry["file"]]
        for entry in entries
        if outcomes[entry["file"]] != entry["expected"]
        and (entry["strictness"] == "must" or outcomes[entry["file"]] not in ("readable", "clear error"))
    }
    assert len(entries) > 200
    assert wrong == {}
