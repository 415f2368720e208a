"""The cell that is looked at: what was received, what is said about it, and how to put it right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from exchange_desk.gui.imports import cells
from exchange_desk.gui.imports.review_model import CellInFile
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.labels import heading, plain, symbol
from exchange_desk.intake.judging import Outcome, PlanRow
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.language import Language
from exchange_desk.support.problems import Problem, Severity

_TONES = {Severity.NOTE: "info", Severity.WARNING: "warning", Severity.ERROR: "error"}
_MANY = 200
"""Equal cells that are corrected at once; each of them makes the plan anew."""


class CellPanel(QWidget):
    """`corrected`: {(sheet, row, column): text}. `restored`: a cell as it came. `skipped`: the row, in or out."""

    corrected = Signal(object)
    restored = Signal(object)
    skipped = Signal(object, bool)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self._plan: ImportPlan | None = None
        self._cell: CellInFile | None = None
        self._row: PlanRow | None = None
        self._equal: list[tuple[str, int, int]] = []
        self._hint = ""
        self.title = heading("", larger=1.0)
        self.received = plain(wrap=True, tone="dim")
        self._said = QWidget()
        self._lines = QVBoxLayout(self._said)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(3)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(lang("What the cell should have said"))
        self.hint = QPushButton(theme.icon("sparkles"), "")
        self.apply = QPushButton(theme.icon("check"), lang("Correct the cell"))
        self.apply_all = QPushButton()
        self.restore = QPushButton(lang("As received"))
        self.skip = QPushButton()
        for button in (self.hint, self.apply, self.apply_all, self.restore, self.skip):
            button.setAutoDefault(False)
        proposed, fix, buttons = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        proposed.addWidget(self.hint)
        fix.addWidget(self.edit, 1)
        fix.addWidget(self.apply)
        for button in (self.apply_all, self.restore, self.skip):
            buttons.addWidget(button)
        for row in (proposed, buttons):
            row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.addWidget(self.title)
        column.addWidget(self._said)
        column.addWidget(self.received)
        column.addLayout(proposed)
        column.addLayout(fix)
        column.addLayout(buttons)
        column.addStretch(1)
        self.edit.returnPressed.connect(self._correct)
        self.hint.clicked.connect(self._take_hint)
        self.apply.clicked.connect(self._correct)
        self.apply_all.clicked.connect(self._correct_all)
        self.restore.clicked.connect(lambda: self._cell and self.restored.emit(self._cell.key))
        self.skip.clicked.connect(self._skip)

    def show_cell(
        self, plan: ImportPlan, row: PlanRow | None, cell: CellInFile | None, problems: list[Problem]
    ) -> None:
        """Show the cell of a row; `cell` None: the row as a whole."""
        self._plan, self._row, self._cell = plan, row, cell
        self.setVisible(row is not None)
        if row is None:
            return
        self.title.setText(self._title(row, cell))
        self._tell(problems)
        editable = cell is not None and cell.column > 0
        for widget in (self.edit, self.apply, self.received):
            widget.setVisible(editable or widget is self.received)
        self.received.setText(self._where(plan, cell))
        self.received.setVisible(bool(self.received.text()))
        self._offer_fix(plan, cell if editable else None)
        self._hint = next((str(p.params["hint"]) for p in problems if p.params.get("hint")), "") if editable else ""
        self.hint.setText(self.lang("Take “{hint}”", hint=self._hint).replace("&", "&&"))
        self.hint.setVisible(bool(self._hint))
        skipped = row.outcome is Outcome.SKIPPED
        self.skip.setText(self.lang("Take the row") if skipped else self.lang("Skip the row"))
        self.skip.setIcon(theme.icon("undo-2" if skipped else "minus"))

    def begin(self) -> None:
        """Start correcting."""
        if self.edit.isVisible():
            self.edit.setFocus()
            self.edit.selectAll()

    def _title(self, row: PlanRow, cell: CellInFile | None) -> str:
        if cell is None:
            return self.lang("Row {row} · {name}", row=str(row.row), name=row.name or "–")
        label = cells.field_label(cell.field, self.lang)
        if not cell.column:
            return self.lang("Row {row} · {field}", row=str(row.row), field=label)
        return self.lang("Row {row} · cell {cell} · {field}", row=str(row.row), cell=cell.name, field=label)

    def _where(self, plan: ImportPlan, cell: CellInFile | None) -> str:
        if cell is None:
            return ""
        if not cell.column:
            return self.lang("No column of the file holds this. It can be filled in the desk after the import.")
        text = cells.received(plan, *cell.key)
        if text:
            return self.lang("Received: “{text}”", text=text)
        return self.lang("The cell was empty.")

    def _tell(self, problems: list[Problem]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for problem in problems:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(symbol(theme.TONE_ICONS[_TONES[problem.severity]], _TONES[problem.severity]), 0, _TOP)
            row.addWidget(plain(problem.say(self.lang), wrap=True), 1)
            self._lines.addWidget(line)

    def _offer_fix(self, plan: ImportPlan, cell: CellInFile | None) -> None:
        self._equal = equal_cells(plan, cell) if cell else []
        changed = cell is not None and cells.is_corrected(plan, *cell.key)
        self.restore.setVisible(changed)
        self.apply_all.setVisible(1 < len(self._equal) <= _MANY)
        self.apply_all.setText(self.lang("Correct all {n} cells that say the same", n=len(self._equal)))
        if cell is not None:
            self.edit.setText(cells.present(plan, *cell.key))

    def _correct(self) -> None:
        if self._cell and self._plan and self.edit.text() != cells.present(self._plan, *self._cell.key):
            self.corrected.emit({self._cell.key: self.edit.text()})

    def _take_hint(self) -> None:
        if self._cell:
            self.corrected.emit({self._cell.key: self._hint})

    def _correct_all(self) -> None:
        self.corrected.emit(dict.fromkeys(self._equal, self.edit.text()))

    def _skip(self) -> None:
        if self._row is not None:
            self.skipped.emit((self._row.sheet, self._row.row), self._row.outcome is not Outcome.SKIPPED)


_TOP = Qt.AlignmentFlag.AlignTop


def equal_cells(plan: ImportPlan, cell: CellInFile) -> list[tuple[str, int, int]]:
    """All cells of the column that say the same; none when it is empty."""
    text = cells.present(plan, *cell.key)
    if not text:
        return []
    keys = [(cell.table.sheet, row.row, cell.column) for row in cell.table.rows]
    return [key for key in keys if cells.present(plan, *key) == text]
