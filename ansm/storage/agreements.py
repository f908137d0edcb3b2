"""Decides how it is kept that a town agrees to be counted with others, and which file then speaks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine, insert, or_, select, update

from ansm.storage.engine import reading, writing
from ansm.storage.file_number import number_of
from ansm.storage.tables import diagnostic
from ansm.storage.tables_around import agreement

OF = ":"  # « epci:243800984 »: an agreement is for the readers that were named, and no others


class Audience(StrEnum):
    """Who may count the town with others. The values are stored."""

    EPCI = "epci"
    ANCT = "anct"


@dataclass(frozen=True, slots=True)
class StoredAgreement:
    """That a file agrees, since when. `group` is the code of the EPCI that it was asked for; empty for the others."""

    audience: Audience
    granted_at: datetime
    group: str = ""


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

    def agree(self, file: bytes, audience: Audience, at: datetime, group: str = "") -> None:
        """Note an agreement; one that stands already keeps its day. One for another group ends. Raises UnknownLink."""
        with writing(self._engine) as connection:
            number = number_of(connection, file, lock=True)
            mine = [each for each in _standing(connection, number) if each.audience is audience]
            if any(each.group == group for each in mine):
                return
            _withdraw(connection, number, audience, at)
            row = insert(agreement).values(diagnostic_id=number, audience=_named(audience, group), granted_at=at)
            connection.execute(row)

    def withdraw(self, file: bytes, audience: Audience, at: datetime) -> None:
        """Note that it is withdrawn; what does not stand stays so. Raises UnknownLink."""
        with writing(self._engine) as connection:
            number = number_of(connection, file, lock=True)
            _withdraw(connection, number, audience, at)

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
    return tuple(_read(row.audience, row.granted_at) for row in connection.execute(query))


def _withdraw(connection: Connection, number: int, audience: Audience, at: datetime) -> None:
    standing = (
        agreement.c.diagnostic_id == number,
        or_(agreement.c.audience == audience.value, agreement.c.audience.startswith(f"{audience.value}{OF}")),
        agreement.c.withdrawn_at.is_(None),
    )
    connection.execute(update(agreement).where(*standing).values(withdrawn_at=at))


def _named(audience: Audience, group: str) -> str:
    return f"{audience.value}{OF}{group}" if group else audience.value


def _read(named: str, granted_at: datetime) -> StoredAgreement:
    audience, _, group = named.partition(OF)
    return StoredAgreement(Audience(audience), granted_at, group)
