"""Nominations that a list ends: of people it names no more, or marks as withdrawn, because the officer said so."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from exchange_desk.intake.earlier import WITHDRAWN
from exchange_desk.intake.fills import COLOURS
from exchange_desk.intake.leaving import STRUCK
from exchange_desk.intake.plan import ImportPlan
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

    def wanted(self, plan: ImportPlan, nominations: Mapping[Id, Nomination]) -> dict[Id, str]:
        """Nomination → why it ends; the reason names the list and its day. `nominations`: official → the one that
        stands in the programme."""
        told = {"day": clock.today(), "file": plan.workbook.name}
        gone = self.lang("Not in the list of {day} any more (“{file}”).", **told)
        found = {each.nomination_id: gone for each in plan.missing if each.decision == WITHDRAWN}
        for row in plan.rows:
            standing = nominations.get(row.match.id or "") if row.withdrawn and row.match else None
            if standing and row.withdrawn == STRUCK:
                found[standing.id] = self.lang("Struck through in the list of {day} (“{file}”).", **told)
            elif standing:
                colour = self.lang(COLOURS[row.withdrawn])
                found[standing.id] = self.lang(
                    "Marked as withdrawn ({colour}) in the list of {day} (“{file}”).", colour=colour, **told
                )
        return found

    def withdraw(self, step: Step, wanted: Mapping[Id, str]) -> None:
        """Within a step: nominations with the reason why. Whoever has a place gives it back."""
        for nomination in self.database.load(Nomination, wanted, NOMINATION):
            try:
                self._withdraw(step, nomination, wanted[nomination.id])
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
