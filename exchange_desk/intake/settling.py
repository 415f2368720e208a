"""Which city a row means: found by any of its names, asked once a text where two would do."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from exchange_desk.intake import places
from exchange_desk.intake.decisions import RowKey
from exchange_desk.intake.directory import KnownCity, Value
from exchange_desk.intake.doubts import CellProblem, CityName, CountryName, Option, Question, problem
from exchange_desk.intake.places import CityFound, Clues, Gazetteer
from exchange_desk.support.language import msg
from exchange_desk.support.text import fold

_FROM_TITLE = "context.country"
_FEW, _MOST, _NEARLY_ALL = 2, 0.6, 0.75
_SAMPLE = 200
_TOWN = 15_000


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
    "nothing": ("city.doubtful", msg("“{value}” does not look like a city. What is to be done with it?")),
    "elsewhere": (
        "city.elsewhere",
        msg("The list says {country}, but “{value}” is only known elsewhere. Which city is meant?"),
    ),
    "region": (
        "city.elsewhere",
        msg("The list says {region}, but “{value}” is only known elsewhere. Which city is meant?"),
    ),
}


@dataclass(frozen=True, slots=True)
class _Case:
    """A text that may mean several cities. `country`: where a city to be added would lie, if that is known."""

    text: str
    cities: tuple[KnownCity, ...]
    words: str
    country: str
    region: str = ""


@dataclass(frozen=True, slots=True)
class Signs:
    """What a table says of where its cities lie, beside the cities themselves.

    `hint`: the country it most likely comes from. `lands`: every country that its telephones, addresses and people
    point to. `speech`: the language of its headings.
    """

    hint: str | None = None
    lands: frozenset[str] = frozenset()
    speech: str = ""


class CitySettler:
    """Takes the rows of every table, then settles them all: what one table says of the list helps the others."""

    def __init__(self, gazetteer: Gazetteer, answers: Mapping[str, str]) -> None:
        self._gazetteer, self._answers = gazetteer, answers
        self._tables: list[tuple[Sequence[Placed], int, Signs]] = []
        self._asked: dict[str, _Case] = {}
        self._rows: dict[str, list[RowKey]] = defaultdict(list)

    def take(self, rows: Sequence[Placed], column: int, signs: Signs) -> None:
        """The rows of a table, the column of their city, and what the table says of where they lie."""
        self._tables.append((rows, column, signs))

    def settle_all(self) -> None:
        everyone = [row for rows, _, _ in self._tables for row in rows]
        all_votes = self._votes(everyone, frozenset())
        shared = _most_likely(all_votes, None)
        for rows, column, signs in self._tables:
            coded = places.coded_lands((str(row.values.get("region") or "") for row in rows), signs.speech)
            votes = self._votes(rows, coded) if coded or signs.hint else all_votes
            land = _most_likely(votes, signs.hint) if signs.hint else _most_likely(votes, None) or shared
            lands = signs.lands.union(all_votes, votes, (signs.hint,) if signs.hint else ())
            list_clues = Clues("", "", land or "", coded, lands, signs.speech)
            for row in rows:
                self._settle(row, column, list_clues)

    def _votes(self, rows: Iterable[Placed], coded: frozenset[str]) -> Counter[str]:
        """How many of these cities lie in each country, of those that can mean nothing else."""
        texts = dict.fromkeys(
            (str(row.values["city"]), str(row.values.get("region") or "") if coded else "")
            for row in rows
            if row.values.get("city")
        )
        found = (
            self._gazetteer.find(text, None, Clues(region=region, coded=coded))
            for text, region in list(texts)[:_SAMPLE]
        )
        return Counter(each.sure.country for each in found if each.sure and not each.why)

    def _settle(self, row: Placed, column: int, of_table: Clues) -> None:
        """Put the city's proper name and country into the row, with a note where the text was another."""
        text = str(row.values.get("city") or "")
        clues = _clues(row, of_table)
        if not text:
            self._from_institution(row, clues)
            return
        found = self._gazetteer.find(text, None, clues)
        country = clues.country or clues.of_list
        if found.sure:
            self._found(row, column, text, found.sure, found.why)
        elif found.cities or found.similar or places.is_no_city(text):
            case = _Case(text, found.cities or found.similar, _words_for(found), country, clues.region)
            self._decide(row, column, _question_id(text, found, clues), case)
        else:
            self._new(row, column, text, country)

    def _from_institution(self, row: Placed, clues: Clues) -> None:
        """ "Alcaldía de Quito" as institution and no city: the city is in the name."""
        institution = str(row.values.get("institution") or "")
        name = places.city_name(institution)
        if not institution or name == institution:
            return
        land = clues.country or clues.of_list
        if self._gazetteer.known(name) or (land and places.is_town(name, _TOWN, land)):
            found = self._gazetteer.find(institution, None, clues)
            if found.sure:
                self._found(row, 0, institution, found.sure, "")

    def _found(self, row: Placed, column: int, text: str, city: KnownCity, why: str) -> None:
        row.city = city
        row.values["city"] = city.name
        if city.country and city.country != row.values.get("country"):
            row.values["country"] = city.country
            row.problems = [p for p in row.problems if p.problem.key != _FROM_TITLE]
        place = CityName(city.name, city.region, city.country)
        if why:
            row.problems.append(CellProblem(column, problem(f"city.by_{why}", "city", value=text, place=place)))
        elif fold(text) not in (fold(city.name), fold(f"{city.name} ({city.region})")):
            row.problems.append(CellProblem(column, problem("city.other_name", "city", value=text, city=city.name)))
        if city.id is None and city.time_zone:
            row.problems.append(CellProblem(column, problem("city.added", "city", place=place)))

    def _new(self, row: Placed, column: int, text: str, country: str) -> None:
        name = places.new_city_name(text)
        row.values["city"] = name
        if country:
            row.city = KnownCity(None, name, country)
            row.values.setdefault("country", country)
        key = "city.unknown" if country else "city.no_country"
        row.problems.append(CellProblem(column, problem(key, "city", value=name)))

    def _decide(self, row: Placed, column: int, asked: str, case: _Case) -> None:
        answer = self._answers.get(asked)
        ids = _ids(case.cities)
        if answer in ids:
            self._found(row, column, case.text, ids[answer], "")
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
        key, words = _WORDS[case.words]
        params = {"value": case.text, "country": CountryName(case.country), "region": case.region}
        options = [_option(name, city) for name, city in _ids(case.cities).items()]
        options += [Option("new", msg("Another city, to be added")), Option("none", msg("Leave the city empty"))]
        return Question(asked, key, words, params, tuple(self._rows[asked]), tuple(options))


def _most_likely(votes: Counter[str], hint: str | None) -> str | None:
    """The country of the cities: the hint, unless they say otherwise; the one they share where there is no hint."""
    if hint:
        return None if votes.total() >= _FEW and votes[hint] < _MOST * votes.total() else hint
    best, count = votes.most_common(1)[0] if votes else ("", 0)
    return best if count >= _FEW and count >= _NEARLY_ALL * votes.total() else None


def _clues(row: Placed, of_table: Clues) -> Clues:
    """A country that a title told speaks for the list, one in the row for the row itself."""
    country = str(row.values.get("country") or "")
    told = any(p.problem.key == _FROM_TITLE for p in row.problems)
    return replace(
        of_table,
        country="" if told else country,
        region=str(row.values.get("region") or ""),
        of_list=(country if told else "") or of_table.of_list,
    )


def _words_for(found: CityFound) -> str:
    if not found.cities:
        return "similar" if found.similar else "nothing"
    return {"": "homonym", "region": "region"}.get(found.against, "elsewhere")


def _question_id(text: str, found: CityFound, clues: Clues) -> str:
    """One question a text; another one for each country or region that speaks against the cities known."""
    against = {"country": clues.country, "region": fold(clues.region), "list": clues.of_list}.get(found.against, "")
    return f"city:{fold(text)}:{against}" if against else f"city:{fold(text)}"


def _ids(cities: Sequence[KnownCity]) -> dict[str, KnownCity]:
    """ "MX:ciudad de mexico": the same in every file; with the region where one country has several of that name."""
    often = Counter((city.country, fold(city.name)) for city in cities)
    found: dict[str, KnownCity] = {}
    for city in cities:
        name = f"{city.country}:{fold(city.name)}"
        found.setdefault(f"{name}:{fold(city.region)}" if often[city.country, fold(city.name)] > 1 else name, city)
    return found


def _option(name: str, city: KnownCity) -> Option:
    place = CityName(city.name, city.region, city.country)
    if city.population:
        return Option(name, msg("{place}, about {people} people"), {"place": place, "people": city.population})
    return Option(name, msg("{place}"), {"place": place})
