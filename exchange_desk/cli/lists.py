"""`list`: any list on the screen or in a file."""

from datetime import date, datetime
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
        session.desk.exports.write(name, Path(output), session.lang, find=find)
        session.terminal.say(session.lang("The list is in “{file}”.", file=output))
        return 0
    lists, lang = session.desk.lists, session.lang
    columns = lists.listing(name).columns
    rows = lists.rows(name, lists.ids(name, find))
    cells = [[_cell(value, c.kind, c.choices, lang) for value, c in zip(row, columns, strict=True)] for row in rows]
    session.terminal.table([lang(column.label) for column in columns], cells)
    return 0


def _cell(value: Any, kind: str, choices: Any, lang: Language) -> str:
    if value in (None, "", ()):
        return ""
    match kind:
        case "choice" if choices:
            return lang(choices(value).label)
        case "country":
            return lang.country(value)
        case "language":
            return lang.language(value)
        case "languages":
            return ", ".join(lang.language(code) for code in value)
        case "boolean":
            return lang("Yes") if value else lang("No")
        case _:
            return lang.show(value) if isinstance(value, (date, datetime, int, float)) else str(value)


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
