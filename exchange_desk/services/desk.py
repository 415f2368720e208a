"""The open desk: one database and everything that can be done with it."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from exchange_desk.services.lists import Lists
from exchange_desk.services.records import Records
from exchange_desk.store import Changes, Database, History
from exchange_desk.support.progress import SILENT, Progress

if TYPE_CHECKING:
    from exchange_desk.services.documents import Documents
    from exchange_desk.services.exports import Exports
    from exchange_desk.services.imports import Imports
    from exchange_desk.services.merging import Merging
    from exchange_desk.services.nominations import Nominations
    from exchange_desk.services.placements import Placements
    from exchange_desk.services.upkeep import Upkeep


class Desk:
    """Made by `Desk.open`; `close` when done. Topics that need heavy libraries load them on first use."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.records = Records(database)
        self.lists = Lists(database)

    @classmethod
    def open(cls, path: Path, *, progress: Progress = SILENT, read_only: bool = False) -> "Desk":
        """Open the desk at `path`, or begin a new one there. Raises DeskError with what to do."""
        return cls(Database.open(path, progress=progress, read_only=read_only))

    def close(self) -> None:
        self.database.close()

    def on_change(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Call `listener` after each step, on the thread that made it. Returns "stop listening"."""
        return self.database.on_change(listener)

    @property
    def history(self) -> History:
        return self.database.history

    @property
    def imports_pending(self) -> int:
        """How many reviews of lists were begun and go on; asked without loading what imports need."""
        return len(self.database.reviews.open())

    @cached_property
    def imports(self) -> "Imports":
        from exchange_desk.services.imports import Imports

        return Imports(self)

    @cached_property
    def merging(self) -> "Merging":
        from exchange_desk.services.merging import Merging

        return Merging(self)

    @cached_property
    def nominations(self) -> "Nominations":
        from exchange_desk.services.nominations import Nominations

        return Nominations(self)

    @cached_property
    def placements(self) -> "Placements":
        from exchange_desk.services.placements import Placements

        return Placements(self)

    @cached_property
    def documents(self) -> "Documents":
        from exchange_desk.services.documents import Documents

        return Documents(self)

    @cached_property
    def exports(self) -> "Exports":
        from exchange_desk.services.exports import Exports

        return Exports(self)

    @cached_property
    def upkeep(self) -> "Upkeep":
        from exchange_desk.services.upkeep import Upkeep

        return Upkeep(self)
