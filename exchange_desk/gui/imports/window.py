"""The import window: four steps from a received file to saved records. Nothing is saved before the last one.

It is modeless: the person may look something up in the desk meanwhile, and come back.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.imports.columns_page import ColumnsPage
from exchange_desk.gui.imports.confirm_page import ConfirmPage
from exchange_desk.gui.imports.draft import NEEDS_PASSWORD, Draft
from exchange_desk.gui.imports.drop_zone import file_in
from exchange_desk.gui.imports.file_page import FilePage
from exchange_desk.gui.imports.page import Page
from exchange_desk.gui.imports.password import PasswordDialog
from exchange_desk.gui.imports.rail import Rail
from exchange_desk.gui.imports.reply_button import ReplyButton
from exchange_desk.gui.imports.result_page import ResultPage
from exchange_desk.gui.imports.review_page import ReviewPage
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.commands import make_action
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import Question, show_error
from exchange_desk.gui.kit.labels import plain
from exchange_desk.gui.kit.notice_bar import NoticeBar
from exchange_desk.gui.kit.tasks import State
from exchange_desk.support.ids import Id
from exchange_desk.support.problems import DeskError

STEPS: tuple[type[Page], ...] = (FilePage, ColumnsPage, ReviewPage, ConfirmPage)


class ImportWindow(QWidget):
    """`path`: a file to begin with, for example one dropped on the main window."""

    def __init__(self, ctx: Context, path: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.ctx, self.lang = ctx, ctx.lang
        self.setWindowTitle(self.lang("Import a list"))
        self.draft = Draft(ctx, self)
        self.draft.programme = ctx.programme or _only_programme(ctx)
        self.pages: list[Page] = [make(self.draft) for make in STEPS]
        self.result = ResultPage(ctx, self.begin_again)
        self.step = 0
        self._reached = 0
        self._saved = False
        self._may_close = False
        self.rail = Rail(self.lang, [self.lang(page.title) for page in self.pages])
        self.notice = NoticeBar(self)
        self.stack = QStackedWidget()
        self.waiting = _Waiting(self.draft)
        self.reply_button = ReplyButton(self.draft)
        self.close_button = QPushButton(self.lang("Close"))
        self.back_button = QPushButton(self.lang("&Back"))
        self.next_button = QPushButton(self.lang("&Next"))
        self._build()
        self._connect()
        self.resize(1060, 580)
        self.go_to(0)
        if path is not None:
            self.read(path)

    @property
    def file_page(self) -> FilePage:
        page = self.pages[0]
        assert isinstance(page, FilePage)
        return page

    def read(self, path: Path, password: str | None = None) -> None:
        """Read a file; what was decided about another one is asked about first."""
        self.notice.clear()
        self._saved = False
        self._reached = 0
        self.draft.read(path, password)
        self.go_to(0)

    def go_to(self, step: int) -> None:
        """Show a step. Going back loses no decision."""
        self.step = step
        self._reached = max(self._reached, step)
        self.stack.setCurrentWidget(self.pages[step])
        self.rail.show_step(step, self._reached)
        self.pages[step].show_draft()
        self._offer()

    def begin_again(self) -> None:
        """Another list, after this one was imported."""
        self.draft.stop()
        self.draft.forget()
        self._saved, self._reached = False, 0
        self.notice.clear()
        self.go_to(0)

    def on(self) -> None:
        """The next step; after the last one, save."""
        why = self.pages[self.step].why_not_on()
        if why:
            self.notice.say("warning", why)
            return
        self.notice.clear()
        if self.step + 1 < len(self.pages):
            self.go_to(self.step + 1)
        else:
            self.draft.apply(self._applied)

    def back(self) -> None:
        self.notice.clear()
        self.go_to(max(0, self.step - 1))

    # Building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        for page in (*self.pages, self.result):
            self.stack.addWidget(page)
        self.next_button.setDefault(True)
        self.next_button.setAutoDefault(True)
        self.back_button.setIcon(theme.icon("arrow-left"))
        foot = QHBoxLayout()
        foot.addWidget(self.waiting, 1)
        foot.addStretch(0)
        for button in (self.reply_button, self.close_button, self.back_button, self.next_button):
            foot.addWidget(button)
        right = QVBoxLayout()
        right.addWidget(self.notice)
        right.addWidget(self.stack, 1)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.addWidget(self.rail)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        self.rail.chosen.connect(self._asked_for)
        self.file_page.file_chosen.connect(self._other_file)
        self.draft.changed.connect(self._changed)
        self.draft.failed.connect(self._failed)
        self.draft.working.connect(self._offer)
        self.reply_button.said.connect(self.notice.say)
        self.next_button.clicked.connect(self.on)
        self.back_button.clicked.connect(self.back)
        self.close_button.clicked.connect(self.close)
        close = make_action(self.lang("Close"), self, shortcut="Ctrl+W")
        close.triggered.connect(self.close)
        self.addAction(close)

    def _offer(self, *_: object) -> None:
        """The buttons below say what they do now."""
        last = self.step == len(self.pages) - 1
        busy = self.waiting.is_busy
        page = self.pages[self.step]
        self.next_button.setText(page.verb() if isinstance(page, ConfirmPage) else self.lang("&Next"))
        self.next_button.setIcon(theme.icon("check" if last else "arrow-right"))
        self.next_button.setEnabled(not busy and self.draft.plan is not None)
        self.next_button.setVisible(not self._saved)
        self.reply_button.setVisible(self._saved or self.step >= STEPS.index(ReviewPage))
        self.reply_button.setEnabled(not busy and self.draft.plan is not None)
        self.back_button.setVisible(self.step > 0 and not self._saved)
        self.back_button.setEnabled(not busy)

    # What happens -------------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        if not self._saved:
            self.notice.clear()
            self.pages[self.step].show_draft()
        self._offer()

    def _failed(self, error: BaseException) -> None:
        self._offer()
        self.pages[self.step].show_draft()
        if isinstance(error, DeskError) and error.key in NEEDS_PASSWORD:
            self._ask_password(error)
        elif isinstance(error, DeskError):
            self.notice.say("error", error.say(self.lang), *self._remedies(error))
        else:
            show_error(self, error, self.lang)

    def _remedies(self, error: DeskError) -> list[tuple[str, Callable[[], None]]]:
        """What can be done about a failure, as buttons beside its sentence."""
        if error.key == "intake.file_changed":
            return [(self.lang("Read the file again"), self._read_again)]
        if self.draft.plan is None:
            return [(self.lang("Choose another file…"), self.file_page.browse)]
        return []

    def _read_again(self) -> None:
        if self.draft.path is not None:
            self.read(self.draft.path, self.draft.password)

    def _ask_password(self, error: DeskError) -> None:
        path = self.draft.path
        assert path is not None
        dialog = PasswordDialog(self.lang, error.say(self.lang), self)
        dialog.given.connect(lambda password: self.read(path, password))
        dialog.open()

    def _applied(self, report: object) -> None:
        self._saved = True
        self.result.show_report(report)
        self.stack.setCurrentWidget(self.result)
        self.rail.show_step(len(self.pages), -1)
        self.ctx.announce(self.result.heading.text())
        self._offer()

    def _other_file(self, path: Path) -> None:
        """Another file while decisions about one are open: asked first."""
        if self._has_decisions():
            text = self.lang("Read “{name}” instead? What was decided about the list so far is lost.", name=path.name)
            question = Question(self, self.lang, text, self.lang("Read the other file"), destructive=True)
            question.accepted.connect(lambda: self.read(path))
            question.open()
        else:
            self.read(path)

    def _asked_for(self, step: int) -> None:
        if not self.draft.is_saving:
            self.notice.clear()
            self.go_to(step)

    def _has_decisions(self) -> bool:
        return not self._saved and self.draft.plan is not None and self.draft.can_step_back

    # Events -------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if file_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = file_in(event.mimeData())
        if path:
            event.acceptProposedAction()
            self._other_file(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing throws decisions away, so it asks; while records are saved it does not close at all."""
        if self.draft.is_saving:
            event.ignore()
            self.notice.say("info", self.lang("The list is being saved. Wait a moment, or stop it first."))
            return
        if self._has_decisions() and not self._may_close:
            event.ignore()
            text = self.lang("Close without importing? What was decided about the list is lost.")
            question = Question(self, self.lang, text, self.lang("Close without importing"), destructive=True)
            question.accepted.connect(self._close_anyway)
            question.open()
            return
        self.draft.stop()
        super().closeEvent(event)

    def _close_anyway(self) -> None:
        self._may_close = True
        self.close()


def _only_programme(ctx: Context) -> Id | None:
    """The programme to begin with, where there is only one."""
    known = ctx.desk.lists.ids("programmes")
    return known[0] if len(known) == 1 else None


class _Waiting(QWidget):
    """What is being worked out, how far it is, and a way to stop it."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.lang = draft.ctx.lang
        self.is_busy = False
        self.text = plain()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(200)
        self.bar.setAccessibleName(draft.label)
        self.stop = QPushButton(self.lang("Stop"))
        self.stop.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.bar, self.text, self.stop):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.bar, self.text, self.stop):
            widget.hide()
        draft.working.connect(self._working)
        draft.ctx.tasks.progressed.connect(self._progressed)
        self.stop.clicked.connect(draft.stop)

    def _working(self, busy: bool) -> None:
        self.is_busy = busy
        self.text.setText(self._draft.label)
        self.bar.setRange(0, 0)
        for widget in (self.bar, self.text, self.stop):
            widget.setVisible(busy)

    def _progressed(self, state: State) -> None:
        if self.is_busy and state.label == self._draft.label:
            self.bar.setRange(0, state.total or 0)
            self.bar.setValue(state.done)
            self.text.setText(self.lang(state.text) if state.text else self._draft.label)
