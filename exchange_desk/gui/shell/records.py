"""The forms that are open: one for each record, closed together with the window."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.errors import show_error
from exchange_desk.gui.kit.kinds import LISTING_OF
from exchange_desk.gui.shell.sections import FORMS, make_form
from exchange_desk.model import Record, record_kind
from exchange_desk.support.ids import Id
from exchange_desk.support.problems import DeskError

_RECENT = 12


class Opener:
    """`show_in_list(listing, ids)` is where records without a form are shown."""

    def __init__(self, parent: QWidget, show_in_list: Callable[[str, list[Id]], None]) -> None:
        self._parent = parent
        self._show_in_list = show_in_list
        self._open: dict[tuple[type[Record], Id], QWidget] = {}
        self.ctx: Context

    def open_record(self, kind: type[Record], record_id: Id | None) -> None:
        """Open a record's form, or bring it forward when it is open already; None: a new record."""
        self.form_of(kind, record_id)

    def form_of(self, kind: type[Record], record_id: Id | None) -> QWidget | None:
        """The same, giving the form; None when there is none to open."""
        if record_id is not None:
            self._note(kind, record_id)
        if kind not in FORMS:
            self._show_in_list(LISTING_OF[kind], [record_id] if record_id else [])
            return None
        known = self._open.get((kind, record_id or ""))
        if known is not None and isValid(known) and record_id is not None:
            known.raise_()
            known.activateWindow()
            return known
        try:
            form: QWidget = make_form(self.ctx, kind, record_id, self._parent)
        except DeskError as error:
            show_error(self._parent, error, self.ctx.lang)
            return None
        self._open[kind, record_id or f"new {id(form)}"] = form
        form.show()
        return form

    def forms(self) -> list[QWidget]:
        """The forms that are open now."""
        self._open = {key: form for key, form in self._open.items() if isValid(form) and form.isVisible()}
        return list(self._open.values())

    def close_all(self) -> bool:
        """Close every form; False when one of them asks about its changes first."""
        return all([form.close() for form in self.forms()])

    def recent(self) -> list[tuple[str, Id]]:
        """(record kind, id) of what was opened last, the latest first."""
        return [(kind, record_id) for kind, record_id in self.ctx.kept("recent", [])]

    def _note(self, kind: type[Record], record_id: Id) -> None:
        entry = (record_kind(kind), record_id)
        rest = [each for each in self.recent() if each != entry]
        self.ctx.keep("recent", [list(each) for each in [entry, *rest][:_RECENT]])
