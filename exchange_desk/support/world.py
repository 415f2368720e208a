"""The world's cities by any of their names, from resources/world (GeoNames, CC BY 4.0).

The file is made by resources/world/build.py and read a piece at a time: to find one name costs one block of a
thousand, not the whole world. Its form: `FORM`, the length of the head, the head, the blocks. Head: JSON (zlib) of
regions [country, code, latitude, longitude, zones] and blocks [first name, offset, length]. Block (zlib): number of
rows, length of the text, folded names and shown names (one a line), then columns of 16-bit numbers, low bytes before
high bytes: region, latitude, longitude (hundredths of a degree from the region's middle), population, zone. A shown
name is empty when `titled` makes it from the folded one; "=name" says: another name of that city in the same region.
"""

import heapq
import json
import re
import struct
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from exchange_desk.support.regions import region_of_code
from exchange_desk.support.resources import resource
from exchange_desk.support.text import fold

FORM = b"XDWORLD1"
_SMALL = "de la del las los do da dos das e y di en le les sur sous et a du des lo el"
_SMALL_WORDS = frozenset(_SMALL.split())
_SIMILAR = 87
_SHORTEST_NEAR = 5
_SHORTEST_OTHER, _MOST_OTHERS = 4, 200
_KEPT_BLOCKS, _KEPT_LETTERS = 64, 12
_ALIKE = "h:aeiou a:h e:h i:hy o:h u:h b:v v:b y:il l:y c:kqsz k:cq q:ck s:cz z:sc j:xg g:j x:js"
_HEARD_ALIKE = dict(pair.split(":") for pair in _ALIKE.split())
"""First letters that are mistaken for one another in the languages of the lists."""


@dataclass(frozen=True, slots=True)
class Place:
    """A city. `region_code`: country and GeoNames' code; position in degrees to two places; population rounded."""

    name: str
    country: str
    region_code: str
    latitude: float
    longitude: float
    time_zone: str
    population: int

    @property
    def region(self) -> str:
        """The region's name; "" where the country has none."""
        found = region_of_code(self.region_code)
        return found.name if found else ""


@dataclass(frozen=True, slots=True)
class _Block:
    keys: list[str]
    shown: list[str]
    columns: bytes

    def number(self, column: int, row: int) -> int:
        size = len(self.keys)
        at = column * 2 * size + row
        value = self.columns[at] | self.columns[at + size] << 8
        return value - 0x10000 if value & 0x8000 else value


class World:
    """Reads the file at `path` as names are asked for. A name is compared folded; it need not be."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            start = file.read(len(FORM) + 4)
            if start[: len(FORM)] != FORM:
                raise ValueError(f"{path.name} is not in the form {FORM.decode()}")
            size = struct.unpack("<I", start[len(FORM) :])[0]
            head = json.loads(zlib.decompress(file.read(size)))
        self._regions, blocks = head
        self._start = len(start) + size
        self._firsts = [first for first, _, _ in blocks]
        self._spans = [(self._start + at, length) for _, at, length in blocks]
        self._block: Callable[[int], _Block] = lru_cache(_KEPT_BLOCKS)(self._read)
        self._letter: Callable[[str], list[str]] = lru_cache(_KEPT_LETTERS)(self._of_letter)

    def named(self, text: str) -> tuple[Place, ...]:
        """Every city of exactly this name, its own or another, the largest first."""
        key = fold(text)
        return self._places(self._rows(key, key)) if key else ()

    def beginning(self, text: str, limit: int = 8) -> tuple[Place, ...]:
        """Cities of which a name begins so, the largest first; exact names before longer ones. For completion."""
        key = fold(text)
        if len(key) < 2:
            return ()
        rows = list(self._rows(key, key + "\x7f"))
        own = heapq.nlargest(
            limit, (each for each in rows if not _is_other(*each)), key=lambda row: row[0].number(3, row[1])
        )
        others = [each for each in rows if _is_other(*each)] if len(key) >= _SHORTEST_OTHER else []
        found = self._places([*own, *others[:_MOST_OTHERS]])
        return tuple(dict.fromkeys((*self.named(key), *found)))[:limit]

    def near(self, text: str, countries: Iterable[str] = (), limit: int = 4) -> tuple[Place, ...]:
        """Cities spelt nearly so, the nearest first; only those of the countries, if any are given."""
        key, wanted = fold(text), frozenset(countries)
        if len(key) < _SHORTEST_NEAR:
            return ()
        scores: dict[Place, float] = {}
        for letter in (key[0], *_HEARD_ALIKE.get(key[0], "")):
            for name, score, _ in process.extract(
                key, self._letter(letter), scorer=fuzz.ratio, limit=12, score_cutoff=_SIMILAR
            ):
                for place in self.named(name):
                    if not wanted or place.country in wanted:
                        scores[place] = max(score, scores.get(place, 0))
        ordered = sorted(scores, key=lambda place: (-scores[place], -place.population, place.region_code))
        return tuple(ordered[:limit])

    def lost(self, text: str, limit: int = 4) -> tuple[Place, ...]:
        """Cities that a text with lost letters may mean: "S?o Paulo". The largest first."""
        pattern = re.compile("".join("[a-z]{0,2}" if c == "?" else c for c in _folded_around(text)))
        first = pattern.pattern[:1]
        if not first.isalpha() or len(text) < _SHORTEST_NEAR:
            return ()
        names = [name for name in self._letter(first) if pattern.fullmatch(name)]
        found = {place for name in names for place in self.named(name)}
        return tuple(sorted(found, key=lambda place: (-place.population, place.region_code))[:limit])

    def _of_letter(self, letter: str) -> list[str]:
        return list(dict.fromkeys(block.keys[row] for block, row in self._rows(letter, letter + "\x7f")))

    def _rows(self, first: str, last: str) -> Iterator[tuple[_Block, int]]:
        """Every row whose folded name lies between the two."""
        at = max(bisect_left(self._firsts, first) - 1, 0)
        while at < len(self._firsts) and self._firsts[at] <= last:
            block = self._block(at)
            for row in range(bisect_left(block.keys, first), bisect_right(block.keys, last)):
                yield block, row
            at += 1

    def _places(self, rows: Iterable[tuple[_Block, int]]) -> tuple[Place, ...]:
        found = {self._place(block, row) for block, row in rows}
        return tuple(sorted(found, key=lambda place: (-place.population, place.country, place.region_code, place.name)))

    def _place(self, block: _Block, row: int) -> Place:
        shown = block.shown[row]
        number = block.number(0, row)
        if shown.startswith("="):
            meant = shown[1:]
            return next(
                self._own(b, r) for b, r in self._rows(meant, meant) if not _is_other(b, r) and b.number(0, r) == number
            )
        return self._own(block, row)

    def _own(self, block: _Block, row: int) -> Place:
        country, area, latitude, longitude, zones = self._regions[block.number(0, row)]
        return Place(
            block.shown[row] or titled(block.keys[row]),
            country,
            f"{country}.{area}",
            (latitude + block.number(1, row)) / 100,
            (longitude + block.number(2, row)) / 100,
            zones[block.number(4, row)],
            decode_population(block.number(3, row)),
        )

    def _read(self, number: int) -> _Block:
        at, length = self._spans[number]
        with self._path.open("rb") as file:
            file.seek(at)
            content = zlib.decompress(file.read(length))
        rows, size = struct.unpack_from("<HI", content)
        lines = content[6 : 6 + size].decode().split("\n")
        return _Block(lines[:rows], lines[rows:], content[6 + size :])


def _is_other(block: _Block, row: int) -> bool:
    return block.shown[row].startswith("=")


def _folded_around(text: str) -> str:
    """Folded, but with a question mark for each lost letter."""
    kept = text.replace("\N{REPLACEMENT CHARACTER}", "?")
    return " ".join("?".join(fold(part) for part in word.split("?")) for word in kept.split())


@cache
def world() -> World:
    """The cities that come with the program."""
    return World(resource("world", "cities.bin"))


def titled(folded: str) -> str:
    """How a folded name is written if nothing about it is special: "villa del mar" → "Villa del Mar"."""
    first, *rest = folded.split(" ")
    return " ".join([first.capitalize(), *(word if word in _SMALL_WORDS else word.capitalize() for word in rest)])


def encode_population(people: int) -> int:
    """A number of people as two digits and a power of ten, in one small number."""
    if people < 10:
        return 0
    power = len(str(people)) - 2
    digits = round(people / 10**power)
    return (power + 1) * 90 if digits == 100 else power * 90 + digits - 10 or 1


def decode_population(code: int) -> int:
    power, digits = divmod(code, 90)
    return (digits + 10) * int(10**power) if code else 0
