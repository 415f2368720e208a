"""The lettering of names: treatments taken off, capitals put right. Words are never changed otherwise."""

import re
from functools import lru_cache
from typing import NamedTuple

from exchange_desk.intake.lexicon import folded, parts

_WORD_PIECES = re.compile(r"([-'’./ ]+)")
_ROMAN = frozenset({"II", "III", "IV", "VI", "VII"})


_RUN_TOGETHER = re.compile(r"\.(?=\w\w)")


def take_honorific(text: str) -> tuple[str, str]:
    """("Lic.", "Ana Pérez") from "Lic. Ana Pérez"; the first part is "" where there is no treatment.

    At least two words stay: a person called "Emb" would keep the name.
    """
    words = (_RUN_TOGETHER.sub(". ", text) if "." in text else text).split()
    taken = 0
    while taken < len(words) - 1 and _is_honorific(words, taken):
        taken += 1
    after = _trailing(words)
    if not taken and not after:
        return "", text
    kept = words[taken : len(words) - after]
    return " ".join(words[:taken] + words[len(words) - after :]), " ".join(kept).strip(" ,")


def _is_honorific(words: list[str], at: int) -> bool:
    known, word = parts(), words[at]
    key = folded(word)
    if key in known.bare_honorifics:
        return at + 1 < len(words) - (0 if word.endswith(".") else 1)
    if key in known.dotted_honorifics and word.endswith("."):
        return at + 2 < len(words) and not (len(key) == 1 and at > 0)
    return False


def _trailing(words: list[str]) -> int:
    """How many degrees and decorations follow the name ("Juan Pérez, PhD", "Ana Wilkins MBE QC")."""
    taken = 0
    while len(words) - taken > 2 and _follows(words[-taken - 1], words[-taken - 2]):
        taken += 1
    return taken


def _follows(word: str, before: str) -> bool:
    known, key = parts(), folded(word)
    if before.endswith(","):
        return key in known.bare_honorifics or key in known.letters
    return key in known.letters and (word.isupper() or word[1:2].isupper()) and not before.isupper()


_QUOTED = re.compile(
    r"""\s*(?:"([^"]{2,30})"|“([^”]{2,30})”|«([^»]{2,30})»|(?<!\w)[‘']([^’']{2,30})[’'](?!\w)|\(([^()]{2,30})\)(?=\s*\w))\s*"""
)


_NUMBERED = re.compile(r"^\s*\d{1,4}\s*[.)\-–:]+\s*")
_FOOTNOTE = re.compile(r"\s*[*†‡¹²³⁴]+\s*$|\s*\(\*+\)\s*$")


class NameCell(NamedTuple):
    """A cell of a name column: the name itself, and what stood around it ("" where nothing did)."""

    name: str
    mark: str = ""
    remark: str = ""
    nickname: str = ""


@lru_cache(maxsize=32768)
def name_cell(text: str) -> NameCell:
    """The name in a cell, without a number before it, a mark or brackets after it, and a nickname in quotes."""
    if text.replace(" ", "").isalpha():
        return NameCell(text.strip())
    text, mark, remark, nickname = _NUMBERED.sub("", text), "", "", ""
    footnote = _FOOTNOTE.search(text)
    if footnote:
        text, mark = text[: footnote.start()], footnote[0].strip()
    if text.endswith(")") and "(" in text[1:]:
        text, _, remark = text[:-1].rpartition("(")
    quoted = _QUOTED.search(text)
    bare = f"{text[: quoted.start()]} {text[quoted.end() :]}".strip() if quoted else ""
    if quoted and sum(len(word) > 1 for word in bare.split()) > 1:
        text, nickname = bare, next(part for part in quoted.groups() if part).strip()
    return NameCell(text.strip() if any(c.isalpha() for c in text) else "", mark, remark, nickname)


def one_case(text: str) -> bool:
    """Is the whole text in capitals, or all small? (Two letters at least; initials tell nothing.)"""
    return (text.isupper() or text.islower()) and sum(c.isalpha() for c in text) > 2


def proper_case(text: str, country: str | None = None) -> str:
    """ "GARCÍA DE LA TORRE" → "García de la Torre", "D'ATTORRE" → "D'Attorre", "O'HIGGINS-DÍAZ" → "O'Higgins-Díaz".

    `country` (ISO code) decides where languages differ: "De Luca" in Italy, the dotless i of Turkish.
    """
    words = text.split()
    return " ".join(_cased(word, (i, len(words)), country) for i, word in enumerate(words))


_CAPITAL_PARTICLES = frozenset(("IT", "SM", "VN", "CN", "TW", "HK", "KR", "SG", "PH"))
"""Where "De" and "Do" are written with a capital, because they are part of the name or the name itself."""
_SCOTTISH = ("macdonald", "maccarthy", "macgregor", "mackenzie", "macleod", "macmillan", "macpherson", "macarthur")
_BETWEEN = frozenset(("y", "e", "i"))
_TURKISH = str.maketrans({"I": "ı", "İ": "i"})


def _cased(word: str, place: tuple[int, int], country: str | None = None) -> str:
    """`place`: which word of how many."""
    position, count = place
    if word.upper() in _ROMAN and position:
        return word.upper()
    key = folded(word)
    if key in _BETWEEN and len(word) == 1:
        return word.lower() if 0 < position < count - 1 else word.upper()
    if key in parts().small and "." not in word and country not in _CAPITAL_PARTICLES:
        return word.lower()
    return "".join(_piece(piece, country) for piece in _WORD_PIECES.split(word))


def _piece(piece: str, country: str | None = None) -> str:
    if country in ("TR", "AZ"):
        low = piece.translate(_TURKISH).lower()
        return ("İ" if low[:1] == "i" else low[:1].upper()) + low[1:]
    low = piece.replace("İ", "i").lower()
    if low.startswith("mc") and len(low) > 4:
        return "Mc" + low[2:].capitalize()
    if low in _SCOTTISH:
        return "Mac" + low[3:].capitalize()
    if low.startswith("ij") and len(low) > 3 and low[2] not in "aeiou":
        return "IJ" + low[2:]
    return low[:1].upper() + low[1:]


def family_case(text: str, country: str | None = None) -> str:
    """Only the words in capitals change: "ABRIGNANI" → "Abrignani"; "de LA TORRE" → "de la Torre"."""
    words = text.split()
    return " ".join(
        _cased(w, (i, len(words)), country) if w.isupper() and len(w) > 1 and not w.endswith(".") else w
        for i, w in enumerate(words)
    )
