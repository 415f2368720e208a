"""The list of placements: a table for each programme, over as many pages as it takes."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from exchange_desk.documents.facts import PlacementSummaryFacts
from exchange_desk.documents.setting import Setting
from exchange_desk.documents.wording import Printed, Wording, printed
from exchange_desk.support.language import msg

_HEADS = (
    msg("No."),
    msg("Reference"),
    msg("Participant"),
    msg("Sending city"),
    msg("Host"),
    msg("Dates"),
    msg("Days"),
    msg("Status"),
)


def data(placements: Sequence[PlacementSummaryFacts], wording: Wording, setting: Setting) -> dict[str, Any]:
    """What placement-list.typ prints. Placements of one programme stay in the order they came in."""
    by_programme = sorted(placements, key=_programme)
    return {
        "issued": wording.day(setting.day),
        "kind": wording.label(msg("List of placements")),
        "heads": [wording.label(head) for head in _HEADS],
        "programmes": [_section(list(group), wording) for _key, group in groupby(by_programme, key=_programme)],
    }


def title(placements: Sequence[PlacementSummaryFacts], wording: Wording) -> str:
    codes = sorted({each.programme.code for each in placements if each.programme.code})
    if len(codes) == 1:
        return wording.first(msg("List of placements {programme}"), programme=codes[0])
    return wording.first(msg("List of placements"))


def _programme(placement: PlacementSummaryFacts) -> tuple[str, str, str]:
    return (placement.programme.code, placement.programme.edition, placement.programme.name)


def _section(placements: Sequence[PlacementSummaryFacts], wording: Wording) -> dict[str, Any]:
    programme = placements[0].programme
    cities = {(each.host.city, each.host.country) for each in placements if each.host.city}
    return {
        "organiser": printed(programme.organiser),
        "name": printed(" · ".join(part for part in (programme.name, programme.edition) if part)),
        "code": programme.code,
        "rows": [_row(number, each, wording) for number, each in enumerate(placements, start=1)],
        "totals": [
            wording.first.plural("{n} placement", "{n} placements", len(placements)),
            wording.first.plural("{n} host city", "{n} host cities", len(cities)),
        ],
    }


def _row(number: int, placement: PlacementSummaryFacts, wording: Wording) -> list[Printed | None]:
    person, host = placement.participant, placement.host
    days = sum(stay.days or 0 for stay in placement.stays)
    cells = [
        wording.first.number(number),
        placement.reference,
        person.name,
        wording.place(person.city, person.country),
        "\n".join(part for part in (wording.place(host.city, host.country), host.institution) if part),
        wording.first.period(placement.start, placement.end),
        wording.first.number(days) if days else "",
        wording.message(placement.status) or "",
    ]
    return [printed(cell) or None for cell in cells]
