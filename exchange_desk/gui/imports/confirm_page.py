"""Step 4: what will be saved, person by person, before anything is."""

from PySide6.QtWidgets import QGridLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from exchange_desk.gui.imports import cells
from exchange_desk.gui.imports.changes_table import covered
from exchange_desk.gui.imports.draft import Draft
from exchange_desk.gui.imports.issues import OUTCOMES
from exchange_desk.gui.imports.page import Page
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.labels import heading, plain, symbol
from exchange_desk.intake.earlier import WITHDRAWN
from exchange_desk.intake.judging import Change, Outcome, PlanRow
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.model import Programme
from exchange_desk.support.language import Language, msg

_NAMED = 8
_SHOWN = 500
"""Changed people shown one by one."""


class ConfirmPage(Page):
    title = msg("Confirm")

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        lang = self.lang
        self.heading = heading("", larger=1.15)
        self.heading.setWordWrap(True)
        self._counts = QWidget()
        self._grid = QGridLayout(self._counts)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setColumnStretch(2, 1)
        self.changes_title = plain(wrap=True)
        self.changes = QTreeWidget()
        self.changes.setHeaderLabels(
            [lang("Person and field"), lang("In the desk"), lang("In the file"), lang("Becomes")]
        )
        self.changes.setAccessibleName(lang("What changes for people already known"))
        self.changes.setUniformRowHeights(True)
        self.changes.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.copy = plain(
            lang("A copy of the desk is saved first, and the import can be undone as a whole."), wrap=True, tone="dim"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.heading)
        column.addWidget(self._counts)
        column.addWidget(self.changes_title)
        column.addWidget(self.changes, 1)
        column.addWidget(self.copy)
        column.addStretch(0)

    def show_draft(self) -> None:
        plan = self.draft.plan
        if plan is None:
            return
        self.heading.setText(self._sentence(plan))
        self._show_counts(plan)
        self._show_changes(plan)

    def why_not_on(self) -> str:
        if self.draft.digest is None or not self.draft.digest.ready:
            return self.lang("No row can be imported yet. Go back and decide about those that wait.")
        if self.ctx.read_only:
            return self.lang("The desk is open for reading only.")
        return ""

    def verb(self) -> str:
        """What the button that saves says."""
        digest = self.draft.digest
        if digest is None:
            return self.lang("Import")
        count, waiting = digest.ready, digest.left
        if waiting:
            return self.lang.plural(
                "Import {n} row and leave {waiting} waiting",
                "Import {n} rows and leave {waiting} waiting",
                count,
                waiting=waiting,
            )
        return self.lang.plural("Import {n} row", "Import {n} rows", count)

    def _sentence(self, plan: ImportPlan) -> str:
        programme = ""
        if self.draft.programme:
            names = self.ctx.desk.records.names(Programme, [self.draft.programme], self.lang)
            programme = names.get(self.draft.programme, "")
        if programme:
            return self.lang(
                "People of “{file}” become nominees of {programme}.", file=plan.workbook.name, programme=programme
            )
        return self.lang(
            "People of “{file}” are added without a nomination, because no programme was chosen.",
            file=plan.workbook.name,
        )

    def _show_counts(self, plan: ImportPlan) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        totals = plan.totals()
        for outcome in Outcome:
            count = totals[str(outcome)]
            if count:
                _, icon, tone = OUTCOMES[outcome]
                self._say(icon, tone, _line(outcome, count, self.lang))
        self._say_missing(plan)
        added = new_cities(plan)
        if added:
            text = self.lang.plural(
                "{n} city is added: {names}", "{n} cities are added: {names}", len(added), names=self._some(added)
            )
            self._say("map-pin", "info", text)
        remarks = self.draft.digest.remarks if self.draft.digest else 0
        if remarks:
            text = self.lang.plural(
                "{n} remark stays as it is. You can go back and look at it.",
                "{n} remarks stay as they are. You can go back and look at them.",
                remarks,
            )
            self._say("triangle-alert", "warning", text)

    def _say(self, icon: str, tone: str, text: str) -> None:
        line = self._grid.rowCount()
        self._grid.addWidget(symbol(icon, tone), line, 0)
        self._grid.addWidget(plain(text, wrap=True), line, 1, 1, 2)

    def _say_missing(self, plan: ImportPlan) -> None:
        """Whose nominations end, and who of an earlier list is in this one no longer and remains."""
        out = [each.name for each in plan.missing if each.decision == WITHDRAWN]
        out += dict.fromkeys(row.name for row in plan.rows if row.withdrawn)
        undecided = [each.name for each in plan.missing if not each.decision]
        if out:
            text = self.lang.plural(
                "{n} nomination is withdrawn: {names}",
                "{n} nominations are withdrawn: {names}",
                len(out),
                names=self._some(out),
            )
            self._say("user-minus", "warning", text)
        if undecided:
            text = self.lang.plural(
                "{n} person is in the list no longer and remains, because nothing was decided: {names}",
                "{n} people are in the list no longer and remain, because nothing was decided: {names}",
                len(undecided),
                names=self._some(undecided),
            )
            self._say("circle-help", "dim", text)

    def _some(self, names: list[str]) -> str:
        return " · ".join([*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])])

    def _show_changes(self, plan: ImportPlan) -> None:
        rows = [row for row in plan.rows if row.changes and row.match and row.match.id and not row.questions]
        rows = [row for row in rows if row.outcome in (Outcome.UPDATE, Outcome.SAME)]
        self.changes.clear()
        for row in rows[:_SHOWN]:
            self._add_person(row)
        if len(rows) > _SHOWN:
            text = self.lang.plural("and {n} person more", "and {n} people more", len(rows) - _SHOWN)
            QTreeWidgetItem(self.changes, [text])
        if len(rows) <= 8:
            self.changes.expandAll()
        self.changes.setVisible(bool(rows))
        self.changes_title.setVisible(bool(rows))
        text = self.lang.plural(
            "{n} person already known differs from the file:",
            "{n} people already known differ from the file:",
            len(rows),
        )
        self.changes_title.setText(text)

    def _add_person(self, row: PlanRow) -> None:
        item = QTreeWidgetItem(self.changes, [self.lang("{name} (row {row})", name=row.name, row=str(row.row))])
        item.setFirstColumnSpanned(True)
        item.setIcon(0, theme.icon("user", ""))
        for change in row.changes:
            self._add_change(item, change)

    def _add_change(self, item: QTreeWidgetItem, change: Change) -> None:
        old, new = (covered(change.field, cells.show(change.field, v, self.lang)) for v in (change.old, change.new))
        becomes = new if change.applied else self.lang("stays as it is")
        line = QTreeWidgetItem(item, [cells.field_label(change.field, self.lang), old or "–", new, becomes])
        line.setIcon(3, theme.icon("check" if change.applied else "minus", "good" if change.applied else "dim"))
        if not change.applied:
            line.setForeground(3, theme.tone("dim"))


def new_cities(plan: ImportPlan) -> list[str]:
    """The cities that the desk does not have yet and that rows to be imported need."""
    taken = (Outcome.NEW, Outcome.UPDATE, Outcome.SAME)
    rows = (row for row in plan.rows if row.outcome in taken and row.city and row.city.id is None)
    return sorted({row.city.name for row in rows if row.city})


def _line(outcome: Outcome, count: int, lang: Language) -> str:
    match outcome:
        case Outcome.NEW:
            return lang.plural("{n} person is added.", "{n} people are added.", count)
        case Outcome.UPDATE:
            return lang.plural(
                "{n} person already known gets new data.", "{n} people already known get new data.", count
            )
        case Outcome.SAME:
            return lang.plural("{n} row brings nothing new.", "{n} rows bring nothing new.", count)
        case Outcome.WAITING:
            return lang.plural(
                "{n} row waits for a decision and is left out for now. Go on with it later from the received lists.",
                "{n} rows wait for a decision and are left out for now. Go on with them later from the received lists.",
                count,
            )
        case Outcome.SKIPPED:
            return lang.plural("{n} row was skipped by you.", "{n} rows were skipped by you.", count)
        case _:
            return lang.plural("{n} row has no name and is left out.", "{n} rows have no name and are left out.", count)
