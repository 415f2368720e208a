"""The rows of a plan as a table: one column a field, with what is asked or said about each cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from exchange_desk.gui.imports import cells
from exchange_desk.gui.imports.issues import OUTCOMES, said_about
from exchange_desk.gui.kit import theme
from exchange_desk.intake.doubts import CellProblem
from exchange_desk.intake.judging import Outcome, PlanRow
from exchange_desk.intake.plan import ImportPlan, PlanTable
from exchange_desk.support.language import Language
from exchange_desk.support.problems import Severity

_FIXED = 2
"""Columns before the fields: the row of the file, and what becomes of it."""

_WEIGHT = {Severity.NOTE: 1, Severity.WARNING: 2, Severity.ERROR: 3}
_TONES = {Severity.NOTE: "info", Severity.WARNING: "warning", Severity.ERROR: "error"}
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class CellInFile:
    """Where a value comes from: the table, the row, and the column of the file (0: no column)."""

    table: PlanTable
    row: PlanRow
    field: str
    column: int

    @property
    def key(self) -> tuple[str, int, int]:
        return (self.row.sheet, self.row.row, self.column)

    @property
    def name(self) -> str:
        """ "D9"; "" when no cell of the file holds it."""
        return f"{cells.letters(self.column)}{self.row.row}" if self.column else ""


class ReviewModel(QAbstractTableModel):
    """`corrected`: a cell of the file (sheet, row, column) and its new text."""

    corrected = Signal(object, str)

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.lang = lang
        self._plan: ImportPlan | None = None
        self._rows: list[tuple[PlanTable, PlanRow]] = []
        self.fields: list[str] = []
        self._several = False

    def show_rows(self, plan: ImportPlan, wanted: Sequence[tuple[PlanTable, PlanRow]], fields: Sequence[str]) -> None:
        """Show these rows of a plan; when only their contents differ, the view stays where it is."""
        same = list(fields) == self.fields and [r.row for _, r in wanted] == [r.row for _, r in self._rows]
        if same:
            self._plan, self._rows = plan, list(wanted)
            if wanted:
                self.dataChanged.emit(self.index(0, 0), self.index(len(wanted) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self._plan, self._rows, self.fields = plan, list(wanted), list(fields)
        self._several = len({table.sheet for table in plan.tables}) > 1
        self.endResetModel()

    def row_at(self, row: int) -> PlanRow | None:
        return self._rows[row][1] if 0 <= row < len(self._rows) else None

    def place_of(self, sheet: str, row: int) -> int:
        """Where a row of the file is shown; -1 when it is not."""
        return next((i for i, (_, r) in enumerate(self._rows) if (r.sheet, r.row) == (sheet, row)), -1)

    def cell_at(self, index: _Index) -> CellInFile | None:
        """The cell of the file behind a field; None for the columns before the fields."""
        if not index.isValid() or index.column() < _FIXED or index.row() >= len(self._rows):
            return None
        table, row = self._rows[index.row()]
        field = self.fields[index.column() - _FIXED]
        return CellInFile(table, row, field, cells.source_column(table, field))

    def problems_at(self, index: _Index) -> list[CellProblem]:
        """What is said about a cell, the heaviest first; in the second column what is said about the whole row."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows) or index.column() == 0:
            return []
        row = self._rows[index.row()][1]
        if index.column() == 1:
            found = [each for each in said_about(row) if not self._has_place(each)]
        else:
            field = self.fields[index.column() - _FIXED]
            found = [each for each in said_about(row) if self._belongs(each, field)]
        return sorted(found, key=lambda each: -_WEIGHT[each.problem.severity])

    def is_issue(self, index: _Index) -> bool:
        """Whether F8 stops here: an error, a warning, or a row that waits."""
        if index.column() == 1:
            row = self.row_at(index.row())
            return row is not None and row.outcome in (Outcome.WAITING, Outcome.REFUSED)
        found = self.problems_at(index)
        return bool(found) and found[0].problem.severity is not Severity.NOTE

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else _FIXED + len(self.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section < _FIXED:
            return self.lang("Row") if section == 0 else self.lang("Becomes")
        return cells.field_label(self.fields[section - _FIXED], self.lang)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        cell = self.cell_at(index)
        return flags | Qt.ItemFlag.ItemIsEditable if cell and cell.column else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._plan is None or index.row() >= len(self._rows):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(index)
            case Qt.ItemDataRole.EditRole:
                cell = self.cell_at(index)
                return cells.present(self._plan, *cell.key) if cell and cell.column else None
            case Qt.ItemDataRole.DecorationRole:
                return self._icon(index)
            case Qt.ItemDataRole.BackgroundRole:
                return self._ground(index)
            case Qt.ItemDataRole.ForegroundRole:
                return self._ink(index)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._tip(index)
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        cell = self.cell_at(index)
        if role != Qt.ItemDataRole.EditRole or cell is None or not cell.column or self._plan is None:
            return False
        if str(value) == cells.present(self._plan, *cell.key):
            return False
        self.corrected.emit(cell.key, str(value))
        return True

    def _text(self, index: _Index) -> str:
        row = self._rows[index.row()][1]
        if index.column() == 0:
            return f"{row.sheet} {row.row}" if self._several else str(row.row)
        if index.column() == 1:
            return self.lang(OUTCOMES[row.outcome][0])
        field = self.fields[index.column() - _FIXED]
        value = cells.show(field, row.values.get(field), self.lang)
        if not value and self.problems_at(index):
            value = str(self.data(index, Qt.ItemDataRole.EditRole) or "")
        return " ".join(value.split())

    def _icon(self, index: _Index) -> Any:
        if index.column() == 0:
            return None
        if index.column() == 1:
            _, icon, tone = OUTCOMES[self._rows[index.row()][1].outcome]
            return theme.icon(icon, tone)
        found = self.problems_at(index)
        if found and found[0].problem.severity is not Severity.NOTE:
            return theme.tone_icon(_TONES[found[0].problem.severity])
        cell = self.cell_at(index)
        changed = cell and self._plan and cells.is_corrected(self._plan, *cell.key)
        return theme.icon("pencil", "dim") if changed else None

    def _ground(self, index: _Index) -> Any:
        if index.column() == 1:
            waits = self._rows[index.row()][1].outcome in (Outcome.WAITING, Outcome.REFUSED)
            return theme.fill(OUTCOMES[self._rows[index.row()][1].outcome][2]) if waits else None
        found = self.problems_at(index)
        if found and found[0].problem.severity is not Severity.NOTE:
            return theme.fill(_TONES[found[0].problem.severity])
        return None

    def _ink(self, index: _Index) -> Any:
        dim = self._rows[index.row()][1].outcome in (Outcome.SKIPPED, Outcome.REFUSED) or index.column() == 0
        return theme.tone("dim") if dim else None

    def _tip(self, index: _Index) -> str | None:
        assert self._plan is not None
        said = [each.problem.say(self.lang) for each in self.problems_at(index)]
        cell = self.cell_at(index)
        if cell and cell.column and (said or cells.is_corrected(self._plan, *cell.key)):
            text = cells.received(self._plan, *cell.key)
            said.append(self.lang("In the file, {cell}: “{text}”", cell=cell.name, text=text))
        return "\n".join(said).replace("<", "‹") or None

    def _belongs(self, found: CellProblem, field: str) -> bool:
        return found.problem.field == field

    def _has_place(self, found: CellProblem) -> bool:
        """Whether a problem is shown at a field; what has none is shown at the row."""
        return found.problem.field in self.fields
