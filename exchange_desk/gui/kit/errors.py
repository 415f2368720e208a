"""Failures and questions, in a sentence each."""

import traceback

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.labels import plain, symbol
from exchange_desk.support.language import Language
from exchange_desk.support.logs import logger
from exchange_desk.support.problems import DeskError


class Notice(QDialog):
    """A symbol, a sentence, and buttons below. Deleted when it is closed."""

    def __init__(self, parent: QWidget | None, lang: Language, text: str, tone: str) -> None:
        super().__init__(parent)
        self.lang = lang
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(lang("Exchange Desk"))
        self.setMinimumWidth(400)
        self.setAccessibleDescription(text)
        self.column = QVBoxLayout(self)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(symbol(theme.TONE_ICONS[tone], tone, 28), 0, Qt.AlignmentFlag.AlignTop)
        self.sentence = plain(text, wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self.sentence, 1)
        self.column.addLayout(row)
        self.buttons = QDialogButtonBox()

    def finish(self) -> None:
        """Put the buttons below whatever was added to `column`."""
        self.column.addWidget(self.buttons)


class ErrorNotice(Notice):
    """What happened and what to do; the technical part stays folded until it is asked for."""

    def __init__(self, parent: QWidget | None, lang: Language, text: str, technical: str) -> None:
        super().__init__(parent, lang, text, "error")
        self.technical = QPlainTextEdit(technical)
        self.technical.setReadOnly(True)
        self.technical.setAccessibleName(lang("Technical details"))
        self.technical.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.technical.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.technical.setFixedHeight(180)
        self.technical.hide()
        self.column.addWidget(self.technical)
        close = self.buttons.addButton(lang("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        self.buttons.rejected.connect(self.reject)
        if technical:
            self._add_details()
        self.finish()

    def _add_details(self) -> None:
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.details = self.buttons.addButton(self.lang("Technical details"), role)
        self.details.setCheckable(True)
        self.details.setAutoDefault(False)
        self.details.toggled.connect(self._show_details)
        copy = self.buttons.addButton(self.lang("Copy"), role)
        copy.setAutoDefault(False)
        copy.setToolTip(self.lang("Copy the sentence and the technical details"))
        copy.clicked.connect(self._copy)

    def _show_details(self, shown: bool) -> None:
        self.technical.setVisible(shown)
        self.adjustSize()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.sentence.text()}\n\n{self.technical.toPlainText()}")


_ALONE: set[ErrorNotice] = set()
"""Notices without a window over which they stand: nothing else would keep them alive until they are closed."""


def show_error(parent: QWidget | None, error: BaseException, lang: Language) -> ErrorNotice:
    """Tell a failure in a window of its own and return at once; a bug is written to the log, with no personal data."""
    if isinstance(error, DeskError):
        notice = ErrorNotice(parent, lang, error.say(lang), error.technical)
    else:
        _log(error)
        text = lang("This could not be done because of a fault in the program. Your records are as they were before.")
        notice = ErrorNotice(parent, lang, text, "".join(traceback.format_exception(error)))
    if parent is None:
        _ALONE.add(notice)
        notice.finished.connect(lambda: _ALONE.discard(notice))
    notice.open()
    return notice


def _log(error: BaseException) -> None:
    """Where it happened, not what was said: a message may hold a person's data."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename.rpartition('exchange_desk')[2]}:{frame.lineno}" for frame in frames]
    logger("gui").error("unexpected", kind=type(error).__name__, at=places)


class Question(Notice):
    """A question answered by a verb or by leaving it."""

    def __init__(self, parent: QWidget | None, lang: Language, text: str, verb: str, *, destructive: bool) -> None:
        super().__init__(parent, lang, text, "warning" if destructive else "info")
        role = QDialogButtonBox.ButtonRole
        self.yes: QPushButton = self.buttons.addButton(verb, role.DestructiveRole if destructive else role.AcceptRole)
        self.no: QPushButton = self.buttons.addButton(lang("Cancel"), role.RejectRole)
        self.yes.setAutoDefault(not destructive)
        self.yes.setDefault(not destructive)
        self.no.setDefault(destructive)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        (self.no if destructive else self.yes).setFocus()
        self.finish()


def ask(parent: QWidget | None, lang: Language, text: str, verb: str, destructive: bool = False) -> bool:
    """Ask before going on. `text` and `verb` ("Delete 3 people") are translated already.

    The default button never destroys anything; Esc and closing the window mean no.
    """
    return Question(parent, lang, text, verb, destructive=destructive).exec() == QDialog.DialogCode.Accepted
