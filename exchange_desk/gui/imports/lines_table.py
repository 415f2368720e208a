"""A table of lines to be read and chosen, not typed in."""

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QTableWidget


def lines_table(name: str, headings: Sequence[str]) -> QTableWidget:
    """An empty one. `name` is what a screen reader calls it; `headings` are translated already."""
    table = QTableWidget(0, len(headings))
    table.setHorizontalHeaderLabels(headings)
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setAlternatingRowColors(True)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)
    return table
