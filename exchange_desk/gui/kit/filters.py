"""Conditions on a list, as chips that say what they are and go away at a click."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from exchange_desk.gui.kit import theme
from exchange_desk.gui.kit.commands import make_action
from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.pickers import Picker, RecordPicker, country_picker, language_picker
from exchange_desk.gui.kit.picking import PickDialog
from exchange_desk.gui.kit.shapes import Column
from exchange_desk.model import Record
from exchange_desk.support.language import Language


@dataclass(frozen=True)
class Filter:
    """One condition a list offers. `label`: text source.

    Few values: `values()` gives value → text, translated already, for a menu. Many values: `pick()` makes the picker
    in which one is chosen by typing, and `name(value)` tells a value.
    """

    column: str
    label: str
    values: Callable[[], Mapping[Any, str]] | None = None
    pick: Callable[[], Picker] | None = None
    name: Callable[[Any], str] = str

    def text_of(self, value: Any) -> str:
        return self.values().get(value, str(value)) if self.values else self.name(value)


def record_filter(ctx: Context, column: str, label: str, kind: type[Record]) -> Filter:
    """A condition on the record behind a reference, chosen by typing its name."""

    def name(value: Any) -> str:
        return ctx.desk.records.names(kind, [value], ctx.lang).get(value, "")

    return Filter(column, label, pick=lambda: RecordPicker(ctx, kind, buttons=False), name=name)


def column_filters(lang: Language, columns: Sequence[Column]) -> list[Filter]:
    """The conditions that follow from a list's columns: choices, countries, languages."""
    return [made for column in columns if (made := _from_column(lang, column)) is not None]


def _from_column(lang: Language, column: Column) -> Filter | None:
    if column.kind == "choice" and column.choices:
        choices: Any = column.choices
        return Filter(column.name, column.label, lambda: {each.value: lang(each.label) for each in choices})
    if column.kind == "country":
        return Filter(column.name, column.label, pick=lambda: country_picker(lang), name=lang.country)
    if column.kind in ("language", "languages"):
        return Filter(column.name, column.label, pick=lambda: language_picker(lang), name=lang.language)
    return None


class FilterBar(QWidget):
    """The chips of the conditions in force, and a button to add one. `where` is what `Lists.ids` takes."""

    changed = Signal()

    def __init__(self, lang: Language, filters: Sequence[Filter], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lang = lang
        self._filters = {each.column: each for each in filters}
        self.where: dict[str, tuple[Any, ...]] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._chips: list[QToolButton] = []
        self._add = QToolButton()
        self._add.setText(lang("Filter"))
        self._add.setIcon(theme.icon("filter"))
        self._add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._add.setMenu(self._make_menu())
        self._add.setVisible(bool(filters))
        self._row.addWidget(self._add)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def put(self, where: Mapping[str, Any]) -> None:
        """Replace the conditions (column → value or values) and tell."""
        found = {column: _several(value) for column, value in where.items()}
        if found != self.where:
            self.where = found
            self._show_chips()
            self.changed.emit()

    def chips(self) -> list[str]:
        """The texts of the chips, for the sentence of an empty list."""
        return [self._text(column) for column in self.where]

    def toggle(self, column: str, value: Any) -> None:
        """Add a value to a condition, or take it away."""
        now = self.where.get(column, ())
        then = tuple(v for v in now if v != value) if value in now else (*now, value)
        rest = {name: values for name, values in self.where.items() if name != column}
        self.put({**rest, column: then} if then else rest)

    def remove(self, column: str) -> None:
        self.put({name: values for name, values in self.where.items() if name != column})

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        for each in self._filters.values():
            if each.values is None:
                action = make_action(self._lang("{field}…", field=self._lang(each.label)).replace("&", "&&"), menu)
                action.triggered.connect(partial(self._ask, each))
                menu.addAction(action)
                continue
            sub = menu.addMenu(self._lang(each.label))
            sub.menuAction().setMenuRole(QAction.MenuRole.NoRole)
            sub.aboutToShow.connect(partial(self._fill, sub, each))
        return menu

    def _ask(self, each: Filter, checked: bool = False) -> None:  # noqa: ARG002
        assert each.pick is not None
        lang = self._lang
        dialog = PickDialog(lang, lang(each.label), each.pick(), lang("Show"), self)
        dialog.chosen.connect(lambda value: self._add_value(each.column, value))
        dialog.open()

    def _add_value(self, column: str, value: Any) -> None:
        if value not in self.where.get(column, ()):
            self.toggle(column, value)

    def _fill(self, menu: QMenu, each: Filter) -> None:
        menu.clear()
        assert each.values is not None
        for value, text in each.values().items():
            action = make_action(text.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(value in self.where.get(each.column, ()))
            action.triggered.connect(partial(self._toggle_from_menu, each.column, value))
            menu.addAction(action)

    def _toggle_from_menu(self, column: str, value: Any, checked: bool = False) -> None:  # noqa: ARG002
        self.toggle(column, value)

    def _show_chips(self) -> None:
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [self._make_chip(column) for column in self.where]
        for place, chip in enumerate(self._chips):
            self._row.insertWidget(place, chip)

    def _make_chip(self, column: str) -> QToolButton:
        text = self._text(column)
        chip = QToolButton(self)
        chip.setText(chip.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, 260).replace("&", "&&"))
        chip.setIcon(theme.icon("x"))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setAutoRaise(False)
        chip.setToolTip(self._lang("Remove this filter"))
        chip.setAccessibleName(self._lang("Remove the filter “{filter}”", filter=text))
        chip.clicked.connect(lambda: self.remove(column))
        return chip

    def _text(self, column: str) -> str:
        known = self._filters.get(column)
        if known is None:
            count = len(self.where[column])
            return self._lang.plural("Chosen: {n} record", "Chosen: {n} records", count)
        values = [known.text_of(value) for value in self.where[column]]
        return self._lang("{field}: {values}", field=self._lang(known.label), values=", ".join(values))


def _several(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, (list, tuple, set, frozenset)) else (value,)
