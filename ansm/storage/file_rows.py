"""Decides how a file is written as one row, and read again with the answers that stand."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from ansm.domain.answers import Answer, Answers
from ansm.storage import answer_log
from ansm.storage.records import NewDiagnostic, StoredDiagnostic
from ansm.storage.serialisation import (
    read_eligibility,
    read_origin,
    read_territory,
    write_eligibility,
    write_origin,
    write_territory,
)
from ansm.storage.tables import diagnostic


def add(connection: Connection, record: NewDiagnostic) -> int:
    """Add a file, and give its row number. Raises IntegrityError as its keys do."""
    row = insert(diagnostic).values(
        token_hash=record.token_hash,
        territory_code=record.territory.code,
        territory=write_territory(record.territory),
        eligibility=write_eligibility(record.eligibility),
        route=write_eligibility(record.route) if record.route else None,
        content_version=record.content_version,
        territories_version=record.territories_version,
        application_version=record.application_version,
        opened_on=record.opened_on,
        created_at=record.created_at,
        uid=record.uid,
        origin=write_origin(record.origin) if record.origin else None,
        counted=record.counted,
    )
    number: int = connection.execute(row.returning(diagnostic.c.id)).scalar_one()
    return number


def find(connection: Connection, token_hash: bytes) -> StoredDiagnostic | None:
    """The file of this token as it stands, None when there is none."""
    row = connection.execute(select(diagnostic).where(diagnostic.c.token_hash == token_hash)).one_or_none()
    if row is None:
        return None
    current = answer_log.current(connection, row.id)
    last = current[-1] if current else None
    return StoredDiagnostic(
        territory=read_territory(row.territory),
        eligibility=read_eligibility(row.eligibility),
        route=read_eligibility(row.route) if row.route is not None else None,
        content_version=row.content_version,
        territories_version=row.territories_version,
        application_version=row.application_version,
        opened_on=row.opened_on,
        created_at=row.created_at,
        answers=Answers(tuple(Answer(each.question, each.values) for each in current)),
        last_question=last.question if last else None,
        last_answered_at=last.answered_at if last else None,
        uid=row.uid,
        origin=read_origin(row.origin) if row.origin is not None else None,
        finished_at=row.finished_at,
    )
