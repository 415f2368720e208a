"""Short codes and words with a fixed meaning: sex, languages and their levels."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from exchange_desk.support.language import LANGUAGES, Language
from exchange_desk.support.text import fold

_SEX_WORDS = {
    "female": "mujer femenino femenina f fem female feminino feminina mulher femme feminin woman weiblich femmina donna dona sra",
    "male": "hombre masculino masculina masc male homem homme masculin man h mannlich maschio uomo home varon v sr",
    "other": "otro otra other outro outra autre x nb no binario nao binario non binaire nonbinary no binaria otre",
}
_SEX = {word: sex for sex, words in _SEX_WORDS.items() for word in words.split()}
_SEX |= {"no binario": "other", "nao binario": "other", "non binaire": "other", "no binaria": "other"}
for _ambiguous in ("no", "nao", "non"):
    _SEX.pop(_ambiguous, None)
_WOMAN = frozenset(("h", "hombre", "homme", "homem"))
_MAN = frozenset(("f", "fem", "femenino", "female", "feminino", "femme"))


def meaning_of_m(values: Iterable[str]) -> str | None:
    """What "M" stands for in a column: beside H a woman, beside F a man; None when only M is there."""
    present = {fold(value) for value in values}
    if present & _WOMAN and not present & _MAN:
        return "female"
    if present & _MAN and not present & _WOMAN:
        return "male"
    return None


def read_sex(text: str, m_means: str | None) -> str | None:
    """female, male or other; None for anything else, also for "M" while nobody knows what it means."""
    key = fold(text)
    return m_means if key == "m" else _SEX.get(key)


def is_sex(text: str) -> bool:
    key = fold(text)
    return key == "m" or key in _SEX


LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")

_CEFR = re.compile(r"\b([ABC][12])\b", re.IGNORECASE)
_PERCENT = re.compile(r"(\d{1,3})\s*%")
_LEVEL_WORDS = {
    "native": "nativo nativa native materna materno lengua materna langue maternelle maternelle mother tongue bilingue bilingual maternal madrelingua muttersprache",
    "C1": "avanzado avanzada avancado avancada advanced avance avancee fluido fluente fluent courant couramment excelente excellent alto fluida proficiente muy bueno muy bien fluency dominio proficient superior tres bon",
    "B1": "intermedio intermedia intermediario intermediate intermediaire medio media regular bueno buena bom boa bon good moyen conversacional independiente moderate mediano bien bem",
    "A2": "basico basica basic elemental elementar elementaire notions nociones nocoes debutant beginner principiante poco bajo scolaire minimo iniciante elementary limited leitura lectura",
}
_WORD_LEVEL = {word: level for level, words in _LEVEL_WORDS.items() for word in words.split()}
for _loose in ("lengua", "langue", "mother", "muy", "tres", "tongue", "dominio"):
    _WORD_LEVEL.pop(_loose, None)
_NONE = frozenset(("no", "ninguno", "ninguna", "nao", "none", "non", "aucun", "0", "nada", "nulo", "no habla"))
_YES = frozenset(("si", "x", "yes", "sim", "oui", "ok", "s", "y"))


@dataclass(frozen=True, slots=True)
class ReadLevel:
    """`level`: a CEFR level, "native" or "" (speaks it, level unknown); None: does not speak it, or not understood."""

    level: str | None
    approximate: bool = False
    understood: bool = True


@lru_cache(maxsize=4096)
def read_level(text: str) -> ReadLevel:
    """A level as lists write it; adjectives and percentages become approximate levels, never certified ones."""
    key = fold(text)
    if key in _NONE or key.startswith(("no tiene", "no habla", "sin ")):
        return ReadLevel(None)
    exact = _CEFR.findall(text)
    if exact:
        return ReadLevel(min(level.upper() for level in exact), len(set(exact)) > 1)
    percent = _PERCENT.search(text)
    if percent:
        return ReadLevel(_of_percent(int(percent[1])), True)
    for word in key.split():
        if word in _WORD_LEVEL:
            level = _WORD_LEVEL[word]
            return ReadLevel(level, level != "native")
    if key in _YES or "✓" in text or "✔" in text:
        return ReadLevel("", True)
    return ReadLevel(None, understood=not key)


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
        parts = [p for p in re.split(r"/(?=[A-Za-zÀ-ÿ]{4})", piece) if p.strip()]
        for part in parts:
            _one_language(part, found, rest)
    return tuple(found), " ".join(rest)


def _one_language(piece: str, found: list[tuple[str, ReadLevel]], rest: list[str]) -> None:
    words = fold(piece).split()
    named = next((i for i, word in enumerate(words) if word in _languages()), None)
    if named is None:
        if found and read_level(piece).understood:
            found[-1] = (found[-1][0], read_level(piece))
        else:
            rest.append(piece.strip())
        return
    others = " ".join(words[:named] + words[named + 1 :])
    percent = _PERCENT.search(piece)
    if percent:
        level = read_level(percent[0])
    else:
        level = read_level(others.upper()) if others else ReadLevel("", True)
    found.append((_languages()[words[named]], level if level.understood else ReadLevel("", True)))
