"""`import plan` and `import apply`: nominee lists, looked at and taken over; `import drafts`: reviews begun."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from exchange_desk.cli.grammar import Argument, Command, Session
from exchange_desk.intake.decisions import Policy
from exchange_desk.intake.notes import RECEIVED_BEFORE
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.services.answers import answers_from
from exchange_desk.services.imports import ApplyReport, SameFile
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.saving import save

OUTCOMES = {
    "new": msg("new"),
    "update": msg("updated"),
    "same": msg("unchanged"),
    "waiting": msg("waiting"),
    "skipped": msg("skipped"),
    "refused": msg("refused"),
}


def plan(session: Session) -> int:
    return _each_file(session, applied=False)


def apply(session: Session) -> int:
    return _each_file(session, applied=True)


def _each_file(session: Session, *, applied: bool) -> int:
    """Every file by itself: one that cannot be read does not stop the others."""
    reports: list[dict[str, Any]] = []
    worst = 0
    folder = _folder(session.given["reply"]) if session.given["reply"] else None
    if session.given["report"]:
        _check_report(Path(session.given["report"]))
    for planned in _plans(session, applied=applied):
        try:
            report, code = _one_file(session, planned, applied=applied, replies=folder)
        except DeskError as error:
            session.terminal.tell(error.say(session.lang))
            worst = 3
            continue
        reports.append(report)
        worst = max(worst, _tell(session, report), code)
    if session.given["report"] and reports:
        _write_report(Path(session.given["report"]), reports, several=len(session.given["file"]) > 1)
    return worst


def _plans(session: Session, *, applied: bool) -> Iterator[Callable[[], ImportPlan]]:
    """How to come to each file's plan. Lists that are only looked at know the people of those before them; each list
    that is taken over is read when those before it are in the desk."""
    desk, given, progress = session.desk, session.given, session.terminal.progress
    programme = desk.placements.programme_named(given["programme"]).id if given["programme"] else None
    how = {"programme": programme, "sender": given["sender"], "password": given["password"], "progress": progress}
    files = [Path(name) for name in given["file"]]
    if applied:
        yield from (partial(desk.imports.plan, file, **how) for file in files)
    else:
        yield from (partial(_or_raise, found) for found in desk.imports.plan_many(files, **how))


def _or_raise(found: ImportPlan | DeskError) -> ImportPlan:
    if isinstance(found, DeskError):
        raise found
    return found


def _one_file(
    session: Session, planned: Callable[[], ImportPlan], *, applied: bool, replies: Path | None
) -> tuple[dict[str, Any], int]:
    """The report of a list, and the exit code that what was done asks for."""
    desk, given, progress = session.desk, session.given, session.terminal.progress
    found = planned()
    if given["known"]:
        found = found.with_policy(Policy(given["known"]))
    if given["answers"]:
        found = found.with_answers(answers_from(Path(given["answers"])))
    same = desk.imports.received_before(found)
    report = found.report(session.lang)
    if same:
        _tell_again(session, report, same)
    code = _tell_endings(session, desk.imports.apply(found, progress)) if applied else 0
    replied = not replies or _reply(session, found, replies, applied=applied)
    return report, code if replied else 1


def _tell_again(session: Session, report: dict[str, Any], same: SameFile) -> None:
    """Before anything else: this very file is in the desk. The report says it with the same words."""
    text = same.say(session.lang)
    session.terminal.say(text)
    for note in report["notes"]:
        if note["key"] == RECEIVED_BEFORE:
            note["text"] = text


def _tell_endings(session: Session, done: ApplyReport) -> int:
    """Nominations that a list has ended or taken up again, could not end, or had ended before."""
    lang, say = session.lang, session.terminal.say
    if done.unchanged:
        say("  " + lang("It was not imported once more."))
    if done.resumed:
        count = len(done.resumed)
        say("  " + lang.plural("{n} nomination was taken up again.", "{n} nominations were taken up again.", count))
    if done.withdrawn:
        count = len(done.withdrawn)
        say("  " + lang.plural("{n} nomination was withdrawn.", "{n} nominations were withdrawn.", count))
    if done.standing:
        text = lang.plural(
            "{n} nomination was not withdrawn, because a rule stands against it.",
            "{n} nominations were not withdrawn, because a rule stands against it.",
            len(done.standing),
        )
        say("  " + text)
    if done.closed:
        text = lang.plural(
            "{n} nomination that had ended before was left so.",
            "{n} nominations that had ended before were left so.",
            len(done.closed),
        )
        say("  " + text)
    return 1 if done.standing else 0


def _reply(session: Session, plan: ImportPlan, folder: Path, *, applied: bool) -> bool:
    """Write the reply to whoever sent the list, and say where it is. A list once imported stays so without a reply."""
    lang, say, name = session.lang, session.terminal.say, plan.workbook.name
    try:
        written = session.desk.imports.reply(plan, folder, lang, session.terminal.progress)
    except DeskError as error:
        if not applied:
            raise
        why = error.say(lang)
        say(lang("“{file}” was imported. The reply to its sender could not be written: {why}", file=name, why=why))
        return False
    if written is None:
        say(lang("There is nothing to tell the sender of “{file}”.", file=name))
        return True
    say(lang("The reply to the sender is in “{file}”.", file=str(written.file)))
    if written.note:
        say("  " + lang(written.note))
    return True


def _folder(name: str) -> Path:
    """The folder for replies, made before anything is imported: the reply belongs to the import."""
    folder = Path(name).expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError(
            "import.reply_folder",
            msg("The folder “{folder}” could not be made. Choose another one with --reply. Nothing was imported."),
            technical=str(error),
            folder=name,
        ) from error
    return folder.resolve()


def _tell(session: Session, report: dict[str, Any]) -> int:
    """What became of a list, and one line for each thing that waits. Returns the exit code it asks for."""
    lang = session.lang
    session.terminal.say(said_of(report, lang))
    for note in report["notes"]:
        if note["key"] != RECEIVED_BEFORE:
            session.terminal.say("  " + note["text"])
    for question in report["questions"]:
        session.terminal.say(f"  {question['id']}: {question['text']}")
        for option in question["options"]:
            session.terminal.say(f"    {option['id']} = {option['text']}")
    refused = [(t["sheet"], row) for t in report["tables"] for row in t["rows"] if row["outcome"] == "refused"]
    for sheet, row in refused:
        why = " ".join(problem["text"] for problem in row["problems"] if problem["severity"] == "error")
        session.terminal.say("  " + lang("Row {row} of “{sheet}”: {why}", row=row["row"], sheet=sheet, why=why))
    return 1 if report["questions"] or refused else 0


def said_of(report: dict[str, Any], lang: Language) -> str:
    """What became of a list's rows, in a line."""
    totals = report["totals"]
    parts = [f"{lang(text)} {totals[outcome]}" for outcome, text in OUTCOMES.items() if totals[outcome]]
    rows = lang.plural("{n} row", "{n} rows", totals["rows"])
    return lang("{file}: {rows} ({outcomes})", file=report["file"], rows=rows, outcomes=parts)


def _check_report(file: Path) -> None:
    """Before anything is imported: can the report be where it is wanted?"""
    if file.is_dir() or not file.parent.is_dir():
        raise DeskError(
            "import.report_place",
            msg("The report cannot be written to “{file}”. Name a file in a folder that exists. Nothing was imported."),
            file=str(file),
        )


def _write_report(file: Path, reports: list[dict[str, Any]], *, several: bool) -> None:
    """One file's report is the contract itself; those of several files stand in a list."""
    content: Any = reports if several else reports[0]
    save(file, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def drafts(session: Session) -> int:
    """The reviews that go on in the window."""
    lang = session.lang
    headings = [lang("Review"), lang("File"), lang("Kept"), lang("Who"), lang("Rows"), lang("Waiting")]
    rows = [
        [
            draft.id,
            draft.name,
            lang.moment(draft.kept_at),
            draft.by,
            lang.number(draft.rows),
            lang.number(draft.waiting),
        ]
        for draft in session.desk.imports.drafts()
    ]
    session.terminal.table(headings, rows)
    return 0


def discard(session: Session) -> int:
    """Forget a review, if it is there."""
    review, lang = session.given["review"], session.lang
    found = [draft for draft in session.desk.imports.drafts() if draft.id == review]
    if not found:
        text = msg("There is no review “{review}”. Look at the reviews with: import drafts")
        raise DeskError("draft.unknown", text, review=review)
    session.desk.imports.discard_draft(review)
    session.terminal.say(lang("The review of “{file}” was discarded.", file=found[0].name))
    return 0


_FILES = Argument("file", msg("The lists: .xlsx, .xlsm, .xls, .xlsb, .ods or .csv"), shown=msg("FILE"), many=True)
_COMMON = (
    Argument("--programme", msg("The programme they are nominated in"), shown=msg("CODE")),
    Argument("--sender", msg("The city that sent them"), shown=msg("CITY")),
    Argument("--answers", msg("Answers to the questions, kept in this file"), shown=msg("FILE")),
    Argument(
        "--known",
        msg("People already known: fill what is empty, let the list win, or keep the desk's data ({known})"),
        shown=msg("HOW"),
        choices=tuple(str(policy) for policy in Policy),
    ),
    Argument("--password", msg("The password of a protected file"), shown=msg("PASSWORD")),
    Argument("--report", msg("Write what was understood to this file (JSON)"), shown=msg("FILE")),
)

_REPLY = Argument("--reply", msg("Write what the senders have to put right into this folder"), shown=msg("DIR"))

COMMANDS = (
    Command(
        "import plan", msg("Look at lists; nothing of them is saved"), plan, (_FILES, *_COMMON, _REPLY), desk="looks"
    ),
    Command("import apply", msg("Take lists over, each as one step"), apply, (_FILES, *_COMMON, _REPLY), desk="begins"),
    Command("import drafts", msg("Show the reviews that were begun"), drafts, desk="reads"),
    Command(
        "import discard",
        msg("Forget a review that was begun"),
        discard,
        (Argument("review", msg("The review, as “import drafts” names it"), shown=msg("REVIEW")),),
    ),
)
