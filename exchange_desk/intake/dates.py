"""Dates as lists write them. Which number is the day is decided once for a column, from its own cells."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isfinite

from exchange_desk.support.text import fold

DAY_FIRST, MONTH_FIRST = "day_first", "month_first"

_NUMBERS = re.compile(
    r"^\D{0,12}?(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?\D{0,3}$"
)
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?(?:\.0+)?)?$")
_WORDS = re.compile(r"\d+|[a-z]+")
_COMPACT = re.compile(r"^(19|20)(\d{2})(\d{2})(\d{2})$")
_MONTHS = {
    1: "ene enero jan janeiro janv janvier january gen gennaio janner januar gener",
    2: "feb febrero fev fevereiro fevr fevrier february febbraio februar febrer",
    3: "mar marzo marco mars march marz marc",
    4: "abr abril avr avril apr april aprile",
    5: "may mayo mai maio mag maggio maig",
    6: "jun junio junho juin june giu giugno juni juny",
    7: "jul julio julho juil juillet july lug luglio juli juliol",
    8: "ago agosto aout aug august agost",
    9: "sep sept set septiembre setiembre setembro septembre september settembre setembre",
    10: "oct out octubre outubro octobre october ott ottobre okt oktober",
    11: "nov noviembre novembro novembre november",
    12: "dic dez diciembre dezembro dec decembre december dicembre dezember desembre des",
}
_MONTH = {word: number for number, words in _MONTHS.items() for word in words.split()}
_EPOCH = date(1899, 12, 30)
_SERIALS = range(3_653, 73_051)  # 1910 to 2099, in days since 30 December 1899
_FAR = date(2099, 12, 31)
_PLAIN = re.compile(r"[\d/.\- ]+")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """`value` None: no date. `ambiguous`: day and month could change. `how`: text, serial, short_year or cell."""

    value: date | None
    ambiguous: bool = False
    how: str = "text"


def order_of(values: Iterable[object]) -> str | None:
    """Which number comes first in these text dates: day or month; None when nothing tells."""
    day, month = 0, 0
    for value in values:
        found = _NUMBERS.match(value) if isinstance(value, str) else None
        if found and len(found[1]) <= 2:
            day += int(found[1]) > 12 >= int(found[2])
            month += int(found[2]) > 12 >= int(found[1])
    return None if day == month else DAY_FIRST if day > month else MONTH_FIRST


def read_date(value: object, order: str | None, latest: date) -> ReadDate:
    """One cell. `latest`: a year of two digits is never after it (births: today; stays: years ahead)."""
    if isinstance(value, datetime):
        return ReadDate(value.date(), how="cell")
    if isinstance(value, date):
        return ReadDate(value, how="cell")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _number(value)
    return _text(str(value).strip(), order, latest) if isinstance(value, str) else ReadDate(None)


def _number(value: float) -> ReadDate:
    """A number in a date column: a serial day of Excel, or a date written without separators."""
    if not isfinite(value):
        return ReadDate(None)
    if int(value) in _SERIALS:
        return ReadDate(_EPOCH + timedelta(days=int(value)), how="serial")
    return _text(str(int(value)), None, date.max)


def _text(text: str, order: str | None, latest: date) -> ReadDate:
    iso = _ISO.match(text)
    if iso:
        return ReadDate(_date(int(iso[1]), int(iso[2]), int(iso[3])))
    found = _NUMBERS.match(text)
    if found:
        return _numbers(found[1], found[2], found[3], order, latest)
    compact = _COMPACT.match(text)
    if compact:
        return ReadDate(_date(int(compact[1] + compact[2]), int(compact[3]), int(compact[4])))
    if text.isdecimal() and int(text) in _SERIALS:
        return ReadDate(_EPOCH + timedelta(days=int(text)), how="serial")
    return _words(text, latest)


def _numbers(first: str, second: str, third: str, order: str | None, latest: date) -> ReadDate:
    a, b = int(first), int(second)
    if len(first) == 4:
        return ReadDate(_date(a, b, int(third)))
    year, how = _year(third, latest)
    ambiguous = a <= 12 and b <= 12 and a != b and order is None and a > 0 < b
    day, month = (b, a) if order == MONTH_FIRST else (a, b)
    value = _date(year, month, day) or _date(year, day, month)
    return ReadDate(value, ambiguous and value is not None, how)


def _words(text: str, latest: date) -> ReadDate:
    """ "12 de marzo de 1980", "12/mar/80", "1er mars 1980", "March 12, 1980"."""
    if len(text) > 60:
        return ReadDate(None)
    pieces = _WORDS.findall(fold(text))
    months = [_MONTH[p] for p in pieces if p in _MONTH]
    numbers = [p for p in pieces if p.isdigit()]
    if len(months) != 1 or len(numbers) != 2:
        return ReadDate(None)
    if len(numbers[0]) < 3 and len(numbers[1]) < 3 and pieces.index(numbers[1]) < _place_of_month(pieces):
        return ReadDate(None)  # "3 al 14/nov": two days, not a day and a year
    day, year = (numbers[1], numbers[0]) if len(numbers[0]) == 4 else (numbers[0], numbers[1])
    full, how = _year(year, latest)
    return ReadDate(_date(full, months[0], int(day)), how=how)


def _place_of_month(pieces: Sequence[str]) -> int:
    return next(place for place, piece in enumerate(pieces) if piece in _MONTH)


_BETWEEN = re.compile(
    r"\s+(?:al?|hasta(?:\s+el)?|at[ée](?:\s+o)?|à|au|to|until|bis)\s+|\s+[-–—]\s+|[-–—]", re.IGNORECASE
)
_BEGINNING = re.compile(
    r"^\D{0,12}?(\d{1,2})(?:er|[º°])?(?:\s*(?:de\s+|[/.]|\s)\s*([^\W\d_]{3,12}\.?|\d{1,2}))?\s*$", re.IGNORECASE
)


def read_period(text: str, order: str | None, latest: date) -> tuple[date, date] | None:
    """Both days of "del 3 al 14 de noviembre de 2026", "03-14 nov 2026", "1/5/2026 - 30/5/2026"; None: no period.

    What the beginning leaves out (month, year) is that of the end.
    """
    if len(text) > 80:
        return None
    for between in _BETWEEN.finditer(text):
        until = _text(text[between.end() :].strip(), order, latest)
        if until.value is None or until.ambiguous or until.how == "serial":
            continue
        since = _beginning(text[: between.start()].strip(), until.value, order, latest)
        if since and since <= until.value:
            return since, until.value
    return None


def _beginning(text: str, end: date, order: str | None, latest: date) -> date | None:
    whole = _text(text, order, latest)
    if whole.value and whole.how != "serial":
        return None if whole.ambiguous else whole.value
    found = _BEGINNING.match(text)
    if not found:
        return None
    month = found[2] or str(end.month)
    number = int(month) if month.isdecimal() else _MONTH.get(fold(month), 0)
    return _date(end.year - (number > end.month), number, int(found[1]))


def _year(text: str, latest: date) -> tuple[int, str]:
    year = int(text)
    if len(text) > 2:
        return year, "text"
    century = latest.year // 100 * 100
    return (century + year if century + year <= latest.year else century - 100 + year), "short_year"


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def looks_like_date(value: object) -> bool:
    """For the profile of a column: a date, or a text that can be nothing else."""
    if isinstance(value, (date, datetime)):
        return True
    if not isinstance(value, str) or not 6 <= len(value) <= 60:
        return False
    text = value.strip()
    if _text(text, DAY_FIRST, _FAR).value is not None:
        return True
    return not _MONTH.keys().isdisjoint(fold(text).split()) and read_period(text, DAY_FIRST, _FAR) is not None
