"""The rows of a plan as a table: one column a field, with what is asked or said about each cell.

Whatever is drawn is put together once for a row and kept until the plan changes: scrolling asks Python for next to
nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QIcon

from exchange_desk.gui.imports import cells
from exchange_desk.gui.imports.issues import OUTCOMES, said_about
from exchange_desk.gui.kit import theme
from exchange_desk.intake.decisions import CellKey, RowKey
from exchange_desk.intake.doubts import CellProblem
from exchange_desk.intake.judging import Outcome, PlanRow
from exchange_desk.intake.mending import CellTexts
from exchange_desk.intake.plan import ImportPlan, PlanTable
from exchange_desk.support.language import Language
from exchange_desk.support.problems import Severity

FIXED = 2
"""Columns before the fields: the row of the file, and what becomes of it."""
NAMES = ("given_names", "family_names")
"""Fields that are corrected as values: one cell of the file may hold both."""

_WEIGHT = {Severity.NOTE: 1, Severity.WARNING: 2, Severity.ERROR: 3}
_TONES = {Severity.NOTE: "info", Severity.WARNING: "warning", Severity.ERROR: "error"}
_DISPLAY, _EDIT = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.EditRole)
_ICON, _GROUND = int(Qt.ItemDataRole.DecorationRole), int(Qt.ItemDataRole.BackgroundRole)
_INK, _TIP = int(Qt.ItemDataRole.ForegroundRole), int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleDescriptionRole)
_DRAWN = frozenset((_DISPLAY, _ICON, _GROUND, _INK))
_WIDEST = 4_096
"""More than the columns that a plan can have: cells are kept by row times this plus column."""
_READ_ONLY = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_WRITABLE = _READ_ONLY | Qt.ItemFlag.ItemIsEditable
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class CellInFile:
    """Where a value comes from: the table, the row, and the column of the table (0: no column)."""

    table: PlanTable
    row: PlanRow
    field: str
    column: int

    @property
    def key(self) -> CellKey:
        """Sheet, row and column of the cell as it stands in the file."""
        return (self.table.sheet, *self.table.where(self.row.row, self.column))

    @property
    def name(self) -> str:
        """ "D9"; "" when no cell of the file holds it."""
        _, row, column = self.key
        return f"{cells.letters(column)}{row}" if self.column else ""


class ReviewModel(QAbstractTableModel):
    """`corrected`: a cell of the file (sheet, row, column) and its new text. `named`: a line (sheet, row) and the
    given and family names that it has."""

    corrected = Signal(object, str)
    named = Signal(object, object)

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.lang = lang
        self.fields: list[str] = []
        self._plan: ImportPlan | None = None
        self._texts: CellTexts | None = None
        self._rows: list[tuple[PlanTable, PlanRow]] = []
        self._places: dict[RowKey, int] = {}
        self._typed: Mapping[CellKey, str | None] = {}
        self._drawn: dict[int, dict[int, Any]] = {}
        self._sources: dict[tuple[int, str], int] = {}
        self._icons: dict[tuple[str, str, bool], QIcon] = {}
        self._several = False
        self._looked_for = ""

    def show_rows(
        self,
        plan: ImportPlan,
        wanted: Sequence[tuple[PlanTable, PlanRow]],
        fields: Sequence[str],
        looked_for: str = "",
    ) -> None:
        """Show these rows of a plan; when only their contents differ, the view stays where it is.

        `looked_for`: the key of the problem that is being settled; only its cells count as issues then.
        """
        same = list(fields) == self.fields and [r.row for _, r in wanted] == [r.row for _, r in self._rows]
        if not same:
            self.beginResetModel()
        self._plan, self._rows, self.fields = plan, list(wanted), list(fields)
        self._texts, self._typed, self._looked_for = CellTexts(plan), {}, looked_for
        self._places = {(row.sheet, row.row): place for place, (_, row) in enumerate(wanted)}
        self._several = len({table.sheet for table in plan.tables}) > 1
        self._drawn, self._sources = {}, {}
        if not same:
            self.endResetModel()
        elif wanted:
            self.dataChanged.emit(self.index(0, 0), self.index(len(wanted) - 1, self.columnCount() - 1))

    def show_typed(self, typed: Mapping[CellKey, str | None]) -> None:
        """Corrections that are being worked out are shown at once."""
        self._typed, self._drawn = dict(typed), {}
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1))

    def row_at(self, row: int) -> PlanRow | None:
        return self._rows[row][1] if 0 <= row < len(self._rows) else None

    def place_of(self, sheet: str, row: int) -> int:
        """Where a row of the file is shown; -1 when it is not."""
        return self._places.get((sheet, row), -1)

    def cell_at(self, index: _Index) -> CellInFile | None:
        """The cell of the file behind a field; None for the columns before the fields."""
        if not index.isValid() or index.column() < FIXED or index.row() >= len(self._rows):
            return None
        table, row = self._rows[index.row()]
        field = self.fields[index.column() - FIXED]
        return CellInFile(table, row, field, self._source(table, field))

    def problems_at(self, index: _Index) -> list[CellProblem]:
        """What is said about a cell, the heaviest first; in the second column what is said about the whole row."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows) or index.column() == 0:
            return []
        return self._said(self._rows[index.row()][1], index.column())

    def issues_in(self, place: int) -> list[int]:
        """The columns of a row at which F8 stops: errors, warnings, and the row itself while it waits."""
        row = self._rows[place][1]
        said = said_about(row)
        if self._looked_for:
            fields = {each.problem.field for each in said if each.problem.key == self._looked_for}
        else:
            fields = {each.problem.field for each in said if each.problem.severity is not Severity.NOTE}
        found = [place + FIXED for place, field in enumerate(self.fields) if field in fields] if fields else []
        waits = row.outcome in (Outcome.WAITING, Outcome.REFUSED) and not self._looked_for
        return [1, *found] if waits or fields - set(self.fields) else found

    def is_issue(self, index: _Index) -> bool:
        return 0 <= index.row() < len(self._rows) and index.column() in self.issues_in(index.row())

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else FIXED + len(self.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != _DISPLAY:
            return None
        if section < FIXED:
            return self.lang("Row") if section == 0 else self.lang("Outcome")
        return cells.field_label(self.fields[section - FIXED], self.lang)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        column, place = index.column() - FIXED, index.row()
        if not 0 <= place < len(self._rows):
            return Qt.ItemFlag.NoItemFlags
        if column < 0:
            return _READ_ONLY
        field = self.fields[column]
        return _WRITABLE if field in NAMES or self._source(self._rows[place][0], field) else _READ_ONLY

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        if role in _DRAWN:
            place = index.row() * _WIDEST + index.column()
            drawn = self._drawn.get(place)
            if drawn is None:
                if not 0 <= index.row() < len(self._rows):
                    return None
                drawn = self._drawn[place] = self._draw(index.row(), index.column())
            return drawn.get(role)
        if role == _EDIT:
            return self._editable(index)
        if role in (_TIP, _SPOKEN):
            return self._tip(index)
        return None

    def setData(self, index: _Index, value: Any, role: int = _EDIT) -> bool:
        cell, text = self.cell_at(index), str(value)
        if role != _EDIT or cell is None or text == self._editable(index):
            return False
        if cell.field in NAMES:
            now = {name: str(cell.row.values.get(name) or "") for name in NAMES} | {cell.field: " ".join(text.split())}
            self.named.emit((cell.row.sheet, cell.row.row), (now["given_names"], now["family_names"]))
        elif cell.column:
            self.corrected.emit(cell.key, text)
        return True

    def copied(self, places: Collection[tuple[int, int]]) -> str:
        """Cells (row, column) as a spreadsheet takes them; several with their headings."""
        rows, columns = sorted({row for row, _ in places}), sorted({column for _, column in places})
        lines = [[self.index(row, column).data() or "" for column in columns] for row in rows]
        if len(places) > 1:
            lines.insert(0, [self.headerData(column, Qt.Orientation.Horizontal) for column in columns])
        return "\n".join("\t".join(line) for line in lines)

    # Drawing ------------------------------------------------------------------------------------------------------

    def _draw(self, place: int, column: int) -> dict[int, Any]:
        table, row = self._rows[place]
        if column >= FIXED:
            cell = self._cell(table, row, self.fields[column - FIXED], column)
        elif column == 0:
            number = table.where(row.row, 0)[0]
            cell = {_DISPLAY: f"{row.sheet} · {number}" if self._several else str(number), _INK: theme.tone("dim")}
        else:
            word, icon, tone = OUTCOMES[row.outcome]
            cell = {_DISPLAY: self.lang(word), _ICON: self._icon(icon, tone)}
            if row.outcome in (Outcome.WAITING, Outcome.REFUSED):
                cell[_GROUND] = theme.fill(tone)
        if row.outcome in (Outcome.SKIPPED, Outcome.REFUSED):
            cell[_INK] = theme.tone("dim")
        return cell

    def _cell(self, table: PlanTable, row: PlanRow, field: str, column: int) -> dict[int, Any]:
        text = cells.show(field, row.values.get(field), self.lang)
        if not row.problems and not row.questions and not self._typed and not self._has_corrections:
            return {_DISPLAY: " ".join(text.split())}
        source = CellInFile(table, row, field, self._source(table, field))
        found = self._said(row, column)
        as_it_came = not text and source.column > 0 and bool(found or row.questions)
        if as_it_came and self._texts:
            text = self._texts.now(source.key)
        typed = self._typed.get(source.key) if source.column and field not in NAMES else None
        cell: dict[int, Any] = {_DISPLAY: " ".join((text if typed is None else typed).split())}
        if typed is not None:
            cell |= {_ICON: self._icon("hourglass", "dim"), _INK: theme.tone("info")}
        elif found and found[0].problem.severity is not Severity.NOTE:
            tone = _TONES[found[0].problem.severity]
            cell |= {_ICON: self._icon(theme.TONE_ICONS[tone], tone), _GROUND: theme.fill(tone)}
        elif self._is_corrected(source):
            cell[_ICON] = self._icon("pencil", "dim")
        elif as_it_came:
            cell[_INK] = theme.tone("dim")
        elif any(each.problem.key == self._looked_for for each in found):
            cell[_GROUND] = theme.fill("info")
        return cell

    def _source(self, table: PlanTable, field: str) -> int:
        key = (id(table), field)
        if key not in self._sources:
            self._sources[key] = cells.source_column(table, field)
        return self._sources[key]

    @property
    def _has_corrections(self) -> bool:
        return self._plan is not None and bool(self._plan.decisions.cells or self._plan.decisions.names)

    def _icon(self, name: str, tone: str) -> QIcon:
        """Drawn once: a symbol that is rendered at each painting would make scrolling slow."""
        key = (name, tone, theme.is_dark())
        if key not in self._icons:
            icon, drawn = QIcon(), theme.icon(name, tone)
            for side in (16, 24, 32):
                for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
                    icon.addPixmap(drawn.pixmap(QSize(side, side), mode), mode)
            self._icons[key] = icon
        return self._icons[key]

    def _said(self, row: PlanRow, column: int) -> list[CellProblem]:
        if column == 1:
            found = [each for each in said_about(row) if each.problem.field not in self.fields]
        else:
            field = self.fields[column - FIXED]
            found = [each for each in said_about(row) if each.problem.field == field]
        return sorted(found, key=lambda each: -_WEIGHT[each.problem.severity]) if len(found) > 1 else found

    def _is_corrected(self, cell: CellInFile) -> bool:
        if self._plan is None:
            return False
        decided = self._plan.decisions
        if cell.field in NAMES and (cell.row.sheet, cell.row.row) in decided.names:
            return True
        return bool(decided.cells and cell.column and cell.key in decided.cells)

    def _editable(self, index: _Index) -> str | None:
        """What is corrected: a name as it is read, anything else as the cell of the file says it."""
        cell = self.cell_at(index)
        if cell is None or self._texts is None:
            return None
        if cell.field in NAMES:
            return str(cell.row.values.get(cell.field) or "")
        typed = self._typed.get(cell.key) if cell.column else None
        return typed if typed is not None else self._texts.now(cell.key) if cell.column else None

    def _tip(self, index: _Index) -> str | None:
        said = [each.problem.say(self.lang) for each in self.problems_at(index)]
        cell = self.cell_at(index)
        if cell and cell.column and self._texts and (said or self._is_corrected(cell)):
            text = self._texts.received(cell.key)
            said.append(self.lang("In the file, {cell}: “{text}”", cell=cell.name, text=text))
        return "\n".join(said).replace("<", "‹") or None
