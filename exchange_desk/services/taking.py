"""A plan becomes records: officials, cities, institutions, nominations, and the list itself as it came."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exchange_desk.intake.directory import Value
from exchange_desk.intake.fields import OF_NOMINATION
from exchange_desk.intake.judging import Change, Outcome, PlanRow
from exchange_desk.intake.plan import ImportPlan, PlanTable, learnt_headings, raw_cells
from exchange_desk.model import (
    LanguageSkill,
    LearntHeading,
    Nomination,
    NotSamePerson,
    Official,
    Record,
    SourceFile,
    SourceRow,
    SourceSheet,
    TravelDocument,
)
from exchange_desk.services.known import official_fields
from exchange_desk.services.lineage import elsewhere, fields_of, understood
from exchange_desk.services.nominating import Nominating
from exchange_desk.services.whereabouts import Cities, Institutions
from exchange_desk.services.withdrawing import Withdrawing
from exchange_desk.store import Database
from exchange_desk.store.step import Step
from exchange_desk.support import clock
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language, msg
from exchange_desk.support.progress import Progress
from exchange_desk.support.text import fold

_TAKEN = (Outcome.NEW, Outcome.UPDATE, Outcome.SAME)


@dataclass(frozen=True)
class ApplyReport:
    """What an import has done. `step`: its number in the history; `left`: rows waiting or refused.

    `kept`: fields that were not written because somebody changed them in the desk meanwhile: (official, field).
    `withdrawn`: nominations of people who are in the list no longer or marked there as withdrawn; `standing`: those of
    them that could not be withdrawn, because their stay has begun. `closed`: nominations of people of the list that had
    ended before and were left so; `resumed`: those that were taken up again.
    `unchanged`: the very file had been imported before and would have changed nothing, so nothing was written;
    `source_file` is that import.
    """

    step: int | None
    backup: Path | None
    source_file: Id
    totals: Mapping[str, int]
    officials: tuple[Id, ...]
    nominations: tuple[Id, ...]
    cities: tuple[Id, ...]
    institutions: tuple[Id, ...]
    kept: tuple[tuple[Id, str], ...]
    withdrawn: tuple[Id, ...] = ()
    standing: tuple[Id, ...] = ()
    closed: tuple[Id, ...] = ()
    resumed: tuple[Id, ...] = ()
    unchanged: bool = False

    @property
    def left(self) -> int:
        return self.totals["waiting"] + self.totals["refused"]


@dataclass(frozen=True)
class Brought:
    """How much a plan brings: people, nominations, cities and institutions together."""

    added: int
    changed: int
    nominated: int
    renewed: int
    resumed: int
    withdrawn: int
    places: int


class Taking:
    """Gathers the records of one plan and saves them in one step, kind by kind. `lang`: of the reasons it writes."""

    def __init__(self, database: Database, plan: ImportPlan, lang: Language, progress: Progress) -> None:
        self._database, self._plan, self._progress = database, plan, progress
        self._fields = official_fields()
        self._cities = Cities(database)
        self._institutions = Institutions(database)
        self._officials: dict[Id, Official] = {}
        self._of_row: dict[tuple[str, int], Official] = {}
        self._kept: list[tuple[Id, str]] = []
        programme = plan.ground.origin.programme
        found = database.find(Nomination, programme_id=programme) if programme else ()
        self._nominations = Nominating(plan, found, lang)
        self._withdrawing = Withdrawing(database, lang)
        self._ends = self._withdrawing.wanted(plan, self._nominations.standing)
        self._file = SourceFile(name=plan.workbook.name, sha256=plan.workbook.sha256)

    def gather(self) -> None:
        """Work out what is to be saved; nothing is."""
        rows = self._rows = [row for row in self._plan.rows if row.outcome in _TAKEN]
        self._load(rows)
        for done, row in enumerate(rows):
            if done % 200 == 0:
                self._progress.step(done, len(rows), msg("Writing the people"))
            self._take(row)
        self._learn_names(rows)

    def brings(self) -> Brought:
        """What was gathered, in numbers."""
        fresh, nominations = sum(not official.version for official in self._officials.values()), self._nominations
        return Brought(
            fresh,
            len(self._officials) - fresh,
            len(nominations.made),
            len(nominations.renewed) - len(nominations.resumed),
            len(nominations.resumed),
            len(self._ends),
            len(self._cities.changed) + len(self._institutions.made),
        )

    def write(self, step: Step, content: bytes) -> None:
        """Save what was gathered, and the list itself as it came."""
        made, renewed = self._nominations.made, self._nominations.renewed
        for found in (self._cities.changed, self._institutions.made, self._officials, made, renewed):
            step.save(*found.values())
        self._withdrawing.withdraw(step, self._ends)
        step.keep_original(self._plan.workbook.sha256, content)
        step.save(*self._source())
        step.save(*self._learnt(), *self.told_apart())
        self._progress.step(len(self._rows), len(self._rows), msg("Writing the people"))

    @property
    def file_id(self) -> Id:
        """The received file that the list becomes."""
        return self._file.id

    def report(self, step: int | None, backup: Path) -> ApplyReport:
        return ApplyReport(
            step,
            backup,
            self._file.id,
            self._plan.totals(),
            tuple(self._officials),
            tuple(self._nominations.made),
            tuple(self._cities.made),
            tuple(self._institutions.made),
            (*self._kept, *self._nominations.kept),
            tuple(self._withdrawing.withdrawn),
            tuple(self._withdrawing.standing),
            tuple(self._nominations.closed),
            tuple(self._nominations.resumed),
        )

    def _load(self, rows: list[PlanRow]) -> None:
        """The officials that rows add to, as the desk has them now."""
        ids = {row.match.id for row in rows if row.match and row.match.id}
        self._known = {official.id: official for official in self._database.load(Official, ids)}

    def _take(self, row: PlanRow) -> None:
        official = self._official(row)
        self._of_row[row.sheet, row.row] = official
        if self._plan.ground.origin.programme:
            self._nominations.take(row, official)

    def _official(self, row: PlanRow) -> Official:
        if row.joined:
            official = self._of_row[row.joined]
        elif row.match and row.match.id in self._known:
            official = self._known[row.match.id]
        else:
            official = Official()
            self._fill(official, row, row.values)
            self._officials[official.id] = official
            return official
        mine = [c for c in row.changes if c.applied and c.field not in OF_NOMINATION]
        wanted = {c.field: c.new for c in mine if self._untouched(official, c)}
        if wanted:
            self._fill(official, row, wanted)
            self._officials[official.id] = official
        return official

    def _untouched(self, official: Official, change: Change) -> bool:
        """Does the desk still hold what the plan saw? What somebody edited meanwhile stays."""
        attribute = self._fields.get(change.field)
        if attribute is None or official.id in self._officials:
            return True
        if (getattr(official, attribute) or None) == (change.old or None):
            return True
        self._kept.append((official.id, change.field))
        return False

    def _fill(self, official: Official, row: PlanRow, values: Mapping[str, Value]) -> None:
        for name, value in values.items():
            if name in self._fields and (name != "note" or not self._plan.ground.origin.programme):
                setattr(official, self._fields[name], value)
        if "city" in values:
            self._place(official, row, str(values["city"]))
        if "institution" in values:
            city_id = official.city_id
            official.institution_id = self._institutions.id_of(str(values["institution"]), city_id)
        self._languages(official, row, values)
        self._passport(official, values)

    def _place(self, official: Official, row: PlanRow, name: str) -> None:
        if row.city:
            official.city_id = self._cities.id_of(row.city, str(row.values.get("region", "")))
        elif name not in official.note:
            official.note = "\n".join(part for part in (official.note, name) if part)

    def _languages(self, official: Official, row: PlanRow, values: Mapping[str, Value]) -> None:
        rough = {p.problem.field for p in row.problems if p.problem.key == "language.approximate"}
        spoken = {skill.language: skill for skill in official.languages}
        for name, level in values.items():
            if not name.startswith("language."):
                continue
            code = name.partition(".")[2]
            if code not in spoken:
                spoken[code] = LanguageSkill(language=code)
                official.languages.append(spoken[code])
            spoken[code].level, spoken[code].approximate = str(level), name in rough

    def _passport(self, official: Official, values: Mapping[str, Value]) -> None:
        number, expiry = values.get("passport_number"), values.get("passport_expiry")
        if not number and not expiry:
            return
        passport = next((d for d in official.documents if d.kind == "passport"), None)
        if passport is None:
            passport = TravelDocument(kind="passport", country=official.nationality)
            official.documents.append(passport)
        if number:
            passport.number = str(number)
        if isinstance(expiry, date):
            passport.expires_on = expiry

    def _source(self) -> Iterator[Record]:
        """The list as it came: file, sheets, rows with what became of them."""
        origin, file = self._plan.ground.origin, self._file
        file.size, file.received_at, file.totals = self._plan.workbook.size, clock.now(), dict(self._plan.totals())
        file.sender_city_id, file.programme_id = origin.sender, origin.programme
        yield file
        for table in self._plan.tables:
            sheet = _sheet(table, file.id)
            fields = fields_of(sheet)
            yield sheet
            for row in table.rows:
                yield self._source_row(row, table, sheet.id, fields)

    def _source_row(self, row: PlanRow, table: PlanTable, sheet_id: Id, fields: Mapping[str, str]) -> SourceRow:
        official = self._of_row.get((row.sheet, row.row))
        cells = raw_cells(self._plan, (row.sheet, row.row))
        return SourceRow(
            row=table.where(row.row, 0)[0],
            outcome=str(row.outcome),
            cells=cells,
            official_id=official.id if official else None,
            nomination_id=self._nominations.of(official.id) if official else None,
            sheet_id=sheet_id,
            understood={**understood(row, fields, cells), **elsewhere(row, table)},
        )

    def told_apart(self) -> Iterator[Record]:
        """Who was said to be somebody else than a person of the desk; that is not asked again."""
        known = self._plan.ground.directory.apart
        for row in self._rows:
            mine = self._of_row[row.sheet, row.row].id
            for other in row.apart:
                first, second = min(mine, other), max(mine, other)
                if mine != other and (first, second) not in known:
                    yield NotSamePerson(first_id=first, second_id=second)

    def _learn_names(self, rows: Sequence[PlanRow]) -> None:
        """City names that an officer has explained become learnt names of the city."""
        asked = {name for name in self._plan.decisions.answers if name.startswith("city:")}
        for row in rows if asked else ():
            for found in row.problems:
                text = str(found.problem.params.get("value", ""))
                if found.problem.key == "city.other_name" and f"city:{fold(text)}" in asked and row.city:
                    self._cities.learn(row.city, text)

    def _learnt(self) -> Iterator[Record]:
        """The columns an officer has put right, remembered for this sender."""
        sender = self._plan.ground.origin.sender
        known = {h.folded: h for h in self._database.find(LearntHeading, sender_city_id=sender)}
        for folded, field in learnt_headings(self._plan).items():
            heading = known.get(folded) or LearntHeading(folded=folded, field=field, sender_city_id=sender)
            heading.field = field
            yield heading


def _sheet(table: PlanTable, file_id: Id) -> SourceSheet:
    columns = {c.letter: {"heading": c.heading, "field": c.field, "how": c.how} for c in table.columns}
    return SourceSheet(
        name=table.sheet, first_row=table.first_row, last_row=table.last_row, columns=columns, file_id=file_id
    )
