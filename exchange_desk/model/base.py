"""The ground all records stand on, and what a field says about itself."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from exchange_desk.support.ids import Id, new_id

CONSTRAINT_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


@dataclass(frozen=True)
class FieldInfo:
    """Everything about one field, said once.

    `label`, `help`: English gettext sources. `kind`: how it is shown and edited: text, lines, date, integer,
    boolean, choice, country, language, email, phone, reference, json. `choices`: for a choice, the enumeration.
    `refers`: for a reference, the record kind. `personal`: category of personal data ("" = none): identity,
    contact, document, professional, sensitive. `heading`: the import field it is filled from.
    """

    label: str
    kind: str = "text"
    help: str = ""
    unit: str = ""
    choices: type[StrEnum] | None = None
    refers: str = ""
    personal: str = ""
    heading: str = ""
    required: bool = False


def about(label: str, kind: str = "text", **more: Any) -> dict[str, FieldInfo]:
    """The `info` of a mapped column."""
    return {"field": FieldInfo(label, kind, **more)}


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, stored without its zone and given back with it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.replace(tzinfo=UTC) if value else None


class Record(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """One row of one table; `id` is made here, `version` counts the saves of the record as a whole."""

    __abstract__ = True
    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: String, dict[str, Any]: JSON, datetime: Moment}

    id: Mapped[Id] = mapped_column(String(36), primary_key=True, default_factory=new_id, sort_order=-2)
    version: Mapped[int] = mapped_column(default=0, sort_order=-1, repr=False)

    def derive(self) -> None:
        """Recompute the columns that follow from others (folded keys). The store calls it before each save."""


def link(target: str, *, required: bool = False, info: dict[str, Any] | None = None, index: bool = True) -> Any:
    """A column that holds the id of a `target` record (table name). Checked when the step is saved."""
    key = ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    if required:
        return mapped_column(String(36), key, index=index, info=info or {}, nullable=False)
    return mapped_column(String(36), key, index=index, default=None, info=info or {}, nullable=True)


def owner(target: str) -> Any:
    """The column by which an owned part (a stay of a placement) names its whole; filled in when saved."""
    return mapped_column(
        String(36),
        ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED"),
        index=True,
        default="",
        repr=False,
    )


def parts(target: str, order_by: str) -> Any:
    """A list of owned records: loaded, saved, versioned and deleted with its owner."""
    return relationship(
        target, default_factory=list, lazy="selectin", cascade="all, delete-orphan", order_by=order_by, repr=False
    )


def refers(target: str, column: str) -> Any:
    """The record behind a `link`: loaded only when asked for, never saved through this side."""
    return relationship(
        target,
        foreign_keys=column,
        remote_side=f"{target}.id",  # said aloud for records that refer to their own kind (the unit of an institution)
        viewonly=True,
        lazy="raise",
        init=False,
        repr=False,
        compare=False,
        default=None,
    )


def field_info(record: type[Record] | Record, name: str) -> FieldInfo | None:
    """What the column `name` says about itself; None for columns the officer never sees."""
    column = record.__table__.columns.get(name)
    found = column.info.get("field") if column is not None else None
    return found if isinstance(found, FieldInfo) else None


def record_kind(record: type[Record] | Record) -> str:
    """The name of a record's kind: its table ("official", "host_offer")."""
    return str(record.__tablename__)


def record_class(kind: str) -> type[Record]:
    """The class of a kind; KeyError when there is none."""
    return {str(m.class_.__tablename__): m.class_ for m in Record.registry.mappers}[kind]
