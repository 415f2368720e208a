"""The name of a city, completed from the world's cities; what is chosen fills in where the city lies."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from exchange_desk.gui.kit.fields import TextEditor
from exchange_desk.gui.kit.form import Form
from exchange_desk.support.language import Language
from exchange_desk.support.world import Place, world

_FILLED = ("country", "region", "latitude", "longitude", "time_zone")


class Places(QStringListModel):
    """The places offered: each shows its name, region and country; its text is the name alone."""

    def __init__(self, lang: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._lang = lang
        self._places: tuple[Place, ...] = ()

    def offer(self, places: tuple[Place, ...]) -> None:
        self._places = places
        self.setStringList([place.name for place in places])

    def place(self, row: int) -> Place:
        return self._places[row]

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and index.isValid():
            place = self._places[index.row()]
            where = ", ".join(part for part in (place.region, self._lang.country(place.country)) if part)
            return self._lang("{city} — {place}", city=place.name, place=where)
        return super().data(index, role)


class CityNameEditor(TextEditor):
    """One line that offers cities while one types; arrow keys and Enter choose. `chosen` carries a `Place`."""

    chosen = Signal(object)

    def __init__(self, lang: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.places = Places(lang, self)
        self.completer = QCompleter(self.places, self)
        self.completer.setCompletionRole(Qt.ItemDataRole.EditRole)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.line.setCompleter(self.completer)
        self.line.textEdited.connect(lambda text: self.places.offer(world().beginning(text)))
        self.completer.activated[QModelIndex].connect(self._choose)  # type: ignore[index]  # the stubs know one signature only

    def _choose(self, index: QModelIndex) -> None:
        place = self.places.place(index.row())
        self.set_value(place.name)
        self.changed.emit()
        self.chosen.emit(place)


def fill_from(form: Form, place: Place) -> None:
    """Put where a place lies into the fields of a form that are still empty; nothing typed is replaced.

    A country that says otherwise keeps the whole rest as it is.
    """
    country = form.blocks["country"].editor.value()
    if country and country != place.country:
        return
    for name in _FILLED:
        editor = form.blocks[name].editor
        if editor.value() in ("", None):
            editor.set_value(getattr(place, name))
            editor.changed.emit()
