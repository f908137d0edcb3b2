"""Decides how the personal link of a file is changed: the new one waits beside the present one, then takes its place.

The secret that a file was opened with stays its name in storage for ever; whether it still opens the file is another
matter. So nothing that is under way on the file (an answer on its way, an advisor's link) is ever disturbed.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum, auto

from sqlalchemy import Connection, Engine, bindparam, func, insert, select, update

from ansm.storage.engine import reading, writing
from ansm.storage.file_number import number_of
from ansm.storage.link_records import LinkState, StoredLink
from ansm.storage.records import refuse_in_clear
from ansm.storage.tables import diagnostic
from ansm.storage.tables_around import personal_link

_CHANGED = (
    select(personal_link.c.id)
    .where(personal_link.c.diagnostic_id == diagnostic.c.id, personal_link.c.in_use_since.is_not(None))
    .exists()
)
# Asked with each answer: built once.
FIRST = select(diagnostic.c.content_version, _CHANGED.label("changed")).where(
    diagnostic.c.token_hash == bindparam("token_hash")
)
LATER = (
    select(
        diagnostic.c.token_hash.label("file"),
        diagnostic.c.content_version,
        personal_link.c.in_use_since,
        personal_link.c.ended_at,
    )
    .join_from(personal_link, diagnostic, personal_link.c.diagnostic_id == diagnostic.c.id)
    .where(personal_link.c.token_hash == bindparam("token_hash"))
)


class Change(Enum):
    """What became of a wish to put a prepared link in use."""

    DONE = auto()
    ALREADY = auto()  # asked again: it is in use
    REFUSED = auto()  # it was not prepared for this file, waited too long, or another one was put in use meanwhile


def opened(connection: Connection, token_hash: bytes) -> StoredLink | None:
    """What this secret is to the file whose personal link it is, was, or may become; None when it is none."""
    first = connection.execute(FIRST, {"token_hash": token_hash}).one_or_none()
    if first is not None:
        return StoredLink(
            token_hash, first.content_version, None, state=LinkState.REPLACED if first.changed else LinkState.OPEN
        )
    later = connection.execute(LATER, {"token_hash": token_hash}).one_or_none()
    if later is None:
        return None
    state = _state(later.in_use_since, later.ended_at)
    return StoredLink(bytes(later.file), later.content_version, None, state=state)


class PersonalLinks:
    """The links that take the place of one another. Every method may raise StorageUnavailable, and UnknownLink."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def prepare(
        self, file: bytes, token_hash: bytes, at: datetime, until: datetime, *, most: int, since: datetime
    ) -> datetime | None:
        """Keep a link that may take the place of the present one until then; it opens nothing meanwhile.

        When `most` were prepared after `since`, nothing is kept: gives when the first of those was.
        """
        refuse_in_clear(token_hash)
        with writing(self._engine) as connection:
            number = number_of(connection, file, lock=True)
            made = select(personal_link.c.prepared_at).where(
                personal_link.c.diagnostic_id == number, personal_link.c.prepared_at > since
            )
            recent: list[datetime] = sorted(connection.scalars(made))
            if len(recent) >= most:
                return recent[-most]
            connection.execute(
                insert(personal_link).values(
                    token_hash=token_hash, diagnostic_id=number, prepared_at=at, expires_at=until
                )
            )
        return None

    def waits_until(self, file: bytes, token_hash: bytes, at: datetime) -> datetime | None:
        """Until when this link may be put in use for that file, None when it may not."""
        with reading(self._engine) as connection:
            number = number_of(connection, file, lock=False)
            until: datetime | None = connection.scalar(
                select(personal_link.c.expires_at).where(
                    personal_link.c.token_hash == token_hash,
                    personal_link.c.diagnostic_id == number,
                    personal_link.c.in_use_since.is_(None),
                    personal_link.c.ended_at.is_(None),
                    personal_link.c.expires_at > at,
                )
            )
        return until

    def put_in_use(self, file: bytes, token_hash: bytes, at: datetime) -> Change:
        """Make a prepared link that of the file: whatever opened it, or was to, does no longer."""
        with writing(self._engine) as connection:
            number = number_of(connection, file, lock=True)
            mine = personal_link.c.diagnostic_id == number
            row = connection.execute(
                select(personal_link).where(mine, personal_link.c.token_hash == token_hash)
            ).one_or_none()
            if row is None or row.ended_at is not None:
                return Change.REFUSED
            if row.in_use_since is not None:
                return Change.ALREADY
            if row.expires_at <= at:
                return Change.REFUSED
            others = (mine, personal_link.c.id != row.id, personal_link.c.ended_at.is_(None))
            connection.execute(update(personal_link).where(*others).values(ended_at=at))
            connection.execute(update(personal_link).where(personal_link.c.id == row.id).values(in_use_since=at))
        return Change.DONE

    def drop(self, file: bytes, token_hash: bytes, at: datetime) -> None:
        """Give up a prepared link: it will never open anything. One that is in use stays so."""
        with writing(self._engine) as connection:
            number = number_of(connection, file, lock=True)
            unused = (personal_link.c.in_use_since.is_(None), personal_link.c.ended_at.is_(None))
            mine = (personal_link.c.diagnostic_id == number, personal_link.c.token_hash == token_hash)
            connection.execute(update(personal_link).where(*mine, *unused).values(ended_at=at))

    def changed_at(self, file: bytes) -> datetime | None:
        """When the link of this file was last changed, None when it is the first one still."""
        with reading(self._engine) as connection:
            number = number_of(connection, file, lock=False)
            last: datetime | None = connection.scalar(
                select(func.max(personal_link.c.in_use_since)).where(personal_link.c.diagnostic_id == number)
            )
        return last


def _state(in_use_since: datetime | None, ended_at: datetime | None) -> LinkState:
    if in_use_since is None:
        return LinkState.PREPARED if ended_at is None else LinkState.DROPPED
    return LinkState.OPEN if ended_at is None else LinkState.REPLACED
