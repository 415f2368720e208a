"""`document`: a document of one placement, or of all of a programme, as a PDF."""

from pathlib import Path

from exchange_desk.cli.grammar import Argument, Command, Misused, Session
from exchange_desk.cli.lookup import placement_called
from exchange_desk.model import LIVE_PLACEMENTS
from exchange_desk.support.ids import Id
from exchange_desk.support.language import LANGUAGES, msg


def write(session: Session) -> int:
    given, lang = session.given, session.lang
    chosen = _placements(session)
    languages = [code.strip() for code in (given["language"] or lang.code).split(",")]
    unknown = [code for code in languages if code not in LANGUAGES]
    if unknown or len(languages) > 2:
        text = msg("“{what}” is not one or two of the languages: {known}.")
        raise Misused(text, "", what=given["language"], known=", ".join(LANGUAGES))
    output = Path(given["output"])
    session.desk.documents.write(given["name"], chosen, output, languages, session.terminal.progress)
    session.terminal.say(
        lang.plural("One placement is in “{file}”.", "{n} placements are in “{file}”.", len(chosen), file=str(output))
    )
    return 0


def _placements(session: Session) -> list[Id]:
    reference, code = session.given["placement"], session.given["programme"]
    if not session.given["output"]:
        raise Misused(msg("A value is missing after {option}."), "", option="--output")
    if bool(reference) == bool(code):
        raise Misused(msg("Name either one placement with --placement or a whole programme with --programme."), "")
    if reference:
        return [placement_called(session.desk, reference)]
    where = {"programme_id": session.desk.placements.programme_named(code).id, "status": sorted(LIVE_PLACEMENTS)}
    return session.desk.lists.ids("placements", where=where)


COMMANDS = (
    Command(
        "document",
        msg("Write a document of placements as a PDF"),
        write,
        (
            Argument("name", msg("Which document, for example placement-summary"), shown=msg("DOCUMENT")),
            Argument("--programme", msg("Of all placements of the programme with this code"), shown=msg("CODE")),
            Argument("--placement", msg("Of the placement with this reference"), shown=msg("REFERENCE")),
            Argument("--language", msg("Its language, or two: es,pt"), shown=msg("LANGUAGES")),
            Argument("--output", msg("Write to this file"), shown=msg("FILE")),
        ),
        desk="reads",
    ),
)
