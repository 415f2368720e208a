"""From a request to an exit code: open the desk, run the command, turn every failure into one sentence."""

import os
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from exchange_desk.cli import demo, documents, history, imports, lists, merging, proposals, templates, upkeep
from exchange_desk.cli.grammar import Command, Misused, Request, Session
from exchange_desk.cli.lookup import database_file
from exchange_desk.cli.terminal import Terminal
from exchange_desk.services.desk import Desk
from exchange_desk.support import paths
from exchange_desk.support.language import LANGUAGES, Language, msg
from exchange_desk.support.logs import logger
from exchange_desk.support.problems import Cancelled, DeskError

COMMANDS: tuple[Command, ...] = (
    *imports.COMMANDS,
    *templates.COMMANDS,
    *proposals.COMMANDS,
    *lists.COMMANDS,
    *documents.COMMANDS,
    *history.COMMANDS,
    *merging.COMMANDS,
    *upkeep.COMMANDS,
    *demo.COMMANDS,
)

DONE, WAITING, MISUSED, FAILED = 0, 1, 2, 3


def run(request: Request, lang: Language, terminal: Terminal | None = None) -> int:
    """Carry out a request that has a command. Nothing is raised: failures are told in a sentence."""
    terminal = terminal or Terminal(lang)
    try:
        return _carry_out(request, lang, terminal)
    except DeskError as error:
        terminal.tell(error.say(lang))
    except Misused as misused:
        return tell_misuse(misused, lang, terminal)
    except (Cancelled, KeyboardInterrupt):
        terminal.tell(lang("Stopped. Nothing of what was under way has been saved."))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whoever read the output has seen enough
        return DONE
    except Exception as error:  # noqa: BLE001 - the last net: an officer never meets a traceback
        tell_fault(error, lang, terminal)
    return FAILED


def _carry_out(request: Request, lang: Language, terminal: Terminal) -> int:
    command = request.command
    assert command is not None
    database = request.database or os.environ.get("EXCHANGE_DESK_DATABASE", "")
    if not command.desk:
        return command.run(Session(lang, terminal, request.given, database))
    with _opened(database_file(database), command.desk) as desk:
        desk.lists.lang = lang
        return command.run(Session(lang, terminal, request.given, database, desk))


@contextmanager
def _opened(file: Path, how: str) -> Iterator[Desk]:
    desk = _open(file, how)
    try:
        yield desk
    finally:
        desk.close()


def _open(file: Path, how: str) -> Desk:
    """The desk, begun where there is none only by a command that begins one. A command that reads or looks works
    beside an open window."""
    if how not in ("begins", "looks") and not file.exists():
        return Desk.open(file, read_only=True)
    try:
        return Desk.open(file)
    except DeskError as error:
        if error.key != "store.held" or how not in ("reads", "looks"):
            raise
        return Desk.open(file, read_only=True)


def language_for(asked: str, preferred: str, environment: Mapping[str, str] = os.environ) -> Language:
    """The language asked for, else the environment's, else the preferred one of the settings."""
    wanted = [asked, environment.get("EXCHANGE_DESK_LANGUAGE", ""), preferred]
    return Language(next((code for code in wanted if code in LANGUAGES), "es"))


def tell_misuse(misused: Misused, lang: Language, terminal: Terminal) -> int:
    terminal.tell(lang(misused.text, **misused.params))
    if misused.usage:
        terminal.tell(misused.usage)
    return MISUSED


def tell_fault(error: BaseException, lang: Language, terminal: Terminal) -> None:
    """A fault of the program: where it happened goes to the log, never what was said; that may name a person."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename.rpartition('exchange_desk')[2]}:{frame.lineno}" for frame in frames]
    logger("cli").error("unexpected", kind=type(error).__name__, at=places)
    text = msg(
        "This could not be done because of a fault in the program. What was saved before is whole. See “{file}”."
    )
    terminal.tell(lang(text, file=str(paths.log_folder())))
