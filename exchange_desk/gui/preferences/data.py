"""Where the desk and its backups lie; a backup now, and the way back to an earlier one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import Question, show_error
from exchange_desk.gui.kit.flow import FlowLayout
from exchange_desk.gui.kit.labels import heading, plain
from exchange_desk.gui.kit.notice_bar import NoticeBar
from exchange_desk.support import paths
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError

_REASONS = {
    "manual": msg("Asked for"),
    "import": msg("Before an import"),
    "migration": msg("Before bringing the desk up to date"),
    "delete": msg("Before deleting many records"),
    "restore": msg("Before restoring a backup"),
    "replaced": msg("The desk that a backup took the place of"),
}
"""Why a backup was made (Backup.reason)."""

_MEGABYTE = 1_000_000


class DataPage(QWidget):
    """What it does is done at once; saving or leaving the preferences changes nothing about it."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx, self.lang = ctx, ctx.lang
        lang, database = self.lang, ctx.desk.database.path
        self.notice = NoticeBar(self)
        self.desk_path = _path_line(database, lang("The desk’s file"))
        self.backup_path = _path_line(paths.backup_folder(database), lang("The folder of the backups"))
        self.show_desk = self._button(lang("Show folder"), "folder-open", lambda: _show(database.parent))
        self.show_backups = self._button(
            lang("Show folder"), "folder-open", lambda: _show(paths.backup_folder(database))
        )
        self.show_backups.setAccessibleName(lang("Show the folder of the backups"))
        self.show_desk.setAccessibleName(lang("Show the folder of the desk"))
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels([lang("Made"), lang("Why"), lang("Size")])
        self.list.setAccessibleName(lang("Backups"))
        self.list.setAlternatingRowColors(True)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.list.setColumnWidth(0, 150)
        self.back_up = self._button(lang("&Back up now"), "save", self._back_up)
        self.restore = self._button(lang("&Restore this backup…"), "rotate-ccw", self._restore_chosen)
        self.other = self._button(lang("Restore from another &file…"), "folder-open", self._restore_other)
        self._build()
        self.list.itemSelectionChanged.connect(self._offer)
        self.refresh()

    def refresh(self) -> None:
        """Look at the backups again."""
        self.list.clear()
        for backup in self.ctx.desk.upkeep.backups():
            size = self.lang("{n} MB", n=round(max(backup.size / _MEGABYTE, 0.1), 1))
            why = self.lang(_REASONS.get(backup.reason, backup.reason))
            item = QTreeWidgetItem(self.list, [self.lang.moment(backup.at), why, size])
            item.setData(0, Qt.ItemDataRole.UserRole, str(backup.file))
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight)
        self._offer()

    def _build(self) -> None:
        lang = self.lang
        column = QVBoxLayout(self)
        column.addWidget(self.notice)
        for title, line, button in (
            (lang("The desk"), self.desk_path, self.show_desk),
            (lang("Backups"), self.backup_path, self.show_backups),
        ):
            column.addWidget(heading(title, larger=1.0))
            row = QHBoxLayout()
            row.addWidget(line, 1)
            row.addWidget(button)
            column.addLayout(row)
        column.addWidget(self.list, 1)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.back_up, self.restore, self.other):
            flow.addWidget(button)
        column.addWidget(buttons)
        text = lang("Older backups are thinned by themselves. Copy one to another disk now and then.")
        column.addWidget(plain(text, wrap=True, tone="dim"))

    def _button(self, text: str, icon: str, run: Callable[[], None]) -> QPushButton:
        button = QPushButton(theme.icon(icon), text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: run())
        return button

    def _offer(self) -> None:
        writable = not self.ctx.read_only
        self.restore.setEnabled(writable and bool(self.list.selectedItems()))
        self.other.setEnabled(writable)

    def _back_up(self) -> None:
        upkeep = self.ctx.desk.upkeep
        self.back_up.setEnabled(False)
        self.ctx.tasks.run(
            self.lang("Making a backup"),
            lambda progress: upkeep.backup(progress=progress),
            done=self._backed_up,
            failed=self._failed,
            cancelled=lambda: self.back_up.setEnabled(True),
            owner=self,
        )

    def _backed_up(self, file: Path) -> None:
        self.back_up.setEnabled(True)
        self.refresh()
        text = self.lang("The backup was made: {file}", file=file.name)
        self.notice.say("good", text)
        self.ctx.announce(text)

    def _restore_chosen(self) -> None:
        items = self.list.selectedItems()
        if items:
            self._ask(Path(items[0].data(0, Qt.ItemDataRole.UserRole)), items[0].text(0))

    def _restore_other(self) -> None:
        start, kinds = str(self.ctx.folder("backup")), self.lang("Desks (*.desk)")
        chosen, _ = QFileDialog.getOpenFileName(self, self.lang("Restore from a backup"), start, kinds)
        if chosen:
            self.ctx.remember_folder("backup", Path(chosen).parent)
            self._ask(Path(chosen), Path(chosen).name)

    def _ask(self, file: Path, what: str) -> None:
        text = self.lang(
            "Go back to the backup “{what}”? Everything done since then leaves the desk. "
            "The desk as it is now is kept among the backups.",
            what=what,
        )
        question = Question(self, self.lang, text, self.lang("Go back to the backup"), destructive=True)
        question.accepted.connect(lambda: self._restore(file))
        question.open()

    def _restore(self, file: Path) -> None:
        upkeep = self.ctx.desk.upkeep
        self.setEnabled(False)
        self.ctx.tasks.run(
            self.lang("Restoring the backup"),
            lambda progress: upkeep.restore(file, progress=progress),
            done=self._restored,
            failed=self._failed,
            cancelled=lambda: self.setEnabled(True),
            owner=self,
        )

    def _restored(self, kept: Any) -> None:  # noqa: ARG002 - the list shows where the desk as it was is kept
        self.setEnabled(True)
        self.refresh()
        text = self.lang("The desk is as it was in the backup. What was in its place is among the backups.")
        self.notice.say("good", text)
        self.ctx.announce(text)

    def _failed(self, error: BaseException) -> None:
        self.setEnabled(True)
        self.back_up.setEnabled(True)
        if isinstance(error, DeskError):
            self.notice.say("error", error.say(self.lang))
        else:
            show_error(self, error, self.lang)


def _path_line(path: Path, name: str) -> QLineEdit:
    line = QLineEdit(str(path))
    line.setReadOnly(True)
    line.setAccessibleName(name)
    line.setCursorPosition(0)
    return line


def _show(folder: Path) -> None:
    """The system's own file manager; the folder itself is made when the first backup is."""
    wanted = folder if folder.exists() else folder.parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(wanted)))
