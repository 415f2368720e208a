"""Whose city a title speaks of: "Excmo. Ayuntamiento de Getafe – Área de Cultura", "Kisumu County Government"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from exchange_desk.intake.city_names import city_name, countries_by_form, governments
from exchange_desk.intake.countries import country_named
from exchange_desk.intake.places import Clues, Gazetteer
from exchange_desk.intake.words import words
from exchange_desk.support.regions import regions_named
from exchange_desk.support.text import fold

_PIECES = re.compile(r"\s+[-–—|/]\s+|\s*[|;:\n]\s*")
_WHERE = re.compile(r"\s*[,(]")
_TOWN, _TOWN_OF_FORM = 15_000, 1_000


@dataclass(frozen=True, slots=True)
class _Named:
    """A text that may name a city by its government. `plain`: the piece of the title begins with it."""

    text: str
    plain: bool


def city_in(title: str, gazetteer: Gazetteer, clues: Clues, *, ask: bool = False) -> str | None:
    """The text of the city that a title names by its government; None when there is none, or it is not sure.

    `ask`: a government whose city has namesakes is given as well, so that the officer is asked.
    """
    several = None
    for named in _governed(title):
        text = named.text
        known = next((name for name in (text, city_name(text)) if gazetteer.known(name)), None)
        found = gazetteer.find(text, None, clues)
        city, form = found.sure, countries_by_form(text)
        if city:
            if known or city.population >= (_TOWN_OF_FORM if city.country in form else _TOWN):
                plain = found.why or not city.region or city.id
                return (known if known and not found.why else text) if plain else f"{city.name} ({city.region})"
        elif known:
            return text if found.cities else known
        elif named.plain and len(found.cities) > 1 and not found.against:
            several = several or text
    return several if ask else None


def _governed(title: str) -> Iterator[_Named]:
    """The governments in a title, each first with what follows it, where that says in which state it lies."""
    pieces = [piece.strip() for piece in _PIECES.split(title) if piece.strip()]
    for number, piece in enumerate(pieces):
        match = _city_government().search(piece) or _name_first().search(piece)
        if not match or _wider().search(piece[: match.end()]):
            continue
        text, plain = _without_office(match[0]), match.start() == 0
        after = pieces[number + 1] if number + 1 < len(pieces) else ""
        if after and (regions_named(after) or country_named(after)):
            yield _Named(f"{text}, {after}", plain)
        yield _Named(text, plain)
        yield _Named(_WHERE.split(text)[0], plain)


def _without_office(text: str) -> str:
    """Up to the office, the list or the number that follows: "Alcaldía de Medellín Secretaría de Cultura 2026"."""
    found = text.split()
    other = words("office", "unit") | words("office", "never_name")
    for at, word in enumerate(found):
        if any(map(str.isdigit, word)) or (at > 1 and fold(word) in other and fold(word) not in _own_words()):
            return " ".join(found[:at]).strip(" .,-–(")
    return text.strip(" .,-–")


@cache
def _own_words() -> frozenset[str]:
    """Words for offices that are as well a part of a government's name."""
    own = ("municipalidad", "municipio", "alcaldia", "intendencia", "prefeitura", "ayuntamiento", "ville", "gobierno")
    return frozenset(own)


@cache
def _city_government() -> re.Pattern[str]:
    """The government of a city and what follows it, with "of" between where that is usual."""
    titles, kinds, of, city, bare = ("|".join(governments()[key]) for key in ("titles", "words", "of", "city", "bare"))
    joined = rf"(?:{city})\b(?:\s+(?:{kinds})\b)*\s+(?:(?:{of})\b|d['’])"
    alone = rf"(?:{bare}|gad(?:\s+(?:{kinds})\b)*)\s"
    return re.compile(rf"(?:\b(?:{titles})\s+)*(?<!\w)(?:{joined}|{alone}).*", re.IGNORECASE)


@cache
def _name_first() -> re.Pattern[str]:
    ends, between = ("|".join(governments()[key]) for key in ("ends", "between"))
    return re.compile(rf"^.{{3,40}}?\s+(?:(?:{between})\s+)*(?:{ends})\b", re.IGNORECASE)


@cache
def _wider() -> re.Pattern[str]:
    """Words that make it the government of a state or province."""
    return re.compile(rf"^(?:{'|'.join(governments()['wider'])})\b", re.IGNORECASE)
