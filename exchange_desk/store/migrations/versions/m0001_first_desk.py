"""The first desk: places, people, programmes, nominations, placements, received lists and the journal."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _places()
    _people()
    _programmes()
    _nominations()
    _placements()
    _received()
    _journal()


def _record(table: str, *columns: Any) -> None:
    """A record's table: id and version first, an index for each reference."""
    key = sa.Column("id", sa.String(36), nullable=False)
    version = sa.Column("version", sa.Integer, nullable=False)
    op.create_table(table, key, version, *columns, sa.PrimaryKeyConstraint("id", name=f"pk_{table}"))
    for column in columns:
        if isinstance(column, sa.Column) and column.foreign_keys:
            op.create_index(f"ix_{table}_{column.name}", table, [column.name])


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def _link(name: str, target: str, *, needed: bool = False) -> sa.Column[Any]:
    key = sa.ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    return sa.Column(name, sa.String(36), key, nullable=not needed)


def _places() -> None:
    _record(
        "city",
        *_texts("name", "country", "region", "kind", "language", "time_zone"),
        sa.Column("latitude", sa.Double),
        sa.Column("longitude", sa.Double),
        *_texts("website", "note", "search_key"),
    )
    _record(
        "city_alias",
        *_texts("text", "folded", "kind", "language"),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_until", sa.Date),
        _link("city_id", "city", needed=True),
    )
    op.create_index("ix_city_alias_folded", "city_alias", ["folded"])
    _record(
        "institution",
        *_texts("name", "acronym", "kind"),
        _link("city_id", "city"),
        _link("parent_id", "institution"),
        *_texts("address", "email", "phone", "website", "theme"),
        sa.Column("active", sa.Boolean, nullable=False),
        *_texts("note", "search_key"),
    )
    _record(
        "network",
        *_texts("name", "acronym", "other_names", "languages", "secretariat", "website", "note", "search_key"),
    )
    _record(
        "membership",
        _link("city_id", "city"),
        _link("institution_id", "institution"),
        *_texts("role"),
        sa.Column("joined_on", sa.Date),
        sa.Column("left_on", sa.Date),
        _link("network_id", "network", needed=True),
    )


def _people() -> None:
    _record(
        "official",
        *_texts("given_names", "family_names", "passport_name", "honorific", "sex"),
        sa.Column("birth_date", sa.Date),
        *_texts("nationality", "national_id", "email", "phone", "post", "unit"),
        _link("institution_id", "institution"),
        _link("city_id", "city"),
        *_texts("emergency_contact", "note", "sort_key", "search_key"),
    )
    op.create_index("ix_official_email", "official", ["email"])
    op.create_index("ix_official_sort_key", "official", ["sort_key", "id"])
    _record(
        "language_skill",
        *_texts("language", "level"),
        sa.Column("approximate", sa.Boolean, nullable=False),
        *_texts("evidence"),
        _link("official_id", "official", needed=True),
    )
    _record(
        "travel_document",
        *_texts("kind", "number", "country"),
        sa.Column("expires_on", sa.Date),
        _link("official_id", "official", needed=True),
    )
    _record("not_same_person", _link("first_id", "official", needed=True), _link("second_id", "official", needed=True))


def _programmes() -> None:
    _record(
        "programme",
        *_texts("code", "name", "edition", "modality", "theme"),
        _link("network_id", "network"),
        _link("coordinator_id", "institution"),
        *_texts("agreement_reference", "funder"),
        sa.Column("call_opens_on", sa.Date),
        sa.Column("call_closes_on", sa.Date),
        sa.Column("starts_on", sa.Date),
        sa.Column("ends_on", sa.Date),
        sa.Column("min_age", sa.Integer),
        sa.Column("max_age", sa.Integer),
        sa.Column("age_on", sa.Date),
        sa.Column("min_weeks", sa.Integer),
        sa.Column("max_weeks", sa.Integer),
        sa.Column("quota_per_city", sa.Integer),
        sa.Column("lead_days", sa.Integer),
        sa.Column("passport_margin_days", sa.Integer),
        sa.Column("report_days", sa.Integer),
        *_texts("note", "search_key"),
        sa.UniqueConstraint("code", name="uq_programme_code"),
    )
    _record(
        "host_offer",
        _link("programme_id", "programme", needed=True),
        _link("institution_id", "institution", needed=True),
        *_texts("title", "theme"),
        sa.Column("places", sa.Integer, nullable=False),
        sa.Column("starts_on", sa.Date),
        sa.Column("ends_on", sa.Date),
        sa.Column("min_weeks", sa.Integer),
        sa.Column("max_weeks", sa.Integer),
        *_texts(
            "status",
            "supervisor_name",
            "supervisor_post",
            "supervisor_email",
            "supervisor_phone",
            "working_hours",
            "host_provides",
            "requirements",
            "note",
            "search_key",
        ),
    )
    _record("offer_language", *_texts("language", "level"), _link("offer_id", "host_offer", needed=True))


def _nominations() -> None:
    _record(
        "nomination",
        _link("programme_id", "programme", needed=True),
        _link("official_id", "official", needed=True),
        _link("sending_city_id", "city"),
        _link("sending_institution_id", "institution"),
        *_texts("status", "host_decision", "host_comment", "status_reason", "endorsed_by"),
        sa.Column("letter_date", sa.Date),
        *_texts("theme", "objective"),
        sa.Column("available_from", sa.Date),
        sa.Column("available_until", sa.Date),
        sa.Column("score", sa.Integer),
        _link("substitute_of_id", "nomination"),
        *_texts("note"),
    )
    _record(
        "preference",
        sa.Column("rank", sa.Integer, nullable=False),
        _link("city_id", "city"),
        _link("institution_id", "institution"),
        *_texts("text"),
        _link("nomination_id", "nomination", needed=True),
    )


def _placements() -> None:
    _record(
        "placement",
        _link("nomination_id", "nomination", needed=True),
        _link("offer_id", "host_offer", needed=True),
        *_texts("reference", "status", "status_reason"),
        sa.Column("locked", sa.Boolean, nullable=False),
        *_texts("working_language", "theme", "objectives", "work_plan"),
        sa.Column("hours_per_week", sa.Integer),
        *_texts("travel", "insurance_company", "insurance_policy"),
        sa.Column("insurance_from", sa.Date),
        sa.Column("insurance_until", sa.Date),
        *_texts("visa"),
        sa.Column("report_due_on", sa.Date),
        *_texts("note"),
    )
    op.create_index("ix_placement_reference", "placement", ["reference"])
    _record(
        "stay",
        sa.Column("starts_on", sa.Date),
        sa.Column("ends_on", sa.Date),
        sa.Column("arrived_on", sa.Date),
        sa.Column("left_on", sa.Date),
        sa.Column("share", sa.Integer, nullable=False),
        _link("placement_id", "placement", needed=True),
    )
    _record(
        "override",
        *_texts("rule", "sentence", "reason", "made_by"),
        sa.Column("made_at", sa.DateTime),
        _link("placement_id", "placement", needed=True),
    )


def _received() -> None:
    _record(
        "source_file",
        *_texts("name", "sha256"),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("received_at", sa.DateTime),
        _link("sender_city_id", "city"),
        _link("programme_id", "programme"),
        sa.Column("totals", sa.JSON, nullable=False),
    )
    op.create_index("ix_source_file_sha256", "source_file", ["sha256"])
    _record(
        "source_sheet",
        *_texts("name"),
        sa.Column("first_row", sa.Integer, nullable=False),
        sa.Column("last_row", sa.Integer, nullable=False),
        sa.Column("columns", sa.JSON, nullable=False),
        _link("file_id", "source_file", needed=True),
    )
    _record(
        "source_row",
        sa.Column("row", sa.Integer, nullable=False),
        *_texts("outcome"),
        sa.Column("cells", sa.JSON, nullable=False),
        _link("official_id", "official"),
        _link("nomination_id", "nomination"),
        _link("sheet_id", "source_sheet", needed=True),
    )
    _record("learnt_heading", *_texts("folded", "field"), _link("sender_city_id", "city"))
    op.create_index("ix_learnt_heading_folded", "learnt_heading", ["folded"])


def _journal() -> None:
    op.create_table(
        "step",
        sa.Column("id", sa.Integer, nullable=False),
        *_texts("kind", "label"),
        sa.Column("params", sa.JSON, nullable=False),
        sa.Column("target", sa.Integer),
        sa.Column("at", sa.DateTime, nullable=False),
        *_texts("who"),
        sa.PrimaryKeyConstraint("id", name="pk_step"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_step_target", "step", ["target"])
    op.create_table(
        "change",
        sa.Column("step_id", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        *_texts("kind"),
        sa.Column("record_id", sa.String(36), nullable=False),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON),
        sa.PrimaryKeyConstraint("step_id", "position", name="pk_change"),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name="fk_change_step_id_step"),
    )
    op.create_index("ix_change_record", "change", ["kind", "record_id"])
    op.create_table(
        "original",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_original"),
    )
