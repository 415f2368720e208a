"""Two people side by side: what the file says and what the desk has, with the reasons for and against."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.imports import cells
from exchange_desk.gui.imports.changes_table import covered
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.flow import FlowLayout
from exchange_desk.gui.kit.labels import plain, symbol
from exchange_desk.intake.decisions import Policy
from exchange_desk.intake.directory import Value
from exchange_desk.intake.identity import Match
from exchange_desk.intake.judging import PlanRow
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.language import Language

_HIDDEN = ("full_name", "note", "objective", "theme")


class Pair(NamedTuple):
    """One field of both: as the file says, as the other side says, and what would stand if they are one person."""

    field: str
    here: str
    there: str
    stands: str

    @property
    def is_equal(self) -> bool:
        if self.field == "phone" and self.here and self.there:
            return _digits(self.here) == _digits(self.there)
        return self.here == self.there


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


class CompareTable(QWidget):
    """Differing fields; those that both sides have alike are hidden until they are asked for."""

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self._pairs: list[Pair] = []
        self.table = QTableWidget(0, 4)
        self.table.setAccessibleName(lang("Comparison of the two people"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(96)
        self.equal = QPushButton()
        self.equal.setCheckable(True)
        self.equal.setAutoDefault(False)
        self._evidence = QWidget()
        self._flow = FlowLayout(self._evidence, spacing=10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self._evidence, 1)
        head.addWidget(self.equal)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.equal.toggled.connect(self._fill)

    def show_row(self, plan: ImportPlan, row: PlanRow) -> None:
        """A row beside the person it may be."""
        match = row.match
        assert match is not None
        self._show_evidence(match)
        right = self.lang("In row {row}", row=str(match.row[1])) if match.row else self.lang("In the desk")
        left = self.lang("In row {row}", row=str(row.row))
        policy = plan.decisions.policy if match.id is not None else Policy.COMPLETE
        self._pairs = pairs(row.values, values_of(plan, match), policy, self.lang)
        self.table.setHorizontalHeaderLabels([self.lang("Field"), left, right, self.lang("If the same person")])
        self._fill()

    def _fill(self) -> None:
        equal = sum(pair.is_equal for pair in self._pairs)
        shown = [pair for pair in self._pairs if not pair.is_equal or self.equal.isChecked()]
        text = self.lang.plural("Show {n} equal field", "Show {n} equal fields", equal)
        self.equal.setText(self.lang("Hide what is equal") if self.equal.isChecked() else text)
        self.equal.setVisible(equal > 0)
        self.table.setRowCount(len(shown))
        for place, pair in enumerate(shown):
            self._fill_line(place, pair)

    def _fill_line(self, place: int, pair: Pair) -> None:
        differs = bool(pair.here and pair.there and not pair.is_equal)
        label = cells.field_label(pair.field, self.lang)
        values = (covered(pair.field, text) or "–" for text in (pair.here, pair.there, pair.stands))
        for column, text in enumerate((label, *values)):
            item = QTableWidgetItem(text)
            item.setToolTip(text.replace("<", "‹"))
            if pair.is_equal:
                item.setForeground(theme.tone("dim"))
            if differs and column in (1, 2):
                font = QFont(item.font())
                font.setBold(True)
                item.setFont(font)
            if differs and column == 0:
                item.setIcon(theme.icon("git-compare", "warning"))
                item.setToolTip(self.lang("Differs"))
            self.table.setItem(place, column, item)

    def _show_evidence(self, match: Match) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for each in match.evidence:
            tone = "good" if each.for_it else "error"
            said = QWidget()
            row = QHBoxLayout(said)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
            row.addWidget(symbol("check" if each.for_it else "x", tone))
            row.addWidget(plain(each.say(self.lang), tone=tone))
            self._flow.addWidget(said)


def pairs(here: Mapping[str, Value], there: Mapping[str, Value], policy: Policy, lang: Language) -> list[Pair]:
    """The fields that either side has: those in which they differ first, then those that one side lacks."""
    names = [name for name in dict.fromkeys((*here, *there)) if name not in _HIDDEN]

    def told(name: str, value: Value | None) -> str:
        return " ".join(cells.show(name, value, lang).split())

    found = []
    for name in names:
        one, two = told(name, here.get(name)), told(name, there.get(name))
        file_wins = policy is Policy.UPDATE or (policy is Policy.COMPLETE and not two)
        if one or two:
            found.append(Pair(name, one, two, one if one and file_wins else two))
    return sorted(found, key=lambda pair: (pair.is_equal, not (pair.here and pair.there)))


def values_of(plan: ImportPlan, match: Match) -> dict[str, Value]:
    """What is known of the other person: from the desk, or from the earlier row of the file."""
    if match.id is not None:
        person = plan.ground.people.get(match.id)
        return dict(person.values) if person else {}
    found = next((row for row in plan.rows if (row.sheet, row.row) == match.row), None)
    return dict(found.values) if found else {}
