"""Cells as text: numbers that are identifiers, damaged letters, cells without a value."""

import re
import unicodedata

from exchange_desk.support.text import clean, clean_lines
from exchange_desk.workbooks.grid import CellValue, Mark

_MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ ]|â€|Ã\\b")
_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]|\ufffd")


def text_of(cell: CellValue, mark: Mark | None = None, *, lines: bool = False) -> str:
    """A cell as one line of text (or several); whole numbers without a decimal point, padded as they are shown.

    Nearly all cells are sound already and need none of the cleaning: looking is cheaper than doing it.
    """
    if isinstance(cell, str):
        if cell.isprintable() and unicodedata.is_normalized("NFC", cell):
            return cell.strip() if lines else " ".join(cell.split())
        return clean_lines(cell) if lines else clean(cell)
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e18:
        cell = int(cell)
    if isinstance(cell, int) and mark is not None and mark.digits:
        return str(cell).zfill(mark.digits)
    return str(cell)


def repaired(text: str) -> str:
    """UTF-8 that was once read as Windows-1252 put right ("MÃ©xico" → "México"); the text itself if it is none."""
    if text.isascii() or not _MOJIBAKE.search(text):
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return text


def lost_letters(text: str) -> bool:
    """Question marks inside words: letters that somebody's program could not write."""
    return ("?" in text or "\ufffd" in text) and bool(_LOST.search(text))
