"""What there is to look at: rows by what becomes of them, questions and problems by kind, lines set aside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from exchange_desk.gui.imports.answered import how_many
from exchange_desk.gui.imports.changes_table import changes_of
from exchange_desk.gui.imports.issues import OUTCOMES, Digest, IssueGroup
from exchange_desk.gui.kit import theme
from exchange_desk.intake.earlier import MISSING, Kind
from exchange_desk.intake.judging import Outcome
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import Severity

_SECTIONS = {
    "question": msg("To decide"),
    Severity.ERROR: msg("Errors"),
    Severity.WARNING: msg("To look at"),
    Severity.NOTE: msg("Changed or read automatically"),
}


@dataclass(frozen=True)
class View:
    """What of the plan is shown: `kind` all, outcome, group, aside, changes, missing or decided; `key` says which."""

    kind: str = "all"
    key: str = ""
    severity: str = ""


class IssueList(QListWidget):
    """`viewed`: another part of the plan is asked for (a View)."""

    viewed = Signal(object)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self._undecided = False
        self.setAccessibleName(lang("What to look at"))
        self.setIconSize(QSize(16, 16))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._moved)

    @property
    def view(self) -> View:
        item = self.currentItem()
        found = item.data(Qt.ItemDataRole.UserRole) if item else None
        return found if isinstance(found, View) else View()

    def show_plan(self, plan: ImportPlan, digest: Digest) -> None:
        """All parts of a plan that are not empty; the chosen one stays chosen, or all rows are."""
        before = self.view
        self.blockSignals(True)
        self.clear()
        totals = digest.totals
        self._add(View(), self.lang("All rows"), totals["rows"], "list", "")
        for outcome in Outcome:
            word, icon, tone = OUTCOMES[outcome]
            if totals[str(outcome)]:
                self._add(View("outcome", str(outcome)), self.lang(word), totals[str(outcome)], icon, tone)
        self._add_known(plan)
        self._add_groups(digest.groups)
        aside = sum(len(table.set_aside) for table in plan.tables)
        settled = how_many(plan)
        if aside or settled:
            self._head(self.lang("Besides"))
        if aside:
            self._add(View("aside"), self.lang("Lines set aside"), aside, "archive", "dim")
        if settled:
            self._add(View("decided"), self.lang("Decided by you"), settled, "user-check", "good")
        self._choose(before)
        self.blockSignals(False)

    def choose(self, view: View) -> None:
        """Ask for a part of the plan."""
        self._choose(view)

    def _add_known(self, plan: ImportPlan) -> None:
        """What concerns people of the desk: fields that differ, and those who are in the list no longer."""
        changes, missing = changes_of(plan), plan.missing
        self._undecided = any(not each.decision for each in missing)
        if not changes and not missing:
            return
        self._head(self.lang("People already known"))
        if changes:
            tone = "warning" if changes[0].change.kind is Kind.CONFLICT else "info"
            self._add(View("changes"), self.lang("Changes, field by field"), len(changes), "git-compare", tone)
        if missing:
            tone = "good" if all(each.decision for each in missing) else "warning"
            self._add(View("missing"), self.lang("In the list no longer"), len(missing), "user-minus", tone)

    def _add_groups(self, found: Sequence[IssueGroup]) -> None:
        section = ""
        for group in found:
            if group.key == MISSING:
                continue  # has a place of its own
            if group.kind != section:
                section = group.kind
                self._head(self.lang(_SECTIONS[group.kind]))
            icon = "circle-help" if group.kind == "question" else theme.TONE_ICONS[group.tone]
            self._add(View("group", group.key, group.kind), self.lang(group.title), group.rows, icon, group.tone)

    def _head(self, text: str) -> None:
        item = QListWidgetItem(text)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(theme.tone("dim"))
        self.addItem(item)

    def _add(self, view: View, text: str, count: int, icon: str, tone: str) -> None:
        item = QListWidgetItem(theme.icon(icon, tone), self.lang("{what} ({n})", what=text, n=count))
        item.setData(Qt.ItemDataRole.UserRole, view)
        item.setToolTip(item.text().replace("<", "‹"))
        self.addItem(item)

    def _choose(self, view: View) -> None:
        """A part that is settled gives way to the next one to settle."""
        places = {self.item(place).data(Qt.ItemDataRole.UserRole): place for place in range(self.count())}
        if view not in places and view.kind == "group":
            left = [found for found in places if isinstance(found, View) and found.kind == "group"]
            open_ones = [found for found in left if found.severity != Severity.NOTE]
            view = next(iter(open_ones), View())
        self.setCurrentRow(places.get(view, 0))

    def next_group(self) -> None:
        """Ask for the next kind of question or problem, round the end."""
        self._go_on(lambda view: view.kind == "group")

    @property
    def has_open(self) -> bool:
        """Whether anything waits for the officer: a question, an error, a warning."""
        return any(self._is_open(view) for view in map(self._view_at, range(self.count())) if view)

    def next_open(self) -> None:
        """Ask for the next kind of thing that waits for the officer, round the end."""
        self._go_on(self._is_open)

    def _go_on(self, wanted: Callable[[View], bool]) -> None:
        for distance in range(1, self.count() + 1):
            place = (self.currentRow() + distance) % self.count()
            view = self._view_at(place)
            if view and wanted(view):
                self.setCurrentRow(place)
                return

    def _view_at(self, place: int) -> View | None:
        found = self.item(place).data(Qt.ItemDataRole.UserRole)
        return found if isinstance(found, View) else None

    def _is_open(self, view: View) -> bool:
        return (view.kind == "group" and view.severity != Severity.NOTE) or (view.kind == "missing" and self._undecided)

    def _moved(self) -> None:
        if self.currentItem() is not None:
            self.viewed.emit(self.view)
