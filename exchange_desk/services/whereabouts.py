"""The cities and institutions that people of a list belong to: the desk's own, and what is missing made once."""

from collections import defaultdict

from exchange_desk.intake.directory import KnownCity
from exchange_desk.model import AliasKind, City, CityAlias, Institution
from exchange_desk.store import Database
from exchange_desk.support.ids import Id
from exchange_desk.support.text import fold


class Cities:
    """The desk's cities by name and country; what is missing is made once. `changed`: made or given a name."""

    def __init__(self, database: Database) -> None:
        self._cities = {city.id: city for city in database.find(City)}
        self._named: dict[tuple[str, str], list[City]] = defaultdict(list)
        for city in self._cities.values():
            self._named[fold(city.name), city.country].append(city)
        self.made: dict[Id, City] = {}
        self.changed: dict[Id, City] = {}

    def id_of(self, city: KnownCity, region: str) -> Id:
        """The desk's city, made if it is missing. `region`: what the list says, for a city that nobody knows."""
        if city.id:
            return city.id
        named = self._named[fold(city.name), city.country]
        found = next((each for each in named if not city.region or fold(each.region) == fold(city.region)), None)
        return (found or self._make(city, region)).id

    def _make(self, city: KnownCity, region: str) -> City:
        """A city with all that the world's list knows of it."""
        made = City(
            name=city.name,
            country=city.country,
            region=city.region or region,
            latitude=city.latitude,
            longitude=city.longitude,
            time_zone=city.time_zone,
        )
        made.aliases = [CityAlias(text=text) for text in city.names]
        self.made[made.id] = self.changed[made.id] = self._cities[made.id] = made
        self._named[fold(city.name), city.country].append(made)
        return made

    def learn(self, city: KnownCity, text: str) -> None:
        """Another name of a city, unless it has it already."""
        found = self._cities[self.id_of(city, "")]
        if fold(text) not in {fold(name) for name in (found.name, *(alias.text for alias in found.aliases))}:
            found.aliases.append(CityAlias(text=text, kind=AliasKind.LEARNT))
            self.changed[found.id] = found


class Institutions:
    """The desk's institutions by name and city, those without a city by name alone; what is missing is made once."""

    def __init__(self, database: Database) -> None:
        self._known: dict[tuple[str, Id | None], Id] = {}
        self._anywhere: dict[str, set[Id]] = defaultdict(set)
        for institution in database.find(Institution):
            for name in filter(None, (institution.name, institution.acronym)):
                self._known.setdefault((fold(name), institution.city_id), institution.id)
                if institution.city_id is None:
                    self._anywhere[fold(name)].add(institution.id)
        self.made: dict[Id, Institution] = {}

    def id_of(self, name: str, city_id: Id | None) -> Id:
        key = (fold(name), city_id)
        if key not in self._known and len(self._anywhere[fold(name)]) == 1:
            return next(iter(self._anywhere[fold(name)]))
        if key not in self._known:
            made = Institution(name=name, city_id=city_id)
            self.made[made.id] = made
            self._known[key] = made.id
        return self._known[key]
