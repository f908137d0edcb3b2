"""Decides how often letters may leave, under no one's name. An address is kept nowhere."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ansm import mail
from ansm.application.pace import Pace, in_minutes
from ansm.application.typed_address import typed_address
from ansm.domain.mail_address import mailbox
from ansm.errors import MailUnavailable, TooMany
from ansm.settings import Settings

A_FILE, AN_ADDRESS, EVERYONE = 5, 5, 200
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Refusals:
    """What is said when a letter does not leave, and what to do instead. The last two hold `{minutes}`."""

    no_server: str
    not_taken: str
    too_often: str
    too_busy: str


class Posting:
    """The letters of one kind. Their limits are counted in memory: for a file, for an address, and for everyone."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime], refusals: Refusals) -> None:
        self._settings = settings
        self._clock = clock
        self._refusals = refusals
        # An address is counted under a digest that only this process can make.
        self._key = secrets.token_bytes(32)
        self._everyone, self._files, self._addresses = (Pace(most, AN_HOUR) for most in (EVERYONE, A_FILE, AN_ADDRESS))
        self._lock = threading.Lock()

    @property
    def available(self) -> bool:
        """Whether a mail server is set."""
        return self._settings.mail is not None

    def address(self, typed: str) -> str:
        """The address as letters bear it. Raises MailUnavailable when no server is set, or InvalidRequest."""
        if self._settings.mail is None:
            raise MailUnavailable(self._refusals.no_server, configured=False)
        return typed_address(typed)

    def send(self, file: bytes, to: str, subject: str, paragraphs: tuple[str, ...]) -> None:
        """Send a letter about that file; when this returns, the mail server has it.

        Raises MailUnavailable; InvalidRequest for an address that the server refuses for good; TooMany.
        """
        server = self._settings.mail
        if server is None:
            raise MailUnavailable(self._refusals.no_server, configured=False)
        now = self._clock()
        counted = self._count(file, to, now)
        signature = " – ".join(part for part in (self._settings.operator, self._settings.operator_contact) if part)
        body = "\n\n".join((*paragraphs, signature) if signature else paragraphs) + "\n"
        try:
            mail.send(server, mail.Letter(to=to, subject=subject, body=body, sent_at=now))
        except MailUnavailable as error:
            self._uncount(counted, now)
            raise MailUnavailable(self._refusals.not_taken) from error.__cause__

    def _count(self, file: bytes, to: str, now: datetime) -> tuple[tuple[Pace, bytes], ...]:
        digest = hashlib.blake2b(mailbox(to).encode(), key=self._key).digest()
        counted = ((self._everyone, b""), (self._files, file), (self._addresses, digest))
        with self._lock:
            for pace, name in counted:
                seconds = pace.wait(name, now)
                if seconds:
                    everyone = pace is self._everyone
                    sentence = self._refusals.too_busy if everyone else self._refusals.too_often
                    raise TooMany(sentence.format(minutes=in_minutes(seconds)), seconds)
            for pace, name in counted:
                pace.take(name, now)
        return counted

    def _uncount(self, counted: tuple[tuple[Pace, bytes], ...], taken: datetime) -> None:
        with self._lock:
            for pace, name in counted:
                pace.give_back(name, taken)
