"""`backup`, `restore`, `check`: keeping the desk's file safe."""

from pathlib import Path

from exchange_desk.cli.grammar import Argument, Command, Session
from exchange_desk.support.language import msg


def backup(session: Session) -> int:
    folder = session.given["folder"]
    made = session.desk.upkeep.backup(Path(folder) if folder else None)
    session.terminal.say(session.lang("The backup is “{file}”.", file=str(made)))
    return 0


def restore(session: Session) -> int:
    kept = session.desk.upkeep.restore(Path(session.given["file"]))
    session.terminal.say(session.lang("The desk is as it was in “{file}”.", file=session.given["file"]))
    if kept:
        session.terminal.say(session.lang("As it was before the restoring, it is in “{file}”.", file=str(kept)))
    return 0


def check(session: Session) -> int:
    found = session.desk.upkeep.check()
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
    ),
    Command("check", msg("Look through the whole desk for damage"), check, desk="reads"),
)
