"""A mail server of our own, on this machine, that keeps what it is given."""

from __future__ import annotations

import asyncio
import socket
import ssl
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from ansm.settings import Encryption, MailServer

USER, PASSWORD = "ansm", "un mot: de/passe @ 100%"
TAKEN = "250 OK"


@dataclass
class PostOffice:
    """What the server received. `answer` is what it says to each recipient, instead of « OK »."""

    port: int = 0
    encryption: Encryption = Encryption.NONE
    answer: str = TAKEN
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    senders: list[str | None] = field(default_factory=list)
    greeted_by: list[str | None] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the name is the library's
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take the recipient, or not."""
        if self.answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - same
        """Keep the letter."""
        self.letters.append(cast("EmailMessage", message_from_bytes(envelope.original_content or b"", policy=default)))
        self.recipients += envelope.rcpt_tos
        self.senders.append(envelope.mail_from)
        self.greeted_by.append(session.host_name)
        return TAKEN

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: LoginPassword
    ) -> AuthResult:
        """Know one user."""
        self.logins.append(given.login.decode())
        known = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=known, handled=known)  # what is not handled, the library refuses

    def server(self, *, user: str = "", password: str = "", host: str = "localhost") -> MailServer:
        """The settings of whoever writes through this server."""
        return MailServer(
            host, self.port, self.encryption, user, password, "ne-pas-repondre@exemple.fr", "Accompagnement"
        )


@contextmanager
def post_office(
    encryption: Encryption = Encryption.NONE, tls: ssl.SSLContext | None = None, *, known_only: bool = False
) -> Iterator[PostOffice]:
    """A server that runs for the length of a block; with `known_only`, it asks who writes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        office = PostOffice(port=free.getsockname()[1], encryption=encryption)
    controller = Controller(
        office,
        hostname="localhost",
        port=office.port,
        server_hostname="post.office",
        ssl_context=tls if encryption is Encryption.TLS else None,
        tls_context=tls if encryption is Encryption.STARTTLS else None,
        require_starttls=encryption is Encryption.STARTTLS,
        authenticator=office.authenticate,
        auth_required=known_only,
        # The library does not see that the whole conversation is encrypted.
        auth_require_tls=encryption is Encryption.STARTTLS,
    )
    with warnings.catch_warnings():
        # At each conversation; asking for a password in clear is what one test is about.
        warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS")
        controller.start()
        try:
            yield office
        finally:
            asyncio.run_coroutine_threadsafe(_farewells(), controller.loop).result()
            controller.stop()


async def _farewells() -> None:
    """Let each conversation come to its end."""
    going_on = asyncio.all_tasks() - {asyncio.current_task()}
    if going_on:
        await asyncio.wait(going_on, timeout=2)
