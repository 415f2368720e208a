"""Cells become values, a column at a time, each with the doubt that remains.

A reader looks at one cell; equal cells of a column are read once. What must hold for a whole column (which number
of a date is the day, what M stands for) comes in through the `Scope`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from exchange_desk.intake import codes, documents, places
from exchange_desk.intake.contacts import is_nothing, read_mail, read_phone
from exchange_desk.intake.dates import counted_from_1904, hour_of, read_date
from exchange_desk.intake.directory import Value
from exchange_desk.intake.doubts import problem
from exchange_desk.intake.fields import DATES
from exchange_desk.intake.texts import lost_letters, repaired, text_of
from exchange_desk.intake.words import words
from exchange_desk.support.problems import Problem
from exchange_desk.support.text import fold
from exchange_desk.workbooks.grid import CellValue, Mark


@dataclass(frozen=True)
class Scope:
    """What a reader needs to know besides the cell. `order`, `m_means`: decided for the column, None while open.

    `by_custom`: nothing in the column tells the order; it is that of the country. `since_1904`: how the file counts
    days.
    """

    field: str
    today: date
    country: str | None = None
    order: str | None = None
    m_means: str | None = None
    by_custom: bool = False
    since_1904: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """`value` None: nothing there. `open`: the cell cannot be read before a question is answered."""

    value: Value | None = None
    problems: tuple[Problem, ...] = ()
    open: bool = False


@dataclass
class Reading:
    """A column as read, beside its rows. `problems` and `open` only where there is something."""

    values: list[Value | None]
    problems: dict[int, tuple[Problem, ...]] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)


EMPTY = Read()
Reader = Callable[[CellValue, Scope], Read]


def read_column(cells: Sequence[CellValue], scope: Scope, marks: Mapping[int, Mark]) -> Reading:
    """All cells of a column. `marks`: position → mark, for the few cells that carry one that matters."""
    reader = reader_for(scope.field)
    texts: dict[CellValue, Read] = {}
    others: dict[tuple[type, CellValue], Read] = {}
    result = Reading([None] * len(cells))
    for i, cell in enumerate(cells):
        if i in marks:
            read = _marked(cell, marks[i], scope, reader)
        elif cell is None:
            continue
        elif isinstance(cell, str):
            read = texts.get(cell) or texts.setdefault(cell, _checked(cell, scope, reader))
        else:
            key = (type(cell), cell)
            read = others.get(key) or others.setdefault(key, _checked(cell, scope, reader))
        result.values[i] = read.value
        if read.problems:
            result.problems[i] = read.problems
        if read.open:
            result.open.add(i)
    return result


def _marked(cell: CellValue, mark: Mark, scope: Scope, reader: Reader) -> Read:
    """A cell with a mark: an error, a formula without result, or a number shown with leading zeros."""
    if mark.error:
        return Read(None, (problem("cell.error", scope.field, error=mark.error),))
    if mark.uncalculated and cell is None:
        return Read(None, (problem("cell.uncalculated", scope.field),))
    if mark.digits and isinstance(cell, (int, float)):
        return _checked(text_of(cell, mark), scope, reader)
    return _checked(cell, scope, reader)


def _checked(cell: CellValue, scope: Scope, reader: Reader) -> Read:
    """The reader's answer, with damaged letters repaired before and reported after."""
    if not isinstance(cell, str):
        return reader(cell, scope)
    if cell.startswith("#") and cell.rstrip("!?").isupper() and len(cell) < 9 and cell[1:2].isalpha():
        return Read(None, (problem("cell.error", scope.field, error=cell),))
    better = repaired(cell)
    read = reader(better, scope)
    if better != cell:
        note = problem("text.repaired", scope.field, before=text_of(cell), after=text_of(better))
        return Read(read.value, (note, *read.problems), read.open)
    if lost_letters(cell) and "@" not in cell and read.value is not None:
        return Read(read.value, (*read.problems, problem("text.lost", scope.field, value=text_of(cell))), read.open)
    return read


def _text(cell: CellValue, scope: Scope) -> Read:
    del scope
    text = text_of(cell)
    return Read(text) if text and not (len(text) < 4 and is_nothing(text)) else EMPTY


def _lines(cell: CellValue, scope: Scope) -> Read:
    del scope
    return Read(text_of(cell, lines=True) or None)


def _note(cell: CellValue, scope: Scope) -> Read:
    """Notes may carry what belongs elsewhere: that somebody withdraws, or something about their health."""
    text = text_of(cell, lines=True)
    key = f" {fold(text)} "
    found: tuple[Problem, ...] = ()
    kinds = ("withdrawn", "substitute", "participated", "decision")
    told = next((kind for kind in kinds if any(f" {word}" in key for word in words("note", kind))), None)
    if told:
        found = (problem(f"note.{told}", scope.field, value=text),)
    if any(f" {word}" in key for word in words("note", "health")):
        found = (*found, problem("note.sensitive", scope.field))
    return Read(text or None, found)


def _mail(cell: CellValue, scope: Scope) -> Read:
    text = text_of(cell)
    if not text:
        return EMPTY
    read = read_mail(text)
    if read.fault == "form" and read.hint:
        return Read(None, (problem("email.hint", scope.field, value=text, hint=read.hint),))
    if read.fault:
        return Read(read.value, (problem(f"email.{read.fault}", scope.field, value=text, hint=read.hint),))
    if read.others:
        return Read(read.value, (problem("email.several", scope.field, value=read.value, others=list(read.others)),))
    return Read(read.value)


def _phone(cell: CellValue, scope: Scope) -> Read:
    text = text_of(cell)
    if not text:
        return EMPTY
    read = read_phone(text, scope.country)
    if read.value is None:
        return EMPTY if read.sure else Read(None, (problem("phone.unread", scope.field, value=text),))
    return Read(read.value, () if read.sure else (problem("phone.as_written", scope.field, value=text),))


def _date(cell: CellValue, scope: Scope) -> Read:
    text = text_of(cell)
    if not text or (isinstance(cell, str) and is_nothing(text)):
        return EMPTY
    read = read_date(text if isinstance(cell, str) else cell, scope.order, latest_day(scope.field, scope.today))
    if scope.since_1904:
        read = counted_from_1904(read)
    if read.value is None:
        key = {"year": "date.year_only", "age": "date.age"}.get(read.how, "date.unread")
        return Read(None, (problem(key, scope.field, value=text),))
    if read.ambiguous:
        return Read(None, open=True)
    found = [problem(f"date.{read.how}", scope.field, value=text, date=read.value)] if read.how in _SAID else []
    if scope.by_custom and isinstance(cell, str) and read_date(text, None, scope.today).ambiguous:
        found.append(problem("date.by_country", scope.field, value=text, date=read.value))
    hour = hour_of(cell) if scope.field == "birth_date" else ""
    if hour:
        found.append(problem("date.hour", scope.field, hour=hour, date=read.value))
    return Read(read.value, (*found, *_unlikely(read.value, scope)))


_SAID = ("serial", "short_year", "turned")


def latest_day(field_name: str, today: date) -> date:
    """The last day a year of two digits may mean: births lie behind us, the rest may lie ahead."""
    return today if field_name == "birth_date" else today.replace(year=today.year + 20, day=1)


def _unlikely(value: date, scope: Scope) -> tuple[Problem, ...]:
    """Births before 100 years or within 15, other days far from now."""
    today = scope.today
    if scope.field != "birth_date":
        return () if abs(value.year - today.year) <= 25 else (problem("date.unlikely", scope.field, date=value),)
    if value > today:
        return (problem("date.not_born", scope.field, date=value),)
    age = today.year - value.year - ((today.month, today.day) < (value.month, value.day))
    return () if 15 <= age <= 100 else (problem("date.age_unlikely", scope.field, date=value, age=age),)


def _sex(cell: CellValue, scope: Scope) -> Read:
    text = text_of(cell)
    if not text or is_nothing(text):
        return EMPTY
    value = codes.read_sex(text, scope.m_means)
    if value:
        return Read(value)
    if codes.is_sex(text) or text in codes.NUMBERS:
        return Read(None, open=True)
    return Read(None, (problem("sex.unread", scope.field, value=text),))


def _country(cell: CellValue, scope: Scope) -> Read:
    text = text_of(cell)
    if not text or (is_nothing(text) and len(text) != 2):
        return EMPTY
    code = places.country(text)
    return Read(code) if code else Read(None, (problem("country.unread", scope.field, value=text),))


def _document(cell: CellValue, scope: Scope) -> Read:
    """Passport and identity numbers are text, never mended; words ("en trámite") are no numbers."""
    text = text_of(cell)
    if not text:
        return EMPTY
    if not any(c.isdigit() for c in text):
        waiting = any(word in f" {fold(text)}" for word in words("document", "waiting"))
        if is_nothing(text) and not waiting:
            return EMPTY
        return Read(None, (problem("document.status" if waiting else "document.words", scope.field, value=text),))
    if documents.damaged(cell):
        return Read(None, (problem("document.damaged", scope.field),))
    found = [problem("document.was_number", scope.field)] if isinstance(cell, (int, float)) else []
    text = text.removesuffix(".0")
    kind = documents.wrong_check(text, scope.country) if scope.field == "national_id" else ""
    if kind:
        found.append(problem("document.check", scope.field, kind=kind))
    return Read(text, tuple(found))


def _level(cell: CellValue, scope: Scope) -> Read:
    """A cell in the column of one language: its level, or a tick."""
    text = text_of(cell)
    if isinstance(cell, float) and 0 < cell <= 1:
        text = f"{cell:.0%}"
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool) and 10 < cell <= 100:
        text = f"{text}%"
    if cell is True:
        text = "x"
    if not text:
        return EMPTY
    read = codes.read_level(text)
    if not read.understood:
        return Read(None, (problem("language.unread", scope.field, value=text),))
    if read.level and read.approximate:
        return Read(read.level, (problem("language.approximate", scope.field, value=text, level=read.level),))
    return Read(read.level)


_READERS: dict[str, Reader] = {
    "email": _mail,
    "phone": _phone,
    "sex": _sex,
    "country": _country,
    "nationality": _country,
    "passport_number": _document,
    "national_id": _document,
    "objective": _lines,
    "note": _note,
    "language.mul": _text,
    **dict.fromkeys(DATES, _date),
}


def reader_for(field_name: str) -> Reader:
    if field_name in _READERS:
        return _READERS[field_name]
    return _level if field_name.startswith("language.") else _text


def spoken(text: str) -> tuple[dict[str, Value], tuple[Problem, ...]]:
    """The languages named in one cell as fields "language.<code>", with what was approximate or not understood."""
    found, rest = codes.read_languages(text)
    values: dict[str, Value] = {}
    doubts: list[Problem] = []
    for code, read in found:
        if read.level is None:
            continue
        name = f"language.{code}"
        values[name] = read.level
        if read.level and read.approximate:
            doubts.append(problem("language.approximate", name, value=text, level=read.level))
    if rest and not is_nothing(rest):
        doubts.append(problem("language.unread", "language.mul", value=rest))
    return values, tuple(doubts)
