"""Decides what is kept of a diagnostic: answers with time and role, verdict, versions; one transaction a call."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, Row, Select, false, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from ansm.domain.answers import Answer, Answers
from ansm.errors import InvalidRequest, StorageUnavailable, UnknownLink
from ansm.storage import schema
from ansm.storage.engine import SQLITE, open_engine, reading, writing
from ansm.storage.failures import DAMAGED, NOT_OPENED
from ansm.storage.records import NewDiagnostic, StoredAnswer, StoredDiagnostic
from ansm.storage.serialisation import (
    read_eligibility,
    read_territory,
    read_values,
    write_eligibility,
    write_territory,
)
from ansm.storage.tables import answer, content_version, diagnostic

PATIENCE = 5.0


class Storage:
    """The diagnostics of one installation; safe to call from several threads.

    Every method writes in at most one transaction: when it returns, what it wrote is durable. Every method may
    raise StorageUnavailable, whose sentence is for the person in front of the screen.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str, *, patience: float = PATIENCE) -> Storage:
        """Open the database and bring its tables up to date. `patience`: seconds to wait for a lock or a connection.

        Raises SettingsError for an address that is neither SQLite in a file nor PostgreSQL.
        """
        engine = open_engine(url, patience)
        try:
            schema.upgrade(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def check(self) -> None:
        """Health: raises StorageUnavailable when an answer could not be saved. Writes nothing."""
        if self._engine.dialect.name == SQLITE and not Path(str(self._engine.url.database)).exists():
            # An open file that was deleted still accepts answers, and loses them when it is closed.
            raise StorageUnavailable(NOT_OPENED)
        with writing(self._engine) as connection:
            # Changes no row, but is refused wherever a change would be.
            connection.execute(update(diagnostic).where(false()).values(territory_code=""))

    # --- content

    def keep_content(self, version: str, archive: bytes) -> None:
        """Keep the archive of a content version, which names one tree for ever: keeping it again changes nothing."""
        kept = select(content_version.c.version).where(content_version.c.version == version)
        with reading(self._engine) as connection:
            if connection.scalar(kept) is not None:
                return
        row = insert(content_version).values(version=version, archive=archive, sha256=hashlib.sha256(archive).digest())
        # It breaks the key when another process keeps the same version at the same moment: that is as good.
        with suppress(IntegrityError), writing(self._engine) as connection:
            connection.execute(row)

    def content(self, version: str) -> bytes | None:
        """The archive of a content version, None when it was never kept."""
        with reading(self._engine) as connection:
            row = connection.execute(
                select(content_version.c.archive, content_version.c.sha256).where(content_version.c.version == version)
            ).one_or_none()
        if row is None:
            return None
        archive = bytes(row.archive)
        if hashlib.sha256(archive).digest() != bytes(row.sha256):
            raise StorageUnavailable(DAMAGED)
        return archive

    # --- diagnostics

    def create(self, record: NewDiagnostic) -> None:
        """Create a file. Its content version must be kept already, and its token new: ValueError otherwise."""
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
        )
        try:
            with writing(self._engine) as connection:
                connection.execute(row)
        except IntegrityError:
            raise ValueError("the content version is not kept, or the token is already in use") from None

    def find(self, token_hash: bytes) -> StoredDiagnostic | None:
        """The file of this token as it stands, None when there is none."""
        with reading(self._engine) as connection:
            row = connection.execute(select(diagnostic).where(diagnostic.c.token_hash == token_hash)).one_or_none()
            if row is None:
                return None
            current = connection.execute(_current_answers(row.id)).all()
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
            answers=Answers(tuple(Answer(each.question, read_values(each.values)) for each in current)),
            last_question=last.question if last else None,
            last_answered_at=last.answered_at if last else None,
        )

    def record(self, token_hash: bytes, given: StoredAnswer) -> datetime:
        """Add an answer and give the time it is saved with (UTC). Sent again under its `client_id`, it is kept once.

        Raises UnknownLink when no file has this token, InvalidRequest when the `client_id` already named another
        answer: nothing is stored then.
        """
        with writing(self._engine) as connection:
            number = _number(connection, token_hash, lock=True)
            earlier = _sent_before(connection, number, given.client_id)
            if earlier is not None:
                if (earlier.question, earlier.values) != (given.question, given.values):
                    raise InvalidRequest(
                        "Cette réponse a été envoyée sous le numéro d’une autre\u00a0: elle n’a pas été enregistrée. "
                        "Rechargez la page, puis répondez à nouveau\u00a0; vos autres réponses sont conservées."
                    )
                return earlier.answered_at
            added = insert(answer).values(
                diagnostic_id=number,
                question=given.question,
                values=list(given.values),
                role=given.role,
                answered_at=given.answered_at,
                client_id=given.client_id,
            )
            saved: datetime = connection.execute(added.returning(answer.c.answered_at)).scalar_one()
        return saved

    def history(self, token_hash: bytes) -> tuple[StoredAnswer, ...]:
        """Every answer ever given to a file, oldest first. Raises UnknownLink."""
        with reading(self._engine) as connection:
            number = _number(connection, token_hash, lock=False)
            rows = connection.execute(_history(number)).all()
        return tuple(_stored(row) for row in rows)


def _number(connection: Connection, token_hash: bytes, *, lock: bool) -> int:
    """The row number of a file. Locked, its answers are numbered in the order in which they are acknowledged."""
    query = select(diagnostic.c.id).where(diagnostic.c.token_hash == token_hash)
    number: int | None = connection.scalar(query.with_for_update(key_share=True) if lock else query)
    if number is None:
        raise UnknownLink(
            "Ce lien ne correspond à aucun diagnostic. Vérifiez qu’il est complet, ou commencez un nouveau diagnostic."
        )
    return number


def _sent_before(connection: Connection, number: int, client_id: str | None) -> StoredAnswer | None:
    if client_id is None:
        return None
    same = select(answer).where(answer.c.diagnostic_id == number, answer.c.client_id == client_id)
    row = connection.execute(same).one_or_none()
    return _stored(row) if row is not None else None


def _history(number: int) -> Select[*tuple[object, ...]]:
    return select(answer).where(answer.c.diagnostic_id == number).order_by(answer.c.id)


def _current_answers(number: int) -> Select[int, str, object, datetime]:
    """The last row of each question of a file; the last of them all comes last."""
    last = select(func.max(answer.c.id)).where(answer.c.diagnostic_id == number).group_by(answer.c.question)
    return (
        select(answer.c.id, answer.c.question, answer.c["values"], answer.c.answered_at)
        .where(answer.c.id.in_(last))
        .order_by(answer.c.id)
    )


def _stored(row: Row[*tuple[object, ...]]) -> StoredAnswer:
    return StoredAnswer(row.question, read_values(row.values), row.role, row.answered_at, row.client_id)
