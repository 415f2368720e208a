"""The first-level regions of the world by any name or abbreviation of theirs (resources/world/regions.tsv)."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from exchange_desk.support.resources import resource
from exchange_desk.support.text import fold

_KIND = re.compile(
    r"^(?:provincia|province|provincie|prov|departamento|departement|department|depto|dpto|dto|dep|estado|state|edo|est|"
    r"regione|region|regiao|reg|comunidad autonoma|comunidade autonoma|comunidad|cdad|distrito|distretto|district|"
    r"county|canton|comarca|land)\b ?(?:(?:autonoma|federal) )?"
    r"(?:(?:de la|de los|de las|del|de|do|da|dos|das|di|della|of|du|des|d) )?",
)


@dataclass(frozen=True, slots=True)
class Region:
    """A first-level region. `code`: country and GeoNames' own code ("AR.01")."""

    code: str
    name: str

    @property
    def country(self) -> str:
        return self.code[:2]


@dataclass(frozen=True)
class _Table:
    by_code: dict[str, Region]
    by_name: dict[str, tuple[Region, ...]]
    by_part: dict[str, tuple[Region, ...]]


@cache
def _table() -> _Table:
    by_code: dict[str, Region] = {}
    names: dict[str, list[Region]] = defaultdict(list)
    parts: dict[str, list[Region]] = defaultdict(list)
    for line in resource("world", "regions.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, name, others, inner = (*line.split("\t"), "", "")[:4]
        region = by_code[code] = Region(code, name)
        for text in dict.fromkeys(fold(each) for each in (name, *others.split("|")) if each):
            names[text].append(region)
        for text in dict.fromkeys(fold(each) for each in inner.split("|") if each):
            parts[text].append(region)
    by_name, by_part = ({name: tuple(found) for name, found in table.items()} for table in (names, parts))
    return _Table(by_code, by_name, by_part)


def region_of_code(code: str) -> Region | None:
    return _table().by_code.get(code)


def regions_of(country: str) -> tuple[Region, ...]:
    """The regions of a country by name."""
    found = (region for region in _table().by_code.values() if region.country == country)
    return tuple(sorted(found, key=lambda region: fold(region.name)))


def regions_named(text: str, *, short: bool = True) -> tuple[Region, ...]:
    """The regions that a text names: "Minas Gerais", "MG", "Prov. de Buenos Aires", "Dpto. Antioquia", "Sevilla".

    A province or department of Spain, France or Italy stands for the region that it is part of. `short`: whether
    abbreviations of up to three letters count, which mean different regions in different countries.
    """
    key = fold(text)
    if not short and len(key) <= 3:
        return ()
    bare = _KIND.sub("", key)
    for name in dict.fromkeys((key, bare, key.replace(" ", "") if len(key) <= 7 else key)):
        found = _table().by_name.get(name, ()) + _table().by_part.get(name, ())
        if found:
            return tuple(dict.fromkeys(found))
    return ()
