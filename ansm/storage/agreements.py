"""Decides how it is kept that a town agrees to be counted with others, and which file then speaks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine, insert, select, update

from ansm.storage.engine import reading, writing
from ansm.storage.file_number import number_of
from ansm.storage.tables import diagnostic
from ansm.storage.tables_around import agreement


class Audience(StrEnum):
    """Who may count the town with others. The values are stored."""

    EPCI = "epci"
    ANCT = "anct"


@dataclass(frozen=True, slots=True)
class StoredAgreement:
    """That a file agrees, since when."""

    audience: Audience
    granted_at: datetime


@dataclass(frozen=True, slots=True)
class AgreeingFile:
    """The file that speaks for a territory, with what it agrees to now; it may have withdrawn it all."""

    file: bytes
    territory: str
    standing: tuple[StoredAgreement, ...]


class Agreements:
    """Who agrees to what. Every method may raise StorageUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def standing(self, file: bytes) -> tuple[StoredAgreement, ...]:
        """What a file agrees to now. Raises UnknownLink."""
        with reading(self._engine) as connection:
            return _standing(connection, number_of(connection, file, lock=False))

    def agree(self, file: bytes, audience: Audience, at: datetime) -> None:
        """Note an agreement; one that stands already keeps its day. Raises UnknownLink."""
        with writing(self._engine) as connection:
            number = number_of(connection, file, lock=True)
            if all(each.audience is not audience for each in _standing(connection, number)):
                row = insert(agreement).values(diagnostic_id=number, audience=audience.value, granted_at=at)
                connection.execute(row)

    def withdraw(self, file: bytes, audience: Audience, at: datetime) -> None:
        """Note that it is withdrawn; what does not stand stays so. Raises UnknownLink."""
        with writing(self._engine) as connection:
            number = number_of(connection, file, lock=True)
            standing = (
                agreement.c.diagnostic_id == number,
                agreement.c.audience == audience.value,
                agreement.c.withdrawn_at.is_(None),
            )
            connection.execute(update(agreement).where(*standing).values(withdrawn_at=at))

    def speaking(self) -> tuple[AgreeingFile, ...]:
        """One file a territory: the newest finished one that ever agreed to anything, in the order of their codes.

        One that never agreed takes nobody's place: anyone may start a diagnostic of any town.
        """
        asked = select(agreement.c.id).where(agreement.c.diagnostic_id == diagnostic.c.id).exists()
        query = (
            select(diagnostic.c.id, diagnostic.c.token_hash, diagnostic.c.territory_code)
            .where(diagnostic.c.finished_at.is_not(None), asked)
            .order_by(diagnostic.c.territory_code, diagnostic.c.finished_at, diagnostic.c.id)
        )
        with reading(self._engine) as connection:
            newest = {row.territory_code: row for row in connection.execute(query)}
            return tuple(
                AgreeingFile(bytes(row.token_hash), code, _standing(connection, row.id)) for code, row in newest.items()
            )


def _standing(connection: Connection, number: int) -> tuple[StoredAgreement, ...]:
    query = (
        select(agreement.c.audience, agreement.c.granted_at)
        .where(agreement.c.diagnostic_id == number, agreement.c.withdrawn_at.is_(None))
        .order_by(agreement.c.id)
    )
    return tuple(StoredAgreement(Audience(row.audience), row.granted_at) for row in connection.execute(query))
