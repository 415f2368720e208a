"""Reviews of lists that are kept in the desk, to go on with them later, after a crash, or as a colleague."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from exchange_desk.intake.decisions import Decisions
from exchange_desk.intake.directory import KnownPerson
from exchange_desk.intake.judging import Outcome
from exchange_desk.intake.plan import ImportPlan, Origin
from exchange_desk.model import City, Programme, SourceFile
from exchange_desk.store.originals import original
from exchange_desk.store.reviews import Review
from exchange_desk.support import clock
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg
from exchange_desk.support.problems import DeskError
from exchange_desk.support.progress import Progress
from exchange_desk.workbooks.grid import Workbook
from exchange_desk.workbooks.reader import read_bytes

if TYPE_CHECKING:
    from exchange_desk.store import Database


@dataclass(frozen=True)
class DraftInfo:
    """A review that goes on. `waiting`: rows that cannot be imported yet. `programme`, `sender`: ids, None where none
    was chosen or what was chosen is gone."""

    id: Id
    name: str
    kept_at: datetime
    by: str
    rows: int
    waiting: int
    programme: Id | None = None
    sender: Id | None = None


@dataclass(frozen=True)
class Resumed:
    """What a review is made of when it is taken up again."""

    workbook: Workbook
    origin: Origin
    decisions: Decisions


def review_of(plan: ImportPlan) -> Review:
    """A plan as it is kept."""
    workbook, origin, totals = plan.workbook, plan.ground.origin, plan.totals()
    return Review(
        sha256=workbook.sha256,
        name=workbook.name,
        kind=workbook.kind,
        size=workbook.size,
        programme_id=origin.programme,
        sender_city_id=origin.sender,
        decisions=plan.decisions.to_plain(),
        rows=totals["rows"],
        waiting=totals["waiting"] + totals["refused"],
    )


def drafts(database: "Database") -> list[DraftInfo]:
    """The reviews that go on, the latest kept first."""
    return [_info(database, review) for review in database.reviews.open()]


def resumed(database: "Database", review_id: Id, password: str | None, progress: Progress) -> Resumed:
    """The file of a review, or of a list received before, read again, and what had been decided.

    Raises DeskError("draft.gone") when somebody imported or discarded it meanwhile, and whatever reading raises
    ("workbook.password": passwords are never kept).
    """
    review = database.reviews.get(review_id) or database.reviews.of_file(review_id) or _of_older(database, review_id)
    content = original(database, review.sha256) if review else None
    if review is None or content is None:
        raise DeskError(
            "draft.gone",
            msg("This review is no longer in the desk. Somebody imported the list or discarded it meanwhile."),
        )
    workbook = read_bytes(name=review.name, data=content, password=password, progress=progress)
    workbook = replace(workbook, kind=review.kind or workbook.kind)
    info = _info(database, review)
    origin = Origin(None, info.programme, info.sender, content)
    return Resumed(workbook, origin, Decisions.from_plain(review.decisions))


_OF_THE_LIST = ("date.order:", "sex.m:", "name.order:", "city:", "filled:", "struck:", "repeat:")
"""Questions about columns, places and marks: their answers hold for later versions of a list, those about a row not."""


def answered_before(database: "Database", plan: ImportPlan) -> ImportPlan:
    """The plan with what was answered about an earlier version of the list, so that nothing is asked twice.

    Each answer can be taken back like any other. Questions about single rows and people are asked anew.
    """
    for earlier in plan.earlier:
        review = database.reviews.of_file(earlier.id)
        if review is None:
            continue
        answers = Decisions.from_plain(review.decisions).answers
        return plan.with_answers({asked: o for asked, o in answers.items() if asked.startswith(_OF_THE_LIST)})
    return plan


def _of_older(database: "Database", file_id: Id) -> Review | None:
    """A list that was received before reviews were kept."""
    for file in database.find(SourceFile, id=file_id):
        return Review(
            sha256=file.sha256,
            name=file.name,
            kind="",
            size=file.size,
            programme_id=file.programme_id,
            sender_city_id=file.sender_city_id,
        )
    return None


def newcomers(plan: ImportPlan) -> list[KnownPerson]:
    """The people whom a plan would add to the desk, for lists that are looked at before it is imported."""
    added = (row for row in plan.rows if row.outcome in (Outcome.NEW, Outcome.WAITING) and not row.match)
    name, sha256 = plan.workbook.name, plan.workbook.sha256
    return [
        KnownPerson(f"{sha256} {row.sheet}!{row.row}", row.values, file=f"{name}, {row.sheet}, {row.row}")
        for row in added
    ]


def content_of(database: "Database", plan: ImportPlan) -> bytes:
    """The bytes of the list as it was read: from where it lies, or from the desk when it lies there no more.

    Raises DeskError("intake.file_changed") when neither is the file that was read.
    """
    origin = plan.ground.origin
    content = origin.content
    if content is None and origin.path:
        content = _read(plan, origin)
    if content is None:
        content = original(database, plan.workbook.sha256)
    if content is None or hashlib.sha256(content).hexdigest() != plan.workbook.sha256:
        raise _changed(plan, "another hash")
    return content


def _read(plan: ImportPlan, origin: Origin) -> bytes | None:
    """None when there is no such file any more."""
    try:
        return origin.path.read_bytes() if origin.path else None
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _changed(plan, str(error)) from error


def _changed(plan: ImportPlan, technical: str) -> DeskError:
    return DeskError(
        "intake.file_changed",
        msg("“{file}” was moved or changed after it was read. Open it once more. Nothing was imported."),
        technical=technical,
        file=plan.workbook.name,
    )


def _info(database: "Database", review: Review) -> DraftInfo:
    programme, sender = review.programme_id, review.sender_city_id
    return DraftInfo(
        review.id,
        review.name,
        review.at or clock.now(),
        review.by,
        review.rows,
        review.waiting,
        programme if programme and database.count(Programme, id=programme) else None,
        sender if sender and database.count(City, id=sender) else None,
    )
