"""The button that writes what the sender of a list has to put right into a workbook."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from exchange_desk.gui.imports.draft import Draft
from exchange_desk.gui.kit import theme
from exchange_desk.services.reply import Reply


class ReplyButton(QPushButton):
    """`said(tone, text)`: what came of it, for the window's notice. The list may have been imported or not."""

    said = Signal(str, str)

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(theme.icon("send"), draft.ctx.lang("Return to sender…"), parent)
        self._draft, self._ctx, self._lang = draft, draft.ctx, draft.ctx.lang
        self.setAutoDefault(False)
        self.setToolTip(self._lang("Write what the sender has to put right into a workbook"))
        self.clicked.connect(self._ask_folder)

    def _ask_folder(self) -> None:
        title, start = self._lang("Folder for the reply to the sender"), str(self._ctx.folder("reply"))
        chosen = QFileDialog.getExistingDirectory(self, title, start)
        if chosen:
            self._write(Path(chosen))

    def _write(self, folder: Path) -> None:
        plan, imports, lang = self._draft.plan, self._ctx.desk.imports, self._lang
        if plan is None:
            return
        self._ctx.remember_folder("reply", folder)
        self._ctx.tasks.run(
            lang("Writing the reply"), lambda progress: imports.reply(plan, folder, lang, progress), done=self._written
        )

    def _written(self, reply: Reply | None) -> None:
        if reply is None:
            self.said.emit("info", self._lang("There is nothing that the sender has to put right."))
            return
        where = self._lang("The reply to the sender is in “{file}”.", file=str(reply.file))
        self.said.emit("good", f"{where} {self._lang(reply.note)}".strip())
        self._ctx.announce(self._lang("“{name}” was saved.", name=reply.file.name))
