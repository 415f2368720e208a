"""How well and how fast cities are found: python -m tests.benchmarks.places

Lists of officials' cities are made from the world's own cities, drawn by size, written as lists write them: with state
codes, with "Municipalidad de", in capitals, without accents, misspelt; some lists of one country, some of many, with a
column for the country or without. Counted: cells understood rightly, asked about, unknown, and silently wrong. Then
the processor's time to open the world, to find a name, to find what is nearly so spelt, and memory.
"""

import gc
import random
import sys
import time
import tracemalloc
from collections import Counter
from dataclasses import dataclass

from exchange_desk.intake.directory import KnownCity
from exchange_desk.intake.places import Clues, Gazetteer
from exchange_desk.intake.settling import CitySettler, Signs
from exchange_desk.support.regions import region_of_code
from exchange_desk.support.resources import resource
from exchange_desk.support.text import fold
from exchange_desk.support.world import Place, World

_SENDERS = (
    "AR",
    "BO",
    "BR",
    "CL",
    "CO",
    "CR",
    "CU",
    "DO",
    "EC",
    "ES",
    "FR",
    "GT",
    "IT",
    "MX",
    "PE",
    "PT",
    "PY",
    "UY",
    "VE",
)
_CODES = {
    "BR.15": "MG",
    "BR.27": "SP",
    "BR.21": "RJ",
    "BR.18": "PR",
    "MX.14": "Jal.",
    "MX.19": "N.L.",
    "AR.01": "Bs. As.",
}
_OTHERS = {
    "en": ("US", "GB", "CA", "AU", "ZA", "KE", "IN", "PH"),
    "de": ("DE", "AT", "CH"),
    "": ("MA", "NL", "SE", "TR", "JP"),
}
"""Senders that nobody has prepared for, by the language of their lists."""
_LISTS, _ROWS = 50, 20
_SAME = 0.15
"""Degrees within which a part of a city is that city: "Zürich (Kreis 11)"."""


@dataclass(slots=True)
class Row:
    """As far as the settling of cities looks at a row."""

    key: tuple[str, int]
    values: dict[str, object]
    problems: list[object]
    questions: list[str]
    city: KnownCity | None = None


def written(place: Place, chance: random.Random) -> str:
    """The name as a list may have it."""
    region = region_of_code(place.region_code)
    short = _CODES.get(place.region_code) or (region.name if region else "")
    ways = [place.name] * 6 + [place.name.upper(), fold(place.name).title(), place.name.lower()]
    if short:
        ways += [f"{place.name} - {short}", f"{place.name} ({short})", f"{place.name}, {short}"]
    ways += [f"Municipalidad de {place.name}" if place.country in ("AR", "CL", "PE") else place.name]
    if len(place.name) > 7:
        at = chance.randrange(2, len(place.name) - 1)
        ways.append(place.name[:at] + place.name[at + 1 :])
    return chance.choice(ways)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of list. `column`: for the country; `state`: for the state's code; `speech`: language of the headings."""

    senders: tuple[str, ...] = _SENDERS
    one_country: bool = True
    column: bool = False
    state: bool = False
    speech: str = ""

    def __str__(self) -> str:
        columns = "its country" if self.column else "the state's code" if self.state else "the name alone"
        spoken = f", headings in {self.speech}" if self.speech else ""
        return f"{'one country' if self.one_country else 'many'} of {self.senders[0]} …, {columns}{spoken}"


def measure(places: list[Place], kind: Kind, chance: random.Random) -> Counter[str]:
    found: Counter[str] = Counter()
    one_country, column, speech = kind.one_country, kind.column, kind.speech
    weights = [place.population**0.5 for place in places]
    for _ in range(_LISTS):
        land = chance.choice(kind.senders)
        pairs = [(p, w) for p, w in zip(places, weights, strict=True) if not one_country or p.country == land]
        drawn = chance.choices([p for p, _ in pairs], [w for _, w in pairs], k=_ROWS)
        rows = []
        for number, place in enumerate(drawn):
            values: dict[str, object] = {"city": written(place, chance)}
            if column:
                values["country"] = place.country
            if kind.state:
                values.update(city=place.name, region=place.region_code.partition(".")[2])
            rows.append(Row(("Hoja1", number), values, [], []))
        settler = CitySettler(Gazetteer([]), {})
        settler.take(rows, 3, Signs(speech=speech))  # type: ignore[arg-type]
        settler.settle_all()
        for row, place, text in zip(rows, drawn, [dict(r.values)["city"] for r in rows], strict=True):
            judged = _judge(row, place)
            found[judged] += 1
            if judged.startswith("wrong") and "-v" in sys.argv:
                sys.stdout.write(f"      {text} ({place.region}, {place.country}) → {row.city}\n")
    return found


def _judge(row: Row, place: Place) -> str:
    if row.questions:
        return "asked"
    if row.city is None or not row.city.time_zone:
        return "unknown"
    apart = abs((row.city.latitude or 0) - place.latitude) + abs((row.city.longitude or 0) - place.longitude)
    if row.city.country == place.country and apart < _SAME:
        return "right"
    chosen = any(each.problem.key.startswith("city.by_") for each in row.problems)  # type: ignore[attr-defined]
    return "wrong, but told as a choice" if chosen else "wrong"


def times() -> None:
    start = time.process_time()
    world = World(resource("world", "cities.bin"))
    opened = time.process_time() - start
    texts = [place.name for place in random.Random(3).sample(every_place(), 2000)]
    start = time.process_time()
    for text in texts:
        world.named(text)
    named = (time.process_time() - start) / len(texts)
    start = time.process_time()
    for text in texts[:40]:
        world.near(text[:-2] + text[-1:])
    near = (time.process_time() - start) / 40
    gazetteer = Gazetteer([])
    start = time.process_time()
    for text in texts:
        gazetteer.find(text, None, Clues(of_list="MX"))
    decided = (time.process_time() - start) / len(texts)
    tracemalloc.start()
    fresh = World(resource("world", "cities.bin"))
    for text in texts:
        fresh.named(text)
    memory = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    size = sum(file.stat().st_size for file in resource("world").iterdir())
    sys.stdout.write(
        f"open {opened * 1000:.1f} ms, find {named * 1000:.2f} ms, decide {decided * 1000:.2f} ms,"
        f" nearly so {near * 1000:.1f} ms, memory {memory / 1e6:.1f} MB, files {size / 1e6:.2f} MB\n"
    )


def every_place() -> list[Place]:
    from tests.support.test_world import PLACES

    return PLACES


def main() -> None:
    gc.disable()
    times()
    kinds = [Kind(one_country=one, column=column) for one in (True, False) for column in (True, False)]
    kinds += [Kind(speech="es"), Kind(one_country=False, speech="es"), Kind(("US",), state=True, speech="en")]
    for speech, senders in _OTHERS.items():
        kinds += [Kind(senders, column=column, speech=speech) for column in (True, False)]
    for kind in kinds:
        places = [p for p in every_place() if p.country in kind.senders and p.population > 2000]
        start = time.process_time()
        found = measure(places, kind, random.Random(11))
        took = time.process_time() - start
        shares = "  ".join(f"{what} {count / found.total():.2%}" for what, count in sorted(found.items()))
        sys.stdout.write(f"{kind}: {shares}  ({took / found.total() * 1000:.2f} ms a cell)\n")


if __name__ == "__main__":
    main()
