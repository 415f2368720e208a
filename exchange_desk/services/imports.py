"""Lists received: from a file to a plan, and from a plan to records in one step."""

import hashlib
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from exchange_desk.intake import collector
from exchange_desk.intake.directory import Directory
from exchange_desk.intake.places import Gazetteer
from exchange_desk.intake.plan import ImportPlan, Origin, read_plan
from exchange_desk.model import Nomination, Programme
from exchange_desk.services.known import known_directory, nominated
from exchange_desk.services.reply import write_reply
from exchange_desk.services.taking import ApplyReport, Taking
from exchange_desk.store import Changes
from exchange_desk.store.backup import back_up
from exchange_desk.support import clock, paths
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.progress import SILENT, Progress
from exchange_desk.workbooks.reader import read

if TYPE_CHECKING:
    from exchange_desk.services.desk import Desk

__all__ = ["ApplyReport", "Imports"]


class Imports:
    """`plan` reads and understands, writes nothing; the plan is answered and corrected; `apply` writes it."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._known: Directory | None = None
        desk.on_change(self._forget)

    def plan(
        self,
        path: Path,
        *,
        programme: str | None = None,
        sender: str | None = None,
        password: str | None = None,
        progress: Progress = SILENT,
    ) -> ImportPlan:
        """Read a list and compare it with the desk.

        `programme`: code or id; each person will be nominated in it. `sender`: the sending city, id or any name.
        Raises DeskError for a file that cannot be read ("workbook.…"), a list without people ("intake.…"), an
        unknown programme or sender.
        """
        programme_id = self._programme(programme) if programme else None
        directory = self.directory()
        if programme_id:
            directory = nominated(directory, self._desk.database.find(Nomination, programme_id=programme_id))
        sender_id = _sender(sender, directory) if sender else None
        workbook = read(path, password=password, progress=progress)
        origin = Origin(path, programme_id, sender_id)
        return read_plan(workbook, directory, today=clock.today(), origin=origin, progress=progress)

    def directory(self) -> Directory:
        """What the desk knows today: officials, cities, institutions, what senders taught, files received."""
        if self._known is None:
            self._known = known_directory(self._desk.database)
        return self._known

    def _forget(self, changes: Changes) -> None:  # noqa: ARG002 - whatever changed, it is read again
        self._known = None

    def apply(self, plan: ImportPlan, progress: Progress = SILENT) -> ApplyReport:
        """Write everything of the plan that is not waiting, refused or skipped, as one step, after a backup.

        The file's bytes and every row as it came are kept. A field that somebody has changed in the desk since the
        plan was made is left alone. Raises DeskError("intake.file_changed") when the file is no longer the one that
        was read; `Cancelled` leaves nothing behind.
        """
        content = _bytes_of(plan)
        database = self._desk.database
        progress.step(0, None, msg("Saving a copy of the desk"))
        backup = back_up(database.path, paths.backup_folder(database.path), "import", progress=progress)
        with collector.paused(), database.step(msg("Import {file}"), file=plan.workbook.name) as step:
            taking = Taking(database, plan, progress)
            taking.write(step, content)
        return taking.report(database.last_changes.step, backup)

    def reply(self, plan: ImportPlan, folder: Path, lang: Language) -> Path | None:
        """Write what the sender has to put right into `folder`, in the sending city's language, else in `lang`.

        Returns the workbook, or None when there is nothing to tell. Writes nothing to the desk; the plan may have
        been applied or not. Raises DeskError when the file could not be saved.
        """
        return write_reply(self._desk.database, plan, folder, lang)

    def answers_from(self, file: Path) -> dict[str, str]:
        """Answers kept in a file (TOML): question id or key = option, at the top or under [answers]."""
        try:
            found = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise DeskError(
                "intake.answers_unreadable",
                msg('The answers in “{file}” could not be read. Write one line for each: "question" = "answer".'),
                technical=str(error),
                file=file.name,
            ) from error
        answers = found.get("answers", found)
        return {str(question): str(option) for question, option in answers.items() if isinstance(option, str)}

    def _programme(self, given: str) -> str:
        database = self._desk.database
        found = database.find(Programme, code=given) or database.find(Programme, id=given)
        if not found:
            raise DeskError(
                "programme.unknown",
                msg("There is no programme with the code “{code}”. Look it up in the list of programmes."),
                code=given,
            )
        return found[0].id


def _sender(given: str, directory: Directory) -> str:
    """The id of the sending city."""
    if any(city.id == given for city in directory.cities):
        return given
    known = [city for city in Gazetteer(directory.cities).find(given, None).cities if city.id]
    if len(known) != 1 or known[0].id is None:
        raise DeskError(
            "intake.unknown_sender",
            msg(
                "The city “{city}” is not in the desk, or several are called so. Add it first, or leave the sender out."
            ),
            city=given,
        )
    return known[0].id


def _bytes_of(plan: ImportPlan) -> bytes:
    """The file as it lies there, if it is still the one that was read."""
    path = plan.ground.origin.path
    try:
        content = path.read_bytes() if path else b""
    except OSError as error:
        raise _changed(plan, str(error)) from error
    if hashlib.sha256(content).hexdigest() != plan.workbook.sha256:
        raise _changed(plan, "another hash")
    return content


def _changed(plan: ImportPlan, technical: str) -> DeskError:
    return DeskError(
        "intake.file_changed",
        msg("“{file}” was moved or changed after it was read. Open it once more. Nothing was imported."),
        technical=technical,
        file=plan.workbook.name,
    )
