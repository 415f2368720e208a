"""Whether the cells of a column are towns of one country: told by what stands in them, whatever the heading."""

from collections import Counter
from collections.abc import Iterable

from exchange_desk.intake.city_names import city_name, is_no_city
from exchange_desk.intake.countries import region_countries
from exchange_desk.intake.lexicon import is_name_word
from exchange_desk.support.text import clean, fold
from exchange_desk.support.world import world

_LEAST_PEOPLE = 1_000
_MOST_TEXTS, _LONGEST = 60, 60
_TELLING = 0.3
_ELSEWHERE = (
    *(
        "nac",
        "nasc",
        "nais",
        "naix",
        "birth",
        "born",
        "geb",
        "dest",
        "pref",
        "acog",
        "acolh",
        "accueil",
        "host",
        "recep",
    ),
    *(
        "opci",
        "option",
        "interes",
        "viaj",
        "viag",
        "visit",
        "estud",
        "univers",
        "banc",
        "emis",
        "exped",
        "issu",
        "deliv",
    ),
    *(
        "otorg",
        "firma",
        "emerg",
        "urgenc",
        "jefe",
        "superv",
        "contact",
        "aerop",
        "airport",
        "vuelo",
        "flight",
        "salida",
    ),
    *("llegada", "anterior", "previ", "partic"),
)
"""How words of headings begin that speak of another place than where somebody works: of birth, a wish, a journey."""


def speaks_of_another_place(heading: str) -> bool:
    return any(word.startswith(_ELSEWHERE) for word in fold(heading).split())


def share_of_towns(texts: Iterable[str]) -> tuple[float, int]:
    """How much of the different texts are towns of one country, and how many different texts there are.

    0 unless several of them are nothing else that lists name, a surname or a region, and one country has the most.
    """
    distinct = list(dict.fromkeys(fold(text) for text in map(clean, texts) if text))[:_MOST_TEXTS]
    if not distinct or any(len(text) > _LONGEST for text in distinct):
        return 0.0, 0
    lands = {text: _lands(text) for text in distinct}
    votes = Counter(land for found in lands.values() for land in found).most_common(2)
    if not votes or (len(votes) > 1 and votes[1][1] == votes[0][1]):
        return 0.0, len(distinct)
    telling = sum(votes[0][0] in found and not _something_else(text) for text, found in lands.items())
    return (votes[0][1] / len(distinct) if telling >= _TELLING * len(distinct) else 0.0), len(distinct)


def _something_else(text: str) -> bool:
    return all(is_name_word(word) for word in text.split()) or bool(region_countries(text))


def _lands(text: str) -> frozenset[str]:
    """The countries that have a town of this name."""
    if is_no_city(text):
        return frozenset()
    return frozenset(p.country for p in world().named(city_name(text)) if p.population >= _LEAST_PEOPLE)
