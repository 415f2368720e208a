"""The desk's file while it is open: reading records, and the one way to write them."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, func, insert, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from exchange_desk.model import Record, record_kind, step_table
from exchange_desk.store.backup import restore
from exchange_desk.store.columns import Hit, Listing
from exchange_desk.store.engine import make_engine, sentence, told, writing
from exchange_desk.store.finding import Asked, listing_ids, listing_rows, search
from exchange_desk.store.history import History
from exchange_desk.store.listings import LISTINGS
from exchange_desk.store.lock import Lock, who
from exchange_desk.store.migrate import prepare
from exchange_desk.store.opening import examine, is_writable
from exchange_desk.store.reviews import Reviews
from exchange_desk.store.rows import undisturbed
from exchange_desk.store.step import Step
from exchange_desk.support import clock
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.progress import SILENT, Progress

__all__ = ["Changes", "Database", "who"]

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Changes:
    """What one step changed: record kind → ids; parts stand beside their owner. False when nothing differed."""

    step: int | None = None
    label: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    touched: dict[str, frozenset[Id]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.step is not None


class Database:
    """An open desk. Safe to use from several threads: each read has its own session, writers queue."""

    def __init__(self, path: Path, *, read_only: bool = False, lock: Lock | None = None) -> None:
        self.path = path
        self.read_only = read_only
        self.history = History(self)
        self.reviews = Reviews(self.reading, self._writing)
        self._lock = lock
        self._engine = make_engine(path, read_only=read_only)
        self._writer = threading.RLock()
        self._mine = threading.local()
        self._open_step = False
        self._listeners: list[Callable[[Changes], None]] = []

    @classmethod
    def open(cls, path: Path, *, progress: Progress = SILENT, read_only: bool = False) -> "Database":
        """Open a desk, or make a new one where no file is; bring an older one up to date after a backup.

        A file or folder that cannot be written to is opened for reading: see `read_only`. Raises DeskError for all
        else that is not a sound desk of this version, and DeskError("store.held") when somebody has it open for
        writing; `read_only=True` works beside them.
        """
        read_only = (examine(path) and not is_writable(path)) or read_only
        lock = None if read_only else Lock.take(path)
        try:
            prepare(path, progress=progress, read_only=read_only, after_crash=bool(lock and lock.after_crash))
            return cls(path, read_only=read_only, lock=lock)
        except BaseException:
            if lock:
                lock.release()
            raise

    def close(self) -> None:
        """Put the newest changes into the file and let others open it. Safe to call twice."""
        self._engine.dispose()
        if self._lock:
            self._lock.release()

    @property
    def last_changes(self) -> Changes:
        """What the last step of this thread changed."""
        found: Changes = getattr(self._mine, "changes", Changes())
        return found

    def on_change(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Call `listener` after each committed step, on the thread that made it. Returns "stop listening"."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection within one read transaction. For the store's own modules."""
        with told(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def step(self, label: str, *, kind: str = "change", target: int | None = None, **params: Any) -> Iterator[Step]:
        """Everything saved within is one transaction, one journal entry, one thing to undo.

        `label` is an English text source marked with `msg`, `params` fill its placeholders (JSON values).
        An exception inside undoes everything. A step that changes nothing leaves no trace.
        """
        with self._writer:
            self._may_write()
            self._open_step = True
            step = None
            try:
                with writing(self._engine) as connection:
                    step = Step(connection)
                    yield step
                    changes = self._journal(connection, step, label, kind, target, params)
            except BaseException:
                if step:
                    step.forget()
                raise
            finally:
                self._open_step = False
            self._mine.changes = changes
            if changes:
                self._announce(changes)

    @property
    def has_open_step(self) -> bool:
        return self._open_step

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A write transaction that is no step, for what is not part of the history."""
        with self._writer:
            self._may_write()
            with writing(self._engine) as connection:
                yield connection

    def load(self, kind: type[R], ids: Iterable[Id], graph: Iterable[str] = ()) -> list[R]:
        """Records by id, in the order asked for; missing ones are left out. See `find` for `graph`."""
        wanted = list(ids)
        found: dict[Id, R] = {}
        for start in range(0, len(wanted), 5_000):
            chunk = wanted[start : start + 5_000]
            found.update({record.id: record for record in self.find(kind, graph, id=chunk)})
        return [found[each] for each in wanted if each in found]

    def get(self, kind: type[R], record_id: Id, graph: Iterable[str] = ()) -> R:
        """One record. Raises DeskError("store.gone") when it is not there (any more)."""
        found = self.load(kind, [record_id], graph)
        if not found:
            raise DeskError(
                "store.gone",
                msg("This record is no longer in the desk. It may have been deleted or undone meanwhile."),
                technical=f"{kind.__tablename__} {record_id}",
            )
        return found[0]

    def find(self, kind: type[R], graph: Iterable[str] = (), order: str = "id", **equals: Any) -> list[R]:
        """Records whose fields equal the values given (a list, set or tuple: one of them), with their parts.

        `graph` names the references to load too, as dotted paths: "nomination.official.city".
        Records are detached: another reference raises when it is touched.
        """
        query = select(kind).where(*_equal(kind, equals)).order_by(getattr(kind, order))
        query = query.options(*[_path(kind, each) for each in graph])
        with told(), undisturbed(), Session(self._engine, expire_on_commit=False) as session:
            return list(session.scalars(query).unique())

    def count(self, kind: type[Record], **equals: Any) -> int:
        query = select(func.count()).select_from(kind).where(*_equal(kind, equals))
        with self.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def listing_ids(self, listing: Listing, asked: Asked) -> list[Id]:
        """The ids of a list's records that match, in order."""
        with self.reading() as connection:
            return listing_ids(connection, listing, asked)

    def listing_rows(self, listing: Listing, ids: Sequence[Id]) -> list[tuple[Any, ...]]:
        """The values of the list's columns for a page of ids (200 at most is meant), in their order."""
        with self.reading() as connection:
            return listing_rows(connection, listing, ids)

    def search(self, text: str, limit: int) -> list[Hit]:
        """The best records of each list for what was typed: at most `limit` a list."""
        with self.reading() as connection:
            return search(connection, text, limit)

    def restore(self, backup: Path, *, progress: Progress = SILENT) -> Path | None:
        """Put a backup into the place of this desk, which stays open. Returns where the old one was kept."""
        with self._writer:
            self._may_write()
            self._engine.dispose()
            kept = restore(self.path, backup, progress=progress)
            prepare(self.path, progress=progress)
            # A read that ran meanwhile may have put a connection to the file that was replaced back into the pool.
            self._engine.dispose()
        newest = self.history.steps(1)
        everything = {record_kind(listing.record): frozenset[Id]() for listing in LISTINGS.values()}
        self._announce(Changes(newest[0].id if newest else 0, msg("Restore a backup"), {}, everything))
        return kept

    def _may_write(self) -> None:
        if self.read_only:
            raise sentence("readonly")
        if self._open_step:
            raise RuntimeError("a step is open already")

    def _journal(
        self, connection: Connection, step: Step, label: str, kind: str, target: int | None, params: dict[str, Any]
    ) -> Changes:
        if not step.changes:
            return Changes()
        entry = {"kind": kind, "label": label, "params": params, "target": target, "at": clock.now(), "who": who()}
        step_id = connection.execute(insert(step_table).values(entry)).inserted_primary_key
        assert step_id is not None
        step.write_journal(int(step_id[0]))
        return Changes(int(step_id[0]), label, params, _touched(step))

    def _announce(self, changes: Changes) -> None:
        for listener in list(self._listeners):
            listener(changes)


def _touched(step: Step) -> dict[str, frozenset[Id]]:
    touched: dict[str, set[Id]] = {}
    for change in step.changes:
        touched.setdefault(change.kind, set()).add(change.id)
    return {kind: frozenset(ids) for kind, ids in touched.items()}


def _equal(kind: type[Record], values: dict[str, Any]) -> list[ColumnElement[bool]]:
    """Conditions: a column is the value, or one of them when it is a collection."""
    found = []
    for name, value in values.items():
        column = getattr(kind, name)
        found.append(column.in_(value) if isinstance(value, (list, set, tuple, frozenset)) else column == value)
    return found


def _path(kind: type[Record], dotted: str) -> ORMOption:
    first, *rest = dotted.split(".")
    attribute = getattr(kind, first)
    option = joinedload(attribute)
    for name in rest:
        attribute = getattr(attribute.property.mapper.class_, name)
        option = option.joinedload(attribute)
    return option
