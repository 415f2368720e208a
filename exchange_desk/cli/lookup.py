"""What people call things on the command line, turned into records."""

from pathlib import Path

from exchange_desk.model import Placement
from exchange_desk.services.desk import Desk
from exchange_desk.support import paths
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError


def database_file(named: str) -> Path:
    """The desk's file: the one named, else this person's own."""
    return Path(named).expanduser() if named else paths.default_database()


def placement_called(desk: Desk, reference: str) -> Id:
    """The placement with this reference or id."""
    found = desk.records.find(Placement, reference=reference) or desk.records.find(Placement, id=reference)
    if not found:
        raise DeskError(
            "placement.unknown",
            msg("There is no placement “{reference}”. Look at the references with: list placements"),
            reference=reference,
        )
    return found[0].id
