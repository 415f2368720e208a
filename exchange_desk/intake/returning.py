"""People of a list whose nomination in its programme has ended before: asked once whether it is taken up again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange_desk.intake.decisions import RowKey
from exchange_desk.intake.directory import Ended, KnownPerson, Value
from exchange_desk.intake.doubts import Option, Question
from exchange_desk.support.language import Language, msg

if TYPE_CHECKING:
    from exchange_desk.intake.judging import PlanRow

ENDED = "nomination.ended"
"""Id and key of the question about people whose nominations have ended."""

ONE_ENDED = "ended:"
"""What the id of a nomination stands behind, for an answer about one person alone."""

AGAIN, LEAVE = "again", "leave"

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Returning:
    """Somebody of the list whose nomination has ended. `state`: text source of how. `decision`: AGAIN, LEAVE, or ""
    while nobody has said; nothing begins again unasked."""

    nomination_id: str
    official_id: str
    name: str
    row: RowKey
    state: str
    decision: str = ""

    def say(self, lang: Language) -> str:
        return lang("{name} ({state})", name=self.name, state=lang(self.state))


def decided(ended: Ended, answers: Mapping[str, str]) -> str:
    """What was said about one ended nomination."""
    said = answers.get(f"{ONE_ENDED}{ended.nomination_id}") or answers.get(ENDED, "")
    return said if said in (AGAIN, LEAVE) else ""


def taken_up(ended: Ended | None, answers: Mapping[str, str]) -> Mapping[str, Value] | None:
    """What a nomination says that goes on; None when none does."""
    return ended.values if ended and decided(ended, answers) == AGAIN else None


def returning_of(
    rows: Iterable["PlanRow"], people: Mapping[str, KnownPerson], answers: Mapping[str, str]
) -> tuple[Returning, ...]:
    """Those of the rows who are known for sure and whose nominations have ended, once each, in the file's order."""
    found: dict[str, Returning] = {}
    for row in rows:
        known = people.get(row.match.id or "") if row.match and row.is_somebody else None
        if known and known.ended and known.id not in found:
            ended = known.ended
            key, decision = (row.sheet, row.row), decided(ended, answers)
            found[known.id] = Returning(ended.nomination_id, known.id, row.name, key, ended.state, decision)
    return tuple(found.values())


def is_answer_to(name: str, option: str, returning: Sequence[Returning]) -> bool:
    """Does this answer the question, for all of them or for one?"""
    asked = {ENDED, *(f"{ONE_ENDED}{each.nomination_id}" for each in returning)} if returning else set()
    return name in asked and option in (AGAIN, LEAVE)


def question_of(returning: Sequence[Returning], answers: Mapping[str, str]) -> tuple[Question, ...]:
    """Asked once for the whole list, as long as something is undecided; no row waits for it."""
    if ENDED in answers or all(each.decision for each in returning):
        return ()
    text = (
        msg("Nominations of people in this list have ended before ({count}): {names}. Shall they be taken up again?")
        if len(returning) <= _NAMED
        else msg(
            "Nominations of people in this list have ended before ({count}): {names} … Shall they be taken up again?"
        )
    )
    options = (
        Option(AGAIN, msg("Take them up again: the list puts these people forward once more")),
        Option(LEAVE, msg("Leave them ended")),
    )
    params = {"count": len(returning), "names": list(returning[:_NAMED])}
    return (Question(ENDED, ENDED, text, params, tuple(each.row for each in returning), options),)
