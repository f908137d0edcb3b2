"""Decides who is signed in: how a session begins, is recognised at each request, is renewed, and ends.

The secret of a session has two halves. The first lasts as long as the session, and a form's token is made from it.
The second is renewed while the person works: one that was renewed long ago is a copy that somebody took, and whoever
shows it ends the session.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from ansm.application.access import TOKEN_LENGTH, hash_of, new_token
from ansm.domain.people import Member
from ansm.errors import SignedOut
from ansm.storage import NewSession, Storage, StoredSession

RENEWED_EVERY = timedelta(minutes=30)
FORMER_ACCEPTED = timedelta(minutes=2)
# An answer that carries a new half may be slow, while a report is printed, or lost with a second click. It is given
# up after a while and another half given, once: a thief who takes them all would leave the owner the former one.
SLOW, LOST = timedelta(minutes=10), timedelta(minutes=40)
# A session nobody uses ends after more than twenty hours, the least for who works slowly (WCAG 2.2.1, RGAA 13.1); one
# that is used, after a week.
IDLE, LONGEST = timedelta(hours=21), timedelta(days=7)
NOBODY = "Vous n’êtes pas connecté, ou votre session est terminée. Connectez-vous pour continuer."


@dataclass(frozen=True, slots=True)
class Session:
    """Someone who is signed in. `renewed` is the secret to give the browser instead of the one it has shown, if any."""

    number: int
    member: Member
    form_token: str
    renewed: str | None

    def owns_form(self, token: str) -> bool:
        """Whether a form was written for this session: another site cannot know what is in ours."""
        return hmac.compare_digest(token.encode(), self.form_token.encode())


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session of someone, as they read it. `current` is the one they read it in."""

    number: int
    began_at: datetime
    seen_at: datetime
    current: bool


class Half(Enum):
    """What the second half of a secret tells of whoever shows it."""

    CURRENT = auto()
    ON_ITS_WAY = auto()  # the former one, of a request that left before the answer came
    UNANSWERED = auto()  # the former one, when nobody has shown the new one yet
    STOLEN = auto()


class Identity:
    """The sessions of those who sign in. Each request is checked; nothing is remembered between two."""

    def __init__(self, storage: Storage, clock: Callable[[], datetime], timezone: ZoneInfo) -> None:
        self._sessions = storage.sessions
        self._clock = clock
        self._timezone = timezone

    def session(self, secret: str) -> Session:
        """Who shows this secret. Raises SignedOut."""
        if len(secret) != 2 * TOKEN_LENGTH or not secret.isascii():
            raise SignedOut(NOBODY)
        lasting, current = secret[:TOKEN_LENGTH], secret[TOKEN_LENGTH:]
        now = self._clock()
        found = self._sessions.find(hash_of(lasting), now)
        if found is None:
            raise SignedOut(NOBODY)
        shown, renewed, age = hash_of(current), None, now - found.renewed_at
        match self._half(shown, found, age):
            case Half.CURRENT if age >= RENEWED_EVERY:
                renewed = self._renewed(lasting, found, shown, now)
            case Half.CURRENT if found.unseen:
                self._sessions.settle(found, now)
            case Half.UNANSWERED if age > SLOW:
                renewed = self._renewed(lasting, found, shown, now)
            case Half.STOLEN:
                self._sessions.revoke(found.member.number, found.number, now)
                raise SignedOut(NOBODY)
        return Session(found.number, found.member, _form_token(lasting), renewed)

    def sign_in(self, link: str) -> str:
        """Use an e-mailed link up, and give the secret of the session it opens. Raises SignedOut when it opens none."""
        secret, new = self._new()
        usable = len(link) == TOKEN_LENGTH and link.isascii()
        if not usable or not self._sessions.enter(hash_of(link), new):
            raise SignedOut(NOBODY)
        return secret

    def open_for(self, member: Member, id_token: str | None = None) -> str:
        """The secret of a new session of someone whom another check has recognised.

        Raises SignedOut when they were shut out meanwhile.
        """
        secret, new = self._new()
        if not self._sessions.begin(member.number, replace(new, id_token=id_token)):
            raise SignedOut(NOBODY)
        return secret

    def sessions(self, session: Session) -> tuple[OpenSession, ...]:
        """Every session of that person, the last to begin first."""
        return tuple(
            OpenSession(each.number, each.created_at, each.renewed_at, each.number == session.number)
            for each in self._sessions.of(session.member.number, self._clock())
        )

    def sign_out(self, session: Session) -> str | None:
        """End this session. What an OpenID provider gave at its beginning is handed back, for it to end its own."""
        return self._sessions.revoke(session.member.number, session.number, self._clock())

    def close(self, member: Member, number: int) -> None:
        """End one session of that person; another's is left alone."""
        self._sessions.revoke(member.number, number, self._clock())

    def sign_out_everywhere(self, member: Member) -> None:
        """End every session of that person, and put out the links that would open others."""
        self._sessions.revoke_all(member.number, self._clock())

    def _half(self, shown: bytes, found: StoredSession, age: timedelta) -> Half:
        if hmac.compare_digest(shown, found.current):
            return Half.CURRENT
        if found.former != shown:
            return Half.STOLEN
        if found.unseen == 1 and age <= LOST:
            return Half.UNANSWERED
        return Half.ON_ITS_WAY if age <= FORMER_ACCEPTED else Half.STOLEN

    def _new(self) -> tuple[str, NewSession]:
        lasting, current, now = new_token(), new_token(), self._clock()
        today = now.astimezone(self._timezone).date()
        return lasting + current, NewSession(hash_of(lasting), hash_of(current), now, now + IDLE, today)

    def _renewed(self, lasting: str, found: StoredSession, shown: bytes, now: datetime) -> str | None:
        """The secret with another second half; None when a request that came with this one has just been given it."""
        current = new_token()
        until = min(found.created_at + LONGEST, now + IDLE)
        return lasting + current if self._sessions.renew(found, shown, hash_of(current), now, until) else None


def _form_token(lasting: str) -> str:
    """What proves that a form is ours: it lasts as long as the session, and its secret cannot be found from it."""
    return hmac.new(lasting.encode(), b"formulaire", hashlib.sha256).hexdigest()
