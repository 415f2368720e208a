"""`list`: any list on the screen or in a file."""

from pathlib import Path
from typing import Any

from exchange_desk.cli.grammar import Argument, Command, Session
from exchange_desk.support.language import Language, msg

LISTS = (
    *("officials", "institutions", "cities", "networks", "programmes"),
    *("offers", "nominations", "placements", "received"),
)


def show(session: Session) -> int:
    name, find, output = session.given["what"], session.given["find"] or "", session.given["output"]
    if output:
        changed = session.desk.exports.write(
            name, Path(output), session.lang, find=find, progress=session.terminal.progress
        )
        for problem in changed:
            session.terminal.tell(problem.say(session.lang))
        session.terminal.say(session.lang("The list is in “{file}”.", file=output))
        return 0
    lang = session.lang
    table = session.desk.exports.table(name, session.desk.lists.ids(name, find), lang, session.terminal.progress)
    rows = [[_shown(value, lang) for value in row] for row in table.rows]
    session.terminal.table([column.title for column in table.columns], rows)
    return 0


def _shown(value: Any, lang: Language) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return lang("Yes") if value else lang("No")
    return lang.show(value)


COMMANDS = (
    Command(
        "list",
        msg("Show a list, or write it to a file"),
        show,
        (
            Argument("what", msg("Which list: {known}"), shown=msg("LIST"), choices=LISTS),
            Argument("--find", msg("Only what holds these words"), shown=msg("TEXT")),
            Argument("--output", msg("Write to this file: .xlsx, .csv or .json"), shown=msg("FILE")),
        ),
        desk="reads",
    ),
)
