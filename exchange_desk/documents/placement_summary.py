"""The placement summary: one page per placement, signed by three sides (reference: domain 4.7)."""

from collections.abc import Sequence
from typing import Any

from exchange_desk.documents.facts import (
    FICTIONAL_DATA,
    HostFacts,
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
from exchange_desk.documents.fit import fitted
from exchange_desk.documents.setting import Setting
from exchange_desk.documents.wording import Printed, Wording, breakable, printed
from exchange_desk.support.language import msg

_MOST_STAYS = 5
_MOST_OVERRIDES = 6
_LONGEST_LINE = 160
_LONGEST_NOTE = 400
_LONG_TEXT = 600
_LONGEST_TEXT = 3500
"""More than a page has room for beside all the rest (characters)."""

_SIDES = {
    Side.PARTICIPANT: msg("The participant"),
    Side.SENDING: msg("For the sending institution"),
    Side.HOST: msg("For the host institution"),
}

Rows = list[tuple[str, str | None]]
"""Label (message) and value; None and "" are printed as not known yet."""


def data(summaries: Sequence[PlacementSummaryFacts], wording: Wording, setting: Setting) -> dict[str, Any]:
    """What placement-summary.typ prints: one page for each summary, in their order."""
    tightness = setting.tightness or (0,) * len(summaries)
    return {
        "more": wording.first(msg("The text goes on: the whole of it is kept in the file of this placement.")),
        "kind": wording.label(msg("Placement summary")),
        "pages": [
            fitted(_page(summary, wording, setting), setting.paper, tight)
            for summary, tight in zip(summaries, tightness, strict=True)
        ],
    }


def title(summaries: Sequence[PlacementSummaryFacts], wording: Wording) -> str:
    """The PDF's title. It stands in window titles and lists of files, therefore without a person's name."""
    if len(summaries) == 1 and summaries[0].reference:
        return wording.first(msg("Placement summary {reference}"), reference=summaries[0].reference)
    return wording.first.plural("{n} placement summary", "{n} placement summaries", len(summaries))


def _page(summary: PlacementSummaryFacts, wording: Wording, setting: Setting) -> dict[str, Any]:
    participant, host, day = summary.participant, summary.host, wording.day(setting.day)
    return {
        "belongs": " · ".join(part for part in (summary.programme.code, summary.reference, day) if part),
        "head": _head(summary, wording, setting),
        "marks": [wording.label(mark) for mark in _marks(summary, setting)],
        "name": _short(participant.name),
        "origin": _short(wording.place(participant.city, participant.country)),
        "destination": _short(wording.place(host.city, host.country)),
        "period": wording.first.period(summary.start, summary.end),
        "participant": _block(msg("Participant"), _participant(participant, wording), wording),
        "host": _block(msg("Host"), _host(host), wording),
        "stay": _block(msg("Stay"), _stay(summary, wording), wording),
        "travel": _block(msg("Travel, insurance and visa"), _travel(summary.travel, wording), wording),
        **_goals(summary.plan, wording),
        "provides": {
            "title": wording.label(msg("The host provides")),
            "paragraphs": _paragraphs(summary.host_provides, _LONGEST_NOTE),
        },
        "terms": _block(msg("Agreement and obligations"), _terms(summary, wording), wording),
        "overrides": {
            "title": wording.label(msg("Exceptions accepted, with their reasons")),
            "lines": _overrides(summary.overrides, wording),
        },
        "signatures": _signatures(summary.signatures, wording),
    }


def _head(summary: PlacementSummaryFacts, wording: Wording, setting: Setting) -> dict[str, Any]:
    programme: ProgrammeFacts = summary.programme
    return {
        "organiser": _short(programme.organiser),
        "programme": _short(programme.name, _LONGEST_NOTE),
        "edition": _short(programme.edition),
        "rows": [
            wording.row(msg("Reference"), summary.reference),
            wording.row(msg("Issued on"), wording.day(setting.day)),
            wording.row(msg("Status"), wording.message(summary.status)),
        ],
    }


def _marks(summary: PlacementSummaryFacts, setting: Setting) -> list[str]:
    return [mark for mark in (FICTIONAL_DATA if setting.demo else "", summary.mark) if mark]


def _participant(person: ParticipantFacts, wording: Wording) -> Rows:
    spoken = [_spoken(each.code, each.level, wording) for each in person.languages]
    return [
        (msg("Post"), person.post),
        (msg("Unit"), person.unit),
        (msg("Institution"), person.institution),
        (msg("E-mail"), person.email),
        (msg("Phone"), person.phone),
        (msg("Languages"), ", ".join(spoken)),
        (msg("Emergency contact"), person.emergency_contact),
    ]


def _spoken(code: str, level: str, wording: Wording) -> str:
    """ "Español (lengua materna)", "Inglés (B2)"."""
    name, said = wording.first.language(code), wording.first(level) if level else ""
    if said and not said[-1].isdigit():
        said = said[0].lower() + said[1:]
    return f"{name} ({said})" if said else name


def _host(host: HostFacts) -> Rows:
    return [
        (msg("Institution"), host.institution),
        (msg("Unit"), host.unit),
        (msg("Address"), host.address),
        (msg("Supervisor"), "\n".join(part for part in (host.supervisor, host.supervisor_post) if part)),
        (msg("E-mail"), host.email),
        (msg("Phone"), host.phone),
    ]


def _stay(summary: PlacementSummaryFacts, wording: Wording) -> Rows:
    plan, stays = summary.plan, summary.stays
    lines = [_stay_line(stay, wording) for stay in stays[:_MOST_STAYS]]
    if len(stays) > _MOST_STAYS:
        lines.append(wording.first.plural("and {n} more stay", "and {n} more stays", len(stays) - _MOST_STAYS))
    hours = plan.hours_per_week
    modality = [(msg("Modality"), summary.programme.modality)] if summary.programme.modality else []
    return [
        *modality,
        (msg("Dates"), "\n".join(line for line in lines if line)),
        (msg("Working language"), wording.first.language(plan.language)),
        (msg("Theme areas"), plan.theme),
        (msg("Hours per week"), wording.first.number(hours) if hours is not None else None),
        (msg("Working hours"), summary.host.working_hours),
    ]


def _stay_line(stay: StayFacts, wording: Wording) -> str:
    parts = [wording.first.period(stay.start, stay.end)]
    if stay.days is not None:
        parts.append(wording.first.plural("{n} day", "{n} days", stay.days))
    if stay.share != 100:
        parts.append(wording.first(msg("{share} % of working time"), share=stay.share))
    return " · ".join(part for part in parts if part)


def _travel(travel: TravelFacts, wording: Wording) -> Rows:
    return [
        (msg("Travel"), travel.itinerary),
        (msg("Insurance"), " · ".join(p for p in (travel.insurance_company, travel.insurance_policy) if p)),
        (msg("Insured"), wording.first.period(travel.insured_from, travel.insured_until)),
        (msg("Visa"), travel.visa),
        (msg("Passport valid until"), wording.day(travel.passport_expiry)),
    ]


def _goals(plan: PlanFacts, wording: Wording) -> dict[str, Any]:
    """Objectives and work plan; below each other when one is long and the other short, else side by side."""
    texts = ((msg("Objectives"), plan.objectives.strip()), (msg("Work plan"), plan.work_plan.strip()))
    shorter, longer = sorted(len(text) for _title, text in texts)
    return {
        "goals": [
            {
                "title": wording.label(title),
                "paragraphs": _paragraphs(text, _LONGEST_TEXT),
                "cut": len(text) > _LONGEST_TEXT,
            }
            for title, text in texts
        ],
        "stacked": longer > _LONG_TEXT and shorter * 3 < longer,
        "longer": 0 if len(texts[0][1]) == longer else 1,
    }


def _terms(summary: PlacementSummaryFacts, wording: Wording) -> Rows:
    owed = [(each.text, wording.day(each.due)) for each in summary.obligations]
    funded = [(msg("Co-financed by"), summary.programme.funder)] if summary.programme.funder else []
    return [(msg("Agreement"), summary.programme.agreement), *funded, *owed]


def _overrides(overrides: Sequence[OverrideFacts], wording: Wording) -> list[dict[str, Any]]:
    lines = [
        {
            "sentence": _short(each.sentence, _LONGEST_NOTE),
            "reason": printed(wording.first(msg("Reason: {reason}"), reason=_cut(each.reason, _LONGEST_NOTE))),
            "who": ", ".join(part for part in (each.by, wording.day(each.on)) if part),
        }
        for each in overrides[:_MOST_OVERRIDES]
    ]
    left = len(overrides) - _MOST_OVERRIDES
    if left > 0:
        more = wording.first.plural("and {n} more exception", "and {n} more exceptions", left)
        lines.append({"sentence": more, "reason": "", "who": ""})
    return lines


def _signatures(signatures: Sequence[SignatureFacts], wording: Wording) -> list[dict[str, Any]]:
    """Three blocks, always: a side nobody is known for leaves lines to be filled in by hand."""
    known = {each.side: each for each in signatures}
    return [_signature(known.get(side, SignatureFacts(side=side)), wording) for side in Side]


def _signature(signature: SignatureFacts, wording: Wording) -> dict[str, Any]:
    by_delegation = wording.row(msg("By delegation of"), _cut(signature.delegated_by))
    return {
        "side": wording.label(_SIDES[signature.side]),
        "name": wording.row(msg("Name"), _cut(signature.name)),
        "title": wording.row(msg("Title"), _cut(signature.title)),
        "institution": _short(signature.institution),
        "delegated": None if signature.side is Side.PARTICIPANT else by_delegation,
        "date": wording.row(msg("Date"), wording.day(signature.signed_on)),
    }


def _block(heading: str, rows: Rows, wording: Wording) -> dict[str, Any]:
    return {
        "title": wording.label(heading),
        "rows": [wording.row(label, _cut(value or "", _LONGEST_NOTE)) for label, value in rows],
    }


def _paragraphs(text: str, most: int) -> list[str]:
    return [breakable(line) for line in _cut(text, most).splitlines() if line.strip()]


def _short(text: str, most: int = _LONGEST_LINE) -> Printed:
    return printed(_cut(text, most))


def _cut(text: str, most: int = _LONGEST_LINE) -> str:
    """The text, cut at a word with an ellipsis where it is longer than any form has room for."""
    text = text.strip()
    if len(text) <= most:
        return text
    start = text[: most - 2]
    return f"{start.rsplit(None, 1)[0] if len(start.split()) > 1 else start} …"
