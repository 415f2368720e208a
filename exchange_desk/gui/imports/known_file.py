"""The notice that the very file was received before, with what it would bring, and the way to that import."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from exchange_desk.gui.imports.original import OriginalWindow
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import show_error
from exchange_desk.gui.kit.labels import plain, symbol
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.services.imports import SameFile
from exchange_desk.support.problems import DeskError


class KnownFile(QWidget):
    """Hidden unless the file is known, and once the officer goes on."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.same: SameFile | None = None
        self._looked_at: ImportPlan | None = None
        self._gone_on = ""
        self.text = plain(wrap=True)
        self.see = QPushButton(theme.icon("eye"), ctx.lang("See that import"))
        self.go_on = QPushButton(ctx.lang("Go on"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.addWidget(symbol("triangle-alert", "warning"))
        row.addWidget(self.text, 1)
        for button in (self.see, self.go_on):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.see.clicked.connect(self._see)
        self.go_on.clicked.connect(self._leave)
        self.hide()

    def show_plan(self, plan: ImportPlan) -> None:
        """Ask the desk once for each plan."""
        if plan is not self._looked_at:
            self._looked_at = plan
            self.same = self.ctx.desk.imports.received_before(plan)
        if self.same is not None:
            self.text.setText(self.same.say(self.ctx.lang))
        self.setVisible(self.same is not None and self._gone_on != plan.workbook.sha256)

    def _see(self) -> None:
        if self.same is None:
            return
        try:
            window = OriginalWindow(self.ctx, self.same.file_id, self.window())
        except DeskError as error:
            show_error(self, error, self.ctx.lang)
            return
        window.show()

    def _leave(self) -> None:
        if self._looked_at is not None:
            self._gone_on = self._looked_at.workbook.sha256
        self.hide()
