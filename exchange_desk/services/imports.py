"""Lists received: from a file to a plan, and from a plan to records in one step."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from exchange_desk.intake import collector
from exchange_desk.intake.decisions import Decisions
from exchange_desk.intake.directory import Directory, KnownPerson
from exchange_desk.intake.judging import Outcome
from exchange_desk.intake.places import Gazetteer
from exchange_desk.intake.plan import ImportPlan, Origin, read_plan
from exchange_desk.model import Nomination, Programme
from exchange_desk.services.known import known_directory, nominated
from exchange_desk.services.lineage import earlier_lists
from exchange_desk.services.repeated import SameFile, same_file
from exchange_desk.services.reply import Reply, reply_message, write_reply
from exchange_desk.services.reviewing import (
    DraftInfo,
    answered_before,
    content_of,
    drafts,
    newcomers,
    resumed,
    review_of,
)
from exchange_desk.services.taking import ApplyReport, Taking
from exchange_desk.services.template import write_template
from exchange_desk.store import Changes
from exchange_desk.store.backup import back_up
from exchange_desk.store.reviews import finish
from exchange_desk.support import clock, paths
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language, language_of_system, msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.progress import SILENT, Progress
from exchange_desk.workbooks.grid import Workbook
from exchange_desk.workbooks.pasted import read_pasted
from exchange_desk.workbooks.reader import read

if TYPE_CHECKING:
    from exchange_desk.services.desk import Desk

__all__ = ["ApplyReport", "DraftInfo", "Imports", "Reply", "SameFile", "Workbook"]

_PASTED = msg("Pasted list")


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
        decisions: Decisions | None = None,
        progress: Progress = SILENT,
    ) -> ImportPlan:
        """Read a list and compare it with the desk.

        `programme`: code or id; each person will be nominated in it. `sender`: the sending city, id or any name.
        `decisions`: what was decided about the list before; what no longer fits is passed over.
        Raises DeskError for a file that cannot be read ("workbook.…"), a list without people ("intake.…"), an
        unknown programme or sender.
        """
        programme_id = self._programme(programme) if programme else None
        sender_id = _sender(sender, self.directory()) if sender else None
        workbook = read(path, password=password, progress=progress)
        return self._planned(workbook, Origin(path, programme_id, sender_id), decisions, progress)

    def plan_many(
        self,
        paths: Sequence[Path],
        *,
        programme: str | None = None,
        sender: str | None = None,
        password: str | None = None,
        progress: Progress = SILENT,
    ) -> list[ImportPlan | DeskError]:
        """One plan for each file, in their order; for a file that cannot be read or holds no list, the error.

        Whom an earlier file brings is known to the later ones, and met again when they are applied in this order.
        Raises DeskError for an unknown programme or sender.
        """
        programme_id = self._programme(programme) if programme else None
        sender_id = _sender(sender, self.directory()) if sender else None
        found: list[ImportPlan | DeskError] = []
        also: list[KnownPerson] = []
        for path in paths:
            try:
                workbook = read(path, password=password, progress=progress)
                plan = self._planned(workbook, Origin(path, programme_id, sender_id), None, progress, also)
            except DeskError as error:
                found.append(error)
                continue
            found.append(plan)
            also = [*also, *newcomers(plan)]
        return found

    def plan_pasted(
        self,
        text: str,
        html: str = "",
        *,
        name: str = "",
        programme: str | None = None,
        sender: str | None = None,
        progress: Progress = SILENT,
    ) -> ImportPlan:
        """Like `plan`, for cells copied in a spreadsheet program: the clipboard's text and, if there is one, its page.

        `name`: what the list is called from now on. What was pasted is kept as its original.
        """
        programme_id = self._programme(programme) if programme else None
        sender_id = _sender(sender, self.directory()) if sender else None
        workbook, content = read_pasted(text, html, name or self._lang()(_PASTED), progress)
        return self._planned(workbook, Origin(None, programme_id, sender_id, content), None, progress)

    def look(self, path: Path, password: str | None = None, progress: Progress = SILENT) -> Workbook:
        """The cells of a file in which no list was found, for somebody to point at it (`plan` with `decisions`)."""
        return read(path, password=password, progress=progress)

    def plan_again(
        self, plan: ImportPlan, programme: Id | None, sender: Id | None, progress: Progress = SILENT
    ) -> ImportPlan:
        """The same list, without reading its file once more, compared with the desk of today: for another programme
        (id) or sending city (id), with everything that was decided."""
        origin = replace(plan.ground.origin, programme=programme, sender=sender)
        return self._planned(plan.workbook, origin, plan.decisions, progress)

    def keep_draft(self, plan: ImportPlan) -> Id:
        """Keep a review with all that was decided, so that it can be gone on with. Returns its id.

        There is one review for each file; keeping it again costs next to nothing when nothing is new. The file's bytes
        are kept with it, passwords never. Raises DeskError("store.read_only"), ("intake.file_changed").
        """
        return self._desk.database.reviews.keep(review_of(plan), lambda: content_of(self._desk.database, plan))

    def drafts(self) -> list[DraftInfo]:
        """The reviews that go on, the latest kept first."""
        return drafts(self._desk.database)

    def resume(self, draft_id: Id, password: str | None = None, progress: Progress = SILENT) -> ImportPlan:
        """A review taken up where it was left, compared with the desk of today; or, by the id of a received list, that
        list looked at once more with what was decided then.

        Raises DeskError("draft.gone") when it was imported or discarded meanwhile, and ("workbook.password") for a
        protected list: passwords are asked for again.
        """
        found = resumed(self._desk.database, draft_id, password, progress)
        return self._planned(found.workbook, found.origin, found.decisions, progress)

    def discard_draft(self, draft_id: Id) -> None:
        """Forget a review and its file; nothing happens when it is gone already."""
        self._desk.database.reviews.discard(draft_id)

    def _planned(
        self,
        workbook: Workbook,
        origin: Origin,
        decisions: Decisions | None,
        progress: Progress,
        also: Sequence[KnownPerson] = (),
    ) -> ImportPlan:
        """`also`: people who are to come into the desk before."""
        database = self._desk.database
        directory = self.directory()
        if origin.programme:
            directory = nominated(directory, database.find(Nomination, programme_id=origin.programme))
        earlier = earlier_lists(database, workbook, origin.programme, origin.sender)
        people = [*directory.people, *also]
        directory = replace(directory, people=people, earlier=earlier, as_of=_newest_step(self._desk))

        def planned(with_these: Decisions | None) -> ImportPlan:
            return read_plan(
                workbook, directory, today=clock.today(), origin=origin, decisions=with_these, progress=progress
            )

        plan = _as_far_as_it_fits(planned, decisions)
        return plan if decisions else answered_before(database, plan)

    def _as_of_today(self, plan: ImportPlan, progress: Progress) -> ImportPlan:
        """The plan, or the same compared once more with the desk when people of it have come in meanwhile.

        Nobody is added twice because two lists with the same people were looked at before one was imported.
        """
        expected = any(person.file for person in plan.ground.directory.people)
        if plan.ground.directory.as_of == _newest_step(self._desk) and not expected:
            return plan
        renewed = self._planned(plan.workbook, plan.ground.origin, plan.decisions, progress)
        new = {(row.sheet, row.row) for row in renewed.rows if row.outcome is Outcome.NEW}
        known_now = any(row.outcome is Outcome.NEW and (row.sheet, row.row) not in new for row in plan.rows)
        return renewed if known_now or expected else plan

    def directory(self) -> Directory:
        """What the desk knows today: officials, cities, institutions, what senders taught, files received."""
        if self._known is None:
            self._known = known_directory(self._desk.database)
        return self._known

    def _forget(self, changes: Changes) -> None:  # noqa: ARG002 - whatever changed, it is read again
        self._known = None

    def apply(self, plan: ImportPlan, progress: Progress = SILENT) -> ApplyReport:
        """Write everything of the plan that is not waiting, refused or skipped, as one step, after a backup.

        The file's bytes, every row as it came and what was decided are kept; the list's review is done. A field that
        somebody has changed in the desk since the plan was made is left alone, and people who have come in since are
        met as known ones (rows that are to be asked about then wait, and the report counts them). The very file once
        more, when it would change nothing, is not imported again: the report says so (`unchanged`).
        Raises DeskError("intake.file_changed") when the file is no longer the one that was read; `Cancelled` leaves
        nothing behind.
        """
        database = self._desk.database
        content = content_of(database, plan)
        plan = self._as_of_today(plan, progress)
        same = self.received_before(plan)
        if same and same.changes_nothing:
            return self._unchanged(plan, same)
        progress.step(0, None, msg("Saving a copy of the desk"))
        backup = back_up(database.path, paths.backup_folder(database.path), "import", progress=progress)
        with collector.paused(), database.step(msg("Import {file}"), file=plan.workbook.name) as step:
            taking = Taking(database, plan, self._lang(), progress)
            taking.gather()
            taking.write(step, content)
            finish(step.connection, review_of(plan), taking.file_id)
        return taking.report(database.last_changes.step, backup)

    def received_before(self, plan: ImportPlan) -> SameFile | None:
        """How this very file was received the last time, and what importing it again would bring; None: never.

        It costs about as much as applying the plan would, without the writing.
        """
        if plan.workbook.sha256 not in self.directory().received:
            return None
        return same_file(self._desk.database, plan, self._lang())

    def _unchanged(self, plan: ImportPlan, same: SameFile) -> ApplyReport:
        """Nothing is written; a review of the list that goes on is done all the same."""
        reviews = self._desk.database.reviews
        for review in reviews.open():
            if review.sha256 == plan.workbook.sha256 and review.id:
                reviews.discard(review.id)
        nobody: tuple[Id, ...] = ()
        return ApplyReport(None, None, same.file_id, plan.totals(), nobody, nobody, nobody, nobody, (), unchanged=True)

    def reply(self, plan: ImportPlan, folder: Path, lang: Language, progress: Progress = SILENT) -> Reply | None:
        """Write what the sender has to put right into `folder`, in the sending city's language, else in `lang`.

        Returns what was written, or None when there is nothing to tell. Writes nothing to the desk; the plan may have
        been applied or not. Raises DeskError when the file could not be saved.
        """
        return write_reply(self._desk.database, plan, folder, lang, progress)

    def reply_message(self, plan: ImportPlan, lang: Language) -> tuple[str, str]:
        """Subject and text of the e-mail to whoever sent the list, in the sending city's language, else in `lang`."""
        return reply_message(self._desk.database, plan, lang)

    def write_template(self, path: Path, programme: str | None, lang: Language) -> None:
        """Write an empty list for senders to `path`, in `lang`. `programme`: code or id; its choices are offered.

        A copy of it that is well filled in needs no questions about its columns. Raises DeskError for an unknown
        programme, and when the file could not be saved.
        """
        write_template(self._desk.database, path, self._programme(programme) if programme else None, lang)

    def _lang(self) -> Language:
        """The language of what is written into records: that of the face."""
        return self._desk.lists.lang or Language(language_of_system())

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


def _newest_step(desk: "Desk") -> int:
    steps = desk.history.steps(1)
    return steps[0].id if steps else 0


def _as_far_as_it_fits(planned: Callable[[Decisions | None], ImportPlan], decisions: Decisions | None) -> ImportPlan:
    """A plan with these decisions; without those about headings and columns when they leave no list."""
    try:
        return planned(decisions)
    except DeskError:
        if decisions is None or not (decisions.headers or decisions.fields):
            raise
    return planned(replace(decisions, headers={}, fields={}))
