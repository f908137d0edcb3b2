"""Decides how it is kept whom an OpenID provider knows a person as, and the sign-ins through it that have begun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from ansm.storage.engine import reading, writing
from ansm.storage.people import StoredPerson, someone, stored_person
from ansm.storage.tables_around import openid_account, openid_attempt, person

# Anybody may begin one, and have others begin some by a picture in a page: beyond so many, the oldest gives way.
MOST_ATTEMPTS = 20_000


@dataclass(frozen=True, slots=True)
class OpenIdAttempt:
    """What a sign-in that has begun will be checked by."""

    nonce: str
    verifier: str


class OpenIdLog:
    """Accounts at OpenID providers. Every method may raise StorageUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, state: bytes, attempt: OpenIdAttempt, at: datetime, until: datetime) -> None:
        """Keep an attempt under the digest of its state, and forget those that are over or that many came after."""
        row = insert(openid_attempt).values(
            state_hash=state, nonce=attempt.nonce, verifier=attempt.verifier, created_at=at, expires_at=until
        )
        with writing(self._engine) as connection:
            connection.execute(delete(openid_attempt).where(openid_attempt.c.expires_at <= at))
            number: int = connection.execute(row.returning(openid_attempt.c.id)).scalar_one()
            connection.execute(delete(openid_attempt).where(openid_attempt.c.id <= number - MOST_ATTEMPTS))

    def take(self, state: bytes, at: datetime) -> OpenIdAttempt | None:
        """Use the attempt of this digest up; None when there is none, or when it is over."""
        mine = delete(openid_attempt).where(openid_attempt.c.state_hash == state)
        returned = mine.returning(openid_attempt.c.nonce, openid_attempt.c.verifier, openid_attempt.c.expires_at)
        with writing(self._engine) as connection:
            row = connection.execute(returned).one_or_none()
        return OpenIdAttempt(row.nonce, row.verifier) if row is not None and row.expires_at > at else None

    def known(self, issuer: str, subject: str) -> StoredPerson | None:
        """The person whom this issuer knows as this subject, None when that is nobody."""
        mine = (openid_account.c.issuer == issuer, openid_account.c.subject == subject)
        query = someone().join(openid_account, openid_account.c.person_id == person.c.id).where(*mine)
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        return stored_person(row) if row is not None else None

    def bind(self, number: int, issuer: str, subject: str, name: str) -> bool:
        """Tie a person to their account at an issuer; False when they have another there, or when it is another's.

        The name is theirs when whoever invited them gave none.
        """
        theirs = (openid_account.c.person_id == number, openid_account.c.issuer == issuer)
        try:
            with writing(self._engine) as connection:
                # Locked: two accounts that come at the same moment take turns.
                connection.execute(select(person.c.id).where(person.c.id == number).with_for_update())
                if connection.scalar(select(openid_account.c.id).where(*theirs)) is not None:
                    return False
                nameless = update(person).where(person.c.id == number, person.c.name == "")
                connection.execute(nameless.values(name=name))
                connection.execute(insert(openid_account).values(person_id=number, issuer=issuer, subject=subject))
        except IntegrityError:
            return False
        return True
