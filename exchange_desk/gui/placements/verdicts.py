"""What the rules say about a place, for reading: symbol, rule, sentence, and what would help."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exchange_desk.gui.kit.labels import plain, symbol
from exchange_desk.rules.verdict import RuleSeverity, Verdict, worst
from exchange_desk.support.language import Language, msg

LOOKS: dict[RuleSeverity, tuple[str, str]] = {
    RuleSeverity.FIT: ("circle-check", "good"),
    RuleSeverity.WARN: ("triangle-alert", "warning"),
    RuleSeverity.OVERRIDE: ("scale", "warning"),
    RuleSeverity.BLOCK: ("circle-x", "error"),
}
"""Icon and tone of what one rule says."""

STATES: dict[RuleSeverity, tuple[str, str, str]] = {
    RuleSeverity.FIT: (msg("Fit"), "circle-check", "good"),
    RuleSeverity.WARN: (msg("Fit with reservation"), "triangle-alert", "warning"),
    RuleSeverity.OVERRIDE: (msg("Only with a reason"), "scale", "warning"),
    RuleSeverity.BLOCK: (msg("Not fit"), "circle-x", "error"),
}
"""What all rules together make of a place: word, icon, tone."""


def state_of(verdicts: Sequence[Verdict]) -> tuple[str, str, str]:
    return STATES[worst(verdicts)]


class VerdictList(QWidget):
    """Every verdict, the heaviest first."""

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lang = lang
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lines: list[QWidget] = []

    @property
    def texts(self) -> list[str]:
        """What is shown, line by line."""
        return [line.accessibleName() for line in self._lines]

    def show_verdicts(self, verdicts: Sequence[Verdict]) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._line(verdict) for verdict in verdicts]
        if not verdicts:
            self._lines = [self._plain_line(self.lang("No rule has anything to say about it."))]
        for line in self._lines:
            self._column.addWidget(line)

    def _line(self, verdict: Verdict) -> QWidget:
        lang = self.lang
        icon, tone = LOOKS[verdict.severity]
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(symbol(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        said = lang("{rule}: {why}", rule=lang(verdict.name), why=verdict.say(lang))
        words.addWidget(plain(said, wrap=True))
        better = verdict.say_help(lang)
        if better:
            words.addWidget(plain(better, wrap=True, tone="dim"))
        row.addLayout(words, 1)
        line.setAccessibleName(" ".join(part for part in (lang(verdict.severity.label), said, better) if part))
        line.setToolTip(lang(verdict.severity.label))
        return line

    def _plain_line(self, text: str) -> QWidget:
        label = plain(text, wrap=True, tone="dim")
        label.setAccessibleName(text)
        return label
