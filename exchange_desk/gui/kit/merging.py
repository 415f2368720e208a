"""Two people changed one record: what each changed alone is kept, what both changed is asked, field by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from exchange_desk.gui.kit.labels import plain
from exchange_desk.support.language import Language


@dataclass(frozen=True)
class Merged:
    """`values`: field → value where they agree or only one side changed it. `disputed`: fields both changed."""

    values: dict[str, Any]
    disputed: tuple[str, ...]


def merge(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    """What becomes of each field, from how it was, what stands in this form, and what the desk holds now."""
    values, disputed = {}, []
    for name, before in base.items():
        if mine[name] == before or mine[name] == theirs[name]:
            values[name] = theirs[name]
        elif theirs[name] == before:
            values[name] = mine[name]
        else:
            disputed.append(name)
    return Merged(values, tuple(disputed))


@dataclass(frozen=True)
class Dispute:
    """A field both sides changed, as texts."""

    name: str
    label: str
    mine: str
    theirs: str


class DisputeDialog(QDialog):
    """One choice for each disputed field; `taken` names the fields whose stored value is taken."""

    def __init__(self, parent: QWidget, lang: Language, disputes: Sequence[Dispute]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(lang("Changed in two places"))
        self.setMinimumWidth(520)
        self._theirs: dict[str, QRadioButton] = {}
        self._groups: list[QButtonGroup] = []
        column = QVBoxLayout(self)
        text = lang(
            "This record was changed after you opened it. Both sets of changes are kept, except where they differ. "
            "Choose what stays."
        )
        column.addWidget(plain(text, wrap=True))
        body = QWidget()
        grid = QGridLayout(body)
        for row, dispute in enumerate(disputes):
            self._add(grid, row, dispute, lang)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(body)
        scroll.setMaximumHeight(360)
        column.addWidget(scroll)
        buttons = QDialogButtonBox()
        buttons.addButton(lang("Save with these choices"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(lang("Keep editing"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    @property
    def taken(self) -> tuple[str, ...]:
        return tuple(name for name, button in self._theirs.items() if button.isChecked())

    def choose(self, name: str, *, theirs: bool) -> None:
        """Decide one field."""
        group = next(g for g in self._groups if self._theirs[name] in g.buttons())
        group.buttons()[1 if theirs else 0].setChecked(True)

    def _add(self, grid: QGridLayout, row: int, dispute: Dispute, lang: Language) -> None:
        nothing = lang("(empty)")
        mine = QRadioButton(lang("Yours: {value}", value=dispute.mine or nothing).replace("&", "&&"))
        theirs = QRadioButton(lang("In the desk: {value}", value=dispute.theirs or nothing).replace("&", "&&"))
        for button in (mine, theirs):
            button.setAccessibleDescription(dispute.label)
        mine.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(mine)
        group.addButton(theirs)
        self._groups.append(group)
        self._theirs[dispute.name] = theirs
        grid.addWidget(plain(dispute.label), 2 * row, 0, 1, 2)
        grid.addWidget(mine, 2 * row + 1, 0)
        grid.addWidget(theirs, 2 * row + 1, 1)
