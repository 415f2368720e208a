"""Countries by any name, code or nationality that a list gives them, and the countries that regions lie in."""

import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from exchange_desk.support.language import LANGUAGES, Language
from exchange_desk.support.regions import Region, regions_named
from exchange_desk.support.resources import resource
from exchange_desk.support.text import fold

_LISTED = "AR BO BR CL CO CR CU DO EC ES FR GT HN IT MX NI PA PE PT PY SV UY VE US CA BE CH DE GB AO MZ HT MA"
_WITH_REGIONS = frozenset(_LISTED.split())
"""Countries whose lists name regions; elsewhere a region's name is more likely something else."""
_LONGEST_CODE = 3
_WITH_CODES = frozenset(["US", "BR", "MX", "CA", "AU", "IT", "ES", "AR"])
"""Countries in whose lists the codes of regions stand by themselves in a column: TX, MG, Jal."""
_NO_CODES = frozenset(("si", "no", "s", "n", "ok", "x", "na", "n a", "yes", "nao", "oui", "non"))
_NEARLY_ALL, _ENOUGH = 0.8, 2
_MOST_TEXTS = 200


@cache
def _known() -> dict[str, Any]:
    return tomllib.loads(resource("places", "countries.toml").read_text(encoding="utf-8"))


@cache
def _names() -> dict[str, str]:
    """Folded name → code, from CLDR in four languages and resources/places."""
    found: dict[str, str] = {}
    for code in LANGUAGES:
        for country_code, name in Language(code).countries().items():
            found.setdefault(fold(name), country_code)
    for country_code, names in _known()["short"].items():
        found.update((name, country_code) for name in names)
    return found


@cache
def _further() -> dict[str, str]:
    """The same in languages that the desk does not speak."""
    return {name: code for code, names in _known()["further"].items() for name in names}


@cache
def _stems() -> tuple[tuple[str, str], ...]:
    pairs = [(stem, code) for code, stems in _known()["nationality"].items() for stem in stems]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _threes() -> dict[str, str]:
    return {three: code for code, threes in _known()["three"].items() for three in threes}


@lru_cache(maxsize=4096)
def country(text: str) -> str | None:
    """The ISO code of a country or nationality, in the desk's languages and some others; None when unknown."""
    key = fold(text)
    if len(key) == 2 and key.upper() in _names().values():
        return key.upper()
    found = _names().get(key) or _further().get(key) or (_threes().get(key) if text.isupper() else None)
    if found:
        return found
    for stem, code in _stems():
        if key.startswith(stem) and len(key) <= len(stem) + 4:
            return code
    return None


def country_named(text: str) -> str | None:
    """The country of which this is a name, not a code or a nationality."""
    return _names().get(fold(text))


def country_in(text: str) -> str | None:
    """A country named inside a title ("REPÚBLICA DE COLOMBIA", "Listado – Uruguay")."""
    words = fold(text).split()
    for size in (5, 4, 3, 2, 1):
        for start in range(len(words) - size + 1):
            found = _names().get(" ".join(words[start : start + size]))
            if found and (size > 1 or len(words[start]) > 4 or words[start] == "peru"):
                return found
    return None


@lru_cache(maxsize=4096)
def regions(text: str) -> tuple[Region, ...]:
    """The regions of that name in the countries whose lists name regions.

    Codes of up to three letters count for Brazil alone, where lists know them as names: elsewhere they are as well
    yes and no, a level or a sex.
    """
    short = len(fold(text)) <= _LONGEST_CODE
    return tuple(r for r in regions_named(text) if (r.country == "BR" if short else r.country in _WITH_REGIONS))


def region_countries(text: str) -> frozenset[str]:
    """The countries that have a first-level region of this name; empty: none we know."""
    return frozenset(region.country for region in regions(text))


def coded_lands(texts: Iterable[str], speech: str | None = "") -> frozenset[str]:
    """The countries whose codes of regions these texts are, the cells of one column: "TX", "OH", "CA" → US.

    Several where the codes leave it open (PA and SC are states of two countries). `speech`: the language of the
    headings; a single code counts only for the countries that speak it, None: for any.
    """
    distinct = dict.fromkeys(text.strip() for text in texts if text.strip())
    found = list(distinct)[:_MOST_TEXTS]
    if not any(is_code(text) for text in found) or all(fold(text) in _NO_CODES for text in found):
        return frozenset()
    votes = Counter(
        land for text in found for land in {r.country for r in regions_named(text) if r.country in _WITH_CODES}
    )
    least = _NEARLY_ALL * len(found)
    best = max(votes.values(), default=0)
    lands = frozenset(land for land, count in votes.items() if count >= least and count == best)
    if len(found) >= _ENOUGH or speech is None:
        return lands
    return frozenset(land for land in lands if speech in spoken_in(land))


def is_code(text: str) -> bool:
    """Has a text the form of a region's code: two or three letters, not all small?"""
    bare = text.replace(".", "").replace(" ", "")
    return 1 < len(bare) <= _LONGEST_CODE and bare.isalpha() and not bare.islower()


def region_codes(text: str, lands: Iterable[str] = ()) -> frozenset[str]:
    """The codes of the regions that a cell names (country and GeoNames' own). `lands`: where abbreviations count."""
    found = regions(text)
    if not found and is_code(text):
        found = tuple(region for region in regions_named(text) if region.country in lands)
    return frozenset(region.code for region in found)


@cache
def spoken_in(land: str) -> frozenset[str]:
    """The languages (ISO 639-1) of a country's offices."""
    from babel.languages import get_official_languages

    return frozenset(get_official_languages(land, de_facto=True))
