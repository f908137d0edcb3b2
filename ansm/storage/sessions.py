"""Decides how sessions are kept, with the links that open them: only digests of their secrets, nothing used twice."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Engine, insert, or_, select, update

from ansm.domain.people import Member
from ansm.errors import StorageUnavailable
from ansm.storage.engine import forgetting, reading, writing
from ansm.storage.people import close_everything, someone, stored_person
from ansm.storage.tables_around import entry_link, person, session

DIGEST = 32  # bytes; in the column of the former half, one more counts what was given since and not yet shown


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session about to begin, from the digests of both halves of its secret."""

    lasting: bytes
    current: bytes
    created_at: datetime
    expires_at: datetime
    today: date
    id_token: str | None = None


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session that is neither over by itself nor revoked, of someone who may sign in.

    `unseen` is how many second halves were given, one after the other, that nobody has shown: 0 once `current` was.
    """

    number: int
    member: Member
    current: bytes
    former: bytes | None
    created_at: datetime
    renewed_at: datetime
    expires_at: datetime
    unseen: int = 0


class Sessions:
    """Who is signed in. Every method may raise StorageUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(self, lasting: bytes, at: datetime) -> StoredSession | None:
        """The session of this digest, None when it is unknown, over, revoked, or of someone who was disabled."""
        mine = session.c.token_hash == lasting
        found = self._open(at, mine)
        if not found:
            self._forget(mine, at)
        return found[0] if found else None

    def of(self, number: int, at: datetime) -> tuple[StoredSession, ...]:
        """The sessions of a person that are open, the last to begin first."""
        return self._open(at, session.c.person_id == number)

    def begin(self, number: int, new: NewSession) -> bool:
        """Open a session for a person, and put out every link that would open another; False for who was shut out."""
        with writing(self._engine) as connection:
            return _begin(connection, number, new)

    def enter(self, link: bytes, new: NewSession) -> bool:
        """Use the link of this digest up, and open a session for its person; False when it opens nothing any more."""
        at = new.created_at
        fresh = (entry_link.c.token_hash == link, entry_link.c.used_at.is_(None), entry_link.c.expires_at > at)
        allowed = entry_link.c.person_id.in_(select(person.c.id).where(person.c.disabled_at.is_(None)))
        use = update(entry_link).where(*fresh, allowed).values(used_at=at).returning(entry_link.c.person_id)
        with writing(self._engine) as connection:
            number = connection.scalar(use)
            return number is not None and _begin(connection, number, new)

    def offer(self, number: int, link: bytes, at: datetime, until: datetime) -> None:
        """Keep a link that opens a session for this person, once, until that moment."""
        row = insert(entry_link).values(token_hash=link, person_id=number, created_at=at, expires_at=until)
        with writing(self._engine) as connection:
            connection.execute(row)

    def renew(self, found: StoredSession, shown: bytes, current: bytes, at: datetime, until: datetime) -> bool:
        """Change the second half of its secret; False when another request has just done it.

        The half that was shown becomes the former one, or stays so when nobody has shown the present one.
        """
        unseen = 1 if shown == found.current else found.unseen + 1
        former = shown + bytes([unseen])
        return self._change(found, current_hash=current, former_hash=former, renewed_at=at, expires_at=until)

    def settle(self, found: StoredSession, at: datetime) -> bool:
        """Its present second half was shown: from now on, the former one is only that of requests on their way."""
        return self._change(found, former_hash=found.former, renewed_at=at)

    def revoke(self, person_number: int, number: int, at: datetime) -> str | None:
        """End one session of this person for good; what its OpenID provider gave is handed back, and kept no more."""
        mine = (session.c.id == number, session.c.person_id == person_number, session.c.revoked_at.is_(None))
        with writing(self._engine) as connection:
            given: str | None = connection.scalar(select(session.c.id_token).where(*mine))
            connection.execute(update(session).where(*mine).values(revoked_at=at, id_token=None))
        return given

    def revoke_all(self, person_number: int, at: datetime) -> None:
        """End every session of this person, and every link that would open another."""
        with writing(self._engine) as connection:
            close_everything(connection, person_number, at)

    def _forget(self, which: ColumnElement[bool], at: datetime) -> None:
        """Erase what OpenID providers gave at the beginning of a session that somebody finds over."""
        given = select(session.c.id).where(which, useless_token(at))
        with reading(self._engine) as connection:
            if connection.scalar(given) is None:  # most often: nothing is written for secrets shown at random
                return
        with suppress(StorageUnavailable), forgetting(self._engine) as connection:  # if not now, at the next purge
            forget_tokens(connection, at)

    def _change(self, found: StoredSession, **values: bytes | datetime | None) -> bool:
        """Write this of a session that is still as it was seen, at that moment."""
        as_seen = (session.c.id == found.number, session.c.current_hash == found.current)
        row = update(session).where(*as_seen, session.c.revoked_at.is_(None)).returning(session.c.id)
        with writing(self._engine) as connection:
            return connection.scalar(row.values(values)) is not None

    def _open(self, at: datetime, which: ColumnElement[bool]) -> tuple[StoredSession, ...]:
        query = (
            someone()
            .add_columns(
                session.c.id.label("number"),
                session.c.current_hash,
                session.c.former_hash,
                session.c.created_at.label("began_at"),
                session.c.renewed_at,
                session.c.expires_at,
            )
            .join(session, session.c.person_id == person.c.id)
            .where(which, session.c.revoked_at.is_(None), session.c.expires_at > at, person.c.disabled_at.is_(None))
            .order_by(session.c.id.desc())
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        return tuple(
            StoredSession(
                row.number,
                stored_person(row).member,
                bytes(row.current_hash),
                row.former_hash and bytes(row.former_hash)[:DIGEST],
                row.began_at,
                row.renewed_at,
                row.expires_at,
                sum(bytes(row.former_hash or b"")[DIGEST:]),
            )
            for row in rows
        )


def useless_token(at: datetime) -> ColumnElement[bool]:
    """The sessions that are over, and still hold what an OpenID provider asks for to end its own."""
    over = or_(session.c.expires_at <= at, session.c.revoked_at.is_not(None))
    return session.c.id_token.is_not(None) & over


def forget_tokens(connection: Connection, at: datetime) -> int:
    """Erase what can serve no more: it may hold a name and an address. How many went."""
    return connection.execute(update(session).where(useless_token(at)).values(id_token=None)).rowcount


def _begin(connection: Connection, number: int, new: NewSession) -> bool:
    # Whoever is shut out at this very moment waits for this, or this for them: no session outlives an account.
    seen = update(person).where(person.c.id == number, person.c.disabled_at.is_(None))
    row = seen.values(last_sign_in=new.today).returning(person.c.id)
    if connection.scalar(row) is None:
        return False
    forget_tokens(connection, new.created_at)
    unused = (entry_link.c.person_id == number, entry_link.c.used_at.is_(None))
    connection.execute(update(entry_link).where(*unused).values(used_at=new.created_at))
    connection.execute(
        insert(session).values(
            token_hash=new.lasting,
            current_hash=new.current,
            person_id=number,
            created_at=new.created_at,
            renewed_at=new.created_at,
            expires_at=new.expires_at,
            id_token=new.id_token,
        )
    )
    return True
