"""The lists that came before this one: what they said of each person, and who of them is missing now.

A sender corrects a list and sends it again. What the sender has changed since is taken over; what was edited in the
desk meanwhile stays; whoever is in the list no longer may have withdrawn, and the officer says so.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from exchange_desk.intake.directory import Value
from exchange_desk.intake.doubts import Option, Question
from exchange_desk.support.language import msg
from exchange_desk.support.problems import Problem, Severity
from exchange_desk.support.text import fold
from exchange_desk.workbooks.grid import Workbook

MISSING = "list.missing"
"""Id and key of the question about people who are in the list no longer."""

ONE_MISSING = "missing:"
"""What the id of a nomination stands behind, for an answer about one person alone."""

WITHDRAWN, VALID, LATER = "withdrawn", "valid", "later"

_NAMED = 5
_SAME_SENDER, _ANYBODY = 0.2, 0.5
"""How much of a list's people must be in this one for it to be an earlier version: of the same sender, or of one that
is not known."""


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """A row of an earlier list. `nomination_id`: the nomination that came of it, if it still stands.

    `values`: what was understood then. `cells`: column → text as it came; `columns`: column → field. `left`: field →
    the other value that the desk kept, although the officer could have taken the list's.
    """

    official_id: str
    nomination_id: str | None
    name: str
    sheet: str
    row: int
    values: Mapping[str, Value] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    left: Mapping[str, Value] = field(default_factory=dict)

    def raw(self, name: str) -> str:
        """The texts of the cells that a field was read from."""
        return raw_text(name, self.columns, self.cells)


@dataclass(frozen=True, slots=True)
class EarlierList:
    """A list received before. `sender`: the id of the city that sent it."""

    id: str
    name: str
    sha256: str
    day: date
    sender: str | None
    rows: tuple[EarlierRow, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody whom an earlier list put forward and this one does not. `source`: (file, sheet, row) there, `day` its
    day. `decision`: WITHDRAWN, VALID, or "" while nobody has said."""

    nomination_id: str
    official_id: str
    name: str
    source: tuple[str, str, int]
    day: date
    decision: str = ""


class Kind(StrEnum):
    """Why a row says something else than the desk. OTHER: nothing is known of an earlier list, or it said nothing of
    this. CORRECTED: the desk has what the earlier list said, and the sender has changed it. CONFLICT: it was changed
    both in the list and in the desk. KEPT: it was changed in the desk alone.
    """

    OTHER = "other"
    CORRECTED = "corrected"
    CONFLICT = "conflict"
    KEPT = "kept"


class Said:
    """What the earlier versions of a list said of its people."""

    def __init__(self, versions: Iterable[EarlierList]) -> None:
        self._rows: dict[str, list[EarlierRow]] = {}
        for version in versions:
            mine: dict[str, list[EarlierRow]] = {}
            for row in version.rows:
                mine.setdefault(row.official_id, []).append(row)
            for official, rows in mine.items():
                self._rows.setdefault(official, rows)  # the versions come newest first

    def kind(
        self, official: str | None, name: str, before: Value | None, now: Value, raw: Callable[[str], str]
    ) -> Kind:
        """What it means that the desk has `before` in a field and the list says `now`.

        `raw`: field → texts of the cells that this row's value was read from.
        """
        rows = self._rows.get(official or "", ())
        if not rows or all(name in row.left and row.left[name] == before for row in rows):
            return Kind.OTHER
        values = {row.values[name] for row in rows if name in row.values}
        edited = before not in values
        if now in values:
            return Kind.KEPT
        if not values:
            return Kind.OTHER if before in (None, "") else Kind.CONFLICT
        text = raw(name)
        if text and text in {row.raw(name) for row in rows}:
            return Kind.KEPT if edited else Kind.OTHER
        if edited:
            return Kind.CONFLICT
        return Kind.OTHER if _is_shortened(name, str(before), str(now)) else Kind.CORRECTED


def _is_shortened(name: str, before: str, now: str) -> bool:
    """Is this only a shorter way to write a name ("Ruiz V." for "Ruiz Vega")? Nobody corrects a name like that."""
    old, new = fold(before).split(), fold(now.replace(".", " ")).split()
    if name not in ("given_names", "family_names") or len(new) > len(old):
        return False
    return all(any(full.startswith(word) for full in old) for word in new)


NOTHING_SAID = Said(())

_READ_FROM = {
    "given_names": ("full_name", "given_names", "family_names", "family_name_1", "family_name_2"),
    "family_names": ("full_name", "given_names", "family_names", "family_name_1", "family_name_2"),
    "start": ("start", "end"),
    "end": ("start", "end"),
}
"""Where that is not its own column alone."""


def read_from(name: str) -> tuple[str, ...]:
    """The fields of the columns from which a value of this field may come."""
    return (name, "language.mul") if name.startswith("language.") else _READ_FROM.get(name, (name,))


def raw_text(name: str, columns: Mapping[str, str], cells: Mapping[str, str]) -> str:
    """The texts of the cells that a field was read from. `columns`: column → field; `cells`: column → text."""
    wanted = read_from(name)
    return "\n".join(text for column, field in columns.items() if field in wanted and (text := cells.get(column, "")))


def versions_of(
    lists: Sequence[EarlierList], rows: Iterable[Mapping[str, Value]], workbook: Workbook, sender: str | None
) -> tuple[EarlierList, ...]:
    """The lists of which this one is a later version, the newest first. `lists`: likewise."""
    if not lists:
        return ()
    here = {key for values in rows for key in _keys(values)}
    return tuple(each for each in lists if _is_version(each, here, workbook, sender))


def absent(
    versions: Sequence[EarlierList], rows: Iterable[Mapping[str, Value]], matched: Iterable[str]
) -> tuple[tuple[EarlierList, EarlierRow], ...]:
    """Whom earlier versions name and nobody of these rows is, once each. `matched`: ids of the officials they are."""
    if not versions:
        return ()
    here, known = {key for values in rows for key in _own_keys(values)}, set(matched)
    found: dict[str, tuple[EarlierList, EarlierRow]] = {}
    for version in versions:
        for row in version.rows:
            if row.official_id not in known and here.isdisjoint(_own_keys(row.values)):
                found.setdefault(row.official_id, (version, row))
    return tuple(found.values())


Gone = Sequence[tuple[EarlierList, EarlierRow]]


def missing_of(gone: Gone, answers: Mapping[str, str]) -> tuple[Missing, ...]:
    """Those of them whose nominations still stand, with what was decided about each."""
    found = []
    for version, row in gone:
        if row.nomination_id:
            said = answers.get(f"{ONE_MISSING}{row.nomination_id}") or answers.get(MISSING, "")
            decision = said if said in (WITHDRAWN, VALID) else ""
            source = (version.name, row.sheet, row.row)
            found.append(Missing(row.nomination_id, row.official_id, row.name, source, version.day, decision))
    return tuple(found)


def is_answer_to(name: str, option: str, missing: Sequence[Missing]) -> bool:
    """Does this answer the question about those missing, for all of them or for one?"""
    asked = {MISSING, *(f"{ONE_MISSING}{each.nomination_id}" for each in missing)} if missing else set()
    return name in asked and option in (WITHDRAWN, VALID, LATER)


def question_of(gone: Gone, answers: Mapping[str, str]) -> tuple[Question, ...]:
    """Asked once for the whole list, as long as something is undecided; no row waits for it."""
    missing = missing_of(gone, answers)
    if MISSING in answers or all(each.decision for each in missing):
        return ()
    text = (
        msg("People of “{file}” ({day}) are not in this list any more ({count}): {names}. What does that mean?")
        if len(missing) <= _NAMED
        else msg("People of “{file}” ({day}) are not in this list any more ({count}): {names} … What does that mean?")
    )
    options = (
        Option(WITHDRAWN, msg("They withdrew: withdraw their nominations")),
        Option(VALID, msg("They remain: this list is only a part")),
        Option(LATER, msg("Decide later: leave them as they are")),
    )
    return (Question(MISSING, MISSING, text, _told(missing[0].source[0], missing[0].day, missing), (), options),)


def notes_of(gone: Gone) -> tuple[Problem, ...]:
    """What is said of those who have no nomination to withdraw."""
    others = [(version, row) for version, row in gone if not row.nomination_id]
    if not others:
        return ()
    text = msg("People of “{file}” ({day}) are not in this list any more ({count}): {names}.")
    params = _told(others[0][0].name, others[0][0].day, [row for _, row in others])
    return (Problem(MISSING, Severity.NOTE, text, None, params),)


def _told(file: str, day: date, people: Sequence[Missing | EarlierRow]) -> dict[str, Any]:
    return {"file": file, "day": day, "count": len(people), "names": [each.name for each in people[:_NAMED]]}


def _is_version(earlier: EarlierList, here: set[tuple[str, str]], workbook: Workbook, sender: str | None) -> bool:
    if earlier.sha256 == workbook.sha256 or earlier.sha256 in workbook.properties.values():
        return True  # the same file, or the answer to a reply about it
    known = sender is not None and earlier.sender is not None
    if not earlier.rows or (known and sender != earlier.sender):
        return False
    found = sum(not here.isdisjoint(_keys(row.values)) for row in earlier.rows)
    return found > 0 and found / len(earlier.rows) >= (_SAME_SENDER if known else _ANYBODY)


def _keys(values: Mapping[str, Value]) -> set[tuple[str, str]]:
    """By what a person of one list is met again in another version of it."""
    mail = fold(str(values.get("email", "")))
    return _own_keys(values) | ({("email", mail)} if mail else set())


def _own_keys(values: Mapping[str, Value]) -> set[tuple[str, str]]:
    """The same without what several people of an office share."""
    name = fold(f"{values.get('given_names', '')} {values.get('family_names', '')}")
    found = {("name", " ".join(sorted(name.split())))} if name.strip() else set()
    for which in ("passport_number", "national_id"):
        if text := fold(str(values.get(which, ""))):
            found.add((which, text))
    return found
