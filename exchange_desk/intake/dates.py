"""Dates as lists write them. Which number is the day is decided once for a column, from its own cells."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from math import isfinite

from exchange_desk.support.text import fold

DAY_FIRST, MONTH_FIRST = "day_first", "month_first"

_NUMBERS = re.compile(
    r"^\D{0,12}?(?<![^\W\d_])(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{1,2})(?![^\W_])"
    r"(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?)?\D{0,3}$"
)
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?(?:\.0+)?)?$")
_WORDS = re.compile(r"\d+|[a-z]+")
_POINTED = re.compile(r"^\s*\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}\b")
_COMPACT = re.compile(r"^(19|20)(\d{2})(\d{2})(\d{2})$")
_RUN_ON = re.compile(r"^(\d{2})(\d{2})((?:19|20)\d{2})$")
_ROMAN = re.compile(r"^(\d{1,2})\s*[-/. ]\s*(XI{0,2}|IX|IV|VI{0,3}|I{1,3})\s*[-/. ]\s*(\d{2}|\d{4})$", re.IGNORECASE)
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_AFTER = re.compile(r"\s*\([^)]*\)\s*$")
_CLOCK = re.compile(r"[ T](\d{1,2}):(\d{2})(?::\d{2})?")
_MONTHS = {
    1: "ene enero jan janeiro jaen jaenner janv janvier january gen gennaio janner januar gener xan xaneiro",
    2: "feb febr febrero fev fevereiro fevr fevrier february febbraio februar febrer febreiro",
    3: "mar marzo marco mars march marz marc mrz maerz",
    4: "abr abril avr avril apr april aprile",
    5: "may mayo mai maio mag maggio maig",
    6: "jun junio junho juin june giu giugno juni juny xuno",
    7: "jul julio julho juil juillet july lug luglio juli juliol xul xullo",
    8: "ago ag agosto aout aug august agost",
    9: "sep sept set septiembre setiembre setembro septembre september settembre setembre",
    10: "oct out octubre outubro octobre october ott ottobre okt oktober",
    11: "nov noviembre novembro novembre november",
    12: "dic dez diciembre dezembro dec decembre december dicembre decembro dezember desembre des",
}
_MONTH = {word: number for number, words in _MONTHS.items() for word in words.split()}
_EPOCH = date(1899, 12, 30)
_LATER = timedelta(days=1462)
_SERIALS = range(3_653, 73_051)  # 1910 to 2099, in days since 30 December 1899
_FAR = date(2099, 12, 31)
_PLAIN = re.compile(r"[\d/.\- ]+")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """`value` None: no date. `ambiguous`: day and month could change. `how`: text, serial, short_year, cell, or
    turned (the only order possible is not that of the column). Without a value: year (a year alone) or age.
    """

    value: date | None
    ambiguous: bool = False
    how: str = "text"


def shown_order(values: Iterable[object]) -> tuple[str | None, str, int]:
    """Which number comes first in these text dates, a value that tells, and how many tell.

    None where nothing tells (0 values), or where values contradict each other; one in ten does not count.
    """
    told: dict[str, list[str]] = {DAY_FIRST: [], MONTH_FIRST: []}
    for value in values:
        found = _NUMBERS.match(value) if isinstance(value, str) else None
        if not found or len(found[1]) > 2:
            continue
        first, second = int(found[1]), int(found[2])
        if 12 < first <= 31 and second <= 12:
            told[DAY_FIRST].append(found[0])
        elif 12 < second <= 31 and first <= 12:
            told[MONTH_FIRST].append(found[0])
    usual, rare = sorted(told, key=lambda order: -len(told[order]))
    count = len(told[usual])
    if not count:
        return None, "", 0
    return (usual if len(told[rare]) * 10 <= count else None), told[usual][0], count


def has_points(text: str) -> bool:
    """ "12.03.1980": countries that write points all put the day first (Unicode CLDR, numeric date patterns)."""
    return bool(_POINTED.match(text))


def counted_from_1904(read: ReadDate) -> ReadDate:
    """The same cell of a file whose days are counted from 1904: serial numbers mean a later day there."""
    return replace(read, value=read.value + _LATER) if read.value and read.how == "serial" else read


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
    text = _AFTER.sub("", text).lstrip("'’`´ ")
    iso = _ISO.match(text)
    if iso:
        return ReadDate(_date(int(iso[1]), int(iso[2]), int(iso[3])))
    found = _NUMBERS.match(text)
    if found:
        return _numbers(found[1], found[2], found[3], order, latest)
    if text.isdecimal():
        return _run_on(text, order, latest)
    roman = _ROMAN.match(text)
    if roman:
        year, how = _year(roman[3], latest)
        return ReadDate(_date(year, _ROMANS.index(roman[2].lower()) + 1, int(roman[1])), how=how)
    return _words(text, latest)


def _run_on(text: str, order: str | None, latest: date) -> ReadDate:
    """Digits without separators: 19800312, 12031980, a serial day, a year alone, an age."""
    compact, run_on = _COMPACT.match(text), _RUN_ON.match(text)
    value = _date(int(compact[1] + compact[2]), int(compact[3]), int(compact[4])) if compact else None
    if value or not run_on:
        number = int(text)
        if value is None and number in _SERIALS:
            return ReadDate(_EPOCH + timedelta(days=number), how="serial")
        how = "text" if value else "year" if 1900 <= number <= 2100 else "age" if 15 <= number <= 99 else "text"
        return ReadDate(value, how=how)
    return _numbers(run_on[1], run_on[2], run_on[3], order, latest)


def _numbers(first: str, second: str, third: str, order: str | None, latest: date) -> ReadDate:
    a, b = int(first), int(second)
    if len(first) == 4:
        return ReadDate(_date(a, b, int(third)))
    if a > 31 and len(third) <= 2:
        year, how = _year(first, latest)
        return ReadDate(_date(year, b, int(third)), how=how)
    year, how = _year(third, latest)
    ambiguous = a <= 12 and b <= 12 and a != b and order is None and a > 0 < b
    day, month = (b, a) if order == MONTH_FIRST else (a, b)
    value, turned = _date(year, month, day), _date(year, day, month)
    if value is None and turned and order:
        return ReadDate(turned, how="turned")
    return ReadDate(value or turned, ambiguous and value is not None, how)


def _words(text: str, latest: date) -> ReadDate:
    """ "12 de marzo de 1980", "12/mar/80", "1er mars 1980", "March 12, 1980"."""
    if len(text) > 60:
        return ReadDate(None)
    pieces = _WORDS.findall(fold(text))
    if pieces[:1] == ["mar"] and sum(p in _MONTH for p in pieces) > 1:
        del pieces[0]  # Tuesday: "mar 12 mayo 1980"
    months = {_MONTH[p] for p in pieces if p in _MONTH}
    numbers = [p for p in pieces if p.isdigit()]
    if len(months) != 1 or len(numbers) != 2:
        how = "age" if len(numbers) == 1 and not _YEARS.isdisjoint(pieces) else "text"
        return ReadDate(None, how=how)
    if len(numbers[0]) < 3 and len(numbers[1]) < 3 and pieces.index(numbers[1]) < _place_of_month(pieces):
        return ReadDate(None)  # "3 al 14/nov": two days, not a day and a year
    day, year = (numbers[1], numbers[0]) if len(numbers[0]) == 4 else (numbers[0], numbers[1])
    full, how = _year(year, latest)
    return ReadDate(_date(full, months.pop(), int(day)), how=how)


def _place_of_month(pieces: Sequence[str]) -> int:
    return next(place for place, piece in enumerate(pieces) if piece in _MONTH)


_YEARS = frozenset(("anos", "ans", "years", "anni", "jahre", "anys", "edad", "idade", "age"))

_BETWEEN = re.compile(
    r"\s+(?:al?|hasta(?:\s+el)?|at[ée](?:\s+o)?|à|au|to|until|bis)\s+|\s+[-–—]\s+|[-–—]", re.IGNORECASE
)
_BEGINNING = re.compile(
    r"^\D{0,12}?(\d{1,2})(?:er|[º°])?(?:\s*(?:de\s+|[/.]|\s)\s*([^\W\d_]{3,12}\.?|\d{1,2}))?\s*$", re.IGNORECASE
)


def hour_of(value: object) -> str:
    """The time of day that stands with a date, "23:00"; "" where none does, or midnight."""
    if isinstance(value, datetime):
        return f"{value:%H:%M}" if value.time() != time() else ""
    found = _CLOCK.search(value) if isinstance(value, str) else None
    return f"{int(found[1]):02}:{found[2]}" if found and (int(found[1]) or int(found[2])) else ""


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
