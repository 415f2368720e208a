"""What can be chosen about a document: which one, in which languages, on which paper."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QVBoxLayout, QWidget

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.labels import plain
from exchange_desk.support.ids import Id
from exchange_desk.support.language import LANGUAGES

_LETTER_COUNTRIES = frozenset(["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"])
"""Where offices print on Letter (Unicode CLDR, paper sizes by territory)."""


def paper_of_system() -> str:
    """The paper to begin with, as `desk.documents.papers` calls it."""
    code = QLocale.territoryToCode(QLocale.system().territory())
    return "us-letter" if code in _LETTER_COUNTRIES else "a4"


class OptionsPanel(QWidget):
    """`changed`: anything that makes another document. Remembers language and paper of each document."""

    changed = Signal()

    def __init__(self, ctx: Context, document_id: str, ids: Sequence[Id], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        lang = ctx.lang
        self._about = plain(wrap=True, tone="dim")
        self.document = self._combo(lang("&Document"), {d.id: lang(d.title) for d in ctx.desk.documents.catalogue()})
        self.first = self._combo(lang("&Language"), LANGUAGES)
        self.second = self._combo(lang("Second l&anguage"), {"": lang("None")} | LANGUAGES)
        papers = {key: lang(name) for key, name in ctx.desk.documents.papers().items()}
        self.paper = self._combo(lang("Pa&per"), papers)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for box in (self.document, self.first, self.second, self.paper):
            form.addRow(box.accessibleName(), box)
            box.setAccessibleName(box.accessibleName().replace("&", ""))
        column.addLayout(form)
        column.addWidget(self._about)
        column.addSpacing(8)
        column.addWidget(plain(lang.plural("{n} placement chosen", "{n} placements chosen", len(ids)), wrap=True))
        column.addStretch(1)
        self._restore(document_id)
        for box in (self.first, self.second, self.paper):
            box.currentIndexChanged.connect(self._changed)
        self.document.currentIndexChanged.connect(self._document_changed)

    @property
    def document_id(self) -> str:
        return str(self.document.currentData())

    @property
    def title(self) -> str:
        return self.document.currentText()

    @property
    def languages(self) -> tuple[str, ...]:
        """One or two codes, the leading one first."""
        return tuple(dict.fromkeys(code for code in (self.first.currentData(), self.second.currentData()) if code))

    def _combo(self, label: str, choices: dict[str, str]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(label)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(16)
        for value, text in choices.items():
            box.addItem(text, value)
        return box

    def _restore(self, document_id: str) -> None:
        """What was chosen for this document last time; at first the window's language and the region's paper."""
        known = self._ctx.kept(f"document.{document_id}", {})
        _choose(self.document, document_id)
        _choose(self.first, known.get("first") or self._ctx.lang.code)
        _choose(self.second, known.get("second") or "")
        _choose(self.paper, known.get("paper") or paper_of_system())
        self._tell()

    def _document_changed(self) -> None:
        boxes = (self.first, self.second, self.paper)
        blocked = [box.blockSignals(True) for box in boxes]
        self._restore(self.document_id)
        for box, before in zip(boxes, blocked, strict=True):
            box.blockSignals(before)
        self.changed.emit()

    def _changed(self) -> None:
        chosen = {"first": self.first.currentData(), "second": self.second.currentData()}
        self._ctx.keep(f"document.{self.document_id}", chosen | {"paper": self.paper.currentData()})
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        self._ctx.desk.documents.paper = str(self.paper.currentData())
        about = {d.id: d.about for d in self._ctx.desk.documents.catalogue()}
        self._about.setText(self._ctx.lang(about[self.document_id]))


def _choose(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(max(0, box.findData(value)))
