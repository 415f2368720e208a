"""What a plan asks and says, gathered so that one kind is settled after the other."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exchange_desk.gui.imports.cells import fields_in_order
from exchange_desk.intake.decisions import RowKey
from exchange_desk.intake.doubts import CellProblem
from exchange_desk.intake.judging import Outcome, PlanRow
from exchange_desk.intake.plan import ImportPlan
from exchange_desk.support.language import msg
from exchange_desk.support.problems import Severity

TITLES: dict[str, str] = {
    "date.order": msg("Order of day and month"),
    "sex.m": msg("What M stands for"),
    "name.order": msg("Which name comes first"),
    "name.two_people": msg("Two people in one cell"),
    "city.homonym": msg("Cities of the same name"),
    "city.similar": msg("City not known"),
    "city.elsewhere": msg("City known in another country"),
    "city.doubtful": msg("Not a city"),
    "row.struck": msg("Names struck through"),
    "row.filled": msg("Coloured rows"),
    "row.reserve": msg("Substitutes"),
    "column.repeat_above": msg("Blank cells below a value"),
    "list.missing": msg("In the list no longer"),
    "nomination.ended": msg("Nominations that have ended"),
    "row.withdraws": msg("Marked as withdrawn in the list"),
    "identity.ambiguous": msg("Possibly known already"),
    "identity.twice": msg("Possibly twice in the file"),
    "name.case_changed": msg("Capitals changed"),
    "name.split_doubtful": msg("Where the family names begin"),
    "name.only_one": msg("Only one name"),
    "name.turned": msg("Names that may have changed places"),
    "name.repeated": msg("Name written twice"),
    "name.open": msg("Nobody named yet"),
    "name.no_name": msg("No name in its column"),
    "name.missing": msg("No name"),
    "name.honorific": msg("Honorific taken off"),
    "name.mark": msg("Mark after the name"),
    "name.nickname": msg("Nickname taken off the name"),
    "name.remark": msg("Remark taken off the name"),
    "email.no_at": msg("E-mail without @"),
    "email.form": msg("E-mail not complete"),
    "email.hint": msg("E-mail misspelt"),
    "email.marks": msg("E-mail with accents"),
    "email.several": msg("Several e-mails in a cell"),
    "email.typo": msg("E-mail probably misspelt"),
    "email.extra": msg("Text beside the e-mail"),
    "phone.as_written": msg("Phone kept as written"),
    "phone.unread": msg("Phone not understood"),
    "date.unread": msg("Date not understood"),
    "date.short_year": msg("Year with two digits"),
    "date.serial": msg("Number read as a date"),
    "date.unlikely": msg("Date not likely"),
    "date.year_only": msg("Year without day and month"),
    "date.age": msg("Age instead of a date"),
    "date.turned": msg("Date in another order"),
    "date.hour": msg("Date with a time of day"),
    "date.age_unlikely": msg("Age not likely"),
    "date.not_born": msg("Date of birth that lies ahead"),
    "date.by_country": msg("Order of the date by the country"),
    "sex.unread": msg("Sex not understood"),
    "country.unread": msg("Country not understood"),
    "country.nationality": msg("Country taken from the nationality"),
    "country.sender": msg("Country taken from the sender"),
    "country.region": msg("Country taken from the region"),
    "country.domain": msg("Country taken from the e-mails"),
    "period.reversed": msg("Period ends before it starts"),
    "language.approximate": msg("Level of language estimated"),
    "language.unread": msg("Language not understood"),
    "document.was_number": msg("Zeros may be missing"),
    "document.words": msg("Document number left out"),
    "document.damaged": msg("Document number damaged by Excel"),
    "document.status": msg("Document still being issued"),
    "document.check": msg("Document number that does not add up"),
    "city.other_name": msg("City by another name"),
    "city.unknown": msg("City to be added"),
    "city.no_country": msg("City without a country"),
    "city.added": msg("City found and to be added"),
    "city.by_desk": msg("City of several that the desk has"),
    "city.by_list": msg("City of several by the rest of the list"),
    "city.by_size": msg("City of several by its size"),
    "cell.error": msg("Cell with an error"),
    "cell.uncalculated": msg("Formula without its result"),
    "cell.comment": msg("Comment in the file"),
    "text.repaired": msg("Letters repaired"),
    "text.lost": msg("Letters lost"),
    "context.city": msg("City taken from a title"),
    "context.region": msg("Region taken from a title"),
    "context.country": msg("Country taken from a title"),
    "context.institution": msg("Institution taken from a title"),
    "context.theme": msg("Theme taken from a title"),
    "context.unit": msg("Unit taken from a title"),
    "note.decision": msg("Note that may decide"),
    "note.withdrawn": msg("Note of somebody who withdraws"),
    "note.substitute": msg("Note about a substitute"),
    "note.participated": msg("Note of having taken part"),
    "note.sensitive": msg("Note about health"),
    "person.twice": msg("Same person in two rows"),
    "person.conflict": msg("Same name, other person"),
    "person.apart": msg("Same name, other person"),
    "person.namesake": msg("Namesake"),
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
    """All rows about which one kind of thing is asked or said. `kind`: question or a severity. `rows`: how many."""

    key: str
    kind: str
    rows: int

    @property
    def title(self) -> str:
        """Text source."""
        return TITLES.get(self.key, OTHER)

    @property
    def tone(self) -> str:
        return TONES[self.kind]


@dataclass(frozen=True)
class Digest:
    """What the window says about a plan, gathered in one pass: rows by outcome, groups of issues in the order in which
    they are settled, errors and warnings in all, and the fields that the review shows."""

    totals: Mapping[str, int]
    groups: tuple[IssueGroup, ...]
    remarks: int
    fields: tuple[str, ...]

    @property
    def ready(self) -> int:
        """How many rows would be imported now."""
        return self.totals["new"] + self.totals["update"] + self.totals["same"]

    @property
    def left(self) -> int:
        """How many rows would stay out although nobody skipped them."""
        return self.totals["waiting"] + self.totals["refused"]


def digest(plan: ImportPlan) -> Digest:
    """Gather it; for ten thousand rows some tenths of a second."""
    said: Counter[tuple[str, Severity]] = Counter()
    fields = {column.field for table in plan.tables for column in table.columns if column.field}
    spoken: set[str] = set()
    remarks = 0
    for row in plan.rows:
        kinds = {(each.problem.key, each.problem.severity) for each in said_about(row)}
        said.update(kinds)
        remarks += sum(each.problem.severity is not Severity.NOTE for each in said_about(row))
        fields.update(row.values.keys())
        spoken.update(each.problem.field for each in row.problems if each.problem.field)
    fields.discard("language.mul")
    groups = [*_questions(plan), *(IssueGroup(key, severity, rows) for (key, severity), rows in said.items())]
    groups.sort(key=lambda group: (_ORDER[group.kind], -group.rows))
    return Digest(plan.totals(), tuple(groups), remarks, tuple(fields_in_order(fields | spoken)))


def _questions(plan: ImportPlan) -> Iterable[IssueGroup]:
    rows: dict[str, set[RowKey]] = {}
    for question in plan.questions:
        rows.setdefault(question.key, set()).update(question.rows)
    return [IssueGroup(key, "question", len(found)) for key, found in rows.items()]


def said_about(row: PlanRow) -> tuple[CellProblem, ...]:
    """The problems of a row that still matter: none when it is left out anyway."""
    return () if row.outcome is Outcome.SKIPPED else row.problems
