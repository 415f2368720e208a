"""What a record must say about itself: required fields, e-mail shape, dates in order."""

from collections.abc import Iterator
from datetime import date

from exchange_desk.model import Record, field_info
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import Problem, Severity

_PERIODS = (
    ("starts_on", "ends_on"),
    ("available_from", "available_until"),
    ("insurance_from", "insurance_until"),
    ("call_opens_on", "call_closes_on"),
    ("joined_on", "left_on"),
    ("valid_from", "valid_until"),
    ("arrived_on", "left_on"),
    ("min_age", "max_age"),
    ("min_weeks", "max_weeks"),
)


class FieldProblem(Problem):
    """A problem that names a field by its label (`params["field"]`), which each reader sees in their language."""

    def say(self, lang: Language) -> str:
        return lang(self.text, **{**self.params, "field": lang(self.params["field"])})


def check_fields(record: Record) -> Iterator[Problem]:
    """Every problem that a record shows by itself."""
    for column in record.__table__.columns:
        info = field_info(record, column.key)
        value = getattr(record, column.key)
        if info and info.required and value in (None, ""):
            about = {"field": info.label}
            yield FieldProblem("field.required", Severity.ERROR, msg("“{field}” is needed."), column.key, about)
        if info and info.kind == "email" and value and not _looks_like_email(value):
            text = msg("The e-mail “{value}” is not complete. Type, for example, maria@example.org.")
            yield Problem("email.shape", Severity.ERROR, text, column.key, {"value": value})
    yield from _order(record)


def _looks_like_email(value: str) -> bool:
    name, at, domain = value.strip().partition("@")
    return bool(name and at and "." in domain.strip(".") and " " not in value.strip())


def _order(record: Record) -> Iterator[Problem]:
    for first, last in _PERIODS:
        start, end = getattr(record, first, None), getattr(record, last, None)
        if start is not None and end is not None and end < start:
            text = (
                msg("It ends ({end}) before it starts ({start}). Change one of the dates.")
                if isinstance(start, date)
                else msg("The greatest ({end}) is less than the least ({start}). Change one of them.")
            )
            yield Problem("period.order", Severity.ERROR, text, last, {"start": start, "end": end})
