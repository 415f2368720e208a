"""What a text says besides a city's name: its government, its state, its country."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, product
from typing import Any

from exchange_desk.intake.countries import country
from exchange_desk.intake.directory import KnownCity
from exchange_desk.intake.lexicon import givenness, is_name_word
from exchange_desk.intake.words import begins, words
from exchange_desk.support.regions import regions_named
from exchange_desk.support.resources import resource
from exchange_desk.support.text import fold
from exchange_desk.support.world import world

_BETWEEN = re.compile(r"\s*[,/|;()\[\]]\s*|\s+[-–—]\s+")
_TIGHT = re.compile(r"\s*[-–—]\s*")
_LONGEST_END = 4
_MOST_FORMS = 12
_CITY = 50_000


@cache
def shipped_cities() -> tuple[KnownCity, ...]:
    """The cities that ship with the program (resources/places/cities.toml)."""
    known = tomllib.loads(resource("places", "cities.toml").read_text(encoding="utf-8"))
    return tuple(KnownCity(None, c["name"], c["country"], tuple(c["names"])) for c in known["city"])


@cache
def _shipped_names() -> frozenset[str]:
    return frozenset(fold(name) for city in shipped_cities() for name in (city.name, *city.names))


def is_city_alone(text: str) -> bool:
    """Is a text that stands alone in its line a city ("Quito"), and not more likely somebody's name ("Mercedes")?"""
    key = fold(text)
    if key in _shipped_names():
        return all(givenness(word) < 2 for word in key.split())
    return is_town(text, _CITY)


def is_town(text: str, people: int, country: str = "") -> bool:
    """Is this the own name of a place of so many people (of the country), and neither somebody's name nor an office?"""
    key = fold(text)
    if is_no_city(text) or len(key) < 4 or all(is_name_word(word) for word in key.split()):
        return False
    found = world().named(key)
    return any(p.population >= people and country in ("", p.country) and fold(p.name) == key for p in found)


@cache
def governments() -> dict[str, Any]:
    """The words of resources/places/governments.toml."""
    return tomllib.loads(resource("places", "governments.toml").read_text(encoding="utf-8"))


@cache
def _lands() -> tuple[tuple[str, frozenset[str]], ...]:
    """How a government begins → the countries that call theirs so, the longest first."""
    found = [(f"{form} ", frozenset(codes)) for form, codes in governments()["lands"].items()]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def countries_by_form(text: str) -> frozenset[str]:
    """The countries in which a government is called so: "Prefeitura de …" is in Brazil. Empty: nothing is said."""
    keys = (fold(text), fold(_titles().sub("", text)))
    return next((codes for form, codes in _lands() for key in keys if key.startswith(form)), frozenset())


def is_no_city(text: str) -> bool:
    """ "Finanzas", "Dirección de Cultura", "Capital": never a city of the world by itself."""
    key = fold(text)
    if len(key) < 3 or key in governments()["not_a_city"] or begins(key, "office", "unit"):
        return True
    if all(word in governments()["matters"] for word in key.split()):
        return True
    return not words("office", "never_name").isdisjoint(key.split())


@cache
def _titles() -> re.Pattern[str]:
    """What stands in honour before a government ("H.", "Excmo.", "Muy Ilustre")."""
    return re.compile(rf"^(?:(?:{'|'.join(governments()['titles'])})\s+)+", re.IGNORECASE)


@cache
def _ends() -> re.Pattern[str]:
    ends, between = ("|".join(governments()[key]) for key in ("ends", "between"))
    return re.compile(rf"\s+(?P<between>(?:(?:{between})\s+)*)(?:{ends})$", re.IGNORECASE)


def _before_the_end(text: str) -> Iterator[str]:
    """ "Mexico City Council" → "Mexico City", "Mexico"; "Kisumu County Government" → "Kisumu County", "Kisumu"."""
    found = _ends().search(text)
    name = text[: found.start()] if found else ""
    between = found["between"].split() if found else []
    for kept in range(len(between), -1, -1):
        if len(name) > 2:
            yield " ".join([name, *between[:kept]])


@cache
def _government() -> re.Pattern[str]:
    """How the names of city governments begin, up to the city itself (resources/places/governments.toml)."""
    titles, kinds, of = ("|".join(governments()[key]) for key in ("titles", "words", "of"))
    return re.compile(rf"^(?:(?:(?:{titles})\s+)*(?:{kinds})\b(?: (?:{of})\b|\s+d['’])?\s*)+", re.IGNORECASE)


def city_name(text: str) -> str:
    """The city in a government's name: "Municipalidad de Rosario" → "Rosario"; the text itself if there is none."""
    found = _government().match(text)
    if found and text[found.end() : found.end() + 1] in (",", "("):
        return text
    bare = text[found.end() :].strip(" .,-–") if found else text
    return bare if len(bare) > 2 else text


def new_city_name(text: str) -> str:
    """How a city that nobody knows yet is to be called: without "Municipalidad de", but "Ciudad Juárez" as it is."""
    first = fold(text).split()[:1]
    return text if first and first[0] in governments()["own"] else city_name(text)


@dataclass(frozen=True, slots=True)
class Hint:
    """What one piece of a text says of where a city lies: in one of the countries or of the regions (by code)."""

    countries: frozenset[str]
    regions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Written:
    """One way to read a text: the city's name, and what the rest says of where it lies; every hint must hold."""

    name: str
    hints: tuple[Hint, ...] = ()


def ways_to_read(text: str) -> Iterator[Written]:
    """The ways in which a text may name a city, the plainest first.

    "Morón" – "Municipio de Morón" – "Morón (Prov. Bs. As.)", "Medellín – Antioquia", "Antioquia/Medellín" –
    "Belo Horizonte-MG" – "Austin TX".
    """
    bare = city_name(text)
    for name in dict.fromkeys((text, bare, *_before_the_end(bare), *_in_full(bare))):
        yield Written(name)
    for between in (_BETWEEN, _TIGHT):
        parts = [part for part in between.split(text) if part.strip(" .")]
        if 1 < len(parts) <= _LONGEST_END:
            yield from sorted(_of_parts(parts), key=lambda written: -len(written.hints))
    yield from _of_words(bare.split())


def _in_full(text: str) -> Iterator[str]:
    """ "Sta. Cruz" → "santa cruz": every way in which its abbreviations can be meant."""
    short: dict[str, list[str]] = governments()["abbreviations"]
    meant = [short.get(word, [word]) for word in fold(text).split()]
    if any(word in short for word in fold(text).split()):
        yield from (" ".join(each) for each in islice(product(*meant), _MOST_FORMS))


def _of_parts(parts: list[str]) -> Iterator[Written]:
    """The first part with the others as its whereabouts, or the last if the others say where it lies.

    "Medellín, Antioquia" and "Antioquia, Medellín", but "Barrio Norte, Morelos" is not the town of Morelos.
    """
    for at in (0, len(parts) - 1):
        name = parts[at]
        others = [part for i, part in enumerate(parts) if i != at]
        for each in dict.fromkeys((name, city_name(name), *_in_full(name))):
            found = _placed(each, others)
            if at == 0 or len(found.hints) == len(others):
                yield found


def _of_words(words: list[str]) -> Iterator[Written]:
    """The last words as whereabouts, if they are nothing else: "Rosario Santa Fe", "Austin TX", "Lima Perú"."""
    for size in range(1, min(_LONGEST_END, len(words))):
        found = _placed(" ".join(words[:-size]), [" ".join(words[-size:])])
        if found.hints:
            yield found


def _placed(name: str, others: list[str]) -> Written:
    hints = [_hint(other) for other in others]
    return Written(name, tuple(hint for hint in hints if hint.countries or hint.regions))


@cache
def _hint(text: str) -> Hint:
    """ "ES" is Spain as well as Espírito Santo: it allows both."""
    named = country(text)
    return Hint(frozenset((named,) if named else ()), frozenset(region.code for region in regions_named(text)))
