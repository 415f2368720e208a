"""Step 2: which column is what. What nobody understood stands first."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.imports.cells import field_label, samples
from exchange_desk.gui.imports.draft import Draft
from exchange_desk.gui.imports.page import Page
from exchange_desk.gui.imports.values_panel import ValuesPanel
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.labels import plain
from exchange_desk.gui.kit.notice_bar import NoticeBar
from exchange_desk.gui.kit.pickers import Picker
from exchange_desk.intake.columns import PlanColumn
from exchange_desk.intake.fields import FIELDS
from exchange_desk.intake.plan import ImportPlan, PlanTable
from exchange_desk.support.language import Language, msg
from exchange_desk.support.text import fold

_SURE: dict[str, tuple[str, str, str]] = {
    "chosen": (msg("Chosen by you"), "user-check", "good"),
    "template": (msg("Template"), "badge-check", "good"),
    "learnt": (msg("Remembered"), "history", "good"),
    "exact": (msg("Known heading"), "circle-check", "good"),
    "phrase": (msg("Similar heading"), "circle-check", "info"),
    "fuzzy": (msg("Similar heading"), "circle-check", "info"),
    "content": (msg("By what it holds"), "eye", "info"),
    "repeated": (msg("Another column is fuller"), "minus", "dim"),
    "another": (msg("Of somebody else"), "minus", "dim"),
}
"""How a column was understood: words, icon, tone."""

_NOT_NEEDED = (msg("Not needed"), "minus", "dim")
_UNKNOWN = (msg("Not understood"), "circle-help", "warning")
_LEAVE_OUT = "-"
_LANGUAGES = ("es", "pt", "en", "fr", "it", "de")
"""Languages that may have a column of their own; others come through one column of several languages."""


class ColumnsPage(Page):
    title = msg("Columns")

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        lang = self.lang
        self._order: list[int] = []
        self._shown: tuple[int, tuple[tuple[int, str], ...]] = (-1, ())
        self.notice = NoticeBar(self)
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(lang("Table"))
        self.said = plain(wrap=True)
        self.values = ValuesPanel(lang)
        self.table = QTableWidget(0, 4)
        self.table.setAccessibleName(lang("Columns of the file"))
        self.table.setHorizontalHeaderLabels([lang("In the file"), lang("Examples"), lang("Becomes"), lang("Why")])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() * 2 + 6)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.ResizeToContents)
        for place, width in ((0, 210), (2, 240)):
            header.resizeSection(place, width)
        top = QHBoxLayout()
        top.addWidget(self.said, 1)
        top.addWidget(self.sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.notice)
        column.addWidget(self.table, 3)
        column.addWidget(self.values, 1)
        self.sheet.activated.connect(self.show_draft)
        self.values.corrected.connect(draft.decisions.set_cells)

    def show_draft(self) -> None:
        plan = self.draft.plan
        if plan is None:
            return
        self._fill_tables(plan)
        table = plan.tables[max(0, self.sheet.currentIndex())]
        self._tell(table)
        shown = (self.sheet.currentIndex(), tuple((column.column, column.heading) for column in table.columns))
        if shown != self._shown:
            self._shown = shown
            self._order = [c.column for c in sorted(table.columns, key=lambda c: (not _is_open(c), c.column))]
            self._build_rows(plan, table)
        self._update_rows(table)
        self.values.show_plan(plan)

    def _fill_tables(self, plan: ImportPlan) -> None:
        """Several tables are shown one at a time."""
        chosen = max(0, self.sheet.currentIndex())
        names = [self.lang("{sheet}, from row {row}", sheet=table.sheet, row=table.first_row) for table in plan.tables]
        if names != [self.sheet.itemText(place) for place in range(self.sheet.count())]:
            self.sheet.clear()
            self.sheet.addItems(names)
            self.sheet.setCurrentIndex(min(chosen, len(names) - 1))
        self.sheet.setVisible(len(names) > 1)

    def _tell(self, table: PlanTable) -> None:
        lang = self.lang
        used = sum(column.field is not None for column in table.columns)
        self.said.setText(lang.plural("{n} column is used", "{n} columns are used", used))
        missing = [field_label(name, lang) for name in _missing(table, self.draft.sender_city is not None)]
        unknown = sum(_is_open(column) for column in table.columns)
        said = []
        if missing:
            said.append(lang("No column holds: {fields}. Say which one does, or ask the sender.", fields=missing))
        if unknown:
            text = lang.plural(
                "{n} column was not understood. Say what it is, or leave it out.",
                "{n} columns were not understood. Say what they are, or leave them out.",
                unknown,
            )
            said.append(text)
        if said:
            self.notice.say("error" if missing else "warning", " ".join(said))
        else:
            self.notice.clear()

    def _build_rows(self, plan: ImportPlan, table: PlanTable) -> None:
        columns = {column.column: column for column in table.columns}
        self.table.clearContents()
        self.table.setRowCount(len(self._order))
        for place, number in enumerate(self._order):
            column = columns[number]
            heading = self.lang("{letter} · {heading}", letter=column.letter, heading=column.heading or "–")
            item = QTableWidgetItem(heading)
            item.setToolTip(heading.replace("<", "‹"))
            self.table.setItem(place, 0, item)
            examples = "  ·  ".join(samples(plan, table, number))
            item = QTableWidgetItem(examples or self.lang("(empty)"))
            item.setForeground(theme.tone("dim"))
            item.setToolTip(examples.replace("<", "‹"))
            self.table.setItem(place, 1, item)
            self.table.setCellWidget(place, 2, self._picker(table.sheet, column))

    def _picker(self, sheet: str, column: PlanColumn) -> Picker:
        offers = field_offers(self.lang)
        names = dict(offers)

        def fitting(typed: str) -> Sequence[tuple[Any, str]]:
            wanted = fold(typed)
            return [(value, text) for value, text in offers if wanted in fold(text)]

        picker = Picker(self.lang, fitting, lambda value: names.get(value) or field_label(value, self.lang), _LEAVE_OUT)
        picker.name_it(self.lang("What the column “{heading}” is", heading=column.heading or column.letter))
        picker.changed.connect(lambda: self._choose(sheet, column.column, picker))
        return picker

    def _choose(self, sheet: str, column: int, picker: Picker) -> None:
        if picker.problem() is None:
            value = picker.value()
            self.draft.decisions.set_field(sheet, column, None if value == _LEAVE_OUT else value)

    def _update_rows(self, table: PlanTable) -> None:
        columns = {column.column: column for column in table.columns}
        for place, number in enumerate(self._order):
            column = columns[number]
            picker = self.table.cellWidget(place, 2)
            assert isinstance(picker, Picker)
            if not picker.line.hasFocus() or picker.problem() is None:
                picker.set_value(column.field or _LEAVE_OUT)
            words, icon, tone = _why(column)
            item = QTableWidgetItem(theme.icon(icon, tone), self.lang(words))
            item.setToolTip("\n".join(each.say(self.lang) for each in column.evidence).replace("<", "‹"))
            self.table.setItem(place, 3, item)


def field_offers(lang: Language) -> list[tuple[str, str]]:
    """Every field a column can fill, with its name; "leave out" first."""
    found = [(_LEAVE_OUT, lang("Leave out"))]
    found += [(name, field_label(name, lang)) for name in FIELDS]
    found += [(f"language.{code}", field_label(f"language.{code}", lang)) for code in _LANGUAGES]
    return found


def _is_open(column: PlanColumn) -> bool:
    """Nobody knows what the column is, and nobody has said that it may be left out."""
    return column.field is None and not column.known and column.how == "none"


def _missing(table: PlanTable, sender_known: bool) -> list[str]:
    """What hardly any list can do without and no column of this one holds."""
    held = {column.field for column in table.columns} | {told.field for told in table.told}
    needed = [name for name in ("email",) if name not in held]
    return needed if sender_known or held & {"city", "institution"} else [*needed, "city"]


def _why(column: PlanColumn) -> tuple[str, str, str]:
    if _is_open(column):
        return _UNKNOWN
    if column.field is None and column.how != "chosen":
        return _SURE["repeated"] if column.how == "repeated" else _NOT_NEEDED
    return _SURE.get(column.how, _NOT_NEEDED)
