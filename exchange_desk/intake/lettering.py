"""The lettering of names: treatments taken off, capitals put right. Words are never changed otherwise."""

import re

from exchange_desk.intake.lexicon import folded, parts

_WORD_PIECES = re.compile(r"([-'’./ ]+)")
_ROMAN = frozenset({"II", "III", "IV", "VI", "VII"})


def take_honorific(text: str) -> tuple[str, str]:
    """("Lic.", "Ana Pérez") from "Lic. Ana Pérez"; the first part is "" where there is no treatment.

    At least two words stay: a person called "Emb" would keep the name.
    """
    words = text.replace(".", ". ").split() if re.search(r"\.\w", text) else text.split()
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
    """1 when a degree follows the name after a comma ("Juan Pérez, PhD")."""
    if len(words) > 2 and words[-2].endswith(",") and folded(words[-1]) in parts().bare_honorifics:
        return 1
    return 0


def one_case(text: str) -> bool:
    """Is the whole text in capitals, or all small? (Two letters at least; initials tell nothing.)"""
    return (text.isupper() or text.islower()) and sum(c.isalpha() for c in text) > 2


def proper_case(text: str) -> str:
    """ "GARCÍA DE LA TORRE" → "García de la Torre", "D'ATTORRE" → "D'Attorre", "O'HIGGINS-DÍAZ" → "O'Higgins-Díaz"."""
    return " ".join(_cased(word, i) for i, word in enumerate(text.split()))


def _cased(word: str, position: int) -> str:
    if word.upper() in _ROMAN and position:
        return word.upper()
    if folded(word) in parts().small and "." not in word:
        return word.lower()
    return "".join(_piece(piece) for piece in _WORD_PIECES.split(word))


def _piece(piece: str) -> str:
    low = piece.lower()
    if low.startswith("mc") and len(low) > 4:
        return "Mc" + low[2:].capitalize()
    return low[:1].upper() + low[1:]


def family_case(text: str) -> str:
    """Only the words in capitals change: "ABRIGNANI" → "Abrignani"; "de LA TORRE" → "de la Torre"."""
    return " ".join(
        _cased(w, i) if w.isupper() and len(w) > 1 and not w.endswith(".") else w for i, w in enumerate(text.split())
    )
