"""The sheet that our replies begin with: a few lines, then a table whose cells lead to the cells they speak of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from exchange_desk.workbooks.gate import MAX_TEXT
from exchange_desk.workbooks.grid import cell_name
from exchange_desk.workbooks.restyle import Styles
from exchange_desk.workbooks.writer import ILLEGAL

_LINE, _HIGHEST = 15, 400
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Jump:
    """A text that leads to a cell of the same workbook when clicked."""

    text: str
    sheet: str
    row: int
    column: int


@dataclass(frozen=True)
class Cover:
    """`lines` stand above the table, the first as title. `widths` in characters, one for each heading."""

    name: str
    lines: Sequence[str]
    headings: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[str | Jump]]

    @property
    def header_row(self) -> int:
        return len(self.lines) + 2

    @property
    def filtered(self) -> str:
        """The area of the table, as "$A$7:$G$12"."""
        last = cell_name(self.header_row + len(self.rows), len(self.headings))
        letters = last.rstrip("0123456789")
        return f"$A${self.header_row}:${letters}${last.removeprefix(letters)}"


def cover_sheet(cover: Cover, ns: str, styles: Styles) -> bytes:
    """The sheet as a part of a package. Texts stay texts: nothing in it calculates."""
    looks = {name: styles.look(name) for name in ("title", "line", "header", "text", "link")}
    header = cover.header_row
    lines = [_row(n, [line], looks["title" if n == 1 else "line"]) for n, line in enumerate(cover.lines, 1)]
    lines.append(_row(header, cover.headings, looks["header"], widths=cover.widths))
    jumps: list[str] = []
    for number, row in enumerate(cover.rows, header + 1):
        lines.append(_row(number, row, looks["text"], looks["link"], cover.widths))
        for column, value in enumerate(row, 1):
            if isinstance(value, Jump):
                sheet = value.sheet.replace("'", "''")
                place = quoteattr(f"'{sheet}'!{cell_name(value.row, value.column)}")
                jumps.append(f'<hyperlink ref="{cell_name(number, column)}" location={place}/>')
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(cover.widths, 1)
    )
    links = f"<hyperlinks>{''.join(jumps)}</hyperlinks>" if jumps else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{ns}"><sheetPr>'
        '<tabColor rgb="FFE0A800"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="{header}" '
        f'topLeftCell="A{header + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" '
        f'activeCell="A{header + 1}" sqref="A{header + 1}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(lines)}</sheetData>'
        f'<autoFilter ref="{cover.filtered.replace("$", "")}"/>{links}'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


def _row(number: int, values: Sequence[str | Jump], style: int, linked: int = 0, widths: Sequence[float] = ()) -> str:
    """`widths`: the row is as high as its longest text needs; not every program finds that out by itself."""
    cells = "".join(
        _cell(cell_name(number, column), value, linked if isinstance(value, Jump) else style)
        for column, value in enumerate(values, 1)
    )
    height = max((_lines(value, width) for value, width in zip(values, widths, strict=False)), default=1) * _LINE
    tall = f' ht="{min(height, _HIGHEST)}" customHeight="1"' if widths else ""
    return f'<row r="{number}"{tall}>{cells}</row>'


def _lines(value: str | Jump, width: float) -> int:
    text = value.text if isinstance(value, Jump) else value
    return sum(1 + int(len(line) * 1.1 // width) for line in text.split("\n"))


def _cell(place: str, value: str | Jump, style: int) -> str:
    text = _ESCAPED.sub("_x005F_", ILLEGAL.sub("", value.text if isinstance(value, Jump) else value))[: MAX_TEXT // 2]
    if not text:
        return f'<c r="{place}" s="{style}"/>'
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
