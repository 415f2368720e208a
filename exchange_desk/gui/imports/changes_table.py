"""What the list says anew of people already known, field by field: taken over or not, one by one or all of a field."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.imports import cells
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.flow import FlowLayout
from exchange_desk.gui.kit.labels import plain
from exchange_desk.intake.decisions import ChangeKey
from exchange_desk.intake.earlier import Kind
from exchange_desk.intake.judging import Change, Outcome, PlanRow
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.language import Language, msg

_SECRET = ("passport_number", "national_id")
_TAKEN = (Outcome.UPDATE, Outcome.SAME, Outcome.WAITING)
_WHY = {
    Kind.CORRECTED: (msg("The sender corrected it"), "sparkles", "info"),
    Kind.CONFLICT: (msg("Changed in the list and in the desk"), "git-compare", "warning"),
    Kind.KEPT: (msg("Changed in the desk alone"), "lock", "dim"),
    Kind.OTHER: ("", "", ""),
}
_Index = QModelIndex | QPersistentModelIndex
_TEXT, _ICON = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.DecorationRole)
_INK, _GROUND = int(Qt.ItemDataRole.ForegroundRole), int(Qt.ItemDataRole.BackgroundRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)


class Line(NamedTuple):
    """One field of one person. `number`: the row of the sheet, as people count."""

    row: PlanRow
    number: int
    change: Change

    @property
    def key(self) -> ChangeKey:
        return self.row.sheet, self.row.row, self.change.field


def changes_of(plan: ImportPlan) -> list[Line]:
    """Every field in which a row differs from the known person it is; conflicts first."""
    found = []
    for table in plan.tables:
        for row in table.rows:
            if row.changes and row.match and row.match.id and row.outcome in _TAKEN:
                number = table.where(row.row, 0)[0]
                found += [Line(row, number, change) for change in row.changes]
    return sorted(found, key=lambda line: line.change.kind is not Kind.CONFLICT)


class _Lines(QAbstractTableModel):
    def __init__(self, lang: Language) -> None:
        super().__init__()
        self.lang = lang
        self.lines: list[Line] = []
        self._headings = [
            lang("Person"),
            lang("Field"),
            lang("In the desk"),
            lang("In the file"),
            lang("After the import"),
        ]

    def show_lines(self, lines: Sequence[Line]) -> None:
        same = [line.key for line in lines] == [line.key for line in self.lines]
        if not same:
            self.beginResetModel()
        self.lines = list(lines)
        if not same:
            self.endResetModel()
        elif self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, 4))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _TEXT) -> Any:
        return self._headings[section] if orientation is Qt.Orientation.Horizontal and role == _TEXT else None

    def data(self, index: _Index, role: int = _TEXT) -> Any:
        if not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        words, icon, tone = _WHY[line.change.kind]
        if role == _TEXT:
            return self._text(line, index.column())
        if role == _TIP:
            said = [self._text(line, index.column()), *([self.lang(words)] if words else [])]
            return "\n".join(said).replace("<", "‹")
        if role == _ICON and index.column() == 1 and icon:
            return theme.icon(icon, tone)
        if role == _ICON and index.column() == 4:
            return theme.icon("check" if line.change.applied else "minus", "good" if line.change.applied else "dim")
        if role == _INK and index.column() == 4 and not line.change.applied:
            return theme.tone("dim")
        if role == _GROUND and line.change.kind is Kind.CONFLICT and index.column() == 1:
            return theme.fill("warning")
        return None

    def _text(self, line: Line, column: int) -> str:
        change = line.change
        if column == 0:
            return self.lang("{name} (row {row})", name=line.row.name, row=str(line.number))
        if column == 1:
            return cells.field_label(change.field, self.lang)
        old, new = (covered(change.field, cells.show(change.field, v, self.lang)) for v in (change.old, change.new))
        if column == 2:
            return old or "–"
        return new if column == 3 else new if change.applied else self.lang("stays as it is")


class ChangesTable(QWidget):
    """`changed`: {(sheet, row, field): taken over or not}."""

    changed = Signal(object)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self._all: list[Line] = []
        self.said = plain(wrap=True)
        self.field = QComboBox()
        self.field.setAccessibleName(lang("Field"))
        self.model = _Lines(lang)
        self.table = _Table()
        self.table.setModel(self.model)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.table.setColumnWidth(0, round(210 * theme.text_scale()))
        self.table.setAccessibleName(lang("What the list says anew of people already known"))
        self.take = QPushButton(theme.icon("check"), lang("Take over the file's value"))
        self.leave = QPushButton(theme.icon("minus"), lang("Keep the desk's value"))
        self.take_all, self.leave_all = QPushButton(), QPushButton()
        self._build()
        self.field.activated.connect(self._fill)
        self.table.toggled.connect(self._toggle)
        self.take.clicked.connect(lambda: self._set(self._chosen(), True))
        self.leave.clicked.connect(lambda: self._set(self._chosen(), False))
        self.take_all.clicked.connect(lambda: self._set(self.model.lines, True))
        self.leave_all.clicked.connect(lambda: self._set(self.model.lines, False))
        self.table.selectionModel().selectionChanged.connect(self._selected)

    def show_plan(self, plan: ImportPlan) -> None:
        self._all = changes_of(plan)
        conflicts = sum(line.change.kind is Kind.CONFLICT for line in self._all)
        text = self.lang.plural("{n} field differs.", "{n} fields differ.", len(self._all))
        if conflicts:
            more = self.lang.plural(
                "{n} was changed in the list and in the desk: the desk's value stays unless you take the file's.",
                "{n} were changed in the list and in the desk: the desk's values stay unless you take the file's.",
                conflicts,
            )
            text = f"{text} {more}"
        self.said.setText(text)
        before = self.field.currentData()
        counted = Counter(line.change.field for line in self._all)
        self.field.clear()
        self.field.addItem(self.lang("All fields ({n})", n=len(self._all)), "")
        for name, count in counted.most_common():
            label = cells.field_label(name, self.lang)
            self.field.addItem(self.lang("{what} ({n})", what=label, n=count), name)
        self.field.setCurrentIndex(max(0, self.field.findData(before)))
        self._fill()

    def _fill(self) -> None:
        name = self.field.currentData()
        self.model.show_lines([line for line in self._all if not name or line.change.field == name])
        count = len(self.model.lines)
        self.take_all.setText(self.lang.plural("Take over this one", "Take over all {n}", count))
        self.leave_all.setText(self.lang.plural("Keep this one", "Keep all {n}", count))
        self._selected()

    def _selected(self) -> None:
        for button in (self.take, self.leave):
            button.setEnabled(bool(self._chosen()))

    def _chosen(self) -> list[Line]:
        return [self.model.lines[index.row()] for index in self.table.selectionModel().selectedRows()]

    def _toggle(self) -> None:
        chosen = self._chosen()
        if chosen:
            self._set(chosen, not chosen[0].change.applied)

    def _set(self, lines: Sequence[Line], on: bool) -> None:
        self.changed.emit({line.key: on for line in lines})

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.said, 1)
        head.addWidget(self.field)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.take, self.leave, self.take_all, self.leave_all):
            button.setAutoDefault(False)
            button.setParent(buttons)
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)


class _Table(QTableView):
    """`toggled`: the selected lines are to be taken over, or not any more (Space, Enter, double click)."""

    toggled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(90)
        self.doubleClicked.connect(self.toggled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggled.emit()
        else:
            super().keyPressEvent(event)


def covered(field: str, text: str) -> str:
    """A document number by its last four signs."""
    return f"•••• {text[-4:]}" if field in _SECRET and text else text
