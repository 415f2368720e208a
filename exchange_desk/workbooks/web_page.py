"""Web pages under the name of a workbook: what the web systems of many offices call “export to Excel”.

Runs in the child process. Every value stays the text it is, as in text files. The whole page is one sheet: texts
before a table are its titles, and each table follows the one before.
"""

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from exchange_desk.workbooks import gate
from exchange_desk.workbooks.values import Note, RawMark, RawSheet, Value, trimmed

_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
_COLOUR = re.compile(r"background(?:-color)?\s*:\s*#([0-9a-f]{6})\b", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_STRUCK = re.compile(r"line-through", re.IGNORECASE)
_UNSEEN = frozenset(("script", "style", "title", "noscript", "template", "textarea", "select"))
_BREAKS = frozenset(("br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "caption"))
_STRIKES = frozenset(("s", "strike", "del"))
_CELLS = frozenset(("td", "th"))
_WIDEST = 1_000
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def read_web_page(data: bytes, name: str, notes: list[Note]) -> RawSheet:
    """The tables of a page as the one sheet `name`. Refuses a page without a filled table."""
    text = _decoded(data, notes)
    if "\x00" in text:
        text = text.replace("\x00", "")
        notes.append(("text.zero_bytes", {}))
    page = _Page(name)
    page.feed(text)
    page.close()
    if not page.filled:
        raise gate.Refused("workbook.web_page")
    if page.is_cut_off:
        notes.append(("text.cut_off", {}))
    return page.sheet()


def read_web_archive(data: bytes, name: str, notes: list[Note]) -> RawSheet:
    """A page saved as a single file, which is built like a mail: the first part that holds a table."""
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(content, bytes) and b"<table" in content.lower():
            return read_web_page(content, name, notes)
    raise gate.Refused("workbook.web_page")


def _decoded(data: bytes, notes: list[Note]) -> str:
    from exchange_desk.workbooks.delimited import decoded

    declared = _META.search(data[:8192])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(declared.group(1).decode())
        except (UnicodeDecodeError, LookupError):
            pass  # the page is not in the letters it claims: look at the letters themselves
    return decoded(data, notes)


class _Cell:
    """A cell being read. `place`: its column, from 1."""

    def __init__(self, place: int, down: int, across: int, mark: RawMark) -> None:
        self.place, self.down, self.across, self.mark = place, down, across, mark
        self.text: list[str] = []


class _Table:
    """A table being read. `taken`: column → rows below that a cell with a row span still fills."""

    def __init__(self) -> None:
        self.cell: _Cell | None = None
        self.taken: dict[int, int] = {}
        self.column = 0


class _Page(HTMLParser):
    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self._rows: list[list[Value]] = []
        self._merged: list[tuple[int, int, int, int]] = []
        self._marks: dict[tuple[int, int], RawMark] = {}
        self._hidden: set[int] = set()
        self._tables: list[_Table] = []
        self._loose: list[str] = []
        self._unseen = self._struck = 0
        self.filled = False

    @property
    def is_cut_off(self) -> bool:
        """A table without an end: browsers do not mind, but every program that writes pages closes its tables."""
        return bool(self._tables)

    def sheet(self) -> RawSheet:
        self._end_title()
        made = RawSheet(self._name, trimmed(self._rows))
        made.merged = [each for each in self._merged if each[0] <= len(made.rows) and each[1] <= made.width]
        made.hidden_rows = {row for row in self._hidden if row <= len(made.rows)}
        for position, mark in self._marks.items():
            made.mark(position, **mark)
        return made

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        about = {key: value or "" for key, value in attrs}
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._end_cell()
            self._end_title()
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._begin_row(about)
        elif tag in _CELLS and self._tables:
            self._begin_cell(about)
        elif tag in _BREAKS:
            self._text().append("\n")
        elif tag in _STRIKES:
            self._struck += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _CELLS or tag in ("tr", "table"):
            self._end_cell()
            if tag == "table" and self._tables:
                self._tables.pop()
        elif tag in _BREAKS:
            self._text().append("\n")
        elif tag in _STRIKES:
            self._struck = max(0, self._struck - 1)

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        shown = _BLANKS.sub(" ", data)
        self._text().append(shown)
        cell = self._tables[-1].cell if self._tables else None
        if cell and self._struck and shown.strip():
            cell.mark["strike"] = True

    def _text(self) -> list[str]:
        """Where text goes: into the cell, or to the titles outside of cells."""
        cell = self._tables[-1].cell if self._tables else None
        return cell.text if cell else self._loose

    def _end_title(self) -> None:
        """Text outside of tables: a line of its own for each line."""
        for line in "".join(self._loose).split("\n"):
            if line.strip():
                self._rows.append([line.strip()])
        self._loose.clear()
        gate.check_box(self._name, len(self._rows), 1)

    def _begin_row(self, about: dict[str, str]) -> None:
        self._end_cell()
        table = self._tables[-1]
        table.column = 0
        table.taken = {column: left - 1 for column, left in table.taken.items() if left > 1}
        self._rows.append([])
        gate.check_box(self._name, len(self._rows), 1)
        if "hidden" in about or _HIDDEN.search(about.get("style", "")):
            self._hidden.add(len(self._rows))

    def _begin_cell(self, about: dict[str, str]) -> None:
        self._end_cell()
        table = self._tables[-1]
        if not self._rows or (table.column == 0 and self._rows[-1]):
            self._begin_row({})
        place = table.column + 1
        while place in table.taken:
            place += 1
        if place > _WIDEST:
            raise gate.Refused("workbook.too_spread", sheet=self._name, cell=gate.cell_name(len(self._rows), place))
        down, across = _span(about.get("rowspan", "")), min(_span(about.get("colspan", "")), _WIDEST)
        mark: RawMark = {}
        colour = _COLOUR.search(f"background:{about.get('bgcolor', '')};{about.get('style', '')}")
        if colour:
            mark["fill"] = colour.group(1).upper()
        if _STRUCK.search(about.get("style", "")):
            mark["strike"] = True
        table.cell = _Cell(place, down, across, mark)
        table.column = place + across - 1

    def _end_cell(self) -> None:
        table = self._tables[-1] if self._tables else None
        cell = table.cell if table else None
        if table is None or cell is None:
            return
        table.cell = None
        text = "\n".join(line.strip() for line in "".join(cell.text).replace("\xa0", " ").split("\n")).strip()
        row = self._rows[-1]
        row.extend([None] * (cell.place + cell.across - 1 - len(row)))
        row[cell.place - 1] = text or None
        self.filled = self.filled or bool(text)
        number = len(self._rows)
        if cell.mark:
            self._marks[number, cell.place] = cell.mark
        if cell.down > 1:
            table.taken.update({column: cell.down for column in range(cell.place, cell.place + cell.across)})
        if cell.down > 1 or cell.across > 1:
            self._merged.append((number, cell.place, number + cell.down - 1, cell.place + cell.across - 1))


def _span(text: str) -> int:
    return max(1, min(int(text), gate.MAX_ROWS)) if text.strip().isdecimal() else 1
