"""What the intake has to say about a cell or a row, and what it has to ask. Keys are stable; texts are translated."""

from dataclasses import dataclass, field
from typing import Any

from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import Problem, Severity

_NOTE, _WARNING, _ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR

PROBLEMS: dict[str, tuple[Severity, str]] = {
    "name.case_changed": (_NOTE, msg("The capitals were changed: “{before}” became “{after}”.")),
    "name.split_doubtful": (
        _WARNING,
        msg("“{value}” was read as given names “{given}” and family names “{family}”. Check where these begin."),
    ),
    "name.turned": (
        _WARNING,
        msg("“{given}” stands as given names and “{family}” as family names. Have the two changed places?"),
    ),
    "name.only_one": (_WARNING, msg("Only one name is given: “{value}”. Add the other part if it is known.")),
    "name.repeated": (_WARNING, msg("The same text “{value}” stood in two name columns and was used once.")),
    "name.missing": (_ERROR, msg("This row has no name. Type it, or skip the row.")),
    "name.open": (
        _ERROR,
        msg("Nobody is named here yet: it says “{value}”. Type the name when it is known, or skip the row."),
    ),
    "name.no_name": (_WARNING, msg("“{value}” stands where a name should be, and is none; it was left out.")),
    "name.remark": (_NOTE, msg("“{remark}” stood in brackets after the name and was moved to the notes.")),
    "name.nickname": (_NOTE, msg("“{nickname}” stood in quotes in the name and was moved to the notes.")),
    "name.mark": (
        _WARNING,
        msg("The mark “{mark}” after the name was left out. Look below the table for what it means."),
    ),
    "name.honorific": (_NOTE, msg("“{honorific}” was taken off the name and kept as the honorific.")),
    "email.no_at": (
        _WARNING,
        msg("The e-mail “{value}” has no @ and was left out. Type, for example, maria@example.org."),
    ),
    "email.form": (
        _WARNING,
        msg("The e-mail “{value}” is not complete and was left out. Type, for example, maria@example.org."),
    ),
    "email.hint": (_WARNING, msg("The e-mail “{value}” is not complete and was left out. Is it “{hint}”?")),
    "email.marks": (
        _WARNING,
        msg("The e-mail “{value}” has letters with marks, which most mail systems refuse. Is it “{hint}”?"),
    ),
    "email.typo": (_WARNING, msg("The e-mail “{value}” may have a slip in its last part. Is it “{hint}”?")),
    "email.extra": (_WARNING, msg("“{value}” says more than an e-mail. Check that the address was read rightly.")),
    "email.several": (
        _NOTE,
        msg("There are several e-mails in the cell. “{value}” was kept; the cell also has {others}."),
    ),
    "phone.as_written": (_NOTE, msg("The phone “{value}” was kept as written; the country or area code is missing.")),
    "phone.unread": (_WARNING, msg("“{value}” is not a phone number and was left out.")),
    "date.unread": (
        _WARNING,
        msg("“{value}” is not a date that could be read, so it was left out. Type, for example, 1980-03-12."),
    ),
    "date.short_year": (_NOTE, msg("“{value}” has a year of two digits and was read as {date}.")),
    "date.serial": (_NOTE, msg("The number {value} was read as the date {date}, as Excel counts days.")),
    "date.year_only": (_WARNING, msg("“{value}” is a year without day and month, so it was left out.")),
    "date.age": (_WARNING, msg("“{value}” looks like an age and not like a date, so it was left out.")),
    "date.turned": (
        _WARNING,
        msg("“{value}” was read as {date}, in another order than the rest of the column. Check it."),
    ),
    "date.hour": (_WARNING, msg("The time {hour} stands with the date {date}; the day may be off by one. Check it.")),
    "date.age_unlikely": (_WARNING, msg("Born on {date}, this person would be {age} years old. Check the date.")),
    "date.not_born": (_WARNING, msg("The date of birth {date} lies ahead. Is it the day on which a document expires?")),
    "date.by_country": (_NOTE, msg("“{value}” was read as {date}, with the day first as is usual in the country.")),
    "date.unlikely": (_WARNING, msg("The date {date} is not likely here. Check it.")),
    "sex.unread": (_WARNING, msg("“{value}” was not understood as a sex and was left out.")),
    "country.unread": (_WARNING, msg("“{value}” is not a country or nationality known here, so it was left out.")),
    "country.nationality": (_NOTE, msg("The country was taken from the nationality.")),
    "country.sender": (_NOTE, msg("The country was taken from the city that sent the list.")),
    "country.region": (_NOTE, msg("The country was taken from the state or region.")),
    "country.domain": (_NOTE, msg("The country was taken from the e-mail addresses of the list.")),
    "period.reversed": (
        _WARNING,
        msg("The period ends on {end}, before it starts on {start}, so both days were left out. Ask the sender."),
    ),
    "language.approximate": (_NOTE, msg("“{value}” was read as about {level}. It is not a certified level.")),
    "language.unread": (_WARNING, msg("“{value}” was not understood as a language with its level.")),
    "document.was_number": (_NOTE, msg("The cell holds a number, so zeros at the beginning may be missing.")),
    "document.status": (_NOTE, msg("“{value}” stands where the number of a document should be; none was kept.")),
    "document.damaged": (
        _WARNING,
        msg("Excel has lost digits of this number, so it was left out. Ask the sender for it as text."),
    ),
    "document.check": (
        _WARNING,
        msg("The check digit of this {kind} is not right. Compare the number with the document."),
    ),
    "document.words": (_NOTE, msg("“{value}” is not a number and was left out.")),
    "city.other_name": (_NOTE, msg("“{value}” was read as {city}.")),
    "city.by_list": (_NOTE, msg("“{value}” was read as {place}, because the list is from that country.")),
    "city.by_desk": (_NOTE, msg("“{value}” was read as {place}, which the desk already has.")),
    "city.by_size": (_NOTE, msg("“{value}” was read as {place}, by far the largest city of that name.")),
    "city.added": (_NOTE, msg("{place} is not in the desk yet and will be added, with its position and time zone.")),
    "city.unknown": (_WARNING, msg("The city “{value}” is not in the desk yet and will be added.")),
    "city.no_country": (
        _WARNING,
        msg("The city “{value}” is not in the desk. It stays in the notes until its country is known."),
    ),
    "cell.error": (_WARNING, msg("The cell shows the error {error} instead of a value.")),
    "cell.comment": (_NOTE, msg("The cell carries a comment: “{text}”.")),
    "cell.uncalculated": (
        _WARNING,
        msg("The file holds a formula without its result. Open it in Excel, save it and send it again."),
    ),
    "text.repaired": (_NOTE, msg("Damaged letters were repaired: “{before}” became “{after}”.")),
    "text.lost": (_WARNING, msg("“{value}” seems to have lost letters. Check it.")),
    "context.city": (_NOTE, msg("The city {value} was taken from “{source}”.")),
    "context.region": (_NOTE, msg("The region {value} was taken from “{source}”.")),
    "context.country": (_NOTE, msg("The country was taken from “{source}”.")),
    "context.institution": (_NOTE, msg("The institution was taken from “{source}”.")),
    "context.theme": (_NOTE, msg("The theme was taken from “{source}”.")),
    "context.unit": (_NOTE, msg("The unit was taken from “{source}”.")),
    "note.decision": (
        _NOTE,
        msg("The note “{value}” may hold a decision about this person. Look at it first."),
    ),
    "note.withdrawn": (
        _WARNING,
        msg("The note “{value}” says that this person does not take part. If so, skip the row."),
    ),
    "note.substitute": (
        _WARNING,
        msg(
            "The note “{value}” speaks of a substitute. Decide which of the two is nominated, and skip the row of the "
            "other."
        ),
    ),
    "note.participated": (
        _WARNING,
        msg(
            "The note “{value}” says that this person took part before. Check whether the programme allows it; if not, "
            "skip the row."
        ),
    ),
    "note.sensitive": (_WARNING, msg("The note seems to speak of health. Keep only what the stay needs.")),
    "row.reserve": (
        _WARNING,
        msg("The colour of the row marks a substitute. Decide whether this person is nominated."),
    ),
    "row.withdraws": (_NOTE, msg("The nomination of this person will be withdrawn when the list is imported.")),
    "person.twice": (_NOTE, msg("The same person stands in row {row} of the sheet “{sheet}”; both rows were joined.")),
    "person.namesake": (
        _NOTE,
        msg(
            "Somebody called “{name}” is known already, but many people bear that name and nothing else in the row "
            "tells who it is; kept as another person."
        ),
    ),
    "person.conflict": (
        _WARNING,
        msg("“{name}” is already known, but the e-mail, document or date of birth differs; kept as another person."),
    ),
}


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A problem and its column; column 0: it is about the whole row."""

    column: int
    problem: Problem


def problem(key: str, about: str | None = None, /, **params: Any) -> Problem:
    severity, text = PROBLEMS[key]
    return Problem(key, severity, text, about, params)


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer. `id` is stable, so that answers can be kept in a file."""

    id: str
    text: str
    params: dict[str, Any] = field(default_factory=dict)

    def say(self, lang: Language) -> str:
        return lang(self.text, **self.params)


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can decide. `rows`: (sheet, row) of every row that waits for it."""

    id: str
    key: str
    text: str
    params: dict[str, Any]
    rows: tuple[tuple[str, int], ...]
    options: tuple[Option, ...]

    def say(self, lang: Language) -> str:
        return lang(self.text, **self.params)


@dataclass(frozen=True, slots=True)
class CountryName:
    """A parameter shown as the country's name in the reader's language."""

    code: str

    def say(self, lang: Language) -> str:
        return lang.country(self.code)


@dataclass(frozen=True, slots=True)
class Word:
    """A parameter that is itself a text to be translated, marked with `msg`."""

    text: str

    def say(self, lang: Language) -> str:
        return lang(self.text)


@dataclass(frozen=True, slots=True)
class CityName:
    """A parameter shown as a city with where it lies: "Córdoba (Andalucía, España)"."""

    name: str
    region: str
    country: str

    def say(self, lang: Language) -> str:
        where = [part for part in (self.region, lang.country(self.country)) if part]
        return lang("{city} ({place})", city=self.name, place=", ".join(where)) if where else self.name
