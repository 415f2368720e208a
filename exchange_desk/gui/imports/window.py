"""The import window: four steps from received lists to saved records. Nothing is saved before the last one.

It is modeless: the person may look something up in the desk meanwhile, and come back. Several lists chosen together
are looked at one after the other.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from exchange_desk.gui.imports.columns_page import ColumnsPage
from exchange_desk.gui.imports.confirm_page import ConfirmPage
from exchange_desk.gui.imports.draft import Draft
from exchange_desk.gui.imports.drop_zone import files_in, may_hold_lists
from exchange_desk.gui.imports.file_page import FilePage
from exchange_desk.gui.imports.foot import Waiting
from exchange_desk.gui.imports.keeper import Keeper
from exchange_desk.gui.imports.lists import Lists
from exchange_desk.gui.imports.page import Page
from exchange_desk.gui.imports.queue import Queue, State
from exchange_desk.gui.imports.rail import Rail
from exchange_desk.gui.imports.reply_button import ReplyButton
from exchange_desk.gui.imports.result_page import ResultPage
from exchange_desk.gui.imports.review_page import ReviewPage
from exchange_desk.gui.imports.template_dialog import TemplateDialog
from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.commands import make_action
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import Question
from exchange_desk.gui.kit.notice_bar import NoticeBar
from exchange_desk.services.imports import ApplyReport, DraftInfo
from exchange_desk.support import clock
from exchange_desk.support.ids import Id
from exchange_desk.support.problems import DeskError

STEPS: tuple[type[Page], ...] = (FilePage, ColumnsPage, ReviewPage, ConfirmPage)


class ImportWindow(QWidget):
    """`lists`: one or several files to begin with, or a review that the desk has kept (DraftInfo)."""

    def __init__(
        self, ctx: Context, lists: Path | Sequence[Path] | DraftInfo | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.ctx, self.lang = ctx, ctx.lang
        self.setWindowTitle(self.lang("Import lists"))
        self.draft = Draft(ctx, self)
        self.draft.programme = ctx.programme or _only_programme(ctx)
        self.pages: list[Page] = [make(self.draft) for make in STEPS]
        self.step = 0
        self._reached = 0
        self._saved = False
        self._may_close = False
        self.rail = Rail(self.lang, [self.lang(page.title) for page in self.pages])
        self.queue = Queue(self.lang)
        self.notice = NoticeBar(self)
        self.lists = Lists(self.draft, self.queue, self.file_page, self.notice, self)
        self.result = ResultPage(ctx, self.begin_again, self.lists.go_on)
        self.stack = QStackedWidget()
        self.waiting = Waiting(self.draft)
        self.keeper = Keeper(self.draft, self)
        self.reply_button = ReplyButton(self.draft)
        self.close_button = QPushButton(self.lang("Close"))
        self.back_button = QPushButton(self.lang("&Back"))
        self.next_button = QPushButton(self.lang("&Next"))
        self._build()
        self._connect()
        self.resize(1060, 580)
        self.go_to(0)
        if isinstance(lists, DraftInfo):
            self.lists.resume(lists)
        elif lists:
            self.lists.choose([lists] if isinstance(lists, Path) else lists)

    @property
    def file_page(self) -> FilePage:
        page = self.pages[0]
        assert isinstance(page, FilePage)
        return page

    def begin_again(self) -> None:
        """Another list, after this one was imported."""
        self.lists.clear()
        self._start_over()

    def _start_over(self) -> None:
        """Another list is begun with."""
        self.notice.clear()
        self.waiting.tell_kept("")
        self._saved, self._reached = False, 0
        self.go_to(0)

    # Steps --------------------------------------------------------------------------------------------------------

    def go_to(self, step: int) -> None:
        """Show a step. Going back loses no decision."""
        self.step = step
        self._reached = max(self._reached, step)
        self.stack.setCurrentWidget(self.pages[step])
        self.rail.show_step(step, self._reached)
        self.pages[step].show_draft()
        self._offer()
        (self.pages[step].first or self.next_button).setFocus()

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
        left = QVBoxLayout()
        left.addWidget(self.rail)
        left.addWidget(self.queue, 1)
        left.addStretch(0)
        right = QVBoxLayout()
        right.addWidget(self.notice)
        right.addWidget(self.stack, 1)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.addLayout(left)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        draft = self.draft
        self.rail.chosen.connect(self._asked_for)
        self.lists.started.connect(self._start_over)
        self.lists.leaving.connect(self.keeper.keep_at_once)
        self.file_page.drop.template.clicked.connect(lambda: TemplateDialog(self.ctx, draft.programme, self).open())
        draft.changed.connect(self._changed)
        draft.read_first.connect(self._skip_what_is_known)
        draft.failed.connect(self._failed)
        draft.working.connect(self._offer)
        self.keeper.kept.connect(self._tell_kept)
        self.keeper.failed.connect(self._not_kept)
        self.reply_button.said.connect(lambda tone, text, actions: self.notice.say(tone, text, *actions))
        self.next_button.clicked.connect(self.on)
        self.back_button.clicked.connect(self.back)
        self.close_button.clicked.connect(self.close)
        for text, keys, run in (
            (self.lang("Close"), QKeySequence("Ctrl+W"), self.close),
            (self.lang("Take the last decision back"), QKeySequence(QKeySequence.StandardKey.Undo), draft.step_back),
            (self.lang("Decide again what was taken back"), QKeySequence("Ctrl+Shift+Z"), draft.redo),
            (self.lang("Paste from Excel"), QKeySequence(QKeySequence.StandardKey.Paste), self._paste_if_empty),
        ):
            action = make_action(text, self)
            action.setShortcut(keys)
            action.triggered.connect(run)
            self.addAction(action)

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
        later = not self._saved and self.draft.has_decisions and not self.ctx.read_only
        self.close_button.setText(self.lang("Close and go on later") if later else self.lang("Close"))

    # What happens -------------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        if not self._saved:
            self.notice.clear()
            self.pages[self.step].show_draft()
        self._offer()

    def _skip_what_is_known(self) -> None:
        """A copy of the desk's own template needs no look at its columns, and none at all when nothing is amiss."""
        plan = self.draft.plan
        if plan is None or not plan.from_template:
            return
        self._reached = len(self.pages) - 1 if plan.is_clean else STEPS.index(ReviewPage)
        self.go_to(self._reached)
        self.notice.say("good", self.lang("The template of the office: its columns need no look."))

    def _failed(self) -> None:
        self._offer()
        self.pages[self.step].show_draft()

    def _paste_if_empty(self) -> None:
        if self.draft.plan is None:
            self.lists.paste()

    def _tell_kept(self) -> None:
        when = self.lang.moment(clock.now())
        self.waiting.tell_kept(self.lang("Kept {when}", when=when))

    def _not_kept(self, error: BaseException) -> None:
        if isinstance(error, DeskError):
            self.notice.say("warning", error.say(self.lang))

    def _applied(self, report: ApplyReport) -> None:
        self._saved = True
        self.keeper.forget()
        self.waiting.tell_kept("")
        self.queue.mark(State.DONE)
        self.result.show_report(report, self.queue)
        self.stack.setCurrentWidget(self.result)
        self.rail.show_step(len(self.pages), -1)
        self.ctx.announce(self.result.heading.text())
        self._offer()

    def _asked_for(self, step: int) -> None:
        if not self.draft.is_saving:
            self.notice.clear()
            self.go_to(step)

    # Events -------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if may_hold_lists(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = files_in(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.lists.choose(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was decided is kept for later; where it cannot be kept it asks. While records are saved it stays."""
        if self.draft.is_saving:
            event.ignore()
            self.notice.say("info", self.lang("The list is being saved. Wait a moment, or stop it first."))
            return
        if not self._saved and not self._may_close and self.draft.has_decisions:
            if not self.keeper.keep_at_once():
                event.ignore()
                self._ask_to_close()
                return
            self.ctx.announce(self.lang("The list is kept. Go on with it from the received lists."))
        self.draft.stop()
        super().closeEvent(event)

    def _ask_to_close(self) -> None:
        text = self.lang("Close without importing? What was decided about the list is lost.")
        question = Question(self, self.lang, text, self.lang("Close without importing"), destructive=True)
        question.accepted.connect(self._close_anyway)
        question.open()

    def _close_anyway(self) -> None:
        self._may_close = True
        self.close()


def _only_programme(ctx: Context) -> Id | None:
    """The programme to begin with, where there is only one."""
    known = ctx.desk.lists.ids("programmes")
    return known[0] if len(known) == 1 else None
