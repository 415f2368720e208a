"""Reviews of received lists: what has been decided about a file, kept while it goes on and when it is done.

A review is no record: it is kept every few seconds by a short transaction of its own, and undoing a step neither
brings one back nor takes one away. The file's bytes lie with the originals, once for each hash.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, delete, func, insert, literal, select, update

from exchange_desk.model import change_table, original_table, review_table
from exchange_desk.store.lock import who
from exchange_desk.store.originals import pack
from exchange_desk.support import clock
from exchange_desk.support.ids import Id, new_id

_OPEN, _DONE = "open", "done"
_TOLD = ("name", "kind", "size", "programme_id", "sender_city_id", "decisions", "rows", "waiting")


@dataclass(frozen=True, kw_only=True)
class Review:
    """A list under review. `sha256`: of its bytes; `kind`: how they are read, a workbook's kind. `decisions`: plain
    values. `rows`, `waiting`: how many there are, and how many cannot be imported yet. `at`, `by`: when and by whom it
    was kept last. `file_id`: the received file that came of it, once it was imported."""

    sha256: str
    name: str
    kind: str
    size: int = 0
    programme_id: Id | None = None
    sender_city_id: Id | None = None
    decisions: Mapping[str, Any] = field(default_factory=dict)
    rows: int = 0
    waiting: int = 0
    id: Id = ""
    file_id: Id | None = None
    at: datetime | None = None
    by: str = ""


class Reviews:
    """`reading` and `writing` give a connection within a transaction."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        writing: Callable[[], AbstractContextManager[Connection]],
    ) -> None:
        self._reading, self._writing = reading, writing

    def keep(self, review: Review, content: Callable[[], bytes]) -> Id:
        """Keep a review: there is one open for each file. Writes nothing when nothing is new.

        `content` is asked for the file's bytes when the desk does not have them yet; what it raises leaves all as it
        was. Raises DeskError("store.read_only") in a desk that is open for reading.
        """
        with self._reading() as connection:
            found = _open_of(connection, review.sha256)
        if found and _told(found) == _told(review):
            return found.id
        with self._writing() as connection:
            _keep_original(connection, review.sha256, content)
            return _write(connection, review, _OPEN, None)

    def open(self) -> list[Review]:
        """The reviews that go on, the latest kept first."""
        query = select(review_table).where(review_table.c.state == _OPEN).order_by(review_table.c.kept_at.desc())
        with self._reading() as connection:
            return [_review(row) for row in connection.execute(query).mappings()]

    def get(self, review_id: Id) -> Review | None:
        """An open review."""
        query = select(review_table).where(review_table.c.id == review_id, review_table.c.state == _OPEN)
        with self._reading() as connection:
            row = connection.execute(query).mappings().first()
        return _review(row) if row else None

    def of_file(self, file_id: Id) -> Review | None:
        """What had been decided when a received file was imported."""
        query = select(review_table).where(review_table.c.file_id == file_id)
        with self._reading() as connection:
            row = connection.execute(query).mappings().first()
        return _review(row) if row else None

    def discard(self, review_id: Id) -> None:
        """Forget an open review, and the bytes of its file unless the desk received it besides."""
        query = select(review_table.c.sha256).where(review_table.c.id == review_id, review_table.c.state == _OPEN)
        with self._writing() as connection:
            sha256 = connection.execute(query).scalar()
            if sha256 is None:
                return
            connection.execute(delete(review_table).where(review_table.c.id == review_id))
            if not _is_received(connection, sha256):
                connection.execute(delete(original_table).where(original_table.c.sha256 == sha256))


def finish(connection: Connection, review: Review, file_id: Id) -> None:
    """The list was imported as `file_id`: within the step's own transaction, its review is done."""
    _write(connection, review, _DONE, file_id)


def _write(connection: Connection, review: Review, state: str, file_id: Id | None) -> Id:
    values = {**_told(review), "state": state, "file_id": file_id, "kept_at": clock.now(), "who": who()}
    found = _open_of(connection, review.sha256)
    if found:
        connection.execute(update(review_table).where(review_table.c.id == found.id).values(values))
        return found.id
    made = new_id()
    connection.execute(insert(review_table).values({**values, "id": made, "sha256": review.sha256}))
    return made


def _open_of(connection: Connection, sha256: str) -> Review | None:
    query = select(review_table).where(review_table.c.sha256 == sha256, review_table.c.state == _OPEN)
    row = connection.execute(query).mappings().first()
    return _review(row) if row else None


def _told(review: Review) -> dict[str, Any]:
    return {name: getattr(review, name) for name in _TOLD}


def _review(row: Mapping[Any, Any]) -> Review:
    told = {name: row[name] for name in (*_TOLD, "id", "sha256", "file_id")}
    return Review(**told, at=row["kept_at"], by=row["who"])


def _keep_original(connection: Connection, sha256: str, content: Callable[[], bytes]) -> None:
    known = select(original_table.c.sha256).where(original_table.c.sha256 == sha256)
    if connection.execute(known).first() is None:
        connection.execute(insert(original_table), [{"sha256": sha256, "content": pack(content())}])


def _is_received(connection: Connection, sha256: str) -> bool:
    """Whether another review or any step, undone or not, is about this file."""
    reviewed = select(review_table.c.id).where(review_table.c.sha256 == sha256)
    names_it = func.instr(change_table.c.after, literal(sha256, String)) > 0
    named = select(change_table.c.step_id).where(change_table.c.kind == "source_file", names_it)
    return any(connection.execute(query.limit(1)).first() for query in (reviewed, named))
