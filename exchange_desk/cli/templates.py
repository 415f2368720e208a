"""`template`: an empty list for senders to fill in."""

from pathlib import Path

from exchange_desk.cli.grammar import Argument, Command, Session
from exchange_desk.support.language import LANGUAGES, Language, msg


def write(session: Session) -> int:
    given, lang = session.given, session.lang
    receiver = Language(given["language"]) if given["language"] else lang
    session.desk.imports.write_template(Path(given["output"]), given["programme"], receiver)
    session.terminal.say(lang("The template is in “{file}”.", file=given["output"]))
    return 0


COMMANDS = (
    Command(
        "template",
        msg("Write an empty list for senders to fill in"),
        write,
        (
            Argument("output", msg("Write to this file: .xlsx"), shown=msg("FILE")),
            Argument("--programme", msg("The programme they are nominated in"), shown=msg("CODE")),
            Argument(
                "--language",
                msg("The language of whoever fills it in"),
                shown=msg("LANGUAGE"),
                choices=tuple(LANGUAGES),
            ),
        ),
        desk="reads",
    ),
)
