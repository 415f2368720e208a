"""`demo`: a desk with invented people, and the whole way of a list through it."""

from dataclasses import dataclass
from pathlib import Path

from exchange_desk.cli.grammar import Argument, Command, Session
from exchange_desk.cli.imports import said_of
from exchange_desk.cli.proposals import without_a_place
from exchange_desk.cli.terminal import Terminal
from exchange_desk.model import LIVE_PLACEMENTS, NominationStatus
from exchange_desk.services import demo
from exchange_desk.services.answers import answers_from
from exchange_desk.services.desk import Desk
from exchange_desk.support import paths
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.resources import resource

PROGRAMME = "ALLAS-3"
LIST, ANSWERS = "nomina-quito.xlsx", "respuestas-quito.toml"


def desk_file(output: str | None) -> Path:
    """Where the demonstration's desk lies: this person's own, or one in the folder asked for."""
    return _folder(output) / paths.demo_database().name if output else paths.demo_database()


def run(session: Session) -> int:
    """From a received list to printed summaries, told in a few lines, on a desk that is made anew.

    Raises DeskError("store.held") while that desk is open elsewhere.
    """
    output = session.given["output"]
    file = desk_file(output)
    desk = demo.fresh(file, session.terminal.progress)
    try:
        _Story(desk, session.lang, session.terminal, _folder(output or "demo-output")).tell()
    finally:
        desk.close()
    session.terminal.say(session.lang("The desk is “{file}”.", file=str(file)))
    return 0


@dataclass(frozen=True)
class _Story:
    """The day of an officer, one method an act. Everything goes through the same services as the windows."""

    desk: Desk
    lang: Language
    terminal: Terminal
    folder: Path

    def tell(self) -> None:
        programme = self.desk.placements.programme_named(PROGRAMME).id
        self._beginning()
        self._check(self._receive())
        self._place(programme)
        self._print(programme)

    def _beginning(self) -> None:
        counts = {name: self.desk.lists.count(name) for name in ("cities", "officials", "offers", "placements")}
        text = msg(
            "A fresh desk of invented people: {cities} cities, {officials} officials, "
            "{offers} host offers, {placements} placements."
        )
        self.terminal.say(self.lang(text, **counts))

    def _receive(self) -> tuple[Id, ...]:
        """Take over the list of Quito; returns its nominations."""
        progress = self.terminal.progress
        found = self.desk.imports.plan(
            resource("samples", LIST), programme=PROGRAMME, sender="Quito", progress=progress
        )
        asked = len(found.questions)
        found = found.with_answers(answers_from(resource("samples", ANSWERS)))
        done = self.desk.imports.apply(found, progress)
        self.terminal.say(said_of(found.report(self.lang), self.lang))
        self.terminal.say(
            self.lang(
                "Questions of the list: {asked}; answered from {file}: {answered}.",
                asked=asked,
                file=ANSWERS,
                answered=asked - len(found.questions),
            )
        )
        return done.nominations

    def _check(self, nominations: tuple[Id, ...]) -> None:
        """Declare eligible, as one step, whoever meets the rules of the programme."""
        found = self.desk.nominations.check_eligibility(nominations)
        fine = [each for each, verdicts in found.items() if not any(verdict.severity.stops for verdict in verdicts)]
        if fine:
            self.desk.nominations.move(fine, NominationStatus.ELIGIBLE)
        text = msg("Checked: {eligible} eligible, {refused} to be looked at.")
        self.terminal.say(self.lang(text, eligible=len(fine), refused=len(nominations) - len(fine)))

    def _place(self, programme: Id) -> None:
        proposal = self.desk.placements.propose(programme, self.terminal.progress)
        self.desk.placements.accept(proposal)
        text = msg("Proposed and accepted for {programme}: {placed} with a place, {unplaced} without.")
        placed, unplaced = len(proposal.new_pairs), len(proposal.unplaced)
        self.terminal.say(self.lang(text, programme=PROGRAMME, placed=placed, unplaced=unplaced))
        for line in without_a_place(self.desk, proposal, self.lang)[:3]:
            self.terminal.say("  " + line)

    def _print(self, programme: Id) -> None:
        lists, progress = self.desk.lists, self.terminal.progress
        chosen = lists.ids("placements", where={"programme_id": programme, "status": sorted(LIVE_PLACEMENTS)})
        second = "pt" if self.lang.code != "pt" else "es"
        summaries, workbook = self.folder / "placement-summaries.pdf", self.folder / "placements.xlsx"
        self.desk.documents.write("placement-summary", chosen, summaries, [self.lang.code, second], progress)
        self.desk.exports.write("placements", workbook, self.lang, ids=chosen, progress=progress)
        text = msg("{n} placement summaries are in “{file}”.")
        self.terminal.say(self.lang(text, n=len(chosen), file=str(summaries)))
        self.terminal.say(self.lang("The placements as a workbook are in “{file}”.", file=str(workbook)))


def _folder(name: str) -> Path:
    folder = Path(name).expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError(
            "demo.folder",
            msg("The folder “{folder}” could not be made. Choose another one with --output."),
            technical=str(error),
            folder=name,
        ) from error
    return folder.resolve()


COMMANDS = (
    Command(
        "demo",
        msg("Try everything on a desk of invented people"),
        run,
        (
            Argument("--output", msg("Put the desk and the files into this folder"), shown=msg("DIR")),
            Argument("--no-window", msg("Tell the way of a list instead of opening the window"), switch=True),
        ),
        desk="",
    ),
)
