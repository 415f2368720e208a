"""Received lists: each file, sheet and row as it came, and what became of it."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from exchange_desk.model.base import Record, about, link, refers
from exchange_desk.model.places import City
from exchange_desk.model.programmes import Programme
from exchange_desk.support.ids import Id
from exchange_desk.support.language import msg


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
    """A row as it came. `cells`: column letter → text as received. Links what the row became."""

    __tablename__ = "source_row"

    row: Mapped[int] = mapped_column()
    outcome: Mapped[str] = mapped_column(default="")
    cells: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    official_id: Mapped[Id | None] = link("official")
    nomination_id: Mapped[Id | None] = link("nomination")
    sheet_id: Mapped[Id] = link("source_sheet", required=True)


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
