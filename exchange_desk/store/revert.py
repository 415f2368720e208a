"""Taking back one step of long ago: what can go or go back, and what stays because somebody has built on it.

A record counts with its parts as one. What was edited since the step, and what others use, is kept and named.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, UniqueConstraint, bindparam, func, select

from exchange_desk.model import change_table, step_table
from exchange_desk.store.references import Whole, missing, needs, uses, whole_of
from exchange_desk.store.replay import backward, is_at, net_changes
from exchange_desk.store.rows import CHUNK, Row, read_rows, shape_of
from exchange_desk.store.step import Change
from exchange_desk.support.ids import Id
from exchange_desk.support.language import Language, msg

_EDITED = msg("It was changed since.")
_GONE = msg("It was deleted since.")
_THERE = msg("It is in the desk again.")
_USED = msg("Other records use it now ({count}).")
_NEEDS = msg("Something that it needs was deleted since.")
_TAKEN = msg("Another record has its code now.")
_SAYS_WHERE = msg("It says where something comes from that stays.")


@dataclass(frozen=True)
class RevertLine:
    """One record with its parts. `why` it stays, as an English source; "" when it does not. `who` and `at`: who last
    changed it since, or what uses it."""

    kind: str
    id: Id
    why: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    who: str = ""
    at: datetime | None = None

    def say(self, lang: Language) -> str:
        return lang(self.why, **self.params)

    def by(self, lang: Language) -> str:
        """ "marta · 3 Nov 2026, 12:10"; "" when nobody changed anything since."""
        return lang("{who} · {when}", who=self.who, when=self.at) if self.at else ""


@dataclass(frozen=True)
class RevertPreview:
    """What reverting a step would do to the records that it changed: `removed` were new with it, `back` go back to
    what they were (or come back), `stay` are left as they are, each with its reason."""

    step: int
    removed: tuple[RevertLine, ...]
    back: tuple[RevertLine, ...]
    stay: tuple[RevertLine, ...]

    def __bool__(self) -> bool:
        return bool(self.removed or self.back)


class Reverting:
    """The thinking behind a revert; made within one transaction, so that nothing moves meanwhile."""

    def __init__(self, connection: Connection, step_id: int) -> None:
        self._connection = connection
        self._step = step_id
        self._changes: dict[Whole, list[Change]] = defaultdict(list)
        self._lines: dict[Whole, RevertLine] = {}
        self._users: dict[Whole, set[Whole]] = defaultdict(set)
        for change in net_changes(connection, step_id):
            if change.before != change.after:
                self._changes[_whole(change)].append(change)
        self._keep_edited()
        while self._keep_used() or self._keep_needy() or self._keep_taken() or self._keep_sources():
            pass  # what stays may be what others need or are used by

    def preview(self) -> RevertPreview:
        removed = [RevertLine(*whole) for whole in self._going() if self._is_new(whole)]
        back = [RevertLine(*whole) for whole in self._going() if not self._is_new(whole)]
        return RevertPreview(self._step, tuple(removed), tuple(back), tuple(self._with_names()))

    def changes(self) -> list[Change]:
        """What to replay."""
        return backward(change for whole in self._going() for change in self._changes[whole])

    def _going(self) -> list[Whole]:
        return [whole for whole in self._changes if whole not in self._lines]

    def _is_new(self, whole: Whole) -> bool:
        """Whether the step made the record itself."""
        return any((c.kind, c.id) == whole and c.before is None for c in self._changes[whole])

    def _stay(self, whole: Whole, why: str, **params: Any) -> None:
        self._lines[whole] = RevertLine(*whole, why, params)

    # What was edited ----------------------------------------------------------------------------------------------

    def _keep_edited(self) -> None:
        by_kind: dict[str, list[Change]] = defaultdict(list)
        for changes in self._changes.values():
            for change in changes:
                by_kind[change.kind].append(change)
        for kind, group in by_kind.items():
            shape = shape_of(kind)
            rows = {row["id"]: row for row in read_rows(self._connection, shape, "id", [each.id for each in group])}
            for change in group:
                if not is_at(change.after, shape, rows.get(change.id)):
                    self._stay(_whole(change), self._how_edited(change, rows.get(change.id)))
        for whole in self._edited_elsewhere():
            self._stay(whole, _EDITED)

    def _how_edited(self, change: Change, row: Row | None) -> str:
        if change.after is None:
            return _THERE
        return _EDITED if row or (change.kind, change.id) != _whole(change) else _GONE

    def _edited_elsewhere(self) -> set[Whole]:
        """Records of which a row that the step did not touch was added, edited or removed since.

        A change of a part is always journalled together with its owner: only records with later entries are asked.
        """
        later = self._later_steps()
        touched = {(c.kind, c.id) for changes in self._changes.values() for c in changes}
        net: dict[tuple[str, Id], Change] = {}
        for step_id in sorted({step for steps in later.values() for step in steps}):
            for change in net_changes(self._connection, step_id):
                if (change.kind, change.id) not in touched:
                    first = net.get((change.kind, change.id), change)
                    net[change.kind, change.id] = change._replace(before=first.before)
        return {_whole(change) for change in net.values() if change.before != change.after} & later.keys()

    def _later_steps(self) -> dict[Whole, set[int]]:
        """The records that were touched after this step, and by which steps."""
        found: dict[Whole, set[int]] = defaultdict(set)
        of, record, step = change_table.c.kind, change_table.c.record_id, change_table.c.step_id
        for kind, ids in _by_kind(self._going()).items():
            for start in range(0, len(ids), CHUNK):
                chosen = record.in_(bindparam("ids", expanding=True))
                query = select(record, step).where(of == kind, chosen, step > self._step)
                for each, later in self._connection.execute(query, {"ids": ids[start : start + CHUNK]}):
                    found[kind, each].add(later)
        return found

    # What is used, and what it needs ------------------------------------------------------------------------------

    def _keep_used(self) -> bool:
        """Keep what would go though a record that stays names it. True when something was kept."""
        leaving = self._removals()
        target = self._targets()
        users: dict[Whole, set[Whole]] = defaultdict(set)
        for kind, ids in _by_kind(leaving).items():
            for use in uses(self._connection, kind, ids):
                row = target.get((use.kind, use.id), {"still": use.target})
                still = row is not None and use.target in row.values()
                if still:
                    users[kind, use.target].add(use.whole)
        for whole, found in users.items():
            self._stay(whole, _USED, count=len(found))
            self._users[whole] = found
        return bool(users)

    def _keep_needy(self) -> bool:
        """Keep as it is what would go back to naming a record that is no longer there."""
        leaving = set(self._removals())
        named: dict[Whole, set[Whole]] = defaultdict(set)
        coming = set()
        for (kind, record), row in self._targets().items():
            if row is not None:
                coming.add((kind, record))
                for need in needs(kind, row):
                    named[need].add(whole_of(kind, row))
        lost = missing(self._connection, named.keys() - coming) | (leaving & named.keys())
        for need in lost:
            for whole in named[need]:
                self._stay(whole, _NEEDS)
        return bool(lost)

    def _keep_taken(self) -> bool:
        """Keep what would go back to a code that another record has by now."""
        taken = set()
        leaving = set(self._removals())
        for (kind, record), row in self._targets().items():
            for constraint in shape_of(kind).table.constraints:
                if row is None or not isinstance(constraint, UniqueConstraint):
                    continue
                table = shape_of(kind).table
                same = [column == row[column.key] for column in constraint.columns]
                others = self._connection.execute(select(table.c.id).where(*same, table.c.id != record)).scalars()
                if {(kind, other) for other in others} - leaving:
                    taken.add(whole_of(kind, row))
        for whole in taken:
            self._stay(whole, _TAKEN)
        return bool(taken)

    def _keep_sources(self) -> bool:
        """Keep the received rows that say where something comes from that stays; their sheet and file are used then."""
        staying = set(self._lines)
        telling = []
        for whole in self._going():
            row = next((shape_of(c.kind).full(c.after) for c in self._changes[whole] if c.kind == "source_row"), None)
            named = {("official", row["official_id"]), ("nomination", row["nomination_id"])} if row else set()
            if named & staying:
                telling.append(whole)
        for whole in telling:
            self._stay(whole, _SAYS_WHERE)
        return bool(telling)

    def _with_names(self) -> list[RevertLine]:
        """The lines of what stays, with who has built on it and when."""
        asked = {*self._lines, *(user for users in self._users.values() for user in users)}
        later: dict[Whole, tuple[datetime, str]] = {}
        for kind, ids in _by_kind(asked).items():
            later |= {(kind, record): found for record, found in self._latest(kind, ids).items()}
        lines = []
        for whole, line in self._lines.items():
            found = max((later[each] for each in (whole, *self._users[whole]) if each in later), default=None)
            lines.append(replace(line, at=found[0], who=found[1]) if found else line)
        return lines

    def _latest(self, kind: str, ids: list[Id]) -> dict[Id, tuple[datetime, str]]:
        """Record → when and by whom it was changed last since the step."""
        changed = change_table.c
        found: dict[Id, tuple[datetime, str]] = {}
        for start in range(0, len(ids), CHUNK):
            mine = changed.record_id.in_(bindparam("ids", expanding=True))
            last = (
                select(changed.record_id, func.max(changed.step_id).label("step"))
                .where(changed.kind == kind, mine, changed.step_id > self._step)
                .group_by(changed.record_id)
                .subquery()
            )
            query = select(last.c.record_id, step_table.c.at, step_table.c.who).join(
                step_table, step_table.c.id == last.c.step
            )
            rows = self._connection.execute(query, {"ids": ids[start : start + CHUNK]})
            found.update({record: (at, who) for record, at, who in rows})
        return found

    def _removals(self) -> list[Whole]:
        """The rows that would be deleted."""
        return [(c.kind, c.id) for whole in self._going() for c in self._changes[whole] if c.before is None]

    def _targets(self) -> dict[tuple[str, Id], Row | None]:
        """Each row that would move, as it would be afterwards; None: deleted."""
        return {
            (c.kind, c.id): shape_of(c.kind).full(c.before) for whole in self._going() for c in self._changes[whole]
        }


def _whole(change: Change) -> Whole:
    row = shape_of(change.kind).full(change.after or change.before)
    assert row is not None
    return whole_of(change.kind, row)


def _by_kind(rows: Iterable[Whole]) -> dict[str, list[Id]]:
    found: dict[str, list[Id]] = defaultdict(list)
    for kind, record in rows:
        found[kind].append(record)
    return found
