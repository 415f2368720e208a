"""What titles, sheet names and group headings say about all the people below them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from exchange_desk.intake import headings, places
from exchange_desk.intake.layout import Layout
from exchange_desk.intake.places import Clues, Gazetteer
from exchange_desk.intake.titles import city_in
from exchange_desk.intake.words import begins
from exchange_desk.support.text import clean, fold

_LABELLED = re.compile(r"^([^:=]{3,40})[:=]\s*(.{2,80})$")
_GOVERNED = re.compile(
    r"\b(?:gobierno|prefeitura|alcald[ií]a|municipalidad|municipio|munic[ií]pio|ayuntamiento|ajuntament|intendencia|ville|mairie|commune|comune|"
    r"c[aâ]mara municipal|city of|ciudad|cidade)\b.*",
    re.IGNORECASE,
)
_TLD = {"uk": "GB"}
_TOWN = 15_000
_FEW_PHONES = 3
NO_CLUES = Clues()


@dataclass(frozen=True, slots=True)
class Told:
    """A value for all rows of a table (or of a group) and the text it was read from."""

    field: str
    value: str
    source: str


def of_table(
    layout: Layout, gazetteer: Gazetteer, sheets: Sequence[str] = (), clues: Clues = NO_CLUES, *, ask: bool = False
) -> tuple[Told, ...]:
    """City, region, institution and country as told by the titles and the sheet's name; one value a field.

    `sheets`: the names of all sheets with people; where several are towns, each is the city of its people. `clues`:
    what the table says of its country. `ask`: take a city with namesakes too, which the officer is asked about.
    """
    found: dict[str, Told] = {}
    for title in layout.titles:
        for told in _of_title(title, gazetteer, clues, ask=ask):
            found.setdefault(told.field, told)
    name = clean(layout.sheet.name)
    region = found.get("region")
    named = gazetteer.known(name) or (name in _towns(sheets, gazetteer))
    if "city" not in found and named and not (region and fold(region.value) == fold(name)):
        found["city"] = Told("city", name, name)
    return tuple(found.values())


def _towns(sheets: Sequence[str], gazetteer: Gazetteer) -> frozenset[str]:
    """The sheets named like towns, if there are several of them."""
    found = frozenset(clean(name) for name in sheets if gazetteer.known(name) or places.is_town(name, _TOWN))
    return found if len(found) > 1 else frozenset()


def of_group(text: str, gazetteer: Gazetteer, country: str | None = None) -> Told | None:
    """What a group heading stands for: a city, a country, an office, else an institution or nothing.

    `country`: where the list comes from; a town of it is known, however small in the world.
    """
    labelled = _labelled(text)
    if labelled:
        return labelled
    key = fold(text)
    if gazetteer.known(text) or gazetteer.known(places.city_name(text)):
        return Told("city", places.city_name(text) if not gazetteer.known(text) else text, text)
    town = bool(country) and places.is_town(places.city_name(text), _TOWN, country or "")
    if places.country(text) and not town:
        return Told("country", text, text)
    if town or places.is_city_alone(text):
        return Told("city", text, text)
    if begins(key, "office", "unit"):
        return Told("unit", text, text)
    if key and _GOVERNED.match(text):
        return Told("institution", text, text)
    return None


def _of_title(title: str, gazetteer: Gazetteer, clues: Clues, *, ask: bool) -> Iterable[Told]:
    labelled = _labelled(title)
    if labelled:
        yield labelled
        return
    country = places.country_in(title)
    if country:
        yield Told("country", country, title)
    city = city_in(title, gazetteer, replace(clues, of_list=country or clues.of_list), ask=ask)
    if city:
        yield Told("city", city, title)


def _labelled(text: str) -> Told | None:
    """ "Departamento: Montevideo" by the same synonyms as headings."""
    match = _LABELLED.match(text)
    if not match:
        return None
    label, value = clean(match[1]), clean(match[2]).strip(" .")
    for meaning in headings.meanings(label):
        if meaning.how == "exact" and meaning.field in ("city", "region", "country", "institution", "unit", "theme"):
            return Told(_region_or(meaning.field, value), value, text)
    return None


def _region_or(field: str, value: str) -> str:
    """ "Departamento: Montevideo" is a region, "Departamento: Recursos Humanos" an office."""
    if field == "region" and not places.region_countries(value) and len(value.split()) > 2:
        return "unit"
    return field


@dataclass(frozen=True)
class Traces:
    """The cells of a table that tell where its people are: countries (codes), addresses, telephones, regions."""

    countries: Sequence[str]
    mails: Sequence[str]
    phones: Sequence[str]
    regions: Sequence[str]
    speech: str = ""

    def votes(self) -> tuple[Counter[str], ...]:
        """How often each country is told: by its name, by addresses, by telephones."""
        told = (self.countries, map(country_of_mail, self.mails), map(country_of_phone, self.phones))
        return tuple(Counter(code for code in codes if code) for codes in told)

    def lands(self) -> frozenset[str]:
        """The country that each kind of cell points to most."""
        found = {votes.most_common(1)[0][0] for votes in self.votes() if votes}
        return frozenset(found | {region_country(self.regions, self.speech)} - {""})


def country_hint(told: Sequence[Told], traces: Traces) -> str | None:
    """The country a list most likely comes from, for reading phones and telling homonyms apart; never a value."""
    named = next((places.country(t.value) for t in told if t.field == "country"), None)
    if named:
        return named
    *sure, by_phone = traces.votes()
    for votes in sure:
        if votes:
            code, count = votes.most_common(1)[0]
            return code if count * 2 > votes.total() else None
    if by_phone.total() >= _FEW_PHONES and len(by_phone) == 1:
        return next(iter(by_phone))
    return region_country(traces.regions, traces.speech) or None


def region_country(regions: Iterable[str], speech: str = "") -> str:
    """The country in which (nearly) all these regions lie, if it is the only one; "" otherwise."""
    regions = list(regions)
    coded = places.coded_lands(regions, speech)
    if len(coded) == 1:
        return next(iter(coded))
    shared: Counter[str] = Counter()
    total = 0
    for region in set(regions):
        found = places.region_countries(region)
        shared.update(found)
        total += bool(found)
    best = shared.most_common(2)
    sure = total >= 3 and best and best[0][1] >= 0.8 * total and (len(best) == 1 or best[1][1] < best[0][1])
    return best[0][0] if sure else ""


def country_of_mail(mail: str) -> str:
    """The country of a national domain; "" for the others."""
    end = mail.rpartition(".")[2].casefold() if "@" in mail else ""
    return _TLD.get(end, end.upper()) if len(end) == 2 and places.country(end) and end != "eu" else ""


@lru_cache(maxsize=4096)
def country_of_phone(text: str) -> str:
    """The country of a number written with its prefix; "" for the others."""
    bare = text.strip()
    if not bare.startswith(("+", "00")):
        return ""
    from phonenumbers import NumberParseException, parse, region_code_for_number

    try:
        return region_code_for_number(parse("+" + bare.lstrip("+0"))) or ""
    except NumberParseException:
        return ""


def language_of(headings_: Iterable[str]) -> str:
    """The language most headings are certainly in; "" when nothing tells."""
    votes: Counter[str] = Counter()
    for heading in headings_:
        spoken = {meaning.language for meaning in headings.meanings(heading) if meaning.how == "exact"}
        if len(spoken) == 1:
            votes.update(spoken)
    best = votes.most_common(2)
    found = best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else ""
    return found if len(found) == 2 else ""
