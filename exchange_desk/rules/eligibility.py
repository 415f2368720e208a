"""May this person be nominated and placed in this programme? A parameter left empty is a rule that does not apply."""

from collections.abc import Iterator
from datetime import date, timedelta

from exchange_desk.model import Network, Nomination, NominationStatus, Official, Programme, TravelDocument
from exchange_desk.rules.facts import EligibilityFacts, NomineeFacts
from exchange_desk.rules.periods import ALWAYS, Period
from exchange_desk.rules.verdict import Sentence, Verdict, blocks, overridable, sentence, warns
from exchange_desk.support.language import msg
from exchange_desk.support.problems import Problem, Severity
from exchange_desk.support.text import fold


def age_on(birth: date, day: date) -> int:
    """Full years. Who was born on 29 February is a year older on 1 March of other years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def age_verdict(official: Official, programme: Programme, first_day: date | None) -> Verdict | None:
    """Invariant I6 (override), on the programme's reference day, else on the first day of the stay.

    None when the programme has no limits or nobody knows the day. An unknown date of birth is to be checked.
    """
    least, most, day = programme.min_age, programme.max_age, programme.age_on or first_day
    if (least is None and most is None) or day is None:
        return None
    if official.birth_date is None:
        why = sentence(msg("To check: the date of birth is not recorded."))
        return warns("age", why, sentence(msg("Enter the date of birth with the official.")))
    age = age_on(official.birth_date, day)
    if least is not None and age < least:
        text = msg("The nominee is {age} on {day}; the programme admits from {least} years.")
        return overridable("age", sentence(text, age=age, day=day, least=least), _of_age(official.birth_date, least))
    if most is not None and age > most:
        text = msg("The nominee is {age} on {day}; the programme admits up to {most} years.")
        return overridable("age", sentence(text, age=age, day=day, most=most))
    return None


def _of_age(birth: date, years: int) -> Sentence:
    try:
        day = birth.replace(year=birth.year + years)
    except ValueError:  # born on 29 February
        day = date(birth.year + years, 3, 1)
    return sentence(msg("The nominee is old enough from {day}."), day=day)


def passport_verdict(nominee: NomineeFacts, host_country: str, last_day: date | None) -> Verdict | None:
    """Invariant I13 (warn): a passport valid on the day of return plus the programme's margin.

    None when the programme does not check it, the stay has no end, or host and sender are in one country.
    """
    margin = nominee.programme.passport_margin_days
    if margin is None or last_day is None or _same_country(nominee, host_country):
        return None
    passports = [document for document in nominee.official.documents if is_passport(document)]
    if not passports:
        why = sentence(msg("To check: no passport is recorded."))
        return warns("passport", why, sentence(msg("Ask for the passport and enter until when it is valid.")))
    dates = [document.expires_on for document in passports if document.expires_on]
    if not dates:
        why = sentence(msg("To check: until when the passport is valid is not recorded."))
        return warns("passport", why, sentence(msg("Ask until when it is valid and enter the date.")))
    needed = last_day + timedelta(days=margin)
    if max(dates) >= needed:
        return None
    why = sentence(
        msg("The passport is valid until {expiry}; it must be valid until {day}."), expiry=max(dates), day=needed
    )
    return warns("passport", why, sentence(msg("The passport is to be renewed before the trip.")))


def is_passport(document: TravelDocument) -> bool:
    """Also as lists write it: pasaporte, passaporte, passeport."""
    return fold(document.kind).startswith("pas") or not document.kind


def _same_country(nominee: NomineeFacts, host_country: str) -> bool:
    return bool(host_country) and nominee.home is not None and nominee.home.country == host_country


def lead_time_verdict(programme: Programme, first_day: date | None, today: date) -> Verdict | None:
    """Invariant I16 (warn): so many days between today and the first day of the stay."""
    if programme.lead_days is None or first_day is None:
        return None
    left = (first_day - today).days
    if left >= programme.lead_days:
        return None
    why = sentence(
        msg("Days left until the stay begins: {left}; the programme asks for {lead}."),
        left=max(0, left),
        lead=programme.lead_days,
    )
    earliest = today + timedelta(days=programme.lead_days)
    return warns("lead_time", why, sentence(msg("Begin on {day} or later."), day=earliest))


def check_twins(facts: EligibilityFacts) -> Iterator[Verdict]:
    """Invariant I10: one live nomination per person and programme (block)."""
    if facts.twins:
        why = sentence(msg("The person is nominated more than once in this programme."))
        yield blocks("duplicate", why, sentence(msg("Withdraw the other nomination.")))


def check_quota(facts: EligibilityFacts) -> Iterator[Verdict]:
    """Invariant I8: nominations per city; beyond the quota is for the reserve list (warn)."""
    quota, home = facts.nominee.programme.quota_per_city, facts.nominee.home
    counts = facts.nominee.nomination.status != NominationStatus.RESERVE
    if quota is not None and home is not None and counts and facts.position > quota:
        text = msg("Number {position} of {city}; the programme admits {quota} per city.")
        why = sentence(text, position=facts.position, city=home.name, quota=quota)
        yield warns("quota", why, sentence(msg("The reserve list is for those beyond the quota.")))


def check_age(facts: EligibilityFacts) -> Iterator[Verdict]:
    """Age before a stay is known: on the first day on which it could be."""
    nominee = facts.nominee
    days = [day for day in (nominee.programme.starts_on, nominee.nomination.available_from) if day]
    found = age_verdict(nominee.official, nominee.programme, max(days, default=facts.today))
    if found:
        yield found


def check_passport(facts: EligibilityFacts) -> Iterator[Verdict]:
    """Passport before a stay is known: on the last day on which it could end."""
    nominee = facts.nominee
    days = [day for day in (nominee.programme.ends_on, nominee.nomination.available_until) if day]
    found = passport_verdict(nominee, "", min(days, default=None))
    if found:
        yield found


def check_member(facts: EligibilityFacts) -> Iterator[Verdict]:
    """A programme open to the members of a network takes nominees of its members (override)."""
    network, nomination = facts.network, facts.nominee.nomination
    if network is None or facts.nominee.home is None:
        return
    day = facts.nominee.programme.starts_on or facts.today
    if not _is_member(network, facts.nominee.home.id, nomination.sending_institution_id, day):
        name = network.acronym or network.name
        text = msg("{city} is not a member of {network} on {day}.")
        why = sentence(text, city=facts.nominee.home.name, network=name, day=day)
        yield overridable("member", why, sentence(msg("Enter the membership with the network.")))


def _is_member(network: Network, city_id: str, institution_id: str | None, day: date) -> bool:
    members = [
        Period(member.joined_on, member.left_on) or ALWAYS
        for member in network.members
        if member.city_id == city_id or (institution_id and member.institution_id == institution_id)
    ]
    return any(member.first <= day.toordinal() <= member.last for member in members)


def check_previous(facts: EligibilityFacts) -> Iterator[Verdict]:
    """Invariant I9: earlier participation, for the officer to judge (warn)."""
    if facts.earlier:
        why = sentence(msg("Has taken part before: {placements}."), placements=facts.earlier)
        yield warns("previous", why, sentence(msg("Check whether the programme admits this.")))


ELIGIBILITY_RULES = (
    check_twins,
    check_age,
    check_member,
    check_quota,
    check_previous,
    check_passport,
)


def judge_nominee(facts: EligibilityFacts) -> tuple[Verdict, ...]:
    """What all rules say about a nomination by itself, the heaviest first."""
    found = [verdict for rule in ELIGIBILITY_RULES for verdict in rule(facts)]
    return tuple(sorted(found, key=lambda verdict: -verdict.severity.rank))


def missing(nomination: Nomination, official: Official, programme: Programme) -> list[Problem]:
    """What keeps a nomination from being complete (errors), and what its file should still get (warnings)."""
    found = list(_needed(nomination, official, programme))
    if not official.languages:
        found.append(_lack("languages", Severity.WARNING, msg("The languages with their levels are not recorded.")))
    if not nomination.objective.strip():
        found.append(_lack("objective", Severity.WARNING, msg("The objective is not recorded.")))
    if not (nomination.endorsed_by.strip() or nomination.letter_date):
        found.append(_lack("endorsed_by", Severity.WARNING, msg("The letter of nomination is not recorded.")))
    return found


def _needed(nomination: Nomination, official: Official, programme: Programme) -> Iterator[Problem]:
    if not (official.given_names.strip() and official.family_names.strip()):
        yield _lack("family_names", Severity.ERROR, msg("Given names or family names are missing."))
    if not official.email.strip() and not official.phone.strip():
        yield _lack("email", Severity.ERROR, msg("The e-mail or a phone is missing."))
    if not nomination.sending_city_id:
        yield _lack("sending_city_id", Severity.ERROR, msg("The sending city is missing."))
    if official.birth_date is None and (programme.min_age is not None or programme.max_age is not None):
        yield _lack("birth_date", Severity.ERROR, msg("The date of birth is missing; the programme has an age limit."))
    if programme.passport_margin_days is not None and not any(
        d.expires_on for d in official.documents if is_passport(d)
    ):
        yield _lack("documents", Severity.ERROR, msg("The passport and its last valid day are missing."))


def _lack(field: str, severity: Severity, text: str) -> Problem:
    return Problem(f"nomination.missing.{field}", severity, text, field)
