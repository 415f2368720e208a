"""What the cells of a column look like, whatever its heading says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from exchange_desk.intake import codes, places
from exchange_desk.intake.contacts import looks_like_mail, looks_like_phone
from exchange_desk.intake.dates import looks_like_date
from exchange_desk.intake.lexicon import folded, givenness, is_name_word, parts
from exchange_desk.intake.words import words
from exchange_desk.support.text import fold
from exchange_desk.workbooks.grid import CellValue

_SAMPLE = 200
_YEAR = re.compile(r"\b(19\d\d|20\d\d)\b")
_NAME_SHAPE = re.compile(r"[^\d@_:=<>#%&+*\\!?¿¡]{3,70}")


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares (0 to 1) of the filled cells that look like a thing; `filled`: how many cells are filled in all.

    `state`: texts that are codes of regions of one country. `answers`: yes or no.
    `words`: words in a text, on average. `digits`: texts with a digit. `years`: the middle one of the years of days.
    """

    filled: int
    mail: float = 0.0
    phone: float = 0.0
    date: float = 0.0
    number: float = 0.0
    name: float = 0.0
    given: float = 0.0
    sex: float = 0.0
    country: float = 0.0
    region: float = 0.0
    state: float = 0.0
    spoken: float = 0.0
    level: float = 0.0
    answers: float = 0.0
    words: float = 0.0
    digits: float = 0.0
    years: float = 0.0
    distinct: float = 0.0


def profile(cells: Sequence[CellValue]) -> Profile:
    filled = [cell for cell in cells if cell is not None and cell != ""]
    sample = tuple(filled[:: max(1, len(filled) // _SAMPLE)])
    return _profile(len(filled), sample, tuple(map(type, sample))) if sample else Profile(0)


@lru_cache(maxsize=256)
def _profile(filled: int, sample: tuple[CellValue, ...], kinds: tuple[type, ...]) -> Profile:  # noqa: ARG001
    """Remembered, so that a column in which nothing was corrected is not looked at again.

    `kinds`: of the cells, by which 1 and 1.0 are told apart.
    """
    texts = [cell for cell in sample if isinstance(cell, str)]
    size = len(sample)

    def share(found: int) -> float:
        return found / size

    return Profile(
        filled,
        mail=share(sum(looks_like_mail(t) for t in texts)),
        phone=share(sum(looks_like_phone(c) for c in sample if not isinstance(c, (date, datetime)))),
        date=share(sum(looks_like_date(c) for c in sample)),
        number=share(sum(isinstance(c, (int, float)) or str(c).isdigit() for c in sample)),
        name=share(sum(looks_like_name(t) for t in texts)),
        given=share(sum(looks_given(t) for t in texts)),
        sex=share(sum(codes.is_sex(t) for t in texts if len(t) < 12)),
        country=share(sum(places.country(t) is not None for t in texts if len(t) < 40)),
        region=share(sum(bool(places.region_countries(t)) for t in texts if len(t) < 40)),
        state=float(bool(places.coded_lands(texts, None))) if texts and len(texts) * 2 > size else 0.0,
        spoken=share(sum(bool(codes.read_languages(t)[0]) for t in texts if len(t) < 120)),
        level=share(sum(codes.read_level(t).understood for t in texts if len(t) < 40)),
        answers=share(sum(isinstance(c, bool) or fold(str(c)) in words("answer", "yes_or_no") for c in sample)),
        words=sum(len(t.split()) for t in texts) / len(texts) if texts else 0.0,
        digits=share(sum(any(map(str.isdigit, t)) for t in texts)),
        years=_middle_year(sample),
        distinct=share(len({str(c).casefold() for c in sample})),
    )


def _middle_year(cells: Sequence[CellValue]) -> float:
    """The median of the years, 0 when no cell tells one; of days written as text the four digits that could be one."""
    years = []
    for cell in cells:
        found = _YEAR.search(cell) if isinstance(cell, str) else None
        if isinstance(cell, date):
            years.append(cell.year)
        elif found:
            years.append(int(found[1]))
    years.sort()
    return years[len(years) // 2] if years else 0


def looks_like_name(text: str) -> bool:
    """Two words or more, one of them a known given name, none of them an office."""
    if not _NAME_SHAPE.fullmatch(text):
        return False
    found = [folded(word) for word in text.replace(",", " ").split()]
    never_name = words("office", "never_name")
    if not 2 <= len(found) <= 9 or not never_name.isdisjoint(found):
        return False
    known = [word for word in found if len(word) > 1 and word not in parts().particles]
    return len(known) >= 2 and any(givenness(w) >= 2 for w in known) and _familiar(known)


def _familiar(found: list[str]) -> bool:
    return sum(is_name_word(word) for word in found) * 2 >= len(found)


def looks_given(text: str) -> bool:
    """A few words that begin with a known given name."""
    found = [folded(word) for word in text.split()]
    return 1 <= len(found) <= 4 and givenness(found[0]) > 1
