"""People whom an earlier list put forward and this one does not: who withdrew, and who remains all the same."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.imports.lines_table import lines_table
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.flow import FlowLayout
from exchange_desk.gui.kit.labels import heading, plain
from exchange_desk.intake.earlier import MISSING, ONE_MISSING, VALID, WITHDRAWN, Missing
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.language import Language, msg

DECIDED = {
    WITHDRAWN: (msg("Withdrawn with the import"), "user-minus", "warning"),
    VALID: (msg("Remains"), "user-check", "good"),
    "": (msg("Not decided: remains for now"), "circle-help", "dim"),
}


class MissingTable(QWidget):
    """`answered`: question id → option, for all of them or for single people."""

    answered = Signal(object)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self._missing: tuple[Missing, ...] = ()
        self.text = heading("", larger=1.0)
        self.text.setWordWrap(True)
        self.all_out = QPushButton(theme.icon("user-minus"), "")
        self.all_in = QPushButton(theme.icon("user-check"), "")
        self.out = QPushButton(lang("The selected withdrew"))
        self.stay = QPushButton(lang("The selected remain"))
        headings = [lang("Person"), lang("Last seen in"), lang("Decided")]
        self.table = lines_table(lang("People who are in the list no longer"), headings)
        for narrow in (0, 2):
            self.table.horizontalHeader().setSectionResizeMode(narrow, QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.all_out, self.all_in, self.out, self.stay):
            button.setAutoDefault(False)
            button.setParent(buttons)
            button.setMinimumHeight(button.fontMetrics().height() + 14)
            flow.addWidget(button)
        note = lang("Nobody is withdrawn unless you say so. Undoing the import brings them back.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)
        column.addWidget(buttons)
        column.addWidget(self.table, 1)
        column.addWidget(plain(note, wrap=True, tone="dim"))
        self.all_out.clicked.connect(lambda: self._all(WITHDRAWN))
        self.all_in.clicked.connect(lambda: self._all(VALID))
        self.out.clicked.connect(lambda: self._some(WITHDRAWN))
        self.stay.clicked.connect(lambda: self._some(VALID))
        self.table.itemSelectionChanged.connect(self._selected)

    def show_plan(self, plan: ImportPlan) -> None:
        self._missing = plan.missing
        count = len(plan.missing)
        self.text.setText(
            self.lang.plural(
                "{n} person of an earlier list is not in this one. What does that mean?",
                "{n} people of an earlier list are not in this one. What does that mean?",
                count,
            )
        )
        self.all_out.setText(self.lang.plural("The person withdrew", "All {n} withdrew", count))
        self.all_in.setText(self.lang.plural("The person remains", "All {n} remain: this list is only a part", count))
        self.table.setRowCount(count)
        for place, each in enumerate(plan.missing):
            self._fill(place, each)
        self._selected()

    def _fill(self, place: int, each: Missing) -> None:
        file, sheet, row = each.source
        where = self.lang("{file}, {sheet}, row {row} ({day})", file=file, sheet=sheet, row=str(row), day=each.day)
        word, icon, tone = DECIDED[each.decision]
        for column, text in enumerate((each.name, where, self.lang(word))):
            item = QTableWidgetItem(text)
            item.setToolTip(text.replace("<", "‹"))
            if column == 2:
                item.setIcon(theme.icon(icon, tone))
            self.table.setItem(place, column, item)

    def _selected(self) -> None:
        for button in (self.out, self.stay):
            button.setEnabled(bool(self.table.selectionModel().selectedRows()))

    def _all(self, option: str) -> None:
        self.answered.emit({MISSING: option} | {self._of(each): option for each in self._missing if each.decision})

    def _some(self, option: str) -> None:
        rows = [index.row() for index in self.table.selectionModel().selectedRows()]
        self.answered.emit({self._of(self._missing[row]): option for row in rows})

    @staticmethod
    def _of(missing: Missing) -> str:
        return f"{ONE_MISSING}{missing.nomination_id}"
