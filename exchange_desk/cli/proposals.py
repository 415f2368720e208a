"""`propose`: the best places for everybody who is eligible, with reasons; accepted as one step."""

import json
from pathlib import Path

from exchange_desk.cli.grammar import Argument, Command, Session
from exchange_desk.cli.lookup import programme_called
from exchange_desk.support.language import msg
from exchange_desk.support.saving import save


def propose(session: Session) -> int:
    desk, lang, terminal = session.desk, session.lang, session.terminal
    programme = programme_called(desk, session.given["programme"])
    proposal = desk.placements.propose(programme.id, terminal.progress)
    report = proposal.report(lang)
    if session.given["report"]:
        content = json.dumps(report, ensure_ascii=False, indent=1) + "\n"
        save(Path(session.given["report"]), content.encode())
    placed, unplaced = len(report["pairs"]), report["unplaced"]
    terminal.say(lang.plural("One nominee gets a place.", "{n} nominees get a place.", placed))
    for each in unplaced:
        why = " ".join(reason["text"] for reason in each["why"])
        terminal.say("  " + lang("No place for {name}: {why}", name=each["name"], why=why))
    if session.given["apply"] and placed:
        desk.placements.accept(proposal)
        terminal.say(lang("The proposal is saved as one step."))
    return 1 if unplaced else 0


COMMANDS = (
    Command(
        "propose",
        msg("Propose places for the eligible nominees of a programme"),
        propose,
        (
            Argument("programme", msg("The programme's code"), shown=msg("PROGRAMME")),
            Argument("--apply", msg("Save the proposal as one step"), switch=True),
            Argument("--report", msg("Write the proposal with its reasons to this file (JSON)"), shown=msg("FILE")),
        ),
    ),
)
