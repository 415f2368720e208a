"""Files dragged onto the window."""

from pathlib import Path

from PySide6.QtCore import QMimeData

WORKBOOKS = frozenset((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt"))
"""Endings of files that can hold a list of nominees."""


def dropped_workbooks(data: QMimeData) -> list[Path]:
    """The files among what is dragged that may be lists."""
    paths = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return [path for path in paths if path.suffix.casefold() in WORKBOOKS]
