"""Two officials side by side, field by field, with what the joined person would have in the last column."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.editors import label_of
from exchange_desk.gui.kit.flow import FlowLayout
from exchange_desk.gui.kit.labels import heading, paint, plain, symbol
from exchange_desk.gui.kit.values import as_read, is_secret
from exchange_desk.intake.identity import Evidence
from exchange_desk.model import Official, record_class
from exchange_desk.services.joining import Difference, Rivals, Side, joined_value
from exchange_desk.services.merging import Comparison
from exchange_desk.services.records import KINDS
from exchange_desk.support.ids import Id

_NARROW = 90
_JOINT = re.compile(r"(?<=\S{4})([@._/-])(?=\S{4})")


class SideChoice(QWidget):
    """A radio button beside a text of any length; the text chooses it, too."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self.radio = QRadioButton()
        self.radio.setAccessibleName(name)
        label = plain(breakable(text), wrap=True)
        label.setMinimumWidth(_NARROW)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1, Qt.AlignmentFlag.AlignTop)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.radio.setFocus()
        self.radio.click()
        event.accept()


class ComparePanel(QWidget):
    """`show_pair` shows what `desk.merging.compare` gave; `values` and `going_on` are what was chosen since."""

    changed = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx, self.lang = ctx, ctx.lang
        self.comparison: Comparison | None = None
        self.values: dict[str, Side] = {}
        self.going_on: dict[Id, Side] = {}
        self._evidence: Sequence[Evidence] = ()
        self._groups: list[QButtonGroup] = []
        self._results: dict[str, QLabel] = {}
        self._reasons = QWidget()
        self._flow = FlowLayout(self._reasons, spacing=12)
        self.follows = plain(wrap=True, tone="dim")
        self.equal_button = QPushButton()
        self.equal_button.setCheckable(True)
        self.equal_button.toggled.connect(lambda _: self._fill())
        self.eye = QPushButton(theme.icon("eye"), "")
        self.eye.setCheckable(True)
        self.eye.toggled.connect(lambda _: self._fill())
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(self.lang("Comparison of the two people"))
        self._lay_out()

    def show_pair(self, comparison: Comparison, evidence: Sequence[Evidence] = ()) -> None:
        """Another pair; every field is on the side that the desk suggests."""
        self.comparison, self._evidence = comparison, evidence
        self.values = {each.field: each.side for each in comparison.differing}
        self.going_on = {pair.programme_id: pair.side for pair in comparison.rivals}
        for button in (self.equal_button, self.eye):
            button.blockSignals(True)
            button.setChecked(False)
            button.blockSignals(False)
        self._fill()

    def choose(self, field: str, side: Side) -> None:
        """Take a field from one side, or from both where it holds several values."""
        self.values[field] = side
        self._fill()

    def clear(self) -> None:
        self.comparison = None
        self._fill()

    def focus_first(self) -> None:
        """Put the keyboard on the first choice, or on what can be done where there is none."""
        for group in self._groups:
            button = group.checkedButton()
            if button is not None:
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is shown -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.equal_button)
        row.addWidget(self.eye)
        row.addStretch(1)
        for button in (self.equal_button, self.eye):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._reasons)
        column.addWidget(self.area, 1)
        column.addWidget(self.follows)
        column.addLayout(row)

    def _fill(self) -> None:
        kept_at = self.area.verticalScrollBar().value()
        self._groups, self._results = [], {}
        self._show_evidence()
        self._show_buttons()
        body = QWidget()
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(0, 0, 6, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(7)
        for place, stretch in enumerate((4, 6, 6, 6)):
            self._grid.setColumnStretch(place, stretch)
        if self.comparison is not None:
            self._fill_rows(self.comparison)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self.area.setWidget(body)
        self.area.verticalScrollBar().setValue(kept_at)
        self.changed.emit()

    def _fill_rows(self, found: Comparison) -> None:
        lang = self.lang
        heads = (lang("Field"), found.kept.list_name, found.gone.list_name, lang("Joined record"))
        below = ("", lang("Record on the left"), lang("Record on the right"), "")
        for place, (text, more) in enumerate(zip(heads, below, strict=True)):
            head = heading(breakable(text), larger=1.0)
            head.setWordWrap(True)
            self._grid.addWidget(head, 0, place, Qt.AlignmentFlag.AlignTop)
            if more:
                self._grid.addWidget(plain(more, tone="dim"), 1, place)
        for pair in found.rivals:
            self._add_rivals(pair)
        for each in found.differing:
            self._add_difference(found, each)
        if self.equal_button.isChecked():
            for name in found.equal:
                self._add_equal(found.kept, name)

    def _show_evidence(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for each in self._evidence if self.comparison else ():
            tone, icon = ("good", "circle-check") if each.for_it else ("warning", "triangle-alert")
            text = each.say(self.lang)
            self._flow.addWidget(_reason(icon, tone, text[:1].upper() + text[1:]))
        self._reasons.setVisible(bool(self._evidence) and self.comparison is not None)
        self._reasons.updateGeometry()

    def _show_buttons(self) -> None:
        found, lang = self.comparison, self.lang
        equal = len(found.equal) if found else 0
        shown = self.equal_button.isChecked()
        text = (
            lang("Hide the equal fields")
            if shown
            else lang.plural("Show {n} equal field", "Show {n} equal fields", equal)
        )
        self.equal_button.setText(text)
        self.equal_button.setVisible(equal > 0)
        names = [*(d.field for d in found.differing), *(found.equal if shown else ())] if found else []
        self.eye.setVisible(any(is_secret(found.kept, name) for name in names) if found else False)
        self.eye.setText(lang("Hide the numbers") if self.eye.isChecked() else lang("Show the numbers"))
        self.eye.setIcon(theme.icon("eye-off" if self.eye.isChecked() else "eye"))
        self.follows.setText(self._what_follows(found) if found else "")

    def _what_follows(self, found: Comparison) -> str:
        """What names the one who goes and would name the joined person."""
        lang = self.lang
        said = [
            lang("{kind}: {count}", kind=lang(KINDS[kind][1]), count=count)
            for name, count in found.follow.items()
            if (kind := record_class(name)) in KINDS
        ]
        left = lang("The record on the left stays; whatever belongs to the one on the right follows it.")
        return " ".join([left, lang("Follows: {what}.", what=" · ".join(said))]) if said else left

    # Rows ----------------------------------------------------------------------------------------------------------

    def _add_difference(self, found: Comparison, each: Difference) -> None:
        label = self.lang(label_of(Official, each.field))
        one, other = self._read(found.kept, each.field), self._read(found.gone, each.field)
        row = self._begin(label)
        if not (one and other):
            self._grid.addWidget(_value(one or self.lang("(empty)"), dim=not one), row, 1)
            self._grid.addWidget(_value(other or self.lang("(empty)"), dim=not other), row, 2)
            self._grid.addWidget(_value(one or other), row, 3)
            return
        texts = {Side.KEPT: one, Side.GONE: other}
        if each.several:
            texts[Side.BOTH] = self.lang("Both")
        side = self.values[each.field]
        self._add_choices(row, label, texts, side, partial(self._pick, found, each.field))
        result = self._results[each.field] = _value(self._joined(found, each.field, side))
        self._grid.addWidget(result, row + 1 if each.several else row, 3)

    def _add_rivals(self, pair: Rivals) -> None:
        lang = self.lang
        row = self._begin(lang("Nomination in {programme}", programme=pair.programme))
        texts = {Side.KEPT: as_read(self.ctx, pair.kept, "status"), Side.GONE: as_read(self.ctx, pair.gone, "status")}
        self._add_choices(row, pair.programme, texts, self.going_on[pair.programme_id], partial(self._go_on, pair))
        text = lang("Only one can go on. The other is withdrawn, gives its place back and stays readable.")
        self._grid.addWidget(plain(text, wrap=True, tone="warning"), row, 3)

    def _add_equal(self, kept: Official, name: str) -> None:
        row = self._begin(self.lang(label_of(Official, name)))
        text = self._read(kept, name)
        for place in (1, 2, 3):
            self._grid.addWidget(_value(text, dim=True), row, place)

    def _begin(self, label: str) -> int:
        row = self._grid.rowCount()
        head = plain(label, wrap=True, tone="dim")
        head.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(head, row, 0)
        return row

    def _add_choices(
        self, row: int, label: str, texts: dict[Side, str], chosen: Side, pick: Callable[[Side], None]
    ) -> None:
        group = QButtonGroup(self)
        for place, (side, text) in enumerate(texts.items(), 1):
            choice = SideChoice(text, self.lang("{field}: {value}", field=label, value=text))
            choice.radio.setChecked(side is chosen)
            choice.radio.setObjectName(f"{label} {side}")
            choice.radio.toggled.connect(lambda on, side=side: pick(side) if on else None)
            group.addButton(choice.radio)
            self._grid.addWidget(choice, row, place)
        self._groups.append(group)

    def _pick(self, found: Comparison, field: str, side: Side) -> None:
        self.values[field] = side
        self._results[field].setText(breakable(self._joined(found, field, side)))
        self.changed.emit()

    def _go_on(self, pair: Rivals, side: Side) -> None:
        self.going_on[pair.programme_id] = side
        self.changed.emit()

    def _joined(self, found: Comparison, name: str, side: Side) -> str:
        made = Official()
        made.__dict__[name] = joined_value(found.kept, found.gone, name, side)
        return self._read(made, name)

    def _read(self, record: Official, name: str) -> str:
        return as_read(self.ctx, record, name, reveal=self.eye.isChecked())


def breakable(text: str) -> str:
    """The text with places at which a long address may go on in the next line; a label breaks at blanks alone."""
    return _JOINT.sub("\\1\u200b", text)


def _value(text: str, *, dim: bool = False) -> QLabel:
    label = plain(breakable(text), wrap=True)
    label.setMinimumWidth(_NARROW)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    if dim:
        paint(label, "dim")
    return label


def _reason(icon: str, tone: str, text: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(symbol(icon, tone))
    row.addWidget(plain(text))
    return holder
