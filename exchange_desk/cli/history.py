"""`history`, `undo`, `redo`, `revert`: what was done, and taking it back."""

from exchange_desk.cli.grammar import Argument, Command, Session
from exchange_desk.support.language import msg


def show(session: Session) -> int:
    lang = session.lang
    steps = session.desk.history.steps(session.given["limit"] or 50)
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
        (Argument("--limit", msg("At most so many steps (50)"), shown=msg("NUMBER"), number=True),),
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
