"""Lists saved as text: which letters, which separator, which quotes, decided by evidence.

Runs in the child process. Every value stays the text it is: nothing here guesses at dates or numbers.
"""

import csv
import io
import re
from collections import Counter

from exchange_desk.workbooks import gate
from exchange_desk.workbooks.values import Note, RawSheet, trimmed

_LETTERS = "áéíóúüñçãõâêôîûàèìòùëïöäåøæßœÁÉÍÓÚÜÑÇÃÕÂÊÔÎÛÀÈÌÒÙËÏÖÄÅØÆŒ"
_SIGNS = "ºª°¿¡«»“”‘’–—…€\u00a0·´"
_EIGHT_BIT = ("cp1252", "mac_roman", "cp850", "latin-1")
_SEPARATORS = "\t;|,"  # in the order of trust: nobody writes a tab inside a name
_HINT = re.compile(r"\Asep=(.)\r?\n?", re.IGNORECASE)
_MISPLACED = re.compile("[a-zß-ÿ](?:[À-ÞŒ]|[—–…€«»“”¿¡ºª°\u00a0´](?=[a-z]))")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_SAMPLE = 300
_MAX_MENDED = 200
_LINES_PER_ROW = 8  # more line breaks inside cells than that is no list


def read_delimited(data: bytes, name: str, notes: list[Note]) -> RawSheet:
    """The one sheet a text file is, called `name`."""
    text = decoded(data, notes)
    if "\x00" in text:
        text = text.replace("\x00", "")
        notes.append(("text.zero_bytes", {}))
    text = text.rstrip("\x1a")
    hint = _HINT.match(text)
    lines = io.StringIO(text[hint.end() :] if hint else text, newline="").readlines()
    gate.check_box(name, len(lines) // _LINES_PER_ROW, 1)
    csv.field_size_limit(gate.MAX_FILE)
    separator = hint.group(1) if hint else _separator(lines)
    if separator is None and sum(1 for line in lines if line.strip()) == 1:
        raise gate.Refused("workbook.not_a_spreadsheet", "one line of text")
    rows = _Quotes(lines, separator or ",").rows(notes)
    if _is_cut_off(text, rows):
        notes.append(("text.cut_off", {}))
    gate.check_box(name, len(rows), max((len(row) for row in rows), default=0))
    return RawSheet(name, trimmed([[value or None for value in row] for row in rows]))


def _is_cut_off(text: str, rows: list[list[str]]) -> bool:
    """Whether the last row alone is shorter than any other and its line has no end, as when a download breaks off."""
    if text.endswith(("\n", "\r")) or len(rows) < 4:
        return False
    return 0 < len(rows[-1]) < min((len(row) for row in rows[:-1] if len(row) > 1), default=0)


def decoded(data: bytes, notes: list[Note]) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if sixteen_bit := gate.looks_sixteen_bit(data[:4096]):
        return data.decode(sixteen_bit, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return _guessed(data, notes)


def _guessed(data: bytes, notes: list[Note]) -> str:
    """Text that is not UTF-8: mostly UTF-8 with a damaged place, or letters of one byte each."""
    mostly = data.decode("utf-8", "replace")
    good = sum(1 for sign in mostly if sign > "\x7f" and sign != "\ufffd")
    if good > 2 * mostly.count("\ufffd"):
        notes.append(("text.damaged_letters", {"count": mostly.count("\ufffd")}))
        return mostly
    sample = data[:500_000]
    encoding = max(_EIGHT_BIT, key=lambda name: _plausible(sample, name))
    notes.append(("text.letters_guessed", {"encoding": _NAMES[encoding]}))
    return data.decode(encoding, "replace")


_NAMES = {"cp1252": "Windows", "mac_roman": "Mac", "cp850": "MS-DOS", "latin-1": "ISO 8859-1"}


def _plausible(data: bytes, encoding: str) -> float:
    """How much the text looks like Western languages; the order of `_EIGHT_BIT` decides a tie."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return float("-inf")
    counts = Counter(sign for sign in text if sign > "\x7f")
    letters = sum(count for sign, count in counts.items() if sign in _LETTERS)
    signs = sum(count for sign, count in counts.items() if sign in _SIGNS)
    # Capitals and signs inside a word ("PeÒa", "Mu–oz") are what a wrong choice looks like.
    misplaced = len(_MISPLACED.findall(text))
    return letters + 0.5 * signs - 2 * (counts.total() - letters - signs) - 2 * misplaced


def _separator(lines: list[str]) -> str | None:
    """The separator that gives most lines the same number of fields, more than one; None for a single column."""
    sample = lines[:_SAMPLE]
    decimal = [_DECIMAL_COMMA.sub(".", line) for line in sample]
    scores = {each: _regular(decimal if each == "," else sample, each) for each in _SEPARATORS}
    best = max(scores, key=lambda each: scores[each])
    if scores[best] > 0:
        return best
    return "," if _regular(sample, ",") > 0 else None


def _regular(lines: list[str], separator: str) -> float:
    """How regular lines are with this separator: the share of the usual width, more for more fields."""
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if any(row))
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return 0.0
    usual = max(several, key=lambda width: (several[width], width))
    return float(several[usual] / widths.total() * (usual - 1) ** 0.5)


class _Quotes:
    """Records out of lines, also where quotes do not add up.

    An unclosed quote would swallow the rest of the list as one cell, without an error. Here such a line
    is read by itself, and reading goes on with the next.
    """

    def __init__(self, lines: list[str], separator: str) -> None:
        self._lines = lines
        self._separator = separator
        end = rf"(?={re.escape(separator)}|$)"
        self._field = re.compile(rf'(?:"((?:[^"]|"(?!{end}))*)"|([^{re.escape(separator)}]*)){end}')
        self._next = 0
        self._rows: list[list[str]] = []

    def __iter__(self) -> "_Quotes":
        return self

    def __next__(self) -> str:
        if self._next >= len(self._lines):
            raise StopIteration
        self._next += 1
        return self._lines[self._next - 1]

    def rows(self, notes: list[Note]) -> list[list[str]]:
        mended = 0
        first = 0
        while self._next < len(self._lines):
            if mended < _MAX_MENDED and self._well_quoted():
                break
            mended += 1
            self._rows.append(self._by_itself(next(self)))
            first = first or len(self._rows)
        if mended:
            notes.append(("text.quotes_mended", {"row": first, "count": mended}))
        return self._rows

    def _well_quoted(self) -> bool:
        """Read to the end (True) or to the first record that is not well quoted, which comes next."""
        start = self._next
        reader = csv.reader(self, delimiter=self._separator, strict=True)
        good = 0
        try:
            for row in reader:
                self._rows.append(row)
                good = reader.line_num
        except csv.Error:
            self._next = start + good
            return False
        return True

    def _by_itself(self, line: str) -> list[str]:
        """Of the two readings of a line, the one with the usual number of fields."""
        line = line.rstrip("\r\n")
        readings = [self._tolerant(line), next(csv.reader([line], delimiter=self._separator), [])]
        usual = Counter(len(row) for row in self._rows[:_SAMPLE]).most_common(1)
        return next((row for row in readings if usual and len(row) == usual[0][0]), readings[0])

    def _tolerant(self, line: str) -> list[str]:
        """A quote closes only before a separator or the end of the line: "El "Chato" Pérez" is one field."""
        fields: list[str] = []
        place = -1
        while place < len(line):
            match = self._field.match(line, place + 1)
            if match is None:
                break
            quoted, plain = match.groups()
            fields.append(quoted.replace('""', '"') if quoted is not None else plain.removeprefix('"'))
            place = match.end()
        return fields
