"""Files dragged onto the window."""

from pathlib import Path

from PySide6.QtCore import QMimeData

WORKBOOKS = frozenset((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt"))
"""Endings of files that can hold a list of nominees."""


def dropped_workbook(data: QMimeData) -> Path | None:
    """The first file among what is dragged that may be a list; None: nothing for us."""
    for url in data.urls():
        path = Path(url.toLocalFile()) if url.isLocalFile() else None
        if path is not None and path.suffix.casefold() in WORKBOOKS:
            return path
    return None
