"""Forms: one person with labels beside or above the values, and lists in which each person is a column.

They become tables: a row for each person, a column for each label. What another person's part of a form says
("Jefe inmediato" above "Nombre") keeps that heading, so that it is not taken for the person's own.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from exchange_desk.intake import headings
from exchange_desk.intake.fields import PERSON
from exchange_desk.intake.heading_rows import HeadingCell, heading_score
from exchange_desk.intake.headings import ASIDE
from exchange_desk.intake.labels import bare, count_filled, is_label, label_columns, labelled_within
from exchange_desk.intake.layout import Layout, SetAside
from exchange_desk.intake.placing import Placing, Position
from exchange_desk.intake.profile import looks_like_name
from exchange_desk.intake.rows import Line
from exchange_desk.support.text import clean, fold
from exchange_desk.workbooks.grid import CellValue, Mark, Sheet

_LEAST = 3
"""So many different labels make a form."""
_DEEPEST = 400
"""No form goes further down; a list does."""
_NAMING = frozenset((*PERSON, "name"))
_PERSONAL = frozenset(("email", "phone", "birth_date", "sex", "passport_number", "national_id", "post", "institution"))
_ANOTHER = f"{ASIDE}other_person"


@dataclass(frozen=True, slots=True)
class _Pair:
    """A label and its value.

    `prefix`: what stands before the value in the same cell; `section`: the heading over both, of another person.
    """

    label: str
    label_at: Position
    value: CellValue
    value_at: Position
    prefix: str = ""
    section: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (fold(self.section), fold(self.label))

    @property
    def names(self) -> bool:
        """Does the label ask for the person's name?"""
        return any(m.field in _NAMING for m in headings.joined(self.section, self.label))

    @property
    def personal(self) -> bool:
        """Does the label ask for something else that only a person has?"""
        return any(m.field in _PERSONAL for m in headings.joined(self.section, self.label))


@dataclass
class _Found:
    """What a walk through a sheet finds: pairs of label and value, and the lines that are neither."""

    pairs: list[_Pair] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)


def find_forms(sheet: Sheet) -> Layout | None:
    """The people of a sheet that is filled in as a form, or has people in columns; None when it is neither."""
    if len(sheet.rows) > _DEEPEST or not sheet.rows:
        return None
    for look in _ways(sheet):
        found = look(sheet)
        people = [person for person in _people(found.pairs) if _is_person(person)] if found else []
        if found and people:
            return _layout(sheet, people, found.aside)
    return None


def _ways(sheet: Sheet) -> tuple[Callable[[Sheet], _Found | None], ...]:
    """The ways in which a sheet can be looked at as a form."""
    if _begins_with_labels(sheet):
        return (_across, _beside, _below)
    return (_below,) if _is_list(sheet) else (_across, _beside, _below)


def _begins_with_labels(sheet: Sheet) -> bool:
    """Do nearly all lines but the first begin with labels of their own, for names and more? No list does."""
    first = next((c for c in range(1, sheet.width + 1) if any(row[c - 1] not in (None, "") for row in sheet.rows)), 0)
    lines = [row for row in sheet.rows if first and count_filled(row) > 2]
    told = {fold(bare(row[first - 1])): row[first - 1] for row in lines[1:] if is_label(row[first - 1])}
    fields = {m.field for label in told.values() for m in headings.meanings(bare(label))[:1]}
    return len(told) >= _LEAST and len(told) * 5 >= len(lines[1:]) * 4 and bool(fields & _NAMING and fields & _PERSONAL)


def is_form(sheet: Sheet) -> bool:
    """Do labels stand below each other here, filled in or not?"""
    if len(sheet.rows) > _DEEPEST or _is_list(sheet):
        return False
    columns = label_columns(sheet)
    lines = [row for row in sheet.rows if count_filled(row)]
    told = [{fold(bare(cell)) for cell in _at(row, columns) if is_label(cell)} for row in lines]
    if any(sum(map(is_label, row)) >= _LEAST for row in lines):
        return False
    return len(set().union(*told)) >= _LEAST and sum(map(bool, told)) * 2 > len(lines)


def _is_list(sheet: Sheet) -> bool:
    numbers = range(1, len(sheet.rows) + 1)
    return any(_is_header(sheet, number) or _heads_many(sheet, number) for number in numbers)


def _heads_many(sheet: Sheet, number: int) -> bool:
    """A row of texts, several of them labels and none a value, over a row of values: headings, also when most of them
    are unheard of."""
    row = [cell for cell in sheet.rows[number - 1] if cell not in (None, "")]
    if len(row) < 4 or sum(map(is_label, row)) < 3 or not all(isinstance(cell, str) for cell in row):
        return False
    if heading_score(sheet.rows[number - 1]) < 2.0 or any(looks_like_name(str(cell)) for cell in row):
        return False
    below = next((r for r in sheet.rows[number : number + 2] if count_filled(r)), ())
    return count_filled(below) * 2 >= len(row) and sum(map(is_label, below)) * 4 <= len(row)


def _at(row: Sequence[CellValue], columns: frozenset[int]) -> Iterator[CellValue]:
    return (row[c - 1] for c in columns)


def _is_header(sheet: Sheet, number: int) -> bool:
    """A row of headings over a list: mostly labels, one of them for names, and no label but a name below that one."""
    row = sheet.rows[number - 1]
    labels = [column for column, cell in enumerate(row, 1) if is_label(cell)]
    if len(labels) < 2 or len(labels) < 0.6 * count_filled(row):
        return False
    over = sheet.rows[number - 2] if number > 1 else ()
    if count_filled(over) == 1 and _another(next(str(cell) for cell in over if cell not in (None, ""))):
        return False  # somebody else's part of a form: "Contacto de emergencia"
    naming = [c for c in labels if _names_somebody(row[c - 1])]
    below = next((r for r in sheet.rows[number : number + 3] if count_filled(r)), ())
    return any(below and below[c - 1] not in (None, "") and not is_label(below[c - 1]) for c in naming)


# Labels beside their values


def _beside(sheet: Sheet) -> _Found | None:
    """A form with labels before their values, in the next cell or in the same one."""
    columns = label_columns(sheet)
    found = _walk(sheet, columns)
    kinds = {pair.key for pair in found.pairs if is_label(f"{pair.label}:")}
    lines = sum(count_filled(row) > 1 or any(labelled_within(cell) for cell in row) for row in sheet.rows)
    told = {pair.label_at[0] for pair in found.pairs}
    short = any(pair.names for pair in found.pairs) and any(pair.personal for pair in found.pairs)
    enough = len(kinds) >= _LEAST or (short and len(kinds) == _LEAST - 1)
    return found if enough and len(told) * 2 > lines else None


def _walk(sheet: Sheet, columns: frozenset[int]) -> _Found:
    found, section = _Found(), ""
    covered = _covered(sheet)
    for number, row in enumerate(sheet.rows, 1):
        if not count_filled(row):
            continue
        lone = count_filled(row) == 1 and not any(labelled_within(cell) for cell in row)
        announced = lone and _another(_text(sheet, number))
        pairs = [] if announced else list(_pairs_of(sheet, number, columns, covered))
        if pairs:
            found.pairs += [replace(pair, section=section) for pair in pairs]
            continue
        text = _text(sheet, number)
        found.aside.append(SetAside(number, Line.TITLE if not found.pairs else Line.NOTE, text))
        if lone:
            section = text.rstrip(" :") if announced else ""
    found.pairs = _own_again(found.pairs)
    return found


def _another(section: str) -> bool:
    """Does the heading of a part announce another person ("Jefe inmediato")?"""
    known = headings.meanings(section.rstrip(" :"))
    return bool(known) and known[0].field == _ANOTHER


def _own_again(pairs: Sequence[_Pair]) -> list[_Pair]:
    """A part called "Contacto" in which nobody is named holds the person's own addresses."""
    named = {pair.section for pair in pairs if _names_somebody(pair.label)}
    weak = {pair.section for pair in pairs if len(pair.section.split()) == 1} - named
    return [replace(pair, section="") if pair.section in weak else pair for pair in pairs]


def _covered(sheet: Sheet) -> dict[Position, int]:
    """Left end of a merged area → its right end."""
    return {(area.top, area.left): area.right for area in sheet.merged}


def _pairs_of(sheet: Sheet, number: int, columns: frozenset[int], covered: dict[Position, int]) -> Iterator[_Pair]:
    """The pairs of one line, from left to right."""
    row = sheet.rows[number - 1]
    column = 1
    while column <= len(row):
        cell = row[column - 1]
        inline = labelled_within(cell)
        if inline:
            label, told, prefix = inline
            yield _Pair(label, (number, column), told, (number, column), prefix)
        elif isinstance(cell, str) and column in columns and cell.strip():
            beyond = covered.get((number, column), column) + 1
            at = _value_column(row, beyond, columns)
            value = row[at - 1] if at <= len(row) else None
            if value is not None or is_label(cell):
                yield _Pair(bare(cell), (number, column), value, (number, at))
            column = max(column, at if value is not None else column)
        column += 1


def _value_column(row: Sequence[CellValue], beyond: int, columns: frozenset[int]) -> int:
    """The first filled cell before the next column of labels; the very next one when all are empty."""
    for column in range(beyond, len(row) + 1):
        cell = row[column - 1]
        if cell is None or cell == "":
            continue
        return beyond if column in columns and is_label(cell) else column
    return beyond


# Labels above their values


def _below(sheet: Sheet) -> _Found | None:
    """A form with lines of labels, each over one line of values ("Nombre | Apellidos" over "Ana | Ruiz").

    Lists below each other look alike, but for one thing: each has headings for names, and a form has them once.
    """
    filled = [number for number, row in enumerate(sheet.rows, 1) if count_filled(row)]
    found, section, at = _Found(), "", 0
    while at < len(filled):
        number, values = filled[at], filled[at + 1] if at + 1 < len(filled) else 0
        if _over(sheet, number, values):
            found.pairs += _stacked(sheet, number, values, section)
            at += 2
            continue
        if count_filled(sheet.rows[number - 1]) > 1:
            return None
        text = _text(sheet, number)
        section = text.rstrip(" :") if _another(text) else ""
        found.aside.append(SetAside(number, Line.TITLE if not found.pairs else Line.NOTE, text))
        at += 1
    found.pairs = _own_again(found.pairs)
    named = {pair.label_at[0] for pair in found.pairs if pair.names and not pair.section}
    others = {pair.label_at[0] for pair in found.pairs if pair.personal and not pair.section} - named
    return found if named and others else None


def _stacked(sheet: Sheet, number: int, values: int, section: str) -> Iterator[_Pair]:
    for column, cell in enumerate(sheet.rows[number - 1], 1):
        if bare(cell):
            at = (values, column)
            yield _Pair(bare(cell), (number, column), sheet.value(*at), at, "", section)


def _text(sheet: Sheet, number: int) -> str:
    return clean(" ".join(str(cell) for cell in sheet.rows[number - 1] if cell is not None))


def _over(sheet: Sheet, number: int, values: int) -> bool:
    """Is this a line of labels, and the next one of values?"""
    labels = [c for c, cell in enumerate(sheet.rows[number - 1], 1) if is_label(cell)]
    if not labels or not values or len(labels) < 0.6 * count_filled(sheet.rows[number - 1]):
        return False
    below = sheet.rows[values - 1]
    return any(below[c - 1] not in (None, "") for c in labels) and not any(is_label(below[c - 1]) for c in labels)


# Each person a column


def _across(sheet: Sheet) -> _Found | None:
    """A list on its side: the headings in one column, each person in a column of their own."""
    columns = label_columns(sheet)
    if len(columns) != 1:
        return None
    labels = next(iter(columns))
    if any(cell not in (None, "") for row in sheet.rows for cell in row[: labels - 1] if count_filled(row) > 1):
        return None
    lines = [n for n, row in enumerate(sheet.rows, 1) if row[labels - 1] not in (None, "") and count_filled(row) > 1]
    people = _person_columns(sheet, labels, lines)
    if len(people) < 2:
        return None
    found = _Found()
    for column in people:
        found.pairs += [
            _Pair(bare(sheet.value(n, labels)), (n, labels), sheet.value(n, column), (n, column)) for n in lines
        ]
    for number, row in enumerate(sheet.rows, 1):
        if count_filled(row) and number not in lines:
            why = Line.TITLE if number < lines[0] else Line.NOTE
            found.aside.append(SetAside(number, why, _text(sheet, number)))
    return found


def _person_columns(sheet: Sheet, labels: int, lines: Sequence[int]) -> list[int]:
    """The columns beside the labels that have a name and about as much to say as the first."""
    naming = [n for n in lines if _names_somebody(sheet.value(n, labels))]
    if not naming or len(lines) < _LEAST:
        return []
    told = {
        column: sum(sheet.value(n, column) not in (None, "") for n in lines)
        for column in range(labels + 1, sheet.width + 1)
        if any(_could_be_name(sheet.value(n, column)) for n in naming)
    }
    return [column for column, count in told.items() if count * 2 >= max(told.values())]


def _names_somebody(label: CellValue) -> bool:
    return any(m.field in _NAMING for m in headings.meanings(bare(label)))


def _could_be_name(cell: CellValue) -> bool:
    return isinstance(cell, str) and len(cell) > 1 and not is_label(cell) and cell[:1].isalpha()


# People and their table


def _people(pairs: Sequence[_Pair]) -> list[list[_Pair]]:
    """A person begins where a label for the name comes again; forms beside each other have labels of their own."""
    people: list[list[_Pair]] = []
    for band in _bands(pairs):
        current: list[_Pair] = []
        for pair in band:
            if pair.names and not pair.section and any(pair.key == held.key for held in current):
                people.append(current)
                current = []
            current.append(pair)
        if current:
            people.append(current)
    return people


def _bands(pairs: Sequence[_Pair]) -> list[list[_Pair]]:
    """Forms side by side, told by the same label for the name in one line; people in columns, by their column."""
    named = [pair for pair in pairs if pair.names and not pair.section]
    if not named:
        return [list(pairs)]
    if len({pair.label_at for pair in pairs}) < len(pairs):  # one label for several values: people in columns
        columns = sorted({pair.value_at[1] for pair in pairs})
        return [[pair for pair in pairs if pair.value_at[1] == column] for column in columns]
    first = named[0]
    starts = sorted({p.label_at[1] for p in named if p.key == first.key and p.label_at[0] == first.label_at[0]})
    bands: list[list[_Pair]] = [[] for _ in starts]
    for pair in pairs:
        bands[max(0, sum(start <= pair.label_at[1] for start in starts) - 1)].append(pair)
    return bands


def _is_person(pairs: Sequence[_Pair]) -> bool:
    """A name is given, and something besides."""
    own = [pair for pair in pairs if not pair.section and pair.value not in (None, "")]
    return any(pair.names and not isinstance(pair.value, (int, float)) for pair in own) and (
        len(own) > 1 or any(looks_like_name(str(pair.value)) for pair in own)
    )


def _layout(sheet: Sheet, people: Sequence[Sequence[_Pair]], aside: Sequence[SetAside]) -> Layout:
    """The table: a column for each label, in the order in which they come; a row for each person."""
    keys: dict[tuple[str, str, int], _Pair] = {}
    for person in people:
        for key, pair in _numbered(person):
            keys.setdefault(key, pair)
    columns = {key: column for column, key in enumerate(keys, 1)}
    heads = tuple(HeadingCell(columns[key], pair.label, pair.section) for key, pair in keys.items())
    cells: dict[int, Sequence[CellValue]] = {}
    places: dict[Position, Position] = {}
    for index, person in enumerate(people):
        number = min(pair.value_at[0] for pair in person)
        number += len(sheet.rows) * index if number in cells else 0
        values: list[CellValue] = [None] * len(columns)
        for key, pair in _numbered(person):
            values[columns[key] - 1] = pair.value
            places[number, columns[key]] = pair.value_at
        places[number, 0] = next((p.value_at for p in person if p.names), person[0].value_at)
        cells[number] = values
    labels = {pair.value_at: pair.prefix for person in people for pair in person if pair.prefix}
    marks = _marks(sheet, places)
    turned = Sheet(sheet.name, sheet.rows, hidden=sheet.hidden, marks=marks)
    titles = tuple(line.text for line in aside if line.why == Line.TITLE)
    return Layout(turned, (), heads, tuple(cells), cells, tuple(aside), titles, placing=Placing(0, places, labels))


def _numbered(person: Sequence[_Pair]) -> Iterator[tuple[tuple[str, str, int], _Pair]]:
    """The pairs with their keys; a label that comes again within a form is another column."""
    seen: Counter[tuple[str, str]] = Counter()
    for pair in person:
        seen[pair.key] += 1
        yield (*pair.key, seen[pair.key]), pair


def _marks(sheet: Sheet, places: dict[Position, Position]) -> dict[Position, Mark]:
    return {ours: sheet.marks[theirs] for ours, theirs in places.items() if ours[1] and theirs in sheet.marks}
