"""Why a column was read as it was: what an officer is shown beside the column, and may overrule."""

from typing import Any

from exchange_desk.support.language import msg
from exchange_desk.support.problems import Problem, Severity

_TEXTS: dict[str, str] = {
    "date.day_first": msg("Day first: in values such as “{value}” ({n} in all) the first number is above 12."),
    "date.month_first": msg("Month first: in values such as “{value}” ({n} in all) the second number is above 12."),
    "date.day_first.other": msg("Day first, as in the other dates of the file."),
    "date.month_first.other": msg("Month first, as in the other dates of the file."),
    "date.day_first.country": msg("Day first, as is usual in {country}; no value of the column tells."),
    "date.day_first.points": msg("Day first: so it is wherever points part the numbers, as in “{value}”."),
    "date.day_first.answered": msg("Day first, as was decided for this column."),
    "date.month_first.answered": msg("Month first, as was decided for this column."),
    "sex.woman": msg("M was read as woman (mujer), because “{value}” stands in the same column."),
    "sex.man": msg("M was read as man (masculino), because “{value}” stands in the same column."),
    "sex.woman.answered": msg("M was read as woman (mujer), as was decided for this column."),
    "sex.man.answered": msg("M was read as man (masculino), as was decided for this column."),
    "name.given_first": msg("Given names first: so say the words of most of the {n} names, such as “{value}”."),
    "name.family_first": msg("Family names first: so say the words of most of the {n} names, such as “{value}”."),
    "name.given_first.parted": msg("Given names first, then a sign between, as in “{value}”."),
    "name.family_first.parted": msg("Family names first, then a sign between, as in “{value}”."),
    "name.given_first.answered": msg("Given names first, as was decided for this column."),
    "name.family_first.answered": msg("Family names first, as was decided for this column."),
    "name.holds_given": msg("Whatever the heading says, the words below are given names, such as “{value}”."),
    "name.holds_family": msg("Whatever the heading says, the words below are family names, such as “{value}”."),
}


def because(key: str, about: str | None, /, **params: Any) -> Problem:
    """One reason, to be said in any language. `about`: the field of the column."""
    return Problem(key, Severity.NOTE, _TEXTS[key], about, params)
