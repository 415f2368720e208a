"""The start page's numbers: how many are where, and what is to be done."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from exchange_desk.model import (
    LIVE_NOMINATIONS,
    HostDecision,
    HostOffer,
    Nomination,
    NominationStatus,
    Placement,
    PlacementStatus,
    Programme,
)
from exchange_desk.rules.periods import Period, effective_period, span
from exchange_desk.rules.verdict import Verdict, standing
from exchange_desk.services.situation import find_in
from exchange_desk.store import Database
from exchange_desk.support import clock
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language

HOST_ANSWER_DAYS = 10
SOON_DAYS = 14

_P, _N = PlacementStatus, NominationStatus
_MANY_ROWS = 5_000
_STEPS = 2_000
"""How far back the history is looked through for what was sent to hosts lately."""

_CHECKED = (_N.COMPLETE, _N.ELIGIBLE, _N.SHORTLISTED)
_BEFORE = (_P.PROPOSED, _P.ACCEPTED, _P.AGREED)

Judged = Sequence[tuple[Placement, tuple[Verdict, ...]]]


def plural(one: str, many: str) -> tuple[str, str]:
    """Mark a text that is said with a number later."""
    return one, many


@dataclass(frozen=True)
class Tally:
    """A number in words, and the list with the filter that shows what was counted. `one`, `many`: text sources for
    `lang.plural`."""

    key: str
    one: str
    many: str
    count: int
    listing: str
    where: Mapping[str, Any]

    def say(self, lang: Language) -> str:
        return lang.plural(self.one, self.many, self.count)


@dataclass(frozen=True)
class Overview:
    """`counts`: always all of them. `todo`: only what there is, the most urgent first."""

    counts: tuple[Tally, ...]
    todo: tuple[Tally, ...]


def overview(database: Database, programme_id: Id | None, judged: Judged) -> Overview:
    """`judged`: the placements that are not over, with what the rules say about them."""
    todo = [*_against_rules(judged), *_days(judged), *_nominations(database, programme_id)]
    todo += [*_reviews(database, programme_id), *_reports(database, programme_id), *_calls(database, programme_id)]
    return Overview(tuple(_counts(database, programme_id)), tuple(each for each in todo if each.count))


def _counts(database: Database, programme_id: Id | None) -> Iterator[Tally]:
    nominated = plural("One nominee", "{n} nominees")
    yield _nominated(database, programme_id, "nominated", nominated, sorted(LIVE_NOMINATIONS))
    without = plural("One nominee without a place", "{n} nominees without a place")
    yield _nominated(database, programme_id, "without_place", without, _CHECKED)
    offers = [o.id for o in database.find(HostOffer, programme_id=programme_id)] if programme_id else None
    for key, texts, statuses in (
        ("proposed", plural("One place proposed", "{n} places proposed"), (_P.PROPOSED,)),
        ("agreed", plural("One place agreed", "{n} places agreed"), (_P.ACCEPTED, _P.AGREED)),
        ("confirmed", plural("One place confirmed", "{n} places confirmed"), (_P.CONFIRMED,)),
        ("in_progress", plural("One stay in progress", "{n} stays in progress"), (_P.IN_PROGRESS,)),
        ("over", plural("One stay over", "{n} stays over"), (_P.FINISHED, _P.INTERRUPTED, _P.REPORTED, _P.CLOSED)),
    ):
        equals: dict[str, Any] = {"status": statuses} | ({"offer_id": offers} if offers is not None else {})
        where = {"status": statuses, **_of(programme_id)}
        yield Tally(key, *texts, database.count(Placement, **equals), "placements", where)


def _nominated(
    database: Database, programme_id: Id | None, key: str, texts: tuple[str, str], statuses: Iterable[str]
) -> Tally:
    where = {"status": tuple(statuses), **_of(programme_id)}
    return Tally(key, *texts, database.count(Nomination, **where), "nominations", where)


def _against_rules(judged: Judged) -> Iterator[Tally]:
    """What stands against placements and was not set aside with a reason."""
    found = [(p, v.rule) for p, verdicts in judged for v in standing(verdicts, {o.rule: o.reason for o in p.overrides})]
    crowded = plural(
        "One host offer has more placements than places.", "{n} host offers have more placements than places."
    )
    yield _listed("over_capacity", crowded, "offers", (p.offer_id for p, rule in found if rule == "capacity"))
    double = plural(
        "One placement overlaps another stay of the same person.",
        "{n} placements overlap another stay of the same person.",
    )
    yield _listed("overlap", double, "placements", (p.id for p, rule in found if rule == "overlap"))
    against = plural(
        "One placement is against a rule, without a reason given.",
        "{n} placements are against a rule, without a reason given.",
    )
    others = (p.id for p, rule in found if rule not in ("capacity", "overlap"))
    yield _listed("against_rule", against, "placements", others)
    expired = (p.id for p, verdicts in judged for v in verdicts if v.rule == "passport" and "expiry" in v.params)
    passports = plural(
        "One passport is not valid long enough for the stay.", "{n} passports are not valid long enough for the stay."
    )
    yield _listed("passport", passports, "placements", expired)


def _days(judged: Judged) -> Iterator[Tally]:
    """What the calendar asks for."""
    today, soon = clock.today(), clock.today() + timedelta(days=SOON_DAYS)

    def those(test: Callable[[Placement, Period], bool]) -> Iterator[Id]:
        for placement, _ in judged:
            whole = span([effective_period(stay) for stay in placement.stays])
            if whole and test(placement, whole):
                yield placement.id

    arrivals = plural("One arrival is to be recorded.", "{n} arrivals are to be recorded.")
    began = those(lambda p, whole: p.status == _P.CONFIRMED and _before(whole.start, today))
    yield _listed("arrivals", arrivals, "placements", began)
    departures = plural("One departure is to be recorded.", "{n} departures are to be recorded.")
    over = those(lambda p, whole: p.status == _P.IN_PROGRESS and _before(whole.end, today))
    yield _listed("departures", departures, "placements", over)
    unconfirmed = plural(
        "One stay begins within two weeks and is not confirmed.",
        "{n} stays begin within two weeks and are not confirmed.",
    )
    near = those(lambda p, whole: p.status in _BEFORE and _before(whole.start, soon + timedelta(days=1)))
    yield _listed("unconfirmed", unconfirmed, "placements", near)


def _nominations(database: Database, programme_id: Id | None) -> Iterator[Tally]:
    late = plural(
        "One host has not answered for more than ten days.", "{n} hosts’ answers have been due for more than ten days."
    )
    yield _listed("host_answers", late, "nominations", _unanswered(database, programme_id))
    received = plural("One nomination is waiting to be checked.", "{n} nominations are waiting to be checked.")
    yield _nominated(database, programme_id, "received", received, (_N.RECEIVED, _N.COMPLETE))
    incomplete = plural("One nomination is incomplete.", "{n} nominations are incomplete.")
    yield _nominated(database, programme_id, "incomplete", incomplete, (_N.INCOMPLETE,))


def _unanswered(database: Database, programme_id: Id | None) -> Iterator[Id]:
    """Pending nominations that did not become so within the last days, as the history tells."""
    pending = database.find(Nomination, host_decision=HostDecision.PENDING, **_of(programme_id))
    lately = _sent_lately(database) if pending else set()
    return (nomination.id for nomination in pending if nomination.id not in lately)


def _sent_lately(database: Database) -> set[Id]:
    since = clock.now() - timedelta(days=HOST_ANSWER_DAYS)
    found: set[Id] = set()
    for step in database.history.steps(_STEPS):
        if step.at < since:
            break
        if step.rows <= _MANY_ROWS:
            changes = (change for change in database.history.changes(step.id) if change.kind == "nomination")
            found |= {each.id for each in changes if _is_pending(each.after) and not _is_pending(each.before)}
    return found


def _is_pending(image: Mapping[str, Any] | None) -> bool:
    return bool(image) and image is not None and image.get("host_decision") == HostDecision.PENDING


def _reviews(database: Database, programme_id: Id | None) -> Iterator[Tally]:
    """Lists whose review was begun; those for no programme yet count everywhere."""
    begun = [each for each in database.reviews.open() if not programme_id or each.programme_id in (None, programme_id)]
    texts = plural("The review of one list was begun.", "The reviews of {n} lists were begun.")
    yield Tally("reviews", *texts, len(begun), "received", {})


def _reports(database: Database, programme_id: Id | None) -> Iterator[Tally]:
    over = database.find(Placement, status=(_P.FINISHED, _P.INTERRUPTED))
    if programme_id:
        mine = {o.id for o in database.find(HostOffer, programme_id=programme_id)}
        over = [placement for placement in over if placement.offer_id in mine]
    late = (placement.id for placement in over if _before(placement.report_due_on, clock.today()))
    yield _listed("reports", plural("One report is overdue.", "{n} reports are overdue."), "placements", late)


def _calls(database: Database, programme_id: Id | None) -> Iterator[Tally]:
    today = clock.today()
    programmes = find_in(database, Programme, "id", [programme_id], ()) if programme_id else database.find(Programme)
    closing = (
        each.id
        for each in programmes
        if each.call_closes_on and today <= each.call_closes_on <= today + timedelta(days=SOON_DAYS)
    )
    texts = plural("One call closes within two weeks.", "{n} calls close within two weeks.")
    yield _listed("call_closing", texts, "programmes", closing)


def _listed(key: str, texts: tuple[str, str], listing: str, ids: Iterable[Id]) -> Tally:
    wanted = tuple(sorted(set(ids)))
    return Tally(key, *texts, len(wanted), listing, {"id": wanted})


def _of(programme_id: Id | None) -> dict[str, Id]:
    return {"programme_id": programme_id} if programme_id else {}


def _before(day: date | None, other: date) -> bool:
    return day is not None and day < other
