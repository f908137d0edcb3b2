"""Decides how a letter leaves: one exchange with the mail server of the settings, with a time limit and no trace."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from ansm.errors import InvalidRequest, MailUnavailable
from ansm.settings import Encryption, MailServer

PATIENCE = 10.0  # seconds for each step of the exchange
FOREVER = 500  # the first code by which a server says that trying again is useless

REFUSED = "Le serveur de messagerie refuse cette adresse électronique. Vérifiez-la, puis recommencez."
UNAVAILABLE = (
    "Le message n’a pas pu partir\u00a0: le serveur de messagerie ne répond pas ou n’en veut pas. "
    "Réessayez dans quelques minutes, ou copiez votre lien personnel et gardez-le."
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A plain-text letter to one person, who is named nowhere else."""

    to: str
    subject: str
    body: str
    sent_at: datetime


def send(server: MailServer, letter: Letter, patience: float = PATIENCE) -> None:
    """Hand the letter over; when this returns, the server has taken it.

    Raises InvalidRequest when the server will never take this recipient, MailUnavailable for any other reason. No
    sentence names the recipient, nor the server.
    """
    message = _message(server, letter)
    handing_over = False
    try:
        client = _connect(server, patience)
        try:
            if server.encryption is Encryption.STARTTLS:
                client.starttls(context=ssl.create_default_context())
            if server.user:
                client.login(server.user, server.password)
            handing_over = True
            client.send_message(message, server.sender, [letter.to])
        finally:
            # Whatever is answered to the farewell, the letter is taken or it is not.
            with suppress(smtplib.SMTPException, OSError):
                client.quit()
            client.close()
    except smtplib.SMTPRecipientsRefused as error:
        for_ever = all(code >= FOREVER for code, _ in error.recipients.values())
        # Without its cause, which names the recipient.
        raise (InvalidRequest(REFUSED) if for_ever else MailUnavailable(UNAVAILABLE)) from None
    except (smtplib.SMTPException, OSError) as error:
        # A refusal in words is clear. A silence while the letter was given is not: the server may have it.
        silence = isinstance(error, smtplib.SMTPServerDisconnected) or not isinstance(error, smtplib.SMTPException)
        raise MailUnavailable(UNAVAILABLE, perhaps_taken=handing_over and silence) from error


def _connect(server: MailServer, patience: float) -> smtplib.SMTP:
    # Said to the mail server instead of the name of this machine.
    name = server.sender.rpartition("@")[2]
    if server.encryption is Encryption.TLS:
        return smtplib.SMTP_SSL(server.host, server.port, name, timeout=patience, context=ssl.create_default_context())
    return smtplib.SMTP(server.host, server.port, name, timeout=patience)


def _message(server: MailServer, letter: Letter) -> EmailMessage:
    """The letter as it travels. The class refuses an end of line in a header, where another header could hide."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(server.sender_name, addr_spec=server.sender)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.sent_at)
    message["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2])
    # So that nobody's absence answers it.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body, cte="quoted-printable")
    return message
