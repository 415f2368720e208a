"""What becomes of each row: new, update, same, waiting, skipped or refused."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from exchange_desk.intake.acquaintances import Acquaintances
from exchange_desk.intake.decisions import Decisions, Policy, RowKey
from exchange_desk.intake.directory import KnownCity, Value
from exchange_desk.intake.doubts import CellProblem, Option, Question, problem
from exchange_desk.intake.earlier import NOTHING_SAID, Kind, Said
from exchange_desk.intake.fields import OF_NOMINATION
from exchange_desk.intake.identity import Match, Register, Verdict, against
from exchange_desk.intake.leaving import STRUCK, but_not, leaving
from exchange_desk.intake.reading import ReadRow
from exchange_desk.intake.returning import taken_up
from exchange_desk.intake.traits import COMMON_NAME, FIRM, Traits, traits
from exchange_desk.support.language import msg
from exchange_desk.support.progress import Progress

_CLOSE = 92
_TWICE, _KNOWN = "persons:twice", "persons:known"
_CHOICES = 3
_CLEARLY = 5.0
"""Bits by which one namesake is likelier than another: one city or institution in common."""

_PERSONAL = (
    "given_names",
    "family_names",
    "honorific",
    "sex",
    "birth_date",
    "nationality",
    "email",
    "phone",
    "post",
    "unit",
    "institution",
    "city",
    "passport_number",
    "passport_expiry",
    "national_id",
)


class Outcome(StrEnum):
    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    WAITING = "waiting"
    SKIPPED = "skipped"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Change:
    """A field that differs from what the desk has. `applied` False: the file's value is only shown. `kind`: what an
    earlier version of the list says about it."""

    field: str
    old: Value | None
    new: Value
    applied: bool
    kind: Kind = Kind.OTHER


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of the file and what becomes of it.

    `match`: the person it is (update, same) or may be (waiting). `joined`: the earlier row of the file that is the
    same person. `questions`: ids of those still open. `city`: where the row's city is to be found; its id None: new.
    `apart`: people of the desk of whom it was said that they are somebody else. `withdrawn`: the mark (leaving.py) by
    which the list ends the nomination of `match`.
    """

    sheet: str
    row: int
    outcome: Outcome
    values: Mapping[str, Value]
    problems: tuple[CellProblem, ...] = ()
    questions: tuple[str, ...] = ()
    match: Match | None = None
    changes: tuple[Change, ...] = ()
    joined: RowKey | None = None
    city: KnownCity | None = None
    apart: tuple[str, ...] = ()
    withdrawn: str = ""

    @property
    def is_somebody(self) -> bool:
        """Is it `match`, beyond doubt, and taken or about to be?"""
        asked = any(question.startswith("person") for question in self.questions)
        return self.match is not None and self.outcome not in (Outcome.SKIPPED, Outcome.REFUSED) and not asked

    @property
    def name(self) -> str:
        """ "Núñez Pérez, María", for lists and messages."""
        parts = (self.values.get("family_names"), self.values.get("given_names"))
        return ", ".join(str(part) for part in parts if part)


@dataclass
class _Person:
    """Somebody as the rows read so far leave them; `waits`: questions on which their first row waits.

    `nominated`: `values` holds what their nomination says too.
    """

    values: dict[str, Value]
    match: Match | None = None
    waits: tuple[str, ...] = ()
    nominated: bool = False


@dataclass
class Judged:
    rows: list[list[PlanRow]] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)


class Judge:
    """Goes through the rows in the order of the file, remembering whom it has met.

    `said`: what earlier versions of the list said; `raw`: (row, field) → texts of the cells that it was read from.
    `marked`: rows of people who withdrew → the mark that says so.
    """

    def __init__(
        self,
        known: Acquaintances,
        decisions: Decisions,
        said: Said = NOTHING_SAID,
        raw: Callable[[RowKey, str], str] = lambda row, field: "",  # noqa: ARG005 - nobody asks what the cells said
        marked: Mapping[RowKey, str] | None = None,
    ) -> None:
        self._known, self._decisions, self._marked = known, decisions, marked or {}
        self._said, self._raw = said, raw
        self._here = Register(same_list=True)
        self._met: dict[str | RowKey, _Person] = {}
        self._asked: dict[str, Question] = {}

    def judge(self, tables: Sequence[Sequence[ReadRow]], progress: Progress) -> Judged:
        total, done = sum(len(rows) for rows in tables), 0
        result = Judged(questions=self._asked)
        self._known.meet((traits(row.values) for rows in tables for row in rows), progress)
        for rows in tables:
            result.rows.append([])
            for row in rows:
                if done % 500 == 0:
                    progress.step(done, total)
                done += 1
                result.rows[-1].append(self._row(row))
        staying = {row.match.id or "" for rows in result.rows for row in rows if row.is_somebody and row.match}
        result.rows = [but_not(rows, staying) for rows in result.rows]
        return result

    def _row(self, row: ReadRow) -> PlanRow:
        if row.key in self._decisions.skipped:
            return _plan_row(row, Outcome.SKIPPED)
        if row.key in self._marked:
            return self._leaving(row, self._marked[row.key])
        if not row.values.get("given_names") and not row.values.get("family_names"):
            return _plan_row(row, Outcome.REFUSED)
        if row.struck:
            answer = self._decisions.answers.get(f"struck:{row.key[0]}")
            if answer == "skip":
                return self._leaving(row, STRUCK)
            if answer != "take":
                self._ask_struck(row)
        return self._person(row)

    def _leaving(self, row: ReadRow, mark: str) -> PlanRow:
        """Somebody who withdrew: left out, and a nomination that stands ends. Asked only where that may be at stake."""
        skipped, found = _plan_row(row, Outcome.SKIPPED), self._known.candidates(traits(row.values))
        likely = [match for match in found if match.id and match.verdict is not Verdict.APART][:_CHOICES]
        if not any(self._is_nominated(match) for match in likely):
            return skipped
        asked, together = f"person:{row.key[0]}!{row.key[1]}", _together(likely)
        answer, chosen = self._decided(asked, together, likely)
        if answer in ("new", "skip") or (chosen and not self._is_nominated(chosen)):
            return skipped
        if chosen is None:
            return self._ask_who(asked, together, row, likely)
        return leaving(skipped, chosen, mark)

    def _is_nominated(self, match: Match) -> bool:
        return match.id is not None and self._known.people[match.id].nomination is not None

    def _person(self, row: ReadRow) -> PlanRow:
        who = traits(row.values)
        found = _once_each([*self._known.candidates(who), *self._here.candidates(who)])
        likely = [m for m in found if m.verdict is not Verdict.APART][:_CHOICES]
        asked, together = f"person:{row.key[0]}!{row.key[1]}", _together(likely)
        answer, chosen = self._decided(asked, together, likely)
        if answer == "skip":
            return _plan_row(row, Outcome.SKIPPED)
        if answer == "new" or not likely:
            self._note_apart(row, found if answer != "new" else [])
            return self._new(row, who, tuple(m.id for m in likely if m.id is not None))
        if chosen is None:
            waiting = self._ask_who(asked, together, row, likely)
            if together != _TWICE:
                self._meet(row, who, None)
            return waiting
        return self._same(row, who, chosen)

    def _decided(self, asked: str, together: str, likely: Sequence[Match]) -> tuple[str | None, Match | None]:
        """What was answered about a row, and who it is. The answer for all is for those alone whom nothing decides."""
        own = self._decisions.answers.get(asked)
        sure = _chosen(likely, own, self._known.apart)
        answer = own if own or sure else self._decisions.answers.get(together)
        return answer, sure or _chosen(likely, answer, self._known.apart)

    def _ask_who(self, asked: str, together: str, row: ReadRow, likely: Sequence[Match]) -> PlanRow:
        if together:
            self._ask_together(together, row)
        else:
            self._ask_person(asked, row, likely)
        return _plan_row(row, Outcome.WAITING, match=likely[0])

    def _note_apart(self, row: ReadRow, found: Sequence[Match]) -> None:
        if found and found[0].score >= _CLOSE:
            key = "person.namesake" if COMMON_NAME in found[0].evidence else "person.conflict"
            row.problems = [*row.problems, CellProblem(0, problem(key, "given_names", name=found[0].name))]

    def _new(self, row: ReadRow, who: Traits, told_apart: tuple[str, ...]) -> PlanRow:
        self._meet(row, who, None)
        return replace(_plan_row(row, Outcome.WAITING if row.questions else Outcome.NEW), apart=told_apart)

    def _meet(self, row: ReadRow, who: Traits, match: Match | None) -> None:
        name = f"{row.values.get('given_names', '')} {row.values.get('family_names', '')}".strip()
        self._met[row.key] = _Person(dict(row.values), match, tuple(row.questions))
        self._here.add(who, None, name, row.key)

    def _same(self, row: ReadRow, who: Traits, match: Match) -> PlanRow:
        """The row is somebody known, or somebody of an earlier row."""
        joined = match.row
        if match.id is not None and match.id not in self._met:
            known = self._known.people[match.id]
            goes_on = taken_up(known.ended, self._decisions.answers) if known.nomination is None else known.nomination
            values = {**known.values, **(goes_on or {})}
            self._met[match.id] = _Person(values, match, nominated=goes_on is not None)
            self._here.add(who, match.id, match.name)
        person = self._met[match.id if match.id is not None else joined or row.key]
        fields = (*_PERSONAL, *OF_NOMINATION) if person.nominated else _PERSONAL
        changes = tuple(self._changes(person.values, row, match.id, fields))
        person.values.update({c.field: c.new for c in changes if c.applied})
        problems = row.problems
        if joined:
            twice = problem("person.twice", None, row=joined[1], sheet=joined[0])
            problems = [*problems, CellProblem(0, twice)]
        waits = tuple(dict.fromkeys((*row.questions, *person.waits)))
        row.questions = list(waits)
        applied = any(c.applied for c in changes)
        outcome = Outcome.WAITING if waits else Outcome.UPDATE if applied else Outcome.SAME
        return _plan_row(row, outcome, match=match, changes=changes, joined=joined, problems=problems)

    def _changes(
        self, old: Mapping[str, Value], row: ReadRow, official: str | None, fields: Sequence[str]
    ) -> Iterator[Change]:
        """The fields of the person in which the file says something else than the desk.

        What was edited in the desk since the list's last version is not mentioned, unless the file is to win.
        """
        policy = self._decisions.policy if official is not None else Policy.COMPLETE
        for name, value in row.values.items():
            if name not in fields and not name.startswith("language."):
                continue
            before = old.get(name)
            if before == value or (before is not None and value == ""):
                continue
            kind = self._said.kind(official, name, before, value, lambda field: self._raw(row.key, field))
            accepted = self._decisions.changes.get((*row.key, name))
            if kind is not Kind.KEPT or policy is Policy.UPDATE or accepted is not None:
                applied = _applied(kind, policy, before) if accepted is None else accepted
                yield Change(name, before, value, applied, kind)

    def _ask_struck(self, row: ReadRow) -> None:
        self._ask(
            f"struck:{row.key[0]}",
            "row.struck",
            msg("Names are struck through in the sheet “{sheet}”. What does that mean?"),
            row,
            (Option("skip", msg("They withdrew: skip these rows")), Option("take", msg("Nothing: take these rows"))),
        )

    def _ask_together(self, asked: str, row: ReadRow) -> None:
        """The same full name and nothing else to go by: asked once for all such rows."""
        twice = asked == _TWICE
        text = (
            msg("Some rows repeat the name of an earlier row, with nothing else to tell. Are they the same people?")
            if twice
            else msg("Some rows bear the name of somebody known, with nothing else to tell. Are they the same people?")
        )
        options = (
            Option("same", msg("The same people")),
            Option("new", msg("Other people")),
            Option("skip", msg("Skip these rows")),
        )
        self._ask(asked, "identity.twice" if twice else "identity.ambiguous", text, row, options)

    def _ask(self, asked: str, key: str, text: str, row: ReadRow, options: tuple[Option, ...]) -> None:
        """One question that grows by the rows that wait for it."""
        row.questions = [*row.questions, asked]
        before = self._asked[asked].rows if asked in self._asked else ()
        self._asked[asked] = Question(asked, key, text, {"sheet": row.key[0]}, (*before, row.key), options)

    def _ask_person(self, asked: str, row: ReadRow, likely: Sequence[Match]) -> None:
        row.questions = [*row.questions, asked]
        here = all(match.id is None for match in likely)
        known = msg("“{name}” may be somebody already known: {known}. Is it the same person?")
        twice = msg("“{name}” may stand twice in the file, also as {known}. Is it the same person?")
        name = f"{row.values.get('given_names', '')} {row.values.get('family_names', '')}".strip()
        options = [
            Option(f"same{f'-{i}' if i > 1 else ''}", msg("The same person: {name}"), {"name": _called(m)})
            for i, m in enumerate(likely, 1)
        ]
        options += [Option("new", msg("Another person")), Option("skip", msg("Skip the row"))]
        self._asked[asked] = Question(
            asked,
            "identity.twice" if here else "identity.ambiguous",
            twice if here else known,
            {"name": name, "known": _called(likely[0])},
            (row.key,),
            tuple(options),
        )


def _together(likely: Sequence[Match]) -> str:
    """The question that is asked for all rows of this kind at once: one person of exactly this name, no doubt else."""
    if len(likely) != 1 or likely[0].score < 100 or against(likely[0]):
        return ""
    return _TWICE if likely[0].id is None else _KNOWN


def _called(match: Match) -> str:
    return f"{match.name} ({match.row[0]} {match.row[1]})" if match.row else match.name


def _once_each(found: Sequence[Match]) -> list[Match]:
    """Everybody once, as strict as they were found: in the desk, and again in an earlier row that is theirs."""
    best: dict[object, Match] = {}
    for match in found:
        who = match.id or match.row
        if who not in best or (match.verdict is Verdict.SAME and best[who].verdict is not Verdict.SAME):
            best[who] = match
    return list(best.values())


def _chosen(likely: Sequence[Match], answer: str | None, apart: Collection[tuple[str, str]]) -> Match | None:
    """The match that was answered or that strict evidence decides; None: ask."""
    if answer and answer.startswith("same"):
        place = int(answer.partition("-")[2] or 1) - 1
        return likely[place] if place < len(likely) else None
    sure = [m for m in likely if m.verdict is Verdict.SAME]
    firm = [m for m in sure if m.id is not None and not FIRM.isdisjoint(m.evidence)]
    if len(firm) == 1:
        return firm[0]
    known = {m.id for m in sure if m.id is not None}
    if sure and len(known) <= 1:
        return sure[0]
    return None if sure else _told_apart(likely, apart)


def _told_apart(likely: Sequence[Match], apart: Collection[tuple[str, str]]) -> Match | None:
    """Of namesakes whom an officer has told apart, the one for whom something speaks that does not for the others."""
    known = sorted((m for m in likely if m.id is not None), key=lambda m: -m.bits)
    if len(known) < 2 or len(known) < len(likely):
        return None
    best, *others = known
    pairs = {(min(best.id or "", m.id or ""), max(best.id or "", m.id or "")) for m in others}
    clear = best.bits - others[0].bits >= _CLEARLY and best.score == 100 and not against(best)
    return best if clear and pairs <= set(apart) else None


def _plan_row(
    row: ReadRow,
    outcome: Outcome,
    *,
    match: Match | None = None,
    changes: tuple[Change, ...] = (),
    joined: RowKey | None = None,
    problems: Sequence[CellProblem] | None = None,
) -> PlanRow:
    found = tuple(row.problems if problems is None else problems)
    asked = tuple(row.questions) if outcome is Outcome.WAITING else ()
    return PlanRow(*row.key, outcome, row.values, found, asked, match, changes, joined, row.city)


def _applied(kind: Kind, policy: Policy, before: Value | None) -> bool:
    """Is a change taken over as long as the officer says nothing about it?"""
    if kind is Kind.CORRECTED:
        return policy is not Policy.KEEP
    if kind is not Kind.OTHER:
        return False
    return policy is Policy.UPDATE or (policy is Policy.COMPLETE and before in (None, ""))
