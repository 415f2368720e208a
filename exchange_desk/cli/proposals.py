"""`propose`: the best places for everybody who is eligible, with reasons; accepted as one step."""

import json
from pathlib import Path

from exchange_desk.cli.grammar import Argument, Command, Session
from exchange_desk.matching.proposal import Proposal
from exchange_desk.model import Nomination
from exchange_desk.services.desk import Desk
from exchange_desk.support.language import Language, msg
from exchange_desk.support.saving import save


def propose(session: Session) -> int:
    desk, lang, terminal = session.desk, session.lang, session.terminal
    programme = desk.placements.programme_named(session.given["programme"])
    proposal = desk.placements.propose(programme.id, terminal.progress)
    report = proposal.report(lang)
    if session.given["report"]:
        content = json.dumps(report, ensure_ascii=False, indent=1) + "\n"
        save(Path(session.given["report"]), content.encode())
    placed, without = len(proposal.new_pairs), without_a_place(desk, proposal, lang)
    terminal.say(lang.plural("One nominee gets a place.", "{n} nominees get a place.", placed))
    for line in without:
        terminal.say("  " + line)
    if proposal.waiting:
        terminal.say(
            lang.plural(
                "One nomination is not declared eligible yet.",
                "{n} nominations are not declared eligible yet.",
                proposal.waiting,
            )
        )
    if session.given["apply"] and (placed or proposal.released):
        desk.placements.accept(proposal)
        terminal.say(lang("The proposal is saved as one step."))
    return 1 if without else 0


def without_a_place(desk: Desk, proposal: Proposal, lang: Language) -> list[str]:
    """One line for each nominee left without a place: the name and the reasons."""
    names = desk.records.names(Nomination, [each.nomination for each in proposal.unplaced], lang)
    return [
        lang("No place for {name}: {why}", name=names[each.nomination], why=" ".join(v.say(lang) for v in each.why))
        for each in proposal.unplaced
    ]


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
