"""What every screen, form and dialog is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from exchange_desk.gui.kit.changes import ChangeRelay
from exchange_desk.gui.kit.tasks import Tasks
from exchange_desk.model import Record
from exchange_desk.services.desk import Desk
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language
from exchange_desk.support.settings import Settings


def _nowhere(listing: str, where: Mapping[str, Any]) -> None:
    """A dialog on its own has no list to go to."""


def _nobody(kind: type[Record], record_id: Id, by: int) -> Id | None:  # noqa: ARG001 - no list, no neighbours
    return None


def _nothing() -> None:
    """A dialog on its own begins no import."""


@dataclass
class Context:
    """`open_record(kind, id)` opens a record's form (None: a new one); `announce(text)` says a result in the status
    bar and to a screen reader; `show_list(listing, where)` goes to a list with a filter (column → value or values);
    `start_import()` opens the import window; `neighbour(kind, id, by)` is the record before (-1) or after (1) one in
    the list that is shown, None at its ends."""

    desk: Desk
    lang: Language
    settings: Settings
    tasks: Tasks
    changes: ChangeRelay
    open_record: Callable[[type[Record], Id | None], None]
    announce: Callable[[str], None]
    show_list: Callable[[str, Mapping[str, Any]], None] = field(default=_nowhere)
    start_import: Callable[[], None] = field(default=_nothing)
    neighbour: Callable[[type[Record], Id, int], Id | None] = field(default=_nobody)

    @property
    def read_only(self) -> bool:
        return self.desk.database.read_only

    @property
    def programme(self) -> Id | None:
        """The programme that the window is narrowed to; None: all of them."""
        chosen: Id | None = self.kept("programme")
        return chosen

    def kept(self, key: str, default: Any = None) -> Any:
        """What a window remembered between two starts (JSON values): columns, sizes, the last view."""
        return (self.settings.window or {}).get(key, default)

    def keep(self, key: str, value: Any) -> None:
        """Remember it. Written to disk when the main window closes."""
        self.settings = replace(self.settings, window={**(self.settings.window or {}), key: value})

    def remember_folder(self, purpose: str, folder: Path) -> None:
        """Where the next file of this purpose ("export", "import", "backup") is looked for."""
        self.settings = replace(self.settings, folders={**(self.settings.folders or {}), purpose: str(folder)})

    def folder(self, purpose: str) -> Path:
        """The folder last used for a purpose; the person's own folder at first."""
        return Path((self.settings.folders or {}).get(purpose, Path.home()))
