"""The words of a person's name as they are compared: folded, abbreviations written out, forms of one name known.

Data in resources/names: parts.toml (particles, abbreviations), forms.toml (short forms, the same name in other
languages, generations), common.tsv (how common words are), words.tsv (words that are names at all).
"""

import re
import tomllib
from functools import cache, lru_cache
from typing import Any, NamedTuple

from anyascii import anyascii

from exchange_desk.support.resources import resource
from exchange_desk.support.text import fold

RAREST = 12
"""Bits of a word that is not in the list of common words: less than one person in 2,000 bears it."""

_EAST_ASIAN = re.compile("[\u3400-\u9fff\uac00-\ud7af\u3040-\u30ff]{2,}")
_WITHOUT_VOWELS = re.compile("[\u0590-\u06ff]+")
_VOWEL = re.compile("[aeiou]")
_MOST_MEANINGS = 3


class NameWords(NamedTuple):
    """The words of a name in alphabetical order, without particles; `generation`: 2 for "Jr.", 0 where none is said."""

    words: tuple[str, ...]
    generation: int = 0


@lru_cache(maxsize=65_536)
def words_of(name: str) -> NameWords:
    """The words by which a whole name is compared; a name of particles alone keeps them.

    >>> words_of("Mª José de la Torre Ibarra")
    NameWords(words=('ibarra', 'jose', 'maria', 'torre'), generation=0)
    >>> words_of("João Silva Filho")
    NameWords(words=('joao', 'silva'), generation=2)
    """
    data = _data()
    abbreviations, small = data["abbreviations"], data["small"]
    written = [abbreviations.get(word, word) for part in _spelt(name).split() for word in _folded(part).split()]
    kept = [word for word in written if word not in small] or written
    generation = 0
    if len(kept) > 2:
        told = [data["generations"].get(word, 0) for word in kept[1:]]
        generation = max(told)
        kept = [kept[0], *(word for word, number in zip(kept[1:], told, strict=True) if not number)]
    return NameWords(tuple(sorted(kept)), generation)


def _spelt(name: str) -> str:
    """Names in Chinese, Japanese or Korean letters: the family name, a blank, the given name as one word.

    In Arabic and Hebrew ones: each word as one, although a letter of it has none of ours.
    """
    if name.isascii():
        return name
    name = _WITHOUT_VOWELS.sub(lambda found: anyascii(found[0]).replace("`", ""), name)
    return _EAST_ASIAN.sub(lambda found: f" {anyascii(found[0][0])} {anyascii(found[0][1:])} ", name)


@lru_cache(maxsize=65_536)
def meanings(word: str) -> frozenset[str]:
    """The full names a folded word may stand for, each in the form that is compared: Toni, Antonio and Antonia.

    >>> sorted(meanings("toni"))
    ['antonia', 'antonio', 'toni']
    """
    data = _data()
    full = (word, *data["short"].get(word, ()))
    return frozenset(data["same"].get(each, each) for each in full)


def is_short_form(word: str) -> bool:
    """Is the folded word a short form of another name?"""
    return word in _data()["short"]


@lru_cache(maxsize=65_536)
def rarity(word: str) -> int:
    """How rare a word of names is, in bits: 3 for "maria", 12 for a word that is not common anywhere."""
    return _common().get(word, RAREST)


def givenness(word: str) -> int | None:
    """How much a folded word is a given name (9) or a family name (-9); None: it is no name that is known."""
    return _known().get(word)


@lru_cache(maxsize=65_536)
def codes(word: str) -> tuple[str, ...]:
    """What a word sounds like, for each name it may stand for: words of one code may be one word spelt otherwise.

    >>> codes("velasquez") == codes("belazques")
    True
    """
    found = {sound(each) for each in meanings(word)}
    if lacks_vowels(word):
        found |= {f"a{code}" for code in found}
    return tuple(sorted(found, key=lambda code: (len(code), code)))[:_MOST_MEANINGS]


@lru_cache(maxsize=65_536)
def lacks_vowels(word: str) -> bool:
    """Is the word out of a script that writes no vowels ("mhmd")?"""
    return len(word) > 1 and not _VOWEL.search(word)


@lru_cache(maxsize=65_536)
def has_other_forms(word: str) -> bool:
    """May the folded word be one that looks quite different: a short form, another language, another script?"""
    data = _data()
    return word in data["formed"] or lacks_vowels(word)


def begins_joined(word: str) -> bool:
    """Is the folded word a given name that is often written as one with the next?"""
    return word in _data()["joined"]


def _compiled(*changes: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), to) for pattern, to in changes)


_SPELLINGS = _compiled(
    ("ph", "f"),
    ("t?s?ch|sh|cz|sz|tx", "x"),
    ("g(?=[eiy])", "j"),
    ("gu(?=[eiy])", "g"),
    ("qu?|c(?![eiy])|k", "k"),
    ("[vw]", "b"),
    ("[czs]|tz", "s"),
    ("h", ""),
    ("y", "i"),
    (r"(.)\1+", r"\1"),
)
_CONSONANTS = _compiled((r"^[aeiou]+", "a"), (r"(?<!^)[aeiou]", ""), (r"(.)\1+", r"\1"))
_LETTERS = 6


@lru_cache(maxsize=65_536)
def spelling(word: str) -> str:
    """A folded word as it would be spelt if each sound had one letter: b and v, s, c and z, k and qu are confused in
    Spanish, Portuguese, Catalan and French; h and double letters count for nothing.

    >>> spelling("anna"), spelling("etxeberria")
    ('ana', 'exeberia')
    """
    for pattern, to in _SPELLINGS:
        word = pattern.sub(to, word)
    return word


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """The consonants of a word as it is spelt simply; of a vowel at the beginning only that there is one.

    >>> sound("echeverria"), sound("etxeberria")
    ('axbr', 'axbr')
    """
    word = spelling(word)
    for pattern, to in _CONSONANTS:
        word = pattern.sub(to, word)
    return word[:_LETTERS]


def is_office(mail: str) -> bool:
    """Does an e-mail address belong to an office ("info@…") and not to a person?"""
    start = re.split(r"[@.+_\d-]", mail, maxsplit=1)[0].casefold()
    return start in _data()["office"] or mail.partition("@")[0].casefold() in _data()["office"]


@cache
def recipe() -> str:
    """What keys are made by: the data files, joined. Another text, and keys that were kept are made anew."""
    return "".join(resource("names", name).read_text(encoding="utf-8") for name in ("parts.toml", "forms.toml"))


@cache
def _data() -> dict[str, Any]:
    parts = tomllib.loads(resource("names", "parts.toml").read_text(encoding="utf-8"))
    forms = tomllib.loads(resource("names", "forms.toml").read_text(encoding="utf-8"))
    short: dict[str, list[str]] = {}
    for full, listed in forms["short"].items():
        for word in listed:
            short.setdefault(word, []).append(full)
    same = {word: first for first, listed in forms["same"].items() for word in listed}
    return {
        "formed": frozenset((*short, *forms["short"], *same, *forms["same"])),
        "abbreviations": parts["abbreviations"],
        "small": frozenset((*parts["particles"], *parts["joiners"])),
        "short": short,
        "same": same,
        "generations": forms["generations"],
        "joined": frozenset(forms["joined"]["first"]),
        "office": frozenset(forms["office"]["mail"]),
    }


@cache
def _common() -> dict[str, int]:
    return _numbered("common.tsv")


@cache
def _known() -> dict[str, int]:
    return _numbered("words.tsv")


def _numbered(file: str) -> dict[str, int]:
    """Words that stand in a file behind a number, one line for each number."""
    found: dict[str, int] = {}
    for line in resource("names", file).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            number, _, listed = line.partition("\t")
            found.update(dict.fromkeys(listed.split(), int(number)))
    return found


_folded = lru_cache(maxsize=65_536)(fold)
