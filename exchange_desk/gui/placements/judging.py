"""Days and what the rules say about them, side by side; the rules are asked again as the days are typed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from exchange_desk.gui.kit.labels import heading, plain
from exchange_desk.gui.placements.days import StayEditor
from exchange_desk.gui.placements.setting_aside import SettingAside
from exchange_desk.gui.placements.verdicts import STATES, VerdictList
from exchange_desk.rules.periods import Period
from exchange_desk.rules.verdict import RuleError, RuleSeverity, Verdict, standing, worst
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language


class JudgedStay(QScrollArea):
    """`judge(about, period)` gives the verdicts."""

    def __init__(
        self, lang: Language, judge: Callable[[Id, Period], Sequence[Verdict]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.lang = lang
        self._judge = judge
        self._about: Id = ""
        self._verdicts: Sequence[Verdict] = ()
        self.title = heading("", larger=1.05)
        self.title.setWordWrap(True)
        self.state = plain()
        self.editor = StayEditor(lang)
        self.verdicts = VerdictList(lang)
        self.aside = SettingAside(lang)
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(8, 0, 8, 0)
        for widget in (self.title, self.state, self.editor, self.aside, self.verdicts):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(panel)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(self.editor.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width() + 16)
        self.editor.changed.connect(self._ask)

    @property
    def days(self) -> tuple[date, date] | None:
        return self.editor.days

    @property
    def reasons(self) -> dict[str, str]:
        """Rule → why it is set aside."""
        return self.aside.reasons

    @property
    def is_blocked(self) -> bool:
        """Whether a rule stands against it that no reason sets aside."""
        return worst(self._verdicts) is RuleSeverity.BLOCK

    def show_stay(self, about: Id, title: str, period: Period, verdicts: Sequence[Verdict]) -> None:
        """Show what `about` is and what the rules say about these days."""
        self._about = about
        self.title.setText(title)
        self.editor.show()
        self.editor.suggest(period)
        self._show(verdicts)

    def show_nothing(self, text: str) -> None:
        self._about = ""
        self.title.setText(text)
        self.state.clear()
        self.editor.hide()
        self._verdicts = ()
        self.verdicts.show_verdicts(())
        self.verdicts.hide()
        self.aside.show_verdicts("", ())

    def why_not(self, given: Mapping[str, str] | None = None) -> str:
        """Why it cannot be done as it stands, in a sentence; "" when it can. `given`: reasons given before.

        The cursor goes to what is missing.
        """
        problem = self.editor.problem()
        if problem is not None:
            return problem.say(self.lang)
        days = self.editor.days
        if days is None:
            self.editor.starts.setFocus()
            return self.lang("Type the first and the last day first.")
        if days[1] < days[0]:
            self.editor.ends.setFocus()
            return self.lang("The stay ends ({end}) before it starts ({start}).", start=days[0], end=days[1])
        against = standing(self._verdicts, {**(given or {}), **self.reasons})
        blocks = [verdict for verdict in against if verdict.severity is RuleSeverity.BLOCK]
        if blocks:
            return RuleError(blocks[0]).say(self.lang)
        if against:
            missing = self.aside.first_missing
            if missing is not None:
                missing.setFocus()
            return RuleError(against[0]).say(self.lang)
        return ""

    def _ask(self) -> None:
        if self._about:
            self._show(self._judge(self._about, self.editor.period))

    def _show(self, verdicts: Sequence[Verdict]) -> None:
        self._verdicts = verdicts
        self.verdicts.show()
        self.verdicts.show_verdicts(verdicts)
        self.aside.show_verdicts(self._about, () if self.is_blocked else verdicts)
        self.state.setText(self.lang(STATES[worst(verdicts)][0]))
