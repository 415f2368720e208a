"""Where the tables of a sheet are: headings, people, and everything that is neither."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from exchange_desk.intake import headings
from exchange_desk.intake.contacts import looks_like_mail
from exchange_desk.intake.heading_rows import (
    ENOUGH,
    NAMING,
    HeadingCell,
    header_rows_of,
    heading_score,
    headings_of,
)
from exchange_desk.intake.places import is_city_alone
from exchange_desk.intake.placing import AS_IT_STANDS, Placing
from exchange_desk.intake.profile import looks_given, looks_like_name, profile
from exchange_desk.intake.rows import Line, first_text, line_of
from exchange_desk.support.text import clean
from exchange_desk.workbooks.grid import CellValue, Sheet

_HEADER_DEPTH = 60


@dataclass(frozen=True, slots=True)
class SetAside:
    """A line that is no person: `why` is a `rows.Line`."""

    row: int
    why: str
    text: str


@dataclass(frozen=True)
class Layout:
    """One table of one sheet. Rows are numbered as in the sheet. `groups`: row → the group heading over it.

    `titles`: the texts above the headings. `cells`: row → its values, with vertical merges filled down.
    `placing`: where these rows and columns stand in the sheet, where they do not stand as they are numbered.
    """

    sheet: Sheet
    header_rows: tuple[int, ...]
    headings: tuple[HeadingCell, ...]
    rows: tuple[int, ...]
    cells: Mapping[int, Sequence[CellValue]]
    set_aside: tuple[SetAside, ...] = ()
    titles: tuple[str, ...] = ()
    groups: Mapping[int, str] = field(default_factory=dict)
    placing: Placing = AS_IT_STANDS


@dataclass(frozen=True)
class Chosen:
    """What an officer has said about a sheet. `header_row`: the (last) row of headings; 0: there are none.

    `naming`: the columns that name people. `included`: rows to take although hidden or set aside.
    """

    header_row: int | None = None
    naming: tuple[int, ...] = ()
    included: frozenset[int] = frozenset()


NOTHING = Chosen()


def find_tables(sheet: Sheet, chosen: Chosen = NOTHING) -> tuple[Layout, ...]:
    """The tables of a sheet, from top to bottom."""
    header = _best_header(sheet.rows) if chosen.header_row is None else chosen.header_row
    if header:
        return _read_table(sheet, header_rows_of(sheet, header, alone=False), chosen)
    if header == 0 or chosen.naming:
        return _bare(sheet, chosen)
    return _without_headings(sheet, chosen)


def _best_header(rows: Sequence[Sequence[CellValue]]) -> int | None:
    """The row number of the first headings. None when no row deserves it."""
    scores: dict[int, float] = {}
    seen = 0
    for index, cells in enumerate(rows):
        filled = sum(cell is not None and cell != "" for cell in cells)
        seen += bool(filled)
        if seen > _HEADER_DEPTH:
            break
        score = heading_score(cells) if filled else 0.0
        if filled == 1 and (score < 0.97 or len(first_text(cells)) > 40):
            score = 0.0
        if score >= ENOUGH and _has_body(rows, index):
            scores[index] = score
    if not scores:
        return None
    best = max(scores, key=lambda index: (scores[index], -index))
    return next((i for i in scores if i < best and _heads_people(rows, i, best, scores)), best) + 1


def _heads_people(rows: Sequence[Sequence[CellValue]], row: int, best: int, scores: Mapping[int, float]) -> bool:
    """Are these headings of a table of their own, with people between them and the best headings?"""
    between = [str(cell) for cells in rows[row + 1 : best] for cell in cells if isinstance(cell, str)]
    return scores[row] >= 0.4 * scores[best] and any(looks_like_mail(t) or looks_like_name(t) for t in between)


def _has_body(rows: Sequence[Sequence[CellValue]], index: int) -> bool:
    """Something stands within the next rows."""
    return any(cell is not None and cell != "" for cells in rows[index + 1 : index + 6] for cell in cells)


def _read_table(sheet: Sheet, header_rows: tuple[int, ...], chosen: Chosen) -> tuple[Layout, ...]:
    """The table under these headings, and any further table below it."""
    top = header_rows[-1]
    heads = headings_of(sheet, header_rows)
    filled = _filled_down(sheet, top)
    naming = chosen.naming or _name_columns(sheet, heads, top)
    above = _titles(sheet, header_rows[0] - 1)
    group = above[-1].text if above and is_city_alone(above[-1].text) else ""
    reader = _Lines(sheet, heads, naming, chosen.included, filled, group)
    end = reader.read(top + 1)
    titles = tuple(line.text for line in above)
    aside = (*above, *reader.set_aside)
    layout = Layout(sheet, header_rows, heads, tuple(reader.people), reader.cells, aside, titles, reader.groups)
    if end is None:
        return (layout,)
    rest = _read_table(sheet, header_rows_of(sheet, end, alone=True), chosen)
    return (layout, *(_below(each, end) for each in rest))


def _titles(sheet: Sheet, last: int) -> tuple[SetAside, ...]:
    """The lines above the headings, each as one text ("Ciudad: Quito" may lie in two cells)."""
    texts = [_joined([clean(str(cell)) for cell in cells if cell is not None]) for cells in sheet.rows[:last]]
    return tuple(SetAside(row, Line.TITLE, text) for row, text in enumerate(texts, 1) if text)


def _joined(texts: Sequence[str]) -> str:
    """The cells of a line; a label and its value, or a text and a number, are one text, others stand apart."""
    joined = ""
    for text in filter(None, texts):
        together = joined.endswith((":", "=")) or text.startswith((":", "=")) or not any(map(str.isalpha, text))
        joined += ("" if not joined else " " if together else " | ") + text
    return joined


def _below(layout: Layout, end: int) -> Layout:
    """A further table: what stands above belongs to the first one."""
    kept = tuple(line for line in layout.set_aside if line.row > end or line.why != Line.TITLE)
    return replace(layout, set_aside=kept, titles=())


def _name_columns(sheet: Sheet, heads: Sequence[HeadingCell], top: int) -> tuple[int, ...]:
    """The columns that name people: by heading, else by what stands in them."""
    by_heading = tuple(h.column for h in heads if any(m.field in NAMING for m in headings.joined(h.upper, h.text)))
    if by_heading:
        return by_heading
    shares = {h.column: profile([row[h.column - 1] for row in sheet.rows[top : top + 200]]).name for h in heads}
    best = max(shares, key=lambda c: shares[c], default=0)
    return (best,) if best and shares[best] >= 0.3 else ()


def _filled_down(sheet: Sheet, top: int) -> dict[int, dict[int, CellValue]]:
    """Row → column → value of the vertical merges below the headings."""
    found: dict[int, dict[int, CellValue]] = {}
    for area in sheet.merged:
        if area.left == area.right and area.top > top and area.bottom > area.top:
            value = sheet.value(area.top, area.left)
            for row in range(area.top + 1, area.bottom + 1):
                found.setdefault(row, {})[area.left] = value
    return found


class _Lines:
    """Walks down below the headings and sorts the lines."""

    def __init__(
        self,
        sheet: Sheet,
        heads: Sequence[HeadingCell],
        naming: tuple[int, ...],
        included: frozenset[int],
        filled: dict[int, dict[int, CellValue]],
        group: str = "",
    ) -> None:
        self._sheet, self._naming, self._included, self._filled = sheet, naming, included, filled
        self._columns = [head.column for head in heads]
        self._keys = {head.text.casefold() for head in heads}
        self._uncalculated = {r for (r, c), mark in sheet.marks.items() if mark.uncalculated and c in naming}
        self._group, self._blanks, self._closed = group, 0, False
        self.people: list[int] = []
        self.cells: dict[int, Sequence[CellValue]] = {}
        self.groups: dict[int, str] = {}
        self.set_aside: list[SetAside] = []

    def read(self, start: int) -> int | None:
        """Sort all lines from `start`; stops before the headings of another table and returns their row."""
        wide = len(self._columns) > 2
        for number in range(start, len(self._sheet.rows) + 1):
            raw = self._sheet.rows[number - 1]
            down = self._filled.get(number)
            own = raw if not down else tuple(None if c in down else v for c, v in enumerate(raw, 1))
            line = line_of(own, [own[c - 1] for c in self._naming], wide)
            if line is Line.BLANK and number in self._uncalculated:
                line = Line.DATA  # somebody stands here, in a formula without its result
            if line is Line.BLANK:
                self._blanks += 1
                continue
            if line is Line.DATA and self._maybe_header(own):
                if self._repeats(own):
                    line = Line.REPEATED_HEADER
                elif self._other_header(own):
                    return number
            self._take(number, self._judge(number, own, line), own)
        return None

    def _judge(self, number: int, own: Sequence[CellValue], line: Line) -> Line:
        if number in self._included:
            return Line.DATA
        if self._closed and line in (Line.DATA, Line.GROUP, Line.NUMBERING) and self._stray(own):
            return Line.SIGNATURE
        if number in self._sheet.hidden_rows and line is Line.DATA:
            return Line.HIDDEN
        return line

    def _stray(self, own: Sequence[CellValue]) -> bool:
        """After signatures: a line with one or two cells is part of them, a full one is a person again."""
        return sum(cell is not None and cell != "" for cell in own) <= min(2, max(1, len(self._columns) - 2))

    def _take(self, number: int, line: Line, own: Sequence[CellValue]) -> None:
        self._blanks = 0
        if line is Line.DATA:
            self._closed = False
            down = self._filled.get(number)
            cells = own if not down else tuple(down.get(c, v) for c, v in enumerate(own, 1))
            self.people.append(number)
            self.cells[number] = cells
            if self._group:
                self.groups[number] = self._group
            return
        if line is Line.GROUP:
            self._group = clean(first_text(own))
        self._closed = self._closed or line is Line.SIGNATURE
        self.set_aside.append(SetAside(number, line, clean(first_text(own))))

    def _maybe_header(self, own: Sequence[CellValue]) -> bool:
        cell = next((own[c - 1] for c in self._naming if own[c - 1]), None)
        return isinstance(cell, str) and (cell.strip().casefold() in self._keys or headings.is_heading(cell))

    def _repeats(self, own: Sequence[CellValue]) -> bool:
        """The same headings once more; a further one among them begins another table."""
        texts = [clean(cell) for cell in own if isinstance(cell, str) and cell.strip()]
        more = [text for text in texts if text.casefold() not in self._keys]
        return len(more) * 2 < len(texts) and not any(headings.meanings(text) for text in more)

    def _other_header(self, own: Sequence[CellValue]) -> bool:
        return heading_score(own) >= 2.0 and sum(isinstance(c, str) for c in own if c is not None) >= 2


def _without_headings(sheet: Sheet, chosen: Chosen) -> tuple[Layout, ...]:
    """A table that no known heading gives away: found by a column of names."""
    best, share = _by_names(sheet)
    if share < 0.5:
        return ()
    cells = [str(row[best - 1] or "") for row in sheet.rows]
    is_name = looks_like_name if any(map(looks_like_name, cells)) else looks_given
    first = next(i for i, text in enumerate(cells, 1) if is_name(text))
    header = first - 1 if first > 1 and sheet.value(first - 1, best) is not None else 0
    if header:
        return _read_table(sheet, header_rows_of(sheet, header, alone=False), chosen)
    return _bare(sheet, chosen, first, best)


def _by_names(sheet: Sheet) -> tuple[int, float]:
    """The column with the most names, and their share in it."""
    best, share = 0, 0.0
    given, most = 0, 0.0
    for column in range(1, sheet.width + 1):
        seen = profile([row[column - 1] for row in sheet.rows])
        if seen.filled >= 2 and seen.name > share and seen.distinct > 0.5:
            best, share = column, seen.name
        if seen.filled >= 3 and seen.given > most and seen.words < 2.5 and seen.distinct > 0.3:
            given, most = column, seen.given
    return (best, share) if share >= 0.5 or most < 0.7 else (given, most)


def _bare(sheet: Sheet, chosen: Chosen, first: int = 1, naming: int = 0) -> tuple[Layout, ...]:
    """A table without headings, from its first row on. `naming`: the column of the names, 0 when nobody knows."""
    heads = tuple(HeadingCell(c, "") for c in range(1, sheet.width + 1))
    known = naming or _by_names(sheet)[0]
    reader = _Lines(sheet, heads, chosen.naming or ((known,) if known else ()), chosen.included, _filled_down(sheet, 0))
    reader.read(first)
    above = _titles(sheet, first - 1)
    titles = tuple(line.text for line in above)
    aside = (*above, *reader.set_aside)
    return (Layout(sheet, (), heads, tuple(reader.people), reader.cells, aside, titles, reader.groups),)
