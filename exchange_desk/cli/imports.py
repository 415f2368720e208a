"""`import plan` and `import apply`: nominee lists, looked at and taken over."""

import json
from pathlib import Path
from typing import Any

from exchange_desk.cli.grammar import Argument, Command, Session
from exchange_desk.intake.decisions import Policy
from exchange_desk.intake.plan import ImportPlan
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
    for name in session.given["file"]:
        try:
            report, replied = _one_file(session, Path(name), applied=applied, replies=folder)
        except DeskError as error:
            session.terminal.tell(error.say(session.lang))
            worst = 3
            continue
        reports.append(report)
        worst = max(worst, _tell(session, report), 0 if replied else 1)
    if session.given["report"] and reports:
        _write_report(Path(session.given["report"]), reports, several=len(session.given["file"]) > 1)
    return worst


def _one_file(session: Session, file: Path, *, applied: bool, replies: Path | None) -> tuple[dict[str, Any], bool]:
    """The report of a list, and whether its sender can be told (also: that there is nothing to tell)."""
    desk, given, progress = session.desk, session.given, session.terminal.progress
    programme = desk.placements.programme_named(given["programme"]).id if given["programme"] else None
    found = desk.imports.plan(
        file, programme=programme, sender=given["sender"], password=given["password"], progress=progress
    )
    if given["known"]:
        found = found.with_policy(Policy(given["known"]))
    if given["answers"]:
        found = found.with_answers(desk.imports.answers_from(Path(given["answers"])))
    if applied:
        desk.imports.apply(found, progress)
    replied = not replies or _reply(session, found, replies, applied=applied)
    return found.report(session.lang), replied


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
)
