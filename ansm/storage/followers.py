"""Decides how a town learns which organisations follow its file, and stops one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, select, update

from ansm.storage.engine import reading, writing
from ansm.storage.file_number import number_of
from ansm.storage.tables_around import accompaniment, accompanying_person, advisor_link, organisation, report_link


@dataclass(frozen=True, slots=True)
class Follower:
    """An organisation that follows a file now. `number` is that of its accompaniment."""

    number: int
    name: str
    since: datetime
    opened_here: bool


class Followers:
    """The organisations that follow a file, as its town sees them. Every method may raise StorageUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of_file(self, file: bytes) -> tuple[Follower, ...]:
        """Those that follow it now, the first first. Raises UnknownLink."""
        query = (
            select(accompaniment.c.id, organisation.c.name, accompaniment.c.since, accompaniment.c.opened_here)
            .join_from(accompaniment, organisation, accompaniment.c.organisation_id == organisation.c.id)
            .where(accompaniment.c.ended_at.is_(None))
            .order_by(accompaniment.c.since, accompaniment.c.id)
        )
        with reading(self._engine) as connection:
            number = number_of(connection, file, lock=False)
            rows = connection.execute(query.where(accompaniment.c.diagnostic_id == number))
            return tuple(Follower(row.id, row.name, row.since, row.opened_here) for row in rows)

    def stop(self, file: bytes, number: int, at: datetime) -> bool:
        """Put an end to one of them, to its links into the file, and to its links to reports.

        False when the file has no such follower now. Raises UnknownLink.
        """
        with writing(self._engine) as connection:
            mine = (
                accompaniment.c.diagnostic_id == number_of(connection, file, lock=True),
                accompaniment.c.id == number,
                accompaniment.c.ended_at.is_(None),
            )
            row = connection.execute(
                select(accompaniment.c.diagnostic_id, accompaniment.c.organisation_id).where(*mine)
            ).one_or_none()
            if row is None:
                return False
            connection.execute(update(accompaniment).where(*mine).values(ended_at=at))
            connection.execute(delete(accompanying_person).where(accompanying_person.c.accompaniment_id == number))
            opened = (advisor_link.c.accompaniment_id == number, advisor_link.c.revoked_at.is_(None))
            connection.execute(update(advisor_link).where(*opened).values(revoked_at=at))
            given = (
                report_link.c.diagnostic_id == row.diagnostic_id,
                report_link.c.organisation_id == row.organisation_id,
                report_link.c.revoked_at.is_(None),
            )
            connection.execute(update(report_link).where(*given).values(revoked_at=at, answers=None))
            return True
