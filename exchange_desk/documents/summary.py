"""A loaded placement turned into the facts its summary prints. Pure: nothing is read or asked here."""

from dataclasses import replace
from datetime import date

from exchange_desk.documents.facts import (
    WORKING_DOCUMENT,
    HostFacts,
    LanguageFacts,
    ObligationFacts,
    OverrideFacts,
    ParticipantFacts,
    PlacementSummaryFacts,
    PlanFacts,
    ProgrammeFacts,
    Side,
    SignatureFacts,
    StayFacts,
    TravelFacts,
)
from exchange_desk.model import (
    HostOffer,
    Institution,
    LanguageLevel,
    Nomination,
    Official,
    Placement,
    PlacementStatus,
    Programme,
)
from exchange_desk.rules.periods import effective_period, shifted
from exchange_desk.support.language import msg

_BEFORE_SIGNING = {PlacementStatus.PROPOSED, PlacementStatus.ACCEPTED}
_BROKEN_OFF = {PlacementStatus.CANCELLED, PlacementStatus.NO_SHOW, PlacementStatus.INTERRUPTED}


def placement_facts(placement: Placement) -> PlacementSummaryFacts:
    """The facts of one placement, loaded with nomination (official, programme, coordinator, sending city and
    institution) and offer (institution with city and parent)."""
    nomination, offer = placement.nomination, placement.offer
    status = PlacementStatus(placement.status)
    stays = _stays(placement)
    facts = PlacementSummaryFacts(
        reference=placement.reference,
        status=status.label,
        mark=_mark(status),
        programme=_programme(nomination.programme),
        participant=_participant(nomination),
        host=_host(offer),
        stays=stays,
        plan=_plan(placement),
        travel=_travel(placement),
        host_provides=offer.host_provides,
        obligations=_obligations(placement, stays),
        overrides=_overrides(placement),
    )
    return _with_signatures(facts, nomination)


def _mark(status: PlacementStatus) -> str:
    """A page that does not stand as signed says so; one of a broken-off placement says how it ended."""
    if status in _BROKEN_OFF:
        return status.label
    return WORKING_DOCUMENT if status in _BEFORE_SIGNING else ""


def _programme(programme: Programme) -> ProgrammeFacts:
    return ProgrammeFacts(
        code=programme.code,
        name=programme.name,
        edition=programme.edition,
        modality=programme.modality,
        organiser=programme.coordinator.name if programme.coordinator else "",
        agreement=programme.agreement_reference,
        funder=programme.funder,
    )


def _participant(nomination: Nomination) -> ParticipantFacts:
    official = nomination.official
    city = nomination.sending_city or official.city
    return ParticipantFacts(
        name=official.passport_name or official.display_name,
        post=official.post,
        unit=official.unit,
        institution=_sender(nomination),
        city=city.name if city else "",
        country=city.country if city else "",
        email=official.email,
        phone=official.phone,
        emergency_contact=official.emergency_contact,
        languages=tuple(
            LanguageFacts(code=skill.language, level=LanguageLevel(skill.level).label if skill.level else "")
            for skill in official.languages
        ),
    )


def _sender(nomination: Nomination) -> str:
    institution = nomination.sending_institution or nomination.official.institution
    return institution.name if institution else ""


def _host(offer: HostOffer) -> HostFacts:
    unit, whole = offer.institution, offer.institution.parent or offer.institution
    units = dict.fromkeys(name for name in (unit.name if unit is not whole else "", offer.title) if name)
    return HostFacts(
        institution=whole.name,
        unit=", ".join(units),
        city=unit.city.name if unit.city else "",
        country=unit.city.country if unit.city else "",
        address=_first(unit, whole, "address"),
        supervisor=offer.supervisor_name,
        supervisor_post=offer.supervisor_post,
        email=offer.supervisor_email or _first(unit, whole, "email"),
        phone=offer.supervisor_phone or _first(unit, whole, "phone"),
        working_hours=offer.working_hours,
    )


def _first(unit: Institution, whole: Institution, field: str) -> str:
    return str(getattr(unit, field) or getattr(whole, field))


def _stays(placement: Placement) -> tuple[StayFacts, ...]:
    """The stays in the order of their days, each as it counts now: actual days stand before planned ones."""
    periods = [(effective_period(stay), stay.share) for stay in placement.stays]
    stays = [StayFacts(start=period.start, end=period.end, share=share) for period, share in periods]
    return tuple(sorted(stays, key=lambda stay: stay.start or date.max))


def _plan(placement: Placement) -> PlanFacts:
    nomination = placement.nomination
    return PlanFacts(
        theme=placement.theme or nomination.theme or placement.offer.theme,
        language=placement.working_language,
        hours_per_week=placement.hours_per_week,
        objectives=placement.objectives or nomination.objective,
        work_plan=placement.work_plan,
    )


def _travel(placement: Placement) -> TravelFacts:
    return TravelFacts(
        itinerary=placement.travel,
        insurance_company=placement.insurance_company,
        insurance_policy=placement.insurance_policy,
        insured_from=placement.insurance_from,
        insured_until=placement.insurance_until,
        visa=placement.visa,
        passport_expiry=_passport_expiry(placement.nomination.official),
    )


def _passport_expiry(official: Official) -> date | None:
    """The last day of the passport that is valid longest."""
    passports = (document for document in official.documents if document.kind == "passport")
    return max((each.expires_on for each in passports if each.expires_on), default=None)


def _obligations(placement: Placement, stays: tuple[StayFacts, ...]) -> tuple[ObligationFacts, ...]:
    due, days = placement.report_due_on, placement.nomination.programme.report_days
    last = max((stay.end for stay in stays if stay.end), default=None)
    if due is None and days is not None and last is not None:
        due = shifted(last, days)
    return (ObligationFacts(text=msg("Report due"), due=due),)


def _overrides(placement: Placement) -> tuple[OverrideFacts, ...]:
    return tuple(
        OverrideFacts(
            sentence=override.sentence or override.rule,
            reason=override.reason,
            by=override.made_by,
            on=override.made_at.astimezone().date() if override.made_at else None,
        )
        for override in placement.overrides
    )


def _with_signatures(facts: PlacementSummaryFacts, nomination: Nomination) -> PlacementSummaryFacts:
    """The participant, who endorsed the nomination, and the host's supervisor (as on a DS-7002) are asked to sign."""
    person, host = facts.participant, facts.host
    signatures = (
        SignatureFacts(side=Side.PARTICIPANT, name=person.name, title=person.post),
        SignatureFacts(side=Side.SENDING, name=nomination.endorsed_by, institution=person.institution),
        SignatureFacts(side=Side.HOST, name=host.supervisor, title=host.supervisor_post, institution=host.institution),
    )
    return replace(facts, signatures=signatures)
