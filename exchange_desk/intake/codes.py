"""Short codes and words with a fixed meaning: sex, languages and their levels."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from exchange_desk.intake.words import by_word, words
from exchange_desk.support.language import LANGUAGES, Language
from exchange_desk.support.text import fold

_SIGNS = {"♀": "female", "♂": "male"}
NUMBERS = ("1", "2")


def meaning_of_m(values: Iterable[str]) -> tuple[str | None, str]:
    """What "M" stands for in a column, and the value that tells: beside H a woman, beside F a man.

    None where only M is there, or both.
    """
    present = {fold(value): value for value in values}
    women, men = (sorted(present.keys() & words("beside_m", meaning)) for meaning in ("woman", "man"))
    if bool(women) == bool(men):
        return None, ""
    return ("female", present[women[0]]) if women else ("male", present[men[0]])


def read_sex(text: str, m_means: str | None) -> str | None:
    """female, male or other; None for anything else, also for M, 1 and 2 while nobody knows what they mean.

    `m_means`: what M stands for in the column, or 1 where numbers are written.
    """
    key = fold(text)
    if key in ("m", "1"):
        return m_means
    if key == "2":
        return {"female": "male", "male": "female"}.get(m_means or "")
    return _SIGNS.get(text.strip()) or by_word("sex").get(key)


def is_sex(text: str) -> bool:
    key = fold(text)
    return key == "m" or key in by_word("sex") or text.strip() in _SIGNS


LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")

_CEFR = re.compile(r"\b([ABC][12])\b", re.IGNORECASE)
_PART = re.compile(r"^\s*(\d{1,2})\s*/\s*(5|10|20)\s*$")
_POINTS = re.compile(r"(\d{1,3})(?:[ .,](5))?\b")
_EXAMS = {"ket": "A2", "pet": "B1", "fce": "B2", "cae": "C1", "cpe": "C2"}
_TOEFL_PAPER = ((627, "C1"), (543, "B2"), (460, "B1"), (337, "A2"))
_TESTS: dict[str, tuple[tuple[float, str], ...]] = {
    "toefl": ((114, "C2"), (95, "C1"), (72, "B2"), (42, "B1"), (1, "A2")),
    "ielts": ((8.5, "C2"), (7, "C1"), (5.5, "B2"), (4, "B1"), (1, "A2")),
    "toeic": ((945, "C1"), (785, "B2"), (550, "B1"), (225, "A2")),
    **dict.fromkeys(_EXAMS, ()),
}
_PERCENT = re.compile(r"(\d{1,3})\s*%")


@dataclass(frozen=True, slots=True)
class ReadLevel:
    """`level`: a CEFR level, "native" or "" (speaks it, level unknown); None: does not speak it, or not understood."""

    level: str | None
    approximate: bool = False
    understood: bool = True


@lru_cache(maxsize=4096)
def read_level(text: str) -> ReadLevel:
    """A level as lists write it; adjectives, percentages and points become approximate levels, never certified ones."""
    key = fold(text)
    if key in words("level", "none") or key.startswith(("no tiene", "no habla", "sin ")):
        return ReadLevel(None)
    exact = _CEFR.findall(text)
    if exact:
        return ReadLevel(min(level.upper() for level in exact), len(set(exact)) > 1)
    percent = _PERCENT.search(text)
    if percent:
        return ReadLevel(_of_percent(int(percent[1])), True)
    points = _of_test(key) or _of_share(text)
    if points:
        return ReadLevel(points, True)
    for word in (key, *key.split()):
        level = by_word("level").get(word, "")
        if level in LEVELS:
            return ReadLevel(level, level != "native")
    if key in words("level", "yes") or "✓" in text or "✔" in text:
        return ReadLevel("", True)
    return ReadLevel(None, understood=not key)


def _of_share(text: str) -> str | None:
    """ "7/10", or a number above 10 alone, as a share of 100."""
    part = _PART.match(text)
    if part and 0 < int(part[1]) <= int(part[2]):
        return _of_percent(100 * int(part[1]) // int(part[2]))
    alone = text.strip()
    return _of_percent(int(alone)) if alone.isdecimal() and 10 < int(alone) <= 100 else None


def _of_test(key: str) -> str | None:
    """The level that the points of a known test stand for (the makers' own tables); "" where too few for any."""
    for name, steps in _TESTS.items():
        if name not in key.split():
            continue
        points = _POINTS.search(key.replace(name, " ", 1))
        if not steps:
            return _EXAMS[name]
        number = float(f"{points[1]}.{points[2] or 0}") if points else 0.0
        if name == "toefl" and number > 120:
            steps = _TOEFL_PAPER
        return next((level for least, level in steps if number >= least), None) if points else None
    return None


def _of_percent(percent: int) -> str | None:
    if percent <= 0:
        return None
    for least, level in ((95, "C2"), (80, "C1"), (65, "B2"), (45, "B1"), (25, "A2")):
        if percent >= least:
            return level
    return "A1"


_SPOKEN = (
    "es",
    "pt",
    "fr",
    "en",
    "it",
    "de",
    "ca",
    "gl",
    "eu",
    "zh",
    "ja",
    "ko",
    "ru",
    "ar",
    "qu",
    "ay",
    "gn",
    "nl",
    "el",
    "tr",
    "he",
    "pl",
    "ro",
    "sv",
    "no",
    "da",
    "fi",
    "cs",
    "hu",
    "uk",
    "hi",
    "ht",
    "nah",
)
_ALSO = {
    "castellano": "es",
    "castelhano": "es",
    "castillan": "es",
    "brasileno": "pt",
    "mandarin": "zh",
    "chino mandarin": "zh",
    "quichua": "qu",
    "kichwa": "qu",
    "valenciano": "ca",
    "euskera": "eu",
    "vasco": "eu",
    "nahuatl": "nah",
    "creole": "ht",
}


@cache
def _languages() -> dict[str, str]:
    found: dict[str, str] = {}
    for code in (*LANGUAGES,):
        for spoken in _SPOKEN:
            name = Language(code).language(spoken)
            found[fold(name)] = spoken
    from babel import Locale

    for own in ("it", "de", "ca"):
        names = Locale.parse(own).languages
        found.update({fold(str(names[s])): s for s in _SPOKEN if s in names})
    return found | _ALSO


def language(text: str) -> str | None:
    """The code of a language by its name in any of the languages we read; None when it is none."""
    return _languages().get(fold(text))


@lru_cache(maxsize=4096)
def read_languages(text: str) -> tuple[tuple[tuple[str, ReadLevel], ...], str]:
    """ "Inglés 80 %, Portugués básico" → each language with its level, and the part that was not understood."""
    pieces = [
        p
        for p in re.split(r"[,;\n]|\s+/\s+|\s+[ye]\s+|\s+et\s+|\s+and\s+|(?<=%)\s+(?=[A-Za-zÀ-ÿ]{4})", text)
        if p.strip()
    ]
    found: list[tuple[str, ReadLevel]] = []
    rest: list[str] = []
    for piece in pieces:
        parts = [p for p in re.split(r"/(?=[A-Za-zÀ-ÿ]{4}|[A-Z]{2,3}[ :])", piece) if p.strip()]
        for part in parts:
            _one_language(part, found, rest)
    return tuple(found), " ".join(rest)


_CODED = re.compile(r"([A-Z]{2,3})\b\.?[\s:=(-]*(.+)")
_THREE = {"ENG": "en", "ING": "en", "SPA": "es", "ESP": "es", "FRA": "fr", "FRE": "fr", "POR": "pt", "ITA": "it"}
_THREE |= {"DEU": "de", "GER": "de", "ALE": "de", "CAT": "ca", "CHI": "zh", "JPN": "ja", "RUS": "ru", "ARA": "ar"}
_NO_CODES = frozenset(("no", "da", "he", "el"))
"""Codes of languages that are words as well."""


def _by_code(piece: str) -> tuple[str, ReadLevel] | None:
    """ "EN C1", "FRA: B2": a code in capitals with a level behind it."""
    found = _CODED.fullmatch(piece.strip(" ()-"))
    code = _THREE.get(found[1]) or found[1].lower() if found else ""
    if not found or code not in _SPOKEN or code in _NO_CODES:
        return None
    level = read_level(found[2].strip(" )"))
    return (code, level) if level.understood else None


def _one_language(piece: str, found: list[tuple[str, ReadLevel]], rest: list[str]) -> None:
    pieces = fold(piece).split()
    named = next((i for i, word in enumerate(pieces) if word in _languages()), None)
    coded = _by_code(piece) if named is None else None
    if coded:
        found.append(coded)
        return
    if named is None:
        if found and read_level(piece).understood:
            found[-1] = (found[-1][0], read_level(piece))
        else:
            rest.append(piece.strip())
        return
    others = " ".join(pieces[:named] + pieces[named + 1 :])
    percent = _PERCENT.search(piece)
    level = read_level(percent[0] if percent else others.upper()) if percent or others else ReadLevel("", True)
    found.append((_languages()[pieces[named]], level if level.understood else ReadLevel("", True)))
