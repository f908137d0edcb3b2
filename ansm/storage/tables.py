"""Decides the tables. Answers are only ever added: the current answer to a question is its last row not set aside."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    func,
)


class Moment(TypeDecorator[datetime]):
    """An instant, in UTC on both databases; SQLite keeps no time zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Give the instant in UTC."""
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Give the instant with its time zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def write_json(value: object) -> str:
    """The one way JSON is written in a column: short, the same text for the same value."""
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


# SQLite numbers its rows by itself only in a column declared exactly INTEGER.
NUMBER = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

content_version = Table(
    "content_version",
    metadata,
    Column("version", Text, primary_key=True),
    Column("archive", LargeBinary, nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    # The database's own clock: for whoever administers it, nothing is decided from it.
    Column("kept_at", Moment, nullable=False, server_default=func.now()),
)

diagnostic = Table(
    "diagnostic",
    metadata,
    Column("id", NUMBER, Identity(), primary_key=True),
    Column("token_hash", LargeBinary, nullable=False),
    Column("territory_code", Text, nullable=False),
    Column("territory", JSON, nullable=False),
    Column("eligibility", JSON, nullable=False),
    Column("route", JSON(none_as_null=True), nullable=True),
    Column("content_version", Text, ForeignKey("content_version.version"), nullable=False),
    Column("territories_version", Text, nullable=False),
    Column("application_version", Text, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("created_at", Moment, nullable=False),
    # The public name of the file, the same on every installation: it opens nothing.
    Column("uid", Text, nullable=False, server_default="", index=True, unique=True),
    Column("origin", JSON(none_as_null=True), nullable=True),
    # The first time that its results were read with every essential question answered.
    Column("finished_at", Moment, nullable=True),
    # Whether its opening was counted: a copy brought from elsewhere is not, and then neither is its end.
    Column("counted", Boolean, nullable=False, server_default=false()),
    # Whether someone said how useful it was; what they said is counted apart, and tied to nothing.
    Column("satisfaction_given", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("token_hash"),
    # A secret in clear has no room here.
    CheckConstraint("length(token_hash) = 32", name="token_hash_is_sha256"),
)

# A link « à confier »: it opens one theme of a file, for a time.
handover = Table(
    "handover",
    metadata,
    Column("id", NUMBER, Identity(), primary_key=True),
    Column("token_hash", LargeBinary, nullable=False),
    Column("diagnostic_id", NUMBER, ForeignKey("diagnostic.id"), nullable=False, index=True),
    Column("theme", Text, nullable=False),
    Column("respondent", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment, nullable=True),
    UniqueConstraint("token_hash"),
    CheckConstraint("length(token_hash) = 32", name="token_hash_is_sha256"),
)

answer = Table(
    "answer",
    metadata,
    Column("id", NUMBER, Identity(), primary_key=True),
    Column("diagnostic_id", NUMBER, ForeignKey("diagnostic.id"), nullable=False),
    Column("question", Text, nullable=False),
    Column("values", JSON, nullable=False),
    Column("role", Text, nullable=True),
    Column("answered_at", Moment, nullable=False),
    Column("client_id", Text, nullable=True),
    Column("replaces", NUMBER, ForeignKey("answer.id"), nullable=True),
    # Given without having seen another device's answer: it waits until a person chooses.
    Column("set_aside", Boolean, nullable=False, server_default=false()),
    Column("handover_id", NUMBER, ForeignKey("handover.id"), nullable=True),
    # Who the link « à confier » of another installation was made for.
    Column("entrusted_to", Text, nullable=True),
    # Whose answer it is, « conseil » for an advisor's own; empty for the town's.
    Column("side", Text, nullable=True),
    UniqueConstraint("diagnostic_id", "client_id"),
    # The current row of each question of a file is read from this index alone.
    Index(None, "diagnostic_id", "question", "id", "set_aside"),
)

# The documents given, so that one can be told to come from here. No link to the file: the code opens nothing.
issued = Table(
    "issued",
    metadata,
    Column("id", NUMBER, Identity(), primary_key=True),
    Column("code", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("territory_code", Text, nullable=False),
    Column("territory_name", Text, nullable=False),
    Column("printed_on", Date, nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    Column("issued_at", Moment, nullable=False),
    UniqueConstraint("code", "sha256"),
    CheckConstraint("length(sha256) = 32", name="sha256_is_whole"),
)
