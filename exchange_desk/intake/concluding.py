"""What follows from the values of a row taken together: its country, and whether its days make sense."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from exchange_desk.intake import context, places
from exchange_desk.intake.directory import KnownCity, Value
from exchange_desk.intake.doubts import CellProblem, problem

_FEW, _NEARLY_ALL = 3, 0.95


class Concluded(Protocol):
    """A row as far as conclusions go."""

    values: dict[str, Value]
    problems: list[CellProblem]


def conclude_countries(rows: Sequence[Concluded], sender: KnownCity | None, mails: Iterable[str]) -> None:
    """The country of the rows that name none and have no city, each with what it was taken from.

    The first of these that says something: the nationality, the sender's city, the state or region, the domains of
    the list when (nearly) all belong to one country. `mails`: the e-mail cells of the whole file.
    """
    regions = {str(row.values.get("region", "")) for row in rows}
    shared = context.region_country(regions)
    domain = _one_domain(mails)
    for row in rows:
        if row.values.get("country"):
            continue
        for key, found in (
            ("country.nationality", str(row.values.get("nationality") or "")),
            ("country.sender", sender.country if sender else ""),
            ("country.region", _region(str(row.values.get("region") or ""), shared)),
            ("country.domain", domain),
        ):
            if found:
                row.values["country"] = found
                row.problems.append(CellProblem(0, problem(key, "country", country=found)))
                break


def _region(name: str, shared: str) -> str:
    """The only country with a region of this name, else the one in which all regions of the list are."""
    countries = places.region_countries(name) if name else frozenset()
    if len(countries) == 1:
        return next(iter(countries))
    return shared if shared in countries or places.region_codes(name, [shared]) else ""


def _one_domain(mails: Iterable[str]) -> str:
    votes = Counter(code for code in map(context.country_of_mail, mails) if code)
    best, count = votes.most_common(1)[0] if votes else ("", 0)
    return best if count >= _FEW and count >= _NEARLY_ALL * votes.total() else ""


def check_period(row: Concluded) -> None:
    """Days on which somebody can go: an end before its beginning leaves both out, they cannot both be right."""
    start, end = row.values.get("start"), row.values.get("end")
    if isinstance(start, date) and isinstance(end, date) and end < start:
        del row.values["start"], row.values["end"]
        row.problems.append(CellProblem(0, problem("period.reversed", "end", start=start, end=end)))
