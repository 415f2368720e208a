"""Step 1: the file, what it belongs to, and where its table is."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.imports.begun import BegunLists
from exchange_desk.gui.imports.draft import Draft
from exchange_desk.gui.imports.drop_zone import ENDINGS, DropZone
from exchange_desk.gui.imports.known_file import KnownFile
from exchange_desk.gui.imports.page import Page
from exchange_desk.gui.imports.rescue import Rescue
from exchange_desk.gui.imports.sheet_list import SheetList
from exchange_desk.gui.imports.sheet_preview import SheetPreview
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.labels import heading, plain, symbol
from exchange_desk.gui.kit.pickers import RecordPicker
from exchange_desk.intake.decisions import Policy
from exchange_desk.intake.notes import RECEIVED_BEFORE
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.model import City, Programme
from exchange_desk.services.imports import Workbook
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import Severity

POLICIES: dict[Policy, tuple[str, str]] = {
    Policy.COMPLETE: (msg("Fill what is empty"), msg("Only empty fields of people already known are filled.")),
    Policy.UPDATE: (msg("Update"), msg("The file wins: fields of people already known are replaced.")),
    Policy.KEEP: (msg("Leave as they are"), msg("People already known are not changed.")),
}
"""What happens to people already known: its name, and what it means."""

_EMPTY, _READ, _RESCUE = 0, 1, 2


class FilePage(Page):
    """`files_chosen`: the paths of the lists to read."""

    title = msg("File")
    files_chosen = Signal(object)

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        lang = self.lang
        self.begun = BegunLists(self.ctx)
        self.drop = DropZone(lang)
        self.rescue = Rescue(lang)
        self.name = heading("", larger=1.1)
        self.size_text = plain(tone="dim")
        self.another = QPushButton(theme.icon("folder-open"), lang("Another &file…"))
        self.programme = RecordPicker(self.ctx, Programme)
        self.programme_text = plain(
            lang("Without a programme only the people are added, not their nominations."), wrap=True, tone="dim"
        )
        self.sender_city = RecordPicker(self.ctx, City)
        self.policy = QComboBox()
        for policy, (text, _) in POLICIES.items():
            self.policy.addItem(lang(text), policy)
        self.policy_text = plain(wrap=True, tone="dim")
        self.sheets = SheetList(lang)
        self.preview = SheetPreview(lang)
        self.notes = plain(wrap=True)
        self.known = KnownFile(self.ctx)
        self.pages = QStackedWidget()
        self._build()
        self._connect()
        self.begun.look_again()
        self.show_draft()

    def show_draft(self) -> None:
        plan = self.draft.plan
        if plan is None:
            if self.pages.currentIndex() == _READ:
                self.pages.setCurrentIndex(_EMPTY)
            return
        self.pages.setCurrentIndex(_READ)
        self.name.setText(plan.workbook.name)
        self.size_text.setText(self._size(plan))
        self.programme.set_value(self.draft.programme)
        self.programme_text.setVisible(self.draft.programme is None)
        self.sender_city.set_value(self.draft.sender_city)
        self.policy.setCurrentIndex(self.policy.findData(plan.decisions.policy))
        self.policy_text.setText(self.lang(POLICIES[plan.decisions.policy][1]))
        self._show_notes(plan)
        self.sheets.show_plan(plan)

    def start_over(self) -> None:
        """Nothing is read: a file may be chosen, or a list gone on with."""
        self.begun.look_again()
        self.pages.setCurrentIndex(_EMPTY)

    def show_cells(self, workbook: Workbook) -> None:
        """A file in which no list was found, for the officer to point at it."""
        self.rescue.show_workbook(workbook)
        self.pages.setCurrentIndex(_RESCUE)
        self.rescue.focus_cells()

    def browse(self) -> None:
        """The system's own file dialog, in the folder used last."""
        kinds = self.lang("Lists ({endings})", endings=" ".join(f"*{ending}" for ending in ENDINGS))
        start = str(self.ctx.folder("import"))
        chosen, _ = QFileDialog.getOpenFileNames(self, self.lang("Choose the lists"), start, kinds)
        if chosen:
            self.ctx.remember_folder("import", Path(chosen[0]).parent)
            self.files_chosen.emit([Path(each) for each in chosen])

    # Building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        lang = self.lang
        empty = QWidget()
        whole = QVBoxLayout(empty)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.begun)
        whole.addWidget(self.drop, 1)
        read = QWidget()
        column = QVBoxLayout(read)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(symbol("file-spreadsheet", "", 22))
        head.addWidget(self.name)
        head.addWidget(self.size_text, 1)
        head.addWidget(self.another)
        column.addLayout(head)
        column.addLayout(self._questions())
        column.addWidget(self.known)
        column.addWidget(self.notes)
        body = QSplitter()
        body.addWidget(self.sheets)
        body.addWidget(self.preview)
        body.setSizes([210, 650])
        body.setChildrenCollapsible(False)
        column.addWidget(body, 1)
        for page in (empty, read, self.rescue):
            self.pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
        self.programme.name_it(lang("Programme"))
        self.sender_city.name_it(lang("Sent by"))
        self.policy.setAccessibleName(lang("People already known"))

    def _questions(self) -> QGridLayout:
        lang = self.lang
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        asked: tuple[tuple[str, QWidget], ...] = (
            (lang("Programme"), self.programme),
            (lang("Sent by"), self.sender_city),
            (lang("People already known"), self.policy),
        )
        for place, (text, widget) in enumerate(asked):
            label = plain(text, tone="dim")
            label.setBuddy(widget.focusProxy() or widget)
            grid.addWidget(label, 0, place)
            grid.addWidget(widget, 1, place)
            grid.setColumnStretch(place, 1)
        grid.addWidget(self.programme_text, 2, 0)
        grid.addWidget(self.policy_text, 2, 2)
        for each in (self.programme_text, self.policy_text):
            each.setAlignment(Qt.AlignmentFlag.AlignTop)
        return grid

    def _connect(self) -> None:
        self.drop.dropped.connect(self.files_chosen)
        self.drop.browse.clicked.connect(self.browse)
        self.another.clicked.connect(self.browse)
        self.programme.changed.connect(lambda: self.draft.set_programme(self.programme.value()))
        self.sender_city.changed.connect(lambda: self.draft.set_sender(self.sender_city.value()))
        self.policy.activated.connect(lambda: self.draft.decisions.set_policy(Policy(self.policy.currentData())))
        self.sheets.chosen.connect(self._show_sheet)
        self.sheets.wanted.connect(self.draft.decisions.take_sheet)
        self.preview.header_chosen.connect(lambda row: self.draft.decisions.set_header(self.sheets.sheet, row))

    def _show_sheet(self, sheet: str) -> None:
        if self.draft.plan is not None:
            self.preview.show_sheet(self.draft.plan, sheet)

    def _show_notes(self, plan: ImportPlan) -> None:
        """What concerns the whole file: warnings first."""
        ordered = sorted(plan.notes, key=lambda note: note.severity is not Severity.WARNING)
        told = [note.say(self.lang) for note in ordered if note.key != RECEIVED_BEFORE]
        self.known.show_plan(plan)
        if plan.earlier and plan.earlier[0].sha256 != plan.workbook.sha256:
            told.insert(0, follows(plan, self.lang))
        self.notes.setText("\n".join(told))
        self.notes.setVisible(bool(told))

    def _size(self, plan: ImportPlan) -> str:
        return self.lang("{size} KB", size=max(1, round(plan.workbook.size / 1024)))


def follows(plan: ImportPlan, lang: Language) -> str:
    """Which list this one is a later version of, and how much of it is other than there."""
    before, totals = plan.earlier[0], plan.totals()
    parts = [
        lang.plural("{n} new", "{n} new", totals["new"]),
        lang.plural("{n} updated", "{n} updated", totals["update"]),
        lang.plural("{n} unchanged", "{n} unchanged", totals["same"]),
        lang.plural("{n} to decide", "{n} to decide", totals["waiting"]) if totals["waiting"] else "",
        lang.plural("{n} in the list no longer", "{n} in the list no longer", len(plan.missing))
        if plan.missing
        else "",
    ]
    return lang(
        "This list follows “{file}” of {day}: {parts}.",
        file=before.name,
        day=before.day,
        parts=" · ".join(filter(None, parts)),
    )
