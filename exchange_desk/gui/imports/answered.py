"""What was decided about the list so far: answers, corrected cells, rows left out. Any of it can be taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.imports import cells
from exchange_desk.gui.imports.deciding import Deciding
from exchange_desk.gui.imports.issues import OTHER, TITLES
from exchange_desk.gui.imports.lines_table import lines_table
from exchange_desk.gui.imports.missing_table import DECIDED
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.labels import plain
from exchange_desk.intake.doubts import Question
from exchange_desk.intake.earlier import MISSING, ONE_MISSING
from exchange_desk.intake.mending import CellTexts
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.language import Language

_SHOWN = 1_000


@dataclass(frozen=True)
class Decided:
    """One decision in words. `again`: undoes it."""

    kind: str
    what: str
    decision: str
    again: Callable[[Deciding], None]


class DecidedTable(QWidget):
    """`wanted`: how to take a decision back (told the decisions to be taken)."""

    wanted = Signal(object)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self._lines: list[Decided] = []
        self.table = lines_table(lang("What you decided"), [lang("Kind"), lang("About"), lang("Decided")])
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.resizeSection(2, round(250 * theme.text_scale()))
        self.again = QPushButton(theme.icon("rotate-ccw"), lang("Ask again"))
        self.again.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addWidget(plain(lang("What you take back is asked or shown again."), tone="dim", wrap=True), 1)
        foot.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.again.clicked.connect(self._take_back)
        self.table.itemSelectionChanged.connect(self._selected)

    def show_plan(self, plan: ImportPlan, asked: Mapping[str, Question]) -> None:
        self._lines = decided(plan, asked, self.lang)[:_SHOWN]
        self.table.setRowCount(len(self._lines))
        for place, line in enumerate(self._lines):
            for column, text in enumerate((line.kind, line.what, line.decision)):
                item = QTableWidgetItem(" ".join(text.split()))
                item.setToolTip(text.replace("<", "‹"))
                self.table.setItem(place, column, item)
        self._selected()

    def _selected(self) -> None:
        self.again.setEnabled(bool(self.table.selectionModel().selectedRows()))

    def _take_back(self) -> None:
        chosen = [self._lines[index.row()] for index in self.table.selectionModel().selectedRows()]
        for line in chosen:
            self.wanted.emit(line.again)


def how_many(plan: ImportPlan) -> int:
    """How many single decisions there are about a list."""
    made = plan.decisions
    return len(made.answers) + len(made.cells) + len(made.names) + len(made.skipped) + len(made.changes)


def decided(plan: ImportPlan, asked: Mapping[str, Question], lang: Language) -> list[Decided]:
    """Answers first, then corrections, then rows left out."""
    made = plan.decisions
    lines = [_answer(plan, question, option, asked, lang) for question, option in made.answers.items()]
    texts = CellTexts(plan)
    for cell, text in made.cells.items():
        where = lang("{sheet}, cell {cell}: “{text}”", sheet=cell[0], cell=_name(cell), text=texts.received(cell))
        lines.append(
            Decided(lang("Corrected"), where, lang("“{text}”", text=text), lambda d, c=cell: d.set_cells({c: None}))  # type: ignore[misc]
        )
    for key, (given, family) in made.names.items():
        where = lang("{sheet}, row {row}", sheet=key[0], row=str(key[1]))
        told = lang("“{text}”", text=f"{family}, {given}")
        lines.append(Decided(lang("Name given"), where, told, lambda d, k=key: d.set_names({k: None})))  # type: ignore[misc]
    for change, applied in made.changes.items():
        about = {"sheet": change[0], "row": str(change[1]), "field": cells.field_label(change[2], lang)}
        where = lang("{sheet}, row {row}: {field}", **about)
        taken = lang("the file's value") if applied else lang("the desk's value")
        lines.append(Decided(lang("Change"), where, taken, lambda d, c=change: d.set_changes({c: None})))  # type: ignore[misc]
    for key in sorted(made.skipped):
        where = lang("{sheet}, row {row}", sheet=key[0], row=str(key[1]))
        lines.append(Decided(lang("Skipped"), where, lang("left out"), lambda d, k=key: d.skip_row(k, False)))  # type: ignore[misc]
    return lines


def _answer(plan: ImportPlan, question: str, option: str, asked: Mapping[str, Question], lang: Language) -> Decided:
    """An answer with its question, where that is still known."""
    known = asked.get(question)
    what, given = question.partition(":")[2] or question, option
    title = lang(OTHER)
    if known is not None:
        what, title = known.say(lang), lang(TITLES.get(known.key, OTHER))
        given = next((each.say(lang) for each in known.options if each.id == option), option)
    elif question.startswith(ONE_MISSING):
        title, word = lang(TITLES[MISSING]), DECIDED.get(option, DECIDED[""])
        found = (each.name for each in plan.missing if each.nomination_id == what)
        what, given = next(found, what), lang(word[0])
    return Decided(title, what, given, lambda deciding: deciding.ask_again((question,)))


def _name(cell: tuple[str, int, int]) -> str:
    return f"{cells.letters(cell[2])}{cell[1]}"
