"""After the import: what was done, and what can be done next."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from exchange_desk.gui.imports.queue import Queue
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.flow import FlowLayout
from exchange_desk.gui.kit.labels import heading, plain, symbol
from exchange_desk.gui.kit.reverting import revert
from exchange_desk.services.imports import ApplyReport
from exchange_desk.support.language import Language


class ResultPage(QWidget):
    """`show_report` is given what `desk.imports.apply` returned."""

    def __init__(
        self, ctx: Context, again: Callable[[], None], go_on: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.ctx, self.lang = ctx, ctx.lang
        self.report: ApplyReport | None = None
        lang = self.lang
        self.heading = heading("", larger=1.3)
        self.text = plain(wrap=True)
        self.people = QPushButton(theme.icon("users"), lang("Show the imported people"))
        self.undo = QPushButton(theme.icon("undo-2"), lang("Undo this import…"))
        self.following = QPushButton(theme.icon("arrow-right"), "")
        self.again = QPushButton(theme.icon("file-spreadsheet"), lang("Import another list"))
        head = QHBoxLayout()
        head.addWidget(symbol("circle-check", "good", 32))
        head.addWidget(self.heading, 1)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.following, self.people, self.again, self.undo):
            button.setAutoDefault(False)
            button.setParent(buttons)
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addSpacing(12)
        column.addWidget(buttons)
        column.addStretch(1)
        self.people.clicked.connect(self._show_people)
        self.undo.clicked.connect(self._undo)
        self.again.clicked.connect(again)
        self.following.clicked.connect(go_on)

    def show_report(self, report: ApplyReport, queue: Queue) -> None:
        """The numbers are those of the rows that were saved, and add up to the rows that were read."""
        self.report = report
        following = queue.next_waiting
        self.following.setVisible(following is not None)
        if following is not None:
            name, place, count = queue.entries[following].source.name, following + 1, len(queue.entries)
            self.following.setText(
                self.lang("Next list: “{name}” ({n} of {count})", name=name, n=place, count=count).replace("&", "&&")
            )
            self.following.setFocus()
        lang, totals = self.lang, report.totals
        saved = totals["new"] + totals["update"] + totals["same"]
        self.heading.setText(lang.plural("{n} row imported", "{n} rows imported", saved))
        self.text.setText("\n".join(_lines(report, lang)))
        if report.unchanged:
            self.heading.setText(lang("Nothing was imported"))
            self.text.setText(lang("This very file is in the desk already, and nothing in it would change anything."))
        self.people.setEnabled(bool(report.officials))
        self.undo.setEnabled(report.step is not None)

    def _show_people(self) -> None:
        if self.report is not None:
            self.ctx.show_list("officials", {"id": tuple(self.report.officials)})

    def _undo(self) -> None:
        if self.report is not None and self.report.step is not None:
            revert(self.ctx, self.report.step, self, self._undone)

    def _undone(self) -> None:
        self.heading.setText(self.lang("The import was undone"))
        self.text.setText(
            self.lang("What the import did was taken back. The file stays among the received lists of the backup.")
        )
        self.people.setEnabled(False)
        self.undo.setEnabled(False)


def _lines(report: ApplyReport, lang: Language) -> list[str]:
    """What was done, a sentence for each thing; the people first."""
    totals = report.totals
    out = totals["waiting"] + totals["refused"] + totals["skipped"]
    told = [
        (1, lang.plural("{n} person was added.", "{n} people were added.", totals["new"])),
        (1, lang.plural("{n} nomination was made.", "{n} nominations were made.", len(report.nominations))),
        (totals["update"], lang.plural("{n} person got new data.", "{n} people got new data.", totals["update"])),
        (totals["same"], lang.plural("{n} row brought nothing new.", "{n} rows brought nothing new.", totals["same"])),
        (out, lang.plural("{n} row was left out.", "{n} rows were left out.", out)),
        (
            len(report.withdrawn),
            lang.plural("{n} nomination was withdrawn.", "{n} nominations were withdrawn.", len(report.withdrawn)),
        ),
        (
            len(report.standing),
            lang.plural(
                "{n} nomination could not be withdrawn, because the stay has begun.",
                "{n} nominations could not be withdrawn, because the stays have begun.",
                len(report.standing),
            ),
        ),
        (
            len(report.closed),
            lang.plural(
                "{n} nomination had ended before and was left so.",
                "{n} nominations had ended before and were left so.",
                len(report.closed),
            ),
        ),
        (
            len(report.kept),
            lang.plural(
                "{n} field was not written, because somebody changed it meanwhile.",
                "{n} fields were not written, because somebody changed them meanwhile.",
                len(report.kept),
            ),
        ),
    ]
    return [text for count, text in told if count]
