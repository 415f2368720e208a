"""What a plan asks and says, gathered so that one kind is settled after the other."""

from collections.abc import Iterable
from dataclasses import dataclass

from exchange_desk.intake.decisions import RowKey
from exchange_desk.intake.doubts import CellProblem
from exchange_desk.intake.judging import Outcome, PlanRow
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.language import Language, msg
from exchange_desk.support.problems import Severity

TITLES: dict[str, str] = {
    "date.order": msg("Order of day and month"),
    "sex.m": msg("What M stands for"),
    "name.order": msg("Which name comes first"),
    "name.two_people": msg("Two people in one cell"),
    "city.homonym": msg("Cities of the same name"),
    "city.similar": msg("City not known"),
    "row.struck": msg("Names struck through"),
    "identity.ambiguous": msg("Possibly known already"),
    "identity.twice": msg("Possibly twice in the file"),
    "name.case_changed": msg("Capitals changed"),
    "name.split_doubtful": msg("Where the family names begin"),
    "name.only_one": msg("Only one name"),
    "name.repeated": msg("Name written twice"),
    "name.missing": msg("No name"),
    "name.honorific": msg("Honorific taken off"),
    "email.no_at": msg("E-mail without @"),
    "email.form": msg("E-mail not complete"),
    "email.hint": msg("E-mail misspelt"),
    "email.several": msg("Several e-mails in a cell"),
    "phone.as_written": msg("Phone kept as written"),
    "phone.unread": msg("Phone not understood"),
    "date.unread": msg("Date not understood"),
    "date.short_year": msg("Year with two digits"),
    "date.serial": msg("Number read as a date"),
    "date.unlikely": msg("Date not likely"),
    "sex.unread": msg("Sex not understood"),
    "country.unread": msg("Country not understood"),
    "language.approximate": msg("Level of language estimated"),
    "language.unread": msg("Language not understood"),
    "document.was_number": msg("Zeros may be missing"),
    "document.words": msg("Document number left out"),
    "city.other_name": msg("City by another name"),
    "city.unknown": msg("City to be added"),
    "city.no_country": msg("City without a country"),
    "cell.error": msg("Cell with an error"),
    "cell.uncalculated": msg("Formula without its result"),
    "text.repaired": msg("Letters repaired"),
    "text.lost": msg("Letters lost"),
    "context.city": msg("City taken from a title"),
    "context.region": msg("Region taken from a title"),
    "context.country": msg("Country taken from a title"),
    "context.institution": msg("Institution taken from a title"),
    "context.unit": msg("Unit taken from a title"),
    "person.twice": msg("Same person in two rows"),
    "person.conflict": msg("Same name, other person"),
    "person.apart": msg("Same name, other person"),
}
"""What a kind of question or problem is called in the list beside the rows."""

OTHER = msg("Other remarks")

OUTCOMES: dict[Outcome, tuple[str, str, str]] = {
    Outcome.NEW: (msg("New"), "user-plus", "good"),
    Outcome.UPDATE: (msg("Updated"), "pencil", "info"),
    Outcome.SAME: (msg("Unchanged"), "check", "dim"),
    Outcome.WAITING: (msg("To decide"), "circle-help", "warning"),
    Outcome.SKIPPED: (msg("Skipped"), "minus", "dim"),
    Outcome.REFUSED: (msg("Without a name"), "ban", "error"),
}
"""Outcome → its word, icon and tone."""

_ORDER = {"question": 0, Severity.ERROR: 1, Severity.WARNING: 2, Severity.NOTE: 3}
TONES = {"question": "warning", Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}


@dataclass(frozen=True)
class IssueGroup:
    """All rows about which one kind of thing is asked or said. `kind`: question or a severity."""

    key: str
    kind: str
    title: str
    rows: tuple[RowKey, ...]
    questions: tuple[str, ...] = ()

    @property
    def tone(self) -> str:
        return TONES[self.kind]


def groups(plan: ImportPlan, lang: Language) -> list[IssueGroup]:
    """Questions first, then errors, warnings and notes; within each the most frequent first."""
    found = [*_questions(plan, lang), *_problems(plan, lang)]
    return sorted(found, key=lambda group: (_ORDER[group.kind], -len(group.rows)))


def _questions(plan: ImportPlan, lang: Language) -> Iterable[IssueGroup]:
    keys = dict.fromkeys(question.key for question in plan.questions)
    for key in keys:
        own = [question for question in plan.questions if question.key == key]
        rows = dict.fromkeys(row for question in own for row in question.rows)
        ids = tuple(question.id for question in own)
        yield IssueGroup(key, "question", lang(TITLES.get(key, OTHER)), tuple(rows), ids)


def _problems(plan: ImportPlan, lang: Language) -> Iterable[IssueGroup]:
    rows: dict[tuple[str, str], dict[RowKey, None]] = {}
    for row in plan.rows:
        for found in said_about(row):
            rows.setdefault((found.problem.key, str(found.problem.severity)), {})[row.sheet, row.row] = None
    for (key, severity), keys in rows.items():
        yield IssueGroup(key, Severity(severity), lang(TITLES.get(key, OTHER)), tuple(keys))


def said_about(row: PlanRow) -> tuple[CellProblem, ...]:
    """The problems of a row that still matter: none when it is left out anyway."""
    return () if row.outcome is Outcome.SKIPPED else row.problems


def counts(plan: ImportPlan) -> dict[str, int]:
    """How many rows wait, and how many errors, warnings and notes the plan has."""
    found = {"question": sum(row.outcome is Outcome.WAITING for row in plan.rows)}
    for severity in Severity:
        found[str(severity)] = sum(each.problem.severity is severity for row in plan.rows for each in said_about(row))
    return found
