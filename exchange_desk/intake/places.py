"""Cities by any name a list gives them: the desk's own, those that ship with the program, and the world's.

Nothing is taken that more than its name speaks against: of several cities of one name, what the text, the row and the
list say of the country and region decides, then the desk's own cities, then size; otherwise the officer is asked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz import fuzz, process

from exchange_desk.intake.city_names import (
    Hint,
    Written,
    city_name,
    countries_by_form,
    is_city_alone,
    is_no_city,
    is_town,
    new_city_name,
    shipped_cities,
    ways_to_read,
)
from exchange_desk.intake.countries import (
    coded_lands,
    country,
    country_in,
    country_named,
    region_codes,
    region_countries,
    regions,
    spoken_in,
)
from exchange_desk.intake.directory import KnownCity
from exchange_desk.intake.lexicon import givenness
from exchange_desk.support.regions import regions_named
from exchange_desk.support.text import clean, fold
from exchange_desk.support.world import Place, world

__all__ = [
    "CityFound",
    "Clues",
    "Gazetteer",
    "city_name",
    "coded_lands",
    "country",
    "country_in",
    "is_city_alone",
    "is_no_city",
    "is_town",
    "new_city_name",
    "region_codes",
    "region_countries",
]

_SIMILAR = 88
_OFFERED = 6
_OVERWHELMING, _WELL_KNOWN = 20, 100_000
_OWN_LANGUAGE = 20
_RIVAL, _RIVALS_SHARE = 40_000, 0.02
"""A namesake of so many people, and of such a share of the larger one's, is a city too."""
_WORTH_ASKING = 0.01
_VILLAGE, _TOWN, _FAR_CITY = 2_000, 15_000, 300_000
_MOST_LOOKS = 400

Why = Literal["", "list", "desk", "size"]
Against = Literal["", "country", "region", "list"]


@dataclass(frozen=True, slots=True)
class Clues:
    """What is known of the place beside the text: country and region of the row, and the list's country.

    `coded`: countries whose abbreviations of regions the list uses. `lands`: countries that anything in the list points
    to. `speech`: the language of its headings.
    """

    country: str = ""
    region: str = ""
    of_list: str = ""
    coded: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()
    speech: str = ""


@dataclass(frozen=True, slots=True)
class CityFound:
    """`cities`: one: it is that; several: homonyms; none: unknown, and `similar` are near ones.

    `why`: what decided between homonyms beside the row itself: the list's country, the desk, its size.
    `against`: what speaks against all of `cities`, so that none may be taken without asking.
    """

    cities: tuple[KnownCity, ...] = ()
    similar: tuple[KnownCity, ...] = ()
    why: Why = ""
    against: Against = ""

    @property
    def sure(self) -> KnownCity | None:
        return self.cities[0] if len(self.cities) == 1 and not self.against else None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """`regions`: codes of the region it lies in, empty when not known. `own`: found by its own name, not another."""

    city: KnownCity
    regions: frozenset[str]
    own: bool = True

    def lies_in(self, hint: Hint) -> bool:
        lands = hint.countries if self.regions else hint.countries | {code[:2] for code in hint.regions}
        return self.city.country in lands or not self.regions.isdisjoint(hint.regions)


class Gazetteer:
    """Finds cities among those of the desk and, behind them, those that ship with the program and the world's."""

    def __init__(self, known: Sequence[KnownCity]) -> None:
        self._by_name: dict[str, list[KnownCity]] = defaultdict(list)
        mine = {(fold(city.name), city.country) for city in known}
        others = [city for city in shipped_cities() if (fold(city.name), city.country) not in mine]
        shipped = {(fold(c.name), c.country): c.names for c in shipped_cities()}
        for city in (*known, *others):
            more = shipped.get((fold(city.name), city.country), ())
            for name in dict.fromkeys(fold(n) for n in (city.name, *city.names, *more)):
                self._by_name[name].append(city)
        self._found: dict[tuple[str, Clues], CityFound] = {}
        self._as_place: dict[KnownCity, Place | None] = {}
        self._looks = 0

    def find(self, text: str, country_hint: str | None, clues: Clues | None = None) -> CityFound:
        """The city a text means. `country_hint`: the country of the list; `clues` says more, of the row too."""
        given = clues or Clues(of_list=country_hint or "")
        key = (text, given)
        if key not in self._found:
            self._found[key] = self._look(clean(text), given)
        return self._found[key]

    def known(self, text: str) -> bool:
        """Is this exactly one of the names on record? (For titles and sheet names, where nothing near counts.)"""
        return fold(text) in self._by_name

    def _look(self, text: str, clues: Clues) -> CityFound:
        mine = [city for city in self._by_name.get(fold(text), ()) if city.id is not None]
        if len(mine) == 1 and _agrees(mine[0], clues) and text not in mine[0].learnt:
            return CityFound((mine[0],))
        form = countries_by_form(text)
        for written in ways_to_read(text):
            candidates = self._candidates(written.name)
            placed = [each for each in candidates if all(each.lies_in(hint) for hint in written.hints)]
            if placed:
                usual = [each for each in placed if each.city.country in form]
                return self._decide(written, usual or placed, clues, told=bool(written.hints or usual))
        return CityFound(similar=self._similar(text, clues))

    def _candidates(self, name: str) -> list[_Candidate]:
        key = fold(name)
        found = [self._known_as(city, key) for city in self._by_name.get(key, ())]
        taken = {place for each in found if (place := self._place_of(each.city))}
        places = () if is_no_city(name) else world().named(key)
        return found + [self._at(place, key) for place in places if place not in taken]

    def _at(self, place: Place, key: str) -> _Candidate:
        """A place of the world as the city that is known there, if there is one."""
        for city in self._by_name.get(fold(place.name), ()):
            if city.country == place.country and self._place_of(city) == place:
                return replace(self._known_as(city, key), own=fold(place.name) == key)
        return _as_candidate(place, key)

    def _known_as(self, city: KnownCity, key: str) -> _Candidate:
        place = self._place_of(city)
        told = {region.code for region in regions_named(city.region) if region.country == city.country}
        lies = frozenset({place.region_code} if place else told)
        full = _filled(city, place) if place else city
        return _Candidate(full, lies, key not in {fold(name) for name in city.learnt})

    def _place_of(self, city: KnownCity) -> Place | None:
        """Where in the world a known city lies: the largest of its names in its country and region."""
        if city not in self._as_place:
            told = {region.code for region in regions_named(city.region)}
            found = [
                place
                for name in dict.fromkeys((city.name, *city.names))
                for place in world().named(name)
                if place.country == city.country and (not told or place.region_code in told)
            ]
            self._as_place[city] = found[0] if found else None
        return self._as_place[city]

    def _decide(self, written: Written, found: list[_Candidate], clues: Clues, *, told: bool) -> CityFound:
        """`told`: the text, or the row with a region, says where the city lies."""
        left = found
        for against, holds in _tests(clues):
            kept = [each for each in left if holds(each)]
            if not kept and not (against == "region" and written.hints):
                return CityFound(_shown(left, clues), against=against)
            left = kept or left
        told = told or bool(region_codes(clues.region, clues.coded))
        proved = told or bool(clues.country)
        here = [each for each in left if each.city.country == clues.of_list]
        near = _by_own_name(here or left)
        if len(_by_own_name(left)) == 1 and near[0] in left and len(near) == 1:
            return self._only(written.name, near[0], clues, told)
        chosen, why = self._among(near, left, by_list=bool(here), proved=proved)
        if chosen and why == "size" and not _nothing_against(chosen, here or left, clues):
            chosen = None
        if chosen and (chosen.city.id or told or not self._named_after(written.name, chosen, clues.country)):
            return CityFound((chosen.city,), why=why)
        others = [each for each in left if each not in near and each.city.population >= _RIVAL]
        shown = _shown([*near, *others] if len(near) > 1 else left, clues)
        if len(shown) == 1 and clues.of_list not in ("", shown[0].country):
            return CityFound(shown, against="list")
        return CityFound(shown) if len(shown) > 1 else CityFound(similar=shown)

    @staticmethod
    def _among(
        near: list[_Candidate], left: list[_Candidate], *, by_list: bool, proved: bool
    ) -> tuple[_Candidate | None, Why]:
        """Of several the one that the list's country, the desk or sheer size points to.

        The list's country alone does not choose a village before a large city elsewhere.
        """
        mine = [each for each in near if each.city.id is not None]
        if len(mine) == 1:
            return mine[0], "desk"
        most = max(each.city.population for each in left)
        if by_list and len(near) == 1:
            small = most >= _WELL_KNOWN and most > _OVERWHELMING * near[0].city.population
            return (None if small and not proved else near[0]), "list"
        return _largest_by_far(near), "size"

    def _only(self, name: str, found: _Candidate, clues: Clues, told: bool) -> CityFound:
        """The only city left: taken if something besides its name speaks for it, or little could speak against it."""
        city, proved = found.city, told or bool(clues.country)
        if city.id is not None and (found.own or clues.of_list in ("", city.country)):
            return CityFound((city,))
        if clues.of_list and city.country != clues.of_list and not proved and city.population < _FAR_CITY:
            return CityFound((city,), against="list")
        doubtful = not told and self._named_after(name, found, clues.country)
        backed = proved or city.country == clues.of_list
        if doubtful or not (told or self._stands(name, found, backed=backed)):
            return CityFound(similar=_distinct((city, *self._similar(name, clues))))
        return CityFound((city,))

    def _stands(self, name: str, found: _Candidate, *, backed: bool) -> bool:
        """Can the name be trusted? Not a village's that is nearly a large city's, nor somebody's name by itself.

        `backed`: the country is known to be right, so that a town is trusted as it is.
        """
        people = found.city.population
        if people >= (_VILLAGE if backed else _WELL_KNOWN) or _is_shipped(name) or (backed and not found.own):
            return True
        if not backed and (not found.own or all(givenness(word) >= 2 for word in fold(name).split())):
            return False
        if not backed and people >= _TOWN:
            return True
        lands = [found.city.country] if backed else []
        return not any(place.population > people * _OVERWHELMING for place in self._near(name, lands))

    def _near(self, name: str, lands: Sequence[str]) -> tuple[Place, ...]:
        """Places spelt nearly so; none once a list has asked for very many: it is no column of cities then."""
        self._looks += 1
        return world().near(name, lands) if self._looks <= _MOST_LOOKS else ()

    @staticmethod
    def _named_after(name: str, found: _Candidate, land: str) -> bool:
        """A country's or region's name that is not this city's own region: "Jalisco" is no village in Chiapas."""
        named_land = country_named(name)
        if named_land and (named_land != found.city.country or not found.own) and not _is_shipped(name):
            return found.city.id is None
        named = {region.code for region in regions(name) if land in ("", region.country)}
        return bool(named) and found.regions.isdisjoint(named) and found.city.population < _WELL_KNOWN

    def _similar(self, text: str, clues: Clues) -> tuple[KnownCity, ...]:
        bare = city_name(text)
        names = process.extract(fold(bare), list(self._by_name), scorer=fuzz.ratio, limit=3, score_cutoff=_SIMILAR)
        mine = [
            self._known_as(city, name).city for name, _, _ in names for city in self._by_name[name] if len(name) > 4
        ]
        if is_no_city(text):
            return _distinct(mine)
        lands = [code for code in (clues.country or clues.of_list,) if code]
        lost = world().lost(bare) if "?" in bare or "\N{REPLACEMENT CHARACTER}" in bare else ()
        found = lost or self._near(bare, lands) or (self._near(bare, ()) if lands and not clues.country else ())
        return _distinct([*mine, *(self._at(place, "").city for place in found)])


def _tests(clues: Clues) -> Iterable[tuple[Against, Callable[[_Candidate], bool]]]:
    """What the row itself says, one after the other."""
    if clues.country:
        yield "country", lambda each: each.city.country == clues.country
    codes = region_codes(clues.region, clues.coded)
    if codes:
        hint = Hint(frozenset(), codes)
        yield "region", lambda each: each.lies_in(hint)


def _agrees(city: KnownCity, clues: Clues) -> bool:
    return not clues.region and all(told in ("", city.country) for told in (clues.country, clues.of_list))


def _by_own_name(found: list[_Candidate]) -> list[_Candidate]:
    """Cities called so by another name count beside those of that name only when they are larger."""
    most = max((each.city.population for each in found if each.own), default=0)
    return [each for each in found if each.own or each.city.id or each.city.population > 2 * most]


def _largest_by_far(found: list[_Candidate]) -> _Candidate | None:
    first, second = sorted(found, key=lambda each: -each.city.population)[:2]
    people = first.city.population
    return first if people >= _WELL_KNOWN and people >= _OVERWHELMING * second.city.population else None


def _nothing_against(chosen: _Candidate, found: list[_Candidate], clues: Clues) -> bool:
    """May its size alone choose it?

    Not where a namesake lies in a country that something in the list points to; nor where a namesake's country speaks
    the language of its headings, if that is a city too, or this one's country does not speak it.
    """
    land = chosen.city.country
    others = {each.city.country for each in found} - {land}
    if not others:
        return True
    if not others.isdisjoint((*clues.lands, clues.of_list)):
        return False
    least = max(_RIVAL, chosen.city.population * _RIVALS_SHARE) if _speaks(land, clues) else 0
    rivals = {each.city.country for each in found if each.city.population >= least} - {land}
    return not any(_speaks(rival, clues) for rival in rivals)


def _speaks(land: str, clues: Clues) -> bool:
    """Could the headings be of that country? Any country's, where nobody knows their language."""
    return not clues.speech or clues.speech in spoken_in(land)


def _pointed_to(land: str, clues: Clues) -> bool:
    speaks = bool(clues.speech) and clues.speech in spoken_in(land)
    return speaks or land == clues.of_list or land in clues.lands


def _shown(found: list[_Candidate], clues: Clues) -> tuple[KnownCity, ...]:
    """The likeliest first; other villages beside a city are left out.

    Those of the desk, then those of the list's country, of countries the list points to, then the largest, before
    which smaller ones go whose country speaks the list's language.
    """
    least = max(each.city.population for each in found) * _WORTH_ASKING

    def rank(each: _Candidate) -> tuple[bool, bool, bool, int]:
        land, weight = each.city.country, _OWN_LANGUAGE if _speaks(each.city.country, clues) else 1
        return (each.city.id is None, land != clues.of_list, land not in clues.lands, -each.city.population * weight)

    kept = [
        each for each in found if each.city.id or each.city.population >= least or _pointed_to(each.city.country, clues)
    ]
    return _distinct(each.city for each in sorted(kept, key=rank))


def _distinct(cities: Iterable[KnownCity]) -> tuple[KnownCity, ...]:
    return tuple(dict.fromkeys(cities))[:_OFFERED]


def _as_candidate(place: Place, key: str) -> _Candidate:
    city = _filled(KnownCity(None, place.name, place.country), place)
    return _Candidate(city, frozenset({place.region_code} if place.region else ()), fold(place.name) == key)


def _filled(city: KnownCity, place: Place) -> KnownCity:
    return replace(
        city,
        region=city.region or place.region,
        latitude=place.latitude,
        longitude=place.longitude,
        time_zone=place.time_zone,
        population=place.population,
    )


def _is_shipped(name: str) -> bool:
    return any(fold(name) == fold(n) for city in shipped_cities() for n in (city.name, *city.names))
