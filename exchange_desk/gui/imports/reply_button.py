"""The button that writes what the sender of a list has to put right into a workbook."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from exchange_desk.gui.imports.draft import Draft
from exchange_desk.gui.kit import theme
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.services.imports import Reply


class ReplyButton(QPushButton):
    """`said(tone, text, actions)`: what came of it and what can be done now (pairs of a text and a function), for the
    window's notice. The list may have been imported or not."""

    said = Signal(str, str, object)

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
            lang("Writing the reply"),
            lambda progress: (plan, imports.reply(plan, folder, lang, progress)),
            done=self._written,
        )

    def _written(self, made: tuple[ImportPlan, Reply | None]) -> None:
        plan, reply = made
        lang = self._lang
        copy = (lang("Copy the e-mail"), lambda: self._copy(plan))
        if reply is None:
            self.said.emit("info", lang("There is nothing that the sender has to put right."), [copy])
            return
        file = str(reply.file)
        text = (
            lang("The sender's own workbook, with the cells marked, is in “{file}”.", file=file)
            if reply.kept
            else lang("A new workbook with what is to be put right is in “{file}”.", file=file)
        )
        told = f"{text} {lang(reply.note)}" if reply.note else text
        self.said.emit("good", told, [(lang("Open the folder"), lambda: _open(reply.file.parent)), copy])
        self._ctx.announce(lang("“{name}” was saved.", name=reply.file.name))

    def _copy(self, plan: ImportPlan) -> None:
        """The e-mail that goes with it, with its subject in the first line."""
        subject, text = self._ctx.desk.imports.reply_message(plan, self._lang)
        QGuiApplication.clipboard().setText(f"{subject}\n\n{text}")
        self._ctx.announce(self._lang("The e-mail is on the clipboard."))


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
