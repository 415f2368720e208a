"""What .xlsx and .xlsm cells carry besides their values: the reader of values does not tell.

Runs in the child process on parts the gate has checked. Each search first asks whether its word occurs
in the sheet at all: most lists carry none of these marks and cost next to nothing.
"""

import posixpath
import re
from datetime import time

from exchange_desk.workbooks.gate import cell_name, check_box
from exchange_desk.workbooks.package import folded
from exchange_desk.workbooks.styles import telling_styles
from exchange_desk.workbooks.values import Note, Position, RawMark, RawSheet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_STYLED = 50_000
"""More coloured cells in one sheet are decoration, and would cost more than the list itself."""

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT_REL = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_REF = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_NUMBER = rb'\b%s="(\d+)"'
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_CELL = re.compile(rb"<((?:\w+:)?c)\b([^>]*)>")
_ROW_OR_CELL = re.compile(rb"<((?:\w+:)?(?:row|c))\b([^>]*)>")
_ERROR = re.compile(rb'<(?:\w+:)?c\b([^>]*\bt="e"[^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<', re.DOTALL)
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(<(?:\w+:)?v>[^<])?", re.DOTALL
)
_NEGATIVE = re.compile(rb"<(?:\w+:)?c\b([^>]*)>(?:\s*<(?:\w+:)?f\b[^<]*</(?:\w+:)?f>)?\s*<(?:\w+:)?v>(-[0-9.eE+-]+)<")
# Expressions that walk every cell begin with fixed bytes: searching those is several times faster.
_FAR = re.compile(rb' r="(?:[A-Z]{2}|[A-Z]?\d{7})')
_VERY_FAR = re.compile(rb' r="(?:[A-Z]{3}|[A-Z]{2}\d{5}|[A-Z]?\d{7})')
_SINGLE_QUOTED = re.compile(rb"""(\s[\w:]+)='([^'"<>]*)'""")
_FILLED = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>(?!</)')


class Book:
    """Where the parts of an .xlsx lie: sheet name → its XML, found as the file says, not by part names.

    Where the parts that say so are malformed there are simply no sheets here: the reader of values decides
    whether the workbook is damaged.
    """

    def __init__(self, parts: dict[str, bytes]) -> None:
        from xml.etree.ElementTree import ParseError

        self.parts = parts
        self.main = "xl/workbook.xml"
        self.sheets: dict[str, str] = {}
        try:
            self.main = next((t for kind, t in self.related("").values() if kind == "officeDocument"), self.main)
            self.sheets = self._sheet_parts()
        except (ParseError, ValueError):
            return

    def holds_values(self) -> bool:
        """Whether some cell has a value at all: blank forms have styles in every cell and none."""
        worksheets = [name for name in self.parts if "worksheets/" in name] + list(self.sheets.values())
        return any(b"v>" in self.parts[name] or b"is>" in self.parts[name] for name in worksheets)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Relationship id → (last word of its type, the part it leads to)."""
        from defusedxml.ElementTree import fromstring

        folder, name = posixpath.split(part)
        content = self.parts.get(f"{folder}/_rels/{name}.rels".lstrip("/"))
        found: dict[str, tuple[str, str]] = {}
        for link in fromstring(content) if content else ():
            if link.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", "").replace("\\", "/")))
                found[link.get("Id", "")] = (link.get("Type", "").rsplit("/", 1)[-1], folded(target))
        return found

    def _sheet_parts(self) -> dict[str, str]:
        from defusedxml.ElementTree import fromstring

        content = self.parts.get(self.main)
        if not content:
            return {}
        links = self.related(self.main)
        root: Element = fromstring(content)
        sheets: dict[str, str] = {}
        for sheet in root.findall("{*}sheets/{*}sheet"):
            _, part = links.get(sheet.get(f"{_REL}id") or sheet.get(f"{_STRICT_REL}id") or "", ("", ""))
            if part in self.parts:
                self.parts[part] = _numbered(_double_quoted(self.parts[part]))
                sheets[sheet.get("name", "")] = part
        return sheets

    def only(self, kind: str) -> bytes:
        """The content of the one part of a kind that belongs to the whole book."""
        return next((self.parts.get(t, b"") for k, t in self.related(self.main).values() if k == kind), b"")


def _double_quoted(content: bytes) -> bytes:
    """The sheet with the quotes around attributes that every spreadsheet program writes, if not every library."""
    first = _CELL.search(content)
    return _SINGLE_QUOTED.sub(rb'\1="\2"', content) if first and b"='" in first.group() else content


def _numbered(content: bytes) -> bytes:
    """The sheet with a reference in every cell; some programs leave them out and count on the order."""
    first = _CELL.search(content)
    if first is None or _REF.search(first.group(2)):
        return content
    row = column = 0

    def number(match: re.Match[bytes]) -> bytes:
        nonlocal row, column
        tag, about = match.groups()
        if tag.endswith(b"row"):
            row, column = _attribute(about, b"r") or row + 1, 0
            return match.group()
        given = _position(about)
        column = given[1] if given else column + 1
        return match.group() if given else b'<%s r="%s"%s>' % (tag, cell_name(row, column).encode(), about)

    return _ROW_OR_CELL.sub(number, content)


def check_extent(book: Book) -> None:
    """Refuse sheets that reach too far, before a reader builds a table of that size."""
    for name, part in book.sheets.items():
        content = book.parts[part]
        if not _FAR.search(content):
            check_box(name, _last_row(content), 26)
        elif _VERY_FAR.search(content):
            # Only here is it worth looking at every cell; fewer than 703 columns and 10,000 rows are no question.
            places = _FILLED.findall(content)
            rows = {int(row) for _, row in places}
            columns = {letters for letters, _ in places}
            if places:
                check_box(name, max(rows), max(column_number(each) for each in columns), len(rows))


def _last_row(content: bytes) -> int:
    """The row of the last cell with a value. (Cells out of order: the child's memory limit answers for them.)"""
    value = max(content.rfind(b"v>"), content.rfind(b"is>"))
    place = _REF.search(content, content.rfind(b' r="', 0, value)) if value > 0 else None
    return int(place.group(2)) if place else 0


def add_marks(book: Book, sheets: list[RawSheet], notes: list[Note]) -> None:
    """Set marks and hidden rows and columns of every sheet that has any."""
    styles = telling_styles(book.only("styles"), book.only("theme"))
    for sheet in sheets:
        part = book.sheets.get(sheet.name)
        if part is None:
            notes.append(("workbook.marks_unread", {"sheet": sheet.name}))
            continue
        content = book.parts[part]
        _mend_negative_dates(sheet, content)
        _add_hidden(sheet, content)
        _add_errors(sheet, content)
        _add_formulas(sheet, content)
        _add_styles(sheet, content, styles, notes)
        for position, text in _comments(book, part).items():
            sheet.mark(position, comment=text)


def _add_hidden(sheet: RawSheet, content: bytes) -> None:
    if b"hidden=" not in content:
        return
    row = 0
    for match in _ROW.finditer(content):
        row = _attribute(match.group(1), b"r") or row + 1
        if _HIDDEN.search(match.group(1)) and row <= len(sheet.rows):
            sheet.hidden_rows.add(row)
    for match in _COLUMN.finditer(content):
        if _HIDDEN.search(match.group(1)):
            # One element may stand for a run of columns, up to the last one Excel knows.
            first, last = _attribute(match.group(1), b"min"), _attribute(match.group(1), b"max")
            sheet.hidden_columns.update(range(first, min(last, sheet.width) + 1))


def _add_errors(sheet: RawSheet, content: bytes) -> None:
    if b't="e"' in content:
        for match in _ERROR.finditer(content):
            if position := _position(match.group(1)):
                sheet.reach(position)
                sheet.mark(position, error=match.group(2).decode("utf-8", "replace"))


def _add_formulas(sheet: RawSheet, content: bytes) -> None:
    """Formulas whose result the file does not hold; an empty text as result is one all the same."""
    if b"f>" not in content and b"<f " not in content and b":f " not in content:
        return
    for match in _FORMULA.finditer(content):
        about = match.group(1)
        empty_text = b't="str"' in about
        if not match.group(2) and not empty_text and (position := _position(about)):
            sheet.reach(position)
            sheet.mark(position, uncalculated=True)


def _mend_negative_dates(sheet: RawSheet, content: bytes) -> None:
    """A date before the calendar of Excel comes back as midnight; the number says at least that it is wrong."""
    if b"v>-" not in content:
        return
    for match in _NEGATIVE.finditer(content):
        position = _position(match.group(1))
        if position and sheet.value(position) == time():
            sheet.rows[position[0] - 1][position[1] - 1] = float(match.group(2))


def _add_styles(sheet: RawSheet, content: bytes, styles: dict[str, RawMark], notes: list[Note]) -> None:
    telling = {number.encode(): mark for number, mark in styles.items()}
    if not telling:
        return
    wanted = re.compile(rb' s="(%s)"' % b"|".join(telling))
    for count, match in enumerate(wanted.finditer(content)):
        if count >= MAX_STYLED:
            notes.append(("workbook.colours_unread", {"sheet": sheet.name}))
            return
        tag = content[content.rfind(b"<", 0, match.start()) : content.find(b">", match.end())]
        if position := _position(tag):
            sheet.mark(position, **telling[match.group(1)])


def _comments(book: Book, part: str) -> dict[Position, str]:
    """Notes and, where there are conversations, their texts instead of the stand-in Excel writes."""
    from defusedxml.ElementTree import fromstring

    texts: dict[Position, str] = {}
    threads: dict[Position, list[str]] = {}
    for kind, target in book.related(part).values():
        content = book.parts.get(target)
        if not content or kind not in ("comments", "threadedComment"):
            continue
        for element in fromstring(content).iter():
            position = position_of(element.get("ref", ""))
            if position and element.tag.endswith("}threadedComment"):
                threads.setdefault(position, []).append("".join(element.itertext()).strip())
            elif position and element.tag.endswith("}comment"):
                texts[position] = "".join(t.text or "" for t in element.iter() if t.tag.endswith("}t")).strip()
    return texts | {position: "\n".join(lines) for position, lines in threads.items()}


def _position(attributes: bytes) -> Position | None:
    match = _REF.search(attributes)
    return (int(match.group(2)), column_number(match.group(1))) if match else None


def position_of(name: str) -> Position | None:
    """ "D9" → (9, 4); None when it is no cell's name."""
    match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", name)
    return (int(match.group(2)), column_number(match.group(1).encode())) if match else None


def column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _attribute(attributes: bytes, name: bytes) -> int:
    match = re.search(_NUMBER % name, attributes)
    return int(match.group(1)) if match else 0
