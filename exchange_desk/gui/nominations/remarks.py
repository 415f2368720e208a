"""What is to be known about a nomination: what is missing, and what the rules say."""

from collections.abc import Sequence

from exchange_desk.gui.kit.context import Context
from exchange_desk.gui.kit.groups import Remark
from exchange_desk.model import LIVE_NOMINATIONS, Nomination, NominationStatus
from exchange_desk.rules.verdict import RuleSeverity
from exchange_desk.support.problems import Severity

_S = NominationStatus
_BEING_CHECKED = frozenset((_S.RECEIVED, _S.INCOMPLETE, _S.COMPLETE))
_TONES = {RuleSeverity.BLOCK: "error", RuleSeverity.OVERRIDE: "warning", RuleSeverity.WARN: "info"}


def remarks_on(ctx: Context, nomination: Nomination) -> Sequence[Remark]:
    """What is missing while it is being checked, and what stands against it while it counts. Reads only."""
    lang, status = ctx.lang, NominationStatus(nomination.status)
    found = []
    if status in _BEING_CHECKED:
        for problem in ctx.desk.nominations.missing(nomination):
            tone = "error" if problem.severity is Severity.ERROR else "warning"
            found.append(Remark(tone, problem.say(lang)))
    if status in LIVE_NOMINATIONS and status is not _S.PLACED:
        for verdict in ctx.desk.nominations.check_eligibility(nomination.id)[nomination.id]:
            if verdict.severity in _TONES:
                found.append(Remark(_TONES[verdict.severity], verdict.say(lang), verdict.say_help(lang)))
    return found
