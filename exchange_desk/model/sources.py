"""Received lists: each file, sheet and row as it came, and what became of it; and the reviews of lists."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Integer, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from exchange_desk.model.base import Moment, Record, about, link, refers
from exchange_desk.model.places import City
from exchange_desk.model.programmes import Programme
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg


class ImportState(StrEnum):
    """What became of a received list, as the history tells it; a list taken back as a whole is no longer there."""

    IMPORTED = "imported"
    WAITING = "waiting"
    PARTLY_UNDONE = "partly_undone"

    @property
    def label(self) -> str:
        return {
            "imported": msg("Imported"),
            "waiting": msg("Some rows wait"),
            "partly_undone": msg("Partly taken back"),
        }[self.value]


class SourceFile(Record):
    """A received file. Its bytes are kept by hash (store/originals.py). `totals`: outcome → number of rows."""

    __tablename__ = "source_file"

    name: Mapped[str] = mapped_column(info=about(msg("File")))
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int] = mapped_column(default=0)
    received_at: Mapped[datetime | None] = mapped_column(default=None, info=about(msg("Received"), "moment"))
    sender_city_id: Mapped[Id | None] = link("city", info=about(msg("Sent by"), "reference", refers="city"))
    programme_id: Mapped[Id | None] = link("programme", info=about(msg("Programme"), "reference", refers="programme"))
    totals: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    sender_city: Mapped[City | None] = refers("City", "SourceFile.sender_city_id")
    programme: Mapped[Programme | None] = refers("Programme", "SourceFile.programme_id")


class SourceSheet(Record):
    """A table within a file. `columns`: column letter → {"heading", "field", …} as it was understood."""

    __tablename__ = "source_sheet"

    name: Mapped[str] = mapped_column()
    first_row: Mapped[int] = mapped_column(default=0)
    last_row: Mapped[int] = mapped_column(default=0)
    columns: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    file_id: Mapped[Id] = link("source_file", required=True)


class SourceRow(Record):
    """A row as it came. `cells`: column letter → text as received. Links what the row became.

    `understood`: what was made of it where that is not what one cell says (services/lineage.py).
    """

    __tablename__ = "source_row"

    row: Mapped[int] = mapped_column()
    outcome: Mapped[str] = mapped_column(default="")
    cells: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    official_id: Mapped[Id | None] = link("official")
    nomination_id: Mapped[Id | None] = link("nomination")
    sheet_id: Mapped[Id] = link("source_sheet", required=True)
    understood: Mapped[dict[str, Any]] = mapped_column(default_factory=dict, server_default="{}")


class LearntHeading(Record):
    """What a sender means by a heading. Learnt by folded text, never by position."""

    __tablename__ = "learnt_heading"

    folded: Mapped[str] = mapped_column(index=True)
    field: Mapped[str] = mapped_column()
    sender_city_id: Mapped[Id | None] = link("city")


class NotSamePerson(Record):
    """Two officials whom the officer has told apart; asked never again. `first_id` sorts before `second_id`."""

    __tablename__ = "not_same_person"

    first_id: Mapped[Id] = link("official", required=True)
    second_id: Mapped[Id] = link("official", required=True)


review_table = Table(
    "review",
    Record.metadata,
    Column("id", String(36), primary_key=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("programme_id", String(36)),
    Column("sender_city_id", String(36)),
    Column("decisions", JSON, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("waiting", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("file_id", String(36), index=True),
    Column("kept_at", Moment, nullable=False),
    Column("who", String, nullable=False),
)
"""What has been decided about a file. `state`: open or done. A plain table like the journal's: it is kept by itself,
never by a step, so that undoing never touches it; and it names records that may be gone by then."""
