"""What people call things on the command line, turned into records."""

from pathlib import Path

from exchange_desk.model import Placement, Programme
from exchange_desk.services.desk import Desk
from exchange_desk.support import paths
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.text import fold


def database_file(named: str) -> Path:
    """The desk's file: the one named, else this person's own."""
    return Path(named).expanduser() if named else paths.default_database()


def programme_called(desk: Desk, code: str) -> Programme:
    """The programme with this code; capitals and marks do not matter."""
    known = desk.records.find(Programme)
    found = next((programme for programme in known if fold(programme.code) == fold(code)), None)
    if found:
        return found
    if not known:
        raise DeskError("programme.none", msg("This desk has no programme yet. Begin one in the window first."))
    raise DeskError(
        "programme.unknown",
        msg("There is no programme with the code “{code}”. The programmes are: {known}."),
        code=code,
        known=sorted(programme.code for programme in known),
    )


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
