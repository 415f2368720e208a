"""The cell that is looked at: what was received, what is said about it, and how to put it right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from exchange_desk.gui.imports import cells
from exchange_desk.gui.imports.review_model import NAMES, CellInFile
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.flow import FlowLayout
from exchange_desk.gui.kit.labels import heading, plain, symbol
from exchange_desk.intake.decisions import CellKey, RowKey
from exchange_desk.intake.judging import Outcome, PlanRow
from exchange_desk.intake.mending import CellTexts
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.language import Language
from exchange_desk.support.problems import Problem, Severity

_TONES = {Severity.NOTE: "info", Severity.WARNING: "warning", Severity.ERROR: "error"}
_TOP = Qt.AlignmentFlag.AlignTop
_AT_EVERY_MOVE = 2_000
"""Rows among which equal cells are looked for wherever the cursor goes; in longer lists where there is a problem."""


class CellPanel(QWidget):
    """`corrected`: {(sheet, row, column): text, None as it came}. `named`: {line: (given, family), None as read}.
    `skipped`: the row, in or out.
    """

    corrected = Signal(object)
    named = Signal(object)
    skipped = Signal(object, bool)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self._plan: ImportPlan | None = None
        self._cell: CellInFile | None = None
        self._row: PlanRow | None = None
        self._equal: list[CellKey] = []
        self._hint = ""
        self.title = heading("", larger=1.0)
        self.title.setWordWrap(True)
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
        self.restore = QPushButton(theme.icon("rotate-ccw"), lang("As received"))
        self.skip = QPushButton()
        self._build()
        self.edit.returnPressed.connect(self._correct)
        self.hint.clicked.connect(lambda: self._correct_to(self._hint))
        self.apply.clicked.connect(self._correct)
        self.apply_all.clicked.connect(lambda: self.corrected.emit(dict.fromkeys(self._equal, self.edit.text())))
        self.restore.clicked.connect(self._restore)
        self.skip.clicked.connect(self._skip)

    def _build(self) -> None:
        fix, buttons = QHBoxLayout(), QWidget()
        fix.addWidget(self.edit, 1)
        fix.addWidget(self.apply)
        flow = FlowLayout(buttons)
        for button in (self.hint, self.apply_all, self.restore, self.skip):
            button.setParent(buttons)
            flow.addWidget(button)
        for button in (self.hint, self.apply, self.apply_all, self.restore, self.skip):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        for widget in (self.title, self._said, self.received):
            column.addWidget(widget)
        column.addLayout(fix)
        column.addWidget(buttons)
        column.addStretch(1)

    def show_cell(
        self, plan: ImportPlan, row: PlanRow | None, cell: CellInFile | None, problems: list[Problem]
    ) -> None:
        """Show the cell of a row; `cell` None: the row as a whole."""
        self._plan, self._row, self._cell = plan, row, cell
        self.setVisible(row is not None)
        if row is None:
            return
        texts = CellTexts(plan)
        editable = cell is not None and (cell.column > 0 or self._is_name)
        self.title.setText(self._title(plan, row, cell))
        self._tell(problems)
        self.received.setText(self._where(texts, cell))
        self.received.setVisible(bool(self.received.text()))
        self.edit.setVisible(editable)
        self.apply.setVisible(editable)
        self.apply.setText(self.lang("Correct the name") if self._is_name else self.lang("Correct the cell"))
        self.edit.setText(self._present(texts))
        self._offer_more(plan, texts, problems if editable else [])
        skipped = row.outcome is Outcome.SKIPPED
        self.skip.setText(self.lang("Take the row") if skipped else self.lang("Skip the row"))
        self.skip.setIcon(theme.icon("undo-2" if skipped else "minus"))

    @property
    def _is_name(self) -> bool:
        return self._cell is not None and self._cell.field in NAMES

    @property
    def _key(self) -> RowKey:
        assert self._row is not None
        return self._row.sheet, self._row.row

    def _present(self, texts: CellTexts) -> str:
        """What is corrected: the name as it is read, or the cell as it stands."""
        cell = self._cell
        if cell is None:
            return ""
        if self._is_name:
            return str(cell.row.values.get(cell.field) or "")
        return texts.now(cell.key) if cell.column else ""

    def _title(self, plan: ImportPlan, row: PlanRow, cell: CellInFile | None) -> str:
        number, name = str(cells.row_number(plan, row)), row.name or "–"
        if cell is None:
            return self.lang("Row {row} · {name}", row=number, name=name)
        label = cells.field_label(cell.field, self.lang)
        if not cell.column:
            return self.lang("Row {row} · {name} · {field}", row=number, name=name, field=label)
        told = {"row": number, "name": name, "cell": cell.name, "field": label}
        return self.lang("Row {row} · {name} · cell {cell} · {field}", **told)

    def _where(self, texts: CellTexts, cell: CellInFile | None) -> str:
        if cell is None:
            return ""
        if not cell.column:
            if self._is_name:
                return ""
            return self.lang("No column of the file holds this. It can be filled in the desk after the import.")
        text = texts.received(cell.key)
        return self.lang("Received: “{text}”", text=text) if text else self.lang("The cell was empty.")

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

    def _offer_more(self, plan: ImportPlan, texts: CellTexts, problems: list[Problem]) -> None:
        cell = self._cell
        short = cell is not None and len(cell.table.rows) <= _AT_EVERY_MOVE
        self._equal = equal_cells(cell, texts) if cell and not self._is_name and (short or problems) else []
        named = self._row is not None and self._key in plan.decisions.names
        changed = cell is not None and bool(cell.column) and cell.key in plan.decisions.cells
        self.restore.setVisible(named if self._is_name else changed)
        self.apply_all.setVisible(len(self._equal) > 1)
        self.apply_all.setText(self.lang("Correct all {n} cells that say the same", n=len(self._equal)))
        self._hint = next((str(p.params["hint"]) for p in problems if p.params.get("hint")), "")
        self.hint.setText(self.lang("Take “{hint}”", hint=self._hint).replace("&", "&&"))
        self.hint.setVisible(bool(self._hint) and not self._is_name)

    def _correct(self) -> None:
        if self._plan and self.edit.text() != self._present(CellTexts(self._plan)):
            self._correct_to(self.edit.text())

    def _correct_to(self, text: str) -> None:
        cell = self._cell
        if cell is None:
            return
        if not self._is_name:
            self.corrected.emit({cell.key: text})
            return
        now = {name: str(cell.row.values.get(name) or "") for name in NAMES} | {cell.field: " ".join(text.split())}
        self.named.emit({self._key: (now["given_names"], now["family_names"])})

    def _restore(self) -> None:
        if self._is_name:
            self.named.emit({self._key: None})
        elif self._cell:
            self.corrected.emit({self._cell.key: None})

    def _skip(self) -> None:
        if self._row is not None:
            self.skipped.emit(self._key, self._row.outcome is not Outcome.SKIPPED)


def equal_cells(cell: CellInFile, texts: CellTexts) -> list[CellKey]:
    """All cells of the column that say the same; none when it is empty."""
    table = cell.table
    text = texts.now(cell.key) if cell.column else ""
    if not text:
        return []
    keys = [(table.sheet, *table.where(row.row, cell.column)) for row in table.rows]
    return [key for key in keys if texts.now(key) == text]
