"""Countries, regions and cities by any name a list gives them."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from exchange_desk.intake.directory import KnownCity
from exchange_desk.intake.lexicon import givenness
from exchange_desk.support.language import LANGUAGES, Language
from exchange_desk.support.resources import resource
from exchange_desk.support.text import clean, fold

_SUFFIX = re.compile(r"\s*(?:[-–/,(]\s*[^-–/,()]{2,30}\)?|\s+\([^)]*\))\s*$")
_SIMILAR = 88


@cache
def _countries() -> dict[str, str]:
    """Folded name → code, from CLDR in four languages, the codes themselves and resources/places."""
    found: dict[str, str] = {}
    for code in LANGUAGES:
        for country, name in Language(code).countries().items():
            found.setdefault(fold(name), country)
    known = tomllib.loads(resource("places", "countries.toml").read_text(encoding="utf-8"))
    for country, names in known["short"].items():
        found.update((name, country) for name in names)
    return found


@cache
def _stems() -> tuple[tuple[str, str], ...]:
    known = tomllib.loads(resource("places", "countries.toml").read_text(encoding="utf-8"))
    pairs = [(stem, country) for country, stems in known["nationality"].items() for stem in stems]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


_THREE = {
    "mex": "MX",
    "col": "CO",
    "per": "PE",
    "ecu": "EC",
    "ury": "UY",
    "uru": "UY",
    "arg": "AR",
    "bra": "BR",
    "chl": "CL",
    "chi": "CL",
    "bol": "BO",
    "pry": "PY",
    "par": "PY",
    "ven": "VE",
    "cri": "CR",
    "gtm": "GT",
    "hnd": "HN",
    "slv": "SV",
    "nic": "NI",
    "pan": "PA",
    "cub": "CU",
    "dom": "DO",
    "esp": "ES",
    "fra": "FR",
    "prt": "PT",
    "por": "PT",
    "ita": "IT",
    "deu": "DE",
    "gbr": "GB",
    "usa": "US",
    "can": "CA",
    "bel": "BE",
}


@lru_cache(maxsize=4096)
def country(text: str) -> str | None:
    """The ISO code of a country or nationality written in one of the desk's languages; None when unknown."""
    key = fold(text)
    if len(key) == 2 and key.upper() in _countries().values():
        return key.upper()
    found = _countries().get(key) or _THREE.get(key)
    if found:
        return found
    for stem, code in _stems():
        if key.startswith(stem) and len(key) <= len(stem) + 4:
            return code
    return None


def country_in(text: str) -> str | None:
    """A country named inside a title ("REPÚBLICA DE COLOMBIA", "Listado – Uruguay")."""
    words = fold(text).split()
    for size in (5, 4, 3, 2, 1):
        for start in range(len(words) - size + 1):
            found = _countries().get(" ".join(words[start : start + size]))
            if found and (size > 1 or len(words[start]) > 4 or words[start] == "peru"):
                return found
    return None


@cache
def _regions() -> dict[str, frozenset[str]]:
    known = tomllib.loads(resource("places", "regions.toml").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = defaultdict(set)
    for code, names in known.items():
        for name in names:
            found[fold(name)].add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def region_countries(text: str) -> frozenset[str]:
    """The countries that have a first-level region of this name; empty: none we know."""
    return _regions().get(fold(text), frozenset())


@cache
def shipped_cities() -> tuple[KnownCity, ...]:
    """The cities that ship with the program (resources/places/cities.toml)."""
    known = tomllib.loads(resource("places", "cities.toml").read_text(encoding="utf-8"))
    return tuple(KnownCity(None, c["name"], c["country"], tuple(c["names"])) for c in known["city"])


@cache
def _city_names() -> frozenset[str]:
    return frozenset(fold(name) for city in shipped_cities() for name in (city.name, *city.names))


def is_city_alone(text: str) -> bool:
    """Is a text that stands alone in its line a city ("Quito"), and not more likely somebody's name ("Mercedes")?"""
    key = fold(text)
    return key in _city_names() and all(givenness(word) < 2 for word in key.split())


def new_city_name(text: str) -> str:
    """How a city that nobody knows yet is to be called: without "Municipalidad de", but "Ciudad Juárez" as it is."""
    first = fold(text).split()[:1]
    return text if first and first[0] in _governments()["own"] else city_name(text)


@cache
def _governments() -> dict[str, list[str]]:
    return tomllib.loads(resource("places", "governments.toml").read_text(encoding="utf-8"))


@cache
def _government() -> re.Pattern[str]:
    """How the names of city governments begin, up to the city itself (resources/places/governments.toml)."""
    titles, kinds, of = ("|".join(_governments()[key]) for key in ("titles", "words", "of"))
    return re.compile(rf"^(?:(?:(?:{titles}) )?(?:{kinds})\b(?: (?:{of})\b)?\s*)+", re.IGNORECASE)


def city_name(text: str) -> str:
    """The city in a government's name: "Municipalidad de Rosario" → "Rosario"; the text itself if there is none."""
    found = _government().match(text)
    bare = text[found.end() :].strip(" .,-–") if found else text
    return bare if len(bare) > 2 else text


@dataclass(frozen=True, slots=True)
class CityFound:
    """`cities`: one: it is that; several: homonyms; none: unknown, and `similar` are near ones."""

    cities: tuple[KnownCity, ...] = ()
    similar: tuple[KnownCity, ...] = ()


class Gazetteer:
    """Finds cities among those of the desk and, behind them, those that ship with the program."""

    def __init__(self, known: Sequence[KnownCity]) -> None:
        self._by_name: dict[str, list[KnownCity]] = defaultdict(list)
        mine = {(fold(city.name), city.country) for city in known}
        others = [city for city in shipped_cities() if (fold(city.name), city.country) not in mine]
        shipped = {(fold(c.name), c.country): c.names for c in shipped_cities()}
        for city in (*known, *others):
            more = shipped.get((fold(city.name), city.country), ())
            for name in dict.fromkeys(fold(n) for n in (city.name, *city.names, *more)):
                self._by_name[name].append(city)
        self._found: dict[tuple[str, str | None], CityFound] = {}

    def find(self, text: str, country_hint: str | None) -> CityFound:
        """The city a text means. `country_hint` decides between homonyms when it can."""
        key = (text, country_hint)
        if key not in self._found:
            self._found[key] = self._look(clean(text), country_hint)
        return self._found[key]

    def known(self, text: str) -> bool:
        """Is this exactly one of the names on record? (For titles and sheet names, where nothing near counts.)"""
        return fold(text) in self._by_name

    def _look(self, text: str, country_hint: str | None) -> CityFound:
        bare = city_name(text)
        for name in dict.fromkeys((text, bare, _SUFFIX.sub("", text), _SUFFIX.sub("", bare), bare.split(",")[0])):
            cities = self._by_name.get(fold(name))
            if cities:
                return CityFound(self._nearest(cities, text, country_hint))
        near = process.extract(fold(bare), list(self._by_name), scorer=fuzz.ratio, limit=3, score_cutoff=_SIMILAR)
        similar = [city for name, _, _ in near for city in self._by_name[name] if len(name) > 4]
        return CityFound(similar=tuple(dict.fromkeys(similar)))

    def _nearest(self, cities: list[KnownCity], text: str, hint: str | None) -> tuple[KnownCity, ...]:
        """One city where the text itself, the hint or the desk decides between homonyms."""
        named = country_in(text)
        for wanted in (named, hint):
            here = [city for city in cities if wanted and city.country == wanted]
            if len(here) == 1:
                return (here[0],)
        own = [city for city in cities if city.id is not None]
        return (own[0],) if len(own) == 1 and hint is None else tuple(dict.fromkeys(cities))
