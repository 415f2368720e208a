"""Which city a row means: found by any of its names, asked once a text where two would do."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from exchange_desk.intake import places
from exchange_desk.intake.decisions import RowKey
from exchange_desk.intake.directory import KnownCity, Value
from exchange_desk.intake.doubts import CellProblem, CountryName, Option, Question, problem
from exchange_desk.intake.places import CityFound, Gazetteer
from exchange_desk.support.language import msg
from exchange_desk.support.text import fold

_FROM_TITLE = "context.country"


class Placed(Protocol):
    """A row as far as places go."""

    key: RowKey
    values: dict[str, Value]
    problems: list[CellProblem]
    questions: list[str]
    city: KnownCity | None


_WORDS = {
    "homonym": ("city.homonym", msg("Several cities are called “{value}”. Which one is meant?")),
    "similar": ("city.similar", msg("The city “{value}” is not known. Is it one of these?")),
    "elsewhere": (
        "city.elsewhere",
        msg("The list says {country}, but “{value}” is only known elsewhere. Which city is meant?"),
    ),
}


@dataclass(frozen=True, slots=True)
class _Case:
    """A text that may mean several cities. `country`: where a city to be added would lie, if that is known."""

    text: str
    cities: tuple[KnownCity, ...]
    homonyms: bool
    country: str | None
    elsewhere: bool


class CitySettler:
    def __init__(self, gazetteer: Gazetteer, answers: Mapping[str, str]) -> None:
        self._gazetteer, self._answers = gazetteer, answers
        self._asked: dict[str, _Case] = {}
        self._rows: dict[str, list[RowKey]] = defaultdict(list)

    def settle(self, row: Placed, column: int, hint: str | None) -> None:
        """Put the city's proper name and country into the row, with a note where the text was another."""
        text = str(row.values.get("city") or "")
        country = str(row.values.get("country") or "") or None
        if not text:
            self._from_institution(row, country or hint)
            return
        found = self._gazetteer.find(text, country or hint)
        elsewhere = _is_elsewhere(row, found)
        candidates = found.cities if len(found.cities) > 1 or elsewhere else found.similar
        if len(found.cities) == 1 and not elsewhere:
            self._found(row, column, text, found.cities[0])
        elif candidates:
            asked = f"city:{fold(text)}{f':{country}' if elsewhere else ''}"
            self._decide(row, column, asked, _Case(text, candidates, len(found.cities) > 1, country or hint, elsewhere))
        else:
            self._new(row, column, text, country or hint)

    def _from_institution(self, row: Placed, hint: str | None) -> None:
        """ "Alcaldía de Quito" as institution and no city: the city is in the name."""
        institution = str(row.values.get("institution") or "")
        name = places.city_name(institution)
        if institution and name != institution and self._gazetteer.known(name):
            found = self._gazetteer.find(institution, hint)
            if len(found.cities) == 1 and not _is_elsewhere(row, found):
                self._found(row, 0, institution, found.cities[0])

    def _found(self, row: Placed, column: int, text: str, city: KnownCity) -> None:
        row.city = city
        row.values["city"] = city.name
        if city.country and city.country != row.values.get("country"):
            row.values["country"] = city.country
            row.problems = [p for p in row.problems if p.problem.key != _FROM_TITLE]
        if fold(text) != fold(city.name):
            row.problems.append(CellProblem(column, problem("city.other_name", "city", value=text, city=city.name)))

    def _new(self, row: Placed, column: int, text: str, country: str | None) -> None:
        name = places.new_city_name(text)
        row.values["city"] = name
        if country:
            row.city = KnownCity(None, name, country)
            row.values.setdefault("country", country)
        key = "city.unknown" if country else "city.no_country"
        row.problems.append(CellProblem(column, problem(key, "city", value=name)))

    def _decide(self, row: Placed, column: int, asked: str, case: _Case) -> None:
        answer = self._answers.get(asked)
        chosen = next((city for city in case.cities if option_of(city) == answer), None)
        if chosen:
            self._found(row, column, case.text, chosen)
        elif answer == "new":
            self._new(row, column, case.text, case.country)
        elif answer == "none":
            row.values.pop("city")
        else:
            self._asked[asked] = case
            self._rows[asked].append(row.key)
            row.questions.append(asked)

    def questions(self) -> dict[str, Question]:
        return {asked: self._question(asked, case) for asked, case in self._asked.items()}

    def _question(self, asked: str, case: _Case) -> Question:
        key, words = _WORDS["elsewhere" if case.elsewhere else "homonym" if case.homonyms else "similar"]
        params = {"value": case.text, "country": CountryName(case.country or "")}
        options = [
            Option(option_of(c), msg("{city} ({country})"), {"city": c.name, "country": CountryName(c.country)})
            for c in case.cities
        ]
        options += [Option("new", msg("Another city, to be added")), Option("none", msg("Leave the city empty"))]
        return Question(asked, key, words, params, tuple(self._rows[asked]), tuple(options))


def _is_elsewhere(row: Placed, found: CityFound) -> bool:
    """Does the row itself, not a title above the table, name another country than those of the cities found?"""
    told = any(p.problem.key == _FROM_TITLE for p in row.problems)
    own = "" if told else str(row.values.get("country") or "")
    return bool(found.cities) and own not in ("", *(city.country for city in found.cities))


def option_of(city: KnownCity) -> str:
    """ "MX:ciudad de mexico": the same in every file."""
    return f"{city.country}:{fold(city.name)}"
