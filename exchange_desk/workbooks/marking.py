"""Cells of one sheet of an .xlsx get our fill; cells and rows that are not there yet are made in their place."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from exchange_desk.workbooks.commenting import add_comments, clear_own
from exchange_desk.workbooks.gate import cell_name
from exchange_desk.workbooks.marks import position_of
from exchange_desk.workbooks.ooxml import Element, NotKept, Parts
from exchange_desk.workbooks.restyle import Styles
from exchange_desk.workbooks.threads import answer, clear_answers
from exchange_desk.workbooks.values import Position

_AFTER_DRAWING = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    "AlternateContent",
)  # fmt: skip
"""What stands behind the drawing of comments in a sheet."""


class SheetMarks:
    """One worksheet part, ready to be marked."""

    def __init__(self, parts: Parts, name: str, styles: Styles) -> None:
        self._parts, self._name, self._styles = parts, name, styles
        self._root = parts.change(name)
        self._ns = self._root.tag[1:].partition("}")[0]
        data = self._root.find(self._tag("sheetData"))
        if not str(self._root.tag).endswith("}worksheet") or data is None:
            raise NotKept("a sheet in an unusual form")
        self._data: Element = data
        self._rows = dict(_numbered(data, _row_number))

    def clear(self) -> None:
        """Take off what an earlier reply has marked."""
        clear_own(self._parts, self._name)
        clear_answers(self._parts, self._name)
        for cell in self._data.iter(self._tag("c")):
            style = cell.get("s")
            if style and style.isdigit() and (before := self._styles.unmarked(int(style))) is not None:
                cell.set("s", str(before))

    def mark(self, texts: Mapping[Position, str]) -> None:
        """Fill cells and pin a text on each; of a merged area the first cell stands for all."""
        pinned: dict[Position, str] = {}
        anchors = self._anchors(texts)
        for position, text in texts.items():
            held = anchors.get(position, position)
            pinned[held] = f"{pinned[held]}\n\n{text}" if held in pinned else text
        by_row: dict[int, list[int]] = {}
        for row, column in sorted(pinned):
            by_row.setdefault(row, []).append(column)
        for row, columns in by_row.items():
            self._fill(self._row(row), row, columns)
        self._grow_extent(pinned)
        answer(self._parts, self._name, pinned)
        link = add_comments(self._parts, self._name, pinned, self._widths())
        if link:
            self._name_drawing(link)

    def _tag(self, name: str) -> str:
        return f"{{{self._ns}}}{name}"

    def _row(self, number: int) -> Element:
        """The row element, made where there is none, before the next one that there is."""
        from lxml import etree

        if number not in self._rows:
            later = min((n for n in self._rows if n > number), default=0)
            made = etree.Element(self._tag("row"), r=str(number))
            if later:
                self._give_number(self._rows[later], "r", str(later))
                self._rows[later].addprevious(made)
            else:
                self._data.append(made)
            self._rows[number] = made
        return self._rows[number]

    def _fill(self, row: Element, number: int, columns: Iterable[int]) -> None:
        cells = dict(_numbered(row, _column_number))
        for column in columns:
            cell = cells.get(column)
            if cell is None:
                cell = cells[column] = self._new_cell(row, number, column, cells)
            style = cell.get("s", "0")
            cell.set("s", str(self._styles.marked(int(style) if style.isdigit() else 0)))

    def _new_cell(self, row: Element, number: int, column: int, cells: Mapping[int, Element]) -> Element:
        """A cell that looks as its row or its column does, in its place among the others."""
        from lxml import etree

        for each, cell in cells.items():
            self._give_number(cell, "r", cell_name(number, each))
        self._give_number(row, "r", str(number))
        row.attrib.pop("spans", None)  # it says where the cells lie, and is only there to save time
        style = row.get("s", "0") if row.get("customFormat") in ("1", "true") else self._column_style(column)
        made = etree.Element(self._tag("c"), r=cell_name(number, column), s=style)
        later = min((each for each in cells if each > column), default=0)
        if later:
            cells[later].addprevious(made)
        else:
            last = cells[max(cells)] if cells else None
            row.insert(row.index(last) + 1 if last is not None else 0, made)
        return made

    @staticmethod
    def _give_number(element: Element, attribute: str, value: str) -> None:
        if not element.get(attribute):
            element.set(attribute, value)

    def _columns(self) -> Iterator[tuple[range, Element]]:
        for each in self._root.iterfind(f"{self._tag('cols')}/{self._tag('col')}"):
            first, last = each.get("min", ""), each.get("max", "")
            if first.isdigit() and last.isdigit():
                yield range(int(first), int(last) + 1), each

    def _column_style(self, column: int) -> str:
        return next((str(each.get("style", "0")) for run, each in self._columns() if column in run), "0")

    def _widths(self) -> dict[int, float]:
        found: dict[int, float] = {}
        for run, each in self._columns():
            width = 0.0 if each.get("hidden") in ("1", "true") else float(each.get("width") or 9.1)
            found.update(dict.fromkeys(run[:200], width))
        return found

    def _anchors(self, positions: Iterable[Position]) -> dict[Position, Position]:
        """Cells inside merged areas → the first cell of the area, which is the one that shows."""
        areas = []
        for merged in self._root.iterfind(f"{self._tag('mergeCells')}/{self._tag('mergeCell')}"):
            corners = [position_of(end) for end in merged.get("ref", "").split(":")]
            if len(corners) == 2 and corners[0] and corners[1]:
                areas.append((corners[0], corners[1]))
        return {
            (row, column): first
            for row, column in positions
            for first, last in areas
            if first[0] <= row <= last[0] and first[1] <= column <= last[1]
        }

    def _grow_extent(self, positions: Iterable[Position]) -> None:
        """The extent a sheet claims has to hold the cells that are new."""
        said = self._root.find(self._tag("dimension"))
        if said is None:
            return
        corners = [corner for end in said.get("ref", "").split(":") if (corner := position_of(end))]
        reach = [*corners, *positions]
        if not corners:
            said.getparent().remove(said)
            return
        top, left = min(row for row, _ in reach), min(column for _, column in reach)
        bottom, right = max(row for row, _ in reach), max(column for _, column in reach)
        said.set("ref", f"{cell_name(top, left)}:{cell_name(bottom, right)}")

    def _name_drawing(self, link: str) -> None:
        from lxml import etree

        made = etree.Element(self._tag("legacyDrawing"))
        made.set(f"{{{self._parts.office}}}id", link)
        behind = (child for child in self._root if etree.QName(child).localname in _AFTER_DRAWING)
        first = next(behind, None)
        if first is not None:
            first.addprevious(made)
        else:
            self._root.append(made)


def _numbered(parent: Element, number_of: Any) -> Iterator[tuple[int, Element]]:
    """Rows or cells with their numbers; one without a number comes right after the one before it."""
    last = 0
    for child in parent:
        last = number_of(child) or last + 1
        yield last, child


def _row_number(row: Element) -> int:
    said = row.get("r", "")
    return int(said) if said.isdigit() else 0


def _column_number(cell: Element) -> int:
    position = position_of(cell.get("r", ""))
    return position[1] if position else 0
