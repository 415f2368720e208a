"""Columns whose headings say nothing, understood by what stands in them.

What could be several things (days, numbers, short texts) is taken only where there is no heading at all, or one that
a program made up ("Columna1"): a heading nobody understands may say that it is something else.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from exchange_desk.intake.lexicon import folded, givenness, is_name_word
from exchange_desk.intake.places import is_city_alone
from exchange_desk.intake.profile import Profile
from exchange_desk.intake.towns import share_of_towns, speaks_of_another_place
from exchange_desk.support.text import fold
from exchange_desk.workbooks.grid import CellValue

_MADE_UP = re.compile(
    r"(?:column|columna|coluna|colonne|spalte|colonna|campo|field|champ|feld|unnamed|col|f|v|var)? ?\d*"
)
_GOVERNMENTS = frozenset(
    (
        "municipalidad",
        "alcaldia",
        "ayuntamiento",
        "intendencia",
        "prefeitura",
        "mairie",
        "gobierno",
        "ajuntament",
        "comune",
    )
)
_POSTS = frozenset(
    (
        *("director", "directora", "jefe", "jefa", "analista", "tecnico", "tecnica", "asesor", "asesora", "secretario"),
        *("coordinador", "coordinadora", "encargado", "encargada", "subdirector", "subdirectora", "gerente"),
        *("chefe", "diretor", "diretora", "assessor", "assessora", "coordenador", "coordenadora", "gestor", "gestora"),
        *(
            "directeur",
            "directrice",
            "chef",
            "charge",
            "chargee",
            "responsable",
            "manager",
            "officer",
            "head",
            "advisor",
        ),
    )
)
_NAMES = ("full_name", "given_names", "family_names", "family_name_1")
_FEW_TOWNS, _TOWNS = 3, 5
"""How many different towns make a column of cities: without a heading, under a heading that nobody knows."""
_LATEST_BIRTH = 2002
"""Days of a year no later than this, in the middle of a column, are days of birth rather than anything else."""


def by_content(
    free: Mapping[int, Profile], headings: Mapping[int, str], cells: Mapping[int, Sequence[CellValue]], taken: set[str]
) -> dict[int, tuple[str, float]]:
    """Column → field and how far that can be trusted. `free`: the columns still to be understood; `taken`: fields."""
    found: dict[int, tuple[str, float]] = {}
    held = set(taken)

    def take(field: str, trust: float, shares: Mapping[int, float], least: float) -> None:
        open_ones = {column: share for column, share in shares.items() if column not in found}
        best = max(open_ones, key=lambda column: open_ones[column], default=0)
        if field not in held and best and open_ones[best] >= least:
            found[best] = (field, trust)
            held.add(field)

    take("email", 0.9, {c: seen.mail for c, seen in free.items()}, 0.5)
    if not held.intersection(_NAMES):
        take("full_name", 0.8, {c: seen.name for c, seen in free.items()}, 0.5)
    take("phone", 0.75, {c: _phone(seen) for c, seen in free.items()}, 0.8)
    take("sex", 0.75, {c: _sex(seen) for c, seen in free.items()}, 0.9)
    bare = {c: seen for c, seen in free.items() if _MADE_UP.fullmatch(fold(headings[c]))}
    if not held.intersection(_NAMES):
        take("given_names", 0.7, {c: _given(seen, cells[c]) for c, seen in bare.items()}, 0.8)
        if "given_names" in held:
            take("family_names", 0.7, {c: _family(cells[c]) for c in bare}, 0.6)
    take("birth_date", 0.7, {c: _birth(seen) for c, seen in bare.items()}, 0.8)
    take("country", 0.7, {c: seen.country if seen.words < 3 else 0.0 for c, seen in bare.items()}, 0.8)
    take("city", 0.7, {c: _share(cells[c], is_city_alone) for c in bare}, 0.8)
    take("city", 0.7, {c: _towns(seen, cells[c], _FEW_TOWNS) for c, seen in bare.items()}, 0.9)
    about_them = {c: seen for c, seen in free.items() if not speaks_of_another_place(headings[c])}
    take("city", 0.7, {c: _towns(seen, cells[c], _TOWNS) for c, seen in about_them.items()}, 0.9)
    take("language.mul", 0.7, {c: seen.spoken for c, seen in bare.items()}, 0.8)
    take("institution", 0.7, {c: _share(cells[c], _governs) for c in bare}, 0.6)
    take("post", 0.7, {c: _share(cells[c], _is_post) for c in bare}, 0.5)
    return found


def _towns(seen: Profile, cells: Sequence[CellValue], least: int) -> float:
    """The share of towns of one country, in a column of `least` different texts or more."""
    if max(seen.mail, seen.phone, seen.date, seen.number, seen.name, seen.digits) > 0.3:
        return 0.0
    share, different = share_of_towns(cell for cell in cells if isinstance(cell, str))
    return share if different >= least else 0.0


def _phone(seen: Profile) -> float:
    return seen.phone if seen.date < 0.2 and seen.number < 0.5 else 0.0


def _sex(seen: Profile) -> float:
    few = seen.distinct < 0.5 or seen.distinct * min(seen.filled, 200) <= 3
    return seen.sex if few and seen.words < 1.5 else 0.0


def _birth(seen: Profile) -> float:
    return seen.date if 1930 < seen.years <= _LATEST_BIRTH else 0.0


def _given(seen: Profile, cells: Sequence[CellValue]) -> float:
    return seen.given if seen.words < 2.5 and _share(cells, _is_name) >= 0.8 else 0.0


def _family(cells: Sequence[CellValue]) -> float:
    return _share(cells, lambda text: _is_name(text) and givenness(folded(text.split()[0])) < 1)


def _is_name(text: str) -> bool:
    return 0 < len(text.split()) <= 4 and all(is_name_word(folded(word)) or len(word) < 4 for word in text.split())


def _governs(text: str) -> bool:
    return fold(text).partition(" ")[0] in _GOVERNMENTS


def _is_post(text: str) -> bool:
    return fold(text).partition(" ")[0] in _POSTS


def _share(cells: Sequence[CellValue], fits: Callable[[str], bool]) -> float:
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()][:200]
    filled = sum(cell is not None and cell != "" for cell in cells[:200])
    return sum(fits(text) for text in texts) / filled if texts else 0.0
