"""Nominations of people whom a corrected list names no more: withdrawn because the officer said so."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from exchange_desk.intake.earlier import WITHDRAWN, Missing
from exchange_desk.model import LIVE_PLACEMENTS, Nomination, NominationStatus, Placement
from exchange_desk.rules.moves import judge_nomination_move
from exchange_desk.rules.verdict import RuleError, refuse_if_standing
from exchange_desk.services.placing import free_place
from exchange_desk.services.situation import NOMINATION, PLACEMENT
from exchange_desk.store import Database
from exchange_desk.store.step import Step
from exchange_desk.support import clock
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language


@dataclass
class Withdrawing:
    """`withdrawn`: nominations; `standing`: those that no rule lets go (the stay has begun, for example)."""

    database: Database
    lang: Language
    withdrawn: list[Id] = field(default_factory=list)
    standing: list[Id] = field(default_factory=list)

    def withdraw(self, step: Step, missing: Sequence[Missing], file: str) -> None:
        """Within a step: whoever has a place gives it back. `file`: the list in which they are missing; the reason
        names it and its day in the words of `lang`."""
        wanted = [each.nomination_id for each in missing if each.decision == WITHDRAWN]
        reason = self.lang("Not in the list of {day} any more (“{file}”).", day=clock.today(), file=file)
        for nomination in self.database.load(Nomination, wanted, NOMINATION):
            try:
                self._withdraw(step, nomination, reason)
            except RuleError:
                self.standing.append(nomination.id)
            else:
                self.withdrawn.append(nomination.id)

    def _withdraw(self, step: Step, nomination: Nomination, reason: str) -> None:
        """Everything that could stand against it is judged before anything is written."""
        refuse_if_standing(judge_nomination_move(nomination, NominationStatus.WITHDRAWN, reason), {})
        live = sorted(LIVE_PLACEMENTS)
        for placement in self.database.find(Placement, PLACEMENT, nomination_id=nomination.id, status=live):
            free_place(step, placement, reason)
            nomination = placement.nomination
        nomination.status, nomination.status_reason = NominationStatus.WITHDRAWN, reason
        step.save(nomination)
