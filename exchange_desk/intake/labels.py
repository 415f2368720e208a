"""Labels of forms: texts that ask for a value beside or below them."""

from collections.abc import Sequence
from functools import lru_cache

from exchange_desk.intake import headings
from exchange_desk.support.text import clean, fold
from exchange_desk.workbooks.grid import CellValue, Sheet


def bare(cell: CellValue) -> str:
    return clean(cell).rstrip(" :.…_").lstrip("•- ") if isinstance(cell, str) else ""


def is_label(cell: CellValue) -> bool:
    """Is the cell a label we know, for certain or with a colon behind it?"""
    return isinstance(cell, str) and 1 < len(cell) <= 90 and _recognised(cell)


@lru_cache(maxsize=16384)
def _recognised(text: str) -> bool:
    label = bare(text)
    if headings.exactly(label):
        return True
    known = headings.meanings(label) if text.rstrip().endswith(":") else ()
    return bool(known) and known[0].confidence >= 0.6


def labelled_within(cell: CellValue) -> tuple[str, str, str] | None:
    """ "Nombre: Ana Ruiz" → label, value, and all that stands before the value."""
    if not isinstance(cell, str) or ":" not in cell or len(cell) > 400:
        return None
    label, colon, value = cell.partition(":")
    if not value.strip(" _.…") or not is_label(f"{label}:") or "\n" in label.strip():
        return None
    blanks = value[: len(value) - len(value.lstrip())]
    return bare(label), value.strip(), f"{label}{colon}{blanks}"


def label_columns(sheet: Sheet) -> frozenset[int]:
    """The columns in which labels stand: several known ones, and most of what stands there."""
    found = []
    for column in range(1, sheet.width + 1):
        cells = [row[column - 1] for row in sheet.rows if row[column - 1] not in (None, "")]
        known = [bare(cell) for cell in cells if is_label(cell)]
        if len({fold(text) for text in known}) >= 2 and len(known) * 2 > len(cells) - _lone(sheet, column):
            found.append(column)
    return frozenset(found)


def _lone(sheet: Sheet, column: int) -> int:
    """Texts that stand alone in their line (titles, headings of sections): no evidence against labels."""
    return sum(
        row[column - 1] not in (None, "") and not is_label(row[column - 1]) and count_filled(row) == 1
        for row in sheet.rows
    )


def count_filled(row: Sequence[CellValue]) -> int:
    return sum(cell is not None and cell != "" for cell in row)
