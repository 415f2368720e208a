"""Countries by any name, code or nationality that a list gives them, and the countries that regions lie in."""

import tomllib
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
def _stems() -> tuple[tuple[str, str], ...]:
    pairs = [(stem, code) for code, stems in _known()["nationality"].items() for stem in stems]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _threes() -> dict[str, str]:
    return {three: code for code, threes in _known()["three"].items() for three in threes}


@lru_cache(maxsize=4096)
def country(text: str) -> str | None:
    """The ISO code of a country or nationality written in one of the desk's languages; None when unknown."""
    key = fold(text)
    if len(key) == 2 and key.upper() in _names().values():
        return key.upper()
    found = _names().get(key) or (_threes().get(key) if text.isupper() else None)
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
