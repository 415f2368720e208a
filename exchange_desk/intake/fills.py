"""Rows that a colour sets apart: asked once for each colour what it means, with what the list's legend says.

Only cells' own fills count. Headings, whole columns, every other row and a colour under most rows are decoration.
"""

import colorsys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from exchange_desk.intake import legends
from exchange_desk.intake.decisions import RowKey
from exchange_desk.intake.doubts import CellProblem, Option, Question, Word, problem
from exchange_desk.intake.fields import PERSON
from exchange_desk.intake.reading import ReadRow
from exchange_desk.intake.survey import Table
from exchange_desk.support.language import msg
from exchange_desk.support.text import clean

COLOURS: dict[str, str] = {
    "red": msg("red"),
    "light-red": msg("light red"),
    "dark-red": msg("dark red"),
    "orange": msg("orange"),
    "light-orange": msg("light orange"),
    "yellow": msg("yellow"),
    "light-yellow": msg("light yellow"),
    "green": msg("green"),
    "light-green": msg("light green"),
    "dark-green": msg("dark green"),
    "turquoise": msg("turquoise"),
    "light-turquoise": msg("light turquoise"),
    "blue": msg("blue"),
    "light-blue": msg("light blue"),
    "dark-blue": msg("dark blue"),
    "purple": msg("purple"),
    "light-purple": msg("light purple"),
    "pink": msg("pink"),
    "light-pink": msg("light pink"),
    "brown": msg("brown"),
    "grey": msg("grey"),
    "light-grey": msg("light grey"),
    "dark-grey": msg("dark grey"),
    "black": msg("black"),
}
_OPTIONS = {
    legends.SKIP: msg("They withdrew: skip these rows"),
    legends.RESERVE: msg("They are substitutes: take these rows, with a note"),
    legends.TAKE: msg("Nothing: take these rows"),
}
_HUES = (
    (15, "red"),
    (47, "orange"),
    (67, "yellow"),
    (160, "green"),
    (195, "turquoise"),
    (255, "blue"),
    (288, "purple"),
)


@dataclass(frozen=True, slots=True)
class Fills:
    """The coloured rows of a file. `rows`: colour → rows; `told`: colour → what a legend says, as it stands there."""

    rows: Mapping[str, tuple[RowKey, ...]]
    told: Mapping[str, str]

    def skipped(self, answers: Mapping[str, str]) -> dict[RowKey, str]:
        """The rows of the colours that mean: withdrawn, with their colour."""
        gone = [colour for colour in self.rows if answers.get(_asked(colour)) == legends.SKIP]
        return {row: colour for colour in gone for row in self.rows[colour]}

    def ask(self, rows: Iterable[ReadRow], answers: Mapping[str, str]) -> tuple[Question, ...]:
        """The questions still open, put on their rows; a colour that means substitutes leaves its note instead."""
        by_key = {row.key: row for row in rows} if self.rows else {}
        asked = []
        for colour, keys in self.rows.items():
            here = [by_key[key] for key in keys if key in by_key]
            answer = answers.get(_asked(colour))
            if answer == legends.RESERVE:
                for row in here:
                    self._note_reserve(row, colour)
            elif answer not in _OPTIONS:
                for row in here:
                    row.questions.append(_asked(colour))
                asked.append(self._question(colour))
        return tuple(asked)

    def _note_reserve(self, row: ReadRow, colour: str) -> None:
        """What the legend says of substitutes goes to the notes, in the sender's own words."""
        row.problems = [*row.problems, CellProblem(0, problem("row.reserve", None))]
        told = self.told.get(colour)
        if told:
            note = str(row.values.get("note", ""))
            row.values = {**row.values, "note": f"{note}\n{told}".strip()}

    def _question(self, colour: str) -> Question:
        told = self.told.get(colour, "")
        plain = msg("Some rows are filled with the colour {colour}. What does that mean?")
        with_legend = msg("Some rows are filled with the colour {colour}, and the list says: “{legend}”. Is that so?")
        likely = legends.meaning(told)
        ordered = sorted(_OPTIONS, key=lambda option: option != likely)
        params = {"colour": Word(COLOURS[colour]), "legend": told}
        options = tuple(Option(option, _OPTIONS[option]) for option in ordered)
        return Question(
            _asked(colour), "row.filled", with_legend if told else plain, params, self.rows[colour], options
        )


def _asked(colour: str) -> str:
    return f"filled:{colour}"


def fills_of(tables: Sequence[Table]) -> Fills:
    """The colours that set rows of these tables apart."""
    rows: dict[str, list[RowKey]] = defaultdict(list)
    told: dict[str, str] = {}
    for table in tables:
        if not any(mark.fill for mark in table.layout.sheet.marks.values()):
            continue
        coloured = _coloured(table)
        for number in table.layout.rows:
            if number in coloured:
                rows[coloured[number]].append((table.layout.sheet.name, number))
        for colour, text in _legends(table):
            told.setdefault(colour, text)
    return Fills({colour: tuple(found) for colour, found in rows.items()}, told)


def _coloured(table: Table) -> dict[int, str]:
    """Row → colour, for the rows that a colour sets apart from most others."""
    found = _colours_of_rows(table)
    counts = Counter(found.values())
    total = len(table.layout.rows)
    if len(found) == total and total > 2 and max(counts.values(), default=0) * 2 <= total:
        return {}  # every row in some colour: bands for groups
    telling = {c for c, n in counts.items() if n * 2 <= total and not _striped(table, found, c)}
    struck = {row for (row, _), mark in table.layout.sheet.marks.items() if mark.strike}
    asked = {c for c in telling if any(row not in struck for row, colour in found.items() if colour == c)}
    return {row: colour for row, colour in found.items() if colour in asked}


def _colours_of_rows(table: Table) -> dict[int, str]:
    """Row → the colour of its name's cell, or of most of its cells."""
    naming = {c.column for c in table.columns if c.field in PERSON}
    columns = {c.column for c in table.columns}
    by_row: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), mark in table.layout.sheet.marks.items():
        if mark.fill and column in columns and row in table.layout.cells:
            by_row[row][column] = mark.fill
    plain = _plain_columns(by_row, len(table.layout.rows))
    found = {}
    for row, fills in by_row.items():
        own = {column: fill for column, fill in fills.items() if fill not in plain[column]}
        named = next((fill for column, fill in own.items() if column in naming), None)
        most, count = Counter(own.values()).most_common(1)[0] if own else (None, 0)
        fill = named or (most if count * 2 > len(columns) else None)
        name = colour_name(fill) if fill else ""
        if name:
            found[row] = name
    return found


def _plain_columns(by_row: Mapping[int, Mapping[int, str]], total: int) -> Mapping[int, set[str]]:
    """Column → the fills that most of its cells have: the look of the column, nothing about a row."""
    seen: dict[int, Counter[str]] = defaultdict(Counter)
    for fills in by_row.values():
        for column, fill in fills.items():
            seen[column][fill] += 1
    return defaultdict(set, {c: {f for f, n in counted.items() if n * 2 > total} for c, counted in seen.items()})


def _striped(table: Table, found: Mapping[int, str], colour: str) -> bool:
    """Is it every other row (or every other pair of rows), from end to end?"""
    here = [found.get(row) == colour for row in table.layout.rows]
    count = sum(here)
    for width in (1, 2, 3):
        bands = [i // width % 2 for i in range(len(here))]
        for offset in (0, 1):
            agree = sum(mine == (band == offset) for mine, band in zip(here, bands, strict=True))
            if count >= 2 and len(here) >= 4 and agree >= 0.9 * len(here):
                return True
    return False


def colour_name(fill: str) -> str:
    """What people call a colour given as RRGGBB: a key of the colours' names; "" for (nearly) white."""
    red, green, blue = (int(fill[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    degrees = hue * 360
    if light > 0.97 or (full < 0.12 and light > 0.93):
        return ""
    if light < 0.08:
        return "black"
    if full < 0.12:
        return "light-grey" if light > 0.78 else "dark-grey" if light < 0.4 else "grey"
    name = next((name for end, name in _HUES if degrees < end), "pink" if degrees < 345 else "red")
    if name == "orange" and light < 0.4:
        return "brown"
    dark = 0.4 if name == "red" else 0.34
    shade = f"light-{name}" if light > 0.7 else f"dark-{name}" if light < dark else name
    return shade if shade in COLOURS else name


def _legends(table: Table) -> Iterable[tuple[str, str]]:
    """Colour → line that explains it, among the lines set aside: by its words, or by the fill of its cell."""
    sheet = table.layout.sheet
    fills = {row: mark.fill for (row, _), mark in sheet.marks.items() if mark.fill}
    for line in table.layout.set_aside:
        text = clean(" ".join(str(cell) for cell in sheet.rows[line.row - 1] if cell is not None))
        for piece in text.split(";"):
            if not legends.meaning(piece):
                continue
            spoken = legends.colour_in(piece)
            if spoken:
                yield from ((name, piece.strip()) for name in COLOURS if name.rpartition("-")[2] == spoken)
            elif line.row in fills:
                yield colour_name(fills[line.row] or ""), piece.strip()
