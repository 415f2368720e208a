"""Placing somebody, moving along, giving back: each one step, each refused where a rule stands against it."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from exchange_desk.model import (
    HostDecision,
    HostOffer,
    NominationStatus,
    OfferStatus,
    Placement,
    PlacementStatus,
    Stay,
    TravelDocument,
)
from exchange_desk.rules.verdict import RuleError, RuleSeverity
from exchange_desk.services.placements import Suitability
from exchange_desk.support import clock
from exchange_desk.support.language import Language
from exchange_desk.support.problems import Cancelled, DeskError
from tests.services.exchange import EN, FIRST, LAST, Exchange, make_exchange

P, N = PlacementStatus, NominationStatus


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Exchange]:
    found = make_exchange(tmp_path / "desk.sqlite")
    yield found
    assert not found.desk.database.has_open_step
    found.desk.close()


# Options


def test_options_say_what_fits_best_first(made: Exchange) -> None:
    made.offer("Cultura", "Quito", ("es:B1",), theme="Cultura", status=OfferStatus.ANNOUNCED)
    made.offer("Lima", "Lima", ("es:B1",))
    made.offer("Retirada", "Quito", status=OfferStatus.WITHDRAWN)
    options = made.desk.placements.options(made.nominations["Luis"])
    assert [(option.offer.title, option.state) for option in options] == [
        ("Movilidad", Suitability.FIT),
        ("Água", Suitability.RESERVATION),  # no theme in common
        ("Cultura", Suitability.RESERVATION),
        ("Lima", Suitability.UNFIT),
    ]
    best = options[0]
    assert (best.period.start, best.period.end, best.free) == (FIRST, LAST, 2)
    assert best.score == sum(reason.points for reason in best.fit.reasons)
    assert options[-1].severity is RuleSeverity.BLOCK
    assert options[-1].verdicts[0].say(EN) == "Lima is the nominee’s own city."
    assert best.offer.institution.city.name == "Quito"  # loaded for showing


def test_options_suggest_days_on_which_a_place_is_free(made: Exchange) -> None:
    made.change(made.programme, max_weeks=4)
    made.offer("Larga", "Quito", ends_on=date(2026, 6, 28))
    made.assign("Luis", "Larga")
    suggested = {option.offer.title: option for option in made.desk.placements.options(made.nominations["Ana"])}
    assert suggested["Larga"].period.start == date(2026, 6, 1)
    assert suggested["Larga"].free == 1


def test_options_prefer_a_city_where_nobody_of_the_same_city_is(made: Exchange) -> None:
    made.offer("Otra", "Quito", ("es:B1",), theme="Movilidad")
    made.assign("Ana", "Movilidad")
    best = made.desk.placements.options(made.nominations["Luis"])[0]
    assert best.fit.reasons[-1].say(EN) == "Already in Quito from Lima: 1."


def test_options_for_five_hundred_offers_take_few_queries(made: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    host = made.offers["Água"].institution_id
    made.desk.records.save(
        *(
            HostOffer(programme_id=made.programme.id, institution_id=host, starts_on=FIRST, ends_on=LAST)
            for _ in range(500)
        )
    )
    asked: list[str] = []
    find = type(made.desk.database).find

    def counting(self: object, kind: type, *args: object, **more: object) -> object:
        asked.append(kind.__name__)
        return find(self, kind, *args, **more)

    monkeypatch.setattr(type(made.desk.database), "find", counting)
    assert len(made.desk.placements.options(made.nominations["Ana"])) == 502
    assert len(asked) <= 6


# Assigning


def test_assigning_is_one_step_and_fills_what_is_known(made: Exchange) -> None:
    changes = made.desk.placements.assign(made.nominations["Luis"], made.offers["Água"].id, FIRST, LAST)
    placement = made.placement("Luis")
    assert placement.reference == "FICT-2026-001"
    assert placement.status == P.PROPOSED
    assert [(stay.starts_on, stay.ends_on, stay.share) for stay in placement.stays] == [(FIRST, LAST, 100)]
    assert placement.working_language == "pt"
    assert placement.theme == "Movilidad"
    assert placement.objectives == "Tres fichas de proyecto"
    assert placement.report_due_on == LAST + timedelta(days=30)
    assert made.nomination("Luis").status == N.PLACED
    assert made.desk.history.step(changes.step).say(EN) == "Place Luis Ejemplo Rojas with Gobierno de Recife"
    made.desk.history.undo()
    assert made.desk.records.find(Placement) == []
    assert made.nomination("Luis").status == N.ELIGIBLE
    made.desk.history.redo()
    assert made.placement("Luis").reference == "FICT-2026-001"


def test_references_run_on(made: Exchange) -> None:
    assert made.assign("Luis", "Movilidad").reference == "FICT-2026-001"
    assert made.assign("Ana", "Movilidad").reference == "FICT-2026-002"
    made.desk.placements.move(made.placement("Ana").id, P.CANCELLED, reason="Enfermedad")
    assert made.assign("Ana", "Movilidad").reference == "FICT-2026-003"
    made.desk.placements.release(made.placement("Luis").id)
    assert made.assign("Luis", "Movilidad").reference == "FICT-2026-004"


def test_a_rule_that_blocks_cannot_be_set_aside(made: Exchange) -> None:
    with pytest.raises(RuleError) as refused:
        made.assign("João", "Água", reasons={"same_city": "Una excepción"})
    assert refused.value.key == "rule.same_city"
    assert refused.value.say(EN) == "Another city: Recife is the nominee’s own city."
    assert made.desk.records.find(Placement) == []
    assert made.nomination("João").status == N.ELIGIBLE


def test_the_city_that_sends_counts_not_the_persons_own(made: Exchange) -> None:
    made.change(made.nomination("Luis"), sending_city_id=made.cities["Recife"].id)
    with pytest.raises(RuleError, match="same_city"):
        made.assign("Luis", "Água")


def test_a_rule_is_set_aside_with_a_reason_that_is_kept(made: Exchange) -> None:
    with pytest.raises(RuleError, match="language") as refused:
        made.assign("Ana", "Água")
    assert "Portuguese B1 is missing by one level." in refused.value.say(EN)
    placement = made.assign("Ana", "Água", reasons={"language": " La anfitriona ofrece un curso. "})
    (override,) = placement.overrides
    assert (override.rule, override.reason) == ("language", "La anfitriona ofrece un curso.")
    assert override.sentence == "Portuguese B1 is missing by one level."
    assert override.made_at == clock.now()
    assert override.made_by
    assert made.desk.placements.conflicts(made.programme.id) == []


def test_the_sentence_of_a_rule_set_aside_is_in_the_officers_language(made: Exchange) -> None:
    ids = made.nominations["Ana"], made.offers["Água"].id
    verdict = next(v for v in made.desk.placements.judge(*ids, FIRST, LAST) if v.rule == "language")
    made.desk.placements.assign(*ids, FIRST, LAST, reasons={"language": "Curso"}, lang=Language("es"))
    assert made.placement("Ana").overrides[0].sentence == verdict.say(Language("es"))


def test_a_full_place_and_a_second_place_are_refused(made: Exchange) -> None:
    made.assign("Luis", "Água")
    with pytest.raises(RuleError, match="capacity"):
        made.assign("Ana", "Água", reasons={"language": "Curso"})
    with pytest.raises(RuleError, match="placed"):
        made.assign("Luis", "Movilidad")


def test_what_is_gone_is_said(made: Exchange) -> None:
    with pytest.raises(DeskError, match=r"store\.gone"):
        made.desk.placements.assign("nobody", made.offers["Água"].id, FIRST, LAST)


# Giving back


def test_a_mere_proposal_goes_and_its_nominee_is_eligible_again(made: Exchange) -> None:
    placement = made.assign("Luis", "Água")
    made.desk.placements.release([placement.id])
    assert made.desk.records.find(Placement) == []
    assert made.nomination("Luis").status == N.ELIGIBLE
    made.desk.history.undo()
    assert made.placement("Luis").stays[0].starts_on == FIRST
    assert made.nomination("Luis").status == N.PLACED


def test_what_was_agreed_is_cancelled_with_a_reason_and_frees_the_place(made: Exchange) -> None:
    placement = made.assign("Luis", "Água")
    made.desk.placements.move(placement.id, P.ACCEPTED)
    with pytest.raises(RuleError, match="reason"):
        made.desk.placements.release(placement.id)
    made.desk.placements.release(placement.id, "La ciudad lo retira")
    kept = made.desk.records.get(Placement, placement.id)
    assert (kept.status, kept.status_reason) == (P.CANCELLED, "La ciudad lo retira")
    assert made.nomination("Luis").status == N.ELIGIBLE
    assert made.nomination("Luis").host_decision == HostDecision.NOT_SENT
    made.assign("Ana", "Água", reasons={"language": "Curso"})


def test_a_stay_that_has_begun_is_not_released(made: Exchange) -> None:
    placement = begun(made)
    with pytest.raises(RuleError, match="move"):
        made.desk.placements.release(placement.id, "Ya no")


# Moving along


def begun(made: Exchange) -> Placement:
    """Luis in Quito since 23 February, confirmed and arrived."""
    made.change(made.programme, starts_on=date(2026, 1, 1))
    made.change(made.offers["Movilidad"], starts_on=date(2026, 1, 5))
    placement = made.assign("Luis", "Movilidad", date(2026, 2, 23), date(2026, 3, 22))
    for status in (P.ACCEPTED, P.AGREED):
        made.desk.placements.move(placement.id, status)
    insured = made.placement("Luis")
    made.change(insured, insurance_from=date(2026, 2, 20), insurance_until=date(2026, 3, 25))
    made.desk.placements.move(placement.id, P.CONFIRMED)
    made.desk.placements.move(placement.id, P.IN_PROGRESS)
    return made.placement("Luis")


def test_the_whole_life_of_a_placement(made: Exchange) -> None:
    placement = begun(made)
    assert placement.stays[0].arrived_on == date(2026, 2, 23)
    assert made.nomination("Luis").host_decision == HostDecision.ACCEPTED
    with pytest.raises(RuleError, match="days_known"):
        made.desk.placements.move(placement.id, P.FINISHED, on=date(2026, 3, 3))
    made.desk.placements.move(placement.id, P.FINISHED, on=date(2026, 3, 1))
    finished = made.placement("Luis")
    assert finished.stays[0].left_on == date(2026, 3, 1)
    assert finished.report_due_on == date(2026, 3, 31)
    made.desk.placements.move(placement.id, P.REPORTED)
    made.desk.placements.move(placement.id, P.CLOSED)
    with pytest.raises(RuleError, match="move"):
        made.desk.placements.move(placement.id, P.CANCELLED, reason="Tarde")
    labels = [step.say(EN) for step in made.desk.history.steps()]
    assert labels[:3] == ["Placements closed: 1", "Reports received: 1", "Stays finished: 1"]


def test_leaving_early_frees_the_place(made: Exchange) -> None:
    placement = begun(made)
    made.change(made.offers["Movilidad"], places=1)
    later = (date(2026, 3, 9), date(2026, 3, 22))
    with pytest.raises(RuleError, match="capacity"):
        made.assign("Ana", "Movilidad", *later)
    made.desk.placements.move(placement.id, P.INTERRUPTED, on=date(2026, 3, 1), reason="Enfermedad en la familia")
    assert made.assign("Ana", "Movilidad", *later).stays[0].starts_on == later[0]


def test_confirming_asks_for_insurance_or_a_reason(made: Exchange) -> None:
    placement = made.assign("Luis", "Movilidad")
    made.desk.placements.move(placement.id, P.ACCEPTED)
    made.desk.placements.move(placement.id, P.AGREED)
    with pytest.raises(RuleError, match="insurance"):
        made.desk.placements.move(placement.id, P.CONFIRMED)
    made.desk.placements.move(placement.id, P.CONFIRMED, reason="La póliza llega el lunes", lang=EN)
    (override,) = made.placement("Luis").overrides
    assert (override.rule, override.sentence) == ("insurance", "The days of the insurance are not recorded.")


def test_nobody_is_confirmed_against_a_rule_unnoticed(made: Exchange) -> None:
    placement = made.assign("Luis", "Movilidad")
    made.desk.placements.move(placement.id, P.ACCEPTED)
    made.desk.placements.move(placement.id, P.AGREED)
    made.change(made.placement("Luis"), insurance_from=FIRST, insurance_until=LAST)
    made.change(made.offers["Movilidad"], ends_on=LAST - timedelta(days=1))
    with pytest.raises(RuleError, match="offer_window"):
        made.desk.placements.move(placement.id, P.CONFIRMED)
    made.desk.placements.move(placement.id, P.CONFIRMED, reason="Acordado por teléfono")
    assert [each.rule for each in made.placement("Luis").overrides] == ["offer_window"]


def test_moving_many_is_all_or_nothing(made: Exchange) -> None:
    first, second = made.assign("Luis", "Movilidad"), made.assign("Ana", "Movilidad")
    made.desk.placements.move(first.id, P.ACCEPTED)
    with pytest.raises(RuleError, match="move"):
        made.desk.placements.move([second.id, first.id], P.ACCEPTED)
    assert made.placement("Ana").status == P.PROPOSED


def test_who_did_not_arrive_is_not_placed_again_by_itself(made: Exchange) -> None:
    placement = made.assign("Luis", "Movilidad")
    made.change(made.placement("Luis"), status=P.CONFIRMED)
    with pytest.raises(RuleError, match="days_known"):
        made.desk.placements.move(placement.id, P.NO_SHOW, reason="No viajó")
    stays = [Stay(starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 20))]
    made.change(made.placement("Luis"), stays=stays)
    made.desk.placements.move(placement.id, P.NO_SHOW, reason="No viajó")
    assert made.nomination("Luis").status == N.WITHDRAWN
    assert made.nomination("Luis").status_reason == "No viajó"


# Dates


def test_other_dates_are_judged_like_new_ones(made: Exchange) -> None:
    placement = made.assign("Ana", "Água", reasons={"language": "Curso"})
    week_later = FIRST + timedelta(days=7)
    made.desk.placements.set_dates(placement.id, week_later, LAST)
    changed = made.placement("Ana")
    assert changed.stays[0].starts_on == week_later
    assert [each.rule for each in changed.overrides] == ["language"]  # the reason given before stands
    with pytest.raises(RuleError, match="offer_window"):
        made.desk.placements.set_dates(placement.id, FIRST, LAST + timedelta(days=7))
    made.desk.placements.set_dates(placement.id, FIRST, LAST + timedelta(days=7), reasons={"offer_window": "Acordado"})
    longer = made.placement("Ana")
    assert sorted(each.rule for each in longer.overrides) == ["language", "offer_window"]
    assert longer.report_due_on == LAST + timedelta(days=37)
    made.desk.placements.set_dates(placement.id, FIRST, LAST)
    assert [each.rule for each in made.placement("Ana").overrides] == ["language"]  # no longer needed, no longer kept


def test_a_stay_never_ends_before_it_starts(made: Exchange) -> None:
    placement = made.assign("Ana", "Água", reasons={"language": "Curso"})
    with pytest.raises(RuleError):
        made.desk.placements.set_dates(placement.id, LAST, FIRST, reasons={"language": "Curso", "period": "Porque sí"})
    assert made.placement("Ana").stays[0].starts_on == FIRST


def test_dates_of_a_stay_that_is_over_or_split_stay(made: Exchange) -> None:
    placement = made.assign("Luis", "Movilidad")
    halves = [Stay(starts_on=FIRST, ends_on=date(2026, 5, 17)), Stay(starts_on=date(2026, 5, 18), ends_on=LAST)]
    made.change(made.placement("Luis"), stays=halves)
    with pytest.raises(RuleError, match="dates"):
        made.desk.placements.set_dates(placement.id, FIRST, LAST)
    made.change(made.placement("Luis"), status=P.CLOSED, stays=[Stay(starts_on=FIRST, ends_on=LAST)])
    with pytest.raises(RuleError, match="dates"):
        made.desk.placements.set_dates(placement.id, FIRST, LAST)


# Conflicts and overview


def test_conflicts_are_rules_broken_since(made: Exchange) -> None:
    made.assign("Luis", "Movilidad")
    made.assign("Ana", "Movilidad")
    assert made.desk.placements.conflicts() == []
    made.change(made.offers["Movilidad"], places=1)
    found = made.desk.placements.conflicts(made.programme.id)
    assert [[v.rule for v in conflict.verdicts] for conflict in found] == [["capacity"], ["capacity"]]
    assert found[0].placement.nomination.official.display_name == "Luis Ejemplo Rojas"
    (mine,) = [v for v in made.desk.placements.verdicts(made.placement("Ana")) if v.severity.stops]
    assert mine.say(EN) == "The place is taken from 4 May 2026 to 31 May 2026."


def test_overview_counts_and_says_what_to_do(made: Exchange) -> None:
    made.change(made.programme, passport_margin_days=0, call_closes_on=date(2026, 3, 16))
    expired = made.officials["Luis"]
    made.change(expired, documents=[TravelDocument(expires_on=date(2026, 5, 30))])
    made.assign("Luis", "Movilidad")
    made.assign("Ana", "Movilidad")
    made.change(made.offers["Movilidad"], places=1)
    made.change(made.nomination("Eva"), status=N.INCOMPLETE)
    over = made.desk.placements.overview(made.programme.id)
    assert {each.key: each.count for each in over.counts} == {
        "nominated": 4,
        "without_place": 1,
        "proposed": 2,
        "agreed": 0,
        "confirmed": 0,
        "in_progress": 0,
        "over": 0,
    }
    assert {each.key: each.say(EN) for each in over.todo} == {
        "over_capacity": "One host offer has more placements than places.",
        "passport": "One passport is not valid long enough for the stay.",
        "incomplete": "One nomination is incomplete.",
        "call_closing": "One call closes within two weeks.",
    }


def test_each_number_of_the_overview_opens_the_list_it_counts(made: Exchange) -> None:
    begun(made)
    made.assign("Ana", "Movilidad")
    made.change(made.offers["Movilidad"], places=0)
    for scope in (None, made.programme.id):
        over = made.desk.placements.overview(scope)
        for each in (*over.counts, *over.todo):
            assert made.desk.lists.count(each.listing, each.where) == each.count, each.key


def test_the_calendar_asks_for_arrivals_departures_and_reports(made: Exchange) -> None:
    placement = begun(made)

    def todo() -> set[str]:
        return {each.key for each in made.desk.placements.overview().todo}

    assert todo() == set()
    soon = made.change(made.placement("Luis"), status=P.CONFIRMED)
    assert todo() == {"arrivals"}
    made.change(soon, status=P.IN_PROGRESS, stays=[Stay(starts_on=date(2026, 2, 2), ends_on=date(2026, 3, 1))])
    assert "departures" in todo()
    made.desk.placements.move(placement.id, P.FINISHED)
    made.change(made.placement("Luis"), report_due_on=clock.today())
    assert todo() == set()  # due today is not overdue
    made.change(made.placement("Luis"), report_due_on=date(2026, 3, 1))
    assert todo() == {"reports"}
    made.change(made.offers["Água"], starts_on=date(2026, 3, 2))
    made.change(made.programme, starts_on=date(2026, 1, 1))
    made.assign("Ana", "Água", date(2026, 3, 16), date(2026, 4, 12), reasons={"language": "Curso"})
    assert todo() == {"reports", "unconfirmed"}


def test_a_host_that_has_not_answered_for_ten_days(made: Exchange) -> None:
    made.desk.nominations.decide(made.nominations["Luis"], HostDecision.PENDING)

    def late() -> list[str]:
        return [each.key for each in made.desk.placements.overview().todo if each.key == "host_answers"]

    assert late() == []
    with clock.fixed(clock.now() + timedelta(days=9, hours=23)):
        made.change(made.nomination("Luis"), note="Se llamó por teléfono")
        assert late() == []
    with clock.fixed(clock.now() + timedelta(days=10, hours=1)):
        assert late() == ["host_answers"]
        made.desk.nominations.decide(made.nominations["Luis"], HostDecision.NOT_SENT)
        made.desk.nominations.decide(made.nominations["Luis"], HostDecision.PENDING)
        assert late() == []


def test_programmes_are_found_by_code(made: Exchange) -> None:
    assert made.desk.placements.programme_named("fict 2026").id == made.programme.id
    with pytest.raises(DeskError) as unknown:
        made.desk.placements.programme_named("OTRO")
    assert unknown.value.say(EN) == "There is no programme with the code “OTRO”. The programmes are: FICT-2026."


# Proposals


class StopAtOnce:
    def step(self, done: int, total: int | None, text: str = "") -> None:
        raise Cancelled


def test_a_proposal_is_accepted_as_one_step(made: Exchange) -> None:
    proposal = made.desk.placements.propose(made.programme.id)
    assert proposal.proven
    offers = {made.offers[title].id: title for title in made.offers}
    went = {
        name: offers[p.offer] for p in proposal.pairs for name, id_ in made.nominations.items() if id_ == p.nomination
    }
    assert went == {"Ana": "Movilidad", "Luis": "Água", "João": "Movilidad"}
    assert [[change.rule for change in each.changes] for each in proposal.unplaced] == [["language", "capacity"]]
    before = len(made.desk.history.steps())
    made.desk.placements.accept(proposal)
    assert len(made.desk.history.steps()) == before + 1
    placements = made.desk.records.find(Placement)
    assert sorted(each.reference for each in placements) == ["FICT-2026-001", "FICT-2026-002", "FICT-2026-003"]
    assert {each.nomination_id for each in placements} == {pair.nomination for pair in proposal.pairs}
    assert all(each.nomination.status == N.PLACED for each in placements)
    assert made.desk.placements.conflicts() == []
    again = made.desk.placements.propose(made.programme.id)
    assert again.new_pairs == ()
    assert {pair.offer for pair in again.pairs} == {pair.offer for pair in proposal.pairs}
    made.desk.history.undo()
    assert made.desk.records.find(Placement) == []


def test_some_pairs_of_a_proposal(made: Exchange) -> None:
    proposal = made.desk.placements.propose(made.programme.id)
    made.desk.placements.accept(proposal, proposal.pairs[:1])
    assert len(made.desk.records.find(Placement)) == 1


def test_only_eligible_nominees_are_proposed_and_the_others_counted(made: Exchange) -> None:
    made.change(made.nomination("Luis"), status=N.RECEIVED)
    made.change(made.nomination("Eva"), status=N.WITHDRAWN)
    proposal = made.desk.placements.propose(made.programme.id)
    assert proposal.waiting == 1
    assert made.nominations["Luis"] not in {pair.nomination for pair in proposal.pairs}


def test_locked_and_agreed_placements_stay_where_they_are(made: Exchange) -> None:
    locked, agreed = made.assign("João", "Movilidad"), made.assign("Luis", "Movilidad")
    made.desk.placements.lock(locked.id)
    made.desk.placements.move(agreed.id, P.ACCEPTED)
    made.change(made.offers["Movilidad"], places=0)  # no room for anybody else, and still nobody is moved
    proposal = made.desk.placements.propose(made.programme.id)
    stay = {pair.nomination: (pair.locked, pair.placement) for pair in proposal.pairs if pair.locked}
    assert stay == {made.nominations["João"]: (True, locked.id), made.nominations["Luis"]: (True, agreed.id)}
    made.desk.placements.lock([locked.id], False)
    assert not made.placement("João").locked


def test_a_proposal_mends_what_is_too_much_and_releases_whoever_has_no_room(made: Exchange) -> None:
    for name in ("Ana", "João"):
        made.assign(name, "Movilidad")
    made.change(made.offers["Movilidad"], places=1)
    made.change(made.nomination("Luis"), status=N.WITHDRAWN)
    made.change(made.nomination("Eva"), status=N.WITHDRAWN)
    proposal = made.desk.placements.propose(made.programme.id)
    assert len(proposal.released) == 1
    made.desk.placements.accept(proposal)
    assert made.desk.placements.conflicts() == []
    assert sorted((made.nomination(name).status) for name in ("Ana", "João")) == [N.ELIGIBLE, N.PLACED]


def test_a_better_plan_moves_what_is_only_proposed(made: Exchange) -> None:
    made.change(made.nomination("Luis"), theme="Agua")
    made.change(made.offers["Movilidad"], places=1)
    first = made.assign("Luis", "Movilidad")  # the only one for Eva would be Quito, her own city
    proposal = made.desk.placements.propose(made.programme.id)
    moved = next(pair for pair in proposal.pairs if pair.nomination == made.nominations["Luis"])
    assert (moved.offer, moved.moved, moved.placement) == (made.offers["Água"].id, True, first.id)
    made.desk.placements.accept(proposal)
    assert made.placement("Luis").offer_id == made.offers["Água"].id
    assert made.desk.records.find(Placement, id=first.id) == []
    made.desk.history.undo()
    assert made.placement("Luis").id == first.id


def test_a_proposal_that_the_desk_has_left_behind_is_refused_whole(made: Exchange) -> None:
    proposal = made.desk.placements.propose(made.programme.id)
    made.change(made.offers["Movilidad"], places=1)
    with pytest.raises(DeskError, match=r"proposal\.outdated"):
        made.desk.placements.accept(proposal)
    assert made.desk.records.find(Placement) == []
    later = made.desk.placements.propose(made.programme.id)
    made.change(made.nomination("Ana"), status=N.WITHDRAWN)
    made.change(made.nomination("Luis"), status=N.WITHDRAWN)
    with pytest.raises(DeskError, match=r"proposal\.outdated"):
        made.desk.placements.accept(later)


def test_a_cancelled_proposal_saves_nothing(made: Exchange) -> None:
    before = len(made.desk.history.steps())
    with pytest.raises(Cancelled):
        made.desk.placements.propose(made.programme.id, StopAtOnce())
    assert len(made.desk.history.steps()) == before
