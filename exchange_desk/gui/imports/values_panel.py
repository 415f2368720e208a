"""Values that were not recognised, in the whole list: languages, countries, sexes; each said once for all its cells."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from exchange_desk.gui.imports import cells
from exchange_desk.gui.imports.fix_model import FixLine, FixModel
from exchange_desk.gui.imports.fix_table import FixTable, choices_for
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.labels import heading
from exchange_desk.intake.decisions import CellKey
from exchange_desk.intake.mending import fixes
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.language import Language

_KINDS = ("language.unread", "country.unread", "sex.unread")


class ValuesPanel(QWidget):
    """`corrected`: {cell: text}. Hidden while everything is recognised."""

    corrected = Signal(object)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self._kinds: list[str] = []
        self.model = FixModel(lang, [lang("Received"), lang("Field"), lang("Cells"), lang("Stands for")], (3,))
        self.table = FixTable(self.model, lang("Values to recognise"))
        self.table.fit(1, 2)
        self.table.offer(lambda row: choices_for(self._kinds[row], lang))
        self.apply = QPushButton(theme.icon("check"), "")
        self.apply.setAutoDefault(False)
        head = QHBoxLayout()
        head.addWidget(heading(lang("Values to recognise"), larger=1.0), 1)
        head.addWidget(self.apply)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(3)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.model.ticked.connect(self._count)
        self.apply.clicked.connect(self._apply)

    def show_plan(self, plan: ImportPlan) -> None:
        found = [(kind, fix) for kind in _KINDS for fix in fixes(plan, kind, self.lang)]
        self._kinds = [kind for kind, _ in found]
        lines = []
        for _, fix in found:
            field = cells.field_label(fix.field, self.lang)
            texts = [" ".join(fix.text.split()), field, str(len(fix.cells)), fix.proposal]
            lines.append(FixLine(fix.cells, texts, on=bool(fix.proposal)))
        self.model.show_lines(lines)
        self.setVisible(bool(lines))

    def _count(self) -> None:
        count = sum(len(line.key) for line in self.model.chosen)
        self.apply.setText(self.lang.plural("Correct {n} cell", "Correct {n} cells", count))
        if not count:
            self.apply.setText(self.lang("Correct what is ticked"))
        self.apply.setEnabled(count > 0)

    def _apply(self) -> None:
        texts: dict[CellKey, str] = {cell: line.texts[3] for line in self.model.chosen for cell in line.key}
        self.corrected.emit(texts)
