"""Two people side by side: what the file says and what the desk has, with the reasons for and against."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.imports import cells
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.flow import FlowLayout
from exchange_desk.gui.kit.labels import plain, symbol
from exchange_desk.intake.directory import Value
from exchange_desk.intake.identity import Match
from exchange_desk.intake.judging import PlanRow
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.language import Language

_HIDDEN = ("full_name", "note", "objective", "theme")


class CompareTable(QWidget):
    """Differing fields first and marked; what both sides have alike is greyed."""

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName(lang("Comparison of the two people"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(96)
        self._evidence = QWidget()
        self._flow = FlowLayout(self._evidence, spacing=10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._evidence)
        column.addWidget(self.table, 1)

    def show_row(self, plan: ImportPlan, row: PlanRow) -> None:
        """A row beside the person it may be."""
        match = row.match
        assert match is not None
        other = values_of(plan, match)
        self._show_evidence(match)
        right = self.lang("In row {row}", row=str(match.row[1])) if match.row else self.lang("In the desk")
        left = self.lang("In row {row}", row=str(row.row))
        self.table.setHorizontalHeaderLabels([self.lang("Field"), left, right])
        names = [n for n in dict.fromkeys((*row.values, *other)) if n not in _HIDDEN]
        shown = [(n, self._value(n, row.values.get(n)), self._value(n, other.get(n))) for n in names]
        shown = [(n, one, two) for n, one, two in shown if one or two]
        shown.sort(key=lambda each: (each[1] == each[2], not (each[1] and each[2])))
        self.table.setRowCount(len(shown))
        for place, (name, one, two) in enumerate(shown):
            self._fill(place, cells.field_label(name, self.lang), one, two)

    def _fill(self, place: int, label: str, one: str, two: str) -> None:
        differs = bool(one and two and one != two)
        for column, text in enumerate((label, one or "–", two or "–")):
            item = QTableWidgetItem(text)
            item.setToolTip(text.replace("<", "‹"))
            if one == two:
                item.setForeground(theme.tone("dim"))
            if differs and column:
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

    def _value(self, name: str, value: Value | None) -> str:
        return " ".join(cells.show(name, value, self.lang).split())


def values_of(plan: ImportPlan, match: Match) -> dict[str, Value]:
    """What is known of the other person: from the desk, or from the earlier row of the file."""
    if match.id is not None:
        person = plan.ground.people.get(match.id)
        return dict(person.values) if person else {}
    found = next((row for row in plan.rows if (row.sheet, row.row) == match.row), None)
    return dict(found.values) if found else {}
