"""`duplicates`, `merge`, `split`: people who stand in the desk twice."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from exchange_desk.cli.grammar import Argument, Command, Session
from exchange_desk.model import Official
from exchange_desk.services.duplicates import Pair
from exchange_desk.services.joining import Side
from exchange_desk.support.language import msg
from exchange_desk.support.saving import save

_SIDES = {"kept": Side.KEPT, "gone": Side.GONE}


def duplicates(session: Session) -> int:
    """Every pair with its ids and reasons; code 1 while there are any, for then somebody has to decide."""
    lang, terminal = session.lang, session.terminal
    found = session.desk.merging.duplicates(terminal.progress)
    told = _told(session, found)
    if session.given["report"]:
        content = json.dumps({"pairs": told}, ensure_ascii=False, indent=1) + "\n"
        save(Path(session.given["report"]), content.encode())
    if told:
        _show(session, told)
    terminal.tell(lang.plural("{n} pair to look at.", "{n} pairs to look at.", len(found)))
    return 1 if found else 0


def _told(session: Session, found: Sequence[Pair]) -> list[dict[str, Any]]:
    names = session.desk.records.names(
        Official, {each for pair in found for each in (pair.left, pair.right)}, session.lang
    )
    return [
        {
            "left": {"id": pair.left, "name": names.get(pair.left, "")},
            "right": {"id": pair.right, "name": names.get(pair.right, "")},
            "score": pair.score,
            "strict": pair.strict,
            "evidence": [each.say(session.lang) for each in pair.evidence],
        }
        for pair in found
    ]


def _show(session: Session, told: Sequence[Mapping[str, Any]]) -> None:
    lang = session.lang
    headings = [lang("Person"), lang("Perhaps the same as"), lang("Because"), lang("Identifier"), lang("Identifier")]
    rows = []
    for pair in told:
        left, right = pair["left"], pair["right"]
        rows.append([left["name"], right["name"], "; ".join(pair["evidence"]), left["id"], right["id"]])
    session.terminal.table(headings, rows)


def merge(session: Session) -> int:
    """Fields take what the desk suggests: the kept one's value, the other's where it has none, lists of both."""
    desk, lang = session.desk, session.lang
    kept, gone = session.given["kept"], session.given["gone"]
    found = desk.merging.compare(kept, gone)
    chosen = session.given["nomination"]
    going_on = {pair.programme_id: _SIDES[chosen] for pair in found.rivals} if chosen else None
    step = desk.merging.merge(kept, gone, going_on=going_on).step
    name = desk.records.name(found.kept, lang)
    session.terminal.say(lang("Joined as “{name}” in step {step}.", name=name, step=str(step)))
    return 0


def split(session: Session) -> int:
    session.desk.merging.split(session.given["step"])
    session.terminal.say(session.lang("They are two records again."))
    return 0


COMMANDS = (
    Command(
        "duplicates",
        msg("Look for people who stand in the desk twice"),
        duplicates,
        (Argument("--report", msg("Write the pairs with their reasons to this file (JSON)"), shown=msg("FILE")),),
        desk="reads",
    ),
    Command(
        "merge",
        msg("Join two records of one person"),
        merge,
        (
            Argument("kept", msg("The identifier of the official who stays"), shown=msg("KEPT")),
            Argument("gone", msg("The identifier of the official who is joined to it"), shown=msg("GONE")),
            Argument(
                "--nomination",
                msg("Whose nomination goes on where both are nominated: {known}"),
                shown=msg("SIDE"),
                choices=tuple(_SIDES),
            ),
        ),
    ),
    Command(
        "split",
        msg("Part two people who were joined"),
        split,
        (Argument("step", msg("The number of the step, as history shows it"), shown=msg("STEP"), number=True),),
    ),
)
