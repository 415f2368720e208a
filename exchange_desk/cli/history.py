"""`history`, `source`, `undo`, `redo`, `revert`: what was done, where values come from, and taking steps back."""

from exchange_desk.cli.grammar import Argument, Command, Session
from exchange_desk.intake.fields import label
from exchange_desk.model import Record, record_kind
from exchange_desk.services.desk import Desk
from exchange_desk.services.provenance import is_secret, sources_of
from exchange_desk.services.records import KINDS
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError


def show(session: Session) -> int:
    lang, record = session.lang, session.given["record"]
    about = {"kind": record_kind(_kind_of(session.desk, record)), "record_id": record} if record else {}
    steps = session.desk.history.steps(session.given["limit"] or 50, **about)
    headings = [lang("Step"), lang("When"), lang("Who"), lang("What"), lang("Records"), lang("Status")]
    rows = [
        [
            str(step.id),
            lang.moment(step.at),
            step.who,
            step.say(lang),
            lang.number(step.rows),
            lang("undone") if step.undone else "",
        ]
        for step in steps
    ]
    session.terminal.table(headings, rows)
    return 0


def source(session: Session) -> int:
    """Where each value of an official or a nomination comes from."""
    lang, desk, record = session.lang, session.desk, session.given["record"]
    headings = [lang("Field"), lang("Cell says"), lang("Where from")]
    rows = [
        [label(field, lang), "" if is_secret(field) else found.raw, found.say(lang)]
        for field, found in sources_of(desk, _kind_of(desk, record), record)
    ]
    session.terminal.table(headings, rows)
    return 0


def _kind_of(desk: Desk, record_id: Id) -> type[Record]:
    for kind in KINDS:
        if desk.records.load(kind, [record_id]):
            return kind
    text = msg("There is no record “{record}” in the desk. Look it up with: list … --output FILE.json")
    raise DeskError("record.unknown", text, record=record_id)


def undo(session: Session) -> int:
    step = session.desk.history.next_undo()
    session.desk.history.undo()
    if step:
        session.terminal.say(session.lang("Undone: {what}", what=step.say(session.lang)))
    return 0


def redo(session: Session) -> int:
    step = session.desk.history.next_redo()
    session.desk.history.redo()
    if step:
        session.terminal.say(session.lang("Done again: {what}", what=step.say(session.lang)))
    return 0


def revert(session: Session) -> int:
    """Take back one step of any age; what stays because somebody built on it is counted and asks for code 1."""
    history, lang = session.desk.history, session.lang
    found = history.step(session.given["step"])
    staying = history.preview_revert(found.id).stay
    history.revert(found.id)
    session.terminal.say(lang("Taken back: {what}", what=found.say(lang)))
    if staying:
        text = lang.plural("One record stays as it is.", "{n} records stay as they are.", len(staying))
        reasons = dict.fromkeys(line.say(lang) for line in staying)
        session.terminal.say(" ".join([text, *reasons]))
    return 1 if staying else 0


COMMANDS = (
    Command(
        "history",
        msg("Show what was done, newest first"),
        show,
        (
            Argument("--limit", msg("At most so many steps (50)"), shown=msg("NUMBER"), number=True),
            Argument("--record", msg("Only the steps that touched the record with this id"), shown=msg("ID")),
        ),
        desk="reads",
    ),
    Command(
        "source",
        msg("Show from which list and cell each value of a person or nomination comes"),
        source,
        (Argument("record", msg("The id of the official or nomination"), shown=msg("ID")),),
        desk="reads",
    ),
    Command("undo", msg("Undo the newest step"), undo),
    Command("redo", msg("Do again what was undone last"), redo),
    Command(
        "revert",
        msg("Take back an older step"),
        revert,
        (Argument("step", msg("The number of the step, as history shows it"), shown=msg("STEP"), number=True),),
    ),
)
