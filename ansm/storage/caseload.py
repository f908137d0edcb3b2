"""Decides how it is kept who follows which file."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, select

from ansm.domain.people import Accompaniment
from ansm.storage.engine import reading
from ansm.storage.tables import diagnostic
from ansm.storage.tables_around import accompaniment, accompanying_person


@dataclass(frozen=True, slots=True)
class StoredAccompaniment:
    """An organisation that follows a file now. `file` is the name of the file in storage, `number` the row's own."""

    number: int
    file: bytes
    content_version: str
    accompaniment: Accompaniment


class Caseload:
    """The files that organisations follow. Every method may raise StorageUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def followed(self, uid: str, organisation: int) -> StoredAccompaniment | None:
        """The file of that public name, when this organisation follows it now."""
        query = (
            select(accompaniment.c.id, diagnostic.c.token_hash, diagnostic.c.content_version)
            .join_from(accompaniment, diagnostic, accompaniment.c.diagnostic_id == diagnostic.c.id)
            .where(
                diagnostic.c.uid == uid,
                accompaniment.c.organisation_id == organisation,
                accompaniment.c.ended_at.is_(None),
            )
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            in_charge = select(accompanying_person.c.person_id).where(accompanying_person.c.accompaniment_id == row.id)
            advisors = frozenset(connection.scalars(in_charge))
        return StoredAccompaniment(
            row.id, bytes(row.token_hash), row.content_version, Accompaniment(uid, organisation, advisors)
        )
