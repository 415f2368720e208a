"""How far the cells of a column allow what its heading says. What stands in the cells outweighs the heading: a column
of days holds no numbers of passports, one of answers with yes or no holds neither."""

from exchange_desk.intake.fields import DATES
from exchange_desk.intake.profile import Profile
from exchange_desk.intake.words import words
from exchange_desk.support.text import fold

NAMING = ("full_name", "given_names", "family_names", "family_name_1", "family_name_2", "name")
"""Meanings of headings under which names stand."""
_AGAINST = 0.4
"""What is left of a meaning that the cells contradict: too little to be believed."""
_DOUBTED = 0.55
"""What is left of names over cells that hold none: believed while no other column names people."""
_ENOUGH = 3
"""So many filled cells can contradict a heading."""
_REGION_OR_STATE = frozenset(("estado", "stato", "etat", "estat", "distrito"))
_UNIT_OR_ADDRESS = frozenset(("direccion", "direccao", "direction", "direzione", "direccio"))
_DOCUMENTS = ("passport_number", "national_id")
_WORDED = ("city", "institution", "unit", "country", "nationality", "post", "honorific", "theme", "region")


def fit(field: str, seen: Profile, heading: str) -> float:
    """1 when the cells agree or are empty, less where they contradict the meaning."""
    if not seen.filled:
        return 1.0 if fold(heading) not in words("heading", "short_dates") else _AGAINST
    if field in NAMING and not_names(seen):
        return _DOUBTED
    contradicted = _answered(field, seen) or _contradicts(field, seen, heading)
    return _AGAINST if contradicted else 1.0


def not_names(seen: Profile) -> bool:
    """Do addresses, days or numbers stand in a column, and no names?"""
    return max(seen.mail, seen.date, seen.number, seen.phone) > 0.6


def _answered(field: str, seen: Profile) -> bool:
    """Answers with yes or no say nothing but of a language or in a note."""
    tells = field.startswith(("language", "note", "aside")) or field == "objective"
    return seen.answers >= 0.6 and seen.filled > 1 and not tells


def _contradicts(field: str, seen: Profile, heading: str) -> bool:
    if field in DATES:
        return not _may_be_days(field, seen, heading)
    if field in _DOCUMENTS:
        return seen.mail > 0.5 or seen.date > 0.5 or seen.name > 0.5 or (seen.spoken > 0.5 and seen.digits < 0.2)
    if field == "email":
        unlike = seen.name > 0.5 or seen.date > 0.5 or seen.words > 2.5 or seen.number > 0.5 or seen.phone > 0.5
        return seen.mail < 0.2 and unlike
    if field == "phone":
        wordy = seen.filled >= _ENOUGH and seen.digits + seen.number < 0.2 and seen.phone < 0.2 and seen.words > 1.2
        return seen.mail > 0.5 or seen.date > 0.8 or (seen.name > 0.5 and seen.phone < 0.2) or wordy
    if field == "sex":
        return seen.sex < 0.4 and seen.number < 0.8
    return field in _WORDED and _contradicts_words(field, seen, heading)


def _contradicts_words(field: str, seen: Profile, heading: str) -> bool:
    """Where words are looked for: no addresses, days or numbers, and no names of people where work is told."""
    key = fold(heading)
    if field == "region":
        unknown = key in _REGION_OR_STATE and max(seen.region, seen.state) < 0.3
        return unknown or seen.number > 0.6 or seen.mail > 0.5
    if field == "unit" and key in _UNIT_OR_ADDRESS and seen.digits > 0.4:
        return True
    if field == "honorific":
        return seen.words > 3 or seen.number > 0.5
    if field in ("post", "unit", "theme") and seen.filled >= _ENOUGH and seen.name > 0.6:
        return True
    return max(seen.mail, seen.date) > 0.6 or seen.number > 0.8


def _may_be_days(field: str, seen: Profile, heading: str) -> bool:
    """Days, numbers that count days, or at least short texts that are neither names nor addresses."""
    if fold(heading) in words("heading", "short_dates") and seen.date < 0.3:
        return False
    if field == "birth_date" and seen.date > 0.5 and seen.years > 2015:
        return False
    likely = seen.words < 4 and seen.name < 0.3 and seen.mail < 0.3
    return seen.date >= 0.3 or seen.number >= 0.8 or likely
