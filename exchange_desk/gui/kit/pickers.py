"""Editors of a value chosen from many by typing: a country, a language, another record."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QModelIndex, QStringListModel, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QToolButton, QWidget

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.fields import Editor, LineEdit
from exchange_desk.gui.kit.kinds import LISTING_OF, told_apart
from exchange_desk.gui.kit.shapes import Changes
from exchange_desk.model import Record, record_kind
from exchange_desk.support.ids import Id
from exchange_desk.support.language import LANGUAGES, Language, msg
from exchange_desk.support.problems import Problem, Severity
from exchange_desk.support.text import fold

_OFFERED = 40

Offer = tuple[Any, str]
"""A value and its text."""


class _Line(LineEdit):
    """Down opens the list, as in a combination box; Enter takes what is chosen in it, or the first."""

    def __init__(self, offer: Callable[[], None], popup: QListView) -> None:
        super().__init__()
        self._offer = offer
        self._popup = popup

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._popup.isVisible() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self._popup.currentIndex().isValid():
                self._popup.setCurrentIndex(self._popup.model().index(0, 0))
            event.ignore()
        elif event.key() == Qt.Key.Key_Down and not self.isReadOnly():
            self._offer()
        else:
            super().keyPressEvent(event)


class Picker(Editor):
    """`source(typed)` gives what fits, best first; `name(value)` the text of a value; `nothing` the empty value."""

    def __init__(
        self,
        lang: Language,
        source: Callable[[str], Sequence[Offer]],
        name: Callable[[Any], str],
        nothing: Any = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._name = name
        self._nothing = nothing
        self._value: Any = nothing
        self._offers: list[Offer] = []
        self._view = QListView()
        self.line = _Line(self.offer_all, self._view)
        self._hold(self.line)
        self.arrow = QAction(theme.icon("chevron-down", "dim"), lang("Show the list"), self.line)
        self.arrow.setMenuRole(QAction.MenuRole.NoRole)
        self.arrow.triggered.connect(self.offer_all)
        self.line.addAction(self.arrow, QLineEdit.ActionPosition.TrailingPosition)
        self._texts = QStringListModel(self)
        self._popup = QCompleter(self._texts, self)
        self._popup.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup.setMaxVisibleItems(12)
        self._popup.setPopup(self._view)
        self._popup.setWidget(self.line)
        chosen = self._popup.activated[QModelIndex]  # type: ignore[index]  # overloaded: by index, not by text
        chosen.connect(lambda index: self._choose(index.row()))
        self.line.textEdited.connect(self._typed)
        self.line.left.connect(self._leave)

    def value(self) -> Any:
        return self._value

    def set_value(self, value: Any) -> None:
        self._value = self._nothing if value in (None, "") else value
        self.line.setText(self._name(self._value) if self._value else "")
        self.line.setCursorPosition(0)
        self.line.setToolTip(self.line.text() if "<" not in self.line.text() else "")

    def problem(self) -> Problem | None:
        text = self.line.text().strip()
        if not text or (self._value and text == self._name(self._value)):
            return None
        said = msg("“{value}” is not in the list. Choose one of those offered while you type.")
        return Problem("choice.not_found", Severity.ERROR, said, params={"value": text})

    def set_read_only(self) -> None:
        self.line.setReadOnly(True)
        self.arrow.setVisible(False)

    def offer_all(self) -> None:
        """Open the list: everything when nothing new was typed, else what fits."""
        text = self.line.text().strip()
        self._offer("" if self._value and text == self._name(self._value) else text)

    def _typed(self, text: str) -> None:
        if text.strip():
            self._offer(text)
        else:
            self._view.hide()
            self._value = self._nothing
        self.changed.emit()

    def _offer(self, text: str) -> None:
        self._offers = list(self._source(text))
        self._texts.setStringList([offer[1] for offer in self._offers])
        if self._offers:
            self._popup.complete()
        else:
            self._view.hide()

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._offers):
            self.set_value(self._offers[row][0])
            self.changed.emit()

    def _leave(self) -> None:
        """What was typed in full, or fits one thing alone, counts as chosen."""
        if self._view.isVisible():
            chosen_row = self._view.currentIndex().row()
            self._view.hide()
            self._choose(chosen_row)
        if self.problem() is not None:
            typed = fold(self.line.text())
            found = list(self._source(self.line.text()))
            exact = [offer for offer in found if fold(offer[1]) == typed]
            chosen = exact or found
            if len(chosen) == 1:
                self.set_value(chosen[0][0])
                self.changed.emit()
        self.left.emit()


def country_picker(lang: Language) -> Picker:
    """Countries by any of their names in the four languages, or by their two letters."""
    return Picker(lang, lambda typed: _fitting(lang, "countries", typed), lang.country)


def language_picker(lang: Language) -> Picker:
    """Languages by any of their names in the four languages, or by their two letters."""
    return Picker(lang, lambda typed: _fitting(lang, "languages", typed), lang.language)


_FREQUENT = {"languages": ("es", "pt", "en", "fr", "it", "de", "ca", "gl", "eu", "qu", "gn")}


def _fitting(lang: Language, what: str, typed: str) -> list[Offer]:
    names: dict[str, str] = getattr(lang, what)()
    wanted = fold(typed)
    if not wanted:
        first = [code for code in _FREQUENT.get(what, ()) if code in names]
        return [(code, names[code]) for code in dict.fromkeys([*first, *names])]
    keys = _keys(what)
    begins = [code for code in names if any(key.startswith(wanted) for key in keys.get(code, ()))]
    within = [code for code in names if any(f" {wanted}" in key for key in keys.get(code, ()))]
    return [(code, names[code]) for code in dict.fromkeys([*begins, *within])][:_OFFERED]


@lru_cache
def _keys(what: str) -> dict[str, tuple[str, ...]]:
    """Code → its folded names in the four languages, and the code itself."""
    keys: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for code, name in getattr(Language(language), what)().items():
            keys.setdefault(code, [code.casefold()]).append(fold(name))
    return {code: tuple(names) for code, names in keys.items()}


class RecordPicker(Picker):
    """Another record by typing, with buttons to open it and to make a new one (not when it stands in a line of
    parts, which has no room for them)."""

    def __init__(
        self, ctx: Context, kind: type[Record], *, buttons: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(ctx.lang, self._search, self._told, None, parent)
        self._ctx = ctx
        self._kind = kind
        self._names: dict[Id, str] = {}
        self._waiting = False
        self._open = self._button("external-link", ctx.lang("Open the chosen record"), self._open_chosen)
        self._new = self._button("plus", ctx.lang("Create a new one…"), self._create)
        self._open.setVisible(buttons)
        self._new.setVisible(buttons and not ctx.read_only)
        ctx.changes.changed.connect(self._on_change)
        self.set_value(None)

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self._open.setEnabled(bool(value))

    def set_read_only(self) -> None:
        super().set_read_only()
        self._new.hide()

    def _search(self, typed: str) -> list[Offer]:
        lists, records = self._ctx.desk.lists, self._ctx.desk.records
        ids = lists.ids(LISTING_OF[self._kind], typed)[:_OFFERED]
        found = [(record.id, told_apart(record, self._ctx.lang)) for record in records.load(self._kind, ids)]
        self._names.update(found)
        return found

    def _told(self, value: Id) -> str:
        if value not in self._names:
            found = self._ctx.desk.records.load(self._kind, [value])
            self._names[value] = told_apart(found[0], self._ctx.lang) if found else ""
        return self._names[value]

    def _button(self, icon: str, text: str, run: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setIcon(theme.icon(icon))
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(run)
        self.row.addWidget(button)
        return button

    def _open_chosen(self) -> None:
        if self._value:
            self._ctx.open_record(self._kind, self._value)

    def _create(self) -> None:
        self._waiting = True
        self._ctx.open_record(self._kind, None)

    def _on_change(self, changes: Changes) -> None:
        """A record just made from here is the one that was wanted."""
        touched = changes.touched.get(record_kind(self._kind), frozenset())
        for record_id in touched:
            self._names.pop(record_id, None)
        if self._waiting and len(touched) == 1:
            self._waiting = False
            self.set_value(next(iter(touched)))
            self.changed.emit()
