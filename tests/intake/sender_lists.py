"""Lists built from the layouts in tests/intake/layouts, filled with invented people."""

import random
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from exchange_desk.workbooks.grid import Area, Sheet

NAMES = {
    "es": ("Ana Luis Rosa Juan Marta Pedro Lucía Carlos", "Ruiz Gil Paz Soto Mora Vega Ríos Peña Castro"),
    "pt": ("João Ana Maria Paulo Luísa Rita", "Silva Souza Oliveira Pereira Almeida Ferreira"),
    "fr": ("Jean Marie Pierre Sophie Luc Claire", "Martin Bernard Dubois Durand Moreau Lefebvre"),
    "en": ("John Mary James Grace Peter Esther", "Mensah Brown Campbell Smith Owusu Clarke"),
    "it": ("Marco Giulia Luca Chiara Paolo Anna", "Rossi Bianchi Ferrari Romano Colombo Ricci"),
    "de": ("Hans Anna Peter Julia Karl Sabine", "Müller Schmidt Schneider Fischer Weber Koch"),
    "ca": ("Núria Jordi Montserrat Pere Laia Marc", "Puig Vila Roca Casals Ferrer Serra"),
    "nl": ("Jan Anna Pieter Sanne Willem Eva", "Jansen Bakker Visser Smit Mulder Bos"),
    "pl": ("Jan Anna Piotr Maria Tomasz Ewa", "Nowak Kowalski Wójcik Mazur Lis Zając"),
    "eu": ("Ane Jon Mikel Nerea Iker Amaia", "Etxeberria Agirre Garmendia Zabala Urrutia Ibarra"),
    "ro": ("Ion Maria Andrei Elena Mihai Ana", "Popescu Ionescu Popa Stan Dumitru Radu"),
}
_WORDS: dict[str, dict[str, str]] = {
    "post": {
        "es": "Jefa de oficina|Analista|Técnico|Director de área",
        "pt": "Diretora|Assessor|Técnica",
        "fr": "Directeur|Chargée de mission|Ingénieur",
        "it": "Funzionario|Dirigente|Istruttore",
        "de": "Referentin|Sachbearbeiter|Leiterin",
        "ca": "Tècnica|Cap de servei|Arquitecta",
        "": "Planner|Director|Engineer",
    },
    "unit": {
        "es": "Dirección de Planeación|Secretaría de Movilidad|Oficina de Cooperación",
        "pt": "Secretaria de Obras|Departamento de Cultura",
        "fr": "Direction des sports|Service urbanisme",
        "it": "Ufficio Ambiente|Settore Cultura",
        "de": "Umweltamt|Stadtplanungsamt",
        "ca": "Àrea d'Urbanisme|Medi ambient",
        "": "Department of Works|Planning Unit",
    },
    "city": {
        "es": "Quito|Arequipa|Medellín|Rosario|Puebla",
        "pt": "Recife|Curitiba|Porto",
        "fr": "Lyon|Nantes|Lille",
        "it": "Torino|Bologna|Bari",
        "de": "Köln|Bremen|Graz",
        "ca": "Girona|Reus|Lleida",
        "": "Accra|Nairobi|Kumasi",
    },
    "inst": {
        "es": "Municipalidad de Rosario",
        "pt": "Prefeitura de Recife",
        "fr": "Mairie de Lyon",
        "": "City of Accra",
    },
    "nat": {"es": "peruana", "pt": "brasileira", "fr": "française", "it": "italiana", "de": "deutsch", "": "Kenyan"},
    "region": {"es": "Pichincha|Cusco", "pt": "PE|PR", "fr": "Bretagne", "": "Ashanti"},
    "lang": {"es": "Inglés B2|Francés A2, Inglés B1", "pt": "Inglês avançado", "fr": "anglais B2", "": "English C1"},
    "sexw": {
        "es": "Mujer|Hombre",
        "pt": "Feminino|Masculino",
        "fr": "Femme|Homme",
        "de": "weiblich|männlich",
        "": "F|M",
    },
    "sex": {"es": "H|M", "": "F|M"},
    "yn": {"es": "Sí|No", "pt": "Sim|Não", "fr": "Oui|Non", "": "Yes|No"},
    "title": {"fr": "M.|Mme", "de": "Herr|Frau", "en": "Mr|Ms", "": "Lic.|Ing."},
}
_SAME = {
    "lvl": "B1|B2|C1|A2",
    "lang1": "Inglés|Francés",
    "txt": "Conocer la gestión del agua|Aprender de otras ciudades",
    "theme": "Movilidad|Agua|Cultura",
    "host": "Málaga|Lyon|Porto",
    "blood": "O+|A-|B+",
    "allergy": "penicilina|ninguna|",
    "status": "Activo|Planta|Contrato",
    "marital": "Soltero|Casada",
    "grade": "A1|A2|C1",
    "gradeN": "III|IV|12",
    "deg": "Derecho|Ingeniería civil",
    "code": "DIR-01|UOP-22|SEC-7",
    "url": "https://example.org/cv",
    "time": "08:15",
    "curr": "2026",
    "weekhours": "20|40",
    "curp": "GOLA800101HDFRRN01|GOLA800101HDFRRN02",
    "rfc": "GOLA800101AB1|GOLA800101AB2",
    "sign": "",
    "e": "",
}
_DAYS = {"birth": (1960, 1995), "hire": (2001, 2022), "exp": (2027, 2032), "iss": (2018, 2023), "sol": (2026, 2026)}
_DIGITS = {
    "cel": (900000000, 999999999),
    "otel": (900000000, 999999999),
    "id": (10000000, 89999999),
    "cp": (10000, 99999),
}
_DIGITS |= {"acct": (10**9, 10**10), "iban": (10**21, 10**22)}
_NUMBERS = {"emp": (1000, 9999), "empl": (10**8, 9 * 10**8), "ext": (100, 999), "age": (25, 60), "money": (900, 4000)}


@dataclass
class Layout:
    """`columns`: heading, what stands in it, and the fields that are right ("-": none)."""

    name: str
    language: str
    options: list[str]
    above: list[list[str]] = field(default_factory=list)
    below: list[list[str]] = field(default_factory=list)
    columns: list[tuple[str, str, frozenset[str]]] = field(default_factory=list)


def layouts() -> Iterator[Layout]:
    for file in sorted((Path(__file__).parent / "layouts").glob("*.txt")):
        current: Layout | None = None
        for line in filter(None, file.read_text(encoding="utf-8").splitlines()):
            if line.startswith("@"):
                if current:
                    yield current
                name, language, *options = line[1:].split()
                current = Layout(name, language, options)
            elif current and line[0] in "^_":
                (current.above if line[0] == "^" else current.below).append(line[1:].split("|"))
            elif current:
                heading, kind, fields = line.split(" ~ ")
                current.columns.append((heading.strip(), kind, frozenset(fields.split(","))))
        if current:
            yield current


class _Person:
    def __init__(self, chance: random.Random, language: str, number: int) -> None:
        self._chance, self._language, self._number = chance, language, number
        given, family = (names.split() for names in NAMES[language])
        self.given, (self.first, self.second) = given[number % len(given)], chance.sample(family, 2)
        self.other = (chance.choice(given), chance.choice(family))

    def cell(self, kind: str) -> Any:
        if kind in self._personal:
            return self._personal[kind]()
        pick = self._chance.choice
        if kind in _DAYS:
            return self._day(*_DAYS[kind])
        if kind in _DIGITS or kind in _NUMBERS:
            number = self._chance.randint(*(_DIGITS.get(kind) or _NUMBERS[kind]))
            return str(number) if kind in _DIGITS else number
        told = _SAME.get(kind)
        if told is None:
            by_language = _WORDS[{"bplace": "city"}.get(kind, kind)]
            told = by_language.get(self._language, by_language[""])
        return pick(told.split("|")) or None

    def _day(self, first: int, last: int) -> date:
        return date(self._chance.randint(first, last), self._chance.randint(1, 12), self._chance.randint(1, 28))

    @property
    def _personal(self) -> dict[str, Callable[[], Any]]:
        both = f"{self.first} {self.second}"
        mail = ".".join(_plain(part) for part in (self.given, self.first))
        return {
            "n": lambda: self._number + 1,
            "full": lambda: f"{self.given} {both}",
            "full1": lambda: f"{self.given} {self.first}",
            "fullr": lambda: f"{both} {self.given}".upper(),
            "fullc": lambda: f"{both}, {self.given}",
            "giv": lambda: self.given,
            "giv2": lambda: self.other[0] if self._number % 2 else None,
            "fam": lambda: both,
            "fam1": lambda: self.first,
            "f1": lambda: self.first,
            "f2": lambda: self.second,
            "ofull": lambda: " ".join(self.other),
            "mail": lambda: f"{mail}@example.org",
            "mail2": lambda: f"{_plain(self.given)}{self._number}@example.com",
            "omail": lambda: ".".join(_plain(part) for part in self.other) + "@example.net",
            "tel": lambda: f"+593 2 255 12{self._number:02}",
            "pass": lambda: f"A{self._chance.randint(100000, 999999)}",
            "birthtxt": lambda: self._day(1960, 1995).strftime("%d/%m/%Y"),
            "bdot": lambda: self._day(1960, 1995).strftime("%d.%m.%Y"),
            "plbirth": lambda: f"Lima, {self._day(1960, 1995):%d/%m/%Y}",
            "stamp": lambda: datetime(2026, 2, 1 + self._number, 10, 12, 11),
            "addr": lambda: f"Calle {self._number + 3} n.º {self._chance.randint(1, 300)}",
        }


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in parts if c.isascii() and c.isalpha())


def fill(layout: Layout, people: int = 6) -> Sheet:
    """The list as a sheet; the same for every run."""
    chance = random.Random(layout.name)
    rows: list[list[Any]] = [[cell or None for cell in row] for row in layout.above]
    heads, merged = _heads(layout, len(rows) + 1)
    rows += heads
    for number in range(people):
        if "rep" in layout.options and number == people // 2:
            rows += heads
        person = _Person(chance, layout.language, number)
        rows.append([person.cell(kind) for _, kind, _ in layout.columns])
    rows += [[cell or None for cell in row] for row in layout.below]
    width = max(map(len, rows))
    return Sheet("Hoja1", [[*row, *[None] * (width - len(row))] for row in rows], merged)


def _heads(layout: Layout, row: int) -> tuple[list[list[Any]], tuple[Area, ...]]:
    told = [heading.partition(" >> ") for heading, _, _ in layout.columns]
    if not any(arrow for _, arrow, _ in told):
        return [[heading or None for heading, _, _ in told]], ()
    upper: list[Any] = [
        group if not at or not arrow or told[at - 1][0] != group else None for at, (group, arrow, _) in enumerate(told)
    ]
    lower: list[Any] = [heading or None for _, _, heading in told]
    merged = []
    for at, (group, arrow, _) in enumerate(told):
        last = max(i for i, other in enumerate(told) if other[0] == group)
        if arrow and upper[at] and last > at:
            merged.append(Area(row, at + 1, row, last + 1))
        elif not arrow:
            merged.append(Area(row, at + 1, row + 1, at + 1))
    return [upper, lower], tuple(merged) if "m" in layout.options else ()
