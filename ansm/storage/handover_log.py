"""Decides how links « à confier » are kept, found, counted and revoked, in the transaction of the caller."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, distinct, func, insert, select, update

from ansm.storage import advisor_links, personal_links
from ansm.storage.answer_log import read_respondent
from ansm.storage.link_records import NewHandover, StoredHandover, StoredLink, UsedHandover
from ansm.storage.tables import answer, diagnostic, handover


def link(connection: Connection, token_hash: bytes) -> StoredLink | None:
    """What this secret opens: a whole file, one theme of it or the file for an advisor (still open or not), or nothing.

    The personal link first: it is the one that most answers come through.
    """
    personal = personal_links.opened(connection, token_hash)
    if personal is not None:
        return personal
    one_theme = (
        select(diagnostic.c.token_hash.label("file"), diagnostic.c.content_version, *_fields())
        .join_from(handover, diagnostic, handover.c.diagnostic_id == diagnostic.c.id)
        .where(handover.c.token_hash == token_hash)
    )
    row = connection.execute(one_theme).one_or_none()
    if row is None:
        return advisor_links.opened(connection, token_hash)
    return StoredLink(bytes(row.file), row.content_version, _stored(row))


def add(connection: Connection, file: int, record: NewHandover, most: int) -> int | None:
    """Create a link to the file of that number, which is locked; None when as many are open already."""
    still_open = select(func.count()).where(
        handover.c.diagnostic_id == file,
        handover.c.revoked_at.is_(None),
        handover.c.expires_at > record.created_at,
    )
    if connection.execute(still_open).scalar_one() >= most:
        return None
    row = insert(handover).values(
        token_hash=record.token_hash,
        diagnostic_id=file,
        theme=record.theme,
        respondent=record.respondent.value,
        created_at=record.created_at,
        expires_at=record.expires_at,
    )
    number: int = connection.execute(row.returning(handover.c.id)).scalar_one()
    return number


def of_file(connection: Connection, file: int) -> tuple[UsedHandover, ...]:
    """Every link ever made for the file, newest first, with the number of questions answered through it."""
    used = (
        select(answer.c.handover_id, func.count(distinct(answer.c.question)).label("questions"))
        .where(answer.c.diagnostic_id == file, answer.c.handover_id.is_not(None))
        .group_by(answer.c.handover_id)
        .subquery()
    )
    query = (
        select(*_fields(), func.coalesce(used.c.questions, 0).label("questions"))
        .join_from(handover, used, used.c.handover_id == handover.c.id, isouter=True)
        .where(handover.c.diagnostic_id == file)
        .order_by(handover.c.id.desc())
    )
    return tuple(UsedHandover(_stored(row), row.questions) for row in connection.execute(query))


def revoke(connection: Connection, file: int, number: int, at: datetime) -> bool:
    """Close a link of the file for good, False when the file has none of that number; the first time is kept."""
    mine = (handover.c.diagnostic_id == file, handover.c.id == number)
    connection.execute(update(handover).where(*mine, handover.c.revoked_at.is_(None)).values(revoked_at=at))
    return connection.scalar(select(handover.c.id).where(*mine)) is not None


def _fields() -> tuple[ColumnElement[object], ...]:
    return (
        handover.c.id,
        handover.c.theme,
        handover.c.respondent,
        handover.c.created_at,
        handover.c.expires_at,
        handover.c.revoked_at,
    )


def _stored(row: Row[*tuple[object, ...]]) -> StoredHandover:
    return StoredHandover(
        number=row.id,
        theme=row.theme,
        respondent=read_respondent(row.respondent),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
    )
