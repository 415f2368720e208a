"""`backup`, `restore`, `check`: keeping the desk's file safe."""

from pathlib import Path

from exchange_desk.cli.grammar import Argument, Command, Session
from exchange_desk.cli.lookup import database_file
from exchange_desk.services.desk import Desk
from exchange_desk.services.upkeep import restore_closed
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError

_CANNOT_BE_OPENED = ("store.damaged", "store.empty_file", "store.not_a_desk", "store.lost")


def backup(session: Session) -> int:
    folder = session.given["folder"]
    made = session.desk.upkeep.backup(Path(folder) if folder else None, progress=session.terminal.progress)
    session.terminal.say(session.lang("The backup is “{file}”.", file=str(made)))
    return 0


def restore(session: Session) -> int:
    """Also for a desk that cannot be opened any more: that is when a backup is wanted most."""
    file, desk_file = Path(session.given["file"]), database_file(session.database)
    progress = session.terminal.progress
    try:
        desk = Desk.open(desk_file, progress=progress)
    except DeskError as error:
        if error.key not in _CANNOT_BE_OPENED:
            raise
        kept = restore_closed(desk_file, file, progress=progress)
    else:
        try:
            kept = desk.upkeep.restore(file, progress=progress)
        finally:
            desk.close()
    session.terminal.say(session.lang("The desk is as it was in “{file}”.", file=session.given["file"]))
    if kept:
        session.terminal.say(session.lang("As it was before the restoring, it is in “{file}”.", file=str(kept)))
    return 0


def check(session: Session) -> int:
    found = session.desk.upkeep.check(progress=session.terminal.progress)
    for problem in found:
        session.terminal.say(problem.say(session.lang))
    if not found:
        session.terminal.say(session.lang("The desk is in order."))
    return 1 if found else 0


COMMANDS = (
    Command(
        "backup",
        msg("Write a checked copy of the desk"),
        backup,
        (Argument("folder", msg("The folder for it (none: the desk's own)"), shown=msg("DIR"), optional=True),),
        desk="reads",
    ),
    Command(
        "restore",
        msg("Bring the desk back to a backup"),
        restore,
        (Argument("file", msg("The backup"), shown=msg("FILE")),),
        desk="",
    ),
    Command("check", msg("Look through the whole desk for damage"), check, desk="reads"),
)
