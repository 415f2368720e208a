"""All cells and rows with one kind of problem, put right together."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from exchange_desk.gui.imports.fix_model import FixLine, FixModel
from exchange_desk.gui.imports.fix_table import FixTable, choices_for
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.flow import FlowLayout
from exchange_desk.gui.kit.labels import plain
from exchange_desk.intake.decisions import CellKey, RowKey
from exchange_desk.intake.judging import PlanRow
from exchange_desk.intake.mending import CellTexts, fixes, is_mendable
from exchange_desk.intake.plan import ImportPlan, PlanTable
from exchange_desk.support.language import Language
from exchange_desk.support.problems import Problem, Severity

OF_NAMES = ("name.split_doubtful", "name.turned", "name.case_changed", "name.only_one", "name.repeated")
"""Kinds of problems that are settled by saying given names and family names outright."""
_GIVEN, _FAMILY = 2, 3


class GroupPanel(QWidget):
    """`corrected`: {cell: text}. `named`: {line: (given, family)}. `skipped`: the lines to leave out."""

    corrected = Signal(object)
    named = Signal(object)
    skipped = Signal(object)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self._rows: list[PlanRow] = []
        self._key = ""
        self.what = plain(wrap=True)
        self.said = plain(wrap=True, tone="dim")
        self.cells = FixModel(lang, [lang("Received"), lang("Cells"), lang("Write instead")], (2,))
        self.names = FixModel(
            lang, [lang("In the file"), lang("Row"), lang("Given names"), lang("Family names")], (_GIVEN, _FAMILY)
        )
        self.cell_table = FixTable(self.cells, lang("What to write instead"))
        self.name_table = FixTable(self.names, lang("How the names are divided"))
        self.cell_table.fit(1)
        self.name_table.fit(1)
        self.apply = QPushButton(theme.icon("check"), "")
        self.keep = QPushButton()
        self.given = QPushButton(theme.icon("arrow-left"), lang("One word more to the given names"))
        self.family = QPushButton(theme.icon("arrow-right"), lang("One word more to the family names"))
        self.swap = QPushButton(theme.icon("git-compare"), lang("Swap"))
        self.skip = QPushButton(theme.icon("user-minus"), "")
        self.tables = QStackedWidget()
        self._build()
        self._connect()

    def show_group(self, plan: ImportPlan, key: str, rows: Sequence[tuple[PlanTable, PlanRow]]) -> None:
        """The rows about which the same is said; `key` is the problem's."""
        self._key, self._rows = key, [row for _, row in rows]
        of_names, mendable = key in OF_NAMES, is_mendable(key)
        self.tables.setVisible(of_names or mendable)
        self.tables.setCurrentWidget(self.name_table if of_names else self.cell_table)
        for button in (self.given, self.family, self.swap):
            button.setVisible(of_names)
        self.apply.setVisible(of_names or mendable)
        self.keep.setVisible(of_names)
        as_written = key == "name.case_changed"
        self.keep.setText(self.lang("Leave all as written") if as_written else self.lang("All are right as they are"))
        if of_names:
            self._show_names(plan, rows)
        elif mendable:
            self._show_cells(plan, key)
        first = _first(key, rows)
        is_note = first is not None and first[2].severity is Severity.NOTE
        self._tell(first, len(rows))
        self.said.setText(self._sentence(of_names, mendable, is_note))
        text = self.lang.plural("Leave out this row", "Leave out these {n} rows", len(self._rows))
        self.skip.setText(text)
        self.skip.setVisible(not is_note or not (of_names or mendable))

    def _tell(self, first: tuple[PlanTable, PlanRow, Problem] | None, count: int) -> None:
        """What it is about, in the words of the first of them."""
        self.what.setVisible(first is not None)
        if first is not None:
            table, row, problem = first
            number = str(table.where(row.row, 0)[0])
            told = problem.say(self.lang)
            self.what.setText(
                told if count == 1 else self.lang("Row {row}, for example: {said}", row=number, said=told)
            )

    def _show_cells(self, plan: ImportPlan, key: str) -> None:
        choices = choices_for(key, self.lang)
        self.cell_table.offer(lambda _: choices)
        lines = []
        for fix in fixes(plan, key, self.lang):
            texts = [" ".join(fix.text.split()), str(len(fix.cells)), fix.proposal]
            lines.append(FixLine(fix.cells, texts, on=bool(fix.proposal)))
        self.cells.show_lines(lines)

    def _show_names(self, plan: ImportPlan, rows: Sequence[tuple[PlanTable, PlanRow]]) -> None:
        written = CellTexts(plan)
        lines = []
        for table, row in rows:
            columns = [c.column for c in table.columns if c.field in _NAMING]
            text = " · ".join(
                filter(None, (written.now((table.sheet, *table.where(row.row, column))) for column in columns))
            )
            texts = [" ".join(text.split()), str(row.row), *_parts(row)]
            lines.append(FixLine((row.sheet, row.row), texts))
        self.names.show_lines(lines)

    def _sentence(self, of_names: bool, mendable: bool, is_note: bool) -> str:
        if is_note and (of_names or mendable):
            return self.lang("Nothing has to be done here. Where something is wrong, type what it should say.")
        if of_names:
            return self.lang("Correct the lines that are wrong, or say that all are right.")
        if mendable:
            return self.lang("Type what the cells should say. Lines without a tick stay as they are.")
        return self.lang("Nothing has to be corrected here. Look at the rows, and leave out those that do not belong.")

    # Building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.tables.addWidget(self.cell_table)
        self.tables.addWidget(self.name_table)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.apply, self.keep, self.given, self.family, self.swap, self.skip):
            button.setAutoDefault(False)
            button.setParent(buttons)
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.what)
        column.addWidget(self.said)
        column.addWidget(self.tables, 1)
        column.addWidget(buttons)
        column.addStretch(0)

    def _connect(self) -> None:
        for model in (self.cells, self.names):
            model.ticked.connect(self._count)
        self.apply.clicked.connect(self._apply)
        self.keep.clicked.connect(self._keep)
        self.given.clicked.connect(lambda: self._move(1))
        self.family.clicked.connect(lambda: self._move(-1))
        self.swap.clicked.connect(self._swap)
        self.skip.clicked.connect(lambda: self.skipped.emit([(row.sheet, row.row) for row in self._rows]))

    # Doing --------------------------------------------------------------------------------------------------------

    def _count(self) -> None:
        if self.tables.currentWidget() is self.name_table:
            count = sum(1 for _ in self.names.chosen)
            self.apply.setText(self.lang.plural("Correct {n} name", "Correct {n} names", count))
        else:
            count = sum(len(line.key) for line in self.cells.chosen)
            self.apply.setText(self.lang.plural("Correct {n} cell", "Correct {n} cells", count))
        if not count:
            self.apply.setText(self.lang("Correct what is ticked"))
        self.apply.setEnabled(count > 0)

    def _apply(self) -> None:
        if self.tables.currentWidget() is self.name_table:
            self.named.emit({line.key: (line.texts[_GIVEN], line.texts[_FAMILY]) for line in self.names.chosen})
            return
        texts: dict[CellKey, str] = {cell: line.texts[2] for line in self.cells.chosen for cell in line.key}
        self.corrected.emit(texts)

    def _keep(self) -> None:
        """All names as they were read; or, where only capitals were changed, as they were written."""
        kept: dict[RowKey, tuple[str, str]] = {}
        for row in self._rows:
            kept[row.sheet, row.row] = as_written(row) if self._key == "name.case_changed" else _parts(row)
        self.named.emit(kept)

    def _move(self, by: int) -> None:
        """The border between given and family names of the selected lines, one word to the right or left."""
        for place in self.name_table.rows:
            texts = [*self.names.lines[place].texts]
            texts[_GIVEN], texts[_FAMILY] = moved(texts[_GIVEN], texts[_FAMILY], by)
            self.names.write(place, texts)

    def _swap(self) -> None:
        for place in self.name_table.rows:
            texts = [*self.names.lines[place].texts]
            texts[_GIVEN], texts[_FAMILY] = texts[_FAMILY], texts[_GIVEN]
            self.names.write(place, texts)


_NAMING = ("full_name", "given_names", "family_names", "family_name_1", "family_name_2")


def _first(key: str, rows: Sequence[tuple[PlanTable, PlanRow]]) -> tuple[PlanTable, PlanRow, Problem] | None:
    """The first row about which it is said, and what."""
    for table, row in rows:
        for each in row.problems:
            if each.problem.key == key:
                return table, row, each.problem
    return None


def _parts(row: PlanRow) -> tuple[str, str]:
    return str(row.values.get("given_names") or ""), str(row.values.get("family_names") or "")


def as_written(row: PlanRow) -> tuple[str, str]:
    """The name with the capitals of the file."""
    given, family = _parts(row)
    found = next((each.problem for each in row.problems if each.problem.key == "name.case_changed"), None)
    words = str(found.params.get("before", "")).split() if found else []
    count = len(given.split())
    if len(words) != count + len(family.split()):
        return given, family
    return " ".join(words[:count]), " ".join(words[count:])


def moved(given: str, family: str, by: int) -> tuple[str, str]:
    """ "Ana María", "Soto" → "Ana María Soto", "" by 1; "Ana", "María Soto" by -1. One word stays on either side."""
    words, border = [*given.split(), *family.split()], len(given.split()) + by
    border = min(max(border, 1), max(1, len(words) - 1))
    return " ".join(words[:border]), " ".join(words[border:])
