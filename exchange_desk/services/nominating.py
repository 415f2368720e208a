"""What a list says of its people's nominations in its programme: made, changed, taken up again, or left ended."""

from collections.abc import Iterable
from typing import Any

from exchange_desk.intake.fields import OF_NOMINATION
from exchange_desk.intake.judging import PlanRow
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.intake.returning import AGAIN
from exchange_desk.model import LIVE_NOMINATIONS, Nomination, NominationStatus, Official, Preference
from exchange_desk.rules.moves import judge_nomination_move
from exchange_desk.services.known import NOMINATION_FIELDS, newest_of
from exchange_desk.support import clock
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language


class Nominating:
    """Gathers the nominations of one plan. `found`: all there are in its programme. `lang`: of the reasons it writes.

    `made` and `renewed` are to be saved; `standing`: official → the nomination that lives; `resumed`: taken up again;
    `closed`: those met that had ended and stay so; `kept`: fields that somebody changed meanwhile.
    """

    def __init__(self, plan: ImportPlan, found: Iterable[Nomination], lang: Language) -> None:
        self._plan, self._lang = plan, lang
        newest = newest_of(found)
        self.standing = {who: each for who, each in newest.items() if each.status in LIVE_NOMINATIONS}
        self._ended = {who: each for who, each in newest.items() if who not in self.standing}
        self._again = {each.nomination_id for each in plan.returning if each.decision == AGAIN}
        self.made: dict[Id, Nomination] = {}
        self.renewed: dict[Id, Nomination] = {}
        self.closed: dict[Id, None] = {}
        self.resumed: list[Id] = []
        self.kept: list[tuple[Id, str]] = []

    def of(self, official_id: Id) -> Id | None:
        """The nomination that a row of this person has become."""
        found = self.standing.get(official_id) or self._ended.get(official_id)
        return found.id if found else None

    def take(self, row: PlanRow, official: Official) -> None:
        if official.id in self._ended:
            self._resume(self._ended[official.id])
        if official.id in self.standing:
            self._renew(self.standing[official.id], row)
        elif official.id in self._ended:  # what has ended, a list does not begin again by naming the person
            self.closed[self._ended[official.id].id] = None
        else:
            nomination = self._nomination(row, official)
            self.made[nomination.id] = self.standing[official.id] = nomination

    def _resume(self, ended: Nomination) -> None:
        """A nomination that the officer takes up again goes on; where no rule leads back, a new one may be made."""
        if ended.id not in self._again:
            return
        del self._ended[ended.official_id]
        told = {"day": clock.today(), "file": self._plan.workbook.name}
        reason = self._lang("Named again in the list of {day} (“{file}”).", **told)
        if not any(v.severity.stops for v in judge_nomination_move(ended, NominationStatus.RECEIVED, reason)):
            ended.status, ended.status_reason = NominationStatus.RECEIVED, reason
            self.standing[ended.official_id] = self.renewed[ended.id] = ended
            self.resumed.append(ended.id)

    def _renew(self, nomination: Nomination, row: PlanRow) -> None:
        """What a list says anew of a nomination that is there already, unless somebody changed it meanwhile."""
        wishes = {f"preferred_host_{wish.rank}": wish for wish in nomination.preferences}
        for change in row.changes:
            if not change.applied or change.field not in OF_NOMINATION:
                continue
            attribute = NOMINATION_FIELDS.get(change.field)
            held = wishes.get(change.field)
            now = getattr(nomination, attribute) if attribute else held.text if held else None
            if (now or None) != (change.old or None):
                self.kept.append((nomination.official_id, change.field))
                continue
            if attribute:
                setattr(nomination, attribute, change.new)
            else:
                self._wish_again(nomination, held, int(change.field[-1]), str(change.new))
            self.renewed[nomination.id] = nomination

    def _wish_again(self, nomination: Nomination, held: Preference | None, rank: int, text: str) -> None:
        wish = self._wish(rank, text)
        if held is None:
            nomination.preferences.append(wish)
        else:
            held.text, held.city_id, held.institution_id = wish.text, wish.city_id, None

    def _nomination(self, row: PlanRow, official: Official) -> Nomination:
        origin = self._plan.ground.origin
        given: dict[str, Any] = {
            to: row.values[field] for field, to in NOMINATION_FIELDS.items() if field in row.values
        }
        wishes = [(rank, row.values.get(f"preferred_host_{rank}")) for rank in (1, 2, 3)]
        return Nomination(
            programme_id=origin.programme or "",
            official_id=official.id,
            sending_city_id=origin.sender or official.city_id,
            sending_institution_id=official.institution_id,
            preferences=[self._wish(rank, str(wish)) for rank, wish in wishes if wish],
            **given,
        )

    def _wish(self, rank: int, text: str) -> Preference:
        found = self._plan.ground.gazetteer.find(text, None).cities
        known = found[0].id if len(found) == 1 else None
        return Preference(rank=rank, text=text, city_id=known)
